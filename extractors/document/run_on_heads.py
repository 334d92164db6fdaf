"""Heads in text whose line breaks are gone: each is glued to the sentence, or to the table, behind it."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.document.headings import GLUED_RE, GLUED_TELLING_RE, HEADING_LENGTH, skip_space
from extractors.models import Span
from extractors.tasks.unit_lists import ends_as_body

# A head stands glued to the sentence behind it. What opens a sentence, behind any head:
_OPENS_SENTENCE_RE = re.compile(
    r"(?:根据(?!地)|按照|依照|遵照)[^，。；\n]{4,60}，|此次[^。；\n]{4,60}，|凡(?:是|属|在|符合|列入)"
    r"|为(?:了|进一步|切实|深入|全面|加[强快]|确保|保[证障]|推[动进]|促进|贯彻|落实|做好|有效|更好|充分|规范|提[高升]|完善|强化)[^。；\n]{4,60}，"
    r"|(?:19|20)\d\d年[，,]|成立[^，。；\n]{2,30}(?:领导小组|工作专班|指挥部)"
    # 发展回顾“十三五”时期是…; 面临的形势取得成绩的同时，…
    r"|“十[一二三四五六]五”(?:时期|期间)(?:是|，)|(?:在)?取得(?:成绩|成效)的同时，"
)
# behind a head that ends in a noun of which a rule speaks: 奖励条件同时符合下列条件，…; 建设标准新建的泵站要…
_OPENS_RULE_RE = re.compile(
    r"对(?![象策接外口应标比照称方于])[^，。；\n]{2,60}(?:，|给予)|(?:同时)?(?:符合|满足|具备)(?:下列|以下)|(?:新建|改建|扩建|所有)[^，。；\n]{2,40}[，要应须]"
)
# 疫苗种类根据《…指南》选择: behind a head that ends in a noun of which a rule speaks, too
_OPENS_BASIS_RE = re.compile(r"(?:根据|按照|依据|依照|参照)[^，。；\n《]{0,12}《")
_RULED_RE = re.compile(
    r"(?:种类|内容|依据|标准|规模|来源|条件|对象|范围|方式|程序|时限|流程|职责|分工|步骤|奖|奖励|补助|补贴|政策)\Z"
)
_GLUED_HEAD_RE = re.compile(
    r"(?![对由凡在以从把将各因如当经每])(?:20\d\d年度?)?[\u4e00-\u9fff“”、]{4,24}|[\u4e00-\u9fff]{4,10}，[\u4e00-\u9fff]{4,12}"
)
# What is no head but opens the sentence: a verb that leads on to what follows, whose matter it is, and who acts.
_LEADS_ON_RE = re.compile(
    r"(?:严格|坚持|必须|主要|分别|原则上|逐步|统一|一律|继续|持续|全面|积极|切实|认真|充分|要求|鼓励|支持|引导|推动|督促|指导"
    r"|确保|负责|用于|应当|可以|规定|资金|经费|费用|价格|收入|支出|项目|工程|材料|工作|活动|我们|企业|机构|组织|主体|单位)\Z|[作成行认分列定称视转变改设要应须可将能会并到至在于自从向由]\Z"
)
_LONGEST_GLUED = 24  # characters of such a head
# 组织联合检查（160个工作日）依据各自职责…, 自查阶段（5月1日至30日）各镇…: how long it takes closes a head
_MEASURED_HEAD_RE = re.compile(
    r"(?!对)[\u4e00-\u9fff“”、]{4,40}(?:[（(]\s?\d{1,5}\s?(?:个?工作日|分)[）)]"
    r"|(?<=阶段)[（(](?=[^（）()\n]{0,8}\d)[^（）()\n]{4,30}[）)])(?=[\u4e00-\u9fff])"
)


# 专栏1主要指标类别序号指标名称单位…: a box in text whose line breaks are gone goes on with the header of its table
_TABLE_HEADER_RE = re.compile(
    r"(?<=[\u4e00-\u9fff”）])(?=(?:类别|类型|序号|名称|单位|属性|指标名称|项目名称|具体指标|20\d\d年)"
    r"(?:类别|类型|序号|名称|单位|属性|指标|项目|任务|20\d\d年))"
)


def box_heading(view: str, start: int, end: int) -> Span | None:
    """The title of a box to where the header of its table begins, glued to it; None where none follows at once."""
    begin = skip_space(view, start)
    header = _TABLE_HEADER_RE.search(view, begin, min(end, begin + HEADING_LENGTH))
    return Span(begin, header.start()) if header else None


def run_on_heading(view: str, start: int, end: int) -> Span | None:
    """Find a head that is glued to the sentence behind it, in text whose line breaks are gone; None where none is.

    Takes where the words behind the label begin and where the item ends. Matches words without a mark, or a pair of
    phrases, before what opens a sentence of its own (投资规模按照…，; 加强协调为确保…，; 绩效奖凡符合…). Deliberately
    not bodies (县财政局根据…，), matters and verbs that the words go on with (奖补资金按照…，; 严格按照…，). Risk:
    a subject that is neither. The example: a district's plan on one line, whose 三、 ran into its first sentence.
    """
    begin = skip_space(view, start)
    if GLUED_RE.match(view, begin, end) or GLUED_TELLING_RE.match(view, begin, end):
        return None
    if measured := _MEASURED_HEAD_RE.match(view, begin, end):
        return Span(begin, measured.end())
    for pattern in (_OPENS_SENTENCE_RE, _OPENS_RULE_RE, _OPENS_BASIS_RE):
        opening = pattern.search(view, begin, end)
        if opening is None or opening.start() - begin > _LONGEST_GLUED:
            continue
        head = view[begin : opening.start()]
        if _GLUED_HEAD_RE.fullmatch(head) is None or _LEADS_ON_RE.search(head) or ends_as_body(head):
            continue
        if pattern is _OPENS_SENTENCE_RE or _RULED_RE.search(head):
            return Span(begin, opening.start())
    return None
