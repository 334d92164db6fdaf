"""Numbered lists of web pages: what is printed before an entry, and lists in lists as levels of the outline."""

from __future__ import annotations

import pytest

from extractors import extract

LEVELS = [
    ("发展产业", None),
    ("建设园区", "发展产业"),
    ("培育企业", "发展产业"),
    ("改善民生", None),
    ("新建学校", "改善民生"),
]


def sections(lists: str) -> list[tuple[str, str | None]]:
    page = f"<html><body><h1>某县2025年工作要点</h1>{lists}</body></html>"
    found = extract(page.encode(), "page.html").sections
    return [(item.heading, None if item.parent is None else found[item.parent].heading) for item in found if item.label]


@pytest.mark.parametrize(
    ("outer", "inner"),
    [
        ("<ol>", "<ol>"),
        ('<ol type="1">', '<ol style="list-style-type: decimal">'),
        ('<ol style="list-style-type:cjk-ideographic">', "<ol>"),
        ('<ol style="list-style: simp-chinese-informal inside">', '<ol style="list-style-type:cjk-decimal">'),
    ],
)
def test_a_list_in_a_list_is_a_level_below(outer: str, inner: str) -> None:
    lists = (
        f"{outer}<li>发展产业。{inner}<li>建设园区。建成3个。</li><li>培育企业。培育20家。</li></ol></li>"
        f"<li>改善民生。{inner}<li>新建学校。新建2所。</li></ol></li></ol>"
    )
    assert sections(lists) == LEVELS


def test_numbers_go_on_behind_the_inner_list_and_beside_it() -> None:
    lists = (
        "<ol><li><p>发展产业。</p><ol><li>建设园区。建成3个。</li></ol><ol start='2'>"
        "<li>培育企业。培育20家。</li></ol></li>"
        "<li value='2'>改善民生。<ol><li>新建学校。新建2所。</li></ol></li></ol>"
    )
    assert sections(lists) == LEVELS


@pytest.mark.parametrize("indent", ["  ", "   ", "    ", "\t"])
def test_a_list_in_a_list_of_markdown(indent: str) -> None:
    lines = [
        "# 某县2025年工作要点",
        "",
        "1. 发展产业。",
        f"{indent}1. 建设园区。建成3个。",
        f"{indent}2. 培育企业。培育20家。",
    ]
    lines += ["2. 改善民生。", "", f"{indent}1. 新建学校。新建2所。", "", "以上工作请抓好落实。"]
    found = extract("\n".join(lines).encode(), "plan.md").sections
    assert [
        (item.heading, None if item.parent is None else found[item.parent].heading) for item in found if item.label
    ] == LEVELS


@pytest.mark.parametrize(
    ("lists", "lines"),
    [
        ('<ol start="3"><li>甲事项。</li><li>乙事项。</li></ol>', ["3.甲事项。", "4.乙事项。"]),
        ('<ol><li value="5">甲事项。</li><li>乙事项。</li></ol>', ["5.甲事项。", "6.乙事项。"]),
        (
            '<ol style="list-style-type:cjk-ideographic"><li>甲事项。</li><li>乙事项。</li></ol>',
            ["一、甲事项。", "二、乙事项。"],
        ),
        # typed numbers stay what they are, letters and signs are not printed
        ("<ol><li>（一）甲事项。</li><li>（二）乙事项。</li></ol>", ["（一）甲事项。", "（二）乙事项。"]),
        ('<ol type="a"><li>甲事项。</li></ol>', ["甲事项。"]),
        ('<ol style="list-style-type:none"><li>甲事项。</li></ol>', ["甲事项。"]),
        (
            "<ol><li></li><li><p>甲事项。</p><p>乙事项。</p></li></ol><p>丙事项。</p>",
            ["2.甲事项。", "乙事项。", "丙事项。"],
        ),
        ("<ol><li>甲事项。</li><li> </li></ol><p>丙事项。</p>", ["1.甲事项。", "丙事项。"]),
        ("<ul><li>甲事项。<ol><li>乙事项。</li></ol></li></ul>", ["甲事项。", "1.乙事项。"]),
        ('<ol start="99999999999"><li value="²">甲事项。</li></ol>', ["1.甲事项。"]),
    ],
)
def test_what_is_printed_before_an_entry(lists: str, lines: list[str]) -> None:
    assert extract(f"<html><body>{lists}</body></html>".encode(), "page.html").text.split("\n") == lines


def test_contents_without_the_numbers_of_their_headings_head_nothing() -> None:
    lines = ["目录", "发展基础", "工作任务", "实施保障"]
    page = "".join(f'<p align="center"><b>{line}</b></p>' for line in lines) + "<p>为加快发展，制定本计划。</p>"
    page += "<p>一、发展基础</p><p>二、工作任务</p><p>建设园区3个。</p><p>三、实施保障</p><p>加强领导。</p>"
    found = extract(f"<html><body><h1>某县行动计划</h1>{page}</body></html>".encode(), "page.html").sections
    assert [(item.heading, item.kind) for item in found if item.label] == [
        ("发展基础", "other"), ("工作任务", "task"), ("实施保障", "safeguard"),
    ]  # fmt: skip
