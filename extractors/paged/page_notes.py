"""Footnotes of a page: the signs taken out of its sentences, the notes to stand at the document's end, as in Word's."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractors import quick_re as re
from extractors.paged.glyphs import Glyph, TextLine
from extractors.paged.pages import Page, PageLine, PageTable

_SIGN = r"[①-⑳]|[\[［〔【]\d{1,2}[\]］〕】]|\d{1,2}|[*＊※†‡]{1,3}"
_SIGN_RE = re.compile(_SIGN)
# What a note begins with: its sign, and words. A number with a stop is how one printer sets it.
_NOTE_RE = re.compile(rf"(?P<sign>{_SIGN})[.．、]?\s*(?=[\u4e00-\u9fff“《（A-Za-z])")
_NOT_KEY_RE = re.compile(r"[^\d①-⑳*＊※†‡]")
_NOTE_SIZE = 0.97  # times the usual size of the page: a note is set smaller, if only by half a point
_SIGN_SIZE = 0.87  # times the size of its line
_RAISED, _RAISED_MOST = 0.15, 0.8  # ems of its line by which a sign stands above the others
_FOOT = 0.5  # of the page's height: no note begins above
_PAGES_ON = 3  # pages by which a printer may put off a note
_BEHIND = 0.3  # ems by which a sign may reach into the character before it
# 平方米 as m2, 十万 as 105: what is raised behind a Latin letter or a figure is its power.
_POWER_RE = re.compile(r"[0-9A-Za-z]")


class _Call(Struct, frozen=True):
    """A sign in a sentence: which it is, the places on the page of its line and of the one in which it stands.

    They differ where it is raised so far that it became a line.
    """

    key: str
    item: int
    host: int
    glyphs: tuple[Glyph, ...]


def take_notes(pages: Sequence[Page]) -> list[list[PageLine]]:
    """Take the footnotes off the pages, and their signs out of the lines. Returns the lines of each, without its sign.

    Matches lines at the foot of a page that are smaller than the text, the first of which begins with a sign (①, [1],
    1, *), where each such sign stands in a sentence of this page or of those just before, smaller and raised. All of
    a page's must have their sign, or none is taken. Deliberately not: signs as large as the text (① counts things), a
    raised figure behind a letter or a figure (km², 10⁵), notes of a table whose signs stand in its cells, pages read
    off a picture, whose sizes are guesses. Risk: a remark in small print that begins with a number, below a text in
    which that number is raised behind a word. Forced by 绿色食品认证率②达到85%, where the sign parted the indicator
    from its verb, and by LibreOffice, which raises signs so far that they were lines of their own.
    """
    lines = [item.line for page in pages for item in page.items if isinstance(item, PageLine)]
    usual = statistics.median([line.size for line in lines]) if lines else 0.0
    notes: list[list[PageLine]] = []
    for number, page in enumerate(pages):
        first, found = _notes(page, usual)
        wanted = {key for key, _ in found}
        taken: list[tuple[Page, list[_Call]]] = []
        for shown in pages[max(0, number - _PAGES_ON) : number + 1][::-1] if found else ():
            calls = [call for call in _calls(shown, first if shown is page else None) if call.key in wanted]
            wanted -= {call.key for call in calls}
            taken.append((shown, calls))
        if found and not wanted:
            page.items = page.items[:first]
            for shown, calls in taken:
                _drop(shown, calls)
            notes += [own for _, own in found]
    return notes


def _key(sign: str) -> str:
    return _NOT_KEY_RE.sub("", sign)


def _notes(page: Page, usual: float) -> tuple[int, list[tuple[str, list[PageLine]]]]:
    """The place of the first note among what stands on a page, and the notes: their signs and lines."""
    first = len(page.items)
    while first and _is_small(page, page.items[first - 1], usual):
        first -= 1
    found: list[tuple[str, list[PageLine]]] = []
    start = first
    for number in range(first, len(page.items)):
        item = page.items[number]
        assert isinstance(item, PageLine)
        below = page.items[number + 1] if number + 1 < len(page.items) else None
        note = _opened(item)
        if isinstance(below, PageLine) and _is_sign_of(item.line, below.line):
            start = start if found else number
            found.append((_key(item.line.text), []))
        elif note is None and found:
            found[-1][1].append(item)
        elif note is not None:
            start = start if found else number
            found.append((note[0], [note[1]]))
    return start, [(key, own) for key, own in found if own]


def _is_small(page: Page, item: PageLine | PageTable, usual: float) -> bool:
    if isinstance(item, PageTable) or item.frame is not None or page.recognition is not None:
        return False
    return item.line.size < _NOTE_SIZE * usual and item.line.y0 > _FOOT * page.height


def _is_sign_of(line: TextLine, below: TextLine) -> bool:
    """Whether a line is the sign of the note below it, raised so far that it became a line of its own."""
    return _is_raised(line.size, line.base, below) and _SIGN_RE.fullmatch(line.text) is not None


def _opened(item: PageLine) -> tuple[str, PageLine] | None:
    """The sign that a line begins with, and the line without it."""
    glyphs = item.line.glyphs
    places = [number for number, glyph in enumerate(glyphs) for _ in glyph.text if not glyph.text.isspace()]
    match = _NOTE_RE.match("".join(glyph.text for glyph in glyphs if not glyph.text.isspace()))
    if match is None:
        return None
    return _key(match["sign"]), replace(item, line=TextLine(glyphs[places[match.end()] :]))


def _calls(page: Page, end: int | None) -> Iterator[_Call]:
    """The raised signs in a page's lines, up to an item."""
    items = page.items[:end]
    for number, item in enumerate(items):
        if not isinstance(item, PageLine):
            continue
        host, place_of_host = item.line, number
        below = items[number + 1] if number + 1 < len(items) else None
        if isinstance(below, PageLine) and _is_raised(host.size, host.base, below.line):
            host, place_of_host = below.line, number + 1
        glyphs = item.line.glyphs
        start = 0
        for place in range(1, len(glyphs) + 1):
            if place < len(glyphs) and not _parts(glyphs[place - 1], glyphs[place], host):
                continue
            signs = glyphs[start:place]
            words = "".join(glyph.text for glyph in signs)
            is_small = all(_is_raised(glyph.size, glyph.base, host) for glyph in signs)
            if is_small and _SIGN_RE.fullmatch(words) and not _is_power(signs[0], host):
                yield _Call(_key(words), number, place_of_host, signs)
            start = place


