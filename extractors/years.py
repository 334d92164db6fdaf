"""Years as titles, texts and tables write them: ranges with dashes of every make, and the five-year plans."""

from __future__ import annotations

# Dashes of every make that a source sets between two years.
YEARS_DASHES = "-‐‑‒–—―─━−－﹣ー~～〜⁓〰"
# What stands between the first and the last year of a range; 一 is what OCR and hasty typing make of a dash.
YEARS_TO = rf"\s*+年?度?\s*+[{YEARS_DASHES}至到一]++\s*+"
_SIXTH_PLAN_END = 1985


def five_year_end(number: int) -> int | None:
    """Turn the number of a Five-Year Plan into its last year; None for a number that no plan has.

    >>> five_year_end(14), five_year_end(13)
    (2025, 2020)
    """
    return _SIXTH_PLAN_END + 5 * (number - 6) if 6 <= number <= 30 else None
