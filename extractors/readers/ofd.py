"""OFD (GB/T 33190-2016), the fixed-layout format of Chinese offices: placed characters and rules, as on PDF pages."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from lxml import etree

from extractors import quick_re as re
from extractors.assemble import finish
from extractors.counted import none_of_pages
from extractors.models import Issue, Reading, Unreadable
from extractors.office.zipped import Package, open_zip, read_named_xml, read_part, zip_names
from extractors.paged.glyphs import WIDE, Glyph
from extractors.paged.lattice import Edge, add_path, lattices_of, whole_rules
from extractors.paged.page_text import build
from extractors.paged.pages import Page, lay_out_page, unruled_tables
from extractors.paged.split_cells import split_cells
from extractors.paged.upright_lines import TURNS, runs_down, turned_edges, turned_glyphs
from extractors.pictures.ofd_pictures import resolve, resources
from extractors.pictures.scanned import PICTURE_SHARE, STRAY_CHARACTERS, Pictures
from extractors.segment import BLANKS

if TYPE_CHECKING:
    from extractors.pictures.ocr import Bitmap

MEDIA_TYPE = "application/ofd"

_USUAL_ROOT = "Doc_0/Document.xml"
ROOT_PARTS = frozenset({"OFD.xml", _USUAL_ROOT})
"""Parts that only an OFD document has, at places that the standard gives them."""

_POINT = 72 / 25.4  # points of a millimetre, in which OFD measures
_A4 = (0.0, 0.0, 210.0, 297.0)  # where a document states no page size
_DEFAULT_SIZE = 4.0  # millimetres of a character whose size is not stated
_REPEATS_MOST = 10_000  # of one distance in a list of distances; more is an error of the file
_OPERATOR_RE = re.compile(r"[A-Za-z]|-?[\d.]+(?:[eE]-?\d+)?")
# How many numbers each operator of a path takes (GB/T 33190, 9.1).
_ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}

_Matrix = tuple[float, float, float, float, float, float]


def matches(data: bytes) -> bool:
    """Tell whether bytes are an OFD document: an archive with OFD.xml at its top, or one that has lost that part."""
    return not ROOT_PARTS.isdisjoint(zip_names(data))


def read(data: bytes) -> Reading:
    """Turn the bytes of an OFD document into a reading. Cells keep page and box, blocks their page.

    Raises Unreadable ("broken_zip", "broken_ofd") where its parts cannot be read.
    """
    pages: list[Page] = []
    pictures = Pictures()
    with open_zip(data, "OFD document") as archive:
        for drawing, media in _drawn(archive):
            pages.append(drawing.page(len(pages) + 1, pictures, partial(_compose, archive, drawing, media)))
    if not pages:
        raise Unreadable("broken_ofd", "no page of it can be found: save it again, or as PDF")
    issues = [*archive.issues, *pictures.issues(len(pages))]
    if not pictures.found and not any(page.items for page in pages):
        message = f"{none_of_pages(len(pages))} text or a picture of it: find a version with text"
        issues.append(Issue("scanned", message, "degraded"))
    built = build(pages)
    return finish(built, media_type=MEDIA_TYPE, issues=[*issues, *unruled_tables(pages)])


def drawings(data: bytes) -> Iterator[tuple[Drawing, Callable[[str], bytes]]]:
    """Turn the bytes of an OFD document into its pages as they are drawn, each with what gives the bytes of its images.

    Raises Unreadable as `read` does.
    """
    with open_zip(data, "OFD document") as archive:
        for drawing, media in _drawn(archive):
            yield drawing, partial(_image, archive, media)


# ── parts ───────────────────────────────────────────────────────────────────────────────────────


def _roots(archive: Package) -> list[str]:
    """The names of the documents in a file, nearly always one; the usual name where the part that says it is lost."""
    root = read_named_xml(archive, "OFD.xml")
    if root is None:
        return [_USUAL_ROOT]
    return [(item.text or "").strip().lstrip("/") for item in root.iter("{*}DocRoot")]


def _drawn(archive: Package) -> Iterator[tuple[Drawing, dict[str, str]]]:
    """The pages of all documents of an archive as they are drawn, each with the files of its document's images."""
    for path in _roots(archive):
        for size, contents, media in _pages(archive, path):
            drawing = Drawing(size)
            for content in contents:
                drawing.read(content)
            yield drawing, media


