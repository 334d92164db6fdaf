"""Turn GBK that was read as Japanese, Korean or Big5 into text again: `嶄忽`, `櫓벌`, `ﾖﾐｹ妤`, `笢弊` → `中国`.

How it happens. EUC-JP and EUC-KR have characters of their own where GB2312 has its, two bytes from A1A1 on; Shift JIS
takes the bytes A1–DF for narrow katakana, each by itself, and E0–FC for first bytes:

    中 D6 D0   国 B9 FA      EUC-JP 嶄 忽      EUC-KR 櫓 벌      Shift JIS  ﾖ ﾐ ｹ | FA + what follows

What the reader has no character for is shown as one U+FFFD: in EUC-JP ， ： （ ） ； ！ and 160 others, in EUC-KR all
that GB2312 has at C9 (上 设 社 生 商 …), which Windows shows as private-use signs instead. In Shift JIS it is one byte
or two, so that the bytes behind it are read by what makes better Chinese of them. Characters that are there come back
exactly; a lost one is one of those that the reader of pairs lacks: inferred where words settle it, or lost.

Big5 has characters of its own there as well, and in browsers none for 112 of GB2312's (人 全 去 确 让, wide letters).
Where it has lost none `big5_and_gbk` reads it.

Negatives: Japanese and Korean text, names with kanji of their own, narrow katakana in lists of parts. A text counts
only where most of what reads badly comes back as good Chinese, made of words, and stands there as none.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.charsets.scores import beyond_ascii, chinese_score
from extractors.models import Edit, Script, Tier
from extractors.repair.gbk_in_shift_jis import LOST, Read, read_signs
from extractors.repair.lexicon import is_fluent, is_number, may_be_digit, may_be_other_measure
from extractors.repair.lost_marks import settled_marks
from extractors.repair.vocabulary import Witness, is_usual_in
from extractors.repair.word_lattice import Hole, Ranked, hole_of, rank_holes
from extractors.script import detect_script
from extractors.spans import line_start

# Mean score (see `scores.chinese_score`) that a run needs, what it has to gain, and the characters of all of them.
_CHINESE_SCORE = 0.75
_GAIN = 0.15
_ESTABLISHED = 12
# Characters of a run that may judge, and of the characters in such runs, the share that has to come back.
_LONG_RUN = 3
_RESTORED_SHARE = 0.7
# Signs of one reader from which on a text is looked at.
_FEW = 3
# Share of the probability that a lost character needs, and what is claimed.
_SETTLED = 0.95
_CONFIDENCE: dict[Tier, float] = {"exact": 1.0, "inferred": 0.9, "lost": 0.0}

_READERS = ("euc_jp", "cp949", "cp932", "big5hkscs")
# Kanji that no Chinese text has, which the commonest characters become (于 全 务 基 成 提 政 文 施 日 月 条 管), Hangul
# before hanja, narrow katakana in a row, what 一 上 下 中 为 and other common ones become in Big5.
_KANJI = "噐畠暦児撹戻屓猟仏晩埖訳砿"
_HANGUL = "\uac00-\ud7a3"
_SIGNATURES = {
    "euc_jp": re.compile(f"[{_KANJI}]"),
    "cp949": re.compile(f"[{_HANGUL}](?=[\u4e00-\u9fff\uf900-\ufaff])"),
    "cp932": re.compile("[\uff61-\uff9f]{4}"),
    "big5hkscs": re.compile("[珨奻狟笢峈衾釬秶昢瓮婓妗桯庈芢枑淉恅陔黺岆堎衄扲眭炵涴籵砐]"),
}
# What a text has to have of each.
_SIGNS = {
    "euc_jp": frozenset(_KANJI),
    "cp949": frozenset(map(chr, range(0xAC00, 0xD7A4))),
    "cp932": frozenset(map(chr, range(0xFF61, 0xFFA0))),
    "big5hkscs": frozenset(LOST),
}
SIGNS = frozenset().union(*_SIGNS.values())
_FIRST = range(0xA1, 0xF8)
_RUN_RE = re.compile(r"[^\x00-\x7f]+")
_LOST_RE = re.compile(LOST)
_IDEOGRAPH_RE = re.compile("[\u3400-\u9fff]+")


def damage(text: str, *, read: str = "euc_jp") -> str:
    """Turn clean text into its GBK bytes, read as EUC-JP (`euc_jp`), Windows' EUC-KR, Shift JIS or Big5 (`big5hkscs`).

    >>> damage("中国"), damage("中国", read="cp949"), damage("中小", read="cp932"), damage("中国", read="big5hkscs")
    ('嶄忽', '櫓벌', 'ﾖﾐﾐ｡', '笢弊')
    """
    data = text.encode("gbk", "replace")
    out: list[str] = []
    place = 0
    while place < len(data):
        size, sign = _sign_at(data, place, read)
        out.append(sign)
        place += size
    return "".join(out)


def _sign_at(data: bytes, place: int, read: str) -> tuple[int, str]:
    """How many bytes a reader takes from a place on, and the sign that it makes of them."""
    lead = data[place]
    if lead < 0x80:
        return 1, chr(lead)
    is_alone = read == "cp932" and (0xA1 <= lead <= 0xDF or lead in (0x80, 0xA0) or lead >= 0xFD)
    if is_alone or place + 1 == len(data):
        return 1, _decoded(data[place : place + 1], read)
    sign = _decoded(data[place : place + 2], read)
    return (1 if sign == LOST and data[place + 1] < 0x80 else 2), sign


@cache
def _decoded(data: bytes, read: str) -> str:
    try:
        return data.decode(read)
    except UnicodeDecodeError:
        return LOST


def is_suspect(text: str, signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be such runs in a text that has these of the family's `SIGNS`."""
    return any(not _SIGNS[reader].isdisjoint(signs) and _shows(text, reader) for reader in _READERS)


