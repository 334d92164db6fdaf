"""Headings of stages with their year: the text under them is due by then."""

from __future__ import annotations

import pytest

from extractors import extract

_PLAN = (
    "岚海市低空飞行服务能力建设实施方案\n\n为提升服务能力，制定本方案。\n\n一、工作目标\n分三个阶段推进。\n"
    "（一）{first}\n累计划设航线150条，建成起降点20个。\n（二）{second}\n累计划设航线400条。\n\n"
    "二、重点任务\n（一）加强宣传引导。新建展厅3个。\n\n岚海市交通局\n2024年3月1日\n"
)


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("建设及试运行阶段（2025年年底前）", "优化提升阶段（2027年年底前）", [2025, 2025, 2027]),
        ("起步阶段（2024—2025年）", "完善阶段（2026—2028年）", [2025, 2025, 2028]),
        ("全面推进（试点）", "优化提升（示范）", [None, None, None]),  # no stage, no year
    ],
)
def test_a_stage_dates_its_text(first: str, second: str, expected: list[int | None]) -> None:
    targets = extract(_PLAN.format(first=first, second=second).encode(), "a.txt").targets
    assert [target.deadline_year for target in targets][:3] == expected
