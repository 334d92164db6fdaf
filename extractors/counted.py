"""Numbers in messages for people: one document, two documents."""

from __future__ import annotations


def counted(count: int, one: str, many: str = "") -> str:
    """Turn a count into words: the number, and what there is one or several of (`many`, else `one` with an s).

    >>> counted(1, "document"), counted(0, "document"), counted(12_345, "row")
    ('1 document', '0 documents', '12345 rows')
    >>> counted(1, "place holds", "places hold")
    '1 place holds'
    """
    return f"{count} {one if count == 1 else many or one + 's'}"


def none_of_pages(count: int) -> str:
    """Say that no page of so many holds what is named next.

    >>> none_of_pages(1) + " text", none_of_pages(3) + " text"
    ('its only page does not hold text', 'none of its 3 pages holds text')
    """
    return "its only page does not hold" if count == 1 else f"none of its {count} pages holds"
