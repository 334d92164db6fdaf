"""Brackets that list bodies without saying a role: by where they stand and by what stands in them.

（市文旅局、市交通局，各县区政府） at the end of an item, or behind its heading, that holds nothing but bodies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors import quick_re as re
from extractors.models import Span, UnitMention
from extractors.tasks.list_borders import ends_item, follows_figure
from extractors.tasks.unit_lists import ends_as_body, parse_unit_list
from extractors.tasks.unit_roles import PREFIX_COLON_RE

# What may stand in a list beside bodies: separators, parts, manners, and by when.
_BESIDE_RE = re.compile(
    r"""
    (?: [\s　、，,；;.。:：/及和与由并且为★☆▲△※＊*] | 以及 | (?:牵头|责任|配合|协办|参与|承办)(?:单位|部门)
    | (?:以上|[此该本])?(?:各?项)?(?:任务|工作|事项|措施|政策)?(?:具体)?(?=由)
    | 等\d*个?(?:国务院|中央)?(?:有关|相关|各|市级|省级|区级|县级)*(?:部门|单位|地区|企业|机构)?
    | (?:根据|按照?|依据|依)?(?:各自)?(?:职责|职能|责任|任务)(?:范围|权限|和分工)?(?:分工)?(?:范围内)?
    | 按(?:各自)?分工 | 分别 | 共同 | 联合 | 分工 | 分头 | 具体 | 各自 | 协同 | 统筹
    | 牵头 | 会同 | 负责 | 配合 | 参与 | 参加 | 协助 | 支持 | 主办 | 协办 | 组织 | 实施 | 落实 | 推进 | 指导
    | 承担 | 承办 | 主责
    | (?:[列排](?:名|在)?)?第一位?(?:的|者)*(?:单位|部门)?为牵头(?:单位|部门|科室|处室) | 下同
    | (?:完成)?时限 | 长期(?:坚持|推进|实施)? | (?:常态化?)?(?:持续)?(?:推进|开展|实施) | 常态化 | 全年 | 按年度
    | 每(?:半?年|季度?|月|周) | 第?[一二三四1-4]季度(?:底|末)?(?:之?前)?(?:完成)? | 20\d\d年?[-—–至~～]{1,2}20\d\d年
    # 县委副书记李青牵头
    | [\u4e00-\u9fff]{0,6}?(?:[省市县区州镇乡]长|书记|主任|局长|主席)[\u4e00-\u9fff]{0,3}?(?=牵头|负责|落实|[，,；;])
    # 2026年开始，3年内完成, 即日起至6月底, 年内取得实质性进展
    | (?:自|从|力争|确保|到|至|于|在){0,2}
      (?:20\d\d年|\d{1,2}月|\d{1,2}(?:年|个月)内|年[底内]|全年|即日|[上下]半年)[^、，,；;。（）()]{0,14}
    | (?:\d{4}年)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:年?底|末|上半年|下半年|[一二三四]季度)?(?:之?前)?(?:完成)?
    )*+
    """,
    re.VERBOSE,
)
# In a bracket without a role: an office by its last word, or any body by its level or class.
_OFFICE_RE = re.compile(
    r"..(?:局|委|办|厅|部|署|政府|管委会|委员会|办公室|街道|办事处|总队|支队|大队|法院|检察院|公司|集团|中心|支行|分行|分局)$"
    r"|(?:研究|教科|科研|派出|监督|检验|检测)所$|^[省市区县州](?:(?:人民)?政府|管委会|委|法院|检察院)$"
    # 区农业局渔业处: a part of an office, with its name before it
    r"|[局委厅部][\u4e00-\u9fff]{2,6}[处科室]$"
    # mass organisations and councils, which end as no office does
    r"|^[省市区县州旗盟](?:总工会|工商联|妇联|残联|文联|科协|社联|社科联|侨联|贸促会|红十字会|供销社|人大|政协)$"
)
# 云岭县、平湖县、石泉县人民政府: places share the last word of the last
_GOVERNMENT_RE = re.compile(r"[省市县区州旗镇乡](?:人民政府|政府)$")
_PLACE_RE = re.compile(r"[市县区州旗镇乡](?:人民政府|政府|管委会)?$")
_ASIDE_RE = re.compile(r"(?<=[局委办厅])[（(][^（）()]{2,20}[）)]$")
_TOWNSHIP_RE = re.compile(r"[\u4e00-\u9fff]{2,6}(?:街道|镇|乡)")
_LEVEL_RE = re.compile(r"^(?:[省市县区州盟旗镇乡](?!级)|各|国家|全国|中央|国务院|自治区|有关|相关|团[省市县区]委)")
# 各街镇、区属国企: classes of bodies
_CLASS_ONLY_RE = re.compile(
    r"(?:各|有关|相关|[省市区县州镇]属|[省市区县州]直|[省市区县州]级(?=各|有关|相关)|驻[省市区县州])[\u4e00-\u9fff]{0,8}?(?:[（(][^（）()]{1,8}[）)])?"
    r"(?:单位|部门|街镇|镇街|街道|乡镇|[乡镇县区市州]|园区|开发区|功能区|国企|国有企业|集团|平台公司)(?:[（(][^（）()]{1,8}[）)])?|[省市区县州]属(?:各|有关|国有)?企业"
    r"|各[县市区州旗][（(][^（）()]{1,8}[）)](?:人民政府)?"
)
# 思政科, 基教科室, 办公室: parts of the office itself, in its own plan; not 神经外科, 重点学科
_INNER_RE = re.compile(
    r"[\u4e00-\u9fff]{1,6}(?<![内外学专本百儿妇产骨眼])科(?:室)?|[\u4e00-\u9fff]{2,6}处|[\u4e00-\u9fff]{2,8}办"
    r"|[\u4e00-\u9fff]{1,7}(?<![公寿])司"  # 规划司, of a ministry
    r"|[\u4e00-\u9fff]{0,6}办公室|[\u4e00-\u9fff]{2,6}(?:督导室|中心)|督导室"
    r"|机关(?:党委|纪委|工会|团委)(?:[（(][\u4e00-\u9fff]{2,8}[）)])?"
)
_EXPLAINS_RE = re.compile(r"^(?:以下(?:简|统)?称|统称|含|包括|不含|如|即|原|简称|下称|涉及|除)")
# 组建市大数据局（市数据局）, 有关部门（市教育局、市公安局）: another name, or an explanation
_EXPLAINED_RE = re.compile(r"(?:局|委|办|厅|会|院|署|中心|公司|集团|政府|机构|单位|部门|组织|成员|[（(、])$")


def bare_brackets(view: str, span: Span, brackets: Sequence[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Those of the brackets of an item that may list bodies without a role: what closes a line, or follows the heading
    or a full stop.

    Deliberately not one inside a sentence (会同有关部门（市教育局、市公安局）开展检查), and not one behind the name of
    a body, which gives its other name. Risk: a place of work in brackets at the end of an item. The example:
    完善停车设施。（市文旅局、市交通局，各县区政府）: listed without a role.
    """
    for match in brackets:
        before = view[max(span.start, match.start() - 4) : match.start()].rstrip(" 　")
        behind = view[match.end() : min(span.end, match.end() + 4)].lstrip("。；; 　")
        opens = not before.strip("。：:\n") or before.endswith(("。", "；", "\n"))
        if opens or ((not behind or behind.startswith("\n")) and not _EXPLAINED_RE.search(before)):
            yield match


