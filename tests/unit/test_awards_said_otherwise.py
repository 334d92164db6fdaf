"""An article that pays, said in other words of the same sense, gives the same rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import quick_re as re
from tests.unit.probes import statements_of

ARTICLES = (
    "对首次获评的省级示范茶园，给予30万元奖励。",
    "对新认定的国家级、省级、市级茶叶研究中心，分别给予50万元、20万元、10万元补助。",
    "对年营业收入首次突破1亿元、5亿元的物流企业，分别给予20万元、60万元奖励。",
    "对改造老旧茶园的合作社，按实际投入的30%给予补助，最高不超过40万元。",
    "对引进的甲类、乙类人才，分别给予60万元、30万元资助。",
    "对承办省级以上赛事的机构，经审核，给予8万元补贴。",
)
_WORDS = {"奖励": "补助", "补助": "补贴", "补贴": "资助", "资助": "奖励"}


def _other_words(text: str) -> str:
    return re.sub("|".join(_WORDS), lambda match: _WORDS[match[0]], text)


# What is written otherwise, and whether the names of the rows say the new words as well.
CHANGES: dict[str, tuple[Callable[[str], str], bool]] = {
    "another verb of giving": (lambda text: text.replace("给予", "予以"), False),
    "another word for one by one": (lambda text: text.replace("分别给予", "依次给予"), False),
    "another word for the money": (_other_words, True),
    "one 元 for all": (lambda text: re.sub(r"万元(?=、\d)", "万", text), False),
    "one 万元 for all": (lambda text: re.sub(r"(?<=\d)万元(?=、\d+万元[奖补资])", "", text), False),
    "another word for who": (lambda text: re.sub("^对", "对于", text), False),
    "no word for who": (lambda text: re.sub("^对", "", text), False),
    "at most in one word": (lambda text: text.replace("最高不超过", "最高"), False),
    "at most as a ceiling": (lambda text: text.replace("最高不超过", "上限为"), False),
    "at most in a clause of its own": (lambda text: text.replace("，最高", "；最高"), False),
    "a step of procedure": (lambda text: re.sub("，(?=分别|给予)", "，经认定后，", text), False),
    "money of the country": (lambda text: re.sub("万元(?=[奖补资])", "万元人民币", text), False),
    "of the sum": (lambda text: re.sub("万元(?=[奖补资])", "万元的", text), False),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("article", ARTICLES)
def test_the_same_award_in_other_words_is_the_same_row(article: str, change: str) -> None:
    say, is_named = CHANGES[change]
    rows = statements_of("M", article)
    assert len(rows) >= 1
    expected = [_other_words(row) for row in rows] if is_named else rows
    assert statements_of("M", say(article)) == expected


@pytest.mark.parametrize("word", ["另奖", "再奖", "加奖", "奖", "一次性奖", "另补", "加补"])
def test_an_award_in_one_character_is_an_award(word: str) -> None:
    rows = statements_of("M", f"对首次入库的茶叶企业，奖励10万元；对连续两年在库的茶叶企业，{word}5万元。")
    assert [row.split()[0] for row in rows] == ["i", "i"]


def test_a_name_that_ends_so_is_no_award() -> None:
    rows = statements_of("T", "获得省级质量奖3项，弥补缺口5亿元。")
    assert [row.split()[0] for row in rows] == ["t", "t"]


@pytest.mark.parametrize(
    ("article", "names"),
    [
        (
            "对揭榜成功的项目，给予发榜方最高20万元支持，给予揭榜方最高50万元支持。",
            ["揭榜成功的项目发榜方支持", "揭榜成功的项目揭榜方支持"],
        ),
        (
            "对举办展会的，给予主办单位20万元补助，给予参展企业每家1万元补助。",
            ["举办展会主办单位补助", "举办展会参展企业每家补助"],
        ),
        (
            "对上市企业给予最高80万元奖励：完成股改奖励10万元，辅导备案奖励20万元。",
            ["上市企业奖励", "完成股改奖励", "辅导备案奖励"],
        ),
    ],
)
def test_each_taker_and_each_step_has_its_own_name(article: str, names: list[str]) -> None:
    assert [row.split()[3] for row in statements_of("M", article)] == names


def test_how_many_may_come_to_each_fair_states_nothing() -> None:
    assert len(statements_of("M", "人员费用按每人5000元给予补贴，每次展会限2人。")) == 1


def test_what_something_usually_costs_is_a_fact() -> None:
    assert [row.split()[0] for row in statements_of("M", "一部电梯的建设成本通常在60万元到80万元之间。")] == ["s"]
