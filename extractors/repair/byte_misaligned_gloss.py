"""Turn `展?jié)摿Φ腗CN` into `展潛力的MCN`: readings glued in between the bytes of GBK text.

How it happens. The filter of `pinyin_gloss` works on GBK bytes and does not know where characters begin:

    展 D5B9   潛 9D93   力 C1A6   的 B5C4   M 4D
          └─ B99D ─┘ is 節, so `(jié)` is put in behind it:  D5B9 9D 28 6A 69 A8A6 29 93 C1A6 …

9D is left with the `(` (28), which makes no pair: `?`. From 93 on the pairs are those of the next characters,
93C1 摿, A6B5 Φ, C44D 腗, until a byte below 0x80 puts the reader in step again. Pairs that mean nothing vanish.
The second shape has no gloss at its start: 規模化發展 → `規(guī)?;l(fā)展` is C4 | A3BB | AFB0 | 6C: a lone byte,
`；` (made `;` by a width folder), a pair that means nothing, `l`, and the gloss that B06C 發 has called.

The way back: the bytes are known but for one lead byte (and one vanished pair). Each candidate is run through the
forward model again and kept only if that gives the damaged text; the words decide between those that are left.

Negatives: `?` and brackets of clean text. A `?` counts only before a toned reading and `)`, or before a run that ends
in a letter with a toned reading in brackets, with Chinese characters around. `(xuān)` behind a Chinese character is
none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cache

from extractors import quick_re as re
from extractors.charsets.gbk import pair, pair_bytes, read_pairs
from extractors.models import Edit
from extractors.repair.lexicon import Following, Reader, is_number, joined, likelihood, log_likelihood
from extractors.repair.phonetics import LETTERS, TONED, characters_of, is_toned, normal_form, readings
from extractors.repair.vocabulary import Witness, frequency, is_usual
from extractors.script import simplify

FAMILY = "byte_misaligned_gloss"

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = TONED

# Share of the probability of all readings that verify which the best one needs.
_SETTLED = 0.95
# More than this is never claimed, by the length of a reading: the longer a run the likelier it hides a pair that has
# vanished without a trace. Right of all in bench/repair, six seeds: 612 of 616 with 2 to 4 characters, 78 of 94 with 5
# or 6, 50 of 89 with more. A reading with a character that is not usual was right in 2 of 39: that one stays lost.
_SUREST = ((4, 0.95), (6, 0.75), (99, 0.5))
# What is claimed where a clean document has the same words, with so many characters on each side of them.
_SURE_IF_SAID = 0.98
_SAID = 2
# Places in one document above which it is left alone: each takes a tenth of a second, real pages have a few.
_MOST_PLACES = 300
# Characters that are tried on each side of a vanished pair.
_TRIED = 24
# Readings of one vanished pair that are looked at.
_GAPS = 3
# Characters of context on each side that take part in the judgement.
_CONTEXT = 4
# Longest run of shifted characters that is taken back. Real ones end at the first full stop or Latin letter.
_LONGEST_RUN = 24
# A reading with a vanished pair is two characters longer, and so some 1e5 times less likely for its length alone; one
# pair in ten vanishes, and the best of some hundreds of such readings is looked at.
_GAP_WEIGHT = 1e5 * 0.1 / 250
# Mean logarithm of a character's probability below which a reading is no prose: right ones reach -6 and better.
_FLUENCY = -7.0
# The last bytes of characters that, as first ones, make pairs for private use: those vanish.
_VANISHING = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))

_TRAILING_RE = re.compile(
    rf"\?(?<=[\u4e00-\u9fff]\?)(?P<gloss>[{LETTERS}]{{1,6}})[)）](?=[^\x00-\x7f])"  # 展?jié)摿Φ腗CN
)
_LEADING_RE = re.compile(
    rf"\?(?P<run>[^\x00-\x7f]{{0,12}}[;:,!()]?[^\x00-\x7f]{{0,12}})(?P<letter>[A-Za-z])[(（](?P<gloss>[{LETTERS}]{{1,6}})[)）]"
)
_GLOSSES_RE = re.compile(r"[(（][^()（）]{1,7}[)）]")
_IDEOGRAPH_RE = re.compile(r"[\u3400-\u9fff]")
_LOST = "\ufffd"
_NOT_WORDS_RE = re.compile(r"[^\u3400-\u9fff]")
# Full-width forms that a width folder has made ASCII: the pair A3xx with xx = ASCII + 0x80.
_FOLDED = ";:,!()"


def damage(text: str, character: str) -> str:
    """Turn clean text into what a byte-wise filter makes of it that glosses `character`, in step or out of step.

    >>> damage("發展潛力的MCN機構", "節")
    '發展?jié)摿Φ腗CN機構'
    """
    glossed = character.encode("gbk")
    gloss = f"({readings(character)[0]})".encode("gbk")
    return read_pairs(text.encode("gbk", "replace").replace(glossed, glossed + gloss))


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be glosses in between bytes."""
    return "?" in text and (_TRAILING_RE.search(text) is not None or _LEADING_RE.search(text) is not None)


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put shifted runs back in step."""
    del markup  # the same in both
    edits: list[Edit] = []
    reach = 0
    matches = sorted((*_TRAILING_RE.finditer(text), *_LEADING_RE.finditer(text)), key=lambda match: match.start())
    for match in matches if len(matches) <= _MOST_PLACES else ():
        if match.start() < reach or not is_toned(match["gloss"]):
            continue
        edit = (_trailing if match.re is _TRAILING_RE else _leading)(text, match, witness)
        if edit is not None:
            edits.append(edit)
            reach = edit.end
    return edits


def _pair_bytes(character: str) -> bytes | None:
    """The two bytes of a character of the damaged text, None where it has not two."""
    if character in _FOLDED:
        return bytes((0xA3, ord(character) + 0x80))
    return pair_bytes(character)


def _in_step(lead: int, run: str) -> tuple[str, int] | None:
    """Read a run one byte earlier, from a lead byte on, to where both readings meet: (text, characters used)."""
    out: list[str] = []
    pending = lead
    for used, character in enumerate(run):
        if "@" <= character <= "~":  # a second byte that fell out of step as a letter
            read = pair(pending, ord(character))
            return ("".join((*out, read)), used + 1) if read else None
        data = _pair_bytes(character)
        if data is None:
            return None
        read = pair(pending, data[0])
        if read is None:
            return None
        out.append(read)
        pending = data[1]
        if pending < 0x80:  # the ASCII character that the run's last pair has swallowed
            return "".join((*out, chr(pending))), used + 1
    return None


def _with_gap(lead: int, run: str, left: str) -> Iterator[tuple[str, int]]:
    """As `_in_step`, with one pair of bytes put in that has meant nothing and vanished: the likeliest at each place."""
    out, pending = "", lead
    for used, character in enumerate(run):
        data = _pair_bytes(character)
        if data is None or pending < 0x81:
            return
        heads, tails = _heads(pending), _tails(data[0])
        after = _in_step(data[1], run[used + 1 :]) if heads and tails else None
        if after is not None:
            reader, following = Reader((left + out)[-_CONTEXT:]), Following(after[0][:2])
            for _, both in joined(reader, heads, tails, following, _GAPS):
                yield out + both + after[0], used + 1 + after[1]
        read = pair(pending, data[0])
        if read is None:
            return
        out, pending = out + read, data[1]


@cache
def _heads(lead: int) -> tuple[str, ...]:
    """The usual characters that begin with a byte and end in the first of a pair that vanishes."""
    return _most_usual(pair(lead, last) for last in _VANISHING)


@cache
def _tails(trail: int) -> tuple[str, ...]:
    """The usual characters that end in a byte and begin with the second of a pair that vanishes."""
    return _most_usual(pair(first, trail) for first in range(0xA1, 0xFF))


def _most_usual(characters: Iterable[str | None]) -> tuple[str, ...]:
    found = {character for character in characters if character and is_usual(character)}
    return tuple(sorted(found, key=lambda c: (-_general_frequency(c), c))[:_TRIED])


def _general_frequency(character: str) -> float:
    return frequency(simplify(character)) or 1e6


def _trailing(text: str, match: re.Match[str], witness: Witness) -> Edit | None:
    """展?jié)摿Φ腗CN: the lead byte makes, with the last byte of the character before, one that is read jié."""
    before = _pair_bytes(text[match.start() - 1])
    gloss = normal_form(match["gloss"])
    if before is None:
        return None
    run = text[match.end() : match.end() + _LONGEST_RUN]
    candidates: dict[str, int] = {}
    gaps: dict[str, int] = {}
    for lead in range(0x81, 0xFF):
        misread = pair(before[1], lead)
        if misread is None or gloss not in readings(misread):
            continue
        read = _in_step(lead, run)
        if read is None:
            continue
        end = match.end() + read[1]
        for other, used in _with_gap(lead, run, text[match.start() - 1]):
            gaps[other] = match.end() + used
        again = read_pairs(before + bytes((lead,)) + f"({gloss})".encode("gbk") + read[0].encode("gbk")[1:])
        if again == text[match.start() - 1 : end].replace(match["gloss"], gloss):
            candidates[read[0]] = end
    return _judge(text, match.start(), candidates, gaps, witness) if candidates else None


def _leading(text: str, match: re.Match[str], witness: Witness) -> Edit | None:
    """規(guī)?;l(fā)展: a lone lead byte, a shifted run, and at its end the character that has called the gloss."""
    gloss = normal_form(match["gloss"])
    letter = ord(match["letter"])
    called = [data for data in map(_pair_bytes, characters_of(gloss)) if data and data[1] == letter]
    run = [_pair_bytes(character) for character in match["run"]]
    if not run or None in run or not called:
        return None
    middle = b"".join(data for data in run if data)
    candidates: dict[str, int] = {}
    for head in _usual(None, middle[0]):
        for last in called:
            for tail in _joints(middle[-1], last):
                data = head + middle[1:-1] + tail
                read = _read_strictly(data)
                shown = "?" + read_pairs(data[1:])
                if read and shown.translate(_FOLD) == text[match.start() : match.end("letter")].translate(_FOLD):
                    candidates[read] = match.end()
    return _judge(text, match.start(), candidates, {}, witness)


_FOLD = {ord(mark) + 0xFEE0: mark for mark in _FOLDED}


def _usual(lead: int | None, trail: int | None) -> Iterator[bytes]:
    """All pairs with one byte given that make a usual character."""
    for other in range(0x40, 0xFF):
        data = bytes((lead, other)) if lead is not None else bytes((other, trail or 0))
        if data[0] < 0x81:
            continue
        character = pair(*data)
        if character and is_usual(character):
            yield data


def _joints(pending: int, last: bytes) -> Iterator[bytes]:
    """The bytes from the run's last byte to the glossed character: in step, or with one vanished pair between."""
    if pending == last[0]:
        yield last
    for data in _usual(pending, None):
        if pair(data[1], last[0]) is None and data[1] >= 0x81:
            yield data + last


