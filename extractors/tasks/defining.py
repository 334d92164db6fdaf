"""Items that only define, delimit, date or explain (适用范围, 附则, 有效期), told by how their text opens."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.models import Section
from extractors.script import simplify

# What rules and policies call themselves: 本办法, 本文件, 本《办法》, 本实施意见, 本扶持办法, 本申报指南
_THIS = (
    r"本《?(?:实施|操作|申报|管理|暂行|奖励|奖补|补[助贴]|扶持|若干|政策(?=措施)){0,2}"
    r"(?:办法|措施|规定|意见|政策|方案|细则|计划|文件|指南|指引|通知)》?"
)
_DEFINES_RE = re.compile(
    rf"""
      (?:(?:适用|申报|支持|扶持)(?:范围|对象|条件))?  # 申报范围本指南仅适用于…: a heading on one line with its text
      {_THIS}(?:中)?(?:所[称述指]|[仅只]?适用|自|由|有效期|试行期|中的|未尽|执行(?:起始|时间|期限))
    | {_THIS}的?(?:奖励|支持|扶持|补助|补贴|资助|适用)的?(?:对象|范围|条件)
    | (?:享受|申请|申报|适用){_THIS}[^。；\n]{{0,12}}的?[^。；\n]{{0,8}}(?:须|应当?|必须|需|是指|包括)
    | (?:凡)?符合{_THIS}(?:规定|条件)?[^。；，\n]{{0,12}}同一(?:事项|项目|企业|单位|主体)
    | (?:享受[^。，；\n]{{2,16}}的)?(?:企业|单位|机构|个人|人才|申[请报](?:人|单位|主体))
      (?:应当?|须|需|必须)?(?:书面)?承诺[^。\n]{{0,24}}(?:享受|获得|领取|本(?:政策|办法|措施))
    | {_THIS}的?(?:具体)?实施细则[^。\n]{{0,30}}另行
    | (?:以上|上述)(?:政策|措施|条款)(?:自|由|有效期|所称)
    | (?:对?同一)(?:事项|项目|企业|单位|主体|年度|政策)[^。\n]{{0,30}}(?:就高|不重复|从高|从优)
    | [^。\n]{{0,24}}(?:与|同)[^。\n]{{0,20}}(?:政策|规定)[^。\n]{{0,8}}(?:相?抵触|不一致|有冲突|如?有?重[复叠])
    | {_THIS}(?:第[一二三四五六七八九十]{{1,3}}条)?所?涉及的
      [^。，；\n]{{0,16}}(?:资金|奖励|奖补|补[贴助])[^。，；\n]{{0,6}}[，,]?由
    | [^。，；\n]{{0,12}}(?:兑现|申报|拨付|评审)(?:流程|程序|事宜)?
      按照?《[^《》\n]{{4,40}}》(?:（[^（）\n]{{2,20}}）)?[^。，；\n]{{0,8}}(?:执行|实施|办理)
    | 为了?[^。；]{{0,200}}?[，,](?:特|现)?制[定订]{_THIS}
    | (?:“[^”\n]{{1,16}}”中的)?“[^”\n]{{1,16}}”(?:是指|指[：:，,]|系指|包括[：:])
    | 《[^《》\n]{{2,24}}》所[称述指]
    | (?!.{{0,8}}(?:单位|部门))[\u4e00-\u9fff]{{2,12}}(?:[（(][^（）()\n]{{2,20}}[)）][\u4e00-\u9fff]{{0,6}})?[，,]?
      [是系专]指(?![导引定挥标])
    | {_THIS}所?涉及的[^。，；\n]{{2,20}}[，,]?[是系专仅特]指            # 所涉及的实缴资本，专指货币出资
    # 申请补贴的企业，应符合以下条件：, 申报需提交下列材料：, 资金不得用于下列支出：: what must be, or must not
    | [^。；：:\n]{{0,30}}(?:应当?|须|需|必须|需要)?(?:同时)?(?:符合|具备|满足)(?:以下|下列)
      (?:基本|认定|申[报请])?条件(?:之一)?[：:]
    | [^。；：:\n]{{0,24}}(?:应当?|须|需|需要)(?:同时)?(?:提[供交]|报送|准备)(?:以下|下列|如下)
      [^。；，：:\n]{{0,8}}(?:材料|资料)[：:]
    | [^。；：:\n]{{0,24}}不得(?:列支|用于)(?:以下|下列)[^。；，：:\n]{{0,8}}[：:]
    | (?:下列|以下)(?:情形|情况|费用|项目)[^。；\n]{{0,24}}(?:不属于|不予|不纳入|不享受|不在)
    | (?:适用|支持|扶持|申报)(?:范围|对象|条件)[：:为是]
    | (?:原则(?:上)?)?同意(?:设立|成立|建立|将|对|你|《|该|印发|实施)      # 一、同意设立某某新区。: what a 批复 grants
    | [^。\n]{{0,60}}放假(?:调休)?[，,]?共\d      # 元旦：1月1日放假，共1天
    | 自(?:印发|发布|公布|颁布|\d{{4}}年\d{{1,2}}月\d{{1,2}}日)之?日?起(?:施行|实施|执行|生效)
    """,
    re.VERBOSE,
)
# 经确定给予奖补的项目，由区财政局列入年度预算…拨付; 奖励资金支出列入区财政预算管理: of what budget a policy pays
_BUDGETED_RE = re.compile(
    r"(?:经[^。，；\n]{2,16}的(?:项目|企业|资金)[，,]由[^。\n]{2,16}|[^。，；\n]{0,12}(?:奖[励补]|补[助贴]|扶持|资助)的?(?:资金|经费|支出)"
    r"[^。，；\n\d]{0,12})(?:列入|纳入)[^。，；\n\d]{0,12}预算"
)
# 依据…精神，结合我区实际，特制定《…实施细则》（以下简称本细则）: what a policy is made for
_PURPOSE_RE = re.compile(
    r"(?:为了?|依据|根据)[^。；\n]{0,300}?[，,]特?制[定订](?:本|《[^《》\n]{4,60}》(?:[（(][^（）()\n]{2,24}[）)])?。)"
)
# 救助对象为具有本县户籍的居民。, 引进人才的产业领域包括高新技术产业: for whom and for what a policy is
_FOR_WHOM_RE = re.compile(
    r"[^。，；：\n]{0,20}?(?:（[^（）\n]{2,16}）)?[^。，；：\n]{0,8}(?:对象|范围|领域)(?:为|是|包括|具有|限于)(?![^。\n]{0,200}\d[\d.]*(?:[万亿]?元|%))"
)
# 一、免费对象, （二）补助范围 ⏎: a head that only says for whom or for what; with a sum or share it is a measure
_SCOPE_HEAD_RE = re.compile(
    "(?:免费|减免|免除|补[助贴]|救助|保障|资助|发放|参保|认定|实施|适用|享受|受助|扶助)?(?:对象|范围)(?:[和与及、]?(?:对象|范围|条件))?"
    "|(?:免费|减免|免除)(?:内容|项目|标准)"
)
# 三、工作职责。详见《任务分解表》（附件2）。, 五、… ⏎ （略）: what it holds stands elsewhere
_ELSEWHERE_RE = re.compile(
    r"[\s　]*(?:(?:具体)?(?:详见|参见)(?:《[^》\n]{2,60}》|附[件表])[^。；，\n]{0,12}[。；]?|[（(]略[）)])[\s　]*"
)
# A head that says what to do outlives a definition that opens its text: 明确工作职责。本意见所称政务新媒体，是指…
_ASSIGNS_RE = re.compile(r"(?:明确|落实|压实|健全|完善|加强)[\u4e00-\u9fff]*(?:职责|责任|分工|机制)")
_DEFINING = 60  # characters of an item's opening in which a defining clause shows itself
ITEM_OPENS_RE = re.compile(r"[\s　]*[】\])）]?[\s　]*[。：:，,；;、！!﹒]?[\s　]*")  # before an item's words


def only_defines(view: str, section: Section, body: str, *, is_measures: bool) -> bool:
    """True for an item that says what a word means, what holds beside it, or that its text stands elsewhere.

    Takes the Simplified view, the item, its text without lists of bodies, and whether it stands among measures. Of
    measures alone an item that says in whose budget the awards stand is none: a plan's 列入财政预算 secures it.
    Deliberately not 县财政每年安排专项资金2000万元, nor 明确工作职责 above a definition. Risk: a measure that opens
    with a term. The example: a zone's measures whose last articles had no 附则 above them.
    """
    opening = ITEM_OPENS_RE.sub("", view[section.label_span.end : section.label_span.end + _DEFINING], count=1)
    words = simplify(body)
    defines = _DEFINES_RE.match(words) and not _ASSIGNS_RE.match(simplify(section.heading))
    if not is_measures and _SCOPE_HEAD_RE.fullmatch(simplify(section.heading)):
        return True
    if is_measures and any(
        pattern.match(view, section.heading_span.start, section.span.end)
        for pattern in (_BUDGETED_RE, _PURPOSE_RE, _FOR_WHOM_RE)
    ):
        return True
    if is_measures and not words.strip("。；;") and simplify(section.heading).endswith("的"):
        return True  # ① 2030年6月底前签订合同的。: a condition, without what follows from it
    return bool(defines or _DEFINES_RE.match(opening) or _ELSEWHERE_RE.fullmatch(words))
