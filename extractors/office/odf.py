"""OpenDocument (ODT, ODS, flat FODT and FODS): the parts of a file, its styles, and the numbers of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from lxml import etree

from extractors import quick_re as re
from extractors.models import Issue, Unreadable
from extractors.office.word_numbering import format_number, whole_number
from extractors.office.zipped import Package, open_zip, parse_xml, read_part, read_xml, zip_names

_ROOT = "urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{{{_ROOT}office:1.0}}"
TEXT = f"{{{_ROOT}text:1.0}}"
TABLE = f"{{{_ROOT}table:1.0}}"
DRAW = f"{{{_ROOT}drawing:1.0}}"
STYLE = f"{{{_ROOT}style:1.0}}"
FO = f"{{{_ROOT}xsl-fo-compatible:1.0}}"

_KIND_RE = re.compile(rb"application/vnd\.oasis\.opendocument\.(text|spreadsheet)")
_FLAT_SAMPLE = 8192  # bytes in which a flat file names its kind, in the attributes of its root
_STYLE_DEPTH = 12  # styles based on styles; a longer chain is a loop
_LEVELS = 10


def kind_of(data: bytes) -> str | None:
    """Turn bytes into what kind of OpenDocument they are, "text" or "spreadsheet"; None where they are none.

    A package says it in its part `mimetype`, a flat file in the attribute `office:mimetype` of its root.
    """
    if data.startswith(b"PK"):
        if not {"content.xml", "mimetype"} <= zip_names(data):
            return None
        try:
            with open_zip(data, "document") as archive:
                named = read_part(archive, "mimetype") or b""
        except Unreadable:
            return None
    else:
        named = data[:_FLAT_SAMPLE]
        if b"office:document" not in named or b"office:mimetype" not in named:
            return None
    match = _KIND_RE.search(named)
    return match[1].decode("ascii") if match else None


@dataclass(frozen=True, slots=True)
class OdfStyle:
    """What a style says, its own rules before those of the style that it is based on."""

    level: int | None = None
    list_name: str | None = None
    is_centered: bool = False
    is_bold: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    is_raised: bool = False


@dataclass(slots=True)
class OdfFile:
    """An opened file: its body (office:text or office:spreadsheet), its styles and its lists."""

    body: etree._Element
    styles: Styles
    numbers: Numbers
    issues: list[Issue]


@contextmanager
def opened(data: bytes, kind: str) -> Iterator[OdfFile]:
    """Open the bytes of an OpenDocument of a kind.

    Raises Unreadable ("broken_zip", "broken_odf", "encrypted_odf").
    """
    if not data.startswith(b"PK"):
        issues: list[Issue] = []
        yield _file([parse_xml(data, "the file", issues)], kind, issues)
        return
    with open_zip(data, "document") as archive:
        _refuse_encrypted(archive)
        yield _file([read_xml(archive, "content.xml"), read_xml(archive, "styles.xml")], kind, archive.issues)


def _refuse_encrypted(archive: Package) -> None:
    manifest = read_part(archive, "META-INF/manifest.xml") or b""
    if b"encryption-data" in manifest or "encrypted-package" in archive.namelist():
        raise Unreadable("encrypted_odf", "a password is needed to open the document: save it without one")


def _file(roots: list[etree._Element | None], kind: str, issues: list[Issue]) -> OdfFile:
    found = [root for root in roots if root is not None]
    body = next((part for root in found for part in root.iter(f"{OFFICE}{kind}")), None)
    if body is None:
        raise Unreadable("broken_odf", "no text or table can be found in the document: save it again")
    return OdfFile(body, Styles(found), Numbers(found), issues)


# ── styles ──────────────────────────────────────────────────────────────────────────────────────


class Styles:
    """The styles of a file by name; each is worked out when it is asked for."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._raw = {
            (style.get(f"{STYLE}family") or "", style.get(f"{STYLE}name") or ""): style
            for root in reversed(roots)
            for style in root.iter(f"{STYLE}style")
        }
        self._known: dict[tuple[str, str], OdfStyle] = {}

    def get(self, family: str, name: str | None) -> OdfStyle:
        """The style of a family ("paragraph", "text", "table"); one that says nothing where there is none."""
        if name is None:
            return OdfStyle()
        if (family, name) not in self._known:
            self._known[family, name] = self._resolve(family, name, 0)
        return self._known[family, name]

    def _resolve(self, family: str, name: str, depth: int) -> OdfStyle:
        raw = self._raw.get((family, name))
        if raw is None or depth > _STYLE_DEPTH:
            return OdfStyle()
        parent = raw.get(f"{STYLE}parent-style-name")
        base = self._resolve(family, parent, depth + 1) if parent else OdfStyle()
        level = raw.get(f"{STYLE}default-outline-level")
        align = _property(raw, "paragraph-properties", f"{FO}text-align")
        weight = _property(raw, "text-properties", f"{STYLE}font-weight-asian") or _property(
            raw, "text-properties", f"{FO}font-weight"
        )
        display = _property(raw, "text-properties", f"{TEXT}display")
        shown = _property(raw, "table-properties", f"{TABLE}display")
        struck = _property(raw, "text-properties", f"{STYLE}text-line-through-style")
        position = _property(raw, "text-properties", f"{STYLE}text-position")
        return OdfStyle(
            level=whole_number(level, 1) if level and level.isdecimal() else base.level,
            list_name=raw.get(f"{STYLE}list-style-name") or base.list_name,
            is_centered=align == "center" if align else base.is_centered,
            is_bold=weight not in {"normal", "400"} if weight else base.is_bold,
            is_hidden=display == "none" if display else shown == "false" if shown else base.is_hidden,
            is_struck=struck != "none" if struck else base.is_struck,
            is_raised=_RAISED_RE.match(position) is not None if position else base.is_raised,
        )


