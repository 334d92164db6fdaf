"""Text files to readings: offsets from the raw text to the blocks, and what is no text."""

from __future__ import annotations

import re

import pytest

from extractors.models import Unreadable
from extractors.readers import read
from extractors.readers.text import refuse_binary
from extractors.repair import wrong_charset

TEXT = (
    "一、总体要求\r\n\r\n　　坚持改革创新，推动工作落地落实。支持企业提升大数\r\n\r\n— 1 —\r\n\r\n据应用水平。\r\n"
    "（牵头单位：市商务局）\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_one_line_for_each_block(encoding: str) -> None:
    reading = read((TEXT * 3).encode(encoding))
    block = "一、总体要求\n坚持改革创新，推动工作落地落实。支持企业提升大数据应用水平。\n（牵头单位：市商务局）"
    assert reading.text == "\n".join([block] * 3)
    assert reading.raw_text == TEXT * 3
    assert reading.repairs == ()


def test_repairs_keep_their_places_through_the_layout() -> None:
    damaged = "一、工作目栆/div>\r\n\r\n推动工作落实，形成长效机制、/div>\r\n二、重点任加/div>\r\n"
    reading = read(damaged.encode())
    assert reading.text.split("\n")[0] == "一、工作目标"
    for repair in reading.repairs:
        assert len(repair.raw.of(reading.raw_text)) > 0
        assert repair.raw.of(reading.raw_text) != repair.span.of(reading.text)
    assert "标" in {repair.span.of(reading.text)[:1] for repair in reading.repairs}


@pytest.mark.parametrize("text", ["\x00\x01\x02甲" * 50, "\ue000" * 200, "\ufffd甲" * 100])
def test_bytes_of_something_else_are_no_text(text: str) -> None:
    with pytest.raises(Unreadable) as caught:
        refuse_binary(text)
    assert caught.value.code == "binary_as_text"


@pytest.mark.parametrize("shown", ["latin-1", "sloppy-windows-1252"])
def test_a_text_in_a_wrong_charset_is_text_though_control_characters_stand_in_it(shown: str) -> None:
    """任务 in UTF-8 read as Latin-1 has a control character in every word: 6 to 30 % of the text."""
    text = "一、工作目标\n到2027年，建成便民服务中心12个，培训村医300名。\n二、重点任务\n（一）改造老旧管网。\n" * 20
    shown_as = wrong_charset.damage(text, read=shown)
    assert len(re.findall("[\x80-\x9f\ufffd]", shown_as)) > 0.05 * len(shown_as)
    assert "建成便民服务中心12个" in read(shown_as.encode()).text


def test_a_text_that_lost_a_tenth_is_text() -> None:
    text = "各镇要落实责任，建成便民服务中心12个。\n" * 40
    holed = "".join("\ufffd" if number % 10 == 3 else sign for number, sign in enumerate(text))
    assert read(holed.encode()).text.startswith("各镇要�实责任")


def test_a_refused_text_says_what_is_odd_of_it() -> None:
    with pytest.raises(
        Unreadable, match=r"^(?:89|90|91)% of its characters are marks, private or unknown characters: "
    ) as caught:
        read(("一、任务" + "\u0301" * 36).encode() * 100)
    assert caught.value.code == "binary_as_text"


@pytest.mark.parametrize("text", ["\ue000、一般文字" * 30, "甲\x0c乙" * 50, "한국어 텍스트", "naïve café"])
def test_odd_characters_in_a_text_are_allowed(text: str) -> None:
    refuse_binary(text)
    assert read(text.encode()).text
