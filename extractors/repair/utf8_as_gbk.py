"""Turn `鏁板瓧缁忔祹` into `数字经济`: UTF-8 that was read as GBK.

How it happens. Three bytes a character are read two by two:

    数 E6 95 B0   字 E5 AD 97          E695 鏁  B0E5 板  AD97 瓧

Every pair that GBK assigns can be turned back. What it does not assign (a third byte AA–AF before the next character's
first byte; the last byte of an odd run) is shown as `?` or U+FFFD, or is dropped. Of a character that lost its last
byte sixty-four are left, of one that lost its first some eight: the words decide. Twice over is undone twice.

The way back: the run's bytes are walked by the grammar of UTF-8; holes are put where the grammar needs them, as few
as it can do with. Parts without a hole are exact.

Negatives: rare characters of clean text (names, classical texts). A run counts only where it is made of the few hundred
characters that UTF-8's first two bytes make, reads badly as it stands, and well after the change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nlargest

from extractors.charset import chinese_score
from extractors.models import Edit, Script, Tier
from extractors.repair.lexicon import Following, Reader, is_number, likelihoods, promising
from extractors.repair.vocabulary import Witness, is_usual
from extractors.script import detect_script, simplify
from extractors.utf8_pairs import LEADS, Bytes, Part, parts_of, run_bytes
from extractors.utf8_twice import inner

FAMILY = "utf8_as_gbk"

# Scores (see extractors.charset.chinese_score) of a run before and after. Damaged runs score below 0.3, clean ones 0.9.
_BAD_SCORE = 0.45
_GOOD_SCORE = 0.7
# Characters read well from which on a document is damaged beyond doubt.
_ESTABLISHED = 6
# Of a text that was read wrongly twice over, once undone, the share of characters that UTF-8's first bytes make: 0.3 to
# 0.5; of Chinese text hardly any.
_TYPICAL_SHARE = 0.2
# The commonest characters of text that was read wrongly twice over: a sixth of it, a fiftieth after one mistake.
_OF_TWO_RE = re.compile("[閸绱鈧閵偓閺閿敍涘閻妴婊婵礉濋娑垾楠氶鐎鐠閹鎹稉鍕濠閳濞鐫欐婢堕礁悽惃閼箒瀣宥嗕]")
_TWICE_SHARE = 0.05
# Times that one text has been seen to be read wrongly.
_MOST_TIMES = 3
# Share of the probability that a reading needs. On official prose readings below it are right three times in four.
_SETTLED = 0.9
# Characters of context on each side of a hole.
_CONTEXT = 4
# How much likelier a full stop is than its general frequency where a line ends.
_FULL_STOP = 20.0
# How much likelier a measure word is than its general frequency behind a digit: 10个国内领先的平台.
_MEASURE = 400.0
_BEFORE_NUMBER = 20.0
_YEAR_RE = re.compile(r"(?:19|20)\d\d(?!\d)")
# What the first two bytes of 〕 become.
_BRACKET = "銆"
_BEFORE_NUMBERS = "到至达超过为约近自于"
_MEASURES = "个家项条名人位亿万元年月日号类种批次倍亩吨"
# Candidates that every reading so far is tried with at least.
_LEAST_EACH = 4
# Readings that are kept from one character to the next.
_KEPT = 24
# Bytes of parts with holes that are read together; the number of readings is kept small all the same.
_JOINT = 9
# Different holes that are weighed in one document, some ten seconds' work; the rest of a book is lost unweighed.
_MOST_HOLES = 5_000

_TYPICAL = (
    "".join(bytes((lead, trail)).decode("gbk", "ignore") for lead in range(0xE4, 0xEA) for trail in range(0x80, 0xC0))
    + "銆锛鈥"
)
# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset(_TYPICAL)
_TYPICAL_RE = re.compile(f"[{_TYPICAL}]")
_SUSPECT_RE = re.compile(f"[{_TYPICAL}](?:[^\x00-\x7f]{{0,2}}[{_TYPICAL}]|[?\ufffd][^\x00-\x7f])")
_LETTER_RE = re.compile("[@-~]")
_RUN_RE = re.compile("[^\x00-\x7f](?:[^\x00-\x7f]|\\?{1,3}(?=[^\x00-\x7f]))*\\??")


def damage(text: str, *, lost: str = "?", step: int = 2) -> str:
    """Turn clean text into its UTF-8 bytes read as GBK; what means nothing becomes `lost`, `step` bytes at a time.

    >>> damage("数字经济")
    '鏁板瓧缁忔祹'
    """
    data = text.encode()
    out: list[str] = []
    position = 0
    while position < len(data):
        lead = data[position]
        if lead < 0x80:
            out.append(chr(lead))
            position += 1
            continue
        if lead == 0x80:  # cp936 reads it by itself
            out.append("€")
            position += 1
            continue
        pair = _pair(lead, data[position + 1]) if position + 1 < len(data) else None
        if pair is not None:
            out.append(pair)
            position += 2
        else:
            out.append(lost)
            position += step if position + 1 < len(data) and data[position + 1] >= 0x80 else 1
    return "".join(out)


def is_suspect(text: str) -> bool:
    """Tell by cheap means whether there may be such runs."""
    return not text.isascii() and _SUSPECT_RE.search(text) is not None


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that read its runs again."""
    del markup  # the same in both
    edits: list[Edit] = []
    doubtful: list[Edit] = []
    seen: _Seen = {}
    for match in _RUN_RE.finditer(text):
        run = match[0]
        if _TYPICAL_RE.search(run) is None or chinese_score(run.replace("?", "")) > _BAD_SCORE:
            continue
        exact = _strictly(run)
        if exact is not None and chinese_score(exact) >= _GOOD_SCORE:
            edits.append(Edit(match.start(), match.end(), exact, FAMILY, "exact", 1.0, (), "every_pair"))
            continue
        if again := _again(exact) if exact is not None else "":
            edits.append(Edit(match.start(), match.end(), again, FAMILY, "exact", 1.0, (), "twice"))
        elif found := _twice(run, match.start()):
            edits.extend(found)
        elif exact is None:
            parts = parts_of(run)
            before = text[max(0, match.start() - 1) : match.start()]
            after = text[match.end() : match.end() + 5] or "\n"
            found = _edits(parts, before, after, match.start(), witness, seen) if parts else []
            read = "".join(edit.replacement for edit in found).replace("\ufffd", "")
            (edits if chinese_score(read) >= _GOOD_SCORE else doubtful).extend(found)
    if any(edit.rule == "twice" for edit in edits):
        doubtful = []  # read once they would be half undone
    if sum(len(edit.replacement) for edit in edits) >= _ESTABLISHED:
        # The document is damaged beyond doubt: its short runs (到 before 2025) are, too.
        edits = sorted((*edits, *doubtful), key=lambda edit: edit.start)
    return edits


