"""Sentences whose numbers measure nothing: parts of the plan, names, hotlines, batches, dates, thresholds."""

from __future__ import annotations

from collections.abc import Callable

from tests.generator.draw import Draw
from tests.generator.figures import chinese
from tests.generator.words import Topic

NEGATIVES: dict[str, Callable[[Draw, Topic], str]] = {
    # counts of the plan's own parts
    "own_parts": lambda draw, topic: f"聚焦{draw.one((chinese(draw.number(3, 6)), '4'))}大重点方向，统筹推进各项工作。",
    "own_tasks": lambda draw, topic: f"明确{draw.number(5, 20)}项重点任务，逐项抓好落实。",
    "system": lambda draw, topic: f"构建“1+{draw.number(2, 9)}+N”工作体系，压实各方责任。",
    "layout": lambda draw, topic: "构建“一核两翼多点”空间布局，引导要素集聚。",
    # names that hold a number
    "hotline": lambda draw, topic: "畅通12345热线等渠道，及时回应群众诉求。",
    "network": lambda draw, topic: f"推动5G网络与{draw.one(topic.objects)}融合应用。",
    "event": lambda draw, topic: f"办好“百村千店”{topic.name}推介活动，扩大区域影响。",
    "circle": lambda draw, topic: "结合一刻钟便民生活圈建设，完善社区服务功能。",
    "one_stop": lambda draw, topic: "深化“一网通办”改革，推行“一件事一次办”。",
    # ordinals
    "batch": lambda draw, topic: f"做好第{chinese(draw.number(2, 6))}批{topic.name}试点申报，争取更多支持。",
    "first_city": lambda draw, topic: f"争创{topic.name}第一城，擦亮区域名片。",
    # dates and how many bodies meet
    "yearly_report": lambda draw, topic: f"每年{draw.number(1, 3)}月{draw.number(10, 28)}日前报送上一年度进展情况。",
    "meeting": lambda draw, topic: f"建立{draw.number(6, 15)}部门联席会议制度，定期会商研判。",
    "full_coverage": lambda draw, topic: f"推动{draw.one(topic.objects)}全覆盖，不留空白点。",
    "next_plan": lambda draw, topic: "做好与“十五五”规划的衔接，统筹安排重大事项。",
    # words that hold a numeral
    "idiom": lambda draw, topic: "千方百计稳定就业岗位，帮助群众安居乐业。",
    "sectors": lambda draw, topic: f"推动一二三产业融合，拓展{topic.name}发展空间。",
    "rural_roads": lambda draw, topic: "加快“四好农村路”建设，改善群众出行条件。",
    "all_day": lambda draw, topic: "提供7×24小时自助服务，方便群众办事。",
    "road": lambda draw, topic: "推进318国道沿线环境整治，打造风景廊道。",
    # bodies that prose only mentions
    "prose_body": lambda draw, topic: "各乡镇要加强日常巡查，主动配合公安机关开展专项整治。",
    # ranks, periods, references
    "rank": lambda draw, topic: f"推动{topic.name}综合实力进入全省前{draw.one(('三', '3', '十'))}，跻身全国百强。",
    "period": lambda draw, topic: "用3—5年时间，逐步健全长效机制。",
    "years_running": lambda draw, topic: "连续3年开展满意度调查，持续改进服务。",
    "law": lambda draw, topic: "依照有关条例第十五条规定，规范行政执法行为。",
    "document_one": lambda draw, topic: "深入落实中央1号文件精神，细化配套举措。",
    "minutes": lambda draw, topic: "打造15分钟便民生活圈，方便群众出行。",
    # limits and conditions
    "older_than": lambda draw, topic: "为60岁以上老年人提供免费体检服务。",
    "age": lambda draw, topic: "从业人员应当年满18周岁，身体健康。",
    "threshold": lambda draw, topic: f"对投资额{draw.number(2, 9) * 1000}万元以上的{topic.name}项目，实行专班服务。",
}


def negative(draw: Draw, topic: Topic) -> str:
    """Turn a draw into a sentence whose numbers are no rows; empty where no kind is allowed."""
    name = draw.kind("negative", tuple(NEGATIVES))
    return NEGATIVES[name](draw, topic) if name else ""
