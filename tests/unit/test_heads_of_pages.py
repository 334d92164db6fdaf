"""What a page puts around the head of a document, and what the document says between it. All names are made up."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.document.heads import join_title
from extractors.document.signatures import compact_date

PLAN = "一、总体要求\n以服务群众为要。\n二、主要任务\n（一）修路。改造道路3公里。\n（二）架桥。新建桥梁2座。\n"
REPLY = "张三代表：\n您提出的关于修缮石桥村道路的建议收悉，现答复如下：\n我局已将其列入计划。\n感谢您的关心。\n"

TITLES = [
    # a greeting, a site's name, its number and its times stand above the title
    (f"今天是：\n欢迎访问青山县人民政府门户网\n青山县交通局关于第105号建议的答复函\n{REPLY}",
     "青山县交通局关于第105号建议的答复函"),
    (f"青山市人民政府\n青山市交通局对市三届人大第69号建议的答复\n青交函〔2019〕7号\n{REPLY}",
     "青山市交通局对市三届人大第69号建议的答复"),
    (f"索引号 0010080090/2024-002\n组配分类 工作计划\n青山市文旅局2024年工作要点\n{PLAN}",
     "青山市文旅局2024年工作要点"),
    ("青山要闻\n青山要闻\n2026年政府工作报告\n来源：青山日报\n各位代表：\n现在报告工作。\n", "2026年政府工作报告"),
    ("11371525004/2022-267\n青山县政府\n2022-01-24\n2022年政府工作报告\n各位代表：\n现在报告工作。\n",
     "2022年政府工作报告"),
    ("内部资料\n注意保存\n政府工作报告（2021年xx月xx日在青山市第二届人民代表大会第六次会议上）\n各位代表：\n",
     "政府工作报告"),
    # how a site sorts it, and what it is a file of
    ("（岭西省）2021年青山市人民政府工作报告（全文）\n各位代表：\n现在报告工作。\n", "2021年青山市人民政府工作报告"),
    (f"青山市桥梁建设实施方案.docxVIP\n{PLAN}", "青山市桥梁建设实施方案"),
    (f"“党政混合信息公开” 中共青山区委办公室 青山区人民政府办公室印发《青山区三年行动计划(2018—2020年)》的通知\n{PLAN}",
     "中共青山区委办公室青山区人民政府办公室印发《青山区三年行动计划(2018—2020年)》的通知"),
    (f"---\n标题: 关于印发《青山区道路三年行动计划（2024-2026年）》的通知\n层级: 区级\n类型: 规划与计划\n---\n{PLAN}",
     "关于印发《青山区道路三年行动计划（2024-2026年）》的通知"),
    # a page marks the title itself
    (f"《青山市人民政府办公厅关于印发2023年桥梁建设实施方案的通知》\n青政办〔2023〕1号\n各区人民政府：\n{PLAN}",
     "青山市人民政府办公厅关于印发2023年桥梁建设实施方案的通知"),
    # a letter without a title carries one plan
    (f"各区人民政府，市政府各部门：\n《数字青山2021行动方案》已经市政府同意，现印发给你们，请认真贯彻实施。\n{PLAN}",
     "数字青山2021行动方案"),
    # the text stands behind the years of the title
    (f"青山市桥梁建设三年行动方案（2023—2025年）根据省有关部署，制定本方案。\n{PLAN}",
     "青山市桥梁建设三年行动方案（2023—2025年）"),
    (f"1. 首页\n2. 信息公开\n3. 政策法规\n4. 规范性文...\n青山县政府办公室关于印发青山县道路建设方案的通知\n{PLAN}",
     "青山县政府办公室关于印发青山县道路建设方案的通知"),
    (f"政府信息\n公开年报\n青山市道路建设规划(2016-2020)\n{PLAN}", "青山市道路建设规划(2016-2020)"),
    (f"标题：青山市交通局党组会议纪要\n来源：青山市交通局\n{PLAN}", "青山市交通局党组会议纪要"),
    (f"关于第94号提案的答复（青交字〔2019〕9号）\n{REPLY}", "关于第94号提案的答复"),
    # headlines: a stamp behind, the paper alone above the day, a footer that names a plan
    ("青山新报客户端\n青山五年行动瞄准“桥梁之城”：2027年桥梁将超800座\n"
     "2025-03-14 08:16　来源：青山日报　记者 张某　阅读 1.3万\n"
     "本报讯 3月13日，青山市政府举行发布会，解读《青山市桥梁建设行动计划（2025—2027年）》。到2027年，桥梁超过800座。\n"
     "相关阅读：一图读懂桥梁行动计划\n", "青山五年行动瞄准“桥梁之城”：2027年桥梁将超800座"),
    ("青山建成桥梁逾54座\n青山网石城\n2022年04月30日 08:29\n青山网4月30日电(李某)"
     "桥已通车。记者了解到，目前建成桥梁54座。\n",
     "青山建成桥梁逾54座"),
    ("青山桥梁完好率达67.4%（发布时间：2022-09-13 10:10:59）\n近日，青山市政府出台《关于建桥的实施意见》，明确目标。\n"
     "到2025年，桥梁完好率达到67.4%，新建桥梁3座，记者从会上获悉。\n", "青山桥梁完好率达67.4%"),
    # what is no site's line: years in brackets, a body that issues with the other, a place
    (f"青山市桥梁建设行动计划\n（2021—2025年）\n{PLAN}", "青山市桥梁建设行动计划（2021—2025年）"),
    (f"中共青山市委\n青山市人民政府关于加快桥梁建设的实施意见\n{PLAN}",
     "中共青山市委青山市人民政府关于加快桥梁建设的实施意见"),
]  # fmt: skip


def test_the_number_of_a_headline_is_the_one_of_its_text() -> None:
    (text,) = [text for text, title in TITLES if title.endswith("超800座")]
    assert [target.value_low for target in extract(text.encode(), "a.txt").targets] == [800]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_titles(text: str, title: str) -> None:
    assert extract(text.encode(), "a.txt").document.title == title


ISSUERS = [
    ("“党政混合信息公开” 中共青山区委办公室 青山区人民政府办公室印发《青山区行动计划》的通知\n", ("中共青山区委办公室",
     "青山区人民政府办公室")),
    ("政府工作报告\n——2022年1月20日在青山县第十八届\n人民代表大会第一次会议上\n各位代表：\n", ("青山县人民政府",)),

       ("青山动态\n2026年政府工作报告\n来源：青山日报\n小\n中\n大\n打印\n分享\n2026-02-03\n——2026年1月28日在岭西省第十四届人民代表大会第四次会议上\n各位代表：\n",
     ("岭西省人民政府",)),
]  # fmt: skip


@pytest.mark.parametrize(("head", "issuers"), ISSUERS)
def test_issuers(head: str, issuers: tuple[str, ...]) -> None:
    assert extract((head + PLAN).encode(), "a.txt").document.issuers == issuers


DATES = [
    # a report is dated by the day it was given, over two lines too; not by the day a site took it in
    ("政府工作报告\n2025年3月21日在青山区第十九届\n人民代表大会第四次会议上\n各位代表：\n", "2025-03-21"),
    ("2025年乡镇政府工作总结及2026年工作计划\n2026-01-22 发布于岭西\n一、2025年工作\n修路3公里。\n", None),
    ("市文旅局2023年工作总结和2024年工作计划\n2024-05-21\n一、2023年工作\n修路3公里。\n", None),

       ("青山县2022年预算执行情况和2023年预算草案的报告\n（2023年2月8日在县第十七届人民代表大会第二次会议上）\n一、收入\n增长5%。\n",
     "2023-02-08"),
    # 年月日 went from the date of a signature
    (f"关于石桥村道路的答复\n{REPLY}青山市交通局\n202062\n", "2020-06-02"),
    ("关于印发《青山市2024年工作要点》的通知\n各区：\n现印发给你们，请落实。\n2024327\n（此件主动公开）\n青山市2024年工作要点\n",
     "2024-03-27"),
    (f"关于印发《青山区方案》的通知\n各镇：\n现印发。\n青山区人民政府\n2014\n年8月26日\n{PLAN}", "2014-08-26"),
    # 2021111 may be 1 November or 11 January
    (f"关于石桥村道路的答复\n{REPLY}青山市交通局\n2021111\n", None),
    (f"青山市交通局关于石桥村道路的答复\n{REPLY}2018年6月28日 |\n", "2018-06-28"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day"), DATES)
def test_dates(text: str, day: str | None) -> None:
    found = extract(text.encode(), "a.txt").document.issued_date
    assert (found.isoformat() if found else None) == day


COMPACT = [
    ("2024327", date(2024, 3, 27)), ("202062", date(2020, 6, 2)), ("20240327", date(2024, 3, 27)),
    ("20241105", date(2024, 11, 5)), ("2021111", None), ("2024132", None), ("20241", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "day"), COMPACT)
def test_digits_that_can_be_but_one_day(words: str, day: date | None) -> None:
    assert compact_date(words) == day


def test_the_fields_of_a_page_are_no_plan() -> None:
    text = f"---\n标题: 关于印发《青山区道路行动计划》的通知\n层级: 区级\n类型: 规划与计划\n---\n{PLAN}"
    assert [plan.title for plan in extract(text.encode(), "a.txt").plans] == ["青山区道路行动计划"]


def test_a_number_may_have_its_class_in_brackets_behind() -> None:
    text = f"岭西省交通厅对第0268号建议的答复\n岭交函〔2023〕318号　　（公开属性：主动公开　类别：A）\n{REPLY}"
    assert extract(text.encode(), "a.txt").document.document_number == "岭交函〔2023〕318号"


def test_a_bracket_that_belongs_to_a_title_stays() -> None:
    assert join_title(["青山市行动方案（试行）"]) == "青山市行动方案（试行）"
    assert join_title(["（一）2021年青山市方案"]) == "（一）2021年青山市方案"


def test_a_stop_may_close_a_title_on_one_line_with_its_text() -> None:
    text = (
        "关于支持“双茶双林”的十条意见。为落实县委部署,促进茶业和林业提质增效，结合青山县实际，现提出以下意见。"
        "1.对新建茶园的企业，给予10万元补助。2.对新造林的企业，每亩给予200元补助。"
    )
    found = extract(text.encode(), "a.txt")
    assert found.document.title == "关于支持“双茶双林”的十条意见"
    assert [task.kind for task in found.tasks] == ["measure", "measure"]


def test_fields_that_typed_blanks_part_stand_between_a_title_and_its_article() -> None:
    lines = ("根据有关要求，结合青山市实际，制定我市方案。" * 6 + "\n" + PLAN * 9).splitlines()
    page = (
        "<html><head><title>信息服务 >> 政策法规 >> 惠民政策</title></head><body>"
        "<div class='article'><div class='ahead'>"
        "<p class='title'>青山市新农民桥梁培训工程实施方案</p>"
        "<p>文章来源：青山市农业局&nbsp;&nbsp;&nbsp;\n\t发布时间：2031-10-05</p></div>"
        f"<div class='content'>{''.join(f'<p>{line}</p>' for line in lines)}</div></div></body></html>"
    )
    document = extract(page.encode(), "a.html").document
    assert (document.title, document.genre) == ("青山市新农民桥梁培训工程实施方案", "plan")
