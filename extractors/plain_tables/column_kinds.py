"""Columns by their names: what kind of words stands below 责任单位 or 完成时限, and how ill a cell's words fit a kind.

A cost of 0 is a cell as it should be; 1 is odd, 2 and more is as good as excluded. Costs are compared, never published.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractors import quick_re as re
from extractors.cell_lines import BODY_RE
from extractors.column_words import DUE, GROUP, LEAD, ORDINAL, PERSON, SUPPORT, WANTED, WORK

Kind = Literal[
    "serial", "group", "title", "text", "single", "lead", "body", "support", "person", "due", "note", "number",
    "measure", "nature", "year", "any",
]  # fmt: skip
BODIES: frozenset[Kind] = frozenset({"lead", "body", "support"})
CONTENTS: frozenset[Kind] = frozenset({"title", "text", "single"})

# ── names of columns ────────────────────────────────────────────────────────────────────────────

_NAME_MOST = 14  # characters
_NO_NAME_RE = re.compile(r"[。；，,：:！？?《》“”]|\d(?!\d{0,3}(?:年|$))")
# What ends the title of a table ends no name of a column.
_TITLE_END_RE = re.compile(r"(?:表|清单|台账|方案|通知|计划|要点)$")
_BLANK_RE = re.compile(r"[\s　]+|[（(]20\d\d年?[-－—–~～至]{1,2}20\d\d年?[）)]$")  # 重点任务（2024-2026）
# 2024年工作项目, 2025年计划: what is done in its year, where another year has its column too
_OF_YEAR_RE = re.compile(rf"20\d\d年度?(?:工作|重点|年度)?(?:{WORK}|{WANTED})")
_ANY = ".{0,40}"  # around the word that tells
# In this order; the first that matches tells.
_NAMES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("serial", re.compile(ORDINAL)),
    (
        "number",
        re.compile(
            r"20\d\d年?(?:目标|基期|完成|实际|预期)?值?"
            r"|.{0,40}(?:目标值|基期值|权重|分值|得分|增速|投资额?|金额|数量|预算|现状)"
        ),
    ),
    ("nature", re.compile(r"(?:指标)?属性|性质")),
    ("measure", re.compile(r"(?:计量|度量|指标|数量|统计|数据)单位")),
    ("note", re.compile(f"备注|说明|{_ANY}(?:进展|情况|依据|来源|出处)")),
    ("person", re.compile(f"(?!{_ANY}(?:单位|部门)){_ANY}(?:{PERSON})")),
    ("due", re.compile(f"(?!{_ANY}(?:任务|内容|措施|单位|部门)){_ANY}(?:{DUE}|时间表)(?:要求)?")),
    ("lead", re.compile(f"{_ANY}(?:{LEAD}){_ANY}")),
    ("support", re.compile(f"{_ANY}(?:{SUPPORT}){_ANY}")),
    ("body", re.compile(f"{_ANY}(?:单位|部门|主体|责任分工|职责分工|责任地区|责任科室)")),
    ("group", re.compile(f"{_ANY}(?:{GROUP})|一级{_ANY}")),
    ("title", re.compile(f"{_ANY}(?:{WORK}|指标|目标|名称|要求|成果|标准){_ANY}")),
)  # fmt: skip
# 姓名 and 职务 head lists of people, 页码 a table of contents: a table with such a column is not of this kind.
_FOREIGN_RE = re.compile(r"姓名|性别|年龄|民族|籍贯|职务|职称|学历|身份证|页码|页次|出生|政治面貌|手机")
# A name of what is done beside another: the words are long below it.
_LONG_RE = re.compile(r"内容|措施|举措|要求|标准|成果|目标|要点|细则|具体")
_SHORT_RE = re.compile(r"名称|指标|事项|项目|工程|重点|任务|工作")


def bare_name(words: str) -> str:
    """Turn a cell's words into the name of a column: 序 号 is 序号."""
    return _BLANK_RE.sub("", words)


def may_be_name(words: str) -> bool:
    """Tell whether words are short and plain enough to name a column, known or not."""
    return 0 < len(words) <= _NAME_MOST and _NO_NAME_RE.search(words) is None


