"""Lists of responsible bodies in every phrasing, with the bodies and the parts that they give."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.generator.draw import Draw
from tests.generator.truth import Role, TrueUnit
from tests.generator.words import Place

_DEPARTMENTS = (
    "发展改革委", "教育局", "科技局", "工业和信息化局", "公安局", "民政局", "司法局", "财政局", "人力资源社会保障局",
    "自然资源和规划局", "生态环境局", "住房城乡建设局", "交通运输局", "水利局", "农业农村局", "商务局", "文化和旅游局",
    "卫生健康委", "应急局", "市场监管局", "林业局", "数据局", "统计局", "医保局", "体育局", "国资委", "投资促进局",
    "金融办", "乡村振兴服务中心", "税务局", "总工会", "妇联", "科协", "工商联", "供销社",
    "委宣传部", "委网信办", "委组织部",
)  # fmt: skip
_OF_THEIR_OWN = (
    "团市委",
    "澜石集团",
    "砚北高新区管委会",
    "云屏镇人民政府",
    "青筠街道办事处",
    "岭西海关",
    "竹里供电公司",
)


def bodies(draw: Draw, place: Place, low: int, high: int) -> list[str]:
    """Turn a draw into names of different bodies of a place, one of them now and then of another kind."""
    names = [place.level + name for name in draw.things(_DEPARTMENTS, low, high)]
    if len(names) > 1 and draw.has("units:other_body", 0.2):
        names[-1] = draw.one(_OF_THEIR_OWN)
    if draw.has("units:bracketed_name", 0.1):
        names[0] = f"{place.level}发展改革委（{place.level}粮食和储备局）"
        names = [names[0], *(name for name in names[1:] if not name.endswith("发展改革委"))]
    return names


def a_class(place: Place) -> tuple[str, ...]:
    """The classes of bodies that a document of this level names."""
    return {
        "省": ("各市人民政府", "各市、县人民政府", "省有关部门"),
        "市": ("各县（市、区）人民政府", "各县（市、区）", "市有关部门", "各园区管委会"),
        "县": ("各乡镇人民政府", "各乡镇（街道）", "县有关部门"),
        "区": ("各街镇", "各街道办事处", "区有关部门"),
    }[place.level]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list as it is written behind an item, and what it says. `is_own_line` asks for a line of its own."""

    text: str
    units: tuple[TrueUnit, ...]
    phenomenon: str
    is_own_line: bool = False


_Phrasing = Callable[[Draw, Place, list[str], list[str]], tuple[str, list[tuple[Role, Sequence[str]]]]]


def _with_roles(*parts: tuple[Role, Sequence[str]]) -> list[tuple[Role, Sequence[str]]]:
    return list(parts)


def _joined(names: Sequence[str]) -> str:
    return "、".join(names)


