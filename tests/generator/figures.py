"""Clauses that hold a number, in every way in which one is written, with the rows that they give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.generator.draw import Draw
from tests.generator.truth import Comparator, TargetKind
from tests.generator.words import MONEY_BIG, PERCENT, POINTS, Measure, Thing, Topic

_DIGITS = "零一二三四五六七八九"
# Bound words behind a number, and before one, with what they say.
_LEVEL_OR_LEAST: tuple[tuple[Comparator, str], ...] = (("eq", ""), ("ge", "以上"))
_BEHIND: tuple[tuple[Comparator, str], ...] = (*_LEVEL_OR_LEAST, ("approx", "左右"))
_REACHED: tuple[tuple[Comparator, str], ...] = (("eq", "达到"), ("gt", "超过"))
_TRAINED: tuple[tuple[Comparator, str], ...] = (("eq", ""), ("gt", "超过"), ("ge", "不少于"))
_EACH: tuple[tuple[Comparator, str], ...] = (("eq", "建成"), ("ge", "至少建成"))
_BUILD = ("建成", "培育", "打造", "新增", "发展")


@dataclass(frozen=True, slots=True)
class Row:
    """A row that a clause gives. `kind` and `year` are None where its sentence decides them."""

    indicator: str
    comparator: Comparator
    low: float | None
    high: float | None
    unit: str
    kind: TargetKind | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause without its stop, and its rows."""

    text: str
    rows: tuple[Row, ...]
    phenomenon: str = ""


def chinese(number: int) -> str:
    """Turn a whole number below 10,000 into Chinese numerals.

    >>> chinese(12), chinese(305), chinese(2000)
    ('十二', '三百零五', '二千')
    """
    if number >= 1000:
        head, rest = divmod(number, 1000)
        return f"{_DIGITS[head]}千" + (("零" if rest < 100 else "") + chinese(rest) if rest else "")
    if number >= 100:
        head, rest = divmod(number, 100)
        return f"{_DIGITS[head]}百" + (
            ("零" if rest < 10 else "一" if rest < 20 else "") + chinese(rest) if rest else ""
        )
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones or not tens else "")


