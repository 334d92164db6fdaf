"""Stacked tables whose first column names groups above 序号, and bodies that stand once for several rows."""

from __future__ import annotations

from extractors import extract
from tests.unit.test_stacked_tables import gapped, tables

HEAD = "任务类型|序号|工作任务|推进单位"
LONG = (
    "推进青湖片区整体更新。重点推进：东门老街改造项目、青湖绿地二期项目、第一中学扩建项目、西河两岸贯通项目和若干口袋公园"
    "建设项目，按年度计划完成前期工作。"
)
ROWS = [
    HEAD,
    "行动一：城区焕新行动",
    "片区更新",
    f"1|{LONG}|区规划资源局、区建设管理委",
    "2|推进白石片区规划研究",
    "行动二：家园美化行动",
    "旧房改造",
    "3|基本完成老旧住房成套改造|区房管局、各街镇",
    "小区建设",
    "4|创建6个特色小区、3个示范小区",
    "5|加装电梯200台",
    "公共空间",
    "6|改建口袋公园9座|区绿化市容局",
]


def test_a_column_of_groups_stands_above_the_serial_numbers() -> None:
    [table] = tables(gapped(*ROWS))
    assert table[0] == HEAD.split("|")
    assert table[1] == ["行动一：城区焕新行动"] * 4
    assert table[2][:2] == ["片区更新", "1"]
    assert [row[0] for row in table[5:]] == ["旧房改造", "小区建设", "小区建设", "公共空间"]
    assert [row[2] for row in table[6:8]] == ["创建6个特色小区、3个示范小区", "加装电梯200台"]


def test_bodies_that_stand_once_hold_below_a_lower_group_and_not_below_a_head() -> None:
    text = "某区城市更新行动方案\n\n一、重点任务\n\n按清单推进。\n\n附件\n\n重点任务清单\n\n" + gapped(*ROWS)
    tasks = {task.label: task for task in extract(text.encode(), "a.txt").tasks if task.origin == "table"}
    units = {label: [unit.as_written for unit in task.units] for label, task in tasks.items()}
    assert units["2"] == units["1"] == ["区规划资源局", "区建设管理委"]
    assert units["3"] == units["4"] == units["5"] == ["区房管局", "各街镇"]
    assert units["6"] == ["区绿化市容局"]
    assert tasks["4"].heading == "小区建设"


def test_lines_of_one_cell_stand_close_where_long_lines_show_that_none_is_broken() -> None:
    [table] = tables(gapped(*[row.replace("|推进白石片区规划研究", "|推进白石片区/规划研究") for row in ROWS]))
    assert table[3][2] == "推进白石片区规划研究"
