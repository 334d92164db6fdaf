"""Every hostile file with the end that it must come to: its status and its reason code."""

from __future__ import annotations

import os
import random
import socket
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.faults.hostile import archives, markup, pages, pictures, sheets
from tests.fixtures.make_docx import NAMESPACES, docx, paragraph

SECRET = "planquet-secret-4f1c"
"""Stands in a file beside the folder of the documents; it must never be found in a table."""

_FORMATS = Path(__file__).parents[2] / "fixtures" / "formats"
_SEED = 20_261_122
_WORDS = "一、重点任务\n1.建设茶园。到2027年，茶园面积达到10万亩以上。\n".encode()
_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (60_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00" + bytes(4)


# Ends of files that are far too large as they are unpacked, and of those that only the limits of time and memory stop.
_TOO_LARGE = ("quarantined broken_zip", "quarantined part_too_large", "quarantined memory_limit")
_DEEP = ("quarantined too_deep", "quarantined time_limit", "quarantined memory_limit")
_SLOW = ("ok", "quarantined time_limit", "quarantined memory_limit")
# Ends of XML that breaks off: what stands before the break is read, or nothing can be.
_DAMAGED = (
    "degraded damaged_part",
    "quarantined empty",
    "quarantined broken_docx",
    "quarantined broken_xlsx",
    "quarantined broken_ofd",
)
_CUT_ZIP = ("quarantined broken_zip",)
_CUT_TEXT = ("degraded truncated_character", "degraded undecodable_bytes", "quarantined binary_as_text")
# Files that are cut after every hundredth, and the ends that they may come to.
_CUT: dict[str, tuple[str, ...]] = {
    "tea_tables.openpyxl.one.xlsx": _CUT_ZIP,
    "tea.libreoffice.typed.odt": _CUT_ZIP,
    "care_tables.libreoffice.one.ods": _CUT_ZIP,
    "tea.ofd-writer.typeset.ofd": _CUT_ZIP,
    "care.stdlib.gbk_name.zip": _CUT_ZIP,
    # Its last sectors are none of the workbook's own stream.
    "tea_tables.xlwt.one.xls": ("quarantined broken_ole", "quarantined broken_xls", "ok"),
    "tea.libreoffice.typed.doc": ("quarantined broken_ole", "quarantined unsupported_format"),
    "care.libreoffice.numbered.rtf": ("degraded damaged_part",),
    "tea.stdlib.quoted.mhtml": (
        "ok",
        "degraded truncated_page",
        *_CUT_TEXT,
        "quarantined empty",
        "quarantined broken_mhtml",
    ),
    "tea.cms.trs.html": ("degraded truncated_page", *_CUT_TEXT, "quarantined empty"),
    # Nothing in a text says where it was to end, unless it ends within a character.
    "tea.stdlib.tabs.txt": ("ok", *_CUT_TEXT),
    "tea_tables.stdlib.gbk.csv": ("ok", *_CUT_TEXT),
}
_TURNED = (
    *("ok", "degraded broken_pages", "degraded scanned", "degraded truncated_pdf", "degraded unmapped_font"),
    *("degraded undecodable_bytes", "degraded text_lost"),
    *("quarantined broken_pdf", "quarantined truncated_pdf", "quarantined encrypted_pdf", "quarantined binary_as_text"),
)


@dataclass(frozen=True)
class Case:
    """A hostile input: its path below the folder, how it is made there, and the ends that it may come to.

    An end is a status, and behind it the reason code where there is one: "ok", "quarantined broken_zip".
    """

    name: str
    make: Callable[[Path], object]
    ends: tuple[str, ...]
    is_slow: bool = False


def _case(name: str, content: Callable[[], bytes], *ends: str, is_slow: bool = False) -> Case:
    return Case(name, lambda path: path.write_bytes(content()), ends, is_slow)


def all_cases() -> Iterator[Case]:
    """Every hostile input."""
    yield from _archives()
    yield from _packed()
    yield from _cut_formats()
    yield from _entities()
    yield from _active()
    yield from _nesting()
    yield from _sheets()
    yield from _pdfs()
    yield from _images()
    yield from _kinds()
    yield from _places()
    yield from _names()
    yield from _lines()


def _archives() -> Iterator[Case]:
    for name, part in (("bomb.docx", archives.DOCUMENT), ("bomb.xlsx", "xl/workbook.xml"), ("bomb.ofd", "OFD.xml")):
        yield _case(name, partial(archives.flat_bomb, part), "quarantined part_too_large")
    yield _case("bomb.zip", lambda: archives.flat_bomb("a.txt"), "quarantined unsupported_format")
    yield _case("blanks.zip", archives.blanks, "quarantined archive_ratio")
    yield _case("lying.docx", archives.lying_bomb, "quarantined broken_zip")
    yield _case("nested.zip", archives.nested_bomb, "quarantined archive_depth")
    yield _case("overlapping.docx", archives.overlapping_bomb, "ok", "quarantined broken_zip")
    yield _case(
        "paragraphs.docx",
        lambda: archives.paragraph_bomb(190),
        *_TOO_LARGE,
        "quarantined time_limit",
        "quarantined broken_docx",
        is_slow=True,
    )
    yield _case(
        "parts.xlsx", archives.many_parts_bomb, *_TOO_LARGE, "quarantined time_limit", "quarantined empty", is_slow=True
    )
    yield _case("names.docx", archives.hostile_names, "ok")
    yield _case("link.docx", archives.link_for_text, "quarantined broken_docx")
    yield _case("link.zip", archives.link_only, "quarantined unsafe_member")
    yield _case("password.docx", archives.encrypted_part, "quarantined broken_zip")
    yield _case("method.docx", archives.unknown_method, "quarantined broken_zip")
    yield _case("twice.docx", archives.twice_the_same, "ok")
    yield _case("members.docx", archives.many_members, "ok")
    for percent in range(1, 100):
        name, cut = f"cut{percent:02}.docx", partial(archives.cut, percent / 100)
        yield _case(name, cut, "quarantined broken_zip", is_slow=percent % 30 != 10)


def _packed() -> Iterator[Case]:
    """Archives that are no document."""
    yield _case("lying.tar", archives.lying_tar, "quarantined broken_archive", "quarantined too_large")
    yield _case("blanks.gz", archives.packed_blanks, "quarantined archive_ratio", "quarantined too_large")
    yield _case("blanks.tar.gz", archives.packed_tar_bomb, "quarantined archive_ratio", "quarantined too_large")
    yield _case("often.gz", archives.packed_often, "quarantined archive_depth")
    yield _case("list.zip", archives.endless_list, "quarantined broken_zip")


def _cut_formats() -> Iterator[Case]:
    """A file of each format by its real producers, cut after every hundredth; DOCX and PDF are elsewhere."""
    for path in sorted(_FORMATS.iterdir()):
        if path.name in _CUT:
            data = path.read_bytes()
            for percent in range(1, 100):
                cut = data[: len(data) * percent // 100]
                yield _case(
                    f"cut{percent:02}{path.suffix}", partial(bytes, cut), *_CUT[path.name], is_slow=percent % 30 != 10
                )


def _entities() -> Iterator[Case]:
    makers = (
        *(("docx", "", markup.word), ("ofd", "", markup.pages), ("xlsx", "", markup.workbook)),
        *(("xlsx", "-sheet", markup.sheet), ("ofd", "-root", markup.root), ("odt", "", markup.odt)),
        *(("doc", "-word", markup.word_xml), ("xls", "-book", markup.excel_xml)),
        *(("odt", "-styles", markup.odt_styles), ("fodt", "", markup.flat_odt), ("ods", "", markup.ods)),
    )
    for suffix, part, make in makers:
        yield Case(f"outside{part}.{suffix}", partial(_outside, make), ("ok", "degraded damaged_part"))
        yield _case(f"laughs{part}.{suffix}", partial(make, markup.laughs(), "&e;"), *_DAMAGED)
        yield _case(f"laughs-in-attribute{part}.{suffix}", partial(make, markup.laughs(), "x", 'a="&e;"'), *_DAMAGED)
        # A flat file says what it is in its root: behind a megabyte of document type, nobody looks for that.
        ends = ("ok",) if suffix in {"fodt", "doc", "xls"} else _DAMAGED
        yield _case(f"long-entity{part}.{suffix}", partial(make, markup.long_entity(), "&e;" * 5000), *ends)
    yield Case("outside.svg", partial(_outside, markup.drawing), ("quarantined unsupported_format",))
    yield _case("laughs.svg", lambda: markup.drawing(markup.laughs()), "quarantined unsupported_format")
    yield Case("drawing.docx", _drawing, ("ok",))
    yield _case("laughs.html", markup.page_of_laughs, "ok")


def _active() -> Iterator[Case]:
    """What would run or fetch something; the sandbox would refuse it, and the end be another than ok."""
    yield _case("active.docm", markup.active_word, "ok")
    yield _case("active.html", markup.active_page, "ok")
    yield _case("active.xlsm", markup.active_sheet, "ok")
    yield _case("active.rtf", markup.active_rtf, "ok")


def _outside(make: Callable[[str], bytes], path: Path) -> None:
    path.write_bytes(make(markup.outside(str(secret_beside(path)))))


def _drawing(path: Path) -> None:
    """A Word document with an SVG drawing that names a file outside, and grows."""
    secret = secret_beside(path)
    entity = f'<!DOCTYPE svg [<!ENTITY e SYSTEM "file://{secret}">]>'
    svg = f'{entity}<svg xmlns="http://www.w3.org/2000/svg"><text>&e;</text></svg>'
    text = f"<w:document {NAMESPACES}><w:body>{paragraph('一、重点任务')}</w:body></w:document>"
    parts = (archives.stored(archives.DOCUMENT, text.encode()), archives.stored("word/media/image1.svg", svg.encode()))
    path.write_bytes(archives.zipped(parts))


def secret_beside(path: Path) -> Path:
    """The file with the secret, beside the folder in which a case is made."""
    place = path.parent.parent / "secret.txt"
    place.write_text(SECRET, encoding="ascii")
    return place


def _nesting() -> Iterator[Case]:
    for tag in ("div", "b", "table", "ul", "span", "font", "section"):
        yield _case(f"nested-{tag}.html", partial(markup.nested_page, tag), *_DEEP, is_slow=True)
        yield _case(f"nested-{tag}-less.html", partial(markup.nested_page, tag, 1_000), "ok")
    for tag in ("p", "div", "b", "td", "li", "table", "a", "tr", "font", "script", "h1", "br"):
        yield _case(
            f"unclosed-{tag}.html", partial(markup.unclosed_page, tag), "degraded truncated_page", *_DEEP, is_slow=True
        )
        yield _case(f"unclosed-{tag}-less.html", partial(markup.unclosed_page, tag, 1_000), "degraded truncated_page")
    for tag in ("p", "div", "b", "table"):
        yield _case(f"unopened-{tag}.html", partial(markup.unopened_page, tag), "ok")
    yield _case("attributes.html", markup.attributes_page, "ok")
    yield _case("open-tags.html", markup.open_tags_page, "ok")
    yield _case("comments.html", markup.comments_page, "degraded truncated_page")
    yield _case("spanned.html", lambda: markup.spanned_page(1_000_000, 1_000_000), "ok")
    yield _case("spanned-huge.html", lambda: markup.spanned_page(10**30, 10**30), "ok")
    for name in ("sdt", "p", "r", "tbl"):
        yield _case(f"nested-{name}.docx", partial(markup.nested_word, name), *_DAMAGED)
    yield _case("nested-tables.docx", markup.nested_word_tables, *_DAMAGED)
    for name in ("p", "span", "list", "section"):
        yield _case(f"nested-{name}.odt", partial(markup.nested_odf, name), *_DAMAGED)
    yield _case("nested-tables.odt", markup.nested_odf_tables, *_DAMAGED)
    yield _case("nested.ofd", markup.nested_ofd, *_DAMAGED)
    yield _case("nested.xlsx", markup.nested_sheet, *_DAMAGED)
    yield _case("nested.rtf", markup.nested_rtf, "ok")
    yield _case("spanned.docx", lambda: markup.spanned_word(1_000_000_000), "ok")
    yield _case("numbered.docx", lambda: markup.numbered_word("1000000000"), "ok")
    yield _case("numbered-long.docx", lambda: markup.numbered_word("9" * 5000), "ok")
    yield _case("styles.docx", markup.styled_in_a_circle, "ok")
    yield _case("steps.ofd", markup.repeated_steps, "ok")
    yield _case("messages.mhtml", markup.nested_message, "quarantined broken_mhtml")


def _sheets() -> Iterator[Case]:
    yield _case("columns.ods", markup.repeated_cells, *_SLOW, is_slow=True)
    yield _case("columns.xlsx", sheets.declared_columns, "ok")
    yield _case("far-book.xls", markup.far_book, "ok")
    yield _case("far.xlsx", sheets.far_cells, "ok")
    yield _case("diagonal.xlsx", sheets.diagonal, "ok")
    yield _case("merged.xlsx", sheets.merged_whole, "ok")
    yield _case("merged-backwards.xlsx", sheets.merged_backwards, "ok")
    yield _case("merged-often.xlsx", sheets.merged_often, "ok")
    yield _case("numbers.xlsx", sheets.numbers, "ok")
    yield _case("corner.xls", sheets.xls_corner, "ok", is_slow=True)
    yield _case("wide.csv", sheets.wide_csv, "ok")
    yield _case("quoted.csv", sheets.quoted_csv, "ok")


def _pdfs() -> Iterator[Case]:
    for name, ends in (
        ("looped_tree", ("degraded broken_pages",)),
        ("looped_parents", ("degraded broken_pages", "quarantined broken_pdf")),
        ("looped_root", ("degraded broken_pages", "quarantined broken_pdf")),
        ("lying_count", ("ok", "degraded broken_pages")),
        ("shared_kids", ("quarantined broken_pdf",)),
        ("no_pages", ("quarantined broken_pdf",)),
        ("huge_page", ("ok",)),
        ("odd_box", ("ok",)),
        ("looped_form", ("degraded scanned",)),
        ("nested_arrays", ("degraded scanned",)),
        ("nested_objects", ("quarantined broken_pdf",)),
        ("image_bomb", ("degraded scanned",)),
        ("bad_xref", ("ok",)),
        ("looped_xref", ("ok",)),
        ("action", ("ok",)),
        ("encrypted", ("quarantined encrypted_pdf",)),
    ):
        yield _case(f"{name}.pdf", getattr(pages, name), *ends)
    # PDFium ends the process where it gets no more memory: the worker is lost, and nothing else.
    yield _case("form_bomb.pdf", pages.form_bomb, *_SLOW, "quarantined worker_died", is_slow=True)
    yield _case("words.pdf", lambda: pages.text_bomb(1_000), "ok")
    yield _case("words-many.pdf", lambda: pages.text_bomb(2_000_000), *_SLOW, "quarantined worker_died", is_slow=True)
    yield _case("rules.pdf", lambda: pages.rule_bomb(5_000), "ok")
    for percent in range(1, 100):
        yield _case(
            f"cut{percent:02}.pdf",
            partial(pages.cut, percent / 100),
            "degraded truncated_pdf",
            "quarantined truncated_pdf",
            is_slow=percent % 20 != 0,
        )
    chance = random.Random(_SEED)
    for number in range(20):
        places = [chance.randrange(1 << 20) for _ in range(20)]
        yield _case(f"turned{number:02}.pdf", partial(pages.turned, places), *_TURNED, is_slow=True)


def _images() -> Iterator[Case]:
    """Without OCR no image is opened; with it, none of these is a page."""
    ends = ("degraded scanned", "quarantined broken_image")
    yield _case("image.png", lambda: _PNG + bytes(1000), *ends)
    yield _case("image-whole.png", lambda: pictures.png(is_whole=True), *ends, is_slow=True)
    yield _case("image-of-words.png", pictures.png_of_words, *ends)
    yield _case("image.jpg", pictures.jpeg, *ends)
    yield _case("image.tif", pictures.tiff, *ends)
    yield _case("image-looped.tif", lambda: pictures.tiff(100, loops=True), *ends)
    yield _case("image-of-pages.tif", lambda: pictures.tiff(pages=1_000), *ends)


def _kinds() -> Iterator[Case]:
    word = docx(paragraph("一、重点任务"))
    page = b"<html><body><p>" + _WORDS + b"</p></body></html>"
    yield _case("page-and-zip.html", lambda: page + word, "quarantined binary")
    yield _case("page-and-pdf.html", lambda: page + pages.usual(), "ok")
    yield _case("rtf-and-page.rtf", lambda: b"{\\rtf1 Section one}" + page, "ok")
    yield _case(
        "image-and-zip.png",
        lambda: pictures.png(8, is_whole=True) + word,
        "degraded scanned",
        "degraded empty_text",
        "ok",
    )
    yield _case("zip-and-page.html", lambda: word + page, "ok")
    yield _case("text-and-tar.txt", lambda: _WORDS + archives.named_tar(), "ok", "quarantined binary")
    yield _case("rtf-mark.docx", lambda: b"{\\rtf1 Section one\\par}", "ok")
    yield _case("sheet.docx", lambda: sheets.merged_often(1), "ok")
    yield _case("word.xls", lambda: word + b"word", "ok")
    yield _case("word.pdf", lambda: word, "ok")
    yield _case("pdf.docx", pages.usual, "ok")
    yield _case("text.pdf", lambda: _WORDS, "ok")
    yield _case("text.docx", lambda: _WORDS, "ok")
    yield _case("page.xlsx", lambda: b"<html><body><p>" + _WORDS + b"</p></body></html>", "ok")
    yield _case("pdf-and-zip.pdf", lambda: pages.usual() + word, "ok")
    yield _case("zip-and-pdf.pdf", lambda: word + pages.usual(), "ok")
    yield _case(
        "gif-and-page.gif", lambda: b"GIF89a/*<html><body><p>" + _WORDS + b"</p>*/", "ok", "degraded binary_as_text"
    )
    yield _case("pdf-mark.txt", lambda: b"%PDF-1.7 is how a PDF begins.\n" + _WORDS, "quarantined truncated_pdf")
    yield _case("mark.docx", lambda: b"PK\x03\x04", "quarantined broken_zip")
    yield _case("mark.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "quarantined broken_ole")
    yield _case("mark.xls", lambda: b"\x09\x08\x10\x00" + bytes(600), "quarantined broken_xls")
    yield _case("program.txt", lambda: b"\x7fELF" + _WORDS, "quarantined unsupported_format")


def _lines() -> Iterator[Case]:
    """Texts of one line without an end: one above the limit of a file, one below it."""
    yield Case("line-of-200-mb.txt", partial(_line, 200), ("quarantined too_large",), is_slow=True)
    ends = ("quarantined too_many_characters", "quarantined time_limit", "quarantined memory_limit")
    yield Case("line-of-60-mb.txt", partial(_line, 60), ends, is_slow=True)


def _line(megabytes: int, path: Path) -> None:
    words = "推动直播经济高质量发展".encode()
    piece = words * ((1 << 20) // len(words))
    with path.open("wb") as file:
        for _ in range(megabytes + 1):
            file.write(piece)


def _places() -> Iterator[Case]:
    yield Case("pipe.docx", os.mkfifo, ("quarantined not_a_file",))
    yield Case("zeros.txt", lambda path: path.symlink_to("/dev/zero"), ("quarantined not_a_file",))
    yield Case("dangling.pdf", lambda path: path.symlink_to("nowhere"), ("quarantined unreadable_file",))
    yield Case("itself.txt", lambda path: path.symlink_to(path.name), ("quarantined unreadable_file",))
    yield Case("above", lambda path: path.symlink_to(".."), ("quarantined unreadable_folder",))
    yield Case("outside.txt", lambda path: path.symlink_to(secret_beside(path)), ("quarantined outside_link",))
    yield Case("inside.txt", lambda path: path.symlink_to("good/sample.txt"), ("ok",))
    yield Case("device.txt", _device, ("quarantined not_a_file",))
    yield Case("link-to-pipe.txt", _link_to_pipe, ("quarantined not_a_file",))
    yield Case("null.txt", lambda path: path.symlink_to("/dev/null"), ("quarantined not_a_file",))
    yield Case("socket.txt", _socket, ("quarantined not_a_file",))
    yield Case("far-future.txt", _far_future, ("ok",))
    yield Case("sparse.pdf", _sparse, ("quarantined too_large",))


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as mine:  # its address may be no longer than a hundred bytes
        here = os.getcwd()
        os.chdir(path.parent)
        try:
            mine.bind(path.name)
        finally:
            os.chdir(here)


def _device(path: Path) -> None:
    """A device that never ends, itself where one can be made, else a link to it."""
    try:
        os.mknod(path, 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except PermissionError:
        path.symlink_to("/dev/zero")


def _link_to_pipe(path: Path) -> None:
    pipe = path.parent.parent / "pipe"
    os.mkfifo(pipe)
    path.symlink_to(pipe)


def _far_future(path: Path) -> None:
    path.write_bytes(_named(path.name))
    os.utime(path, (253_402_300_799, 253_402_300_799))  # the year 9999: its nanoseconds are no 64-bit integer


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 42)


def _names() -> Iterator[Case]:
    for name in (
        *("\x1b]0;title\x07\x1b[2Jname.txt", "line\nbreak.txt", "\u202etxt.fdp", "\x9b31m.txt", "tab\t.txt"),
        *("=cmd|'!A1.txt", "空 格.txt", "-rf", "*.txt", "\u2028.txt", "'; drop table files; --.txt", "%s%n{0}.txt"),
        *("a" * 250 + ".txt", "b.txt" + "\u0301" * 50, "x..\u2215y.txt", "\ufeff.txt", "con.txt"),
        os.fsdecode("规划".encode("gbk") + b".txt"),
    ):
        yield _case(name, partial(_named, name), "ok")
    yield _case("/".join(["deep"] * 300) + "/a.txt", lambda: _WORDS + b"deep", "ok")


def _named(name: str) -> bytes:
    """Words of its own for each name, so that no two are copies of one document."""
    return _WORDS + os.fsencode(name).hex().encode()
