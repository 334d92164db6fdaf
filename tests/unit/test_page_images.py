"""Pictures of pages: drawn for each format, in the right size, without contact persons."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw, ImageStat

from extractors import extract
from extractors.models import PageBox, Unreadable
from extractors.page_images import Hidden, PageImage, draw_pages
from pipeline.review.sheets import hidden_of
from tests.fixtures.make_ofd import LEFT as OFD_LEFT
from tests.fixtures.make_ofd import ofd, rule, text
from tests.fixtures.make_pdf import HEIGHT, LEADING, LEFT, SIZE, TOP, WIDTH, Pdf

PDF, OFD = "application/pdf", "application/ofd"
PHONE = "13812345678"


def bitmap(image: PageImage) -> Image.Image:
    with Image.open(io.BytesIO(image.data)) as opened:
        return opened.convert("L")


def darkness(image: PageImage, x0: float, y0: float, x1: float, y1: float) -> float:
    """How dark a rectangle of a page is, in points: 0 white, 1 black."""
    drawn = bitmap(image)
    scale = drawn.width / image.width
    part = drawn.crop((round(x0 * scale), round(y0 * scale), round(x1 * scale), round(y1 * scale)))
    return 1 - ImageStat.Stat(part).mean[0] / 255


def pdf() -> bytes:
    page = Pdf()
    page.line("某市重点工作行动方案，由办公室负责解释。")
    page.line(f"联系人：王某某，电话：{PHONE}。")
    page.next_page()
    page.line("一、总体要求")
    return page.data()


def test_only_the_pages_that_are_asked_for_are_drawn() -> None:
    (image,) = draw_pages(pdf(), PDF, [2, 7])
    assert (image.number, image.suffix) == (2, "webp")
    assert (image.width, image.height) == pytest.approx((WIDTH, HEIGHT), abs=1)
    assert bitmap(image).size == (round(WIDTH * 1.5), round(HEIGHT * 1.5))
    assert darkness(image, LEFT, TOP - SIZE, LEFT + 6 * SIZE, TOP) > 0.05


def test_a_contact_is_black_on_its_page_and_the_line_above_is_not() -> None:
    """Also where the document's text has lost its contacts: the page's own characters are looked through."""
    (image,) = draw_pages(pdf(), PDF, [1])
    phone = LEFT + 11 * SIZE
    line = TOP + LEADING
    assert darkness(image, phone, line - SIZE * 0.8, phone + 5 * SIZE, line) > 0.95
    assert darkness(image, LEFT, TOP - SIZE, LEFT + 10 * SIZE, TOP) < 0.5
    assert darkness(image, LEFT + 4 * SIZE, line - SIZE * 0.8, LEFT + 7 * SIZE, line) > 0.95  # the name
    assert darkness(image, LEFT, line - SIZE * 0.8, LEFT + 3 * SIZE, line) < 0.5  # 联系人


def test_words_that_a_page_does_not_show_black_out_their_boxes() -> None:
    box = PageBox(1, LEFT, TOP - SIZE, LEFT + 10 * SIZE, TOP)
    (image,) = draw_pages(pdf(), PDF, [1], [Hidden("无此人", (box,)), Hidden("办公室", (box,))])
    assert darkness(image, box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1) > 0.95
    (image,) = draw_pages(pdf(), PDF, [1], [Hidden("办公室", (box,))])
    assert darkness(image, box.x0 + 1, box.y0 + 1, box.x1 - 1, box.y1 - 1) < 0.5


def test_an_ofd_page_is_drawn_anew_without_its_contacts() -> None:
    words = text("关于同意申请的批复&lt;&amp;", OFD_LEFT, 40) + text(f"联系电话：{PHONE}", OFD_LEFT, 60)
    words += rule(30, 70, 150, 70)
    (image,) = draw_pages(ofd(words), OFD, [1])
    drawn = image.data.decode()
    assert image.suffix == "svg"
    assert drawn.startswith("<svg ")
    assert ">批</text>" in drawn
    assert ">&lt;</text>" in drawn
    assert ">话</text>" in drawn
    assert drawn.count("<rect x=") == len(PHONE)
    assert not any(f">{digit}</text>" in drawn for digit in PHONE)
    assert "M85.0 198.4H425.2" in drawn


def test_an_image_is_made_smaller_and_its_boxes_are_black() -> None:
    buffer = io.BytesIO()
    sheet = Image.new("RGB", (1654, 2339), "white")
    ImageDraw.Draw(sheet).rectangle((100, 100, 1500, 400), fill="grey")
    sheet.save(buffer, "PNG", dpi=(200, 200))
    (image,) = draw_pages(buffer.getvalue(), "image/png", [1], [Hidden("无", (PageBox(1, 36, 360, 144, 400),))])
    assert (image.width, image.height) == pytest.approx((595.44, 842.04), abs=0.1)
    assert darkness(image, 40, 362, 140, 398) > 0.95
    assert darkness(image, 40, 40, 500, 140) == pytest.approx(0.5, abs=0.05)
    assert darkness(image, 200, 360, 500, 400) < 0.05


@pytest.mark.parametrize(
    ("data", "media_type"),
    [(b"%PDF-1.4 nothing", PDF), (b"\x89PNG\r\n\x1a\n cut", "image/png"), (b"a text", "text/plain")],
)
def test_what_cannot_be_drawn_has_no_pictures(data: bytes, media_type: str) -> None:
    assert list(draw_pages(data, media_type, [1])) == []


def test_an_ofd_that_is_none_is_unreadable() -> None:
    with pytest.raises(Unreadable):
        list(draw_pages(b"PK no archive", OFD, [1]))


# ── where words stand ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_lines_and_cells_know_their_places(rotation: int) -> None:
    page = Pdf(rotation=rotation)
    page.y = 300.0  # reportlab lays a turned sheet on its side: what stands higher would be off it
    page.line("某市重点工作行动方案")
    page.table([["序号", "任务"], ["1", "建设园区"], ["2", "培育企业"]], [60, 200])
    data = page.data()
    found = extract(data, "a.pdf")
    placed = {found.text[one.start : one.end]: one for one in found.placements}
    assert placed["某市重点工作行动方案"].is_cell is False
    assert placed["培育企业"].is_cell is True
    (image,) = draw_pages(data, PDF, [1])
    for one in placed.values():
        inside = darkness(image, one.x0 + 1, one.y0 + 1, one.x1 - 1, one.y1 - 1)
        assert inside > 0.005, one
        assert 0 <= one.x0 < one.x1 <= image.width
        assert 0 <= one.y0 < one.y1 <= image.height


def test_the_contacts_of_a_document_are_hidden_where_they_stand() -> None:
    (name, phone) = hidden_of(extract(pdf(), "a.pdf"))
    assert (name.words, phone.words) == ("王某某", PHONE)
    assert [box.page for box in phone.boxes] == [1]
