"""The years of a plan: as its title or a sentence on its period states them, else those that its goals are set for."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.titles import period_in, without_gaps
from extractors.models import PeriodBasis, PlanRecord, TargetRecord
from extractors.numerals import parse_numeral
from extractors.script import simplify
from extractors.years import YEARS_DASHES

_YEARS_IN_TITLE_RE = re.compile(
    r"(?P<years>[一二两三四五六七八九十])年(?=行动|计划|规划|攻坚|工作|实施|倍增|提升|专项|滚动|建设|发展|改革|培育|方案)"
)
_STATED_PERIOD_RE = re.compile(
    r"(?:规划期|实施期|计划期|执行期|行动期|实施期限|规划期限|政策期限|实施时间|实施年限|工作期限|(?:实施|行动|规划|工作)周期|时间|时限)(?:限)?(?:为"
    rf"|是|：|:|从|自)?[\s　]*(?P<start>(?:19|20)\d\d)年?(?:\d{{1,2}}月)?[{YEARS_DASHES}至到]+(?P<end>(?:19|20)\d\d)年"
)
# 专项整治从2023年5月开始至2024年12月结束
_FROM_TO_RE = re.compile(
    r"[自从](?P<start>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:底|初|\d{1,2}日)?(?:起|开始)?[，,]?(?:至|到)(?P<end>(?:19|20)\d\d)年(?:\d{1,2}月)?(?:底|末|\d{1,2}日)?"
    r"(?:结束|止|为止)"
)
# 用三年时间（2023—2025年），建成…
_IN_YEARS_RE = re.compile(
    rf"[用以]\s?(?:[两二三四五六七八九十]|[2-9])\s?年(?:左右)?的?时间[（(](?P<start>20\d\d)年?[{YEARS_DASHES}至到]+(?P<end>20\d\d)年?[）)]"
)
# 近期（2023—2025年），…；远期（2026—2030年）
_NEAR_AND_FAR_RE = re.compile(
    rf"近期[（(为：:\s]{{0,2}}(?P<start>20\d\d)年?[{YEARS_DASHES}至到]+20\d\d年?"
    rf"[^。]{{0,120}}?远期[（(为：:\s]{{0,2}}20\d\d年?[{YEARS_DASHES}至到]+(?P<end>20\d\d)年?"
)
# 2012年起5年内, 从2013年开始，用三年时间
_FROM_ON_RE = re.compile(
    r"(?P<start>20\d\d)年(?:起|开始)[，,]?(?:力争|计划|争取)?(?:利用|[用利以]|通过)?(?P<years>[两二三四五六七八九十]|[2-9])年(?:内|左右的?时间|的?时间)"
)
_OPEN_BRACKET_RE = re.compile(r"[（(][^（）()。\n]*\Z")
_BRACKET_REACH = 60  # characters
# What a firm gets for some years from a year on is no period of the plan: 自2023年起三年内给予租金补贴
_PAID_RE = re.compile(r"给予|补贴|补助|奖励|减免|免征|免收|返还|资助|享受|优惠|贴息")
_SENTENCE_END_RE = re.compile(r"[。；\n]")
_GOAL_YEAR_RE = re.compile(
    r"(?:^|[。；，,：:\s　”])(?:力争|确保|争取)?到[ 　]?(?P<year>(?:19|20)\d\d)[ 　]?年[底末]?[，,]", re.MULTILINE
)
_STEP = 5  # years from one goal of a plan to the next
_GOALS_WITHIN = 4000  # characters of a text in which a plan says for which years it is


def stated_period(title: str, text: str) -> tuple[int | None, int | None]:
    """The years of a plan as its title, or a sentence on its period, states them; (None, None) where none does."""
    start, end = period_in(title)
    if end is not None:
        return start, end
    view = without_gaps(simplify(text))
    for pattern in (_STATED_PERIOD_RE, _NEAR_AND_FAR_RE, _IN_YEARS_RE, _FROM_TO_RE):
        match = pattern.search(view)
        if match and int(match["start"]) <= int(match["end"]):
            return int(match["start"]), int(match["end"])
    for match in _FROM_ON_RE.finditer(view, 0, _GOALS_WITHIN):
        if _OPEN_BRACKET_RE.search(view, max(0, match.start() - _BRACKET_REACH), match.start()):
            continue  # （区审批局，2026年开始，3年内完成）: when one item is done
        stop = _SENTENCE_END_RE.search(view, match.end())
        years = parse_numeral(match["years"])
        if years and not _PAID_RE.search(view, match.end(), stop.start() if stop else len(view)):
            return int(match["start"]), int(match["start"]) + years - 1
    return None, None


def goal_years(text: str) -> tuple[tuple[int, int], ...]:
    """Find the years that goals without a number are set for, as (place, year): 到2022年，建成以…为龙头的体系.

    Matches a year that opens a clause and closes it. Deliberately not 自2020年, 2020年底前完成 (a step on the way) or
    到2020年底的数据. Risk: a goal of the nation that an opening quotes; the caller leaves background sections out.
    """
    view = simplify(text)
    return tuple((match.start("year"), int(match["year"])) for match in _GOAL_YEAR_RE.finditer(view))


# 确保2025年底前实现…全面市场化, 2027年6月底前，形成…机制: by when a goal of the whole is reached
_GOAL_BEFORE_RE = re.compile(
    r"(?:^|[。；，,：:\s　”])(?:力争|确保|争取)?(?:到|在)?(?P<year>(?:19|20)\d\d)年(?:\d{1,2}月)?[底末]之?前",
    re.MULTILINE,
)


def goal_ends(text: str) -> tuple[tuple[int, int], ...]:
    """Find the years before whose end something is reached, as (place, year): 2027年6月底前，形成….

    The caller keeps those under a heading of goals: there it is the whole that is reached. Under tasks it is a step on
    the way, of which readers make no period (two of four); under goals both did.
    """
    view = simplify(text)
    return tuple((match.start("year"), int(match["year"])) for match in _GOAL_BEFORE_RE.finditer(view))


def derive_periods(
    plans: Sequence[PlanRecord],
    targets: Sequence[TargetRecord],
    target_plans: Sequence[int | None],
    goals: Sequence[tuple[int, int]] = (),
) -> tuple[PlanRecord, ...]:
    """Give plans that state no years the ones that follow from their targets.

    The latest stated target year ends the plan, or the latest of its `goals` without a number, (plan, year) each, where
    no more than five years lie between: what is further off (到2035年 behind 2025) is an outlook.
    三年 or 五年 in its title counts back to its start.
    """
    years_of: dict[int | None, list[int]] = {}
    for target, owner in zip(targets, target_plans, strict=True):
        if target.kind == "target" and target.deadline_year and target.deadline_basis == "stated":
            years_of.setdefault(owner, []).append(target.deadline_year)
    numbered = {owner: max(years) for owner, years in years_of.items()}
    for owner, year in goals:
        if year <= numbered.get(owner, year) + _STEP:
            years_of.setdefault(owner, []).append(year)
    derived: list[PlanRecord] = []
    for index, plan in enumerate(plans):
        years = years_of.get(index)
        if plan.period_end is not None or not years:
            derived.append(plan)
            continue
        end = max(years)
        span = _YEARS_IN_TITLE_RE.search(simplify(plan.title))
        basis: PeriodBasis = "derived"
        years_long = parse_numeral(span["years"]) if span else None
        start = end - years_long + 1 if years_long else None
        derived.append(replace(plan, period_start=start, period_end=end, period_basis=basis))
    return tuple(derived)
