"""Footnotes of printed pages: signs out of the sentences, notes at the end; what only looks like them stays."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Reading
from extractors.readers import read
from tests.fixtures.make_pdf import LEFT, SIZE, Pdf

SMALL = 9.0  # points of a note
FOOT = 720.0  # points down the page at which notes begin
TEXT = ("到2027年，全县绿色食品认证率", "达到85%以上，培育龙头企业15家。")
NOTE = "指有效期内产品产量占总产量的比重。"

HEAD = "一、工作目标"
REST = ["二、主要任务", "三、保障措施", "四、组织实施"]


def words(reading: Reading) -> list[str]:
    return [block.span.of(reading.text) for block in reading.blocks]


def sentence(page: Pdf, sign: str, *, size: float = 8.0, rise: float = 4.5) -> None:
    """A line of text with a sign inside, and more lines that show how large the text is."""
    page.line(HEAD, indent=2)
    left, right = TEXT
    place = LEFT + 2 * SIZE + sum(SIZE if ord(character) > 255 else SIZE / 2 for character in left)
    page.put(LEFT + 2 * SIZE, page.y, left)
    page.put(place, page.y - rise, sign, size)
    width = sum(size if ord(character) > 255 else size / 2 for character in sign)
    page.put(place + width, page.y, right)
    page.y += 26
    for line in REST:
        page.line(line, indent=2)


def foot(page: Pdf, *lines: str, size: float = SMALL, y: float = FOOT) -> None:
    for number, line in enumerate(lines):
        page.put(LEFT, y + 14 * number, line, size)


@pytest.mark.parametrize(
    ("sign", "written"),
    [("①", "① "), ("①", "①"), ("1", "1 "), ("1", "1."), ("[1]", "[1]"), ("*", "* "), ("〔1〕", "〔1〕")],
)
@pytest.mark.parametrize("rise", [3.0, 8.0])  # within the line, and so far that it would be a line of its own
def test_a_sign_leaves_its_sentence_and_its_note_stands_at_the_end(sign: str, written: str, rise: float) -> None:
    page = Pdf()
    sentence(page, sign, rise=rise)
    foot(page, written + NOTE)
    assert words(read(page.data())) == [HEAD, "".join(TEXT), *REST, NOTE]


def test_the_indicator_is_whole() -> None:
    page = Pdf()
    sentence(page, "2")
    foot(page, "2 " + NOTE)
    (target,) = [target for target in extract(page.data(), "plan.pdf").targets if target.base_unit == "%"]
    assert (target.indicator, target.value_low) == ("全县绿色食品认证率", 85.0)


def test_a_note_has_several_lines_and_a_place_for_each() -> None:
    page = Pdf()
    sentence(page, "①")
    foot(page, "① 指有效期内绿色食品标志使用产品产量占总产量的", "比重，以公布的数据为准。")
    reading = read(page.data())
    assert words(reading)[-1] == "指有效期内绿色食品标志使用产品产量占总产量的比重，以公布的数据为准。"
    assert [place.page for place in reading.placements][-2:] == [1, 1]


def test_a_printer_may_put_a_note_on_the_next_page() -> None:
    page = Pdf()
    sentence(page, "①")
    page.next_page()
    page.line("五、监督考核", indent=2)
    foot(page, "①" + NOTE)
    assert words(read(page.data())) == [HEAD, "".join(TEXT), *REST, "五、监督考核", NOTE]


def test_notes_of_each_page_stand_at_the_end_in_their_order() -> None:
    page = Pdf()
    sentence(page, "①")
    foot(page, "①" + NOTE)
    page.next_page()
    sentence(page, "①")
    foot(page, "①由县农业农村局认定。")
    assert words(read(page.data())) == [
        HEAD,
        "".join(TEXT),
        *REST,
        HEAD,
        "".join(TEXT),
        *REST,
        NOTE,
        "由县农业农村局认定。",
    ]


@pytest.mark.parametrize(
    ("sign", "size", "rise", "note", "y", "note_size"),
    [
        ("①", SIZE, 0.0, "① " + NOTE, FOOT, SMALL),  # as large as the text: it counts things
        ("①", 8.0, 0.0, "① " + NOTE, FOOT, SMALL),  # small but not raised
        ("①", 8.0, 4.5, "② " + NOTE, FOOT, SMALL),  # another note
        ("①", 8.0, 4.5, "① " + NOTE, 330.0, SMALL),  # not at the foot
        ("①", 8.0, 4.5, "① " + NOTE, FOOT, SIZE),  # as large as the text: an item of it
    ],
)
def test_what_size_and_place_do_not_tell_stays(
    sign: str, size: float, rise: float, note: str, y: float, note_size: float
) -> None:
    page = Pdf()
    sentence(page, sign, size=size, rise=rise)
    foot(page, note, y=y, size=note_size)
    found = words(read(page.data()))
    assert found[1] == sign.join(TEXT)
    assert NOTE in found[-1]
    assert found[-1][0] in "①②"


def test_a_power_is_no_sign() -> None:
    page = Pdf()
    page.put(LEFT, page.y, "全县改造面积达到120km")
    width = 8 * SIZE + 5 * SIZE / 2
    page.put(LEFT + width, page.y - 4.5, "2", 8.0)
    page.put(LEFT + width + 4, page.y, "以上。")
    page.y += 26
    for line in REST:
        page.line(line, indent=2)
    foot(page, "2 " + NOTE)
    found = words(read(page.data()))
    assert found[0] == "全县改造面积达到120km2以上。"
    assert found[-1] == "2 " + NOTE


def test_all_notes_of_a_page_have_their_sign_or_none_is_taken() -> None:
    page = Pdf()
    sentence(page, "①")
    foot(page, "①" + NOTE, "②由县农业农村局认定。")
    assert words(read(page.data())) == [HEAD, "①".join(TEXT), *REST, "①" + NOTE, "②由县农业农村局认定。"]
