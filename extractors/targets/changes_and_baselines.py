"""Whether a number is a level, a growth rate, an increase, a share or a multiple, and from what it changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.models import Change
from extractors.numerals import parse_numeral
from extractors.targets.deadlines import YearMark
from extractors.targets.indicators import is_decrease
from extractors.targets.quantities import Quantity
from extractors.targets.statements import FROM_RE, TO_RE, Statement
from extractors.years import five_year_end

NEW_AT_START_RE = re.compile(r"^(?:新(?:增|建|培育|认定|引进|组建|招聘))")


def change_by_words(quantity: Quantity, words: str) -> Change:
    """Turn a change verb with its adverbs (同比增长) into the kind of change of the number behind it."""
    if quantity.measure.dimension == "multiple":
        return "multiple"
    if is_decrease(words):
        return "decrease"
    if not words:
        return "level"
    if quantity.base_unit in ("%", "‰"):
        return "growth_rate"
    return "increase"


def change_of(statement: Statement) -> Change:
    """Tell the kind of change of a statement that has no such verb by its number and its name."""
    quantity = statement.quantity
    if statement.is_award:
        return "share" if quantity.base_unit == "%" else "level"
    if quantity.measure.dimension == "multiple":
        return "multiple"
    if quantity.base_unit in ("%", "‰"):
        return "growth_rate" if re.search("增长$|比增$|增幅|增速|涨幅|跌幅", statement.indicator) else "share"
    return "increase" if NEW_AT_START_RE.match(statement.indicator) else "level"


# 保持10%以上增长, 实现8%的增速: the number is of the growth, not of the size
_GROWS_BEHIND_RE = re.compile("的?(?:(?:年均|平均|同比|复合|快速|稳定)(?:的)?)?增(?:长(?![点极率])|速|幅)")


def with_growth_behind(text: str, statement: Statement) -> str:
    """The indicator of a statement with the growth that stands behind its number: 保持10%以上增长."""
    grows = statement.quantity.base_unit == "%" and _GROWS_BEHIND_RE.match(text, statement.quantity.end)
    is_said = statement.indicator.endswith(("增长", "比增", "增速", "增幅"))
    return f"{statement.indicator}增长" if grows and not is_said else statement.indicator


# ── 由A提高到B ───────────────────────────────────────────────────────────────────────────────────

_FROM_YEAR_RE = re.compile("[由从]$")


# 比2010年的132万吨、14万吨分别减少7%、8%: what was so in the year that is compared with.
LEVEL_OF_YEAR_RE = re.compile(
    r"(?:[比较]|相?[比较]于)(?P<year>(?:19|20)\d\d)年[底末]?的(?:\d[\d.]{0,9}[^\d，。；、]{1,6}[、和]){0,4}$"
)


# 招生规模以2020年实招人数1200名为基数: from which number of which year one counts. Not 以2020年为基数, a year alone.
_BASE_YEAR_RE = re.compile(r"以(?P<year>(?:19|20)\d\d)年度?[底末]?的?(?P<of>[^，。；\d]{0,24})$")
AS_BASE_RE = re.compile("为(?:基数|基准|基期)")


def mark_baselines(
    text: str, kept: Sequence[Statement], marks: Sequence[YearMark]
) -> tuple[list[Statement], list[YearMark]]:
    """Turn the statements and years of a sentence into those that say from where a change starts (由A增加到B: A).

    Returns the statements A, each with the year of its own clause as `baseline_year`, and the years that hold for the
    rest of the sentence: the year of 由2023年的18% says nothing of what it rises to, nor of the clauses that follow.

    >>> from extractors.targets.deadlines import find_year_marks
    >>> mark_baselines("", (), find_year_marks("到2026年", None))[1][0].year
    2026
    """
    baselines: list[Statement] = []
    own: list[YearMark] = []
    for statement in kept:
        level = LEVEL_OF_YEAR_RE.search(text, statement.clause_start, statement.quantity.start)
        if not level and AS_BASE_RE.match(text, statement.quantity.end):
            level = _BASE_YEAR_RE.search(text, statement.clause_start, statement.quantity.start)
            _name_apart(statement, kept, level)
        if level or statement.is_start:
            baselines.append(statement)
            statement.baseline_year = int(level["year"]) if level else statement.baseline_year
            begun = marks if statement.is_start else ()
            own.extend(m for m in begun if m.end <= statement.quantity.start and _FROM_YEAR_RE.search(text, 0, m.start))
    for one, other in pairwise(kept):
        start = one.quantity.start
        before = text[one.clause_start : start]
        between = text[one.quantity.end : other.quantity.number_start]
        is_same = one.quantity.base_unit == other.quantity.base_unit or (
            one.quantity.measure.dimension == other.quantity.measure.dimension == "time"  # 由20天缩短为2周
        )
        if not is_same or not FROM_RE.search(before) or not TO_RE.match(between):
            continue
        baselines.append(one)
        for mark in marks:
            if one.clause_start <= mark.start < start and _FROM_YEAR_RE.search(text[: mark.start][-1:]):
                one.baseline_year = mark.year if mark.kind in ("point", "deadline") else None
                own.append(mark)
    return baselines, [mark for mark in marks if mark not in own]


def _name_apart(base: Statement, kept: Sequence[Statement], match: re.Match[str] | None) -> None:
    """Call the number that one counts from by the words behind its year, the others by those before 以: 招生规模."""
    if match is None:
        return
    whole = base.indicator
    whose = whole[: whole.find(match[0])] if match[0] in whole else ""
    base.indicator = match["of"] or whose or whole
    for other in kept:
        if whose and other is not base and other.indicator.startswith(whole):
            other.indicator = whose + other.indicator[len(whole) :]


def without_starts(text: str, baselines: Sequence[Statement]) -> str:
    """A text of the same length in which 由现有的2家 of 由现有的2家增加到8家 says nothing: only the 2 are a fact."""
    for statement in baselines:
        start = max(text.rfind(word, statement.clause_start, statement.quantity.start) for word in "由从")
        end = statement.quantity.end
        text = text[:start] + "\ue000" * (end - start) + text[end:] if start >= 0 else text
    return text


# ── 较2023年下降 ──────────────────────────────────────────────────────────────────────────────────

_YEAR = r"(?:(?P<{0}year>(?:19|20)\d\d)年|[“\"]?(?P<{0}plan>十[一二三四五六])五[”\"]?(?:时期|期)?)(?:年?[末底]|同期)?"
# Spared: 占比2020年…, 2020年的2倍 (a multiple, not a comparison), 比上年 (no year is named).
_COMPARED_RE = re.compile(
    rf"(?:(?<!占)(?:相?较于?|相?比于?)|对比|相对于?){_YEAR.format('a')}(?:水平)?的?|以{_YEAR.format('c')}为(?:基数|基期|基准)|[与同和]{_YEAR.format('b')}(?:水平)?(?:相比|比较?)"
)
_CHANGES = frozenset(["increase", "decrease", "growth_rate", "multiple"])


def compare_years(text: str, kept: Sequence[Statement]) -> None:
    """Give targets that say by how much something changes the year they count from (较2023年下降6.5个百分点).

    That year is `baseline_year`, and its words go from the indicator. A comparison in a clause of its own
    (与2020年相比，…) holds for the changes behind it, until another; a status keeps its words, its year is its own.
    """
    if not any(word in text for word in ("比", "较", "相对", "为基")):
        return
    found = list(_COMPARED_RE.finditer(text))
    for statement in kept:
        if statement.kind != "target" or statement.change not in _CHANGES:
            continue
        before = [match for match in found if match.end() <= statement.quantity.start]
        last = before[-1] if before else None
        if last is None or not (last.start() >= statement.clause_start or text[last.end() : last.end() + 1] == "，"):
            continue
        number = parse_numeral(last["aplan"] or last["bplan"] or last["cplan"] or "")
        year = last["ayear"] or last["byear"] or last["cyear"]
        statement.baseline_year = int(year) if year else five_year_end(number) if number else None
        if statement.baseline_year is not None:
            statement.indicator = statement.indicator.replace("同" + last[0], "").replace(last[0], "")
