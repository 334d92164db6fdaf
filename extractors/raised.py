"""Raised figures: the power in 10⁸ and the sign of a note are told from the figures beside which they stand."""

from __future__ import annotations

from extractors import quick_re as re

_FIGURES_RE = re.compile(r"[\s\d,，、–-]+", re.ASCII)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def raise_figures(before: str, words: str) -> str:
    """Turn words that are set raised behind others into what stands for them in a text.

    Figures become raised ones: a note's raised 1 before 5个 makes no 15个. Deliberately not the power of a unit in
    letters, m2, which is known so; and not words and brackets ([1]).

    >>> raise_figures("园区", "1"), raise_figures("500km", "2"), raise_figures("10", "8"), raise_figures("园区", "[1]")
    ('¹', '2', '⁸', '[1]')
    """
    is_unit = before[-1:].isascii() and before[-1:].isalpha()
    return words if is_unit or not _FIGURES_RE.fullmatch(words) else words.translate(_RAISED)
