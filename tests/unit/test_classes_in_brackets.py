"""Classes of bodies in brackets without a role: 各镇 in two characters, 市级各部门, with a stop before or without."""

from __future__ import annotations

import pytest

from extractors import extract


@pytest.mark.parametrize(
    ("item", "bodies"),
    [
        ("改造茶园。（县农业农村局、各镇）", ("县农业农村局", "各镇")),
        ("改造茶园20片（县农业农村局、各镇）", ("县农业农村局", "各镇")),
        ("修建茶路。（市级各部门、各县（市、区））", ("市级各部门", "各县（市、区）")),
        ("修建茶路。责任单位为县交通运输局，配合单位为各镇。", ("县交通运输局", "各镇")),
        ("修建茶路。（山路、田埂）", ()),
    ],
)
def test_bodies_of_an_item(item: str, bodies: tuple[str, ...]) -> None:
    plan = f"白水县茶业工作要点\n一、重点任务\n（一）{item}\n（二）做好宣传。讲好茶乡故事。\n"
    found = extract(plan.encode(), "plan.txt")
    assert tuple(unit.as_written for unit in found.tasks[0].units) == bodies
