"""Lines that a page has torn at a mark: 1. ⏎ 项目规划 ⏎ 。 where what was marked up stands on lines of its own."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Span

# No line begins with these marks (GB/T 15834-2011, 5.1.2); a row of a flattened table may.
_NO_LINE_START_RE = re.compile(r"[。，、；！？](?![^\n]*\t)")
_CLOSED_RE = re.compile("[。；！？：]")
_PIECE_LEAST = 3  # characters above a mark; a narrow cell that was set letter by letter stays as it is
_NUMBER_RE = re.compile("[0-9]{1,2}")
_DOT_START_RE = re.compile("[.．](?=[\u4e00-\u9fff\\n])")
_NUMBER_AND_DOT_RE = re.compile("[0-9]{0,2}[.．]")
_WORDS_RE = re.compile("(?![一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]|附件)[\u4e00-\u9fff“]")


def is_torn_at_mark(text: str, above: Span, below: Span) -> bool:
    """True where the line `below` is torn off the line `above` at a mark: a stop, or the dot of a number.

    Matches a line that begins with a stop behind one that ends in none, a dot below a bare number, and words below a
    number with its dot. Deliberately not words below a bare number, which is a cell of a flattened table. Risk: such a
    table whose serial numbers have dots. The example: a bureau's page with each piece of markup on its own line.
    """
    if _NO_LINE_START_RE.match(text, below.start, below.end):
        return len(above) >= _PIECE_LEAST and _CLOSED_RE.match(text, above.end - 1) is None
    if _NUMBER_RE.fullmatch(text, above.start, above.end):
        return _DOT_START_RE.match(text, below.start) is not None
    is_number = _NUMBER_AND_DOT_RE.fullmatch(text, above.start, above.end) is not None
    return is_number and _WORDS_RE.match(text, below.start) is not None
