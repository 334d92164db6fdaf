"""Turn look-alikes that fonts leak into text into the characters they stand for: radicals, private-use signs.

PDF producers (Chromium's above all) map the glyph of 一 to the radical ⼀, because both share it in the font; Word and
its kin write bullets as private-use code points of Symbol and Wingdings; GBK's second full-width space lands in the
private-use area. All is a table, one character to one, so that offsets stay.

Not folded: ①, ㎡, （, full-width digits, compatibility ideographs. They are what the author wrote.
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

PRIVATE_SIGNS: dict[int, str] = {
    0xE5E5: "\u3000",  # GBK A3A0, the full-width space of old input methods
    0xF06C: "●",  # Wingdings
    0xF06E: "■",
    0xF06F: "□",
    0xF071: "❑",
    0xF075: "◆",
    0xF076: "❖",
    0xF0A7: "▪",  # Wingdings and Symbol agree
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
    0xF06D: "μ",
} | {
    # Where GB18030 of 2000 had no code point of its own yet, fonts still write the private one.
    **{0xE78D + index: character for index, character in enumerate("︐︒︑︓︔︕︖︗︘︙")},
    **dict(zip((0xE81E, 0xE826, 0xE82B, 0xE82C, 0xE832, 0xE843, 0xE854, 0xE864), "龴龵龶龷龸龹龺龻", strict=True)),
}
