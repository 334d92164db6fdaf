"""Turn a Chinese character into its readings in pinyin (from pypinyin's table, MIT licence)."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

# The letters of pinyin with tone marks, with the Latin alpha and script g that some sites write.
LETTERS = "a-zɑɡüāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ"
TONED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ")
_PLAIN_LETTERS = str.maketrans("ɑɡ", "ag")


@cache
def _table() -> dict[str, str]:
    text = files("extractors.repair").joinpath("data", "readings.tsv").read_text(encoding="utf-8")
    return {line[0]: line[1:] for line in text.split("\n") if line}


@cache
def readings(character: str) -> tuple[str, ...]:
    """Turn a character into its readings, the usual one first; an empty tuple where it has none.

    >>> readings("發")[0]
    'fā'
    """
    return tuple(_table().get(character, "").split(",")) if character in _table() else ()


@cache
def characters_of(reading: str) -> tuple[str, ...]:
    """Turn a reading into the characters that can be read so."""
    return tuple(character for character in _table() if reading in readings(character))


def normal_form(gloss: str) -> str:
    """Turn a gloss as written into the form of the table: composed, without spaces, ɑ and ɡ as ordinary letters."""
    return unicodedata.normalize("NFC", gloss).replace(" ", "").strip().translate(_PLAIN_LETTERS).replace("v", "ü")


def is_toned(gloss: str) -> bool:
    """True where a gloss bears a tone mark, as pinyin does and English in brackets does not."""
    return not TONED.isdisjoint(gloss)