def _shows(text: str, reader: str) -> bool:
    if reader == "big5hkscs" and LOST not in text:
        return False
    return len([*islice(_SIGNATURES[reader].finditer(text), _FEW)]) == _FEW


class _Run(NamedTuple):
    """A run and what it reads as."""

    start: int
    text: str
    read: Read

    @property
    def known(self) -> str:
        """What is not lost."""
        return self.read.text.replace(LOST, "")


def read_again(text: str, witness: Witness) -> list[Edit]:
    """Turn a text into the edits, without a family yet, that read its runs again; an empty list where it is sound."""
    for reader in _READERS:
        if _shows(text, reader) and (runs := _runs(text, reader)):
            known = "".join([run.known for run in runs])
            damaged = sum([len(run.text) for run in runs])
            witness = witness.beside(damaged, beyond_ascii(text) - damaged)
            script = detect_script(known)
            edits = [edit for run in runs for edit in _edits(text, run, reader, script, witness)]
            return _with_marks(text, edits) if reader == "euc_jp" else edits
    return []


def _with_marks(text: str, edits: list[Edit]) -> list[Edit]:
    """The edits of EUC-JP, which has a sign or a hole for each character, with the marks that their places settle."""
    read = [*text]
    for edit in edits:
        read[edit.start : edit.end] = edit.replacement
    marks = dict(settled_marks("".join(read)))
    mark = Edit(0, 0, "", "", "inferred", _CONFIDENCE["inferred"], (), "gbk_as_euc_jp")
    found = [replace(mark, start=place, end=place + 1, replacement=sign) for place, sign in marks.items()]
    for edit in edits:
        start = edit.start
        for place in sorted(place for place in marks if edit.tier == "lost" and edit.start <= place < edit.end):
            if start < place:
                found.append(replace(edit, start=start, end=place, replacement=LOST * (place - start)))
            start = place + 1
        if start < edit.end:
            found.append(replace(edit, start=start, replacement=edit.replacement[start - edit.start :]))
    return sorted(found, key=lambda edit: edit.start)


def _runs(text: str, reader: str) -> list[_Run]:
    """The runs of a text that are GBK in a reader's signs; none where the text is not of that kind.

    Longer runs judge the text. Short ones follow (2025定 and 10倖 are 年 and 个) in lines where nothing reads well as
    it stands.
    """
    judging: list[_Run] = []
    short: list[_Run] = []
    sound_lines: set[int] = set()
    bad = 0
    for match in _RUN_RE.finditer(text):
        stands, is_long = chinese_score(match[0]), len(match[0]) >= _LONG_RUN
        read = _read(match[0], reader)
        run = _Run(match.start(), match[0], read) if read is not None else None
        if run is not None and is_long and _is_better(run, stands):
            judging.append(run)
            bad += len(run.text)
        elif is_long and stands >= _CHINESE_SCORE:
            sound_lines.add(line_start(text, match.start()))
        else:
            bad += len(match[0]) * is_long
            short += [run] if run is not None and run.read.text != run.text else []
    restored = sum([len(run.text) for run in judging])
    words = "".join([_words(run.read.text) for run in judging])
    if len(words) < _ESTABLISHED or restored < _RESTORED_SHARE * bad or not is_fluent(words):
        return []
    if (stood := "".join([_words(run.text) for run in judging])) and is_fluent(stood):
        return []
    lines = {line_start(text, run.start) for run in judging}
    follow = [
        run
        for run in short
        if (line := line_start(text, run.start)) not in sound_lines and (not sound_lines or line in lines)
    ]
    return sorted([*judging, *follow])


def _is_better(run: _Run, stands: float) -> bool:
    """True where a run reads as good Chinese, and did not as it stands, by its characters or by its words."""
    score = chinese_score(run.known)
    if len(run.known) < _LONG_RUN or score < _CHINESE_SCORE:
        return False
    stood = _words(run.text)
    return score >= stands + _GAIN or (is_fluent(_words(run.read.text)) and not (stood and is_fluent(stood)))


