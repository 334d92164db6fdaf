"""Turn UTF-8 that was read in Latin-1 or cp1252, and has lost bytes on the way, into text again: `è¦�æ±‚` → `要求`.

How it happens. cp1252 has nothing at 81, 8D, 8F, 90 and 9D: readers show U+FFFD or `?` for them, or drop them. A0 is a
fixed space, of which cleaners make a plain one. Latin-1 has controls at 80–9F, which cleaners drop.

    要 E8 A6 81   è ¦ �   è ¦        核 E6 A0 B8   æ ␣ ¸        国 E5 9B BD   å ½

A first byte, E2 and above, is never lost, so it is known where each character begins. What has all its bytes comes back
exactly, and so does A0 where nothing else is lost. Of one that lost one of five bytes the words choose, or it is lost;
of one that lost a control there are some thirty.

Negatives: French and other text, whose letters stand alone. A text counts only where many threes are whole and make
good Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Edit, Script, Tier
from extractors.repair.lexicon import is_number, may_be_other_measure
from extractors.repair.vocabulary import Witness, is_usual, is_usual_in
from extractors.repair.word_lattice import AT_LINE_END, LINE_ENDS, Factors, Hole, Ranked, hole_of, rank_holes
from extractors.script import detect_script

# Whole characters from which on a text is of this kind, their share of all, and how Chinese they look.
_ESTABLISHED = 6
_WHOLE_SHARE = 0.12
_CHINESE_SCORE = 0.75
# Share of the probability that a character needs that has lost a byte; what is claimed from which share on, and below.
_SETTLED = 0.95
_SURE = 0.98
_CLAIMED = (0.97, 0.85)
# Candidates of which no words on one side alone choose.
_MANY = 12
# Question marks inside of characters from which on they stand for lost bytes.
_FEW = 2
# Behind a blank no mark stands that ends something: 第一条 【…】 has no 、.
_BLANKS = frozenset("\n 　\t")
_NO_MARKS: Factors = tuple((mark, 1e-4) for mark in "、，。；：）》】〕”’？！")
# How much likelier a measure word is than its general frequency behind a digit.
_MEASURED: Factors = tuple((measure, 400.0) for measure in "个家项条名人位元年月日号类种批次倍亩吨")
_Beside = Literal["digit", "blank", "line_end", "text"]
_FACTORS: dict[_Beside, Factors] = {"digit": _MEASURED, "blank": _NO_MARKS, "line_end": AT_LINE_END, "text": ()}

_CP1252 = {
    character: byte
    for byte in range(0x80, 0xA0)
    if (character := bytes((byte,)).decode("sloppy-windows-1252")) > "\xff"
}
_TRAIL = "\x80-\xbf" + "".join(_CP1252)
_BYTES = {**{chr(byte): byte for byte in range(0x80, 0x100)}, **_CP1252, " ": 0xA0}
# A first byte with what is left of the two behind it, a mark for each that is shown as lost; and where A0 is a space.
_CHARACTER = "[\xe2-\xef](?:{others}[{trail}{marks}]{{0,2}})|[\xc2\xc3][{trail}]"
_WITH_SPACES = "[{trail}{marks}] (?![{trail}])| [{trail}{marks}]|"
_SUSPECT_RE = re.compile(f"[\xe3-\xe9](?:[{_TRAIL}]?[\ufffd?]|[{_TRAIL}](?![{_TRAIL}])| [{_TRAIL}])")
_SHOWN_RE = re.compile(f"[\xe3-\xe9][{_TRAIL}]?\ufffd")
_ASKED_RE = re.compile(f"[\xe3-\xe9][{_TRAIL}]?\\?[{_TRAIL}\xe3-\xef]")
_WITHOUT_CP1252 = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_LOST = "\ufffd"
_TIERS: tuple[tuple[Tier, float], ...] = (("lost", 0.0), ("exact", 1.0))
_RULE = "utf8_with_lost_bytes"
_WIDE_RE = re.compile("[^\x00-\u200f]")
_IDEOGRAPH_RE = re.compile("[\u3400-\u9fff]")


class _Page(NamedTuple):
    """What a page has lost: the bytes that are gone, the sign that is shown for each, and whether A0 became a space."""

    gone: tuple[int, ...]
    mark: str
    has_spaces: bool


def damage(text: str, *, how: str = "shown") -> str:
    """Turn clean text into its UTF-8 as cp1252, the five bytes `shown` as U+FFFD or `dropped`; or as Latin-1, its
    `controls` dropped, or A0 as `spaces`.

    >>> damage("要求"), damage("要求", how="dropped")
    ('è¦�æ±‚', 'è¦æ±‚')
    """
    data = text.encode()
    if how in ("shown", "dropped"):
        return data.decode("cp1252", "replace" if how == "shown" else "ignore")
    read = data.decode("latin-1")
    return read.replace("\xa0", " ") if how == "spaces" else "".join(c for c in read if not "\x80" <= c <= "\x9f")


def cut_characters(text: str) -> Iterator[tuple[int, int]]:
    """The places of a text where a character may have lost bytes."""
    return (match.span() for match in _SUSPECT_RE.finditer(text))


def read_again(text: str, witness: Witness) -> list[Edit]:
    """Turn a text into the edits, without a family yet, that read its characters again; empty where it is sound."""
    page = _page(text)
    signs = _signs(page)
    places = [(match.start(), match.end(), signs[match[0]]) for match in _characters(page).finditer(text)]
    whole = "".join([sign.whole for _, _, sign in places])
    wide = len(_WIDE_RE.findall(whole))
    if wide < _ESTABLISHED or wide < _WHOLE_SHARE * len(places) or chinese_score(whole) < _CHINESE_SCORE:
        return []
    known, holes = _with_holes(text, places, detect_script(whole))
    in_places = [(place, hole) for place, hole in holes.values()]
    ranked = rank_holes(known, in_places, witness.beside(len(places), len(_IDEOGRAPH_RE.findall(text))))
    characters = [*known]
    settled: dict[int, tuple[str, float]] = {}
    for number, (place, _) in holes.items():
        sign = places[number][2]
        read, share = _settled(characters, ranked[place], place, sign.options)
        characters[place] = read
        if read != _LOST:
            spaced = " " * (sign.spaced != "" and read != sign.spaced)
            settled[number] = read + spaced, _CLAIMED[share < _SURE]
    return _edits(places, settled)


def _edits(places: list[tuple[int, int, _Sign]], settled: dict[int, tuple[str, float]]) -> list[Edit]:
    """The edits of all places, `settled` by their number; what is sure beside each other is one, and what is lost."""
    edits: list[Edit] = []
    begun = reach = 0
    out = ""
    is_sure = False
    for number, (start, end, sign) in enumerate(places):
        known = settled.get(number)
        if out and (known or start != reach or is_sure != (sign.whole != "")):
            edits.append(Edit(begun, reach, out, "", *_TIERS[is_sure], (), _RULE))
            out = ""
        if known:
            edits.append(Edit(start, end, known[0], "", "inferred", known[1], (), _RULE))
        else:
            if not out:
                begun, is_sure = start, sign.whole != ""
            out += sign.whole or sign.lost
        reach = end
    if out:
        edits.append(Edit(begun, reach, out, "", *_TIERS[is_sure], (), _RULE))
    return edits


class _Sign(NamedTuple):
    """What is left of a character: what it can have been, and which of that takes a space of the text for a byte.

    `whole` is what it is where that is sure, `lost` what is shown where it is lost.
    """

    options: tuple[str, ...]
    spaced: str
    whole: str
    lost: str


class _Signs(dict[str, _Sign]):
    """What the signs of a page stand for, worked out when first asked for: some thousands, of three bytes each."""

    def __init__(self, page: _Page) -> None:
        super().__init__()
        self._page = page

    def __missing__(self, signs: str) -> _Sign:
        options, spaced = _options(signs, self._page)
        sign = _Sign(options, spaced, options[0] if len(options) == 1 else "", _LOST + " " * (spaced != ""))
        self[signs] = sign
        return sign


_signs = lru_cache(maxsize=8)(_Signs)
_NOTHING = _Sign((), "", "", "")


def _page(text: str) -> _Page:
    mark = _LOST if _SHOWN_RE.search(text) else "?" if len(_ASKED_RE.findall(text)) > _FEW else ""
    has_letters = any(letter in text for letter in _CP1252)
    has_controls = any(chr(code) in text for code in range(0x80, 0xA0))
    gone = _WITHOUT_CP1252 if has_letters or mark else () if has_controls else tuple(range(0x80, 0xA0))
    return _Page(gone, mark, "\xa0" not in text)


@cache
def _characters(page: _Page) -> re.Pattern[str]:
    marks = page.mark and re.escape(page.mark)
    others = _WITH_SPACES.format(trail=_TRAIL, marks=marks) if page.has_spaces else ""
    return re.compile(_CHARACTER.format(trail=_TRAIL, marks=marks, others=others))


def _with_holes(
    text: str, places: list[tuple[int, int, _Sign]], script: Script
) -> tuple[str, dict[int, tuple[int, Hole]]]:
    """A text with U+FFFD for each character that lost bytes; and what may be told, by number: its place, its hole.

    Of thirty characters nothing is told by what stands on one side: they are lost.
    """
    known: list[str] = []
    holes: dict[int, tuple[int, Hole]] = {}
    size = reach = 0
    last, is_told = "", False  # the character before a place, and whether that is known or may be told
    # The same signs beside the same kind of character come again and again, and have some thirty candidates each.
    known_holes: dict[tuple[str, _Beside, bool], Hole | None] = {}
    following = [*places[1:], (len(text), 0, _NOTHING)]
    for number, (start, end, sign) in enumerate(places):
        if start > reach:
            known.append(text[reach:start])
            size, last, is_told = size + start - reach, text[start - 1], True
        reach = end
        character = sign.whole
        if not character:
            begins, _, behind = following[number]
            is_open = not is_told or (begins == end and not behind.whole)
            beside = _beside(last, text[end : end + 1])
            key = text[start:end], beside, is_open
            if key not in known_holes:
                known_holes[key] = _hole(sign.options, script, _FACTORS[beside], is_open)
            hole = known_holes[key]
            if hole is not None:
                holes[number] = size, hole
            character = _LOST
            is_told = hole is not None
        else:
            is_told = True
        known.append(character)
        size, last = size + 1, character
    known.append(text[reach:])
    return "".join(known), holes


@lru_cache(maxsize=1 << 13)
def _hole(options: tuple[str, ...], script: Script, factors: Factors, is_open: bool) -> Hole | None:
    """The hole for a character that lost bytes; None where it has more than some candidates and stands `is_open`."""
    likely = _likely(options, script)
    return hole_of(likely, factors) if likely and not (is_open and len(likely) > _MANY) else None


@lru_cache(maxsize=1 << 13)
def _options(signs: str, page: _Page) -> tuple[tuple[str, ...], str]:
    """The characters that signs can have been, one where it is sure; and which of them takes a space for a byte."""
    lead = ord(signs[0])
    known = [page.gone if sign == page.mark else (_BYTES[sign],) for sign in signs[1:]]
    if len(known) == 1 + (lead >= 0xE0) and max(map(len, known)) == 1:
        spaced = _decoded(lead, *[one[0] for one in known])
        if not signs.endswith(" ") or page.mark or not page.gone:
            return ((spaced,), "") if spaced else ((_LOST, _LOST), "")
        # 核 or 要 and a space behind it: one of five bytes, or A0.
        known.pop()
    else:
        spaced = ""
    if len(known) == 2:
        ways = [known]
    elif page.mark:
        ways = []
    elif len(known) == 1:
        ways = [[known[0], page.gone], [page.gone, known[0]]]
    else:
        ways = [[page.gone, page.gone]]
    found = {spaced: None} if spaced else {}
    for seconds, thirds in ways:
        read = [_decoded(lead, second, third) for second in seconds for third in thirds]
        found |= dict.fromkeys([character for character in read if is_usual(character) or character.isdecimal()])
    return (*found, _LOST), spaced


def _decoded(*data: int) -> str:
    return bytes(data).decode("utf-8", "ignore")


def _beside(before: str, behind: str) -> _Beside:
    """What stands beside a place, as far as it makes some characters likelier or less likely there."""
    if before.isascii() and before.isdigit():
        return "digit"
    if before in _BLANKS:
        return "blank"
    return "line_end" if behind in LINE_ENDS else "text"


def _settled(known: Sequence[str], ranked: Ranked, place: int, options: tuple[str, ...]) -> tuple[str, float]:
    """The character that words settle, with its share; U+FFFD where they do not, or where it may be a digit."""
    if not ranked or ranked[0][0] < _SETTLED:
        return _LOST, 0.0
    share, best = ranked[0]
    left = known[place - 1] if place else ""
    right = known[place + 1] if place + 1 < len(known) else ""
    is_digit = any(map(str.isdecimal, options)) and is_number(left, "０", right)
    is_lost = is_digit or is_number(left, best, right) or may_be_other_measure("".join(known[:place]), ranked)
    return (_LOST, 0.0) if is_lost else (best, share)


@lru_cache(maxsize=1 << 13)
def _likely(options: tuple[str, ...], script: Script) -> tuple[str, ...]:
    """What of the options is usual in a script."""
    return tuple([c for c in options if is_usual_in(script, c)])
