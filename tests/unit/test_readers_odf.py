"""OpenDocument texts and sheets to readings, from packages and flat files."""

from __future__ import annotations

import pytest

from extractors.models import Unreadable
from extractors.readers import claim, read
from tests.fixtures.make_odf import flat, package
from tests.readings import grid

LISTS = (
    '<text:list-style style:name="L1">'
    '<text:list-level-style-number text:level="1" style:num-format="一, 二, 三, ..." style:num-suffix="、"/>'
    '<text:list-level-style-number text:level="2" style:num-format="一, 二, 三, ..." style:num-prefix="（"'
    ' style:num-suffix="）"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" text:display-levels="2" text:start-value="3"/>'
    '<text:list-level-style-bullet text:level="4"/></text:list-style>'
)


def p(words: str, **attributes: str) -> str:
    said = "".join(f' text:{name.replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<text:p{said}>{words}</text:p>"


def item(inner: str, attributes: str = "") -> str:
    return f"<text:list-item{attributes}>{inner}</text:list-item>"


def listed(inner: str, attributes: str = ' text:style-name="L1"') -> str:
    return f"<text:list{attributes}>{inner}</text:list>"


def words(body: str, styles: str = "") -> list[str]:
    reading = read(flat(body, styles))
    return [block.span.of(reading.text) for block in reading.blocks]


@pytest.mark.parametrize("kind", ["text", "spreadsheet"])
def test_a_package_and_a_flat_file_say_the_same(kind: str) -> None:
    cells = "".join(f"<table:table-cell>{p(name)}</table:table-cell>" for name in ("序号", "任务"))
    body = f'<table:table table:name="表"><table:table-row>{cells}</table:table-row></table:table>'
    body = p("正文。") if kind == "text" else body
    readings = [read(package(body, kind=kind)), read(flat(body, kind=kind), "a.xml")]
    assert readings[0] == readings[1]
    assert readings[0].media_type.endswith(kind)
    assert claim(flat(body, kind=kind))[0].name == {"text": "odt", "spreadsheet": "ods"}[kind]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        # numbers of three levels, the third with the one above it and a start of its own; a bullet has none
        (
            listed(
                item(p("目标"))
                + item(
                    p("任务") + listed(item(p("主体") + listed(item(p("甲。") + listed(item(p("乙。")), "")), "")), "")
                )
            ),
            ["一、目标", "二、任务", "（一）主体", "一.3甲。", "乙。"],
        ),
        # a list goes on behind a paragraph, or counts anew; an item may say its number, a second paragraph has none
        (
            listed(item(p("甲")))
            + p("文。")
            + listed(item(p("乙") + p("续。")), ' text:style-name="L1" text:continue-numbering="true"')
            + listed(item(p("丙"), ' text:start-value="7"'))
            + listed(item(p("丁"))),
            ["一、甲", "文。", "二、乙", "续。", "七、丙", "一、丁"],
        ),
        # an item without words counts, as it shows its number; a list header and one that holds a list have none
        (
            listed("<text:list-header>" + p("头。") + "</text:list-header>" + item(p("")) + item(p("甲"))),
            ["头。", "二、甲"],
        ),
        (listed(item(listed(item(p("甲")))) + item(p("乙"))), ["（一）甲", "一、乙"]),
        # deleted words, notes of reviewers, hidden spans and readings are not seen
        (
            "<text:tracked-changes><text:changed-region><text:deletion>" + p("旧。") + "</text:deletion>"
            "</text:changed-region></text:tracked-changes>"
            + p('见<office:annotation>批注</office:annotation><text:span text:style-name="T9">藏</text:span>文。')
            + p("<text:ruby><text:ruby-base>区</text:ruby-base><text:ruby-text>qu</text:ruby-text></text:ruby>域。"),
            ["见文。", "区域。"],
        ),
        # a box follows its paragraph, a note the document; blanks, tabs and breaks are elements
        (
            p(
                "文<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                + p("注。")
                + "</text:note-body></text:note>中。<draw:frame><draw:text-box>"
                + p("框。")
                + "</draw:text-box></draw:frame>"
            )
            + p('A<text:s text:c="2"/>B<text:tab/>C。<text:line-break/>D。'),
            ["文中。", "框。", "A  B C。", "D。", "注。"],
        ),
        # a section, hidden or not
        (
            "<text:section>"
            + p("甲。")
            + '</text:section><text:section text:display="none">'
            + p("藏。")
            + "</text:section>",
            ["甲。"],
        ),
    ],
)
def test_text(body: str, expected: list[str]) -> None:
    hidden = (
        '<style:style style:name="T9" style:family="text"><style:text-properties text:display="none"/></style:style>'
    )
    assert words(body, LISTS + hidden) == expected


