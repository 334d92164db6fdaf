"""What kind of document a text is: told by its title, its opening, its numbered heads and what it pays.

The kinds: a plan, a table of tasks, a work report, a notice, a reply, news, other.
Only the genre decides whether tasks are looked for at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from extractors import quick_re as re
from extractors.document.heads import Line
from extractors.document.metadata import opens_field
from extractors.document.news_words import (
    DATELINE_RE,
    DIGEST_RE,
    EXPLAINS_RE,
    LEAD,
    NEWS_COLUMN_RE,
    NEWS_RE,
    NEWS_TITLE_RE,
    REPORTER_RE,
    SPEAKER_RE,
    SPEAKS_TO_READERS_RE,
    TOLD_RE,
    announces_itself,
    is_headline,
    is_sentence,
    is_told_by_the_press,
    opens_with_issue,
)
from extractors.document.own_words import (
    ASKS_RE,
    BACKGROUND_HEAD_RE,
    MAKES_ITSELF_RE,
    MANAGES_RE,
    by_own_words,
    handed_on,
    is_before_assembly,
    is_policy,
    names_duties,
    pays,
)
from extractors.document.titles import (
    TAIL,
    carried_title,
    carried_titles,
    fold_title,
    is_carried_plan,
    is_plan_family,
    is_table_title,
    is_title,
)
from extractors.models import Genre, Section, Span
from extractors.script import simplify

_OPENING = 2000  # characters in which a document says what it is
_ENDING = 60

_REPLY_TITLE_RE = re.compile(
    r"(?:提案|建议|议案)[^，。]{0,12}(?:答[复覆]|[复覆]函|回[复覆]|办理|会办)|(?:答[复覆]|[复覆]函|回[复覆])[^，。]{0,30}(?:提案|建议)|第[0-9０-９]+号[^，。]{0,12}(?:答[复覆]|会办)"
)
_REPLY_TEXT_RE = re.compile(
    r"您(?:们)?(?:所)?提出的[^。]{0,80}(?:提案|建议|议案)[^。]{0,30}(?:收悉|收到)|(?:提案|建议|议案)[^。]{0,20}收悉"
    r"|[您你]们?(?:在[^，。；]{4,40})?所?提出的[^。]{0,100}(?:提案|建议|议案)[^。]{0,60}答[复覆]如下"
    # 案由：…, 提案人：…, 办复内容：…: a site's page of what was answered
    r"|(?:案[\s　]{0,8}由|提[\s　]{0,8}案[\s　]{0,8}(?:人|者|单位)|领衔代表|建议人)[:：]"
    r"[\s\S]{0,400}?(?:办[复理]|答[复覆]|回[复覆])(?:内容|意见|情况|结果)[:：]"
)
# One of these is in every match of the pattern above, which takes ten times as long to look for.
_REPLY_GATE_RE = re.compile("[收如由人者位表](?:(?<=收)[悉到]|(?<=如)下|(?<![收如])[:：])")
# 复函 to a person, on what the person proposed; not 关于同意…的复函, which approves what an office asked for
_LETTER_RE = re.compile(r"(?:[复覆]函|答[复覆]|回[复覆])(?:[（(][^（）()]{1,16}[）)])?$")
_TO_PERSON_RE = re.compile(r"[\u4e00-\u9fff]{2,8}(?:同志|先生|女士|委员|代表)[:：]")
_YOURS_RE = re.compile(r"[您你]们?(?:的|所?提|《|在|来信)[^。]{0,60}")
_GOVERNMENT_REPORT_RE = re.compile(r"政[\s　]*府[\s　]*工[\s　]*作[\s　]*报[\s　]*告")
# 现在，我代表某市人民政府，向大会报告工作: how a report opens, and 政府工作报告汇编: how a page of several is called
SPOKEN_FOR_RE = re.compile(
    r"我代表(?P<body>[^，。；]{2,24}?(?:政府|管委会|管理委员会)|国务院)[，,]?(?:向[^，。；]{1,12})?(?:作|报告)(?:政府)?工作"
)
_REPORTS_PRINTED_RE = re.compile(r"^[^。；，]{0,30}政府工作报告(?:汇编|选编|摘编|全文|节选|摘要)")
_REPORT_TAIL_RE = re.compile(r"政府工作报告》?(?:的通知|全文|摘要)?(?:[（(][^（）()]{1,24}[）)])?(?:[—-]|$)")
# 关于分解落实《政府工作报告》的通知: it shares out what a report promises, and is none
_BREAKS_DOWN_RE = re.compile(
    r"分解(?:落实)?《|(?:贯彻)?落实《[^《》]*工作报告》|责任分[解工]|任务分[解工]|工作分工方案的通知"
)
# 解读政府工作报告要点之一: 2022年工作回顾, where the text is the report's own: 这一年，我们…
_EXCERPT_RE = re.compile(r"政府工作报告.{0,8}(?:要点|摘登|摘要|节选|选登)")
_WE_RE = re.compile(r"(?:一年|五年|年来)[,，]我们|各位代表|我代表")
# 水利局2022年工作总结及2023年工作计划, 关于2021年度工作情况的报告; not 审计工作报告, which looks at others' work
_SUMMARY_RE = re.compile(
    r"(?<!审计)(?<!调研)(?<!调查)(?<!考察)(?<!评估)"
    r"(?:工作(?:总结|汇报|报告)(?:范文|范本|模板)?|年度?总结|述职(?:述廉)?报告"
    # 2024年工作情况和2025年工作打算的报告
    r"|工作(?:开展|完成|进展)?情况(?:的?(?:报告|汇报|总结)|(?=[及和与暨、][^，。]{0,24}(?:计划|打算|思路|安排))))"
    r"(?:[及和与暨、]{1,2}[^，。]{0,24}(?:计划|打算|思路|安排|要点|谋划|任务))?(?:的(?:报告|汇报))?"
    r"(?:[（(][^（）()]{1,16}[）)])?$"
)
# …2024年工作总结及2025年工作计划: what its name ends in is a plan; …情况和工作打算的报告 reports
_AND_PLAN_RE = re.compile(
    r"(?:总结|汇报|情况)[及和与暨、]{1,2}[^，。]{0,24}(?:计划|要点|安排)(?:的(?:报告|汇报))?(?:[（(][^（）()]{1,16}[）)])?$"
)
# 关于某县2024年国民经济和社会发展计划执行情况与2025年计划草案的报告: what a body of delegates is told each year
_BUDGET_REPORT_RE = re.compile(
    r"(?:(?:计划|预算)执行情况|五年(?:规划|计划)(?:纲要)?)[^，。]{0,40}?的?报告(?:[（(][^（）()]{1,16}[）)])?(?:[—-]{1,2}在[^，。]{4,40}上)?$"
)
_NOTICE_RE = re.compile(rf"(?:通知|通告|通报|公告){TAIL}$")
# Rules that are laid out as a plan is: 实施细则 with 一、总体目标 二、主要任务
_LEAST_PARTS = 2
_PLAN_PARTS_RE = re.compile(r"^(?:总体|工作|主要|发展)目标$|^(?:主要|重点|工作)任务$|^保障措施$")
# 关于加强环境保护若干问题的决定: its parts say what is to be done; not one on laws, honours, posts or permits
_DECIDES_RE = re.compile(r"关于.{4,60}的决[定议](?:[（(].{1,12}[）)])?$")
_DECIDES_CASE_RE = re.compile(
    r"修改|修订|修正|废止|失效|停止|取消|下放|调整|授权|授予|命名|表彰|表扬|奖励|嘉奖|记功|任免|任命|免去|免职|处分|处罚|处理|批准|追授|撤销|设立|接受|认定|公布|清理"
    r"|复议|征收|许可|立案|受理|赔偿"
)
# 新华社北京12月8日电 …的通知，全文如下：: an agency hands on the document itself
_FULL_TEXT_RE = re.compile(
    r"全文如下[：:]|^[^。]{0,40}电[\s　]+(?:国务院|中共中央|全国人大)[^。]{4,60}(?:通知|决定|意见|公告)[，,]?"
    r"[\s　]*全文"
)
# 近日，中共中央办公厅印发了《…意见》。《…意见》全文如下。: news that hand on the document itself, whole.
# Not 《…意见》全文如下，现解读…, where something else follows, nor below a title that says 解读.
HANDED_ON_RE = re.compile(
    r"(?m:《(?P<title>[^《》]{4,80})》[，,]?的?(?:主要内容)?全文(?:公布|发布|刊登)?如下[\s　]{0,4}(?:[。：:]|$))"
)


def genre_of(
    view: str,
    stated: str | None,
    titles: Sequence[str],
    head: Sequence[Line],
    numbered: Sequence[Section],
    *,
    has_task_table: bool,
    column: str,
) -> Genre:
    """Tell which kind of document a text is.

    `view` is the Simplified text, `stated` the title that it states, `titles` all titles of its head in order, `head`
    the lines before its first number, `numbered` its numbered sections outside of tables, `column` the column of the
    site that it stands in.
    """
    text = _Text(view, simplify(stated or ""), titles, head, numbered, simplify(column))
    for tells in (_of_reply, _of_table_or_report, _of_news, _of_what_it_sets_out, _of_what_it_tells):
        kind = tells(text)
        if kind is not None:
            return kind
    if not _CHINESE_RE.search(text.title):  # none, or an archive's own words: Action Plan for …
        found = by_own_words(view, [line.view for line in head], numbered, has_task_table=has_task_table)
    else:
        found = _of_text_below(text, has_task_table=has_task_table)
    if found is not None:
        return found
    # A file that is a table of tasks, whatever its title calls it: 考核细则, 责任清单.
    return "task_table" if has_task_table and not numbered else "other"


_CHINESE_RE = re.compile("[\u4e00-\u9fff]")
_FIRST_LINES = 8


class _Text(NamedTuple):
    """What tells of a text's kind; `title` is Simplified, empty where none is stated."""

    view: str
    title: str
    titles: Sequence[str]
    head: Sequence[Line]
    numbered: Sequence[Section]
    column: str = ""

    @property
    def opening(self) -> str:
        """The beginning of the text."""
        return self.view[:_OPENING]

    @property
    def first(self) -> list[str]:
        """Its first lines, and what its page says of it above and between them."""
        found: list[str] = []
        left = _FIRST_LINES
        for line in self.head:
            left -= not opens_field(line.view, Span(0, len(line.view)))
            if left < 0:
                break
            found.append(line.view)
        return found

    @property
    def heading(self) -> str:
        """Its title, or its first line."""
        return self.title or (self.head[0].view if self.head else "")


