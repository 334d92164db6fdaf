"""Named documents and plans: what is cited, what is one's own, periods."""

from __future__ import annotations

import pytest

from extractors import extract
from extractors.document.titles import period_in
from extractors.models import CitationRecord, PlanRecord, Span, TargetRecord
from extractors.recognize.plan_periods import derive_periods, stated_period
from extractors.recognize.plans import find_named_documents, own_plan, plans_of_news_targets

OWN = "青山区促进消费三年行动计划（2024-2026年）"
TEXT = (
    "关于印发《青山区促进消费三年行动计划（2024-2026年）》的通知\n"
    "为落实《某市促进消费三年行动计划(2023-2025年)》（某府发〔2023〕9号）、《消费促进办法》，制定《行动计划》。\n"
    "一、任务\n依托《关于人才“优享计划”的实施意见（试行）》，对照《某市促进消费三年行动计划》推进。"
)


def test_own_titles_are_no_citations_and_each_other_title_is_one() -> None:
    named = find_named_documents(TEXT, "plan", [own_plan(OWN, "stated")], [0], [f"关于印发《{OWN}》的通知", OWN], 90)
    assert [(c.title, c.relation, c.document_number) for c in named.citations] == [
        ("某市促进消费三年行动计划(2023-2025年)", "implements", "某府发〔2023〕9号"),
        ("消费促进办法", "implements", None),
        ("关于人才“优享计划”的实施意见（试行）", "cites", None),
    ]
    assert all(c.span.of(TEXT) == c.title for c in named.citations)


def test_only_titles_of_plans_make_plans_and_two_spellings_are_one() -> None:
    named = find_named_documents(TEXT, "plan", [own_plan(OWN, "stated")], [0], [OWN], 90)
    assert [(plan.title, plan.evidence) for plan in named.plans] == [
        (OWN, "full_text"),
        ("某市促进消费三年行动计划(2023-2025年)", "cited"),
    ]
    assert named.plans[0].implements == (1,)
    assert {citation.plan for citation in named.citations if "三年行动计划" in citation.title} == {1}


def test_the_draft_of_a_plan_cut_short_is_no_plan_of_its_own() -> None:
    text = "编制了《岚海市第十五个五年规划纲要（草案）》。《纲要（草案）》明确了指标，《规划（征求意见稿）》已公示。"
    named = find_named_documents(text, "work_report", [], [], [], 0)
    assert [plan.title for plan in named.plans] == ["岚海市第十五个五年规划纲要（草案）"]


def test_a_cited_notice_brings_the_plan_that_its_title_carries() -> None:
    carrier = "某省人民政府关于印发某省节水行动实施方案（2023—2025年）的通知"
    other = "某省水利厅关于印发〈节水若干意见〉的通知"
    text = f"为落实《{carrier}》（某政发〔2023〕5号）和《{other}》，按照《某省节水行动实施方案》，制定本方案。"
    named = find_named_documents(text, "plan", [own_plan("某市节水方案", "stated")], [0], ["某市节水方案"], 0)
    (_, plan) = named.plans
    assert (plan.title, plan.document_number, plan.evidence) == (
        "某省节水行动实施方案（2023—2025年）",
        "某政发〔2023〕5号",
        "cited",
    )
    assert (plan.period_start, plan.period_end) == (2023, 2025)
    assert [(c.title, c.plan) for c in named.citations] == [
        (carrier, 1),
        (other, None),
        ("某省节水行动实施方案", 1),
    ]
    assert named.plans[0].implements == (1,)


def test_news_report_plans() -> None:
    named = find_named_documents("某区发布了《某区行动计划》。", "news", [], [], [], 0)
    assert [(plan.title, plan.evidence) for plan in named.plans] == [("某区行动计划", "reported")]
    named = find_named_documents("某市制定的《某市物业管理实施意见（试行）》已于8月出台。", "news", [], [], [], 0)
    assert [(plan.title, plan.evidence) for plan in named.plans] == [("某市物业管理实施意见（试行）", "reported")]


def test_a_title_quoted_inside_the_own_title_is_a_citation() -> None:
    own = "某省关于加快对接《区域伙伴关系协定》的实施意见"
    named = find_named_documents(
        "为对接《区域伙伴关系协定》，制定本意见。", "plan", [own_plan(own, "stated")], [0], [own], 0
    )
    assert [citation.title for citation in named.citations] == ["区域伙伴关系协定"]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        ("行动计划（2024-2026年）", "", (2024, 2026)),
        ("实施方案", "实施期限为2023年至2025年。", (2023, 2025)),
        ("实施方案", "到2025年建成。", (None, None)),
    ],
)
def test_stated_period(title: str, text: str, expected: tuple[int | None, int | None]) -> None:
    assert stated_period(title, text) == expected


def target(year: int) -> TargetRecord:
    return TargetRecord(
        "target",
        "规模",
        "eq",
        1.0,
        1.0,
        "1家",
        "家",
        "家",
        Span(0, 2),
        Span(0, 2),
        deadline_year=year,
        deadline_basis="stated",
    )


