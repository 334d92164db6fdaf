"""Turn the plans that all documents tell of into one row each: official text, news report and citation are one plan."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from extractors.models import Evidence, PeriodBasis, PlanRecord
from extractors.years import YEARS_TO
from pipeline.normalize.divisions import (
    LOCAL_EFFORT_RE,
    NATIONAL,
    Jurisdiction,
    Mention,
    is_central,
    jurisdiction_of,
    place_at,
    places_in,
    resolve_places,
)
from pipeline.normalize.gazetteer import Division
from pipeline.normalize.keys import match_key, stable_id

_EVIDENCE_RANK: dict[Evidence, int] = {"full_text": 0, "reported": 1, "cited": 2}
_BASIS_RANK: dict[PeriodBasis | None, int] = {"stated": 0, "derived": 1, None: 2}
# A title without a place is taken for that of a plan whose place is known only where it is long enough to be
# nobody else's: 推动直播经济集聚区建设三年行动计划, but not 十四五规划纲要.
_LEAST_TELLING_LENGTH = 10

# What is longer is a paragraph taken for a title: the patterns below need time in the square of its length.
_LONGEST_TITLE = 500
# 关于印发《…行动计划》的通知 carries the plan named in it, and so does 国务院办公厅印发〈…〉的通知. Not
# 关于做好信息发布工作的通知: the verb stands right behind 关于 or behind who issues.
_WRAPPER_RE = re.compile(
    r"""^(?P<issuer>.{0,200}?(?:政府|国务院|中央|办公厅|办公室|委员会|委|局|厅|部)|)(?:关于)?
    (?:印发|发布|转发|批转|公布|颁布|下达)
    [《〈<]{0,3}(?P<core>.{1,300}?)[》〉>]{0,3}的(?:通知|公告|函|通告|决定)$""",
    re.VERBOSE,
)
# 国务院办公厅关于加快发展…的指导意见: who issued it is no part of what it is called elsewhere.
_ISSUER_RE = re.compile(
    r"^(?P<issuer>.{2,60}?(?:政府|办公厅|办公室|国务院|中央|委员会|委|局|厅|部|署|院|会|组))关于(?P<core>.+)$"
)
# （2024—2026年）, 2025-2027, (2021至2025年). Not 2024年工作要点: one year is part of the name, and tells annual plans
# apart. （2006—2010—2020年） has a step on the way.
_MONTH = r"(?:[.．]\d{1,2}|年\d{1,2}月)?"  # 2023.7—2025.6
_YEARS_RE = re.compile(
    rf"[(\[〔]?(?P<start>(?:19|20)\d{{2}}){_MONTH}{YEARS_TO}(?:(?:19|20)\d{{2}}{YEARS_TO})?"
    rf"(?P<end>(?:19|20)\d{{2}}){_MONTH}年?度?[)\]〕]?"
)
# Plans of the whole country: “十三五”国家科技创新规划, “健康中国2030”规划纲要. 国家 stands at the start of the title
# or behind the five-year period: not 建设国家创新型城市行动计划.
_NATIONAL_TITLE_RE = re.compile(
    "^(?:国家|全国|中国(?!特色))|十[一二三四五六]五(?:时期)?(?:国家|全国)|(?:健康|数字|美丽|平安|法治|质量)中国|中国制造2025"
)
_NOT_WORDS_RE = re.compile(r"[\W_]+")


class TitleKey(Struct, frozen=True):
    """A plan's title taken apart: what it is called (folded), where it is for, and its range of years."""

    core: str
    jurisdiction: Jurisdiction | None
    years: tuple[int, int] | None


class PlanSource(Struct, frozen=True):
    """A plan as one document shows it. `index` is its place among the document's plans, `key` what it is known by.

    `said` counts what the document says of itself (number, index number, issuers, dates): of two copies of a plan the
    one that says more is the better source. `page` is the page that the document is attached to, and `tasks` is how
    many tasks it has: where a notice and its annex tell of one plan, the annex is the plan.
    """

    document_id: str
    index: int
    record: PlanRecord
    context: Jurisdiction | None
    key: TitleKey
    said: int = 0
    source_path: str = ""
    page: str | None = None
    tasks: int = 0


