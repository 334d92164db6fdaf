"""Markers: what opens an item, and what only looks like it."""

from __future__ import annotations

import pytest

from extractors.numbering import inline_markers, marker_at_start, parse_ordinal

OPENS = [
    # GB/T 9704's four levels
    ("一、工作目标", "cjk_dun", "一、", 1),
    ("（十二）加快主体培育", "cjk_paren", "（十二）", 12),
    ("3.推动平台发展", "arabic_dot", "3.", 3),
    ("（4）支持企业", "arabic_paren", "（4）", 4),
    # half-width brackets, odd dots, full-width digits
    ("(三)优化服务", "cjk_paren", "(三)", 3),
    ("1﹒强化统筹", "arabic_dot", "1﹒", 1),
    ("１２．强化统筹", "arabic_dot", "１２．", 12),
    ("5、扩大开放", "arabic_dun", "5、", 5),
    ("一.总体要求", "cjk_dun", "一.", 1),
    # laws and 若干措施
    ("第三章　目录管理", "chapter", "第三章", 3),
    ("第十六条 【培育经营主体】推动", "article", "第十六条", 16),
    # characters that hold the number whole
    ("③支持研发", "circled", "③", 3),
    ("㈠总体要求", "cjk_paren", "㈠", 1),
    ("⑵支持研发", "arabic_paren", "⑵", 2),
    # items that only stand in a run
    ("十一是做好服务", "ordinal_is", "十一是", 11),
    ("三要廉洁从政", "ordinal_is", "三要", 3),
    ("其二，完善机制", "ordinal_is", "其二，", 2),
    ("首先，要提高认识", "ordinal_word", "首先，", 1),
    # emergency plans count by points
    ("1　总则", "arabic_gap", "1", 1),
    ("2.3　预警监测", "decimal_2", "2.3", 3),
    ("2.3.1　指挥机构", "decimal_3", "2.3.1", 1),
    ("2.3.1指挥机构", "decimal_3", "2.3.1", 1),
    ("4.2.1.2响应行动", "decimal_4", "4.2.1.2", 2),
    ("4.3. 响应终止", "decimal_2", "4.3.", 3),
    # damaged: the numeral is gone, the place may settle it
    ("(? 打造品牌", "cjk_paren", "(?", None),
    ("（\ufffd）打造品牌", "cjk_paren", "（\ufffd）", None),
    # white space before the marker is no part of it
    ("　　二、主要任务", "cjk_dun", "二、", 2),
]
IS_NONE = [
    "1.5万吨产能",  # a decimal
    "1.2.3版软件",  # a version
    "2025年，全市",  # a year
    "（2021—2025年）",  # a period
    "（试行）",
    "一、二级市场联动",  # a list of numerals
    "1、2号楼",
    "第三条规定的情形",  # a reference to an article
    "10月底前完成",
    "一是一，二是二"[:3],  # a saying
    "三要素保障",  # a word that begins like a marker
    "主要任务",
    "",
]


@pytest.mark.parametrize(("text", "style", "label", "ordinal"), OPENS)
def test_a_block_opens_with_a_marker(text: str, style: str, label: str, ordinal: int | None) -> None:
    marker = marker_at_start(text, 0, len(text))
    assert marker is not None
    assert (marker.style, marker.label, marker.ordinal) == (style, label, ordinal)
    assert text[marker.start : marker.end].strip() == label


@pytest.mark.parametrize("text", IS_NONE)
def test_what_only_looks_like_a_marker_is_none(text: str) -> None:
    assert marker_at_start(text, 0, len(text)) is None


def test_inline_markers_stand_behind_the_end_of_a_sentence() -> None:
    text = "夯实基础。2.建设中心，按照一、二产业融合。（三）推进；（四）略"
    assert [marker.label for marker in inline_markers(text, 0, len(text))] == ["2.", "（三）"]


def test_glued_text_is_searched_everywhere() -> None:
    text = "三、主要措施(一)逐步扩大范围"
    assert [marker.label for marker in inline_markers(text, 2, len(text), is_glued=True)] == ["(一)"]


@pytest.mark.parametrize(("numeral", "expected"), [("二十三", 23), ("７", 7), ("⒓", 12), ("Ⅳ", 4), ("最后", None)])
def test_parse_ordinal(numeral: str, expected: int | None) -> None:
    assert parse_ordinal(numeral) == expected


@pytest.mark.parametrize("blank", [" ", "\u3000", "\u00a0", "\u2009"])
def test_any_blank_may_stand_behind_the_dot_of_a_part(blank: str) -> None:
    text = f"二.{blank}保障措施"
    marker = marker_at_start(text, 0, len(text))
    assert marker is not None
    assert (marker.style, marker.ordinal) == ("cjk_dun", 2)
