"""What kind of document a page without a plain title holds, and what it is called. All names are made up."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.script import simplify

ITEMS = "一、主要工作\n（一）修路。改造道路3公里。\n（二）架桥。新建桥梁2座。\n"
PROSE = "会议听取了全市桥梁建设情况的汇报，研究了下一步的工作，要求各单位抓紧推进，确保按期完成。"

KINDS = [
    # the opening says what is made, decided or asked for
    (f"为落实省委部署，结合实际，制定青山市2022年道路工作要点。\n{ITEMS}", "plan", "青山市2022年道路工作要点"),
    (f"道路是发展的先导。为加快道路建设，现作出如下决定。\n{ITEMS}", "plan", None),
    (f"2022年是关键一年。今年工作的总体要求是：以服务群众为要，加快修路架桥。\n{ITEMS}", "plan", None),
    # tables of what a report promises
    (f"青山市人民政府办公室关于印发2025年政府工作报告主要目标任务分解的通知\n各县区：\n现下发。\n{ITEMS}", "task_table",
     "青山市人民政府办公室关于印发2025年政府工作报告主要目标任务分解的通知"),
    # what took place, told by its first sentence, an agency's head line, or a line that a forum sets twice
    (f"2月10日上午，青山县第十七届人民代表大会第二次会议在青山剧院开幕。\n{PROSE}", "news",
     "青山县第十七届人民代表大会第二次会议在青山剧院开幕"),
    (f"2月4日下午,青山县县长甲某主持召开第52次常务会议,副县长列席。\n{PROSE}", "news",
     "青山县县长甲某主持召开第52次常务会议"),
    (f"新华社青山9月9日电 题：架桥试点将更大力度便民新华社记者 甲某 近日召开会议。\n{PROSE}", "news",
     "架桥试点将更大力度便民"),
    (f"青山论坛 首页\n回复 收藏\n青山县桥梁建设座谈会召开\n1023 0 2022-1-19 14:23 发布者: 甲某\n{PROSE}\n"
     f"青山县桥梁建设座谈会召开\n1月18日上午，青山县桥梁建设座谈会召开。{PROSE}", "news",
     "青山县桥梁建设座谈会召开"),
    (f"5月22日下午，副区长甲某带队调研道路工作，深入了解情况。\n{PROSE}", "news", "副区长甲某带队调研道路工作"),
    # what an office answers on a message board
    ("近年来，青山省交通厅积极支持架桥。目前，各地还存在不平衡。我们将结合你的建议，加强监督指导。\n感谢网民朋友们对架桥工作的关心和支持。\n",
     "reply", None),
    # a digest of what others have issued, below a line that a site puts under its headlines
    ("划重点！速览今年架桥补贴政策3大新变化\n时间：2022-05-16 08:30 微信 微博 QQ空间\n近日，《交通部关于做好架桥工作的"
     "通知》印发，字数不多，分量很足。现将政策变化摘要如下：\n1、聚焦修路。推广新工艺。\n2、聚焦架桥。降低费用。\n",
     "news", "划重点！速览今年架桥补贴政策3大新变化"),
    # an opinion without a title says what it is on
    (f"为落实部署，现就推进道路畅通工程提出以下实施意见。\n{ITEMS}", "plan", "关于推进道路畅通工程的实施意见"),
    (f"根据决定，就推进桥梁工程（简称“百桥”工程），提出如下意见。\n{ITEMS}", "plan", "关于推进桥梁工程的意见"),
    # rules that are laid out, or name who does what, as plans do
    ("青山市关于推进道路建设的实施细则\n一、总体目标\n新建道路。\n二、主要任务\n（一）修路。改造道路3公里。\n", "plan",
     "青山市关于推进道路建设的实施细则"),
    ("关于帮助企业纾困的具体实施细则\n1.减租。（责任单位：市财政局）\n2.降费。（责任单位：市发改委）\n", "plan",
     "关于帮助企业纾困的具体实施细则"),
    ("青山市政务公开工作实施细则\n第一条 为规范公开工作，制定本细则。\n第二条 公开应当及时。\n", "other",
     "青山市政务公开工作实施细则"),
    (f"青山区人民政府关于印发关于推动经济发展若干政策举措（2025年版）的通知\n各镇：\n现印发。\n{ITEMS}", "plan",
     "青山区人民政府关于印发关于推动经济发展若干政策举措（2025年版）的通知"),
    # parts of reports and of looks back without a head
    ("一、2025年和“十四五”时期工作回顾\n2025年很不平凡，我们修路30公里。\n二、2026年工作安排\n架桥。\n", "work_report",
     None),
    (f"今年以来，在区委、区政府的坚强领导下，区交通局扎实推进各项工作。\n{ITEMS}", "work_report", None),
    ("关于青山县2031年国民经济和社会发展计划执行情况及2032年计划（草案）的报告\n一、2031年计划执行情况\n修路30公里。\n"
     "二、2032年主要措施\n架桥。\n", "work_report",
     "关于青山县2031年国民经济和社会发展计划执行情况及2032年计划（草案）的报告"),
    # an answer laid out in fields, below crumbs that have lost their marks
    ("首页政务公开重点领域信息公开提案\n关于修路架桥的建议\n时间：2025-12-31 11:00\n5号提案\n"
     "案    由：修路架桥\n提 案 人：甲某\n"
     "委员反馈：满意\n办复内容：1.修路。改造道路3公里。2.架桥。新建桥梁2座。\n", "reply", "修路架桥"),
    ("2号提案案 由：修路架桥提 案 人：甲某委员反馈：满意办复内容：一是修路。改造3公里。二是架桥。新建2座。\n", "reply",
     "修路架桥"),
    # a page on one line, its crumbs without marks
    ("当前位置： 首页政务公开最新文件区管委会文件 "
     "青山区管委会印发青山区2016年度桥梁工作要点的通知 时间：2016-02-06 08:00 微信 "
     "微博 QQ空间 青管〔2016〕20号 各镇：现印发给你们。2016年要修路架桥，制定本要点。一、修路。改造道路3公里。"
     "二、架桥。新建桥梁2座。\n", "plan", "青山区管委会印发青山区2016年度桥梁工作要点的通知"),
    # a notice that shares out what a report promises; an explanation without its title; a plan without its head
    ("青山市政府关于分解落实《政府工作报告》的通知\n各镇：\n现分解如下。\n一、修路。改造3公里。\n二、架桥。\n", "plan",
     "青山市政府关于分解落实《政府工作报告》的通知"),
    ("一、起草背景\n根据上级要求，草拟了《青山市桥梁建设三年行动方案》。\n二、主要内容\n明确目标。\n", "news", None),
    ("为充分发挥优势，加快修路架桥。\n一、抓好道路改造。到2026年，改造道路30公里。\n二、加快架桥。新建2座。\n", "plan",
     None),
    ("为推进落实，市督查室进行了督办。现将有关情况通报如下：\n一、修路情况\n上半年，改造道路3公里。\n", "other", None),
    (f"青山客户端、青山网、青山日报3月22日消息（记者 甲某）近日，市里印发文件。\n{PROSE}", "news", None),
    # heads that promise, below a headline that names no kind of document; a letter that shares out a task
    ("青山县2019年饮水安全承诺事项\n青山日报 2019-05-08 07:57 大字\n一、确保完成管网改造任务。改造管网30公里。\n"
     "二、确保完成水厂建设任务。新建水厂2座。\n三、确保水质达标。\n", "plan", "青山县2019年饮水安全承诺事项"),
    ("各镇、县级各部门:\n根据《青山市关于下达2019年修路计划的通知》要求，现将2019年度计划分解下达你们。\n一、明确任务\n"
     "改造道路3公里。\n二、按月报告\n每月25日前报告。\n", "notice", None),
    # a photograph's words stand above the first words of an agency
    ("大会现场 张三 摄\n【青山商报网讯】2月19日，青山区人民代表大会会议开幕。区长作报告。\n", "news", None),
    # a bureau's look back, which ends in a plan, in the words of Taiwan; one that only reports
    ("鄉鎮xx年工作總結和xx年工作計畫\n一、xx年工作總結\n修路。\n", "plan", "鄉鎮xx年工作總結和xx年工作計畫"),
    ("青山镇2024年工作总结和2025年工作计划的报告\n一、工作总结\n修路。\n", "plan",
     "青山镇2024年工作总结和2025年工作计划的报告"),
    ("青山镇2024年工作总结及2025年工作打算的报告\n一、工作总结\n修路。\n", "work_report",
     "青山镇2024年工作总结及2025年工作打算的报告"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "genre", "title"), KINDS)
def test_kinds_and_titles(text: str, genre: str, title: str | None) -> None:
    found = extract(text.encode(), "a.txt").document
    assert (found.genre, found.title) == (genre, title)


def test_measures_that_only_the_opening_names() -> None:
    text = f"为推动发展。现针对短板，制定以下若干政策措施。\n{ITEMS}"
    found = extract(text.encode(), "a.txt")
    assert found.document.genre == "plan"
    assert {task.kind for task in found.tasks} == {"measure"}


def test_a_reward_for_reports_of_breaches_is_no_policy() -> None:
    pays = "".join(f"第{n}条 举报属实的，按{k}%给予奖励。\n" for n, k in (("一", 1), ("二", 2), ("三", 3), ("四", 4)))
    assert extract(f"青山市违法行为举报奖励实施细则\n{pays}".encode(), "a.txt").document.genre == "other"


HEADLINES = [
    "青山市交通系统积极开展“文明出行进万家”活动",
    "区长甲某一行到青山街开展调研工作",
    "青山市交通局强调坚决贯彻会议精神",
]


@pytest.mark.parametrize("headline", HEADLINES)
def test_headlines_say_what_was_done(headline: str) -> None:
    page = f"<html><head><title>{headline}</title></head><body><h1>{headline}</h1><p>{PROSE}</p></body></html>"
    assert extract(page.encode(), "a.html").document.genre == "news"


SOURCES = [("据云台网", "云台网"), ("云台日报分享", "云台日报")]


@pytest.mark.parametrize(("words", "source"), SOURCES)
def test_a_source_without_what_stands_beside_it(words: str, source: str) -> None:
    text = f"青山县举行桥梁开工仪式\n2024-03-05 来源：{words}\n{PROSE}"
    assert extract(text.encode(), "a.txt").document.issuers == (source,)


@pytest.mark.parametrize("paper", ["白水日报", "白水晚报", "白水晨报", "白水商报", "云台都市报"])
def test_a_newspaper_and_a_date_under_the_title(paper: str) -> None:
    found = extract(f"青山县举行桥梁开工仪式\n{paper}　2024年03月05日\n{PROSE}".encode(), "a.txt").document
    assert (found.issuers, found.issued_date) == ((paper,), date(2024, 3, 5))


def test_a_bulletin_of_an_office_is_no_newspaper() -> None:
    found = extract(f"青山县桥梁建设情况\n桥梁建设简报　2024年03月05日\n{PROSE}".encode(), "a.txt").document
    assert found.issuers == ()


def test_minutes_are_no_news() -> None:
    text = f"2024年4月3日下午，局长主持召开局务会，现纪要如下：\n{PROSE}"
    assert extract(text.encode(), "a.txt").document.genre == "other"


def test_a_notice_may_hand_on_what_another_body_made() -> None:
    made = "青山区人民政府办公室关于转发区建设办制订的《青山区道路三年行动计划（2021—2023年）》的通知"
    found = extract(f"{made}\n各镇：\n现转发给你们。\n".encode(), "a.txt")
    assert found.document.genre == "plan"
    assert [(plan.title, plan.evidence) for plan in found.plans] == [
        ("青山区道路三年行动计划（2021—2023年）", "full_text")
    ]


def test_parts_of_an_emergency_plan_that_say_why_are_no_tasks() -> None:
    text = (
        "关于印发青山县防汛应急预案的通知\n各镇：\n现印发。\n1 总则\n1.1 编制目的\n做好防汛。\n1.2 适用范围\n全县。\n"
        "1.3 工作原则\n以人为本。\n2 组织\n2.1 成员单位职责\n县水利局负责巡堤。\n2.2 乡镇职责\n组织转移。\n"
    )
    titles = [task.title for task in extract(text.encode(), "a.txt").tasks]
    assert not {"编制目的", "适用范围", "工作原则"} & set(titles)
    assert titles


def test_an_explanation_that_tells_what_was_made_is_no_plan() -> None:
    text = (
        "一、《通知》制定的背景是什么？\n为落实部署，市局制定了《青山市道路实施方案》。\n"
        "二、《通知》有哪些主要内容？\n明确了四个方面。\n三、《通知》如何落实？\n分工负责。\n"
    )
    assert extract(text.encode(), "a.txt").document.genre == "news"


def test_how_an_office_meets_is_no_task() -> None:
    text = "青山市人民政府常务会议议事规则\n第一章 总则\n第一条 会议由市长召集和主持。\n第二条 议题由市长确定。\n"
    assert extract(text.encode(), "a.txt").tasks == ()


def test_a_plan_named_with_its_place_and_without_is_one() -> None:
    text = "2月4日下午,青山县召开座谈会。\n会议解读了《青山县茶产业振兴工程实施方案(2021-2025年)》，"
    text += f"围绕《茶产业振兴工程实施方案》讨论。\n{PROSE}"
    assert [plan.title for plan in extract(text.encode(), "a.txt").plans] == [
        "青山县茶产业振兴工程实施方案(2021-2025年)"
    ]


def test_the_cabinet_issues_its_report() -> None:
    text = "政府工作报告\n——2023年3月5日在第十四届全国人民代表大会第一次会议上\n各位代表：\n"
    text += "现在，我代表国务院，向大会报告政府工作。\n"
    assert extract(text.encode(), "a.txt").document.issuers == ("国务院",)


def test_a_committee_that_runs_a_zone_issues_its_report() -> None:
    text = "各位代表：\n现在，我代表澜湾实验区管委会，向大会报告工作，请予审议。\n一、2024年工作回顾\n"
    text += "对外交流日益活跃，塔西省省长来访，签订合作协议3项。\n二、2025年工作安排\n更新管网30公里。\n"
    assert extract(text.encode(), "a.txt").document.issuers == ("澜湾实验区管委会",)


def test_a_day_told_in_a_report_on_one_line_is_not_that_of_its_issue() -> None:
    text = "青湖县水利局关于2024年工作总结和2025年工作思路\n2024年，我局做好供水。"
    text += "全年更新管网32公里，改造泵站4座，清理河道15公里，培训职工300人次，各项工作平稳有序，群众满意。" * 2
    text += "该机制于2024年7月19日被省政府确认。二、2025年工作思路更新管网40公里。\n"
    found = extract(text.encode(), "a.txt").document
    assert (found.genre, found.issued_date) == ("work_report", None)


def test_words_that_only_taiwan_writes() -> None:
    assert simplify("工作計畫與都市規畫") == "工作计划与都市规划"
    assert simplify("書畫") == "书画"


def test_a_report_may_name_first_who_has_just_issued_what_it_tells_of() -> None:
    told = "水利厅近日印发的《青山省架桥三年行动计划（2031—2033年）》提出，到2033年架桥300座。"
    assert extract(f"架桥规模将达300座\n{told}\n{ITEMS}".encode(), "a.txt").document.genre == "news"
    carried = told.replace("近日印发的", "").replace("提出，", "要求，结合实际，制定本方案。")
    assert extract(f"架桥工作方案\n{carried}\n{ITEMS}".encode(), "a.txt").document.genre == "plan"


def test_a_page_that_opens_with_a_meeting_of_today_is_news() -> None:
    page = f"<h1>全省桥梁工作会议 完善架桥体系</h1><p>全省桥梁工作会议今日在青山举行。{PROSE}</p>"
    found = extract(page.encode(), "a.html").document
    assert (found.genre, found.title) == ("news", "全省桥梁工作会议完善架桥体系")
