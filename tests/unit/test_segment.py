"""Lines to paragraphs: which lines are joined, which are not, and why."""

from __future__ import annotations

import pytest

from extractors.layout import lay_out
from extractors.segment import find_layout, is_closed, join_lines, opens_block, split_lines
from extractors.spans import apply_edits


def paragraphs(text: str) -> list[str]:
    """The blocks of a text, each as one line."""
    edited, _ = apply_edits(text, lay_out(text).edits)
    return edited.split("\n")


LONG = "推动数字平台提升服务能力，支持企业开展技术改造，鼓励园区建设公共服务设施，完善产业配套"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a page's end inside a word, blank lines around it
        (
            "提升能力。支持龙头企业做大做强，提升大数\n\n据应用水平。",
            ["提升能力。支持龙头企业做大做强，提升大数据应用水平。"],
        ),
        # a page number stood in between
        (
            "提升能力。支持龙头企业做大做强，提升大数\n\n— 3 —\n\n据应用水平。",
            ["提升能力。支持龙头企业做大做强，提升大数据应用水平。"],
        ),
        # a list that goes on behind its comma
        (
            "抄送：市委各部门、市人大办、市政协办、\n\n市各人民团体。",
            ["抄送：市委各部门、市人大办、市政协办、市各人民团体。"],
        ),
        # a bracket that is still open
        ("由有关部门负责落实（市发展改革委、\n市财政局）。", ["由有关部门负责落实（市发展改革委、市财政局）。"]),
        # without a full stop inside, only a long line is prose
        (f"{LONG}体系\n健全，运行规范。", [f"{LONG}体系健全，运行规范。"]),
        # a unit line stays alone
        ("形成示范作用。\n（牵头单位：市商务局）", ["形成示范作用。", "（牵头单位：市商务局）"]),
        # headings have no full stop and join nothing
        ("一、总体要求\n坚持统筹发展，注重实效。", ["一、总体要求", "坚持统筹发展，注重实效。"]),
        # a heading with a comma is shorter than prose
        (
            "二、坚持创新驱动，加快构建现代化产业体系\n深入实施工程，取得实效。",
            ["二、坚持创新驱动，加快构建现代化产业体系", "深入实施工程，取得实效。"],
        ),
        # a label that a line's end cut, and a unit line below a sentence that ends in its words
        (
            "建设平台。（牵头责任单位：省财政局；配合\n责任单位：省林业局、省数据局）",
            ["建设平台。（牵头责任单位：省财政局；配合责任单位：省林业局、省数据局）"],
        ),
        ("完善机制，加强部门配合\n责任单位：省林业局", ["完善机制，加强部门配合", "责任单位：省林业局"]),
        # signature and date
        (
            "请认真贯彻执行。\n某某市人民政府\n2025年3月31日",
            ["请认真贯彻执行。", "某某市人民政府", "2025年3月31日"],
        ),
        # salutation
        ("各区人民政府：\n现将方案印发给你们。", ["各区人民政府：", "现将方案印发给你们。"]),
        # a numbered item is never the rest of a line
        (f"{LONG}体系\n（二）健全机制，规范运行。", [f"{LONG}体系", "（二）健全机制，规范运行。"]),
        # dashes open an item
        ("形成以下布局，打造两个片区。各片区如下\n——北部片区，建设园区。", None),
        # a title over two lines
        (
            "某某市人民政府关于加快发展\n体育竞赛产业的指导意见\n某政发〔2024〕3号",
            ["某某市人民政府关于加快发展体育竞赛产业的指导意见", "某政发〔2024〕3号"],
        ),
        # a red head and its number stand above the title
        (
            "某某市人民政府文件\n某政发〔2024〕3号\n关于加快发展\n体育竞赛产业的意见",
            ["某某市人民政府文件", "某政发〔2024〕3号", "关于加快发展体育竞赛产业的意见"],
        ),
        # two titles are two lines
        ("关于印发某某方案的通知\n某某实施方案", ["关于印发某某方案的通知", "某某实施方案"]),
    ],
)
def test_lines_join_or_not(text: str, expected: list[str] | None) -> None:
    assert paragraphs(text) == (expected or text.split("\n"))


def wrap(paragraph: str, width: int, indent: str) -> str:
    text = indent + paragraph
    return "\n".join(text[start : start + width] for start in range(0, len(text), width))


PROSE = [
    "一、总体要求",
    "坚持以人民为中心的发展思想，围绕城市更新和产业升级两条主线，统筹推进重点任务落实，形成可复制可推广的经验做法。"
    "到规划期末，服务体系更加健全，运行机制更加顺畅，群众满意度明显提升。",
    "加强部门协同，压实工作责任，定期调度重点事项进展情况，及时研究解决推进过程中遇到的困难和问题，确保各项任务落地见效。",
    "鼓励社会力量参与项目建设与运营管理，完善激励政策，营造良好环境。",
]


# Without indents and blank lines nothing tells where a paragraph ends on a full line, so that case is left out.
@pytest.mark.parametrize(("indent", "gap"), [("　　", "\n"), ("　　", "\n\n"), ("", "\n\n")])
@pytest.mark.parametrize("width", [22, 30])
def test_hard_wrapped_text_is_rejoined(indent: str, gap: str, width: int) -> None:
    text = gap.join(wrap(paragraph, width, indent) for paragraph in PROSE)
    assert paragraphs(text) == PROSE


def test_annex_at_the_margin_follows_a_full_closed_line() -> None:
    text = "\n".join(
        [wrap(PROSE[1], 30, "　　"), "　　责任单位：某市教育局、某市商务局、某市财政局、某市审计局。", "附件"]
    )
    assert paragraphs(text)[-2:] == ["责任单位：某市教育局、某市商务局、某市财政局、某市审计局。", "附件"]


