"""Items that only define, delimit or date: no tasks, though they have numbers among measures."""

from __future__ import annotations

import pytest

from extractors import extract

POLICY = (
    "青湖县支持茶产业发展若干措施\n一、支持扩大规模\n新建标准化茶园50亩以上的，每亩补助800元。\n"
    "二、支持打造品牌\n获得地理标志的，一次性奖励10万元。\n三、{}\n"
)
PLAN = "青湖县茶园改造实施方案\n一、改造茶园\n培训农户500人。\n二、打造品牌\n组织企业参展。\n三、{}\n"
DEFINING = [
    (POLICY, "本措施由县农业农村局负责解释。"),
    (POLICY, "本措施的具体实施细则由县农业农村局另行制定。"),
    (POLICY, "以上政策自印发之日起执行，有效期三年。"),
    (POLICY, "同一项目符合多项补助的，按照就高原则补助，不重复享受。"),
    (POLICY, "补助资金不得用于下列支出：基本建设，人员工资。"),
    (POLICY, "自印发之日起施行，由县农业农村局负责督办。"),
    (PLAN, "为加快茶园改造，促进农民增收，特制定本方案。"),
    (PLAN, "支持范围：县内茶园。改造后由乡镇验收。"),
]


@pytest.mark.parametrize(("document", "item"), DEFINING)
def test_an_item_that_only_defines_is_no_task(document: str, item: str) -> None:
    assert len(extract(document.format(item).encode(), "a.txt").tasks) == 2


def test_a_measure_that_speaks_of_its_policy_further_on_is_a_task() -> None:
    item = "设立县茶产业发展资金，每年安排2000万元，用于落实本措施。"
    assert len(extract(POLICY.format(item).encode(), "a.txt").tasks) == 3
