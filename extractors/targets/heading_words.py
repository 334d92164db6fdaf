"""What the heading of a section says of the numbers in its text: facts or goals, of which year, conditions, awards."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from extractors import quick_re as re
from extractors.models import Section, SectionKind
from extractors.part_heads import part_kind
from extractors.script import simplify
from extractors.targets.awards import announced_award
from extractors.targets.deadlines import find_year_marks
from extractors.targets.facts_or_goals import (
    AHEAD_RE,
    DONE_HEAD_RE,
    RESULT_HEAD_RE,
    REVIEW_PART_RE,
    REVIEW_RE,
    YEAR_BEFORE_RE,
)
from extractors.targets.quantities import fold_view

# Deliberately not conditions that are made better (改善办学条件, 夯实基础条件), nor a qualification (教师资格认定): its
# text says what is to be reached.
_CONDITIONS_HEAD_RE = re.compile(
    r"(?<!基础|科技|科研|办学|生活|生产|居住|住房|交通|工作|办园|办公|就医|医疗|硬件|设施|区位|自然|资源|发展|现实|有利|不利|环境|优势|开发|现有|地理)条件|申报(?:要求|对象|主体|数量|限额)|资质要求|"
    # 合作单位要求, 企业申报特殊要求, 团队构成: what those who apply must be
    r"(?:单位|企业|机构|人员|成员|负责人|申[报请]人|申[报请](?:特殊|基本|具体)?)要求$|团队(?:构成|组成|要求)$|"
    r"限项|认定标准|准入标准|适用范围|(?<!教师|医师|药师|律师|职业|执业|从业|会计)资格"
    r"|(?:符合|达到|满足|具备|存在|有)(?:下列|以下)[\u4e00-\u9fff]{0,4}(?:要求|标准|问题|情形)(?:之一)?的"
    r"|^(?:奖励|奖补|补[贴助]|资助|扶持|支持|参赛|评选)对象$|[及和与、]其?权重$"
)
_BETTERED_RE = re.compile("(?:改善|改进|优化|提升|创造|夯实|强化|完善|提高|保障)[^，。；、]{0,10}条件")
_QUOTED_RE = re.compile("“[^“”]{1,80}”")  # “科技条件与服务（款）”1,720万元: a name that holds the word
# A stage with its days: 集中检查阶段（11月11日至12月15日）, 自查自纠（11月10日前）.
_STAGE_RE = re.compile(r"（(?:即日起)?[^（）]{0,8}\d{1,2}月(?:\d{1,2}日|[底末]|[上中下]旬)[^（）]{0,12}）$")


def asks_for(heading: str) -> bool:
    """Tell whether a heading, or the label of a cell, says that its text holds what one must fulfil to get something.

    >>> asks_for("申报条件"), asks_for("改善办学条件")
    (True, False)
    """
    return _CONDITIONS_HEAD_RE.search(_BETTERED_RE.sub("", _QUOTED_RE.sub("", heading))) is not None


class HeadingWords(Struct, frozen=True):
    """What a section's heading says, or else that of the section which holds it.

    `is_review`: it tells what has been; `is_review_part`: so do its items, whatever they are called (一、粮食生产 under
    2023年工作总结). `looks_ahead` is of its own heading alone, `is_to_come` of those above too. `year` is any year of a
    heading, `told_year` one that dates its text: of a review or a plan of work (2024年工作计划), or of a stage with its
    days. `sets_conditions`: what one must fulfil. `tariff`: the word for what its text pays, of its own heading alone.
    """

    is_review: bool
    is_review_part: bool
    looks_ahead: bool
    is_to_come: bool
    year: int | None
    told_year: int | None
    sets_conditions: bool
    tariff: str


def read_headings(sections: Sequence[Section], issued_year: int | None, *, in_report: bool) -> tuple[HeadingWords, ...]:
    """Turn the sections of a document, parents first, into what their headings say; `issued_year` may be None.

    `in_report`: 今后五年 heads a part of a work report, whose own year is the first of them.
    """
    found: list[HeadingWords] = []
    for section in sections:
        above = found[section.parent] if section.parent is not None else None
        found.append(_read(section.heading, section.kind, above, issued_year, in_report=in_report))
    return tuple(found)


def read_line(line: str, issued_year: int | None) -> HeadingWords | None:
    """Turn a line of a report whose headings have no numbers into what it says, None where it is no heading.

    >>> words = read_line("2026年重点工作", 2026)
    >>> words.looks_ahead, words.year, read_line("全力做好重点工作。", 2026)
    (True, 2026, None)
    """
    view = fold_view(line.strip()).text
    if part_kind(view) is None:
        return None
    return _read(view, "other", None, issued_year, in_report=True)


def says_something(heading: str, issued_year: int | None) -> bool:
    """Tell whether a heading holds sentences, or heads a part without a number: what is below stands in that part.

    >>> says_something("2026年重点工作", 2026), says_something("附件名称", 2026)
    (True, False)
    """
    return re.search("[。；，,]", heading) is not None or read_line(heading, issued_year) is not None


def below_line(part: HeadingWords | None, own: HeadingWords | None) -> HeadingWords | None:
    """What holds at a place below a line that heads a part without a number: its heading's words, else the line's.

    `part` is what the line says, `own` what the numbered heading between it and the place says; either may be None.
    """
    if part is None or own is None:
        return own or part
    if not (own.is_review or own.looks_ahead or own.is_to_come):
        return part
    return own if own.year is not None else structs.replace(own, year=part.year)


def are_telling(headings: Sequence[HeadingWords]) -> bool:
    """True where any heading says whether its part looks back or ahead; a page of a report without such tells facts."""
    return any(words.looks_ahead or words.is_review or words.year for words in headings)


# A stage with its year: 建设阶段（2025年年底前）, 第一阶段（2024—2025年）.
_STAGE_YEAR_RE = re.compile(r"(?:阶段|期)（[^（）]{0,12}(?:19|20)\d\d年?[^（）]{0,10}）$")
# 落实考核任务 and 推动改革部署落地 under 2022年工作开展情况 tell; 下一步任务 and 2023年工作计划 do not
_SURELY_AHEAD_RE = re.compile(
    r"(?:安排|打算|计划|部署|思路|建议)(?:$|[和及与、（])|工作(?:安排|打算|计划|思路)|下一?步|展望|总体要求|明年|20\d\d"
)
# 生态构建形成新成效 among goals is to come.
_GAINS = frozenset(["成效", "成就", "成绩"])


def _read(
    written: str, kind: SectionKind, above: HeadingWords | None, issued_year: int | None, *, in_report: bool
) -> HeadingWords:
    heading = simplify(written)
    is_done = DONE_HEAD_RE.search(heading) is not None or RESULT_HEAD_RE.search(heading) is not None
    looks_ahead = AHEAD_RE.search(heading) is not None and not is_done
    if above is not None and above.is_review_part and not _SURELY_AHEAD_RE.search(heading):
        looks_ahead = False
    review = REVIEW_RE.search(heading)
    is_to_come = above is not None and above.is_to_come
    is_review_part = not (looks_ahead or is_to_come) and (
        REVIEW_PART_RE.search(heading) is not None or (above is not None and above.is_review_part)
    )
    # 推动高质量发展取得新进展 under 主要目标 is to come.
    is_gain = review is not None and (bool(review["gain"]) or review[0] in _GAINS)
    is_gain_to_come = is_gain and (kind == "goal" or (above is not None and above.looks_ahead))
    if (review and not looks_ahead and not is_gain_to_come) or is_review_part:
        is_review = True
    elif looks_ahead or kind in ("goal", "task", "safeguard"):
        is_review = False
    else:
        is_review = above is not None and above.is_review
    folded = fold_view(heading, is_simplified=True).text
    told = above.year if above is not None and above.is_review_part and review is None else None
    years = [
        mark.year
        for mark in find_year_marks(folded, issued_year, in_report=in_report)
        # 一是完成2021年度变更调查工作 among what was done in 2022: which work, not when
        if mark.year is not None and (told is None or mark.year >= told or mark.start == 0)
    ]
    if not years and issued_year and YEAR_BEFORE_RE.search(heading):
        years = [issued_year - 1]
    if years and (looks_ahead or review or _STAGE_YEAR_RE.search(folded)):
        told_year: int | None = years[-1]
    elif not years and _STAGE_RE.search(folded):
        told_year = issued_year
    else:
        told_year = above.told_year if above is not None else None
    return HeadingWords(
        is_review=is_review,
        is_review_part=is_review_part,
        looks_ahead=looks_ahead and review is None,
        is_to_come=(looks_ahead or is_to_come) and review is None,
        year=years[-1] if years else above.year if above is not None else None,
        told_year=told_year,
        sets_conditions=(above is not None and above.sets_conditions) or asks_for(heading),
        tariff=announced_award(heading),
    )
