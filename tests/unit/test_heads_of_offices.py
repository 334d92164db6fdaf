"""Heads and tails of documents as all kinds of offices write them, with the record that a reader would write down."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Extraction
from tests.unit import heads_of_offices, heads_of_others
from tests.unit.heads_of_offices import folded

HEADS = heads_of_offices.HEADS | heads_of_others.HEADS


def _read(text: str) -> Extraction:
    return extract(text.encode(), "head.txt")


@pytest.mark.parametrize("name", HEADS)
def test_a_head_gives_the_record_that_a_reader_would_write(name: str) -> None:
    text, expected = HEADS[name]
    found = _read(text)
    record = found.document
    assert (record.genre, folded(record.title)) == (expected.genre, folded(expected.title))
    assert (record.document_number, record.issuers) == (expected.number, expected.issuers)
    assert record.issued_date == expected.issued
    assert tuple(folded(plan.title) for plan in found.plans if plan.evidence != "cited") == expected.plans
    if expected.addressees is not None:
        assert len(record.addressees) == expected.addressees