@pytest.mark.parametrize(
    ("title", "expected"),
    [("某区三年行动计划", (2024, 2026)), ("某区指导意见", (None, 2026)), ("某区两年行动方案", (2025, 2026))],
)
def test_a_period_is_derived_from_the_latest_target(title: str, expected: tuple[int | None, int | None]) -> None:
    (plan,) = derive_periods([PlanRecord(title, "stated", "full_text")], [target(2025), target(2026)], [0, 0])
    assert (plan.period_start, plan.period_end, plan.period_basis) == (*expected, "derived")


@pytest.mark.parametrize(("goal", "end"), [(2030, 2030), (2035, 2026), (2024, 2026)])
def test_a_goal_without_a_number_ends_a_plan_unless_it_is_an_outlook(goal: int, end: int) -> None:
    (plan,) = derive_periods([PlanRecord("某区指导意见", "stated", "full_text")], [target(2026)], [0], [(0, goal)])
    assert plan.period_end == end


def test_no_target_no_period() -> None:
    (plan,) = derive_periods([PlanRecord("某区三年行动计划", "stated", "full_text")], [target(2026)], [None])
    assert (plan.period_start, plan.period_end, plan.period_basis) == (None, None, None)


def test_a_sentence_of_news_speaks_of_the_plan_last_named_in_its_paragraph() -> None:
    text = "某区发布了《区计划》。\n市里印发了《市计划》，到2026年达到10家。\n根据计划，打造3家。"
    plans = [PlanRecord("区计划", "stated", "reported"), PlanRecord("市计划", "stated", "reported")]
    citations = [
        CitationRecord(Span(text.index(p.title), text.index(p.title) + 3), p.title, None, "cites", i)
        for i, p in enumerate(plans)
    ]
    assert plans_of_news_targets(text, [text.index("10家"), text.index("3家")], citations, plans) == [1, 0]
    assert plans_of_news_targets(text, [5], [], []) == [None]


@pytest.mark.parametrize(
    ("head", "issued", "named"),
    [
        ("关于江城县2016年度发展计划执行情况的报告", "对标", "江城县2016年发展计划执行情况报告"),
        (
            "江城区能源局关于做好2021年电力合同签订工作的通知",
            "江城区能源局印发",
            "关于做好2021年电力合同签订工作的通知",
        ),
        ("江城区国土局关于印发《2016年政务公开工作实施方案》的通知", "对标", "江城区国土局2016年政务公开工作实施方案"),
        (
            "江城区党政办关于印发《2023年度江城区消防工作主要责任目标》的通知",
            "对标",
            "2023年江城区消防工作主要责任目标",
        ),
    ],
)
def test_the_own_title_in_other_words_is_no_citation(head: str, issued: str, named: str) -> None:
    text = f"{head}\n\n各镇：\n一、工作任务\n（一）排查。{issued}《{named}》。逐户排查。\n"
    assert extract(text.encode(), "a.txt").citations == ()


def test_a_plan_of_others_may_have_the_words_of_ones_own() -> None:
    text = (
        "关于印发《青溪街道加强用电安全工作实施方案》的通知\n\n各居委会：\n\n现将方案印发给你们。\n\n青溪街道办事处\n\n2022年7月1日\n\n"
        "青溪街道加强用电安全工作实施方案\n\n落实《青溪区加强用电安全工作实施方案》，根据白水市公安局、白水市民政局关于印发《加强用电安全工作实施方案》的通知要求，制定本方案。"
        "\n\n一、工作任务\n\n1.排查线路。逐户排查。\n"
    )
    found = extract(text.encode(), "a.txt")
    cited = ["青溪区加强用电安全工作实施方案", "加强用电安全工作实施方案"]
    assert [plan.title for plan in found.plans] == ["青溪街道加强用电安全工作实施方案", *cited]
    assert [citation.title for citation in found.citations] == cited


def test_a_body_before_and_a_number_behind_tell_a_plan_from_the_own_one_of_that_name() -> None:
    text = (
        "岚海新区关于印发水体治理行动计划工作方案的通知\n各镇：\n现将《岚海新区水体治理行动计划工作方案》印发给你们。\n"
        "岚海新区管委会\n2035年11月30日\n岚海新区水体治理行动计划工作方案\n根据国务院《水体治理行动计划》（国发〔2035〕17号）"
        "和省政府《水体治理行动计划工作方案》（岭政〔2035〕26号），制定本方案。\n一、主要任务\n（一）加强治理。开展检查。\n"
    )
    found = extract(text.encode(), "a.txt")
    assert [(c.title, c.document_number) for c in found.citations] == [
        ("水体治理行动计划", "国发〔2035〕17号"),
        ("水体治理行动计划工作方案", "岭政〔2035〕26号"),
    ]
    assert found.plans[0].implements == (1, 2)


