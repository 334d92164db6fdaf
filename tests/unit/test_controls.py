"""No control of a document reaches a screen: not the terminal, not a page; what is no control stays."""

from __future__ import annotations

import json
import unicodedata

import pytest

from pipeline.controls import printable, visible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("到2027年", "到2027年"),
        ("a\tb\nc", "a\tb\nc"),  # layout stays
        ("\x1b[31mred", "\\u001b[31mred"),  # would colour the terminal
        ("a\u202eb", "a\\u202eb"),  # would turn the line around
        ("\u200b\x85\x00", "\\u200b\\u0085\\u0000"),
        ("[bold]计划[/bold]", "[bold]计划[/bold]"),  # no markup of ours
    ],
)
def test_printable(text: str, expected: str) -> None:
    assert printable(text) == expected


@pytest.mark.parametrize("code", [0x061C, 0x200F, 0x2028, 0x202E, 0x2060, 0x2066, 0xFEFF, 0xE0041, 0x1B, 0x9B])
def test_what_a_terminal_shows_as_an_escape_a_page_shows_as_a_sign(code: int) -> None:
    character = chr(code)
    assert json.loads(f'"{printable(character)}"') == character
    assert len(visible(character)) == 1
    assert visible(character) in "␛␦"


def test_no_character_of_format_or_control_is_left_out_but_those_that_show() -> None:
    """Cf holds a few that are drawn or shape what is: Arabic number signs, soft hyphens, hieroglyphs, music."""
    left = {
        code
        for code in range(0x110000)
        if unicodedata.category(chr(code)) in {"Cc", "Cf"} and visible(chr(code)) == chr(code)
    }
    assert {code for code in left if code < 0xFFF0 and not 0x600 <= code <= 0x8FF} == {0x09, 0x0A, 0xAD}
