"""Rows of a table that a page's end cut in two: which row on the next page is the rest of the last one above it."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.segment import is_closed

SERIAL_RE = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)]?[.、．]?")
_COUNT_RE = re.compile(r"[（(]?(\d{1,3})[）)]?[.、．]?")
_OPENING_RE = re.compile(r"[（(]?(\d{1,3})(?:[）)]|[、．]|\.(?!\d))")
_NUMBER_COLUMNS = 3  # of which one may number the rows: 责任单位 | 完成时限 | 序号
_LEAST_COUNTED = 3  # rows that a column numbers, which is not the first
_VALUE_RE = re.compile(r"[-+−]?\d[\d,，]*(?:\.\d+)?\s?(?:%|％|‰)?")
_SUM_RE = re.compile(r"\s*(?:合|总|小|共)\s*计\s*[:：]?\s*")
_DIGITS_RE = re.compile(r"\d+")
_VALUE_MOST = 12  # characters of a cell that is one value: 2026年12月底前


def has_serial_column(rows: Iterable[Sequence[str]]) -> bool:
    """Tell whether the first column numbers the rows: most of its filled cells are numerals, at least two of them."""
    firsts = [row[0].strip() for row in rows if row and row[0].strip()]
    serials = sum(1 for cell in firsts if SERIAL_RE.fullmatch(cell))
    return serials >= 2 and serials >= 0.6 * len(firsts)


def number_column(rows: Sequence[Sequence[str]], merged: Container[int]) -> int | None:
    """Turn rows below a header into the column that numbers them, None where none does.

    The first column as `has_serial_column` says; else one of the first three, if no cell of it is merged and all but
    one, the rest of a row, open with a number (3, 3.改善办学条件) and count one by one. Deliberately not columns of
    figures: more than half of the numbers follow the one before.

    >>> number_column([["局", "1", "甲"], ["局", "2", "乙"], ["", "", "丙"], ["局", "3", "丁"]], ())
    1
    """
    if has_serial_column(rows):
        return 0
    for column in range(_NUMBER_COLUMNS):
        filled = [row[column].strip() for row in rows if column < len(row) and row[column].strip()]
        counts = [count for cell in filled if (count := count_of(cell)) is not None]
        follow = sum(1 for first, second in pairwise(counts) if second == first + 1)
        is_counted = len(counts) >= max(_LEAST_COUNTED, len(filled) - 1) and follow > len(counts) // 2
        if is_counted and column not in merged:
            return column
    return None


def count_of(cell: str) -> int | None:
    """Turn a cell into the Arabic number that it is or opens with, None where it has none.

    >>> count_of("（3）"), count_of("3.改善办学条件"), count_of("三、")
    (3, 3, None)
    """
    found = _COUNT_RE.fullmatch(cell) or _OPENING_RE.match(cell)
    return int(found[1]) if found else None


def is_numbered(cell: str) -> bool:
    """Tell whether a cell is a number of its row, or opens with one.

    >>> is_numbered("3"), is_numbered("3.改善办学条件"), is_numbered("办学条件")
    (True, True, False)
    """
    return is_bare_number(cell) or _OPENING_RE.match(cell.strip()) is not None


def is_bare_number(cell: str) -> bool:
    """Tell whether a cell is the number of its row and nothing else.

    >>> is_bare_number("3"), is_bare_number("3.改善办学条件")
    (True, False)
    """
    return SERIAL_RE.fullmatch(cell.strip()) is not None


def lacks_number(above: str, below: str) -> bool:
    """Tell whether the cell of a row's number says that the row `below` has none, and is the rest of that `above`.

    Below a bare number it is empty: 四、村容整治 names a group of rows.

    >>> lacks_number("8", ""), lacks_number("8", "四、村容整治"), lacks_number("3.改造", "校舍")
    (True, False, True)
    """
    if is_bare_number(above):
        return not below.strip()
    return _OPENING_RE.match(above.strip()) is not None and not is_numbered(below)


def begins_anew(above: Sequence[str], below: Sequence[str], number: int | None = None) -> bool:
    """Tell whether the row `below` a page's end is one of its own, though it has no number, beside the row `above`.

    It is where a column has a whole value in both (8 and 5, 12月 and 12月, 预期性 twice), or an item numbered next to
    that above (21、 below 20、): a cell that a page's end cut leaves the rest of its words, no second value. So are
    words below a bare number in the column `number`: 推进农田水利建设 names a group of rows. Risk: a number that a
    narrow column and the page's end cut inside of its digits.

    >>> begins_anew(["", "入境人员排查率", "%", "40"], ["", "截获增长率", "%", "5"])
    True
    >>> begins_anew(["3", "支持平台企业", "2026年6月"], ["", "提升能力。", "底前"])
    False
    """
    if number is not None and is_bare_number(above[number]) and below[number].strip():
        return True
    for first, second in zip(above, below, strict=False):
        one, other = first.strip(), second.strip()
        if not one or not other:
            continue
        opened, following = _OPENING_RE.match(one.rsplit("\n", 1)[-1]), _OPENING_RE.match(other)
        if opened and following and int(following[1]) == int(opened[1]) + 1:
            return True
        if len(one) > _VALUE_MOST or len(other) > _VALUE_MOST:
            continue
        if _VALUE_RE.fullmatch(one) and _VALUE_RE.fullmatch(other):
            return True
        if _DIGITS_RE.sub("#", one) == _DIGITS_RE.sub("#", other):
            return True
    return False


def is_cut_row(above: Sequence[str], below: Sequence[str], *, has_serials: bool) -> bool:
    """Tell whether the row `below` is the rest of the row `above`, which a page's end cut in two.

    In a table with serial numbers the rest has none. In every table its longest cell goes on with an unfinished
    sentence. Deliberately not: a row without a number whose cells are whole sentences below a whole sentence, for a
    merged number stands for several rows.

    >>> is_cut_row(["3", "支持平台企业提升大数", "区商务委、"], ["", "据应用水平。", "区科委"], has_serials=True)
    True
    """
    if not any(cell.strip() for cell in below) or not below or (below[0].strip() and has_serials):
        return False
    if any(map(_SUM_RE.fullmatch, below)) or begins_anew(above, below):
        return False  # 合计 | 40500 below 茶叶市场 | 8500: two numbers make no third
    return not (below[0].strip() and above[0].strip()) and goes_on(above, below)


def goes_on(above: Sequence[str], below: Sequence[str]) -> bool:
    """Tell whether the longest cell of the row `below` goes on with the unfinished sentence above it.

    >>> goes_on(["市商务局（牵头）", "办好市集，引"], ["市财政局", "进客商三家。"])
    True
    """
    filled = [(len(cell.strip()), column) for column, cell in enumerate(below) if cell.strip()]
    _, longest = max(filled, default=(0, len(above)))
    if longest >= len(above) or not above[longest].strip():
        return False
    return below[longest].lstrip()[:1] in "，。、；）”》," or not is_closed(above[longest].rstrip())


def full_columns(rows: Sequence[Sequence[str]], merged: Container[int]) -> tuple[int, ...]:
    """Turn rows into the columns without merged cells that have words in each of them, rows of one cell apart.

    >>> full_columns([["1", "修渠", ""], ["一、水利", "", ""], ["2", "补种", "9月"], ["3", "养老", ""]], ())
    (0, 1)
    """
    whole = [row for row in rows if sum(1 for cell in row if cell.strip()) > 1]
    if len(whole) < _LEAST_COUNTED:
        return ()
    width = min(map(len, whole))
    return tuple(
        column for column in range(width) if column not in merged and all(row[column].strip() for row in whole)
    )
