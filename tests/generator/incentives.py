"""Clauses of a 若干措施: what a policy pays, and the conditions under which it does, whose numbers are no rows."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator.draw import Draw
from tests.generator.goals import Sentence
from tests.generator.truth import Comparator, TrueTarget
from tests.generator.words import Topic

_AMOUNTS = (5, 10, 20, 30, 50, 80, 100, 200, 300, 500)
_GRADES = ("国家级", "省级", "市级")


def _paid(name: str, how: Comparator, value: float, unit: str, evidence: str, kind: str) -> TrueTarget:
    return TrueTarget(
        kind="incentive",
        indicator=name,
        comparator=how,
        low=value if how == "eq" else None,
        high=value,
        base_unit=unit,
        deadline_year=None,
        evidence=evidence,
        phenomena=(f"incentive:{kind}",),
    )


def _cap(draw: Draw, topic: Topic) -> Sentence:
    name, value = draw.thing(topic.counted).name, draw.one(_AMOUNTS)
    words = draw.one(("给予最高{}万元奖励", "给予不超过{}万元的一次性奖励", "给予最高不超过{}万元奖励"))
    text = f"对新认定的{name}，{words.format(value)}"
    return Sentence(f"{text}。", (_paid(f"新认定的{name}奖励", "le", value * 1e4, "元", text, "cap"),))


def _exact(draw: Draw, topic: Topic) -> Sentence:
    name, value = draw.thing(topic.counted).name, draw.one(_AMOUNTS)
    words, what = draw.one(
        (("给予{}万元一次性奖励", "奖励"), ("给予运营单位{}万元补助", "补助"), ("奖励{}万元", "奖励"))
    )
    text = f"对新建成的{name}，{words.format(value)}"
    return Sentence(f"{text}。", (_paid(f"新建成的{name}{what}", "eq", value * 1e4, "元", text, "exact"),))


def _share(draw: Draw, topic: Topic) -> Sentence:
    name, value, part = draw.thing(topic.counted).name, draw.one(_AMOUNTS), draw.number(2, 10) * 5
    text = f"对改造提升的{name}，按照设备投入的{part}%给予补贴，最高不超过{value}万元"
    rows = (
        _paid(f"改造提升的{name}补贴占设备投入的比例", "eq", part, "%", text, "share"),
        _paid(f"改造提升的{name}补贴", "le", value * 1e4, "元", text, "share"),
    )
    return Sentence(f"{text}。", rows)


def _tiers(draw: Draw, topic: Topic) -> Sentence:
    name = draw.thing(topic.counted).name
    values = sorted(draw.some(_AMOUNTS, len(_GRADES), len(_GRADES)), reverse=True)

    how: Comparator = draw.one(("eq", "le"))
    money = "、".join(f"{value}万元" for value in values)
    text = f"对获评{'、'.join(_GRADES)}{name}的，分别给予{'最高' if how == 'le' else ''}{money}奖励"
    rows = tuple(
        _paid(f"获评{grade}{name}奖励", how, value * 1e4, "元", text, "tiers")
        for grade, value in zip(_GRADES, values, strict=True)
    )
    return Sentence(f"{text}。", rows)


def _threshold(draw: Draw, topic: Topic) -> Sentence:
    value, least = draw.one(_AMOUNTS), draw.number(1, 9)
    words = draw.one(
        ("年营业收入首次突破{}亿元的企业", "年营业收入达到{}亿元以上的企业", "固定资产投资额{}亿元以上的项目")
    )
    who = words.format(least)
    text = f"对{who}，给予最高{value}万元奖励"
    return Sentence(f"{text}。", (_paid(f"{who}奖励", "le", value * 1e4, "元", text, "threshold"),))


def _limited(draw: Draw, topic: Topic) -> Sentence:
    name, value = draw.thing(topic.counted).name, draw.one(_AMOUNTS)
    text = f"每年评选不超过{draw.number(2, 9)}家优秀{name}，每家给予{value}万元奖励"
    return Sentence(f"{text}。", (_paid(f"优秀{name}每家奖励", "eq", value * 1e4, "元", text, "limited"),))


def _yearly(draw: Draw, topic: Topic) -> Sentence:
    value = draw.one(_AMOUNTS)
    text = f"单个企业每年累计补贴最高{value}万元"
    return Sentence(f"{text}。", (_paid("单个企业每年累计补贴", "le", value * 1e4, "元", text, "yearly"),))


INCENTIVES: dict[str, Callable[[Draw, Topic], Sentence]] = {
    "cap": _cap,
    "exact": _exact,
    "share": _share,
    "tiers": _tiers,
    "threshold": _threshold,
    "limited": _limited,
    "yearly": _yearly,
}


def incentive(draw: Draw, topic: Topic) -> Sentence:
    """Turn a draw into a sentence that promises money."""
    name = draw.kind("incentive", tuple(INCENTIVES))
    return INCENTIVES[name](draw, topic) if name else Sentence("")