# 对于你在留言中反映的情况…。感谢网民朋友们的关心和支持。: what an office answers on a message board
_THANKS_RE = re.compile(
    r"感谢[^。！\n]{0,12}(?:[您你]|网民|网友|市民|朋友)[^。！\n]{0,24}(?:关心|支持|关注|理解|监督)[^。！\n]{0,8}[。！]?(?:\n[^\n]{0,60}){0,4}\Z"
)
# 回复时间：2030-01-04 14:47: what a board sets below an answer
_ANSWERED_RE = re.compile(r"(?m:^(?:回复|答复)(?:时间|日期|单位|部门|机构)\s?[:：])")
_YOUR_WORDS_RE = re.compile("[您你]的?(?:在?(?:留言|来信|来电)|(?:所)?(?:反映|咨询|提出|建议|问题|诉求))")


def _of_reply(text: _Text) -> Genre | None:
    title, opening = text.title, text.opening
    if _REPLY_TITLE_RE.search(title) or (_REPLY_GATE_RE.search(opening) and _REPLY_TEXT_RE.search(opening)):
        return "reply"
    answers = _THANKS_RE.search(text.view, max(0, len(text.view) - 4 * _ENDING)) or _ANSWERED_RE.search(text.view)
    if answers and _YOUR_WORDS_RE.search(text.view):
        return "reply"
    is_letter = _LETTER_RE.search(title) and _TO_PERSON_RE.search(opening) and _YOURS_RE.search(opening)
    return "reply" if is_letter else None