def _read_strictly(data: bytes) -> str | None:
    try:
        return data.decode("gbk")
    except UnicodeDecodeError:
        return None


def _judge(text: str, start: int, candidates: dict[str, int], gaps: dict[str, int], witness: Witness) -> Edit | None:
    """The candidate that its words prefer, as an edit; None where they do not tell it from its runner-up.

    `gaps` are readings with a pair that has vanished. They are two characters longer, which their weight makes up for.
    """
    if not candidates:
        return None
    # A gloss in step with the characters may stand before (規(guī)?;l): it is no part of the words.
    left = _GLOSSES_RE.sub("", text[max(0, start - 4 * _CONTEXT) : start])
    left = _NOT_WORDS_RE.split(left)[-1][-_CONTEXT:]
    everything = {**gaps, **candidates}
    texts = {read: left + read + _NOT_WORDS_RE.split(text[end : end + _CONTEXT])[0] for read, end in everything.items()}
    weights = {read: likelihood(whole) * (1.0 if read in candidates else _GAP_WEIGHT) for read, whole in texts.items()}
    said = {read for read, end in everything.items() if witness.says(left[-_SAID:] + read + text[end : end + _SAID])}
    for read in said:
        weights[read] += sum(weights.values())
    total = sum(weights.values())
    ranked = sorted(everything, key=lambda read: (-weights[read], read))
    share = weights[ranked[0]] / total if total else 0.0
    if share < _SETTLED or log_likelihood(texts[ranked[0]]) < _FLUENCY * len(texts[ranked[0]]):
        return None
    best, end = ranked[0], everything[ranked[0]]
    if best not in candidates and any(
        is_number((left + best[:place])[-1:], best[place], (best[place + 1 :] + text[end : end + 1])[:1])
        for place in range(len(best))
    ):
        return None  # 三元 of 沐泉区: what has vanished was no number that anybody could know
    if said == {best}:
        return Edit(start, end, best, FAMILY, "inferred", _SURE_IF_SAID, tuple(ranked[1:4]), "in_step")
    known = _IDEOGRAPH_RE.sub(lambda match: match[0] if is_usual(match[0]) else _LOST, best)
    if known != best:
        return Edit(start, end, known, FAMILY, "lost", 0.0, tuple(ranked[:3]), "in_step")
    surest = next(sure for longest, sure in _SUREST if len(best) <= longest)
    return Edit(start, end, best, FAMILY, "inferred", round(min(share, surest), 3), tuple(ranked[1:4]), "in_step")