@dataclass(frozen=True, slots=True)
class MergedPlan:
    """A plan with all its sources, best first."""

    plan_id: str
    jurisdiction: Jurisdiction | None
    period_start: int | None
    period_end: int | None
    period_basis: PeriodBasis | None
    sources: tuple[PlanSource, ...]


def title_key(title: str, context: Jurisdiction | None) -> TitleKey:
    """Turn a plan's title, as a document of jurisdiction `context` gives it, into what the plan is known by.

    >>> title_key("关于印发《杨浦区推动直播经济集聚区建设三年行动计划（2025-2027年）》的通知", None).core
    '推动直播经济集聚区建设三年行动计划'
    """
    text = match_key(title)
    issuer = ""
    for pattern in (_WRAPPER_RE, _ISSUER_RE) if len(text) <= _LONGEST_TITLE else ():
        found = pattern.match(text)
        if found:
            issuer, text = issuer or found["issuer"], found["core"]
    years = _YEARS_RE.search(text)
    if years:
        text = text[: years.start()] + text[years.end() :]
    place, text = _place_of(_NOT_WORDS_RE.sub("", text).removeprefix("关于"), context)
    text = text.removeprefix("关于")
    if place is None and issuer:
        place = NATIONAL if is_central(issuer) else resolve_places([issuer])
    if place is None:
        place = _place_within(text)
    return TitleKey(text, place, (int(years["start"]), int(years["end"])) if years else None)


def _place_of(text: str, context: Jurisdiction | None) -> tuple[Jurisdiction | None, str]:
    """Take the place off the start of a folded title. 广州开发区广州市黄埔区… is for the district."""
    mention = place_at(text)
    if mention is None or mention.end == len(text):
        return None, text
    second = place_at(text, mention.end)
    if second is not None and second.end < len(text) and mention.candidates[0].level == "zone":
        mention = second
    division = _the_one(mention, context)
    return (jurisdiction_of(division), text[mention.end :]) if division is not None else (None, text)


def _place_within(core: str) -> Jurisdiction | None:
    """The one place that a title names inside (数字山东发展规划), or the whole country; the name stays in the core."""
    named = {mention.candidates for mention in places_in(core)}
    if not named:
        return NATIONAL if _NATIONAL_TITLE_RE.search(core) and not LOCAL_EFFORT_RE.search(core) else None
    candidates = named.pop()
    return jurisdiction_of(candidates[0]) if not named and len(candidates) == 1 else None


def _the_one(mention: Mention, context: Jurisdiction | None) -> Division | None:
    found = mention.candidates
    if len(found) > 1 and context is not None and context.division is not None:
        own = context.division
        found = tuple(division for division in found if division.holds(own) or own.holds(division))
    return found[0] if len(found) == 1 else None


def plan_source(
    document_id: str, index: int, record: PlanRecord, context: Jurisdiction | None, said: int = 0
) -> PlanSource:
    """Turn a document's plan into a source. `context` is the document's jurisdiction.

    A plan whose text or report is at hand is for the place of its document where its title names none.
    """
    key = title_key(record.title, context)
    if key.jurisdiction is None and record.evidence != "cited":
        of_issuers = resolve_places(record.issuers)
        of_document = context if record.evidence == "full_text" else None
        key = replace(key, jurisdiction=of_document or of_issuers)
    return PlanSource(document_id, index, record, context, key, said)


def merge_plans(sources: Sequence[PlanSource]) -> tuple[tuple[MergedPlan, ...], dict[tuple[str, int], str]]:
    """Turn the plans of all documents into merged plans, and into the id of each document's plan by its index.

    Two sources are one plan where their titles have the same core and place, and their periods agree.
    """
    by_core: dict[str, list[PlanSource]] = defaultdict(list)
    for source in sources:
        by_core[source.key.core].append(source)
    merged: list[MergedPlan] = []
    plan_ids: dict[tuple[str, int], str] = {}
    for core, alike in sorted(by_core.items()):
        for place, group in _by_place(core, alike):
            for years, members in _by_period(group):
                plan = _merge(core, place, years, members)
                merged.append(plan)
                plan_ids.update({(member.document_id, member.index): plan.plan_id for member in members})
    return tuple(merged), plan_ids


