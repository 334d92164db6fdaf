"""Blocks → section tree: nesting, what ends a body, damaged and doubled numbers, run-together text."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from extractors.models import Outline, Repair, Span
from extractors.outline import build_outline
from tests.unit.blocks import lines_as_blocks


def outline_of(text: str) -> Outline:
    return build_outline(text, lines_as_blocks(text))


def tree(text: str) -> list[tuple[int, str, str]]:
    return [(s.depth, s.label, s.heading) for s in outline_of(text).sections if s.label]


def test_the_usual_order_nests_and_closes_back() -> None:
    text = (
        "一、目标\n到2027年建成。\n二、任务\n（一）培育主体\n1.引平台。支持落户。\n2.建基地。支持建设。"
        "\n（二）优化生态\n3.强服务。完善配套。\n三、保障措施"
    )
    assert tree(text) == [
        (0, "一、", "目标"),
        (0, "二、", "任务"),
        (1, "（一）", "培育主体"),
        (2, "1.", "引平台"),
        (2, "2.", "建基地"),
        (1, "（二）", "优化生态"),
        (2, "3.", "强服务"),
        (0, "三、", "保障措施"),
    ]


def test_labels_are_in_the_script_of_the_document() -> None:
    text = "第一條 【適用範圍】本措施適用於各類主體。\n第二條 【附則】自2025年起施行。\n專欄1　重點工程\n照護。"
    assert [label for _, label, _ in tree(text)] == ["第一條", "第二條", "專欄1"]


def test_clauses_of_an_article_stand_under_it() -> None:
    text = (
        "第一章 总则\n第一条 为规范管理，制定本办法。\n第二条 有下列情形之一的：\n（一）逾期的；\n（二）拒报"
        "的。\n第三条 本办法自印发之日起施行。"
    )
    assert [depth for depth, _, _ in tree(text)] == [0, 1, 1, 2, 2, 1]


def test_decimal_numbers_nest_by_their_points() -> None:
    text = "1　总则\n1.1　编制目的\n规范。\n1.2　适用范围\n本市。\n2　职责\n2.1　指挥部\n负责。\n2.2　办公室\n承办。"
    assert [(depth, heading) for depth, _, heading in tree(text)] == [
        (0, "总则"),
        (1, "编制目的"),
        (1, "适用范围"),
        (0, "职责"),
        (1, "指挥部"),
        (1, "办公室"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # one level in two hands
        ("一、任务\n1.改造。甲。\n2．培育。乙。\n3、拓展。丙。\n4.优化。丁。", "0一、 11. 12． 13、 14."),
        ("一、任务\n1.改造。\n1、设施。甲。\n2、道路。乙。\n2.培育。丙。", "0一、 11. 21、 22、 12."),
        ("一、任务\n（1）改造。甲。\n2）培育。乙。", "0一、 1（1） 12）"),
        # spaces, commas and colons typed into markers
        ("一 、任务\n（ 一 ）改造。甲。\n（二）、培育。乙。", "0一、 1（一） 1（二）"),
        ("一，任务\n1，改造。\n2。培育。\n二：保障\n占百分之五十\n九。加强。\n三：其他", "0一， 11， 12。 0二： 0三："),
        # numbered kinds of parts, points of a report, decimals without a gap
        ("任务一：改造\n1.设施。甲。\n2.道路。乙。\n任务二：培育\n3.品牌。丙。", "0任务一： 11. 12. 0任务二： 13."),
        ("二、任务\n第一，改造。甲。\n第二，培育。乙。\n三、保障", "0二、 1第一， 1第二， 0三、"),
        (
            "一、任务\n（一）改造\n1.1设施。甲。\n1.2道路。乙。\n（二）培育\n2.1品牌。丙。",
            "0一、 1（一） 21.1 21.2 1（二） 22.1",
        ),
        # numbers spaced to fill a line, a year or a number behind the dot
        ("第 一 章 总则\n第 9 条 改造。\n第 1 0 条 培育。", "0第一章 1第9条 1第10条"),
        ("一、任务\n1.改造。甲。\n2．2025年底前建成。乙。\n3.121人才项目。丙。", "0一、 11. 12． 13."),
        # articles that are counted on through the parts of a policy
        (
            "一、政策\n（一）投资奖励\n第一条 奖励。甲。\n（二）绩效奖励\n第二条 补助。乙。",
            "0一、 1（一） 2第一条 1（二） 2第二条",
        ),
        # 一是 in one paragraph is the prose of an item with an Arabic number, and items where each has its line
        ("一、任务\n1、提升供给\n一是改造。甲。二是培育。乙。\n2、拓展市场", "0一、 11、 12、"),
        ("一、任务\n一是改造。甲。\n二是培育。乙。", "0一、 1一是 1二是"),
        # the commitments of a reply may run on inside a paragraph
        (
            "关于第12号提案的答复\n一、关于停车\n已作部署。一是改造设施。二是培育品牌。\n二、关于旅游",
            "0一、 1一是 1二是 0二、",
        ),
        (
            "关于第12号提案的复函\n现函复如下：一、关于停车问题一是改造设施。"
            + "二是培育品牌，完善配套，统筹推进。" * 20
            + "二、关于旅游",
            "0一、 1一是 1二是 0二、",
        ),
        ("一 任务\n（一）改造。甲。\n二 保障\n加强领导。", "0一 1（一） 0二"),
        # the foot of a wiki page ends the body
        ("一、任务\n（一）改造。甲。\n参考资料\n1.行动方案.某市人民政府\n2.实施细则.某市", "0一、 1（一）"),
        # a gap is left of a line end
        ("一、任务 （一）改造 甲。（二）培育 乙。二、保障 加强。", "0一、 1（一） 1（二） 0二、"),
    ],
)
def test_numbers_as_offices_type_them(text: str, expected: str) -> None:
    assert " ".join(f"{depth}{label.replace(' ', '')}" for depth, label, _ in tree(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "一，统筹推进。\n完善设施。",
        "任务一：改造。",
        "1.5万吨产能。\n1.6万吨产能。",
        "第一，要快。",
        "见表 1.甲 为准。",
    ],
)
def test_what_only_looks_like_a_number_opens_no_item(text: str) -> None:
    assert tree(text) == []


def test_text_without_line_breaks_keeps_its_annexes_and_parts_apart() -> None:
    filler = "统筹推进各项工作，健全协调机制，完善配套政策，落实工作责任，" * 12
    text = (
        "现予印发。附件：1.行动方案 2.项目清单 某市人民政府 2024年5月20日 附件1 行动方案 "
        f"为加快发展，{filler}制定本方案。"
        f"一、工作目标 到2026年，建成园区。二、重点任务（一）培育主体1.壮大企业。{filler}。2.扶持创新。甲。"
        f"（二）建设载体3、建设园区。{filler}。4.完善平台。乙。"
    )
    assert [(depth, label, heading) for depth, label, heading in tree(text)] == [
        (0, "一、", "工作目标"),
        (0, "二、", "重点任务"),
        (1, "（一）", "培育主体"),
        (2, "1.", "壮大企业"),
        (2, "2.", "扶持创新"),
        (1, "（二）", "建设载体"),
        (2, "3、", "建设园区"),
        (2, "4.", "完善平台"),
    ]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("（一）开展环境整治，新改建户厕2500座。", "开展环境整治"),
        ("（一）加强规划引领，强化要素保障。甲。", "加强规划引领，强化要素保障"),
        ("（一）对新认定的，奖励3万元。甲。", "对新认定的"),
        ("（一）改造景区（市文旅局）。完善设施。", "改造景区"),
        ("（一）改造景区（含游客中心）。完善设施。", "改造景区（含游客中心）"),
        ("1. 问：有哪些主要特点？", "有哪些主要特点"),
        ("1.规范停车秩序.严查违停，清理车辆200辆", "规范停车秩序"),
    ],
)
def test_headings(text: str, heading: str) -> None:
    assert [found for _, _, found in tree(text)] == [heading]


def test_a_heading_that_begins_like_a_reference_is_one() -> None:
    """（六）项目支出 is the sixth item; （六）项规定的 speaks of one."""
    found = tree("（五）基本支出\n人员经费。\n（六）项目支出\n专项经费。\n（七）其他\n本款\n（六）项规定的除外。")
    assert found == [(0, "（五）", "基本支出"), (0, "（六）", "项目支出"), (0, "（七）", "其他")]


def test_a_centred_heading_without_a_number_ends_the_part_before_it() -> None:
    """名词解释 heads items of its own, not those of 二、 above, where the same line without layout leaves them."""
    text = "一、党的建设\n二、社区发展\n名词解释\n（一）财政拨款\n（二）事业收入"
    blocks = [
        replace(block, kind="heading", is_centered=True) if block.span.of(text) == "名词解释" else block
        for block in lines_as_blocks(text)
    ]
    sections = build_outline(text, blocks).sections
    assert [(s.depth, s.label) for s in sections if s.label] == [(0, "一、"), (0, "二、"), (0, "（一）"), (0, "（二）")]
    assert [depth for depth, label, _ in tree(text) if label.startswith("（")] == [1, 1]


def test_a_lone_ordinal_word_is_prose() -> None:
    text = "一、任务\n一是推进融合发展。\n二、保障\n加强领导。"
    assert [label for _, label, _ in tree(text)] == ["一、", "二、"]


def test_items_run_together_in_one_paragraph_are_split() -> None:
    text = "（一）基本原则\n一是坚持统筹。形成合力。二是坚持创新。激发活力。三是坚持开放。互利共赢。"
    assert [label for _, label, _ in tree(text)] == ["（一）", "一是", "二是", "三是"]


def test_circled_items_run_together_are_split() -> None:
    text = "（一）扩大开放\n①引平台。支持落户。②建基地。支持建设。③办展会。支持办展。"
    assert [label for _, label, _ in tree(text)] == ["（一）", "①", "②", "③"]


def test_text_without_line_breaks_is_split_at_its_numbers() -> None:
    body = "按照统一部署稳步推进各项工作，" * 40
    text = (
        f"关于推进改革的意见一、总体目标建立科学透明的机制。{body}二、主要措施(一)扩大试点范围。{body}"
        f"(二)加强监测。{body}三、组织实施(一)健全机制。{body}(二)抓好落实。{body}"
    )
    assert [(depth, heading) for depth, _, heading in tree(text)] == [
        (0, "总体目标"),
        (0, "主要措施"),
        (1, "扩大试点范围"),
        (1, "加强监测"),
        (0, "组织实施"),
        (1, "健全机制"),
        (1, "抓好落实"),
    ]


def test_names_of_annexes_that_run_over_lines_are_no_sections() -> None:
    text = (
        "一、任务\n更换水龙头。\n附件：1.青山区更换任务表\n（2026—2028年）\n2.名词解释\n青山区水务局\n2026年3月9日\n"
        "青山区更换水龙头实施方案\n一、目标\n省水。\n1.任务\n更换。"
    )
    headings = [section.label for section in outline_of(text).sections if section.label]
    assert headings == ["一、", "一、", "1."]


def test_the_list_of_annexes_ends_the_last_item_and_is_no_annex() -> None:
    text = (
        "一、任务\n1.引平台。支持落户。\n附件：任务分工表\n某市人民政府\n2025年3月1日\n附件\n任务分工表\n（一）主要任务"
    )
    sections = outline_of(text).sections
    item = next(section for section in sections if section.label == "1.")
    assert item.span.of(text).strip() == "1.引平台。支持落户。"
    assert [(s.label, s.kind) for s in sections if s.style == "annex"] == [("附件", "attachment")]
    assert next(section for section in sections if section.label == "（一）").parent == next(
        section.position for section in sections if section.style == "annex"
    )


CLOSINGS = (
    "感谢您对我区工作的关心和支持。|抄送：区委各部门。|（此件公开发布）|联系人：某某|2025年3月1日|"
    "财  政  部\n2025年3月1日|国家能源局 国家数据局综合司 2025年3月1日"
)


@pytest.mark.parametrize("closing", CLOSINGS.split("|"))
def test_closing_lines_belong_to_no_item(closing: str) -> None:
    text = f"一、强化设计\n下一步，完善机制。\n{closing}"
    assert outline_of(text).sections[0].span.of(text).strip() == "一、强化设计\n下一步，完善机制。"


def test_a_plan_below_its_notice_and_behind_another_opens_anew() -> None:
    text = (
        "关于印发两个方案的通知\n现印发给你们。\n某市人民政府\n2024年5月6日\n某市消费行动计划\n为扩大消费，制定本计划。\n"
        "一、任务\n（一）办节庆。支持。\n某市会展实施方案\n一、任务\n（一）办展会。支持。"
    )
    sections = outline_of(text).sections
    assert [(s.kind, s.label) for s in sections] == [
        ("preamble", ""),
        ("other", ""),
        ("preamble", ""),
        ("task", "一、"),
        ("task", "（一）"),
        ("preamble", ""),
        ("task", "一、"),
        ("task", "（一）"),
    ]
    assert sections[4].span.of(text).strip() == "（一）办节庆。支持。"
    assert outline_of(text).issues == ()


def test_a_damaged_number_between_its_neighbours_is_settled_and_said() -> None:
    outline = outline_of("（四）拓展场景。推出。\n(? 打造品牌。支持。\n（六）举办活动。办好。")
    section = outline.sections[1]
    assert (section.ordinal, section.is_ordinal_inferred) == (5, True)
    assert any(issue.code == "numbering" for issue in outline.issues)


def test_a_number_that_a_repair_wrote_is_inferred() -> None:
    text = "（四）拓展场景。推出。\n（五）打造品牌。支持。"
    place = text.index("五")
    repair = Repair(Span(0, 1), Span(place, place + 1), "gbk_round_trip", "inferred", 0.9)
    outline = build_outline(text, lines_as_blocks(text), [repair])
    assert [section.is_ordinal_inferred for section in outline.sections] == [False, True]


def test_a_gap_and_a_repeat_are_issues_and_numbers_stay_as_written() -> None:
    outline = outline_of("1.引平台。支持。\n2.建基地。支持。\n2.办活动。支持。\n5.聚人才。支持。")
    assert [section.ordinal for section in outline.sections] == [1, 2, 2, 5]
    assert len(outline.issues) == 2


def test_a_box_is_a_section_whose_numbers_do_not_mix_with_the_plan() -> None:
    text = "（一）强化能力。建设平台。\n专栏1 重点工程\n1.海洋。研究。\n2.农业。研究。\n（二）完善布局。推进。"
    assert tree(text) == [
        (0, "（一）", "强化能力"),
        (1, "专栏1", "重点工程"),
        (2, "1.", "海洋"),
        (2, "2.", "农业"),
        (0, "（二）", "完善布局"),
    ]


def test_a_table_of_contents_is_no_outline() -> None:
    text = "目 录\n一、总体要求……1\n二、主要任务……3\n一、总体要求\n指导思想。\n二、主要任务\n（一）培育主体。支持。"
    assert [label for _, label, _ in tree(text)] == ["一、", "二、", "（一）"]


def test_contents_end_where_the_body_repeats_its_first_heading() -> None:
    text = (
        "目　录\n一、发展现状\n二、主要任务\n为推进工作，制定本规划。\n"
        "一、发展现状：\n良好。\n二、主要任务。推进。\n（一）培育。支持。"
    )
    assert [(label, heading) for _, label, heading in tree(text)] == [
        ("一、", "发展现状"),
        ("二、", "主要任务"),
        ("（一）", "培育"),
    ]


def test_sections_tile_the_text_with_a_preamble_in_front() -> None:
    text = (
        "某市行动计划\n为推进工作，制定本计划。\n一、目标\n建成。\n二、任务\n（一）培育。支持。\n某市人民政府"
        "\n2025年1月1日"
    )
    sections = outline_of(text).sections
    assert sections[0].kind == "preamble"
    assert "".join(section.span.of(text) for section in sections) == text


@pytest.mark.parametrize("text", ["", "\n\n", "。", "一、", "（）", "附件", "1.", "目录\n"])
def test_no_text_makes_it_raise(text: str) -> None:
    sections = outline_of(text).sections
    assert "".join(section.span.of(text) for section in sections) in (text, "")


def test_a_number_of_a_higher_rank_ends_a_box_that_has_words_of_its_own() -> None:
    text = (
        "二、重点任务\n专栏1 三基地\n三基地：建设茶苗、加工、仓储基地。\n"
        "（一）强化基地建设\n1.新建茶园。推进。\n（二）提升加工\n"
        "专栏2 重点工程\n1.初制厂。建设。\n（三）拓展市场\n开设门店。"
    )
    assert tree(text) == [
        (0, "二、", "重点任务"),
        (1, "专栏1", "三基地"),
        (1, "（一）", "强化基地建设"),
        (2, "1.", "新建茶园"),
        (1, "（二）", "提升加工"),
        (2, "专栏2", "重点工程"),
        (3, "1.", "初制厂"),
        (1, "（三）", "拓展市场"),
    ]


def test_a_number_right_below_the_head_of_a_box_is_its_item() -> None:
    text = "二、重点任务\n专栏1 重点工程\n（一）茶苗基地\n建设基地。\n（二）初制厂\n建设工厂。\n三、保障措施"
    assert [depth for depth, _, _ in tree(text)] == [0, 1, 2, 2, 0]


def test_a_chapter_behind_a_box_goes_on_though_one_is_missing() -> None:
    text = (
        "一、总体要求\n坚持统筹。\n专栏1 主要指标\n1.面积稳定。\n三、重点任务\n（一）建设基地\n建设茶园。\n四、保障措施"
    )
    assert [(depth, label) for depth, label, _ in tree(text)] == [
        (0, "一、"),
        (1, "专栏1"),
        (2, "1."),
        (0, "三、"),
        (1, "（一）"),
        (0, "四、"),
    ]


def test_the_names_of_annexes_may_begin_with_a_year() -> None:
    text = (
        "一、落实责任\n抓好落实。\n附件：1.2026年重点任务分解表\n2.2026年民生实事分解表\n3.青溪县实事分解表\n"
        "青溪县人民政府办公室\n2026年3月2日"
    )
    assert tree(text) == [(0, "一、", "落实责任")]


def test_items_of_an_annex_that_sets_out_how_are_no_tasks() -> None:
    for title, kind in (("茶树栽植技术要求", "other"), ("项目申报指南（试行）", "other"), ("茶产业行动方案", "task")):
        sections = outline_of(f"一、任务\n抓好落实。\n附件1\n{title}\n一、苗木\n苗木健壮。").sections
        assert sections[-1].kind == kind, title


# A last item that is one sentence has no heading: its first clause is its title.
LONE_SENTENCES = [
    ("3.排查老旧电梯，更换限速器和钢丝绳。", "排查老旧电梯"),
    ("3.根据普查结果，拟定分年度改造计划。", "根据普查结果"),
    ("3.2026年9月底前，依照清单，拟定栽植方案。", "2026年9月底前，依照清单"),
    ("3.邀请沿线村组、商户参与，共同管护步道。", "邀请沿线村组、商户参与"),
    ("3.村干部（含驻村干部，下同）要下沉一线，帮助农户。", "村干部（含驻村干部，下同）要下沉一线"),
    ("3.本细则自印发之日起施行，有效期两年。", "本细则自印发之日起施行"),
    # what stays whole: a motto of two like phrases, a line without its stop, a heading with its text behind
    ("3.统筹规划，分步实施。", "统筹规划，分步实施"),
    ("3.加强领导，压实各方责任", "加强领导，压实各方责任"),
    ("3.加强领导，压实各方责任。镇里每月调度一次。", "加强领导，压实各方责任"),
    ("3.加强领导，压实各方责任。\n镇里每月调度一次。", "加强领导，压实各方责任"),
    ("3.加强领导，压实各方责任。\n（1）每月调度。\n（2）每季通报。", "加强领导，压实各方责任"),
]


@pytest.mark.parametrize(("last", "heading"), LONE_SENTENCES)
def test_a_last_item_of_one_sentence_is_named_by_its_first_clause(last: str, heading: str) -> None:
    items = tree(f"一、重点任务\n1.建台账。逐户登记。\n2.抓改造。分批推进。\n{last}")
    assert [words for _, label, words in items if label == "3."] == [heading]


def test_a_title_that_is_too_long_a_list_ends_behind_one_of_its_items() -> None:
    places = "、".join(f"第{number}片区的公共服务平台" for number in "一二三四五六七八九十")
    items = tree(f"一、重点任务\n1.建台账。逐户登记。\n2.支持{places}，按季调度。")
    (heading,) = [words for _, label, words in items if label == "2."]
    assert heading.startswith("支持第一片区")
    assert heading.endswith("平台")
    assert 40 < len(heading) <= 80


LONG_PAIR = "坚决守住青山绿水底色，建设具有较高辨识度的沿江生态旅游带和康养基地"


def test_items_beside_headings_of_two_phrases_are_headed_by_two_phrases() -> None:
    pairs = ("稳住粮食生产基本盘，打造优质稻米产区", LONG_PAIR, "壮大园区主导产业，开放发展迈出新步伐")
    numbered = zip("一二三", pairs, strict=True)
    text = "二、目标任务\n" + "\n".join(f"（{number}）{words}。抓好落实，久久为功。" for number, words in numbered)
    assert [words for depth, _, words in tree(text) if depth == 1] == list(pairs)


def test_one_long_pair_among_other_headings_is_a_sentence() -> None:
    text = f"二、目标任务\n（一）稳住粮食生产。抓好落实。\n（二）{LONG_PAIR}。久久为功。\n（三）壮大园区。抓好落实。"
    assert [words for depth, _, words in tree(text) if depth == 1][1] == "坚决守住青山绿水底色"


def test_a_box_behind_items_belongs_to_the_part() -> None:
    text = (
        "二、重点任务\n（一）治理河道\n1.清淤。推进。\n2.护岸。推进。\n专栏1 河道工程\n1.北溪。清淤。\n2.南溪。护岸。"
        "\n（二）绿化岸线\n3.植树。推进。"
    )
    assert tree(text) == [
        (0, "二、", "重点任务"),
        (1, "（一）", "治理河道"),
        (2, "1.", "清淤"),
        (2, "2.", "护岸"),
        (2, "专栏1", "河道工程"),
        (3, "1.", "北溪"),
        (3, "2.", "南溪"),
        (1, "（二）", "绿化岸线"),
        (2, "3.", "植树"),
    ]


PARTS_WITHOUT_NUMBERS = [
    ("工作要求\n（一）压实责任。分片包干。\n（二）严格考核。按月通报。", ["safeguard", "safeguard"]),
    ("工作要求：\n1.压实责任。分片包干。\n2.严格考核。按月通报。", ["safeguard", "safeguard"]),
    ("基本原则\n（一）政府引导。市场运作。\n（二）因地制宜。分类推进。", ["goal", "goal"]),
    ("工作目标\n到2027年建成两个园区。\n重点任务\n（一）建园区。推进。\n（二）引企业。推进。", ["task", "task"]),
    ("总体要求\n坚持绿色发展。\n排查内容\n（一）查管网。推进。\n（二）查泵站。推进。", ["task", "task"]),
    ("“十五五”时期的主要目标任务\n一是质量提升。增长5%。\n二是创新提升。增长7%。", ["goal", "goal"]),
    ("2025年工作回顾\n一是质量提升。增长5%。\n二是创新提升。增长7%。", ["other", "other"]),
    ("2026年重点工作\n（一）稳增长。推进。\n（二）促创新。推进。", ["task", "task"]),
    # what says nothing of them: a line of prose, items that do not begin with one, a head with a number above
    ("各单位要按工作要求抓好落实。\n（一）压实责任。包干。\n（二）严格考核。通报。", ["task", "task"]),
    ("一、重点任务\n工作要求\n（一）压实责任。分片包干。\n（二）严格考核。按月通报。", ["task", "task", "task"]),
]


@pytest.mark.parametrize(("text", "kinds"), PARTS_WITHOUT_NUMBERS)
def test_heads_of_parts_that_have_lost_their_numbers_still_say_what_is_below(text: str, kinds: list[str]) -> None:
    assert [section.kind for section in outline_of(text).sections if section.label] == kinds


@pytest.mark.parametrize(
    ("notes", "numbers"),
    [
        ("备注：1.面积以变更调查为准。\n2.各类数据互有重叠。\n3.合计不含飞地。", []),
        ("注：1.面积以变更调查为准。\n2.各类数据互有重叠。\n二、保障措施\n1.加强领导。\n2.加强督查。", ["1.", "2."]),
        ("注重宣传引导。\n1.加强领导。\n2.加强督查。", ["1.", "2."]),
    ],
)
def test_the_notes_of_a_table_are_no_items(notes: str, numbers: list[str]) -> None:
    text = f"一、任务分解\n各镇任务见下表。\n{notes}"
    sections = build_outline(text, lines_as_blocks(text)).sections
    assert [section.label for section in sections if section.style == "arabic_dot"] == numbers


@pytest.mark.parametrize(("head", "count"), [("行动任务", 2), ("提升供给能力", 0)])
def test_a_run_in_one_paragraph_is_the_items_of_a_head_that_names_no_work(head: str, count: int) -> None:
    text = f"一、更新行动\n1.行动目标\n到2030年，绩效提升。\n2.{head}\n一是推进更新。建项目库。二是盘活楼宇。分类推动。"
    sections = build_outline(text, lines_as_blocks(text)).sections
    assert sum(section.style == "ordinal_is" for section in sections) == count


@pytest.mark.parametrize(
    ("first", "last", "kind"),
    [
        ("上半年主要工作", "下半年工作安排", "other"),
        ("2024年重点工作", "2025年工作打算", "other"),
        ("上半年主要工作", "工作要求", "task"),
    ],
)
def test_the_work_of_a_time_is_told_where_another_part_says_what_is_to_come(first: str, last: str, kind: str) -> None:
    text = f"一、{first}\n（一）抓项目。完成投资2亿元。\n二、{last}\n（一）抓招商。引进项目9个。"
    sections = build_outline(text, lines_as_blocks(text)).sections
    assert sections[1].kind == kind
