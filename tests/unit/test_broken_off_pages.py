"""Pages that break off, hand on a document, or tell of one: what they hold all the same. All names are made up."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.document.titles import carried_title, period_in
from extractors.models import Extraction


def read(text: str) -> Extraction:
    return extract(text.encode(), "a.txt")


FESTIVAL = (
    "邻里同心 桥连万家\n\n为办好桥梁文化节，制定本方案。\n一、活动目的\n（一）通过活动增进了解。\n二、活动内容\n"
    "（一）举办开幕式。组织演出。\n（二）举办桥梁展。展出照片。\n"
)
GENRES = [
    # news that hand on the whole document are the document
    ("关于加强桥梁管护的意见近日，青山市委办公室、市政府办公室印发了《关于加强桥梁管护的意见》，并发出通知，要求认真落实。"
     "《关于加强桥梁管护的意见》全文如下。\n为加强管护，现提出如下意见。\n一、总体要求\n安全第一。\n二、主要任务\n（一）普查。全面普查。\n",
     "plan", "关于加强桥梁管护的意见"),
    # … but not an explanation that points to it, nor questions on it
    ("《青山市桥梁管护方案》政策解读\n近日，青山市印发《青山市桥梁管护方案》。《青山市桥梁管护方案》全文如下。\n一、出台背景\n全市有桥梁"
     "300座。\n二、主要任务\n（一）普查。全面普查。\n", "news", "《青山市桥梁管护方案》政策解读"),
    ("本报讯（记者 甲某）近日，青山市印发《青山市桥梁管护方案》，《青山市桥梁管护方案》全文如下方链接。\n"
     "一、为什么普查\n答：略。\n", "news", "青山市印发《青山市桥梁管护方案》"),
    # a sentence of a report is no title, a letter on what was just issued no news
    ("青山市政府关于加快桥梁建设的若干意见近日正式出台，从设施建设、产业培育、要素保障等方面提出二十条措施，到2027年建成桥梁50座。\n",
     "other", None),
    ("青山市启动航空摄影\n青山市的航空摄影于5月启动，全市干部群众积极参与，收集影像，形成成果，服务于国土空间规划的编制与实施，效果良好，群众满意。\n",
     "other", "青山市启动航空摄影"),
    # a title that names no kind of document, above one that says what it makes
    (FESTIVAL, "plan", "邻里同心桥连万家"),
    # a page on what has just been issued, with its purpose first
    ("青山市发文，加强这项工作\n为提高招商水平，扩大有效投资，近日，市政府印发了《关于加强桥梁招商工作的指导意见》。\n"
     "● 引进项目实现突破\n从省外引进项目50个。\n", "news",
     "市政府印发《关于加强桥梁招商工作的指导意见》"),
    # so do a reporter's line and a long list of who issued it
    ("青山县:13条措施支持桥梁产业\n\n　　岭西在线记者 张三\n\n　　县政府办近日印发《关于支持桥梁产业发展的若干措施》，"
     "聚焦关键技术。\n",
     "news", "青山县:13条措施支持桥梁产业"),
    ("近日，青山省交通运输厅联合省财政厅、省委宣传部、省科学技术协会、省人力资源和社会保障厅、省农业农村厅、省体育局印发"
     "《青山省桥梁管护指导意见》，明确到2030年建成桥梁50座。\n", "news",
     "青山省交通运输厅联合省财政厅、省委宣传部、省科学技术协会、省人力资源和社会保障厅、省农业农村厅、省体育局印发"
     "《青山省桥梁管护指导意见》"),
    # what an assembly says of a report is no plan
    ("青山县关于上半年计划执行情况的审查意见\n\n会议认为，上半年全县生产总值完成11亿元，占年计划的42%。\n", "other",
     "青山县关于上半年计划执行情况的审查意见"),
    # a site's words behind a title that ends in its years
    ("青山街道桥梁安全三年行动计划（2024—2026年）_街道动态_青山街道办事处\n一、工作目标\n排查桥梁30座。\n二、主要任务\n（一）排查。全面排查。\n",
     "plan", "青山街道桥梁安全三年行动计划（2024—2026年）"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "genre", "title"), GENRES, ids=[title for _, _, title in GENRES])
def test_kind_and_title(text: str, genre: str, title: str) -> None:
    found = read(text).document
    assert (found.genre, found.title) == (genre, title)


def test_aims_and_what_is_to_be_understood_are_no_tasks() -> None:
    text = FESTIVAL + "三、充分认识活动的重要意义。各镇要认识到位。\n四、提高认识，加强领导。成立领导小组。\n"
    assert [task.title for task in read(text).tasks] == ["举办开幕式", "举办桥梁展", "提高认识，加强领导"]
    text = (
        "青山市关于做好防汛工作的通知\n各镇：\n现通知如下：\n一、充分认识防汛工作的重要意义\n（一）提高站位。召开会议。（责任单位：市水利局）\n"
        "（二）统一思想。事关大局。\n二、主要任务\n（一）深刻认识排查的紧迫性。各镇每月宣传。\n（二）排查。全面排查。\n"
    )
    # what names its bodies, and what stands among tasks
    assert [task.title for task in read(text).tasks] == ["提高站位", "深刻认识排查的紧迫性", "排查"]
    further = text.replace("充分认识", "进一步认识").replace("（责任单位：市水利局）", "")
    assert [task.title for task in read(further).tasks] == ["深刻认识排查的紧迫性", "排查"]


def test_a_first_item_alone_that_a_head_or_words_announce() -> None:
    text = (
        "青山县建桥实施方案 为加快建设，制定本方案。 一、目标任务 新建桥梁5座。 二、建设重点 (一)建桥。新建便桥3座。 "
        "(二)修路。改造道路9公里。 三、保障措施 (一)强化领导。县政府成立指挥部，各镇主要负责人为第一责"
    )
    heads = [(section.label, section.heading) for section in read(text).sections if section.label]
    assert heads[-2:] == [("三、", "保障措施"), ("(一)", "强化领导")]
    text = (
        "青山市政府工作报告\n各位代表：现在，我代表市人民政府向大会报告工作。一、2021年工作回顾一年来，新建桥梁5座，全市面貌一新，"
        "各项事业稳步推进，群众满意度不断提高。"
        + 90
        * "工作有序开展。"
        + "（一）道路更畅。改造道路9公里。（二）桥梁更牢。加固桥梁3座。"
        "二、2022年工作安排今年要加快建设。重点抓好以下工作：（一）坚持建好桥梁。新建桥梁2座，改造"
    )
    heads = [(section.label, section.heading) for section in read(text).sections if section.label]
    assert heads[-1] == ("（一）", "坚持建好桥梁")


def test_a_report_on_progress_tells_and_sets_no_tasks_but_under_a_head_that_does() -> None:
    text = (
        "关于青山区2024年重点工作1—6月进展情况的通报\n\n现将进展情况通报如下：\n\n一、主要经济指标\n1—6月，全区实现生产总值401亿元。\n\n"
        "二、下一步工作打算\n（一）加快建桥。新建桥梁3座。\n"
    )
    found = read(text)
    assert found.document.genre == "notice"
    assert [task.title for task in found.tasks] == ["加快建桥"]
    assert [(target.value_low, target.kind) for target in found.targets] == [(401e8, "status"), (3, "target")]


def test_what_a_report_on_progress_orders_is_to_come() -> None:
    text = (
        "青山市关于2024年桥梁检查情况的通报\n各镇：\n现将情况通报如下：\n一、总体情况\n检查桥梁35座。\n二、有关要求\n"
        "（一）举一反三。新增检查点30个。（责任单位：市交通局）\n三、下一步工作\n（一）加强整改。立即整改。\n"
    )
    found = read(text)
    assert [task.title for task in found.tasks] == ["举一反三", "加强整改"]
    told = [(target.value_low, target.kind, target.deadline_year) for target in found.targets]
    assert told == [(35, "status", None), (30, "target", None)]


def test_what_the_headline_of_news_names_is_reported() -> None:
    text = (
        "“十四五”桥梁综合管护方案出炉 部署五大工程\n本报记者 甲某\n"
        "1月24日，市政府发布《“十四五”桥梁综合管护方案》（以下简称《方案》）。\n"
        "《方案》提出，到2025年，加固桥梁30座。\n"
    )
    found = read(text)
    assert [(plan.title, plan.evidence, plan.period_end) for plan in found.plans] == [
        ("“十四五”桥梁综合管护方案", "reported", 2025)
    ]
    assert [citation.title for citation in found.citations] == ["“十四五”桥梁综合管护方案"]


def test_a_notice_does_not_cite_what_its_own_title_carries() -> None:
    text = (
        "青山市教育局关于印发《青山市校车管护方案（2017—2020年）》通知\n青山市教育局关于印发《青山市校车管护方案》，发挥校车作用，"
        "特制定本方案。\n一、工作任务\n1.查车。逐辆检查。\n"
    )
    found = read(text)
    assert [plan.title for plan in found.plans] == ["青山市校车管护方案（2017—2020年）"]
    assert found.citations == ()
    assert carried_title("关于印发《青山市校车管护方案》通知") == "青山市校车管护方案"


def test_a_winter_ends_in_the_year_behind() -> None:
    assert period_in("青山县2011年度冬春水利建设方案") == (2011, 2012)
    assert period_in("青山县2011年度水利建设方案") == (2011, 2011)
    assert period_in("青山镇2024年工作总结和2025年工作计划") == (2025, 2025)


def test_means_that_an_office_has_are_told_below_their_head() -> None:
    text = (
        "青山市学前教育三年行动计划（2011—2013年）\n一、发展现状\n（一）办园条件\n全市新增幼儿园近40所。\n"
        "二、主要任务\n1.建园。新建3所。\n"
    )
    assert [(target.value_low, target.kind) for target in read(text).targets] == [(40, "status"), (3, "target")]
    text = "青山市学前教育扶持办法\n一、申报条件\n在园幼儿不少于90人。\n二、奖励标准\n每园奖励3万元。\n"
    assert [target.value_low for target in read(text).targets] == [30000]


def test_quotas_with_their_measure_units_in_the_heads() -> None:
    text = (
        "青山市2024—2025年秋冬季治理方案\n\n一、主要任务\n（一）治理。加强治理。\n\n附件1\n各县（市、区）空气质量目标表\n"
        "县（市、区）\t浓度目标（微克/立方米）\t重污染天数目标（天）\n白水县\t70\t14\n云台县\t73\t16\n"
    )
    assert [(target.indicator, target.value_low, target.base_unit) for target in read(text).targets] == [
        ("白水县浓度目标", 70, "微克/立方米"),
        ("白水县重污染天数目标", 14, "天"),
        ("云台县浓度目标", 73, "微克/立方米"),
        ("云台县重污染天数目标", 16, "天"),
    ]


def test_two_plans_named_side_by_side_are_two() -> None:
    text = (
        "青山市行动方案\n为贯彻落实国务院《桥梁质量持续改善行动计划》和《岭西省桥梁质量持续改善行动计划》，制定本方案。\n"
        "一、主要任务\n1.查桥。逐座检查。\n"
    )
    assert [plan.title for plan in read(text).plans[1:]] == [
        "桥梁质量持续改善行动计划",
        "岭西省桥梁质量持续改善行动计划",
    ]


def test_a_letter_may_say_which_edition_it_carries() -> None:
    text = (
        "青山市关于印发2025年工作要点和桥梁实施方案的通知\n\n各县：\n现将《2025年全市桥梁工作要点》《青山市桥梁实施方案（2023—2025年）》"
        "（2025年修订）印发你们，请抓好落实。\n\n2025年全市桥梁工作要点\n一、修桥\n（一）普查。全面普查。\n\n"
        "青山市桥梁实施方案（2023—2025年）\n一、主要任务\n（一）建桥。新建桥梁3座。\n"
    )
    assert [plan.title for plan in read(text).plans] == ["2025年全市桥梁工作要点", "青山市桥梁实施方案（2023—2025年）"]


def test_what_a_notice_asks_for_is_of_the_year_in_its_title() -> None:
    text = "青山市关于做好2025年桥梁检查工作的通知\n\n各县：\n现通知如下：\n一、检查\n检查桥梁30座。\n"
    assert [(target.value_low, target.deadline_year) for target in read(text).targets] == [(30, 2025)]


def test_what_a_reply_has_done_is_no_measure_where_it_says_what_is_next() -> None:
    told = "一、工作开展情况\n（一）完善制度。出台办法3项。\n（二）加强检查。检查桥梁30座。\n"
    text = "关于第12号提案的答复\n甲某委员：\n您提出的关于桥梁的提案收悉，现答复如下：\n" + told
    assert [task.title for task in read(text).tasks] == ["完善制度", "加强检查"]
    text += "二、下一步打算\n（一）加快建桥。新建桥梁3座。\n"
    assert [task.title for task in read(text).tasks] == ["加快建桥"]
    # what an item promises is a measure wherever it stands
    text = text.replace("检查桥梁30座", "检查桥梁30座，我局将于年底前再检查20座")
    assert [task.title for task in read(text).tasks] == ["加强检查", "加快建桥"]


def test_parts_of_a_reply_may_stand_below_what_was_proposed() -> None:
    text = (
        "关于第12号提案的答复\n甲某委员：\n您提出的关于桥梁的提案收悉，现答复如下：\n"
        "一、关于“加快建桥”事项\n（一）桥梁建设发展情况。一是建桥提速。建成桥梁30座。二是养护加强。检查桥梁20座。\n"
        "（二）工作重点。一是加快建桥。新建桥梁3座。二是加强养护。逐座建档。\n"
    )
    assert [task.title for task in read(text).tasks] == ["加快建桥", "加强养护"]


def test_an_agency_in_brackets_is_who_reports() -> None:
    text = "青山区召开大会\n【青山商报讯】2月19日，青山区大会召开，区长作报告。\n"
    assert read(text).document.issuers == ("青山商报",)


def test_a_page_that_hands_on_the_items_of_a_plan_is_news_and_wants_them() -> None:
    page = (
        "{}\n\n《青山市2031年桥梁工作要点》近日出台，明确了2031年安排，加快推进建设。\n一、加强养护\n1、实施养护工程\n"
        "推进桥梁养护，抓好14家养护站建设，打造一批示范桥。力争优良率达到90%以上。\n2、推进改造\n"
        "组织开展50项改造工程，加快建设进度，确保质量，做好验收，进一步提升水平。\n"
    )
    for title in ("青山桥梁建设，2031年工作要点来啦", "桥梁管护，今年这样做"):
        found = read(page.format(title))
        assert (found.document.genre, [plan.evidence for plan in found.plans]) == ("news", ["reported"])
        assert [(t.kind, t.value_text, t.deadline_year) for t in found.targets] == [
            ("target", "14家", 2031),
            ("target", "90%", 2031),
            ("target", "50项", 2031),
        ]
