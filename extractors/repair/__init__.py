"""Turn damaged Chinese text into what it was, as far as it can be had, and say what was done and what is lost.

Each family of damage is a module with its forward model (`damage`), its gate (`is_suspect`) and its inverse (`find`).
The families run in a fixed order, round after round, until none finds anything: damage compounds, and what one family
restores (`&ldquo;`) the next resolves. Every round's edits are a step; the steps replayed give the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.counted import counted
from extractors.models import Edit, Issue, Repair, Span
from extractors.repair import (
    binary_as_text,
    byte_misaligned_gloss,
    digit_forms,
    entity_residue,
    escape_residue,
    four_byte_holes,
    gbk_round_trip,
    lenient_round_trip,
    letter_spacing,
    letters_as_gbk,
    line_signs,
    phase_slip,
    pinyin_gloss,
    replacement,
    spun_copy,
    stripped_punctuation,
    table_line_ends,
    unencodable,
    utf8_as_gbk,
    width_and_forms,
    wrong_charset,
)
from extractors.repair.vocabulary import Witness
from extractors.spans import OffsetMap, apply_edits, composed
from extractors.vouching import vouchers_at_hand

__all__ = ["FAMILIES", "Repaired", "repair", "with_context"]

# Damage three layers deep has been seen; what has not come to rest after this many rounds is left as it is.
_ROUNDS = 6
# Characters on each side that `with_context` may add to show what a mark belongs to.
_CONTEXT = 4
_TIERS = ("exact", "inferred", "lost")  # the surest first


class Family(NamedTuple):
    """A family of damage: its name, characters without which it cannot be, its cheap gate, its inverse.

    The gate is given a text and which of all families' signs it has.
    """

    name: str
    signs: frozenset[str]
    is_suspect: Callable[[str, AbstractSet[str]], bool]
    find: Callable[..., list[Edit]]


# The order is that of the layers, outermost first: a charset mix-up hides all else; glosses in step with the characters
# are gone before those out of step are judged by their words; entities resolve last, when their `&` is back.
FAMILIES: tuple[Family, ...] = tuple(
    Family(module.FAMILY, module.SIGNS, module.is_suspect, module.find)
    for module in (
        four_byte_holes,
        letters_as_gbk,
        wrong_charset,
        utf8_as_gbk,
        replacement,
        unencodable,
        line_signs,
        letter_spacing,
        table_line_ends,
        width_and_forms,
        digit_forms,
        gbk_round_trip,
        lenient_round_trip,
        pinyin_gloss,
        byte_misaligned_gloss,
        phase_slip,
        escape_residue,
        entity_residue,
        stripped_punctuation,
    )
)


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text with its repairs. `replay(raw_text, steps)` gives `text`; `maps` has one offset map for each step."""

    text: str
    steps: tuple[tuple[Edit, ...], ...] = ()
    repairs: tuple[Repair, ...] = ()
    maps: tuple[OffsetMap, ...] = ()
    issues: tuple[Issue, ...] = ()


