"""Turn bytes of one charset that were read in a single-byte one into what they were: `ä¸­å›½` and `ÖÐ¹ú` → `中国`.

How it happens. UTF-8 or GB18030 bytes are read as Latin-1 or cp1252, where every byte is a letter or a sign. Nothing is
lost: the signs are turned back into their bytes and read again. For UTF-8 that is ftfy's encoding fix (its other fixes
harm Chinese text and are not called); for GB18030, which ftfy does not know, it is done here.

GB and Big5 share their bytes as well: Big5 read as GBK shows kana and rare ideographs (`い瓣`), GBK read as Big5 rare
ideographs and bopomofo (`笢弊`, and ㄛ for every comma). Where all pairs are assigned on both sides the run comes back.

Negatives: letters of other languages; Japanese, bopomofo glosses, Greek letters in formulas. A run counts for UTF-8
only where a lead byte's letter is followed by signs that no orthography puts there; for GB only in runs of four and
more such letters, and only where they read as good Chinese.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from math import log

import ftfy
from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252

from extractors.charset import chinese_score
from extractors.models import Edit
from extractors.repair.lexicon import likelihood
from extractors.repair.vocabulary import Witness

FAMILY = "wrong_charset"

# Mean score (see extractors.charset.chinese_score) that a GB reading needs: right ones reach 0.9, chance ones 0.3.
_CHINESE_SCORE = 0.75
# Characters of GB read well from which on a document is damaged beyond doubt, single ones (到 before 2025) as well.
_ESTABLISHED = 6
# Characters that a run needs to judge a document of mixed-up double-byte charsets.
_LONG_RUN = 3
# Score up to which a run of such a document may still be damaged, and what it has to gain.
_PASSABLE_SCORE = 0.75
_GAIN = 0.25
# Characters that are judged by their words, and the mean logarithm of their probability: prose has -4 to -7.
_JUDGED = 40
_FLUENT = -9.0
_SAMPLES = 5
# Of a page that was misread as a whole, the characters in long runs that read well all the same.
_SOUND_SHARE = 0.02
# Of the characters that read badly, the share that has to come back.
_RESTORED_SHARE = 0.7
# Mean score above which a run reads well enough as it is.
_BAD_SCORE = 0.4
# What cp1252 makes of the bytes 80–9F beside Latin-1's controls.
_CP1252 = "".join(
    character for character in bytes(range(0x80, 0xA0)).decode("sloppy-windows-1252") if character >= "\u0100"
)
_UTF8_RUN_RE = re.compile(rf"(?:[\u00e2-\u00ef][\u0080-\u00bf{_CP1252}]{{2}}[\x20-\x7e]{{0,2}})+")
_SINGLE_BYTE_RE = re.compile(f"[\u0080-\u00ff{_CP1252}]")
_GB_PAIR = "[\u0081-\u00fe][\u0080-\u00fe@-~]"
# Digits and marks may stand between: ¹ú°ì·¢¡²2020¡³32ºÅ.
_GB_RUN_RE = re.compile(rf"(?:{_GB_PAIR})+(?:[\x20-\x3f]{{1,8}}(?:{_GB_PAIR})+)*")


def damage(text: str, *, written: str = "utf-8", read: str = "sloppy-windows-1252") -> str:
    """Turn clean text into its bytes in `written`, read as `read`.

    >>> damage("中国", written="gb18030", read="latin-1")
    'ÖÐ¹ú'
    """
    return text.encode(written).decode(read)


def is_suspect(text: str) -> bool:
    """Tell by cheap means whether there may be such runs."""
    return not text.isascii() and (_SUSPECT_RE.search(text) is not None or _MIXED_UP_RE.search(text) is not None)


# Characters beyond ASCII with what a width folder or a slipped pair leaves between them.
_WIDE_RUN_RE = re.compile(r"[^\x00-\x7f]+")
# Kana, Greek, Cyrillic, box drawing: Big5's commonest leads A4–A9 read as GBK. Bopomofo and the rare characters that
# 的 是 一 在 了 有 中 国 of GBK become in Big5.
_MIXED_UP_RE = re.compile(
    "[\u3041-\u30f6\u0391-\u03c9\u0410-\u044f\u2500-\u254b\u3105-\u3129][\u4e00-\u9fff\u3041-\u30f6]|[岆珨婓賸衄笢]"
    "|[\ue000-\uf8ff][\u4e00-\u9fff\ue000-\uf8ff]"  # pairs of the one that the other keeps for private use
)
# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset(
    chr(code)
    for block in (
        (0xC0, 0xFF),
        (0x3041, 0x30F7),
        (0x391, 0x3CA),
        (0x410, 0x450),
        (0x2500, 0x254C),
        (0x3105, 0x312A),
        (0xE000, 0xF900),
    )
    for code in range(*block)
    if code not in (0xD7, 0xF7)  # × and ÷
) | set("岆珨婓賸衄笢")
_SUSPECT_RE = re.compile(rf"[\u00e2-\u00ef][\u0080-\u00bf{_CP1252}]{{2}}|[\u0081-\u00fe]{{4}}")


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that read its single-byte runs again."""
    del markup  # the same in both
    edits: list[Edit] = []
    doubtful: list[Edit] = []
    # GB first: among its letters stand threes that look like UTF-8 (æ¶¨), while UTF-8 read as GB never reads well.
    for match in _GB_RUN_RE.finditer(text):
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        reading = None if _SINGLE_BYTE_RE.search(around) else _as_gb(match[0])
        if reading is not None:
            edit = Edit(match.start(), match.end(), reading, FAMILY, "exact", 1.0, (), "gb_as_latin1")
            (edits if len(reading) > 1 else doubtful).append(edit)
    if sum(len(edit.replacement) for edit in edits) >= _ESTABLISHED:
        edits = sorted((*edits, *doubtful), key=lambda edit: edit.start)
    taken = [(edit.start, edit.end) for edit in edits]
    for match in _UTF8_RUN_RE.finditer(text):
        if _overlaps(taken, match.start(), match.end()):
            continue
        run = match[0].rstrip("".join(map(chr, range(0x20, 0x7F))))
        fixed = ftfy.fix_encoding(run)
        if fixed != run and "\ufffd" not in fixed and chinese_score(fixed) > 0:
            edits.append(
                Edit(match.start(), match.start() + len(run), fixed, FAMILY, "exact", 1.0, (), "utf8_as_cp1252")
            )
    if _MIXED_UP_RE.search(text):
        taken = [(edit.start, edit.end) for edit in edits]
        edits += [edit for edit in _mixed_up(text) if not _overlaps(taken, edit.start, edit.end)]
    return sorted(edits, key=lambda edit: edit.start)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(taken, (start, end))
    return any(first < end and start < last for first, last in taken[max(0, index - 1) : index + 1])


