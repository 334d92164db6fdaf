"""Items of an outline that are clauses of the sentence above them: conditions, contents, what is looked at."""

from __future__ import annotations

from collections.abc import Sequence, Set

from extractors import quick_re as re
from extractors.models import Section

# An item that ends so is a clause of the sentence that its parent began, not a task of its own.
_CLAUSE_END = ("；", ";")
# So are the conditions that a head announces: 符合下列要求的…予以保留, 有下列情形之一的
_CONDITIONS_RE = re.compile(
    r"(?:下列|以下)(?:[\u4e00-\u9fff]{0,4})?(?:要求|条件|情形|问题|行为|材料|标准|对象|范围|情况|规定|资料|程序)"
    r"|(?:满足|符合|具备|达到)(?:下列|以下)[^，。；：]{0,16}条件"  # 满足以下总部企业认定条件之一的企业
    # 享受本办法的企业须是下列企业
    r"|(?:享受|申报|申请|适用)本(?:办法|措施|政策|细则|规定)的?[^。；：\n]{0,12}(?:须|应当?|需)"
    r"|包[括含](?:下列|以下)[\u4e00-\u9fff]{0,4}(?:内容|事项|方面)"
)
# A line that the heading fills, without a stop, before the item's text.
_HEADED_RE = re.compile(r"[ \u3000]*\n\s*\S")
# 对…进行检查。重点是： 1.…的执行情况。 2.…情况。: what is looked at, not what is done
_LOOKED_AT_RE = re.compile(r"(?:重点|内容|主要)(?:是|为|包括)[：:]\s*$")
# 资金支出范围主要包括：（一）提升村容村貌；（二）…。: what a noun takes in, each a clause
_RANGES_OVER_RE = re.compile(r"(?:范围|用途|对象|条件|材料|情形)(?:主要)?(?:是|为|包括)[：:]\s*$")
# 按下列标准给予奖励：1.…的，给予…。签约满三年。2.…: measures where any says more than one sentence; else they are bands
_PAID_RE = re.compile(r"按照?(?:下列|以下)标准[^。；]{0,16}(?:奖励|奖补|补助|补贴|资助|扶持|支持)[：:。]\s*$")
# 1.销售额1亿元以上的，奖励5万元；2.…: bands that each say what is paid are items of their own (a task is a leaf)
# where the head begins no sentence for them to go on with: 对内资企业：, …给予奖励。, …。其中：, not …分档给予奖励：
_PAYS_RE = re.compile("给予|予以|奖励?|补[贴助偿]|资助|扶持|贴息|返还|减免|支付|拨付")
_SUM_RE = re.compile(r"\d[^。；\d]{0,6}(?:元|[%％‰])")
_HEAD_ALONE_RE = re.compile(r"[^，。；：:\n]{2,20}")
_GIVES_RE = re.compile("给予|予以|按|[下如]")
# 5.提高安全水平。 above （1）开展培训；（2）…。: a head that closes with its stop is no beginning of their sentence,
# unless it announces conditions (（二）具备下列条件的站点予以保留。)
_WHOLE_HEAD_RE = re.compile(r"[\s　]*[\u4e00-\u9fff“”、]{4,20}。\s*")
# 一、工作要求 ⏎ （一）做好统计工作，按月报送；（二）…: a head of tasks alone on its line begins no sentence
_TASKS_HEAD_RE = re.compile(
    r"[\s　]*[^，。；：:,\n]{0,12}"
    r"(?:任务|措施|举措|职责|分工|(?:主要|重点|工作|具体|实施|整治|推进)(?:工作|内容|要求|安排|行动)"
    r"|(?:奖励|奖补|补[贴助]|资助|扶持|支持|保障)(?:标准|内容|政策|方式))[\s　]*\n\s*"
)
_SHORT_CLAUSE = 12  # characters: 逾期的; 拒报的
# （责任单位：招商局） on a line below the last of them names who carries them all
_LIST_BELOW_RE = re.compile(
    r"\n[ \t　]{0,20}[（(〔［\[](?:责任|牵头|配合)(?:单位|部门)[：:][^\n]{1,400}[）)〕］\]][ \t　。]{0,8}\s*\Z"
)
# 具体履行下列职责：（一）…；（二）…: each is a duty of its own.
# 办公室设在水利局，具体负责：1、…；2.…。: so is each where the verb has its colon.
_DUTIES_RE = re.compile(r"(?:职责(?:如下|是|为)?[：:。]?|(?:具体|主要)负责[：:])\s*$")


