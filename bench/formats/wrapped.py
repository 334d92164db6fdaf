"""Run `python -m bench.formats.wrapped`: hard-wrapped texts that were printed, beside the same texts unwrapped.

A text is cut into lines of one width and printed on pages that hold fewer or more characters, so that the printer wraps
each line again, or none reaches the margin. Each row is compared with that of the unwrapped text; what the reader of
plain text makes of the cut text stands beside it, for no page says more than that.
"""

from __future__ import annotations

import argparse
import html
import io
import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from bench.formats.__main__ import TABLES
from extractors import extract
from extractors.readers import read
from tests.fixtures.render import office, paper
from tests.fixtures.render.generated import generated_plans
from tests.fixtures.render.plan import as_text, plan_of_reading, prose_only
from tests.fixtures.render.plans import seed_plans, written_plans
from tests.formats.rows import Rows, differences, rows_of
from tests.generator.layout import wrap_line

_SIZE = 12  # points of a character
_EDGE = 72  # points of a page's left margin
_PAGE = 842  # points of a page's height
# Ems of a line of the text, and of a line of the page.
WIDTHS: Sequence[tuple[int, int]] = ((40, 36), (34, 31), (40, 25), (30, 14), (38, 37), (40, 45), (32, 45))
MANNERS = ("indented", "gaps", "flush")


@dataclass(frozen=True, slots=True)
class Printed:
    """A text in one manner, cut at `wrap` ems, to be printed on pages that hold `page` ems."""

    name: str
    whole: str
    manner: str
    wrap: int
    page: int

    @property
    def lines(self) -> list[str]:
        """The lines of the cut text; an empty one parts paragraphs in the manner "gaps"."""
        found: list[str] = []
        for paragraph in self.whole.split("\n"):
            indent = "　　" if self.manner == "indented" else ""
            found += wrap_line(indent + paragraph, self.wrap)
            found += [""] * (self.manner == "gaps")
        return found


def _margin_and_width(text: Printed) -> tuple[float, float]:
    """The right margin of the pages that hold a text's lines, and their whole width, in points."""
    right = max(20, 595 - _EDGE - text.page * _SIZE)
    return right, _EDGE + text.page * _SIZE + right


def as_page(text: Printed) -> str:
    """A page for printing on which each line of the text is one, wrapped where it has no room."""
    right, width = _margin_and_width(text)
    css = f"@page {{ size: {width}pt {_PAGE}pt; margin: 72pt {right}pt 72pt {_EDGE}pt; }}"
    css += f"body {{ margin: 0 }} pre {{ margin: 0; font: {_SIZE}pt/20pt 'Noto Sans CJK SC', 'Droid Sans Fallback';"
    css += f" white-space: pre-wrap; width: {text.page * _SIZE + 0.5}pt }}"
    words = html.escape("\n".join(text.lines))
    return f'<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><style>{css}</style><pre>{words}</pre></html>'


def by_weasyprint(texts: Sequence[Printed]) -> list[bytes]:
    """PDFs by WeasyPrint."""
    from weasyprint import HTML  # type: ignore[import-untyped]

    return [HTML(string=as_page(text)).write_pdf() for text in texts]


def by_chromium(texts: Sequence[Printed]) -> list[bytes]:
    """PDFs by Chromium, as who prints a text file from a browser gets them."""
    made: list[bytes] = []
    for text in texts:
        with tempfile.TemporaryDirectory() as folder:
            page, result = Path(folder, "page.html"), Path(folder, "page.pdf")
            page.write_text(as_page(text), encoding="utf-8")
            options = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
            options += ["--no-pdf-header-footer", f"--print-to-pdf={result}", page.as_uri()]
            subprocess.run([str(paper.chromium_path()), *options], check=True, capture_output=True, timeout=60)
            made.append(result.read_bytes())
    return made


