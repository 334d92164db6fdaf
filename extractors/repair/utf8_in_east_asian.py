"""Turn UTF-8 that was read as Shift JIS or Big5 into text again: `荳ｭ蝗ｽ` → `中国`.

How it happens. The threes of UTF-8 are read by a charset that has pairs and, in Shift JIS, single bytes as well:

    中 E4 B8 AD   国 E5 9B BD      Shift JIS  E4B8 荳  AD ｭ  E59B 蝗  BD ｽ      Big5  E4B8 銝  ADE5 剖  9BBD

Shift JIS loses one character in seven, Big5 (with Hong Kong's additions) two in three: a byte that makes no pair is
shown as U+FFFD or `?`. A character whose three bytes are all there comes back, exactly, for a byte E2–EF begins one and
two of 80–BF end it; of what stands between such characters the words settle those that have lost one byte, or they are
lost, one U+FFFD for each three bytes.

Negatives: Japanese text with narrow katakana, Traditional text with rare characters. A text counts only where most of
what has such signs is UTF-8 and reads as good Chinese.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import accumulate, islice
from typing import NamedTuple

from extractors import quick_re as re
from extractors.charsets.scores import beyond_ascii, chinese_score
from extractors.models import Edit, Script, Tier
from extractors.repair.lexicon import is_number, may_be_digit, may_be_other_measure
from extractors.repair.vocabulary import Witness, is_usual
from extractors.repair.word_lattice import AT_LINE_END, LINE_ENDS, Factors, Hole, hole_of, rank_holes
from extractors.script import detect_script, simplify

# Mean score (see `scores.chinese_score`) that what comes back needs; right ones reach 0.9.
_CHINESE_SCORE = 0.75
# Characters that have to come back, and the share of all that were read wrongly.
_ESTABLISHED = 6
_RESTORED_SHARE = {"cp932": 0.6, "big5hkscs": 0.2, "cp949": 0.4, "euc_jp": 0.08}
# Of that share, what threes of UTF-8 have to make up of all bytes before runs are read one by one.
_LEAST_OF_SHARE = 0.25
# Characters of a run that may read well as it stands and is UTF-8 all the same (螳樊命菫晞囿 for 实施保障).
_LONGEST_SOUND = 8
# Share of the probability that a character needs that has lost a byte, and what is claimed from a share on; context.
# Right in bench/repair, eighteen seeds: 9,880 of 9,977 with a share from 0.95 to 0.98 of Shift JIS, 669 of 730 of
# Big5, below 2,311 of 2,461 and 785 of 801, above 99.7 % and 99.9 %. The same phrases come back, so that the claim is
# lower.
_SETTLED = 0.9
_SURE = 0.98
_LESS_SURE = 0.88
_CONTEXT = 4
# Typical signs in a text from which on it is looked at.
_FEW = 3

_READERS = ("cp932", "big5hkscs", "cp949", "euc_jp")


def _typical(reader: str) -> str:
    """What the bytes E4–E9 with a byte behind them become that the reader takes for a second one."""
    pairs = (bytes((lead, trail)) for lead in range(0xE4, 0xEA) for trail in range(0xA1, 0xC0))
    return "".join(sorted({data.decode(reader, "ignore") for data in pairs} - {""}))


# Narrow katakana beside an ideograph, and the rare characters that Big5 makes of the first two bytes.
_NARROW = "\uff61-\uff9f"
_SIGNATURES = {
    "cp932": re.compile(f"[{_NARROW}](?:(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff].))"),
    "big5hkscs": re.compile(f"[{_typical('big5hkscs')}](?=[^\x00-\x7f]{{0,4}}[{_typical('big5hkscs')}])"),
    "cp949": re.compile("[\uac00-\ud7a3](?=[\u4e00-\u9fff\uf900-\ufaff])"),
    "euc_jp": re.compile(f"\ufffd[{_typical('euc_jp')}]"),
}
# What a text has to have of each.
_SIGNS = {
    "cp932": frozenset(map(chr, range(0xFF61, 0xFFA0))),
    "big5hkscs": frozenset(_typical("big5hkscs")),
    "cp949": frozenset(map(chr, range(0xAC00, 0xD7A4))),
    "euc_jp": frozenset("\ufffd"),
}
SIGNS = frozenset().union(*_SIGNS.values())
_RUN_RE = re.compile(r"[^\x00-\x7f](?:[^\x00-\x7f]|\?(?=[^\x00-\x7f]))*\?{0,2}")
# Bytes of a run, a lost one as NUL: whole characters, and what stands between them.
_WHOLE = rb"[\xe2-\xef][\x80-\xbf]{2}|[\xc2-\xdf][\x80-\xbf]"
_TOKEN_RE = re.compile(
    rb"(?P<whole>(?:%(whole)b|[\x01-\x7f])+)|(?P<lost>(?:(?!%(whole)b)[^\x01-\x7f])+)" % {b"whole": _WHOLE}
)
# What has to stand beside a lost character for words to say anything of it.
_BESIDE_RE = re.compile("[㐀-鿿、-〛“”！-？]")
_THREE_RE = re.compile(rb"[\xe2-\xef][\x80-\xbf]{2}")
_LEAD_RE = re.compile(rb"[\xe2-\xef]")
_NUL = b"\0"
_ASCII = bytes(range(0x80))
_LOST = "\ufffd"


def damage(text: str, *, read: str = "cp932") -> str:
    """Turn clean text into its UTF-8 bytes, read as `cp932` (Shift JIS) or `big5hkscs`.

    >>> damage("中国"), damage("中国", read="big5hkscs")
    ('荳ｭ蝗ｽ', '銝剖𤙴')
    """
    return text.encode().decode(read, "replace")


def is_suspect(text: str, signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be such runs in a text that has these of the family's `SIGNS`."""
    return any(not _SIGNS[reader].isdisjoint(signs) and _shows(text, reader) for reader in _READERS)


