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
