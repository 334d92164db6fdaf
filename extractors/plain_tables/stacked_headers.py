"""Headers whose names stand one below the other: 序号 ⏎ 重点工作 ⏎ 责任单位 ⏎ 完成时限, in one row or in two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors import quick_re as re
from extractors.furniture import is_furniture
from extractors.numbering import marker_at_start, parse_ordinal
from extractors.plain_tables.column_kinds import (
    BODIES,
    CONTENTS,
    Kind,
    bare_name,
    is_foreign,
    kind_of,
    kinds_of,
    may_be_name,
)
from extractors.segment import Line
from extractors.tasks.table_parts import is_group_heading

_NAMES_LEAST, _NAMES_MOST = 3, 16  # columns
_SERIAL_RE = re.compile(r"([（(]?)(?:(\d{1,3})|([一二三四五六七八九十]{1,3}))([）)]?[、.．]?)")
SERIAL_NAME_RE = re.compile(r"(?:任务)?(?:序号?|编号|项号)|No\.?|№")
# What ends a table: its note, an annex, a copy line.
_END_RE = re.compile(
    r"(?:注|备注|说明|附注)\s?\d?\s?[:：]|附\s?件|附[:：]|抄\s?送|联\s?系\s?人|填表|制表|审核人|来源[:：]|[（(]此件"
)
_SEPARATOR_RE = re.compile(r"[\t|｜]")
_GROUP_STYLES = frozenset(
    {"chapter", "cjk_dun", "cjk_paren", "named", "named_action", "named_work", "named_measure", "named_topic"}
)
# Names that a broken or a two-row header gives in halves.
_HALVES_RE = re.compile(r"序|编|项|牵头|责任|配合|主办|协办|完成|主要|重点|工作|具体|分管|参与|主管")
_TAILS_RE = re.compile(r"号|单位|部门|时限|时间|期限|内容|任务|工作|措施|事项|领导|要求|目标|责任人")
# Names in halves whose first half alone is one, or none: 任务 ⏎ 分类, 实施 ⏎ 主体.
_PAIRS_RE = re.compile(r"任务(?:分类|类别|类型)|实施主体")
_PAIR_STARTS_RE = re.compile("实施")
# A name above others: 责任分工 above 牵头单位 and 配合单位, 责任单位 above 牵头 and 配合, 目标值 above years.
_TWO_ROWS = (
    (re.compile(r"(?:责任|职责|任务)?分工"), re.compile(r"(?:牵头|配合|主办|协办|主责|责任|参与|协同)(?:单位|部门)?")),
    (re.compile(r"责任(?:单位|部门|主体|落实)|单位|部门"), re.compile(r"牵头|配合|主办|协办|主责|参与|协同")),
    (re.compile(r".{0,80}目标(?:值|要求)?|年度(?:计划|进度|安排)|.{0,80}进度.{0,80}"), re.compile(r"20\d\d年?")),
)
_KNOWN_SHARE = 0.6  # of a header's names are known
_SERIAL_NAME_MOST = 8  # characters of the name of a column of serial numbers, with blanks
# Kinds that no cell is mistaken for: the header ends behind the last of them where its last names are like titles.
_FIRST: frozenset[Kind | None] = frozenset({"serial", "group", "title"})  # what the first column of a table is
_SURE: frozenset[Kind] = frozenset({"lead", "body", "support", "due", "note", "person"})


@dataclass(slots=True)
class Header:
    """Names of columns in lines `first` to `last` (inclusive). `parts` are the lines of each column's name."""

    first: int
    last: int
    parts: list[list[int]]
    names: list[str]
    kinds: list[Kind]
    above: list[tuple[list[int], int, int]] = field(default_factory=list)  # lines, first column, width of a name above
    words: tuple[str, ...] = ()  # of its lines
    marker: re.Pattern[str] | None = None  # what numbers the rows, where the numbers stand before the content

    @property
    def serial(self) -> int:
        """The column of the serial numbers; that of the content they stand before, else the first."""
        if self.marker is not None:
            return next(column for column, kind in enumerate(self.kinds) if kind in CONTENTS)
        return 1 if self.kinds[:2] == ["group", "serial"] else 0

    def value(self, source: Source, number: int) -> int | None:
        """The number of the row that begins with a line, None where no row does."""
        if self.marker is None:
            return source.serial(number)
        match = self.marker.match(source.words(number))
        return int(match[1]) if match else None


