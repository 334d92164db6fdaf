"""Cells that slipped out of their columns: what a cell looks like, and the columns on which a row's cells fit best.

A column's look is learned from all of its cells. A row's cells are laid on the columns in their order by dynamic
programming, and leave the places in which they stand only where that is clearly better.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import mul, sub

from extractors import quick_re as re
from extractors.cell_lines import BODY_RE
from extractors.cut_rows import SERIAL_RE
from extractors.models import Span

# ── how a cell looks ────────────────────────────────────────────────────────────────────────────

_NUMBERED_RE = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[、.．]?\s*[\u4e00-\u9fff“]")
_ROLE_RE = re.compile(r"[（(]\s?(?:牵头|责任|配合|负责)")
_LIST_RE = re.compile(r"[、，,；;\s]+")
# Features of a cell and what a full difference in each costs. A sentence and a list of bodies are told apart surely,
# a short name and a title less so.
_WEIGHTS = (3.0, 1.25, 1.25, 1.5, 1.5, 2.0, 1.5, 1.0)


def _look(words: str) -> tuple[float, ...]:
    parts = [part for part in _LIST_RE.split(words) if part]
    bodies = sum(1 for part in parts if len(part) <= 20 and BODY_RE.search(part))
    return (
        1.0 if SERIAL_RE.fullmatch(words) else 0.0,
        1.0 if _NUMBERED_RE.match(words) else 0.0,
        1.0 if _ROLE_RE.search(words) else 0.0,
        1.0 if words.endswith(("。", "；", ".", ";")) else 0.0,
        1.0 if re.search(r"[，。；,;]", words) and len(words) > 15 else 0.0,
        bodies / len(parts) if parts else 0.0,
        min(len(words), 120) / 120,
        sum(1 for character in words if character.isdigit()) / max(1, len(words)),
    )


def _distance(look: Sequence[float], profile: Sequence[float]) -> float:
    return float(sum(map(mul, _WEIGHTS, map(abs, map(sub, look, profile)))))


# ── laying cells on columns ─────────────────────────────────────────────────────────────────────

# How much better a row must look for its cells to leave the places in which they stand. The least gain of a row that
# had slipped was 2.75 (a title in the column of 任务板块), the largest of one that had not was 1.40 (two names).
_MOVE_MARGIN = 1.8
_SKIP_COST = 0.6  # for leaving a column empty that is filled in every full row
_ROUNDS = 2  # profiles are learned from the written places, then once more from the places found


def align(text: str, rows: Sequence[Sequence[Span]], column_count: int) -> list[list[Span] | None]:
    """Turn the rows of a table's body into their cells' best places, None for each row whose cells stand well.

    Takes rows of exactly `column_count` cells, empty ones among them. Small tables are left as they are: a column's
    look cannot be learned from one or two cells.
    """
    body = [list(row) for row in rows]
    moved: list[list[Span] | None] = [None] * len(body)
    if column_count < 3 or len(body) < 3:
        return moved
    # Cells of a full row have one place only.
    loose = [number for number, row in enumerate(body) if not all(map(len, row))]
    if not loose:
        return moved
    looks = [{cell: _look(cell.of(text)) for cell in row if len(cell)} for row in body]
    for _ in range(_ROUNDS):
        profiles, filled = _profiles(body, looks, column_count)
        has_moved = False
        for number in loose:
            placed = _place(body[number], looks[number], profiles, filled)
            if placed is not None:
                has_moved = True
                body[number] = moved[number] = placed
        if not has_moved:
            break
    return moved


def _profiles(
    body: Sequence[Sequence[Span]], looks: Sequence[dict[Span, tuple[float, ...]]], column_count: int
) -> tuple[list[tuple[float, ...] | None], list[float]]:
    """What each column looks like (the middle value of each feature over its cells), and how often it is filled."""
    profiles: list[tuple[float, ...] | None] = []
    for column in range(column_count):
        known = [look[row[column]] for row, look in zip(body, looks, strict=True) if len(row[column])]
        profiles.append(_middle(known) if known else None)
    filled = [sum(1 for row in body if len(row[column])) / len(body) for column in range(column_count)]
    return profiles, filled


def _middle(looks: Sequence[tuple[float, ...]]) -> tuple[float, ...]:
    return tuple(sorted(values)[len(values) // 2] for values in zip(*looks, strict=True))


def _place(
    cells: Sequence[Span],
    look: dict[Span, tuple[float, ...]],
    profiles: Sequence[tuple[float, ...] | None],
    filled: Sequence[float],
) -> list[Span] | None:
    """The best places of a row's cells, in their order; None where they stand well as they are."""
    present = [(column, cell) for column, cell in enumerate(cells) if len(cell)]
    count = len(profiles)
    if not present or any(profile is None for profile in profiles):
        return None
    costs = [[_distance(look[cell], profile or ()) for profile in profiles] for _, cell in present]
    skip = [_SKIP_COST if share > 0.9 else 0.0 for share in filled]
    infinity = float("inf")
    # best[i][j]: least cost of the first i cells on the first j columns
    best = [[infinity] * (count + 1) for _ in range(len(present) + 1)]
    best[0][0] = 0.0
    for j in range(1, count + 1):
        best[0][j] = best[0][j - 1] + skip[j - 1]
    for i in range(1, len(present) + 1):
        for j in range(i, count + 1):
            best[i][j] = min(best[i][j - 1] + skip[j - 1], best[i - 1][j - 1] + costs[i - 1][j - 1])
    written = sum(costs[i][column] for i, (column, _) in enumerate(present)) + sum(
        skip[column] for column in range(count) if not len(cells[column])
    )
    if best[-1][-1] > written - _MOVE_MARGIN:
        return None
    placed = [Span(cells[-1].end, cells[-1].end)] * count
    i, j = len(present), count
    while i > 0:
        if best[i][j] == best[i - 1][j - 1] + costs[i - 1][j - 1]:
            placed[j - 1] = present[i - 1][1]
            i -= 1
        j -= 1
    return placed
