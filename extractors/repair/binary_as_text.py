"""Tell text that is a binary file read as text: an OLE document (`ࡱ>`), a PDF's or ZIP's streams. Never repaired.

How it happens. A crawler stores a .doc or .pdf as text. There are words in it, but between them lie tables of
numbers and compressed streams that read as rare characters; whatever came out would be prose that nobody wrote.

Negatives: a text that names `%PDF` or holds a stray control character.
"""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Issue

# Share of control characters, holes and private-use characters from which on a text is none. Damaged pages: below 0.02.
_NOISE_SHARE = 0.08
# Characters that are looked at.
_SAMPLE = 8_192
# Texts below this length are not judged by their share of noise.
_SHORTEST = 64

_MAGIC_RE = re.compile(
    r"""
    \A\s{0,4}(?:
        ÐÏ\x11à                                     # OLE2 read as Latin-1: .doc, .xls, .wps
        | (?:\ufffd|邢|孝){0,2}\x11\ufffd?(?:ࡱ|啾)   # the same through UTF-8 or GBK
        | .{0,4}ࡱ                                   # and with its control characters dropped
        | %PDF-\d\.\d[^\n]{0,40}\n.{0,40}[\ufffd\x80-\xff]{2}
        | PK\x03\x04
        | \x89PNG | GIF8[79]a
    )
    """,
    re.VERBOSE | re.DOTALL,
)
_NOISE_RE = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f\ufffd\ue000-\uf8ff]")


def inspect(text: str) -> Issue | None:
    """Turn a text into the issue that it is a binary file, None where it is text."""
    sample = text[:_SAMPLE]
    if not _MAGIC_RE.match(sample):
        noise = len(_NOISE_RE.findall(sample)) if len(sample) >= _SHORTEST else 0
        if noise <= _NOISE_SHARE * len(sample) or not _CONTROL_RE.search(sample):
            return None
    message = "a binary file that was once saved as text, nothing in it can be trusted: find the original document"
    return Issue("binary_as_text", message, "degraded")


_CONTROL_RE = re.compile(r"[\x00-\x08\x0e-\x1a]")
