"""Mistyped numbers read as they were meant, in their place; what may be two numbers stays two."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.line_ends import is_number_cut
from extractors.models import Span
from extractors.numerals import parse_chain
from extractors.targets.quantities import find_quantities, fold_view

MENDED = [
    ("新建学校2 5所", 25),
    ("新建学校2\n5所", 25),
    ("建成基地1 0个", 10),
    ("新增床位1 200张", 1200),
    ("新建农田1，200亩", 1200),
    ("带动农户5，300余户", 5300),
    ("实现增加值1，863.5亿元", 186_350_000_000),
    ("提高1。5个百分点", 1.5),
    ("资金3亿2千5百万元", 325_000_000),
    ("惠及1万5千人", 15_000),
    ("造林1万2000亩", 12_000),
]
LEFT = [
    ("新建学校 2 5所", 5),  # columns
    ("新建学校2  5所", 5),  # two blanks
    ("见表2 5家单位", 5),
    ("目标3 15个", 15),
    ("截至2025 30家", 30),
    ("实现1。5家企业", 5),  # the stop may end a sentence
    ("分别为1，20亩", 20),  # no thousands
]


@pytest.mark.parametrize(("text", "value"), [*MENDED, *LEFT])
def test_a_number_is_read_as_one_only_where_no_other_reading_is_possible(text: str, value: float) -> None:
    view = fold_view(text, 7)
    assert find_quantities(view.text)[-1].low == value
    assert len(view.text) == len(view.offsets)
    assert all(7 <= place < 7 + len(text) for place in view.offsets)


def test_a_mistyped_number_keeps_what_was_written() -> None:
    text = "岚海市教育工作要点（2025年）\n\n一、重点任务\n1.加强培训。教师参训率不低于90%，新建学校2 5所。\n"
    records = extract(text.encode(), "要点.txt").targets
    assert [(record.value_text, record.value_low) for record in records] == [("90%", 90), ("25所", 25)]


@pytest.mark.parametrize(("text", "value"), [("3千5百", 3500), ("2亿3千万5000", 230_005_000), ("4百", 400), ("", 0)])
def test_a_chain_of_scales_is_their_sum(text: str, value: float) -> None:
    assert parse_chain(text).low == value


HALVES = [
    ("全面提升学前教育质量，公办园占比达到6\n5%以上，普惠园覆盖率稳定。", [65.0]),
    ("全面提升学前教育质量，培育党建示范学校2\n0个，并加强管理。", [20.0]),
]


@pytest.mark.parametrize(("words", "values"), HALVES)
def test_a_line_end_between_the_halves_of_a_number_parts_none(words: str, values: list[float]) -> None:
    text = f"岚海市教育工作要点（2025年）\n\n一、重点任务\n1.抓好工作。{words}\n"
    assert [record.value_low for record in extract(text.encode(), "要点.txt").targets] == values


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("全面提升学前教育质量，公办园占比达到6", "5%以上", True),
        ("全面提升学前教育质量，具体要求见附件1", "30所学校", False),
        ("全面提升学前教育质量，目标实现年份2025", "30所学校", False),
        ("全面提升学前教育质量，公办园占比达到6", "5.加强管理", False),
        ("公办园占比6", "5%以上", False),
        ("2014", "年8月26日", True),
        ("2014", "年8月26日起施行", False),
    ],
)
def test_only_halves_of_a_number_in_prose_go_together(above: str, below: str, expected: bool) -> None:
    text = f"{above}\n{below}"
    assert is_number_cut(text, Span(0, len(above)), Span(len(above) + 1, len(text))) is expected


POINTLESS = "岚海镇2014年工作总结\n\n一、经济发展\n{}\n"
TWO_READINGS = [
    ("完成生产总值5 9亿元，完成财税收入870万元，占全年任务的108 3%。", [(5.9e8, 5.9e9), 8.7e6, (108.3, 1083.0)]),
    ("完成投资1 3亿元，增长12 5%，新建学校2 5所，造林3 5公里。", [(1.3e8, 1.3e9), (12.5, 125.0), 25.0, (3.5, 35.0)]),
    # a decimal says that points are kept: a blank is a slip of the hand
    ("完成投资1 3亿元，增长12 5%，新建住房2.5万套。", [1.3e9, 125.0, 25000.0]),
    # one blank alone is a slip
    ("完成投资1 3亿元，新建学校2 5所。", [1.3e9, 25.0]),
    # thousands are grouped by a blank (GB/T 15835)
    ("完成投资1 300万元，增长12 5%，税收1 3亿元。", [1.3e7, (12.5, 125.0), (1.3e8, 1.3e9)]),
]


@pytest.mark.parametrize(("words", "values"), TWO_READINGS)
def test_a_number_that_may_have_lost_its_point_keeps_both_readings(words: str, values: list[object]) -> None:
    records = extract(POINTLESS.format(words).encode(), "总结.txt").targets
    assert [record.value_candidates or record.value_low for record in records] == values
    doubtful = [record for record in records if record.value_candidates]
    assert all((record.value_low, record.value_high) == record.value_candidates for record in doubtful)
    assert all(record.value_text in words for record in doubtful)
