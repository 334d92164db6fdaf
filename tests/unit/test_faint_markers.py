"""Numbers that a typist left half done count where those around them say so, and nowhere else."""

from __future__ import annotations

import pytest

from extractors.faint_markers import counted_lines, faint_marker_at_start
from extractors.outline import build_outline
from extractors.segment import find_layout, join_lines, split_lines
from tests.unit.blocks import lines_as_blocks


def tree(text: str) -> list[tuple[int, str, str]]:
    sections = build_outline(text, lines_as_blocks(text)).sections
    return [(section.depth, section.label, section.heading) for section in sections if section.label]


# one item of each level, as it is usually typed and half done
TYPED = [
    ("{}、", "{} ", "一二三四"),  # a blank for the mark
    ("{}、", "{}　", "一二三四"),
    ("（{}）", "{}）", "一二三四"),  # half a bracket
    ("（{}）", "（{}、", "一二三四"),
    ("{}.", "{} ", "1234"),
    ("{}、", "{}　", "1234"),
]


@pytest.mark.parametrize(("usual", "faint", "numerals"), TYPED)
def test_a_run_of_faint_markers_is_the_same_run(usual: str, faint: str, numerals: str) -> None:
    heads = ("健全机制", "培育主体", "优化服务", "强化保障")

    def text(form: str) -> str:
        return "\n".join(f"{form.format(n)}{head}。落实各项措施。" for n, head in zip(numerals, heads, strict=True))

    assert [(depth, heading) for depth, _, heading in tree(text(faint))] == [
        (depth, heading) for depth, _, heading in tree(text(usual))
    ]
    assert [heading for _, _, heading in tree(text(faint))] == list(heads)


def test_numbers_with_a_blank_stand_below_the_part_that_holds_them() -> None:
    text = "一、任务\n（一）培育主体\n1 引平台。支持落户。\n2 建基地。支持建设。\n（二）优化生态\n3 强服务。完善配套。"
    assert tree(text) == [
        (0, "一、", "任务"),
        (1, "（一）", "培育主体"),
        (2, "1", "引平台"),
        (2, "2", "建基地"),
        (1, "（二）", "优化生态"),
        (2, "3", "强服务"),
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # a level in words, one number of it typed in digits
        (
            "一、现状\n概述。\n二、目标\n概述。\n3、任务\n（一）甲\n（二）乙\n四、保障\n落实。",
            ["一、", "二、", "3、", "四、"],
        ),
        ("一、现状\n1、甲方面\n2、乙方面\n3、丙方面\n二、目标\n概述。\n3、保障\n落实。", ["一、", "二、", "3、"]),
        ("（一）甲方面\n概述。\n(2)乙方面\n概述。\n（三）丙方面\n概述。", ["（一）", "(2)", "（三）"]),
        # the figure that the item begins with follows its number at once
        ("1.修路三条。\n2.300亩果园改造。\n3.植树造林。", ["1.", "2.", "3."]),
        ("1.修路三条。\n2.植树造林。\n3.300亩果园改造。", ["1.", "2.", "3."]),
    ],
)
def test_one_number_typed_otherwise_stays_in_its_list(text: str, labels: list[str]) -> None:
    assert [label for depth, label, _ in tree(text) if depth == 0] == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        # the list below 二、 has come as far as 2
        ("一、现状\n概述。\n二、目标\n1、甲\n2、乙\n3、丙", ["一、", "二、"]),
        # a figure behind no item
        ("1.修路三条。\n植树造林。\n3.5万亩果园改造。\n完成验收。", ["1."]),
        # prose: nothing counts on
        ("各部门要抓好落实。\n3 个月内完成整改。\n三 农工作持续向好。", []),
    ],
)
def test_what_only_looks_so_opens_nothing(text: str, labels: list[str]) -> None:
    assert [label for depth, label, _ in tree(text) if depth == 0] == labels


def test_items_that_count_through_all_parts_stay_below_them() -> None:
    text = """一、工作任务
（一）健全机制
（1）建立台账。按月更新台账。（2）开展培训。按季培训队伍。
（二）培育主体
（3）引进企业。落实各项措施。（4）扶持农户。落实各项措施。
二、工作保障
（一）加强领导。成立工作专班。"""
    assert tree(text) == [
        (0, "一、", "工作任务"),
        (1, "（一）", "健全机制"),
        (2, "（1）", "建立台账"),
        (2, "（2）", "开展培训"),
        (1, "（二）", "培育主体"),
        (2, "（3）", "引进企业"),
        (2, "（4）", "扶持农户"),
        (0, "二、", "工作保障"),
        (1, "（一）", "加强领导"),
    ]


def test_lines_that_count_on_are_paragraphs_of_their_own() -> None:
    text = "\n".join(
        f"{number} 推进{what}建设，完善各项制度和工作机制。责任单位：某某局、某某中心、某某集团公司"
        for number, what in ((7, "平台"), (8, "园区"), (9, "港口"))
    )
    lines = split_lines(text)
    spans = [line.span for line in lines]
    assert counted_lines(text, spans) == frozenset(span.start for span in spans)
    assert counted_lines(text, spans[:2]) == frozenset()
    assert len(join_lines(text, lines, find_layout(text, lines))) == len(lines)


def test_what_a_number_counts_is_no_marker() -> None:
    for words in ("3 个月内完成。", "2 万亩果园。", "5 年内见效。", "2025 年底前", "3.05万吨"):
        assert faint_marker_at_start(words, 0, len(words)) is None
    assert faint_marker_at_start("七 健全机制。", 0, 7) is not None