def kind_of(name: str) -> Kind | None:
    """Turn the bare name of a column into its kind, None where it is not known.

    >>> kind_of("牵头单位"), kind_of("完成时限"), kind_of("做强主导产业")
    ('lead', 'due', None)
    """
    if not may_be_name(name) or _FOREIGN_RE.search(name):
        return None
    if _TITLE_END_RE.search(name):
        return "title" if _OF_YEAR_RE.fullmatch(name) else None
    return next((kind for kind, pattern in _NAMES if pattern.fullmatch(name)), None)


def is_foreign(name: str) -> bool:
    """Tell whether a name heads what no table of tasks or targets has: people's particulars, pages."""
    return _FOREIGN_RE.search(name) is not None


def kinds_of(names: Sequence[str]) -> list[Kind]:
    """Turn the names of a table's columns into their kinds: of two columns of content one holds titles, one the text.

    >>> kinds_of(["序号", "重点工作", "主要内容", "责任单位"]), kinds_of(["指标", "单位", "2027年"])
    (['serial', 'title', 'text', 'body'], ['title', 'measure', 'number'])
    """
    kinds: list[Kind] = [kind_of(name) or "any" for name in names]
    years = [column for column, name in enumerate(names) if _OF_YEAR_RE.fullmatch(name) and kinds[column] == "title"]
    for column in years if len(years) > 1 else ():
        kinds[column] = "year"
    contents = [column for column, kind in enumerate(kinds) if kind == "title"]
    if not contents and kinds.count("any") == 1 and "due" in kinds and BODIES.intersection(kinds):
        # 序号 | 民生愿望 | 责任单位 | 完成时限: what is to be done, whatever it is called
        contents = [kinds.index("any")]
    if len(contents) == 1:
        kinds[contents[0]] = "title" if "number" in kinds else "single"
    elif contents:
        for place, column in enumerate(contents):
            is_last = place == len(contents) - 1
            is_long = _LONG_RE.search(names[column]) is not None
            kinds[column] = (
                "text" if is_last or (place and is_long and not _SHORT_RE.search(names[column])) else "title"
            )
    if "number" in kinds or any("指标" in name for name in names):
        kinds = ["measure" if name == "单位" else kind for name, kind in zip(names, kinds, strict=True)]
    return kinds


# ── how cells look ──────────────────────────────────────────────────────────────────────────────

# A deadline opens its cell; 长期护理保障 and 完成5年规划编制 are tasks.
_DUE_RE = re.compile(
    r"(?:力争|确保|于|到|至|截至|每)?[\s　]?"
    r"(?:20\d\d(?:年|[./-]|$)|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月|第?[一二三四1-4]季度|[上下]半年|年[底末内中]|全年|当年|年度|本年"
    r"|(?:长期|持续|常年|常态化?|每[年月季]度?|即时|立即|立行立改|全程)(?:坚持|推进|实施|开展|任务|落实|执行|整改|[\d一二三四].*)?$)"
)
_DUE_MOST = 24
_SENTENCE_RE = re.compile(r"[。；]|[，,].{0,12}[，,]|.{13}[，,]|[，,].{13}")
_PERSON_RE = re.compile(
    r"[\u4e00-\u9fff]{1,4}(?:[\s　]{1,4}[\u4e00-\u9fff]{1,2})?(?:[、，,\s　][\u4e00-\u9fff]{2,4}){0,4}|1?[\d-]{7,12}"
)
_NUMBER_RE = re.compile(r"[-+−≥≤＞＜<>约]?\s?[\d,，.]+(?:[-—~～至][\d.]+)?\s*[%％‰]?[\u4e00-\u9fff/]{0,6}")
_NONE_RE = re.compile(r"[-—–/／无]{1,3}")
_NATURE_RE = re.compile(r"(?:预期|约束|指导|共性|个性|引领)性?|(?:定量|定性)(?:指标)?|[正反逆]向")
_BRACKET_RE = re.compile(r"[（(][^（()）]{0,60}[）)]")
_PARTS_RE = re.compile(r"[、，,；;\s　]+|及(?=各)")
_CLASS_RE = re.compile(r"^(?:各|有关|相关|其他|市直|县直|区直|省直)|等$")
_LABEL_RE = re.compile(r"(?:牵头|责任|配合|主办|协办|负责|承办|参与)(?:单位|部门)[:：]")  # 牵头单位：… in a cell
_BODY_MOST = 20  # characters of a body's name
_BODIES_SHARE = 0.6  # of the parts of a list are known for bodies
# 高架车站、基地库房等覆盖面积达到50%, 创建20个示范小区、10个特色小区: what is to be reached, no list
_REACHED_RE = re.compile(r"\d\s?[%％]|达到\d|\d[个条家座处](?![区县市街乡镇]|部门|单位|成员)")
_PART_MOST = 26  # characters of a part of a list; a longer one is a clause
_TITLE_MOST = 40
_LOOK_MOST = 300  # characters of a cell that are looked at


