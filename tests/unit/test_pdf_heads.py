"""The heads of PDFs: headlines and labelled fields that the page's margin breaks."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.readers import read
from tests.fixtures.make_pdf import EMS, LEFT, SIZE, Pdf
from tests.unit.test_readers_pdf import LONG, OTHER, words


def _large(page: Pdf, lines: Sequence[str], *, size: int = 18, is_centered: bool = True) -> None:
    """Draw lines larger than the page's text: from margin to margin that is 24 characters."""
    for line in lines:
        room = EMS * SIZE - size * len(line)
        page.put(LEFT + (room / 2 if is_centered else 0), page.y, line, size)
        page.y += 1.6 * size


FULL = "沿江三市签订协议到二〇二七年共建跨省轨道交通线网"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ([FULL, "并开通城际公交"], [FULL + "并开通城际公交"]),
        ([FULL, FULL[::-1], "开通公交"], [FULL + FULL[::-1] + "开通公交"]),
        (["沿江三市签订协议", "到二〇二七年共建线网"], ["沿江三市签订协议", "到二〇二七年共建线网"]),
    ],
)
def test_a_headline_goes_on_below_a_line_that_fills_the_page(lines: list[str], expected: list[str]) -> None:
    page = Pdf()
    _large(page, lines)
    page.paragraph(LONG)
    page.paragraph(OTHER)
    reading = read(page.data())
    assert words(reading) == [*expected, LONG, OTHER]
    assert all(block.is_centered for block in reading.blocks[: len(expected)])


def test_large_prose_is_no_headline() -> None:
    page = Pdf()
    _large(page, [FULL, FULL[::-1], "开通公交。"], is_centered=False)
    page.paragraph(LONG)
    page.paragraph(OTHER)
    assert not any(block.is_centered for block in read(page.data()).blocks)


def _cut(words: str) -> list[str]:
    """Words broken at the right margin, the first line indented by two characters."""
    return [words[: EMS - 2], *(words[start : start + EMS] for start in range(EMS - 2, len(words), EMS))]


NAME = "某市人民政府办公室关于印发《某市城乡公共交通一体化改革三年行动方案（二〇二四至二〇二六年）》的通知"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ([f"名　　称：{NAME}", "文号：某政办〔2024〕9号"], [NAME, "某政办〔2024〕9号"]),
        ([f"主题分类：城乡交通 标题：{NAME}", "发布日期：2024-05-06"], ["城乡交通", NAME, "2024-05-06"]),
        (["发文机关：" + "某市交通运输局 " * 5 + "某市财政局"], ["某市交通运输局 " * 5 + "某市财政局"]),
        ([f"信息名称：{NAME}{NAME[:8]}", "成文日期：2024-05-06"], [NAME + NAME[:8], "2024-05-06"]),
        # what follows a full line opens something new
        ([f"标题：{NAME[:25]}", f"发布机构：{NAME[:9]}"], [NAME[:25], NAME[:9]]),
    ],
)
def test_a_field_of_the_head_goes_on_below_a_full_line(fields: list[str], expected: list[str]) -> None:
    page = Pdf()
    for field in fields:
        for number, line in enumerate(_cut(field)):
            page.line(line, indent=0 if number else 2)
    page.center("某市城乡公共交通一体化改革行动方案")
    page.paragraph(LONG)
    page.paragraph(OTHER)
    reading = read(page.data())
    assert [field.value for field in reading.metadata] == expected
    assert words(reading)[-3:] == ["某市城乡公共交通一体化改革行动方案", LONG, OTHER]
    for field in reading.metadata:
        assert field.span is None or field.span.of(reading.text) == field.value


@pytest.mark.parametrize("below", ["　　" + OTHER[:20], "（一）改革目标", "一、总体要求", "各县（市、区）人民政府："])
def test_what_opens_something_new_is_no_part_of_the_field_above(below: str) -> None:
    page = Pdf()
    page.line("索引号：20240009", indent=2)
    page.line(f"标题：{NAME[:27]}", indent=2)
    page.line(below.strip("　"), indent=2 if below.startswith("　") else 0)
    page.paragraph(LONG)
    page.paragraph(OTHER)
    reading = read(page.data())
    assert [field.value for field in reading.metadata] == ["20240009", NAME[:27]]
    assert below.strip("　") in words(reading)
