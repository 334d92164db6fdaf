"""Rows of flat tables that are no rest of the row above: sums, heads of parts; tasks without number or body."""

from __future__ import annotations

from extractors import extract


def test_a_sum_is_no_rest_of_the_last_row() -> None:
    table = (
        "白水县2035年茶业重点任务表\n序号\t项目名称\t建设内容\t总投资（万元）\t年度投资（万元）\t责任单位\n"
        "1\t茶博园\t建筑面积5万平方米\t32000\t12000\t县文旅局\n2\t茶叶市场\t建设交易大厅1座\t8500\t3000\t县商务局\n"
        "合计\t\t\t40500\t15000\t\n"
    )
    found = extract(table.encode(), "table.txt")
    assert [task.title for task in found.tasks] == ["茶博园", "茶叶市场"]
    money = [row.value_low for row in found.targets if row.base_unit == "元"]
    assert money == [320_000_000, 120_000_000, 85_000_000, 30_000_000, 405_000_000, 150_000_000]


def test_a_numbered_head_takes_no_bodies_from_above() -> None:
    table = (
        "白水县茶业工作要点\n一、重点任务\n| 序号 | 任务 | 牵头单位 | 配合单位 |\n|---|---|---|---|\n"
        "| 一 | 基地建设 | | |\n| 1 | 新建茶园2万亩 | 县农业农村局 | 各镇 |\n"
        "| 2 | 改造茶园 | 县农业农村局 | 县林业局 |\n"
        "| 二 | 品牌建设 | | |\n| 3 | 培育品牌5个 | 县市场监管局 | 县商务局 |\n"
    )
    found = extract(table.encode(), "plan.txt")
    assert [(task.label, task.units[0].as_written) for task in found.tasks] == [
        ("1", "县农业农村局"),
        ("2", "县农业农村局"),
        ("3", "县市场监管局"),
    ]


def test_work_and_when_it_is_due_make_tasks() -> None:
    table = (
        "白水县2035年茶业重点任务表\n工作任务\t时序进度\t考核要点\n新建茶园2万亩\t12月底前建成\t建成面积\n"
        "培训茶农5000人次\t全年\t培训台账\n"
    )
    found = extract(table.encode(), "table.txt")
    assert [task.text for task in found.tasks] == ["新建茶园2万亩", "培训茶农5000人次"]
    assert found.document.genre == "task_table"
