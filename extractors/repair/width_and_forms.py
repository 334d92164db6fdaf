"""Turn look-alikes into the characters they stand for: `⼀、⼯作` → `一、工作`, `⾦融` → `金融`, `︵一︶` → `（一）`.

How it happens. See `charsets.forms`, whose tables these are: one sign for each, exact. Fonts of PDF leak radicals,
compatibility ideographs, ligatures and the rotated marks of vertical text; Word's symbol fonts and old charsets leave
private-use signs; a narrowing of full-width forms leaves ｡ and ､.

Negatives: text about radicals (a dictionary's list `部首：⼀、⼁、⼂`). Radicals are damage where they stand among
ordinary characters as one of them; in a list of radicals they stand alone. The same is asked of compatibility
ideographs and of vertical and narrow marks; Korean text has such ideographs by right, Japanese text such marks and
ideographs: where there are letters of one of them none of these is touched. ①, ㎡, ﹒ and full-width forms never are.
A stroke 丶 is a comma only in a text that is typed so (`一丶目标`), a point behind a word (`加强管护．`) a full stop
only in one that has no 。: both are inferred, for texts on writing have strokes, and names points.

A private-use sign that no table has is left as it is, and `inspect` reports it: what it showed is in a font.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from extractors import quick_re as re
from extractors.charsets.forms import (
    BULLETS,
    COMPATIBLE,
    LIGATURES,
    NARROW_MARKS,
    PRIVATE_SIGNS,
    RADICALS,
    VERTICAL_MARKS,
)
from extractors.charsets.scores import chinese_score
from extractors.models import Edit, Issue
from extractors.repair.vocabulary import Witness

FAMILY = "width_and_forms"

# Of the look-alikes of one kind at least this share must touch an ordinary character: in damaged text 0.8 and more do,
# in a list of radicals hardly any.
_TOUCHING_SHARE = 0.5

_BRACKETS = "〖〗（）｛｝〔〕【】《》〈〉「」『』［］"
_FORMS = {**COMPATIBLE, **VERTICAL_MARKS, **NARROW_MARKS}
# Signs without a width, where a line may be broken or must not be, and the soft hyphen: in Chinese none means anything.
_UNSEEN = "\u200b\u200c\u200d\u2060\ufeff\xad"
# Signs that turn the direction (\u200e2024/\u200e5/\u200e7, as Windows copies dates): they mean nothing where no letter
# is written from right to left.
_TURNING = "\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset(map(chr, (*RADICALS, *PRIVATE_SIGNS, *BULLETS, *_FORMS, *LIGATURES)))
_UNSEEN_OR_STROKE = f"{_UNSEEN}{_TURNING}丶"
_FORM_SIGNS = SIGNS | frozenset(_UNSEEN_OR_STROKE)
SIGNS = _FORM_SIGNS | frozenset(".．")
_WIDE = "[\u2014-\u2026\u3001-\u9fff\uff01-\uff5e]"
_WIDE_OR_ASCII = _WIDE.replace("[", "[!-~")
# Not between two digits: nobody knows whether they are one number. Nor between two letters.
_UNSEEN_RE = re.compile(
    f"[{_UNSEEN}](?:(?<={_WIDE}[{_UNSEEN}])[{_UNSEEN}]{{0,8}}(?={_WIDE_OR_ASCII})"
    f"|(?<={_WIDE_OR_ASCII}[{_UNSEEN}])[{_UNSEEN}]{{0,8}}(?={_WIDE}))"
)
# But 20\u200b27年 is a year.
_YEAR_RE = re.compile(
    f"(?<![0-9{_UNSEEN}])(?=(?:[0-9][{_UNSEEN}]?){{4}}年)(?:1[{_UNSEEN}]?9|2[{_UNSEEN}]?0)[{_UNSEEN}]?[0-9][{_UNSEEN}]?[0-9](?=[{_UNSEEN}]?年)"
)
_UNSEEN_RUN_RE = re.compile(f"[{_UNSEEN}]{{1,8}}")
_UNSEEN_ONE_RE = re.compile(f"[{_UNSEEN}]")
# Signs in so many words that they stand anywhere by chance: between two digits as well they part nothing.
_TORN_RE = re.compile(f"(?<=[\u4e00-\u9fff])[{_UNSEEN}](?=[\u4e00-\u9fff])")
_TORN_LEAST, _TORN_EVERY, _TORN_SHARE = 20, 50, 0.3  # such places, characters in which one is looked for, of all signs
_TURNING_RE = re.compile(f"[{_TURNING}]{{1,8}}")
_FROM_RIGHT_RE = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RADICAL_RE = re.compile(r"[\u2e80-\u2fdf]")
_SIGN_RE = re.compile("[" + "".join(map(chr, PRIVATE_SIGNS)) + "]")
_BULLET_RE = re.compile(
    "(?m)^[ \t\u3000\xa0]*([" + "".join(map(chr, BULLETS)) + "])(?=[ \t\u3000\xa0\u3400-\u9fff“《])"
)
_FORM_RE = re.compile("[\ufe10-\ufe19\ufe35-\ufe48\uff61-\uff64\uf900-\ufad9]")
_LIGATURE_RE = re.compile("(?:(?<=[a-zA-Z])|(?=.[a-zA-Z]))[\ufb00-\ufb04]")
_SUSPECT_RE = re.compile(r"[\u2e80-\u2fdf\ue000-\ufad9\ufb00-\ufb04\ufe10-\ufe19\ufe35-\ufe48\uff61-\uff64]")
# Kana, Hangul and narrow katakana.
_FOREIGN_RE = re.compile(r"[\u3041-\u30fa\uac00-\ud7a3\u1100-\u11ff\uff66-\uff9d]")
# The stroke 丶 that was typed or read for 、, between words or behind a numeral; strokes stand beside strokes.
_STROKE = "丶"
_STROKES = "丨丿乙亅乚亠"
_NUMERAL = "[一二三四五六七八九十壹贰貳叁參肆伍陆陸柒捌玖拾]{1,3}|[0-9０-９]{1,2}"
_STROKE_LABEL_RE = re.compile(
    rf"(?m)^[ \t\u3000]{{0,8}}(?:{_NUMERAL})(丶)(?=[ \u3000]?[\u4e00-\u9fff“0-9])(?![{_STROKES}])"
)
_STROKE_RE = re.compile(
    rf"(?<=[\u4e00-\u9fff”》）)0-9０-９%a-zA-Z])(?<![{_STROKES}])丶"
    rf"(?=[\u4e00-\u9fff“《（(0-9０-９a-zA-Z\r\n])(?![{_STROKES}])"
)
_STROKES_LEAST = 3  # of a text that has no 、 of its own
# A point for the full stop: behind a word, before another one, a label, a blank or a line's end.
_POINTS = ".．"
_POINT_RE = re.compile(
    r"[.．](?<=[\u4e00-\u9fff”）)》】%％].)"
    r"(?=[\u4e00-\u9fff“（(《【 \u3000]|[0-9]{1,2}[.．、]|20[0-9]{2}年|[ \t]*\r?\n|[ \t\r]*\Z)"
)
_NUMBERED_RE = re.compile(rf"(?:^|[\s.．。，；：:])[（(]?(?:第?{_NUMERAL}[章节条]?)[）)]?\Z")
_POINTS_LEAST, _STOPS_SHARE, _ENDS_SHARE = 5, 0.05, 0.2  # points; stops beside them; of them the ends of lines
# Characters on each side, and how Chinese they look where a font has left a form among them.
_AROUND = 4
_GOOD_SCORE = 0.7
# A letter alone between ideographs, as every slip leaves some: 写裏o賴.
_LONE_LETTER_RE = re.compile("(?<=[\u3400-\ufad9])[A-Za-zＡ-Ｚａ-ｚ](?=[\u3400-\ufad9])")
_ORDINARY_RE = re.compile(r"[\u4e00-\u9fff]")
_PRIVATE_RE = re.compile(r"[\ue000-\uf8ff]")

_FORMS_OF = {
    "radicals": {ord(character): chr(code) for code, character in RADICALS.items() if 0x2F00 <= code < 0x2FD6},
    "compatibility": {ord(character): chr(code) for code, character in COMPATIBLE.items() if 0xF900 <= code < 0xFB00},
    "vertical": {ord(mark): chr(code) for code, mark in VERTICAL_MARKS.items()},
    "narrow": {ord(mark): chr(code) for code, mark in NARROW_MARKS.items()},
    "private": {ord(sign): chr(code) for code, sign in PRIVATE_SIGNS.items() if code >= 0xF000 and sign > "\xff"},
}


def damage(text: str, *, how: str = "radicals") -> str:
    """Turn clean text into what a font without a map of its own makes of it: every character that has such a form.

    `how` is radicals, compatibility, vertical, narrow or private.

    >>> damage("工作目标"), damage("（一）总则。", how="vertical")
    ('⼯作⽬标', '︵一︶总则︒')
    """
    return text.translate(_FORMS_OF[how])


def is_suspect(text: str, signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there are such characters, of which a text has these `signs`."""
    if not _FORM_SIGNS.isdisjoint(signs) and (
        _SUSPECT_RE.search(text) or any(map(text.__contains__, _UNSEEN_OR_STROKE))
    ):
        return True
    points = sum(text.count(point) for point in _POINTS if point in signs)
    return points >= _POINTS_LEAST and text.count("。") <= _STOPS_SHARE * points and not text.isascii()


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that give every look-alike its ordinary character."""
    del markup  # the same in both
    edits = [_edit(match.start(), PRIVATE_SIGNS[ord(match[0])], "private_sign") for match in _SIGN_RE.finditer(text)]
    edits += [_edit(match.start(1), BULLETS[ord(match[1])], "private_sign") for match in _BULLET_RE.finditer(text)]
    edits += [_edit(match.start(), LIGATURES[ord(match[0])], "ligature") for match in _LIGATURE_RE.finditer(text)]
    if any(sign in text for sign in _UNSEEN):
        edits += [Edit(*match.span(), "", FAMILY, "exact", 1.0, (), "unseen") for match in _UNSEEN_RE.finditer(text)]
        if _are_everywhere(text):
            parted = {edit.start for edit in edits if edit.rule == "unseen"}
            runs = [run for run in _UNSEEN_RUN_RE.finditer(text) if run.start() not in parted]
            edits += [Edit(*run.span(), "", FAMILY, "inferred", 0.97, (), "unseen") for run in runs]
        else:
            for year in _YEAR_RE.finditer(text):
                signs = _UNSEEN_ONE_RE.finditer(text, *year.span())
                edits += [Edit(*sign.span(), "", FAMILY, "exact", 1.0, (), "unseen") for sign in signs]
    if any(sign in text for sign in _TURNING) and _FROM_RIGHT_RE.search(text) is None:
        edits += [Edit(*match.span(), "", FAMILY, "exact", 1.0, (), "unseen") for match in _TURNING_RE.finditer(text)]
    if _STROKE in text:
        edits += [
            Edit(place, place + 1, "、", FAMILY, "inferred", 0.95, (_STROKE,), "stroke") for place in _commas(text)
        ]
    edits += [Edit(place, place + 1, "。", FAMILY, "inferred", 0.95, (), "stop") for place in _stops(text)]
    radicals = [match.start() for match in _RADICAL_RE.finditer(text) if ord(match[0]) in RADICALS]
    edits += [_edit(start, RADICALS[ord(text[start])], "radical") for start in _misplaced(text, radicals)]
    found = _FORM_RE.findall(text)
    known = {mark for mark in set(found) if ord(mark) in _FORMS and not _is_alone(mark, found)}
    places = [match.start() for match in _FORM_RE.finditer(text) if match[0] in known] if known else []
    forms = [place for place in places if not ("\uf900" <= text[place] <= "\ufad9" and _is_out_of_step(text, place))]
    if forms and _FOREIGN_RE.search(text) is None:
        edits += [_edit(start, _FORMS[ord(text[start])], "compatibility_form") for start in _misplaced(text, forms)]
    return sorted(edits, key=lambda edit: edit.start)


def _are_everywhere(text: str) -> bool:
    """True for signs without a width that tear words all over a text: they stand where chance has put them.

    Deliberately not a text with a few, where one between two digits may part two numbers. Risk: two cells of digits
    between which a page has set one, in a text so full of them. The example: a page that puts one into every sixth gap.
    """
    torn = len(_TORN_RE.findall(text))
    return torn >= max(_TORN_LEAST, len(text) // _TORN_EVERY, _TORN_SHARE * sum(map(text.count, _UNSEEN)))


def _commas(text: str) -> list[int]:
    """The places of strokes that stand for 、: behind a line's numeral, and all between words of such a text.

    Deliberately not: strokes beside strokes (一丶丿), names with one (小丶明), any other in a text that has 、 and no
    such label. Risk: nicknames, three in a text without 、. The example: 一丶重点任务, typed so throughout.
    """
    labels = [match.start(1) for match in _STROKE_LABEL_RE.finditer(text)]
    others = [match.start() for match in _STROKE_RE.finditer(text)]
    is_meant = labels or ("、" not in text and "。" in text and len(others) >= _STROKES_LEAST)
    return sorted({*labels, *others}) if is_meant else []


def _stops(text: str) -> list[int]:
    """The places of points that stand for full stops, in a text that has hardly another stop and ends lines with them.

    Deliberately not: the point of a label (一．, （一）.), a decimal, a name's (阿里．买买提) in a text with 。. Risk:
    such a name in a text that ends its sentences with points. The example: a plan typed with ． throughout.
    """
    if text.count("。") > _STOPS_SHARE * sum(map(text.count, _POINTS)):
        return []
    found = [match for match in _POINT_RE.finditer(text) if not _NUMBERED_RE.search(text[: match.start()][-12:])]
    ends = sum(match.end() == len(text) or text[match.end()] in " \t\r\n" for match in found)
    is_meant = len(found) >= _POINTS_LEAST and ends >= _ENDS_SHARE * min(len(found), text.count("\n") + 1)
    return [match.start() for match in found] if is_meant and text.count("。") <= _STOPS_SHARE * len(found) else []


def _is_alone(mark: str, found: list[str]) -> bool:
    """True for a vertical bracket whose other half is nowhere in the text.

    Text that is out of step by a byte shows such marks (缓﹄髽I), and the ones of vertical text come in pairs.
    """
    code = ord(mark)
    is_bracket = code in VERTICAL_MARKS and VERTICAL_MARKS[code] in _BRACKETS
    return is_bracket and chr(code + 1 if code % 2 else code - 1) not in found


def _is_out_of_step(text: str, place: int) -> bool:
    """True for a compatibility ideograph of GBK (凉 FD9C) in a run that reads badly: two bytes have met by chance.

    The example: 娿曈写凉M足, out of step by a byte. What a font has left stands in good text.
    """
    around = text[max(0, place - _AROUND) : place] + text[place + 1 : place + 1 + _AROUND]
    around = around.translate(_FORMS)
    beside = _ORDINARY_RE.findall(around)
    if len(beside) < 2:
        return False
    has_rare = chinese_score(around) < _GOOD_SCORE or min(map(chinese_score, beside)) < 0
    return has_rare or _LONE_LETTER_RE.search(text, max(0, place - _AROUND), place + _AROUND) is not None


def inspect(text: str) -> Issue | None:
    """Turn a text into the note that it holds private-use signs which no table has; None where it holds none."""
    signs = _PRIVATE_RE.findall(text)
    if not signs:
        return None
    message = f"{len(signs)} private-use signs that no published table has, the first U+{ord(signs[0]):04X}: left as is"
    return Issue("private_use", message)


def _edit(start: int, plain: str, rule: str) -> Edit:
    return Edit(start, start + 1, plain, FAMILY, "exact", 1.0, (), rule)


def _misplaced(text: str, places: list[int]) -> list[int]:
    """The places of look-alikes where they stand among ordinary characters, all or none of a text's."""
    touching = sum(1 for place in places if _touches_text(text, place))
    return places if touching >= _TOUCHING_SHARE * len(places) else []


def _touches_text(text: str, position: int) -> bool:
    """True where a look-alike, or some beside it (⼈⼯智能), touch an ordinary character; or where it is a label."""
    if _ORDINARY_RE.search(text[max(0, position - 2) : position]) or _ORDINARY_RE.match(text, position + 1):
        return True
    rest = text[position + 1 : position + 3]
    return bool(rest) and (bool(_ORDINARY_RE.match(rest, 1)) and (rest[0] == "、" or bool(_RADICAL_RE.match(rest))))
