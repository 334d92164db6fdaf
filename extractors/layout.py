"""Repaired text to blocks: which characters are layout only, and what paragraphs, tables and fields the rest makes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.glued_pages import cut_page_head, cut_page_tail
from extractors.document.metadata import find_head_lines, opens_field
from extractors.furniture import find_furniture
from extractors.models import Block, Cell, Edit, Grid, MetaField, Span
from extractors.plain_tables.flat_tables import FlatHeading, FlatTable, find_flat_tables
from extractors.plain_tables.stacked_figures import find_stacked_figures
from extractors.plain_tables.stacked_tables import find_stacked_tables
from extractors.script import simplify
from extractors.seams import seam
from extractors.segment import Layout, Line, find_layout, join_lines, opens_block, split_lines
from extractors.spans import LAYOUT_FAMILY, OffsetMap
from extractors.torn_lines import tell_torn_lines
from extractors.wrapped_lines import tell_wrapped_lines


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What a text consists of, and the layout edits that leave one line for each block. Spans are on the given text."""

    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...]
    metadata: tuple[MetaField, ...]


def lay_out(text: str, lines: Sequence[Line] | None = None, tables: Sequence[Block] = ()) -> LaidOut:
    """Turn a repaired text into its blocks, its metadata fields and the edits of its layout.

    Returns blocks in order. Furniture is edited away; lines of metadata stay as blocks of kind "furniture".
    `lines` and `tables` may be given by a reader that knows more of them than the text shows (pages, headings,
    drawn rules); lines never stand inside of these tables.

    >>> laid = lay_out("一、目标\\n\\n— 1 —\\n\\n形成生态。")
    >>> [(block.kind, block.span) for block in laid.blocks]
    [('heading', Span(start=0, end=4)), ('paragraph', Span(start=13, end=18))]
    """
    lines = split_lines(text) if lines is None else list(lines)
    # What is recognised is read in Simplified script; spans and words are those of the text itself.
    view = simplify(text)
    lines = tell_torn_lines(view, _cut_tail(view, _cut_heads(view, lines)))
    as_written = {line.span.start: line for line in lines}
    lines, tables, edits = _take_stacked(view, _without_pipes(view, lines), tables)
    lines = [as_written.get(line.span.start, line) for line in lines]
    dropped = find_furniture([line.span.of(view) for line in lines])
    lines = [
        replace(line, is_after_break=True) if number - 1 in dropped else line
        for number, line in enumerate(lines)
        if number not in dropped
    ]
    lines, metadata, seams = _take_fields(text, tell_wrapped_lines(view, lines))
    edits.extend(seams)

    runs = _runs(lines, tables)
    parts = [find_flat_tables(view, run) for run in runs]
    layout = find_layout(view, [line for run, found in zip(runs, parts, strict=True) for line in _outside(run, found)])
    blocks: list[Block] = []
    for number, (run, found) in enumerate(zip(runs, parts, strict=True)):
        _add_run(view, run, found, layout, blocks, edits)
        blocks.extend(tables[number : number + 1])
    edits.extend(_between(text, blocks))
    return LaidOut(tuple(blocks), tuple(sorted(edits, key=lambda edit: (edit.start, edit.end))), metadata)


