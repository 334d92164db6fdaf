"""Names of bodies → the bodies that they mean in the jurisdiction of the document that names them."""

from __future__ import annotations

import csv
from collections import Counter
from importlib import resources

import pytest

from pipeline.normalize.bodies import compose, kind_of, resolve_body
from pipeline.normalize.divisions import Jurisdiction, resolve_places
from pipeline.normalize.registry import central_bodies, local_bodies

# document of → name as written → canonical name, jurisdiction, kind
BODIES: dict[str, list[tuple[str, str, str | None, str]]] = {
    "上海市杨浦区": [
        ("区商务委", "上海市杨浦区商务委员会", "上海市杨浦区", "government"),
        ("區商務委", "上海市杨浦区商务委员会", "上海市杨浦区", "government"),
        ("商务委", "上海市杨浦区商务委员会", "上海市杨浦区", "government"),
        ("杨浦区商务委", "上海市杨浦区商务委员会", "上海市杨浦区", "government"),
        ("上海市杨浦区商务委员会", "上海市杨浦区商务委员会", "上海市杨浦区", "government"),
        # the level says whose it is
        ("市商务委", "上海市商务委员会", "上海市", "government"),
        ("区委宣传部", "中共上海市杨浦区委宣传部", "上海市杨浦区", "party"),
        ("市委宣传部", "中共上海市委宣传部", "上海市", "party"),
        ("团区委", "共青团上海市杨浦区委员会", "上海市杨浦区", "mass_organisation"),
        ("区总工会", "上海市杨浦区总工会", "上海市杨浦区", "mass_organisation"),
        ("区政府办公室", "上海市杨浦区人民政府办公室", "上海市杨浦区", "government"),
        ("区法院", "上海市杨浦区人民法院", "上海市杨浦区", "institution"),
        ("区税务局", "国家税务总局上海市杨浦区税务局", "上海市杨浦区", "government"),
        # a short name of the county is heard where the county is the document's
        ("杨浦海关", "杨浦海关", "上海市杨浦区", "government"),
        ("大桥街道", "上海市杨浦区大桥街道", "上海市杨浦区大桥街道", "subdistrict"),
        ("大桥街道办事处", "上海市杨浦区大桥街道", "上海市杨浦区大桥街道", "subdistrict"),
        # a name in no table is the same with its place and with its level
        ("区水岸集团", "上海市杨浦区水岸集团", "上海市杨浦区", "enterprise"),
        ("杨浦区水岸集团", "上海市杨浦区水岸集团", "上海市杨浦区", "enterprise"),
        # not in any table, but its level is plain
        ("市茶叶流通协会", "上海市茶叶流通协会", "上海市", "association"),
        ("区航运发展委", "上海市杨浦区航运发展委员会", "上海市杨浦区", "government"),
        # central bodies keep their own names
        ("国家发展改革委", "国家发展和改革委员会", "全国", "government"),
        ("商务部", "商务部", "全国", "government"),
        # classes
        ("直播电商企业", "直播电商企业", "上海市杨浦区", "class"),
        ("公安部门", "公安部门", "上海市杨浦区", "class"),
        ("区政府各部门", "区政府各部门", "上海市杨浦区", "class"),
        ("区委区政府", "区委区政府", "上海市杨浦区", "class"),
        ("各街道", "各街道", "上海市杨浦区", "class"),
        ("各街道办事处", "各街道", "上海市杨浦区", "class"),
        ("各相关部门", "各相关部门", "上海市杨浦区", "class"),
        ("市有关部门", "市有关部门", "上海市", "class"),
        ("区属国有企业", "区属国有企业", "上海市杨浦区", "class"),
        # as written, and of nobody else
        ("滨水集团", "滨水集团", "上海市杨浦区", "enterprise"),
    ],
    "山东省济南市": [
        ("市发展改革委", "济南市发展和改革委员会", "山东省济南市", "government"),
        ("市发改委", "济南市发展和改革委员会", "山东省济南市", "government"),
        # short forms of one character; a second name in square brackets; a closing mark of the name's own
        ("市建委", "济南市建设委员会", "山东省济南市", "government"),
        ("市资源规划局", "济南市自然资源和规划局", "山东省济南市", "government"),
        ("市经济信息委", "济南市经济和信息化委员会", "山东省济南市", "government"),
        ("省委组织部〔省委人才办〕", "中共山东省委组织部", "山东省", "party"),
        ("各乡镇〈街道〉", "各乡镇〈街道〉", "山东省济南市", "class"),
        # a zone with no name of its own has its place's; work for Taiwan is none of Taiwan's
        ("济南经开区管委会", "济南经开区管理委员会", "山东省济南市济南经开区", "government"),
        ("台湾工作部", "台湾工作部", "山东省济南市", "government"),
        # a second plate in brackets is the same body
        ("市发展改革委（市粮食局）", "济南市发展和改革委员会", "山东省济南市", "government"),
        # 市 that belongs to the word, and 市 before a word that begins alike
        ("市场监管局", "济南市市场监督管理局", "山东省济南市", "government"),
        ("市市场监管局", "济南市市场监督管理局", "山东省济南市", "government"),
        ("市政管理局", "济南市市政管理局", "山东省济南市", "government"),
        ("市政务服务局", "济南市政务服务局", "山东省济南市", "government"),
        ("市民政局", "济南市民政局", "山东省济南市", "government"),
        ("市政协", "中国人民政治协商会议济南市委员会", "山东省济南市", "institution"),
        # 市中|级… is not the district 市中区
        ("市中级人民法院", "济南市中级人民法院", "山东省济南市", "institution"),
        ("市中区政府", "济南市市中区人民政府", "山东省济南市市中区", "government"),
        ("省工信厅", "山东省工业和信息化厅", "山东省", "government"),
        ("市委网信办", "中共济南市委网络安全和信息化委员会办公室", "山东省济南市", "party"),
        ("市互联网信息办公室", "中共济南市委网络安全和信息化委员会办公室", "山东省济南市", "party"),
        ("国网济南供电公司", "国网济南供电公司", "山东省济南市", "enterprise"),
        # one of each district: several
        ("区教育局", "区教育局", "山东省济南市", "class"),
        ("各区、市政府", "各区、市政府", "山东省济南市", "class"),
    ],
    "安徽省": [
        ("省商务厅", "安徽省商务厅", "安徽省", "government"),
        ("省委宣传部", "中共安徽省委宣传部", "安徽省", "party"),
        ("省贸促会", "中国国际贸易促进委员会安徽省委员会", "安徽省", "mass_organisation"),
        ("省外办", "安徽省人民政府外事办公室", "安徽省", "government"),
        ("省外汇管理局", "国家外汇管理局安徽省分局", "安徽省", "government"),
        ("省港航集团", "安徽省港航集团", "安徽省", "enterprise"),
        # places inside of names
        ("合肥海关", "合肥海关", "安徽省合肥市", "government"),
        ("人行合肥中心支行", "中国人民银行合肥中心支行", "安徽省合肥市", "government"),
        ("国家税务总局安徽省税务局", "国家税务总局安徽省税务局", "安徽省", "government"),
        ("中国出口信用保险公司安徽分公司", "中国出口信用保险公司安徽分公司", "安徽省", "enterprise"),
        ("省委台港澳办", "中共安徽省委台港澳办公室", "安徽省", "party"),
        ("省委依法治省办", "中共安徽省委全面依法治省委员会办公室", "安徽省", "party"),
        ("省法院", "安徽省高级人民法院", "安徽省", "institution"),
        ("安徽海事局", "安徽海事局", "安徽省", "government"),
        ("各设区市人民政府", "各设区市人民政府", "安徽省", "class"),
        ("省某工作专班成员单位", "省某工作专班成员单位", "安徽省", "class"),
    ],
    "四川省阿坝藏族羌族自治州": [
        ("州发展改革委", "阿坝藏族羌族自治州发展和改革委员会", "四川省阿坝藏族羌族自治州", "government"),
        # a short name that is part of the body's own
        ("九寨沟管理局", "九寨沟管理局", "四川省阿坝藏族羌族自治州九寨沟县", "government"),
    ],
    "内蒙古自治区呼和浩特市": [
        # 新城区 is a word elsewhere, here a district
        ("新城区", "呼和浩特市新城区", "内蒙古自治区呼和浩特市新城区", "government"),
        ("各旗县区", "各旗县区", "内蒙古自治区呼和浩特市", "class"),
    ],
    "江苏省苏州市昆山市": [
        # a county-level city: 市 is itself
        ("市发改委", "昆山市发展和改革委员会", "江苏省苏州市昆山市", "government"),
        ("玉山镇", "昆山市玉山镇", "江苏省苏州市昆山市玉山镇", "subdistrict"),
    ],
    "内蒙古自治区呼伦贝尔市海拉尔区": [
        ("自治区发改委", "内蒙古自治区发展和改革委员会", "内蒙古自治区", "government"),
        ("自治区党委组织部", "中共内蒙古自治区党委组织部", "内蒙古自治区", "party"),
        ("市水利局", "呼伦贝尔市水利局", "内蒙古自治区呼伦贝尔市", "government"),
        ("区委办", "中共呼伦贝尔市海拉尔区委办公室", "内蒙古自治区呼伦贝尔市海拉尔区", "party"),
    ],
    "江西省赣州市石城县": [
        ("县教育局", "石城县教育局", "江西省赣州市石城县", "government"),
        # 县 before a word that begins with 城 or 乡
        ("县城投公司", "石城县城投公司", "江西省赣州市石城县", "enterprise"),
        ("县城管局", "石城县城市管理局", "江西省赣州市石城县", "government"),
        ("县乡村振兴局", "石城县乡村振兴局", "江西省赣州市石城县", "government"),
        ("县公安局交警大队", "石城县公安局交通警察大队", "江西省赣州市石城县", "government"),
        ("县供电公司", "国网石城供电公司", "江西省赣州市石城县", "enterprise"),
        ("县河长办", "石城县河长制办公室", "江西省赣州市石城县", "government"),
        ("琴江镇人民政府", "石城县琴江镇", "江西省赣州市石城县琴江镇", "subdistrict"),
    ],
    "国务院": [
        ("发展改革委", "国家发展和改革委员会", "全国", "government"),
        ("教育部办公厅", "教育部办公厅", "全国", "government"),
        ("国家原子能机构", "国家原子能机构", "全国", "government"),
        ("体育总局", "国家体育总局", "全国", "government"),
        ("网信办", "中央网络安全和信息化委员会办公室", "全国", "party"),
        ("人民银行", "中国人民银行", "全国", "government"),
        ("地方各级人民政府", "地方各级人民政府", "全国", "class"),
        ("上海市", "上海市", "上海市", "government"),
    ],
}
UNSETTLED = [
    # without a place, a relative name says nothing
    (None, "区商务委"),
    # two places bear the name
    (None, "朝阳区人民政府"),
    # no table has it, and it says neither place nor level
    ("上海市杨浦区", "滨水集团"),
]


