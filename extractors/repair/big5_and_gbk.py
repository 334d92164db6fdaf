"""Turn Big5 that was read as GBK, or GBK that was read as Big5, into text again: `い瓣` → `中國`, `笢弊` → `中国`.

How it happens. The two share their first bytes, A1 to F9, and most of their second ones, so that one reads the other's
pairs as characters of its own: kana and rare ideographs, or rare ideographs and bopomofo, and ㄛ for every comma.

    中國 A4A4 B0EA   GBK い瓣        中国 D6D0 B9FA   Big5 笢弊

Where all pairs of a run are assigned on both sides nothing is lost, and it comes back exactly.

Negatives: Japanese, bopomofo glosses, names with rare characters, frames of tables. Longer runs judge the document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from extractors import quick_re as re
from extractors.charsets.scores import chinese_score
from extractors.models import Edit
from extractors.repair.lexicon import is_fluent
from extractors.spans import line_start

# Mean score (see `scores.chinese_score`) that a run needs that judges; right ones reach 0.9, chance ones 0.3. And the
# score up to which one reads badly as it stands.
_CHINESE_SCORE = 0.75
_BAD_SCORE = 0.4
# Characters read well from which on a document is damaged beyond doubt, and of a run that judges.
_ESTABLISHED = 6
_LONG_RUN = 3
# Score up to which a run of such a document may still be damaged, and what it has to gain.
_PASSABLE_SCORE = 0.75
_GAIN = 0.25
# Of a page that was misread as a whole, the characters in long runs that read well all the same.
_SOUND_SHARE = 0.02
# Of the characters that read badly, the share that has to come back.
_RESTORED_SHARE = 0.7

# Characters beyond ASCII with what a width folder or a slipped pair leaves between them.
_WIDE_RUN_RE = re.compile(r"[^\x00-\x7f]+")
# Kana, Greek, Cyrillic, box drawing: Big5's commonest leads A4–A9 read as GBK. Bopomofo and the rare characters that
# 的 是 一 在 了 有 中 国 of GBK become in Big5.
_ALPHABETS = "\u3041-\u30f6\u0391-\u03c9\u0410-\u044f\u2500-\u254b\u3105-\u3129"
_RARE = "岆珨婓賸衄笢"
_MIXED_UP_RE = re.compile(
    f"[{_ALPHABETS}{_RARE}\ue000-\uf8ff](?:"  # one set first: the search leaps over what is in none
    f"(?<=[{_RARE}])|(?<=[{_ALPHABETS}])[\u4e00-\u9fff\u3041-\u30f6]"
    "|(?<=[\ue000-\uf8ff])[\u4e00-\u9fff\ue000-\uf8ff])"  # pairs of the one that the other keeps for private use
)
# Of Big5 read as GBK a fourth is of these, of a Japanese word all.
_ALPHABET_RE = re.compile(f"[{_ALPHABETS}]")
_ALPHABET_SHARE = 0.7
SIGNS = frozenset(
    chr(code)
    for block in (
        (0x3041, 0x30F7),
        (0x391, 0x3CA),
        (0x410, 0x450),
        (0x2500, 0x254C),
        (0x3105, 0x312A),
        (0xE000, 0xF900),
    )
    for code in range(*block)
) | set(_RARE)


def damage(text: str, *, written: str = "big5hkscs", read: str = "gb18030") -> str:
    """Turn clean text into its bytes in the one, read as the other.

    >>> damage("中國"), damage("中国", written="gb18030", read="big5hkscs")
    ('い瓣', '笢弊')
    """
    return text.encode(written).decode(read, "replace")


def is_suspect(text: str) -> bool:
    """Tell by cheap means whether there may be such runs."""
    return _MIXED_UP_RE.search(text) is not None


def read_again(text: str) -> list[Edit]:
    """Turn a text into the edits, without a family yet, of runs that read badly as they are and well the other way.

    Longer runs judge the document: nearly all that read badly have to come back, for text that is out of step or of
    another charset does so now and then. Then short runs (〔 and 〕 around a year) and passable ones follow; where
    nothing but short runs reads well as it stands, in the whole page or in a line with longer ones that come back,
    these follow as well: 33號 is 33腹, and 到2027年 is 善2027爛.
    """
    runs = _Runs(text)
    for match in _WIDE_RUN_RE.finditer(text):
        runs.take(match)
    rules = runs.rules()
    found = [edit for edit in runs.edits if edit.rule in rules]
    return [*found, *runs.followers(rules, found)] if rules else found


class _Runs:
    """The runs of a page, each read the other ways: what comes back, what may, and what reads well as it stands."""

    def __init__(self, text: str) -> None:
        self.edits: list[Edit] = []  # of long runs that read badly as they are and well the other way
        self._text = text
        self._doubtful: list[Edit] = []
        self._passing: list[Edit] = []
        self._restored: Counter[str] = Counter()
        self._sound_lines: Counter[int] = Counter()
        self._bad = self._sound = 0

    def take(self, match: re.Match[str]) -> None:
        """Read one run each other way."""
        run = match[0]
        stands = chinese_score(run)
        judges = len(run) >= _LONG_RUN and stands <= _BAD_SCORE
        self._bad += len(run) * judges
        if len(run) >= _LONG_RUN and stands > _PASSABLE_SCORE:
            self._sound += len(run)
            self._sound_lines[line_start(self._text, match.start())] += len(run)
        for read, written, rule in (("gb18030", "big5hkscs", "big5_as_gbk"), ("big5hkscs", "gb18030", "gbk_as_big5")):
            try:
                fixed = run.encode(read).decode(written)
            except UnicodeError:
                continue
            if len(fixed) != len(run):
                continue
            edit = Edit(match.start(), match.end(), fixed, "", "exact", 1.0, (), rule)
            score = chinese_score(fixed)
            if stands > _PASSABLE_SCORE or score < max(_BAD_SCORE, stands + _GAIN):
                self._passing.append(edit)
                continue
            (self.edits if judges and score >= _CHINESE_SCORE else self._doubtful).append(edit)
            self._restored[rule] += len(run) * (judges and score >= _CHINESE_SCORE)

    def rules(self) -> set[str]:
        """The way in which nearly all that reads badly comes back; empty where there is none."""
        least = _RESTORED_SHARE * self._bad
        rules = {rule for rule, count in self._restored.items() if count >= _ESTABLISHED and count >= least}
        rules = {rule for rule in rules if is_fluent("".join(edit.replacement for edit in self._of(rule)))}
        rules = {rule for rule in rules if not _is_of_one_alphabet(self._text, self._of(rule))}
        return set(sorted(rules, key=lambda rule: -self._restored[rule])[:1])

    def _of(self, rule: str) -> list[Edit]:
        return [edit for edit in self.edits if edit.rule == rule]

    def followers(self, rules: set[str], found: Sequence[Edit]) -> Iterator[Edit]:
        """Give short and passable runs that follow the long ones, in a page or a line that is damaged as a whole."""
        is_whole = self._sound <= _SOUND_SHARE * self._restored.total()
        lines: Counter[int] = Counter()
        for edit in (*found, *self._doubtful):
            if edit.rule in rules and edit.end - edit.start >= _LONG_RUN:
                lines[line_start(self._text, edit.start)] += edit.end - edit.start
        taken = {edit.start for edit in found}
        # A label (① and ﹒ are 啤 and 姒) in a line that reads well as it stands is sound as well.
        for edit in self._doubtful:
            line = line_start(self._text, edit.start)
            is_damaged = lines[line] > self._sound_lines[line] or not self._sound_lines[line]
            if edit.rule in rules and (is_whole or is_damaged):
                taken.add(edit.start)
                yield edit
        for edit in self._passing:
            line = line_start(self._text, edit.start)
            stands = self._text[edit.start : edit.end]
            follows = lines[line] > self._sound_lines[line] and (
                len(stands) < _LONG_RUN or chinese_score(edit.replacement) > chinese_score(stands)
            )
            if edit.rule in rules and edit.start not in taken and (is_whole or follows):
                yield edit


def _is_of_one_alphabet(text: str, edits: list[Edit]) -> bool:
    """True for rows of kana: as Big5 they are the commonest of characters, of which no text is made alone."""
    runs = "".join(text[edit.start : edit.end] for edit in edits)
    return len(_ALPHABET_RE.findall(runs)) > _ALPHABET_SHARE * len(runs)
