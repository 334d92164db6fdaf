"""Phone numbers are hidden, other numbers are not, and no character moves."""

from __future__ import annotations

import pytest

from pipeline.review.mask import Mask


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人：张三，68541234", "联系人：张三，••••••••"),  # bare number behind the word
        ("联系电话：021-68541234、68541235", "联系电话：•••-••••••••、••••••••"),  # two of them
        ("电　话：68541234转802", "电　话：••••••••转•••"),  # spaced word, extension
        ("聯繫人：張三 電話：6854 1234", "聯繫人：張三 電話：•••• ••••"),  # Traditional
        ("联系方式：\n13800138000", "联系方式：\n•••••••••••"),  # on the next line
        ("联系电话68541234", "联系电话••••••••"),  # nothing between word and number
        ("张三13800138000", "张三•••••••••••"),  # a name before it
        ("+86 13800138000", "+•• •••••••••••"),  # country code
        ("张三\t138-0013-8000", "张三\t•••-••••-••••"),  # a mobile number needs no word
        ("手机：138 0013 8000", "手机：••• •••• ••••"),  # but does where spaces part it
        ("（021）68541234", "（•••）••••••••"),  # area code in brackets
        ("(021)68541234", "(•••)••••••••"),  # in ASCII brackets
        ("电话：０２１－６８５４１２３４", "电话：•••－••••••••"),  # full-width digits
        ("电话：400-820-1234", "电话：•••-•••-••••"),  # service number
    ],
)
def test_phone_numbers_are_hidden(text: str, shown: str) -> None:
    assert Mask(text).text == shown
    assert len(shown) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "投资68541234元，到2027年",  # no word before it
        "规模达到13800000000元",  # an amount of eleven digits
        "电话普及率98.5%，2025年12月31日",  # short numbers and a date behind the word
        "拨打12345热线电话",  # a hotline before the word
        "索引号 SY310115202501696",  # an index number
        "d_4b7a90c31f6e2d58",  # an id
        "电话普及工程（2021-2027年）投资68541234元",  # a span of years and an amount behind the word
        "150 2000 3000\t150\t2000\t3000",  # columns of a table
    ],
)
def test_other_numbers_stay(text: str) -> None:
    assert Mask(text).text == text


def test_a_row_that_quotes_the_number_alone() -> None:
    mask = Mask("附件\n联系电话：021-68541234")
    assert mask.cell("021-68541234") == "•••-••••••••"
    assert mask.cell("投资68541234元") == "投资68541234元"