def _of_table_or_report(text: _Text) -> Genre | None:
    """A table of tasks or a work report by title or opening; a notice that shares out a report's tasks is a plan."""
    title = text.title
    if title and is_table_title(title) and carried_title(title) is None:
        return "task_table"
    breaks_down = _BREAKS_DOWN_RE.search(title) is not None
    if breaks_down and _NOTICE_RE.search(title) and text.numbered and carried_title(title) is None:
        return "plan"
    if (_REPORT_TAIL_RE.search(title) and not breaks_down) or any(
        _GOVERNMENT_REPORT_RE.fullmatch(line.view) for line in text.head[:6]
    ):
        return "work_report"
    if SPOKEN_FOR_RE.search(text.opening) or (text.head and _REPORTS_PRINTED_RE.search(text.head[0].view)):
        return "work_report"
    is_excerpt = _EXCERPT_RE.search(text.heading) and _WE_RE.search(text.view, 0, _OPENING)
    return "work_report" if is_excerpt else None


def _of_news(text: _Text) -> Genre | None:
    """News by their dateline, reporter or title; not a notice that an agency hands on in full."""
    title, first = text.title, text.first
    if _NOTICE_RE.search(title) and any(_FULL_TEXT_RE.search(line) for line in first):
        return _of_notice(title, text.titles)
    if NEWS_RE.search(title) or EXPLAINS_RE.search(title):
        return "news"
    if not is_title(title) and (SPEAKER_RE.search(title) or DIGEST_RE.search(title)):
        return "news"
    if _plan_follows(text):
        return "plan"
    if any(DATELINE_RE.search(line) or REPORTER_RE.match(line) for line in first):
        return "news"
    if title and announces_itself(title, text.opening):
        return "news"
    if SPEAKS_TO_READERS_RE.search(title) or (not is_title(title) and any(map(opens_with_issue, first))):
        return "news"
    if _SUMMARY_RE.search(title):
        return "plan" if _AND_PLAN_RE.search(title) else "work_report"
    return "work_report" if _BUDGET_REPORT_RE.search(title) else None


