"""Tables of contents, and what a list of annexes names, in the outline."""

from __future__ import annotations

import pytest

from extractors.outline import build_outline
from tests.unit.blocks import lines_as_blocks


def sections_of(text: str) -> list[tuple[str, str]]:
    return [(s.label, s.kind) for s in build_outline(text, lines_as_blocks(text)).sections if s.label]


@pytest.mark.parametrize(
    "contents",
    [
        # worded otherwise than the heads, which have no numbers
        "一、单位职能\n二、名词解释\n三、收支总表\n四、支出总表\n五、其他说明",
        # the first lines of long entries, whose second lines went with the page numbers
        "1.茶园改造补助资金申报和拨付管理\n2.制茶车间智能化升级改造贷款贴息支持\n3.茶叶仓储冷链设施建设财政补助资金",
    ],
)
def test_contents_are_known_though_some_lines_stand_nowhere_again(contents: str) -> None:
    body = (
        "青山市茶业局职能\n主管茶业。\n名词解释\n解释如下。\n收支总表\n略。\n支出总表\n略。\n其他说明\n"
        "1.茶园改造补助资金申报和拨付管理办法\n略。\n2.制茶车间智能化升级改造贷款贴息支持办法\n略。\n"
        "3.茶叶仓储冷链设施建设财政补助资金办法\n略。"
    )
    assert [label for label, _ in sections_of(f"青山市预算\n目 录\n{contents}\n{body}")] == ["1.", "2.", "3."]


def test_a_catalogue_is_no_table_of_contents() -> None:
    text = "某市通知\n目录\n一、绿茶\n二、红茶\n三、白茶\n四、黑茶\n请遵照执行。"
    assert [label for label, _ in sections_of(text)] == ["一、", "二、", "三、", "四、"]


@pytest.mark.parametrize(
    ("listed", "head", "label"),
    [
        ("附：茶园普查计划表", "附：\n茶园普查计划表", "附"),
        ("附件：茶园普查计划表", "附件：\n茶园普查计划表", "附件"),
        ("附：茶园普查计划表", "附：茶园普查计划表", "附"),
        ("附件：1.茶园普查计划表\n2.名单", "附件1：茶园普查计划表", "附件1"),
    ],
)
def test_what_a_list_of_annexes_names_heads_one_where_it_stands_again(listed: str, head: str, label: str) -> None:
    body = "一、摸底\n查清底数。\n二、上报\n按时上报。"
    text = f"某市通知\n{body}\n{listed}\n某市人民政府\n1996年5月6日\n{head}\n一、填表\n略。"
    assert [found for found, kind in sections_of(text) if kind == "attachment"] == [label]
