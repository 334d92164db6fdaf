"""Markup that reaches outside, grows when it is read, or is nested and left open a hundred thousand times."""

from __future__ import annotations

import io
import zipfile

from tests.fixtures.make_docx import NAMESPACES, docx, paragraph
from tests.fixtures.make_ofd import ofd, text
from tests.fixtures.make_sheets import xlsx

GOOD_LINE = "一、建设茶园"
MANY = 100_000


def replaced(data: bytes, part: str, content: str) -> bytes:
    """An archive with another content of one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


# ── entities ────────────────────────────────────────────────────────────────────────────────────


def outside(place: str) -> str:
    """A document type that names a file as an entity, in both ways, and one to be fetched."""
    return (
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{place}"><!ENTITY % p SYSTEM "file://{place}"> %p;'
        '<!ENTITY n SYSTEM "http://127.0.0.1:9/x">]>'
    )


def laughs(*, levels: int = 10, width: int = 10) -> str:
    """A document type whose last entity is ten billion words, `&e;`."""
    rules = '<!ENTITY e0 "笑">' + "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * width}">' for level in range(1, levels)
    )
    return f'<!DOCTYPE x [{rules}<!ENTITY e "&e{levels - 1};">]>'


def long_entity() -> str:
    """A document type with one entity of a megabyte, `&e;`, to be used very often."""
    return f'<!DOCTYPE x [<!ENTITY e "{"笑" * 350_000}">]>'


def word(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """A Word document of a document type."""
    body = f"{paragraph(GOOD_LINE)}<w:p {attribute}><w:r><w:t>{words}</w:t></w:r></w:p>"
    return replaced(
        docx(""), "word/document.xml", f"{doctype}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
    )


def pages(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """An OFD document of a document type."""
    content = text(GOOD_LINE, 28, 40) + text("X", 28, 60, extra=attribute).replace(">X<", f">{words}<")
    plain = ofd(content.replace(words, ""))
    namespace = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    page = f"<ofd:Page {namespace}><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>"
    return replaced(plain, "Doc_0/Pages/Page_0/Content.xml", doctype + page)


def workbook(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """A workbook whose strings are of a document type."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    strings = f'<sst xmlns="{main}" {attribute}><si><t>{GOOD_LINE}</t></si><si><t>{words}</t></si></sst>'
    return replaced(xlsx({"表": [["甲", "乙"], ["丙", "丁"]]}), "xl/sharedStrings.xml", doctype + strings)


def page_of_laughs() -> bytes:
    """A web page, as XHTML, with the entities of a bomb."""
    return f"<?xml version='1.0'?>{laughs()}<html><body><p>{GOOD_LINE}</p><p>&e;</p></body></html>".encode()


# ── nesting ─────────────────────────────────────────────────────────────────────────────────────


def nested_page(tag: str, count: int = MANY) -> bytes:
    """A web page with so many elements inside of each other."""
    return f"<html><body><p>{GOOD_LINE}</p>{f'<{tag}>' * count}深处{f'</{tag}>' * count}</body></html>".encode()


def unclosed_page(tag: str, count: int = MANY, words: str = "字") -> bytes:
    """A web page with so many elements that are never closed."""
    return f"<html><body><p>{GOOD_LINE}</p>{f'<{tag}>{words}' * count}".encode()


def unopened_page(tag: str, count: int = MANY) -> bytes:
    """A web page with so many ends of elements that never began."""
    return f"<html><body><p>{GOOD_LINE}</p>{f'</{tag}>字' * count}</body></html>".encode()


def attributes_page(count: int = MANY) -> bytes:
    """A web page with an element of so many attributes."""
    return f"<html><body><p {' '.join(f'a{i}=1' for i in range(count))}>{GOOD_LINE}</p></body></html>".encode()


def open_tags_page(count: int = MANY) -> bytes:
    """A web page with so many `<` that begin nothing."""
    return f"<html><body><p>{GOOD_LINE}</p>{'<' * count}</body></html>".encode()


def comments_page(count: int = MANY) -> bytes:
    """A web page with so many comments, conditions and pieces of server code that begin and never end."""
    return f"<html><body><p>{GOOD_LINE}</p>{'<!-- <% ${ <![CDATA[' * count}".encode()


def spanned_page(columns: int, rows: int) -> bytes:
    """A web page with a table whose one cell says that it spans so many columns and rows."""
    cell = f'<td colspan="{columns}" rowspan="{rows}">建设茶园</td>'
    table = f"<table><tr><th>名称</th><th>数量</th></tr><tr>{cell}<td>1</td></tr><tr><td>2</td></tr></table>"
    return f"<html><body><p>{GOOD_LINE}</p>{table}</body></html>".encode()


def nested_word(name: str, count: int = MANY) -> bytes:
    """A Word document with so many elements inside of each other."""
    inner = f"<w:{name}>" * count + paragraph("深处") + f"</w:{name}>" * count
    return docx(paragraph(GOOD_LINE) + inner)


def nested_word_tables(count: int = 3000) -> bytes:
    """A Word document with tables inside of tables."""
    before, after = "<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"
    return docx(paragraph(GOOD_LINE) + before * count + paragraph("深处") + after * count)


def spanned_word(columns: int) -> bytes:
    """A Word document with a table whose cells say that they span so many columns."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{paragraph("建设茶园")}</w:tc>'
    return docx(paragraph(GOOD_LINE) + f"<w:tbl><w:tr>{cell}{cell}</w:tr><w:tr>{cell}{cell}</w:tr></w:tbl>")


def numbered_word(number: str) -> bytes:
    """A Word document whose lists start at such a number, in every way of writing it."""
    rules = "".join(
        f'<w:abstractNum w:abstractNumId="{place}"><w:lvl w:ilvl="0"><w:start w:val="{number}"/>'
        f'<w:numFmt w:val="{style}"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        f'<w:num w:numId="{place + 1}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place, style in enumerate(("upperLetter", "upperRoman", "chineseCounting", "decimal", "ideographDigital"))
    )
    body = "".join(
        paragraph("建设茶园", f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{place + 1}"/></w:numPr>')
        for place in range(5)
    )
    return docx(body, numbering=f"<w:numbering {NAMESPACES}>{rules}</w:numbering>")


def styled_in_a_circle() -> bytes:
    """A Word document whose styles are each based on the next, the last on the first."""
    styles = "".join(
        f'<w:style w:styleId="s{place}"><w:basedOn w:val="s{(place + 1) % 500}"/></w:style>' for place in range(500)
    )
    body = paragraph(GOOD_LINE, '<w:pStyle w:val="s0"/>')
    return docx(body, styles=f"<w:styles {NAMESPACES}>{styles}</w:styles>")


def repeated_steps() -> bytes:
    """An OFD document whose distances are repeated a billion times."""
    return ofd(text(GOOD_LINE, 28, 40, delta="g 1000000000 5.6 " * 2000))


def nested_message(depth: int = 3000) -> bytes:
    """A saved page in messages inside of messages."""
    opened = "".join(f'Content-Type: multipart/related; boundary="b{level}"\n\n--b{level}\n' for level in range(depth))
    return ("MIME-Version: 1.0\n" + opened + "Content-Type: text/html\n\n<p>x</p>").encode()
