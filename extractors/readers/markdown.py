"""Markdown: its marks come off as edits of layout, its headings keep their level, its tables are found as in a text.

What people and programs publish is CommonMark with the tables of GitHub; only its marks are read, and what no mark of
Markdown is stays as it is written.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.cell_lines import cell_seam
from extractors.charsets.charset import decode
from extractors.front_matter import front_matter
from extractors.layout import lay_out, move_blocks, move_fields
from extractors.models import Edit, MetaField, Reading, Span, Unreadable
from extractors.repair import repair
from extractors.segment import Line, split_lines
from extractors.spans import LAYOUT_FAMILY, apply_edits, compose, line_start
from extractors.web.markup_tree import Element
from extractors.web.page_links import linked_files

MEDIA_TYPE = "text/markdown"

# ── what is Markdown ────────────────────────────────────────────────────────────────────────────

_SAMPLE = 65_536  # bytes in which a document shows its first marks
# Marks that no plain text has: a heading with #, one above =====, a number whose stop is escaped (1\.), fields before
# the text between two ---, a line that is **bold**, bold words that open it with its number (**（一）建平台。**支持…).
_OPENS_ITEM = b"|".join(sign.encode(charset) for sign in "（一二三四五六七八九十" for charset in ("utf-8", "gb18030"))
_SURE_RE = re.compile(
    rb"^ {0,3}#{1,6}[ \t]+[^\s#]|\S[ \t]*\r?\n={3,}[ \t]*\r?$|^\d{1,3}\\[.)]|\A(?:\xef\xbb\xbf)?---\r?\n"
    rb"(?:[\w-]|[\xe4-\xe9][\x80-\xbf]{2}){1,40}:"
    rb"|^(?:[ \t]|\xe3\x80\x80|\xa1\xa1){0,8}\*\*[^\s*][^*\n]{1,300}\*\*[ \t]*\r?$"
    rb"|^(?:[ \t]|\xe3\x80\x80|\xa1\xa1){0,8}\*\*(?:[\(\d]|" + _OPENS_ITEM + rb")[^*\n]{2,300}\*\*",
    re.MULTILINE,
)
_SURE_SIGNS = (b"#", b"===", b"\\", b"---", b"**")  # without one of these a text has no such mark
_FIRST_RE = re.compile(rb"(?:\xef\xbb\xbf)?\s{0,20}+# [^\n]{4,300}\n\s*\n")  # a title alone is told twice
# The line of dashes below the names of a table's columns: |:---|---:|, without outer pipes ---|---.
_RULE_RE = re.compile(rb"^[ \t]*(?:\|[ \t]*)?:?-{2,}:?[ \t]*\|[ \t:|-]*\r?$", re.MULTILINE)
_SIGN_RE = re.compile(rb"\*\*[^\s*][^*\n]{0,200}\*\*|\]\([^\s()]{1,300}\)|^[ \t]*[-*+][ \t]+\S|^>[ \t]", re.MULTILINE)
_SURE_LEAST = 2  # of the sure marks that tell a document alone
_RULED = 3  # dashes of each column of such a line at least


def matches(data: bytes) -> bool:
    """Tell whether bytes are Markdown: two sure marks (`# 标题`), or one beside another, or the rule of a table.

    Lines that are bold as a whole, and bold words that open a line with its number, are such marks. Deliberately not:
    lists and other bold words alone, which plain text knows too (张** and **市**区 are no bold names); web pages, which
    are asked for before. Risk: a script whose remarks begin with # and a blank, which is no document anyway.

    >>> matches("# 某市实施方案\\n\\n## 一、总体要求\\n".encode()), matches("一、总体要求\\n- 建平台\\n".encode())
    (True, False)
    >>> matches("---\\n标题: 某市实施方案\\n层级: 区级\\n---\\n# 某市实施方案\\n一、总体要求\\n".encode())
    True
    >>> matches("| 任务 | 单位 |\\n| --- | --- |\\n| 建平台 | 商务局 |".encode())
    True
    """
    sample = data[:_SAMPLE]
    if b"\x00" in sample or sample.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return False
    if b"|" in sample and any(len(match[0].strip()) > _RULED for match in _RULE_RE.finditer(sample)):
        return True
    if not any(sign in sample for sign in _SURE_SIGNS):
        return False
    sure = len(_SURE_RE.findall(sample)) + (_FIRST_RE.match(sample) is not None)
    return sure >= _SURE_LEAST or (sure > 0 and _SIGN_RE.search(sample) is not None)


# ── reading ─────────────────────────────────────────────────────────────────────────────────────


def read(data: bytes) -> Reading:
    """Turn the bytes of a Markdown document into a reading. Raises Unreadable ("empty") where it holds no words."""
    decoded = decode(data)
    repaired = repair(decoded.text, markup=False)
    found = _Marks(repaired.text)
    bare, offsets = apply_edits(repaired.text, found.edits)
    if not bare.strip():
        raise Unreadable("empty", "the document holds no words: download it again, or leave it out")
    lines = list(split_lines(bare))
    starts = [line.span.start for line in lines]
    for place, level in found.starts:
        number = bisect_right(starts, offsets.to_target(Span(place, place)).start) - 1
        if number >= 0:
            lines[number] = replace(lines[number], level=level, has_gap_before=True)
    laid = lay_out(bare, _with_depths(bare, lines))
    text, repairs, maps = compose(decoded.text, [*repaired.steps, found.edits, laid.edits])
    page = Element("body", {})
    page.children = [Element("a", {"href": address}, page) for address in found.addresses]
    return Reading(
        media_type=MEDIA_TYPE,
        encoding=decoded.encoding,
        text=text,
        raw_text=decoded.text,
        blocks=move_blocks(laid.blocks, maps[-1]),
        repairs=repairs,
        metadata=(*found.fields, *move_fields(laid.metadata, text, maps[-1])),
        issues=(*decoded.issues, *repaired.issues),
        links=linked_files(page),
    )


_DEEPER = 2  # blanks by which an entry of a list in a list stands further in than the outer one, at least


def _with_depths(text: str, lines: Sequence[Line]) -> list[Line]:
    """Lines that open entries of numbered lists in numbered lists, told by their indents (CommonMark 0.31, 5.2)."""
    deep: list[Line] = []
    outer: list[int] = []
    for line in lines:
        start = line_start(text, line.span.start)
        indent = len(text[start : line.span.start].expandtabs(4))
        if _NUMBER_RE.match(text, line.span.start, line.span.end):
            while outer and indent < outer[-1] + _DEEPER:
                outer.pop()
            deep.append(replace(line, list_depth=len(outer)) if outer else line)
            outer.append(indent)
        else:
            if indent < _DEEPER:
                outer.clear()
            deep.append(line)
    return deep


# ── marks to edits ──────────────────────────────────────────────────────────────────────────────

_QUOTE_RE = re.compile(r"(?:[ ]{0,3}>[ ]?)+")
_TITLE_RE = re.compile(r"[ ]{0,3}(#{1,6})(?:[ \t]+|$)")
_TITLE_END_RE = re.compile(r"(?<![ \t])[ \t]+#+[ \t]*$")
_UNDERLINE_RE = re.compile(r"[ ]{0,3}(?:(=)=*|-{2,})[ \t]*$")
_BREAK_RE = re.compile(r"[ ]{0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_BULLET_RE = re.compile(r"[ \t]*[-*+][ \t]+(?=\S)(?:\[[ xX]\][ \t]+)?")
_NUMBER_RE = re.compile(r"[ \t]*\d{1,9}\\?[.)][ \t]")
_FENCE_RE = re.compile(r"[ ]{0,3}(?:`{3,}|~{3,})")
_REFERENCE_RE = re.compile(r"[ ]{0,3}\[[^\[\]\n]{1,200}\]:[ \t]*(\S{1,1000})(?:[ \t].*)?$")
_CELL_RULE_RE = re.compile(r"[ \t]*:?-+:?[ \t]*")
_INLINE_RE = re.compile(
    r"""
    \\(?P<escaped>[!-/:-@\[-`{-~])                      # \* is a star
    | (?P<tick>`{1,3})(?P<code>[^`\n]{1,400})(?P=tick)    # words set as code
    | !\[[^\[\]\n]{0,300}\]\((?P<picture>[^()\s]{1,1000})(?:[ ][^()\n]{0,200})?\)
    | \[(?P<words>[^\[\]\n]{0,500})\]\((?P<address>[^()\s]{1,1000})(?:[ ][^()\n]{0,200})?\)
    | (?P<stars>\*{2,3})(?=[^\s*])(?P<bold>[^*\n]{1,400}?)(?<=\S)(?P=stars)
    | (?<![\w_])__(?=[^\s_])(?P<strong>[^_\n]{1,400}?)(?<=\S)__(?![\w_])
    | (?P<line_end><br[ ]?/?>)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_INNER = ("code", "bold", "strong")
_ADDRESS_RE = re.compile(r"[./#]")
_TITLE_MOST = 80  # characters of a line that a line of dashes makes a heading
_NEST_MOST = 4  # marks inside of each other
_PIPE_RE = re.compile(r"(?<!\\)\|")


class _Marks:
    """The marks of a Markdown text: the edits that take them off, and what they say.

    `starts` are places where a heading begins, with its level, or an entry of a list (None); `addresses` what links
    point to; `fields` what the lines before the text say of it (YAML between two ---).
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[Edit] = []
        self.starts: list[tuple[int, int | None]] = []
        self.addresses: list[str] = []
        self.fields: list[MetaField] = []
        front, begin = front_matter(text)
        self.fields.extend(front)
        self._cut(0, begin)
        comments = list(_comments(text, begin))
        for start, end in comments:
            self._cut(start, end)
        self._lines(begin, comments)
        self.edits = _in_order(self.edits)

    def _cut(self, start: int, end: int, put: str = "") -> None:
        if start < end:
            self.edits.append(Edit(start, end, put, LAYOUT_FAMILY, rule="markdown"))

    def _lines(self, begin: int, comments: list[tuple[int, int]]) -> None:
        lines = self._borders(begin, comments)
        is_code = False
        number = 0
        while number < len(lines):
            start, end = lines[number]
            words = self.text[start:end]
            if _FENCE_RE.match(words):
                is_code = not is_code
                self._cut(start, end)
            elif not is_code:
                columns = _columns(words)
                if columns and number + 1 < len(lines) and _is_rule(self._words(lines[number + 1]), columns):
                    number = self._table(lines, number)
                    continue
                is_title = number > 0 and bool(self._words(lines[number - 1]).strip())
                self._line(start, end, words, is_below_words=is_title)
            number += 1

    def _borders(self, begin: int, comments: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """The lines of the text; a line in which a comment stands is left as it is."""
        ends = [match.start() for match in re.finditer(r"\n", self.text[begin:])]
        borders = [-1, *ends, len(self.text) - begin]
        lines = [(begin + above + 1, begin + below) for above, below in pairwise(borders)]
        lines = [(start, end - self.text.endswith("\r", start, end)) for start, end in lines]
        if not comments:
            return lines
        starts = [start for start, _ in comments]

        def is_free(line: tuple[int, int]) -> bool:
            place = bisect_right(starts, line[1]) - 1
            return place < 0 or comments[place][1] <= line[0]

        return [line for line in lines if is_free(line)]

    def _words(self, line: tuple[int, int]) -> str:
        return self.text[line[0] : line[1]]

    def _line(self, start: int, end: int, words: str, *, is_below_words: bool) -> None:
        underline = _UNDERLINE_RE.match(words) if is_below_words else None
        reference = _REFERENCE_RE.match(words)
        if underline is not None:  # the line above is a heading, if it can be one
            above = line_start(self.text, max(0, start - 1))
            if start - above <= _TITLE_MOST and not self.text[above:start].rstrip().endswith(("。", "；", "，")):
                self.starts.append((above, 1 if underline[1] else 2))
            self._cut(start, end)
            return
        if reference is not None or _BREAK_RE.match(words):
            self.addresses += [reference[1]] if reference is not None else []
            self._cut(start, end)
            return
        quote = _QUOTE_RE.match(words)
        if quote is not None:
            self._cut(start, start + quote.end())
            start += quote.end()
            words = self.text[start:end]
        title, bullet = _TITLE_RE.match(words), _BULLET_RE.match(words)
        if title is not None:
            tail = _TITLE_END_RE.search(words, title.end())
            self._cut(start, start + title.end())
            if tail is not None:
                self._cut(start + tail.start(), end)
                end = start + tail.start()
            start += title.end()
            self.starts.append((start, len(title[1])))
        elif bullet is not None:
            self._cut(start, start + bullet.end())
            start += bullet.end()
            self.starts.append((start, None))
        elif _NUMBER_RE.match(words):
            self.starts.append((start, None))
        if words.endswith("\\") and end > start:  # a line that is to end there
            self._cut(end - 1, end)
            end -= 1
        self._inline(start, end, 0)

    def _inline(self, start: int, end: int, depth: int) -> None:
        if depth > _NEST_MOST:
            return
        for match in _INLINE_RE.finditer(self.text, start, end):
            if match["escaped"]:
                self._cut(match.start(), match.start() + 1)
            elif match["line_end"]:
                above = self.text[start : match.start()].rstrip("*_ `")
                below = self.text[match.end() : end].lstrip("*_ `")
                seam = cell_seam(above, below, has_marks="、" in above + below) if above and below else ""
                self._cut(match.start(), match.end(), seam.replace("\n", " "))
            elif match["picture"] or match["address"]:
                address = match["picture"] or match["address"]
                if not _ADDRESS_RE.search(address):  # [附件](略) is none
                    continue
                if match["picture"]:
                    self._cut(*match.span())
                    continue
                self.addresses.append(address)
                self._cut(match.start(), match.start("words"))
                self._cut(match.end("words"), match.end())
                self._inline(*match.span("words"), depth + 1)
            else:
                inner = next(name for name in _INNER if match[name] is not None)
                self._cut(match.start(), match.start(inner))
                self._cut(match.end(inner), match.end())
                if inner != "code":
                    self._inline(*match.span(inner), depth + 1)

    def _table(self, lines: list[tuple[int, int]], number: int) -> int:
        """Take the marks off a table; returns the number of the line behind it. Its cells are found as in a text."""
        last = number + 2
        while last < len(lines) and "|" in self._words(lines[last]):
            last += 1
        rows = [lines[number], *lines[number + 2 : last]]
        self._cut(lines[number][1], lines[number + 1][1])
        # Pipes that are words would part cells: then tabs do.
        has_pipes = any("\\|" in self._words(row) for row in rows)
        for start, end in rows:
            borders = sorted({start, *(match.start() for match in _PIPE_RE.finditer(self.text, start, end)), end})
            for left, right in pairwise(borders):
                is_pipe = self.text.startswith("|", left)
                if is_pipe and has_pipes:
                    is_outer = not self.text[start:left].strip() or not self.text[left + 1 : end].strip()
                    self._cut(left, left + 1, "" if is_outer else "\t")
                self._inline(left + is_pipe, right, 0)
        return last


def _in_order(edits: list[Edit]) -> list[Edit]:
    """Edits in order; of two that overlap the first counts."""
    kept: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not kept or edit.start >= kept[-1].end:
            kept.append(edit)
    return kept


def _comments(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Where remarks stand that no reader is to see; one that does not end is none."""
    while (start := text.find("<!--", begin)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        begin = end + 3
        yield start, begin


def _columns(words: str) -> int:
    """How many cells a line of a table has; 0 where no pipe parts any."""
    if "|" not in words:
        return 0
    bare = words.strip()
    pipes = [match.start() for match in _PIPE_RE.finditer(bare)]
    inner = [place for place in pipes if 0 < place < len(bare) - 1]
    return len(inner) + 1 if pipes else 0


def _is_rule(words: str, columns: int) -> bool:
    bare = words.strip().removeprefix("|").removesuffix("|")
    cells = bare.split("|")
    return "|" in words and len(cells) == columns and all(_CELL_RULE_RE.fullmatch(cell) for cell in cells)
