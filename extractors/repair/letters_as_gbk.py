"""Turn letters of Latin-1 whose UTF-8 was read as GBK into these letters: `脰脨鹿煤` → `ÖÐ¹ú`.

How it happens. GBK or UTF-8 is read as Latin-1, where every byte is a letter, and saved in UTF-8: C2 or C3 and a byte
of 80–BF for each. A third program reads these pairs as GBK, which assigns them all, 128 characters from 聙 to 每:

    中 D6 D0        Latin-1  Ö Ð        UTF-8  C3 96 | C3 90        GBK  脰 脨

Nothing is lost. The letters come back exactly; what they were is the affair of `wrong_charset`, which runs next.

Negatives: of the 128 some are usual (路 楼 录 陆 鹿). Runs count only where the letters are bytes of good Chinese in
most of the text's long runs, and in lines that have no other Chinese characters.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "wrong_charset"

_LETTERS = {
    bytes((lead, trail)).decode("gbk"): chr((lead & 3) << 6 | trail & 63)
    for lead in b"\xc2\xc3"
    for trail in range(0x80, 0xC0)
}
# The first bytes of most characters, C0–DF of GBK and E4–E9 of UTF-8: rare characters, one of which every text has.
SIGNS = frozenset(sign for sign, letter in _LETTERS.items() if "À" <= letter <= "ß" or "ä" <= letter <= "é")
_CLASS = "".join(map(re.escape, _LETTERS))
_RUN_RE = re.compile(f"[{_CLASS}]+")
# Lines, in markup the words between tags, and what a line of this kind has none of: other ideographs and wide marks.
_LINE_RE = re.compile("[^\n<>]+")
_OTHERS_RE = re.compile(f"(?![{_CLASS}])[\u3000-\u9fff\uff00-\uffef]")
_LONG_RUN = 8  # signs: four characters of GBK
_LONG_RUN_RE = re.compile(f"[{_CLASS}]{{{_LONG_RUN}}}")
_CHINESE_SCORE = 0.75  # see `scores.chinese_score`: right readings reach 0.9, chance ones 0.3
_ESTABLISHED = 16  # signs of runs that read well
_SHARE = 0.7  # of the signs in long runs, those that have to read well


def damage(text: str, *, written: str = "gb18030") -> str:
    """Turn clean text into what two mistakes make of its bytes in the charset `written`.

    >>> damage("中国"), damage("中国", written="utf-8")
    ('脰脨鹿煤', '盲赂颅氓聸陆')
    """
    return text.encode(written).decode("latin-1").encode().decode("gb18030", "replace")


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be such runs."""
    return _LONG_RUN_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that give its letters back."""
    del markup  # the same in both
    long = [_letters(match[0]) for match in _RUN_RE.finditer(text) if len(match[0]) >= _LONG_RUN]
    good = sum(len(letters) for letters in long if _reads_well(letters))
    if good < _ESTABLISHED or good < _SHARE * sum(map(len, long)):
        return []
    return [
        Edit(*match.span(), _letters(match[0]), FAMILY, "exact", 1.0, (), "letters_as_gbk")
        for line in _LINE_RE.finditer(text)
        if _OTHERS_RE.search(line[0]) is None
        for match in _RUN_RE.finditer(text, *line.span())
    ]


def _letters(signs: str) -> str:
    return "".join(map(_LETTERS.__getitem__, signs))


def _reads_well(letters: str) -> bool:
    data = letters.encode("latin-1")
    return any(chinese_score(data.decode(charset, "ignore")) >= _CHINESE_SCORE for charset in ("utf-8", "gb18030"))
