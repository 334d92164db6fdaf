"""UTF-8's bytes out of GBK's characters: where parts are cut, where holes are put, and both readings of `€`."""

from __future__ import annotations

import pytest

from extractors.charsets.utf8_pairs import Part, parts_of, run_bytes


def data(text: str) -> bytes:
    return text.encode()


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("鏁板瓧", [Part(0, 3, data("数字"))]),  # three pairs, two characters
        ("鍙?", [Part(0, 2, data("发")[:2] + b"\0")]),  # a shown hole at the end is one byte
        ("缁?祹", [Part(0, 3, data("经")[:2] + b"\0\0" + data("济")[1:])]),  # or both bytes of a pair
        ("涓€", [Part(0, 2, data("一"))]),  # cp936 reads byte 80 as €
        ("闈€€佸", [Part(0, 4, data("面、") + b"\xe5\0\0")]),  # GB18030 reads A2 E3 as €
        ("鏁abc", None),
    ],
)
def test_parts(run: str, expected: list[Part] | None) -> None:
    assert parts_of(run) == expected


def test_euro_beside_a_hole_keeps_both_readings() -> None:
    (part,) = parts_of("涓€?佹暟") or [Part(0, 0, b"")]
    assert not part.is_sound
    assert {part.data[2], part.others[0][2]} == {0x80, 0xA2}


def test_euro_is_one_byte_only_where_that_makes_a_character() -> None:
    parts = parts_of("涓€鏁板瓧")
    assert parts is not None
    assert all(part.is_sound for part in parts)


def test_what_is_no_pair_has_no_bytes() -> None:
    assert run_bytes("😀") is None
    assert run_bytes("\ud800") is None
