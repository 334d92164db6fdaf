"""Lines torn at a mark: numbers, their dots and stops on lines of their own."""

from __future__ import annotations

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
