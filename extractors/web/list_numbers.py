"""The numbers of a page's lists: what a browser prints before an entry, and how deep the list stands in like ones."""

from __future__ import annotations

from dataclasses import dataclass

from extractors import quick_re as re
from extractors.numerals import chinese_numeral
from extractors.web.markup_tree import Element

_STYLE_RE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.IGNORECASE)
_DECIMAL = frozenset({"1", "decimal"})
_CHINESE = frozenset({"cjk-ideographic", "cjk-decimal", "simp-chinese-informal", "trad-chinese-informal"})
_NUMBER_MOST = 10_000


@dataclass(slots=True)
class ListNumbers:
    """How a list counts its entries: the next number, its kind ("" for none printed), lists of that kind around it."""

    next: int
    kind: str
    depth: int

    def count(self, entry: Element) -> str:
        """Count an entry and return what is printed before it."""
        number = _stated_number(entry, "value", self.next)
        self.next = min(number + 1, _NUMBER_MOST)
        if not self.kind:
            return ""
        return f"{chinese_numeral(number)}、" if self.kind == "chinese" else f"{number}."


def numbers_of(tag: Element, around: list[ListNumbers]) -> ListNumbers:
    """Turn an <ol> or <ul> that stands in other lists into how it counts.

    Letters and Roman numerals are not printed: no plan numbers its tasks so, and they would stand in titles.
    """
    shown = _STYLE_RE.search(tag.get("style") or "")
    name = (shown[1] if shown else tag.get("type") or "1").lower()
    number = _stated_number(tag, "start", 1)
    kind = ""
    if tag.name == "ol":
        kind = "decimal" if name in _DECIMAL else "chinese" if name in _CHINESE else ""
    return ListNumbers(number, kind, sum(bool(kind) and outer.kind == kind for outer in around))


def _stated_number(tag: Element, attribute: str, otherwise: int) -> int:
    value = tag.get(attribute) or ""
    return int(value) if value.isascii() and value.isdecimal() and len(value) < 6 else otherwise
