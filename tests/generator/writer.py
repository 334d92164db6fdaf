"""The outline of a document as it is written: numbered headings and items, and the truth that grows with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from tests.generator.draw import Draw
from tests.generator.figures import chinese
from tests.generator.goals import Sentence
from tests.generator.layout import Paragraph, Piece
from tests.generator.truth import TrueParts, TruePlan, TrueSection, TrueTarget, TrueTask, TrueUnit, Truth
from tests.generator.units import PHRASINGS, Listing, bodies, listing
from tests.generator.words import Place

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
TaskKindName = Literal["task", "safeguard", "measure"]


_DUE_RE = re.compile(r"完成时限：(?P<year>20\d\d)年")
_YEAR_RE = re.compile(r"(?<![比较与])20\d\d年|五”")


def _due(sentence: Sentence, year: int) -> Sentence:
    """A sentence whose targets are due when its item is, unless it names a year itself."""
    if _YEAR_RE.search(sentence.text):
        return sentence
    targets = (replace(t, deadline_year=year) if t.kind == "target" else t for t in sentence.targets)
    return replace(sentence, targets=tuple(targets))


def label(style: str, number: int) -> str:
    """Turn a style of numbering and a number into the label as written.

    >>> [label(style, 12) for style in ("dun", "paren", "dot", "is", "article")]
    ['十二、', '（十二）', '12.', '十二是', '第十二条']
    """
    word = chinese(number)
    return {
        "chapter": f"第{word}章",
        "jie": f"第{word}节",
        "article": f"第{word}条",
        "dun": f"{word}、",
        "paren": f"（{word}）",
        "half_paren": f"({word})",
        "dot": f"{number}.",
        "wide_dot": f"{number}．",
        "small_dot": f"{number}﹒",
        "half_bracket": f"{number}）",
        "number_dun": f"{number}、",
        "number_paren": f"（{number}）",
        "circled": _CIRCLED[number - 1] if number <= len(_CIRCLED) else f"（{number}）",
        "is": f"{word}是",
    }[style]


def _place_in_heading(found: Listing) -> str:
    """The phenomenon of a list behind a heading: one with a bracket or a comma inside is its own."""
    return "parted_in_heading" if any(mark in found.text[1:-1] for mark in "（(，") else "in_heading"


# The styles of the levels of an outline: parts, groups, items. Without groups the items stand right under the part.
SCHEMES: dict[str, tuple[str, ...]] = {
    "dun_paren_dot": ("dun", "paren", "dot"),
    "dun_paren": ("dun", "paren"),
    "dun_half_paren_dot": ("dun", "half_paren", "dot"),
    "dun_paren_is": ("dun", "paren", "is"),
    "dun_paren_wide_dot": ("dun", "paren", "wide_dot"),
    "dun_paren_small_dot": ("dun", "paren", "small_dot"),
    "dun_dot": ("dun", "dot"),
    "dun_dot_half_bracket": ("dun", "dot", "half_bracket"),
    "dun_number_dun": ("dun", "number_dun"),
    "dun_is": ("dun", "is"),
    "dun_paren_number_paren": ("dun", "paren", "number_paren"),
    "dun_paren_circled": ("dun", "paren", "circled"),
    "dun_dot_number_paren": ("dun", "dot", "number_paren"),
    "chapter_dun": ("chapter", "dun"),
    "chapter_jie_dun": ("chapter", "jie", "dun"),
    "chapter_dun_paren": ("chapter", "dun", "paren"),
}
_SPACED = ("chapter", "jie", "article")
# How an item is opened.
OPENINGS = ("inline", "own_line", "space", "clause")
# How a heading on a line of its own ends; most end with their words.
HEADINGS = ("plain", "plain", "plain", "plain", "colon", "stop")


@dataclass(slots=True)
class Writer:
    """Writes a document piece by piece and keeps its truth."""

    draw: Draw
    place: Place
    pieces: list[Piece] = field(default_factory=list)
    sections: list[TrueSection] = field(default_factory=list)
    tasks: list[TrueTask] = field(default_factory=list)
    targets: list[TrueTarget] = field(default_factory=list)
    citations: list[str] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    phrasings: tuple[str, ...] = ()
    rule: str = ""
    is_rule_said: bool = False
    opening: str = "inline"
    also: str = ""
    heading_end: str = ""
    contents: list[str] = field(default_factory=list)
    parts: TrueParts = field(default_factory=TrueParts)

    def choose_manner(self) -> None:
        """Choose how this document opens its items and writes its lists, and whether it sets a rule for all."""
        name = self.draw.kind("rule", ("none", "none", "none", "none", "first_leads", "also", "no_lists"))
        self.rule = name if name != "none" else ""
        self.opening = self.draw.kind("opening", OPENINGS) or "inline"
        self.heading_end = {"colon": "：", "stop": "。"}.get(self.draw.kind("heading", HEADINGS), "")
        wanted = [self.draw.kind("units", PHRASINGS) for _ in range(2)]
        self.phrasings = tuple(name for name in wanted if name)
        if self.rule in ("first_leads", "also"):
            self.phrasings = ("responsible",)

    def truth(
        self,
        genre: str,
        title: str,
        issuer: str | None,
        issued_date: str | None,
        number: str | None = None,
        plans: tuple[TruePlan, ...] = (),
    ) -> Truth:
        """Turn what was written so far into the truth of a document."""
        return Truth(
            genre=genre,
            title=title,
            document_number=number,
            issuers=(issuer,) if issuer else (),
            issued_date=issued_date,
            plans=plans,
            sections=tuple(self.sections),
            tasks=tuple(self.tasks),
            targets=tuple(self.targets),
            citations=tuple(self.citations),
            parts=self.parts,
        )

    def paragraph(self, text: str, *, is_title: bool = False, keeps_line: bool = False) -> None:
        """Write a paragraph of its own."""
        self.pieces.append(Paragraph(text, is_title=is_title, keeps_line=keeps_line))

    def say(self, *sentences: Sentence) -> str:
        """Note what sentences state, and turn them into their text."""
        for sentence in sentences:
            self.targets.extend(sentence.targets)
        return "".join(sentence.text for sentence in sentences)

    def heading(self, style: str, number: int, level: int, words: str) -> None:
        """Write a numbered heading on a line of its own; what was open at its level or below is closed."""
        self._open(style, number, level, words)
        gap = self.draw.one((" ", "　")) if style in _SPACED else ""
        line = f"{label(style, number)}{gap}{words}"
        self.contents.append(line)
        self.pieces.append(Paragraph(f"{line}{self.heading_end}", keeps_line=style in _SPACED))

    def _open(self, style: str, number: int, level: int, words: str) -> None:
        del self.path[level:]
        self.path.append(label(style, number).strip("、（）().．﹒"))
        self.draw.used.add(f"marker:{style}")
        self.sections.append(TrueSection("/".join(self.path), words, f"marker:{style}"))

    def item(
        self,
        style: str,
        number: int,
        level: int,
        words: str,
        sentences: Sequence[Sentence],
        kind: TaskKindName | None,
        *,
        has_units: bool = True,
    ) -> None:
        """Write an item with its text and, perhaps, its list of bodies; `kind` None where it is no task."""
        opening = "lenticular" if style == "article" else self.opening
        if (style == "is" and opening in ("own_line", "space")) or (kind is None and opening == "clause"):
            opening = "inline"
        follows = kind is not None and has_units and bool(self.phrasings) and self.rule != "no_lists"
        found = self._listing() if follows and self.draw.chance(0.8) else None
        self._open(style, number, level, words)
        due = _DUE_RE.search(found.text) if found else None
        text = self.say(*(_due(sentence, int(due["year"])) if due else sentence for sentence in sentences))
        clause = self.draw.one(
            ("坚持问题导向，梳理薄弱环节", "用好现有条件，盘活闲置资源", "强化系统思维，注重协同配合")
        )
        is_in_heading = opening == "own_line" and self._stands_in_heading(found)
        listed = ""
        body, units, phenomena = self._with_list(text, found, is_in_heading=is_in_heading)
        if is_in_heading:
            body, listed = text, body
        first_line = {
            "inline": f"{label(style, number)}{words}。{body}",
            "space": f"{label(style, number)} {words}。{body}",
            "own_line": f"{label(style, number)}{words}{listed}\n{body}",
            "clause": f"{label(style, number)}{words}，{clause}，加快补齐短板。{body}",
            "lenticular": f"{label(style, number)} 【{words}】{body}",
        }[opening]
        self.pieces.append(Paragraph(first_line, is_item="\n" not in first_line))
        start = f"{clause}，加快补齐短板。" if opening == "clause" else text
        if kind is not None:
            self.tasks.append(
                TrueTask(
                    origin="body",
                    kind=kind,
                    label=label(style, number),
                    ordinal=number,
                    title=words,
                    text_start=start[:12],
                    units=units,
                    phenomena=(f"marker:{style}", f"opening:{opening}", *phenomena),
                )
            )

    def _stands_in_heading(self, found: Listing | None) -> bool:
        if found is None or found.is_own_line or found.text[-1] not in "）)":
            return False
        return self.draw.has(f"place:{_place_in_heading(found)}", 0.2)

    def _listing(self) -> Listing | None:
        return listing(self.draw, self.place, self.phrasings)

    def _with_list(
        self, text: str, found: Listing | None, *, is_in_heading: bool
    ) -> tuple[str, tuple[TrueUnit, ...], tuple[str, ...]]:
        """The text with its list, or, where it stands behind the heading, the list alone; the bodies; the phenomena."""
        before = (TrueUnit(self.also, "responsible"),) if self.also else ()
        if found is None:
            return text, before, ()
        units, words = found.units, found.text
        phenomena: tuple[str, ...] = (found.phenomenon,)
        if self.rule == "first_leads":
            units = (TrueUnit(units[0].name, "lead"), *units[1:]) if len(units) > 1 else units
            if not self.is_rule_said:
                words = f"{words[:-1]}，{self.draw.one(('列第一位者为牵头单位', '排在第一位的为牵头单位'))}，下同）"
            phenomena = (*phenomena, "rule:first_leads")
        if self.rule == "also":
            phenomena = (*phenomena, "rule:also")
            if not self.is_rule_said:
                self.also = {"省": "各市人民政府", "市": "各县区人民政府"}.get(self.place.level, "各乡镇人民政府")
                words = f"{words[:-1]}；以下均需{self.also}负责，不再列出）"
        self.is_rule_said = True
        if is_in_heading:
            return words, (*units, *before), (*phenomena, f"place:{_place_in_heading(found)}")
        if found.is_own_line:
            return f"{text}\n{words}", (*units, *before), phenomena
        if words.endswith("。"):
            return text + words, (*units, *before), phenomena
        if self.draw.has("place:before_stop", 0.15):
            return f"{text[:-1]}{words}。", (*units, *before), (*phenomena, "place:before_stop")
        if self.draw.has("place:per_sentence", 0.1):
            return self._per_sentence(text, words, units, before, phenomena)
        return text + words, (*units, *before), phenomena

    def _per_sentence(
        self,
        text: str,
        words: str,
        units: tuple[TrueUnit, ...],
        before: tuple[TrueUnit, ...],
        phenomena: tuple[str, ...],
    ) -> tuple[str, tuple[TrueUnit, ...], tuple[str, ...]]:
        """…。（A负责）…。（责任单位：B、C）: each sentence has its own bodies."""
        first, _, rest = text.partition("。")
        name = bodies(self.draw, self.place, 1, 1)[0]
        if not rest or any(unit.name == name for unit in units) or self.rule:
            return text + words, (*units, *before), phenomena
        text = f"{first}。（{name}负责）{rest}{words}"
        return text, (TrueUnit(name, "responsible"), *units, *before), (*phenomena, "place:per_sentence")
