"""What mail and saved pages pack their bytes in (base64, quoted-printable), where the head that says so is gone."""

from __future__ import annotations

import quopri

from extractors import quick_re as re

_BASE64_RE = re.compile(rb"(?<![A-Za-z0-9+/=\r\n])[A-Za-z0-9+/=\r\n]{600,}")
# What may stand around it: heads and boundaries. A text with a picture in base64 has more words than that.
_REST_MOST = 0.2
_ESCAPE_RE = re.compile(rb"=[89A-F][0-9A-F]")
_SOFT_END_RE = re.compile(rb"=\r?\n")
_ESCAPES_LEAST, _SOFT_ENDS_LEAST = 30, 3  # an address in a page has a few escapes (?id=E5), and no soft line ends


def is_base64(data: bytes) -> bool:
    """Tell whether bytes are base64 but for some heads. Not columns of numbers: it has letters of both cases.

    >>> is_base64(b"QmFzZTY0IGxpbmVz" * 60), is_base64(b"2024\\n" * 300)
    (True, False)
    """
    if len(_BASE64_RE.sub(b"", data)) > _REST_MOST * len(data):
        return False
    return data not in (data.upper(), data.lower())


def without_quoting(data: bytes) -> bytes:
    """Turn a page whose bytes are quoted-printable into what they stand for; all others come back as they are.

    >>> without_quoting(("<p>" + "=E6=94=BF" * 12 + "=\\n") .encode() * 3)[:6].decode()
    '<p>政'
    """
    if not data.isascii() or len(_ESCAPE_RE.findall(data)) < _ESCAPES_LEAST:
        return data
    return quopri.decodestring(data) if len(_SOFT_END_RE.findall(data)) >= _SOFT_ENDS_LEAST else data