def _words(text: str) -> str:
    return "".join(_IDEOGRAPH_RE.findall(text))


def _read(run: str, reader: str) -> Read | None:
    """What a run reads as; None where a sign is not the reader's."""
    if reader == "cp932":
        pieces = [*map(_code_of, run)]
        return None if None in pieces else read_signs([data for data in pieces if data is not None])
    table = _table(reader)
    if table.signs.fullmatch(run) is None:
        return None
    return Read(run.translate(table.characters), [*range(1, len(run) + 1)], {}, set(), [])


@cache
def _code_of(sign: str) -> bytes | None:
    """The bytes of a sign of Shift JIS, none for a lost one; None where it has no such sign."""
    try:
        return sign.encode("cp932") if sign != LOST else b""
    except UnicodeEncodeError:
        return None


class _Table(NamedTuple):
    """The characters of GBK by the signs that a reader of pairs has for them, and a pattern of such signs."""

    characters: dict[int, str]
    signs: re.Pattern[str]


@cache
def _table(reader: str) -> _Table:
    pairs = [bytes((first, second)) for first in range(0x81, 0xFF) for second in range(0x40, 0xFF)]
    characters: dict[int, str] = {}
    for data in pairs:
        sign, character = data.decode(reader, "ignore"), _character(data)
        if len(sign) == len(character) == 1 and sign.encode(reader) == data:
            characters[ord(sign)] = character
    if reader == "cp949":  # Windows' places for what a user defines
        characters.update({0xE000 + place: _character(bytes((0xC9, 0xA1 + place))) for place in range(0x5E)})
    return _Table(characters, re.compile("[" + re.escape("".join(map(chr, characters)) + LOST) + "]+"))


@cache
def _character(data: bytes) -> str:
    return data.decode("gbk", "ignore")


def _edits(text: str, run: _Run, reader: str, script: Script, witness: Witness) -> list[Edit]:
    """The edits of a run: exact where all bytes are there, inferred where words settle what the reader lacks."""
    read = run.read
    rule = f"gbk_as_{reader}"
    if LOST not in read.text and not read.chosen and not read.either:
        return [Edit(run.start, run.start + len(run.text), read.text, "", "exact", 1.0, (), rule)]
    lost = [match.start() for match in _LOST_RE.finditer(read.text)]
    doubtful = {place: _hole(reader, script, read.halves.get(place, b"")) for place in lost}
    for both in read.either:
        doubtful.update({place: hole_of(options) for place, options in both.items()})
    settled = [*read.text]
    for place in doubtful:
        settled[place] = LOST
    holes = [(place, hole) for place, hole in sorted(doubtful.items()) if hole is not None]
    ranked = rank_holes("".join(settled), holes, witness)
    settled = [*read.text]
    for place in sorted(doubtful):
        left = read.text[place - 1] if place else text[max(0, run.start - 1) : run.start]
        settled[place] = _settled(ranked.get(place, ()), left, read.text[place + 1 : place + 2])
    for both in read.either:
        # Of two characters with one sign between them both are read one way.
        ways = {options.index(settled[place]) if settled[place] in options else None for place, options in both.items()}
        if len(ways) > 1 or None in ways:
            for place in both:
                settled[place] = LOST
    tiers: list[Tier] = ["exact"] * len(settled)
    for place in read.chosen.union(doubtful):
        tiers[place] = "lost" if settled[place] == LOST else "inferred"
    edits: list[Edit] = []
    first, start = 0, run.start
    for place in range(1, len(settled) + 1):
        tier = tiers[first]
        if place < len(settled) and tiers[place] == tier and (tier != "inferred" or {place - 1, place} <= read.chosen):
            continue
        end = run.start + read.ends[place - 1]
        edits.append(Edit(start, end, "".join(settled[first:place]), "", tier, _CONFIDENCE[tier], (), rule))
        first, start = place, end
    return edits


def _settled(ranked: Ranked, left: str, right: str) -> str:
    """The character that words settle; U+FFFD where they do not, or where it may be a digit."""
    if not ranked or ranked[0][0] < _SETTLED or is_number(left, ranked[0][1], right):
        return LOST
    is_digit = may_be_digit(left, [character for _, character in ranked], right)
    return LOST if is_digit or may_be_other_measure(left, ranked) else ranked[0][1]


@cache
def _hole(reader: str, script: Script, half: bytes) -> Hole | None:
    """The usual characters that a reader has lost, one byte of them or both; None where that may be any."""
    if half:
        seconds = range(0xE0, 0xFF) if half[1] == 0 else half[1:]
        pairs = [bytes((first, second)) for first in (half[:1] if half[0] else _FIRST) for second in seconds]
    else:
        pairs = [bytes((first, second)) for first in _FIRST for second in range(0xA1, 0xFF)]
        pairs = [data for data in pairs if _sign_at(data, 0, reader) == (2, LOST)]
    usual = [c for c in map(_character, pairs) if is_usual_in(script, c)]
    return hole_of(tuple(usual)) if usual else None
