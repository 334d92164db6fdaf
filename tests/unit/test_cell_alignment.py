"""Cells that slipped out of their columns, and those that only look as if they had."""

from __future__ import annotations

from extractors.models import Span
from extractors.plain_tables.cell_alignment import align

TABLE = [
    ["1", "推进人才工作", "建设人才公寓", "支持企业引进人才，完善服务保障。", "市人社局、市住建局"],
    ["2", "", "举办创业大赛", "鼓励高校毕业生创业，给予场地支持。", "市教育局、团市委"],
    ["3", "推进招商工作", "开展产业招商", "围绕重点产业链招引龙头企业，形成集群。", "市商务局"],
    ["4", "", "优化招商机制", "建立专班推进机制，定期调度项目进展。", "市发改委、市商务局"],
]


def places(*extra: list[str]) -> list[list[str] | None]:
    """What becomes of the rows of the table and of further ones."""
    rows = [*TABLE, *extra]
    text = ""
    spans: list[list[Span]] = []
    for row in rows:
        spans.append([])
        for words in row:
            spans[-1].append(Span(len(text), len(text) + len(words)))
            text += words + "\t"
    return [[cell.of(text) for cell in placed] if placed else None for placed in align(text, spans, 5)]


def test_a_sound_table_stays_as_it_is() -> None:
    assert places() == [None] * 4


def test_cells_that_slipped_go_back() -> None:
    work, units = "完善人才评价机制，畅通职称评审渠道。", "市人社局、市教育局"
    assert places(["5", "", work, units, ""])[-1] == ["5", "", "", work, units]


def test_a_name_like_those_of_the_next_column_stays() -> None:
    assert places(["5", "", "推进人才梯队", "完善人才评价机制，畅通职称评审渠道。", "市人社局"])[-1] is None


def test_small_tables_are_left_alone() -> None:
    assert align("1甲", [[Span(0, 1), Span(1, 2), Span(2, 2)]], 3) == [None]