def inside_of(bracket: re.Match[str]) -> Span:
    """What stands between the marks of a bracket."""
    return Span(*bracket.span("round" if bracket["round"] else "square"))


def bodies_in(view: str, bracket: re.Match[str]) -> tuple[UnitMention, ...]:
    """The bodies of a bracket that says no role and holds nothing else; none where it holds anything more."""
    inside = inside_of(bracket)
    mentions = parse_unit_list(view, inside)
    ends = ends_item(view, bracket) or follows_figure(view, bracket, mentions)
    is_said = says_offices(mentions) or (ends and (_says_classes(mentions) or _says_inner(mentions)))
    return mentions if mentions and is_said and holds_only(view, inside, mentions) else ()


def _says_classes(mentions: Sequence[UnitMention]) -> bool:
    """True where all are classes of bodies (各街镇、区属国企) or townships. Not kinds of actors (企业、高校)."""
    names = [mention.as_written for mention in mentions]
    return all(map(_CLASS_ONLY_RE.fullmatch, names)) or all(map(_TOWNSHIP_RE.fullmatch, names))


def _says_inner(mentions: Sequence[UnitMention]) -> bool:
    """True where all are parts of an office, or offices and bodies with their level beside at least one such part."""
    names = [mention.as_written for mention in mentions]
    inner = [name for name in names if _INNER_RE.fullmatch(name)]
    return bool(inner) and all(
        name in inner or _LEVEL_RE.match(name) or _OFFICE_RE.search(name) or name.endswith("单位") for name in names
    )


def says_offices(mentions: Sequence[UnitMention]) -> bool:
    """True where an office is among bodies of which one has its level or class (市文旅局), or all are offices."""
    names = [mention.as_written for mention in mentions]
    if any((len(name) < 3 and not _CLASS_ONLY_RE.fullmatch(name)) or _EXPLAINS_RE.match(name) for name in names):
        return False  # 各镇 is a class in two characters
    names = [_ASIDE_RE.sub("", name) for name in names]  # 市住建局（房管中心）
    if any(map(_GOVERNMENT_RE.search, names)) and all(map(_PLACE_RE.search, names)):
        return True
    return any(map(_OFFICE_RE.search, names)) and (
        any(map(_LEVEL_RE.match, names)) or all(map(_OFFICE_RE.search, names))
    )


def holds_only(view: str, place: Span, mentions: Sequence[UnitMention]) -> bool:
    """True where nothing stands in a place but bodies, their parts, separators and a date."""
    position = place.start
    beside: list[str] = []
    for mention in mentions:
        beside.append(view[position : mention.span.start])
        position = mention.span.end
    beside.append(view[position : place.end])
    names = [mention.as_written for mention in mentions]
    return all(ends_as_body(name) or _CLASS_ONLY_RE.fullmatch(name) for name in names) and all(
        _BESIDE_RE.fullmatch(PREFIX_COLON_RE.sub("", words)) for words in beside
    )