def _plan_follows(text: _Text) -> bool:
    """True where a plan's text follows the words that hand it on; not questions on it, nor its background."""
    handed = HANDED_ON_RE.search(text.opening[:LEAD])
    if handed is None or not text.numbered or not is_plan_family(handed["title"]):
        return False
    heading = simplify(text.numbered[0].heading)
    return ASKS_RE.search(heading) is None and BACKGROUND_HEAD_RE.search(heading) is None


def _of_what_it_sets_out(text: _Text) -> Genre | None:
    """A plan or what carries one, by what it is called and by what it pays and shares out."""
    title, numbered = text.title, text.numbered
    carried = carried_title(title)
    if pays(carried or title, text.view) or _carries_out(carried or title, text.view, numbered):
        return "plan"
    if carried is not None:
        if all(map(is_table_title, carried_titles(title))):
            return "task_table"
        kind = "plan" if _decides(carried) and numbered else _of_notice(title, text.titles)
        return kind if kind == "plan" or _NOTICE_RE.search(title) else "other"
    # 某市出台物业管理实施意见: a verb in place of 关于…的 tells of a plan, and is none
    if TOLD_RE.search(title):
        return "news"
    return "plan" if is_plan_family(title) or (_decides(title) and numbered) else None


def _decides(title: str) -> bool:
    return _DECIDES_RE.search(title) is not None and _DECIDES_CASE_RE.search(title) is None