def test_lines_of_whole_paragraphs_have_no_margin() -> None:
    text = "\n".join(PROSE)
    assert find_layout(text, split_lines(text)).margin is None


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("形成生态。", True),
        ("“形成生态。”", True),  # the stop stands inside the quotation
        ("（责任单位：市商务局）", True),
        ("现提出以下意见：", True),
        ("提升大数", False),
        ("打造“双引擎”", False),  # a quoted word may stand anywhere in a sentence
        ("落实《方案》", False),
        ("”", False),  # of a sentence whose stop was lost
        ("", False),
    ],
)
def test_is_closed(line: str, expected: bool) -> None:
    assert is_closed(line) is expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（三）空间布局", True),
        ("——总部示范区。", True),
        ("附件", True),
        ("2025年3月31日印发", True),
        ("责任单位：市商务局", True),
        ("2025年，全市形成园区三家。", False),  # a year in a sentence is no date line
        ("据应用水平。", False),
        ("附近居民可以参加。", False),
        ("各县（市、区）人民政府，市政府各部门：", True),  # the recipients
        ("各县都要加强领导。", False),
        ("（市水务局牵头）", True),
        ("（市、区）给予补助，支持修复。", False),  # goes on with 各省, 示范县
        # a date that is yet to be filled in, or of which a scan has lost a digit; not what goes on with a sentence
        ("2025年  月  日", True),
        ("2025年X月X日印发", True),
        ("2025年月3日", True),
        ("2025年 月 日前完成", False),
    ],
)
def test_opens_block(line: str, expected: bool) -> None:
    assert opens_block(line, 0, len(line)) is expected


def test_indents_part_paragraphs_where_the_breaks_were_lost() -> None:
    parts = [
        "某市关于促进消费的意见",
        "各区人民政府：",
        "为促进消费，制定本意见。",
        "一、总　　则",
        "坚持市场主导，政府引导，做到统筹协调、分步实施、重点突破，务求实效。",
        "某市人民政府",
    ]
    assert paragraphs("　　".join(parts) + "　　" + "2025年3月1日") == [*parts, "2025年3月1日"]


@pytest.mark.parametrize("line", ["某某市商务局　　某某市财政局", "序号　　任务　　单位　　时间", "总　　则"])
def test_wide_gaps_of_a_short_line_part_nothing(line: str) -> None:
    assert paragraphs(line) == [line]


def test_line_ends_of_every_system_part_lines() -> None:
    text = "甲\r\n乙\r丙\n丁\u2028戊\x0c己"
    assert [line.span.of(text) for line in split_lines(text)] == list("甲乙丙丁戊己")


def test_kind_is_heading_for_short_numbered_lines() -> None:
    text = "一、总体要求\n（一）坚持改革创新。深入推进试点。\n落款单位"
    kinds = [paragraph.kind for paragraph in join_lines(text, split_lines(text))]
    assert kinds == ["heading", "paragraph", "paragraph"]


@pytest.mark.parametrize("text", ["", " \n\t\n", "\u3000", "\ufeff\n"])
def test_blank_text_has_no_blocks(text: str) -> None:
    laid = lay_out(text)
    assert laid.blocks == ()
    assert apply_edits(text, laid.edits)[0] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全市地区生产总值增长5.2%、约4.4\n万亿元，收入增长8%。", 1),
        ("推动食糖产品延伸，精制糖占比提高15个百分点，达到\n45%，综合利用率达到100%。", 1),
        ("（三）实施加工提升行动，精深加工占比提高到\n60%以上。", 1),
        ("全年改造老旧小区，惠及居民约1.2\n万户；加装电梯。", 1),
        ("扎实推进减量提质，城乡建设用地减量约8\n平方公里；整治桥下空间。", 1),
        ("（一）县域经济实力实现稳步提升\n2014年，全县完成投资80亿元。", 2),  # a heading, and a year
        ("坚持党的领导，经济发展水平大幅提升\n3.培育企业。", 2),  # a marker
        ("投资120\n亿元", 2),  # cells
        ("全市建成区面积扩大到规划的目标值以上\n120", 2),  # a number alone
    ],
)
def test_a_line_end_within_a_quantity_ends_no_paragraph(text: str, expected: int) -> None:
    assert len(join_lines(text, split_lines(text))) == expected


def test_numbers_on_lines_of_their_own_are_parts_of_their_sentences() -> None:
    text = (
        "1.农业发展。\n推广新品种\n13\n个，建成基地\n2\n处。完成\n海棠村\n风貌改造,改造农房\n40\n套，播种\n90.5\n亩。\n"
        "2.工业发展。\n新增产值\n3.5\n亿元，入库企业\n12\n家。\n"
    )
    found = [
        "".join(line.span.of(text) for line in paragraph.lines) for paragraph in join_lines(text, split_lines(text))
    ]
    assert found == [
        "1.农业发展。",
        "推广新品种13个，建成基地2处。完成海棠村风貌改造,改造农房40套，播种90.5亩。",
        "2.工业发展。",
        "新增产值3.5亿元，入库企业12家。",
    ]


def test_numbers_of_cells_stay_alone() -> None:
    text = "\n".join(
        ["企业数量", "30", "家", "产值", "12", "亿元", "耕地", "55", "万亩", "人口", "8", "万人", "学校", "6", "所"]
    )
    assert all(len(paragraph.lines) == 1 for paragraph in join_lines(text, split_lines(text)))