def _pages(archive: Package, path: str) -> Iterator[tuple[tuple[float, ...], list[etree._Element], dict[str, str]]]:
    """The pages of a document: their sizes, their contents with those of their templates first, and files of images."""
    document = read_named_xml(archive, path)
    if document is None:
        return
    common = document.find("{*}CommonData")
    media = resources(archive, common, path) if common is not None else {}
    usual = _box(document.findtext("{*}CommonData/{*}PageArea/{*}PhysicalBox")) or _A4
    templates = {
        item.get("ID") or "": _part(archive, path, item) for item in document.iterfind("{*}CommonData/{*}TemplatePage")
    }
    for item in document.iterfind("{*}Pages/{*}Page"):
        page = _part(archive, path, item)
        if page is None:
            continue
        used = [templates.get(template.get("TemplateID") or "") for template in page.iterfind("{*}Template")]
        size = _box(page.findtext("{*}Area/{*}PhysicalBox")) or usual
        own = resources(archive, page, resolve(path, item.get("BaseLoc") or ""))
        yield size, [content for content in [*used, page] if content is not None], media | own


def _part(archive: Package, path: str, item: etree._Element) -> etree._Element | None:
    return read_named_xml(archive, resolve(path, item.get("BaseLoc") or ""))


def _compose(archive: Package, drawing: Drawing, media: Mapping[str, str]) -> Bitmap:
    """The picture of a page that is made of images."""
    from extractors.pictures.bitmaps import Placed, compose

    parts = [(read_part(archive, media[name]), matrix) for name, matrix in drawing.images if name in media]
    images = [Placed(data, matrix) for data, matrix in parts if data]
    return compose(drawing.width, drawing.height, images)


def _image(archive: Package, media: Mapping[str, str], name: str) -> bytes:
    return (read_part(archive, media[name]) if name in media else None) or b""


def _numbers(text: str | None) -> list[float]:
    found: list[float] = []
    for word in (text or "").split():
        try:
            number = float(word)
        except ValueError:
            continue
        if math.isfinite(number):
            found.append(number)
    return found


def _box(text: str | None) -> tuple[float, ...] | None:
    numbers = _numbers(text)
    return tuple(numbers[:4]) if len(numbers) >= 4 else None


