"""Turn bytes of one charset that were read in a single-byte one into what they were: `ä¸­å›½` and `ÖÐ¹ú` → `中国`.

How it happens. UTF-8 or GB18030 bytes are read as Latin-1 or cp1252, where every byte is a letter or a sign. Nothing is
lost: the signs are turned back into their bytes and read again. For UTF-8 that is ftfy's encoding fix (its other fixes
harm Chinese text and are not called); for GB18030, which ftfy does not know, it is done here.

Twice over is undone twice: UTF-8 read so, written as UTF-8 and read so again, or GB18030 read so and then written as
UTF-8. Big5 read in a single-byte charset comes back like GB18030. Readers of other alphabets are in `code_pages`, GBK
and Big5 read as each other in `big5_and_gbk`, UTF-8 and GBK read as Japanese, Korean or Big5 in `utf8_in_east_asian`
and `gbk_in_east_asian`. A byte order mark is no text: `ï»¿` and, read as GBK, `锘?` at the start of a line are taken
away.

Negatives: letters of other languages; Japanese, bopomofo glosses, Greek letters in formulas. A run counts for UTF-8
only where a lead byte's letter is followed by signs that no orthography puts there; for GB only in runs of four and
more such letters, and only where they read as good Chinese.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import pairwise

import ftfy
from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.charsets import code_pages
from extractors.charsets.forms import RADICALS
from extractors.charsets.scores import beyond_ascii, chinese_score
from extractors.charsets.utf8_pairs import is_mostly_pairs
from extractors.models import Edit
from extractors.repair import (
    big5_and_gbk,
    gbk_half_as_utf8,
    gbk_in_east_asian,
    surrogates,
    utf8_in_east_asian,
    utf8_with_lost_bytes,
)
from extractors.repair.lexicon import is_fluent
from extractors.repair.vocabulary import Witness

FAMILY = "wrong_charset"

# Mean score (see `scores.chinese_score`) that a GB reading needs: right ones reach 0.9, chance ones 0.3.
_CHINESE_SCORE = 0.75
# Characters of GB read well from which on a document is damaged beyond doubt, single ones (到 before 2025) as well.
_ESTABLISHED = 6
# Characters that a run needs to judge a document of mixed-up double-byte charsets.
_LONG_RUN = 3
# Letters that may be left over where a text of GB in a single-byte charset is read pair by pair.
_LEFT_SHARE = 0.02
# Of the characters that read badly, the share that has to come back.
_RESTORED_SHARE = 0.7
# Of all characters beyond ASCII, the share that leaves nothing for another reader.
_NEARLY_ALL = 0.9
# Mean score above which a run reads well enough as it is.
_BAD_SCORE = 0.4
# What cp1252 makes of the bytes 80–9F beside Latin-1's controls.
_CP1252 = "".join(
    character for character in bytes(range(0x80, 0xA0)).decode("sloppy-windows-1252") if character >= "\u0100"
)
_UTF8_TAIL = f"[\u0080-\u00bf{_CP1252}]"
# Threes, and the twos of · and × or of what is read wrongly twice over.
_UTF8_RUN_RE = re.compile(rf"(?:(?:[\u00c2-\u00df]{_UTF8_TAIL}|[\u00e0-\u00ef]{_UTF8_TAIL}{{2}})[\x20-\x7e]{{0,2}})+")
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))
# What a run must not touch, or it is cut: bytes of the same reader, or of one that draws frames.
_SINGLE_BYTE_RE = re.compile(f"[\u0080-\u00ff{_CP1252}\u0391-\u03c9\u2200-\u22ff\u2320\u2321\u2500-\u25ff]")
_GB_LEAD = f"[\u0081-\u00fe{_CP1252}]"
_GB_PAIR = f"(?:{_GB_LEAD}[\u0080-\u00fe{_CP1252}@-~]|{_GB_LEAD}[0-9]{_GB_LEAD}[0-9])"
# Of a run's letters, those of Latin-1 proper; the rest are quotation marks and dashes that cp1252 has at 80–9F.
_LATIN_SHARE = 0.5
_FEW = 2
_LETTER_RE = re.compile("[\xa1-\xff]")
# Letters of runs whose reading is remembered.
_SHORT_RUN = 12
# Letters between digits and marks that are UTF-8 throughout, six twos and more, which GB's pairs hardly ever are:
# they have been read wrongly twice, however well the rest of the run reads as GB.
_LONG_PIECE_RE = re.compile(rb"[\x80-\xff]{12,}")
# Signs and full-width forms of GB, which are no Chinese by themselves: ≥ and －1－.
_SIGNS_RE = re.compile(rb"(?:[\xa1\xa3][\xa1-\xfe][\x20-\x3f]{0,8})+")
# Digits and marks may stand between: ¹ú°ì·¢¡²2020¡³32ºÅ.
_GB_RUN_RE = re.compile(rf"(?:{_GB_PAIR})+(?:[\x20-\x3f]{{1,8}}(?:{_GB_PAIR})+)*")


def damage(text: str, *, written: str = "utf-8", read: str = "sloppy-windows-1252") -> str:
    """Turn clean text into its bytes in `written`, read as `read`.

    >>> damage("中国", written="gb18030", read="latin-1")
    'ÖÐ¹ú'
    """
    return text.encode(written).decode(read)


def is_suspect(text: str, signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be such runs."""
    return not text.isascii() and (
        _SUSPECT_RE.search(text) is not None
        or _is_foreign(text, signs)
        or not signs.isdisjoint("\ufeff锘")
        or ("ï" in signs and "ï»¿" in text)
    )


