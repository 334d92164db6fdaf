"""PDFs whose structure runs in circles, lies, or unpacks to far more than it is."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from tests.fixtures.make_pdf import Pdf

CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(*objects: str | bytes, start: int | None = None, root: str = "1 0 R", trailer: str = "") -> bytes:
    """A PDF of objects, numbered from 1; `start` is a wrong place of its cross-reference table."""
    data = b"%PDF-1.7\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n".encode() + (content.encode() if isinstance(content, str) else content)
        data += b"\nendobj\n"
    table = len(data)
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    data += "".join(f"{place:010d} 00000 n \n" for place in places).encode()
    data += f"trailer\n<< /Size {len(objects) + 1} /Root {root} {trailer} >>\n".encode()
    return data + f"startxref\n{table if start is None else start}\n%%EOF\n".encode()


def stream(content: bytes, extra: str = "", *, is_packed: bool = False) -> bytes:
    """A stream object."""
    if is_packed:
        content, extra = zlib.compress(content, 9), extra + " /Filter /FlateDecode"
    return f"<< /Length {len(content)} {extra} >>\nstream\n".encode() + content + b"\nendstream"


def page(extra: str = "", box: str = "0 0 595 842", contents: str = "4 0 R") -> str:
    """A page object, child of 2, with the contents 4 and the font 5."""
    return (
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents {contents} "
        f"/Resources << /Font << /F 5 0 R >> {extra} >> >>"
    )


PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
WORDS = stream(b"BT /F 12 Tf 72 700 Td (Section one: targets of the plan) Tj ET")


def usual(words: bytes = WORDS, **changed: str) -> bytes:
    """A PDF of one page."""
    return pdf(
        CATALOG, changed.get("pages", PAGES), page(changed.get("extra", ""), changed.get("box", "0 0 595 842")),
        words, FONT,
    )  # fmt: skip


def looped_tree() -> bytes:
    """A tree of pages that is its own child."""
    return pdf(CATALOG, "<< /Type /Pages /Kids [2 0 R 3 0 R 2 0 R] /Count 3 /Parent 2 0 R >>", page(), WORDS, FONT)


def looped_parents() -> bytes:
    """Two nodes of the tree that are each other's children."""
    return pdf(
        CATALOG, "<< /Type /Pages /Kids [3 0 R] /Count 5 >>", "<< /Type /Pages /Kids [2 0 R] /Count 5 /Parent 2 0 R >>"
    )


def lying_count(count: int = 2_000_000_000) -> bytes:
    """A tree of one page that says to have two billion."""
    return usual(pages=f"<< /Type /Pages /Kids [3 0 R] /Count {count} >>")


def shared_kids(depth: int = 9, width: int = 10) -> bytes:
    """A tree in which each node has ten times the same child: a billion pages."""
    nodes = [
        f"<< /Type /Pages /Kids [{f'{number + 1} 0 R ' * width}] /Count {width ** (depth - number + 2)} >>"
        for number in range(2, depth + 2)
    ]
    return pdf(CATALOG, *nodes, "<< /Type /Page /MediaBox [0 0 595 842] >>")


def huge_page() -> bytes:
    """A page of a hundred thousand kilometres."""
    return usual(box="0 0 300000000000 300000000000")


def odd_box() -> bytes:
    """A page whose box has no size."""
    return usual(box="100 100 100 100")


def looped_form() -> bytes:
    """A page that draws a form that draws itself."""
    form = stream(b"/X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>")
    return pdf(CATALOG, PAGES, page("/XObject << /X 6 0 R >>"), stream(b"/X Do"), FONT, form)


def form_bomb(depth: int = 9) -> bytes:
    """Forms that each draw the next ten times: a billion words."""
    forms = [
        stream(
            b"/X Do " * 10 if level < depth - 1 else b"BT /F 1 Tf (x) Tj ET",
            f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /Font << /F 5 0 R >> "
            f"/XObject << /X {7 + level} 0 R >> >>",
        )
        for level in range(depth)
    ]
    return pdf(CATALOG, PAGES, page("/XObject << /X 6 0 R >>"), stream(b"/X Do"), FONT, *forms)


def text_bomb(repeats: int) -> bytes:
    """A page whose packed contents draw a line so many times."""
    line = b"1 0 0 1 72 700 cm (abcdefghijklmnopqrstuvwxyz) Tj "
    return usual(stream(b"BT /F 12 Tf " + line * repeats + b"ET", is_packed=True))


def rule_bomb(count: int) -> bytes:
    """A page with words and so many crossing rules."""
    drawn = b"".join(
        b"%d 0 m %d 800 l S 0 %d m 590 %d l S " % (n % 590, n % 590, n % 800, n % 800) for n in range(count)
    )
    return usual(stream(drawn + b"BT /F 12 Tf 72 700 Td (Section one) Tj ET", is_packed=True))


def nested_arrays(depth: int = 100_000) -> bytes:
    """A page whose contents are arrays inside of arrays."""
    return usual(stream(b"[" * depth + b"]" * depth + b" TJ"))


def nested_objects(depth: int = 100_000) -> bytes:
    """A catalog of arrays inside of arrays."""
    return pdf("[" * depth + "]" * depth, PAGES, page(), WORDS, FONT)


def image_bomb() -> bytes:
    """A page that shows an image of 60,000 by 60,000 points, and no words."""
    image = stream(bytes(10), "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 "
                   "/ColorSpace /DeviceRGB")  # fmt: skip
    return pdf(CATALOG, PAGES, page("/XObject << /X 6 0 R >>"), stream(b"600 0 0 800 0 0 cm /X Do"), FONT, image)


def bad_xref() -> bytes:
    """A PDF whose cross-reference table is said to be where it is not."""
    return pdf(CATALOG, PAGES, page(), WORDS, FONT, start=999_999_999)


def looped_xref() -> bytes:
    """A cross-reference table whose older version is itself."""
    data = usual()
    place = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R ", b"/Root 1 0 R /Prev %d " % place)


def looped_root() -> bytes:
    """A PDF whose catalog is its tree of pages."""
    return pdf("<< /Type /Catalog /Pages 1 0 R /Kids [1 0 R] /Count 1 >>")


def no_pages() -> bytes:
    """A PDF without a page."""
    return pdf(CATALOG, "<< /Type /Pages /Kids [] /Count 0 >>")


def action() -> bytes:
    """A PDF that would run a script, open a program and fetch a page when it is opened."""
    steps = (
        "/OpenAction << /S /JavaScript /JS (app.launchURL\\('http://127.0.0.1:9'\\)) "
        "/Next << /S /Launch /F (/bin/touch) >> >>"
    )
    return pdf(f"<< /Type /Catalog /Pages 2 0 R {steps} >>", PAGES, page(), WORDS, FONT)


def encrypted() -> bytes:
    """A PDF that needs a password."""
    made = Pdf(password="secret")
    made.line("一、重点任务")
    return made.data()


def whole() -> bytes:
    """A PDF of some pages, to be cut."""
    made = Pdf()
    for number in range(3):
        if number:
            made.next_page()
        made.center("云州市茶业发展规划")
        for item in range(1, 9):
            made.paragraph(f"{item}.建设茶园{number}{item}。到2027年，茶园面积达到{item}万亩以上。")
    return made.data()


def cut(share: float) -> bytes:
    """The first part of a PDF."""
    data = whole()
    return data[: int(len(data) * share)]


def turned(places: Sequence[int]) -> bytes:
    """A PDF with some bytes turned over."""
    data = bytearray(whole())
    for place in places:
        data[place % len(data)] ^= 0xFF
    return bytes(data)
