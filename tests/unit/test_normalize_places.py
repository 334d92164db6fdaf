"""Place and body names → jurisdictions: which place is meant, its full name, level and code."""

from __future__ import annotations

import csv

import pytest

from pipeline.normalize.divisions import is_central, places_in, resolve_places
from pipeline.normalize.gazetteer import Division, gazetteer, short_forms
from pipeline.normalize.historical import COLUMNS, FILE, historical_rows
from pipeline.normalize.keys import IdMaker, match_key, stable_id

# what the document names, best first → full name, level, code
JURISDICTIONS: list[tuple[list[str], tuple[str, str | None, str | None]]] = [
    # a district of a municipality: no 市辖区 layer between
    (["上海市杨浦区人民政府"], ("上海市杨浦区", "county", "310110")),
    # Traditional names, and short names in front
    (["上海楊浦區方面"], ("上海市杨浦区", "county", "310110")),
    # a district alone, where only one bears the name
    (["长宁区"], ("上海市长宁区", "county", "310105")),
    (["海拉尔区人民政府"], ("内蒙古自治区呼伦贝尔市海拉尔区", "county", "150702")),
    # the first place decides, not the finest
    (["浙江省商务厅", "杭州市西湖区"], ("浙江省", "province", "330000")),
    # a name without place gives way to the next
    (["商务委", "浦东新区"], ("上海市浦东新区", "county", "310115")),
    # four 鼓楼区: settled by another place, or left as written
    (["鼓楼区", "南京市"], ("江苏省南京市鼓楼区", "county", "320106")),
    (["鼓楼区人民政府", "福建省"], ("福建省福州市鼓楼区", "county", "350102")),
    (["鼓楼区"], ("鼓楼区", "county", None)),
    # 江苏 has two of them
    (["鼓楼区", "江苏省"], ("鼓楼区", "county", None)),
    # counties under a province, prefectures of all kinds, short names
    (["济源市人民政府"], ("河南省济源市", "county", "419001")),
    (["阿坝州人民政府办公室"], ("四川省阿坝藏族羌族自治州", "prefecture", "513200")),
    (["大兴安岭地区行政公署"], ("黑龙江省大兴安岭地区", "prefecture", "232700")),
    (["内蒙古"], ("内蒙古自治区", "province", "150000")),
    (["广西壮族自治区桂林市"], ("广西壮族自治区桂林市", "prefecture", "450300")),
    # the higher place where a short name fits two: the province, not the city in it
    (["吉林"], ("吉林省", "province", "220000")),
    (["吉林市"], ("吉林省吉林市", "prefecture", "220200")),
    # historical names
    (["卢湾区人民政府"], ("上海市卢湾区", "county", "310103")),
    (["崇明县"], ("上海市崇明县", "county", "310230")),
    (["海拉尔市"], ("内蒙古自治区呼伦贝尔盟海拉尔市", "county", "152101")),
    # abolished lately: as likely meant as the one of today
    (["江北区"], ("江北区", "county", None)),
    (["江北区", "重庆市"], ("重庆市江北区", "county", "500105")),
    # townships: nine digits, the county's first
    (["石城县琴江镇人民政府"], ("江西省赣州市石城县琴江镇", "township", "360735100")),
    (["上海市普陀区人民政府万里街道办事处"], ("上海市普陀区万里街道", "township", "310107022")),
    (["万里街道", "普陀区", "上海市"], ("上海市普陀区万里街道", "township", "310107022")),
    (["竹山县城关镇人民政府"], ("湖北省十堰市竹山县城关镇", "township", "420323100")),
    # a township's name that is nobody else's, and one that many bear
    (["陆家嘴街道办事处"], ("上海市浦东新区陆家嘴街道", "township", "310115005")),
    (["城关镇人民政府"], ("城关镇", "township", None)),
    # zones have no code of GB/T 2260
    (["苏州工业园区管委会"], ("江苏省苏州市苏州工业园区", "zone", None)),
    (["昆山高新区管委会"], ("江苏省苏州市昆山市昆山高新区", "zone", None)),
    (["中国（上海）自由贸易试验区管理委员会"], ("上海市中国（上海）自由贸易试验区", "zone", None)),
    # a zone and a district that share one government: the district
    (["广州开发区 广州市黄埔区"], ("广东省广州市黄埔区", "county", "440112")),
    (["平潭综合实验区管委会办公室", "平潭县", "福建省"], ("福建省福州市平潭综合实验区", "zone", None)),
    # the centre, and its branches at a place
    (["国务院办公厅"], ("全国", "national", None)),
    (["财政部"], ("全国", "national", None)),
    (["教育部办公厅"], ("全国", "national", None)),
    (["财政部关于支持海南自由贸易港建设的通知"], ("全国", "national", None)),
    # what a place does to be called national is the place's
    (["全国文明城区创建三年行动计划", "杨浦区"], ("上海市杨浦区", "county", "310110")),
    (["国家职业教育改革实施方案"], ("全国", "national", None)),
    # who reports is not who acts
    (["浙江日报", "杨浦区商务委"], ("上海市杨浦区", "county", "310110")),
    (["新华社", "杨浦区"], ("上海市杨浦区", "county", "310110")),
    (["浙江日报"], ("浙江省", "province", "330000")),
    (["2026年中央一号文件"], ("全国", "national", None)),
    (["国务院关于支持浦东新区改革开放的意见"], ("全国", "national", None)),
    (["国家税务总局安徽省税务局"], ("安徽省", "province", "340000")),
    (["中国人民银行上海总部"], ("上海市", "province", "310000")),
    # a place that no gazetteer has stays as written
    (["临江新区管委会"], ("临江新区", "zone", None)),
    (["济源示范区管委会"], ("济源示范区", "zone", None)),
]
NO_PLACE: list[list[str]] = [
    [],
    ["中新网"],
    ["商务委"],
    # a relative name says nothing of where
    ["市人民政府"],
    ["区政府办公室"],
    # words that begin like a place
    ["市场监管"],
]


