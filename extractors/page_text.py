"""Pages of placed lines to a text: margins, indents and distances tell full lines and the starts of paragraphs."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors.assemble import TextBuilder
from extractors.glyphs import TextLine, first_width
from extractors.models import Span
from extractors.pages import Frame, Page, PageLine, PageTable, drop_furniture, frames_to_lines, join_tables
from extractors.segment import Line, is_closed
from extractors.unruled import find_unruled_tables

# Ems by which a full line may be shorter than what its next word would need: squeezed punctuation. More where the line
# ends inside of a sentence, for then it is no last line.
_SLACK, _SLACK_OPEN = 0.6, 2.0
_SIGNATURE = 8.0  # ems; a line that starts so far right is a signature or a date, wherever it ends
_GAP = 1.45  # times the usual distance of two lines
_CENTER = 1.0  # ems by which a centred line's middle may be off
_CENTER_MARGIN = 2.0  # ems that a centred line keeps from both margins
_LOW, _HIGH = 0.05, 0.97  # of the lines' borders: what lies beyond are hanging marks and strays
_FRAME_LINES = 8  # lines; fewer of one page or side show no frame of their own
_UNEVEN = 1.4  # times the left margin: where the right one is wider, no line of the page may be a full one
_MARGIN, _MARGIN_SHARE = 1.5, 0.3  # ems before the margin in which so many of a page's lines end


def build(pages: Sequence[Page]) -> TextBuilder:
    """Turn pages of placed lines and tables into a text: what is furniture goes, tables over pages are one."""
    drop_furniture(pages)
    find_unruled_tables(pages)
    join_tables(pages)
    frames_to_lines(pages)
    built = TextBuilder()
    lines = [item for page in pages for item in page.items if isinstance(item, PageLine)]
    frames = _frames(pages)
    pitch = _pitch(pages)
    following = iter([*lines[1:], None])
    for page in pages:
        built.start_page(is_picture=page.recognition is not None)
        above: PageLine | None = None
        is_first = True
        for item in page.items:
            if isinstance(item, PageTable):
                built.add_table(item.table)
                above = None
            else:
                frame = item.frame or frames[page.number]
                look = _look(item, frame, next(following), is_first=is_first)
                step = item.line.base - above.line.base if above is not None else 0.0
                built.add_line(item.line.marked, replace(look, has_gap_before=is_first or step > _GAP * pitch))
                above = item
            is_first = False
    return built


def _look(item: PageLine, frame: Frame, below: PageLine | None, *, is_first: bool) -> Line:
    line = item.line
    em = max(1.0, line.size)
    indent = max(0.0, (line.x0 - frame.left) / em)
    middle_off = abs((line.x0 + line.x1) - (frame.left + frame.right)) / 2
    margins = min(line.x0 - frame.left, frame.right - line.x1)
    needed = first_width(below.line) if below is not None else em
    needed += em * (_SLACK if is_closed(line.text[-6:]) else _SLACK_OPEN)
    return Line(
        Span(0, 0),
        indent=indent,
        width=(line.x1 - line.x0) / em,
        is_after_break=is_first,
        is_full=indent < _SIGNATURE and line.x1 + needed >= frame.right if frame.is_margin else None,
        is_centered=middle_off < _CENTER * em and margins > _CENTER_MARGIN * em,
        page=item.page,
    )


def _side(page: Page) -> tuple[int, int]:
    """Pages of one width and one side of the sheet share their margins."""
    return round(page.width), page.number % 2


def _frames(pages: Sequence[Page]) -> dict[int, Frame]:
    """The frame of each page's text: its own where many of its lines end at one margin, else that of its side."""
    own: dict[int, list[TextLine]] = {
        page.number: [item.line for item in page.items if isinstance(item, PageLine) and item.frame is None]
        for page in pages
    }
    sides: dict[tuple[int, int], list[TextLine]] = defaultdict(list)
    for page in pages:
        sides[_side(page)] += own[page.number]
    frames: dict[int, Frame] = {}
    for page in pages:
        width, parity = _side(page)
        lines = own[page.number]
        if not _has_margin(lines):
            lines = sides[width, parity]
        if len(lines) < _FRAME_LINES:
            lines = sides[width, 0] + sides[width, 1]
        lefts, rights = sorted(line.x0 for line in lines), sorted(line.x1 for line in lines)
        left, right = _quantile(lefts, _LOW), _quantile(rights, _HIGH)
        is_even = page.width - right <= _UNEVEN * left
        frames[page.number] = Frame(left, right, is_margin=is_even or _has_margin(lines))
    return frames


def _has_margin(lines: Sequence[TextLine]) -> bool:
    if len(lines) < _FRAME_LINES:
        return False
    margin = _quantile(sorted(line.x1 for line in lines), _HIGH)
    return sum(1 for line in lines if line.x1 > margin - _MARGIN * line.size) >= _MARGIN_SHARE * len(lines)


def _quantile(values: Sequence[float], share: float) -> float:
    return values[min(len(values) - 1, int(share * len(values)))] if values else 0.0


def _pitch(pages: Iterable[Page]) -> float:
    """The usual distance of two lines of text."""
    steps = [
        step
        for page in pages
        for above, below in pairwise(page.items)
        if isinstance(above, PageLine) and isinstance(below, PageLine)
        for step in [below.line.base - above.line.base]
        if step > 0
    ]
    return statistics.median(steps) if steps else 1.0
