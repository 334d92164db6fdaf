"""Turn Chinese bytes that a reader of another alphabet's code page has read into text again: `‰∏≠ÂõΩ` → `中国`.

How it happens. As in `repair.wrong_charset`, with a reader that expects Cyrillic, Greek, Turkish or a Mac's Latin
letters: all its 256 bytes are letters, signs or frames of tables, so nothing is lost.

    中 E4 B8 AD   国 E5 9B BD       Mac Roman ‰∏≠ÂõΩ    cp1251 дё\xadе›Ѕ    KOI8-R Д╦╜Е⌡╫    cp437 Σ╕¡σ¢╜

Negatives: text of these languages, formulas, tables drawn with frames; the dots and dashes of a Chinese text, which Mac
Roman has at C9 and D1 (`……` is 缮). A text counts only where nearly all its runs come back by one reader, as good
Chinese of six different characters and more, and where more of them come back than stand there as they are.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from heapq import nlargest

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Edit

# Mean score (see `scores.chinese_score`) that a reading needs: right ones reach 0.9, chance ones 0.3.
_CHINESE_SCORE = 0.75
# Characters that have to come back, and the share of the runs' bytes: a menu in the other language may stand beside.
_ESTABLISHED = 6
_RESTORED_SHARE = 0.8
# Runs that tell which charset a text was written in.
_JUDGES = 20
# Of a text's ideographs the commonest makes up a twentieth.
_COMMONEST_SHARE = 0.2
# Above this share of GB2312's second level (a hundred are met in ten thousand) a reading is made of UTF-8's lead bytes.
_RARE_SHARE = 0.5

# What is no first byte of an ideograph of GB2312, and what is none of its second level.
_ASCII = bytes(range(0x80))
_NO_IDEOGRAPHS = bytes(range(0xB0))
_FIRST_LEVEL = bytes(range(0xD8))

_READERS = ("mac_roman", "cp1251", "koi8_r", "cp866", "iso8859_5", "cp437", "cp850", "iso8859_2", "cp1250", "cp1254")


def _class(reader: str, first: int, last: int) -> str:
    return "[" + re.escape(bytes(range(first, last + 1)).decode(reader, "ignore")) + "]"


# Two characters of Chinese UTF-8, or four of GB2312, side by side: six letters at least.
_SIGNATURE = 6
_SIGNATURES = {
    reader: re.compile(
        rf"(?:{_class(reader, 0xE3, 0xE9)}{_class(reader, 0x80, 0xBF)}{{2}}){{2}}|(?:{_class(reader, 0xA1, 0xFE)}){{8}}"
    )
    for reader in _READERS
}
_RUN_RE = re.compile("[\x80-\u2fff\uf8ff\ufb01\ufb02]+")
_IDEOGRAPH_RE = re.compile(r"[\u3400-\u9fff]")


def is_rare(data: bytes) -> bool:
    """True where GB bytes are mostly those of rare characters: UTF-8's E4–E9 read as GB's second level.

    >>> is_rare("涓瀛搴".encode("gbk")), is_rare("推动产业".encode("gbk"))
    (True, False)
    """
    pairs = data.decode("gb18030", "ignore").encode("gb2312", "ignore").translate(None, _ASCII)
    leads = pairs[::2].translate(None, _NO_IDEOGRAPHS)
    return len(leads.translate(None, _FIRST_LEVEL)) > _RARE_SHARE * len(leads)


def read_again(text: str, *, more_than: int = 0) -> list[Edit]:
    """Turn a text into the edits, without a family yet, that read its runs again; an empty list where it is sound.

    `more_than` is how many characters another reading covers: one that cannot cover more is not looked for.
    """
    best: list[Edit] = []
    restored = 0
    sound = len(_IDEOGRAPH_RE.findall(text))
    runs = list(_RUN_RE.finditer(text)) if sound < len(text) // 2 else []
    sizes = [match.end() - match.start() for match in runs]
    size = sum(sizes)
    total = size - sizes.count(1)
    longer = "\n".join([match[0] for match, length in zip(runs, sizes, strict=True) if length >= _SIGNATURE])
    for reader in _READERS if longer and size > more_than else ():
        if _SIGNATURES[reader].search(longer) is None:
            continue
        written = _charset_of(runs, reader)
        edits: list[Edit] = []
        missing = 0
        for match in runs:
            fixed = _fixed(match[0], reader, written)
            if fixed is None:
                missing += len(match[0])
                if missing > size - _RESTORED_SHARE * total:
                    break
            else:
                edits.append(Edit(match.start(), match.end(), fixed, "", "exact", 1.0, (), f"read_as_{reader}"))
        found = "".join(edit.replacement for edit in edits)
        if size - missing < _RESTORED_SHARE * total or chinese_score(found) < _CHINESE_SCORE:
            continue
        if _is_varied(found) and len(found) > max(restored, sound):
            best, restored = edits, len(found)
    return best


def _is_varied(text: str) -> bool:
    """True where ideographs make a text, and none of them more than a fifth of it: frames are 哪哪哪, dots 缮缮缮."""
    counts = Counter(_IDEOGRAPH_RE.findall(text))
    total = counts.total()
    return len(counts) >= _ESTABLISHED and max(counts.values()) <= max(2, _COMMONEST_SHARE * total)


@cache
def _bytes_of(reader: str) -> dict[int, int]:
    # Bytes without a meaning are control characters, as browsers read them.
    return {ord(bytes((byte,)).decode(reader, "ignore") or chr(byte)): byte for byte in range(0x80, 0x100)}


def _encoded(run: str, reader: str) -> bytes | None:
    try:
        return run.encode(reader)
    except UnicodeEncodeError as error:
        table = _bytes_of(reader)
        if ord(run[error.start]) not in table:
            return None
        known = [table.get(ord(letter)) for letter in run]
    return bytes(byte for byte in known if byte is not None) if None not in known else None


def _charset_of(runs: list[re.Match[str]], reader: str) -> str:
    """What the longest runs were written in: × (C3 97) by itself would be 脳 of GB."""
    longest = nlargest(_JUDGES, runs, key=lambda match: len(match[0]))
    utf8 = sum(len(match[0]) for match in longest if _fixed(match[0], reader, "utf-8") is not None)
    gb = sum(len(match[0]) for match in longest if _fixed(match[0], reader, "gb18030") is not None)
    return "utf-8" if utf8 >= gb else "gb18030"


def _fixed(run: str, reader: str, written: str) -> str | None:
    data = _encoded(run, reader)
    if data is None or (written == "gb18030" and is_rare(data)):
        return None
    try:
        fixed = data.decode(written)
    except UnicodeDecodeError:
        return None
    return fixed if chinese_score(fixed) > 0 or min(fixed) >= ("\u2000" if written == "gb18030" else "\u00a0") else None
