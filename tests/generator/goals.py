"""Sentences that set targets or tell how things are, with the years that hold for their clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.generator.draw import Draw
from tests.generator.figures import FIGURES, Clause, Row, amount, different, one_row, written
from tests.generator.truth import TargetKind, TrueTarget
from tests.generator.words import Topic


@dataclass(frozen=True, slots=True)
class Horizon:
    """The first and the last year of a plan; they are the same for a plan of one year."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the targets that it states."""

    text: str
    targets: tuple[TrueTarget, ...] = ()


def targets_of(made: Clause, kind: TargetKind, year: int | None, *more: str) -> tuple[TrueTarget, ...]:
    """Turn the rows of a clause into targets; `kind` and `year` hold where a row has none of its own."""
    return tuple(
        TrueTarget(
            kind=row.kind or kind,
            indicator=row.indicator,
            comparator=row.comparator,
            low=row.low,
            high=row.high,
            base_unit=row.unit,
            deadline_year=None if (row.kind or kind) != "target" else row.year or year,
            evidence=made.text,
            phenomena=(made.phenomenon, *more),
        )
        for row in made.rows
    )


def _stated(draw: Draw, topic: Topic, horizon: Horizon, is_stated: bool) -> Sentence:
    """到2027年，A达到…，B达到…。 `is_stated` where the sentence must name its year."""
    leads = {
        "by_year": (f"到{horizon.end}年，", horizon.end),
        "by_end": (f"到{horizon.end}年{draw.one(('底', '末'))}，", horizon.end),
        "strive": (f"力争到{horizon.end}年，", horizon.end),
        "before": (f"{horizon.end}年底前，", horizon.end),
        "month": (f"{horizon.end}年{draw.number(3, 11)}月底前，", horizon.end),
    }
    if not is_stated:
        leads["plan_period"] = ("", horizon.end)
    if horizon.start < horizon.end:
        leads["interim"] = (f"到{horizon.end - 1}年，", horizon.end - 1)
    if horizon.end == 2030:
        leads["five_years"] = ("到“十五五”末，", 2030)
    name = draw.kind("deadline", tuple(leads))
    lead, year = leads[name or "by_year"]
    clauses = different(draw, topic, draw.number(1, 3))
    text = lead + "，".join(made.text for made in clauses) + "。"
    return Sentence(text, tuple(t for made in clauses for t in targets_of(made, "target", year, f"deadline:{name}")))


def _two_years(draw: Draw, topic: Topic, horizon: Horizon, is_stated: bool) -> Sentence:
    """到2026年，A达到…；到2027年，B达到…。"""
    found = different(draw, topic, 2)
    if len(found) < 2:
        return _stated(draw, topic, horizon, is_stated)
    first, second = found
    text = f"到{horizon.end - 1}年，{first.text}；到{horizon.end}年，{second.text}。"
    more = "deadline:two_years"
    return Sentence(
        text,
        (*targets_of(first, "target", horizon.end - 1, more), *targets_of(second, "target", horizon.end, more)),
    )


def _from_to(draw: Draw, topic: Topic, horizon: Horizon, is_stated: bool) -> Sentence:
    """A由2024年的5家增加到2027年的20家。 It always names its years."""
    thing = draw.thing(topic.counted)
    low = amount(draw, thing.measure)
    high = low + draw.number(3, 90)
    verb = draw.one(("增加到", "增长到", "发展到"))
    first = draw.one("由从")
    unit = thing.measure.written
    text = f"{thing.name}{first}{horizon.start - 1}年的{low}{unit}{verb}{horizon.end}年的{high}{unit}"
    rows = (
        Row(thing.name, "eq", low, low, thing.measure.base, "status"),
        Row(thing.name, "eq", high, high, thing.measure.base, "target", horizon.end),
    )
    return Sentence(f"{text}。", targets_of(Clause(text, rows, "deadline:from_to"), "target", horizon.end))


