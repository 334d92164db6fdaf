"""Review pages: marks on the right words, every row on its page, nothing unescaped, a policy that fits, equal bytes."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import asdict, replace
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from msgspec import structs

from extractors.models import Span
from extractors.recognize.contacts import find_contacts
from pipeline.publish import PublishError
from pipeline.records import Tables
from pipeline.review.load import DocumentRows
from pipeline.review.pages import document_page, entry_of, file_of, index_page
from pipeline.review.reasons import CHINESE, reasons_of
from pipeline.review.words import WORDS
from pipeline.schema import TABLES
from tests import samples
from tests.review_samples import ATTACKS, found

# What `visible` makes of the two line separators in the last of them.
SHOWN = [attack.replace("\u2028", "␦").replace("\u2029", "␦") for attack in ATTACKS]
ATTACK_PAIRS = list(zip(ATTACKS, SHOWN, strict=True))


def parsed(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "lxml")


def words_of(page: BeautifulSoup, row: Tag) -> str:
    """The words that a row marks: those of the pieces that it names."""
    pieces = page.select("#text div > span")
    ranges = [part.split("-") for part in str(row["data-at"]).split()]
    return "|".join("".join(piece.text for piece in pieces[int(start) : int(end)]) for start, end in ranges)


def row(page: BeautifulSoup, row_id: str) -> Tag:
    (element,) = (tag for tag in page.select("[data-id]") if tag["data-id"] == row_id)
    return element


# ── marks ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("row_id", "words"),
    [
        ("t_1", samples.ITEM.of(samples.TEXT)),
        ("g_1", "10万亩以上"),
        ("t_1/u_1/responsible", "区农业农村局"),
        ("u_1", "区农业农村局"),
        ("r_1", "任"),
        ("s_1", samples.TEXT[samples.HEADING.start :].replace("\n", "")),
        (f"{samples.DOCUMENT_ID}/{samples.TITLE.start}/{samples.TITLE.end}", "云州市茶业规划"),
        ("p_1", ""),
    ],
)
def test_a_row_marks_its_words(row_id: str, words: str) -> None:
    page = parsed(document_page(found()))
    assert words_of(page, row(page, row_id)) == words


def test_a_document_without_words_says_so() -> None:
    """A scan that was not read has pages and no words: no empty sheet, no colours explained, nothing to mark."""
    empty = structs.replace(samples.EXTRACTION, text=" \n\n", sections=(), tasks=(), targets=(), citations=(), plans=())
    nothing = dict.fromkeys(
        ("plans", "sections", "tasks", "units", "task_units", "targets", "citations", "repairs"), ()
    )
    page = parsed(document_page(found(replace(samples.TABLES, **nothing), empty)))
    assert [note.text for note in page.select("#text > *")] == ["No text of this document was read."]
    assert page.select("#add, #adding") == []


def test_a_part_without_a_heading_says_that_its_words_go_on() -> None:
    (section, *rest) = samples.TABLES.sections
    long = replace(section, heading="", label=None, body="各区人民政府，市政府各委、办、局，各有关单位，各直属机构：")
    page = parsed(document_page(found(replace(samples.TABLES, sections=(long, *rest)))))
    (head, *_) = page.select("#outline .head")
    assert head.text == "各区人民政府，市政府各委、办、局，各有关单位，…"


@pytest.mark.parametrize(
    ("comparator", "shown"), [("gt", "> 1,000 – 9,000 亩"), ("range", "1,000 – 9,000 亩"), ("eq", "1,000 – 9,000 亩")]
)
def test_bounds_stand_behind_what_is_said_of_them(comparator: str, shown: str) -> None:
    (target,) = samples.TABLES.targets
    lost = replace(target, comparator=comparator, value_low=1000.0, value_high=9000.0)
    page = parsed(document_page(found(replace(samples.TABLES, targets=(lost,)))))
    value = page.select_one('[data-group="targets"] dd')
    assert value is not None
    assert value.text == shown


def test_the_text_is_whole() -> None:
    page = parsed(document_page(found()))
    assert "\n".join(line.text for line in page.select("#text > div")) == samples.TEXT


@pytest.mark.parametrize(
    ("look", "words"),
    [
        ("target", ["10万亩以上"]),
        ("unit", ["区农业农村局"]),
        ("citation", ["云州市茶业规划"]),
        ("exact", ["任"]),
        ("heading", ["一、", "重点", "任", "务"]),
    ],
)
def test_words_look_like_what_they_are(look: str, words: list[str]) -> None:
    page = parsed(document_page(found()))
    assert [piece.text for piece in page.select(f"#text div > span.{look}")] == words


def test_every_row_of_the_tables_is_on_its_page() -> None:
    page = parsed(document_page(found()))
    expected = {table.row_id(row) for table in TABLES for row in table.rows_of(samples.TABLES)}
    shown = [tag["data-id"] for tag in page.select("[data-id]")]
    assert sorted(shown) == sorted(expected)
    assert samples.DOCUMENT_ID in page.select_one(".fields").text  # type: ignore[union-attr]


def test_a_lost_digit_is_shown_as_such() -> None:
    (target,) = samples.TABLES.targets
    lost = replace(
        target, value_text="�0万亩", value_certainty="bounded", value_candidates=(1e5, 2e5), repair_tier="lost"
    )
    page = parsed(document_page(found(replace(samples.TABLES, targets=(lost,)))))
    shown = row(page, "g_1")
    assert [tag.text for tag in shown.select(".gone")] == ["�"]
    assert "digits lost: bounds only" in shown.text
    assert "100,000 · 200,000 亩" in shown.text


def test_a_repair_shows_before_after_and_alternatives() -> None:
    (repair,) = samples.TABLES.repairs
    changed = replace(repair, before="9/div>\n", tier="inferred", confidence=0.9, alternatives=("仼", "壬"))
    shown = row(parsed(document_page(found(replace(samples.TABLES, repairs=(changed,))))), "r_1")
    assert [tag.text for tag in shown.select("del, ins")] == ["9/div>⏎", "任"]
    assert [tag.text for tag in shown.select(".other")] == ["仼", "壬"]
    assert shown.select_one(".tier-inferred") is not None
    assert "0.90" in shown.text


def test_phone_numbers_are_hidden_in_text_and_rows() -> None:
    text = samples.TEXT + "联系电话：021-68541234\n"
    start = text.index("021")
    (repair,) = samples.TABLES.repairs
    repair = replace(repair, before="O21-6854", after="021-6854", char_start=start, char_end=start + 8)
    (task,) = samples.TABLES.tasks
    tables = replace(samples.TABLES, repairs=(repair,), tasks=(replace(task, text="找张三，021-68541234"),))
    extraction = structs.replace(samples.EXTRACTION, text=text, contacts=find_contacts(text))
    html = document_page(found(tables, extraction))
    assert "6854" not in html
    page = parsed(html)
    assert page.text.count("███-████████") == 2
    assert words_of(page, row(page, "r_1")) == "███-████"


def test_pages_are_told() -> None:
    extraction = structs.replace(
        samples.EXTRACTION, page_spans=(Span(0, 20), Span(samples.HEADING.start, len(samples.TEXT)))
    )
    page = parsed(document_page(found(extraction=extraction)))
    assert [leaf.text for leaf in page.select(".leaf")] == ["1", "2"]


def test_a_quarantined_document_says_why() -> None:
    (document,) = samples.TABLES.documents
    document = replace(document, status="quarantined", reason="empty_file: the file has no bytes", genre=None)
    page = parsed(document_page(found(Tables(documents=(document,)), None)))
    assert page.select("#text div > span") == []
    assert "empty_file: the file has no bytes" in page.text


# ── reasons ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("reason", "status", "expected"),
    [
        (None, "ok", []),
        ("empty: no words; save it again", "quarantined", [("empty", "empty: no words; save it again")]),
        # What is quarantined has one reason, whatever names it quotes.
        ("frames_only: a; scanned: b.htm", "quarantined", [("frames_only", "frames_only: a; scanned: b.htm")]),
        (
            "scanned: page 1; OCR is missing; no_code: x; text_lost: 2 places",
            "degraded",
            [("scanned", "scanned: page 1; OCR is missing; no_code: x"), ("text_lost", "text_lost: 2 places")],
        ),
        # The sentence stands once above neighbours of one code, and again where another stands between.
        (
            "scanned: 1; scanned: 2; empty_text: 3; scanned: 4",
            "degraded",
            [("scanned", "scanned: 1"), ("", "scanned: 2"), ("empty_text", "empty_text: 3"), ("scanned", "scanned: 4")],
        ),
        # Tables of another version: no Chinese is known.
        ("gone_code: x; scanned: y", "degraded", [("", "gone_code: x"), ("scanned", "scanned: y")]),
        ("scanned", "degraded", [("", "scanned")]),
    ],
)
def test_a_reason_is_taken_apart_where_its_codes_stand(
    reason: str | None, status: str, expected: list[tuple[str, str]]
) -> None:
    assert [(part.code, part.words) for part in reasons_of(reason, status)] == expected


def doubted(reason: str, status: str = "degraded") -> DocumentRows:
    (document,) = samples.TABLES.documents
    return found(replace(samples.TABLES, documents=(replace(document, status=status, reason=reason),)))


def test_the_pages_hold_the_chinese_of_each_code_beside_its_words() -> None:
    rows = doubted("scanned: page 1; text_lost: ��, 2 places")
    note = parsed(document_page(rows)).select_one("header > .reasons")
    assert note is not None
    said = [(tag.get("lang"), tag.text) for tag in note.select("[lang]")]
    scanned, lost = ("{}。对策：{}。说明：".format(*CHINESE[code]) for code in ("scanned", "text_lost"))
    assert said == [("zh", scanned), ("en", "scanned: page 1"), ("zh", lost), ("en", "text_lost: ��, 2 places")]
    assert len(note.select(".said .gone")) == 2

    index = parsed(index_page([entry_of(rows), entry_of(doubted("empty: no words", "quarantined"))]))
    first, second = json.loads(index.select_one("#data").text)  # type: ignore[union-attr]
    assert first[8] == [["scanned", "scanned: page 1"], ["text_lost", "text_lost: ��, 2 places"]]
    assert second[8] == [["empty", "empty: no words"]]
    meanings = json.loads(index.select_one("#meanings").text)  # type: ignore[union-attr]
    assert list(meanings) == ["empty", "scanned", "text_lost"], "only those that the page needs"
    assert meanings["scanned"] == scanned


# ── attacks ─────────────────────────────────────────────────────────────────────────────────────


def assert_harmless(html: str) -> BeautifulSoup:
    page = parsed(html)
    assert [tag.name for tag in page.select("svg, img, iframe, object, embed, form[action], base, link")] == []
    assert [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")] == []
    assert [tag.get("type") for tag in page.select("script")] in (
        ["application/json", None],
        ["application/json", "application/json", None],
        ["application/json", "application/json", "application/json", None],
    )
    assert not [tag for tag in page.select("a[href]") if "javascript:" in str(tag["href"]).lower()]
    assert [tag for tag in page.find_all(True) if tag.has_attr("style")] == []
    return page


@pytest.mark.parametrize(("attack", "shown"), ATTACK_PAIRS)
def test_attacks_in_the_text_are_shown(attack: str, shown: str) -> None:
    extraction = structs.replace(samples.EXTRACTION, text=samples.TEXT + attack, raw_text=samples.RAW_TEXT + attack)
    page = assert_harmless(document_page(found(extraction=extraction)))
    assert page.select("#text > div")[-1].text == shown


@pytest.mark.parametrize(("attack", "shown"), ATTACK_PAIRS)
def test_attacks_in_cells_are_shown(attack: str, shown: str) -> None:
    hurt: dict[str, Any] = {}
    for table in TABLES:
        changes: dict[str, Any] = dict.fromkeys(ATTACKED[table.name], attack)
        hurt[table.name] = tuple(replace(row, **changes) for row in table.rows_of(samples.TABLES))
    loaded = found(Tables(**hurt))
    page = assert_harmless(document_page(loaded))
    assert page.title is not None
    assert page.title.text == f"{shown} · planquet"
    for row_id in ("t_1", "g_1", "u_1", "r_1", "p_1", "t_1/u_1/responsible"):
        assert shown in row(page, row_id).text

    index = assert_harmless(index_page([entry_of(loaded)]))
    (data,) = json.loads(index.select_one("#data").text)  # type: ignore[union-attr]
    assert data[1:3] == [shown, shown]
    assert [option["value"] for option in index.select("#jurisdiction option")] == ["*", shown]


@pytest.mark.parametrize(("attack", "shown"), ATTACK_PAIRS)
@pytest.mark.parametrize("words", ["{}", "text_lost: {}", "text_lost: a; truncated_page: {}"])
def test_attacks_in_reasons_are_shown(words: str, attack: str, shown: str) -> None:
    rows = doubted(words.format(attack))
    page = assert_harmless(document_page(rows))
    assert page.select(".said")[-1].text.endswith(shown)
    index = assert_harmless(index_page([entry_of(rows)]))
    (data,) = json.loads(index.select_one("#data").text)  # type: ignore[union-attr]
    assert data[8][-1][1].endswith(shown)


ATTACKED = {
    "documents": ("source_path", "title", "document_number", "jurisdiction", "reason", "media_type"),
    "sections": ("heading", "label", "body"),
    "plans": ("title", "document_number", "jurisdiction"),
    "tasks": ("title", "text", "label", "heading"),
    "units": ("name", "short_name"),
    "task_units": ("as_written",),
    "targets": ("indicator", "value_text", "measure_unit", "base_unit", "hedge", "text"),
    "citations": ("title", "document_number"),
    "repairs": ("before", "after", "family"),
}


def test_no_document_reaches_outside_its_folder() -> None:
    with pytest.raises(PublishError, match="is no id of a document"):
        file_of("../../etc/passwd")


# ── the pages themselves ────────────────────────────────────────────────────────────────────────


def pages() -> list[str]:
    return [document_page(found()), index_page([entry_of(found())])]


@pytest.mark.parametrize("number", [0, 1])
def test_the_policy_allows_what_the_page_carries_and_nothing_else(number: int) -> None:
    page = parsed(pages()[number])
    policy = str(page.select_one("meta[http-equiv=Content-Security-Policy]")["content"])  # type: ignore[index]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert directives["default-src"] == "'none'"
    for name, selector in (("style-src", "style"), ("script-src", "script:not([type])")):
        (element,) = page.select(selector)
        digest = hashlib.sha256((element.string or "").encode()).digest()
        assert directives[name] == f"'sha256-{base64.b64encode(digest).decode()}'"
    assert "unsafe" not in policy


def test_equal_input_gives_equal_bytes() -> None:
    assert pages() == pages()


@pytest.mark.parametrize("number", [0, 1])
def test_every_word_of_the_interface_is_known(number: int) -> None:
    page = parsed(pages()[number])
    names = ("data-t", "data-t-label", "data-t-placeholder")
    used = {str(tag[name]) for name in names for tag in page.find_all(attrs={name: True})}
    assert used
    assert used <= set(WORDS)


def test_every_value_of_the_enums_has_words() -> None:
    kinds = {
        ("documents", "status"): "status",
        ("documents", "genre"): "genre",
        ("sections", "kind"): "section",
        ("plans", "evidence"): "evidence",
        ("plans", "title_basis"): "title",
        ("tasks", "kind"): "task",
        ("tasks", "origin"): "origin",
        ("tasks", "repair_tier"): "tier",
        ("units", "kind"): "unit",
        ("task_units", "role"): "role",
        ("targets", "kind"): "target",
        ("targets", "change"): "change",
        ("targets", "value_certainty"): "certainty",
        ("citations", "relation"): "relation",
    }
    enums = {(table.name, field.name): field.enum for table in TABLES for field in table.fields}
    missing = {f"{kind}.{value}" for key, kind in kinds.items() for value in enums[key]} - set(WORDS)
    assert missing == set()


def test_the_index_counts() -> None:
    page = parsed(index_page([entry_of(found()), entry_of(found(extraction=None))]))
    assert [option.text for option in page.select("#genre option")] == ["any", "plan (2)"]
    first, _ = json.loads(page.select_one("#data").text)  # type: ignore[union-attr]
    assert first[0] == f"documents/{samples.DOCUMENT_ID}.html"
    assert first[-7:] == [1, 1, 1, 1, 0, 0, 1]
    assert first[6] == "exact"


def test_the_sample_is_what_a_run_would_load() -> None:
    assert found().document == asdict(samples.TABLES.documents[0]) | {
        "issuers": ["云州区人民政府"],
        "consulted": [],
        "addressees": ["各街道办事处"],
        "annexes": [],
        "copied_to": [],
        "ocr_pages": [],
    }
