"""Which plans a plan carries out: those that its opening says it is for, not those it only mentions."""

from __future__ import annotations

import pytest

from extractors import extract

BODY = "\n一、主要任务\n（一）培育主体。支持企业，落实《青山县招商计划》要求。\n（二）建设园区。建设产业园。\n"
OPENINGS: list[tuple[str, list[str]]] = [
    ("为落实《岭西省蜂业发展规划》，制定本方案。", ["岭西省蜂业发展规划"]),
    (
        "为深入贯彻《岭西省蜂业发展规划》《白水市蜂业行动计划》精神，结合实际，制定本方案。",
        ["岭西省蜂业发展规划", "白水市蜂业行动计划"],
    ),
    (
        "根据《岭西省人民政府关于促进蜂业的意见》（岭政发〔2020〕3号）、《白水市蜂业行动计划（2021—2023年）"
        "》（白政办发〔2021〕8号）等文件要求，制定本方案。",
        ["白水市蜂业行动计划（2021—2023年）"],
    ),
    (
        "按照《岭西省蜂业发展规划》部署，在总结《白水市蜂业行动计划》实施情况的基础上，制定本方案。",
        ["岭西省蜂业发展规划"],
    ),
    ("依据《中华人民共和国畜牧法》，衔接《白水市国土空间规划》，编制本规划。", ["白水市国土空间规划"]),
    ("为做好《岭西省蜂业发展规划》的实施工作，制定本方案。", ["岭西省蜂业发展规划"]),
    ("为推动《岭西省蜂业发展规划》落地落实，制定本方案。", ["岭西省蜂业发展规划"]),
    ("为确保完成《岭西省蜂业发展规划》确定的目标任务，制定本方案。", ["岭西省蜂业发展规划"]),
    ("《岭西省蜂业发展规划》印发以来，我县蜂业发展较快。为进一步发展，制定本方案。", []),
    ("贯彻落实省委、省政府决策部署和《岭西省蜂业发展规划》，制定本方案。", ["岭西省蜂业发展规划"]),
    ("为全面落实国家、省、市关于蜂业的部署，细化《岭西省蜂业发展规划》，制定本方案。", ["岭西省蜂业发展规划"]),
    ("依据国家《蜂业发展“十四五”规划》和省《蜂业行动方案》，制定本方案。", ["蜂业发展“十四五”规划", "蜂业行动方案"]),
]


@pytest.mark.parametrize(("opening", "plans"), OPENINGS)
def test_the_plans_that_an_opening_carries_out(opening: str, plans: list[str]) -> None:
    found = extract(f"青山县蜂业发展实施方案\n{opening}{BODY}".encode(), "plan.txt")
    assert [found.plans[index].title for index in found.plans[0].implements] == plans