_RAISED_RE = re.compile(r"super|[1-9]")  # super 58%, 33% 58%; lowered are sub and -33%


def _property(style: etree._Element, group: str, name: str) -> str | None:
    properties = style.find(f"{STYLE}{group}")
    return None if properties is None else properties.get(name)


# ── numbers of lists ────────────────────────────────────────────────────────────────────────────

# What style:num-format may be beside digits and letters: LibreOffice writes the first members of the sequence.
_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman",
    "一": "chineseCounting", "壹": "chineseLegalSimplified", "壱": "ideographLegalTraditional",
    "①": "decimalEnclosedCircle", "１": "decimalFullWidth", "甲": "ideographTraditional", "子": "ideographZodiac",
}  # fmt: skip
_PLACEHOLDER_RE = re.compile(r"%(\d{1,2})%")


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    style: str | None
    prefix: str
    suffix: str
    shown: int
    pattern: str | None


@dataclass(slots=True)
class Numbers:
    """The rules of a file's lists, and how far each has counted."""

    levels: dict[str, dict[int, _Level]]
    outline: dict[int, _Level]
    counters: dict[str, dict[int, int]] = field(default_factory=dict)

    def __init__(self, roots: list[etree._Element]) -> None:
        self.levels, self.outline, self.counters = {}, {}, {}
        for root in reversed(roots):
            for rules in root.iter(f"{TEXT}list-style"):
                self.levels[rules.get(f"{STYLE}name") or ""] = _levels(rules)
            for rules in root.iter(f"{TEXT}outline-style"):
                self.outline = _levels(rules)

    def restart(self, list_id: str) -> None:
        """Let a list count anew."""
        self.counters[list_id] = {}

    def label(self, list_id: str, style: str | None, level: int, start: int | None = None) -> str:
        """Count an item of a list, and return what is printed before it; "" for bullets.

        `style` is the name of the list style, None for the numbers of headings; `start` what the item says to be.
        """
        rules = self.outline if style is None else self.levels.get(style, {})
        rule = rules.get(level)
        counters = self.counters.setdefault(list_id, {})
        first = rule.start if rule is not None else 1
        counters[level] = start if start is not None else counters.get(level, first - 1) + 1
        for deeper in [other for other in counters if other > level]:
            del counters[deeper]
        if rule is None or rule.style is None:
            return ""
        if rule.pattern is not None:
            return _PLACEHOLDER_RE.sub(lambda match: _written(rules, counters, int(match[1])), rule.pattern)
        places = range(max(1, level - rule.shown + 1), level + 1)
        numbers = [number for place in places if (number := _written(rules, counters, place))]
        return rule.prefix + ".".join(numbers) + rule.suffix


def _written(rules: dict[int, _Level], counters: dict[int, int], level: int) -> str:
    rule = rules.get(level)
    if rule is None or rule.style is None:
        return ""
    return format_number(counters.get(level, rule.start), rule.style)


def _levels(rules: etree._Element) -> dict[int, _Level]:
    found: dict[int, _Level] = {}
    for element in rules:
        level = whole_number(element.get(f"{TEXT}level"), 0)
        if not 1 <= level <= _LEVELS:
            continue
        written = element.get(f"{STYLE}num-format") or ""
        pattern = next(
            (value for name, value in element.attrib.items() if str(name).endswith("}num-list-format")), None
        )
        found[level] = _Level(
            start=whole_number(element.get(f"{TEXT}start-value"), 1),
            style=_FORMATS.get(written[:1], "decimal") if written else None,
            prefix=element.get(f"{STYLE}num-prefix") or "",
            suffix=element.get(f"{STYLE}num-suffix") or "",
            shown=whole_number(element.get(f"{TEXT}display-levels"), 1, _LEVELS),
            pattern=str(pattern) if pattern else None,
        )
    return found