def _is_foreign(text: str, signs: AbstractSet[str]) -> bool:
    return (
        not surrogates.SIGNS.isdisjoint(signs)
        or (not big5_and_gbk.SIGNS.isdisjoint(signs) and big5_and_gbk.is_suspect(text))
        or utf8_in_east_asian.is_suspect(text, signs)
        or gbk_in_east_asian.is_suspect(text, signs)
    )


_IDEOGRAPHS_RE = re.compile("[\u3400-\u9fff]+")
# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = (
    frozenset(map(chr, range(0xC0, 0x100))) - set("×÷")
    | set("锘\ufeff\x91\x92\x93\x94\x95\x96\x97")
    | big5_and_gbk.SIGNS
    | surrogates.SIGNS
    | utf8_in_east_asian.SIGNS
    | gbk_in_east_asian.SIGNS
)
# The first class lets the search leap over Chinese; what begins a run is asked for behind its first character.
_SUSPECT_RE = re.compile(
    rf"""
    ([\u0081-\u00fe{_CP1252}\u0391-\u03c9\u0400-\u045f\u2500-\u259f])(?:
        (?<=[\u00e2-\u00ef]){_UTF8_TAIL}{{2}}
        | (?<=[\u0081-\u00fe{_CP1252}])(?!\1\1\1)[\u0081-\u00fe{_CP1252}]{{3}}  # but not ………… or ····
        | (?<=[\u00a1-\u00fe])(?!\1\1\1)[@-~\u00a1-\u00fe](?:[\u00a1-\u00fe][@-~\u00a1-\u00fe]){{2}}  # Big5
        | (?<=[\u00e3-\u00e9])(?:{_UTF8_TAIL}?[?\ufffd]|{_UTF8_TAIL}(?!{_UTF8_TAIL})|\ {_UTF8_TAIL})  # bytes lost
        | (?<=[\u0091-\u0097])  # controls
        | (?<=[\u0391-\u03c9\u0400-\u045f\u2500-\u259f\u00b5\u00c0-\u00ff])[^\x00-\x7f\u3000-\ufaff]{{5}}  # code_pages
    )
    """,
    re.VERBOSE,
)
# Marks that cp1252 and UTF-8 both have: three letters (â€œ) that no language has side by side.
_MARKS = frozenset("“”‘’—–…")
# Bytes 91–97 of cp1252 that were taken for controls, which no text has: “云上工厂” with \x93 and \x94.
_CONTROLS = {chr(code): bytes((code,)).decode("cp1252") for code in range(0x91, 0x98)}
_CONTROL_RE = re.compile("(?<![\x80-\x90\x98-\xff])[\x91-\x97](?![\x80-\x90\x98-\xff])")
_BESIDE_CONTROL_RE = re.compile(r"[\u3400-\u9fff，。、；：（）《》]")
# The mark, as it is, read as cp1252, or read as GBK with its third byte lost.
_MARK_RE = re.compile(r"(?m)^(?:\ufeff|ï»¿|锘[?\ufffd](?=\s|<|\Z))+")


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that read its single-byte runs again."""
    del markup  # the same in both
    if apart := surrogates.read_again(text):
        return [replace(edit, family=FAMILY) for edit in apart]
    edits = [Edit(*match.span(), "", FAMILY, "exact", 1.0, (), "byte_order_mark") for match in _MARK_RE.finditer(text)]
    edits += _controls(text)
    # GB first: among its letters stand threes that look like UTF-8 (æ¶¨), while UTF-8 read as GB never reads well.
    found, is_whole = _read_single_bytes(text, witness)
    # A page of UTF-8 that was read as GBK is another family's: what hides below it shows when that is undone.
    is_open = not is_mostly_pairs(text)
    if is_open and not is_whole:
        others = code_pages.read_again(text, more_than=_covered(found))
        if _covered(others) > _covered(found) and is_fluent("".join(edit.replacement for edit in others)):
            found = others
    # No reading of pairs covers more than all there is to be read.
    if is_open and _covered(found) < beyond_ascii(text) + text.count("?"):
        eastern = utf8_in_east_asian.read_again(text, witness) or gbk_in_east_asian.read_again(text, witness)
        if _covered(eastern) > _covered(found):
            found, is_open = eastern, False
    taken = sorted((edit.start, edit.end) for edit in edits)
    edits += [replace(edit, family=FAMILY) for edit in found if not taken or not _overlaps(taken, edit.start, edit.end)]
    if is_open and big5_and_gbk.is_suspect(text):
        taken = sorted((edit.start, edit.end) for edit in edits)
        edits += [
            replace(edit, family=FAMILY)
            for edit in big5_and_gbk.read_again(text)
            if not _overlaps(taken, edit.start, edit.end)
        ]
    return sorted(edits, key=lambda edit: edit.start)


def _read_single_bytes(text: str, witness: Witness) -> tuple[list[Edit], bool]:
    """The edits that read the runs of Latin-1 and cp1252 again, and whether that is nearly all there is to be read."""
    latin = _double_byte_runs(text)
    if half := _half_utf8(text, latin):
        return half, True
    taken = [(edit.start, edit.end) for edit in latin]
    if any(not _overlaps(taken, *place) for place in utf8_with_lost_bytes.cut_characters(text)):
        lost = utf8_with_lost_bytes.read_again(text, witness)
        if _covered(lost) >= _NEARLY_ALL * beyond_ascii(text):
            return lost, True
    else:
        lost = []
    latin += [edit for edit in _utf8_runs(text) if not _overlaps(taken, edit.start, edit.end)]
    return max(lost, latin, key=_covered), False


def _controls(text: str) -> list[Edit]:
    """Controls beside Chinese that are quotation marks and dashes of cp1252."""
    places = [match.start() for match in _CONTROL_RE.finditer(text)]
    return [
        Edit(place, place + 1, _CONTROLS[text[place]], FAMILY, "exact", 1.0, (), "cp1252_as_controls")
        for place in places
        if _BESIDE_CONTROL_RE.search(text[max(0, place - 2) : place + 3])
    ]


def _half_utf8(text: str, edits: list[Edit]) -> list[Edit]:
    """What a text of GB is where a cleaner has been at it; an empty list where the edits read it as it is."""
    if _covered(edits) < 2 * _ESTABLISHED:
        return []
    letters = gbk_half_as_utf8.letters_in(text)
    left = letters - sum(gbk_half_as_utf8.letters_in(text[edit.start : edit.end]) for edit in edits)
    if left <= _LEFT_SHARE * letters:
        return []
    found = gbk_half_as_utf8.read_again(text)
    fixed = "".join(edit.replacement for edit in found)
    return found if found and is_fluent("".join(_IDEOGRAPHS_RE.findall(fixed))) else []


def _covered(edits: list[Edit]) -> int:
    return sum([edit.end - edit.start for edit in edits])


def _double_byte_runs(text: str) -> list[Edit]:
    """Runs of GB or Big5 bytes read as Latin-1 or cp1252, those of the charset that gives more."""
    by_charset: dict[str, list[Edit]] = {"gb18030": [], "big5hkscs": []}
    doubtful: list[Edit] = []
    either: list[Edit] = []
    for match in _GB_RUN_RE.finditer(text):
        around = text[match.start() - 1 : match.start()] + text[match.end() : match.end() + 1]
        data = None if _SINGLE_BYTE_RE.search(around) or _is_alphabetical(match[0]) else _bytes_of(match[0])
        for charset, rule in (("gb18030", "gb_as_latin1"), ("big5hkscs", "big5_as_latin1")) if data else ():
            least = _BAD_SCORE if charset == "gb18030" else _CHINESE_SCORE
            reading = _read_as_pairs(data or b"", charset, least, or_utf8=charset == "gb18030")
            if reading is not None:
                edit = Edit(match.start(), match.end(), reading, FAMILY, "exact", 1.0, (), rule)
                # A row of dots is 贩贩, one of ¡ wide spaces: evidence has to have more than two letters.
                is_evidence = len(reading) > 1 and len(set(match[0])) > _FEW
                is_evidence = is_evidence and chinese_score(reading.translate(RADICALS)) >= _CHINESE_SCORE
                if charset == "gb18030" and len(reading) > 1 and _is_utf8(data or b""):
                    either.append(edit)
                else:
                    (by_charset[charset] if is_evidence or charset != "gb18030" else doubtful).append(edit)
    edits, others = by_charset.values()
    found = sum(len(edit.replacement) for edit in edits)
    # 水路 is Ë®Â·, in UTF-8 ˮ·: GB in a page of GB, which shows more runs that are no UTF-8 at all.
    if found >= max(_ESTABLISHED, sum(len(edit.replacement) for edit in either)):
        doubtful += either
    # Letters behind Latin ones (Älter) may be Big5's second bytes by chance: a text of it shows more.
    read_as_big5 = "".join(edit.replacement for edit in others)
    if len(read_as_big5) >= max(_LONG_RUN * _ESTABLISHED, found + 1) and is_fluent(read_as_big5):
        return others
    fluent = _made_of_words(edits)
    if fluent is not edits:
        return fluent
    return sorted((*edits, *doubtful), key=lambda edit: edit.start)


def _is_alphabetical(run: str) -> bool:
    """True for ÒÓÔÕÖØ."""
    return len(run) > _FEW and all(0 < ord(after) - ord(before) <= _FEW for before, after in pairwise(run))


def _made_of_words(edits: list[Edit]) -> list[Edit]:
    """The edits themselves where words of theirs show that the text is damaged; of others those that are words.

    Letters of an alphabet in their order (ÀÁÂÃÄÅ) read as good characters that make no word: 懒旅呐.
    """
    worded: list[Edit] = []
    size = 0
    for edit in edits:
        if is_fluent("".join(_IDEOGRAPHS_RE.findall(edit.replacement))):
            worded.append(edit)
            size += len(edit.replacement)
            if size >= _ESTABLISHED:
                return edits
    return worded


def _utf8_runs(text: str) -> list[Edit]:
    """Runs of UTF-8's bytes read as Latin-1 or cp1252, once or twice; twice also where the first time was GB's."""
    edits: list[Edit] = []
    doubtful: list[Edit] = []
    letters: list[Edit] = []
    for match in _UTF8_RUN_RE.finditer(text):
        run = match[0].rstrip(_PRINTABLE)
        fixed, is_sure = _remembered_utf8(run) if len(run) <= _SHORT_RUN else _read_as_utf8(run)
        kind = (edits if is_sure else doubtful) if fixed is not None else letters
        if fixed is None:
            fixed = _read_once(run)
        if fixed is not None:
            edit = Edit(match.start(), match.start() + len(run), fixed, FAMILY, "exact", 1.0, (), "utf8_as_cp1252")
            kind.append(edit)
    if sum(len(edit.replacement) for edit in (edits or doubtful)) >= _ESTABLISHED:
        edits = sorted((*edits, *doubtful), key=lambda edit: edit.start)
        # Letters of rare characters of GB (蹂躏) read wrongly a second time, as most of those around them were.
        if letters and _covered(edits) >= _RESTORED_SHARE * len(_LETTER_RE.findall(text)):
            edits = sorted((*edits, *letters), key=lambda edit: edit.start)
    alone = [edit for edit in edits if _LETTER_RE.search(_around(text, edit)) is None]
    # Threes in the midst of other letters are there by chance (ï¥¿ in a page of Big5), unless most letters are threes.
    return edits if _covered(edits) >= _RESTORED_SHARE * len(_LETTER_RE.findall(text)) else alone


def _around(text: str, edit: Edit) -> str:
    return text[max(0, edit.start - 1) : edit.start] + text[edit.end : edit.end + 1]


def _read_as_utf8(run: str) -> tuple[str | None, bool]:
    """A run read as UTF-8, None where it is none, and whether that is sure.

    ftfy reads twice over, and spaces that were A0; single characters it leaves alone.
    """
    once = _read_once(run)
    if once is not None and len(once) > _FEW and _read_as_gb(once) is not None:
        return once, True  # ftfy may read what is GB as Mac Roman
    fixed = ftfy.fix_encoding(run)
    if chinese_score(fixed) <= 0:
        fixed = _read_repeatedly(run)
    if fixed == run or "\ufffd" in fixed:
        return None, False
    if chinese_score(fixed) > 0 and len(fixed) > 1:
        return fixed, True
    if fixed in _MARKS:
        return fixed, True  # â€œ beside Chinese; what stands beside Latin letters is left out by `_utf8_runs`
    # 和, ．; what the next round reads as GB
    return fixed if fixed >= "\u2000" or _read_as_gb(fixed, least=_BAD_SCORE) is not None else None, False


# A page in GB has a thousand short runs, most of them more than once.
_remembered_utf8 = lru_cache(maxsize=1 << 14)(_read_as_utf8)


def _overlaps(taken: list[tuple[int, int]], start: int, end: int) -> bool:
    index = bisect_left(taken, (start, end))
    return any(first < end and start < last for first, last in taken[max(0, index - 1) : index + 1])


_CP1252_BYTES = {
    ord(letter): byte for byte in range(0x80, 0xA0) for letter in [bytes((byte,)).decode("sloppy-windows-1252")]
}


# Bytes up to ~, and those that are no letters of Latin-1 proper.
_ASCII = bytes(range(0x7F))
_NO_LETTERS = bytes(range(0xA0))


def _bytes_of(run: str) -> bytes | None:
    """The bytes of a run of Latin-1 or cp1252, None where most of it is punctuation that Chinese text has by right."""
    data = _codes_of(run)
    if data is None or len(data.translate(None, _NO_LETTERS)) < _LATIN_SHARE * len(data.translate(None, _ASCII)):
        return None
    return data


def _read_once(run: str) -> str | None:
    """A run read as UTF-8, None where its bytes are none."""
    data = _codes_of(run)
    try:
        return data.decode() if data is not None else None
    except UnicodeDecodeError:
        return None


def _read_repeatedly(run: str) -> str:
    """A run read as UTF-8, and again where that gives another such run; as it is where its bytes are none."""
    read = _read_once(run)
    if read is None:
        return run
    return _read_repeatedly(read) if read != run and _UTF8_RUN_RE.fullmatch(read) else read


def _codes_of(run: str) -> bytes | None:
    for charset in ("latin-1", "sloppy-windows-1252"):
        try:
            return run.encode(charset)
        except UnicodeEncodeError:
            continue
    codes = [_CP1252_BYTES.get(ord(letter), ord(letter)) for letter in run]
    return bytes(codes) if max(codes) < 0x100 else None


def _read_as_pairs(data: bytes, charset: str, least: float, *, or_utf8: bool = False) -> str | None:
    """Bytes read in a double-byte charset, None where that is no Chinese, or where they are UTF-8 unless `or_utf8`."""
    try:
        fixed = data.decode(charset)
    except UnicodeError:
        return None
    if charset == "gb18030" and len(fixed) > 1:
        if code_pages.is_rare(data) or (_is_utf8(data) and not or_utf8):
            return None
        if any(_is_utf8(piece) for piece in _LONG_PIECE_RE.findall(data)) and not _is_utf8(data):
            return None
    is_signs = charset == "gb18030" and _SIGNS_RE.fullmatch(data) is not None
    # Radicals are another family's damage (width_and_forms): under this one they count as what they stand for.
    return fixed if chinese_score(fixed.translate(RADICALS)) >= least or is_signs else None


def _is_utf8(data: bytes) -> bool:
    """True for Ã¥Â¹Â´, which GB reads as 氓鹿麓: letters of UTF-8 read wrongly twice over."""
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _read_as_gb(text: str, least: float = _CHINESE_SCORE) -> str | None:
    """What a text is where it is as a whole GB's bytes read as Latin-1, and reads as well as that."""
    data = _bytes_of(text)
    return _read_as_pairs(data, "gb18030", least) if data else None
