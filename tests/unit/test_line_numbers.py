"""Numbers and signs before every line of a text are left out; lists, tables and chapters keep theirs."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.repair import line_signs, repair

PLAN = """某县交通发展实施方案

为加快交通发展，制定本方案。
一、工作目标
到2027年，新建道路30公里。
二、重点任务
（一）修路工程。改造道路，完善设施，方便群众出行，提高服务水平，接受社会
监督。（责任单位：县交通运输局）
（二）架桥工程。新建桥梁2座。
三、保障措施
加强领导，落实责任。
"""


def numbered(text: str, form: str) -> str:
    return "\n".join(form.format(number, line) for number, line in enumerate(text.split("\n")[:-1], 1))


@pytest.mark.parametrize("form", ["{:>4}  {}", "{}   {}", "{:03}  　　{}"])
def test_numbered_lines_are_read_as_without_numbers(form: str) -> None:
    bare, found = (extract(text.encode(), "a.txt") for text in (PLAN, numbered(PLAN, form)))
    assert [(section.label, section.heading) for section in found.sections] == [
        (section.label, section.heading) for section in bare.sections
    ]
    assert [(task.title, task.text) for task in found.tasks] == [(task.title, task.text) for task in bare.tasks]
    assert [target.value_low for target in found.targets] == [30.0, 2.0]


@pytest.mark.parametrize("sign", ["> ", "＞", "• ", "- ", ">  "])
def test_signs_before_all_lines_are_no_part_of_a_text(sign: str) -> None:
    bare, found = (extract(text.encode(), "a.txt") for text in (PLAN, line_signs.damage(PLAN.rstrip("\n"), sign=sign)))
    assert found.text.split() == bare.text.split()
    assert [(task.title, task.text) for task in found.tasks] == [(task.title, task.text) for task in bare.tasks]


def test_a_quoted_text_has_blank_lines_and_a_first_line_of_its_own() -> None:
    quoted = "\n> ".join(PLAN.rstrip("\n").replace("\n", "\n\n").split("\n"))
    assert repair(quoted).text.split("\n") == PLAN.rstrip("\n").replace("\n", "\n\n").split("\n")


def test_numbers_before_lines_that_a_margin_ends_need_no_heads() -> None:
    words = "全县各镇要抓好供水工程的建设和管护，落实责任，按月调度，通报进展"
    lines = [f"{number}  {words}" for number in range(1, 13)]
    assert repair("\n".join(lines)).text == "\n".join([words] * 12)


KEPT = [
    "\n".join("• 改造道路" for _ in range(12)),  # a list
    "\n".join(f"{'•' if number % 2 else '-'} 一、改造道路" for number in range(12)),
    "\n".join("> 一、改造道路" if number > 2 else "一、改造道路" for number in range(12)),
    "序号  任务\n" + "\n".join(f"{number}  一、改造道路" for number in range(1, 13)),  # rows below their head
    "\n".join(f"{number}  改造道路{number}公里" for number in range(1, 13)),  # a list without heads
    "\n".join(f"{number}  一、改造道路" for number in (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12)),  # one is missing
    "\n".join(f"{number}.  一、改造道路" for number in range(1, 13)),
]


@pytest.mark.parametrize("text", KEPT)
def test_other_numbers_stay(text: str) -> None:
    assert repair(text).steps == ()
