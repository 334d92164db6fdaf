"""Turn `模址` into `模块` and `落实〿` into `落实。`: the round trip of `gbk_round_trip`, read by a lenient reader.

How it happens. The round trip leaves a character's first two bytes and a `?` (3F) in the place of its last byte and
of the ASCII byte behind. A reader that does not check takes the `?` for a last byte: 3F counts as BF, or its six low
bits as 80. 块 E59D97 becomes E59D80 址, 。 E38082 becomes E380BF 〿, ） EFBC89 becomes EFBCBF ＿. No `?` is left, the
ASCII byte is gone.

The way back: each such character stands for the sixty-four with the same first two bytes. Its words settle it, or it
stays as it is where it makes good words itself, or it is lost.

Negatives: 最, 程, 可 and all other characters that end in 80 or BF by right. The document has to show the half-fill
space 〿, a low line ＿ behind Chinese characters or U+FF00, which no clean text does, before any other character is
doubted; a wide space only where U+FF00 or U+2000 shows, and only between characters.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache

from extractors import quick_re as re
from extractors.entities import ENTITY_NAMES_PATTERN, TAGS_PATTERN
from extractors.models import Edit, Tier
from extractors.repair.lexicon import is_number, likelihood, likelihoods, may_be_other_measure, read_before
from extractors.repair.slots import Slot, final_characters
from extractors.repair.vocabulary import SINGLES, Witness, is_usual
from extractors.repair.word_lattice import Choice, choice_of
from extractors.script import simplify

FAMILY = "gbk_round_trip"

# How many times likelier the words have to become for a character to be doubted.
_DOUBT = 300.0
# Share of the probability that a reading needs; see gbk_round_trip.
_SETTLED = 0.85
_SETTLED_BEFORE_YEAR = 0.98
# What is claimed of a character that words settle, from which share on, and below. Right in bench/repair, eighteen
# seeds: 3,193 of 3,217 with a share of 0.98 and more, 26 of 29 below; of marks 98.8 %, with a share of 0.908.
_SURE = 0.98
_SUREST = 0.97
_LESS_SURE = 0.75
_NAMED = 0.02
_CONTEXT = 6

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("〿＿\uff00")
_SIGN_RE = re.compile(r"(?<=[\u4e00-\u9fff])＿(?!＿)|[〿\uff00]")
_DOUBTED_RE = re.compile(
    "[" + "".join(chr(code) for code in range(0x3001, 0xFF80) if code & 0x3F in (0, 0x3F)) + "]"
    "|(?<=[0-9\u3001-\u9fff\uff00-\uff5e])[\u2000\u203f]|(?<=[\u4e00-\u9fff”）》])\u3000(?![\u3000\u2000])"
)
_CUT_NUMBER_RE = re.compile("[\u3400-\u9fff](?:\\.\\d|,\\d{3}(?!\\d))")
_SOUND_RE = re.compile(rf"(?!{_DOUBTED_RE.pattern})[\u3400-\u9fff]")
_TAIL_RE = re.compile(
    rf"(?P<tag>/?(?:{TAGS_PATTERN})(?:\s[^<>\n]{{0,200}})?/?>)|(?P<entity>(?:{ENTITY_NAMES_PATTERN});)"
)
# A year's 年 and a month's 月, each with a digit behind it that is lost: 2023年1月5日 is 2023广朿日, 2023幀最日 in low.
_YEAR_RE = re.compile(r"(?<!\d)(?:(?:19|20)\d\d|[\u3001-\uffef]0\d\d)\Z")
_MONTH_RE = re.compile(r"[\d年广幀]\Z")
_DAY_RE = re.compile(r"\d?[日旿旀]")
_CUT_YEAR_RE = re.compile(r"0\d\d(?=[年）)—\u2000\u203f])")
_MONTHS = frozenset("月朿最")
_MARKS = frozenset("，。、；：“”‘’（）《》〈〉【】〔〕？！")


def damage(text: str, *, low: bool = False) -> str:
    """Turn clean text into what the lenient reader makes of it; `low` gives 80 for the last byte, else BF.

    >>> damage("抓落实。1", low=False)
    '抓落实〿'
    """
    data = text.encode("utf-8", "replace")
    out = bytearray()
    position, size = 0, len(data)
    while position < size:
        lead, trail = data[position], data[position + 1] if position + 1 < size else 0
        if lead <= 0x80:
            out.append(lead)
            position += 1
        elif trail >= 0x40:
            out += data[position : position + 2]
            position += 2
        else:
            out.append(0x80 if low else 0xBF)
            position += 2
    return out.decode("utf-8", "ignore")


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether the signs are there."""
    return "〿" in text or "＿" in text or "\uff00" in text


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that restore the characters whose last byte the reader has made up."""
    del markup  # the same in both
    if not _SIGN_RE.search(text):
        return []
    edits: list[Edit] = []
    is_low = "\uff00" in text
    for match in _DOUBTED_RE.finditer(text):
        if match[0] in "\u2000\u3000" and not is_low:
            continue
        edit = _edit(text, match.start(), witness) or _cut_number(text, match.start())
        if edit is not None:
            edits.append(edit)
    return edits


def _cut_number(text: str, position: int) -> Edit | None:
    """The edit that marks the digit which a number has lost behind a sound character: 增长.5% was 增长9.5%."""
    if not _CUT_NUMBER_RE.match(text, position):
        return None
    character = text[position]
    alternatives = tuple(f"{character}{digit}" for digit in "0123456789")
    return Edit(position, position + 1, character + "\ufffd", FAMILY, "lost", 0.0, alternatives, "lenient_reader")


def _edit(text: str, position: int, witness: Witness) -> Edit | None:
    character, left = text[position], text[max(0, position - _CONTEXT) : position]
    right = text[position + 1 : position + 1 + _CONTEXT]
    tail = _TAIL_RE.match(text, position + 1)
    slot: Slot = "end" if tail and tail["tag"] else "word"
    allowed, choice = _neighbours(ord(character) >> 6)
    if character in "〿＿\uff00\u2000\u203f\u3000":
        is_end = right[:1] in ("", "\n") or slot == "end"
        readings = _marks(allowed, left, right, is_end=is_end)
    elif part := _part_of_date(left, allowed, right):
        readings = [(part, 1.0)]
    else:
        if is_usual(character) and _SOUND_RE.match(right):
            return None  # no ASCII character has stood between 房 and 流 in 闲置农房流转: it is no 农户
        reader = read_before(left, witness)
        words = reader.words(choice.simple.keys())
        simple = simplify(character)
        stands = reader.likelihood * SINGLES[simple] + words.get(simple, 0.0)
        likeliest = reader.likelihood * next(iter(choice.alone.values())) + max(words.values(), default=0.0)
        if likeliest < _DOUBT * stands:
            return None  # as mostly: what stands there makes good words, and no other reading need be looked for
        found = final_characters(left, slot, witness, allowed=allowed, right=right)
        readings = [(reading.character, reading.share) for reading in found]
        if not readings or readings[0][0] == character:
            return None
        stands = reader.then(character + right[:2]).likelihood
        if reader.then(readings[0][0]).likelihood * likelihood(right[:2], witness) < _DOUBT * stands:
            return None
        if _DOUBTED_RE.match(left[-1:]) or not _reads_on(left, readings[0][0], allowed, right):
            readings = [(reading, 0.0) for reading, _ in readings]
    best, share = readings[0] if readings else ("\ufffd", 0.0)
    least = _SETTLED_BEFORE_YEAR if _CUT_YEAR_RE.match(right) else _SETTLED
    is_in_doubt = is_number(left, best, right) or may_be_other_measure(left, [(part, c) for c, part in readings])
    settled = best if share >= least and not is_in_doubt else "\ufffd"
    ascii_byte = "<" if tail and tail["tag"] else "&" if tail else "" if right[:1] in ("", "\n") else "\ufffd"
    if ascii_byte == "\ufffd" and _CUT_YEAR_RE.match(right):
        ascii_byte = "2"  # 到025年: the century of a year can have been one only
    tier: Tier = "lost" if "\ufffd" in settled + ascii_byte else "inferred"
    alternatives = tuple(c + ascii_byte for c, part in readings[:4] if c != settled and part >= _NAMED)
    surest = _SUREST if share >= _SURE or best in _MARKS else _LESS_SURE
    confidence = round(min(share, surest), 3)
    return Edit(position, position + 1, settled + ascii_byte, FAMILY, tier, confidence, alternatives, "lenient_reader")


def _part_of_date(left: str, allowed: frozenset[str], right: str) -> str:
    """年 behind a year, 月 between two numbers of a date, each followed by a lost digit; else nothing."""
    if "年" in allowed and _YEAR_RE.search(left) and (right[:1].isdecimal() or right[:1] in _MONTHS):
        return "年"
    return "月" if "月" in allowed and _MONTH_RE.search(left) and _DAY_RE.match(right) else ""


def _reads_on(left: str, best: str, allowed: frozenset[str], right: str) -> bool:
    """True unless the word goes on behind a line end and asks for another character: 加快补 ⏎ 齐短板, not 加快行."""
    if right[:1] != "\n" or not "\u3400" <= right[1:2] <= "\u9fff":
        return True
    options = [best, *sorted(filter(is_usual, allowed - {best}))]
    weights = likelihoods(left, options, right[1:3])
    return weights[0] == max(weights)


@cache
def _neighbours(block: int) -> tuple[frozenset[str], Choice]:
    """The characters with the same two leading bytes in UTF-8."""
    characters = tuple(chr((block << 6) + low) for low in range(64))
    return frozenset(characters), choice_of(characters)


def _marks(allowed: frozenset[str], left: str, right: str, *, is_end: bool) -> list[tuple[str, float]]:
    """The marks that these can have been: a full stop where a line or block ends, a bracket or quote that is open."""
    weights = {mark: 1.0 for mark in _MARKS if mark in allowed}
    if "。" in weights:
        weights["。"] = 80.0 if is_end else 4.0
        weights["、"] = 0.1 if is_end else 2.0
    if "）" in weights:
        weights["）"] = 20.0 if left.count("（") > left.count("）") else 0.5
        weights["，"] = 6.0
        weights["："] = 3.0
    if "—" in allowed and _YEAR_RE.search(left) and _CUT_YEAR_RE.match(right):
        return [("—", 1.0)]  # 2023—2025年
    if "”" in weights:
        weights["”"] = 20.0 if left.count("“") > left.count("”") else 0.1
        weights["‘"] = weights["’"] = 0.05
    total = sum(weights.values())
    return sorted(((mark, weight / total) for mark, weight in weights.items()), key=lambda item: (-item[1], item[0]))
