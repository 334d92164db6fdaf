"""The lists of bodies of an item, also where its first clause says who leads."""

from __future__ import annotations

from extractors import extract


def test_who_leads_stands_in_the_first_clause_of_an_item_of_one_sentence() -> None:
    plan = (
        "青山县人民政府\n关于青山县河道治理工作分工方案的通知\n各乡镇：\n现将工作分工方案通知如下：\n"
        "一、由县水利局牵头，建立联席会议制度，协调解决问题。\n二、县林业局牵头，县财政局配合，划定保护范围。\n"
        "三、各乡镇负责辖区内的核对工作，提出修改意见。\n\n青山实验区管委会\n2025年3月5日\n"
    )
    found = extract(plan.encode(), "a.txt")
    assert found.document.genre == "plan"
    assert [[(unit.as_written, unit.role) for unit in task.units] for task in found.tasks] == [
        [("县水利局", "lead")],
        [("县林业局", "lead"), ("县财政局", "support")],
        [],
    ]
    assert found.tasks[-1].text == "提出修改意见。"


def units_of(item: str) -> list[tuple[str, str]]:
    plan = f"青山县茶业行动计划（2034—2036年）\n一、目标\n发展茶业。\n二、任务\n（一）建园。建茶园。\n（二）{item}\n"
    task = next(task for task in extract(plan.encode(), "a.txt").tasks if task.label == "（二）")
    return [(unit.as_written, unit.role) for unit in task.units]


def test_who_leads_a_part_of_the_work_leads_alone() -> None:
    assert units_of("建立机制。（县茶业局、县林业局、县财政局，茶机采购由县商务局牵头，2034年底前完成）") == [
        ("县茶业局", "responsible"),
        ("县林业局", "responsible"),
        ("县财政局", "responsible"),
        ("县商务局", "lead"),
    ]
    assert units_of("建设茶亭。茶亭由各茶场负责建设（其中景区的茶亭由县旅游公司负责）。") == []


def test_a_government_stands_alone_in_a_bracket() -> None:
    assert units_of("制定目录。（区管委会，2034年4月底前完成）") == [("区管委会", "responsible")]
    assert units_of("制定目录。（县政府）") == [("县政府", "responsible")]
