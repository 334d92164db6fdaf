"""Three programs in a row that took one charset for another: what each has made comes off again."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.repair import repair
from extractors.repair.four_byte_holes import damage as with_traces
from extractors.repair.gbk_in_east_asian import damage as as_japanese
from extractors.repair.letters_as_gbk import damage as as_gbk

_TEXT = (
    "某市养老服务体系建设行动计划\n一、主要目标\n（一）到2025年，新增床位500张，占比达到75.1%。\n"
    "责任单位：市民政局、市财政局\n"
)


@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
def test_letters_of_latin_1_that_were_read_as_gbk_come_back(written: str) -> None:
    repaired = repair(as_gbk(_TEXT, written=written))
    assert repaired.text == _TEXT
    assert {row.tier for row in repaired.repairs} == {"exact"}


@pytest.mark.parametrize("written", ["gb18030", "utf-8"])
def test_only_the_lines_that_are_damaged_are_read_again(written: str) -> None:
    clean = "沿江公路、陆路交通和楼市，路段12公里。\n"
    assert repair(clean + as_gbk(_TEXT, written=written) + clean).text == clean + _TEXT + clean


@pytest.mark.parametrize(
    "clean",
    [
        "陆路、录像、楼卢鹿陇娄\n" * 30,
        "陆录楼路鹿卢陇娄鲁漏禄庐露芦虏贸茅莽猫氓盲每铆铆脱",  # all of the 128, and no Chinese behind them
    ],
)
def test_usual_characters_among_them_stay(clean: str) -> None:
    assert repair(clean).text == clean


@pytest.mark.parametrize(
    ("read", "shown"),
    [("gbk", "\ufffd1\ufffd7"), ("latin-1", "\x841¤7"), ("cp1252", "„1¤7")],
)
def test_what_a_hole_left_in_four_bytes_is_a_hole_again(read: str, shown: str) -> None:
    assert "\ufffd".encode("gb18030").decode(read, "replace") == shown
    found = repair(f"占比增长{shown}75.1%，其中{shown}{shown}有")
    assert found.text == "占比增长\ufffd75.1%，其中\ufffd\ufffd有"
    assert [(row.family, row.tier) for row in found.repairs] == [("replacement", "lost")] * 2


def test_the_digits_of_such_a_trace_are_none() -> None:
    text = with_traces("某市发展计划\n一、目标\n到2025年，新增床位\ufffd500张。\n")
    target = extract(text.encode()).targets[0]
    assert "1\ufffd7" in text
    assert (target.value_low, target.value_high, target.certainty) == (1500.0, 9500.0, "bounded")


@pytest.mark.parametrize("clean", ["占1/7，即1～7天。", "为什么是?1 ?7", "价格为¤17。", "选1?还是7?"])
def test_ones_and_sevens_stay(clean: str) -> None:
    assert repair(clean).text == clean


def test_marks_that_a_japanese_reader_lost_come_back_where_their_place_settles_them() -> None:
    lines = (
        "（一）推进源头减量，完善收运体系。（牵头单位：市住房城建局；配合单位：市财政局）",
        "责任单位：市机关事务管理局、市教育局",
        "（2）推进农村厕所改造，建立长效机制，落实责任单位，加强督促检查。",
    )
    read = repair("\n".join(as_japanese(line, read="euc_jp") for line in lines * 3)).text.split("\n")[:3]
    assert read == [
        "（一）推进源头减量�完善收运体系。（牵头单位：市住房城建局�配合单位：市财政局）",
        "责任单位：市机关事务管理局、市教育局",
        "（2）推进农村厕所改造�建立长效机制�落实责任单位�加强督促检查。",
    ]