def _of_what_it_tells(text: _Text) -> Genre | None:
    """News by headline, column or source, where nothing is numbered; else a notice, or a plan below another title.

    A column of reports makes news of whatever is called by no kind of document, numbered or not: sites publish plans
    and notices there too.
    """
    title, numbered = text.title, text.numbered
    if title and NEWS_COLUMN_RE.search(text.column) and not is_title(title):
        return "news"
    if title and NEWS_TITLE_RE.search(title) and not numbered and not is_title(title):
        return "news"
    headline = title or text.heading.strip()
    if is_headline(headline) and (not numbered or "，" in headline):
        return "news"
    if not numbered and is_sentence(title or _line_above_prose(text)):
        return "news"
    are_minutes = "纪要如下" in text.opening  # they tell what took place, and are no news
    is_told = not numbered and not are_minutes and not (title and is_title(title))
    if is_told and any(map(is_told_by_the_press, text.first)):
        return "news"
    if _NOTICE_RE.search(title):
        return _of_notice(title, text.titles)
    return "plan" if numbered and any(is_plan_family(other) for other in text.titles[1:]) else None


_LEAST_PROSE, _MOST_ABOVE = 60, 50  # characters


def _line_above_prose(text: _Text) -> str:
    """The first line of a text without a title, where it is short and no part of the paragraph of prose below it."""
    if len(text.head) < 2:
        return ""
    first, below = (line.view for line in text.head[:2])
    is_short = len(first) <= _MOST_ABOVE and not first.endswith(("。", "：", "，", "；", "、"))
    is_apart = len(below) >= _LEAST_PROSE and "。" in below and not first.startswith(("为", "根据", "按照"))
    return first if is_short and is_apart else ""


_LEAST_DUTIES_BELOW = 3


def _of_text_below(text: _Text, *, has_task_table: bool) -> Genre | None:
    """What a text is below a title that does not say so: 真情连你我, a column's name, 青山县管理办法 under a letter.

    Only by what none but such a document has: a letter that hands on a document without a 通知 in its title, 制定本方案
    before the first number, a people's congress that a report was given to, three items with those who do them, or
    what a policy pays. Not 提出如下措施, which news tell too.
    """
    handed = handed_on(text.opening) if carried_title(text.title) is None else None
    if handed is not None and (not is_title(text.title) or fold_title(text.title) in map(fold_title, handed)):
        return "plan" if any(map(is_carried_plan, handed)) else "notice"
    if is_title(text.title) or has_task_table or not text.numbered:
        return None
    before = min(_OPENING, text.numbered[0].span.start)
    if MAKES_ITSELF_RE.search(text.view, 0, before) or names_duties(text.view, _LEAST_DUTIES_BELOW):
        return "plan"
    if is_before_assembly("", [line.view for line in text.head], before):
        return "work_report"
    return "plan" if is_policy(text.view, text.numbered) else None


def _of_notice(title: str, titles: Sequence[str]) -> Genre:
    """A 通知 is a plan where it carries one, in its title or below it."""
    carried = carried_title(title)
    if carried is not None:
        is_plan = any(map(is_carried_plan, carried_titles(title))) or any(map(is_plan_family, titles[1:]))
        return "plan" if is_plan else "notice"
    return "plan" if any(is_plan_family(other) and not carried_title(other) for other in titles[1:]) else "notice"


def _carries_out(title: str, view: str, numbered: Sequence[Section]) -> bool:
    """True for 实施细则 that carry out a policy as a plan does: whose items name who does them, or with its parts.

    Deliberately not 管理办法 and 预案, which name offices too. The example: a city's 具体实施细则 on relief for firms,
    each item with its 责任单位.
    """
    if not title.rstrip("》").endswith("细则") or MANAGES_RE.search(title):
        return False
    parts = sum(_PLAN_PARTS_RE.search(simplify(section.heading)) is not None for section in numbered)
    return names_duties(view) or parts >= _LEAST_PARTS
