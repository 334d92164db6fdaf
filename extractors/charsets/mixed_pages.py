"""Turn a page of two charsets into text, piece by piece: a template in GBK with a ticker in UTF-8.

A page is cut where no character is cut; each piece is read by itself. A piece that has both charsets in it is one for
`mixed_bytes`.
"""

from __future__ import annotations

import codecs

from extractors import quick_re as re
from extractors.charsets.mixed_bytes import UTF8_FRAGMENT_RE, read_mixed
from extractors.charsets.scores import chinese_score
from extractors.counted import counted
from extractors.models import Issue

# Bytes that are never part of a GB18030 or Big5 character: where a mixed page may be cut without cutting a character.
SAFE_CUT_RE = re.compile(rb"[\x00-\x2f\x3a-\x3f]+")


def strictly(data: bytes, encoding: str) -> tuple[str, int]:
    """Turn bytes into text and the number of bytes of a character that the end cuts in two.

    Raises UnicodeDecodeError where bytes are wrong before the end.
    """
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    text = decoder.decode(data, final=False)
    pending, _ = decoder.getstate()
    return (text + "\ufffd", len(pending)) if pending else (text, 0)


def truncated(count: int) -> Issue:
    """Turn a number of bytes that the end has cut off into the issue that says so."""
    last = counted(count, "byte at the end is", "bytes at the end are")
    return Issue("truncated_character", f"{last} the start of a character that was cut off: find it whole", "degraded")


def read_in_pieces(data: bytes, base: str) -> tuple[str, list[Issue]]:
    """Turn bytes of two charsets into text: each piece between safe cuts is read by itself.

    A piece that the page's own charset reads stays with it, unless it is strict UTF-8 and reads as better Chinese;
    a piece that it cannot read is taken in the other charset, where that one reads it without an error.
    The example that forced it: a template in GBK with a UTF-8 news ticker.
    """
    others = ("utf-8", "gb18030") if base != "utf-8" else ("gb18030", "big5hkscs")
    pieces: list[str] = []
    mixed: dict[str, int] = {}
    holes, first_hole, cut_at_end = 0, -1, 0
    position = 0
    spans = [(match.start(), match.end()) for match in SAFE_CUT_RE.finditer(data)]
    spans.append((len(data), len(data)))
    for start, end in spans:
        piece = data[position:start]
        if piece.isascii():
            pieces.append(piece.decode("ascii"))
        else:
            text, encoding, lost = _read_piece(piece, base, others, is_last=start == len(data))
            if encoding != base:
                mixed[encoding] = mixed.get(encoding, 0) + 1
            if lost < 0:
                cut_at_end = -lost
            elif lost:
                holes += lost
                first_hole = position if first_hole < 0 else first_hole
            pieces.append(text)
        pieces.append(data[start:end].decode("ascii"))
        position = end
    issues = [
        Issue("mixed_charset", f"{counted(count, 'piece')} of a page in {base}: {encoding}")
        for encoding, count in sorted(mixed.items())
    ]
    if holes:
        where = f"{counted(holes, 'place')} could not be read as {base}, the first near byte {first_hole}"
        issues.append(Issue("undecodable_bytes", f"{where}: find a whole copy", "degraded"))
    if cut_at_end:
        issues.append(truncated(cut_at_end))
    return "".join(pieces), issues


def _read_piece(piece: bytes, base: str, others: tuple[str, ...], *, is_last: bool) -> tuple[str, str, int]:
    """One piece as (text, encoding, number of holes); a negative number is a character cut off at the end."""
    readings: list[tuple[float, str, str]] = []
    for encoding in (base, *others):
        try:
            text = piece.decode(encoding)
        except UnicodeDecodeError:
            continue
        # A piece of another charset must look clearly better than the page's own: half a point of the mean.
        readings.append((chinese_score(text) + (0.5 if encoding == base else 0.0), text, encoding))
    if readings:
        score, text, encoding = max(readings)
        if encoding == base and base != "utf-8" and UTF8_FRAGMENT_RE.search(piece):
            mixed = read_mixed(piece, base, chinese_score)
            if mixed is not None and chinese_score(mixed.text) > score - 0.5:
                return mixed.text, mixed.other or base, mixed.holes
        return text, encoding, 0
    if is_last:
        for encoding in (base, *others):
            try:
                text, lost = strictly(piece, encoding)
            except UnicodeDecodeError:
                continue
            return text, encoding, -lost
    if mixed := read_mixed(piece, base, chinese_score):
        return mixed.text, mixed.other or base, mixed.holes
    text = piece.decode(base, "replace")
    return text, base, text.count("\ufffd")
