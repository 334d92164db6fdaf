"""Searches of a whole text that look only where a match may begin, for patterns that may begin with any character."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from extractors import quick_re as re


def matches_behind(
    marks: re.Pattern[str], pattern: re.Pattern[str], text: str, first: int = 0, last: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text, first, last)` gives, tried only behind each character at which `marks` matches.

    Sound where `pattern` begins with a look-behind for one of these characters, and no match of it is empty.

    >>> [match[0] for match in matches_behind(re.compile("[。]"), re.compile("(?<=。)[a-z]"), "a。b。cd")]
    ['b', 'c']
    """
    end = first
    for mark in marks.finditer(text, max(0, first - 1), last):
        if mark.end() >= end and (match := pattern.match(text, mark.end(), last)) is not None:
            yield match
            end = match.end()


def matches_in_runs(runs: re.Pattern[str], pattern: re.Pattern[str], text: str, reach: int) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text)` gives, looked for only in the runs of characters that `runs` finds.

    Sound where each match of `pattern` begins inside a match of `runs`, and ends, with all that is looked at behind
    it, at most `reach` characters behind that.

    >>> [match[0] for match in matches_in_runs(re.compile("[0-9]{4,}"), re.compile("(?<!1)[0-9]{4}"), "12 12345", 0)]
    ['1234']
    """
    end = 0
    for run in runs.finditer(text):
        place = max(run.start(), end)
        while place < run.end() and (match := pattern.search(text, place, run.end() + reach)) is not None:
            if match.start() >= run.end():
                break
            yield match
            place = end = match.end()
