"""The words that say which part a body has in a task: before its name (牵头单位：…) and behind it (…牵头)."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Role

# Words before a colon, by what they mean. 主办/协办 and 主责 are used in replies and lists of duties.
_PREFIXES: tuple[tuple[Role, str], ...] = (
    (
        "lead",
        r"(?:第一)?牵头(?:考核|责任|负责|组织|实施|落实|推进|和责任)?(?:[省市县区州]直)?(?:单位|部门|地区|处室|科室|领导|人)?|主办(?:单位|部门)?|总牵头(?:单位)?|主责(?:单位|部门)?|(?:行业|业务)?主管(?:单位|部门)|组织(?:单位|部门)",
    ),
    (
        "support",
        r"(?:(?:技术|要素)?支撑|配合|参与|参加|协助|协同|协办|支持|协作)(?:责任|负责|落实|实施|考核)?(?:单位|部门|地区|处室|科室)?|会办(?:单位|部门)?",
    ),
    (
        "responsible",
        r"(?:第一)?(?:责任|负责|承担|承办|落实|实施|执行|主要责任|工作责任|任务承担|责任落实|成员|具体责任|分工|指导|推进|建设|监管|督办|督导|包保|包抓|项目实施)(?:单位|部门|主体|地区|处室|人|科室)(?:及(?:分工|责任人)|[、和及](?:单位|部门|处室|科室))?|责任(?:县市区|市县|县区|区县|乡镇|镇街|街镇|县?[（(](?:[市县][、,])?区[）)])|责任|(?:任务|责任|职责)?分工",
    ),
)
PREFIX_RE = re.compile("|".join(f"(?P<{role}>{pattern})" for role, pattern in _PREFIXES))
# 市级责任单位：…；县级责任单位：…: the level stands before the role
PREFIX_COLON_RE = re.compile(
    rf"(?:[省市县区州]级|本级|其[他它])?(?P<prefix>{'|'.join(pattern for _, pattern in _PREFIXES)})[\s　]*[:：]"
)
# How each of these ends, and how long it is at most, its blanks apart.
PREFIX_END_RE = re.compile(r"[头核任责织施实进位门区县镇街）)室导人办撑合与加助同持作体工][\s　]*[：:]")
PREFIX_LONGEST = 24

# …等有关部门按职责分工负责: what may stand between the last body and the word for its part
_MANNER = (
    r"(?:等\s*+\d*+\s*+个?(?:国务院|中央|[省市县区]直)?(?:有关|相关|各)?(?:部门|单位|地区|企业)?)?"
    r"(?:(?:根据|按照?|依据|依)?(?:各自)?(?:的)?(?:职责|职能|责任|任务)(?:范围|权限|和分工)?(?:分工)?(?:范围内)?"
    r"|按(?:各自)?分工|分别|共同|联合|分工|分头|具体|各自|协同|统筹|组织|积极|全力|密切|主动|业务|技术|作为(?:项目)?业主单位|做好|加强|强化|会同相关部门|结合(?:各自)?实际){0,6}"
)
SUFFIX_RE = re.compile(
    rf"""
    {_MANNER}
    (?: (?P<lead>(?:负责)?为?牵头(?:负责|组织|实施|落实|推进|会同|办理|协调|统筹|抓总){{0,4}}(?:实施|落实)?
        (?:单位|部门)?
      | 主办 | 总牵头 | 主责
      | 为主)
      | (?P<support>为?配合(?:落实|实施|做好)?(?:单位|部门)?
      | 为(?:协办|参与|支持|协助)(?:单位|部门) | 参与(?:落实|配合)? | 参加 | 协助(?:配合)?
      | 协同(?:配合)? | 协办 | 支持(?:配合)?)
      | (?P<responsible>为?责任单位 | (?:检查|监督){{1,4}}指导 | 监督检查 | 承办
      | 为(?:责任|承办|实施|落实)(?:单位|部门)(?:负责(?:组织)?(?:实施|落实)?)?
      | (?:负责|组织实施|具体实施|落实|实施|承担|组织落实|推进|分工|指导|统筹(?:协调|调度)?)
        (?:(?:组织|具体)?(?:落实|实施)|推进|制定|指导|统筹(?:协调|调度)?){{0,2}}(?:检查指导|监督指导|监督检查)?)
    )
    [\s　。]*$
    """,
    re.VERBOSE,
)
# The last words of what SUFFIX_RE finds, and what may stand behind them: most names end in none.
SUFFIX_ENDS = (
    *("牵头", "为主", "负责", "组织", "实施", "落实", "推进", "会同", "办理", "协调", "单位", "部门", "主办", "配合"),
    *("做好", "参与", "参加", "协助", "协同", "协办", "支持", "制定", "指导", "承担", "分工"),
    *("主责", "承办", "统筹", "调度", "检查"),
)
# What a body does, before the work that it does.
_LEADS, _HELPS = "(?P<lead>牵头)", "(?P<support>配合|协助|参与)"
# 中国气象局负责监测预警: what a body is in charge of, in a list of bodies
CHARGED_RE = re.compile(rf"(?:{_LEADS}(?:负责)?|{_HELPS}|(?P<responsible>负责|做好))[\u4e00-\u9fff]{{2,12}}[\s　。]*$")
# 各镇组织实施河道清淤: the same where clauses share work out
DOES_RE = re.compile(
    rf"{_LEADS}|{_HELPS}|(?P<responsible>负责|(?:组织)?实施|落实|承担|(?:检查|监督){{0,4}}指导"
    r"|作为(?:业主|实施|建设|责任)(?:单位|主体))"
)
MANNER_RE = re.compile(f"{_MANNER}$")
# 配合单位：各项目牵头单位 names a class of bodies by their part; 各镇责任单位 tells whose part it is
CLASS_BY_ROLE_RE = re.compile(
    r"[\s　]*各项?(?:任务|项目|工作|事项|工程|课题|指标)的?(?:牵头|责任|配合|实施|主管)(?:单位|部门)[\s　。]*"
)


def said_role(suffix: re.Match[str]) -> Role | None:
    """The part that a match of `SUFFIX_RE`, `CHARGED_RE` or `DOES_RE` names, None where it names none."""
    return next((role for role, _ in _PREFIXES if suffix[role]), None)


def prefix_role(prefix: str) -> Role:
    """The part that a word for it names: 牵头单位 is lead, 配合单位 support, anything else responsible."""
    match = PREFIX_RE.match(prefix)
    return next((role for role, _ in _PREFIXES if match and match[role]), "responsible")
