"""Signs of the fonts that number their glyphs by themselves: ≥ and × of Symbol, ✓, □ and ① of Wingdings.

Source: the table that Unicode publishes for Symbol (VENDORS/APPLE/SYMBOL.TXT), and the names of the glyphs of
Wingdings in ISO/IEC JTC1/SC2/WG2 N4384. Only signs that say something in a plan; arrows and ornaments do not.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩"
_FILLED = "⓿❶❷❸❹❺❻❼❽❾❿"
_SIGNS: dict[str, dict[int, str]] = {
    "symbol": {
        0xA3: "≤", 0xA5: "∞", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈",
        0x6D: "μ", 0x25: "%", 0x2B: "+", 0x2D: "−", 0x3C: "<", 0x3D: "=", 0x3E: ">",
    },
    "wingdings": {
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑", 0x6F: "□", 0xA8: "□", 0x6E: "■", 0x6C: "●", 0xA1: "○",
        **dict(enumerate(_CIRCLED, 0x80)), **dict(enumerate(_FILLED, 0x8B)),
    },
    "wingdings 2": {
        0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA2: "■", 0xA3: "□",
        **dict(enumerate(_CIRCLED, 0x69)), **dict(enumerate(_FILLED, 0x74)),
    },
}  # fmt: skip
_PRIVATE = 0xF000  # where Word keeps the glyphs of such fonts


def has_own_signs(font: str | None) -> bool:
    """Tell whether a font numbers its glyphs by itself, so that characters of it are others than they say.

    >>> has_own_signs("Wingdings"), has_own_signs("仿宋")
    (True, False)
    """
    return font is not None and font.lower() in _SIGNS


def signs_of(font: str | None, words: str) -> str:
    """Turn characters of such a font into the signs that it shows; those that say nothing are left out.

    >>> signs_of("Symbol", "\\uf0b3"), signs_of("Wingdings 2", "P"), signs_of("Wingdings", "\\uf0d8")
    ('≥', '✓', '')
    """
    signs = _SIGNS.get((font or "").lower(), {})
    return "".join(signs.get(code - _PRIVATE if code >= _PRIVATE else code, "") for code in map(ord, words))


_NAME_AT = 39  # bytes of a font's entry before its name


def font_names(table: bytes) -> list[str]:
    """Turn the table of fonts of a binary Word document into their names, as far as it is sound.

    Source: [MS-DOC] 2.9.87 (SttbfFfn) and 2.9.78 (FFN).
    """
    names: list[str] = []
    place = 4
    while place < len(table):
        end = place + 1 + table[place]
        names.append(table[place + 1 + _NAME_AT : end].decode("utf-16-le", "replace").partition("\0")[0])
        place = end
    return names


def sign_of(fonts: Sequence[str], operand: bytes) -> str:
    """Turn a font's number and a character of it, as the binary format has them, into the sign that they show.

    >>> sign_of(["宋体", "Symbol"], b"\\1\\0\\xb3\\xf0")
    '≥'
    """
    font, code = struct.unpack("<HH", operand)
    return signs_of(fonts[font] if font < len(fonts) else None, chr(code))