def context_of(place: str | None) -> Jurisdiction | None:
    return resolve_places([place]) if place is not None else None


@pytest.mark.parametrize(
    ("place", "written", "name", "jurisdiction", "kind"),
    [(place, *row) for place, rows in BODIES.items() for row in rows],
)
def test_bodies_are_resolved_in_context(
    place: str, written: str, name: str, jurisdiction: str | None, kind: str
) -> None:
    body = resolve_body(written, context_of(place))
    assert (body.name, body.jurisdiction and body.jurisdiction.name, body.kind) == (name, jurisdiction, kind)


@pytest.mark.parametrize(("place", "written"), UNSETTLED)
def test_what_nothing_settles_stays_as_written(place: str | None, written: str) -> None:
    body = resolve_body(written, context_of(place))
    assert body.name == written
    assert not body.is_settled


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("云州城市投资集团", "enterprise"),
        ("云州茶业协会", "association"),
        ("云州职业技术学院", "institution"),
        ("云山镇人民政府", "subdistrict"),
        ("春耕生产指挥部", "government"),
        ("党工委", "party"),
        ("社会各界", "other"),
    ],
)
def test_kinds_by_ending(name: str, expected: str) -> None:
    assert kind_of(name) == expected


def _cells(name: str, column: str) -> list[str]:
    with resources.files("pipeline.normalize").joinpath("data", name).open(encoding="utf-8") as file:
        return [cell for row in csv.DictReader(file) for cell in row[column].split("|") if cell]


