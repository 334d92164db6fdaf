"""Documents that are no plan: a 政府工作报告, the reply to a proposal, and a file that is only a table of tasks."""

from __future__ import annotations

from dataclasses import replace

from tests.generator.draw import Draw
from tests.generator.figures import clause, different
from tests.generator.goals import Horizon, Sentence, status, targets_of
from tests.generator.paper import Paper
from tests.generator.tables import task_table
from tests.generator.truth import TrueParts, Truth
from tests.generator.units import bodies
from tests.generator.words import PLACES, TOPICS, VERBS, Topic, sentence
from tests.generator.writer import Writer

_LEADER = {"省": "省长", "市": "市长", "县": "县长", "区": "区长"}
# What a report tells of the past may not sound like a plan: levels and counts only.
_PAST = ("level", "decimal", "growth_then_level")


def work_report(draw: Draw) -> Paper:
    """Turn a draw into a 政府工作报告: what was, as facts, and what is to be done in the year of the report."""
    place = draw.one([place for place in PLACES if place.level != "省"])
    year = draw.number(2022, 2026)
    writer = Writer(draw, place)
    writer.choose_manner()
    writer.phrasings = ()
    day = draw.number(5, 27)
    writer.paragraph("政府工作报告", is_title=True)
    writer.paragraph(
        f"——{year}年1月{day}日在{place.name}第{draw.one('三四五六')}届人民代表大会第{draw.one('二三四')}次会议上",
        is_title=True,
    )
    writer.paragraph(f"{place.name}人民政府{_LEADER[place.level]}　李青", is_title=True)
    writer.paragraph("各位代表：", keeps_line=True)
    writer.paragraph("现在，我代表人民政府向大会报告工作，请予审议。")
    writer.heading("dun", 1, 0, draw.one((f"{year - 1}年工作回顾", "过去一年工作回顾")))
    first, second = draw.some(TOPICS, 2, 2)
    for topic in (first, second):
        made = different(draw, topic, 2, _PAST)
        text = f"{topic.name}稳步发展。" + "，".join(each.text for each in made) + "。"
        writer.paragraph(
            writer.say(Sentence(text, tuple(t for each in made for t in targets_of(each, "status", None))))
        )
    writer.heading("dun", 2, 0, f"{year}年工作安排")
    aims = different(draw, first, 2)
    text = "今年发展的主要预期目标是：" + "，".join(each.text for each in aims) + "。"
    writer.paragraph(writer.say(Sentence(text, tuple(t for each in aims for t in targets_of(each, "target", year)))))
    for number, topic in enumerate(draw.some(TOPICS, 3, 5), 1):
        writer.item(
            "paren", number, 1, f"{draw.one(VERBS)}{topic.name}发展", _work(draw, topic, year), "task", has_units=False
        )
    truth = writer.truth("work_report", "政府工作报告", f"{place.name}人民政府", f"{year}-01-{day:02}")
    return Paper(writer.pieces, replace(truth, parts=None))


def _work(draw: Draw, topic: Topic, year: int) -> list[Sentence]:
    found = [Sentence(sentence(draw, topic))]
    if draw.chance(0.5):
        made = clause(draw, topic)
        if made.text:
            found.append(Sentence(f"{made.text}。", targets_of(made, "target", year)))
    return found


def reply(draw: Draw) -> Paper:
    """Turn a draw into the reply to a proposal: facts, bodies that were consulted, commitments in numbered items."""
    place, topic = draw.one(PLACES), draw.one(TOPICS)
    year = draw.number(2022, 2026)
    issuer = f"{place.name}商务局"
    writer = Writer(draw, place)
    writer.opening = "inline"
    number = f"{place.sign[0]}商函〔{year}〕{draw.number(1, 90)}号"
    title = f"对{place.level}政协{draw.one('三四五六')}届{draw.one('二三四')}次会议第{draw.number(10, 300)}号提案的答复"
    writer.paragraph(number, is_title=True)
    writer.paragraph(title, is_title=True)
    writer.paragraph("李青委员：", keeps_line=True)
    consulted = "、".join(bodies(draw, place, 2, 4))
    writer.paragraph(
        f"您提出的“关于促进{topic.name}发展的建议”（第{draw.number(10, 300)}号）收悉。"
        f"经认真研究，并征求{consulted}等单位意见，现答复如下："
    )
    heads = draw.some(topic.objects, 2, 3)
    for index, head in enumerate(heads, 1):
        if draw.chance(0.5):
            writer.item(
                "dun", index, 0, f"{draw.one(VERBS)}{head}", _answers(draw, topic, year), "measure", has_units=False
            )
            continue
        writer.heading("dun", index, 0, f"{draw.one(VERBS)}{head}")
        for number_, thing in enumerate(draw.some([each for each in topic.objects if each != head], 2, 3), 1):
            words = f"{draw.one(VERBS)}{thing}"
            writer.item("is", number_, 1, words, _answers(draw, topic, year), "measure", has_units=False)
    writer.paragraph("感谢您对我们工作的关心和支持。")
    writer.paragraph(issuer, keeps_line=True, is_title=True)
    day = draw.number(5, 27)
    writer.paragraph(f"{year}年5月{day}日", keeps_line=True, is_title=True)
    writer.paragraph(f"联系人：李青　联系电话：{draw.number(2000000, 8999999)}")
    writer.parts = TrueParts(addressees=("李青委员",))
    return Paper(writer.pieces, writer.truth("reply", title, issuer, f"{year}-05-{day:02}", number))


def _answers(draw: Draw, topic: Topic, year: int) -> list[Sentence]:
    found = [Sentence(sentence(draw, topic))]
    if draw.chance(0.5):
        found.append(status(draw, topic, Horizon(year, year), "answer"))
    return [each for each in found if each.text]


def task_list(draw: Draw) -> Paper:
    """Turn a draw into a file that is only a table of tasks."""
    place, topic = draw.one(PLACES), draw.one(TOPICS)
    horizon = Horizon(2025, 2027)
    title = f"{place.name}{topic.name}重点任务{draw.one(('分工表', '责任清单'))}"
    writer = Writer(draw, place)
    writer.paragraph(title, is_title=True)
    found = task_table(draw, topic, place, horizon)
    writer.pieces.append(found.table)
    truth = Truth(genre="task_table", title=title, sections=found.sections, tasks=found.tasks, targets=(), citations=())
    return Paper(writer.pieces, truth)
