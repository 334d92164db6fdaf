"""Documents to begin with: generated ones, and those of real producers, by the target that reads them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from tests import samples
from tests.fixtures.make_docx import NAMESPACES, paragraph
from tests.fixtures.make_office_xml import book, flat_package, word_2003
from tests.fuzz.targets import PARTS, TARGETS
from tests.generator import generate

_FORMATS = Path(__file__).parents[1] / "fixtures" / "formats"
FINDINGS = Path(__file__).parent / "findings"
_GENERATED = 24
_LARGEST_BYTES = 100_000
_SUFFIX_OF = {"text": "txt", "wps": "doc", "markdown": "md"}
_OF_TEXT = ("text", "csv", "of_text", "repair", "outline", "contacts", "whole")
_CONTACTS = "联系人：张三，电话：021-68541234转802；传真68541235，邮箱a.b@c.gov.cn\n"


def seeds_of(name: str) -> Iterator[bytes]:
    """What fuzzing of a target begins with, small ones first."""
    found: list[bytes] = [samples.BYTES, _CONTACTS.encode()] if name in _OF_TEXT else []
    if name in (*_OF_TEXT, "html"):
        documents = [generate(seed) for seed in range(_GENERATED)]
        pages = [document.html.encode() for document in documents if document.html is not None]
        texts = [document.text.encode(document.encoding) for document in documents]
        found += pages if name == "html" else texts + (pages if name in ("repair", "whole") else [])
    files = sorted(_FORMATS.iterdir()) if name == "whole" else sorted(_FORMATS.glob(f"*.{_SUFFIX_OF.get(name, name)}"))
    found += [path.read_bytes() for path in files]
    if name == "word_xml":
        words = f"<w:document {NAMESPACES}><w:body>{paragraph('一、重点任务')}</w:body></w:document>"
        found += [
            word_2003("<w:p><w:r><w:t>一、重点任务</w:t></w:r></w:p>"),
            flat_package({"/word/document.xml": words}),
        ]
    if name == "excel_xml":
        cells = "".join(f'<Cell><Data ss:Type="String">{words}</Data></Cell>' for words in ("序号", "任务"))
        found.append(book(f"<Row>{cells}</Row><Row>{cells}</Row>"))
    if name == "image":
        found.append(_white_png(8, 8))
    if name in PARTS:
        _, whole, part = PARTS[name]
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            found.append(archive.read(part))
    return iter(sorted((seed for seed in found if len(seed) <= _LARGEST_BYTES), key=len))


def _white_png(width: int, height: int) -> bytes:
    """A whole PNG of white pixels in grey (PNG specification, 5: chunks of length, type, data and checksum)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\xff" * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def findings_of(name: str) -> list[Path]:
    """What fuzzing of a target found once, and is mended."""
    return sorted(FINDINGS.glob(f"{name}-*"))


assert TARGETS.keys() >= PARTS.keys()