def _within(draw: Draw, topic: Topic, horizon: Horizon, is_stated: bool) -> Sentence:
    """2026年底前建成3个A。"""
    year = horizon.end - (draw.number(0, 1) if horizon.start < horizon.end else 0)
    name = draw.kind("figure", ("count_before", "count_after", "count_least"))
    made = FIGURES[name or "count_before"](draw, topic)
    made = Clause(made.text, made.rows, f"figure:{name}")
    return Sentence(f"{year}年底前{made.text}。", targets_of(made, "target", year, "deadline:clause"))


def _rate_of_two_years(draw: Draw, topic: Topic, horizon: Horizon) -> tuple[str, int, int, tuple[Row, Row]]:
    """A rate, what it reaches a year before the end and at the end, and its rows."""
    name = draw.one(topic.rates)
    first, last = draw.number(30, 60), draw.number(61, 95)
    rows = (
        Row(name, "eq", first, first, "%", "target", horizon.end - 1),
        Row(name, "eq", last, last, "%", "target", horizon.end),
    )
    return name, first, last, rows


def _own_years(draw: Draw, topic: Topic, horizon: Horizon, is_stated: bool) -> Sentence:
    """A2026年达到60%、2027年达到80%。 A number a year."""
    name, first, last, rows = _rate_of_two_years(draw, topic, horizon)
    text = f"{name}{horizon.end - 1}年达到{first}%、{horizon.end}年达到{last}%"
    return Sentence(f"{text}。", targets_of(Clause(text, rows, "goal:own_years"), "target", horizon.end))


def _shared_years(draw: Draw, topic: Topic, horizon: Horizon, is_stated: bool) -> Sentence:
    """到2026年、2027年，A分别达到60%和80%。 The years and the numbers belong together in order."""
    name, first, last, rows = _rate_of_two_years(draw, topic, horizon)
    text = f"到{horizon.end - 1}年、{horizon.end}年，{name}分别达到{first}%和{last}%"
    return Sentence(f"{text}。", targets_of(Clause(text, rows, "goal:shared_years"), "target", horizon.end))


_GOALS: dict[str, Callable[[Draw, Topic, Horizon, bool], Sentence]] = {
    "stated": _stated,
    "two_years": _two_years,
    "from_to": _from_to,
    "clause": _within,
    "own_years": _own_years,
    "shared_years": _shared_years,
}


def goal(draw: Draw, topic: Topic, horizon: Horizon, *, is_stated: bool) -> Sentence:
    """Turn a draw into a sentence that sets targets; with `is_stated` it names the year by which."""
    names = ["stated", "stated", "stated", "from_to", "clause"]
    if horizon.start < horizon.end:
        names.extend(("two_years", "own_years", "shared_years"))
    name = draw.kind("goal", names)
    return _GOALS[name](draw, topic, horizon, is_stated) if name else Sentence("")


_ALREADY = ("now", "now_far")


def status(draw: Draw, topic: Topic, horizon: Horizon, group: str = "status") -> Sentence:
    """Turn a draw into a sentence that tells how things are; `group` is that of the phenomena."""
    year = horizon.start - 1
    leads = {
        "as_of": f"截至{year}年底，",
        "in_year": f"{year}年，",
        "now": "目前，全域已",
        "now_far": f"目前，全域{topic.name}发展势头良好，",
    }
    name = draw.kind(group, tuple(leads))
    if not name:
        return Sentence("")
    thing = draw.thing(topic.counted if name in _ALREADY else topic.levels)
    value = amount(draw, thing.measure)
    number = written(thing, value)
    text = f"建成{thing.name}{number}" if name in _ALREADY else f"{thing.name}达到{number}"
    made = Clause(text, (one_row(thing.name, "eq", value, thing.measure),), f"{group}:{name}")
    return Sentence(f"{leads[name]}{text}。", targets_of(made, "status", None))
