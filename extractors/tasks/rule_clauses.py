"""Clauses of rules (办法, 规定, 预案): which lay down who does what, and which say why, what holds or who is liable."""

from __future__ import annotations

from extractors import quick_re as re

# Clauses of rules that say why, what is meant or what holds (labelling.md): purpose, terms, scope, principles, levels.
_RULES = "(?:办法|规定|细则|规则|条例|制度|预案)"
_RULE_ONLY_RE = re.compile(
    rf"""
      (?:[^\n。]{{0,12}}\n)?(?:为了?|以|根据|依据|按照|贯彻|深入)[^。]{{0,300}}?制\s?[定订]\s?本
    | [^。]{{0,160}}?(?:适用|参照)于?本{_RULES}
    | (?:[^\n。]{{0,12}}\n)?本{_RULES}(?:中)?(?:所称|适用|自|由|有效期|试行期|中的|未尽)
    # 按病种付费适用于…。本办法由某局负责解释，自下发之日起施行。: what it covers, and no duty
    | (?![^\n]{{0,300}}(?:应[当及按]|要[^求]|不得|必须))[^。]{{2,24}}适用于[^。]{{2,80}}。[^\n]{{0,160}}本{_RULES}[由自]
    """,
    re.VERBOSE,
)
# 资金管理遵循公开、公平的原则。, 帮扶工作坚持…原则，接受社会监督。: all that the sentence says
_PRINCIPLE_RE = re.compile(
    r"[^。]{0,60}?(?:遵循|坚持|贯彻|按照|本着)[^。]{0,60}原则(?:[，,]接受[^。，]{0,12}监督)?(?P<stop>[。：:\n]|\s*\Z)"
)
# What somebody is to do: 县财政局负责…, 承储企业应当…, 县财政每年安排专项资金2000万元, 建立…联席会议制度
_DUTY_RE = re.compile(
    r"应当(?!坚持以)|应(?=具有|对|按|做|向|将|在|由|于|如实|主动|及时|建立)|(?<!第一)负责|必须|须(?=[^，。]{2})|牵头|会同|要(?![求素点件]|从严)"
    r"|安排[^。，]{0,24}(?:资金|经费)|\A(?:建立|成立|设立)|责任(?:主体|人)"
    r"|(?:局|委|行|部门|单位|机构|企业|政府|办公室)[^。，]{0,16}(?:按照|承担|统筹|组织|受理|审核|发放|拨付)"
)
_LIABILITY_RE = re.compile(
    r"玩忽职守|构成犯罪|给予[^。，]{0,8}处分|追究[^。，]{0,20}责任|(?:下列|以下)(?:情形|行为)之一的[^。]{0,60}(?:责令|整改|处理|处罚)"
    rf"|违反本{_RULES}[^。]{{0,80}}(?:责令|没收|罚款|处罚|依法)|处以?[^。，；]{{2,24}}罚款"
)
# 申报单位要确保材料真实。对弄虚作假的，…追究责任。: a duty first, and then what follows from its breach
_DUTY_FIRST_RE = re.compile(
    r"(?![^。]{0,200}(?:不得|处[罚分理]|追[究回缴]|责令|赔偿|取消|收回|违反|予以|罚款))(?!对)[^。]{0,60}(?:应当|(?<!需)要(?!求))[^。]{4,120}。"
)
# 编制目的, 适用范围, 县域概况: parts of rules and 预案 that say why, for what and where
_RULE_HEAD_RE = re.compile(
    r"^(?:编制|制定|订立)?(?:目的|依据|背景|原因)(?:[和及与]依据)?$|^适用(?:范围|对象)$|^(?:工作|基本|指导)?原则$"
    r"|^(?:工作)?方针$|指导思想$|(?:概况|现状)$|^(?:名词|术语)?(?:解释|定义|释义)$|^(?:预案|规则)?(?:解释|实施时间|体系|分类|分级)$"
)
GENERAL_RE = re.compile(r"^[总附]\s*则$")
LIABILITY_HEAD_RE = re.compile(r"^(?:法律责任|罚\s*则|责任追究|奖惩|奖励和处罚)$")


def only_introduces(clause: str) -> bool:
    """True for a clause, as Simplified words behind its label, that says why, what is meant, or by which principles.

    A principle with a duty in a later sentence lays down the duty: …公开的原则。县财政局应当及时公开。
    """
    if _RULE_ONLY_RE.match(clause):
        return True
    principle = _PRINCIPLE_RE.match(clause)
    if principle is None:
        return False
    return principle["stop"] != "。" or _DUTY_RE.search(clause, principle.end()) is None


def lays_down(heading: str, clause: str, article: str, *, is_general: bool, is_liable: bool) -> bool:
    """True for a clause of rules that says who does what.

    Takes its Simplified heading and words, those of the article above an item, whether it stands in 总则 or 附则, and
    whether in a part on liability. In 总则 it takes a duty (…负责, …应当), in its words or the article's:
    立足济难解困。 is an aim. What follows from a breach is none, unless a duty comes first. Risk: a duty
    in 总则 without any word for one. The example: rules on aid whose 总则 had five articles of aims, and whose part on
    liability opened with two duties.
    """
    if _RULE_HEAD_RE.search(heading) or only_introduces(clause):
        return False
    if is_general and _DUTY_RE.search(clause) is None and _DUTY_RE.search(article) is None:
        return False
    return not (is_liable or _LIABILITY_RE.search(clause)) or _DUTY_FIRST_RE.match(clause) is not None
