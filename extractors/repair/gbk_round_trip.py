"""Turn UTF-8 that went through cp936 and back into what it was: `目栆/div>` → `目标</div>`, `打?0个` → `打造�0个`.

How it happens. A program reads UTF-8 bytes as cp936, two bytes a character, and writes them back. Three-byte characters
do not fill pairs evenly: where an odd number of them stands before an ASCII byte `a`, the last byte `b` of the last
character is paired with `a`.

- `a` is `<`: the decoder does not check the second byte's range, and (b, 3C) becomes the pair (b-1, FB). The `<` is
  gone, and the character is the one before its own in Unicode: 标 E6A087 → E6A086 栆. Restored exactly.
- (b-1, FB) is no GBK character, or `a` is any other byte below 0x40 (a digit, a space, `&`, `/`, `+`): both bytes
  become one `?`. The two bytes before it are no UTF-8; a page cleaner drops them or they show as U+FFFD.

What comes back: `<` and `&` exactly, for the rest of the tag or entity stands there. The character where its words
settle it. A digit never: it is one of ten, and stands as U+FFFD with its candidates. Exceptions are numbers that have
one reading only: 2021年?1月 is no date but 11月, a document's year begins with 20 or 19.

Negatives: question marks of clean text. Nothing is touched in a document that shows none of the signatures, all of
which are impossible in prose: a tag's tail behind a Chinese character that makes no word, `?ldquo;`, `?020?2号`,
U+FFFD before `?`.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from functools import cache
from math import log

from extractors import quick_re as re
from extractors.entities import ENTITIES, ENTITY_NAMES_PATTERN, TAGS_PATTERN
from extractors.models import Edit
from extractors.repair.lexicon import is_number, likelihood, may_be_other_measure
from extractors.repair.round_trip_grammar import DIGITS, FAMILY, HOLE, LOST, Filling, by_grammar
from extractors.repair.slots import Reading, Slot, final_characters, governs_number
from extractors.repair.vocabulary import Witness, frequency, is_usual
from extractors.repair.word_lattice import Hole, hole_of, rank_nodes
from extractors.script import detect_script, simplify, to_traditional

# Share of the probability that a reading of a lost character needs. Below it the character stays lost.
# bench/repair: of readings between 0.85 and 0.9 nine in ten are right; below hardly two in three.
_SETTLED = 0.85
# What readings claim: by what they stand before, up to which share. Right in bench/repair, eighteen seeds: before a
# quotation 39 of 65 with a share below 0.95, 181 of 189 below 0.98, behind one 71 of 82 below 0.95; others as they say,
# but 0.99 at most. Of a year's neighbour 4 of 19 were right below 0.98 (发展到2 of 由2021年的 is no 业): it is lost.
_CLAIMS = {"open_quote": ((0.95, 0.5), (0.98, 0.92)), "close_quote": ((0.95, 0.78),)}
_MOST_CLAIMED = 0.99
_SETTLED_BEFORE_YEAR = 0.98
# Readings below this share are not worth naming as alternatives.
_NAMED = 0.02
# Characters of context on each side that decide whether shifted characters make better words than those that stand
# there.
_CONTEXT = 5
# Last bytes whose pair (b-1, FB) is not assigned in cp936: there even `<` leaves `?` behind.
_UNPAIRED_LAST_BYTES = frozenset((0x81, *range(0xA5, 0xB1)))
# Frequency (per 60 million words) from which on a measure and the next character are taken for a word: 人工, 个人,
# 项目.
_WORD_FREQUENCY = 200.0

# Full-width forms that a width folder has made ASCII after the damage: the character that stands there → the original.
_FOLDED: dict[str, str] = {"9": "：", ":": "；", "+": "，", "(": "）", ">": "？"}
# A block that ends in these marks was cut from the mark that follows them in Unicode: 、 U+3001 → 。 U+3002.
_BLOCK_MARKS: dict[str, str] = {
    "、": "。",
    "９": "：",
    "（": "）",
    "“": "”",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "【": "】",
}

# ── signatures ──────────────────────────────────────────────────────────────────────────────────

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("?/")
_SHIFTED_RE = re.compile(
    rf"""
    (?P<x>[\u2010-\u2fff\u3001-\uffef]|(?<=[\u4e00-\u9fff])[9:+(>])   # a character, or a folded full-width one
    \ufffd?                                         # what is left of the byte FB where nobody cleaned up
    (?P<tail>/(?:{TAGS_PATTERN})\s*>)               # a closing tag without its `<`
    |
    (?P<y>[\u3001-\uffef])\ufffd?
    (?P<open>(?:{TAGS_PATTERN})(?:\s[^<>\n]{{0,200}})?/?>)   # an opening tag without its `<`
    """,
    re.VERBOSE,
)
# What stands before is asked for behind the `?`, so that the search can leap from one `?` to the next.
_SIGNATURE_RE = re.compile(
    rf"""
    \?(?:
        (?<![吗呢]\?)(?:{ENTITY_NAMES_PATTERN});          # `&` and the character before it: 展&ldquo; → ?ldquo;
        | (?<=[\d\u3001-\ufffd]\?)/(?:{TAGS_PATTERN})\s*>  # `<` behind a byte without a pair: 日</div>
        | (?<=(?:19|20)\d\d\?)\?\d?(?:\?|日)            # 年 and 月 of a date, each with a digit: 2021??5?
        | (?<=[发办函字文]\?)(?:0|9)\d\d\?\d{{0,3}}号     # 〔2 and 〕3 of a document number
        | (?<=[\u4e00-\u9fff]\ufffd\?) | (?<=[\u4e00-\u9fff]\ufffd\ufffd\?)  # nobody has cleaned up
    )
    """,
    re.VERBOSE,
)
_HOLE_RE = re.compile(HOLE)
_CLOSING_TAIL_RE = re.compile(rf"/(?:{TAGS_PATTERN})\s*>")
_ENTITY_TAIL_RE = re.compile(rf"({ENTITY_NAMES_PATTERN});|(#\d{{2,6}}|#x[0-9a-fA-F]{{2,5}});")
_TAG_TAIL_RE = re.compile(rf"/?(?:{TAGS_PATTERN})(?:\s[^<>\n]{{0,200}})?/?>|!--")
_OPEN_QUOTES = ("ldquo", "lsquo", "laquo")
_SLOTS: dict[str, Slot] = {
    **dict.fromkeys(_OPEN_QUOTES, "open_quote"),
    **dict.fromkeys(("rdquo", "rsquo", "raquo"), "close_quote"),
    **dict.fromkeys(("mdash", "ndash", "hellip"), "dash"),
}

# ── numbers and dates ───────────────────────────────────────────────────────────────────────────

# A year that has lost its first digit and the character before it: ?0212023年), ?023年.
_YEAR_RE = re.compile(r"(?P<rest>0\d\d|9\d\d)(?=年|—|－|-|~|至|(?:19|20)\d\d年)")
_QUANTITY_RE = re.compile(
    r"""
    (?P<digits>,?\d[\d,]*(?:\.\d+)?|\.\d+)?         # what is left of the number
    (?P<measure>
        (?:余|多)?(?:万亿|千亿|百亿|亿|万|千|百)?
        (?:元|个|家|项|条|名|人|位|所|座|处|场|次|件|种|类|户|套|辆|台|亩|吨|公里|平方米|平方公里|倍|款|支|批|期
        |%|％|‰|个百分点)
        | (?:余|多)?(?:万亿|亿|万)                    # 万 alone, before a noun: 10万从业者
    )
    """,
    re.VERBOSE,
)
_PEOPLE_RE = re.compile(r"[余多万千百]*[名人位]")
# ── context ─────────────────────────────────────────────────────────────────────────────────────

# The first words of the next line, where it goes on: no label of an item, and more than tags and blanks before it.
_GOES_ON_RE = re.compile(
    r"(?:\s|<[^<>\n]{0,200}>){0,20}(?!第|[一二三四五六七八九十]{1,3}[、是]|附件|责任单位|牵头|专栏)([\u4e00-\u9fff]{1,3})"
)
# What the names of bodies, places and their parts end in.
_ENDS_OF_BODIES = frozenset("局委办部院厅会处所站社团校心队司府市县区镇乡市州省")
_CLAUSE_END_RE = re.compile(r"[。；;！!\n]")
# A question mark at the end of a clause that asks is a question mark.
_QUESTION_RE = re.compile(r"[吗呢么何哪谁否几怎]|多少|是不是|能不能|要不要")
_SLASH_RE = re.compile(r"[\u4e00-\u9fff]/[\u4e00-\u9fff]")
_PLUS_RE = re.compile(r"[\u4e00-\u9fff]\+[\u4e00-\u9fff]")
# A compound of this kind joins its parts by +, never by /: 技术+人工的实时审核机制.
_COMPOUND_RE = re.compile(r"[\u4e00-\u9fff]{1,6}的?[\u4e00-\u9fff]{0,6}(?:机制|模式|方式|体系)")
_LIST_CLOSES_RE = re.compile(r"[^,，。；;\n]{0,20}?等")


def damage(text: str, *, cleaned: bool = True) -> str:
    """Turn clean text into what cp936 and back make of it; `cleaned` drops the broken bytes as page cleaners do.

    >>> damage("工作目标点</div>")
    '工作目标炸/div>'
    >>> damage("形成")
    '形成'
    >>> damage("。打造10")
    '。打?0'
    """
    data = text.encode("utf-8", "replace")
    out = bytearray()
    position, size = 0, len(data)
    while position < size:
        lead = data[position]
        if lead <= 0x80:
            out.append(lead)
            position += 1
            continue
        trail = data[position + 1] if position + 1 < size else 0
        if trail >= 0x40:
            out += data[position : position + 2]
        elif trail == 0x3C and lead not in _UNPAIRED_LAST_BYTES:
            out += bytes((lead - 1, 0xFB))
        else:
            out += b"?"
        position += 2
    return out.decode("utf-8", "ignore" if cleaned else "replace")


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether the signatures are worth looking for."""
    if "?" in text and _SIGNATURE_RE.search(text):
        return True
    return any(match.start() and text[match.start() - 1] != "<" for match in _CLOSING_TAIL_RE.finditer(text))


def find(text: str, witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that undo the damage, an empty list where no signature shows.

    `witness` is what the document's sound text says of its words. With `markup` the text is the source of a page.
    """
    shifted = _shifted(text)
    if not shifted and not _SIGNATURE_RE.search(text):
        return []
    return _Holes(text, witness, shifted, markup=markup).edits()


def _restorable(character: str) -> bool:
    """True where `<` can have made this character of the one after it."""
    after = chr(ord(character) + 1).encode("utf-8", "replace")
    return (
        len(after) == 3
        and after[:2] == character.encode("utf-8", "replace")[:2]
        and after[2] not in _UNPAIRED_LAST_BYTES
    )


def _shifted(text: str) -> list[Edit]:
    """The characters that `<` has moved one place down, provided that the document reads better with them moved back.

    A cleaner that merely drops `<` leaves the characters as they were; there the tags' tails are residue, no damage.
    """
    edits: list[Edit] = []
    if ">" not in text:  # where all tails end
        return edits
    gain = 0.0
    is_folded = "，" not in text and "," in text
    for match in _SHIFTED_RE.finditer(text):
        name = "tail" if match["tail"] else "open"
        character = match["x"] or match["y"]
        original = _FOLDED.get(character)
        if original is None:
            if not _restorable(character):
                continue
            original = chr(ord(character) + 1)
        start, tail = match.start(), match.start(name)
        left = text[max(0, start - _CONTEXT) : start]
        if character in _BLOCK_MARKS or character in _FOLDED:
            gain += 3.0 if character in _BLOCK_MARKS else 0.0
        else:
            gain += log(likelihood(left + original) / likelihood(left + character))
        if is_folded and original in "，；）？":
            original = chr(ord(original) - 0xFEE0)
        edits.append(Edit(start, tail, original + "<", FAMILY, "exact", 1.0, (), "less_than_eaten"))
    return edits if gain > 0 else []


@cache
def _unpaired_characters() -> frozenset[str]:
    return frozenset(
        chr(code) for code in range(0x3000, 0xFFEF) if code & 0x3F in {b & 0x3F for b in _UNPAIRED_LAST_BYTES}
    )


class _Holes:
    """The `?` of one damaged document, read from left to right, each with what the earlier ones have become."""

    def __init__(self, text: str, witness: Witness, shifted: list[Edit], *, markup: bool) -> None:
        self._text = text
        self._witness = witness
        self._shifted = {edit.start: edit for edit in shifted}
        self._markup = markup
        self._is_traditional = detect_script(text) == "Hant"
        self._is_folded = ")" in text and "）" not in text
        self._left = self._right = ""
        self._has_plus = _PLUS_RE.search(text) is not None
        self._known: dict[tuple[str, Slot, str, str], list[Reading]] = {}
        self._decided = by_grammar(text, self._ascii_after)

    def edits(self) -> list[Edit]:
        """All edits of the document, in order."""
        found = dict(self._shifted)
        left, position = "", 0
        for match in _HOLE_RE.finditer(self._text):
            start, end = match.span()
            left = (left + self._text[position:start])[-40:]
            position = end
            filling = self._decided.get(start) or self._fill(left, start, end)
            if filling is None:
                left += match[0]
                continue
            found[start] = filling.edit(start, end)
            left += (filling.character or LOST) + (filling.ascii or "")
        return [found[start] for start in sorted(found)]

    # ── lexicon ─────────────────────────────────────────────────────────────────────────────────

    def _fill(self, left: str, start: int, end: int) -> Filling | None:
        self._left = left
        right = self._right = self._text[end : end + 60]
        if entity := _ENTITY_TAIL_RE.match(right):
            if left[-1:] in ("吗", "呢"):  # a question mark, and an entity that lost its & in another way
                return None
            return self._before_entity(left, entity[1] or "", right[entity.end() :])
        if tag := _TAG_TAIL_RE.match(right):
            readings = self._readings(left, "end")
            return self._settled_by_words(
                readings if _is_end_of_words(left, readings, self._text, end + tag.end()) else [], "<", "tag", ""
            )
        if not left or not (_is_ideograph(left[-1]) or left[-1] in "”）)》\n" or self._text[start] == LOST):
            # 30%?0%: the joint of a list and a first digit, both lost
            return Filling(None, None, 0.0, (), "list") if left[-1:] == "%" and _QUANTITY_RE.match(right) else None
        if _YEAR_RE.match(right):
            return self._year(left, right)
        if joiner := self._joint_of_list(left, right):
            return joiner
        quantity = _QUANTITY_RE.match(right)
        if quantity and (filling := self._quantity(left, quantity, right[quantity.end() :])):
            return filling
        if not right or right[0] in "\n”’）)》" or _QUESTION_RE.search(_CLAUSE_END_RE.split(left)[-1]):
            return None
        ascii_byte = self._ascii_after(end, left)
        readings = self._readings(left, "word")
        return self._settled_by_words(readings, ascii_byte, "word", "")

    def _readings(self, left: str, slot: Slot, counted: str = "things") -> list[Reading]:
        key = (left[-16:], slot, counted, self._right[:16])
        if key not in self._known:
            allowed = _unpaired_characters() if slot == "end" else None
            self._known[key] = final_characters(
                left[-16:], slot, self._witness, counted=counted, allowed=allowed, right=self._right
            )
        return self._known[key]

    def _settled_by_words(
        self, readings: list[Reading], ascii_byte: str | None, rule: str, tail: str, least: float = _SETTLED
    ) -> Filling:
        """`tail` is what the alternatives show behind the character: the sign that the entity stands for."""
        best = readings[0] if readings else Reading("", 0.0)
        shares = [(reading.share, reading.character) for reading in readings]
        settled = best.share >= least and not is_number(self._left, best.character)
        settled = settled and not may_be_other_measure(self._left, shares)
        settled = settled and not (self._is_traditional and not _is_shared(best.character))
        others = readings[1:] if settled else readings
        shown = tail if tail else (ascii_byte or LOST) if ascii_byte != "<" else ""
        alternatives = tuple(reading.character + shown for reading in others[:4] if reading.share >= _NAMED)
        claimed = next((claim for below, claim in _CLAIMS.get(rule, ()) if best.share < below), best.share)
        share = min(claimed, _MOST_CLAIMED) if settled else best.share
        return Filling(best.character if settled else None, ascii_byte, share, alternatives, rule)

    def _before_entity(self, left: str, name: str, rest: str) -> Filling:
        sign = f"&{name};" if self._markup else ENTITIES.get(name, "")
        if name in _OPEN_QUOTES and re.search(r"(?:&rdquo;|&rsquo;|”|’|rdquo;)\Z", left):
            # “云发布”_“云探店”等: two quoted names side by side. Where 等 closes the list its joint is 、.
            inner = re.match(rf"[^\n]{{1,24}}?(?:&|{HOLE})?rdquo;等", rest)
            share = 0.9 if inner else 0.7
            readings = [Reading("、", share), Reading("和", (1 - share) * 0.6), Reading("及", (1 - share) * 0.3)]
            return self._settled_by_words(readings, "&", "list_of_quotations", sign)
        slot = _SLOTS.get(name, "word")
        return self._settled_by_words(self._readings(left, slot), "&", slot, sign)

    def _year(self, left: str, right: str) -> Filling | None:
        first = {"0": "2", "9": "1"}[right[0]]
        line = right.split("\n", 1)[0]
        opens = line.count("(") + line.count("（")
        if line.count(")") + line.count("）") > opens:
            return Filling("(" if self._is_folded else "（", first, 0.95, (), "year")
        readings = [
            reading
            for reading in final_characters(left, "number", self._witness, right=right)
            if reading.character not in "过超约近"
        ]
        return self._settled_by_words(readings, first, "year", "", _SETTLED_BEFORE_YEAR)

    def _joint_of_list(self, left: str, right: str) -> Filling | None:
        """A word of two characters or more on both sides: a list, whose joint is lost (直播周_1直播月等).

        A month that ends in 1 is 11; other digits have more than one reading and are lost.
        """
        match = re.match(r"(\d?)([\u4e00-\u9fff]{2})", right)
        tail = left[-8:]
        if not match or not match[1] or match[2] not in tail[:-1] or tail.endswith(match[2]):
            return None
        share = 0.9 if _LIST_CLOSES_RE.match(right) else 0.75
        digit = "1" if match[1] in "012" and re.match(r"\d[\u4e00-\u9fff]{0,4}月", right) else None
        readings = [Reading("、", share), Reading("和", (1 - share) * 0.6), Reading("及", (1 - share) * 0.3)]
        return self._settled_by_words(readings, digit, "parallel_list", "")

    def _quantity(self, left: str, quantity: re.Match[str], after: str) -> Filling | None:
        """A number whose first digit is gone with the character before: 打?0个, 形?家.

        Where no digit is left, only a word that governs counts says that there was one, and 人 of 人工 is no measure.
        """
        measure = quantity["measure"]
        counted = "people" if _PEOPLE_RE.match(measure) else "share" if measure[0] in "%％‰" else "things"
        rest = quantity[0]
        readings = self._readings(left, "number", counted)
        if not quantity["digits"]:
            is_word = after and frequency(simplify(measure[-1] + after[0])) > _WORD_FREQUENCY
            if is_word or not readings or not governs_number(left + readings[0].character, counted):
                return None
        filling = self._settled_by_words(readings, None, "quantity", "")
        character = filling.character or LOST
        digits = "0" + DIGITS if rest[0] == "." else DIGITS
        alternatives = tuple(f"{character}{digit}{rest}" for digit in digits)
        return Filling(filling.character, None, filling.share, alternatives, "quantity", rest)

    def _ascii_after(self, end: int, left: str) -> str | None:
        """The ASCII byte that went with a character before ordinary text, where the place leaves one; else None."""
        right = self._text[end : end + 60]
        if _TAG_TAIL_RE.match(right):
            return "<"
        if _ENTITY_TAIL_RE.match(right):
            return "&"
        clause = _CLAUSE_END_RE.split(right)[0]
        if _SLASH_RE.search(clause[:20]):
            return "/"
        if self._has_plus and _COMPOUND_RE.match(clause):
            return "+"
        before = left.rsplit("\n", 1)[-1]
        if before.count("(") > before.count(")") + before.count("）"):
            return ")"
        return None


def _is_end_of_words(left: str, readings: list[Reading], text: str, position: int) -> bool:
    """False where a line was broken inside of a word or a list, so that the hole before its tag ends neither.

    区?/div> ⏎ 商联: the hole is 工 for what follows it, though 区级 is the better end. 住建局?/div> ⏎ 区公安局: in a
    list of bodies it is 、 as well as the end of 局部. What begins a new item (二、, 3.) does not go on.
    """
    following = _GOES_ON_RE.match(text, position)
    if not readings or not following:
        return True
    if left[-1:] in _ENDS_OF_BODIES and "、" in _CLAUSE_END_RE.split(left)[-1]:
        return False
    before = left[-_CONTEXT:]
    named = rank_nodes([*before, _usual_unpaired(), *following[1]])[len(before)]
    return bool(named) and named[0][1] == readings[0].character


@cache
def _usual_unpaired() -> Hole:
    return hole_of(tuple(sorted(filter(is_usual, _unpaired_characters()))))


def _is_ideograph(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


@cache
def _is_shared(character: str) -> bool:
    """True where a Simplified character is written the same in Traditional text, so that it can stand in it."""
    return to_traditional(character) == character