def _again(text: str) -> str:
    """What a text is that was itself read as GBK, once or twice more; empty where it was not, or lost bytes."""
    for _ in range(_MOST_TIMES - 1):
        read = _strictly(text)
        if read is None:
            return ""
        if chinese_score(read) >= _GOOD_SCORE:
            return read
        text = read
    return ""


def _twice(run: str, offset: int) -> list[Edit]:
    """The edits that undo two mistakes at once where the second one lost bytes; nothing is inferred from what is left.

    An empty list where the run was read wrongly once: what is left is no run of the same kind, or reads no better.
    """
    if len(_OF_TWO_RE.findall(run)) < _TWICE_SHARE * len(run):
        return []
    stretches = inner(run)
    once = "".join(stretch.text for stretch in stretches)
    if len(_TYPICAL_RE.findall(once)) < _TYPICAL_SHARE * len(once) or chinese_score(once) > _BAD_SCORE:
        return []
    parts = parts_of(once) or []
    texts = [_known(part.data).decode() if part.is_sound else _holes(part.data) for part in parts]
    # A letter beside a hole is the second byte of two characters that nothing parts any more.
    texts = [text if text.isascii() or "\ufffd" not in text else _LETTER_RE.sub("\ufffd", text) for text in texts]
    if chinese_score("".join(texts).replace("\ufffd", "")) < _GOOD_SCORE:
        return []
    edits: list[Edit] = []
    reach = read = 0
    start, out = 0, ""
    position = 0
    for stretch in stretches:
        reach += len(stretch.text)
        while position < len(parts) and parts[position].end <= reach:
            out += texts[position]
            read = parts[position].end
            position += 1
        if read == reach or stretch is stretches[-1]:
            tier: Tier = "lost" if "\ufffd" in out else "exact"
            edits.append(
                Edit(offset + start, offset + stretch.end, out, FAMILY, tier, 1.0 - (tier == "lost"), (), "twice")
            )
            start, out = stretch.end, ""
    return edits