# What names who does it is work of its own: 1.新增车位（责任单位：市住建局）；
_HAS_BODIES_RE = re.compile(r"(?:牵头|责任|配合)(?:单位|部门)[：:]|[（(][^（）()\n]{2,80}(?:牵头|负责|配合)[）)]")


def enumerated_clauses(view: str, sections: Sequence[Section], not_numbered: Set[str]) -> frozenset[int]:
    """Find the items that are clauses of the sentence their head begins, with all below them, as indices.

    Takes the Simplified view, the sections, and the styles of those that are no items (annexes, boxes). Matches items
    that end in ；, and the conditions that a head announces. Deliberately not duties (具体履行下列职责：…), which are
    items of their own, and items whose heading fills a line (给予奖励：/（一）增量奖励/对…). Risk: a plan whose
    items all end in ；.
    """
    children: dict[int, list[int]] = {}
    for index, section in enumerate(sections):
        if section.parent is not None and section.style not in not_numbered:
            children.setdefault(section.parent, []).append(index)
    found: set[int] = set()
    for head in sorted(children):
        below = children[head]
        if head in found or _are_clauses(view, sections, head, below):
            found.update(below)
    return frozenset(found)


def _are_clauses(view: str, sections: Sequence[Section], head: int, below: Sequence[int]) -> bool:
    ends = [sections[child].span.of(view).rstrip()[-1:] for child in below[:-1]]
    opening = view[sections[head].label_span.end : sections[below[0]].span.start]
    if any(_HAS_BODIES_RE.search(_LIST_BELOW_RE.sub("", sections[child].span.of(view))) for child in below):
        return False
    if _PAID_RE.search(opening) and any("。" in sections[i].span.of(view).rstrip()[:-1] for i in below):
        return False
    if _begins_no_sentence(opening) and all(_pays(sections[i].span.of(view)) for i in below):
        return False
    if _DUTIES_RE.search(opening) or any(_HEADED_RE.match(view, *_behind_heading(sections[i])) for i in below):
        return False
    conditions = _CONDITIONS_RE.search(opening) is not None
    if _WHOLE_HEAD_RE.fullmatch(opening) and not conditions:
        return False
    items = [sections[i].span.of(view).rstrip(" 　\r\n。；;") for i in below]
    if _TASKS_HEAD_RE.fullmatch(opening) and all(len(i) > _SHORT_CLAUSE and not i.endswith("的") for i in items):
        return False
    if _LOOKED_AT_RE.search(opening) and not _RANGES_OVER_RE.search(opening):
        return all(item.endswith("情况") for item in items)
    return bool(ends) and (conditions or all(end in _CLAUSE_END for end in ends))


def _behind_heading(section: Section) -> tuple[int, int]:
    return section.heading_span.end, section.span.end


def _begins_no_sentence(opening: str) -> bool:
    """True for what stands before items and leaves them nothing to go on with: a full sentence, a noun, 其中：."""
    words = opening.strip(" 　\t\r\n").rstrip("：:")
    if words.endswith(("。", "。其中")):
        return True
    return _HEAD_ALONE_RE.fullmatch(words) is not None and _GIVES_RE.search(words) is None


def _pays(item: str) -> bool:
    return _PAYS_RE.search(item) is not None and _SUM_RE.search(item) is not None
