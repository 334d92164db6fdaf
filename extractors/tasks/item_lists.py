"""The lists of bodies in an item of the outline: in its text, and where its first clause says who leads."""

from __future__ import annotations

from extractors.models import Section, Span
from extractors.tasks.unit_places import UnitList, find_unit_lists

_COMMAS = ("，", ",")


def lists_of_item(view: str, section: Section, end: int) -> tuple[UnitList, ...]:
    """Find the lists of bodies between an item's heading and `end`; takes the Simplified view.

    A heading that is a sentence or its first clause (由市规划局牵头，建立联席会议。) is looked through as well, for who
    leads and who helps; not for lists that are cut out of a text, since a heading has none.
    """
    start = min(section.heading_span.end, end)
    is_sentence = any(comma in view[section.heading_span.start : start + 1] for comma in _COMMAS)
    lists = find_unit_lists(view, Span(section.label_span.end if is_sentence else start, end))
    return tuple(found for found in lists if found.span.start >= start or not found.is_cut)
