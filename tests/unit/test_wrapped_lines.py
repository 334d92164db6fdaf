"""Lines of a page in a text without the page: cut by count, indents lost, a gap above each; and texts left alone."""

from __future__ import annotations

import pytest

from extractors.layout import lay_out
from extractors.segment import split_lines
from extractors.spans import apply_edits
from extractors.wrapped_lines import tell_wrapped_lines
from tests.generator.layout import wrap_line

PARAGRAPHS = (
    "云岭市茶产业提升行动方案（2025—2027年）",
    "为落实产业强市部署，推动茶产业提质增效，结合本市实际，制定本方案。到2027年，全市茶园面积达到36.5万亩，综合产值突破120亿元。",
    "一、建设标准茶园",
    "2025年新建标准茶园12500亩，改造低产茶园8.6万亩，建成智慧茶园15个，机采面积比重达到45.5%以上，亩均增收1200元。",
    "完善茶园道路、灌溉和仓储设施，2026年底前修建机耕道320公里，铺设喷灌管网1500公里，新建冷库28座，库容达到3.2万吨。",
    "二、培育加工企业",
    "支持企业建设清洁化生产线，到2027年培育年产值超1亿元的企业20家、超5000万元的企业45家，精深加工率提高到38%。",
    "组织企业参加展会不少于30场，开设线上店铺1200家，网络零售额年均增长18%以上，出口额达到2.5亿美元，新增出口企业12家。",
    "三、强化要素保障",
    "市财政每年安排专项资金8000万元，对新建生产线按设备投资的15%给予补助，单个企业最高300万元，当年兑现。",
    "引导银行发放茶业贷款25亿元以上，贷款利率下浮10个百分点，为600户茶农提供担保，保费由财政承担一半。",
)


def by_count(width: int) -> str:
    """The paragraphs, cut behind every so many characters."""
    return "\n".join(words[at : at + width] for words in PARAGRAPHS for at in range(0, len(words), width))


def without_indents(width: int) -> str:
    """The paragraphs on lines of one width, their first lines short by the indent that is lost."""
    return "\n".join(line.removeprefix("　　") for words in PARAGRAPHS for line in wrap_line("　　" + words, width))


def blocks(text: str) -> list[str]:
    laid = lay_out(text)
    return apply_edits(text, laid.edits)[0].split("\n")


@pytest.mark.parametrize("width", [26, 28, 30, 35, 40])
def test_lines_of_a_number_of_characters_are_paragraphs_again(width: int) -> None:
    assert blocks(by_count(width)) == list(PARAGRAPHS)


@pytest.mark.parametrize("width", [24, 26, 28])
def test_short_first_lines_are_full_where_all_indents_were_lost(width: int) -> None:
    assert blocks(without_indents(width)) == list(PARAGRAPHS)


@pytest.mark.parametrize("text", [by_count(28), without_indents(28)])
def test_a_gap_above_each_line_of_a_page_says_nothing(text: str) -> None:
    assert blocks(text.replace("\n", "\n\n")) == list(PARAGRAPHS)


def test_gaps_between_whole_paragraphs_stay() -> None:
    assert blocks("\n\n".join(PARAGRAPHS)) == list(PARAGRAPHS)


def test_lines_that_a_reader_knows_are_left_alone() -> None:
    from msgspec.structs import replace

    text = by_count(28)
    known = [replace(line, is_full=False) for line in split_lines(text)]
    assert tell_wrapped_lines(text, known) == known


@pytest.mark.parametrize(
    "text",
    [
        # whole paragraphs have all lengths
        "\n".join(PARAGRAPHS),
        # first lines that reach the margin: no indent was lost
        "\n".join(line for words in PARAGRAPHS for line in wrap_line(words, 28)),
        # a list of entries of one length, all of Chinese characters, is as wide as it is long
        "\n".join(["建设云岭镇标准化茶叶加工集中区一期工程及配套道路"] * 12),
    ],
)
def test_texts_that_their_widths_explain_are_left_alone(text: str) -> None:
    lines = split_lines(text)
    assert tell_wrapped_lines(text, lines) == lines


