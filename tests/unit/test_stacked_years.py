"""Stacked task tables whose rows begin with the number of their content, with a column for each year."""

from __future__ import annotations

from extractors import extract
from tests.unit.test_stacked_tables import gapped, stacked, tables

HEAD = "任务/分类|主要方向|重点任务（2024-2026）|2024年工作项目|2025年计划|2026年计划|牵头/部门|配合/部门|实施/主体"
NAMES = ["任务分类", "主要方向", "重点任务（2024-2026）", "2024年工作项目", "2025年计划", "2026年计划"]
LONG = (
    "（3）推进老旧车站改造，完善无障碍设施和导向标识，结合周边道路、绿地和公共建筑同步实施，"
    "进一步提升老年人和儿童出行的品质。"
)
ROWS = [
    HEAD,
    "（一）/改善道路环境",
    "1、改善城市道路",
    "（1）建设精品道路60条。|建设精品道路10条。|建设精品道路20条。|建设精品道路30条。|养护处|各相关部门|各区、各街镇",
    "（2）整治人行道。|整治人行道4公里。|整治人行道5公里。|持续推进。",
    "（二）/改善出行环境",
    "2、改善车站环境",
    f"{LONG}|改造车站3座。|改造车站4座。|改造车站5座。|轨道处|各相关部门|某某集团",
    "3、改善公交服务",
    "（4）更新公交车600辆。|200辆|200辆|200辆|客运处|各相关部门|各区",
]
TEXT = "某市交通三年行动计划（2024-2026年）\n\n一、重点任务\n\n按清单推进。\n\n附件\n\n重点任务清单\n\n" + gapped(
    *(row.replace("/", "|") for row in ROWS)
)


def test_rows_begin_with_the_number_of_their_content() -> None:
    [table] = tables(gapped(*(row.replace("/", "|") for row in ROWS)))
    assert table[0][3:6] == NAMES[3:]
    assert [row[2][:3] for row in table[1:] if row[2]] == ["（1）", "（2）", "（3）", "（4）"]
    assert [row[1] for row in table[1:]] == ["1、改善城市道路", "1、改善城市道路", "2、改善车站环境", "3、改善公交服务"]
    assert table[2][6:] == table[1][6:] == ["养护处", "各相关部门", "各区、各街镇"]


def test_bodies_and_years_come_from_the_columns() -> None:
    result = extract(TEXT.encode(), "a.txt")
    tasks = [task for task in result.tasks if task.origin == "table"]
    assert [[unit.as_written for unit in task.units] for task in tasks] == [
        ["养护处", "各相关部门", "各区", "各街镇"],
        ["养护处", "各相关部门", "各区", "各街镇"],
        ["轨道处", "各相关部门", "某某集团"],
        ["客运处", "各相关部门", "各区"],
    ]
    due = [(target.value_text, target.deadline_year) for target in result.targets]
    assert due[:4] == [("60条", 2026), ("10条", 2024), ("20条", 2025), ("30条", 2026)]
    assert due[-3:] == [("200辆", 2024), ("200辆", 2025), ("200辆", 2026)]


def test_items_of_an_outline_below_a_list_of_names_are_no_table() -> None:
    lines = [
        "任务类型",
        "主要方向",
        "重点任务",
        "责任单位",
        "1.建设道路。",
        "加快建设。",
        "2.整治人行道。",
        "持续推进。",
    ]
    assert tables(stacked(*lines)) == []
