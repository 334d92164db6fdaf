"""Turn `發(fā)展` into `發展`: readings that a mirror site has glued after characters.

How it happens. A scraper's filter writes a character's reading in brackets after certain characters, always the same
ones, wherever they occur, often after it has turned the text into Traditional script. The gloss is the character's own
usual reading, so that taking it away loses nothing: exact.

Negatives: a reading that tells something stays. Textbooks gloss one character after the other (`你(nǐ)好(hǎo)`), each
new word once; names and rare or ambiguous characters get their reading once (`禤(xuān)`, `六(lù)安`). So the document
decides: glosses count as glue where they strike common characters with their usual reading, stand apart from each
other, and come back with the same character.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from itertools import pairwise
from operator import itemgetter
from typing import NamedTuple

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Edit
from extractors.repair.phonetics import LETTERS, TONED, is_toned, normal_form, readings
from extractors.repair.vocabulary import Witness, frequency
from extractors.script import simplify
from extractors.spans import line_start

FAMILY = "pinyin_gloss"

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = TONED

_GLOSS_RE = re.compile(rf"[(（](?<=[\u4e00-\u9fff].)([{LETTERS}]{{1,6}}\s{{0,2}})[)）]")

# Two glued glosses make a pattern; one may be an author's.
_LEAST_GLOSSES = 2
# Of the glued glosses at most this share may stand right after one another. Textbooks reach 0.5 and more, glue 0.15.
_CONSECUTIVE_SHARE = 0.34
# … and this share where a long text's characters come back again and again and never without theirs: a page that was
# turned into Traditional script bears so many (衡陽(yáng)市推進(jìn)茶產(chǎn)業(yè)) that .35 meet by chance.
_CONSECUTIVE_OF_MANY = 0.45
_MANY_GLOSSES = 30
_REPEATED_SHARE = 0.6
# Of so many glosses at the start of a text, the share that stands right after one another only in a textbook.
_SAMPLED = 150
_CONSECUTIVE_OF_SAMPLE = 0.55
# Of the occurrences of the glossed characters at least this share bears the gloss: a filter strikes always, a writer
# once.
_SYSTEMATIC_SHARE = 0.6
_MANY_IN_LINES = 12  # glosses in a few lines of a text whose other lines have none
# Of the glued glosses at least this share stands inside of words. In a list of words (`业(yè):事业`) none does.
_INSIDE_SHARE = 0.5
# A character of this score (level 1 of GB2312, see extractors.charsets.scores) needs no reading in prose.
_COMMON_SCORE = 0.9


class _Gloss(NamedTuple):
    start: int
    end: int
    character: str
    is_usual: bool


def damage(text: str, characters: str) -> str:
    """Turn clean text into what a filter makes of it that glosses `characters`.

    >>> damage("發展產業", "發業")
    '發(fā)展產業(yè)'
    """
    return "".join(f"{c}({readings(c)[0]})" if c in characters and readings(c) else c for c in text)


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be glosses."""
    return ("(" in text or "（" in text) and _GLOSS_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that take glued glosses away; an empty list where glosses are the author's."""
    del markup  # the same in both
    if _is_textbook(text):
        return []
    own = list(_own_readings(text))
    glosses = [gloss for gloss in own if gloss.is_usual]
    if len(glosses) < _LEAST_GLOSSES:
        return []
    struck = Counter(gloss.character for gloss in own)
    consecutive = sum(1 for a, b in pairwise(glosses) if b.start - a.end == 1)
    if consecutive > _CONSECUTIVE_OF_MANY * len(glosses):
        return []
    if consecutive > _CONSECUTIVE_SHARE * len(glosses):
        repeated = sum(count for c, count in struck.items() if count > 1 and count == text.count(c))
        if len(glosses) < _MANY_GLOSSES or repeated < _REPEATED_SHARE * len(own):
            return []
    if sum(1 for gloss in glosses if _is_inside_word(text, gloss)) < _INSIDE_SHARE * len(glosses):
        return []
    systematic = _systematic(text, struck)
    if sum(struck[c] for c in systematic) < _SYSTEMATIC_SHARE * len(glosses):
        systematic = _systematic(_glossed_lines(text, glosses), struck)
        if sum(struck[c] for c in systematic) < _SYSTEMATIC_SHARE * len(glosses):
            return []
    glued = [gloss for gloss in own if gloss.is_usual or gloss.character in systematic]
    # The edit begins with the character, so that its row shows what the gloss was glued to.
    return [Edit(g.start - 1, g.end, g.character, FAMILY, "exact", 1.0, (), "own_reading") for g in glued]


def _systematic(text: str, struck: Mapping[str, int]) -> set[str]:
    """The characters of which most in a text bear their gloss."""
    return {c for c, count in struck.items() if count >= _SYSTEMATIC_SHARE * text.count(c)}


def _glossed_lines(text: str, glosses: Sequence[_Gloss]) -> str:
    """The lines of a text that hold glosses, where these are many and every line has some; else the text itself.

    A page may have one part from a mirror and another from elsewhere. An author's few glosses are judged by all of it.
    """
    starts = {line_start(text, gloss.start) for gloss in glosses}
    if len(glosses) < max(_MANY_IN_LINES, _LEAST_GLOSSES * len(starts)):
        return text
    ended = text + "\n"
    return "\n".join(text[start : ended.index("\n", start)] for start in sorted(starts))


def _is_textbook(text: str) -> bool:
    """True where most of a text's first glosses stand right after one another: the other thousand are not looked at."""
    pieces = _GLOSS_RE.split(text, _SAMPLED)
    if len(pieces) <= 2 * _SAMPLED:
        return False
    beside = [*map(len, pieces[2:-1:2])].count(1)
    usual = [*map(_is_usual_reading, map(itemgetter(-1), pieces[:-1:2]), pieces[1::2])].count(True)
    return beside - 2 * (_SAMPLED - usual) > _CONSECUTIVE_OF_SAMPLE * _SAMPLED


def _own_readings(text: str) -> Iterator[_Gloss]:
    """Glosses on characters that everybody knows; the usual reading tells a reader nothing, another may."""
    pieces = _GLOSS_RE.split(text)
    end = 0
    for before, written in zip(pieces[:-1:2], pieces[1::2], strict=True):
        start = end + len(before)
        end = start + len(written) + len("()")
        is_usual = _is_usual_reading(before[-1], written)
        if is_usual is not None:
            yield _Gloss(start, end, before[-1], is_usual)


@lru_cache(maxsize=1 << 12)
def _is_usual_reading(character: str, written: str) -> bool | None:
    """Whether a gloss is the usual reading of a character that everybody knows; None where it is none of its own."""
    gloss, own = normal_form(written), readings(character)
    if gloss not in own or not _is_common(character):
        return None
    # 的(de), 了(le) have no tone mark to tell them from a list's letters: they only follow where others lead.
    return gloss == own[0] and is_toned(gloss)


def _is_inside_word(text: str, gloss: _Gloss) -> bool:
    """True where the glossed character makes a word with its neighbour, on either side of the gloss."""
    before, after = text[max(0, gloss.start - 2) : gloss.start], gloss.character + text[gloss.end : gloss.end + 1]
    return _is_word(before) or _is_word(after)


@lru_cache(maxsize=1 << 14)
def _is_word(both: str) -> bool:
    return len(both) == 2 and frequency(simplify(both)) > 0


@cache
def _is_common(character: str) -> bool:
    return chinese_score(simplify(character)) >= _COMMON_SCORE
