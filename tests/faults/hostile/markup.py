"""Markup that reaches outside, grows when it is read, or is nested and left open a hundred thousand times."""

from __future__ import annotations

import io
import zipfile

from tests.fixtures import make_odf
from tests.fixtures.make_docx import NAMESPACES, docx, paragraph
from tests.fixtures.make_ofd import ofd, text
from tests.fixtures.make_office_xml import book, word_2003
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


def sheet(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """A workbook whose sheet, not its strings, is of a document type."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "".join(
        f'<c r="{place}" t="inlineStr"><is><t>{inner}</t></is></c>'
        for place, inner in (("A1", GOOD_LINE), ("B1", words))
    )
    content = f'<worksheet xmlns="{main}" {attribute}><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    return replaced(xlsx({"表": [["甲", "乙"]]}), "xl/worksheets/s0.xml", doctype + content)


def root(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """An OFD document whose first part, which names all others, is of a document type."""
    data = ofd(text(GOOD_LINE, 28, 40))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        before, after = archive.read("OFD.xml").decode().split("<ofd:DocBody>")
    info = f"<ofd:DocBody {attribute}><ofd:DocInfo><ofd:Title>{words}</ofd:Title></ofd:DocInfo>"
    return replaced(data, "OFD.xml", doctype + before + info + after)


def _with_type(data: bytes, doctype: str) -> str:
    """An XML document behind its declaration, with a document type."""
    words = data.decode()
    return doctype + words[words.index("?>") + 2 :]


def odt(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """An OpenDocument text of a document type."""
    content = flat_odt(doctype, words, attribute).decode().replace("office:document ", "office:document-content ", 1)
    content = content.replace("</office:document>", "</office:document-content>")
    return replaced(make_odf.package(""), "content.xml", content)


def flat_odt(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """An OpenDocument text in one XML file, of a document type."""
    body = f"<text:p>{GOOD_LINE}</text:p><text:p {attribute}>{words}</text:p>"
    return _with_type(make_odf.flat(body), doctype).encode()


def word_xml(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """A Word document in one XML file, of a document type."""
    lines = f"<w:p><w:r><w:t>{GOOD_LINE}</w:t></w:r></w:p><w:p {attribute}><w:r><w:t>{words}</w:t></w:r></w:p>"
    return _with_type(word_2003(lines), doctype).encode()


def excel_xml(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """A workbook in one XML file, of a document type."""
    cells = "".join(f'<Cell><Data ss:Type="String">{inner}</Data></Cell>' for inner in (GOOD_LINE, words))
    return _with_type(book(f"<Row {attribute}>{cells}</Row>"), doctype).encode()


def far_book(place: int = 10**12) -> bytes:
    """A workbook in one XML file with cells at far places that are merged over far more."""
    merged = f'ss:MergeAcross="{place}" ss:MergeDown="{place}"'
    cell = f'<Cell ss:Index="{place}" {merged}><Data ss:Type="String">远</Data></Cell>'
    first = f'<Cell><Data ss:Type="String">{GOOD_LINE}</Data></Cell>'
    return book(f'<Row>{first}{first}</Row><Row ss:Index="{place}">{cell}</Row><Row ss:Index="-5">{cell}</Row>')


def odt_styles(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """An OpenDocument text whose part of styles is of a document type."""
    styles = (
        f'{doctype}<office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" {attribute}>'
    )
    made = make_odf.package(f"<text:p>{GOOD_LINE}</text:p>", **{"styles.xml": ""})
    return replaced(made, "styles.xml", f"{styles}{words}</office:document-styles>")


def ods(doctype: str, words: str = "&e;&n;", attribute: str = "") -> bytes:
    """An OpenDocument workbook of a document type."""
    cells = "".join(f"<table:table-cell><text:p>{inner}</text:p></table:table-cell>" for inner in (GOOD_LINE, words))
    table = f'<table:table table:name="表" {attribute}><table:table-row>{cells}</table:table-row></table:table>'
    content = _with_type(make_odf.flat(table, kind="spreadsheet"), doctype)
    content = content.replace("office:document ", "office:document-content ", 1)
    content = content.replace("</office:document>", "</office:document-content>")
    return replaced(make_odf.package("", kind="spreadsheet"), "content.xml", content)


def drawing(doctype: str) -> bytes:
    """A drawing in a file of its own."""
    doctype = doctype.replace("<!DOCTYPE x", "<!DOCTYPE svg")
    return f'{doctype}<svg xmlns="http://www.w3.org/2000/svg"><text>{GOOD_LINE}&e;&n;</text></svg>'.encode()


def page_of_laughs() -> bytes:
    """A web page, as XHTML, with the entities of a bomb."""
    return f"<?xml version='1.0'?>{laughs()}<html><body><p>{GOOD_LINE}</p><p>&e;</p></body></html>".encode()


# ── what would run or fetch ─────────────────────────────────────────────────────────────────────

_PLACE = "http://127.0.0.1:9/planquet"


def active_word() -> bytes:
    """A Word document with macros, a template elsewhere, a field that starts a program and one that includes a file."""
    field = '<w:p><w:fldSimple w:instr="{}"><w:r><w:t>域</w:t></w:r></w:fldSimple></w:p>'
    fields = field.format("DDEAUTO c:\\\\cmd.exe &quot;/c calc&quot;") + field.format(
        "INCLUDETEXT &quot;/etc/passwd&quot;"
    )
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    related = f'<Relationship Id="r1" Type="{kind}" Target="{_PLACE}.dotm" TargetMode="External"/>'
    buffer = io.BytesIO(docx(paragraph(GOOD_LINE) + fields))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1Shell")
        archive.writestr("word/_rels/settings.xml.rels", f"<Relationships>{related}</Relationships>")
    return buffer.getvalue()


def active_page() -> bytes:
    """A web page with scripts, frames, styles, fonts, a redirect and images, all of which would be fetched or run."""
    head = (
        f'<meta http-equiv="refresh" content="0;url={_PLACE}"><base href="{_PLACE}">'
        f'<link rel="stylesheet" href="{_PLACE}.css">'
        f'<style>@import url({_PLACE});@font-face{{src:url({_PLACE}.woff)}}</style><script src="{_PLACE}.js"></script>'
    )
    body = f'<iframe src="file:///etc/passwd"></iframe><img src="{_PLACE}.png" onerror="alert(1)">'
    return f"<html><head>{head}</head><body onload='alert(1)'><p>{GOOD_LINE}</p>{body}</body></html>".encode()


def active_sheet() -> bytes:
    """A workbook with formulas that would fetch a page, start a program, and read another workbook."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    formulas = (f'WEBSERVICE("{_PLACE}")', "cmd|'/c calc'!A0", "'/etc/[passwd]x'!A1", f'HYPERLINK("{_PLACE}")')
    cells = "".join(
        f'<c r="{letter}1" t="str"><f>{formula.replace(chr(34), "&quot;")}</f><v>{GOOD_LINE}{letter}</v></c>'
        for letter, formula in zip("ABCD", formulas, strict=True)
    )
    content = f'<worksheet xmlns="{main}"><sheetData><row r="1">{cells}</row></sheetData></worksheet>'
    return replaced(xlsx({"表": [["甲", "乙"]]}), "xl/worksheets/s0.xml", content)


def active_rtf() -> bytes:
    """An RTF with an object that a program would open, a template elsewhere, and a field that includes a file."""
    words = r"{\rtf1\ansi\ansicpg936{\*\template " + _PLACE + r".dotm}Section one\par"
    field = r'{\field{\*\fldinst INCLUDETEXT "/etc/passwd"}{\fldrslt x}}'
    return (words + field + r"{\object\objautlink\objupdate{\*\objdata 0105}{\result y}}}").encode()


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


def nested_odf(name: str, count: int = MANY) -> bytes:
    """An OpenDocument text with so many elements inside of each other."""
    inner = f"<text:{name}>" * count + "<text:p>深处</text:p>" + f"</text:{name}>" * count
    return make_odf.package(f"<text:p>{GOOD_LINE}</text:p>{inner}")


def nested_odf_tables(count: int = 3000) -> bytes:
    """An OpenDocument text with tables inside of tables."""
    before, after = (
        "<table:table><table:table-row><table:table-cell>",
        "</table:table-cell></table:table-row></table:table>",
    )
    return make_odf.package(f"<text:p>{GOOD_LINE}</text:p>{before * count}<text:p>深处</text:p>{after * count}")


def nested_ofd(count: int = MANY) -> bytes:
    """An OFD document with so many groups of drawings inside of each other."""
    inner = "<ofd:PageBlock>" * count + text("深处", 28, 60) + "</ofd:PageBlock>" * count
    return ofd(text(GOOD_LINE, 28, 40) + inner)


def nested_sheet(count: int = MANY) -> bytes:
    """A workbook with so many elements inside of each other in a cell."""
    return sheet("", "<r>" * count + "深处" + "</r>" * count)


def nested_rtf(count: int = MANY) -> bytes:
    """An RTF with so many groups inside of each other."""
    return (r"{\rtf1\ansi\ansicpg936 Section one\par " + "{" * count + "x" + "}" * count + "}").encode()


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


def repeated_cells(count: int = 1_000_000_000) -> bytes:
    """An OpenDocument workbook with a million million cells in a row and rows like it: each says to be repeated."""
    cell = f'<table:table-cell table:number-columns-repeated="{count}"><text:p>{GOOD_LINE}</text:p></table:table-cell>'
    columns = f'<table:table-column table:number-columns-repeated="{count}"/>' * 1000
    row = f'<table:table-row table:number-rows-repeated="{count}">{cell * 3}</table:table-row>'
    return make_odf.package(f"<table:table>{columns}{row * 3}</table:table>", kind="spreadsheet")


def repeated_steps() -> bytes:
    """An OFD document whose distances are repeated a billion times."""
    return ofd(text(GOOD_LINE, 28, 40, delta="g 1000000000 5.6 " * 2000))


def nested_message(depth: int = 3000) -> bytes:
    """A saved page in messages inside of messages."""
    opened = "".join(f'Content-Type: multipart/related; boundary="b{level}"\n\n--b{level}\n' for level in range(depth))
    return ("MIME-Version: 1.0\n" + opened + "Content-Type: text/html\n\n<p>x</p>").encode()
