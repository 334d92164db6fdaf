"""Years in a running text: by when something is to be so, and of when a reported figure is.

Works on a folded view (`quantities.fold_view`). What is no deadline: a year in 《》 (it belongs to a title), a year
that a figure is compared with (比2020年), a start (从2025年起), a day (2025年3月31日 alone).
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import Genre
from extractors.numerals import parse_numeral
from extractors.years import five_year_end

MarkKind = Literal["deadline", "point", "span", "relative"]

_MARK_RE = re.compile(
    r"""
    (?=年|.{1,10}[年月五])(?:  # 2021——2025年: no mark has the first of these further behind its start
    # 比2020年, 是“十二五”末的, 高于“十三五”时期
    (?P<compared>(?:(?<!占)比|较|相比于?|以|对比|相对于?|是|为|相当于|[高低快慢优好多少]于|[高超]出|超过?|
            达到?(?=\d{4}年的[\d一二三四五六七八九十两.]+倍))(?:(?:19|20)\d\d年|
            [“"']?十[一二三四五六七]?五[”"']?)(?:年?[末底]|同期|初)?的?)
  # 与2020年相比, 与2020年预算持平
  | (?P<compared2>[与同和](?:(?:19|20)\d\d年|[“"']?十[一二三四五六七]五[”"']?)(?:年?[末底]|同期)?
          (?:(?:水平)?(?:相比|比较?)|[^，。；、\d]{0,8}(?:持平|相当|一致(?=[，。；]|$)))
      |在(?:19|20)\d\d年[底末]?(?:水平)?的?基础上)
  # 2021年起5年内, 从2021年起用三年时间: so many years, the first of them named
  | (?P<counted>(?:自|从)?(?P<counted_from>(?:19|20)\d\d)年(?:度)?(?:起|开始)，?(?:用|的|经过|计划用|力争用)?
          (?P<counted_years>[一二两三四五六七八九十]|\d)年(?:左右)?(?:之内|以内|内|时间))
  # “十三五”以来 tells what was
  | (?P<since>(?:(?:19|20)\d\d年|[“"']?十[一二三四五六七八九]五[”"']?(?:期间|时期)?)(?:以来|至今))
  # 从2025年起
  | (?P<start>(?:自|从)(?:19|20)\d\d年(?:度|[秋春]季)?[^，。；、]{0,6}?(?:起|开始))
  | (?P<start2>(?:19|20)\d\d年起)
  # 到202�年底: a year that has lost a digit is a year all the same, and nobody knows which
  | (?P<cut>(?<![\d\ufffd])(?:到|至|截至|截止到?|力争|确保|于|在)?(?=\d{0,3}\ufffd)[\d\ufffd]{4}年(?:度|年?[底末中初])?
          (?:之?前|以前)?)
  # 2000年底前建成的小区, 2000年底前注册营运的货车, 2000年至2005年建成的
  | (?P<built>(?:(?:19|20)\d\d年?(?:[-－—–―~～]{1,2}|至|到))?(?:19|20)\d\d年[底末]?(?:之?前|以前|以来|至今|之?后)?
          (?:建成|竣工|建设|成立|投产|注册|登记|交付)(?:营运|运营|使用|投用|投产|入库)?的)
  # a day to meet
  | (?P<by_day>(?:于|在|至|到)?(?P<by_day_year>(?:19|20)\d\d)年[\d\ufffd]{1,2}月[\d\ufffd]{1,2}日(?:之前|以前|前))
  | (?P<day>(?:19|20)\d\d年[\d\ufffd]{1,2}月[\d\ufffd]{1,2}日)                                            # a day
  # 2021—2025年
  | (?P<span>(?:19|20)\d\d年?(?:[-－—–―~～]{1,2}|至|到)(?P<span_end>(?:19|20)\d\d)年)
  | (?P<by>(?:到|至|截至|截止到?|力争|确保|于|在|展望|预计)?(?P<by_year>(?:19|20)\d\d)年(?!远景目标)(?:度|
          (?:年?[底末中初]|上半年|下半年|\d{1,2}月(?:底|末|份|初|中旬|下旬)?|[一二三四]季度)?(?:之?前|以前)?))
  | (?P<plan>(?:[“"'](?P<plan_number>十[一二三四五六七八九]|二十)五[”"']|
          # 与“十五五”规划衔接 names a plan
          (?P<bare_number>十[一二三四五六七八九])五(?=规划|计划|时期|期间|[末底]))(?!(?:规划|计划|纲要)(?!期))
          # 今年是“十五五”开局之年, 实现“十五五”良好开局: of its first year
          (?!(?:时期|规划|期间)?的?(?:良好|顺利|精彩|圆满)?(?:开局|开篇|起步|开好局|开门红|第一年|首年))
          (?:规划|计划)?(?:期间|时期|期)?(?:[末底]|收官|结束)?(?:之?前)?)
  | (?P<ahead>(?:未来|今后|接下来的?|用|经过|力争)(?P<ahead_years>[一二两三四五六七八九十\d]{1,2})年(?:时间|内|左右)?)
  # 三年内, 10年内; not 毕业三年内, 注册2年内, which somebody else's event begins, nor for how long somebody gains
  | (?P<within>(?<![后起近\d])
          (?<!毕业|离校|退役|注册|成立|登记|投产|开业|引进|上市|获评|入职|签约|落户|连续|过去|入园|认定)
          (?P<within_years>[一二两三四五六七八九十]|1?\d)年(?:之内|以内|内)
          (?!(?:累计)?停电|[^，。；]{0,6}(?:次数|给予|免[征收]|减[免征]|享受|补[贴助])))
  # 今年一季度, 今年前三季度, 今年1—6月, 今年以来: a part of a year that is told of
  | (?P<so_far>[今本]年(?:以来|(?:1[0-2]|[1-9])月(?:份|初|\d{1,2}日|[上中下]旬)(?!之?前|以前)
          |[第前]?[一二三]个?季度|上半年|(?:前|1[-－—–~～至到])\d{1,2}个?月))
  # 明年6月底前, 后年: counted from the year of issue; not 次年 (counted from an event), 未来年均, 文明年
  | (?P<next>(?:(?:到|至|于|在|力争|确保)?(?<![文清透])明|(?:(?<![一-龥])|(?<=[到至于在]))
          (?:来|(?P<after_next>后)))年(?:
          (?:年?[底末中初]|上半年|下半年|\d{1,2}月(?:底|末|份|初|中旬|下旬|\d{1,2}日)?|[一二三四]季度末?)(?:之?前|以前)?)?)
  | (?P<this>(?:今年|本年度?|(?<![一二三四五六七八九十\d])年内|年[底末]前?(?!去向|存[量栏]|余额)
          |(?<!\d年)(?<!\d年，)全年|下半年|(?<!应)(?<!\d年)(?<!\d年度)当年(?!满)))
  | (?P<every>每年(?:度)?(?:\d{1,2}月(?:\d{1,2}日|[底末初]|[上中下]旬)?(?:之?前|以前))?|逐年|年均)
  # 12月20日前, 6月底前, 到6月底: of the year that the document is about; not 3月到6月底
  # 6月�5日前, �月底前: a digit of the day or month that is lost changes nothing of the year
  | (?P<by_month>(?<![\d年月日旬份初底])到(?:1[0-2\ufffd]|[1-9]|\ufffd[0-2]?)月
          (?:[\d\ufffd]{1,2}日|[底末])(?:之?前|以前)?)
  | (?P<month>(?<![\d\ufffd年月])(?:1[0-2\ufffd]|[1-9]|\ufffd[0-2]?)月
          (?:[\d\ufffd]{1,2}日|[底末初]|[上中下]旬|份)?(?:之前|以前|前)
          (?![^，。；、]{0,8}的))
  | (?P<last>去年|(?<!以)上年|上一年)
    )""",
    re.VERBOSE,
)
_TERM_RE = re.compile("(?:今后|未来)[五5]年")
_BRACKET_RE = re.compile("（[^（）]{0,200}）")
QUOTED_TITLE_RE = re.compile(r"《[^《》]{0,200}》")
# 入选“2023年度十大发现”: the year is part of a name. Not “到2025年建成10个”, which says by when, nor “2023年底见效”.
_NAMED_BY_YEAR_RE = re.compile("“(?:19|20)\\d\\d年(?![底末])[^“”，。；：]{4,30}”")
# 2024年度项目完成后，将新增学位3000个: of which year the works are, not when
_WORKS_OF_YEAR_RE = re.compile("(?:19|20)\\d\\d年度(?:项目|工程|任务)[^，。；]{0,8}后，")
# 对2021年已绿化的茶园进行补植: of whom it is said, not when
_HAVE_BY_RE = re.compile("[对将把](?:截至|到)?(?:19|20)\\d\\d年(?:[底末]|前)?已[^，。；]{1,24}?的")
_MENTION_RE = re.compile(r"^(?:到|至|截至|截止到?|力争|确保|展望|预计)|[底末前]$")


class YearMark(Struct, frozen=True):
    """A year as the text names it: "deadline" (到2025年), "point" (2025年), "span" (its end), "relative" (三年内).

    `year` is None where it hangs on the year of issue and that is not known, or has lost a digit.
    `closes` is true for one that opens a clause which says only that it is done by then: …，2024年6月底前完成.
    """

    start: int
    end: int
    kind: MarkKind
    year: int | None
    reach: int = sys.maxsize  # a year in brackets holds for what stands in them
    closes: bool = False


def find_year_marks(
    text: str,
    issued_year: int | None,
    next_year: int | None = None,
    *,
    in_report: bool = False,
    drafted_end: int | None = None,
) -> tuple[YearMark, ...]:
    """Turn a folded text into the years it names, in order. Years in titles and compared years are left out.

    `next_year` is what 明年 means, where that is not the year behind the one of issue. A work report is given at the
    start of its year (`in_report`): 今后五年 are that year and the four behind it, a term of office or a plan. What it
    says that a 纲要（草案） sets out is due with that plan, in `drafted_end`.

    >>> [(m.kind, m.year) for m in find_year_marks("到2027年底，比2020年增长；“十四五”末", 2025)]
    [('deadline', 2027), ('deadline', 2025)]
    """
    drafts = list(_DRAFT_RE.finditer(text)) if drafted_end is not None and "纲要" in text else []
    if "年" not in text and "五" not in text and "月" not in text and not drafts:  # what _MARK_RE needs one of
        return ()
    titles = [match.span() for match in QUOTED_TITLE_RE.finditer(text)] if "《" in text else []
    titles += [match.span() for match in _NAMED_BY_YEAR_RE.finditer(text)] if "“" in text else []
    titles += [match.span() for match in _WORKS_OF_YEAR_RE.finditer(text)] if "年度" in text else []
    titles += [match.span() for match in _HAVE_BY_RE.finditer(text)] if "年" in text and "已" in text else []
    marks: list[YearMark] = []
    for match in _MARK_RE.finditer(text):
        if any(start <= match.start() < end for start, end in titles):
            continue
        start, end = match.span()
        match match.lastgroup:
            case "span_end" | "span":
                marks.append(YearMark(start, end, "span", int(match["span_end"])))
            case "by_year" | "by":
                kind: MarkKind = "deadline" if _MENTION_RE.search(match[0]) else "point"
                marks.append(YearMark(start, end, kind, int(match["by_year"])))
            case "plan_number" | "bare_number" | "plan":
                number = parse_numeral(match["plan_number"] or match["bare_number"])
                marks.append(YearMark(start, end, "deadline", five_year_end(number) if number else None))
            case "ahead_years" | "ahead":
                last = _ahead(match["ahead_years"], issued_year)
                is_term = in_report and last is not None and _TERM_RE.match(match[0]) is not None
                marks.append(YearMark(start, end, "relative", last - 1 if is_term and last is not None else last))
            case "within_years" | "within":
                marks.append(YearMark(start, end, "relative", _ahead(match["within_years"], issued_year)))
            case "counted_years" | "counted_from" | "counted":
                years = parse_numeral(match["counted_years"])
                last = int(match["counted_from"]) + int(years) - 1 if years else None
                marks.append(YearMark(start, end, "deadline", last))
            case "by_day_year" | "by_day":
                marks.append(YearMark(start, end, "deadline", int(match["by_day_year"])))
            case "cut":
                marks.append(YearMark(start, end, "deadline", None))
            case "after_next" | "next":
                marks.append(YearMark(start, end, "relative", _next(match, issued_year, next_year)))
            case "so_far":
                marks.append(YearMark(start, end, "point", issued_year))
            case "this" | "month" | "by_month":
                marks.append(YearMark(start, end, "relative", issued_year))
            case _:
                continue
    if drafts:
        marks = sorted([*marks, *(YearMark(*m.span(), "deadline", drafted_end) for m in drafts)], key=lambda m: m.start)
    marks = [replace(mark, closes=True) if _closes(text, mark) else mark for mark in marks]
    return _within_brackets(text, marks) if marks and "（" in text else tuple(marks)


# 编制了《…第十五个五年规划纲要（草案）》。主要目标是：…, 《纲要》提出，…: what the draft sets out. Not 《纲要》任务圆满
# 完成, of the plan before.
_DRAFT_RE = re.compile(
    r"《[^《》]{0,80}纲要[（(]草案[）)]》|《[^《》]{0,80}纲要》[（(]草案[）)]|《纲要》(?=[^，。；《》]{0,6}(?:提出|明确|设定))"
)
_DRAFTED_RE = re.compile(
    r"(?:第(?P<number>十[一二三四五六七八九]?)个五年|(?P<short>十[一二三四五六七八九])五[”」]?)"
    r"规划(?:和[^《》，。]{2,16})?纲要》?[（(]草案[）)]"
)


def drafted_end(view: str) -> int | None:
    """Turn the Simplified text of a report into the last year of the five-year plan whose draft it lays before its
    congress; None where it lays none.

    >>> drafted_end("编制了《青山县国民经济和社会发展第十五个五年规划纲要（草案）》"), drafted_end("落实《纲要》")
    (2030, None)
    """
    match = _DRAFTED_RE.search(view)
    number = parse_numeral(match["number"] or match["short"]) if match else None
    return five_year_end(int(number)) if number else None


# 既有停车场按10%的比例改造，2024年6月底前完成: the clause adds by when, to the one before it.
_DONE_RE = re.compile(
    "(?:全部|全面|基本|率先|如期|正式)?(?:完成|建成|到位|实现|投用|竣工|达标|完工|投入使用|投产|通车|投运|开园|交付|运营|上线|启用|开业){1,2}"
    "(?:注册|验收|运行|建设|改造|整治|治理|搬迁|清零|销号)?(?=[，。；]|$)"
)


def _closes(text: str, mark: YearMark) -> bool:
    return text[mark.start - 1 : mark.start] == "，" and _DONE_RE.match(text, mark.end) is not None


# 自2024年11月至2025年3月在全市开展专项整治: how long a campaign runs that a notice calls for.
_CAMPAIGN_RE = re.compile(
    r"(?P<first>(?:19|20)\d\d)年\d{1,2}月(?:\d{1,2}日|[底初末]|[上中下]旬)?起?(?:至|到|[-—－~～]{1,2})(?:(?P<last>(?:19|20)\d\d)年|当年|次年)?"
    r"\d{1,2}月(?:\d{1,2}日|[底初末]|[上中下]旬)?(?:期间)?，?(?:在|对|集中|组织|统一|联合)[^，。；]{0,30}?(?:开展|组织|实施|进行|部署)"
)
_CAMPAIGN_REACH = 2000  # characters at the head of a notice


def campaign_end(text: str) -> int | None:
    """Turn a notice (folded) into the last year of the campaign that its opening calls for, None where it names none.

    >>> campaign_end("决定自2024年11月至2025年3月在全市开展专项整治。"), campaign_end("2024年1月至3月产值增长。")
    (2025, None)
    """
    match = _CAMPAIGN_RE.search(text, 0, _CAMPAIGN_REACH)
    if match is None or "次年" in match[0]:
        return None
    return int(match["last"] or match["first"])


# 国办发〔2022〕35号; 2021年1月14日，国新办举行…; 2022年04月12日 10:27
_OF_NUMBER_RE = re.compile(r"[〔\[（(﹝【]((?:19|20)\d\d)[〕\]）)﹞】]")
_DAY_TOLD_RE = re.compile(
    r"((?:19|20)\d\d)年\d{1,2}月\d{1,2}日(?=[，,]|[上下]午|\d{1,2}:\d\d|\d{1,2}时|讯|电|来源|举行|召开|印发|发布)|"
    r"(?:时间|日期)[：:]((?:19|20)\d\d)[-/.年]\d{1,2}[-/.月]\d{1,2}"
)
_HEAD_REACH = 1000  # characters at the head of a page that may say when it was written


# 2018政府工作报告, 2018年市政府工作报告: given at the start of that year
_REPORT_TITLE_RE = re.compile(r"((?:19|20)\d\d)年?度?[\u4e00-\u9fff]{0,12}政府工作报告")


def year_of_report(title: str) -> int | None:
    """Turn the title of a government's work report (folded) into the year that it was given in, None without one.

    >>> year_of_report("2018政府工作报告"), year_of_report("政府工作报告")
    (2018, None)
    """
    match = _REPORT_TITLE_RE.search(title)
    return int(match[1]) if match else None


def year_of_issue(number: str | None, text: str) -> int | None:
    """Turn a document's number and its first words (folded) into the year of its issue, None where neither says it.

    For a document without a date: the year in its number, else the last day that a report tells of.

    >>> year_of_issue("国办发〔2022〕35号", ""), year_of_issue(None, "2021年1月14日，市政府举行新闻发布会。")
    (2022, 2021)
    """
    numbered = _OF_NUMBER_RE.search(number) if number else None
    if numbered:
        return int(numbered[1])
    return max((int(match[1] or match[2]) for match in _DAY_TOLD_RE.finditer(text, 0, _HEAD_REACH)), default=None)


def within_plan(marks: tuple[YearMark, ...], end: int | None, this_year: int | None) -> tuple[YearMark, ...]:
    """Turn the marks of a plan's text into those that end with it: 三年内 in a three-year plan means its last year.

    `end` is the last year of the plan, `this_year` the one from which on years are counted; both may be unknown.
    """
    if end is None or this_year is None:
        return marks
    latest = max(end, this_year)
    return tuple(
        replace(mark, year=end) if mark.kind == "relative" and mark.year is not None and mark.year > latest else mark
        for mark in marks
    )


# 2025年起将…纳入改造范围; not 2021年起5年内, whose end is counted
_STARTS_RE = re.compile(
    r"(?:19|20)\d\d年(?:度|[秋春]季)?(?:起|开始)(?!，?(?:用|的|经过|计划用|力争用)?[一二两三四五六七八九十\d]年)"
)


def starts_anew(text: str, at: int) -> bool:
    """True where a sentence (folded) names the year from which on it holds before a place: no year before it counts.

    >>> starts_anew("2026年起，每年改造20个", 10), starts_anew("到2026年，改造20个", 8)
    (True, False)
    """
    return _STARTS_RE.search(text, 0, at) is not None


def is_cut_year(marks: Sequence[YearMark], at: int, genre: Genre | None = None) -> bool:
    """True where the last year named before a place has lost a digit: 到202�年 is stated, and nobody knows which it is.

    So is 今年 of news without a day: it is not the last year of the plan that the report speaks of too.

    >>> is_cut_year(find_year_marks("到202\\ufffd年，建成示范区10个", 2021), 11)
    True
    """
    last = next((mark for mark in reversed(marks) if mark.end <= at < mark.reach), None)
    unknown = ("deadline", "relative") if genre == "news" else ("deadline",)
    return last is not None and last.year is None and last.kind in unknown


def stated_year(marks: Sequence[YearMark], start: int, end: int, clause_end: int) -> int | None:
    """The year of the last mark before a number (from `start` to `end`), else of the first behind it in its clause.

    Best of all is one that closes it, in a clause of its own right behind; one that closes the sentence dates what has
    no year before it (总投资21亿元、机架5000架，2024年底建成).

    >>> stated_year(find_year_marks("到2027年，建成10个", None), 8, 11, 11)
    2027
    """
    closing = [mark.year for mark in marks if mark.closes and mark.start == clause_end + 1]
    before = [mark.year for mark in marks if mark.end <= start < mark.reach]
    behind = [mark.year for mark in marks if end <= mark.start < clause_end and mark.kind != "point"]
    closed = [mark.year for mark in marks if mark.closes and mark.start > clause_end]
    return next(iter([*closing, *before[-1:], *behind[:1], *closed[-1:]]), None)


def _within_brackets(text: str, marks: Sequence[YearMark]) -> tuple[YearMark, ...]:
    """Years in brackets with other words reach to their end: 达到50%（2025年20%）; not 第一阶段（2025年）."""
    spans = [match.span() for match in _BRACKET_RE.finditer(text)]
    found: list[YearMark] = []
    for mark in marks:
        ends = [end for start, end in spans if start < mark.start < end and end - start > mark.end - mark.start + 2]
        found.append(replace(mark, reach=ends[0]) if ends else mark)
    return tuple(found)


def _next(match: re.Match[str], issued_year: int | None, next_year: int | None) -> int | None:
    if next_year is None and issued_year is not None:
        next_year = issued_year + 1
    return next_year + 1 if next_year is not None and match["after_next"] else next_year


def _ahead(years: str, issued_year: int | None) -> int | None:
    number = parse_numeral(years)
    return issued_year + number if issued_year is not None and number else None
