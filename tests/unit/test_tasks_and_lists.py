"""What looks like tasks and only lists things, or says for whom: annexes of goods, heads of scope."""

from __future__ import annotations

import pytest

from tests.unit.test_tasks import tasks_of


@pytest.mark.parametrize(("title", "count"), [("落后产能排查清单", 0), ("推荐产品目录", 0), ("整改任务清单", 2)])
def test_an_annex_that_lists_things_holds_no_tasks(title: str, count: int) -> None:
    text = f"某区工作方案\n一、主要任务\n（一）摸排。建立台账。\n附件1\n{title}\n一、建材\n1.石灰土立窑\n2.普通挤砖机\n"
    assert [task.title for task in tasks_of(text)][1:] == ["石灰土立窑", "普通挤砖机"][:count]


def test_a_head_that_says_for_whom_is_no_task() -> None:
    text = "关于免除费用的通知\n一、免费对象\n城乡低保对象。\n二、免费内容\n（一）接运费；\n（二）消毒费。\n"
    text += "三、办理程序\n由家属申请。"
    assert [task.title for task in tasks_of(text, "notice")] == ["办理程序"]
