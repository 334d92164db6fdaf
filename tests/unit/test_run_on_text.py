"""Text whose line breaks are gone: headings, items and lists glued to what comes before and behind. Own words."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.models import Span
from extractors.tasks.unit_lists import parse_unit_list
from tests.unit.test_outline import outline_of, tree

ROLES = [
    (
        "牵头处室：综合处、法规处协同处室：各科室（中心）、青浦办事处",
        [("综合处", "lead"), ("法规处", "lead"), ("各科室（中心）", "support"), ("青浦办事处", "support")],
    ),
    (
        "责任单位：县水利局配合单位：县林业局、各镇",
        [("县水利局", "responsible"), ("县林业局", "support"), ("各镇", "support")],
    ),
    ("牵头单位：县林业局（县绿委办）配合部门：县水利局", [("县林业局（县绿委办）", "lead"), ("县水利局", "support")]),
]


@pytest.mark.parametrize(("words", "bodies"), ROLES)
def test_a_role_right_behind_a_body_opens_another_list(words: str, bodies: list[tuple[str, str]]) -> None:
    named = parse_unit_list(words, Span(0, len(words)))
    assert [(unit.as_written, unit.role) for unit in named] == bodies


def test_a_role_behind_a_place_is_that_of_the_place() -> None:
    words = "牵头单位：省林业厅，云岭县责任单位：县林业局"
    assert "云岭县" not in [unit.as_written for unit in parse_unit_list(words, Span(0, len(words)))]


def test_runs_behind_heads_are_items() -> None:
    text = (
        "一、上年情况（一）做强主业水务集团新建泵站。营收增长。一是优化布局。新建水厂。二是优化服务。设立窗口。"
        "（二）加强监管一是健全制度。出台办法。二是开展巡查。每月一次。"
        "（三）防控风险一是摸排隐患。登记造册。二是限时整改。逐项销号。同时也存在不足：一是人手少；二是资金紧。"
        "二、下步打算（一）稳定供水。改造管网。"
    )
    assert tree(text) == [
        (0, "一、", "上年情况"),
        (1, "（一）", "做强主业水务集团新建泵站"),
        *[(2, "一是", "优化布局"), (2, "二是", "优化服务")],
        (1, "（二）", "加强监管"),
        *[(2, "一是", "健全制度"), (2, "二是", "开展巡查")],
        (1, "（三）", "防控风险"),
        *[(2, "一是", "摸排隐患"), (2, "二是", "限时整改")],
        (0, "二、", "下步打算"),
        (1, "（一）", "稳定供水"),
    ]


@pytest.mark.parametrize(
    "run",
    [
        "（一）健全制度。一是出台办法。各镇执行。二是开展巡查。每月一次。",  # no head that lost its line end
        "1.健全制度一是出台办法。各镇执行。二是开展巡查。每月一次。2.开展培训。",  # the number has the bodies
        "（一）巡查不够的原因之一是人手少。二是资金紧。",
    ],
)
def test_other_runs_are_prose(run: str) -> None:
    text = f"一、工作原则坚持节约。二、主要任务{run}三、保障措施（一）加强领导。调度。（二）加强宣传。"
    assert not [label for _, label, _ in tree(text) if label.endswith("是")]


def test_a_list_that_mixes_its_signs_counts_on() -> None:
    text = (
        "一、工作原则坚持节约。二、组织领导成立工作组，设办公室在水利局。具体负责：1、统筹调度日常工作；"
        "2.检查工程进度，通报情况。三、保障措施（一）筹集资金。安排。"
    )
    assert [(depth, label) for depth, label, _ in tree(text)] == [
        *[(0, "一、"), (0, "二、"), (1, "1、"), (1, "2."), (0, "三、"), (1, "（一）")],
    ]
    titles = [heading for _, label, heading in tree(text) if label in ("1、", "2.")]
    assert titles == ["统筹调度日常工作", "检查工程进度"]


def test_a_part_numbered_with_a_dot_counts_on() -> None:
    text = "一、修路1.拓宽路面。完工。2.装灯。完工。二．架桥3.新建桥梁。开工。河长十五.六公里。三、保障措施（一）监理。"
    assert [label for _, label, _ in tree(text)] == ["一、", "1.", "2.", "二．", "3.", "三、", "（一）"]


GLUED = [
    ("工程规模按照2026年至2028年全县供水计划，结合实际，需资金3亿元。", "工程规模"),
    ("明确建设主体，分级实施依照《某省供水办法》的精神，由县统筹。", "明确建设主体，分级实施"),
    ("组织领导及部门职责为加强工程建设的协调，成立工作组。", "组织领导及部门职责"),
    ("建设资金来源此次拟建的泵站，由业主单位申请拨款。", "建设资金来源"),
    ("稳步增强供水能力2026年，全县新建水厂三座。", "稳步增强供水能力"),
    ("申请条件同时符合下列条件，可以享受奖励。", "申请条件"),
    ("节水绩效奖凡符合条件的用水户，按用水量给予奖励。", "节水绩效奖"),
    ("青湖港口发展回顾“十三五”时期是港口建设最快的时期，泊位增加。", "青湖港口发展回顾"),
    ("“十四五”时期青湖港口发展面临的形势取得成绩的同时，也要看到困难。", "“十四五”时期青湖港口发展面临的形势"),
    ("先进集体奖对完成年度节水目标的乡镇，给予表扬。", "先进集体奖"),
]


@pytest.mark.parametrize(("item", "heading"), GLUED)
def test_a_head_ends_where_a_sentence_opens(item: str, heading: str) -> None:
    text = f"一、{item}加快实施。二、保障措施（一）筹集资金。安排。（二）加强宣传。引导。"
    assert [words for _, label, words in tree(text) if label == "一、"] == [heading]


def test_a_line_of_its_own_is_no_run_on_text() -> None:
    text = "一、工程规模按照2026年至2028年全县供水计划，结合实际，需资金3亿元。\n二、保障措施\n（一）筹集资金。安排。\n"
    assert "工程规模" not in [words for _, _, words in tree(text)]


NO_HEADS = [
    ("县水利局根据全县供水计划的要求，制定年度方案。", "县水利局"),  # who acts
    ("奖补资金按照先建后补的办法，分两次拨付。", "奖补资金"),  # what it is about
    ("统筹安排并严格按照工程建设的规定，组织验收。", "统筹安排并严格"),  # it leads on
    ("各类泵站的奖励对象不包含县直机关，另有规定的除外。", "各类泵站的奖励"),
    ("供水目标到2027年，全县集中供水率达到95%。", "供水目标到"),
]


@pytest.mark.parametrize(("item", "words"), NO_HEADS)
def test_the_subject_of_a_sentence_is_no_head(item: str, words: str) -> None:
    text = f"一、{item}加快实施。二、保障措施（一）筹集资金。安排。（二）加强宣传。引导。"
    headings = {label: heading for _, label, heading in tree(text)}
    assert headings["一、"].startswith(words)
    assert headings["一、"] != words


LONG = "各镇对辖区内的泵站、水厂、管网逐一登记造册，明确管护人员，按月上报进度，按季通报情况，按年组织考核。" * 8


def test_articles_of_one_paragraph_are_items() -> None:
    text = f"县供水办法\n县水利局印发若干措施第一条【范围】本措施适用于全县。第二条【管护】{LONG}第三条【附则】另定。"
    assert [label for _, label, _ in tree(text)] == ["第一条", "第二条", "第三条"]
    cited = f"县供水办法\n按照供水条例第一条的规定，各镇落实经费。第二条规定的范围由县水利局划定。{LONG}"
    assert tree(cited) == []


def test_text_behind_its_source_does_not_end_the_document() -> None:
    text = f"县水利局网站\n来源：县水利局 一、起草背景全县泵站老旧。二、主要内容{LONG}三、保障措施安排资金。"
    assert [label for _, label, _ in tree(text)] == ["一、", "二、", "三、"]


def test_a_number_and_its_gap_behind_lost_line_breaks() -> None:
    text = f"县供水要点\n现印发。一、建站1. 落实选址。{LONG}2. 组织施工。二、改造3. 换管。均价1.5 元。三、保障"
    assert [label for _, label, _ in tree(text)] == ["一、", "1.", "2.", "二、", "3.", "三、"]


GOALS = "一、工作目标坚持节约用水。二、主要任务"
PARTS_BELOW = "三、保障措施（一）加强领导。定期调度。（二）加强宣传。开设专栏。"


def test_the_first_of_a_list_is_glued_to_its_head() -> None:
    text = (
        f"{GOALS}（一）提升供水能力1.优化管网布局（1）摸清家底。普查管网。（2）更新管道。分年改造。"
        "2. 建好水源工程（1）加固水库。除险加固。（2）新建泵站，错峰调度。年内开工。"
        f"（二）节水增效。推广滴灌。{PARTS_BELOW}"
    )
    assert [label for depth, label, _ in tree(text) if depth == 3] == ["（1）", "（2）", "（1）", "（2）"]
    assert (2, "1.", "优化管网布局") in tree(text)
    assert (3, "（1）", "加固水库") in tree(text)


def test_numbers_that_a_sentence_speaks_of_are_no_list() -> None:
    formulas = "达标的按公式（1）算水价。未达标的按公式（2）算水价。"
    text = f"{GOALS}（一）提升供水能力。{formulas}（二）节水增效。推广滴灌。{PARTS_BELOW}"
    assert not [label for _, label, _ in tree(text) if label in ("（1）", "（2）")]


def test_a_head_between_two_gaps_had_a_line() -> None:
    text = (
        "各位代表： 一、2031年计划执行情况 2031年，经济稳中有进。 （一）农业基础更加稳固 粮食总产稳定。出栏生猪两万。"
        " （六）社会事业进步 教育提质。新建校舍三处。 二、2032年重点工作 2032年，要继续稳定农业，着力做好以下工作："
        " （四）扩大有效投资 抓好项目。开工水库一座。"
    )
    assert tree(text) == [
        (0, "一、", "2031年计划执行情况"),
        (1, "（一）", "农业基础更加稳固"),
        (1, "（六）", "社会事业进步"),
        (0, "二、", "2032年重点工作"),
        (1, "（四）", "扩大有效投资"),
    ]


def test_a_number_that_no_gap_sets_apart_continues_no_sequence() -> None:
    text = f"{GOALS}（一）提升供水能力。按通知（六）的口径普查管网。（二）节水增效。推广滴灌。{PARTS_BELOW}"
    assert "（六）" not in [label for _, label, _ in tree(text)]


def test_a_page_that_lost_items_keeps_the_others() -> None:
    text = (
        f"{GOALS} （一）提升供水能力1.更新管道。分年改造。3.建好水源工程。除险加固。"
        f"（二）节水增效创优3.推广滴灌技术。建示范片。{PARTS_BELOW}"
    )
    assert [(label, heading) for depth, label, heading in tree(text) if depth == 2] == [
        ("1.", "更新管道"),
        ("3.", "建好水源工程"),
        ("3.", "推广滴灌技术"),
    ]


@pytest.mark.parametrize("words", ["新增水厂3座。泵站2.5公里外", "水价见文件3.附表。另行公布", "达到目标值的12.以上"])
def test_figures_behind_a_head_are_no_items(words: str) -> None:
    text = f"{GOALS}（一）提升供水能力{words}。（二）节水增效。推广滴灌。{PARTS_BELOW}"
    assert not [label for depth, label, _ in tree(text) if depth == 2]


def test_boxes_in_text_without_line_breaks() -> None:
    text = (
        f"一、工作目标到2031年，供水能力明显提升。专栏1供水主要指标类别序号指标名称单位2030年2031年水厂1日供水量吨510二、主要任务"
        f"（一）提升供水能力。详见专栏2，专栏2所列项目优先。（二）节水增效。推广滴灌。专栏2节水重点项目1.滴灌工程：建滴灌示范片。{PARTS_BELOW}"
    )
    boxes = [(depth, label, heading) for depth, label, heading in tree(text) if label.startswith("专栏")]
    assert boxes == [(1, "专栏1", "供水主要指标"), (2, "专栏2", "节水重点项目")]


@pytest.mark.parametrize("behind", ["来源：云台县水利局 附件下载", "来源：云台县水利局"])
def test_what_a_site_sets_behind_the_last_sentence_is_no_part_of_it(behind: str) -> None:
    text = f"云台县供水工作方案\n{GOALS}（一）稳定供水。改造管网。（二）节水增效。推广滴灌。 {behind}\n"
    assert [task.text for task in extract(text.encode(), "a.txt").tasks] == ["改造管网。", "推广滴灌。"]


def test_a_source_that_the_last_sentence_names_is_part_of_it() -> None:
    text = f"云台县供水工作方案\n{GOALS}（一）稳定供水。改造管网。（二）节水增效。按下列名目登记 资金来源：县财政\n"
    assert extract(text.encode(), "a.txt").tasks[-1].text.endswith("资金来源：县财政")


def test_the_names_of_annexes_may_end_with_a_stop() -> None:
    annexes = "附件：1.2015年任务汇总表；\n2.2015年工作队一览表。\n"
    text = "一、提高认识。\n二、简化程序。\n" + annexes + "青湖县人民政府\n2015年2月27日\n"
    assert [section.label for section in outline_of(text).sections][:3] == ["一、", "二、", ""]


def test_chapters_that_a_sentence_tells_of_are_no_sections() -> None:
    told = (
        "《规划》共四章。第一章发展环境，分析了发展基础；第二章总体要求，阐明了目标；"
        "第三章至第四章，分别对任务作了阐述。"
    )
    text = f"一、规划背景。编制本规划。二、规划框架。{told}三、联系方式。联系区农业局。"
    assert [section.label for section in outline_of(text).sections] == ["一、", "二、", "三、"]
    assert [section.label for section in outline_of("第一章 总则\n说明目的。\n第二章 任务\n建设水库。").sections] == [
        "第一章",
        "第二章",
    ]


TITLES = [
    ("云泽县水利局2026年工作要点", "2026年是水网建设的关键之年。全县要抓好供水。"),
    ("云泽县节水三年行动方案", "云政发〔2026〕7号为深入推进节水，制定本方案。"),
    ("云泽县水利局2025年工作总结和2026年工作打算", "2025年，全县水利系统抓好供水。"),
    ("云泽县节水工程实施方案", "根据《云泽省节水条例》，制定本方案。"),
    ("云泽县人民政府办公室关于印发云泽县节水工作方案的通知", "云政办〔2026〕7号各乡镇人民政府：现印发给你们。"),
    ("关于云泽县2025年水利发展计划执行情况的报告", "——2026年1月6日在县人大会议上各位代表：现将情况报告如下。"),
]


@pytest.mark.parametrize(("title", "opening"), TITLES)
def test_a_title_ends_where_the_text_opens_on_its_line(title: str, opening: str) -> None:
    items = "".join(f"{number}.改造泵站。新建泵站{number}座，加强管护，落实责任，按月调度。" for number in range(1, 20))
    text = f"{title}{opening}一、重点任务{items}二、保障措施（一）筹集资金。安排。（二）加强宣传。引导。"
    assert extract(text.encode(), "a.txt").document.title == title


def test_a_sentence_that_names_a_plan_is_no_title() -> None:
    words = "全县落实节水三年行动计划为推进供水工程提供支撑。" + "各镇抓好管护。" * 80
    assert extract(words.encode(), "a.txt").document.title is None
    short = "节水三年行动方案为深入推进节水。"
    assert extract(f"{short}\n各镇抓好管护。\n".encode(), "a.txt").document.title is None


def test_a_reply_on_one_line_has_its_items() -> None:
    text = "云水函〔2026〕9号对县政协二次会议第12号提案的答复李青委员：您提出的建议收悉。现答复如下：一、改造泵站一是"
    text += "修缮机组。落实资金。二是加强管护。明确人员。二、下一步工作打算您所提建议，我局将继续落实。感谢支持。"
    assert [(label, words) for _, label, words in tree(text)] == [
        *[("一、", "改造泵站"), ("一是", "修缮机组"), ("二是", "加强管护"), ("二、", "下一步工作打算")]
    ]


def test_formal_numerals_and_square_brackets_number_run_on_text() -> None:
    body = "。".join(
        f"{number}﹒改造泵站﹒新建泵站三座，落实管护责任，按月通报进展情况，接受监督" for number in range(1, 45)
    )
    text = "云泽县节水方案（2026—2028年）为供水，制定本方案。壹、现状水厂不足。"
    text += f"贰、任务【一】供水{body}。【二】排水清理河道。"
    labels = [label for _, label, _ in tree(text)]
    assert [label for label in labels if not label[0].isdigit()] == ["壹、", "贰、", "【一】", "【二】"]
    assert sum(label[0].isdigit() for label in labels) == 44


def test_industries_are_no_parts() -> None:
    text = "一、上年情况2025年，全县经济平稳，其中一、二、三产业各占三成。" + "各镇抓好供水，落实责任。" * 110
    text += "二、下步打算（一）排水。清理。（二）供水。改造。"
    assert [label for _, label, _ in tree(text)] == ["一、", "二、", "（一）", "（二）"]


def test_a_text_that_a_table_parts_runs_on() -> None:
    rows = "序号\t任务\t单位1\t修路\t县交通局2\t架桥\t县水利局"
    part = "（一）供水改造管网。" + "落实管护责任，按月通报进展。" * 40
    text = f"一、目标{part}{rows}二、任务{part}三、保障措施{part}"
    found = extract(text.encode(), "a.txt")
    assert [s.label for s in found.sections if s.label][:2] == ["一、", "（一）"]
    assert [unit.as_written for task in found.tasks if task.origin == "table" for unit in task.units] == [
        "县交通局",
        "县水利局",
    ]


def test_points_behind_what_announces_them_are_items_of_their_own_part() -> None:
    text = (
        "一、2024年水务工作总结过去一年，我们建成水厂，"
        + "坚持节水优先，服务各镇群众，" * 20
        + "成效明显。（一）做强主业。一是优化布局。新建水厂。二是优化服务。设立窗口。"
        "三是优化管理。健全制度。（二）加强监管。每月巡查。二、2025年工作思路2025年，我局将坚持节水优先。重点抓好四个方面工作：一是改造管网。排查漏损。"
        "二是改造泵站。更换设备。三是改造水厂。扩大规模。四是培训职工。每季一次，做到全员参加，不漏一人。"
    )
    assert tree(text) == [
        (0, "一、", "2024年水务工作总结"),
        (1, "（一）", "做强主业"),
        *[(2, "一是", "优化布局"), (2, "二是", "优化服务"), (2, "三是", "优化管理")],
        (1, "（二）", "加强监管"),
        (0, "二、", "2025年工作思路"),
        *[(1, "一是", "改造管网"), (1, "二是", "改造泵站"), (1, "三是", "改造水厂"), (1, "四是", "培训职工")],
    ]


def test_a_point_counts_on_in_no_later_part() -> None:
    text = (
        "一、上年情况（一）做强主业。一是优化布局。新建水厂。二是优化服务。设立窗口。三是优化管理。健全制度。"
        "二、下步打算坚持节水优先，原因是四是缺水之地。四是改造管网。排查漏损。（一）稳定供水。改造管网。（二）加强监管。巡查。"
    )
    assert [label for _, label, _ in tree(text)].count("四是") == 0


def test_items_that_a_lost_line_end_glued_to_the_last_one_are_items() -> None:
    text = (
        "云泽县供水方案\n一、任务\n（一）水源\n1、修渠。疏浚河道。责任单位：县水利局、县财政局2、打井。新打机井3、护坡。加固\n"
        "4、植树。绿化荒山（二）管网\n1、铺管。铺设管道\n2、装表。每户一只3、检漏。按月巡查\n4、修塔。改造水塔\n"
        "（三）水质\n1、检测。每周一次\n二、保障\n"
    )
    assert [(depth, label) for depth, label, _ in tree(text)] == [
        *[(0, "一、"), (1, "（一）"), (2, "1、"), (2, "2、"), (2, "3、"), (2, "4、")],
        *[(1, "（二）"), (2, "1、"), (2, "2、"), (2, "3、"), (2, "4、"), (1, "（三）"), (2, "1、"), (0, "二、")],
    ]


def test_numbers_that_lines_skip_and_no_line_holds_open_nothing() -> None:
    text = "一、任务\n1、修渠长5.8万米。责任到人2个单位\n4、护坡。加固\n7、植树。绿化\n二、保障\n"
    assert [label for _, label, _ in tree(text)] == ["一、", "1、", "4、", "7、", "二、"]