# Each phrasing takes the bodies that lead and those that help (or are simply listed) and says who has which part.
_BRACKETED: dict[str, _Phrasing] = {
    # （责任单位：市教育局、市财政局）
    "responsible": lambda draw, place, a, b: (f"（责任单位：{_joined(a + b)}）", _with_roles(("responsible", a + b))),
    # （责任部门：…）
    "department": lambda draw, place, a, b: (f"（责任部门：{_joined(a + b)}）", _with_roles(("responsible", a + b))),
    # （牵头单位：…；配合单位：…、…）
    "lead_and_support": lambda draw, place, a, b: (
        f"（牵头单位：{_joined(a)}；{draw.one(('配合单位', '参与单位', '协办单位'))}：{_joined(b)}）",
        _with_roles(("lead", a), ("support", b)),
    ),
    # （牵头单位：…，责任单位：…）
    "lead_and_responsible": lambda draw, place, a, b: (
        f"（牵头单位：{_joined(a)}，责任单位：{_joined(b)}）",
        _with_roles(("lead", a), ("responsible", b)),
    ),
    # （市教育局牵头，市财政局、市科技局配合）
    "led_by": lambda draw, place, a, b: (
        f"（{_joined(a)}牵头，{_joined(b)}{draw.one(('配合', '参与', '协助'))}）",
        _with_roles(("lead", a), ("support", b)),
    ),
    # （市教育局牵头，市财政局、市科技局按职责分工负责）
    "led_by_duties": lambda draw, place, a, b: (
        f"（{_joined(a)}牵头，{_joined(b)}{draw.one(('按职责分工负责', '等按职责分工负责', '按照职责分工落实'))}）",
        _with_roles(("lead", a), ("responsible", b)),
    ),
    # （市教育局、市财政局按职责分工负责）
    "duties": lambda draw, place, a, b: (
        f"（{_joined(a + b)}{draw.one(('按职责分工负责', '负责', '分别负责', '等有关部门按职责分工负责'))}）",
        _with_roles(("responsible", a + b)),
    ),
    # （责任单位：市教育局、市财政局等有关部门）
    "and_so_on": lambda draw, place, a, b: (
        f"（责任单位：{_joined(a + b)}{draw.one(('等', '等有关部门', '等单位'))}）",
        _with_roles(("responsible", a + b)),
    ),
    # （责任单位：市教育局，各县（市、区）人民政府）
    "with_class": lambda draw, place, a, b: (
        f"（责任单位：{_joined(a + b)}{draw.one('、，')}{(everyone := draw.one(a_class(place)))}）",
        _with_roles(("responsible", [*a, *b, everyone])),
    ),
    # （牵头单位：市教育局）
    "lead_only": lambda draw, place, a, b: (f"（牵头单位：{_joined(a)}）", _with_roles(("lead", a))),
    # （责任单位：市教育局 市财政局）
    "spaces": lambda draw, place, a, b: (f"（责任单位：{' '.join(a + b)}）", _with_roles(("responsible", a + b))),
    # 〔责任单位：…〕
    "tortoise": lambda draw, place, a, b: (f"〔责任单位：{_joined(a + b)}〕", _with_roles(("responsible", a + b))),
    # [责任单位：…]
    "square": lambda draw, place, a, b: (f"[责任单位：{_joined(a + b)}]", _with_roles(("responsible", a + b))),
    # 【责任单位：…】
    "lenticular": lambda draw, place, a, b: (f"【责任单位：{_joined(a + b)}】", _with_roles(("responsible", a + b))),
    # (责任单位:市教育局、市财政局)
    "half_width": lambda draw, place, a, b: (f"(责任单位:{_joined(a + b)})", _with_roles(("responsible", a + b))),
    # （市教育局、市财政局等8部门按职责分工负责）
    "and_number": lambda draw, place, a, b: (
        f"（{_joined(a + b)}等{draw.number(7, 15)}{draw.one(('部门', '个部门'))}按职责分工负责）",
        _with_roles(("responsible", a + b)),
    ),
    # （责任单位：市教育局、市财政局；完成时限：2026年底前）
    "with_due": lambda draw, place, a, b: (
        f"（责任单位：{_joined(a + b)}；{draw.one(('完成时限：2026年6月底前', '完成时限：长期坚持'))}）",
        _with_roles(("responsible", a + b)),
    ),
    # （市教育局为牵头单位，市财政局、市科技局为配合单位）
    "as_lead": lambda draw, place, a, b: (
        f"（{_joined(a)}为牵头单位，{_joined(b)}为配合单位）",
        _with_roles(("lead", a), ("support", b)),
    ),
    # （牵头责任单位：市教育局；配合责任单位：市财政局）
    "lead_duty": lambda draw, place, a, b: (
        f"（牵头责任单位：{_joined(a)}；配合责任单位：{_joined(b)}）",
        _with_roles(("lead", a), ("support", b)),
    ),
    # （责任单位：市教育局，各区、市政府）: 各区 cannot stand alone
    "shared_head": lambda draw, place, a, b: (
        f"（责任单位：{_joined(a + b)}，各区、市政府）",
        _with_roles(("responsible", [*a, *b, "各区、市政府"])),
    ),
    # （责任单位：市教育局，沐泉区、琅浦区人民政府）
    "two_places": lambda draw, place, a, b: (
        f"（责任单位：{_joined(a + b)}，沐泉区、琅浦区人民政府）",
        _with_roles(("responsible", [*a, *b, "沐泉区", "琅浦区人民政府"])),
    ),
    # （责任单位：市教育局、市财政局和市科技局）
    "with_and": lambda draw, place, a, b: (
        f"（责任单位：{_joined((a + b)[:-1])}{draw.one('和及')}{b[-1]}）",
        _with_roles(("responsible", a + b)),
    ),
    # （市教育局、市财政局，各乡镇人民政府按职责分工负责）
    "class_duties": lambda draw, place, a, b: (
        f"（{_joined(a + b)}，{(everyone := draw.one(a_class(place)))}按职责分工负责）",
        _with_roles(("responsible", [*a, *b, everyone])),
    ),
    # （责任领导：李青；责任单位：市教育局、市财政局）: a person is no body
    "with_person": lambda draw, place, a, b: (
        f"（责任领导：李青；责任单位：{_joined(a + b)}）",
        _with_roles(("responsible", a + b)),
    ),
    # （市教育局会同市财政局负责）
    "together": lambda draw, place, a, b: (f"（{a[0]}会同{b[0]}负责）", _with_roles(("responsible", [a[0], b[0]]))),
}
_ON_A_LINE: dict[str, _Phrasing] = {
    # 责任单位：市教育局、市财政局
    "line": lambda draw, place, a, b: (
        f"责任单位：{_joined(a + b)}{draw.one(('', '。'))}",
        _with_roles(("responsible", a + b)),
    ),
    # 牵头单位：市教育局 ⏎ 配合单位：市财政局
    "two_lines": lambda draw, place, a, b: (
        f"牵头单位：{_joined(a)}\n{draw.one(('配合单位', '责任单位'))}：{_joined(b)}",
        _with_roles(("lead", a), ("support", b)),
    ),
    # 牵头单位：市教育局；配合单位：市财政局
    "line_of_two": lambda draw, place, a, b: (
        f"牵头单位：{_joined(a)}；配合单位：{_joined(b)}",
        _with_roles(("lead", a), ("support", b)),
    ),
    # （责任单位：…） on a line of its own
    "bracket_line": lambda draw, place, a, b: (
        f"（责任单位：{_joined(a + b)}）",
        _with_roles(("responsible", a + b)),
    ),
}
_IN_PROSE: dict[str, _Phrasing] = {
    # 由市教育局牵头，市财政局、市科技局配合。
    "by_lead": lambda draw, place, a, b: (
        f"上述工作由{_joined(a)}牵头，{_joined(b)}{draw.one(('配合', '参与'))}。",
        _with_roles(("lead", a), ("support", b)),
    ),
    # 成立由市教育局、市财政局组成的工作专班
    "working_group": lambda draw, place, a, b: (
        f"成立由{_joined(a + b)}组成的工作专班，定期会商调度。",
        _with_roles(("responsible", a + b)),
    ),
}
PHRASINGS: tuple[str, ...] = (*_BRACKETED, *_ON_A_LINE, *_IN_PROSE)


def listing(draw: Draw, place: Place, allowed: Sequence[str] = PHRASINGS) -> Listing | None:
    """Turn a draw into a list of bodies in one of the allowed phrasings; None where none is allowed."""
    name = draw.kind("units", allowed)
    if not name:
        return None
    everyone = bodies(draw, place, 3, 6)
    leads = min(1 if draw.chance(0.8) else 2, max(1, len(everyone) - 1))
    group = next(found for found in (_BRACKETED, _ON_A_LINE, _IN_PROSE) if name in found)
    text, parts = group[name](draw, place, everyone[:leads], everyone[leads:])
    if name == "two_lines" and "责任单位" in text:
        parts = [("responsible" if role == "support" else role, names) for role, names in parts]
    units = tuple(TrueUnit(unit, role) for role, names in parts for unit in names)
    return Listing(text, units, f"units:{name}", name in _ON_A_LINE)
