"""Searches of a whole text that look only where a match may begin.

The regular expressions of Python try a pattern at each character unless it begins with a literal or a set of
characters: a pattern that begins with a look-behind, a group of alternatives or an optional part is tried some 1,700
times on a page of 5 KB. A set of characters is looked for twenty times as fast.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

from extractors import quick_re as re


def matches_from(
    starts: re.Pattern[str], pattern: re.Pattern[str], text: str, first: int = 0, last: int = sys.maxsize
) -> Iterator[re.Match[str]]:
    """What `pattern.finditer(text, first, last)` gives, tried only where `starts` matches.

    Sound where each match of `pattern` is not empty and begins with a character at which `starts`, a pattern of one
    character, matches. `tests/unit/test_scanning.py` holds every pair that is used.

    >>> [match[0] for match in matches_from(re.compile("[电手]"), re.compile("(?:电话|手机)[:：]"), "手机：电话电话：")]
    ['手机：', '电话：']
    """
    end = first
    for start in starts.finditer(text, first, last):
        if start.start() >= end and (match := pattern.match(text, start.start(), last)) is not None:
            yield match
            end = match.end()


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