@pytest.mark.parametrize(
    ("file", "column"),
    [
        ("central_bodies.csv", "spellings"),
        ("central_bodies.csv", "relative_spellings"),
        ("local_bodies.csv", "spellings"),
    ],
)
def test_no_spelling_means_two_bodies(file: str, column: str) -> None:
    twice = [spelling for spelling, count in Counter(_cells(file, column)).items() if count > 1]
    assert twice == []


@pytest.mark.parametrize(
    ("level", "place"), [("区", "上海市杨浦区"), ("市", "济南市"), ("省", "安徽省"), ("县", "石城县")]
)
def test_every_spelling_and_every_full_name_means_its_body(level: str, place: str) -> None:
    context = context_of(place)
    assert context is not None
    assert context.division is not None
    strays: list[tuple[str, str]] = []
    for spelling, body in local_bodies().items():
        name = compose(body.template, context.division)
        written = level + spelling
        strays += [(said, name) for said in (written, name) if resolve_body(said, context).name != name]
    assert strays == []


def test_every_central_spelling_means_its_body() -> None:
    anywhere, relative = central_bodies()
    local, national = context_of("上海市杨浦区"), context_of("国务院")
    assert [said for said, body in anywhere.items() if resolve_body(said, local).name != body.name] == []
    assert [said for said, body in relative.items() if resolve_body(said, national).name != body.name] == []


def test_every_family_is_a_stem() -> None:
    assert set(_cells("local_stems.csv", "family")) <= set(_cells("local_stems.csv", "stem"))


def test_every_row_names_its_source() -> None:
    for file in ("central_bodies.csv", "local_stems.csv", "local_bodies.csv", "divisions.csv"):
        with resources.files("pipeline.normalize").joinpath("data", file).open(encoding="utf-8") as lines:
            assert [row for row in csv.DictReader(lines) if not row["source"] or None in row] == []


def test_the_registry_is_broad() -> None:
    anywhere, relative = central_bodies()
    assert len({body.name for body in (*anywhere.values(), *relative.values())}) > 200
    assert len({body.template for body in local_bodies().values()}) > 400
