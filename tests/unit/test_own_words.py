"""What a document without a title is by its own words, and what such words do not make of it."""

from __future__ import annotations

import pytest

from extractors.document.own_words import handed_on
from extractors.models import Genre, MetaField
from tests.unit.test_document import facts_of


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        # a letter hands on a plan, what a page of a PDF has parted, and rules that are none
        ("各县区：\n现将《青山市竹茶产业方案》印发给你们，请认真执行。\n一、任务\n（一）建设茶园。新建茶园。", "plan"),
        ("各县区：\n为做好汛前检查，现就有关事项通 知如下：\n一、时间\n3月底前完成。\n二、内容\n逐库检查。", "notice"),
        ("各县区：\n省局制定了《青山省公章使用规定》，经局务会审议通过，现印发你们，请遵照执行。", "notice"),
        # 《…》印发以来 hands on nothing
        ("《青山市竹茶产业方案》印发以来，全市竹茶产业已经完成改造，同比增长8%。\n一、成效\n已建成茶园。", "other"),
        # who does it stands with the items
        ("2025年是收官之年。\n一、茶园\n1.改造茶园。（责任处室：种植处）\n2.新建茶厂。责任处室：加工处", "plan"),
        # a policy calls itself one and pays throughout; a guide for those who apply names somebody else's
        (
            "第一条 享受本办法的企业须登记注册。\n第二条 新建茶厂的，给予补助10万元。\n"
            "第三条 新开茶店的，给予补助3万元。\n第四条 举办茶会的，给予补助5万元。\n第五条 获得认证的，奖励2万元。",
            "plan",
        ),
        (
            "一、申报条件\n企业须登记注册。\n二、补助标准\n新建茶厂的，给予补助10万元。\n三、申报时间\n3月底前申报。",
            "other",
        ),
        # a report is laid before a congress; a plan may serve what a congress has decided
        (
            "——在青山县第十八届人民代表大会第五次会议上\n各位代表：\n一、回顾\n产值增长5%。\n二、安排\n新建茶园。",
            "work_report",
        ),
        ("受县人民政府委托，现将2024年计划执行情况提请大会审查。\n一、执行情况\n产值增长5%。", "work_report"),
        ("为完成县十八届人大五次会议确定的目标任务，制定本方案。\n一、任务\n（一）建设茶园。新建茶园。", "plan"),
        # a look back by its first head, and a plan where a later one plans
        ("一、2024年主要工作情况\n建成茶园2万亩。\n二、2025年工作打算\n新建茶园1万亩。", "work_report"),
        ("一、2024年工作总结\n建成茶园2万亩。\n二、2025年工作计划\n新建茶园1万亩。", "plan"),
        ("一、2024年工作回顾\n建成茶园2万亩。\n二、2025年工作安排\n新建茶园1万亩。", "work_report"),
        # a letter in two sentences, of two documents that are no plans
        ("各县区：\n市局制定了《青山市公章使用规定》。现印发给你们，请遵照执行。", "notice"),
        ("各县区：\n《青山市公章规定》和《青山市印信规定》已经市政府同意，现予以印发，请执行。", "notice"),
        # 附件 opens the file below what a site sets there
        ("首页\n>\n政务公开\n附件\n青山市竹茶产业实施方案\n一、任务\n（一）建设茶园。新建茶园。", "plan"),
        # a list of what is to be done, and one in the same words of what was done
        (
            "（一）加强茶园建设。确保新建茶园1万亩。\n（二）推进茶厂改造。力争改造茶厂5家。\n"
            "（三）培育茶业品牌。争取新增品牌2个。\n（四）持续办好茶会。年内办会3场。",
            "plan",
        ),
        (
            "（一）加强茶园建设。已建成茶园1万亩，同比增长8%。\n（二）推进茶厂改造。改造茶厂5家，获评先进。\n"
            "（三）培育茶业品牌。累计新增品牌2个。\n（四）持续办好茶会。确保茶会3场。",
            "other",
        ),
        # an explanation of a document
        ("一、《规划》出台的背景和意义\n《规划》是《青山市茶业规划》。\n二、主要内容\n（一）建设茶园。", "news"),
        ("近日，市局印发了通知。现对《通知》有关情况解读如下。\n一、主要内容\n（一）建设茶园。", "news"),
    ],
)
def test_a_document_without_a_title(text: str, genre: Genre) -> None:
    assert facts_of(text).record.genre == genre


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("现将《青山县茶业方案》《青山县茶园细则》印发给你们", ("青山县茶业方案", "青山县茶园细则")),
        ("《青山县茶业方案》已经县政府同意，现印发给你们", ("青山县茶业方案",)),
        ("《青山县茶业方案》（青政发〔2024〕5号）印发以来", None),
        ("青山县印发《青山县茶业方案》，明确了目标", None),
    ],
)
def test_what_a_letter_hands_on(words: str, expected: tuple[str, ...] | None) -> None:
    assert handed_on(words) == expected


@pytest.mark.parametrize(
    ("title", "genre"),
    [
        ("青山县民政局转发青山市民政局关于印发《青山市养老服务方案》的通知", "plan"),
        ("青山县人民政府关于印发《青山县茶业三年行动（2025—2027年）》的通知", "plan"),
        ("青山县人民政府关于开展茶业三年行动的通知", "notice"),
        ("青山县人民政府关于印发《青山县公章管理规定》的通知（征求意见稿）", "notice"),
        ("青山县税务局关于做好征期工作的通知（2025年3月1日）", "notice"),
    ],
)
def test_what_a_notice_carries(title: str, genre: Genre) -> None:
    text = f"{title}\n各乡镇：\n请认真执行。\n一、任务\n（一）办好事情。逐项办好。"
    assert facts_of(text).record.genre == genre


def test_a_report_that_hands_on_a_plan_in_full_is_the_plan() -> None:
    text = "近日，青山市印发《青山市竹茶产业实施方案》，全文如下：\n一、主要任务\n（一）建设茶园。新建茶园1万亩。"
    facts = facts_of(text)
    assert (facts.record.genre, [own.title for own in facts.own_titles]) == ("plan", ["青山市竹茶产业实施方案"])


def test_a_call_for_opinions_on_a_plan_carries_none_of_its_words() -> None:
    text = "关于征求《青山市竹茶产业实施方案（征求意见稿）》意见的公告\n现公开征求意见。\n一、时间\n4月底前。"
    assert (facts_of(text).record.genre, facts_of(text).own_titles) == ("notice", ())


def test_a_column_is_no_part_of_the_title_or_the_issuer() -> None:
    record = facts_of("通知公告青山县水利局关于做好汛前检查工作的通知（2025年3月1日）\n各乡镇：\n请检查。").record
    assert record.title == "青山县水利局关于做好汛前检查工作的通知"
    assert record.issuers == ("青山县水利局",)


def test_a_page_s_tab_names_the_notice_that_carries_what_the_page_shows() -> None:
    tab = MetaField("title", "title", "青山县水利局关于印发《青山县公章使用规定》的通知_政策文件_青山县人民政府")
    record = facts_of("青山县公章使用规定\n第一条 公章由办公室保管。\n第二条 用印须经批准。", tab).record
    assert (record.genre, record.title) == ("notice", "青山县水利局关于印发《青山县公章使用规定》的通知")
