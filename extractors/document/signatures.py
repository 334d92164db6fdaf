"""Signatures: the bodies that sign a document above its date, and the day that stands below them.

Source: GB/T 9704-2012, 7.3.5 (署名, 成文日期).
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from itertools import pairwise, takewhile

from extractors import quick_re as re
from extractors.document.glued_heads import unspaced
from extractors.document.heads import BODY_LINE_RE, WIDE_DIGITS, Line, is_date_line, parse_date
from extractors.script import simplify

_MARKUP_TAIL_RE = re.compile(r"(?<!\s)\s*+&\w{1,8};?[\s　]*$")  # 国务院办公厅 &sp;


def signature(lines: Sequence[Line]) -> tuple[str, ...]:
    """The bodies signed above the first date line: an annex that another body dated has its own further on."""
    signed, _ = signed_lines(lines)
    return tuple(dict.fromkeys(part for line in signed for part in _signed_names(line)))


_COMPACT_DATE_RE = re.compile(r"[\s　]*(?P<year>20\d\d)(?P<rest>\d{2,4})[\s　]*")


# 2023-03-01, 2023.3.1: below a signature that stands below a text
_DASHED_DATE_RE = re.compile(r"[\s　]*(?:19|20)\d\d\s?[-—–./．]\s?\d{1,2}\s?[-—–./．]\s?\d{1,2}[\s　]*")


def compact_date(words: str) -> date | None:
    """Turn a date that a page set without 年, 月 and 日 into a date; None where its digits can be read in two ways.

    Only for a line below a signature: elsewhere seven digits are anything.

    >>> compact_date("2024327"), compact_date("20240327"), compact_date("2021111")
    (datetime.date(2024, 3, 27), datetime.date(2024, 3, 27), None)
    """
    match = _COMPACT_DATE_RE.fullmatch(words.translate(WIDE_DIGITS))
    if match is None:
        return None
    rest = match["rest"]
    cuts = (1, 2) if len(rest) < 4 else (2,)
    days: set[date] = set()
    for cut in cuts:
        month, day = rest[:cut], rest[cut:]
        if not day or (len(rest) < 4 and "0" in (month[0], day[0])):
            continue
        with suppress(ValueError):
            days.add(date(int(match["year"]), int(month), int(day)))
    return days.pop() if len(days) == 1 else None


def signed_on(lines: Sequence[Line]) -> date | None:
    """The day that a page has set without its 年, 月 and 日 below a signature, or above （此件公开发布）; else None."""
    for index, line in enumerate(lines):
        if _is_dashed_day(lines, index):
            return parse_date(re.sub(r"[\s　]", "", re.sub("[—–．]", "-", line.view)))
        if _COMPACT_DATE_RE.fullmatch(line.view) is None:
            continue
        is_last = lines[index + 1].view.startswith(("（此件", "(此件")) if index + 1 < len(lines) else False
        if is_last or (index and _is_signed_above(lines[index - 1])):
            return compact_date(line.view)
    return None


def _is_dashed_day(lines: Sequence[Line], index: int) -> bool:
    """True for 2023-03-01 below a signature; not below the name of a body that a page sets under its title."""
    return (
        index > 0
        and _DASHED_DATE_RE.fullmatch(lines[index].view.translate(WIDE_DIGITS)) is not None
        and _is_signed_above(lines[index - 1])
        and any("。" in line.view for line in lines[:index])
    )


def _is_signed_above(line: Line) -> bool:
    parts = _signed_names(line)
    return bool(parts) and len(line.text) <= _LONGEST_SIGNED and all(BODY_LINE_RE.match(simplify(p)) for p in parts)


_LONGEST_SIGNED = 60  # characters of a line that names who signs


def signed_lines(lines: Sequence[Line]) -> tuple[tuple[Line, ...], Line | None]:
    """The lines of the bodies signed above the first date line, and that line; None where there is none."""
    for index, line in enumerate(lines):
        is_compact = index > 0 and _COMPACT_DATE_RE.fullmatch(line.view) and _is_signed_above(lines[index - 1])
        if not is_date_line(line.view) and not is_compact and not _is_dashed_day(lines, index):
            continue
        above = list(takewhile(_is_signed_above, reversed(lines[max(0, index - 16) : index])))
        return tuple(reversed(above)), line
    return (), None


# 青山区教育局青山区民政局: a page that set the bodies in two columns lost what parted them
_OF_PLACE_RE = re.compile(r"[\u4e00-\u9fff]{2,7}?[省市区县旗州盟镇乡]")


def _signed_names(line: Line) -> list[str]:
    """The bodies that a line of a signature names, parted by blanks, or where the place of the first stands again.

    A name set letter by letter is one: 财  政  部.
    """
    pieces = _MARKUP_TAIL_RE.sub("", line.text).split()
    return [name for part in unspaced(pieces) if part for name in part_by_place(part)]


_BODY_ENDS = frozenset("会局委办厅院署府心")


def part_by_place(words: str) -> list[str]:
    """Part bodies that stand glued, where the place of the first stands again behind the end of a body's name.

    >>> part_by_place("青山区教育局青山区民政局"), part_by_place("青山区青山镇人民政府")
    (['青山区教育局', '青山区民政局'], ['青山区青山镇人民政府'])
    >>> part_by_place("中共青湖镇委员会青湖镇人民政府")
    ['中共青湖镇委员会', '青湖镇人民政府']
    """
    place = _OF_PLACE_RE.match(words.removeprefix("中共"))
    borders = [0]
    # No pattern: it would be another one for each document's place, and to make one takes longer than to search.
    again = words.find(place[0], len(place[0])) if place else -1
    while place and again >= 0:
        if words[again - 1] in _BODY_ENDS:
            borders.append(again)
        again = words.find(place[0], again + 1)
    return [words[start:end] for start, end in pairwise([*borders, len(words)])]
