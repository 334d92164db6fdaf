"""Whole small documents that tell of some numbers and want others: which are facts, which are goals."""

from __future__ import annotations

import pytest

from extractors import extract

RESULTS = """云台市2025年重点工作上半年情况通报

为推进落实，现将有关情况通报如下：

一、主要指标任务完成情况
（一）主要预期目标完成情况
上半年，完成地区生产总值802亿元，社会消费品零售总额329亿元。
（二）其他任务完成情况
引进项目107个，新开工产业项目80个。
二、下一步工作安排
引进项目200个。
"""
PROGRESS = """<html><body><h1>云台县民生实事落实情况</h1><table>
<tr><td>序号</td><td>具体工作任务和要求</td><td>责任单位</td><td>落实情况</td></tr>
<tr><td>1</td><td>推动教育优质均衡，完成二中迁建，增加学位5000个。</td><td>县教育局</td>
<td>二中完成建设，实现秋季开学，新增学位5500个。</td></tr>
<tr><td>2</td><td>提升养老服务，改造敬老院3所，床位达到600张。</td><td>县民政局</td><td>改造敬老院2所，床位达到450张。</td></tr>
</table></body></html>
"""
DOCUMENTS = [
    (
        "通报.txt",
        RESULTS,
        [(802e8, "status"), (329e8, "status"), (107, "status"), (80, "status"), (200, "target")],
    ),
    (
        "落实情况.html",
        PROGRESS,
        [(5000, "target"), (5500, "status"), (3, "target"), (600, "target"), (2, "status"), (450, "status")],
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), DOCUMENTS, ids=[name for name, _, _ in DOCUMENTS])
def test_what_is_told_is_a_fact_and_what_is_wanted_a_goal(
    name: str, text: str, expected: list[tuple[float, str]]
) -> None:
    assert [(record.value_low, record.kind) for record in extract(text.encode(), name).targets] == expected
