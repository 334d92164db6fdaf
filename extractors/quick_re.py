"""The regular expressions of the standard library, which leap to where a match may begin.

`from extractors import quick_re as re` stands where `import re` would: the same patterns, flags and matches. `re`
itself leaps where a pattern begins with a literal, a set of characters, or alternatives that all begin with a literal.
One that begins with a look-behind, an optional word, or alternatives of which one begins with a set, it tries at each
character of a text, many times as slow: of 1,900 patterns of this library more than half. Here each pattern tells the
matcher the characters with which a match may begin, however it says them. Alternatives that begin with ^ are asked once
whether the text begins.

Left as they are: patterns that may be empty, that may begin with any character or any but some, or that ignore case.

The place of these characters in a compiled pattern is no public part of `re`; it is the same in Python 3.11 to 3.13,
and `tests/unit/test_quick_re.py` says so where it is not.
"""

from __future__ import annotations

import _sre  # type: ignore[import-not-found]
import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from re import (  # type: ignore[attr-defined]
    ASCII,
    DOTALL,
    IGNORECASE,
    MULTILINE,
    VERBOSE,
    Match,
    Pattern,
    _compiler,
    _parser,
    escape,
    findall,
    finditer,
    fullmatch,
    match,
    search,
    split,
    sub,
)
from re import _constants as ops  # type: ignore[attr-defined]
from typing import Any, AnyStr, NamedTuple

__all__ = [
    "ASCII",
    "DOTALL",
    "IGNORECASE",
    "MULTILINE",
    "VERBOSE",
    "Match",
    "Pattern",
    "compile",
    "escape",
    "findall",
    "finditer",
    "fullmatch",
    "match",
    "search",
    "split",
    "sub",
]

_ZERO_WIDTH = frozenset({ops.ASSERT, ops.ASSERT_NOT, ops.AT})
_REPEATS = frozenset({ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT})
_BEGINNING = (ops.AT, ops.AT_BEGINNING)
_NO_LEAP = [ops.INFO, 4, 0]  # how a compiled pattern begins of which `re` knows no first character


class _Beginning(NamedTuple):
    """The items of the set of characters with which a part of a pattern may begin, and whether it may be empty."""

    items: list[Any]
    may_be_empty: bool


def compile(pattern: AnyStr, flags: int = 0) -> Pattern[AnyStr]:
    """Turn the words of a pattern into what `re.compile` makes of them, only that its searches leap.

    >>> compile("(?<!不)可以|[应须]当").findall("不可以，可以，须当"), compile("a+", IGNORECASE).findall("bAab")
    (['可以', '须当'], ['Aa'])
    """
    return _compiled(pattern, int(flags))


@cache
def _compiled(pattern: Any, flags: int) -> Pattern[Any]:
    tree = _parser.parse(pattern, flags)
    _share_beginnings(tree)
    code = _compiler._code(tree, flags)
    flags |= tree.state.flags
    first = None if flags & re.IGNORECASE or code[:3] != _NO_LEAP else _first(tree)
    if first is not None and not first.may_be_empty:
        width = code[3:5]
        leap: list[int] = []
        _compiler._compile_charset(_compiler._optimize_charset(first.items)[0], flags, leap)
        code[:5] = [ops.INFO, 4 + len(leap), ops.SRE_INFO_CHARSET, *width, *leap]
    names = tree.state.groupdict
    by_number: list[str | None] = [None] * tree.state.groups
    for name, number in names.items():
        by_number[number] = name
    compiled: Pattern[Any] = _sre.compile(pattern, flags, code, tree.state.groups - 1, names, tuple(by_number))
    return compiled


def _share_beginnings(tree: Any) -> None:
    """Let alternatives one behind the other that begin with ^ ask for it once: ^甲|^乙 is ^(?:甲|乙)."""
    for place, (kind, value) in enumerate(tree):
        if kind is ops.BRANCH:
            ways: list[Any] = []
            for begins, run in groupby(value[1], lambda way: len(way) > 0 and way[0] == _BEGINNING):
                alike = list(run)
                if begins and len(alike) > 1:
                    rest = [_parser.SubPattern(tree.state, list(way)[1:]) for way in alike]
                    alike = [_parser.SubPattern(tree.state, [_BEGINNING, (ops.BRANCH, (None, rest))])]
                ways += alike
            tree[place] = (ops.BRANCH, (None, ways))


def _first(parts: Iterable[tuple[Any, Any]]) -> _Beginning | None:
    """With which characters a match of some parts, one behind the other, may begin; None where it may be any."""
    items: list[Any] = []
    for kind, value in parts:
        if kind in _ZERO_WIDTH:
            continue
        found = _first_of(kind, value)
        if found is None:
            return None
        items += found.items
        if not found.may_be_empty:
            return _Beginning(items, False)
    return _Beginning(items, True)


def _first_of(kind: Any, value: Any) -> _Beginning | None:
    if kind is ops.LITERAL:
        return _Beginning([(kind, value)], False)
    if kind is ops.IN:
        return None if value[0][0] is ops.NEGATE else _Beginning(list(value), False)
    if kind is ops.SUBPATTERN:
        _, added, taken, inner = value
        return None if added or taken else _first(inner)
    if kind is ops.ATOMIC_GROUP:
        return _first(value)
    if kind in _REPEATS:
        least, _, inner = value
        found = _first(inner)
        return None if found is None else _Beginning(found.items, found.may_be_empty or least == 0)
    if kind is ops.BRANCH:
        ways = [_first(way) for way in value[1]]
        known = [way for way in ways if way is not None]
        return (
            _Beginning([item for way in known for item in way.items], any(way.may_be_empty for way in known))
            if len(known) == len(ways)
            else None
        )
    return None