@pytest.mark.parametrize(("places", "expected"), JURISDICTIONS, ids=lambda value: "+".join(map(str, value)))
def test_places_become_a_jurisdiction(places: list[str], expected: tuple[str, str | None, str | None]) -> None:
    found = resolve_places(places)
    assert found is not None
    assert (found.name, found.level, found.code) == expected


@pytest.mark.parametrize("places", NO_PLACE)
def test_no_place_is_made_up(places: list[str]) -> None:
    assert resolve_places(places) is None


def test_the_text_settles_what_the_names_leave_open() -> None:
    found = resolve_places(["鼓楼区"], "为落实徐州市的部署，制定本方案。")
    assert found is not None
    assert found.name == "江苏省徐州市鼓楼区"
    both = resolve_places(["鼓楼区"], "学习徐州市和南京市的经验。")
    assert both is not None
    assert both.code is None


# names that are part of other words are no places
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("上海市场监管", ["上海市"]),  # the city's short name, not 上海市|场
        ("老城区改造", []),  # a county of Luoyang, but nearly always a word
        ("中山区域合作", ["广东省中山市"]),  # 中山|区域, not 中山区|域
        ("促进合肥与芜湖合作", ["安徽省合肥市", "安徽省芜湖市"]),
        ("杨浦区、长宁区", ["上海市杨浦区", "上海市长宁区"]),
        # 城市 and 城区 behind another word; the names themselves behind a place or at a border
        ("沿海城市、各项城市管理、新兴城市、新增城区", []),
        ("在海城市召开", ["辽宁省鞍山市海城市"]),
        ("广州市增城区", ["广东省广州市增城区"]),
        # verbs and kinds before 区 and 县
        ("新建区级文化馆、革命老边区、城市中区、西南部县区", []),
        ("南昌市新建区", ["江西省南昌市新建区"]),
        ("四川省南部县", ["四川省南充市南部县"]),
    ],
)
def test_places_inside_of_a_text(text: str, expected: list[str]) -> None:
    assert [mention.candidates[0].full_name for mention in places_in(text)] == expected


@pytest.mark.parametrize(
    ("name", "level", "expected"),
    [
        ("上海市", "province", ("上海",)),
        ("内蒙古自治区", "province", ("内蒙古",)),
        ("新疆维吾尔自治区", "province", ("新疆",)),
        ("恩施土家族苗族自治州", "prefecture", ("恩施", "恩施州")),
        ("巴音郭楞蒙古自治州", "prefecture", ("巴音郭楞", "巴音郭楞州")),
        ("鄂温克族自治旗", "county", ("鄂温克", "鄂温克旗")),
        ("积石山保安族东乡族撒拉族自治县", "county", ("积石山", "积石山县")),
        ("浦东新区", "county", ("浦东",)),
        ("赵县", "county", ()),  # one character says nothing
        ("合肥高新技术产业开发区", "zone", ("合肥高新区",)),
    ],
)
def test_short_forms(name: str, level: str, expected: tuple[str, ...]) -> None:
    assert short_forms(name, level) == expected  # type: ignore[arg-type]


