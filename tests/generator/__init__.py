"""A generator of plausible Chinese plans with their exact truth: pure, seeded, its own vocabulary.

    from tests.generator import generate
    document = generate(7)          # document.text, document.html, document.truth

`without` leaves phenomena out (known failures), `wanted` makes them likely (a test for each).
"""

from __future__ import annotations

from dataclasses import replace

from tests.generator.draw import Draw
from tests.generator.figures import FIGURES
from tests.generator.incentives import INCENTIVES
from tests.generator.layout import Table, as_html, as_text, glued, spaced, traditional, without_breaks
from tests.generator.negatives import NEGATIVES
from tests.generator.papers import measures, plan
from tests.generator.reports import reply, task_list, work_report
from tests.generator.truth import GeneratedDocument, Truth, gold_json, gold_of
from tests.generator.units import PHRASINGS
from tests.generator.words import TRAPS
from tests.generator.writer import OPENINGS, SCHEMES

__all__ = ["PHENOMENA", "GeneratedDocument", "Truth", "generate", "gold_json", "gold_of"]

_PAPERS = {"plan": plan, "measures": measures, "work_report": work_report, "reply": reply, "task_list": task_list}
# Of ten documents six are plans.
_PAPER_SHARES = ("plan",) * 6 + ("measures", "work_report", "reply", "task_list")
_LAYOUTS = (
    "lines", "indented", "blank_lines", "wrapped", "wrapped", "glued", "spaced", "traditional", "html", "html_breaks",
    "crlf", "gb18030", "no_breaks",
)  # fmt: skip
_GROUPS: dict[str, tuple[str, ...]] = {
    "paper": tuple(_PAPERS),
    "layout": (
        *dict.fromkeys(_LAYOUTS),
        "pipes",
        "stacked_whole",
        "stacked_wrapped",
        "stacked_gaps",
        "tight_titles",
        "centered_titles",
        "page_numbers",
        "strong_number",
        "broken_lists",
    ),
    "outline": (*SCHEMES, "running"),
    "opening": OPENINGS,
    "heading": ("colon", "stop"),
    "units": (*PHRASINGS, "other_body", "bracketed_name"),
    "rule": ("first_leads", "also"),
    "place": ("before_stop", "per_sentence", "in_heading", "parted_in_heading"),
    "figure": tuple(FIGURES),
    "word": TRAPS,
    "deadline": ("by_year", "by_end", "strive", "before", "month", "interim", "plan_period", "five_years"),
    "goal": ("two_years", "from_to", "clause", "own_years", "shared_years"),
    "goals": ("simple", "dashes", "under"),
    "status": ("as_of", "in_year", "now", "now_far"),
    "answer": ("as_of", "in_year", "now", "now_far"),
    "negative": (*NEGATIVES, "phone"),
    "incentive": tuple(INCENTIVES),
    "measures": ("articles", "numbered", "chapters"),
    "table": (
        "usual",
        "lead_support",
        "due_first",
        "no_group",
        "no_due",
        "one_column",
        "merged_units",
        "part_rows",
        "numbered_parts",
        "header_again",
    ),
    "indicators": ("base_and_goal", "two_goals", "goal_only", "unit_in_name"),
    "title": ("three_years", "planning", "three_undated", "undated", "yearly", "opinion"),
    "citation": ("plan", "plan_and_law", "law", "guide"),
    "part": (
        "notice",
        "contents",
        "box",
        "annex_list",
        "red_head",
        "review",
        "indicators",
        "task_table",
        "annexes",
        "remark",
        "imprint",
    ),
}
PHENOMENA: tuple[str, ...] = tuple(f"{group}:{name}" for group, names in _GROUPS.items() for name in names)
# What must stand in a document for a phenomenon of the group to stand there.
_NEEDS: dict[str, frozenset[str]] = {
    "incentive": frozenset({"paper:measures"}),
    "measures": frozenset({"paper:measures"}),
    "answer": frozenset({"paper:reply"}),
    "table": frozenset({"part:task_table", "paper:plan"}),
    "indicators": frozenset({"part:indicators", "paper:plan"}),
    "status": frozenset({"part:review", "paper:plan"}),
    "units": frozenset({"paper:plan"}),
    "rule": frozenset({"paper:plan"}),
    "place": frozenset({"paper:plan"}),
    "opening": frozenset({"paper:plan"}),
    "heading": frozenset({"paper:plan"}),
    "negative": frozenset({"paper:plan"}),
    "word": frozenset({"paper:plan"}),
    "citation": frozenset({"paper:plan"}),
    "part": frozenset({"paper:plan"}),
    "deadline": frozenset({"goal:stated", "paper:plan"}),
    "figure": frozenset({"goal:stated", "paper:plan"}),
    "outline": frozenset({"paper:plan"}),
    "title": frozenset({"paper:plan"}),
    "goals": frozenset({"paper:plan"}),
    "goal": frozenset({"paper:plan"}),
}