def _mixed_up(text: str) -> list[Edit]:
    """Runs of Big5 read as GBK, or the other way round, that read badly as they are and well the other way.

    Longer runs judge the document: nearly all that read badly have to come back, for text that is out of step or of
    another charset does so now and then. Then short runs (〔 and 〕 around a year) and passable ones follow; where
    nothing but short runs reads well as it stands, the whole page was misread, and they follow as well: 33號 is 33腹.
    """
    edits: list[Edit] = []
    doubtful: list[Edit] = []
    passing: list[Edit] = []
    restored: Counter[str] = Counter()
    bad = sound = 0
    for match in _WIDE_RUN_RE.finditer(text):
        run = match[0]
        stands = chinese_score(run)
        judges = len(run) >= _LONG_RUN and stands <= _BAD_SCORE
        bad += len(run) * judges
        sound += len(run) * (len(run) >= _LONG_RUN and stands > _PASSABLE_SCORE)
        for read, written, rule in (("gb18030", "big5hkscs", "big5_as_gbk"), ("big5hkscs", "gb18030", "gbk_as_big5")):
            try:
                fixed = run.encode(read).decode(written)
            except UnicodeError:
                continue
            if len(fixed) != len(run):
                continue
            edit = Edit(match.start(), match.end(), fixed, FAMILY, "exact", 1.0, (), rule)
            score = chinese_score(fixed)
            if stands > _PASSABLE_SCORE or score < max(_BAD_SCORE, stands + _GAIN):
                passing.append(edit)
                continue
            (edits if judges and score >= _CHINESE_SCORE else doubtful).append(edit)
            restored[rule] += len(run) * (judges and score >= _CHINESE_SCORE)
            break
    rules = {rule for rule, count in restored.items() if count >= _ESTABLISHED and count >= _RESTORED_SHARE * bad}
    rules = {rule for rule in rules if _is_fluent("".join(edit.replacement for edit in edits if edit.rule == rule))}
    found = [edit for edit in (*edits, *doubtful) if edit.rule in rules]
    if len(rules) == 1 and sound <= _SOUND_SHARE * restored.total():
        taken = {edit.start for edit in found}
        found += [edit for edit in passing if edit.rule in rules and edit.start not in taken]
    return found


def _is_fluent(text: str) -> bool:
    """True where a text is made of words: box drawing read as Big5 is made of common characters, too.

    Samples from all of it are judged, for a page may begin with names that no dictionary has; spaces are no words.
    """
    words = "".join(text.split())
    step = max(_JUDGED, len(words) // _SAMPLES)
    samples = [words[start : start + _JUDGED] for start in range(0, len(words), step)][:_SAMPLES]
    total = sum(log(max(likelihood(sample), 1e-300)) for sample in samples)
    return total >= _FLUENT * sum(map(len, samples))


def _as_gb(run: str) -> str | None:
    try:
        fixed = run.encode("latin-1").decode("gb18030")
    except UnicodeError:
        return None
    return fixed if chinese_score(fixed) >= _CHINESE_SCORE else None
