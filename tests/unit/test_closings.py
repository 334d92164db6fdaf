"""What ends a document belongs to no item: leave that is taken, terms of force, calls on all, signatures."""

from __future__ import annotations

import pytest

from extractors import extract

_ITEM = "（一）加强宣传引导。组织媒体采风，讲好茶乡故事。"
_PLAN = (
    "岚海市茶产业发展实施方案\n为发展茶产业，制定本方案。\n一、主要任务\n{item}\n{last}\n岚海市人民政府\n2025年3月1日\n"
)
_REPORT = (
    "政府工作报告\n各位代表：\n现在，我代表市人民政府，作政府工作报告。\n一、2024年工作回顾\n各项事业取得进步。\n"
    "二、2025年工作安排\n（一）建设茶园。新建茶园300亩，修好道路。\n{last}\n"
)


def last_text(text: str) -> str:
    return extract(text.encode(), "a.txt").tasks[-1].text


@pytest.mark.parametrize(
    "last",
    [
        "本方案自印发之日起施行，有效期3年。",
        "本实施方案（试行）自2025年4月1日起执行。",
        "以上意见自印发之日起实施，试行一年。",
        "本方案由市茶叶局负责解释，自发布之日起施行。",
        "让我们更加紧密地团结起来，为建设茶乡而努力奋斗！",
        "我们要更加紧密地团结在以某某同志为核心的党中央周围，建设茶乡。",
        "请认真贯彻执行。",
        "岚海市茶叶局 岚海市财政局",
        "岚海市茶叶局　岚海市财政局　岚海市商务局",
    ],
)
def test_the_last_words_of_a_plan_are_no_part_of_its_last_item(last: str) -> None:
    assert last_text(_PLAN.format(item=_ITEM, last=last)) == "组织媒体采风，讲好茶乡故事。"


@pytest.mark.parametrize("last", ["各位代表！蓝图已经绘就。", "同志们，茶山正青，让我们携手前行！"])
def test_a_report_takes_leave_of_those_whom_it_addresses(last: str) -> None:
    assert last_text(_REPORT.format(last=last)) == "新建茶园300亩，修好道路。"
    two = last + "\n为建成茶乡而努力奋斗！"
    assert last_text(_REPORT.format(last=two)) == "新建茶园300亩，修好道路。"
    glossary = last + "\n名词解释\n1.茶旅融合：茶园里的旅游。"
    assert [task.title for task in extract(_REPORT.format(last=glossary).encode(), "a.txt").tasks][:1] == ["建设茶园"]


def test_all_are_told_what_to_do_behind_the_bodies_of_the_item_above() -> None:
    call = "各地区、各有关部门要加强组织领导，务求取得实效。"
    led = "（一）加强宣传引导。组织媒体采风。（市茶叶局、市商务局负责）"
    assert last_text(_PLAN.format(item=led, last=call)) == "组织媒体采风。"
    # without such a list it may be the item's second paragraph
    assert last_text(_PLAN.format(item=_ITEM, last=call)).endswith(call)


@pytest.mark.parametrize(
    ("item", "last"),
    [
        # the item has said nothing yet
        ("（一）加强自身建设。", "各位代表，打铁必须自身硬，让我们从自己做起。"),
        # it tells what the item is about
        (_ITEM, "本方案中的茶园是指连片的茶园。"),
        (_ITEM, "本市企业由茶叶局指导建园。"),
        (_ITEM, "要让茶农增收，各镇每月调度一次。"),
    ],
)
def test_what_an_item_goes_on_with_stays_its_own(item: str, last: str) -> None:
    assert last_text(_PLAN.format(item=item, last=last)).endswith(last)


def test_words_in_the_midst_of_a_report_end_nothing() -> None:
    text = _REPORT.format(last="各位代表，茶业兴则茶乡兴。\n（二）修好茶路。改造公路20公里，方便茶农。\n")
    assert [task.title for task in extract(text.encode(), "a.txt").tasks] == ["建设茶园", "修好茶路"]


def test_a_date_of_dots_below_a_signature_ends_a_plan() -> None:
    text = _PLAN.format(item=_ITEM, last="").replace("岚海市人民政府\n2025年3月1日", "柳溪镇党委办\n2025.3.1")
    assert last_text(text) == "组织媒体采风，讲好茶乡故事。"
