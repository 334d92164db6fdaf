"""Plain text: decoded, repaired, and its lines put together to paragraphs and tables."""

from __future__ import annotations

import unicodedata

from extractors import quick_re as re
from extractors.charsets.charset import decode
from extractors.charsets.scores import chinese_score
from extractors.layout import lay_out, move_blocks, move_fields
from extractors.models import Reading, Unreadable
from extractors.repair import repair
from extractors.spans import compose

MEDIA_TYPE = "text/plain"

_CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\x80-\x84\x86-\x9f\ufffd\ufdd0-\ufdef\ufffe\uffff]")
# Random bytes hold some 10 to 30 % of such characters in any charset; damaged Chinese text stays far below this.
_CONTROL_SHARE = 0.05
_SAMPLE = 200_000  # characters looked at; a binary file shows itself at its start
# Random bytes that a two-byte charset took for characters: letters of many scripts, rare and private ones in turn.
_ODD_CATEGORIES = frozenset({"Co", "Cn", "Cs", "Lm", "Mn", "Sk"})
_ODD_SHARE = 0.3


def matches(data: bytes) -> bool:
    """Everything that no other reader claims may be text; `read` refuses what is none."""
    return True


def read(data: bytes) -> Reading:
    """Turn the bytes of a text file into a reading.

    Raises Unreadable ("empty", "binary_as_text") where there is no text in them.
    """
    decoded = decode(data)
    refuse_binary(decoded.text)
    repaired = repair(decoded.text, markup=False)
    laid = lay_out(repaired.text)
    text, repairs, maps = compose(decoded.text, [*repaired.steps, laid.edits])
    return Reading(
        media_type=MEDIA_TYPE,
        encoding=decoded.encoding,
        text=text,
        raw_text=decoded.text,
        blocks=move_blocks(laid.blocks, maps[-1]),
        repairs=repairs,
        metadata=move_fields(laid.metadata, text, maps[-1]),
        issues=(*decoded.issues, *repaired.issues),
    )


def refuse_binary(text: str) -> None:
    """Raise Unreadable where a decoded text is empty, or was no text but bytes of something else.

    A text that was read in another charset (ä»»åŠ¡) has control characters as bytes have: it is judged by what repair
    makes of its head.

    >>> refuse_binary("一、工作目标")
    """
    if not text.strip():
        raise Unreadable("empty", "the file holds no text: download it again, or leave it out")
    sample = text[:_SAMPLE]
    controls = len(_CONTROL_RE.findall(sample))
    odd = sum(map(_ODD_CATEGORIES.__contains__, map(unicodedata.category, sample[::7]))) * 7
    if controls > _CONTROL_SHARE * len(sample):
        said = f"{controls} of {len(sample)} characters are control or undecodable characters"
    elif odd > _ODD_SHARE * len(sample) + 20:
        said = f"{min(100, 100 * odd // len(sample))}% of its characters are marks, private or unknown characters"
    else:
        return
    if _is_damaged_chinese(repair(text[:_HEAD]).text):
        return
    raise Unreadable("binary_as_text", f"{said}: this is a binary file, not text; find the original document")


_HEAD = 3_000  # characters whose repair tells what a text was: a page, or a third of one in a charset of bytes
_CHINESE_SCORE = 0.55  # see `chinese_score`: right readings score above 0.9, bytes of something else below 0.4
_HOLES_SHARE = 0.2  # of all characters; a text that has lost more says too little


def _is_damaged_chinese(text: str) -> bool:
    """True for Chinese text in which hardly any control characters stand, and holes in one of five places at most."""
    rest = text.replace("\ufffd", "")
    return (
        len(text) - len(rest) <= _HOLES_SHARE * len(text)
        and len(_CONTROL_RE.findall(rest)) <= _CONTROL_SHARE * len(rest)
        and chinese_score(rest) >= _CHINESE_SCORE
    )
