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
