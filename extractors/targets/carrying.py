"""What a sentence says of the things of the sentence before it: 产量达到10万辆；到2026年，达到18万辆.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.changes_and_baselines import NEW_AT_START_RE
from extractors.targets.indicators import SIZE_END_RE, before_number, behind_number, needs_topic, of_thing
from extractors.targets.statements import REACH, Statement, are_joined

_STAGE_RE = re.compile("(?:完工|竣工|开工|剩余|投用|投产|交付)")
# What is done with a thing one after the other: 项目开工390个、竣工437个; 续建安置房50套，新开工10套.
_DEED = "新?开工(?:建设)?|竣工|完工|投产|投用|并网|新建|续建|在建|(?:重新)?修订|废止|新?签约|落地|交付|结案"
_NEXT_DEED_RE = re.compile(f"[，、；](?:其中)?(?P<deed>{_DEED})[约近超了]?")
_OF_THEM_RE = re.compile(f"(?P<what>[^，。；、\\d]{{2,16}})已(?:全部|基本)?(?P<deed>{_DEED})[约近超]?")
_DEED_AT_END_RE, _DEED_AT_START_RE = re.compile(f"(?<=..)(?:{_DEED})$"), re.compile(f"(?:{_DEED})(?=..)")


def next_deed(text: str, previous: Statement | None, statement: Statement) -> str:
    """The name of a number that says of the things just counted what else was done; empty where none does.

    Only in the same measure unit, where the name before begins or ends with a deed itself. Risk: other things that a
    writer did not name again. The example: a province's report, 重大项目开工390个、竣工437个.
    """
    if previous is None or previous.quantity.base_unit != statement.quantity.base_unit:
        return ""
    of_them = _OF_THEM_RE.fullmatch(text, previous.quantity.end, statement.quantity.start)
    if of_them and of_them["what"] == previous.base:
        return of_them["what"] + of_them["deed"]  # 21个安置区已交付8个
    deed = _NEXT_DEED_RE.fullmatch(text, previous.quantity.end, statement.quantity.start)
    if deed is None:
        return ""
    at_end, at_start = _DEED_AT_END_RE.search(previous.base), _DEED_AT_START_RE.match(previous.base)
    if at_end:
        return previous.base[: at_end.start()] + deed["deed"]
    return deed["deed"] + previous.base[at_start.end() :] if at_start else ""


# What is measured next of a thing: (what the name before ends in, what is said now)
_NEXT_SIZES = (
    (re.compile("(?<=..)(?:普惠率|普及率|普及普惠率|毛入园率|毛入学率|巩固率)$"), re.compile("公办率|普惠率|巩固率")),
    (re.compile("(?<=预算)收入$"), re.compile("支出")),
    (re.compile("(?<=..)(?:总产量?|产量)$"), re.compile("(?:平均|亩均)?单产")),
)
_NEXT_SIZE_RE = re.compile("[，、（](?P<own>[\u4e00-\u9fff]{2,6}?)(?:首次)?(?:分别)?(?:达到?|为|超过?|突破)?[约近]?")
_RATE_OF_DEED_RE = re.compile("(?P<deed>[\u4e00-\u9fff]{2})率")


def next_size(text: str, previous: Statement | None, statement: Statement) -> str:
    """The name of a number that says the next of the thing just measured; empty where it has a thing of its own.

    学前教育普惠率93%、公办率62%; 预算收入增长3%、支出突破200亿元; 房屋签约320座（签约率95%）. Deliberately few pairs:
    of other sizes nobody knows where the thing ends and its size begins.
    """
    if previous is None or previous.is_award:
        return ""
    said = _NEXT_SIZE_RE.fullmatch(text, previous.quantity.end, statement.quantity.start)
    if said is None:
        return ""
    rate = _RATE_OF_DEED_RE.fullmatch(said["own"])
    if (
        rate
        and text[previous.quantity.end] == "（"
        and statement.quantity.base_unit == "%"
        and previous.base.endswith(rate["deed"], 1)
    ):
        return previous.base + "率"
    for ending, own in _NEXT_SIZES:
        end = ending.search(previous.base)
        if end and own.fullmatch(said["own"]):
            return previous.base[: end.start()] + said["own"]
    return ""


def carry_on(text: str, kept: Sequence[Statement], earlier: Sequence[Statement]) -> None:
    """Name what a sentence says of the things of the sentence before it: 产量达到10万辆；到2026年，达到18万辆.

    Only where it says no more than a year and a verb before its number, and in the same measure units, one by one.
    Risk: a list in another order.
    """
    own = [s for s in kept if not s.is_award]
    if not own or not earlier or own[0] is not kept[0]:
        return
    chain = [own[0]]
    for statement in own[1:]:
        if not are_joined(text, chain[-1], statement):
            break
        chain.append(statement)
    before = text[max(0, chain[0].clause_start - REACH) : chain[0].quantity.start]
    said, change = before_number(before)
    is_stage = _STAGE_RE.fullmatch(said) is not None and not change
    if (said and not is_stage and not NEW_AT_START_RE.fullmatch(said + change)) or behind_number(
        text[chain[-1].quantity.end :]
    ):
        return
    sources = list(earlier[-len(chain) :])
    if [s.quantity.base_unit for s in sources] != [s.quantity.base_unit for s in chain]:
        return
    for source, statement in zip(sources, chain, strict=True):
        if source.is_award or (change and change not in ("新增", "净增")):
            return
        statement.base, statement.indicator, statement.change = source.base, source.indicator, source.change
        statement.indicator += said if is_stage else ""  # 改造小区60个。已完工52个
        statement.rule = "carried_on"


_FIELD_SIZES = frozenset(["种植面积", "播种面积", "单产", "平均单产", "存栏", "出栏", "采摘面积", "投产面积"])


def carry_whole(kept: Sequence[Statement], earlier: Sequence[Statement]) -> None:
    """Name a bare size behind a semicolon after the thing before it: 油料种植面积2万亩；总产1万吨 → 油料总产.

    Only where the part before ends its name in a size itself, so that what is left is the thing. Stops at the first
    statement that names a thing of its own.
    """
    wholes = (SIZE_END_RE.sub("", source.base) for source in reversed(earlier) if SIZE_END_RE.search(source.base))
    whole = next((words for words in wholes if words and not needs_topic(words)), "")
    current = whole
    for statement in kept if whole else ():
        if statement.is_award or not (needs_topic(statement.base) or statement.base in _FIELD_SIZES):
            return
        own = statement.base
        current = of_thing(whole, own) if own else current
        statement.indicator = current + statement.indicator.removeprefix(own)
        statement.base = current


def carried_new(previous: Statement | None, text: str, statement: Statement) -> str:
    """新建 of 新建蔬菜大棚2000亩、温室500亩 for the second number."""
    if previous is None or previous.clause_start != statement.clause_start:
        return ""
    match = NEW_AT_START_RE.match(_PLACE_AT_START_RE.sub("", previous.indicator))  # 全省新增甲800家、乙300家
    between = text[previous.quantity.end : statement.quantity.start]
    is_list = "、" in between and "，" not in between and _OTHER_WORK_RE.search(between) is None
    return match[0] if match and is_list else ""


_PLACE_AT_START_RE = re.compile("^(?:全[省市县区国州旗]|我[省市县区])")
_OTHER_WORK_RE = re.compile(
    "改造|改建|扩建|修复|续建|提升|治理|优化|维修|创建|打造|培育|再就业|带动|惠及|吸引|[、，]减"
)  # 新建温室5000亩、改造大棚8000亩