@pytest.mark.parametrize(
    ("above", "below", "is_joined"),
    [
        ("全市茶叶加工企业实现全程质量追溯，机采面积比重2024年达到45%、20", "25年达到50%，精深加工率提高到38%。", True),
        ("全市茶叶加工企业实现全程质量追溯，机采面积比重达到45%，建成基地2", "024年基本完成建设任务。", True),
        # a year is not parted from what it counts
        ("全市茶叶加工企业实现全程质量追溯，培育龙头企业达到表20", "30家企业年度任务分解", False),
    ],
)
def test_a_year_that_a_line_end_cuts_is_one(above: str, below: str, *, is_joined: bool) -> None:
    assert (len(blocks(f"云岭市茶产业方案\n{above}\n{below}")) == 2) is is_joined


def test_a_bracket_of_bodies_at_the_margin_ends_its_paragraph() -> None:
    page = (
        "一是推进茶园改造，支持农户补植良种，推广绿色防控，\n"
        "建设示范基地。二是完善仓储设施，支持合作社建设冷库，\n"
        "健全产地市场，发展茶叶初加工。三是培育加工企业，引导\n"
        "企业建设清洁化生产线（责任单位：市农业局、市商务局）\n"
        "支持企业参加展会，开设线上店铺，拓宽销售渠道，建设品\n"
        "牌体验馆，提升茶叶知名度。"
    )
    assert [words[-8:] for words in blocks(page)] == ["业局、市商务局）", "提升茶叶知名度。"]


# Lines of 28 ems as a page has them, each with what stands on the next line; and whether they are one.
PAGE = (
    "一是推进茶园改造，支持农户补植良种，推广绿色防控，建设",
    "示范基地，健全产地市场，发展茶叶初加工，支持合作社建设",
    "冷库，引导企业建设清洁化生产线，开设线上店铺，拓宽销售",
    "渠道，建设品牌体验馆，提升茶叶知名度，带动农户持续增收",
)


@pytest.mark.parametrize(
    ("above", "below", "is_joined"),
    [
        # a reference to an article, a numeral behind 第
        ("。对符合条件的农户，补助的标准和程序按照市里实施细则的", "第五条执行。", True),
        ("。全市茶叶产量、产值、出口额持续增长，均居全省同类市第", "一，超额完成任务。", True),
        ("云岭市人民政府关于印发支持茶产业加快发展若干扶持办法", "第一条　为支持茶产业，制定本办法。", False),
        # 印发给你们 opens nothing
        ("。经市政府同意，现将《云岭市茶产业提升三年行动方案》", "印发给你们，请认真贯彻执行。", True),
        # the sign of a note
        ("。深入开展“百家茶企联万户”活动，推动茶园提质增效", "[35]，支持茶企加快发展。", True),
        # what no line end may part made the line above short
        ("。改造低产茶园，补植良种，推进茶园向“智”提升、乘", "“数”而上，亩均增收。", True),
        # names of documents in a sentence are no title
        ("精神，落实《关于加快茶业发展的若干意见》、《关于支持", "茶业的意见》，制定措施。", True),
        # whom a document addresses, at the margin
        ("各县（市、区）人民政府，市政府各部门，市各有关直属机构：", "现将有关事项通知如下。", False),
        # those who answer for it, named at the end
        ("，改造低产茶园。（市农业农村局、市林业局、市供销社负责）", "主要措施有以下几项。", False),
    ],
)
def test_what_a_full_line_goes_on_with(above: str, below: str, *, is_joined: bool) -> None:
    text = "\n".join((*PAGE, above, below))
    assert (blocks(text)[-1].startswith(below[:4])) is not is_joined


@pytest.mark.parametrize(
    ("title", "below", "is_over"),
    [
        # a title as wide as a line, above the first sentence
        ("云岭市人民政府办公室关于支持茶产业发展的若干措施（试行）", "为落实产业强市部署，制定本措施。", True),
        ("——2025年1月8日在云岭市第八届人民代表大会第五次会议上", "云岭市市长　陈青山", True),
        # its rest, and a document's name in a sentence
        ("云岭市人民政府办公室关于支持茶产业加快发展的若干措施", "责任分工的通知", False),
        ("《云岭市人民政府关于支持茶产业加快发展的若干措施》已经", "市政府同意，现印发给你们。", False),
        # a printer that begins a line with a closing mark
        ("《云岭市人民政府办公室支持茶产业三年行动方案（试行）", "》已经市政府同意，现印发给你们。", False),
    ],
)
def test_a_title_as_wide_as_a_line_ends_above_the_first_sentence(title: str, below: str, *, is_over: bool) -> None:
    assert (blocks("\n".join((title, below, *PAGE)))[0] == title) is is_over