def _parts(left: Glyph, right: Glyph, host: TextLine) -> bool:
    """Whether a sign ends between two glyphs: a gap, a space, or one of both is as large as the line's."""
    if left.text.isspace() or right.text.isspace() or right.x0 - left.x1 > _BEHIND * host.size:
        return True
    return _is_raised(left.size, left.base, host) != _is_raised(right.size, right.base, host)


def _is_raised(size: float, base: float, host: TextLine) -> bool:
    return size <= _SIGN_SIZE * host.size and _RAISED <= (host.base - base) / max(1.0, host.size) <= _RAISED_MOST


def _before(sign: Glyph, glyphs: Sequence[Glyph], size: float) -> int | None:
    """The place of the character behind which a sign stands."""
    found = [
        number
        for number, glyph in enumerate(glyphs)
        if glyph.x1 <= sign.x0 + _BEHIND * size and glyph is not sign and not glyph.text.isspace()
    ]
    return max(found, key=lambda number: glyphs[number].x1, default=None)


def _is_power(sign: Glyph, host: TextLine) -> bool:
    """Whether a raised figure stands behind a letter or a figure, or behind nothing at all."""
    place = _before(sign, host.glyphs, host.size)
    return place is None or _POWER_RE.match(host.glyphs[place].text) is not None


def _drop(page: Page, calls: Sequence[_Call]) -> None:
    """Take signs out of a page's lines; the character before each takes its room, for a gap would be a space."""
    empty: set[int] = set()
    for number in {place for call in calls for place in (call.item, call.host)}:
        item = page.items[number]
        assert isinstance(item, PageLine)
        taken = {id(glyph) for call in calls if call.item == number for glyph in call.glyphs}
        kept = [glyph for glyph in item.line.glyphs if id(glyph) not in taken]
        for call in calls:
            place = _before(call.glyphs[0], kept, item.line.size) if call.host == number else None
            if place is not None:
                kept[place] = replace(kept[place], x1=max(kept[place].x1, call.glyphs[-1].x1))
        if any(not glyph.text.isspace() for glyph in kept):
            page.items[number] = replace(item, line=TextLine(tuple(kept)))
        else:
            empty.add(number)
    page.items = [item for number, item in enumerate(page.items) if number not in empty]
