"""What a document is, and what it asks for, stays the same however its head is written, and where it has none."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from extractors import extract
from extractors.models import Extraction, Genre

PLAN = """青山市竹茶产业提质实施方案
为加快竹茶产业发展，结合我市实际，制定本方案。
一、工作目标
到2027年，竹茶产值达到30亿元。
二、主要任务
（一）建设茶园基地。改造低产茶园2万亩。（市农业农村局牵头，市财政局配合）
（二）培育龙头企业。新增市级龙头企业5家。（市工业和信息化局牵头）
三、保障措施
（一）加强组织领导。成立工作专班。
"""
POLICY = """青山市支持竹茶产业发展若干政策
第一条 享受本政策的企业须在青山市登记注册。
第二条 对新建竹茶加工厂的，按设备投资额的10%给予补助。
第三条 对获得绿色食品认证的，给予一次性奖励5万元。
第四条 对开设专卖店的，每家给予补助3万元。
第五条 对举办斗茶大赛的，给予10万元补贴。
"""
LETTER = """青山市水利局转发岭西省水利厅关于印发《岭西省小水库管护三年行动（2025—2027年）》的通知
各县区水利局：
现将《岭西省小水库管护三年行动（2025—2027年）》转发给你们，请认真抓好落实。
青山市水利局
2025年3月5日
岭西省小水库管护三年行动（2025—2027年）
一、主要任务
（一）落实管护人员。每座水库配备1名管护员。
（二）开展除险加固。完成除险加固60座。
"""
NOTICE = """青山市水利局关于做好2025年汛前检查工作的通知
各县区水利局：
为切实做好汛前检查工作，现就有关事项通知如下：
一、检查时间
3月20日前完成自查。
二、检查内容
（一）加强水库巡查。逐库检查溢洪道。
（二）备足抢险物资。每库储备编织袋500条。
"""
RULES = """青山市财政局关于印发《青山市竹茶发展专项资金管理办法》的通知
各县区财政局：
为规范资金管理，我局制定了《青山市竹茶发展专项资金管理办法》，现印发给你们，请遵照执行。
青山市财政局
2025年4月2日
第一条 为规范专项资金管理，制定本办法。
第二条 市财政局负责资金拨付。
第三条 市农业农村局负责项目验收。
"""
BARE_RULES = """青山市竹茶发展专项资金管理办法
第一条 为规范专项资金管理，制定本办法。
第二条 市财政局负责资金拨付。
第三条 市农业农村局负责项目验收。
"""
REPORT = """青山县2025年政府工作报告
——2025年1月15日在青山县第十八届人民代表大会第五次会议上
青山县人民政府县长 甲某某
各位代表：
现在，向大会报告工作，请予审议。
一、2024年工作回顾
地区生产总值增长5.2%。
二、2025年工作安排
（一）做强竹茶产业。新建茶园1万亩。
（二）办好民生实事。改造老旧小区12个。
"""
YEAR = """青山市水利局2024年工作总结和2025年工作计划
一、2024年工作总结
完成水库除险加固20座。
二、2025年工作计划
（一）加快水库建设。新开工水库3座。
（二）守牢防汛底线。更新雨量站50处。
"""
GENRES: dict[str, tuple[str, Genre]] = {
    "plan": (PLAN, "plan"),
    "policy": (POLICY, "plan"),
    "letter": (LETTER, "plan"),
    "notice": (NOTICE, "notice"),
    "rules": (RULES, "notice"),
    "bare rules": (BARE_RULES, "other"),
    "report": (REPORT, "work_report"),
    "year": (YEAR, "plan"),
}


def _retitled(change: Callable[[str], str]) -> Callable[[str], str]:
    def changed(text: str) -> str:
        title, rest = text.split("\n", 1)
        return f"{change(title)}\n{rest}"

    return changed


CHANGES: dict[str, Callable[[str], str]] = {
    "without a title": lambda text: text.split("\n", 1)[1],
    "letter by letter": _retitled(" ".join),
    "over two lines": _retitled(lambda title: f"{title[: len(title) // 2]}\n{title[len(title) // 2 :]}"),
    "with a date behind": _retitled(lambda title: f"{title}（2025年4月2日）"),
    "below a date": _retitled(lambda title: f"{title}\n（2025年4月2日）"),
    "as a draft": _retitled(lambda title: f"{title}（征求意见稿）"),
    "behind a column": _retitled(lambda title: f"通知公告 {title}"),
    "below an annex mark": _retitled(lambda title: f"附件1：\n{title}"),
    "behind an annex mark": _retitled(lambda title: f"附件1：{title}"),
    "behind a mark of a page": _retitled(lambda title: f"# {title}"),
    "below a cover's month": _retitled(lambda title: f"青山市人民政府\n二〇二五年四月\n{title}"),
    "in English": _retitled(lambda title: "Action Plan for the Development of Bamboo Tea (2025)"),
    "with English above": _retitled(lambda title: f"Notice of the City of Qingshan\n{title}"),
    "below its place in a site": _retitled(
        lambda title: f"首页 > 政务公开 > 政策文件\n{title}\n来源：青山市 字号：大 中 小"
    ),
}


def _asked(found: Extraction) -> list[tuple[str, str]]:
    return [(task.kind, task.title) for task in found.tasks]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("name", GENRES)
def test_genre_and_tasks_stay_when_the_head_changes(name: str, change: Callable[[str], str]) -> None:
    text, genre = GENRES[name]
    first = extract(text.encode(), "a.txt")
    found = extract(change(text).encode(), "a.txt")
    assert (first.document.genre, found.document.genre) == (genre, genre)
    assert _asked(found) == _asked(first)
    assert (genre == "plan") <= bool(_asked(first))


@pytest.mark.parametrize("verb", ["印发", "下发", "颁布", "发布", "出台"])
def test_news_of_a_plan_is_news_whatever_the_verb(verb: str) -> None:
    text = f"近日，青山市水利局、财政局等5部门联合{verb}《青山市节水行动规划》。到2027年，灌溉面积达到8万亩。"
    record = extract(text.encode(), "a.txt").document
    assert record.genre == "news"
    assert record.title == f"青山市水利局、财政局等5部门联合{verb}《青山市节水行动规划》"
