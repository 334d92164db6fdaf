"""Turn bytes into text: byte order mark, strict decodings, a detector's vote, and how Chinese each reading looks.

Nothing is ever replaced in silence: a byte that no reading explains becomes U+FFFD and an issue that degrades the
document. Container formats (OLE, ZIP, PDF) are told apart by the caller; what comes here is meant to be text.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import chardet

from extractors import quick_re as re
from extractors.charsets import halves
from extractors.charsets.mixed_pages import SAFE_CUT_RE, read_in_pieces, strictly, truncated
from extractors.charsets.scores import beyond_ascii, chinese_score
from extractors.charsets.wide_lines import read_wide_lines
from extractors.counted import counted
from extractors.models import Decoded, Issue, Unreadable

# ── thresholds ──────────────────────────────────────────────────────────────────────────────────

# Bytes that the detector and the score get to see. chardet reads 2.3 MB/s: 16 kB cost 7 ms, more changes no answer.
_SAMPLE_BYTES = 16_384
# Bytes that are tried as UTF-16 without a mark: enough for a verdict, and under a millisecond.
_WIDE_BYTES = 2_048
# Bytes at the head of a page in which a declaration is looked for: HTML wants it within 1024, real pages exceed that.
_HEAD_BYTES = 4_096
# Share of control characters from which on bytes are no text. Damaged pages reach 0.1 %; random bytes hold 10 %.
_CONTROL_SHARE = 0.01
# Mean score (see `chinese_score`) below which a reading does not look Chinese. Right readings score above 0.9,
# wrong ones between -1 and 0.4.
_CHINESE_SCORE = 0.55
# What the detector's vote and a declaration add to a mean score. Small: they decide between close readings only.
_DETECTOR_VOTE = 0.15
_DECLARED_VOTE = 0.10
# What one undecodable byte in a hundred takes from a mean score.
_ERROR_WEIGHT = 2.5
# Texts below this many bytes can be valid UTF-8 by accident (联通 in GBK is the classic).
_ACCIDENT_BYTES = 64
# Of the characters beyond ASCII, the share of holes from which on a foreign charset is considered (é of a French page).
_FOREIGN_HOLES = 0.2
# Bytes below which nothing is taken for UTF-16 on its looks alone.
_WIDE_LEAST_BYTES = 8
# Undecodable share of the bytes above which the result is no text (cut or mixed pages stay below 1 %).
_LOST_SHARE = 0.2

_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16LE, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)

# Every name under which a GB or Big5 charset is declared or detected is read with its largest superset, for pages
# declared as gb2312 hold GBK and GB18030 characters (镕, ㎡) as a rule.
_SUPERSET: dict[str, str] = {
    "gb2312": "gb18030",
    "gb_2312_80": "gb18030",
    "x_gbk": "gb18030",
    "gbk": "gb18030",
    "cp936": "gb18030",
    "euc_cn": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5_hkscs": "big5hkscs",
    "big5hkscs": "big5hkscs",
    "cp950": "big5hkscs",
    "x_x_big5": "big5hkscs",
    "utf_8": "utf-8",
    "utf8": "utf-8",
    "ascii": "utf-8",
    "us_ascii": "utf-8",
    "utf_16": "utf-16-le",
    "utf_16le": "utf-16-le",
    "utf_16_le": "utf-16-le",
    "utf_16be": "utf-16-be",
    "utf_16_be": "utf-16-be",
}

# What else may lie in a folder of Chinese documents. Not all that the detector knows: it calls mixed pages EBCDIC.
_FOREIGN = frozenset(
    {
        *("cp1252", "iso8859-1", "iso8859-15", "mac-roman", "cp1250", "cp1251", "koi8-r"),
        *("shift_jis", "cp932", "euc_jp", "euc_kr", "cp949", "johab"),
    }
)

_DECLARATION_RE = re.compile(
    rb"""
    <meta\b[^>]{0,200}?charset\s{0,20}=\s{0,20}["']?\s{0,20}([A-Za-z0-9_\-]{2,20})  # <meta charset="...">, http-equiv
    | <\?xml\b[^>]{0,100}?encoding\s{0,20}=\s{0,20}["']([A-Za-z0-9_\-]{2,20})["']  # <?xml encoding="..."?>
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Control bytes that no text holds (tab, line feed, form feed, return and escape are let pass).
_CONTROLS = bytes({*range(0x20), 0x7F} - {*b"\t\n\v\f\r\x1b"})
# Two or more characters of CJK UTF-8 in a row. In GBK that is a rare run (E3–E9 lead level-2 characters), so a page in
# GBK that shows one is read piece by piece, although its own charset reads it all without an error.
_UTF8_RUN_RE = re.compile(rb"(?:[\xe3-\xe9][\x80-\xbf]{2}|\xef\xbc[\x80-\xbf]){2,}")
# Zeros from which on they are no stray signs: what a disk or a transfer leaves where nothing was written. They are
# shown as more lost characters than a number has digits, for nobody knows how much is gone.
_ZEROS = bytes(16)
_ZEROS_RE = re.compile(rb"\x00{16,}")
_ZERO_SIGNS = "\x00" * 16
_ZERO_SIGNS_RE = re.compile(r"\x00{16,}")
_HOLE = "\ufffd" * 8
# Unified ideographs: what a reading needs to count as Chinese at all.
_IDEOGRAPH_RE = re.compile(r"[\u4e00-\u9fff]")


def declared_charset(data: bytes) -> str | None:
    """Turn the head of a page into the charset that it declares for itself, None where it declares none.

    >>> declared_charset(b'<html><head><meta charset="gb2312">')
    'gb2312'
    """
    match = _DECLARATION_RE.search(data[:_HEAD_BYTES])
    return (match[1] or match[2]).decode("ascii").lower() if match else None


@lru_cache(maxsize=1)
def decode(data: bytes, declared: str | None = None) -> Decoded:
    """Turn bytes into text, with the encoding that explains them best.

    `declared` is what the transport says (HTTP, MIME); a declaration inside the bytes is found here. Either is a
    voter, not a judge: strict UTF-8 and the look of the text overrule it.

    Guarantees: (1) the text is `data` decoded by `encoding`, but for parts named in an issue; (2) every byte that
    could not be read is one U+FFFD and counted in a degraded issue; (3) GB charsets are read as gb18030.

    Raises Unreadable("empty") for nothing but white space and Unreadable("binary") for bytes that are no text. The last
    text is kept: a format asks for it to claim the bytes, then to read them.

    >>> decode("国办发〔2020〕32号".encode("gbk")).encoding
    'gb18030'
    """
    inside = declared_charset(data)
    named = declared or inside
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            mixed = _mixed_wide(data[len(bom) :])
            if mixed is not None and mixed[1] == encoding:
                return _finish(*mixed[:2], named, mixed[2], has_bom=True)
            text, issues = _lossy(data[len(bom) :], encoding)
            return _finish(text, encoding, named, issues, has_bom=True)
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        raise Unreadable("empty", _BLANK)

    found = _mixed_wide(data)
    if found is not None:
        return _finish(*found[:2], named, found[2])
    wide = _wide(data)
    if wide is not None:
        text, issues = _lossy(data, wide)
        return _finish(text, wide, named, issues)
    _refuse_binary(_without_zeros(data))

    try:
        text, lost = strictly(data, "utf-8")
    except UnicodeDecodeError:
        with_halves = halves.read(data)
        if with_halves is None:
            return _choose(data, named)
        text, count = with_halves
        message = f"{counted(count, 'half', 'halves')} of characters that UTF-16 writes in two stood alone"
        return _finish(text, "utf-8", named, [Issue("undecodable_bytes", message, "degraded")] if count else [])
    if data.isascii() and b"~{" in data and b"~}" in data:
        hz = _hz(data)
        if hz is not None:
            return _finish(hz, "hz", named, [])
    if len(data) < _ACCIDENT_BYTES and not _IDEOGRAPH_RE.search(text) and not data.isascii():
        return _choose(data, named)
    issues = [truncated(lost)] if lost else []
    return _finish(text, "utf-8", named, issues)


def _finish(
    text: str,
    encoding: str,
    declared: str | None,
    issues: list[Issue],
    *,
    has_bom: bool = False,
    runner_up: str | None = None,
) -> Decoded:
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x00\u3000\xa0"):
        raise Unreadable("empty", _BLANK)
    if declared and _canonical(declared) != encoding and not (encoding == "utf-8" and text.isascii()):
        message = f"the page declares {declared}, its bytes are {encoding}"
        issues = [*issues, Issue("charset_declaration_wrong", message)]
    if _ZERO_SIGNS in text:
        text, count = _ZERO_SIGNS_RE.subn(_HOLE, text)
        said = counted(count, "stretch of zeros stands", "stretches of zeros stand")
        issues = [*issues, Issue("undecodable_bytes", f"{said} where text was: find a whole copy", "degraded")]
    return Decoded(text.removeprefix("\ufeff"), encoding, has_bom, declared, runner_up, tuple(issues))


def _canonical(name: str) -> str:
    key = name.strip().lower().replace("-", "_")
    if key in _SUPERSET:
        return _SUPERSET[key]
    try:
        return codecs.lookup(name).name
    except (LookupError, ValueError):
        return key


def _lossy(data: bytes, encoding: str) -> tuple[str, list[Issue]]:
    """Turn bytes into text with U+FFFD for what cannot be read, and the issues that say so."""
    try:
        text, lost = strictly(data, encoding)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        count = max(1, text.count("\ufffd") - data.count("\ufffd".encode(encoding)))
        where = f"{counted(count, 'place')} could not be read as {encoding}, the first at byte {error.start}"
        return text, [Issue("undecodable_bytes", f"{where}: find a whole copy", "degraded")]
    return text, [truncated(lost)] if lost else []


_BLANK = "the file holds nothing but white space: download it again, or leave it out"
_FIND_ORIGINAL = "find the original document"


def _without_zeros(data: bytes) -> bytes:
    """Bytes without the stretches of zeros in them, where these are the smaller part: in binary files they are not."""
    rest = _ZEROS_RE.sub(b"", data) if _ZEROS in data else data
    return rest if len(rest) > len(data) / 2 else data


def _refuse_binary(data: bytes) -> None:
    sample = data[:_SAMPLE_BYTES]
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    if controls > _CONTROL_SHARE * len(sample):
        share = controls / len(sample)
        raise Unreadable("binary", f"it is no text, {share:.0%} of its bytes are control characters: {_FIND_ORIGINAL}")


def _hz(data: bytes) -> str | None:
    """HZ, the seven-bit GB2312 of mail and news: ~{…~} around pairs. ASCII that only looks like it stays ASCII."""
    try:
        text = data.decode("hz")
    except UnicodeDecodeError:
        return None
    return text if chinese_score(text) >= _CHINESE_SCORE else None


def _mixed_wide(data: bytes) -> tuple[str, str, list[Issue]] | None:
    found = read_wide_lines(data, lambda text: chinese_score(text) >= _CHINESE_SCORE)
    if found is None:
        return None
    others = sorted(found.others.items())
    said = [f"{counted(count, 'line')} of a text in {found.encoding}: {name}" for name, count in others]
    issues = [Issue("mixed_charset", message) for message in said]
    return found.text, found.encoding, [*issues, *([truncated(found.cut_bytes)] if found.cut_bytes else [])]


def _wide(data: bytes, *, gated: bool = True) -> str | None:
    """Tell whether bytes without a mark are UTF-16, and in which order.

    Chinese UTF-16 shows no pattern of NULs by itself: what tells it is that one of the two orders reads as Chinese
    and ASCII while the other does not. False positives: none found, for GB and UTF-8 bytes read as UTF-16 are rare
    ideographs, Yi and Hangul. `gated` asks for line ends, digits or CJK punctuation first (high byte 00, 30 or FF),
    which every page in UTF-16 holds and a bare phrase may lack.
    """
    sample = data[: min(len(data), _WIDE_BYTES) & ~1]
    if not sample or (gated and sum(map(sample.count, (b"\x00", b"\x30", b"\xff"))) * 50 < len(sample)):
        return None
    best: tuple[float, str] = (0.0, "")
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample.decode(encoding, "replace")
        inside = sum(
            1
            for c in text
            if " " <= c <= "~" or c in "\r\n\t" or "\u4e00" <= c <= "\u9fff" or c in "，。、（）《》“”：；"
        )
        share = inside / len(text)
        beyond = chinese_score(text)
        is_chinese = beyond >= _CHINESE_SCORE or (text.isascii() and b"\x00" in sample)
        if share > 0.85 and is_chinese and share + beyond > best[0]:
            best = (share + beyond, encoding)
    return best[1] or None


@dataclass(frozen=True, slots=True)
class _Candidate:
    encoding: str
    score: float
    errors: int
    holes: float
    text: str  # of the sample


def _candidates(sample: bytes, named: str) -> list[_Candidate]:
    """The readings of a sample, the best first, as far as their look and the charset that was `named` tell."""
    candidates: list[_Candidate] = []
    for encoding in ("gb18030", "big5hkscs", "utf-8"):
        text = sample.decode(encoding, "replace")
        errors = text.count("\ufffd")
        score = chinese_score(text.replace("\ufffd", "")) - _ERROR_WEIGHT * errors / max(1, len(text))
        score += _DECLARED_VOTE * (encoding == named)
        candidates.append(_Candidate(encoding, score, errors, errors / max(1, beyond_ascii(text)), text))
    return sorted(candidates, key=lambda candidate: -candidate.score)


def _hangs_on_the_vote(candidates: Sequence[_Candidate]) -> bool:
    """False where the detector's vote, which takes longer than all else, could neither change the best nor be asked
    for a foreign charset: a sure reading that leads by more than the vote.
    """
    best, second = candidates[0], candidates[1]
    is_sure = best.score >= _CHINESE_SCORE and best.holes <= _FOREIGN_HOLES
    return not (is_sure and best.score - second.score > _DETECTOR_VOTE)


def _choose(data: bytes, declared: str | None) -> Decoded:
    """Decide between the charsets for bytes that are not UTF-8 throughout."""
    sample = _sample(data)
    candidates = _candidates(sample, _canonical(declared) if declared else "")
    vote = ""
    if _hangs_on_the_vote(candidates):
        detected = chardet.detect(sample)["encoding"]
        vote = _canonical(detected) if detected else ""
        candidates = sorted(
            (replace(one, score=one.score + _DETECTOR_VOTE * (one.encoding == vote)) for one in candidates),
            key=lambda candidate: -candidate.score,
        )
    best, second = candidates[0], candidates[1]
    if best.score < _CHINESE_SCORE and len(data) >= _WIDE_LEAST_BYTES and (wide := _wide(data, gated=False)):
        text, issues = _lossy(data, wide)
        return _finish(text, wide, declared, issues, runner_up=best.encoding)
    is_foreign = best.score < _CHINESE_SCORE / 2 or best.holes > _FOREIGN_HOLES
    if is_foreign and vote in _FOREIGN and not _UTF8_RUN_RE.search(sample):
        # No Chinese charset fits, the detector knows one that does (a French page in cp1252).
        try:
            text, _ = strictly(data, vote)
        except (UnicodeDecodeError, LookupError):
            pass
        else:
            return _finish(text, vote, declared, [], runner_up=best.encoding)
    runner_up = second.encoding if second.errors == 0 or second.score > 0 else None
    try:
        text, lost = (best.text, 0) if sample is data and not best.errors else strictly(data, best.encoding)
    except UnicodeDecodeError:
        text, issues = read_in_pieces(data, best.encoding)
    else:
        issues = [truncated(lost)] if lost else []
        if best.encoding != "utf-8" and _UTF8_RUN_RE.search(data):
            text, issues = read_in_pieces(data, best.encoding)
    if text.count("\ufffd") > _LOST_SHARE * len(text):
        holes = counted(text.count("\ufffd"), "hole")
        raise Unreadable("binary", f"no charset reads these bytes, {best.encoding} leaves {holes}: {_FIND_ORIGINAL}")
    return _finish(text, best.encoding, declared, issues, runner_up=runner_up)


def _sample(data: bytes) -> bytes:
    """The parts of the bytes that say most of their charset: windows with bytes beyond ASCII, cut where it is safe."""
    if len(data) <= _SAMPLE_BYTES:
        return data
    start = next((match.start() for match in re.finditer(rb"[\x80-\xff]", data)), 0)
    parts: list[bytes] = []
    size = _SAMPLE_BYTES // 4
    step = max(size, (len(data) - start) // 4)
    for offset in range(start, len(data), step):
        window = data[offset : offset + size]
        cuts = list(SAFE_CUT_RE.finditer(window))
        if offset == start and cuts:
            parts.append(window[: cuts[-1].start()])
        elif len(cuts) > 1:
            parts.append(window[cuts[0].end() : cuts[-1].start()])
        elif offset == start:
            parts.append(window)
    return b"\n".join(parts)
