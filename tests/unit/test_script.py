"""The Simplified view and the script of a text."""

from __future__ import annotations

import pytest

from extractors.document.places import places_in
from extractors.script import detect_script, simplify


@pytest.mark.parametrize(
    "text", ["楊浦區推動直播經濟集聚區建設", "到2027年，力爭達到1000億元左右。", "MCN機構（試行）", ""]
)
def test_the_view_has_the_length_of_the_text(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_the_view_is_simplified() -> None:
    assert simplify("全國領先的頭部直播平臺") == "全国领先的头部直播平台"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("优质发展", "Hans"), ("優質發展", "Hant"), ("优质发展，優質發展", "mixed"), ("2025", "Hans")],
)
def test_detect_script(text: str, expected: str) -> None:
    assert detect_script(text) == expected


def test_places_are_found_by_their_full_names() -> None:
    found = places_in("上海市杨浦区与内蒙古自治区呼伦贝尔市海拉尔区,长宁的直播集聚区")
    assert dict(found) == {"上海市": 1, "杨浦区": 1, "内蒙古自治区": 1, "呼伦贝尔市": 1, "海拉尔区": 1}
    # words that hold a name count only behind the place that holds it
    assert dict(places_in("新建区级文化馆,沿海城市,长宁区域")) == {}
    assert dict(places_in("南昌市新建区")) == {"南昌市": 1, "新建区": 1}


def test_digits_of_a_view_have_one_width() -> None:
    assert simplify("２０２４年３月，增長５﹒２％") == "2024年3月，增长5.2％"


@pytest.mark.parametrize(
    ("text", "view"),
    [
        ("計有４﹒６萬人﹒", "计有4.6万人。"),
        ("１﹒修渠﹒疏浚兩條﹒［縣水利局］", "1﹒修渠。疏浚两条。［县水利局］"),  # the mark behind a number stays
        ("阿里﹒买买提修渠2﹒5公里。", "阿里﹒买买提修渠2.5公里。"),  # a text with a full stop of its own
    ],
)
def test_a_small_point_is_what_it_stands_for(text: str, view: str) -> None:
    assert simplify(text) == view


def test_blanks_of_a_view_are_usual_ones() -> None:
    assert simplify("2025\xa0年，一、\u2002总体要求\u2003到\u20092027 年") == "2025 年，一、 总体要求\u3000到 2027 年"
