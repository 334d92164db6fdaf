"""Whom a reply consulted: said in its opening, on a proposal, or in a field of its own."""

from __future__ import annotations

import pytest

from extractors.document.consulted import consulted

_OPENING = "王某委员：\n您提出的《关于加强渡口管理的提案》收悉。"
_ANSWER = "，现答复如下：\n一、加强巡查。\n下一步将会同县林业局增加巡查频次。\n"
_TWO = ("市财政局", "市公安局")


@pytest.mark.parametrize(
    "words",
    [
        "充分听取市财政局、市公安局等单位的意见",
        "经会同市财政局、市公安局",
        "我局会同市财政局、市公安局认真研究",
        "经我局商市财政局、市公安局同意",
        "结合市财政局、市公安局的会办意见",
        "经与市财政局、市公安局共同研究",
        "由我局主办，市财政局、市公安局会办",
        "会同市财政局研究，并征求了市公安局的意见",  # two ways in one opening
        "会同市财政局、市公安局等会办单位办理",  # the class behind them is none
    ],
)
def test_an_opening_says_whom_it_asked(words: str) -> None:
    text = f"{_OPENING}{words}{_ANSWER}"
    assert consulted(text, text) == _TWO


@pytest.mark.parametrize(
    "words",
    [
        "经认真研究",
        "结合您的意见和我局职能",
        "会同财政、公安等部门研究",  # fields of work
        "经商务局研究",  # 商务局, not 商 务局
        "根据有关部门意见",
        "我局将会同市财政局研究",  # is yet to ask
    ],
)
def test_no_body_is_invented(words: str) -> None:
    text = f"{_OPENING}{words}{_ANSWER}"
    assert consulted(text, text) == ()


def test_a_field_names_them_wherever_it_stands() -> None:
    below = f"{_OPENING}经研究{_ANSWER}南陵市交通运输局\n2024年5月6日\n会办单位：市财政局、市公安局\n"
    assert consulted(below, below) == _TWO
    glued = "主办单位：市交通运输局协办单位：市财政局、市公安局委员反馈：满意办复内容：近年来，我们加强管理。"
    assert consulted(glued, glued) == _TWO


def test_a_sentence_on_the_proposal_counts_behind_the_opening() -> None:
    text = f"{_OPENING}经研究{_ANSWER}您提出的建议针对性强，我局会同市财政局、市公安局进行了研究。\n"
    assert consulted(text, text) == _TWO
