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

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import NamedTuple

from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252

from extractors.charsets.scores import chinese_score
from extractors.models import Edit, Script, Tier
from extractors.repair.holes import AT_LINE_END, LINE_ENDS, NO_FACTORS, choice_of, weigh_one, weigh_two
from extractors.repair.lexicon import is_number
from extractors.repair.vocabulary import Witness, is_usual
from extractors.script import detect_script, simplify

# Whole characters from which on a text is of this kind, their share of all, and how Chinese they look.
_ESTABLISHED = 6
_WHOLE_SHARE = 0.12
_CHINESE_SCORE = 0.75
# Share of the probability that a character needs that has lost a byte; what is claimed from which share on, and below.
_SETTLED = 0.95
_SURE = 0.98
_CLAIMED = (0.97, 0.85)
_CONTEXT = 4
# Pairs of characters that two places side by side may hold at most to be weighed.
_MOST_PAIRS = 600
# Candidates of which no words on one side alone choose.
_MANY = 12
# Question marks inside of characters from which on they stand for lost bytes.
_FEW = 2
# Behind a blank no mark stands that ends something: 第一条 【…】 has no 、.
_BLANKS = ("", "\n", " ", "　", "\t")
# How much likelier a measure word is than its general frequency behind a digit.
_MEASURED = dict.fromkeys("个家项条名人位元年月日号类种批次倍亩吨", 400.0)
_NO_MARKS = dict.fromkeys("、，。；：）》】〕”’？！", 1e-4)

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
_FIVE = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_LOST = "\ufffd"


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
    places = [
        _Place(match.start(), match.end(), *_options(match[0], page)) for match in _characters(page).finditer(text)
    ]
    whole = "".join([place.options[0] for place in places if len(place.options) == 1])
    wide = sum(1 for character in whole if character >= "\u2010")
    if wide < _ESTABLISHED or wide < _WHOLE_SHARE * len(places) or chinese_score(whole) < _CHINESE_SCORE:
        return []
    script = detect_script(whole)
    edits: list[Edit] = []
    left, reach = "", 0
    for number, place in enumerate(places):
        left = (left + text[reach : place.start])[-_CONTEXT:]
        begin, reach = place.start, place.end
        tier: Tier = "exact"
        claimed = 1.0
        if len(place.options) == 1:
            read = place.options[0]
        else:
            factors = _factors(left[-1:], text[reach : reach + 1])
            following = places[number + 1] if number + 1 < len(places) and places[number + 1].start == reach else None
            after = following.options if following and len(following.options) > 1 else ()
            right = _known_behind(text, places, number + bool(after))
            read, share = _settled(_Cut(place.options, after, left, right, factors), script, witness)
            tier, claimed = ("lost", 0.0) if read == _LOST else ("inferred", _CLAIMED[share < _SURE])
            read += " " * (place.spaced != "" and read != place.spaced)
        left = (left + read)[-_CONTEXT:]
        if edits and edits[-1].end == begin and edits[-1].tier == tier != "inferred":
            last = edits.pop()  # what is sure beside each other is one repair, and so is what is lost
            begin, read = last.start, last.replacement + read
        edits.append(Edit(begin, reach, read, "", tier, claimed, (), "utf8_with_lost_bytes"))
    return edits


class _Place(NamedTuple):
    """Where a character stood, what it can have been, and which of that takes a space of the text for a byte."""

    start: int
    end: int
    options: tuple[str, ...]
    spaced: str


def _page(text: str) -> _Page:
    mark = _LOST if _SHOWN_RE.search(text) else "?" if len(_ASKED_RE.findall(text)) > _FEW else ""
    has_letters = any(letter in text for letter in _CP1252)
    has_controls = any(chr(code) in text for code in range(0x80, 0xA0))
    gone = _FIVE if has_letters or mark else () if has_controls else tuple(range(0x80, 0xA0))
    return _Page(gone, mark, "\xa0" not in text)


@cache
def _characters(page: _Page) -> re.Pattern[str]:
    marks = page.mark and re.escape(page.mark)
    others = _WITH_SPACES.format(trail=_TRAIL, marks=marks) if page.has_spaces else ""
    return re.compile(_CHARACTER.format(trail=_TRAIL, marks=marks, others=others))


def _known_behind(text: str, places: list[_Place], number: int) -> str:
    """What is known of the text behind a place, up to the next one that is not."""
    out, reach = "", places[number].end
    for place in places[number + 1 : number + 1 + _CONTEXT]:
        out += text[reach : place.start]
        if len(place.options) != 1:
            return out[:_CONTEXT]
        out, reach = out + place.options[0], place.end
    return (out + text[reach : reach + _CONTEXT])[:_CONTEXT]


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


def _factors(before: str, behind: str) -> Mapping[str, float]:
    """How many times over characters count for what stands beside them."""
    if before.isascii() and before.isdigit():
        return _MEASURED
    if before in _BLANKS:
        return _NO_MARKS
    return AT_LINE_END if behind in LINE_ENDS else NO_FACTORS


class _Cut(NamedTuple):
    """A character that has lost bytes: what it and one behind it can have been, and what is known around."""

    options: tuple[str, ...]
    after: tuple[str, ...]
    left: str
    right: str
    factors: Mapping[str, float]


def _settled(cut: _Cut, script: Script, witness: Witness) -> tuple[str, float]:
    """The character that words settle, with its share; U+FFFD where they do not, or where it may be a digit."""
    options = _likely(cut.options, script)
    right = cut.right if not cut.after else ""
    if not options or (any(map(str.isdecimal, cut.options)) and is_number(cut.left, "０", right)):
        return _LOST, 0.0
    if len(options) > _MANY and (not right or cut.left[-1:] in ("", _LOST)):
        return _LOST, 0.0  # of thirty nothing is told by what stands on one side
    first, after = choice_of(options), _likely(cut.after, script)
    if after and len(options) * len(after) <= _MOST_PAIRS:
        weighed = weigh_two(cut.left, (first, choice_of(after)), cut.right, witness, (cut.factors, NO_FACTORS))
        best = weighed.readings[0][1][0]
        weight = weighed.weight(0, best)
    else:
        weighed = weigh_one(cut.left, first, right, witness, cut.factors)
        weight, best = weighed.readings[0]
        weight *= not cut.after
    share = weight / weighed.total if weighed.total else 0.0
    return (best, share) if share >= _SETTLED and not is_number(cut.left, best, right) else (_LOST, 0.0)


@lru_cache(maxsize=1 << 13)
def _likely(options: tuple[str, ...], script: Script) -> tuple[str, ...]:
    """What of the options is usual in a script."""
    return tuple([c for c in options if is_usual(c) and (script != "Hans" or simplify(c) == c)])
