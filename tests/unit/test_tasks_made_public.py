"""Reports that open with a year's tasks that an office has just made public: what they list is to be done that year."""

from __future__ import annotations

import pytest

from extractors import extract

PAGE = """您的位置:首页 >新闻 >

岚海政府公布今年重点任务分工及时限

{opening}

根据要求，市住建局要在8月底完成改造老旧小区33个，11月底新建道路6条。

其他任务还包括新建公交场站5个，新引进亿元以上项目不少于10个，实际到位资金20亿元以上等。
"""


def test_what_a_report_lists_of_a_years_tasks_is_to_be_done_that_year() -> None:
    opening = "3月16日，岚海市人民政府公布2031年岚海市《政府工作报告》重点量化目标任务，明确各项任务的完成时限。"
    found = extract(PAGE.format(opening=opening).encode(), "a.txt")
    assert found.document.genre == "news"
    assert [(t.kind, t.value_text, t.deadline_year) for t in found.targets] == [
        ("target", "33个", 2031),
        ("target", "6条", 2031),
        ("target", "5个", 2031),
        ("target", "10个", 2031),
        ("target", "20亿元", 2031),
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "3月16日，岚海市人民政府公布2031年优秀企业名单，共有33家企业入选。",
        "各县区：3月16日，市政府下达2031年重点工作任务，要求加快推进，现将有关事项通知如下：",
    ],
)
def test_lists_of_names_and_letters_hand_no_tasks_on(opening: str) -> None:
    found = extract(PAGE.format(opening=opening).encode(), "a.txt")
    assert [t.deadline_year for t in found.targets if t.value_text == "5个"] == [None]