_HEAD_LINES = 3  # lines in which the head of a page may stand glued to its text
# What an archive sets above them: 文号：…, 发布机构：…, === 正文 ===
_ABOVE_HEAD_RE = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[：:][^\n]{0,80}|[=—－*#-]{3,}[^\n]{0,80}")
_RULED_RE = re.compile(r"[=—－*#-]{4,}[^\n=]{1,20}[=—－*#-]{4,}")
_ABOVE_MOST = 12


def _cut_heads(view: str, lines: Sequence[Line]) -> list[Line]:
    above = 0
    while above < min(len(lines), _ABOVE_MOST) and _ABOVE_HEAD_RE.fullmatch(lines[above].span.of(view)):
        above += 1
    # === 正文 === below labelled fields ends what an archive sets above, whatever else stands there
    rules = [number for number, line in enumerate(lines[:_ABOVE_MOST]) if _RULED_RE.fullmatch(line.span.of(view))]
    above = max(above, rules[-1] + 1) if above > 1 and rules else above
    last = above + _HEAD_LINES
    return [
        replace(line, span=span) if number == 0 else replace(line, span=span, is_after_break=True)
        for line in lines[:last]
        for number, span in enumerate(cut_page_head(view, line.span))
    ] + list(lines[last:])


def _cut_tail(view: str, lines: Sequence[Line]) -> list[Line]:
    """The lines of a document, the last one parted from what a site sets behind its text."""
    parts = cut_page_tail(view, lines[-1].span) if lines else []
    return [*lines[: len(lines) - 1], *(replace(lines[-1], span=span) for span in parts)]


def _take_fields(text: str, lines: Sequence[Line]) -> tuple[list[Line], tuple[MetaField, ...], list[Edit]]:
    """Mark the lines of labelled fields, each with what a page's margin cut off it; and the edits that join it to them.

    Only a page tells which lines are full. Deliberately not joined: what is indented or centred, opens a block or is a
    field itself. Risk: a full last line of a field with a title below it that starts at the margin.
    Forced by printed heads: `名 称：某市人民政府办公室关于印发《基础教` / `育扩优提质行动方案》的通知`.
    """
    groups: list[list[Line]] = []
    for number, line in enumerate(lines):
        if 0 < number < _FIELD_LINES and _goes_on_as_field(text, groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    seams_of = [pair for group in groups if len(group) > 1 for pair in pairwise(group)]
    pieces: list[str] = []
    place = 0
    for above, below in seams_of:
        pieces += (text[place : above.span.end], _WORD_JOINER * (below.span.start - above.span.end))
        place = below.span.start
    view = "".join((*pieces, text[place:]))
    spans = [Span(group[0].span.start, group[-1].span.end) for group in groups]
    heads = {head.number: head.fields for head in find_head_lines(view, spans)}
    kept: list[Line] = []
    seams: list[Edit] = []
    for number, group in enumerate(groups):
        if number not in heads:
            kept += group
            continue
        kept.append(replace(group[0], span=spans[number], is_fixed=True, is_field=True))
        for above, below in pairwise(group):
            words = seam(text, above, below)
            seams.append(Edit(above.span.end, below.span.start, words, LAYOUT_FAMILY, rule="joined_line"))
    fields = (field for of_line in heads.values() for field in of_line)
    return kept, tuple(replace(field, value=field.value.replace(_WORD_JOINER, "")) for field in fields), seams


_FIELD_LINES = 60  # among which fields that a margin cuts are looked for
_WORD_JOINER = "\u2060"  # stands for a line's end within a field


def _goes_on_as_field(text: str, above: Sequence[Line], below: Line) -> bool:
    last = above[-1]
    if not last.is_full or below.is_centered or below.indent >= _FIELD_INDENT or below.has_gap_before:
        return False
    if len(above) >= _FIELD_MOST or not opens_field(text, above[0].span) or opens_field(text, below.span):
        return False
    return not opens_block(text, below.span.start, below.span.end)


_FIELD_INDENT = 1.0  # ems
_FIELD_MOST = 4  # lines


_PIPES_LEAST = 8  # lines on end that a pipe closes: two rows of four cells


def _without_pipes(view: str, lines: Sequence[Line]) -> list[Line]:
    """Lines without the pipe that closes each of a run of them: the cells of a table, a cell a line.

    Matches 序号 | ⏎ 任务 | ⏎ 责任单位 | ⏎ 1 | ⏎ …. Deliberately not rows of several cells, which have pipes inside, nor
    a few lines. What is no table after all keeps its pipes. The example: a county's 分解表 as a crawler wrote it.
    """
    found = list(lines)
    if "|" not in view and "｜" not in view:
        return found
    run: list[int] = []
    for number, line in enumerate([*lines, None]):
        words = line.span.of(view).rstrip() if line is not None else ""
        if len(words) > 1 and words.endswith(("|", "｜")) and words.count("|") + words.count("｜") == 1:
            run.append(number)
            continue
        for place in run if len(run) >= _PIPES_LEAST else ():
            cell = lines[place].span
            end = cell.start + len(cell.of(view).rstrip().rstrip("|｜").rstrip())
            found[place] = replace(lines[place], span=Span(cell.start, end))
        run = []
    return found


def _take_stacked(
    view: str, lines: Sequence[Line], tables: Sequence[Block]
) -> tuple[list[Line], list[Block], list[Edit]]:
    """Take the tables out of the lines whose cells stand each on a line of their own; furniture is looked for after.

    For their serial numbers rise by one, some lines apart, as those of pages do.
    """
    rest, blocks, edits = list(lines), list(tables), list[Edit]()
    for find in (find_stacked_tables, find_stacked_figures):
        runs = _runs(rest, blocks)
        rest = []
        for run in runs:
            found = find(view, run)
            rest.extend(_outside(run, found))
            for table in found:
                blocks.append(Block("table", table.span, page=run[table.first].page, grid=table.grid))
                edits.extend(table.edits)
        blocks.sort(key=lambda block: block.span.start)
    return rest, blocks, edits


def _runs(lines: Sequence[Line], tables: Sequence[Block]) -> list[list[Line]]:
    """The lines before, between and behind the given tables."""
    starts = [line.span.start for line in lines]
    borders = [0, *(bisect_left(starts, table.span.start) for table in tables), len(lines)]
    return [list(lines[start:end]) for start, end in pairwise(borders)]


def _outside(run: Sequence[Line], found: Sequence[FlatTable | FlatHeading]) -> list[Line]:
    inside = {number for part in found if isinstance(part, FlatTable) for number in range(part.first, part.last + 1)}
    return [line for number, line in enumerate(run) if number not in inside]


def _add_run(
    text: str,
    run: Sequence[Line],
    found: Sequence[FlatTable | FlatHeading],
    layout: Layout,
    blocks: list[Block],
    edits: list[Edit],
) -> None:
    start = 0
    for part in found:
        first = part.first if isinstance(part, FlatTable) else part.number
        _add_lines(text, run[start:first], layout, blocks, edits)
        if isinstance(part, FlatTable):
            blocks.append(Block("table", part.span, page=run[first].page, grid=part.grid))
            edits.extend(part.edits)
            start = part.last + 1
        else:
            blocks.append(Block("heading", part.span, page=run[first].page))
            start = part.number + 1
    _add_lines(text, run[start:], layout, blocks, edits)


def _add_lines(text: str, lines: Sequence[Line], layout: Layout, blocks: list[Block], edits: list[Edit]) -> None:
    for paragraph in join_lines(text, lines, layout):
        for above, below in zip(paragraph.lines, paragraph.lines[1:], strict=False):
            edits.append(
                Edit(above.span.end, below.span.start, seam(text, above, below), LAYOUT_FAMILY, rule="joined_line")
            )
        first = paragraph.lines[0]
        blocks.append(
            Block(
                "furniture" if first.is_field else paragraph.kind,
                paragraph.span,
                level=first.level,
                is_centered=first.is_centered,
                is_bold=first.is_bold,
                page=first.page,
                list_depth=first.list_depth,
            )
        )


def _between(text: str, blocks: Sequence[Block]) -> list[Edit]:
    """One line end between two blocks, nothing before the first and behind the last."""
    borders = [0, *(border for block in blocks for border in (block.span.start, block.span.end)), len(text)]
    edits: list[Edit] = []
    for number in range(0, len(borders), 2):
        start, end = borders[number], borders[number + 1]
        wanted = "\n" if 0 < number < len(borders) - 2 else ""
        if text[start:end] != wanted:
            edits.append(Edit(start, end, wanted, LAYOUT_FAMILY, rule="between_blocks"))
    return edits


# ── onto the edited text ────────────────────────────────────────────────────────────────────────


def move_blocks(blocks: Sequence[Block], offsets: OffsetMap) -> tuple[Block, ...]:
    """Turn blocks on a text into the same blocks on the text that edits made of it."""
    return tuple(
        replace(
            block,
            span=offsets.to_target(block.span),
            grid=None if block.grid is None else _move_grid(block.grid, offsets),
        )
        for block in blocks
    )


def _move_grid(grid: Grid, offsets: OffsetMap) -> Grid:
    cells: list[Cell] = [replace(cell, span=offsets.to_target(cell.span)) for cell in grid.cells]
    return replace(grid, cells=tuple(cells))


def move_fields(fields: Sequence[MetaField], text: str, offsets: OffsetMap) -> tuple[MetaField, ...]:
    """Turn fields on a text into the same fields on the edited text `text`."""
    moved: list[MetaField] = []
    for field in fields:
        if field.span is None:
            moved.append(field)
        else:
            span = offsets.to_target(field.span)
            moved.append(replace(field, span=span, value=span.of(text)))
    return tuple(moved)
