"""Where a statement stands: the sections of a document, what their headings say, and which of them holds a place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import islice

from extractors import quick_re as re
from extractors.models import Block, Section, Span
from extractors.targets.heading_words import HeadingWords, read_headings, says_something
from extractors.targets.quantities import fold_view

_WHO_OR_WHEN_RE = re.compile(r"[\u4e00-\u9fff]{0,4}(?:单位|部门|领导|责任人|时限|时间|期限)[：:]")


def lines_of(text: str) -> Iterator[Block]:
    """Each line of a text that has no blocks, as a paragraph."""
    position = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield Block("paragraph", Span(position, position + len(line)))
        position += len(line)


class HeadedSections:
    """The sections of one document, in reading order, and the words of their headings."""

    def __init__(self, sections: Sequence[Section], issued_year: int | None, *, in_report: bool = False) -> None:
        self.all = sections
        self.headings: Sequence[HeadingWords] = read_headings(sections, issued_year, in_report=in_report)
        self._starts = [section.span.start for section in sections]
        self._folded: dict[int, str] = {}

    def at(self, position: int) -> int | None:
        """The innermost section that holds a position, None where none does.

        Sections tile the text, so it is the last to start before it.
        """
        index = bisect_right(self._starts, position) - 1
        return index if index >= 0 and position < self.all[index].span.end else None

    def label_end(self, offsets: Sequence[int]) -> int | None:
        """Where among the offsets of a text the label ends that stands at its start, None where none stands there."""
        section = self.at(offsets[0])
        label = self.all[section].label_span if section is not None else None
        return bisect_left(offsets, label.end) if label and label.start <= offsets[0] < label.end else None

    def starts_within(self, span: Span) -> list[int]:
        """Where sections start within a span, behind its first character."""
        return self._starts[bisect_right(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def states(self, heading: Span, text: str, issued_year: int | None) -> bool:
        """True for a heading with something to read: sentences, a part's year, or an item that is nothing but it.

        The example: （一）新建幼儿园10所 with no mark at its end, and below it 责任单位：… alone. Deliberately not a
        heading with words below it, which say the number again. Risk: the line of a table of contents.
        """
        if says_something(heading.of(text), issued_year):
            return True
        section = self.at(heading.end - 1)
        if section is None or not (item := self.all[section]).label or not item.is_leaf:
            return False
        if heading.end < item.heading_span.end:
            return False
        below = Span(heading.end, item.span.end).of(text).splitlines()
        return all(_WHO_OR_WHEN_RE.match(line.strip()) for line in below if line.strip())

    def ancestry(self, index: int | None) -> Iterator[int]:
        """A section and those that hold it, from the innermost on."""
        while index is not None:
            yield index
            index = self.all[index].parent

    def is_goal(self, index: int | None) -> bool:
        """True for a section of goals."""
        return index is not None and self.all[index].kind == "goal"

    def is_story(self, index: int | None) -> bool:
        """True where a document may tell what has been without a heading that says so: before its goals and tasks."""
        return index is None or self.all[index].kind in ("preamble", "other")

    def opens_review(self, index: int | None) -> bool:
        """True for the words before the parts of a document, the first of which tells what has been."""
        if index is None or self.all[index].kind != "preamble":
            return False
        for number, section in enumerate(self.all):
            if section.parent is None and section.kind != "preamble":
                return self.headings[number].is_review
        return False

    def announced(self, index: int | None) -> str:
        """The word for what the text of a section pays, by its heading or that of the part it belongs to."""
        return next(filter(None, (self.headings[number].tariff for number in islice(self.ancestry(index), 2))), "")

    def heading(self, index: int | None) -> str:
        """What a clause without any words of its own speaks of: the heading that it stands under, folded."""
        if index is None:
            return ""
        if index not in self._folded:
            self._folded[index] = fold_view(self.all[index].heading).text
        return self._folded[index]
