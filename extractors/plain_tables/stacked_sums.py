"""Tables of sums whose cells stand each on a line of their own: 年度⏎泵站⏎管网⏎2026年⏎50⏎20⏎2027年⏎30⏎40⏎合计⏎80⏎60.

No name of a column but the first is known. What tells such a table is its rhythm: as many names as each row below has
cells, each row a name and numbers alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re

OPENER_RE = re.compile(
    "序号|年[度份]|(?:项目|工程|资金|投资|产业|建设|支出|费用)?(?:类[别型]|名称|来源|内容|用途|领域|方向)|项目|工程|科目|领域|行业|产业"
    "|(?:区县|县区|县市区|乡镇|镇街|地区|市州|市县|市|县)(?:名称)?"
)
_SERIAL_RE = re.compile("序号")
_NUMBER_RE = re.compile(r"[-−]?\d[\d,，]*(?:\.\d+)?%?")
_NOTHING_RE = re.compile("[-—–－/／]{1,4}")  # an empty cell leaves no line; words and points (无, ...) end such a table
_YEAR_RE = re.compile(r"(?:19|20)\d\d年(?:度|底)?")
_SUM_RE = re.compile("(?:总|合|小|共)计|总和")  # not 汇总, 累计: lines of prose that stand alone hold them, too
_NAME_RE = re.compile(r"[^，。；：:！？]{1,24}")
_NAMES_LEAST, _NAMES_MOST = 3, 12  # two alone are a list of names and numbers
_ROWS_LEAST = 2
_YEARS_LEAST = 2


def lay_sums(words: Sequence[str]) -> list[dict[int, int]]:
    """Turn cells in their order into the rows of a table of sums, each the cells' numbers by column; empty for none.

    The header is the first row. It or the names of the rows have two years or a total. Deliberately not a table of
    which a cell is missing: nothing tells where. Risk: a list of names with as many numbers each.

    >>> lay_sums(["年度", "泵站", "管网", "2026年", "50", "20", "合计", "50", "20", "注："])
    [{0: 0, 1: 1, 2: 2}, {0: 3, 1: 4, 2: 5}, {0: 6, 1: 7, 2: 8}]
    """
    if not words or OPENER_RE.fullmatch(words[0]) is None:
        return []
    named = next((place for place, word in enumerate(words) if not _is_name(word)), len(words))
    for width in range(_NAMES_LEAST, min(_NAMES_MOST, named) + 1):
        rows = [dict(enumerate(range(width)))]
        start = width
        while start + width <= len(words) + 1:
            row = _row(words, start, width, len(rows), has_serials=_SERIAL_RE.fullmatch(words[0]) is not None)
            if row is None:
                break
            rows.append(row)
            start += len(row)
        if len(rows) > _ROWS_LEAST and _tell_of_sums(words, rows):
            return rows
    return []


def _row(words: Sequence[str], start: int, width: int, number: int, *, has_serials: bool) -> dict[int, int] | None:
    """The row that begins with a cell; a total has no number of its own."""
    first = int(has_serials and _SUM_RE.search(words[start]) is None)
    if first and words[start] != str(number):
        return None
    columns = range(int(has_serials), width)
    row = {column: start + first + place for place, column in enumerate(columns)}
    if max(row.values()) >= len(words) or not _is_name(words[row[columns[0]]]):
        return None
    values = [words[row[column]] for column in columns[1:]]
    if not all(_NUMBER_RE.fullmatch(value) or _NOTHING_RE.fullmatch(value) for value in values):
        return None
    if not any(map(_NUMBER_RE.fullmatch, values)):
        return None
    return {0: start, **row} if first else row


def _tell_of_sums(words: Sequence[str], rows: Sequence[dict[int, int]]) -> bool:
    """True where the heads have two years or a total; the measure unit may stand above, where no cell is."""
    heads = [words[place] for place in rows[0].values()]
    heads += [words[place] for row in rows[1:] for place in row.values() if _is_name(words[place])]
    years = {head for head in heads if _YEAR_RE.match(head)}
    return len(years) >= _YEARS_LEAST or any(_SUM_RE.search(head) for head in heads)


def _is_name(words: str) -> bool:
    return (
        _NAME_RE.fullmatch(words) is not None and not _NUMBER_RE.fullmatch(words) and not _NOTHING_RE.fullmatch(words)
    )
