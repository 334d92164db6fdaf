"""Number and day of a 通知, however its source writes them; what is no number and no day of issue."""

from __future__ import annotations

from datetime import date

import pytest

from tests.unit.test_document import facts_of

NOTICE = """{number}
青山县人民政府办公室关于印发青山县竹茶产业实施方案的通知
各乡镇人民政府，县政府各部门：
《青山县竹茶产业实施方案》已经县政府同意，现印发给你们，请认真贯彻执行。
青山县人民政府办公室
{day}
青山县竹茶产业实施方案
一、主要任务
（一）建设茶园。新建茶园1万亩。
"""


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("青政办发〔2023〕12号", "青政办发〔2023〕12号"),
        ("青政办发(2023)12号", "青政办发(2023)12号"),
        ("青政办发【2023年】第12号", "青政办发【2023年】第12号"),
        ("青 政 办 发〔2023〕12 号", "青政办发〔2023〕12号"),  # spaced out under a red head
        ("（青政办发〔2023〕12号）", "青政办发〔2023〕12号"),
        ("青政办规〔2023〕12号  QSGF-2023-0012", "青政办规〔2023〕12号"),  # a register's code behind it
        ("青政办发〔2023〕12号                签发人：甲某", "青政办发〔2023〕12号"),
        ("文号：青政办发〔2023〕12号", "青政办发〔2023〕12号"),
    ],
)
def test_a_number_is_read_however_it_stands(line: str, number: str | None) -> None:
    record = facts_of(NOTICE.format(number=line, day="2023年3月1日")).record
    assert (record.document_number, record.genre, record.issued_date) == (number, "plan", date(2023, 3, 1))


@pytest.mark.parametrize(
    "day",
    [
        *("2023年3月1日", "二〇二三年三月一日", "二0二三年三月一日", "2023年3月1日印发", "20230301"),
        *("2023-03-01", "2023.3.1", "2023/3/1", "2023．3．1", "2023 - 3 - 1", "２０２３-３-１"),
    ],
)
def test_a_day_below_a_signature_is_that_of_issue(day: str) -> None:
    record = facts_of(NOTICE.format(number="青政办发〔2023〕12号", day=day)).record
    assert (record.issued_date, record.issuers) == (date(2023, 3, 1), ("青山县人民政府办公室",))


def test_a_day_below_a_body_above_the_text_is_when_a_page_showed_it() -> None:
    text = "青山县水利局关于做好汛前检查工作的通知\n青山县水利局\n2023-03-01\n各乡镇：\n请做好检查。\n"
    assert facts_of(text).record.issued_date is None