class Source:
    """The lines of a text, their words, and what is known of each."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        """Take a text in Simplified script and its lines."""
        self.text = text
        self.lines = lines
        self._heads: frozenset[str] | None = None  # of the text's own outline; made when first asked for

    def words(self, number: int) -> str:
        """The words of a line."""
        return self.lines[number].span.of(self.text)

    def serial(self, number: int) -> int | None:
        """The number that stands alone on a line, None where other words do."""
        span = self.lines[number].span
        if len(span) > 6:
            return None
        match = _SERIAL_RE.fullmatch(self.words(number))
        if match is None:
            return None
        return int(match[2]) if match[2] else parse_ordinal(match[3])

    def is_end(self, number: int) -> bool:
        """Tell whether a line is one that no table of this kind holds."""
        line = self.lines[number]
        if line.is_fixed or line.is_field or line.level is not None:
            return True
        return _END_RE.match(self.text, line.span.start, line.span.end) is not None or (
            _SEPARATOR_RE.search(self.text, line.span.start, line.span.end) is not None
        )

    def numbered_group(self, number: int) -> bool:
        """一、经济运行方面: a heading that may stand between rows."""
        words = self.words(number)
        if not is_group_heading(words):
            return False
        marker = marker_at_start(words, 0, len(words))
        return marker is not None and marker.style in _GROUP_STYLES and marker.end < len(words)

    def heads_rows(self, number: int) -> bool:
        """A heading between rows: one with a number, or one that the text's own outline has above, said again."""
        words = self.words(number)
        return self.numbered_group(number) or (len(words) >= _HEAD_LEAST and words in self._headings())

    def _headings(self) -> frozenset[str]:
        """The headings of the text's own outline, without their numbers: （二）强化联动 → 强化联动."""
        if self._heads is None:
            found = set()
            for line in self.lines:
                if line.level is None and len(line.span) <= _HEAD_MOST:
                    words = line.span.of(self.text)
                    marker = marker_at_start(words, 0, len(words))
                    if marker is not None and marker.style in _GROUP_STYLES:
                        found.add(words[marker.end :].strip())
            self._heads = frozenset(found)
        return self._heads


_HEAD_LEAST, _HEAD_MOST = 6, 40  # characters of a heading that a table may repeat, with its number


# ── headers ─────────────────────────────────────────────────────────────────────────────────────


def may_open(source: Source, number: int) -> bool:
    """Tell whether a line and the two below it are short enough to open a header; most lines of a text are not.

    Nor are the lines of a table of contents: 二、工作目标 ⏎ 三、工作任务 ⏎ （一）… name no columns.
    """
    following = source.lines[number : number + _NAMES_LEAST]
    is_short = len(following) == _NAMES_LEAST and all(len(line.span) <= _OPENER_MOST for line in following)
    return is_short and not any(source.numbered_group(number + place) for place in range(_NAMES_LEAST))


_OPENER_MOST = 18  # characters of a first name with blanks


def numbered_header(source: Source, number: int) -> Header | None:
    """The header whose first line is `number`: 序号 and the names below it, up to the first serial or its group.

    The name of a column of groups (任务类型) may stand above 序号. None where no header begins there.
    """
    if len(source.lines[number].span) > _SERIAL_NAME_MOST:
        return None
    first, top = bare_name(source.words(number)), number
    if kind_of(first) == "group" and number + 1 < len(source.lines):
        number += 1
        first = bare_name(source.words(number))
    if first in ("序", "编") and number + 1 < len(source.lines):
        first += bare_name(source.words(number + 1))
    if not SERIAL_NAME_RE.fullmatch(first):
        return None
    last = number
    while last + 1 < len(source.lines) and last - number < 2 * _NAMES_MOST:
        below = last + 1
        words = bare_name(source.words(below))
        if is_furniture(words):
            last = below
            continue
        if source.lines[below].is_fixed or is_foreign(words) or SERIAL_NAME_RE.fullmatch(words):
            return None
        if source.serial(below) is not None or source.numbered_group(below) or not may_be_name(words):
            break
        if last - number >= _NAMES_LEAST and kind_of(words) not in BODIES and source.heads_rows(below):
            break  # 实施示范工程 behind 责任单位, and in the outline: it heads the rows, it names no column
        last = below
    return _with_names(source, top, last)


