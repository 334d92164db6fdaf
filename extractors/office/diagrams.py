"""The words of a SmartArt diagram in an Office document: its points in the order in which they hang on each other."""

from __future__ import annotations

from collections import defaultdict

from lxml import etree

_D = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
RELATED = f"{_D}relIds"
"""The element of a document that stands for a diagram; `DATA` is its attribute with the relation to the words."""
DATA = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}dm"
_NO_CHILD = frozenset({"presOf", "presParOf", "unknownRelationship"})  # connections of the drawing, not of the words


def diagram_lines(root: etree._Element) -> list[str]:
    """Turn the data of a diagram into its lines: each point's words, a point before those that hang on it."""
    words: dict[str, str] = {}
    for point in root.iter(f"{_D}pt"):
        paragraphs = ("".join(str(part) for part in line.itertext()).strip() for line in point.iter(f"{_A}p"))
        words[point.get("modelId") or ""] = "\n".join(filter(None, paragraphs))
    below: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    hanging: set[str] = set()
    for link in root.iter(f"{_D}cxn"):
        if link.get("type") not in _NO_CHILD:
            place, child = link.get("srcOrd") or "", link.get("destId") or ""
            below[link.get("srcId") or ""].append((int(place) if place.isdecimal() else 0, child))
            hanging.add(child)
    ordered: list[str] = []
    seen: set[str] = set()
    stack = [name for name in reversed(words) if name not in hanging]
    while stack:
        name = stack.pop()
        if name not in seen:
            seen.add(name)
            ordered.append(name)
            stack.extend(child for _, child in sorted(below[name], reverse=True))
    ordered += [name for name in words if name not in seen]  # points that hang on each other in a circle
    return [line for name in ordered for line in words.get(name, "").split("\n") if line]
