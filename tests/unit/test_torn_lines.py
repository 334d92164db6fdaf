"""Printed lines that a dump of a PDF tore at their marks: which pieces are one line, and which texts are left alone."""

from __future__ import annotations

import re

import pytest

from extractors.layout import lay_out
from extractors.segment import split_lines
from extractors.spans import apply_edits
from extractors.torn_lines import tell_torn_lines

WIDTH = 30  # characters of a printed line
PARAGRAPHS = (
    "云岭市支持专精企业发展若干措施",
    "为落实产业强市部署，支持专精企业提质增效，推动“云岭制造”品牌建设，结合本市实际，制定如下措施。",
    "一、支持研发创新",
    "（一）支持建设研发机构。鼓励企业联合高校、科研院所建设研发机构，对首次认定的省级研发机构，"
    "给予一次性奖励60万元；对首次认定的市级研发机构，给予一次性奖励20万元。",
    "（二）支持购买技术服务。企业购买检测、设计、数据等技术服务的，按实际支出的15%给予补贴，"
    "每家企业每年最高不超过8万元，补贴期限不超过两年。",
    "二、支持开拓市场",
    "（三）支持参加展会。对参加“云岭好物”系列展会的企业，按展位费的50%给予补贴，"
    "单个展会最高3万元，每家企业每年最高10万元，境外展会、线上展会参照执行。",
    "（四）支持品牌建设。支持企业争创名优品牌，建设品牌体验馆、直营店，开展品牌推广活动，"
    "对入选“云岭精品”名录的企业，给予5万元奖励。",
    "附则",
    "本措施由市工业和信息化局解释，自印发之日起施行，有效期三年，与其他政策不一致的，按就高不重复原则执行。",
)


def torn(paragraph: str, *, spread: str = "，、。；：）”") -> str:
    """Print a paragraph on lines of WIDTH, its indent lost, and tear every other full line behind its marks."""
    printed = "　　" + paragraph
    lines = [printed[start : start + WIDTH] for start in range(0, len(printed), WIDTH)]
    pieces = [
        re.split(f"(?<=[{spread}])(?=.)", line.strip("　"))
        if len(line) == WIDTH and number % 2 == 0
        else [line.strip("　")]
        for number, line in enumerate(lines)
    ]
    return "\n".join(piece for line in pieces for piece in line)


def paragraphs(text: str) -> list[str]:
    edited, _ = apply_edits(text, lay_out(text).edits)
    return edited.split("\n")


def test_pieces_of_printed_lines_are_paragraphs_again() -> None:
    text = "\n".join(torn(paragraph) for paragraph in PARAGRAPHS)
    assert max(len(line) for line in text.split("\n")) <= WIDTH
    assert paragraphs(text) == list(PARAGRAPHS)


def test_a_number_alone_and_words_spread_over_two_lines_go_on() -> None:
    text = "\n".join(torn(paragraph) for paragraph in PARAGRAPHS).replace("附则", "附\n则")
    assert paragraphs(text) == list(PARAGRAPHS)
    assert "\n（三）\n支持参加展会。\n" in text  # torn behind its number


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),  # whole paragraphs
        "\n".join(
            f"山环水绕{name}村，\n风清气正人和美。" for name in "东西南北中上下前后左右"
        ),  # verse: no width in common
        "\n".join(
            f"{name}工作组、" for name in ("综合协调", "宣传", "应急", "物资", "医疗", "交通", "治安", "后勤", "督查")
        ),
        "\n".join(torn(paragraph) for paragraph in PARAGRAPHS[:3]),  # too few to prove anything
    ],
)
def test_other_texts_are_left_alone(text: str) -> None:
    lines = split_lines(text)
    assert tell_torn_lines(text, lines) == lines
