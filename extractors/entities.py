"""Names of HTML entities and tags that damaged pages leave behind, for restoring them and for removing them."""

from __future__ import annotations

# The entities that editors of official pages write; a name that can be an ordinary word (and, or, sum, not) is left
# out.
ENTITIES: dict[str, str] = {
    "ldquo": "“",
    "rdquo": "”",
    "lsquo": "‘",
    "rsquo": "’",
    "mdash": "—",
    "ndash": "–",
    "hellip": "…",
    "middot": "·",
    "nbsp": "\xa0",
    "ensp": "\u2002",
    "emsp": "\u2003",
    "times": "×",
    "permil": "‰",
    "laquo": "«",
    "raquo": "»",
    "bull": "•",
    "deg": "°",
    "plusmn": "±",
    "quot": '"',
    "amp": "&",
    "lt": "<",
    "gt": ">",
}

# The tags that stand in the body of a page, longest first so that a pattern made of them never stops at `b` of `br`.
TAGS: tuple[str, ...] = (
    "blockquote", "section", "article", "strong", "center", "tbody", "thead", "table", "label", "title", "script",
    "style", "font", "span", "html", "head", "body", "form", "img", "div", "sup", "sub", "o:p", "em", "br", "li", "ul",
    "ol", "td", "tr", "th", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "p", "b", "i", "u", "a",
)  # fmt: skip

ENTITY_NAMES_PATTERN = "|".join(sorted(ENTITIES, key=len, reverse=True))
TAGS_PATTERN = "|".join(TAGS)
