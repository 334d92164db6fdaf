"""Lines torn at a mark: numbers, their dots and stops on lines of their own."""

from __future__ import annotations

from datetime import date

from extractors import extract

HEAD = "清溪市粮仓管理方案\n为做好管理，制定本方案。\n一、组织实施\n"


def test_numbers_and_stops_on_lines_of_their_own_belong_to_the_words_between() -> None:
    text = HEAD + (
        "1.\n申报项目\n。\n各县粮食局组织申报。\n2\n.列入清单。\n市粮食局审核以后列入清单。\n3\n.\n退出清单\n。\n"
        "半年未开工的移出清单。\n"
    )
    found = extract(text.encode(), "a.txt")
    assert [(section.label, section.heading) for section in found.sections if section.label] == [
        ("一、", "组织实施"),
        ("1.", "申报项目"),
        ("2.", "列入清单"),
        ("3.", "退出清单"),
    ]


def test_a_bare_number_above_words_is_a_cell_and_a_line_of_a_list_stays() -> None:
    text = HEAD + "序号\n任务\n1\n修粮仓\n2\n修道路\n"
    assert "1\n修粮仓\n2\n修道路" in extract(text.encode(), "a.txt").text


def test_a_menu_and_a_date_in_parts_stay_out_of_the_lines_of_a_page_whose_numbers_stand_alone() -> None:
    menu = "岭西省能源局\n便民日历\n智能问答\n个人中心\n"
    title = "关于印发《岭西省水价改革实施方案》的通知\n各市水利局：\n现将方案印发给你们，请认真贯彻执行。\n"
    signed = (
        "岭西省能源局\n2025\n年\n9\n月\n29\n日\n岭西省水价改革\n实施方案\n为深化改革，根据国家有关部署，制定本方案。\n"
    )
    tasks = (
        "一、重点任务\n（一）推广节水。推广新技术\n13\n项，建成基地\n2\n处，改造管网\n40\n公里，新增产值\n3.5\n亿元。\n"
    )
    found = extract((menu + title + signed + tasks).encode(), "a.txt")
    assert found.document.title == "关于印发《岭西省水价改革实施方案》的通知"
    assert [(plan.title, plan.evidence) for plan in found.plans] == [("岭西省水价改革实施方案", "full_text")]
    assert (found.document.issued_date, [t.value_low for t in found.targets]) == (date(2025, 9, 29), [13, 2, 40, 3.5e8])