def _holes(data: Bytes) -> str:
    return "".join(known.decode() if isinstance(known, bytes) else "\ufffd" for known in _characters(data))


@cache
def _pair(lead: int, trail: int) -> str | None:
    try:
        return bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return None


def _strictly(run: str) -> str | None:
    if "?" in run or "\ufffd" in run:
        return None
    if "€" in run:
        parts = parts_of(run)
        sound = parts is not None and all(part.is_sound for part in parts)
        data = b"".join(_known(part.data) for part in parts or ()) if sound else None
    else:
        data = run_bytes(run)
    try:
        return data.decode() if data is not None else None
    except UnicodeDecodeError:
        return None


def _known(data: Bytes) -> bytes:
    return bytes(byte for byte in data if byte is not None)


# ── the words ───────────────────────────────────────────────────────────────────────────────────


def _merged(parts: list[Part]) -> list[Part]:
    """Neighbours without a hole as one part, and neighbours with holes up to a few characters: words span them."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if last is None or last.is_sound != part.is_sound or (not part.is_sound and len(last.data) > _JOINT):
            merged.append(part)
            continue
        ways = [before + after for before in (last.data, *last.others) for after in (part.data, *part.others)]
        merged[-1] = Part(last.start, part.end, ways[0], tuple(ways[1:]))
    return merged


_Seen = dict[tuple[Bytes, tuple[Bytes, ...], "_Place"], "_Filling"]


def _edits(parts: list[Part], before: str, after: str, offset: int, witness: Witness, seen: _Seen) -> list[Edit]:
    """The edits of a run's parts. Holes are filled twice, then with what the first time has put to their right."""
    parts = _merged(parts)
    sound = [_known(part.data).decode() if part.is_sound else None for part in parts]
    script = detect_script("".join(text for text in sound if text))
    best = [text or "" for text in sound]
    edits: list[Edit] = []
    for final in (False, True):
        edits, left = [], before
        for number, part in enumerate(parts):
            known = sound[number]
            if known is not None:
                edit = Edit(offset + part.start, offset + part.end, known, FAMILY, "exact", 1.0, (), "every_pair")
            else:
                right = "".join(best[number + 1 : number + 3])[:_CONTEXT]
                place = _Place(left[-_CONTEXT:], right, script, after if number == len(parts) - 1 else "")
                key = (part.data, part.others, place)
                if key not in seen:
                    seen[key] = _fill(part, place, witness) if len(seen) < _MOST_HOLES else _lost(part)
                filling = seen[key]
                best[number] = filling.guess
                edit = filling.edit(offset + part.start, offset + part.end)
            edits.append(edit)
            left = (left + (edit.replacement if final else best[number]))[-_CONTEXT:]
        if not final and None not in sound:
            break
    return edits


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands around a part, already read."""

    left: str
    right: str
    script: Script
    after: str  # what stands behind the run, where the part is its last

    def factor(self, reading: str, *, is_end: bool) -> float:
        """What the place itself says of a reading, as a factor; at its end also by what follows."""
        factor = 1.0
        if self.left[-1:].isdigit() and reading[0] in _MEASURES:
            factor = _MEASURE
        if not is_end:
            return factor
        if self.after[:1] in ("\n", "\r", "<") and reading[-1] == "。":
            factor *= _FULL_STOP
        if self.after[:1].isdigit():
            if reading[-1] in _BEFORE_NUMBERS:
                factor *= _BEFORE_NUMBER
            # A document's number, its 〕 damaged as well, or a period: 发〔2016〕28号, 2028—2029年; ，2016年.
            is_number = _YEAR_RE.match(self.after) is not None and self.after[4:5] == _BRACKET
            if (reading[-1] == "〔" and is_number) or (reading[-1] in "〕—" and self.left[-1:].isdigit()):
                factor *= _MEASURE
        return factor


def _lost(part: Part) -> _Filling:
    """What stays of a part that nobody weighs."""
    text = "".join(data.decode() if isinstance(data, bytes) else "\ufffd" for data in _characters(part.data))
    return _Filling(text, "\ufffd" * len(text) if part.others else text, 0.0, ())


@dataclass(frozen=True, slots=True)
class _Filling:
    """The likeliest reading of a part, and what of it is settled."""

    guess: str
    text: str
    share: float
    alternatives: tuple[str, ...]

    def edit(self, start: int, end: int) -> Edit:
        tier: Tier = "lost" if "\ufffd" in self.text else "inferred"
        confidence = round(min(self.share, 0.99), 3)
        return Edit(start, end, self.text, FAMILY, tier, confidence, self.alternatives, "words")


def _fill(part: Part, place: _Place, witness: Witness) -> _Filling:
    """The likeliest reading of a part with holes; characters that the words do not settle are U+FFFD."""
    ways = [_characters(data) for data in (part.data, *part.others)]
    weighed = [item for way in ways for item in _weighed(way, place, witness)]
    if witness.has_vouchers:
        weighed = _vouched(weighed, ways, place, witness)
    weighed.sort(reverse=True)
    total = sum(weight for weight, _ in weighed)
    guess = weighed[0][1]
    # Where there are several ways, a character whose bytes are known is known in one of them only.
    given = [isinstance(data, bytes) for data in ways[0]] if len(ways) == 1 else [False] * len(guess)
    out, share = "", 1.0
    for index, is_given in enumerate(given):
        if is_given:
            out += guess[index]
            continue
        # Each character by itself: what one place leaves open does not take its settled neighbour with it.
        agreeing = sum(weight for weight, reading in weighed if reading[index : index + 1] == guess[index])
        agreeing = agreeing / total if total else 0.0
        share = min(share, agreeing)
        left, right = place.left + guess[:index], guess[index + 1 :] + place.right
        settles = agreeing >= _SETTLED and guess[index] != "\ufffd" and not is_number(left, guess[index], right)
        out += guess[index] if settles else "\ufffd"
    alternatives = tuple(reading for _, reading in weighed[:4] if reading != out and "\ufffd" not in reading)[:3]
    return _Filling(guess, out, share, alternatives)


def _weighed(characters: _Characters, place: _Place, witness: Witness) -> list[tuple[float, str]]:
    """The readings of a part's characters, each with its weight."""
    size = len(place.left)
    holes = [index for index, data in enumerate(characters) if not isinstance(data, bytes)]
    texts = [data.decode() if isinstance(data, bytes) else "" for data in characters]
    options = {index: _options(characters, index, place) for index in holes}
    if len(holes) == 1:
        left, right = "".join(texts[: holes[0]]), "".join(texts[holes[0] + 1 :])
        chosen = promising(place.left + left, options[holes[0]], right + place.right, _KEPT)
        weights = likelihoods(place.left + left, chosen, right + place.right, witness)
        readings = [left + option + right for option in chosen]
        return [(w * place.factor(r, is_end=True), r) for w, r in zip(weights, readings, strict=True)]
    readers = [Reader(place.left, witness)]
    for index, text in enumerate(texts):
        if text:
            readers = [reader.then(text) for reader in readers]
            continue
        right = place.right if index == len(texts) - 1 else ""
        each = max(_LEAST_EACH, _KEPT // len(readers))
        readers = [
            reader.then(option) for reader in readers for option in promising(reader.text, options[index], right, each)
        ]
        # What follows judges better than what stands before: the last hole's readings are all kept for it.
        if index != holes[-1]:
            readers = nlargest(
                _KEPT, readers, key=lambda r: (r.likelihood * place.factor(r.text[size:], is_end=False), r.text)
            )
    following = Following(place.right, witness)
    return [
        (reader.before(following) * place.factor(reader.text[size:], is_end=True), reader.text[size:])
        for reader in readers
    ]


def _vouched(
    weighed: list[tuple[float, str]], ways: list[_Characters], place: _Place, witness: Witness
) -> list[tuple[float, str]]:
    """The readings, those heavier that clean documents quote in this place."""
    total = sum(weight for weight, _ in weighed)
    holes = [index for index, data in enumerate(ways[0]) if len(ways) > 1 or not isinstance(data, bytes)]
    out: list[tuple[float, str]] = []
    for weight, reading in weighed:
        for index in holes:
            heard = witness.quoted(place.left + reading[:index], reading[index + 1 :] + place.right)
            weight += total * heard.get(simplify(reading[index : index + 1]), 0.0) / len(holes)
        out.append((weight, reading))
    return out


def _options(characters: _Characters, index: int, place: _Place) -> tuple[str, ...]:
    data = characters[index]
    is_last = place.after != "" and index == len(characters) - 1
    return (isinstance(data, tuple) and _candidates(data, place.script, is_last)) or ("\ufffd",)


@cache
def _lone() -> frozenset[int]:
    """The bytes 80–BF that may get lost as the first of a pair: before some first byte of UTF-8 they mean nothing."""
    return frozenset(byte for byte in range(0x80, 0xC0) if any(_pair(byte, lead) is None for lead in LEADS))


_Characters = list[bytes | Bytes]


def _characters(data: Bytes) -> _Characters:
    """The characters of a part: whole ones as bytes, others with their holes."""
    out: _Characters = []
    position = 0
    while position < len(data):
        lead = data[position]
        size = 3 if lead is None or lead >= 0xE0 else 2 if lead >= 0xC2 else 1
        piece = data[position : position + size]
        known = _known(piece)
        out.append(known if len(known) == len(piece) else piece)
        position += size
    return out


@cache
def _candidates(data: Bytes, script: Script, is_last: bool) -> tuple[str, ...]:
    """The usual characters of a script whose bytes are `data` where that is known; `is_last` before ASCII."""
    found = []
    for whole in _completions(data):
        if data[-1] is None and data.count(None) == 1 and not is_last and whole[-1] not in _lone():
            continue
        try:
            character = whole.decode()
        except UnicodeDecodeError:
            continue
        if script == "Hans" and simplify(character) != character:
            continue
        if is_usual(character):
            found.append(character)
    return tuple(found)


def _completions(data: Bytes) -> Iterator[bytes]:
    """All bytes that a character with holes can have had. Two lost ones were a pair that GBK does not assign."""
    if data.count(None) == 1:
        for byte in LEADS if data[0] is None else range(0x80, 0xC0):
            yield bytes(byte if known is None else known for known in data)
    elif data[0] is not None and len(data) == 3:
        for second in range(0x80, 0xC0):
            for third in range(0x80, 0xC0):
                if _pair(second, third) is None:
                    yield bytes((data[0], second, third))
