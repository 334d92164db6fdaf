"""The record of a document: title, genre, number, issuers, dates."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.document.derived_titles import derived_title
from extractors.document.heads import Line, parse_date
from extractors.models import Block, Genre, MetaField, Span
from extractors.outline import build_outline
from extractors.recognize.document import DocumentFacts, recognize_document
from tests.unit.blocks import lines_as_blocks


def facts_of(text: str, *metadata: MetaField) -> DocumentFacts:
    blocks = lines_as_blocks(text)
    return recognize_document(text, blocks, metadata, build_outline(text, blocks).sections)


NOTICE = """某市青山区人民政府文件
青府发〔2024〕7号
某市青山区人民政府
关于印发《青山区促进消费
三年行动计划（2024-2026年）》的通知
各街道办事处，各有关单位：
《青山区促进消费三年行动计划（2024-2026年）》已经区政府同意，现印发给你们。
某市青山区人民政府
2024年5月6日
青山区促进消费三年行动计划
（2024-2026年）
一、工作目标
到2026年建成。
二、主要任务
（一）培育主体。支持。
某市青山区人民政府办公室
2024年5月8日印发"""


def test_a_notice_that_carries_a_plan() -> None:
    facts = facts_of(NOTICE)
    record = facts.record
    assert record.genre == "plan"
    assert record.title == "某市青山区人民政府关于印发《青山区促进消费三年行动计划（2024-2026年）》的通知"
    assert (record.title_basis, record.document_number) == ("stated", "青府发〔2024〕7号")
    assert record.issuers == ("某市青山区人民政府",)
    assert record.issued_date == date(2024, 5, 6)
    assert [own.title for own in facts.own_titles] == ["青山区促进消费三年行动计划（2024-2026年）"]


def test_several_bodies_sign_and_a_damaged_date_is_no_date() -> None:
    text = (
        "各区：\n现印发给你们。\n某市商务委员会\n某市文化和旅游局\n2021年\ufffd月\ufffd5日\n某市电商三年行动"
        "计划\n一、目标\n建成。"
    )
    record = facts_of(text).record
    assert record.issuers == ("某市商务委员会", "某市文化和旅游局")
    assert record.issued_date is None
    assert record.title == "某市电商三年行动计划"


def test_a_plan_without_title_takes_its_annex_and_the_place_it_names_most() -> None:
    text = (
        "为加快推进长宁区消费建设，制订本行动计划。\n一、主要任务\n1.办节庆。支持长宁区商圈。\n附件:促进消费"
        "三年行动计划任务分工表"
    )
    record = facts_of(text).record
    assert (record.title, record.title_basis, record.genre) == ("长宁区促进消费三年行动计划", "derived", "plan")


def test_a_plan_without_title_and_annex_is_named_by_its_purpose() -> None:
    text = (
        "为贯彻上级部署，促进工业数字化转型，结合我省实际，制定本实施方案。\n"
        "一、任务\n1.建平台。支持山东省企业。（省科技厅负责）"
    )
    record = facts_of(text).record
    assert (record.title, record.title_basis) == ("山东省促进工业数字化转型实施方案", "derived")


@pytest.mark.parametrize(
    ("opening", "title"),
    [
        ("蜂业发展势头良好。为加快推进蜂业发展，现提出以下意见。", "加快推进蜂业发展的意见"),
        (
            "第一条 根据《青山新区促进蜂业扶持办法》，为便于实施，制订本实施细则。",
            "《青山新区促进蜂业扶持办法》实施细则",
        ),
        ("根据《蜂业促进条例》《蜂业扶持办法》，制定本细则。", None),
    ],
)
def test_a_text_without_title_is_named_by_what_its_opening_lays_down(opening: str, title: str | None) -> None:
    assert derived_title([Line(opening, opening, Span(0, len(opening)))], opening, "plan") == title


def test_a_plan_that_states_no_purpose_either_keeps_none() -> None:
    facts = facts_of("为推进工作，制定本实施方案。\n一、主要任务\n1.建平台。支持。")
    assert (facts.record.title, facts.record.title_basis, facts.own_titles) == (None, None, ())


GENRES: list[tuple[str, Genre]] = [
    ("对某区政协第177号提案的答复\n某委员：\n您提出的提案收悉，现答复如下：\n一、强化设计\n完善。", "reply"),
    (
        "政 府 工 作 报 告\n——2013年2月28日在某区人民代表大会上\n某区区长 某某\n一、过去一年工作回顾\n完成。",
        "work_report",
    ),
    ("某市出台物业管理招标投标实施意见\n制定的意见已于8月出台。", "news"),
    ("中新网某地2月18日电 某区18日正式发布了《某区三年行动计划(2025-2027)》。", "news"),
    ("某市关于做好防汛工作的通知\n各区：\n一、提高认识\n落实。", "notice"),
    ("某市人民政府关于印发某市数据管理办法的通知\n各区：\n第一条 为规范管理，制定。", "notice"),
    ("关于加快发展体育产业的指导意见\n各地：\n一、总体要求\n坚持。", "plan"),
    ("某区重点任务分工表\n说明。", "task_table"),
    ("某街道2024年部门预算\n一、部门职责\n管理。", "other"),
    # who sent the reporter stands before the byline
    ("青山:八条措施支持茶业,补助最高200万元\n岭西在线记者 甲某\n省政府办公厅印发八条措施，成效可期。", "news"),
    # fields of the page above the dateline are no lines of the report
    (
        "标题: 青山冷库开建\n发布时间: 2014-12-18 08:23\n文号:\n索引号: A\n发布机构: 青山网\n公开范围: 全部\n"
        "关键词: 冷库\n"
        "青山冷库开建\n青山网讯(记者 甲某)昨日，冷库开工。",
        "news",
    ),
    # a report opens with who has told something; a document does not
    ("老人乘车更优惠\n青山公交集团昨日（11月26日）介绍，从明年起，老人免费乘车。", "news"),
    ("青山公交集团优惠乘车须知\n青山公交集团对老人免费。", "other"),
    ("青山县鼓励投资优惠政策（试行）\n第一条 为扩大投资，制定本政策。\n第二条 企业用地按最低价出让。", "plan"),
    (
        "关于青山市国民经济和社会发展第十二个五年规划纲要的报告\n——在青山市第五届人民代表大会第四次会议上\n各位代表：\n"
        "一、发展成就\n成就显著。\n二、战略任务\n（一）发展茶业。到2015年，产值达到10亿元。",
        "work_report",
    ),
]


@pytest.mark.parametrize(("text", "genre"), GENRES)
def test_genres(text: str, genre: Genre) -> None:
    assert facts_of(text).record.genre == genre


def test_a_column_of_reports_makes_news_of_what_no_kind_of_document_is_called() -> None:
    column = MetaField("other", "ColumnName", "云台要闻")
    report = "抓早抓实 力保开门红\n今年投资要达到350亿元，突破项目是关键。\n一、抓前期\n落实。"
    assert facts_of(report, column, MetaField("title", "ArticleTitle", "抓早抓实 力保开门红")).record.genre == "news"
    plan = "云台片区实施方案\n为加快建设，制定本方案。\n一、总体要求\n坚持。"
    assert facts_of(plan, column).record.genre == "plan"
    files = MetaField("other", "ColumnName", "区管委会文件")
    assert facts_of(report, files, MetaField("title", "ArticleTitle", "抓早抓实 力保开门红")).record.genre != "news"


def test_a_page_names_its_source_in_a_tag() -> None:
    report = "云台将建九大项目\n昨日，项目集中签约。"
    source = MetaField("other", "ContentSource", "云台日报")
    assert facts_of(report, source, MetaField("other", "ColumnName", "云台要闻")).record.issuers == ()
    titled = MetaField("title", "ArticleTitle", "云台将建九大项目")
    assert facts_of(report, source, MetaField("other", "ColumnName", "云台要闻"), titled).record.issuers == (
        "云台日报",
    )


def test_a_report_is_dated_by_the_day_it_was_given_and_issued_by_the_government() -> None:
    record = facts_of(GENRES[1][0]).record
    assert (record.issued_date, record.issuers) == (date(2013, 2, 28), ("某区人民政府",))


def test_the_days_of_other_pages_that_a_page_lists_behind_its_own_text_date_nothing() -> None:
    text = "岚海市2011年政府工作报告\n（2011年1月12日 张三）\n各位代表：\n一、工作回顾\n修路。\n二、今年工作\n架桥。\n"
    listed = text + "（责任编辑：李四）\n延伸阅读\n某地发展思路\n2012年3月30日\n"
    assert facts_of(listed).record.issued_date == facts_of(text).record.issued_date == date(2011, 1, 12)


def test_news_name_their_source_and_are_dated_by_an_event_of_that_day() -> None:
    text = "中新网某地2月18日电 某区方面正式发布了《某区三年行动计划》。“2025系列活动发布会”18日举行。"
    record = facts_of(text).record
    assert (record.issuers, record.issued_date) == (("中新网",), date(2025, 2, 18))
    assert (record.title, record.title_basis) == ("某区正式发布《某区三年行动计划》", "derived")
    opening = "近日，水利部、财政部等8部门联合印发《节水行动规划》。到2025年，灌溉面积达到8亿亩。"
    assert facts_of(f"某网2月18日电 {opening}").record.title == "水利部、财政部等8部门联合印发《节水行动规划》"


def test_a_reply_names_the_bodies_it_consulted() -> None:
    text = (
        "对某区政协第1号提案的答复\n某委员：\n您提出的提案收悉，充分听取区人才局、区文旅局等单位的意见，"
        "现答复如下：\n一、设计\n完善。"
    )
    assert facts_of(text).record.consulted == ("区人才局", "区文旅局")


def test_a_document_speaks_for_its_level_however_often_it_names_another_place() -> None:
    text = (
        "为推进数字建设，制定本方案。\n一、任务\n1.建中心。支持济南市、济南市、山东省。（省大数据局牵头，省科技厅配合）"
    )
    assert facts_of(text).record.places[0] == "山东省"


def test_metadata_states_what_the_text_does_not() -> None:
    fields = [
        MetaField("index_number", "索引号", "SY-1"),
        MetaField("document_number", "文号", "某商〔2025〕 12 号"),
        MetaField("published_date", "发布时间", "2025-04-22"),
        MetaField("title", "标题", "某市促进消费 若干措施"),
    ]
    record = facts_of("一、支持研发\n给予支持。", *fields).record
    assert (record.index_number, record.document_number) == ("SY-1", "某商〔2025〕12号")
    assert record.published_date == date(2025, 4, 22)
    assert record.title == "某市促进消费若干措施"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("2025年3月31日", date(2025, 3, 31)),
        ("二〇〇五年七月十四日", date(2005, 7, 14)),
        ("2018-12-21", date(2018, 12, 21)),
        ("２０２４年５月６日", date(2024, 5, 6)),
        ("2021年\ufffd月\ufffd5日", None),
        ("2021年13月40日", None),
        ("2021年3月", None),
    ],
)
def test_parse_date(words: str, expected: date | None) -> None:
    assert parse_date(words) == expected


def test_a_headline_that_names_no_kind_is_a_title_where_the_layout_says_so() -> None:
    text = "2026年中央一号文件\n全面推进乡村振兴。\n一、提升产能\n（一）稳定生产。落实。"
    blocks = lines_as_blocks(text)
    first = Block("heading", blocks[0].span, level=1)
    record = recognize_document(text, (first, *blocks[1:]), (), build_outline(text, blocks).sections).record
    assert (record.title, record.genre) == ("2026年中央一号文件", "plan")
    assert facts_of("申报智能解析\n为推进工作。").record.title is None


def test_a_report_names_its_government_in_its_title() -> None:
    field = MetaField("title", "标题", "2026年某省政府工作报告")
    assert facts_of("各位代表：\n一、过去一年工作回顾\n完成。", field).record.issuers == ("某省人民政府",)


def test_a_notice_may_carry_two_plans() -> None:
    text = (
        "某市关于印发《某市消费行动计划》和《某市会展实施方案》的通知\n各区：\n现印发给你们。\n某市人民政府\n2024年5月6日\n"
        "某市消费行动计划\n一、任务\n（一）办节庆。支持。\n某市会展实施方案\n一、任务\n（一）办展会。支持。"
    )
    owns = facts_of(text).own_titles
    assert [own.title for own in owns] == ["某市消费行动计划", "某市会展实施方案"]
    assert text[owns[1].start :].startswith("某市会展实施方案")


def test_a_notice_that_carries_a_plan_and_a_list_of_duties_is_a_plan() -> None:
    text = (
        "江城区党政办关于印发《2023年江城区普法工作要点》《2023年江城区重点普法责任清单》的通知\n各处室：\n"
        "现将文件印发给你们。\n2023年江城区普法工作要点\n一、学习宣传\n（一）组织学习。开展培训。\n"
    )
    facts = facts_of(text)
    assert (facts.record.genre, [own.title for own in facts.own_titles]) == ("plan", ["2023年江城区普法工作要点"])


def test_the_title_tag_of_a_page_gives_way_to_the_title_of_its_text() -> None:
    tag = MetaField("title", "title", "任务分工表")
    text = "某市推进数字乡村建设三年行动方案（2024—2026年）\n一、任务\n（一）夯实基础。推进。"
    assert facts_of(text, tag).record.title == "某市推进数字乡村建设三年行动方案（2024—2026年）"
    assert facts_of("一、任务\n（一）夯实基础。推进。", tag).record.title == "任务分工表"


def test_a_number_on_the_line_of_the_title_is_no_part_of_it() -> None:
    record = facts_of("硯政發〔2024〕24號 某市人民政府關於做好防汛工作的通知\n各區：\n一、提高認識\n落實。").record
    assert record.document_number == "硯政發〔2024〕24號"
    assert record.title == "某市人民政府關於做好防汛工作的通知"


def test_a_number_behind_a_red_head_is_read_alone() -> None:
    text = "岭西省人民政府办公厅文件 岭政办发〔2026〕36号\n某省关于做好防汛工作的通知\n各市：\n一、提高认识\n落实。"
    assert facts_of(text).record.document_number == "岭政办发〔2026〕36号"


def test_a_reply_in_traditional_script_has_its_title() -> None:
    record = facts_of("對區政協六屆三次會議第132號提案的答覆\n某委員：\n一、強化設計\n完善。").record
    assert (record.title, record.genre) == ("對區政協六屆三次會議第132號提案的答覆", "reply")


def test_a_list_of_annexes_in_a_notice_is_no_title() -> None:
    text = (
        "某市人民政府关于印发某市竹产业三年行动方案的通知\n各县：\n现印发给你们。\n附件：某市竹产业三年行动方案任务分工表\n"
        "某市人民政府\n2024年5月6日\n某市竹产业三年行动方案\n一、任务\n（一）建基地。支持。"
    )
    facts = facts_of(text)
    assert (facts.record.genre, facts.own_titles[0].title) == ("plan", "某市竹产业三年行动方案")


def test_a_number_before_the_first_words_of_a_title() -> None:
    text = "岭政办发〔2023〕35号岭西省人民政府办公厅关于印发\n竹产业发展规划的通知\n各市：\n一、目标\n建成。"
    record = facts_of(text).record
    assert record.document_number == "岭政办发〔2023〕35号"
    assert record.title == "岭西省人民政府办公厅关于印发竹产业发展规划的通知"


def test_a_number_ends_where_the_number_does() -> None:
    field = MetaField("document_number", "文号", "岭林字函〔2017〕92号　　视力保护色：□□□")
    assert facts_of("一、任务\n推进。", field).record.document_number == "岭林字函〔2017〕92号"


@pytest.mark.parametrize(
    ("head", "issuers"),
    [
        ("住建部财政部关于印发农房改造三年行动方案的通知", ("住建部", "财政部")),
        (
            "商务部　国家发展改革委\n市场监管总局　全国妇联关于做好\n家政服务工作的通知",
            ("商务部", "国家发展改革委", "市场监管总局", "全国妇联"),
        ),
        ("岭西省财政厅关于做好绿化工作的通知", ("岭西省财政厅",)),
        (
            "政府工作报告\n—2022年1月10日在清溪市第九届人民代表大会第一次会议上清溪市人民政府市长 李某\n各位代表：",
            ("清溪市人民政府",),
        ),
    ],
)
def test_bodies_that_stand_glued_are_parted(head: str, issuers: tuple[str, ...]) -> None:
    assert facts_of(f"{head}\n\n一、任务\n推进。").record.issuers == issuers


@pytest.mark.parametrize(
    ("cover", "issuers"),
    [
        ("青山市发展和改革委员会\n二〇二四年五月\n", ("青山市发展和改革委员会",)),
        ("青山市发展和改革委员会\n青山市农业农村局\n2024年\n", ("青山市发展和改革委员会", "青山市农业农村局")),
        ("茶业兴市\n2024年\n", ()),  # a motto
        ("预算主管部门：青山市农业农村局\n", ("青山市农业农村局",)),
    ],
)
def test_a_cover_names_who_issues(cover: str, issuers: tuple[str, ...]) -> None:
    text = f"青山市茶业政策导引\n{cover}前言\n为发展茶业，编制本导引。\n一、茶园改造\n改造茶园。\n"
    assert extract(text.encode(), "a.txt").document.issuers == issuers


def test_an_encyclopaedia_tells_who_issued_and_when() -> None:
    text = (
        "青山市茶业发展规划\n青山市茶业发展规划是由青山市人民政府于2026年3月5日发布的规划。\n一、目标\n建成茶园3个。\n"
    )
    found = extract(text.encode(), "a.txt").document
    assert (found.issuers, found.issued_date) == (("青山市人民政府",), date(2026, 3, 5))
