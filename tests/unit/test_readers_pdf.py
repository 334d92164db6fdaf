"""PDFs to readings: lines joined, furniture off, ruled tables made whole over pages, and what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.models import Unreadable
from extractors.paged.glyphs import Glyph
from extractors.paged.pages import PageLine
from extractors.paged.upright_lines import runs_down
from extractors.readers import pdf, read
from tests.fixtures.make_pdf import EMS, HEIGHT, LEADING, LEFT, SIZE, TOP, WIDTH, Pdf
from tests.readings import grids, words

LONG = (
    "加强部门协同，压实工作责任，定期调度重点事项进展情况，及时研究解决推进过程中遇到的困难和问题，"
    "确保各项任务落地见效。"
)
OTHER = (
    "鼓励社会力量参与项目建设与运营管理，完善激励政策，营造良好环境，推动形成可复制可推广的经验做法，持续扩大试点范围。"
)


def test_matches_by_content() -> None:
    assert pdf.matches(Pdf().data())
    assert pdf.matches(b"\r\n%PDF-1.4 broken")
    assert not pdf.matches("PDF 文件".encode())


def test_lines_are_joined_to_paragraphs() -> None:
    page = Pdf()
    page.center("某市重点工作行动方案")
    page.line("一、总体要求", indent=2)
    page.paragraph(LONG)
    page.paragraph(OTHER)
    page.line("某市人民政府", indent=22)
    page.line("2025年3月31日", indent=22)
    reading = read(page.data())
    assert words(reading) == ["某市重点工作行动方案", "一、总体要求", LONG, OTHER, "某市人民政府", "2025年3月31日"]
    assert reading.blocks[0].is_centered
    assert {block.page for block in reading.blocks} == {1}


def test_a_page_of_more_characters_than_are_asked_for_at_once_keeps_each_at_its_place() -> None:
    page = Pdf()
    columns, rows, size = 80, 100, 5.0
    lines = [((LONG + OTHER) * 3)[row : row + columns] for row in range(rows)]
    for row, line in enumerate(lines):
        page.put(LEFT, TOP + row * 6.0, line, size)
    items = pdf.read_pages(page.data())[0][0].items
    found = [item.line for item in items if isinstance(item, PageLine)]
    assert [line.text for line in found] == lines
    assert [round(line.base) for line in found] == [round(TOP + row * 6.0) for row in range(rows)]
    assert {(round(line.x0), round(line.x1)) for line in found} == {(round(LEFT), round(LEFT + columns * size))}


def test_page_numbers_and_running_heads_are_dropped_and_paragraphs_go_on() -> None:
    page = Pdf()
    text = "　　" + LONG * 4
    lines = [text[start : start + EMS] for start in range(0, len(text), EMS)]
    for number in range(3):
        page.put(LEFT, 40, "某市人民政府公报")
        for line in lines[number * 3 : number * 3 + 3]:
            page.line(line.strip("　"), indent=2 if line.startswith("　　") else 0)
        page.put(WIDTH / 2 - 15, HEIGHT - 40, f"— {number + 1} —")
        if number < 2:
            page.next_page()
    reading = read(page.data())
    assert words(reading) == ["".join(lines[:9]).strip("　")]
    assert [len(span) > 40 for span in reading.page_spans] == [True, True, True]
    assert "".join(span.of(reading.text) for span in reading.page_spans) == reading.text


def test_bare_page_numbers_run_with_the_pages() -> None:
    page = Pdf()
    for number in range(1, 4):
        page.paragraph(LONG)
        page.put(WIDTH / 2, HEIGHT - 40, str(number + 4))
        page.next_page()
    assert words(read(page.data())) == [LONG] * 3


def test_latin_words_keep_their_spaces_and_chinese_has_none() -> None:
    page = Pdf()
    page.line("培育 MCN 机构和 Open Source 社区。")
    assert words(read(page.data())) == ["培育 MCN 机构和 Open Source 社区。"]


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("5G-", "A基站", "5G-A基站"),
        ("规划-", "建设", "规划-建设"),
        ("C-V2X-", "PC5接口", "C-V2X-PC5接口"),
        ("AI-", "ready园区", "AI-ready园区"),
        ("2025-", "2027年", "2025-2027年"),
        ("develop-", "ment平台", "develop-ment平台"),
    ],
)
def test_a_hyphen_at_a_lines_end_stays(above: str, below: str, expected: str) -> None:
    page = Pdf()
    page.paragraph(LONG)
    page.paragraph(OTHER)
    wide = sum(0.5 if character.isascii() else 1 for character in above)
    start = "在试点区域内统筹推进各类新型基础设施的共建共享并且逐步扩大试点的范围和规模"[: int(EMS - 2 - wide)]
    page.line(start + above, indent=2)
    page.line(below + "有序推进。")
    assert words(read(page.data())) == [LONG, OTHER, f"{start}{expected}有序推进。"]


# ── tables ──────────────────────────────────────────────────────────────────────────────────────

HEADER = ["序号", "板块", "任务", "单位"]
WIDTHS = [40, 70, 200, 120]


def test_ruled_table_with_merged_cells() -> None:
    page = Pdf()
    page.line("附件")
    page.table(
        [HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", None, "培育企业，提升\n服务水平。", "工信局、\n科技局"]],
        WIDTHS,
    )
    page.line("（此件公开发布）")
    reading = read(page.data())
    assert grids(reading) == [
        [HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", "主体", "培育企业，提升服务水平。", "工信局、科技局"]]
    ]
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    grid = reading.blocks[1].grid
    assert grid is not None
    assert grid.header_row_count == 1
    boxes = {cell.span.of(reading.text): cell.box for cell in grid.cells}
    box = boxes["主体"]
    assert box is not None
    assert (box.page, round(box.x0), round(box.x1)) == (1, 112, 182)
    assert box.y1 - box.y0 > 60  # it spans a row of one line and a row of two


def test_table_over_pages_is_one_table() -> None:
    page = Pdf()
    page.table([HEADER, ["1", "主体", "建设园区。", "发改委"], ["2", None, "培育企业，提升数", "工信局、"]], WIDTHS)
    page.put(WIDTH / 2, HEIGHT - 40, "— 1 —")
    page.next_page()
    page.table([HEADER, ["", "", "字化水平。", "科技局"], ["3", "生态", "优化环境。", "司法局"]], WIDTHS)
    page.put(WIDTH / 2, HEIGHT - 40, "— 2 —")
    reading = read(page.data())
    assert grids(reading) == [
        [
            HEADER,
            ["1", "主体", "建设园区。", "发改委"],
            ["2", "主体", "培育企业，提升数字化水平。", "工信局、科技局"],
            ["3", "生态", "优化环境。", "司法局"],
        ]
    ]
    (block,) = reading.blocks
    assert block.grid is not None
    assert {cell.span.of(reading.text): cell.page for cell in block.grid.cells}["司法局"] == 2


def test_table_over_pages_turned_sideways_is_one_table() -> None:
    """Their lower margin is as wide as that of upright ones: a larger share of the page."""
    page = Pdf(crop=(0, HEIGHT - WIDTH * 0.7, WIDTH, HEIGHT))
    page.table([HEADER, ["1", "主体", "建设园区。", "发改委"]], WIDTHS)
    page.put(WIDTH / 2, WIDTH * 0.7 - 50, "— 1 —")
    page.next_page()
    page.table([["2", "主体", "培育企业。", "工信局"], ["3", "生态", "优化环境。", "司法局"]], WIDTHS)
    page.put(WIDTH / 2, WIDTH * 0.7 - 50, "— 2 —")
    reading = read(page.data())
    assert [len(grid) for grid in grids(reading)] == [4]
    assert len(reading.blocks) == 1


def test_row_left_open_at_the_end_of_a_page() -> None:
    page = Pdf()
    page.table([HEADER, ["1", "主体", "建设园区，提升", "发改委"]], WIDTHS, is_open_below=True)
    page.next_page()
    page.table([["", "", "服务水平。", ""], ["2", "生态", "优化环境。", "司法局"]], WIDTHS)
    assert [row[2] for row in grids(read(page.data()))[0]] == ["任务", "建设园区，提升服务水平。", "优化环境。"]


def test_the_rest_of_a_row_that_reads_like_a_header() -> None:
    page = Pdf()
    rows = [["1", "主体", "建设园区。", "配合单位：工信局"], ["2", "人才", "引进人才。", "配合单位：人社局"]]
    page.table([HEADER, *rows, ["3", "生态", "新建公办幼儿", "牵头单位：教"]], WIDTHS)
    page.next_page()
    page.table(
        [["", "", "园2所（第4批）", "育局\n配合单位：资源局"], ["4", "平台", "建设平台。", "配合单位：科技局"]], WIDTHS
    )
    (found,) = grids(read(page.data()))
    assert [row[2] for row in found] == ["任务", "建设园区。", "引进人才。", "新建公办幼儿园2所（第4批）", "建设平台。"]
    assert found[3][3] == "牵头单位：教育局 配合单位：资源局"


def test_two_tables_on_two_pages_stay_two() -> None:
    page = Pdf()
    page.table([HEADER, ["1", "主体", "建设园区。", "发改委"]], WIDTHS)
    page.next_page()
    page.table([["指标", "单位", "2025年目标", "责任单位"], ["园区", "家", "8", "发改委"]], WIDTHS)
    assert [len(rows) for rows in grids(read(page.data()))] == [2, 2]


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pages_and_text_turned_against_each_other(rotation: int, turn: int) -> None:
    """A page set on its side, a wide table turned to fit an upright page, or both: text is read as it runs."""
    page = Pdf(rotation=rotation)
    page.turn(turn)
    page.line("一、总体要求和主要目标")
    page.table([["序号", "任务"], ["1", "建设园区"], ["2", "培育企业"]], [60, 200])
    reading = read(page.data())
    assert words(reading)[0] == "一、总体要求和主要目标"
    assert grids(reading) == [[["序号", "任务"], ["1", "建设园区"], ["2", "培育企业"]]]


def test_the_box_of_a_cell_is_on_the_page_as_it_is_shown() -> None:
    page = Pdf()
    page.turn(90)  # counter-clockwise about the lower right corner: what was left is below
    page.table([["序号", "任务"], ["1", "建设园区"], ["2", "培育企业"]], [60, 200])
    (block,) = read(page.data()).blocks
    assert block.grid is not None
    box = block.grid.cells[-1].box
    assert box is not None
    assert (box.y0, box.y1) == pytest.approx((HEIGHT - LEFT - 260, HEIGHT - LEFT - 60), abs=1)


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_are_dropped(step: int) -> None:
    page = Pdf()
    text = "　　" + LONG * 10
    for number, start in enumerate(range(0, len(text), EMS), 1):
        if number % step == 0:
            page.put(LEFT - 30, page.y, str(number), size=9)
        page.line(text[start : start + EMS].strip("　"), indent=2 if start == 0 else 0)
    assert words(read(page.data())) == [LONG * 10]


def test_numbers_of_a_list_stay() -> None:
    page = Pdf()
    for number in range(1, 10):
        page.put(LEFT, page.y, str(number))
        page.put(LEFT + 30, page.y, LONG[number : number + 8 + number % 3 * 6])
        page.y += 26
    text = read(page.data()).text
    assert all(str(number) in text for number in range(1, 10))


def test_red_head_and_stamp() -> None:
    """The words of a stamp run around it; they are no part of the signature and the date below them."""
    page = Pdf()
    page.put(LEFT + 40, 90, "青溪县人民政府办公室文件", size=30)
    page.put(LEFT + 150, 130, "青政办发〔2025〕12号")
    page.rule(LEFT, 140, LEFT + EMS * SIZE, 140)
    page.y = 190
    page.center("青溪县人民政府办公室关于印发行动计划的通知")
    page.paragraph(LONG)
    page.line("青溪县人民政府办公室", indent=20)
    page.stamp(LEFT + 25 * SIZE, page.y - 10, "青溪县人民政府办公室")
    page.line("2025年3月18日", indent=22)
    reading = read(page.data())
    assert words(reading) == [
        "青溪县人民政府办公室文件",
        "青政办发〔2025〕12号",
        "青溪县人民政府办公室关于印发行动计划的通知",
        LONG,
        "青溪县人民政府办公室",
        "2025年3月18日",
    ]
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("slanted_text", "note")]


def test_box_around_text_is_no_table() -> None:
    page = Pdf()
    page.line("专栏1 重点工程")
    page.line("建设园区。")
    page.box()
    assert grids(read(page.data())) == []


def column(page: Pdf, x: float, y: float, words: str, size: int = 14) -> float:
    """Draw a column of so many characters a line; returns the height below it."""
    for start in range(0, len(words), size):
        page.put(x, y, words[start : start + size])
        y += 26
    return y


RIGHT = LEFT + 16 * SIZE


@pytest.mark.parametrize("gap", [2.0, 1.0])
@pytest.mark.parametrize("lower", [11, 0])
def test_two_columns_are_read_one_after_the_other(gap: float, lower: float) -> None:
    """The lines of the two stand on heights of their own or on the same; what crosses them stands above."""
    page = Pdf()
    left, right = (LONG * 2)[:112], (OTHER * 2)[:112]
    page.center("关于某市重点工作行动方案的政策解读")
    column(page, LEFT, page.y, left)
    column(page, LEFT + (14 + gap) * SIZE, page.y + lower, right)
    assert "".join(read(page.data()).text.split()) == "关于某市重点工作行动方案的政策解读" + left + right


def test_the_last_page_of_columns_may_fill_only_the_left_one() -> None:
    page = Pdf()
    words = (LONG + OTHER) * 3
    column(page, LEFT, TOP, words[:112])
    column(page, RIGHT, TOP, words[112:224])
    page.next_page()
    column(page, LEFT, TOP, words[224:260])
    assert "".join(read(page.data()).text.split("\n")) == words[:260]


def test_a_title_that_a_column_breaks_is_one() -> None:
    page = Pdf()
    page.put(LEFT, TOP, "某县人民政府办公", size=24)
    page.put(LEFT, TOP + 32, "室关于印发方案的", size=24)
    page.put(LEFT + 84, TOP + 64, "通知", size=24)
    column(page, LEFT, TOP + 110, (LONG * 2)[:112])
    column(page, RIGHT, TOP, (OTHER * 3)[:168])
    assert words(read(page.data()))[0] == "某县人民政府办公室关于印发方案的通知"


@pytest.mark.parametrize("width", [7, 14])
def test_cells_and_lists_side_by_side_are_no_columns(width: int) -> None:
    """Columns of seven characters are too narrow to be text; entries of a list do not end at a margin."""
    page = Pdf()
    entries = [LONG[number : number + width - number % 4 * (width // 4)] for number in range(8)]
    for entry in entries:
        page.put(LEFT, page.y, entry)
        page.put(RIGHT, page.y, entry[::-1])
        page.y += 26
    text = "".join(read(page.data()).text.split())
    assert text.startswith(entries[0] + entries[0][::-1])


def test_a_running_head_on_two_pages() -> None:
    page = Pdf()
    for number in (1, 2):
        page.put(LEFT, 40, "青溪政报 2025年第3期", size=9)
        page.line(f"附件{number}")
        page.paragraph(LONG)
        page.next_page()
    assert words(read(page.data())) == ["附件1", LONG, "附件2", LONG]


# ── what cannot be read, or only in part ────────────────────────────────────────────────────────


def test_encrypted_with_an_empty_password_opens() -> None:
    page = Pdf(password="")
    page.line("一、总体要求")
    assert words(read(page.data())) == ["一、总体要求"]


def test_encrypted_with_a_password() -> None:
    page = Pdf(password="geheim")
    page.line("一、总体要求")
    with pytest.raises(Unreadable) as caught:
        read(page.data())
    assert caught.value.code == "encrypted_pdf"


def test_cut_file_is_degraded_or_quarantined() -> None:
    page = Pdf()
    page.line("一、总体要求")
    data = page.data()
    with pytest.raises(Unreadable) as caught:
        read(data[:200])
    assert caught.value.code == "truncated_pdf"
    kept = read(data[: data.rindex(b"startxref")])
    assert [issue.code for issue in kept.issues if issue.severity == "degraded"] == ["truncated_pdf"]


def test_table_without_rules_is_degraded() -> None:
    page = Pdf()
    for place, name in enumerate(["序号", "重点任务", "责任单位"]):
        page.put(LEFT + 120 * place, page.y, name)
    reading = read(page.data())
    assert [issue.code for issue in reading.issues if issue.severity == "degraded"] == ["table_without_rules"]
    ruled = Pdf()
    ruled.table([["序号", "重点任务", "责任单位"], ["1", "建园区", "发改委"]], [40, 200, 120])
    assert read(ruled.data()).issues == ()


def test_broken_file() -> None:
    with pytest.raises(Unreadable) as caught:
        read(b"%PDF-1.4\n" + bytes(range(256)) * 4 + b"\n%%EOF\n")
    assert caught.value.code == "broken_pdf"


def test_fonts_that_do_not_say_what_they_show_are_no_text() -> None:
    """Numbers of glyphs taken for characters are Chinese too, but none of them is common."""
    page = Pdf()
    page.paragraph("甁仴匰嗀崊彧恾懲戮" * 10)
    page.next_page()
    page.paragraph(LONG)
    reading = read(page.data())
    assert words(reading) == [LONG]
    (issue,) = (issue for issue in reading.issues if issue.severity == "degraded")
    assert issue.code == "unmapped_font"
    assert "page 1 " in issue.message


def test_scan_without_text_is_degraded() -> None:
    page = Pdf()
    page.rule(100, 100, 200, 200)
    reading = read(page.data())
    assert reading.text == ""
    assert [(issue.code, issue.severity) for issue in reading.issues] == [("scanned", "degraded")]
    assert "OCR" in reading.issues[0].message


# ── lines that run downwards ────────────────────────────────────────────────────────────────────


def _downward(lines: Sequence[str], page: Pdf, right: float = WIDTH - 90) -> Pdf:
    for number, line in enumerate(lines):
        for place, character in enumerate(line):
            page.put(right - number * LEADING, TOP + place * SIZE, character)
    return page


def test_lines_that_run_downwards_are_read_from_right_to_left() -> None:
    text = LONG + OTHER
    lines = ["关于推动民宿发展的实施方案", "一、总体要求", *(text[at : at + 24] for at in range(0, len(text), 24))]
    page = _downward([*lines, "二、主要任务︵共八项︶"], Pdf())
    reading = read(page.data())
    assert words(reading) == [*lines[:2], text, "二、主要任务（共八项）"]


@pytest.mark.parametrize(("down", "level", "expected"), [(40, 0, True), (40, 8, True), (40, 30, False), (20, 0, False)])
def test_a_title_that_runs_down_the_side_leaves_the_page_level(down: int, level: int, expected: bool) -> None:
    side = [Glyph("题", 500.0, 514.0, 90.0 + SIZE * place, SIZE) for place in range(down)]
    text = [Glyph("文", 72.0 + SIZE * place, 86.0 + SIZE * place, 90.0, SIZE) for place in range(level)]
    assert runs_down([*side, *text]) is expected


def test_a_table_of_lines_that_run_downwards() -> None:
    page = _downward([LONG[:30], LONG[30:]], Pdf())
    rows = [["任务", "建设园区", "培育企业"], ["单位", "商务局", "科技局"]]
    top, right, wide, high = TOP + 200.0, WIDTH - 220.0, 40.0, 120.0
    for number in range(3):  # a row of the table is a column of the page
        x = right - number * wide
        for place in (0, 1):
            cell = rows[place][number]
            for step, character in enumerate(cell):
                page.put(x - 27, top + place * high + 20 + step * SIZE, character)
    for number in range(4):
        page.rule(right - number * wide, top, right - number * wide, top + 2 * high)
    for number in range(3):
        page.rule(right - 3 * wide, top + number * high, right, top + number * high)
    assert grids(read(page.data())) == [[["任务", "单位"], ["建设园区", "商务局"], ["培育企业", "科技局"]]]


@pytest.mark.parametrize("rotation", [0, 180])  # the producer takes the box of a page that lies for one that stands
def test_what_a_crop_box_cuts_off_is_not_read(rotation: int) -> None:
    page = Pdf(rotation=rotation, crop=(40, 300, WIDTH - 40, HEIGHT - 60))
    page.put(LEFT, 100, "一、建设产业园区五个。")
    page.put(LEFT, 30, "某市印刷厂排版样张")
    page.put(LEFT, 700, "裁切线外的第二行。")
    assert read(page.data()).text.strip() == "一、建设产业园区五个。"
