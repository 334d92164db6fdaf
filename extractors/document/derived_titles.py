"""Titles of documents that state none, made of their own words: of an announced annex, a stated purpose, a lead.

A derived title is marked as such (`title_basis`). A document whose text supports none keeps none.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.document.genres import SPOKEN_FOR_RE
from extractors.document.heads import Line
from extractors.document.places import level_spoken_for, places_in, ranked_places
from extractors.document.titles import is_plan_family
from extractors.models import Genre

# Names that a title of an attached table adds to the plan's own: …行动计划任务分工表.
_TABLE_WORDS_RE = re.compile(r"(?:重点)?(?:任务分工表|分工表|任务分解表|责任清单|任务清单|任务分工|重点任务清单)$")
_ANNEX_TITLE_RE = re.compile(r"^附[件表]\s*+\d{0,2}\s*+[:：]?\s*+\d{0,2}[.．、]?\s*+(?P<title>\S.*)$")
_ANNOUNCED_RE = re.compile(
    r"(?<![\u4e00-\u9fff\d、])(?P<who>(?:[\u4e00-\u9fff]{2,20}、){0,12}"
    r"(?:[\u4e00-\u9fff]{2,16}等\d{1,2}个?部门|[\u4e00-\u9fff]{2,20}?))"
    r"(?:近日|日前)?(?:方面)?(?P<how>(?:联合)?(?:正式)?(?:对外)?)(?P<verb>发布|印发|下发|颁布|出台|公布|启动)了?(?P<what>《[^《》]{4,80}》)"
)
# …，加快提升制造业创新能力，…，特制订本行动计划: the purpose is the title's matter, what is made is its kind
_MADE_RE = re.compile(
    r"(?P<purpose>[^。；\n]{4,300})[，,](?:(?:特)?制[定订](?:了)?本(?P<kind>(?:行动|实施|工作)?(?:计划|方案|规划|意见|要点)|若干措施|措施)"
    r"|(?:现|特|经研究，?)?(?:提出|制[定订])(?:如下|以下)(?P<told>(?:实施|指导)?意见|若干(?:政策)?措施|措施|实施细则))"
)
_AT_HOME_RE = re.compile(r"^进一步|[全我本][省市县区州旗]")  # 进一步促进全省…: words that a title leaves out
# What a purpose says before it comes to its matter: by whose order, in which spirit, on which basis
_ON_WHAT_BASIS_RE = re.compile(r"^(?:为|贯彻|落实|认真|深入|全面贯彻|结合|根据|按照|依据|以|经|现|围绕|坚持|对照)")
_MATTER_RE = re.compile(
    r"^(?:进一步|持续|切实|大力|积极)?(?:加快|推进|推动|促进|提升|提高|加强|强化|深化|优化|发展|建设|打造|培育|规范|完善)"
)
_FOR_RE = re.compile(r"^为了?(?!落实|贯彻|全面贯彻|深入贯彻)")
# 现就做好机关节能工作有关事项通知如下
_NOTIFIED_RE = re.compile(
    r"现[就将对](?!有关|相关)(?P<what>[^。；，、：\n]{4,60}?)(?:的|工作的)?(?:有关|相关)(?:工作)?(?:事项|要求|事宜|问题|情况|工作)?(?:紧急)?(?P<kind>通知|通告|公告|通报)如下"
)
# 决定在全县开展森林火灾隐患集中整治工作，现将有关事项通知如下
_DECIDED_RE = re.compile(
    r"(?:研究决定|决定|定于[^。；，\n]{2,20}?|拟)(?P<what>(?:[在对][^。；，\n]{1,20}?)?(?:组织)?(?:开展|举办|召开|成立|实施|组织|启动|调整)[^。；，\n]{3,50}?)"
    r"[，。][^。\n]{0,20}?(?P<kind>通知|通告|公告|通报)如下"
)
# 国新办举行国务院政策例行吹风会，介绍…有关情况
_MET_RE = re.compile(
    r"(?:^|[。，\s　])(?P<what>[\u4e00-\u9fff]{2,14}?(?:举行|召开|举办)(?:了)?[\u4e00-\u9fff“”]{0,24}?"
    r"(?:发布会|吹风会|通气会)(?:，(?:介绍|解读|发布)[^。，；\n]{2,40})?)"
)
# 一、《意见》出台的背景是什么？
_ASKED_RE = re.compile(r"(?:[一二三1][、.．])?[\s　]*(?:问[:：])?《(?P<kind>[\u4e00-\u9fff]{2,6})》[^。\n]{2,40}[？?]")
_MARKED_RE = re.compile(r"《(?P<title>[^《》\n]{6,120})》")
_ALIAS_REACH = 20  # characters behind a title in which it is given its short name
_SHORTEST_MATTER = 4
_OPENING = 600  # characters in which a text says what it is
_LONGEST_MATTER = 24  # characters; 促进工业数字化转型 has nine


# 日前，某部负责人就《条例》的有关问题回答了记者提问
_ANSWERED_RE = re.compile(
    r"(?:^|[，。\s　])(?P<what>[^，。\s　]{2,24}负责人就[^，。]{2,40}?(?:回答了?记者的?提问|答记者问))"
)


def derived_title(lines: Sequence[Line], view: str, genre: Genre) -> str | None:
    """Turn what a document says into a title for it; None where it says nothing that could be one.

    News: which document their questions are on, who published which plan, who met the press. Notices: what they say
    they notify of, or what was decided. Plans: the title of the table that they announce as an annex, else the purpose
    for which they say they are made. The place that the document speaks for is put before a title that names none.
    """
    if genre == "news":
        return _of_questions(lines) or _of_news(lines)
    if genre == "notice":
        return _of_notice(lines)
    if genre == "work_report":
        return _of_report(lines)
    if genre not in ("plan", "task_table"):
        return None
    return (
        _of_annex(lines, view)
        or _of_making(lines)
        or _of_subject(lines)
        or _of_details(lines)
        or _of_purpose(lines, view)
    )


# 现就推进科技创新工程提出以下实施意见: what it is on, and what it lays down
_SUBJECT_RE = re.compile(
    r"(?:^|[，。])(?:现)?就(?P<what>(?!有关|相关|做好有关)[^，。；、：:（）()]{4,36}?)"
    r"(?:（[^（）]{2,20}）)?(?:有关(?:问题|工作|事项))?[，,]?(?:提出|制[定订])(?:如下|以下)(?P<kind>(?:实施|指导|若干)?意见|若干(?:政策)?措施|政策措施|(?:实施|工作)方案)"
)


def _of_subject(lines: Sequence[Line]) -> str | None:
    for line in lines[:6]:
        match = _SUBJECT_RE.search(line.view.replace(",", "，").replace("(", "（").replace(")", "）"))
        if match:
            return f"关于{line.text[slice(*match.span('what'))]}的{line.text[slice(*match.span('kind'))]}"
    return None


# 结合实际，制定青山市2022年乡村振兴工作要点。: what the opening says is made; not 制定本要点, 制定实施方案
_MAKING_RE = re.compile(
    r"(?:^|[，。])[^，。《》]{0,8}?制[定订](?:了)?《?(?P<title>[^，。；：《》本]{6,60}?"
    r"(?:工作要点|行动计划|工作计划|实施方案|工作方案|行动方案|实施意见|规划))》?[。：:]"
)


# 根据《青山新区促进总部经济发展扶持办法》，为便于实施，制订本实施细则: rules on rules are called by them
_DETAILS_RE = re.compile(
    r"根据《(?P<rules>[^《》\n]{6,60}(?:办法|规定|条例|措施|政策|意见))》[^《》。\n]{0,120}?制[定订]本(?P<kind>(?:实施|操作)?细则)"
)


def _of_details(lines: Sequence[Line]) -> str | None:
    """《…办法》实施细则, of rules whose opening names the one document that they lay out; None where it names more."""
    for line in lines[:6]:
        match = _DETAILS_RE.search(line.view)
        if match:
            rules, kind = (line.text[slice(*match.span(group))] for group in ("rules", "kind"))
            return f"《{rules}》{kind}"
    return None


_OF_PLACE_RE = re.compile(r"[\u4e00-\u9fff]{1,8}[省市区县州旗盟](?![场级属政])")


# 提出推动敬老院高质量发展十条措施如下：
_AS_FOLLOWS_RE = re.compile(
    r"(?:提出|制[定订])(?P<title>[^，。；：《》本\n]{6,40}?(?:意见|措施|方案|计划|举措))如下[：:。]"
)


def _of_making(lines: Sequence[Line]) -> str | None:
    for line in lines[:4]:
        words = line.view.replace(",", "，").replace(":", "：")
        match = _MAKING_RE.search(words)
        if match and (places_in(match["title"]) or _OF_PLACE_RE.match(match["title"])):
            return line.text[slice(*match.span("title"))]
        if match := _AS_FOLLOWS_RE.search(words):
            return line.text[slice(*match.span("title"))]
    return None


def _of_report(lines: Sequence[Line]) -> str | None:
    for line in lines[:6]:
        spoken = SPOKEN_FOR_RE.search(line.view)
        if spoken:
            return f"{line.text[slice(*spoken.span('body'))].removesuffix('人民政府')}政府工作报告"
    return None


# 2月10日上午，青山县第十七届人民代表大会第二次会议在青山剧院开幕。: what took place
_TOOK_PLACE_RE = re.compile(
    r"[\s　|]*(?:(?:19|20)\d\d年)?\d{1,2}月\d{1,2}日(?:[上下]午|晚上?|上午|中午)?[，,]?"
    r"(?P<what>[^，。；,;]{2,40}?(?:开幕|闭幕|(?:召开|举行|举办|开展|调研|考察|走访|慰问|会见|督导|视察)[^，。；,;]{0,30}))(?=[，。；,;])"
)
# 新华社北京9月9日电 题：开展试点将更大力度利企便民 新华社记者 甲某: what an agency heads its report with
_HEADED_RE = re.compile(r"电[\s　]{0,3}题[：:][\s　]{0,3}(?P<what>[^。；：:\n]{6,40}?)(?:新华社|中新社|本报|本网)?记者")


def _of_news(lines: Sequence[Line]) -> str | None:
    for line in lines[:2]:
        if headed := _HEADED_RE.search(line.view, 0, _OPENING):
            return line.text[slice(*headed.span("what"))].strip()
        match = _ANSWERED_RE.search(line.view, 0, _OPENING)
        if match:
            return line.text[slice(*match.span("what"))]
    for line in lines[:6]:
        match = _ANNOUNCED_RE.search(line.view)
        if match:
            return "".join(line.text[slice(*match.span(group))] for group in ("who", "how", "verb", "what"))
        match = _MET_RE.search(line.view) or _TOOK_PLACE_RE.match(line.view)
        if match:
            return line.text[slice(*match.span("what"))]
    return None


def _of_questions(lines: Sequence[Line]) -> str | None:
    """《…的意见》解读, where the heads ask on 《意见》 and the text names one document of that kind in full."""
    asked = _ASKED_RE.match(lines[0].view) if lines else None
    if asked is None:
        return None
    for line in lines:
        for match in _MARKED_RE.finditer(line.view):
            title = match["title"]
            if title.endswith(asked["kind"]) and len(title) > len(asked["kind"]) + _SHORTEST_MATTER:
                named = line.view[match.end() : match.end() + _ALIAS_REACH]
                if f"称《{asked['kind']}》" in named or not _is_renamed(lines, asked["kind"]):
                    return f"《{line.text[slice(*match.span('title'))]}》解读"
    return None


def _is_renamed(lines: Sequence[Line], kind: str) -> bool:
    return any(f"称《{kind}》" in line.view for line in lines)


def _of_notice(lines: Sequence[Line]) -> str | None:
    for line in lines[:8]:
        for pattern in (_NOTIFIED_RE, _DECIDED_RE):
            match = pattern.search(line.view)
            if match and len(match["what"]) >= _SHORTEST_MATTER:
                return f"关于{line.text[slice(*match.span('what'))]}的{match['kind']}"
    return None


def _of_annex(lines: Sequence[Line], view: str) -> str | None:
    for line in reversed(lines):
        match = _ANNEX_TITLE_RE.match(line.view)
        if match is None or not _TABLE_WORDS_RE.search(match["title"]):
            continue
        title = _TABLE_WORDS_RE.sub("", match["title"]).strip()
        if is_plan_family(title):
            start = match.start("title")
            return _placed(line.text[start : start + len(title)], title, view)
    return None


def _of_purpose(lines: Sequence[Line], view: str) -> str | None:
    for line in lines[:12]:
        match = _MADE_RE.search(line.view)
        if match is None:
            continue
        clauses = list(re.finditer(r"[^，,]+", match["purpose"]))
        # 有效应对下行压力，进一步促进全省经济发展，现提出以下意见: what is promoted last is what the text is on
        for clause in clauses if match["kind"] else reversed(clauses):
            words = clause.group().strip()
            words = words if match["kind"] else _FOR_RE.sub("", words)
            if _ON_WHAT_BASIS_RE.match(words) or not _MATTER_RE.match(words) or len(words) > _LONGEST_MATTER:
                continue
            start = match.start("purpose") + clause.start()
            written = line.text[start : start + len(clause.group())].strip()
            written = written[len(written) - len(words) :]  # 为加快推进蜂业发展，现提出以下意见
            kind = "kind" if match["kind"] else "told"
            if kind == "told":
                written = _AT_HOME_RE.sub("", written)
            return _placed(
                written + ("的" if kind == "told" else "") + line.text[slice(*match.span(kind))], words, view
            )
    return None


# 为促进全县教育发展，根据《岭西省教育方案》，制定本计划: the county's plan, not the province's
_CITED_RE = re.compile(r"《[^《》\n]{1,120}》")


def _placed(title: str, words: str, view: str) -> str:
    """Put the place that the document speaks for before a title that names none.

    Deliberately not a place that it only cites, nor one of another level than it speaks for (全县, and a city's name).
    """
    if places_in(words):
        return title
    own = _CITED_RE.sub("", view)
    tails = level_spoken_for(own)
    place = next((place for place in ranked_places(own) if not tails or place[-1] in tails), "")
    return f"{place}{title}"