def _by_place(core: str, alike: Sequence[PlanSource]) -> Iterator[tuple[Jurisdiction | None, list[PlanSource]]]:
    groups: dict[str, list[PlanSource]] = defaultdict(list)
    places: dict[str, Jurisdiction] = {}
    adrift: list[PlanSource] = []
    for source in alike:
        place = source.key.jurisdiction
        if place is None:
            adrift.append(source)
        else:
            groups[place.name].append(source)
            places[place.name] = place
    nowhere: list[PlanSource] = []
    for source in adrift:
        near = [
            name
            for name, place in places.items()
            if _may_be_meant(place, source.context) and not _is_numbered_otherwise(source, groups[name])
        ]
        if len(core) >= _LEAST_TELLING_LENGTH and len(near) == 1:
            groups[near[0]].append(source)
        else:
            nowhere.append(source)
    for name in sorted(groups):
        yield places[name], groups[name]
    if nowhere:
        yield None, nowhere


def _is_numbered_otherwise(source: PlanSource, group: Sequence[PlanSource]) -> bool:
    """True where a plan is named with a number that none of those of a place has: 《…方案》（岭政〔2035〕26号）."""
    numbers = {_NUMBER_RE.sub("", member.record.document_number) for member in group if member.record.document_number}
    own = _NUMBER_RE.sub("", source.record.document_number or "")
    return bool(own and numbers) and own not in numbers


_NUMBER_RE = re.compile(r"[^\w]")  # 〔2035〕 and [2035] are one


def _may_be_meant(place: Jurisdiction, context: Jurisdiction | None) -> bool:
    """A document without further words cites a plan of its own place, of one above it, or of the whole country."""
    if place.is_national or context is None:
        return True
    return bool(place.path) and context.path[: len(place.path)] == place.path


_Years = tuple[int | None, int | None]


def _by_period(group: Sequence[PlanSource]) -> Iterator[tuple[_Years, list[PlanSource]]]:
    """Part plans of the same name by their years. One that names no years joins the only plan that it can be."""
    dated: dict[_Years, list[PlanSource]] = defaultdict(list)
    undated: list[PlanSource] = []
    for source in group:
        stated = source.key.years or _stated_period(source.record)
        if stated is None:
            undated.append(source)
        else:
            dated[stated].append(source)
    rest: list[PlanSource] = []
    for source in undated:
        fitting = [years for years in dated if _agrees(source.record, years)]
        if len(fitting) == 1:
            dated[fitting[0]].append(source)
        else:
            rest.append(source)
    yield from sorted(dated.items(), key=lambda item: tuple(year or 0 for year in item[0]))
    if rest:
        yield (None, None), rest


def _stated_period(record: PlanRecord) -> _Years | None:
    is_stated = record.period_basis == "stated" and record.period_start is not None and record.period_end is not None
    return (record.period_start, record.period_end) if is_stated else None


def _agrees(record: PlanRecord, years: _Years) -> bool:
    """True if a record without a full stated period can tell of a plan of these years: its own years lie within."""
    start, end = years
    return all(
        (start is None or start <= year) and (end is None or year <= end)
        for year in (record.period_start, record.period_end)
        if year is not None
    )


def _merge(core: str, place: Jurisdiction | None, years: _Years, members: Sequence[PlanSource]) -> MergedPlan:
    tasks_of = {member.document_id: member.tasks for member in members}

    def rank(member: PlanSource) -> tuple[object, ...]:
        is_annex = member.page in tasks_of and member.tasks >= tasks_of[member.page]
        evidence, title = _EVIDENCE_RANK[member.record.evidence], len(member.record.title)
        return evidence, not is_annex, -title, -member.said, member.document_id, member.index

    ordered = tuple(sorted(members, key=rank))
    start, end, basis = _period(years, ordered)
    plan_id = stable_id("p", place.name if place is not None else None, core, *years)
    return MergedPlan(plan_id, place, start, end, basis, ordered)


def _period(years: _Years, ordered: Sequence[PlanSource]) -> tuple[int | None, int | None, PeriodBasis | None]:
    if years[0] is not None:
        return years[0], years[1], "stated"
    records = [member.record for member in ordered]
    best = min(
        records,
        key=lambda record: (
            _BASIS_RANK[record.period_basis],
            (record.period_start is None) + (record.period_end is None),
        ),
    )
    return best.period_start, best.period_end, best.period_basis
