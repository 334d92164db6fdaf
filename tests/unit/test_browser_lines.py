"""Printed web pages: the time, the title and the address that a browser sets around each page are no text."""

from __future__ import annotations

import pytest

from extractors.readers import read
from tests.fixtures.make_pdf import HEIGHT, LEFT, Pdf
from tests.readings import grids

HEADER = ["序号", "板块", "任务", "单位"]
WIDTHS = [40, 70, 200, 120]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        (
            "11/24/26, 2:16 PM 青溪市重点任务分工表_青溪市人民政府",
            "https://www.qingxi.gov.cn/art/2026/3/art_12_345.html {}/2",
        ),
        ("2026/3/10 09:30 青溪市重点任务分工表_青溪市人民政府", "file:///C:/Users/qx/page.html {}/2"),
        ("青溪市重点任务分工表_青溪市人民政府 https://www.qingxi.gov.cn/art/12.html", "{} of 2 2026/3/10, 09:30"),
        (
            "青溪市重点任务分工表_青溪市人民政府 https://www.qingxi.gov.cn/art/12.html",
            "第 {} 页，共 2 页 2026/3/10 09:30",
        ),
    ],
)
def test_what_a_browser_prints_around_two_pages_is_left_out(head: str, foot: str) -> None:
    page = Pdf()
    for number, rows in (
        (1, [HEADER, ["1", "主体", "建设园区。", "发改委"]]),
        (2, [["2", "生态", "清河。", "环保局"]]),
    ):
        page.put(30, 24, head, size=8)
        page.table(rows, WIDTHS)
        page.put(30, HEIGHT - 20, foot.format(number), size=8)
        if number == 1:
            page.next_page()
    reading = read(page.data())
    assert [len(grid) for grid in grids(reading)] == [3]
    assert len(reading.blocks) == 1


def test_an_address_with_another_pages_number_is_left_in() -> None:
    page = Pdf()
    page.paragraph("加强部门协同，压实工作责任，定期调度进展情况，确保各项任务落地见效。")
    page.put(LEFT, HEIGHT - 40, "https://www.qingxi.gov.cn/jianyi.html 3/12")
    assert "https://www.qingxi.gov.cn/jianyi.html 3/12" in read(page.data()).text
