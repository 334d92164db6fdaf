"""Pages of news that hold a plan's own text, told by the bodies behind its items, and the departments of a ministry."""

from __future__ import annotations

from extractors import extract

PAGE = (
    "粮食局：2022年定点帮扶工作要点 持续帮扶两县\n"
    "近日省粮食局印发2022年定点帮扶工作要点的通知。文件提出，持续帮扶两县。\n"
    "一、建设粮仓\n（一）扩建粮仓。2022年底前建成粮仓3座。〔规划司、仓储司，省监管局〕\n"
    "（二）修路。修通粮仓道路5公里。〔规划司、建设司〕\n二、培训农户\n（一）办班。组织培训。〔人事司、科技司〕\n"
)


def test_a_page_with_the_text_of_a_plan_below_its_news_is_the_plan() -> None:
    found = extract(PAGE.encode(), "a.txt")
    assert (found.document.genre, [plan.title for plan in found.plans]) == ("plan", ["2022年定点帮扶工作要点"])
    units = [[unit.as_written for unit in task.units] for task in found.tasks]
    assert units == [["规划司", "仓储司", "省监管局"], ["规划司", "建设司"], ["人事司", "科技司"]]
    assert {target.deadline_year for target in found.targets} == {2022}


def test_without_the_bodies_behind_its_items_it_is_no_plan() -> None:
    news = PAGE.replace("〔规划司、建设司〕", "").replace("〔人事司、科技司〕", "")
    assert extract(news.encode(), "a.txt").document.genre != "plan"


def test_links_to_what_explains_a_document_are_not_its_title() -> None:
    page = (
        "清溪市粮食局\n《清溪市支持粮仓建设政策措施》政策解读\n一图读懂《清溪市支持粮仓建设政策措施》\n"
        "清溪市粮食局\n关于印发《清溪市支持粮仓建设政策措施》的通知\n清粮发〔2025〕3号\n各有关单位：\n现印发给你们。\n"
        "一、支持新建\n对新建粮仓给予20万元补助。\n二、支持维修\n对维修粮仓给予5万元补助。\n"
    )
    found = extract(page.encode(), "a.txt").document
    assert (found.genre, found.title) == ("plan", "清溪市粮食局关于印发《清溪市支持粮仓建设政策措施》的通知")
    one = page.replace("一图读懂《清溪市支持粮仓建设政策措施》\n", "")
    assert extract(one.encode(), "a.txt").document.genre == "news"


def test_what_a_notice_has_made_and_hands_over_is_its_own_plan() -> None:
    text = (
        "某县农业农村局关于印发《某县2035年农机补贴项目实施方案》的通知\n各镇：\n"
        "根据《某省农机管理办法》，制定《某县2035年农机补贴方案》，现印发给你们，请执行。\n某县农业农村局\n2035年3月1日\n"
        "某县2035年农机补贴项目实施方案\n一、主要任务\n（一）摸清底数。逐村登记。\n（二）核发补贴。按季拨付。\n"
    )
    found = extract(text.encode(), "notice.txt")
    assert [plan.title for plan in found.plans] == ["某县2035年农机补贴项目实施方案"]
    assert [citation.title for citation in found.citations] == ["某省农机管理办法"]