def amount(draw: Draw, measure: Measure) -> int:
    """Choose a number that is plausible in a measure unit."""
    return draw.number(measure.low // measure.step, measure.high // measure.step) * measure.step or measure.step


def one_row(name: str, how: Comparator, value: float, measure: Measure) -> Row:
    """Turn a value in its measure unit into a row in the base unit, bounded as the comparator says."""
    value = round(value * measure.factor, 6)
    low = value if how in ("eq", "approx", "ge", "gt") else None
    high = value if how in ("eq", "approx", "le", "lt") else None
    return Row(name, how, low, high, measure.base)


def written(thing: Thing, value: float) -> str:
    """Turn a value into digits and measure unit."""
    return f"{value:g}{thing.measure.written}"


def _reach(draw: Draw, words: Sequence[str], after: str, how: Comparator, things: Sequence[Thing]) -> Clause:
    thing = draw.thing(things)
    value = amount(draw, thing.measure)
    text = f"{thing.name}{draw.one(words)}{written(thing, value)}{after}"
    return Clause(text, (one_row(thing.name, how, value, thing.measure),))


def _rates(topic: Topic) -> tuple[Thing, ...]:
    return tuple(Thing(name, PERCENT) for name in topic.rates)


def _costs(topic: Topic) -> tuple[Thing, ...]:
    return tuple(Thing(name, Measure("%", "%", 1, 2, 20)) for name in topic.costs)


def _measured(topic: Topic) -> tuple[Thing, ...]:
    return (*topic.levels, *_rates(topic))


def _count_before(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = amount(draw, thing.measure)
    return Clause(
        f"{draw.one(_BUILD)}{written(thing, value)}{thing.name}", (one_row(thing.name, "eq", value, thing.measure),)
    )


def _count_after(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = amount(draw, thing.measure)
    return Clause(
        f"{draw.one(_BUILD)}{thing.name}{written(thing, value)}", (one_row(thing.name, "eq", value, thing.measure),)
    )


def _count_least(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = amount(draw, thing.measure)
    number = written(thing, value)
    verb = draw.one(_BUILD)
    text = draw.one((f"{verb}不少于{number}{thing.name}", f"至少{verb}{number}{thing.name}"))
    return Clause(text, (one_row(thing.name, "ge", value, thing.measure),))


def _count_some(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = draw.number(2, 15) * 10
    text = f"{draw.one(_BUILD)}{thing.name}{value}{draw.one('余多')}{thing.measure.written}"
    return Clause(text, (one_row(thing.name, "approx", value, thing.measure),))


def _range(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    low = draw.number(2, 30)
    high = low + draw.number(1, 10)
    unit = thing.measure.written
    number = draw.one(
        (f"{low}-{high}{unit}", f"{low}—{high}{unit}", f"{low}{unit}至{high}{unit}", f"{low}到{high}{unit}")
    )
    return Clause(f"{draw.one(_BUILD)}{number}{thing.name}", (Row(thing.name, "range", low, high, thing.measure.base),))


def _range_percent(draw: Draw, topic: Topic) -> Clause:
    name = draw.one(topic.costs)
    low = draw.number(2, 5)
    high = low + draw.number(1, 4)
    return Clause(f"{name}保持在{low}%{draw.one(('~', '—', '至'))}{high}%", (Row(name, "range", low, high, "%"),))


def _growth(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.levels)
    value = draw.number(10, 180) / 10
    words = draw.one(("年均增长", "增长", "同比增长"))
    how, after = draw.one(_BEHIND)
    return Clause(f"{thing.name}{words}{value:g}%{after}", (one_row(f"{thing.name}{words}", how, value, PERCENT),))


def _points(draw: Draw, topic: Topic) -> Clause:
    name = draw.one(topic.rates)
    value = amount(draw, POINTS)
    words = draw.one(("提高", "提升", "较上年提高"))
    return Clause(f"{name}{words}{value}个百分点", (one_row(f"{name}提高", "eq", value, POINTS),))


def _decrease(draw: Draw, topic: Topic) -> Clause:
    name = draw.one(topic.costs)
    value = draw.number(3, 20)
    base = draw.one(("", "比2020年", "较2022年"))
    how, after = draw.one(_LEVEL_OR_LEAST)
    return Clause(f"{name}{base}下降{value}%{after}", (one_row(f"{name}下降", how, value, PERCENT),))


def _shares(draw: Draw, topic: Topic) -> Clause:
    first, second = topic.rates
    a, b = amount(draw, PERCENT), amount(draw, PERCENT)
    text = f"{first}、{second}分别达到{a}%{draw.one('和、')}{b}%"
    return Clause(text, (one_row(first, "eq", a, PERCENT), one_row(second, "eq", b, PERCENT)))


def _both(draw: Draw, topic: Topic) -> Clause:
    first, second = topic.rates
    value = amount(draw, PERCENT)
    how, after = draw.one(_LEVEL_OR_LEAST)
    return Clause(f"{first}和{second}均达到{value}%{after}", (one_row(f"{first}和{second}", how, value, PERCENT),))


def _two_things(draw: Draw, topic: Topic) -> Clause:
    first, second = draw.things(topic.counted, 2, 2)
    a, b = amount(draw, first.measure), amount(draw, second.measure)
    text = f"{draw.one(_BUILD)}{written(first, a)}{first.name}、{written(second, b)}{second.name}"
    return Clause(text, (one_row(first.name, "eq", a, first.measure), one_row(second.name, "eq", b, second.measure)))


def _grade(draw: Draw, topic: Topic) -> Clause:
    word, value = draw.one((("百亿", 1e10), ("千亿", 1e11), ("五百亿", 5e10)))
    chain = f"{draw.one(topic.chains)}产业集群"
    return Clause(f"打造{word}级{chain}", (Row(chain, "approx", value, value, "元"),))


def _percent_in_words(draw: Draw, topic: Topic) -> Clause:
    name = draw.one(topic.rates)
    value = draw.number(35, 95)
    how, after = draw.one(_LEVEL_OR_LEAST)
    return Clause(f"{name}达到百分之{chinese(value)}{after}", (one_row(name, how, value, PERCENT),))


def _tenths(draw: Draw, topic: Topic) -> Clause:
    name = draw.one(topic.rates)
    value = draw.number(3, 9)
    how, words = draw.one(_REACHED)
    return Clause(f"{name}{words}{chinese(value)}成", (one_row(name, how, value * 10, PERCENT),))


def _money_in_words(draw: Draw, topic: Topic) -> Clause:
    thing = next(level for level in topic.levels if level.measure.base == MONEY_BIG.base)
    value = draw.number(2, 9) * draw.one((100, 1000))
    word = chinese(value).replace("二千", draw.one(("二千", "两千")))
    how, words = draw.one(_REACHED)
    return Clause(f"{thing.name}{words}{word}亿元", (one_row(thing.name, how, value, MONEY_BIG),))


def _count_in_words(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = draw.number(11, 60)
    text = f"{draw.one(_BUILD)}{chinese(value)}{thing.measure.written}{thing.name}"
    return Clause(text, (one_row(thing.name, "eq", value, thing.measure),))


def _trillion(draw: Draw, topic: Topic) -> Clause:
    thing = next(level for level in topic.levels if level.measure.base == MONEY_BIG.base)
    value = draw.number(11, 49) / 10
    return Clause(
        f"{thing.name}达到{value:g}万亿元", (one_row(thing.name, "eq", value, Measure("", "元", 1e12, 1, 1)),)
    )


def _decimal(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.levels)
    value = amount(draw, thing.measure) + draw.number(1, 9) / 10
    return Clause(f"{thing.name}达到{written(thing, value)}", (one_row(thing.name, "eq", value, thing.measure),))


def _thousands(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = draw.number(1001, 9800)
    text = f"{thing.name}总数达到{value:,}{thing.measure.written}"
    return Clause(text, (one_row(f"{thing.name}总数", "eq", value, thing.measure),))


def _cumulative(draw: Draw, topic: Topic) -> Clause:
    value = draw.number(2, 90)
    how, words = draw.one(_TRAINED)
    text = f"累计培训从业人员{words}{value}万人次"
    return Clause(text, (one_row("累计培训从业人员", how, value, Measure("", "人次", 1e4, 1, 1)),))


def _full_width(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = amount(draw, thing.measure)
    digits = str(value).translate({code: code + 0xFEE0 for code in range(0x30, 0x3A)})
    text = f"{draw.one(_BUILD)}{digits}{thing.measure.written}{thing.name}"
    return Clause(text, (one_row(thing.name, "eq", value, thing.measure),))


def _growth_then_level(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.levels)
    rate, value = draw.number(10, 180) / 10, amount(draw, thing.measure)
    text = f"{thing.name}增长{rate:g}%，达到{written(thing, value)}"
    rows = (one_row(f"{thing.name}增长", "eq", rate, PERCENT), one_row(thing.name, "eq", value, thing.measure))
    return Clause(text, rows)


def _each(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.counted)
    value = draw.number(1, 5)
    how, words = draw.one(_EACH)
    text = f"每个乡镇{words}{written(thing, value)}{thing.name}"
    return Clause(text, (one_row(f"每个乡镇{thing.name}", how, value, thing.measure),))


def _yearly(draw: Draw, topic: Topic) -> Clause:
    value = draw.number(2, 40) * 100
    how, words = draw.one(_TRAINED)
    text = f"每年开展{topic.name}技能培训{words}{value}人次"
    return Clause(text, (one_row(f"每年开展{topic.name}技能培训", how, value, Measure("", "人次", 1, 1, 1)),))


def _scale_word(draw: Draw, topic: Topic) -> Clause:
    thing = next(level for level in topic.levels if level.measure.base == MONEY_BIG.base)
    word, value = draw.one((("百亿", 100), ("千亿", 1000)))
    how, words = draw.one(_REACHED)
    return Clause(f"{thing.name}{words}{word}元", (one_row(thing.name, how, value, MONEY_BIG),))


def _some_scale(draw: Draw, topic: Topic) -> Clause:
    value = draw.number(2, 15) * 10
    text = f"服务群众{value}{draw.one('余多')}万人次"
    return Clause(text, (one_row("服务群众", "approx", value, Measure("", "人次", 1e4, 1, 1)),))


def _multiple(draw: Draw, topic: Topic) -> Clause:
    thing = draw.thing(topic.levels)
    value = draw.number(2, 4)
    return Clause(f"{thing.name}达到2020年的{value}倍", (one_row(thing.name, "eq", value, Measure("", "倍", 1, 1, 1)),))


def _graded_name(draw: Draw, topic: Topic) -> Clause:
    value = draw.number(2, 6)
    name = draw.one(("4A级旅游景区", "省级现代产业园", "国家级示范社"))
    return Clause(f"创建{value}个{name}", (one_row(name, "eq", value, Measure("", "个", 1, 1, 1)),))


def _rises_to(draw: Draw, topic: Topic) -> Clause:
    name = draw.one(topic.rates)
    low, high = draw.number(20, 50), draw.number(55, 95)
    text = f"{name}{draw.one('由从')}{low}%{draw.one(('提高到', '提升至', '上升到'))}{high}%"
    return Clause(text, (Row(name, "eq", low, low, "%", "status"), Row(name, "eq", high, high, "%")))


def _second_bare(draw: Draw, topic: Topic) -> Clause:
    first, second = draw.number(10, 90), draw.number(1, 9)
    text = f"实现{topic.name}营业收入{first}亿元、税收{second}亿元"
    return Clause(
        text,
        (
            one_row(f"{topic.name}营业收入", "eq", first, MONEY_BIG),
            one_row(f"{topic.name}税收", "eq", second, MONEY_BIG),
        ),
    )


FIGURES: dict[str, Callable[[Draw, Topic], Clause]] = {
    "level": lambda draw, topic: _reach(draw, ("达到", "达", "实现"), "", "eq", topic.levels),
    "rate": lambda draw, topic: _reach(draw, ("达到", "稳定在", "提高到", "提升至"), "", "eq", _rates(topic)),
    "at_least_after": lambda draw, topic: _reach(draw, ("达到", "达"), "以上", "ge", _measured(topic)),
    "at_least_before": lambda draw, topic: _reach(draw, ("不低于", "不少于"), "", "ge", _measured(topic)),
    "more_than": lambda draw, topic: _reach(draw, ("超过", "突破", "超"), "", "gt", _measured(topic)),
    "within": lambda draw, topic: _reach(draw, ("控制在", "压减到"), "以内", "le", _costs(topic)),
    "at_most": lambda draw, topic: _reach(draw, ("不超过", "不高于"), "", "le", _costs(topic)),
    "less_than": lambda draw, topic: _reach(draw, ("低于",), "", "lt", _costs(topic)),
    "about_after": lambda draw, topic: _reach(draw, ("达到", "达"), "左右", "approx", _measured(topic)),
    "about_before": lambda draw, topic: _reach(draw, ("达到约", "约", "接近", "近"), "", "approx", topic.levels),
    "count_before": _count_before,
    "count_after": _count_after,
    "count_least": _count_least,
    "count_some": _count_some,
    "count_in_words": _count_in_words,
    "range": _range,
    "range_percent": _range_percent,
    "growth": _growth,
    "points": _points,
    "decrease": _decrease,
    "shares": _shares,
    "both": _both,
    "two_things": _two_things,
    "grade": _grade,
    "percent_in_words": _percent_in_words,
    "tenths": _tenths,
    "money_in_words": _money_in_words,
    "trillion": _trillion,
    "decimal": _decimal,
    "thousands": _thousands,
    "cumulative": _cumulative,
    "full_width": _full_width,
    "growth_then_level": _growth_then_level,
    "each": _each,
    "yearly": _yearly,
    "scale_word": _scale_word,
    "some_scale": _some_scale,
    "multiple": _multiple,
    "graded_name": _graded_name,
    "rises_to": _rises_to,
    "second_bare": _second_bare,
}


def clause(draw: Draw, topic: Topic, kinds: Sequence[str] = tuple(FIGURES)) -> Clause:
    """Turn a draw into a clause that holds a number of the field; empty where no kind is allowed."""
    name = draw.kind("figure", kinds)
    if not name:
        return Clause("", ())
    made = FIGURES[name](draw, topic)
    return Clause(made.text, made.rows, f"figure:{name}")


def different(draw: Draw, topic: Topic, count: int, kinds: Sequence[str] = tuple(FIGURES)) -> list[Clause]:
    """Turn a draw into clauses that measure different things, so that no row can stand for another."""
    found: list[Clause] = []
    seen: set[str] = set()
    for _ in range(count * 12):
        made = clause(draw, topic, kinds)
        names = {row.indicator for row in made.rows}
        if made.text and not any(name in known or known in name for name in names for known in seen):
            found.append(made)
            seen |= names
        if len(found) == count:
            break
    return found
