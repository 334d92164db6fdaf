"""Headings: where they end, and what they say about the items under them."""

from __future__ import annotations

import pytest

from extractors.headings import section_kind, split_heading
from extractors.models import SectionKind

HEADINGS = [
    ("培育直播平台。发挥优势，集聚培育。", "培育直播平台"),  # up to the full stop
    ("工作目标", "工作目标"),  # the line alone
    (" 【强化用地保障】将用地纳入规划。", "强化用地保障"),  # in brackets
    ("（适用范围）本办法适用于本区。", "适用范围"),
    ("（融资支持）", "融资支持"),
    ("指导思想：以新发展理念为指导，深入推进。", "指导思想"),  # before a colon
    ("坚持城乡统筹，加快城镇建设。以一体化为重点。", "坚持城乡统筹，加快城镇建设"),  # a pair
    (
        "除依法不得公开的事项外，各类事项全部开通全程网办，并完成改造。其他略。",
        "除依法不得公开的事项外",
    ),  # a sentence: its first clause
    ("进一步强化产业链条，完善协同机制，鼓励龙头企业带动发展。完善基础设施。", "进一步强化产业链条"),
    ("总体目标建立规则明晰、水平合理的价格体系。", "总体目标"),  # glued to its text
    # a pair of thirty characters, and one that says when, or who is to
    (
        "实施茶园绿色生产行动，推动茶园农药使用总量每年持续下降。全面推广。",
        "实施茶园绿色生产行动，推动茶园农药使用总量每年持续下降",
    ),
    ("整顿工作结束后，登记机关要做好验收。其他略。", "整顿工作结束后"),
    ("总体要求和目标", "总体要求和目标"),  # a longer heading that begins with a known one
    ("（责任单位：区商务委）", ""),  # a list of bodies is none
    ("加快培育（责任单位：区商务委）", "加快培育"),
    ("健全平台（市统计局、市供销社、市科技局，市有关部门按职责分工负责）", "健全平台"),
    ("", ""),
    # a mark that closes with a straight one
    ('推行“不见面"办理，扩大服务范围，延伸服务半径，提高办事效率，方便企业和群众。做好宣传。', '推行“不见面"办理'),
]


@pytest.mark.parametrize(("text", "expected"), HEADINGS)
def test_split_heading(text: str, expected: str) -> None:
    assert split_heading(text, 0, len(text)).of(text) == expected


KINDS: list[tuple[str, SectionKind | None, SectionKind]] = [
    ("工作目标", None, "goal"),
    ("总体要求", None, "goal"),
    ("主要目标任务", None, "goal"),
    ("重点任务", None, "task"),
    ("保障措施", None, "safeguard"),
    ("强化协调配合，加强资金保障", None, "safeguard"),
    ("加强要素保障", "task", "task"),  # inside the tasks it is one of them
    ("做好改革组织实施工作", None, "safeguard"),
    ("加强对政策落实的督查指导", None, "safeguard"),
    ("加强办学质量督导评价", None, "task"),
    ("切实加强社会建设，保障和改善民生", None, "task"),  # a verb
    ("优化发展环境", None, "task"),  # to be done, not described
    ("发展环境", None, "other"),
    ("夯实发展基础", None, "task"),
    ("过去一年工作回顾", None, "other"),
    ("附则", None, "other"),
    ("排查范围", None, "other"),
    ("检查内容", None, "other"),
    ("整治内容", None, "task"),
    ("2023年工作总结", None, "other"),
    ("2024年工作计划", None, "task"),
    ("加强组织领导", "safeguard", "safeguard"),
    ("培育主体", "goal", "goal"),
    ("加强统筹管理和工作保障（5分）", "attachment", "safeguard"),  # points of an assessment
]


@pytest.mark.parametrize(("heading", "parent", "expected"), KINDS)
def test_section_kind(heading: str, parent: SectionKind | None, expected: SectionKind) -> None:
    assert section_kind(heading, parent) == expected