def test_the_gazetteer_is_whole() -> None:
    divisions = gazetteer().by_path.values()
    present = [division for division in divisions if division.last_seen is None and division.code is not None]
    counts = {level: sum(d.level == level for d in present) for level in ("province", "prefecture", "county")}
    assert counts == {"province": 34, "prefecture": 333, "county": 2845}
    assert sum(division.level == "township" for division in present) > 38_000
    assert sum(division.last_seen is not None for division in divisions) > 3_000


def test_the_historical_divisions_are_those_of_the_revisions() -> None:
    with FILE.open(encoding="utf-8") as file:
        assert list(csv.reader(file)) == [list(COLUMNS), *map(list, historical_rows())]


def test_every_name_in_full_means_its_place() -> None:
    present = [d for d in gazetteer().by_path.values() if d.last_seen is None and d.level != "township"]
    found = {division.full_name: resolve_places([division.full_name]) for division in present}
    assert [name for name, place in found.items() if place is None or place.name != name] == []


def test_no_county_alone_means_another() -> None:
    counties = [d for d in gazetteer().by_path.values() if d.last_seen is None and d.level == "county"]
    found = {county.full_name: resolve_places([f"{county.name}人民政府"]) for county in counties}
    # what is left as written is left because several places bear the name
    strays = [name for name, place in found.items() if place is None or (place.code and place.name != name)]
    assert strays == []
    assert sum(place is not None and place.code is None for place in found.values()) < 80


def test_every_code_lies_in_its_province() -> None:
    provinces = {d.path: d.code for d in gazetteer().by_path.values() if d.level == "province" and d.code is not None}
    strays = [
        d.full_name
        for d in gazetteer().by_path.values()
        if d.code is not None and d.last_seen is None and d.code[:2] != (provinces[d.path[:1]] or "")[:2]
    ]
    assert strays == []


def test_a_place_holds_what_lies_in_it() -> None:
    shanghai, yangpu = Division(("上海市",), "province", "310000"), Division(("上海市", "杨浦区"), "county", "310110")
    assert shanghai.holds(yangpu)
    assert not yangpu.holds(shanghai)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("国家发展改革委", True),
        ("全国人大常委会", True),
        ("海关总署", True),
        ("国家税务总局上海市税务局", False),
        ("市教育局", False),
    ],
)
def test_central_bodies_are_told_from_their_branches(name: str, expected: bool) -> None:
    assert is_central(name) is expected


def test_match_keys_fold_script_width_and_space() -> None:
    assert match_key("楊浦區　商務委（Ａ）\n") == "杨浦区商务委(A)"


def test_ids_tell_rows_apart_and_stay() -> None:
    maker = IdMaker("t")
    first, second = maker.make("d_1", "任务"), maker.make("d_1", "任务")
    assert first != second
    assert first == IdMaker("t").make("d_1", "任务") == stable_id("t", "d_1", "任务")
    assert stable_id("t", "a", "b") != stable_id("t", "ab", "")


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        # a place that no gazetteer has, by a body that every place may have, or at the start of a title
        (["清溪市教育局"], "清溪市"),
        (["清溪市教育局关于市政协第7号提案的答复"], "清溪市"),
        (["清溪县2025年绿化工作方案", "滨海新区"], "清溪县"),
        (["清溪县“十四五”规划"], "清溪县"),
        # the site of a place is no body of the centre; whom a congress of the nation asks is
        (["中国清溪"], None),
        (["中国科协"], "全国"),
        (["中国残疾人保障纲要"], "全国"),
        (["对十三届全国人大五次会议第5997号建议的答复", "山东省"], "全国"),
        # words that end in 市, 县, 区, and what a body's name begins with
        (["市教育局关于市政协第7号提案的答复"], None),
        (["老旧小区2024年改造方案"], None),
        (["区住房和城乡建设局"], None),
        (["省市场监督管理局"], None),
        (["全市2025年工作要点"], None),
    ],
)
def test_places_that_no_gazetteer_has(names: list[str], expected: str | None) -> None:
    found = resolve_places(names)
    assert (found.name if found else None) == expected
    assert found is None or found.code is None
