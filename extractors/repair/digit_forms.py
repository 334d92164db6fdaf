"""Turn signs that were typed or scanned for digits into the digits: `2〇25年` → `2025年`, `4l2座` → `412座`.

How it happens. A typist who writes years as 二〇二五 mixes the two ways (`2〇25年`, `1〇〇%`), or strikes the letter
O for 0 and l for 1; a scanner reads 0 as O or ○, and 1 as l, I or 丨. The forward model does it to every such digit.

〇 is the number zero itself: among digits it is 0, exact. A letter is another sign, and reading it as the digit that
it looks like is inferred, and done only where its neighbours prove a number: before a measure unit, in a year, a month
or a day, in the number of a document, in a decimal that is a cell, in the label of an item. No digit is lost in any of
these, and none is chosen among several.

Negatives: O2O, CO2, 5l (litres) before a word, iPhone, the key of a register (3O2); 20〇〇年 and 202○年, where the
circle holds the place of a digit that is not known yet; ○ as a bullet; `l.` behind `k.` and `I.` before `II.`.

False positive it risks: a code of digits and letters that ends right before a measure unit (型号为 3l 个). The
examples that forced it: a plan typed with 〇 throughout, of whose figures hardly one was found, and a scan in which
二、2O24年工作安排 gave the goals below no year.
"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.models import Edit
from extractors.repair.vocabulary import Witness
from extractors.script import simplify
from extractors.targets.measures import measure_at

FAMILY = "width_and_forms"

_FORMS = "〇○OolI丨"
_AS_DIGITS = str.maketrans(_FORMS, "0000111")
# Without one of these characters the family does not apply: the cheapest gate of all.
SIGNS = frozenset(_FORMS)
_LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_SUSPECT_RE = re.compile(
    rf"[{_FORMS}](?:(?<=[0-9].)|(?<=[0-9][.．].)"
    rf"|(?<![{_LETTER}].)(?:(?=[.．]?[0-9])|(?<=[lI丨])(?=[.．、)）月日号][ \u3000]?[^\s{_LETTER}])))"
)

# A run of digits and of what looks like them, with its decimals or thousands. Not one that other letters touch in
# front, nor one behind a Chinese numeral (二〇25).
_RUN_RE = re.compile(
    rf"[0-9{_FORMS}](?<![0-9{_LETTER}{_FORMS}一二三四五六七八九十.,+-].)[0-9{_FORMS}]{{0,8}}"
    rf"(?:[.．][0-9{_FORMS}]{{1,4}}|(?:,[0-9{_FORMS}]{{3}}){{1,3}})?"
)
_DATE_RE = re.compile(
    r"[12lI丨](?<![0-9A-Za-z.-].)[0-9OolI丨]{3}([-./])[0-9OolI丨]{1,2}\1[0-9OolI丨]{1,2}(?![0-9A-Za-z.-])"
)
# Letters alone are a month or a day, or nothing: lO月.
_BEHIND_LETTERS = "月日号 \u3000"
# A lost first byte, alone or with the reading that a filter set behind it: the letter is the second byte of the same
# character, no digit of the number behind it (船閘28座 → 船?bèi)l28座).
_LETTERS = "OolI"
_HALF_BEFORE_RE, _HALF = re.compile(r"[?\ufffd](?:\(?[a-z\u00e0-\u01dc]{1,6}\))?$"), 10
_DIGITS_OF_DATE = 4  # of the six to eight of 2O24-O5-lO
_DIGIT_RE = re.compile("[0-9]")
_FORM_RE = re.compile(f"[{_FORMS}]")
# Between a number and its unit: a blank, then scales and words that leave it a round number.
_SCALE_RE = re.compile(r"[ \u3000]?[多余]?[百千]?[万亿]{0,2}[多余]?")
_DASH_RE = re.compile(rf"[ ]?(?:[—–~～至到-]{{1,2}})[ ]?[0-9{_FORMS}]{{1,9}}(?:\.[0-9{_FORMS}]{{1,4}})?")
_YEAR_BEHIND_RE = re.compile(
    r"[ \u3000]?年|[〕］\]）)][ \u3000]?第?[0-9OolI丨]{1,5}[ \u3000]?号|[ ]?[—–~～至-]{1,2}[ ]?[12lI丨][0-9OolI丨]{3}"
)
_YEAR_RE = re.compile("19[0-9]{2}|20[0-9]{2}")
_MONTH_BEHIND_RE, _DAY_BEHIND_RE = re.compile(r"[ \u3000]?月"), re.compile(r"[ \u3000]?[日号]")
_YEAR_BEFORE_RE, _MONTH_BEFORE_RE = re.compile(r"年[ \u3000]?$"), re.compile(r"月[ \u3000]?$")
_NUMBER_BEFORE_RE = re.compile(r"[〕］\]）)][ \u3000]?第?$")
_LABEL_BEHIND_RE = re.compile(r"[.．、)）](?![0-9])")
_LABEL_BEFORE_RE = re.compile(r"(?:^|\n)[ \t\u3000]{0,8}[（(]?$")
# A cell of its own, and one with a number in the cell beside it.
_CELL_BEFORE, _CELL_BEHIND_RE = ("", "\n", "\t", "|"), re.compile(r"[ \r]{0,2}(?:[\n\t|]|\Z)")
_ROW_BEFORE_RE = re.compile(r"(?:^|[ \t|\u3000])[0-9]{1,9}(?:\.[0-9]{1,4})?[%％]?[ \t|\u3000]{1,3}$")
_ROW_BEHIND_RE = re.compile(r"[ \t|\u3000]{1,3}[0-9]{1,9}(?:\.[0-9]{1,4})?[%％]?(?=[\s|]|\Z)")
_ROW_GAPS = ("", *" \n\t|\u3000")
_ROW_GAP_RE = re.compile(r"[\s|]|\Z")
# A line that is a number: those of a list's column stand by themselves where a table was copied cell by cell.
_NUMBER_LINE_RE = re.compile(rf"^[ \t\u3000]{{0,8}}()([0-9{_FORMS}]{{1,3}})[ \t\r\u3000]{{0,8}}$", re.MULTILINE)
# 20〇〇年, 202○年: the circle stands for a digit to come.
_PLACEHOLDER_RE = re.compile(r"20(?:〇〇|[0-9]?○{1,2})$")
# 第1O条: what is counted by its place.
_RANKED_RE = re.compile("[条章节项批届次期款号]")
# Labels of items, whose number may be letters alone: l.改造 above 2.建设.
_LABEL_RE = re.compile(r"^[ \t\u3000]{0,8}([（(]?)([0-9OolI丨]{1,2})[.．、)）](?=[ \u3000]?[^\s0-9.])", re.MULTILINE)
_NEXT = (2, 3)  # the one between may stand within a line


def damage(text: str) -> str:
    """Turn clean text into what a typist makes of it who writes 〇 for 0.

    >>> damage("到2025年新建10所")
    '到2〇25年新建1〇所'
    """
    return text.replace("0", "〇")


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether such a sign stands beside a digit or where a label does."""
    return _SUSPECT_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that give each sign its digit."""
    del markup  # the same in both
    view = simplify(text)
    places = {place: match for match in _RUN_RE.finditer(view) for place in _misread(view, match)}
    for match in _DATE_RE.finditer(view):
        if len(_DIGIT_RE.findall(match[0])) >= _DIGITS_OF_DATE:
            places |= {match.start() + form.start(): match for form in _FORM_RE.finditer(match[0])}
    edits = [_edit(text, place) for place in {*places, *_of_lists(view)}]
    return sorted(edits, key=lambda edit: edit.start)


def _edit(text: str, place: int) -> Edit:
    digit = text[place].translate(_AS_DIGITS)
    if text[place] == "〇":
        return Edit(place, place + 1, digit, FAMILY, "exact", 1.0, (), "digit")
    return Edit(place, place + 1, digit, FAMILY, "inferred", 0.97, (text[place],), "digit")


def _misread(text: str, run: re.Match[str]) -> list[int]:
    """The places of a run at which a sign stands for a digit; none where it is no number."""
    words = run[0]
    forms = [form.start() for form in _FORM_RE.finditer(words)]
    if not forms or (len(words) > 1 and words[0] in "○Oo" and words[1] not in ".．"):
        return []
    has_digit = _DIGIT_RE.search(words) is not None
    if not has_digit and text[run.end() : run.end() + 1] not in _BEHIND_LETTERS:
        return []
    if words[0] in _LETTERS and _HALF_BEFORE_RE.search(text, max(0, run.start() - _HALF), run.start()) is not None:
        return []
    if _PLACEHOLDER_RE.match(words) and text.startswith("年", run.end()):
        return []
    if has_digit and all(words[form] == "〇" for form in forms):
        return [run.start() + form for form in forms]
    return [run.start() + form for form in forms] if _is_number(text, run, has_digit=has_digit) else []


def _is_number(text: str, run: re.Match[str], *, has_digit: bool) -> bool:
    value, end = run[0].translate(_AS_DIGITS), run.end()
    before = text[max(0, run.start() - 12) : run.start()]
    if has_digit and (_has_unit(text, end) or ((dash := _DASH_RE.match(text, end)) and _has_unit(text, dash.end()))):
        return True
    if _YEAR_RE.fullmatch(value):
        return has_digit and _YEAR_BEHIND_RE.match(text, end) is not None
    if has_digit and _is_cell(text, before, end, is_decimal=not value.isdecimal()):
        return True
    if not value.isdecimal():
        return False
    if _MONTH_BEHIND_RE.match(text, end):
        return (has_digit or _YEAR_BEFORE_RE.search(before) is not None) and 1 <= int(value) <= 12
    if _DAY_BEHIND_RE.match(text, end):
        if _NUMBER_BEFORE_RE.search(before) is not None:
            return True
        return _MONTH_BEFORE_RE.search(before) is not None and 1 <= int(value) <= 31
    if before.endswith("第"):
        return has_digit and _RANKED_RE.match(text, end) is not None
    is_label = len(value) == 2 and has_digit and _LABEL_BEHIND_RE.match(text, end) is not None
    return is_label and _LABEL_BEFORE_RE.search(before) is not None


def _is_cell(text: str, before: str, end: int, *, is_decimal: bool) -> bool:
    """True for a decimal that is a cell, and for any number with another one in the cell beside it."""
    if is_decimal and before[-1:] in _CELL_BEFORE and _CELL_BEHIND_RE.match(text, end):
        return True
    if before[-1:] not in _ROW_GAPS or _ROW_GAP_RE.match(text, end) is None:
        return False
    return _ROW_BEFORE_RE.search(before) is not None or _ROW_BEHIND_RE.match(text, end) is not None


def _has_unit(text: str, end: int) -> bool:
    scale = _SCALE_RE.match(text, end)
    return measure_at(text, scale.end() if scale else end) is not None


def _of_lists(text: str) -> Iterator[int]:
    """The places of signs in numbers of lists that their neighbours prove: l. above 2., lO. behind 9.

    A line that is a number belongs to the column of a table that was copied cell by cell; of these both neighbours
    have to agree.
    """
    kinds: dict[str, list[re.Match[str]]] = {}  # by the bracket before the number
    for label in _LABEL_RE.finditer(text):
        kinds.setdefault(label[1], []).append(label)
    for labels in kinds.values():
        for above, label, below in _neighbours(labels):
            value = _value(label)
            if (above is not None and value == above + 1) or (value == 1 and below in _NEXT):
                yield from _forms_of(label)
    for above, line, below in _neighbours(list(_NUMBER_LINE_RE.finditer(text))):
        if above is not None and below is not None and _value(line) == above + 1 == below - 1:
            yield from _forms_of(line)


def _neighbours(items: list[re.Match[str]]) -> Iterator[tuple[int | None, re.Match[str], int | None]]:
    """The items that hold signs, each between the numbers above it and below it."""
    for index, item in enumerate(items):
        if _FORM_RE.search(item[2]):
            above = _value(items[index - 1]) if index else None
            yield above, item, _value(items[index + 1]) if index + 1 < len(items) else None


def _value(item: re.Match[str]) -> int:
    return int(item[2].translate(_AS_DIGITS))


def _forms_of(item: re.Match[str]) -> Iterator[int]:
    return (item.start(2) + form.start() for form in _FORM_RE.finditer(item[2]))