def _without_overlaps(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """The edits of a family in order of place, of two that overlap the surer one: the next round sees what is left.

    The example: 发?020?2号/div>, where 号 stands in a damaged document number and before a tag that lost its <.
    """
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if kept and edit.start < kept[-1].end:
            if _TIERS.index(edit.tier) < _TIERS.index(kept[-1].tier):
                kept[-1] = edit
        else:
            kept.append(edit)
    return tuple(kept)


def repair(text: str, *, markup: bool = False, vouchers: Sequence[str] = ()) -> Repaired:
    """Turn a text into its repaired form with every change on record.

    `markup` says that the text is the source of a page: tags and entities stay as such. `vouchers` are
    clean texts whose words and phrases may settle what this one has lost; their order makes no difference. Where a run
    has quotations at hand (`extractors.vouching`), these vouch as well, by what they quote alone.

    Guarantees: (1) clean text comes back unchanged, without steps; (2) `replay(text, steps)` is the result; (3) the
    result repairs to itself; (4) a character that is lost for good is one U+FFFD; (5) no digit is guessed.

    >>> repair("一、工作目栆/div>\\n二、重点任加/div>").text
    '一、工作目标\\n二、重点任务'
    >>> repair("真的吗?5个够不够?").steps
    ()
    """
    if binary := binary_as_text.inspect(text):
        return Repaired(text, issues=(binary,))
    steps: list[tuple[Edit, ...]] = []
    maps: list[OffsetMap] = []
    current = text
    witness = Witness((text, *vouchers), (*vouchers, *vouchers_at_hand()))
    for _ in range(_ROUNDS):
        before = len(steps)
        alphabet = _signs_in(current)
        for family in FAMILIES:
            if family.signs.isdisjoint(alphabet) or not family.is_suspect(current, alphabet):
                continue
            edits = _without_overlaps(family.find(current, witness, markup=markup))
            if edits:
                current, offset_map = apply_edits(current, edits)
                maps.append(offset_map)
                alphabet.update(*(edit.replacement for edit in edits))
                steps.append(edits)
        if len(steps) == before:
            break
    found = (spun_copy.inspect(current), width_and_forms.inspect(current) if alphabet & _PRIVATE else None)
    noticed = tuple(filter(None, (*found, _question_marks(current))))
    if not steps:
        return Repaired(text, issues=noticed)
    repairs = composed(steps, maps)
    issues = (*_issues(repairs, current), *noticed)
    return Repaired(current, tuple(steps), with_context(repairs, text, current), tuple(maps), issues)


def _question_marks(text: str) -> Issue | None:
    """The issue that a text is gone: saved in a charset that has not its characters, each has become a `?`."""
    count = text.count("?")
    if count < _MANY_MARKS or count < _MARKS_SHARE * len(text):
        return None
    message = f"{count} question marks stand where a text was: it was saved in a charset that has not its characters"
    return Issue("text_lost", message, "degraded")


# Question marks, and their share of all characters, from which on they stand for a text that is gone.
_MANY_MARKS = 40
_MARKS_SHARE = 0.25
_PRIVATE = frozenset(map(chr, range(0xE000, 0xF900)))
_SIGNS: frozenset[str] = frozenset().union(*(family.signs for family in FAMILIES))
_ASCII_SIGNS = "".join(sorted(sign for sign in _SIGNS if sign.isascii()))
_RARE_SIGN_RE = re.compile("[" + re.escape("".join(sorted(sign for sign in _SIGNS if not sign.isascii()))) + "]")


def _signs_in(text: str) -> set[str]:
    """The characters of a text, as far as they tell which families may apply."""
    return {sign for sign in _ASCII_SIGNS if sign in text}.union(() if text.isascii() else _RARE_SIGN_RE.findall(text))


def with_context(repairs: Sequence[Repair], raw_text: str, text: str) -> tuple[Repair, ...]:
    """Turn repairs that a row could not show (a mark, a removal) into ones that take in the word beside them.

    A repair whose result holds no word character is widened over text that is the same on both sides, to the left
    first, never into another repair. Call it after `compose`, also where a reader composes repair with layout steps.
    """
    widened: list[Repair] = []
    raw_floor = floor = 0
    for number, item in enumerate(repairs):
        raw, span = item.raw, item.span
        if _has_word(span.of(text)):
            widened.append(item)
            raw_floor, floor = raw.end, span.end
            continue
        following = repairs[number + 1] if number + 1 < len(repairs) else None
        raw_ceiling = following.raw.start if following else len(raw_text)
        ceiling = following.span.start if following else len(text)
        for length in range(1, _CONTEXT + 1):
            if min(raw.start - raw_floor, span.start - floor) < length or (
                raw_text[raw.start - length] != text[span.start - length]
            ):
                break
            if _has_word(text[span.start - length]):
                raw, span = Span(raw.start - length, raw.end), Span(span.start - length, span.end)
                break
        if not _has_word(span.of(text)):
            for length in range(1, _CONTEXT + 1):
                if min(raw_ceiling - raw.end, ceiling - span.end) < length or (
                    raw_text[raw.end + length - 1] != text[span.end + length - 1]
                ):
                    break
                if _has_word(text[span.end + length - 1]):
                    raw, span = Span(raw.start, raw.end + length), Span(span.start, span.end + length)
                    break
        widened.append(item if span is item.span else replace(item, raw=raw, span=span))
        raw_floor, floor = raw.end, span.end
    return tuple(widened)


def _has_word(text: str) -> bool:
    return text[:1].isalnum() or any(map(str.isalnum, text))


def _issues(repairs: Sequence[Repair], text: str) -> tuple[Issue, ...]:
    lost = [item for item in repairs if item.tier == "lost"]
    if not lost:
        return ()
    first = lost[0].span.of(text)
    message = (
        f"{counted(len(lost), 'place holds', 'places hold')} characters that are lost for good, the first in {first!r}"
    )
    return (Issue("text_lost", message, "degraded"),)


def lost_before(raw_text: str, issues: Sequence[Issue]) -> tuple[Issue, ...]:
    """Turn a text as it was decoded into the issue that it came with holes (U+FFFD); none where `issues` say so.

    Whoever saved it had read it wrongly: no byte of the file is amiss, and yet its characters are gone.

    >>> lost_before("养老\ufffd位", ())[0].message.split(",")[0]
    '1 character (�) was lost before the file was saved'
    """
    count = raw_text.count("\ufffd")
    if not count or any(issue.severity == "degraded" and issue.code in _SAY_WHAT_IS_LOST for issue in issues):
        return ()
    said = counted(count, "character (�) was", "characters (�) were")
    message = f"{said} lost before the file was saved, and none is put in its place: find a whole copy"
    return (Issue("text_lost", message, "degraded"),)


_SAY_WHAT_IS_LOST = frozenset({"text_lost", "undecodable_bytes", "binary_as_text"})