def test_headings_and_styles() -> None:
    styles = (
        '<style:style style:name="A" style:family="paragraph"><style:paragraph-properties fo:text-align="center"/>'
        '<style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="B" style:family="paragraph" style:parent-style-name="A"/>'
        '<style:style style:name="C" style:family="paragraph" style:parent-style-name="C"/>'
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="1" style:num-suffix="."/>'
        "</text:outline-style>"
    )
    body = p("方案", style_name="B") + '<text:h text:outline-level="1">目标</text:h>' + p("文。", style_name="C")
    reading = read(flat(body, styles))
    assert [(b.span.of(reading.text), b.is_centered, b.is_bold, b.level) for b in reading.blocks] == [
        ("方案", True, True, None),
        ("1.目标", False, False, 1),
        ("文。", False, False, None),
    ]


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        ('style:text-line-through-style="solid"', "园区5个"),
        ('style:text-line-through-style="none"', "园区35个"),
        ('style:text-position="super 58%"', "园区³5个"),
        ('style:text-position="33% 58%"', "园区³5个"),
        ('style:text-position="sub 58%"', "园区35个"),
    ],
)
def test_no_number_is_made_of_two(look: str, expected: str) -> None:
    """What is struck through is left out, what is raised is told from the figure behind it."""
    styles = f'<style:style style:name="T1" style:family="text"><style:text-properties {look}/></style:style>'
    assert words(p('园区<text:span text:style-name="T1">3</text:span>5个'), styles) == [expected]


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row{attributes}>{''.join(cells)}</table:table-row>"


def cell(text: str, attributes: str = "") -> str:
    return f"<table:table-cell{attributes}>{p(text) if text else ''}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"
DOWN, RIGHT = ' table:number-rows-spanned="2"', ' table:number-columns-spanned="2"'


def test_a_cell_without_words_is_its_number() -> None:
    """A column of automatic serial numbers."""
    serials = [
        f"<table:table-cell>{listed(item(p('')), attributes)}</table:table-cell>"
        for attributes in (' text:style-name="L1"', ' text:style-name="L1" text:continue-numbering="true"')
    ]
    rows = (row(serial, cell(words)) for serial, words in zip(serials, ("建园区。", "育企业。"), strict=True))
    body = "<table:table>" + row(cell("序号"), cell("任务")) + "".join(rows) + "</table:table>"
    assert grid(read(flat(body, LISTS))) == [["序号", "任务"], ["一、", "建园区。"], ["二、", "育企业。"]]


def test_merged_cells_of_a_text() -> None:
    inner = "<table:table>" + row(cell("内甲。"), cell("内乙")) + "</table:table>"
    body = (
        "<table:table><table:table-column/><table:table-header-rows>"
        + row(cell("序号"), cell("任务"), cell("单位"))
        + "</table:table-header-rows>"
        + row(cell("1", DOWN), cell("建园区。"), cell("区商务委"))
        + row(COVERED, cell("两列", RIGHT), COVERED)
        + row(cell("2"), f"<table:table-cell>{p('甲。')}{inner}</table:table-cell>", cell("区财政局"))
        + "</table:table>"
    )
    assert grid(read(flat(body))) == [
        ["序号", "任务", "单位"],
        ["1", "建园区。", "区商务委"],
        ["1", "两列", "两列"],
        ["2", "甲。 内甲。内乙", "区财政局"],
    ]


def test_a_layout_table_is_text() -> None:
    assert words("<table:table>" + row(cell("甲事项。")) + "</table:table>") == ["甲事项。"]


def sheet(*rows: str, name: str = "任务分工表", attributes: str = "") -> str:
    return f'<table:table table:name="{name}"{attributes}>{"".join(rows)}</table:table>'


def value(kind: str, shown: str, said: str = "") -> str:
    return f'<table:table-cell office:value-type="{kind}"{said}><text:p>{shown}</text:p></table:table-cell>'


def test_cells_of_a_sheet() -> None:
    body = sheet(
        row(cell("序号"), cell("任务"), cell("数量"), cell("完成时限")),
        row(
            cell("1", DOWN),
            cell("建园区"),
            value("float", "1,200"),
            value("date", "25/3/1", ' office:date-value="2025-03-01"'),
        ),
        row(COVERED, cell("育企业"), value("percentage", "85%"), cell("甲<text:s/>乙")),
        # the first of a month that is shown without its day is none that was written
        row(
            cell("2"),
            cell("修道路"),
            value("float", "3"),
            value("date", "2025年6月", ' office:date-value="2025-06-01"'),
        ),
        row(
            cell("3"),
            cell("降能耗"),
            value("float", "(3,500)", ' office:value="-3500"'),
            value("float", "1.20E+10", ' office:value="12000000000"'),
        ),
        # the rest of a million empty rows and columns takes no room
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes=' table:number-rows-repeated="1048570"',
        ),
    )
    assert grid(read(package(body, kind="spreadsheet"))) == [
        ["序号", "任务", "数量", "完成时限"],
        ["1", "建园区", "1200", "2025-03-01"],
        ["1", "育企业", "85%", "甲乙"],
        ["2", "修道路", "3", "2025年6月"],
        ["3", "降能耗", "-3500", "12000000000"],
    ]


