"""Whole documents: a plan with or without its 通知, 若干措施, a table of tasks, put together from the parts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from tests.generator.draw import Draw
from tests.generator.goals import Horizon, Sentence, goal, status
from tests.generator.incentives import incentive
from tests.generator.layout import Paragraph, Piece
from tests.generator.negatives import negative
from tests.generator.paper import Paper
from tests.generator.tables import indicator_table, task_table
from tests.generator.truth import TruePlan
from tests.generator.words import PLACES, PRINCIPLES, SAFEGUARDS, TOPICS, VERBS, Place, Topic, sentence
from tests.generator.writer import SCHEMES, Writer

# Whom a document addresses, as written, and who they are.
_ADDRESSEES = {
    "省": ("各市、县人民政府，省政府各部门、各直属机构：", ("各市、县人民政府", "省政府各部门", "各直属机构")),
    "市": (
        "各县（市、区）人民政府，市政府各部门、各直属机构：",
        ("各县（市、区）人民政府", "市政府各部门", "各直属机构"),
    ),
    "县": ("各乡镇人民政府，县政府有关委、办、局：", ("各乡镇人民政府", "县政府有关委、办、局")),
    "区": ("各街道办事处、镇人民政府，区政府各部门：", ("各街道办事处、镇人民政府", "区政府各部门")),
}
_COPIED_TO = ("委各部门", "人大常委会办公室", "政协办公室", "监委", "法院", "检察院", "人武部")
_REMARKS = ("此件公开发布", "此件主动公开", "此件依申请公开")


@dataclass(frozen=True, slots=True)
class _Title:
    words: str
    horizon: Horizon
    period: tuple[int | None, int | None]
    is_period_stated: bool
    is_opinion: bool


def _title(draw: Draw, topic: Topic, place: Place) -> _Title:
    start = draw.number(2022, 2026)
    end = start + 2
    dash = draw.one("—-")
    kinds = {
        "three_years": (
            f"{place.name}推动{topic.name}高质量发展三年行动计划（{start}{dash}{end}年）",
            (start, end),
            (start, end),
        ),
        "planning": (f"{place.name}{topic.name}发展规划（2026—2030年）", (2026, 2030), (2026, 2030)),
        "three_undated": (f"{place.name}{topic.name}提升三年行动方案", (start, end), (start, end)),
        "undated": (f"{place.name}{topic.name}提质增效实施方案", (start, end), (None, end)),
        "opinion": (f"{place.name}人民政府关于加快{topic.name}高质量发展的实施意见", (start, end), (None, end)),
        "yearly": (f"{place.name}{start}年{topic.name}工作要点", (start, start), (start, start)),
    }
    name = draw.kind("title", tuple(kinds)) or "three_years"
    words, years, period = kinds[name]
    is_stated = name in ("three_years", "planning", "yearly")
    return _Title(words, Horizon(*years), period, is_stated, name == "opinion")


def _notice(writer: Writer, words: str, year: int, annex: str = "") -> tuple[str, str, str, str]:
    """Write the 通知 that carries a plan; returns its title, number, issuer and date."""
    draw, place = writer.draw, writer.place
    issuer = f"{place.name}人民政府" + ("办公室" if "办" in place.sign and place.level != "省" else "")
    issuer = f"{place.name}人民政府办公厅" if place.sign == "岭政办发" else issuer
    number = f"{place.sign}〔{year}〕{draw.number(1, 60)}号"
    mark = draw.one((("《", "》"), ("", "")))
    title = f"{issuer}关于印发{mark[0]}{words}{mark[1]}的通知"
    if draw.has("part:red_head", 0.4):
        writer.paragraph(f"{issuer}文件", is_title=True)
    writer.paragraph(number, is_title=True)
    writer.paragraph(title, is_title=True)
    _address(writer)
    agreed = draw.one(("已经{}政府同意", "已经{}政府第%d次常务会议审议通过" % draw.number(20, 90)))  # noqa: UP031
    writer.paragraph(f"《{words}》{agreed.format(place.level)}，现印发给你们，请结合实际认真抓好落实。")
    if annex:
        _list_annexes(writer, annex)
    issued = _signature(writer, issuer, year)
    if draw.has("part:remark", 0.3):
        words = draw.one(_REMARKS)
        writer.paragraph(f"（{words}）", keeps_line=True)
        writer.parts = replace(writer.parts, remark=words)
    return title, number, issuer, issued


def _address(writer: Writer) -> None:
    words, addressees = _ADDRESSEES[writer.place.level]
    writer.paragraph(words, keeps_line=True)
    writer.parts = replace(writer.parts, addressees=addressees)


def _list_annexes(writer: Writer, annex: str) -> None:
    """Write the list of annexes: one without a number, or two with theirs."""
    if writer.draw.has("part:annexes", 0.4):
        writer.paragraph(f"附件：1.{annex}", keeps_line=True)
        writer.paragraph("2.名词解释", keeps_line=True)
        writer.parts = replace(writer.parts, annexes=(annex, "名词解释"))
        return
    writer.paragraph(f"附件：{annex}")
    writer.parts = replace(writer.parts, annexes=(annex,))


def _imprint(writer: Writer, issued: str | None) -> None:
    """Write who gets a copy, who printed the document, and when."""
    draw, place = writer.draw, writer.place
    if not issued or not draw.has("part:imprint", 0.3):
        return
    copied = tuple(f"{place.level}{word}" for word in draw.some(_COPIED_TO, 2, 5))
    year, month, day = (int(part) for part in issued.split("-"))
    office = f"{place.name}人民政府{'办公厅' if place.level == '省' else '办公室'}"
    writer.paragraph(f"抄送：{draw.one('，、').join(copied)}。", keeps_line=True)
    printed = f"{year}年{month}月{day}日印发"
    if draw.chance(0.5):
        writer.paragraph(f"{office}　　{printed}", keeps_line=True)
    else:
        writer.paragraph(office, keeps_line=True)
        writer.paragraph(printed, keeps_line=True)
    writer.parts = replace(writer.parts, copied_to=copied, printed_by=office, printed_date=issued)


def _signature(writer: Writer, issuer: str, year: int) -> str:
    """Write who issued it, and when; returns the date."""
    month, day = writer.draw.number(1, 6), writer.draw.number(1, 28)
    writer.paragraph(issuer, keeps_line=True, is_title=True)
    writer.paragraph(f"{year}年{month}月{day}日", keeps_line=True, is_title=True)
    return f"{year}-{month:02}-{day:02}"


def _opening(writer: Writer, topic: Topic, what: str) -> list[TruePlan]:
    """Write the opening, which may say what the plan carries out; returns the plans that it cites."""
    draw, cited = writer.draw, []
    lead = f"为加快{topic.name}高质量发展"
    name = draw.kind("citation", ("none", "plan", "plan_and_law", "law"))
    if name in ("plan", "plan_and_law"):
        above = draw.one(
            (
                (f"{writer.place.province}{topic.name}发展规划（2023—2030年）", 2023, 2030),
                (f"{topic.name}促进行动计划（2024-2028年）", 2024, 2028),
            )
        )
        cited.append(TruePlan(above[0], "cited", above[1], above[2]))
        writer.citations.append(above[0])
        lead = f"为贯彻落实《{above[0]}》，加快{topic.name}高质量发展"
    if name in ("plan_and_law", "law"):
        law = f"{writer.place.province}{topic.name}促进条例"
        writer.citations.append(law)
        lead = f"{lead}，根据《{law}》等规定"
    writer.paragraph(f"{lead}，结合实际，制定本{what}。")
    return cited


def _under_part(styles: tuple[str, ...]) -> str:
    """The style of items right under a part: 第一节 heads groups, it opens no item."""
    return styles[2] if styles[1] == "jie" else styles[1]


def _review(writer: Writer, topic: Topic, horizon: Horizon, styles: tuple[str, ...], number: int) -> None:
    heading = writer.draw.one(("发展基础", "工作基础", "发展现状"))
    writer.heading(styles[0], number, 0, heading)
    found = status(writer.draw, topic, horizon)
    writer.paragraph(f"近年来，全域{topic.name}保持较好势头。" + writer.say(found))


def _goals(writer: Writer, topic: Topic, title: _Title, styles: tuple[str, ...], number: int) -> None:
    draw, horizon = writer.draw, title.horizon
    first = Sentence("")
    while not any(target.deadline_year == horizon.end for target in first.targets):
        first = goal(draw, topic, horizon, is_stated=not title.is_period_stated)
    second = goal(draw, topic, horizon, is_stated=True) if draw.chance(0.5) else Sentence("")
    if {t.indicator for t in first.targets} & {t.indicator for t in second.targets}:
        second = Sentence("")
    aim = f"{topic.name}发展质量明显提高，服务能力持续增强。"
    name = draw.kind("goals", ("simple", "dashes", "under")) or "simple"
    if name == "simple":
        writer.heading(styles[0], number, 0, draw.one(("工作目标", "发展目标", "总体目标")))
        writer.paragraph(aim + writer.say(first, second))
    elif name == "dashes":
        writer.heading(styles[0], number, 0, draw.one(("工作目标", "主要目标")))
        writer.paragraph(aim)
        writer.paragraph(f"——规模稳步扩大。{writer.say(first)}")
        writer.paragraph(f"——结构不断优化。{sentence(draw, topic)}")
        if second.text:
            writer.paragraph(f"——效益持续提升。{writer.say(second)}")
    else:
        writer.heading(styles[0], number, 0, "总体要求")
        style = _under_part(styles).replace("is", "paren")
        plain = [Sentence(f"立足新发展阶段，把握{topic.name}发展规律，{'，'.join(('突出特色', '补齐短板'))}。")]
        writer.item(style, 1, 1, "指导思想", plain, None)
        chosen = draw.some(PRINCIPLES, 2, 4)
        writer.item(style, 2, 1, "基本原则", [Sentence("".join(f"{a}，{b}" for a, b in chosen))], None)
        writer.item(style, 3, 1, draw.one(("发展目标", "主要目标")), [Sentence(aim), first, second], None)
    table = indicator_table(draw, topic, horizon) if draw.has("part:indicators", 0.25) else None
    if table is not None:
        writer.paragraph("主要指标", is_title=True)
        writer.pieces.append(table.table)
        writer.targets.extend(table.targets)


def _item_text(writer: Writer, topic: Topic, horizon: Horizon) -> list[Sentence]:
    """One to three sentences: plain ones, and now and then one with a target, a false number or a citation."""
    draw = writer.draw
    found = [Sentence(sentence(draw, topic)) for _ in range(draw.number(1, 2))]
    if draw.chance(0.35):
        found.append(goal(draw, topic, horizon, is_stated=False))
    if draw.chance(0.35):
        found.insert(draw.number(0, len(found) - 1), Sentence(negative(draw, topic)))
    if draw.has("citation:guide", 0.08) and f"{topic.name}服务指南" not in writer.citations:
        writer.citations.append(f"{topic.name}服务指南")
        found.append(Sentence(f"推广应用《{topic.name}服务指南》，规范服务流程。"))
    return [each for each in found if each.text]


def _tasks(writer: Writer, topic: Topic, horizon: Horizon, styles: tuple[str, ...], number: int) -> None:
    draw = writer.draw
    writer.heading(styles[0], number, 0, draw.one(("重点任务", "主要任务", "工作任务")))
    is_running = len(styles) > 2 and draw.has("outline:running", 0.4)
    count = 0
    pairs = [f"{verb}{thing}" for verb, thing in zip(draw.some(VERBS * 3, 18, 18), topic.objects * 3, strict=False)]
    titles = list(dict.fromkeys(pairs))
    if len(styles) == 2:
        for index, words in enumerate(titles[: draw.number(3, 6)], 1):
            writer.item(styles[1], index, 1, words, _item_text(writer, topic, horizon), "task")
        return
    heads = draw.some(("夯实发展基础", "培育壮大主体", "拓展应用场景", "优化发展环境"), 2, 3)
    for group, head in enumerate(heads, 1):
        writer.heading(styles[1], group, 1, head)
        count = count if is_running else 0
        for _ in range(draw.number(2, 4)):
            count += 1
            writer.item(styles[2], count, 2, titles.pop(), _item_text(writer, topic, horizon), "task")


def _contents(writer: Writer) -> list[Piece]:
    """The table of contents: the headings of the parts and groups, with or without their pages."""
    has_pages = writer.draw.chance(0.5)
    lines = [f"{line}{'…' * 8}{page}" if has_pages else line for page, line in enumerate(writer.contents, 1)]
    return [Paragraph(line, is_title=True) for line in (writer.draw.one(("目　录", "目录")), *lines)]


def _box(writer: Writer, topic: Topic, horizon: Horizon) -> None:
    """Write a 专栏: a section whose numbers are targets, and whose paragraphs are no tasks."""
    writer.paragraph("专栏1　重点工程", keeps_line=True, is_title=True)
    for thing in writer.draw.some(topic.objects, 2, 2):
        found = goal(writer.draw, topic, horizon, is_stated=True)
        writer.paragraph(f"{thing}提升工程：{sentence(writer.draw, topic)}{writer.say(found)}")


def _safeguards(writer: Writer, styles: tuple[str, ...], number: int) -> None:
    writer.heading(styles[0], number, 0, writer.draw.one(("保障措施", "组织保障", "实施保障")))
    for index, (words, text) in enumerate(writer.draw.some(SAFEGUARDS, 2, 4), 1):
        writer.item(_under_part(styles), index, 1, words, [Sentence(text)], "safeguard")


def _topic(draw: Draw) -> Topic:
    """A field of policy; one that holds a wanted name, if there is one."""
    wanted = [
        topic for topic in TOPICS if any(draw.wants(f"word:{thing}") for thing in (*topic.counted, *topic.levels))
    ]
    return draw.one(wanted or TOPICS)


def plan(draw: Draw) -> Paper:
    """Turn a draw into a plan: 通知, opening, what has been, goals, tasks, safeguards, a table of tasks."""
    topic, place = _topic(draw), draw.one(PLACES)
    title = _title(draw, topic, place)
    writer = Writer(draw, place)
    writer.choose_manner()
    number = issuer = issued = None
    stated = title.words
    has_table = draw.has("part:task_table", 0.25)
    table_title = f"{topic.name}重点任务分工表" if title.is_opinion else f"{title.words}任务分工表"
    if title.is_opinion:
        number, issuer = f"{place.sign}〔{title.horizon.start}〕{draw.number(1, 60)}号", f"{place.name}人民政府"
        writer.paragraph(number, is_title=True)
        writer.paragraph(title.words, is_title=True)
        _address(writer)
    else:
        if draw.has("part:notice", 0.6):
            annex = table_title if has_table and draw.has("part:annex_list", 0.4) else ""
            stated, number, issuer, issued = _notice(writer, title.words, title.horizon.start, annex)
        writer.paragraph(title.words, is_title=True)
    contents_at = len(writer.pieces)
    kind = next(word for word in ("计划", "规划", "方案", "要点", "意见") if word in title.words)
    cited = _opening(writer, topic, f"{'行动' if kind == '计划' else ''}{kind}")
    styles = SCHEMES[draw.kind("outline", tuple(SCHEMES)) or "dun_paren_dot"]
    part = 1
    if draw.has("part:review", 0.3):
        _review(writer, topic, title.horizon, styles, part)
        part += 1
    _goals(writer, topic, title, styles, part)
    _tasks(writer, topic, title.horizon, styles, part + 1)
    if draw.has("part:box", 0.12):
        _box(writer, topic, title.horizon)
    _safeguards(writer, styles, part + 2)
    if draw.has("negative:phone", 0.15):
        writer.paragraph(f"联系人：李青；联系电话：0{draw.number(310, 999)}-{draw.number(2000000, 8999999)}")
    if draw.has("part:contents", 0.08):
        writer.pieces[contents_at:contents_at] = _contents(writer)
    if title.is_opinion:
        issued = _signature(writer, issuer or "", title.horizon.start)
    _imprint(writer, issued)
    if has_table:
        writer.paragraph("附件", keeps_line=True, is_title=True)
        writer.paragraph(table_title, is_title=True)
        found = task_table(draw, topic, place, title.horizon, "附件/")
        writer.sections.extend(found.sections)
        writer.pieces.append(found.table)
        writer.tasks.extend(found.tasks)
    own = TruePlan(title.words, "full_text", *title.period)
    plans = (own, *cited)
    return Paper(writer.pieces, writer.truth("plan", stated, issuer, issued, number, plans))


def measures(draw: Draw) -> Paper:
    """Turn a draw into 若干措施: articles with 【headings】 or numbered parts, money that is paid, rules at the end."""
    topic, place = _topic(draw), draw.one(PLACES)
    year = draw.number(2022, 2026)
    words = f"{place.name}支持{topic.name}高质量发展若干措施"
    writer = Writer(draw, place)
    writer.choose_manner()
    number = issuer = issued = None
    stated = words
    if draw.has("part:notice", 0.7):
        stated, number, issuer, issued = _notice(writer, words, year)
    writer.paragraph(words, is_title=True)
    cited = _opening(writer, topic, "措施")
    form = draw.kind("measures", ("articles", "numbered", "chapters")) or "articles"
    heads = [f"{verb}{thing}" for verb, thing in zip(("支持", "鼓励", "推动", "引导") * 2, topic.objects, strict=False)]
    style, level = ("dun", 0) if form == "numbered" else ("article", 1 if form == "chapters" else 0)
    half = len(heads) // 2
    part_style = draw.one(("dun", "chapter"))
    for index, head in enumerate(heads, 1):
        if form == "chapters" and index in (1, half + 1):
            writer.heading(part_style, 1 if index == 1 else 2, 0, ("产业提升", "服务优化")[index > 1])
        text = [incentive(draw, topic)]
        if draw.chance(0.4):
            text.insert(0, Sentence(sentence(draw, topic)))
        writer.item(
            style,
            index,
            level,
            head,
            [each for each in text if each.text] or [Sentence(sentence(draw, topic))],
            "measure",
        )
    scope = Sentence("本措施适用于在本区域依法登记、信用良好的各类经营主体。")
    until = Sentence(f"本措施自{year}年7月1日起施行，有效期{draw.number(2, 5)}年。")
    writer.item(style, len(heads) + 1, level, "适用范围", [scope], None)
    writer.item(style, len(heads) + 2, level, "附则", [until], None)
    _imprint(writer, issued)
    plans = (TruePlan(words, "full_text", None, None), *cited)
    return Paper(writer.pieces, writer.truth("plan", stated, issuer, issued, number, plans))
