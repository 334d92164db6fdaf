"""What a careful reader found wrong in the rows of published plans: the rule behind each fault, on text of its own."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.models import Extraction
from pipeline.normalize import normalize
from pipeline.records import StagedDocument
from tests.unit.statements import show

REPORT = "青山区2026年政府工作报告\n——2026年1月9日在青山区人民代表大会上\n青山区人民政府区长　孟禾\n各位代表：\n"


def read(text: str) -> Extraction:
    return extract(text.encode())


def targets(text: str) -> list[str]:
    return [show(record) for record in read(text).targets]


def headings(text: str) -> list[tuple[str, str]]:
    return [(section.label, section.heading) for section in read(text).sections if section.label]


# ── targets ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What a report wants of the years to come is a target, also where it says that progress is made.
        (
            "一、“十五五”时期主要目标\n（一）茶业提质，产业发展取得新进展。全区茶业产值年均增长5%—6%，品质提升。",
            ["target =5..6 % 全区茶业产值年均增长 @2030"],
        ),
        # 过去一年 of a report of 2026 is 2025; a year that a paragraph names holds for 全年 in the next.
        ("一、过去一年工作回顾\n新建茶园300亩。", ["status =300 亩 新建茶园 (2025)"]),
        ("一、工作回顾\n2024年，全区稳步发展。\n全年新建茶园300亩。", ["status =300 亩 新建茶园 (2024)"]),
        # 现有 says what there is, unless that is to be worked on.
        (
            "一、2026年工作安排\n完成对老茶区现有的450亩茶园的土壤检测。",
            ["target =450 亩 老茶区茶园的土壤检测 @2026"],
        ),
        # 全年 stands between the thing and what it does.
        ("一、2025年工作回顾\n青山货运班列全年发运突破千列。", ["status >1000 列 青山货运班列发运 (2025)"]),
        # What has been passed is no part of what grows.
        (
            "一、2025年工作回顾\n茶业总产值连跨两个亿元台阶，年均增长5%。",
            ["status =5 % 茶业总产值年均增长 (2025)"],
        ),
    ],
)
def test_statements_of_a_work_report(text: str, expected: list[str]) -> None:
    assert targets(REPORT + text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What the last share's group does, the others do.
        (
            "90%的街道和70%的村（社区）达到市级三星级以上。",
            ["target =90 % 达到市级三星级以上的街道 @2028", "target =70 % 达到市级三星级以上的村（社区） @2028"],
        ),
        # The place stays, 建成 goes; 建成区 is a word of its own.
        ("全区建成茶叶驿站10个左右。", ["target ≈10 个 全区茶叶驿站 @2028"]),
        ("全区建成区绿化覆盖率达到40%。", ["target =40 % 全区建成区绿化覆盖率 @2028"]),
        # What becomes of the thing counted is no part of its name.
        ("遴选100项茶业技术难题向全球发布。", ["target =100 项 茶业技术难题 @2028"]),
        ("各地在继续巩固落实好茶农补贴标准不低于每亩300元。", ["target ≥300 元 茶农补贴标准 @2028"]),
        # A fraction is a number; a reckoning is none; nor is how many cities an enumeration has named.
        ("茶叶加工率超过1/3。", ["target >33.3333333333 % 茶叶加工率 @2028"]),
        ("优先保证北京、天津、上海、重庆4个直辖市的供应。", []),
    ],
)
def test_statements_of_a_plan(text: str, expected: list[str]) -> None:
    plan = f"青山区茶业发展实施方案（2026—2028年）\n为发展茶业，制定本方案。\n一、重点任务\n（一）种茶。{text}"
    assert targets(plan) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "每年评选不超过2个绩效显著的公共服务平台，按档次给予最高1000万元奖励。",
            "incentive ≤10000000 元 绩效显著的公共服务平台奖励",
        ),
        ("每年择优评选5家龙头茶企，给予最高50万元奖励。", "incentive ≤500000 元 龙头茶企奖励"),
    ],
)
def test_an_award_goes_to_those_that_are_chosen(text: str, expected: str) -> None:
    measures = f"青山区促进茶业发展若干措施\n为发展茶业，制定本措施。\n第一条 【支持茶企】{text}"
    assert expected in targets(measures)


# ── sections and tasks ──────────────────────────────────────────────────────────────────────────


PLAN = "青山区茶业发展实施方案\n为发展茶业，制定本方案。\n"


def test_what_an_item_is_to_contain_or_to_look_at_is_no_item() -> None:
    text = (
        f"{PLAN}一、重点任务\n（一）上报启动方案，应当包括以下内容：\n1.动用茶叶储备的品种、数量。\n2.动用资金的安排。\n"
        "（二）开展检查。检查茶园管理。重点是：\n1.农药使用制度的执行情况。\n2.采摘和加工情况。\n"
        "（三）具体履行下列职责：\n1.核定茶叶库存。\n2.发布茶叶价格。"
    )
    assert [task.title for task in read(text).tasks] == [
        "上报启动方案",
        "开展检查",
        "核定茶叶库存",
        "发布茶叶价格",
    ]


def test_a_comma_inside_quotation_marks_ends_no_title() -> None:
    text = (
        f"{PLAN}一、重点任务\n（一）各街道必须按照“产区留三个月用量，销区留六个月用量”的要求，充实茶叶储备，保证供应，"
        "稳定价格。另行通知。"
    )
    (task,) = read(text).tasks
    assert task.title == "各街道必须按照“产区留三个月用量，销区留六个月用量”的要求"


def test_numbered_rows_over_the_whole_width_of_a_table_are_sections_and_no_tasks_of_the_body() -> None:
    page = (
        "<html><body><table>"
        "<tr><th>序号</th><th>重点任务</th><th>工作内容</th><th>责任单位</th></tr>"
        "<tr><td colspan=4>一、茶园方面（共2项）</td></tr>"
        "<tr><td>1</td><td>茶园流转</td><td>建立茶园流转台账。</td><td>区农业农村局</td></tr>"
        "<tr><td>2</td><td>茶园保险</td><td>推开茶园保险。</td><td>区金融办</td></tr>"
        "<tr><td colspan=4>二、茶市方面（共1项）</td></tr>"
        "<tr><td>3</td><td>茶市交易</td><td>建立交易规则。</td><td>区商务局</td></tr>"
        "</table></body></html>"
    )
    found = read(page)
    assert found.document.genre == "task_table"
    assert [(s.label, s.heading) for s in found.sections if s.label] == [
        ("一、", "茶园方面（共2项）"),
        ("二、", "茶市方面（共1项）"),
    ]
    assert [(task.origin, task.title, task.heading) for task in found.tasks] == [
        ("table", "茶园流转", "茶园方面（共2项）"),
        ("table", "茶园保险", "茶园方面（共2项）"),
        ("table", "茶市交易", "茶市方面（共1项）"),
    ]


def test_the_stop_behind_a_heading_is_no_body() -> None:
    text = f"{PLAN}一、重点任务。\n（一）种茶。扩大茶园。\n（二）制茶。改进工艺。"
    staged = StagedDocument("d", "a.txt", None, 0, "", read(text), None)
    rows = normalize([staged]).sections
    assert [row.body for row in rows if row.label] == ["", "扩大茶园。", "改进工艺。"]


def test_policy_that_safeguards_is_a_safeguard_at_the_top() -> None:
    text = f"{PLAN}一、主要任务\n（一）种茶。扩大茶园。\n二、完善茶农保障政策\n（二）提高待遇。发放补贴。"
    assert [task.kind for task in read(text).tasks] == ["task", "safeguard"]


# ── bodies ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        # Who leads opens a sentence.
        (
            "区发展改革委、区农业农村局牵头开展茶业普查，查清底数。",
            [("区发展改革委", "lead"), ("区农业农村局", "lead")],
        ),
        # Members of a joint meeting, named by their fields
        (
            "茶业发展联席会议由农业农村、财政、商务等单位组成，每季度会商。",
            [("农业农村", "responsible"), ("财政", "responsible"), ("商务", "responsible")],
        ),
        # Kinds of actors are none, however they are called on.
        ("支持有条件的企业牵头组建联合体。", []),
    ],
)
def test_bodies_of_an_item(sentence: str, expected: list[tuple[str, str]]) -> None:
    (task,) = read(f"{PLAN}一、重点任务\n（一）发展茶业。{sentence}").tasks
    assert [(unit.as_written, unit.role) for unit in task.units] == expected


# ── the document ────────────────────────────────────────────────────────────────────────────────


def test_an_order_has_its_number_and_its_body() -> None:
    text = (
        "青山市茶叶管理办法\n青山市人民政府令\n（第16号）\n《青山市茶叶管理办法》已经审议通过，现予公布。\n"
        "市长　孟禾\n2026年1月9日\n第一条　为管理茶叶，制定本办法。"
    )
    record = read(text).document
    assert (record.document_number, record.issuers) == ("青山市人民政府令第16号", ("青山市人民政府",))


@pytest.mark.parametrize(
    ("order", "number", "issuers"),
    [
        ("青山市人民政府令\n第16号", "青山市人民政府令第16号", ("青山市人民政府",)),
        ("青山市人民政府令（第16号）", "青山市人民政府令第16号", ("青山市人民政府",)),
        ("青政令第16号", "青政令第16号", ()),
        ("国 务 院 令\n第 788 号", "国务院令第788号", ("国务院",)),
        (
            "青山市财政局 青山市税务局公告\n2024年第5号",
            "青山市财政局青山市税务局公告2024年第5号",
            ("青山市财政局", "青山市税务局"),
        ),
    ],
)
def test_an_order_above_its_rules_is_no_title(order: str, number: str, issuers: tuple[str, ...]) -> None:
    found = read(
        f"{order}\n青山市茶叶管理办法\n第一条　为管理茶叶，制定本办法。\n第二条　茶农登记茶园。\n第三条　茶市每月检查。"
    )
    record = found.document
    assert (record.title, record.document_number, record.issuers) == ("青山市茶叶管理办法", number, issuers)
    assert [task.label for task in found.tasks] == ["第二条", "第三条"]


def test_what_a_decision_changes_in_rules_is_no_task_its_rules_are() -> None:
    text = (
        "青山市人民政府关于修改《青山市茶叶管理办法》的决定\n市政府决定对《青山市茶叶管理办法》作如下修改：\n"
        "一、将第二条修改为：“茶农应当登记茶园。”\n二、第五条第二款中的“三万元以下”修改为“五万元以下”。\n"
        "三、删去第十一条。\n四、增加一条，作为第三条：“茶市每年开展一次检查。”\n五、本决定自2026年5月1日起施行。\n"
        "青山市茶叶管理办法\n第一条　为管理茶叶，制定本办法。\n第二条　茶农登记茶园。\n第三条　茶市每年检查。\n"
    )
    assert [task.label for task in read(text).tasks] == ["第二条", "第三条"]


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("2026-01-12 16:45", date(2026, 1, 12)),
        ("2026年01月12日 16:45 来源：能源局 字号：大 中 小", date(2026, 1, 12)),
        ("日期：2026年1月12日 浏览：123", date(2026, 1, 12)),
        ("来源：青山日报\n时间：2026-01-12", date(2026, 1, 12)),
        ("来源：青山日报 日期：2026年1月12日", date(2026, 1, 12)),
        ("时间：2026-01-12", None),  # of a meeting, as far as one can tell
    ],
)
def test_the_day_on_which_a_site_took_a_notice_in(line: str, published: date | None) -> None:
    record = read(
        f"关于开展茶市监管的通知\n{line}\n各茶企：\n现就有关事项通知如下：\n一、开展自查。\n青山市农业局\n2026年1月9日\n"
    ).document
    assert (record.issued_date, record.published_date) == (date(2026, 1, 9), published)


def test_how_a_proposal_was_dealt_with_is_a_title() -> None:
    text = "关于青山县政协十届三次会议第215号建议的办理情况\n王委员：\n您提出的建议收悉，现答复如下：\n一、加快扩建。\n"
    assert read(text).document.title == "关于青山县政协十届三次会议第215号建议的办理情况"


def test_a_number_in_a_head_whose_line_breaks_are_gone() -> None:
    text = (
        "青山省农业厅关于发展茶业的指导意见文号:青农茶[2026]36号效力级别:文件各市农业局:为发展茶业，现提出以下意见:"
        "一、总体目标建立茶园。二、主要任务(一)种茶。扩大茶园。(二)制茶。改进工艺。"
    )
    assert read(text + "推广良种，改进工艺。" * 120).document.document_number == "青农茶[2026]36号"


def test_the_byline_of_a_news_page_dates_it() -> None:
    text = "青山市出台茶业发展实施意见\n2026年1月9　来源：青山日报\n据介绍，《青山市茶业发展实施意见》已于1月出台。"
    record = read(text).document
    assert (record.genre, record.issued_date) == ("news", date(2026, 1, 9))


def test_the_time_that_rules_set_for_a_drive_is_its_period() -> None:
    text = (
        "关于整顿茶市的实施方案\n为整顿茶市，制定本方案。\n一、步骤\n整顿时限是1997年4月―1998年2月。\n"
        "（一）自查。填写报告。"
    )
    assert [(plan.period_start, plan.period_end) for plan in read(text).plans] == [(1997, 1998)]


def test_what_an_item_goes_by_is_named_and_not_carried_out() -> None:
    text = (
        "青山区茶业发展实施方案\n为落实《青山市茶业发展规划》，制定本方案。\n一、重点任务\n"
        "（一）规范茶市。按照《青山市茶市管理办法》，规范经营。"
    )
    assert [(c.title, c.relation) for c in read(text).citations] == [
        ("青山市茶业发展规划", "implements"),
        ("青山市茶市管理办法", "cites"),
    ]


@pytest.mark.parametrize(
    ("sentence", "hedges"),
    [
        ("力争年末，完成投资2亿元，入园企业达到4家。", ["力争", None]),
        ("力争全年，接待游客突破5万人次。", ["力争"]),
        ("争取上级资金1亿元。", [None]),
        ("争取建成茶园2个。", ["争取"]),
    ],
)
def test_how_sure_a_target_is_may_stand_with_its_time(sentence: str, hedges: list[str | None]) -> None:
    read_targets = read(REPORT + "一、2026年工作安排\n" + sentence + "\n").targets
    assert [target.hedge for target in read_targets] == hedges


@pytest.mark.parametrize("heading", ["合作单位要求", "企业要求", "企业申报特殊要求", "团队构成", "参与人员要求"])
def test_what_those_who_apply_must_be_is_no_target(heading: str) -> None:
    text = f"青山县茶业科研项目申报解析\n申报要求：\n1.{heading}：\n成员不超过15人\n博士不低于80%\n"
    assert targets(text) == []


def test_a_qualification_in_a_heading_sets_no_conditions() -> None:
    text = "青山县数字政府行动方案（2025—2027年）\n一、重点任务\n（一）推进教师资格认定等服务\n建成便民驿站20个。\n"
    assert [target.indicator for target in read(text).targets] == ["便民驿站"]


def test_growth_by_the_month_is_an_increase() -> None:
    grown = read(REPORT + "一、2025年工作回顾\n教师补贴人均月增200元，产值年增8%，居民消费价格涨幅2%。\n").targets
    assert [target.change for target in grown] == ["increase", "growth_rate", "growth_rate"]


@pytest.mark.parametrize(
    ("titled", "signed", "issuers"),
    [
        ("国家发展改革委、国家能源局", "国家发展改革委国家能源局", ("国家发展改革委", "国家能源局")),
        ("财政部税务总局", "财政部税务总局", ("财政部", "税务总局")),
        ("青山县教育局、财政局", "青山县教育局财政局", ("青山县教育局", "财政局")),
        ("青山县人民政府办公室", "青山县人民政府办公室", ("青山县人民政府办公室",)),
    ],
)
def test_bodies_that_sign_a_text_without_line_ends(titled: str, signed: str, issuers: tuple[str, ...]) -> None:
    text = (
        "关于推进储能发展的意见文号:发改能源[2031]12号各省能源局:为促进发展，现提出以下意见:一、总体要求坚持统筹规划。"
        "二、重点任务(一)加强布局。推广良种。" + "推广良种，改进工艺。" * 40 + "(二)健全机制。各地要建立协调机制。"
    )
    assert read(titled + text + signed + "2031年5月6日").document.issuers == issuers