def test_an_explanation_names_the_plan_of_its_title() -> None:
    text = "《〈政府工作报告〉重点任务分工方案》政策解读\n一、出台背景\n"
    text += "会议通过了《政府工作报告》。《分工方案》逐项分解。\n"
    found = extract(text.encode(), "a.txt")
    assert [plan.title for plan in found.plans] == ["〈政府工作报告〉重点任务分工方案"]


def test_fifteen_measures_are_no_five_year_plan() -> None:
    assert period_in("进一步稳定就业十五条措施") == (None, None)
    assert period_in("“十五”发展计划") == (2001, 2005)


def test_each_plan_of_a_file_has_the_years_of_its_own() -> None:
    text = (
        "清溪县关于印发《清溪县2024年植树方案》和《清溪县步道建设三年行动方案（2024—2026年）》的通知\n各乡镇：\n现印发给你们。\n"
        "清溪县人民政府\n2024年2月6日\n清溪县2024年植树方案\n一、任务\n（一）植树。2024年7月底前栽植树苗30万株。\n"
        "清溪县步道建设三年行动方案\n（2024—2026年）\n一、任务\n（一）修步道。建成步道80公里。\n"
    )
    found = extract(text.encode(), "a.txt")
    assert [(plan.period_start, plan.period_end) for plan in found.plans] == [(2024, 2024), (2024, 2026)]
    assert [(target.plan, target.deadline_year, target.deadline_basis) for target in found.targets] == [
        (0, 2024, "stated"),
        (1, 2026, "plan_period"),
    ]


def test_of_plans_named_side_by_side_news_speak_of_the_first() -> None:
    text = "会上解读了《区方案（2034—2036年）》（以下简称《方案》）和《区若干措施》。到2036年达到10家。"
    plans = [PlanRecord("区方案（2034—2036年）", "stated", "reported"), PlanRecord("区若干措施", "stated", "reported")]
    citations = [
        CitationRecord(Span(text.index(p.title), text.index(p.title) + len(p.title)), p.title, None, "cites", i)
        for i, p in enumerate(plans)
    ]
    assert plans_of_news_targets(text, [text.index("10家")], citations, plans) == [0]


LEAD = "白水讯 " + "全市各级各部门抓项目、促发展，一批茶产业园开工建设，群众增收的路子越走越宽。" * 12


@pytest.mark.parametrize(
    ("told", "evidence", "end"),
    [
        ("市林业局正在抓紧修编《白水市防护林体系建设规划》。到2030年，造林20万亩。", "cited", None),
        (LEAD + "根据《白水市总体发展规划》，项目是关键。到2030年，产值达到500亿元。", "cited", None),
        ("《白水市总体发展规划》近日印发。到2030年，产值达到500亿元。", "reported", 2030),
        ("日前，白水市政府印发《白水市总体发展规划》。到2030年，产值达到500亿元。", "reported", 2030),
    ],
)
def test_what_news_name_in_passing_is_cited(told: str, evidence: str, end: int | None) -> None:
    text = f"白水市多举措推动绿色发展\n来源：白水日报 2026-03-02\n{told}\n（记者 王某）\n"
    extraction = extract(text.encode(), "news.txt")
    assert extraction.document.genre == "news"
    (plan,) = extraction.plans
    assert (plan.evidence, plan.period_end) == (evidence, end)
    assert [target.plan for target in extraction.targets] == [0 if evidence == "reported" else None]


def test_papers_that_somebody_holds_are_no_documents() -> None:
    text = "青山市就业工作方案\n一、任务\n1.稳岗。招用持《就业登记证》人员的，按《就业促进条例》执行。\n"
    assert [citation.title for citation in extract(text.encode(), "a.txt").citations] == ["就业促进条例"]


def test_what_a_notice_forwards_is_no_citation_though_no_plan() -> None:
    notice = (
        "省人民政府转发省农业局关于扩大茶园有关问题请示的通知\n省农业局《关于扩大茶园有关问题的请示》已经省政府批准，"
        "现转发给你们。请执行《茶业条例》。\n"
    )
    letter = "关于扩大茶园有关问题的请示\n省人民政府：\n一、扩大茶园\n新建茶园。\n"
    assert [c.title for c in extract((notice + letter).encode(), "a.txt").citations] == ["茶业条例"]
    # without its text it is named, as others are
    assert len(extract((notice + "一、落实责任\n各地要落实。\n").encode(), "a.txt").citations) == 2


def test_what_a_row_of_tasks_goes_by_is_cited() -> None:
    rows = "<tr><td>1</td><td>按照《青山县茶园改造方案》改造茶园</td><td>县农业局</td></tr>" * 3
    head = "<tr><td>序号</td><td>工作任务</td><td>责任单位</td></tr>"
    page = f"<html><body><p>青山县茶业任务分工表</p><table border=1>{head}{rows}</table></body></html>"
    assert [c.relation for c in extract(page.encode(), "a.html").citations] == ["cites"]