@dataclass(frozen=True, slots=True)
class Look:
    """What the words of a cell look like."""

    length: int
    is_due: bool
    is_sentence: bool
    is_person: bool
    is_number: bool
    is_none: bool
    is_nature: bool
    bodies: int
    is_bodies: bool


def look_at(words: str) -> Look:
    """Turn the words of a cell into what they look like."""
    length, bare = len(words), words[:_LOOK_MOST].strip()
    parts = [part for part in _PARTS_RE.split(_BRACKET_RE.sub("", bare.rstrip("。；"))) if part]
    named = sum(1 for part in parts if _is_body(part))
    is_bodies = _LABEL_RE.match(bare) is not None or (
        bool(parts)
        and "。" not in bare[:-1]
        and named >= _BODIES_SHARE * len(parts)
        and not any(len(part) > _PART_MOST or _DUE_RE.match(part) or _REACHED_RE.search(part) for part in parts)
    )
    is_sentence = _SENTENCE_RE.search(bare) is not None or length > _LOOK_MOST
    return Look(
        length=length,
        is_due=len(bare) <= _DUE_MOST and _DUE_RE.match(bare) is not None and not is_bodies,
        is_sentence=is_sentence and not is_bodies,
        is_person=_PERSON_RE.fullmatch(bare) is not None,
        is_number=_NUMBER_RE.fullmatch(bare) is not None,
        is_none=_NONE_RE.fullmatch(bare) is not None,
        is_nature=_NATURE_RE.fullmatch(bare) is not None,
        bodies=named if is_bodies else 0,
        is_bodies=is_bodies,
    )


def is_broken_name(above: str, below: str) -> bool:
    """Tell whether the end of a line breaks the name of a body: 县水利局、县文化和 ⏎ 旅游局.

    >>> is_broken_name("县水利局、县文化和", "旅游局、县司法局"), is_broken_name("县水利局", "县文旅局")
    (True, False)
    """
    last, first = _PARTS_RE.split(above.rstrip())[-1], _PARTS_RE.split(below.strip())[0]
    name = last + first
    if not last or not first or len(name) > _BODY_MOST or not _NAME_RE.fullmatch(name) or not _is_body(name):
        return False
    if _COMMITTEE_RE.fullmatch(last) or len(first) <= _REST_MOST or first[0] in "（(":
        return True
    is_whole = len(last) >= _WHOLE_LEAST and _PLACED_RE.match(first) is not None
    return not is_whole and BODY_RE.search(last) is None


_NAME_RE = re.compile(r"[\u4e00-\u9fff（()）“”]+")
# 布局 and 格局 are no offices.
_NO_OFFICE_RE = re.compile(r"[布格结全大开变时破定棋]局$|(?:分|散|遍)布$")
# 迁建县政务服务中心, 开工建设老年大学: what is done ends in the name of a body. Not 建设局, 推进办, which begin so.
_DOES_RE = re.compile("开工|启动|新建|迁建|建成|完成|加快|续建|筹建|扩建|改扩?建|修建|继续|全面|深入|持续")
_COMMITTEE_RE = re.compile(r"[省市区县州旗盟]委|[省市区县州旗盟]政府|各?[省市区县州旗盟]")  # 市委 ⏎ 宣传部
_REST_MOST = 2  # characters of a line that is no name of its own: 省有关部 ⏎ 门
_WHOLE_LEAST = 4  # characters in front of a name that begins with its place: 建平台 ⏎ 县文旅局 is no name
_PLACED_RE = re.compile(r"[省市区县镇乡州旗盟](?![场政级])")
# Bodies whose last character alone says nothing: 县供销社, 市电视台.
_PLACED_BODY_RE = re.compile(r"[省市区县镇乡州旗盟](?![场级])[\u4e00-\u9fff]{1,10}[社台行队园校场馆庭司]")