def test_formulas_without_a_value_are_told() -> None:
    formula = ' table:formula="of:=SUM([.B2])"'
    body = sheet(
        row(cell("指标"), cell("目标")),
        row(cell("园区"), cell("", formula)),
        row(cell("备注"), f'<table:table-cell{formula} office:value-type="string" office:string-value=""/>'),
        row(cell("企业"), value("float", "8", formula + ' office:value="8"')),
    )
    reading = read(package(body, kind="spreadsheet"))
    assert grid(reading)[1:] == [["园区", None], ["备注", None], ["企业", "8"]]
    assert [issue.message.split(":")[0] for issue in reading.issues] == ["1 formula has no value stored (任务分工表)"]


def test_repeated_cells_and_rows_stand_as_often_as_they_say() -> None:
    body = sheet(
        row(cell("任务"), cell("单位"), cell("时限")),
        row(
            cell("建园区"),
            cell("区商务委", ' table:number-columns-repeated="2"'),
            attributes=' table:number-rows-repeated="2"',
        ),
    )
    assert grid(read(flat(body, kind="spreadsheet")))[1:] == [["建园区", "区商务委", "区商务委"]] * 2


def test_hidden_sheets_are_left_out() -> None:
    styles = (
        '<style:style style:name="h" style:family="table"><style:table-properties table:display="false"/></style:style>'
    )
    body = sheet(row(cell("甲。"))) + sheet(row(cell("藏。")), attributes=' table:style-name="h"')
    assert read(flat(body, styles, "spreadsheet")).text == "甲。"


TASKS = [["序号", "任务", "单位"], ["1", "建设园区", "发改委"], ["2", "培育企业", "工信局"]]


def tasks() -> str:
    rows = "".join(row(*(cell(words) for words in line)) for line in TASKS)
    return f"<table:table>{rows}</table:table>"


def test_a_table_in_a_table_that_is_a_frame() -> None:
    inside = p("任务分工表") + tasks() + p("")
    frame = "<table:table>" + row(f"<table:table-cell>{inside}</table:table-cell>") + "</table:table>"
    reading = read(flat(p("通知") + frame))
    assert grid(reading) == TASKS
    assert reading.text.startswith("通知\n任务分工表\n")


@pytest.mark.parametrize("shape", ["custom-shape", "rect", "ellipse"])
def test_a_shape_holds_paragraphs_and_tables(shape: str) -> None:
    space = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
    other = tasks().replace("table:table", "loext:table", 1).replace("</table:table>", "</loext:table>")
    other = other.replace("<loext:table>", f'<loext:table xmlns:loext="{space}">')
    other = other.replace("table:table-", "loext:table-")
    words = p("一、目标") + p("二、任务")
    body = f"<text:p>如图：<draw:{shape}>{words}{other}</draw:{shape}></text:p>"
    reading = read(flat(body))
    assert [block.span.of(reading.text) for block in reading.blocks[:3]] == ["如图：", "一、目标", "二、任务"]
    assert grid(reading) == TASKS


def test_a_forged_count_of_cells_is_bounded() -> None:
    huge = ' table:number-columns-repeated="99999999999999999999"'
    bomb = row(cell("甲", huge), attributes=' table:number-rows-repeated="99999999999"')
    assert len(read(flat(sheet(bomb), kind="spreadsheet")).text) < 100_000
    reading = read(flat("<table:table>" + row(cell("甲", huge), cell("乙")) + "</table:table>"))
    assert len(reading.text) < 5_000


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (package("", META_INF__manifest_xml=""), None),
        (package(p("甲。"), **{"META_INF__manifest.xml": "<manifest:encryption-data/>"}), "encrypted_odf"),
        (flat(p("甲。")).replace(b"<office:text>", b"<office:none>"), "broken_odf"),
        (package(sheet(), kind="spreadsheet"), "empty"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, code: str | None) -> None:
    if code is None:
        assert [issue.code for issue in read(data).issues] == ["empty_text"]
        return
    with pytest.raises(Unreadable) as caught:
        read(data)
    assert caught.value.code == code
