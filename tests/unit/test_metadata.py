"""Labelled fields at the head of a document."""

from __future__ import annotations

import re

import pytest

from extractors.document.metadata import field_name, find_head_lines, markup_field
from extractors.layout import lay_out
from extractors.models import Span
from extractors.segment import split_lines


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("索引号", "index_number"),
        ("索 引 号：", "index_number"),
        ("【发文字号】", "document_number"),
        ("發文機關", "issuer"),  # Traditional
        ("成文日期", "issued_date"),
        ("公开日期", "published_date"),
        ("效力级别", "other"),
        ("责任单位", None),  # a list of bodies in the text, not a field of the head
        ("工作目标", None),
    ],
)
def test_field_name(label: str, expected: str | None) -> None:
    assert field_name(label) == expected


def fields(text: str) -> list[tuple[str, str]]:
    lines = [line.span for line in split_lines(text)]
    return [(field.name, field.value) for head in find_head_lines(text, lines) for field in head.fields]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # label | value |
        ("索引号 | AB-2024-01 |\n发布机构 | 商务局 |", [("index_number", "AB-2024-01"), ("issuer", "商务局")]),
        # several pairs in a row, one without a value
        ("索引号 | AB-1 | 主题分类 | 商贸 | 有效性 |", [("index_number", "AB-1"), ("subject", "商贸")]),
        # label：value, a weak label beside a strong one
        (
            "政策文号：某府规〔2025〕12号\n牵头单位：文旅局",
            [("document_number", "某府规〔2025〕12号"), ("other", "文旅局")],
        ),
        # a weak label alone is text
        ("关于某事的通知\n牵头单位：文旅局", []),
        # several fields on one line
        ("发布时间：2025-01-02　来源：办公室", [("published_date", "2025-01-02"), ("other", "办公室")]),
        # the day stands behind the name of the paper
        (
            "来源：岚海日报    2024-03-22 08:15    责任编辑：周某",
            [("other", "岚海日报"), ("published_date", "2024-03-22"), ("other", "周某")],
        ),
        # the space between two elements of a page was lost
        (
            "发布时间：2024-05-20 10:12来源：商务局浏览次数：12次",
            [("published_date", "2024-05-20 10:12"), ("other", "商务局"), ("other", "12次")],
        ),
        # a label spread by spaces
        ("索 引 号：AB-1", [("index_number", "AB-1")]),
        # a sentence with a colon
        ("现提出以下意见：加强领导。", []),
        # an ordinary table row
        ("序号\t任务\t单位\n1\t建平台\t商务局", []),
    ],
)
def test_head_lines(text: str, expected: list[tuple[str, str]]) -> None:
    assert fields(text) == expected


def test_metadata_lines_stay_in_the_text_as_furniture() -> None:
    text = "关于某事的答复\n索引号 | AB-1 |\n某委员：\n感谢支持。"
    laid = lay_out(text)
    assert [block.kind for block in laid.blocks] == ["paragraph", "furniture", "paragraph", "paragraph"]
    (field,) = laid.metadata
    assert field.span is not None
    assert field.span.of(text) == field.value == "AB-1"


def test_markup_fields() -> None:
    known = markup_field("PubDate", "2024-05-06 10:00")
    assert known is not None
    assert (known.name, known.value, known.span) == ("published_date", "2024-05-06 10:00", None)
    assert markup_field("viewport", "width=device-width") is None
    assert markup_field("ArticleTitle", " ") is None


def test_a_row_of_fields_may_be_parted_by_blanks_alone() -> None:
    text = (
        "索引号 0152-7/2023 发布机构 青山县农业局\n公开目录 建议办理 发布日期 2023-09-07\n文号 浏览量\n主题词\n"
        "青山县农业局关于第8号建议的答复\n来源 渠道多样，发布 及时。"
    )
    spans = [Span(match.start(), match.end()) for match in re.finditer("[^\n]+", text)]
    heads = find_head_lines(text, spans)
    assert [head.number for head in heads] == [0, 1, 2, 3]
    assert [(field.name, field.value) for head in heads for field in head.fields] == [
        ("index_number", "0152-7/2023"),
        ("issuer", "青山县农业局"),
        ("other", "建议办理"),
        ("published_date", "2023-09-07"),
    ]