def by_reportlab(texts: Sequence[Printed]) -> list[bytes]:
    """PDFs by reportlab, each line of the text a paragraph."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    body = ParagraphStyle("body", fontName="STSong-Light", fontSize=_SIZE, leading=20, wordWrap="CJK")
    first = ParagraphStyle("first", parent=body, firstLineIndent=2 * _SIZE)
    made: list[bytes] = []
    for text in texts:
        story: list[Flowable] = []
        for line in text.lines:
            style = first if line.startswith("　　") else body
            story.append(Paragraph(escape(line.strip()), style) if line.strip() else Spacer(1, 20))
        buffer = io.BytesIO()
        right, width = _margin_and_width(text)
        margins: dict[str, Any] = {"leftMargin": _EDGE - 6, "rightMargin": right - 7, "topMargin": 72}
        SimpleDocTemplate(buffer, pagesize=(width, _PAGE), bottomMargin=72, **margins).build(story)
        made.append(buffer.getvalue())
    return made


def by_libreoffice(texts: Sequence[Printed]) -> list[bytes]:
    """PDFs by LibreOffice, of Word files in which each line of the text is a paragraph, set to both margins."""
    from docx import Document
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Pt

    files: dict[str, bytes] = {}
    for number, text in enumerate(texts):
        document = Document()
        section = document.sections[0]
        right = max(20, 595 - _EDGE - text.page * _SIZE)
        section.page_width, section.page_height = Pt(_EDGE + text.page * _SIZE + right), Pt(_PAGE)
        section.left_margin, section.right_margin = Pt(_EDGE), Pt(right)
        style = document.styles["Normal"]
        style.font.size = Pt(_SIZE)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "Noto Sans CJK SC")
        style.paragraph_format.space_after, style.paragraph_format.line_spacing = Pt(0), Pt(20)
        for line in text.lines:
            document.add_paragraph(line).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        buffer = io.BytesIO()
        document.save(buffer)
        files[f"{number}.docx"] = buffer.getvalue()
    made = office.convert(files, "pdf")
    return [made[str(number)] for number in range(len(texts))]


def by_text(texts: Sequence[Printed]) -> list[bytes]:
    """No print: the lines as a text file."""
    return ["\n".join(text.lines).encode() for text in texts]


PRINTERS: Sequence[tuple[str, str, Callable[[Sequence[Printed]], list[bytes]], Callable[[], bool]]] = (
    ("plain text", "txt", by_text, lambda: True),
    ("reportlab", "pdf", by_reportlab, lambda: find_spec("reportlab") is not None),
    ("WeasyPrint", "pdf", by_weasyprint, lambda: find_spec("weasyprint") is not None),
    ("LibreOffice", "pdf", by_libreoffice, lambda: office.office_path() is not None),
    ("Chromium", "pdf", by_chromium, lambda: paper.chromium_path() is not None),
)


def whole_texts(folder: Path | None, generated: int) -> Iterator[tuple[str, str]]:
    """Name and text, a line a paragraph and without tables: seeds, written and generated plans, texts of a folder."""
    for plan in (*seed_plans(), *written_plans(), *generated_plans(generated)):
        yield plan.name, as_text(prose_only(plan)).strip()
    for path in sorted(folder.glob("*.txt")) if folder is not None else ():
        reading = read(path.read_bytes(), path.name)
        yield path.stem, as_text(prose_only(plan_of_reading(path.stem, "", reading))).strip()


def rows_in(data: bytes, name: str) -> Rows:
    """The rows of a file."""
    return rows_of(extract(data, name))


def measure(name: str, suffix: str, texts: Sequence[Printed], data: Sequence[bytes], shown: int) -> str:
    """Compare prints with the unwrapped texts: a line of the report; `shown` differing rows are printed."""
    by_kind: Counter[str] = Counter()
    equal: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for text, printed in zip(texts, data, strict=True):
        expected = rows_in(text.whole.encode(), "plan.txt")
        found = differences(expected, rows_in(printed, f"plan.{suffix}"))
        kind = "narrower" if text.page < text.wrap else "wider"
        by_kind[kind] += len(found)
        equal[kind] += not found
        total[kind] += 1
        for line in islice(found, shown):
            print(f"    {text.name} {text.manner} {text.wrap}/{text.page}: {line}")
    parts = [f"{equal[kind]} of {total[kind]} | {by_kind[kind]}" for kind in ("narrower", "wider") if total[kind]]
    return f"| {name} | {texts[0].manner} | " + " | ".join(parts) + " |"


def main() -> None:
    """Print, read, and report."""
    parser = argparse.ArgumentParser(prog="python -m bench.formats.wrapped", description=__doc__)
    parser.add_argument("--generated", type=int, default=7, help="how many generated plans beside the seeds (7)")
    parser.add_argument("--texts", type=Path, help="a folder with more texts")
    parser.add_argument("--only", default="", help="printers whose name holds these words")
    parser.add_argument("--manner", default="", help="the manner alone: indented, gaps, flush")
    parser.add_argument("--differences", type=int, default=0, help="so many differing rows of each print are shown")
    parser.add_argument("--keep", type=Path, help="a folder in which the prints are kept, and found again")
    arguments = parser.parse_args()
    os.environ.setdefault("SOURCE_DATE_EPOCH", "1735689600")
    wholes = list(whole_texts(arguments.texts, arguments.generated))
    print(f"tables: {', '.join(TABLES)}; {len(wholes)} texts, at {len(WIDTHS)} pairs of widths each")
    print("| printer | manner | narrower pages, all rows equal | rows that differ | wider | rows that differ |")
    print("|---|---|---:|---:|---:|---:|")
    for manner in MANNERS:
        texts = [
            Printed(name, whole, manner, wrap, page)
            for name, whole in wholes
            for wrap, page in WIDTHS
            if arguments.manner in manner
        ]
        for name, suffix, render, is_there in PRINTERS:
            if texts and arguments.only in name and is_there():
                data = _kept(arguments.keep, name, texts, render)
                print(measure(name, suffix, texts, data, arguments.differences), flush=True)


def _kept(
    folder: Path | None, printer: str, texts: Sequence[Printed], render: Callable[[Sequence[Printed]], list[bytes]]
) -> list[bytes]:
    if folder is None:
        return render(texts)
    paths = [folder / f"{text.name}.{text.manner}.{text.wrap}-{text.page}.{printer}" for text in texts]
    missing = [number for number, path in enumerate(paths) if not path.exists()]
    for start in range(0, len(missing), 25):
        batch = missing[start : start + 25]
        for number, data in zip(batch, render([texts[number] for number in batch]), strict=True):
            paths[number].parent.mkdir(parents=True, exist_ok=True)
            paths[number].write_bytes(data)
    return [path.read_bytes() for path in paths]


if __name__ == "__main__":
    main()
