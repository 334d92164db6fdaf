"""Awards by as few words as tell them apart: 年投资500万元以上的花椒加工企业奖励 → 花椒加工企业奖励.

What a taker must measure, and what bars others, is a condition of the award and no part of what it is called, as
readers call it, as long as a noun is left that says who they are and no other award of the document is called the same:
of 面积100亩以上的基地奖励 and 面积500亩以上的基地奖励 each keeps its size. Deliberately kept: what the taker has done
or won (新认定的, 获得…的, 首次达到…的), its rank, and all conditions of a noun that says nothing alone (企业奖励).
Risk: a size that is part of a name (千亿级的产业集群); those have no bound word.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.models import TargetRecord
from extractors.targets.award_names import TAKER_RE, joined
from extractors.targets.awards import AWARD_WORDS
from extractors.targets.indicators import strip_lead

_WORDS = "奖励|奖补|补贴|补助|资助|扶持|贴息|奖金|津贴|支持|激励|安家费|经费|资金"
_SHARE_RE = re.compile(rf"(?P<whose>[^占]{{2,120}}(?:{_WORDS}))(?P<of>占[^占]{{2,60}}的比例)")
_ASIDE_RE = re.compile("（[^（）]{5,}）")
# What a taker must measure: 营业收入达到1亿元, 面积100亩以上, 运营满一年.
_MEASURED_RE = re.compile(
    r"\d[^，、的]{0,12}以[上下内]|(?:达到?|超过?|不低于|不少于|低于|高于|大于|满|突破)[^，、的\d]{0,6}[\d一二两三四五六十半]"
    r"|符合[^，、的]{0,12}(?:条件|要求|规定)|^符合本|满足[^，、的]{0,12}(?:条件|之一)|正常(?:经营|运营)|连续[^，、的]{0,8}年"
)
_AND_RE = re.compile("、?(?:并且|且|并|或者|或)")
_OF_WORDS_RE = re.compile(
    rf"(?:每[^，每]{{1,10}}|单[个家项户][^，]{{0,4}}|一次性|[前后第][一二两三四五\d]年|最高|{_WORDS}|金额|比例|标准){{1,8}}$"
)
_SAYS_NOTHING_RE = re.compile(
    ".{0,3}|[^的]{0,6}部分|(?:区内|用人|经营|产业|中介|科技|创业|运营|园区)*(?:企业|单位|机构|项目|个人|团队|人才|人员|平台|基地|组织|主体|园区|公司|农户|法人)"
)


def brief_name(name: str) -> str:
    """Turn the name of an award into one without what its takers must measure.

    >>> brief_name("年投资500万元以上且运营满一年的花椒加工企业奖励"), brief_name("新获评的四星级饭店奖励")
    ('花椒加工企业奖励', '新获评的四星级饭店奖励')
    >>> brief_name("投资500万元以上的企业奖励")
    '投资500万元以上的企业奖励'
    """
    share = _SHARE_RE.fullmatch(name)
    whose, of = (share["whose"], share["of"]) if share else (name, "")
    whose = _SAID_BEFORE_RE.sub("", whose)
    whose = _EXAMPLES_RE.sub("等", _LEAD_RE.sub("", _ASIDE_RE.sub("", whose)))
    *conditions, last = whose.split("的")
    if conditions and not _SAYS_NOTHING_RE.fullmatch(_OF_WORDS_RE.sub("", last)):
        whose = "的".join([*filter(None, map(_unmeasured, conditions)), last])
    return whose + of


_SAID_BEFORE_RE = re.compile("^(?:上述|前述|以上)(?=[^\\d].{2})")
# Where and when all of them are, and what all of them are: 其上一年度在我区…, 符合条件的.
_LEAD_RE = re.compile(
    "^(?:或者?|其(?![中他它余])|符合(?:条件|规定|要求)的|上一?年度|当年度?|政策有效期内|在(?:我|本)[省市县区](?:内|范围内)?(?:(?:注册|落户|登记)的)?|本部|(?:[一二两三]家)?企业(?=投资|参加|开展|实施|购置|购买|租用))+(?=.{6})"
)
# 甲中心、乙中心、丙基地等载体: the first of the examples stands for them.
_EXAMPLES_RE = re.compile("(?<=[^，、的])(?:、[^，、的]{2,20}?){2,12}(?<!高)等(?![级次奖])")


def _unmeasured(condition: str) -> str:
    if "首次" in condition or not _MEASURED_RE.search(condition):
        return condition
    first = _AND_RE.split(condition)[0]
    return "" if _MEASURED_RE.search(first) else first


def brief_awards(records: Sequence[TargetRecord]) -> list[TargetRecord]:
    """Turn the records of a document into the same with brief names of awards, where no two of it become one."""
    records = _with_what_is_measured(records)
    full: dict[str, set[str]] = {}
    for record in records:
        if record.rule.startswith("award"):
            full.setdefault(brief_name(record.indicator), set()).add(record.indicator)
    named = []
    for record in records:
        brief = brief_name(record.indicator) if record.rule.startswith("award") else ""
        is_alone = len(full.get(brief, ())) == 1
        named.append(replace(record, indicator=brief) if is_alone and brief else record)
    return named


# 超过5000万元的奖励, behind 年研发投入首次超过1000万元的奖励: of the same takings
_BARE_BOUND_RE = re.compile(r"(?:首次)?(?:超过|达到?|突破|满|高于)(?=\d)")
_BOUND_OF_RE = re.compile(r"(?P<what>[^，、的\d]{2,16}?)(?:首次)?(?:超过|达到?|突破|满|高于)\d")


def _with_what_is_measured(records: Sequence[TargetRecord]) -> list[TargetRecord]:
    """Give awards whose condition is a bound alone what the award before them in their section has measured."""
    found: list[TargetRecord] = []
    for record in records:
        before = found[-1] if found else None
        is_award = record.rule.startswith("award") and _BARE_BOUND_RE.match(record.indicator) is not None
        if is_award and before is not None and before.rule.startswith("award") and before.section == record.section:
            measured = _BOUND_OF_RE.match(before.indicator)
            if measured:
                record = replace(record, indicator=measured["what"] + record.indicator)
        found.append(record)
    return found


# What the heading of its article adds to an award that does not say whom it goes to.
_BARE_AWARD_RE = re.compile(rf"(?:{AWARD_WORDS}){{1,2}}(?:占.+的比例|比例|标准|总额)?(?:{AWARD_WORDS})?")
_LONG_HEADING = 24  # characters: a heading that long is a sentence


_DOES_RE = re.compile(
    "对|支持|鼓励|激励|培育|壮大|引[进育导]|招引|打造|建设|建立|加[快强大]|促进|推[动进]|做[强大优]|扶持|强化|完善|提[升高]|发展(?!的)|优化|规范|服务|健全|设立"
)


def taker_in(heading: str) -> str:
    """The noun of a heading that names those whom the awards below it go to, "" where it says more or other.

    >>> taker_in("股权投资企业。"), taker_in("支持科技企业"), taker_in("提升能级")
    ('股权投资企业', '', '')
    """
    words = heading.rstrip("。：")
    return words if TAKER_RE.fullmatch(words) and not _DOES_RE.match(words) else ""


def under_heading(indicator: str, heading: str) -> str:
    """Turn the name of an award that says not whom it goes to into one that its heading completes.

    >>> under_heading("补助占项目总投资额的比例", "打造标杆应用场景")
    '标杆应用场景补助占项目总投资额的比例'
    >>> under_heading("电影每部奖励", "支持电影创作"), under_heading("奖励", "高企落户奖励")
    ('电影每部奖励', '高企落户奖励')
    """
    if not _BARE_AWARD_RE.fullmatch(indicator) or len(heading) > _LONG_HEADING:
        return indicator
    return joined(strip_lead(heading) or heading, indicator)
