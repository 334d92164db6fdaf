"""Heads and tails of documents as all kinds of offices write them, with the record that a reader would write down."""

from __future__ import annotations

from datetime import date

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


GLUED = (
    "岚综管办〔2027〕17号岚海县人民政府办公室关于印发《岚海县茶业专项资金管理暂行办法》的通知县直各单位、各镇人民政府："
    "《岚海县茶业专项资金管理暂行办法》已经县政府研究同意，现印发给你们，请抓好贯彻落实。岚海县人民政府办公室2027年9月11日"
    "岚海县茶业专项资金管理暂行办法第一章 总则第一条 为发展茶业，制定本办法。第二条 资金由县财政局管理。"
)


def test_number_title_signature_and_text_without_a_blank_between_are_told_apart() -> None:
    record = _read(GLUED).document
    assert record.document_number == "岚综管办〔2027〕17号"
    assert record.title == "岚海县人民政府办公室关于印发《岚海县茶业专项资金管理暂行办法》的通知"
    assert (record.issuers, record.issued_date) == (("岚海县人民政府办公室",), date(2027, 9, 11))


def test_a_letter_that_begins_with_who_agreed_names_what_it_carries() -> None:
    text = (
        "各镇人民政府，县直各单位：经县委同意，现将《关于加快茶业发展的若干措施》印发给你们，请认真组织实施。 "
        "岚海县人民政府2027年7月25日关于加快茶业发展的若干措施 为落实上级部署，制定本措施。\n"
        "一、支持建园。对新建茶园给予5万元奖励。\n二、支持外销。对外销茶企给予8万元奖励。\n"
    )
    found = _read(text)
    assert (found.document.title, found.document.genre) == ("关于加快茶业发展的若干措施", "plan")
    assert (found.document.issuers, found.document.issued_date) == (("岚海县人民政府",), date(2027, 7, 25))
    assert [task.kind for task in found.tasks] == ["measure", "measure"]
