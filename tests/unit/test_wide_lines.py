"""UTF-16 files with lines of another charset: every alignment, both orders, and what is left alone."""

from __future__ import annotations

import pytest

from extractors.charsets.charset import decode

LINES = [
    "一、总体要求",
    "推动直播经济高质量发展。",
    "二、主要任务",
    "1.建设园区8家。",
    "2.培育企业。",
    "三、保障措施",
    "（此件公开发布）",
]


def mixed(wide: str, other: str, line: str, place: int = 2) -> bytes:
    lines = [*LINES[:place], line, *LINES[place:]]
    parts = [words.encode(other if number == place else wide) for number, words in enumerate(lines)]
    return "\n".encode(wide).join(parts)


@pytest.mark.parametrize(
    "line", ["加强组织领导，落实工作责任。", "加强组织领导，落实工作责任。x"]
)  # even and odd in GBK
@pytest.mark.parametrize("other", ["utf-8", "gb18030"])
@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("place", [0, 2, 7])
def test_a_line_of_another_charset(wide: str, other: str, line: str, place: int) -> None:
    found = decode(mixed(wide, other, line, place))
    assert found.text.split("\n") == [*LINES[:place], line, *LINES[place:]]
    assert found.encoding == wide
    assert [issue.code for issue in found.issues] == ["mixed_charset"]


@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be"])
def test_a_mark_and_a_cut_end(wide: str) -> None:
    data = "\ufeff".encode(wide) + mixed(wide, "utf-8", "加强组织领导，落实工作责任。")
    found = decode(data[:-1])
    assert found.has_bom
    assert found.text.endswith("（此件公开发布\ufffd")
    assert [issue.code for issue in found.issues] == ["mixed_charset", "truncated_character"]


@pytest.mark.parametrize("wide", ["utf-16-le", "utf-16-be"])
def test_what_is_utf16_throughout_is_left_alone(wide: str) -> None:
    text = "\n".join([*LINES, "䶮𠮷一〇", "ABC 123", "", "①②③"])
    assert decode(text.encode(wide)).text == text
    assert decode(text.encode(wide)).issues == ()


def test_a_line_that_makes_sense_in_no_charset_is_not_made_up() -> None:
    data = "\n".encode("utf-16-le").join([*(line.encode("utf-16-le") for line in LINES), b"\x81\xff\x00\xfe\xd8"])
    assert "mixed_charset" not in {issue.code for issue in decode(data).issues}
