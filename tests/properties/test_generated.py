"""Generated documents, whose truth is known by construction: the rows are exactly what stands in the text.

What the extractors are known to get wrong is data in `generated_known_failures.json`: the documents leave it out, and
each has a test of its own that must fail until it is mended (xfail strict), so that no mended failure stays listed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.accuracy.compare import compare
from bench.accuracy.measure import tables_of
from tests.generator import PHENOMENA, GeneratedDocument, generate, gold_json

KNOWN_FAILURES: dict[str, str] = json.loads(
    Path(__file__).with_name("generated_known_failures.json").read_text(encoding="utf-8")
)
DOCUMENTS = 60
# So many documents show a phenomenon well: where one of them is not read right, the phenomenon is not.
DOCUMENTS_EACH = 2
# A known failure need not show in every document.
DOCUMENTS_EACH_KNOWN = 12


def differences(document: GeneratedDocument) -> list[str]:
    """Turn a document into what its rows get wrong."""
    tables = tables_of(document.file_name, document.data)
    return compare(document.truth, tables, document.file_name).differences


@pytest.mark.parametrize("seed", range(DOCUMENTS))
def test_rows_are_what_the_text_says(seed: int) -> None:
    document = generate(seed, without=frozenset(KNOWN_FAILURES))
    assert differences(document) == [], document.html or document.text


@pytest.mark.parametrize(
    "phenomenon",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=KNOWN_FAILURES[name])) if name in KNOWN_FAILURES else name
        for name in PHENOMENA
    ],
)
def test_each_phenomenon_is_read(phenomenon: str) -> None:
    others = frozenset(KNOWN_FAILURES) - {phenomenon}
    count = DOCUMENTS_EACH_KNOWN if phenomenon in KNOWN_FAILURES else DOCUMENTS_EACH
    documents = [generate(seed, without=others, wanted=phenomenon) for seed in range(count)]
    assert any(phenomenon in document.phenomena for document in documents)
    assert [line for document in documents for line in differences(document)] == []


def test_known_failures_are_phenomena() -> None:
    assert set(KNOWN_FAILURES) <= set(PHENOMENA)


def test_the_same_seed_gives_the_same_document() -> None:
    assert generate(11) == generate(11)
    assert generate(11).text != generate(12).text


def test_every_evidence_stands_in_its_document() -> None:
    documents = [each for each in map(generate, range(80)) if "layout:lines" in each.phenomena]
    evidence = [(target.evidence, each.text) for each in documents for target in each.truth.targets or ()]
    assert len(evidence) > 20
    assert [words for words, text in evidence if words not in text] == []


def test_gold_json_is_that_of_the_truth() -> None:
    document = generate(3)
    gold = json.loads(gold_json(document))
    assert gold["file"] == document.file_name
    assert len(gold["tasks"]) == len(document.truth.tasks or ())
