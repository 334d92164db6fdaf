"""Names of an archive's members as paths: in their charset, and leading nowhere."""

from __future__ import annotations

import re
import struct
import unicodedata
import zipfile

_HIDDEN = frozenset({"__MACOSX", "Thumbs.db", "desktop.ini"})
_NO_NAME = frozenset({"Cc", "Cs", "Zl", "Zp"})  # categories of characters that no name holds
_DRIVE_RE = re.compile(r"[A-Za-z]:")
_UTF8_FLAG = 0x800
_UNICODE_NAME_FIELD = 0x7075


def member_path(name: str) -> tuple[str, bool]:
    """Turn a member's name into its path inside, and whether it stays inside.

    Backslashes part folders as on Windows; `.` and empty steps go. A name that leads out, or holds control characters,
    is written so that it leads nowhere.

    >>> member_path("通知\\\\附件1.docx"), member_path("../../etc/passwd"), member_path("C:/a.txt")
    (('通知/附件1.docx', True), ('\\\\x2e\\\\x2e/\\\\x2e\\\\x2e/etc/passwd', False), ('C_/a.txt', False))
    """
    said = name.replace("\\", "/")
    is_inside = not said.startswith("/") and not _DRIVE_RE.match(said)
    steps = [step for step in said.split("/") if step not in {"", "."}]
    is_inside &= ".." not in steps and bool(steps)
    if not is_inside and steps and _DRIVE_RE.fullmatch(steps[0][:2]):
        steps[0] = steps[0][0] + "_" + steps[0][2:]
    path = "/".join("\\x2e\\x2e" if step == ".." else _end_marked(step) for step in steps)
    if any(unicodedata.category(character) in _NO_NAME for character in path):
        is_inside = False
        path = "".join(
            f"\\x{ord(character):02x}" if unicodedata.category(character) in _NO_NAME else character
            for character in path
        )
    return path or "_", is_inside


def _end_marked(step: str) -> str:
    """A step that ends in `!` is written otherwise: `!/` is where an archive begins."""
    return step[:-1] + "\\x21" if step.endswith("!") else step


def is_hidden(path: str) -> bool:
    """Tell whether a path is that of a hidden file, or of one that a system put there for itself."""
    return any(step.startswith(".") or step in _HIDDEN for step in path.split("/"))


def zip_name(info: zipfile.ZipInfo) -> str:
    """Turn an entry into its name: UTF-8 where it says so, else UTF-8 or GBK, whichever its bytes are.

    Chinese Windows writes GBK and does not say so (ZIP appendix D names cp437, which no Chinese name is in).
    """
    if info.flag_bits & _UTF8_FLAG:
        return info.filename
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_NAME_FIELD and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "backslashreplace")
        extra = extra[4 + size :]
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    return bytes_name(raw)


def bytes_name(raw: bytes) -> str:
    """Turn the bytes of a name into the name: UTF-8 or GBK, whichever they are."""
    for codec in ("utf-8", "gb18030", "cp437"):
        try:
            return raw.decode(codec)
        except UnicodeDecodeError:
            continue
    return raw.decode("ascii", "backslashreplace")
