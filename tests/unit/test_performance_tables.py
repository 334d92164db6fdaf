"""Tables of 绩效目标: indicators of three levels, their measure units and what they are to reach."""

from __future__ import annotations

from extractors import extract

PAGE = """<html><body><h1>清溪市动物防疫项目绩效目标表</h1><table>
<tr><td>一级指标</td><td>权重</td><td>二级指标</td><td>三级指标</td><td>计量单位</td>
<td>{head}</td><td>分值</td></tr>
<tr><td rowspan="3">产出指标</td><td rowspan="3">50</td><td rowspan="2">数量指标</td><td>开展防疫培训</td><td>次</td>
<td>≥12</td>
<td>10</td></tr>
<tr><td>预算执行进度（7月）</td><td>%</td><td>40%</td><td>10</td></tr>
<tr><td>质量指标</td><td>重大疫病发生率</td><td>%</td><td>3人/10万人</td><td>10</td></tr>
<tr><td>效益指标</td><td>50</td><td>满意度</td><td>养殖户满意度（%）</td><td>%</td><td>≥90</td><td>20</td></tr>
<tr><td>效益指标</td><td>50</td><td>满意度</td><td>档案是否齐全</td><td>是/否</td><td>是</td><td>20</td></tr>
</table></body></html>"""


def _rows(head: str) -> list[tuple[str, str, float | None, str]]:
    found = extract(PAGE.format(head=head).encode(), "a.html")
    return [(one.indicator, one.comparator, one.value_low, one.base_unit) for one in found.targets]


def test_indicators_of_the_lowest_level_are_targets_and_weights_and_yes_or_no_are_none() -> None:
    rows = [
        ("开展防疫培训", "ge", 12.0, "次"),
        ("预算执行进度（7月）", "eq", 40.0, "%"),
        ("重大疫病发生率", "eq", 3.0, "人/10万人"),
        ("养殖户满意度", "ge", 90.0, "%"),
    ]
    assert _rows("目标值（标准）") == rows
    assert _rows("年度指标值") == rows