# ── a page's objects ────────────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class Drawing:
    """A page in points: its characters, the edges of its paths, and its images as ids with their places."""

    size: tuple[float, ...]
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Edge] = field(default_factory=list)
    upright: list[Edge] = field(default_factory=list)
    images: list[tuple[str, _Matrix]] = field(default_factory=list)

    @property
    def width(self) -> float:
        """The width of the page in points."""
        return self.size[2] * _POINT

    @property
    def height(self) -> float:
        """The height of the page in points."""
        return self.size[3] * _POINT

    def page(self, number: int, pictures: Pictures, draw: Callable[[], Bitmap]) -> Page:
        """The page's lines and tables; of a page that is a picture, those that OCR reads, where it is installed."""
        width, height = self.width, self.height
        if self._is_picture():
            read = pictures.page(number, width, height, draw)
            if read is not None:
                return read
        glyphs, edges, turns = self.glyphs, (self.level, self.upright), 0
        if runs_down(glyphs):
            glyphs, edges = turned_glyphs(width, glyphs), turned_edges(width, *edges)
            width, height, turns = height, width, TURNS
        across, down = whole_rules(*edges)
        lattices = split_cells(lattices_of(across, down), across, down, glyphs)
        laid = lay_out_page(number, width, height, glyphs, lattices)
        laid.turns = turns
        return laid

    def _is_picture(self) -> bool:
        """True if images cover the page and it has hardly any text, or if it has images and no text at all."""
        area = sum(abs(a * d - b * c) for _, (a, b, c, d, _, _) in self.images)
        covers = area >= PICTURE_SHARE * self.size[2] * self.size[3] * _POINT**2
        return bool(self.images) and (not self.glyphs or (covers and len(self.glyphs) <= STRAY_CHARACTERS))

    def read(self, content: etree._Element) -> None:
        """Add the visible objects of a page or template."""
        for item in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
            if item.get("Visible") == "false":
                continue
            boundary = _box(item.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
            matrix = _numbers(item.get("CTM"))
            a, b, c, d, e, f = matrix[:6] if len(matrix) >= 6 else (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
            placed = (a, b, c, d, e + boundary[0] - self.size[0], f + boundary[1] - self.size[1])
            kind = str(item.tag).rpartition("}")[2]  # lxml refuses to take apart what it read from damaged XML
            if kind == "TextObject":
                self._text(item, placed)
            elif kind == "PathObject":
                self._path(item, placed)
            else:
                if (
                    len(matrix) < 6
                ):  # an image fills a square of one millimetre; without a matrix, its boundary is meant
                    placed = (boundary[2], 0.0, 0.0, boundary[3], placed[4], placed[5])
                a, b, c, d, e, f = (value * _POINT for value in placed)
                self.images.append((item.get("ResourceID") or "", (a, b, c, d, e, f)))

    def _text(self, item: etree._Element, matrix: _Matrix) -> None:
        size = (_numbers(item.get("Size") or item.get("size")) or [_DEFAULT_SIZE])[0]
        scale = (_numbers(item.get("HScale")) or [1.0])[0]
        across, upright = math.hypot(matrix[0], matrix[1]), math.hypot(matrix[2], matrix[3])
        if size * upright <= 0:  # Size="0": no page shows it
            return
        for code in item.iterfind("{*}TextCode"):
            words = code.text or ""
            x, y = (_numbers(code.get("X")) or [0.0])[0], (_numbers(code.get("Y")) or [0.0])[0]
            steps_x, steps_y = _steps(code.get("DeltaX"), len(words)), _steps(code.get("DeltaY"), len(words))
            for place, character in enumerate(words):
                left, base = _apply(matrix, x, y)
                width = size * scale * across * (1.0 if ord(character) >= WIDE or character in "“”‘’—…" else 0.5)
                if character in BLANKS or (not character.isspace() and character.isprintable()):
                    self.glyphs.append(
                        Glyph(character, left * _POINT, (left + width) * _POINT, base * _POINT, size * upright * _POINT)
                    )
                if place + 1 < len(words):
                    x += steps_x[place] if steps_x else (size * scale if not steps_y else 0.0)
                    y += steps_y[place] if steps_y else 0.0

    def _path(self, item: etree._Element, matrix: _Matrix) -> None:
        is_stroked = item.get("Stroke") != "false"
        if not is_stroked and item.get("Fill") != "true":
            return
        for points in _subpaths(item.findtext("{*}AbbreviatedData") or ""):
            shown = [_apply(matrix, x, y) for x, y in points]
            add_path([(x * _POINT, y * _POINT) for x, y in shown], self.level, self.upright, is_stroked=is_stroked)


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _steps(text: str | None, count: int) -> list[float]:
    """Turn a list of distances, in which `g 3 5.5` says 5.5 three times, into one for each character.

    The last distance holds for the characters that the list does not reach.
    """
    words = (text or "").split()
    steps: list[float] = []
    place = 0
    while place < len(words) and len(steps) < count:
        if words[place] == "g" and place + 2 < len(words):
            repeats, distance = _numbers(words[place + 1]), _numbers(words[place + 2])
            if repeats and distance:
                steps += distance * min(int(repeats[0]), _REPEATS_MOST)
            place += 3
        else:
            steps += _numbers(words[place])
            place += 1
    return steps + steps[-1:] * (count - len(steps)) if steps else []


def _subpaths(text: str) -> list[list[tuple[float, float]]]:
    """Turn a path's operators into its parts as points; of a curve only its end counts."""
    paths: list[list[tuple[float, float]]] = []
    words = _OPERATOR_RE.findall(text)
    place = 0
    while place < len(words):
        operator = words[place]
        count = _ARGUMENTS.get(operator)
        place += 1
        if count is None:
            continue
        numbers = _numbers(" ".join(words[place : place + count]))
        if len(numbers) < count:
            break
        place += count
        if operator in {"S", "M"} or (operator != "C" and not paths):
            paths.append([_end(numbers)])
        elif operator == "C":
            if paths:
                paths[-1].append(paths[-1][0])
        else:
            paths[-1].append(_end(numbers))
    return paths


def _end(numbers: Sequence[float]) -> tuple[float, float]:
    return numbers[-2], numbers[-1]