_NEEDS_OF_ONE: dict[str, frozenset[str]] = {
    "deadline:five_years": frozenset({"title:planning"}),
    "layout:strong_number": frozenset({"layout:html", "part:notice", "paper:plan"}),
    "layout:page_numbers": frozenset({"layout:wrapped", "paper:plan"}),
    "layout:centered_titles": frozenset({"layout:wrapped", "part:notice", "part:task_table", "paper:plan"}),
    "layout:broken_lists": frozenset({"layout:wrapped", "units:spaces", "rule:none", "paper:plan"}),
    "layout:tight_titles": frozenset({"layout:wrapped", "part:notice", "paper:plan"}),
    "part:annexes": frozenset({"part:notice", "part:task_table", "part:annex_list"}),
    "part:remark": frozenset({"part:notice"}),
    "part:imprint": frozenset({"part:notice"}),
    "part:annex_list": frozenset({"part:notice", "part:task_table"}),
    "part:red_head": frozenset({"part:notice"}),
    "table:merged_units": frozenset({"table:usual"}),
    "layout:pipes": frozenset({"layout:lines", "part:task_table", "paper:plan"}),
    "layout:stacked_whole": frozenset({"layout:lines", "part:task_table", "paper:plan"}),
    "layout:stacked_wrapped": frozenset({"layout:lines", "part:task_table", "paper:plan"}),
    "layout:stacked_gaps": frozenset({"layout:lines", "part:task_table", "paper:plan"}),
    "place:parted_in_heading": frozenset({"opening:own_line", "rule:none", "units:class_duties", "paper:plan"}),
    "place:in_heading": frozenset({"opening:own_line", "paper:plan"}),
    "table:part_rows": frozenset({"table:no_group"}),
    "table:numbered_parts": frozenset({"table:no_group", "table:part_rows"}),
}


def _titles(draw: Draw) -> str:
    if not draw.wants("layout:centered_titles") and draw.has("layout:tight_titles", 0.3):
        return "tight"
    return "centered" if draw.has("layout:centered_titles", 0.4) else "blank"


def _stacked(draw: Draw) -> str:
    """How cells stand below each other, "" where they stand beside each other; with `wanted` pipes they do."""
    manners = ("whole", "wrapped", "gaps")
    if draw.wants("layout:pipes"):
        return ""
    wanted = [manner for manner in manners if draw.wants(f"layout:stacked_{manner}")]
    return next((manner for manner in wanted or manners if draw.has(f"layout:stacked_{manner}", 0.04)), "")


def generate(seed: int, *, without: frozenset[str] = frozenset(), wanted: str | None = None) -> GeneratedDocument:
    """Turn a seed into a document with its truth.

    `without` are phenomena ("group:name") that must not stand in it, `wanted` is one that should.
    """
    needs = frozenset({wanted} | _NEEDS.get(wanted.partition(":")[0], frozenset())) if wanted else frozenset()
    needs |= _NEEDS_OF_ONE.get(wanted or "", frozenset())
    draw = Draw(f"{wanted}/{seed}", without, needs)
    paper = _PAPERS[draw.kind("paper", _PAPER_SHARES) or "plan"](draw)
    name = f"generated_{seed:05}"
    layout = draw.kind("layout", _LAYOUTS) or "lines"
    pieces, truth = paper.pieces, paper.truth
    if layout in ("html", "html_breaks"):
        html = as_html(
            pieces,
            truth.title,
            is_number_strong=draw.has("layout:strong_number", 0.4),
            has_breaks=layout == "html_breaks",
        )
        return GeneratedDocument(name, as_text(pieces), html, truth, frozenset(draw.used))
    if layout == "glued":
        pieces = glued(pieces, draw)
    is_wrapped = layout == "wrapped"
    has_numbers = is_wrapped and draw.has("layout:page_numbers", 0.3)
    text = as_text(
        pieces,
        is_wrapped=is_wrapped,
        titles=_titles(draw) if is_wrapped else "blank",
        breaks_in_lists=is_wrapped and draw.has("layout:broken_lists", 0.5),
        page_number=draw.one(("— {} —", "- {} -", "－{}－")) if has_numbers else "",
        has_pipes=draw.has("layout:pipes", 0.05),
        indent="　　" if layout in ("indented", "wrapped") else "",
        stacked=_stacked(draw),
        gap={"blank_lines": "\n\n", "crlf": "\r\n"}.get(layout, "\n"),
    )
    if layout == "spaced":
        text = spaced(text)
    if layout == "no_breaks" and not any(isinstance(piece, Table) for piece in pieces):
        text = without_breaks(text)
    if layout == "traditional":
        text, truth = traditional(text), replace(truth, title=traditional(truth.title))
    encoding = "gb18030" if layout == "gb18030" else "utf-8"
    return GeneratedDocument(name, text, None, truth, frozenset(draw.used), encoding)