def _shows(text: str, reader: str) -> bool:
    """True where a text has a few of a reader's typical signs."""
    return len([*islice(_SIGNATURES[reader].finditer(text), _FEW)]) == _FEW


def read_again(text: str, witness: Witness) -> list[Edit]:
    """Turn a text into the edits, without a family yet, that read its runs again; an empty list where it is sound."""
    best: tuple[str, list[_Run], str] | None = None
    most = 0
    for reader in _READERS:
        if not _shows(text, reader):
            continue
        suspects = [_Run(match.start(), _without_question(match[0], reader)) for match in _RUN_RE.finditer(text)]
        scored = [(run, chinese_score(run.text) > _CHINESE_SCORE) for run in suspects]
        scored = [(run, is_sound) for run, is_sound in scored if not is_sound or len(run.text) <= _LONGEST_SOUND]
        if not _is_utf8("\n".join([run.text for run, _ in scored]), reader):
            continue
        runs: list[_Run] = []
        read: list[str] = []
        restored = lost = 0
        for run, is_sound in scored:
            _, known, holes = _reading(run.text, reader)
            if not holes and len(known) == 1 and known.isalpha() and known < "\u2e80":
                continue  # a sign that stands alone is itself: ① is no ơ
            if is_sound:
                # 站。 of a sound line is ⋁B as well.
                runs += [run] if len(known) > 1 and not holes and chinese_score(known) >= _CHINESE_SCORE else []
            elif not known or (holes and chinese_score(known) <= 0):
                lost += holes or len(run.text)
                # Where the text is damaged beyond doubt what has lost every character is, too.
                is_like = _LOST in run.text or _SIGNATURES[reader].search(run.text)
                runs += [run] if holes and is_like else []
            else:
                runs.append(run)
                read.append(known)
                restored, lost = restored + len(known), lost + holes
        share = restored / (restored + lost) if restored else 0.0
        if restored > max(most, _ESTABLISHED) and share >= _RESTORED_SHARE[reader]:
            known = "".join(read)
            if chinese_score(known) >= _CHINESE_SCORE:
                best, most = (reader, runs, known), restored
    if best is None:
        return []
    reader, runs, known = best
    damaged = sum([len(run.text) for run in runs])
    witness = witness.beside(damaged, beyond_ascii(text) - damaged)
    script = detect_script(known)
    return [edit for run in runs for edit in _edits(text, run, reader, script, witness)]


def _is_utf8(runs: str, reader: str) -> bool:
    """Tell at a glance whether runs have threes of UTF-8, a part of what would have to come back of them at least.

    The bytes of GBK, which the same readers show, have a few by chance.
    """
    data = runs.replace(_LOST, "?").encode(reader, "ignore")
    threes = 3 * len(_THREE_RE.findall(data))
    return threes >= _LEAST_OF_SHARE * _RESTORED_SHARE[reader] * len(data.translate(None, _ASCII))


class _Run(NamedTuple):
    start: int
    text: str


def _without_question(run: str, reader: str) -> str:
    """A run without the `?` at its end, where the characters before are whole: that asks, or ends a sentence."""
    if not run.endswith("?"):
        return run
    before = run.rstrip("?")
    pieces = _reading(before, reader).pieces
    return before if not pieces or pieces[-1].tokens[-1][0] else run


class _Widths(dict[str, int]):
    """Of how many bytes the signs of a reader are made; one stands for a lost one."""

    def __init__(self, reader: str) -> None:
        super().__init__({"?": 1, _LOST: 1})
        self._reader = reader

    def __missing__(self, sign: str) -> int:
        width = self[sign] = len(sign.encode(self._reader))
        return width


_widths = cache(_Widths)

_Token = tuple[bool, str, bytes]
"""Whether a token is known, its text, and its bytes where it is not."""


class _Piece(NamedTuple):
    """A stretch of a run from one sign to another, and its tokens."""

    start: int
    end: int
    tokens: tuple[_Token, ...]


class _Reading(NamedTuple):
    """A run read again, in pieces; what is known of it, and how many characters are not."""

    pieces: tuple[_Piece, ...]
    known: str
    lost: int


_UNREADABLE = _Reading((), "", 0)


