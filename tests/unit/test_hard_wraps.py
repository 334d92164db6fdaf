"""Texts that were hard-wrapped before they were printed: the lines of the page back to those of the text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.hard_wraps import PrintedLine, lines_before_print
from extractors.models import Reading
from extractors.readers import read
from tests.fixtures.make_pdf import LEADING, Pdf

PROSE = (
    "加强部门协同，压实工作责任。定期调度重点事项进展情况，及时研究解决推进过程中遇到的困难和问题。明确各年度目标"
    "任务，健全考核评价办法，确保各项工作落地见效，群众满意度逐年提升。",
    "鼓励社会力量参与项目建设与运营管理，完善激励政策，营造良好环境。推动形成可复制可推广的经验做法，持续扩大试点"
    "范围。到规划期末，新建社区食堂四十二个，改造老旧小区一百二十三处。",
    "支持科研机构与企业共建中试平台，落实研发费用加计扣除。培育专精特新企业，每年遴选一批典型应用场景。完善人才公寓"
    "配套，为青年人才提供两年以内的过渡住房，简化申请和续租手续。",
    "推进水岸联动治理，开展排口溯源整治。完善污水管网，消除直排口和空白区。健全河湖长制，落实巡查责任，断面水质稳定"
    "达到三类以上，城区黑臭水体全部消除，并建立长效管护机制。",
)
ENDS = "。；！？，、）》"


def cut(words: str, width: int) -> list[str]:
    """Lines of at most so many characters; no mark opens one."""
    lines: list[str] = []
    while words:
        end = width
        while end < len(words) and words[end] in ENDS:
            end -= 1
        lines.append(words[:end])
        words = words[end:]
    return lines


def printed(page: Pdf, lines: Sequence[str], width: int) -> Pdf:
    """Lines of a text on a page that holds so many characters; an empty one leaves a line blank."""
    for line in lines:
        pieces = cut(line, width) if line else []
        for number, piece in enumerate(pieces):
            if page.y > 26 * LEADING:
                page.next_page()
            page.line(piece.lstrip("　"), indent=2 if number == 0 and piece.startswith("　") else 0)
        page.y += 0 if line else LEADING
    return page


def words(reading: Reading) -> list[str]:
    return [block.span.of(reading.text) for block in reading.blocks]


TITLE = "某市推动社区服务高质量发展行动方案"
HEADING = "一、重点任务"
TEXT = [TITLE, HEADING, *PROSE]


def text_lines(wrap: int, *, is_indented: bool) -> list[str]:
    indent, gap = ("　　", []) if is_indented else ("", [""])
    return [line for paragraph in TEXT for line in (*cut(indent + paragraph, wrap), *gap)]


@pytest.mark.parametrize("is_indented", [True, False])
@pytest.mark.parametrize(
    ("wrap", "page"),
    [
        (40, 32),  # remnants of eight
        (34, 32),  # of two, and lines that the page need not cut
        (50, 32),  # of half a line and more
        (30, 14),  # two full lines and a remnant
        (24, 32),  # a page that is wider than the text
    ],
)
def test_a_hard_wrapped_text_that_was_printed_is_whole(wrap: int, page: int, is_indented: bool) -> None:
    reading = read(printed(Pdf(), text_lines(wrap, is_indented=is_indented), page).data())
    assert words(reading) == TEXT


def test_a_line_that_a_page_end_cuts_stands_on_both_pages() -> None:
    lines = text_lines(40, is_indented=True)
    page = Pdf()
    page.y = 10 * LEADING
    reading = read(printed(page, lines * 2, 32).data())
    assert words(reading) == TEXT * 2
    for place in reading.placements:
        page_span = reading.page_spans[place.page - 1]
        assert page_span.start <= place.start <= place.end <= page_span.end
    boxed = sum(place.end - place.start for place in reading.placements)
    assert boxed == len(reading.text.replace("\n", ""))


def test_a_style_that_indents_each_line_says_nothing() -> None:
    page = Pdf()
    for line in text_lines(38, is_indented=True):
        # As a word processor sets lines that were pasted into it, two characters further in, all but what it wraps.
        pieces = cut("　　" + line, 32)
        for number, piece in enumerate(pieces):
            page.line(piece.lstrip("　"), indent=len(piece) - len(piece.lstrip("　")) if number == 0 else 0)
    assert words(read(page.data())) == TEXT


def test_bodies_that_blanks_part_keep_them_where_the_page_cuts() -> None:
    lists = ["", "（责任单位：市商务局 市财政局 市文化和旅游局 市人力资源社会保障局 市体育局 市农业农村局）", ""]
    reading = read(printed(Pdf(), [*text_lines(40, is_indented=False), *cut(lists[1], 40), ""], 24).data())
    assert words(reading)[-1] == lists[1]


def test_paragraphs_of_a_page_stay_as_they_are() -> None:
    page = Pdf()
    for paragraph in (*PROSE, *PROSE):
        page.paragraph(paragraph)
    assert words(read(page.data())) == [*PROSE, *PROSE]


def lines_of(texts: Sequence[str], page: int) -> list[PrintedLine]:
    """Lines as a page has them; full is what has no room for another character."""
    return [
        PrintedLine(piece, 0.0, float(len(piece)), is_full=len(piece) > page - 2)
        for text in texts
        for piece in cut(text, page)
    ]


CUT = [line for paragraph in PROSE for line in cut(paragraph, 40)]
ENTRIES = [
    "推进城区老旧小区加装电梯，完善配套服务设施建设，健全长效管护机制。",
    "推进园区循环化改造工程，建设污水集中处理设施，提升再生利用水平。",
    "推进义务教育学校扩建，完善乡镇寄宿制学校设施，优化教师资源配置。",
    "推进基层医疗机构建设，完善远程诊疗和双向转诊，提升服务供给能力。",
    "推进智慧停车平台建设，完善公共停车场错时共享，规范收费管理行为。",
]
NAMES = [entry.replace("，", "与").replace("。", "等") for entry in ENTRIES]


@pytest.mark.parametrize(
    ("texts", "page", "is_found"),
    [
        (CUT, 36, True),
        # a page that cuts nothing
        (CUT, 45, False),
        # paragraphs of all lengths
        ([part for paragraph in PROSE for part in (paragraph, paragraph[20:])], 36, False),
        # entries of one length that end where a sentence does, and titles that end nowhere
        (ENTRIES, 28, False),
        (NAMES, 28, False),
        # sentences of two lines of all lengths
        ([f"{part}。" for paragraph in PROSE for part in paragraph.split("。") if part], 20, False),
    ],
)
def test_only_a_text_that_was_cut_before_the_page_is_put_together(texts: list[str], page: int, is_found: bool) -> None:
    found = lines_before_print(lines_of(texts, page))
    assert (found is not None) is is_found
    if found is not None:
        assert found.counts == [len(cut(text, page)) for text in texts]


def test_a_word_that_found_no_room_leaves_its_line_short() -> None:
    lines = lines_of(CUT, 36)
    head = [PrintedLine("某市印发《数字经济高质量发展三年行动计划（", 0.0, 31.0)]
    rest = [PrintedLine("2025—2027年）", 0.0, 8.5), PrintedLine("》。", 0.0, 2.0)]
    found = lines_before_print([*lines, *head, *rest])
    assert found is not None
    assert found.counts[-2:] == [2, 1]


def test_a_heading_behind_a_full_last_line_stays_alone() -> None:
    last = "健全河湖长制，落实巡查责任，断面水质稳定达到三类以上，城区黑臭水体消除。"
    assert len(last) == 36
    texts = [*CUT, last, "（二）推进水岸治理"]
    found = lines_before_print(lines_of(texts, 36))
    assert found is not None
    assert found.counts[-2:] == [1, 1]


def test_nothing_is_nothing() -> None:
    assert lines_before_print([]) is None
