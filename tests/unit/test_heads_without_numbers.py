"""Headings that markup shows and no number opens: what they end, and what they say of the part below."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence

import pytest
from docx import Document

from extractors import extract
from extractors.models import Extraction

# A report whose parts have numbers; a heading is its level and its words.
REPORT: Sequence[tuple[int, str]] = (
    (0, "云岭县政府工作报告"),
    (0, "——2025年1月8日在云岭县第九届人民代表大会第四次会议上"),
    (0, "各位代表：现在，我代表县政府向大会报告工作。"),
    (1, "2024年工作回顾"),
    (0, "（一）茶业提质增效。全县改造茶园3200亩，茶叶产值达到12.6亿元。"),
    (0, "（二）民生持续改善。新增学位1800个，建成口袋公园14处。"),
    (1, "2025年重点工作"),
    (0, "（一）壮大茶产业。建设标准茶园4500亩，培育龙头企业6家。"),
    (0, "（二）办好民生实事。改造老旧小区32个，新建充电桩260个。"),
    (1, "加强政府自身建设"),
    (0, "严格落实过紧日子要求，让人民群众放心满意。"),
)
NUMERALS = "一二三四五"


def numbered() -> bytes:
    """The report as text, its parts with 一、, 二、."""
    parts = [words for level, words in REPORT if level]
    return "\n".join(f"{NUMERALS[parts.index(words)]}、{words}" if level else words for level, words in REPORT).encode()


def as_page() -> bytes:
    """The report as a web page, its parts headed by <h2>."""
    body = "".join(f"<h2>{html.escape(words)}</h2>" if level else f"<p>{words}</p>" for level, words in REPORT)
    return f'<html><head><meta charset="utf-8"></head><body><div>{body}</div></body></html>'.encode()


def as_docx() -> bytes:
    """The report as a Word document, its parts headed by the style Heading 1."""
    document = Document()
    for level, words in REPORT:
        if level:
            document.add_heading(words, level)
        else:
            document.add_paragraph(words)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def tasks(found: Extraction) -> list[tuple[str, str, str]]:
    return [(task.kind, task.title, "".join(task.text.split())) for task in found.tasks]


def targets(found: Extraction) -> list[tuple[str, str, float | None, int | None]]:
    return [(target.kind, target.indicator, target.value_low, target.deadline_year) for target in found.targets]


@pytest.mark.parametrize(("data", "name"), [(as_page(), "report.html"), (as_docx(), "report.docx")])
def test_heads_by_markup_say_what_numbered_ones_say(data: bytes, name: str) -> None:
    expected, found = extract(numbered(), "report.txt"), extract(data, name)
    assert targets(found) == targets(expected)
    assert {kind for kind, *_ in targets(found)} == {"status", "target"}
    wanted = ("壮大茶产业", "办好民生实事")
    assert [task for task in tasks(found) if task[1] in wanted] == [
        task for task in tasks(expected) if task[1] in wanted
    ]


@pytest.mark.parametrize(("data", "name"), [(as_page(), "report.html"), (as_docx(), "report.docx")])
def test_a_head_by_markup_ends_the_item_above(data: bytes, name: str) -> None:
    assert all("自身建设" not in task.text and "重点工作" not in task.text for task in extract(data, name).tasks)
