"""Pages of placed lines to a text: margins, indents and distances tell full lines and the starts of paragraphs."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import accumulate, pairwise

from msgspec.structs import replace

from extractors.assemble import TextBuilder
from extractors.cell_lines import join_words
from extractors.grids import Table
from extractors.hard_wraps import PrintedLine, lines_before_print
from extractors.line_ends import display_width
from extractors.models import PageBox, Span
from extractors.paged.columns import Frame
from extractors.paged.glyphs import TextLine, first_width
from extractors.paged.page_notes import take_notes
from extractors.paged.pages import Page, PageLine, PageTable, as_shown, drop_furniture, frames_to_lines, join_tables
from extractors.paged.unruled import find_unruled_tables
from extractors.segment import Line, is_closed

# Ems by which a full line may be shorter than what its next word would need: squeezed punctuation. More where the line
# ends inside of a sentence, for then it is no last line.
_SLACK, _SLACK_OPEN = 0.6, 2.0
_SIGNATURE = 8.0  # ems; a line that starts so far right is a signature or a date, wherever it ends
_GAP = 1.45  # times the usual distance of two lines
_CENTER = 1.0  # ems by which a centred line's middle may be off
_CENTER_MARGIN = 2.0  # ems that a centred line keeps from both margins
_LOW, _HIGH = 0.05, 0.97  # of the lines' borders: what lies beyond are hanging marks and strays
_FRAME_LINES = 8  # lines; fewer of one page or side show no frame of their own
_TITLE_SIZE, _TITLE_SAME = 1.2, 0.05  # times the page's usual size; by which the sizes of its lines may differ
_TITLE_ROOM = 1.2  # ems that are left in a full line of a title
_TITLE_STEP = 1.9  # ems from one line of a title to the next; to the next title it is more
_UNEVEN = 1.4  # times the left margin: where the right one is wider, no line of the page may be a full one
_INDENT_MOST = 3.0  # ems of a paragraph's indent, beside which a line that ends early seems to stand in the middle
_MARGIN, _MARGIN_SHARE = 1.5, 0.3  # ems before the margin in which so many of a page's lines end


def build(pages: Sequence[Page]) -> TextBuilder:
    """Turn pages of placed lines and tables into a text: what is furniture goes, tables over pages are one."""
    drop_furniture(pages)
    notes = take_notes(pages)
    find_unruled_tables(pages)
    join_tables(pages)
    frames_to_lines(pages)
    frames = _frames(pages)
    titles = _titles(pages, frames)
    looks = _looks(pages, frames)
    rests = _as_before_print(pages, frames, looks, titles)
    built = TextBuilder()
    turned = {page.number: page for page in pages if page.turns}
    for page in pages:
        built.start_page(is_picture=page.recognition is not None)
        for item in page.items:
            if isinstance(item, PageTable):
                built.add_table(_as_shown(item.table, turned) if turned else item.table)
                continue
            title = titles.get(id(item))
            if title:
                look = Line(Span(0, 0), is_full=False, is_centered=True, page=item.page)
                built.add_line(title, look, _box(page, item))
            elif title is not None:
                _widen(built, _box(page, item))
            elif id(item) in rests:
                built.go_on(item.line.marked, rests[id(item)], _box(page, item))
            else:
                built.add_line(item.line.marked, looks[id(item)], _box(page, item))
    shown = {page.number: page for page in pages}
    for note in notes:
        look = Line(Span(0, 0), has_gap_before=True, is_fixed=True, page=note[0].page)
        built.add_line(note[0].line.marked, look, _box(shown[note[0].page], note[0]))
        for item in note[1:]:
            built.go_on(item.line.marked, "", _box(shown[item.page], item))
    return built


def _looks(pages: Sequence[Page], frames: Mapping[int, Frame]) -> dict[int, Line]:
    """How each line looks, by the line: beside its frame, the line above and the line below."""
    lines = [item for page in pages for item in page.items if isinstance(item, PageLine)]
    following = iter([*lines[1:], None])
    pitch = _pitch(pages)
    looks: dict[int, Line] = {}
    for page in pages:
        above: PageLine | None = None
        is_first = True
        for item in page.items:
            if isinstance(item, PageTable):
                above, is_first = None, False
                continue
            step = item.line.base - above.line.base if above is not None else 0.0
            is_first = is_first or step < -item.line.size  # a new column begins as a new page does
            look = _look(item, item.frame or frames[page.number], next(following), is_first=is_first)
            looks[id(item)] = replace(look, has_gap_before=is_first or step > _GAP * pitch)
            above, is_first = item, False
    return looks


def _as_before_print(
    pages: Sequence[Page], frames: Mapping[int, Frame], looks: dict[int, Line], titles: Mapping[int, str]
) -> dict[int, str]:
    """The lines that go on with the one above in a text that was hard-wrapped before it was printed, with what follows.

    The looks of all its lines become those of a text file, whose margin is that of the text and not that of the page.
    """
    items: list[PageLine] = []
    printed: list[PrintedLine] = []
    is_apart = True
    for page in pages:
        for item in page.items:
            if isinstance(item, PageTable) or item.frame is not None or id(item) in titles:
                is_apart = True
                continue
            look = looks[id(item)]
            is_apart = is_apart or (look.has_gap_before and not look.is_after_break)
            words = item.line.text
            items.append(item)
            printed.append(PrintedLine(words, look.indent, display_width(words), opens=is_apart))
            is_apart = False
    for number, item in enumerate(items):
        is_full = looks[id(item)].is_full
        if is_full is None:  # a page on which few lines end at its margin: here it is enough that they may
            below = items[number + 1] if number + 1 < len(items) else None
            is_full = _reaches(item, frames[item.page], below)
        printed[number] = replace(printed[number], is_full=is_full)
    before = lines_before_print(printed)
    if before is None:
        return {}
    for item in items:
        look = looks[id(item)]
        is_centered = look.is_centered and look.indent > _INDENT_MOST
        indent = max(0.0, look.indent - before.indent)
        looks[id(item)] = replace(look, indent=indent, width=0.0, is_full=None, is_centered=is_centered)
    firsts = {0, *accumulate(before.counts)}
    following = [*(line.words for line in printed[1:]), ""]
    return {id(items[number]): following[number] for number in range(len(items)) if number not in firsts}


def _box(page: Page, item: PageLine) -> PageBox:
    """Where a line stands on its page as it is shown."""
    line = item.line
    return as_shown(page, PageBox(item.page, line.x0, line.y0, line.x1, line.y1))


def _widen(built: TextBuilder, box: PageBox) -> None:
    """Let the last line, a title of several, stand where this line of it stands too."""
    if built.boxes:
        span, first, is_cell = built.boxes[-1]
        low_x, low_y = min(first.x0, box.x0), min(first.y0, box.y0)
        whole = PageBox(first.page, low_x, low_y, max(first.x1, box.x1), max(first.y1, box.y1))
        built.boxes[-1] = (span, whole, is_cell)


def _as_shown(table: Table, turned: Mapping[int, Page]) -> Table:
    def shown(box: PageBox) -> PageBox:
        return as_shown(turned[box.page], box) if box.page in turned else box

    cells = tuple(
        replace(cell, box=shown(cell.box), more=tuple(map(shown, cell.more))) if cell.box is not None else cell
        for cell in table.cells
    )
    return replace(table, cells=cells)


def _titles(pages: Sequence[Page], frames: Mapping[int, Frame]) -> dict[int, str]:
    """The words of titles that are broken over lines, by the first of them; "" by the others. Their size tells them.

    In a column a title has more lines than anyone would believe of one, and some are as long as the column. Forced by
    gazettes, whose columns take eleven characters of a title. On a page without columns only lines that
    fill the page go on, and the last one is centred: what its author broke may be two titles, and large prose is none.
    Forced by headlines of news, which name no kind of document that would end them.
    """
    found: dict[int, str] = {}
    for page in pages:
        lines = [item for item in page.items if isinstance(item, PageLine)]
        body = statistics.median(item.line.size for item in lines) if lines else 0.0
        group: list[PageLine] = []
        for item in [*lines, None]:
            is_more = item is not None and group and _is_same_title(group[-1], item)
            if item is not None and is_more and (page.columns is not None or _fills(group[-1], frames[page.number])):
                group.append(item)
                continue
            if len(group) > 1 and (page.columns is not None or _is_middle(group[-1], frames[page.number])):
                found |= {id(line): "" for line in group}
                found[id(group[0])] = reduce(join_words, (line.line.marked for line in group))
            is_large = item is not None and item.line.size >= _TITLE_SIZE * body
            group = [item] if item is not None and is_large and (item.frame or page.columns is None) else []
    return found


def _fills(item: PageLine, frame: Frame) -> bool:
    """A line in which no further character finds room, whichever way it is set."""
    line = item.line
    return frame.is_margin and frame.right - frame.left - (line.x1 - line.x0) < _TITLE_ROOM * line.size


def _is_middle(item: PageLine, frame: Frame) -> bool:
    """A line in the middle of the page, shorter than a full one."""
    off = abs((item.line.x0 + item.line.x1) - (frame.left + frame.right)) / 2
    return off < _CENTER * item.line.size and not _fills(item, frame)


def _is_same_title(above: PageLine, below: PageLine) -> bool:
    step = below.line.base - above.line.base
    is_like = abs(below.line.size - above.line.size) < _TITLE_SAME * above.line.size
    return below.frame == above.frame and is_like and 0 < step <= _TITLE_STEP * above.line.size


def _look(item: PageLine, frame: Frame, below: PageLine | None, *, is_first: bool) -> Line:
    line = item.line
    em = max(1.0, line.size)
    indent = max(0.0, (line.x0 - frame.left) / em)
    middle_off = abs((line.x0 + line.x1) - (frame.left + frame.right)) / 2
    margins = min(line.x0 - frame.left, frame.right - line.x1)
    return Line(
        Span(0, 0),
        indent=indent,
        width=(line.x1 - line.x0) / em,
        is_after_break=is_first,
        is_full=_reaches(item, frame, below) if frame.is_margin else None,
        is_centered=middle_off < _CENTER * em and margins > _CENTER_MARGIN * em,
        page=item.page,
    )


def _reaches(item: PageLine, frame: Frame, below: PageLine | None) -> bool:
    """Whether what the line below begins with would have found no room in a line."""
    line = item.line
    em = max(1.0, line.size)
    needed = first_width(below.line) if below is not None else em
    needed += em * (_SLACK if is_closed(line.text[-6:]) else _SLACK_OPEN)
    return line.x0 - frame.left < _SIGNATURE * em and line.x1 + needed >= frame.right


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
