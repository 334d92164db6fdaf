"""Paragraphs of word processors that are lines of a page, and cells that only tabs part: the same from each format."""

from __future__ import annotations

from collections.abc import Callable
from xml.sax.saxutils import escape

import pytest

from extractors.grids import cell_text, expand
from extractors.readers import read
from tests.fixtures.make_doc import Par
from tests.fixtures.make_doc import doc as make_doc
from tests.fixtures.make_docx import docx as make_docx
from tests.fixtures.make_odf import flat


def as_docx(lines: list[str]) -> bytes:
    def run(line: str) -> str:
        words = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split("\t"))
        return f"<w:p><w:r>{'<w:tab/>'.join(words)}</w:r></w:p>" if line else "<w:p/>"

    return make_docx("".join(map(run, lines)))


def as_doc(lines: list[str]) -> bytes:
    return make_doc([Par(line) for line in lines])


def as_odt(lines: list[str]) -> bytes:
    return flat("".join(f"<text:p>{escape(line).replace(chr(9), '<text:tab/>')}</text:p>" for line in lines))


def as_rtf(lines: list[str]) -> bytes:
    signs = {"\t": "\\tab ", "\n": "\\par "}
    body = "".join(signs.get(sign, f"\\u{ord(sign)}?") for line in lines for sign in f"{line}\n")
    return ("{\\rtf1\\ansi " + body + "}").encode("ascii")


FORMATS = {"docx": as_docx, "doc": as_doc, "odt": as_odt, "rtf": as_rtf}

PROSE = (
    "　　加快建设综合交通枢纽。全年新开工道路十二条，建成充电设施八百个，改造老旧管网四十公里。支持社会资本参与停车场"
    "建设，完善智慧停车平台，逐步解决老旧小区停车难问题。推进水岸联动治理，开展排口溯源整治，实现断面水质稳定达标。"
    "培育一批专精特新企业，健全梯度培育机制，落实研发费用加计扣除政策。深化政务服务改革，推动高频事项全程网办。"
)
LINE = 24


def wrapped(prose: str) -> list[str]:
    return [prose[start : start + LINE] for start in range(0, len(prose), LINE)]


NUMBERS = [
    *("一、上年工作", "推广优良品种", "13", "个，建成示范基地", "2", "处，完成整治农田", "20.6", "亩，改造农房", "40"),
    *("套。", "开展巡查", "350", "次，培训农民", "900", "人次。"),
]
JOINED = [
    *("一、上年工作", "推广优良品种13个，建成示范基地2处，完成整治农田20.6亩，改造农房40套。"),
    "开展巡查350次，培训农民900人次。",
]
LISTED = [
    *("全市农业龙头企业培育名单（第一批）", "澄岚市青筠生态农业发展有限公司"),
    *("澄岚市碧溪粮油食品加工有限公司", "澄岚市东屏水产养殖专业合作联社"),
    *("澄岚市南麓茶叶科技股份有限公司", "澄岚市西浦种业科技发展有限公司", "澄岚市北岭畜牧养殖专业合作联社"),
]
TASKS = [
    *("重点任务清单", "推进城区老旧小区加装电梯，完善配套服务设施建设"),
    *("推进园区循环化改造，建设污水集中处理设施二期工程", "推进农村生活污水治理，建设村级处理设施运维平台"),
    *("推进义务教育学校扩建，完善乡镇寄宿制学校生活设施", "推进基层医疗机构建设，完善远程诊疗和双向转诊机制"),
    *("推进智慧停车平台建设，完善公共停车场错时共享机制"),
]
STACKED = [
    ["序号", "指标名称", "基准值（2020年）", "目标值（2025年）"],
    *(["1", "森林覆盖率", "46％", "51％"], ["2", "河湖水面积", "128", "133"], ["3", "污水处理率", "95％", "98％"]),
]
LOST = [
    *("各街道：", "一、完善养老设施。", "到2027年建成社区食堂12个，新增养老床位300张。", "二、完善托育服务。"),
    "到2027年新增普惠托位500个，培训从业人员1200人次，建立服务监管平台。",
]
ENTRIES = ["一、\t总体要求", "1.\t建设目标\t3", "2.\t重点任务\t5", "3.\t保障措施\t9"]
FORMS = ["联系人：张三\t电话：12345", "联系人：李四\t电话：12346", "联系人：王五\t电话：12347"]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # lines of a page, each a paragraph: its margin shows, sentences go on over it
        ([*wrapped(PROSE), *wrapped(PROSE)], [PROSE.strip(), PROSE.strip()]),
        # each number a paragraph of its own
        (NUMBERS, JOINED),
        # names and tasks of like length are no sentences that a margin cuts
        (LISTED, LISTED),
        (TASKS, TASKS),
        # the ends of paragraphs lost inside of one
        (["　　".join(LOST)], LOST),
        # an empty paragraph between each two: the gaps stay
        ([part for line in TASKS for part in (line, "")], TASKS),
        # tabs that part no cells: behind a number, before the page of an entry, in a signature
        (ENTRIES, None),
        (FORMS, None),
    ],
)
def test_paragraphs(name: str, lines: list[str], expected: list[str] | None) -> None:
    reading = read(FORMATS[name](lines))
    assert not [block for block in reading.blocks if block.grid]
    found = [block.span.of(reading.text) for block in reading.blocks]
    assert found == (expected or [line.replace("\t", " ") for line in lines])


ROWS = [
    *(["指标", "2025年", "2030年"], ["森林覆盖率", "46％", "51％"], ["空气优良天数", "310天", "325天"]),
    ["污水处理率", "95％", "98％"],
]


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["主要指标", *map("\t".join, ROWS), "一、\t保障措施"], ROWS),
        # cells on paragraphs of their own, empty paragraphs between them, two lines in some
        (
            [part for row in STACKED for cell in row for part in ("", *cell.replace("（", "\n（").split("\n"))],
            STACKED,
        ),
    ],
)
def test_tables(name: str, lines: list[str], expected: list[list[str]]) -> None:
    make: Callable[[list[str]], bytes] = FORMATS[name]
    reading = read(make(lines))
    (found,) = [block.grid for block in reading.blocks if block.grid]
    cells = [[cell_text(reading.text, cell) if cell else None for cell in row] for row in expand(found)]
    assert cells == expected