def _with_names(source: Source, first: int, last: int) -> Header | None:
    """The header in these lines: halves of names joined, names over several columns put above them."""
    parts: list[list[int]] = []
    names: list[str] = []
    for number in range(first, last + 1):
        words = bare_name(source.words(number))
        if is_furniture(words):
            continue
        is_half = names and _HALVES_RE.fullmatch(names[-1]) and _TAILS_RE.fullmatch(words)
        if names and len(parts[-1]) == 1 and (is_half or _PAIRS_RE.fullmatch(names[-1] + words)):
            names[-1] += words
            parts[-1].append(number)
        else:
            names.append(words)
            parts.append([number])
    above: list[tuple[list[int], int, int]] = []
    for spanning, below in _TWO_ROWS:
        over = [column for column, name in enumerate(names) if spanning.fullmatch(name)]
        subs = [column for column, name in enumerate(names) if column not in over and below.fullmatch(name)]
        if len(subs) < 2 or len(over) != 1 or subs != list(range(subs[0], subs[-1] + 1)) or over[0] > subs[0]:
            continue
        order = [column for column in range(len(names)) if column not in subs]
        place = order.index(over[0])
        above.append((parts[over[0]], place, len(subs)))
        order[place : place + 1] = subs
        names, parts = [names[column] for column in order], [parts[column] for column in order]
        break
    kinds = kinds_of(names)
    known = sum(1 for kind in kinds if kind != "any")
    if not _NAMES_LEAST <= len(names) <= _NAMES_MOST or known < _KNOWN_SHARE * len(names):
        return None
    if not CONTENTS.intersection(kinds) or not {"number", "due", *BODIES}.intersection(kinds):
        return None
    written = (source.words(number) for number in range(first, last + 1))
    lines = tuple(words for words in written if not is_furniture(words))
    return Header(first, last, parts, names, kinds, above, lines)


def readings(source: Source, header: Header) -> list[Header]:
    """The header as it stands; and one without its last name where nobody knows it: it may head the first rows."""
    found = [header]
    if header.kinds[-1] == "any" and len(header.names) > _NAMES_LEAST:
        shorter = _with_names(source, header.first, header.last - 1)
        if shorter is not None:
            found.append(shorter)
    return found


# （1）建设道路300条。, 1.建设道路: the content of a row with its number
_MARKERS = (re.compile(r"[（(](\d{1,3})[）)](?=\S)"), re.compile(r"(\d{1,3})[.．、](?=[^\d\s])"))
_TO_FIRST = 5  # lines from the header to the first row


def marked_headers(source: Source, plain: Sequence[Header]) -> list[Header]:
    """The headers without a column of numbers below which the content has them: （1）… （2）….

    Deliberately only below groups, where cells that stand once for several rows make rows hard to tell.
    """
    found: list[Header] = []
    for header in plain:
        if header.kinds[0] != "group" or header.above:
            continue
        below = range(header.last + 1, min(header.last + 1 + _TO_FIRST, len(source.lines)))
        for marker in _MARKERS:
            marked = replace(header, marker=marker)
            if any(marked.value(source, number) == 1 for number in below):
                found.append(marked)
    return found


def plain_headers(source: Source, number: int) -> list[Header]:
    """The headers without a column of numbers that may begin with this line: tasks, bodies, deadlines, all known.

    The words of the first row may be like names (推进重点项目); so the header may end behind the last sure name too.
    """
    if kind_of(bare_name(source.words(number))) not in _FIRST:
        return []
    last, sure = number - 1, -1
    while last + 1 < len(source.lines) and last + 1 - number < _NAMES_MOST:
        line, words = source.lines[last + 1], bare_name(source.words(last + 1))
        kind = kind_of(words)
        if is_foreign(words):
            return []
        if (
            line.is_fixed
            or (kind == "serial" and last >= number)
            or (kind is None and not any(each.fullmatch(words) for each in (_HALVES_RE, _TAILS_RE, _PAIR_STARTS_RE)))
        ):
            break
        last += 1
        sure = last if kind in _SURE else sure
    found = [
        _with_names(source, number, end) for end in dict.fromkeys((last, sure)) if end - number + 1 >= _NAMES_LEAST
    ]
    return [each for each in found if each is not None and "any" not in each.kinds and BODIES.intersection(each.kinds)]