@lru_cache(maxsize=4096)
def _is_body(part: str) -> bool:
    if not 1 < len(part) <= _BODY_MOST or _NO_OFFICE_RE.search(part) or _DOES_RE.match(part):
        return False
    return bool(BODY_RE.search(part) or _CLASS_RE.search(part) or _PLACED_BODY_RE.fullmatch(part))


def misfit(kind: Kind, look: Look) -> float:
    """Turn a kind of column and the look of a cell into how ill the cell stands there, from 0 (well) upwards.

    >>> misfit("due", look_at("12月")), misfit("due", look_at("县财政局")), misfit("body", look_at("县财政局"))
    (0.0, 2.0, 0.0)
    """
    if look.is_none:
        return 0.8 if kind in CONTENTS else 0.1
    return _MISFITS[kind](look)


def _of_bodies(look: Look) -> float:
    if look.is_bodies:
        return 0.0
    if look.is_due or look.is_number:
        return 3.0
    return 2.5 if look.is_sentence else 1.2


def _of_lead(look: Look) -> float:
    # One body leads, or two; a long list takes part.
    return _of_bodies(look) + (0.15 * (look.bodies - 2) if look.bodies > 2 else 0.0)


def _of_title(look: Look) -> float:
    if look.is_number:
        return 2.0
    if look.is_sentence or look.is_due:
        return 1.5
    if look.is_bodies:
        return 1.5 if look.bodies > 1 else 0.5
    return 1.0 if look.length > _TITLE_MOST else 0.0


def _of_text(look: Look) -> float:
    if look.is_number or (look.is_due and look.length <= 10):
        return 1.5
    if look.is_bodies:
        return 1.2 if look.bodies > 1 else 1.0
    if look.is_sentence or look.length > _TITLE_MOST:
        return 0.0
    return 0.6 if look.length <= 4 else 0.2


def _of_single(look: Look) -> float:
    if look.is_number:
        return 2.0
    if look.is_due and look.length <= 10:
        return 1.5
    if look.is_bodies:
        return 1.2 if look.bodies > 1 else 0.7
    return 0.0


def _of_group(look: Look) -> float:
    if look.is_number or look.is_due or look.is_sentence:
        return 2.0
    if look.is_bodies:
        return 1.5 if look.bodies > 1 else 0.7
    return 1.0 if look.length > 20 else 0.1


def _of_person(look: Look) -> float:
    if look.is_sentence or look.is_due:
        return 3.0
    if look.is_bodies:
        return 1.5
    return 0.0 if look.is_person else 1.8


def _of_due(look: Look) -> float:
    return 0.0 if look.is_due and not look.is_sentence else 3.0 if look.is_sentence else 2.0


def _of_number(look: Look) -> float:
    return 0.0 if look.is_number else 2.0 if look.is_sentence else 1.2


def _of_measure(look: Look) -> float:
    return 2.0 if look.length > 8 or look.is_sentence or look.is_number else 0.0


def _of_nature(look: Look) -> float:
    return 0.0 if look.is_nature else 1.5


def _of_note(look: Look) -> float:
    return 0.8 if look.is_bodies or look.is_due else 0.5


def _of_year(look: Look) -> float:
    return 1.2 if look.is_bodies and look.bodies > 1 else 0.8 if look.is_bodies else 0.0


def _of_any(look: Look) -> float:
    return 0.6 if look.is_sentence else 0.4


_MISFITS = {
    "serial": lambda look: 0.0 if look.is_number else 3.0,
    "group": _of_group,
    "title": _of_title,
    "text": _of_text,
    "single": _of_single,
    "lead": _of_lead,
    "body": _of_bodies,
    "support": _of_bodies,
    "person": _of_person,
    "due": _of_due,
    "note": _of_note,
    "number": _of_number,
    "measure": _of_measure,
    "nature": _of_nature,
    "year": _of_year,
    "any": _of_any,
}
# What an empty cell of a kind costs: what is often merged or left out costs little.
EMPTY: dict[Kind, float] = {
    "serial": 0.0, "group": 0.3, "title": 0.7, "text": 1.0, "single": 2.0, "lead": 1.0, "body": 1.0, "support": 0.6,
    "person": 0.7, "due": 0.8, "note": 0.2, "number": 0.9, "measure": 0.9, "nature": 0.7, "year": 0.8, "any": 0.7,
}  # fmt: skip
