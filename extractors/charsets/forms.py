"""Turn look-alikes that fonts leak into text into the characters they stand for: radicals, private-use signs, forms.

PDF producers (Chromium's above all) map the glyph of 一 to the radical ⼀, or that of 金 to the compatibility ideograph
of Korean charsets, because they share it in the font; vertical text leaves its rotated brackets, Latin text its
ligatures; Word and its kin write bullets as private-use code points of Symbol and Wingdings; charsets older than their
characters (GBK, GB18030 of 2000) leave private-use ones. All is tables, each from a published source.

Not folded: ①, ㎡, （, full-width digits, small forms (﹒). They are what the author wrote. Not in any table, and so not
touched: the private-use punctuation of Founder's typesetting, of which no source has been found.
"""

from __future__ import annotations

import unicodedata

# Radicals of the supplement block that NFKC leaves alone, with the ordinary character of the same shape.
_SUPPLEMENT = (
    "⺟母 ⺠民 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 ⻜飞 ⻝食 ⻢马 ⻣骨 "
    "⻤鬼 ⻥鱼 ⻦鸟 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟 ⺎兀 ⺏尣 ⻁虎 ⻌辶 ⻑長 ⻒镸 ⻡卤"
)
# Radicals that NFKC gives in an old form where the font had the new one.
_NEW_FORMS = "⼾户 ⿈黄 ⾭青"

RADICALS: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | {
    ord(pair[0]): pair[1] for pair in (*_SUPPLEMENT.split(), *_NEW_FORMS.split())
}

# ── private use ─────────────────────────────────────────────────────────────────────────────────

# A character of a symbol font is F000 and its byte in that font (the convention of Word and of cmap 3.0). Sources: the
# encoding of Adobe's Symbol, the tables of Wingdings beside Unicode 7. Symbol has nothing at 80–9F; where both fonts
# have a sign the table has the one that documents use, and where both are used it is in `BULLETS`.
_SYMBOL_FONTS: dict[int, str] = {
    0xF06C: "●",  # Wingdings
    0xF06E: "■",
    0xF06F: "□",
    0xF071: "❑",
    0xF075: "◆",
    0xF076: "❖",
    0xF0A7: "▪",
    0xF0B7: "•",  # Symbol, the bullet of Word's lists
    0xF0D8: "➢",
    0xF0E0: "→",
    0xF0FC: "✓",
    0xF0FE: "☑",
    0xF0A8: "☐",
    0xF02D: "-",  # Symbol's copies of ASCII
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B4: "×",
    0xF0A3: "≤",
    0xF0B3: "≥",
    0xF0B8: "÷",
    0xF0B9: "≠",
    0xF0BB: "≈",
    0xF0A5: "∞",
    0xF06D: "μ",
    **{0xF080 + number: character for number, character in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩⓿❶❷❸❹❺❻❼❽❾❿·•")},
}
# Of these GBK's pairs FE50–FEA0 are the private code points E815–E864 in a row. What GB18030 of 2000 gave a code point
# of its own Python's codec knows; the others got theirs in Unicode 3.1 (the six beyond FFFF) and 4.1.
_LATE_IDEOGRAPHS: dict[int, str] = {
    0xE816: "\U00020087",
    0xE817: "\U00020089",
    0xE818: "\U000200cc",
    0xE831: "\U000215d7",
    0xE83B: "\U0002298f",
    0xE855: "\U000241fe",
    **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), "龴龵龶龷龸龹龺龻", strict=True)),
}
_TRAILS = (*range(0x50, 0x7F), *range(0x80, 0xA1))
_GBK_IDEOGRAPHS: dict[int, str] = {
    0xE815 + number: bytes((0xFE, trail)).decode("gb18030") for number, trail in enumerate(_TRAILS)
} | _LATE_IDEOGRAPHS

PRIVATE_SIGNS: dict[int, str] = (
    _SYMBOL_FONTS
    | _GBK_IDEOGRAPHS
    | {
        0xE5E5: "\u3000",  # GBK A3A0, the full-width space of old input methods
        0xE76C: "€",  # A2E3
        0xE7C7: "ḿ",  # A8BC
        0xE7C8: "ǹ",  # A8BF
        **{0xE7E7 + number: character for number, character in enumerate("〾⿰⿱⿲⿳⿴⿵⿶⿷⿸⿹⿺⿻")},  # A989–A995
        **{0xE78D + number: character for number, character in enumerate("︐︒︑︓︔︕︖︗︘︙")},  # A6D9–A6F3
    }
)

# Signs of Wingdings for which Symbol has a letter or an operator: bullets where they begin a line, else unknown.
BULLETS: dict[int, str] = {
    0xF046: "☞",
    0xF072: "❒",
    0xF073: "⬧",
    0xF074: "⧫",
    0xF077: "⬥",
    0xF0A1: "○",
    0xF0A4: "◉",
    0xF0AA: "✦",
    0xF0AB: "★",
    0xF0B5: "✪",
    0xF0DC: "➲",
    0xF0E8: "➔",
    0xF0F0: "⇨",
}

# ── compatibility forms ─────────────────────────────────────────────────────────────────────────

# Twelve of the block are ordinary ideographs that have no other code point; they decompose into nothing.
COMPATIBLE: dict[int, str] = {
    code: plain
    for code in range(0xF900, 0xFADA)
    if len(plain := unicodedata.normalize("NFC", chr(code))) == 1 and plain != chr(code)
}
LIGATURES: dict[int, str] = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0xFB00, 0xFB05)}
# What a narrowing of full-width characters makes of the marks that have a narrow form.
NARROW_MARKS: dict[int, str] = dict(zip(range(0xFF61, 0xFF65), "。「」、", strict=True))
# Marks as vertical text has them; horizontal text has them from a font alone. ︱ and ︳ are left: rules of tables, too.
VERTICAL_MARKS: dict[int, str] = (
    dict(zip(range(0xFE10, 0xFE1A), "，、。：；！？〖〗…", strict=True))
    | dict(zip(range(0xFE35, 0xFE45), "（）｛｝〔〕【】《》〈〉「」『』", strict=True))
    | {0xFE47: "［", 0xFE48: "］"}
)
