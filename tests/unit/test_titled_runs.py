"""Runs of items inside of a paragraph, and lists below a head that closes with its stop."""

from __future__ import annotations

import pytest

from extractors import extract

_PLAN = (
    "青山县2025年旅游工作要点\n\n一、重点任务\n（一）加快项目建设\n{}\n（二）加强宣传推介\n拍摄宣传片，办好旅游节。\n"
)


def tasks(body: str) -> list[str]:
    """The titles of the tasks below the first head of a plan."""
    return [task.title for task in extract(_PLAN.format(body).encode(), "a.txt").tasks if task.title != "加强宣传推介"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # each has a head of its own, then what is done
        (
            "加快集聚人气。一是以政策聚才。研究制定更具吸引力的人才引进政策，落实住房保障。二是以平台聚才。"
            "加快建设高教园区，引进科研机构和重点实验室。三是以服务聚才。引进医院和学校，完善生活配套设施。",
            ["以政策聚才", "以平台聚才", "以服务聚才"],
        ),
        # sentences without a head, and two alone: prose
        (
            "加快集聚人气。一是健全政策，研究制定引进办法。二是建设平台，引进科研机构。三是做好服务，引进医院和学校。",
            ["加快项目建设"],
        ),
        (
            "加快集聚人气。一是以政策聚才。研究制定更具吸引力的人才引进政策，落实住房保障。二是以平台聚才。"
            "加快建设高教园区，引进科研机构和重点实验室。",
            ["加快项目建设"],
        ),
    ],
)
def test_runs_inside_a_paragraph(body: str, expected: list[str]) -> None:
    assert tasks(body) == expected


def test_a_list_below_a_head_with_its_stop_holds_items_though_each_ends_with_a_semicolon() -> None:
    plan = "青山县2025年旅游要点\n\n一、提升服务\n1.提高安全水平。\n（1）完成达标；\n（2）开展培训；\n（3）加强检查。\n"
    assert [task.label for task in extract(plan.encode(), "a.txt").tasks] == ["（1）", "（2）", "（3）"]
    of_sentence = plan.replace("提高安全水平。", "提高安全水平，做到：")
    assert [task.label for task in extract(of_sentence.encode(), "a.txt").tasks] == ["1."]