@lru_cache(maxsize=1 << 12)
def _reading(run: str, reader: str) -> _Reading:
    """A run read again; without pieces where it has a sign that the reader has not."""
    try:
        data = run.replace(_LOST, "?").encode(reader).replace(b"?", _NUL)
    except UnicodeEncodeError:
        return _UNREADABLE
    # Where both a sign and a token end the run may be cut.
    ends = {end: place for place, end in enumerate(accumulate(map(_widths(reader).__getitem__, run)), start=1)}
    pieces: list[_Piece] = []
    tokens: list[_Token] = []
    known, start, lost = "", 0, 0
    for match in _TOKEN_RE.finditer(data):
        if match["whole"] is None:
            tokens.append((False, "", match[0]))
            lost += _count(match[0])
        else:
            try:
                text = match[0].decode()
            except UnicodeDecodeError:
                return _UNREADABLE
            tokens.append((True, text, b""))
            known += text
        end = ends.get(match.end())
        if end is not None:
            pieces.append(_Piece(start, end, tuple(tokens)))
            start, tokens = end, []
    return _Reading(tuple(pieces), known, lost)


@lru_cache(maxsize=1 << 12)
def _count(data: bytes) -> int:
    """How many characters are lost: as many as the bytes that are left make, and no fewer than begin there."""
    return max(-(-len(data) // 3), len(_LEAD_RE.findall(data)))


def _edits(text: str, run: _Run, reader: str, script: Script, witness: Witness) -> list[Edit]:
    """The edits of a run: exact where all bytes are there, inferred where the words settle what has lost one."""
    edits: list[Edit] = []
    pieces = _reading(run.text, reader).pieces
    tokens = [token for piece in pieces for token in piece.tokens]
    left, number = text[max(0, run.start - _CONTEXT) : run.start], 0
    end = run.start + len(run.text)
    ends_line = text[end : end + 1] in LINE_ENDS
    rule = f"utf8_as_{reader}"
    for piece in pieces:
        out, share = "", 1.0
        tier: Tier = "exact"
        for is_known, known, data in piece.tokens:
            number += 1
            if is_known:
                out += known
                continue
            right = tokens[number][1][:_CONTEXT] if number < len(tokens) else ""
            factors = AT_LINE_END if ends_line and number == len(tokens) else ()
            settled, certainty = _settled(data, (left + out)[-_CONTEXT:], right, script, witness, factors)
            out, share = out + settled, min(share, certainty)
            tier = "lost" if _LOST in out else "inferred"
        left = (left + out)[-_CONTEXT:]
        edits.append(Edit(run.start + piece.start, run.start + piece.end, out, "", tier, round(share, 3), (), rule))
    return edits


def _settled(
    data: bytes, left: str, right: str, script: Script, witness: Witness, factors: Factors
) -> tuple[str, float]:
    """What a lost character was where the words settle it, with their share; else as many U+FFFD as are lost."""
    hole = _hole(data, script, factors)
    if (
        hole is not None
        and (_BESIDE_RE.match(left[-1:]) or _BESIDE_RE.match(right))
        and not may_be_digit(left, _digits(data), right)
    ):
        ranked = rank_holes(left + _LOST + right, [(len(left), hole)], witness)[len(left)]
        share, best = ranked[0] if ranked else (0.0, _LOST)
        if share >= _SETTLED and not is_number(left, best, right) and not may_be_other_measure(left, ranked):
            return best, _SURE if share >= _SURE else _LESS_SURE
    return _LOST * _count(data), 0.0


@lru_cache(maxsize=1 << 12)
def _hole(data: bytes, script: Script, factors: Factors) -> Hole | None:
    """The usual characters of a script that can have left such bytes, one of which is lost; None for other bytes."""
    if data.count(_NUL) != 1 or _count(data) != 1 or len(data) not in (2, 3):
        return None
    before, after = data.split(_NUL)
    # One of the two is there, for of two or three bytes one alone is lost.
    likely = _characters().get(before[:1] or after[-1:] + _NUL, ())
    found = [
        character
        for character, whole in likely
        if whole.startswith(before) and whole.endswith(after) and (script != "Hans" or simplify(character) == character)
    ]
    return hole_of(tuple(found), factors) if found else None


@lru_cache(maxsize=1 << 10)
def _digits(data: bytes) -> tuple[str, ...]:
    """The full-width digits that can have left such bytes, one of which is lost."""
    before, _, after = data.partition(_NUL)
    wide = {digit: digit.encode() for digit in "０１２３４５６７８９"}
    return tuple([digit for digit, whole in wide.items() if whole.startswith(before) and whole.endswith(after)])


@cache
def _characters() -> defaultdict[bytes, list[tuple[str, bytes]]]:
    """All usual characters with their UTF-8, by its first byte, and by its last one with NUL behind it."""
    codes = (*range(0x2000, 0x2600), *range(0x3000, 0x3020), *range(0x4E00, 0x9FA6), *range(0xFF01, 0xFF5F))
    found: defaultdict[bytes, list[tuple[str, bytes]]] = defaultdict(list)
    for character in filter(is_usual, map(chr, codes)):
        data = character.encode()
        found[data[:1]].append((character, data))
        found[data[-1:] + _NUL].append((character, data))
    return found
