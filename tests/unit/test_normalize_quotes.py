"""Repairs → rows that read as words, and the worst repair inside of a span."""

from __future__ import annotations

import pytest

from extractors.models import Edit, Repair, RepairTier, Span
from extractors.spans import compose
from pipeline.normalize.quotes import RepairIndex, repair_rows


def repaired(raw_text: str, *edits: Edit) -> tuple[str, str, tuple[Repair, ...]]:
    text, repairs, _ = compose(raw_text, [edits])
    return raw_text, text, repairs


def edit(raw_text: str, before: str, after: str, tier: str = "exact") -> Edit:
    start = raw_text.index(before)
    return Edit(start, start + len(before), after, "gbk_round_trip", tier)  # type: ignore[arg-type]


# raw text, what is replaced by what → before and after as the row quotes them
QUOTES: list[tuple[str, str, list[tuple[str, str]], list[tuple[str, str]]]] = [
    (
        "back to the last punctuation mark, and on to the next",
        "发展茶业，完成工作目栆/div>。抓好落实",
        [("栆/div>", "标")],
        [("完成工作目栆/div>", "完成工作目标")],
    ),
    (
        "at most eight characters on either side",
        "全面推动乡村茶业高质量发屐取得新的更大的进步",
        [("屐", "展")],
        [("乡村茶业高质量发屐取得新的更大的进", "乡村茶业高质量发展取得新的更大的进")],
    ),
    ("white space ends a word", "一、 茶业\n发屐 目标", [("屐", "展")], [("发屐", "发展")]),
    (
        "a neighbour is not quoted",
        "培肓茶业发屐",
        [("肓", "育"), ("屐", "展")],
        [("培肓茶业发", "培育茶业发"), ("茶业发屐", "茶业发展")],
    ),
    (
        "a Latin word is quoted whole or not at all",
        "MCN机构加强茶业发屐",
        [("屐", "展")],
        [("机构加强茶业发屐", "机构加强茶业发展")],
    ),
    (
        "what was taken away leaves the words around it",
        "发(fā)展茶业",
        [("(fā)", "")],
        [("发(fā)展茶业", "发展茶业")],
    ),
    (
        "an opening mark begins something else",
        "积极开?ldquo;云茶会”活动",
        [("?ldquo;", "展“")],
        [("积极开?ldquo;", "积极开展“")],
    ),
    (
        "a mark alone is quoted with what follows",
        "?ldquo;云茶会”",
        [("?ldquo;", "、“")],
        [("?ldquo;云茶会", "、“云茶会")],
    ),
    ("a lost character", "形?0家茶企", [("?", "成\ufffd")], [("形?0家茶企", "形成\ufffd0家茶企")]),
]


@pytest.mark.parametrize(("raw_text", "edits", "expected"), [row[1:] for row in QUOTES], ids=[row[0] for row in QUOTES])
def test_rows_quote_words(raw_text: str, edits: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    raw_text, text, repairs = repaired(raw_text, *(edit(raw_text, before, after) for before, after in edits))
    rows = repair_rows("d_1", raw_text, text, repairs)
    assert [(row.before, row.after) for row in rows] == expected
    for row in rows:
        assert raw_text[row.raw_start : row.raw_end] == row.before
        assert text[row.char_start : row.char_end] == row.after
    assert len({row.repair_id for row in rows}) == len(rows)


def test_text_that_layout_changed_is_no_context() -> None:
    # 目 stands beside the repair in the raw text only: the two sides must agree on what is quoted
    row = repair_rows("d_1", "目栆", "标", (Repair(Span(1, 2), Span(0, 1), "gbk_round_trip", "exact", 1.0),))[0]
    assert (row.before, row.after) == ("栆", "标")


RAW = "甲屐乙丙丁戊己?庚"
REPAIRS = (
    Repair(Span(1, 2), Span(1, 2), "f", "exact", 1.0),
    Repair(Span(3, 4), Span(3, 3), "f", "inferred", 0.9),
    Repair(Span(7, 8), Span(6, 8), "f", "lost", 1.0),
)


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        (Span(0, 1), "clean"),
        (Span(0, 2), "exact"),
        (Span(2, 3), "clean"),  # the gap lies at its end, behind it
        (Span(2, 4), "inferred"),  # a repair that left nothing
        (Span(0, 4), "inferred"),
        (Span(7, 9), "lost"),
        (Span(0, 9), "lost"),
        (Span(8, 9), "clean"),
    ],
)
def test_the_worst_repair_inside(span: Span, expected: RepairTier) -> None:
    assert RepairIndex(REPAIRS).worst_tier(span) == expected


def test_no_repairs() -> None:
    assert RepairIndex(()).worst_tier(Span(0, 5)) == "clean"
    assert repair_rows("d_1", "甲", "甲", ()) == ()
