"""Which quantities of a sentence state nothing: parts of the plan, names, ranks, conditions, rules, idioms.

Works on a folded view (`quantities.fold_view`). Each pattern says what it matches and what it spares.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import islice

from extractors import quick_re as re
from extractors.targets.conditions import is_condition, is_prize
from extractors.targets.emergency_levels import tells_levels
from extractors.targets.idioms import HELD_RE, KINDS, head, is_idiom, is_level, is_unit_label
from extractors.targets.quantities import Quantity
from extractors.targets.rules_said import defines, is_rule
from extractors.targets.statements import TO_RE, Place, Statement, are_joined, place_of
from extractors.targets.time_limits import is_limit, is_motto

# Counts of the plan's own parts, by the head of the phrase behind the number: 1条主线, 3个重点方向, 9个专项行动.
# Risk: 实施40个重点行动 as a target. Spared: a count with a bound or a range (3—5个重点领域).
_PART_RE = re.compile(
    r"(?:方面|方向|环节|维度|层面|主线|抓手|原则|阶段|步骤|坚持|体系|目标|板块|部分|台阶|梯队|引擎|层次|行动|领域|"
    r"举措|措施|关键|任务|工作|要求|着力点|内容|能力|"
    r"突破口|[大小子]项|重点|核心|支撑|确保|必须|大局|循环|^(?:国内国际|国内外|国际国内|大)?市场|资源|机制|实事|文明|自信|意识|维护|^中心)$|"
    r"(?:举措|措施|任务|事项)中$"
)
# 7个牧场建设任务 counts the pastures, not the plan's tasks.
_WORKS_RE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:建设|改造|治理|搬迁|安置|整治|整改|修复|修缮|种植|造林|采购|脱贫|项目投资|收储|征收|征迁|动迁|拆迁)任务$|^(?:评审|审计|检测|检验|监测|整改)任务$"
)
# 空洞修复工作 and 地块调查工作 as well, but not 3项改革建设工作.
_REPAIRS_RE = re.compile(
    r"(?<=[\u4e00-\u9fff]{2})(?:改造|治理|搬迁|安置|整治|修复|修缮|保护建设|调查|评审|编制|审查|普查|测绘|征收|收储|征迁|动迁|拆迁|出让)工作$"
)
# 分解任务15项, 细化措施45条: what a document was split into.
_SPLIT_INTO_RE = re.compile("(?:分解|细化|拆解)(?:为|成|出)?(?:重点|工作|具体)?(?:任务|措施|举措|工作)?(?:共|共计)?$")
# 推出21项改革举措, 办好30项民生实事: measures that are taken, where no plan has just been named whose parts they are.
_TAKEN_RE = re.compile(
    "(?:推出|出台|实施|落实|办好|办成|兑现|发布|制定|完成|首创|形成|复制推广)了?(?:(?!包括|包含|共计?)[^，。；、\\d]){0,24}(?:\\d{1,3}批次?)?$"
)
_TAKEN_NOUN_RE = re.compile("(?:举措|措施|政策|实事|改革事项|改革任务)$")
_DONE_BEHIND_RE = re.compile(
    "[^，。；、]{0,12}?(?:实事|举措|措施|改革事项)(?:项目)?(?:全部|全面|圆满|如期|基本|均已?|已)*(?:完成|办结|兑现|落实|办成|落地)"
)
_OWN_PARTS_RE = re.compile(
    "(?:》|[本该]?(?:方案|计划|规划|意见|措施|政策))[^，。；]{0,8}(?:提出|推出|明确|出台|包[括含]|共)|五大|十大|各项"
)
# 《规划》部署了水利领域的16项重点工程: news of what a plan holds. Not 《规划》提出，建设10个重点工程, nor a count
# below a bound. Risk: works that a plan named so has had built already (《规划》安排的10个重点工程全部完工).
_PLAN_HOLDS_RE = re.compile(
    "》(?:[^，。；、\\d]{0,8}?|[^，。；]{0,30}、)(?:部署|安排|提出|明确|布局|列出|设置|确定|凝练)了?"
    "(?:[^，。；、\\d]{0,16}|[^，。；]{0,24}[、和及])$"
)
_HELD_PARTS_RE = re.compile(
    "(?:重点|重大|具体|主要|标志性|专项){0,2}(?:工程|任务|项目|举措|措施|行动)(?=[，。；、和及]|$)"
)
_LISTED_RE = re.compile("[^。；]{0,16}(?:：|分别|如下|具体)")  # 办好以下12件实事：
_TAKEN_LEAST = 10
# （4项） behind a heading says how many parts follow.
_PARTS_FOLLOW_RE = re.compile("[）)](?:[。：:]|$)")
# 分为6类: how a thing is divided.
# 按一级、二级2个等级，分别给予…: the ranks are named.
_DIVIDED_RE = re.compile(r"(?:分为|划分为|包括|分成)[^，。；]{0,16}$|分$|^按照?[^，。；、]{1,8}、[^，。；]{1,20}$")
# 落实低保对象等6类群体: how a group is made up. 由两家机构分别承担: who does it.
_CLASS_OF_PEOPLE_RE = re.compile(
    "(?:重点|困难|特殊|低收入|弱势|优抚|救助|保障){0,2}(?:对象|人群|群体|人员|家庭|人才|主体)"
)
_KINDS_OF_RE = re.compile("(?:等|针对|面向|对|聚焦|围绕|涵盖)$")
# 15天完成1次: how often, a rate of two numbers.
_ONCE_RE = re.compile("(?:左右)?(?:完成|开展|进行|实施|不少于|至少)?[1一]次(?!性)")
_PERIOD_RE = re.compile(
    r"(?<!\d)(?:\d{1,3}|[一两二三四五六半十])个?(?:天|日|周|月|年|小时|季度?)(?:完成|开展|进行|实施)?$"
)
# 站点周边50米内: where, not how much.
_NEARBY_RE = re.compile("(?:周边|周围|方圆|外围|两侧各?|(?:轨道交通|地铁|公交)站点?)约?$")
_OF_WORKS_RE = re.compile(
    "的?[\u4e00-\u9fff]{0,8}(?:道路?|公路|街|管[网线道]|绿道|步道|栈道|岸线|河[道段]|堤防?|沟渠|围[墙栏])"
)
# 由市场监管局、旅游协会共同组成，人员不少于4人: who sits on it
_MEMBERS_RE = re.compile("^(?:小组|评委|评审|专家组|队伍)?(?:人员|成员)(?:人数)?$")
# 造成3人以上死亡的事故: which accidents are meant.
_HARMED_RE = re.compile("(?:死亡|受伤|伤亡|遇难|重伤)")
# 建设1个总部、3个中心、N个场景
_MANY_RE = re.compile("N[个+]")
# “1+N”（1个省级平台，N个市级节点） spells a name out.
_FORMULA_NAME_RE = re.compile(r"[\d\ue000]\+[N\d\ue000][”\"」]?[（(]$")
# 知识产权保护方面5项: what a list holds; not 园林方面31件, of proposals
_OF_ASPECT_RE = re.compile("方面(?:（?共)?$")
# 各派1名代表: who sits on a body. 推广2篇，得2分: how to score.
_SENT_RE = re.compile("各(?:派|选派|推荐|推选|确定|明确|配)$")
# 共10类20项，现分解如下; 共10类、16项; 分3个方面，共26项: how many things the text itself lists
_SHARED_OUT_RE = re.compile(
    r"共(?:计)?\d{1,3}(?:类|[大个]?方面|部分)、?\d{1,3}[项件]|(?:方面|部分)的?(?:内容)?，共(?:计)?\d{1,3}[项条]"
)
# 共8章43节, 十九篇、65章, 由4个部分组成: of what a text is made up
_CHAPTERS_RE = re.compile(r"[\d一二三四五六七八九十][篇编章]、?$")
_CHAPTERS_BEHIND_RE = re.compile(r"、?\d{1,3}[章节条]")
_SCORED_RE = re.compile(r"^[^。；]{0,16}[得扣加]\d+(?:\.\d+)?分")
# 完成6个镇土地延包试点任务 counts the towns.
_PLACES_COUNTED = ("镇", "乡镇", "村", "社区", "街道", "城市", "企业", "学校", "园区", "小区")
_SETS_OUT = ("共", "共计", "提出", "设置", "设定", "明确", "包括", "包含", "确定")
_INDICATORS_RE = re.compile("(?:主要|约束性|预期性|发展|核心|具体)?指标")  # 规划提出22项主要指标
_OWN_INDICATORS_RE = re.compile("(?:主要|约束性|预期性)指标(?=[，。；、（]|$)")
# 围绕甲、乙、丙7个领域布局: the parts that a call or a plan names, before what is done in them
_FIELDS_RE = re.compile(
    "(?:重点|优势|特色|关键|主要){0,2}(?:领域|方向|赛道)(?=布局|发力|攻关|突破|开展|推进|加快|集中|精准|协同|组织)"
)
_FIELDS_OF_RE = re.compile("(?:围绕|聚焦|面向|瞄准|立足|针对|在)[^，。；]{0,120}$")
_OWN_INDICATORS_BEFORE_RE = re.compile("(?:约束性|预期性|指导性)指标$")  # 共计28项指标，其中预期性指标19项
_PART_UNITS = frozenset(["个", "项", "条", "类", "种", "块", "件"])
# Bodies that issue, sign or meet: 6个部门联合印发, 12部门联席会议.
_BODIES_RE = re.compile(
    r"^(?:个|家)?(?:副?主任|牵头|成员|责任|参与)?(?:部门|单位|部委|委办局)[，,]?(?:(?:协同|联合|共同|研究|起草|制定|出台|印发|联席|会签|会商|发文|等|参加|出席)|"
    r"(?:的?(?:分管|主要|有关|相关)?(?:负责人|负责同志|领导|同志))?(?:组成|为成员|参与))"
)
# 组成5个督查组, 派出3个工作专班: who goes about it.
_BODIES_MADE_RE = re.compile(
    "(?:组成|成立|组建|抽调|派出|设立|设|分成|分为|组织)[^，。；、]{0,6}(?:[^，。；、\\d]{2,6}组，\\d?)?$"
)
_BODY_RE = re.compile(
    "[^，。；、]{0,10}?(?:(?:督[导查察]|检查|工作|专家|巡[查察]|调研|指导|核查|验收|执法|推进)(?:小|分)?组|(?<![^一-龥])小组(?=[，。；、]|$)|专班|工作队)"
)
# 期 counts what is held or issued (举办培训班3期, 印发简报不少于2期); 一期, 3期工程 are names.
_ISSUED_RE = re.compile(
    "(?:举办|举行|开展|开设|组织|完成|印发|编发|编印|刊发|推送|刊播|发布|推出|培训|制作|播出|宣讲)[^，。；]{0,16}$"
)
_WORKS_STAGE_RE = re.compile(r"工程|项目|建设|扩建|改造|开发|已|建成|竣工|投产|[、和及]\d?期")
# 一批百亿级产业集群, 若干个千亿级园区, 一批有竞争力的千亿集群: how many is not said.
_VAGUE_COUNT_RE = re.compile(r"(?:一批|若干个?|[多数几]个|一系列|更多)(?:[^，。；、\d]{2,24}的)?$")
# 连跨两个万亿元台阶 is counted; 再上一个台阶 is not.
STEP_VERB_RE = re.compile("(?:连跨|跨越|连上|迈上|再上|跨上)了?$")
_STEPS_NOUN_RE = re.compile("个[十百千万]{1,2}亿元?(?:级|的)?(?:大)?台阶")
_STEPPED_RE = re.compile("[连跨][^，。；]{0,6}个$")
# Rules by their number of articles, services by their time, and words that only look like a count.
_NAMED_RE = re.compile(
    r"""^(?:
      条(?:规定|意见|措施|禁令|底线|红线|要求|举措|政策|军规|标准)                 # 自治区28条规定
    | (?:小时|分钟)[^，。；]{0,10}(?:圈|半径)                                        # 15分钟健身圈
    | (?:公里|米)[^，。；、\d]{0,6}(?:覆盖|半径|范围|见绿|见园|生活圈|服务圈)         # 公交站点500米覆盖率
    | 海里等?景[区点]                                                                 # 48海里景区: so called
    | 米(?:水位|蓄水位|口径|超深)                                                     # 135米水位: which level is meant
    | 千伏(?!安)                                                                     # 500千伏变电站: a class of voltage
    | 类(?:创新药|改良型|化学药|中药|新药|医疗器械|器械|疫苗|生物制品)              # 1类新药, 三类医疗器械: their class
    | 位一体 | 张名片 | 次(?:元|产业|会议|全会|全委|全体|党代|代表|常务|党代会) | 件事 | (?:亿|亿元|元)?台阶 | 个代表 |
            个现代化(?![大农产乡社]|[^，。；]{0,16}(?:县|园|区|基地|中心|车间|工厂|项目|企业)) | 家族 | 个直辖市
    )""",
    re.VERBOSE,
)
# 白水村石坪5组: a group of villagers by its number. Not 全村分5组, 每村建3组.
_GROUP_OF_VILLAGE_RE = re.compile(
    "[^全每各，。；、]村(?![民委][^，。；、]{0,2}$)(?:(?![分共设建成有])[\u4e00-\u9fff]){0,3}$"
)
# Ranks and turns: 前六位, 第5次, 第一至三名, 连续24个月, 每5所.
_RANKED_RE = re.compile(
    r"(?:第|第[一二三四五六七八九十\d]{1,3}(?:名|位)?[至到—–~～-]第?|前|名后|倒数|每满?|连续|历时|为期|近|过去|未来|今后|(?<!以)[上下]|这|首|同一|任一|其他|另|全|各|双)$"
)
# 国家级、省级企业各3家: as many of each; not 各3家企业.
_EACH_OF_RE = re.compile("[、和及与]|”“")
# 高于年均7次的水平, 为常年平均18次的1.8倍: what a number is compared with. Not 保持高于90%的水平, a goal.
_COMPARED_WITH_RE = re.compile("(?:[高低多少]于|[为是]|相当于|接近)[^，。；、\\d]{0,12}(?:年均|平均|同期|往年|常年)$")
_THAN_RE = re.compile(r"的(?:平均|一般)?(?:水平|\d[\d.]{0,5}倍)")
_CLAUSE_END_RE = re.compile("[，。；]")
_LEAST_BEFORE_EACH = 3  # characters of the last name and 各
_ARTICLE_RE = re.compile(r"第[\d一二三四五六七八九十]{1,3}[、和及至—-][\d一二三四五六七八九十、和及]{0,8}$")
_EACH_RE = re.compile(
    r"每(?:新)?(?:增[加长]?|减少?|培育|引进|培训|孵化|举办|开展|完成|实现|招引|服务|吸纳|接待|满|超[过出]?|新增|达到?)?$"
)
# 每评价1名高级工, 每带动1家; not 每村建成1所, which is a goal
_EACH_DONE_RE = re.compile(
    "每(?!个|[一二两三四五六七八九十半省市县区乡镇村街社年月周天日季学期人户家校班园企厂院科站场所组单员届])[\u4e00-\u9fff]{2,4}$"
)
# 每增加实际投资5000万元: the step by which something is reckoned
_STEPS_UP = ("", "超出", "超过", "高于", "低于", "超")
_EACH_MORE_RE = re.compile("每新?增[加长]?[^，。；、\\d]{1,12}$")
# 全球最高10米液压支架: the greatest of its kind, no bound
_GREATEST_RE = re.compile("(?:全球|世界|亚洲|全国|国内|国际|同类)最[高大长深]$")
# “十四五”规划102项重大工程: a name that another plan gave.
_PLAN_WORKS_RE = re.compile('(?:规划|纲要|[”"]计划)(?:确定的?|明确的?|提出的?|的)?$')
_WORKS_OF_PLAN_RE = re.compile("(?:国家)?重大(?:工程|项目)")
# 工作总结（精选4篇）, 预案汇编-15篇: how many texts a page collects.
_COLLECTED_RE = re.compile("(?:精选|通用|合集|汇编|范文|优秀|推荐|热门|集锦|大全|最新)[-—]{0,2}$")
# 排名上升6位，: a rank, and no people behind it.
_MOVED_UP_RE = re.compile(
    r"(?:提升|提高|上升|前移|跃升|晋升|攀升|前进|进|升|下降|后退|后移|下滑|回落|退)了?$|(?:上升|前移|跃升|下降)[至到]$|(?:位次|位序|排[名位]|名次)[^，。；、\d]{0,6}$"
)
_RANK_BEHIND_RE = re.compile("[，。；、）]|$|至|到|居|位[次居列]|名次|后|上升|前移|跃升|攀升|下降|升")
_STAFFED_RE = re.compile(r"按照?[^，。；]{0,24}#[^，。；]{0,24}的(?:标准|比例)(?:配备|配置|配齐|设置)")
# What the one who is answered has written: 与您提出的30名的建议还有差距.
# Also 您在县人大二次会议上提出的第4号“关于2.3公里道路…的建议”.
_PROPOSED_RE = re.compile(
    "您们?(?:在[^，。；：]{0,40}(?:(?:会议|大会|全会|会)上|(?:建议|提案|来信)中))?(?:所?提出|建议|提到|反映|认为)|(?:代表|委员)们?(?:提出|建议|认为)[修新增加改扩延设开将在对把由]"
)
# Who is addressed or speaks, the first of them by name: 某某等3名代表：, 某某等12位委员提出. Not 选出某某等3名代表。
_SIGNERS_RE = re.compile(
    "(?:省|市|县|区|人大|政协)*(?:代表|委员)(?:[:：]|$|(?:承办|主办|会办|协办)单位|(?:联名|共同|在[^，。；]{0,30}上)?(?:所?提|建议|反映))"
)


def select_statements(text: str, statements: Sequence[Statement]) -> list[Statement]:
    """Turn the quantities of a sentence into those that state something; a list is kept or dropped as a whole."""
    if statements and sum(1 for _ in islice(_FLATTENED_RE.finditer(text), _FLATTENED_LEAST)) == _FLATTENED_LEAST:
        return []
    if tells_levels(text) or defines(text):
        return []
    dropped = [is_negative(text, statement, statements) for statement in statements]
    for indices in (range(1, len(statements)), range(len(statements) - 1, 0, -1)):
        for index in indices:
            one, other = statements[index - 1], statements[index]
            is_list = one.quantity.base_unit == other.quantity.base_unit and not (one.is_award or other.is_award)
            if is_list and are_joined(text, one, other):
                both = dropped[index - 1], dropped[index]
                # 周期分别压缩至2个月、11个月: what makes a time a limit stands before the first or behind the last.
                is_dropped = all(both) if one.quantity.measure.dimension == "time" else any(both)
                dropped[index - 1] = dropped[index] = is_dropped
    return [statement for statement, is_dropped in zip(statements, dropped, strict=True) if not is_dropped]


# 排放总量（万吨）14141270-10%: a table whose cells have run together; which digits are whose cannot be told.
_FLATTENED_RE = re.compile(
    r"[（(](?:[十百千]?[万亿]{0,2}(?:[%‰吨元人亩户家个件张套辆台]|公里|平方米|平方公里|公顷|立方米|千瓦))[）)][≥≤＜＞<>]?\d"
)
_FLATTENED_LEAST = 2


def _names_several(clause: str) -> bool:
    """True where the last clause of the words before a number lists names and ends in 各: 甲镇、乙镇各."""
    last = _CLAUSE_END_RE.split(clause)[-1]
    return last.endswith("各") and _EACH_OF_RE.search(last, 0, len(last) - _LEAST_BEFORE_EACH) is not None


def is_negative(text: str, statement: Statement, statements: Sequence[Statement]) -> bool:
    """True for a quantity that states nothing: a part, a name, a rank, a rate's denominator, a condition, a rule."""
    place = place_of(text, statement, statements)
    quantity = place.quantity
    is_many = quantity.low is not None and quantity.low > 1
    if is_many and STEP_VERB_RE.search(place.before) and _STEPS_NOUN_RE.match(place.from_unit):
        return False
    if quantity.is_chinese and (is_idiom(text, quantity, place.behind) or is_unit_label(text, quantity)):
        return True
    if _is_of_another_text(place):
        return True
    if statement.is_award:
        return False
    if place.dimension == "time" and (
        not is_limit(quantity, place.before, place.clause_before, place.behind) or is_motto(text, statements)
    ):
        return True
    for tells in _NEGATIVES:
        if tells(place):
            return True
    return is_condition(place)


# 点击：317次 of a page's own line, 来源：某日报 记者 张某 阅读 1.3万
_VISITS_RE = re.compile(
    r"(?:点击|浏览|阅读|访问)(?:次数|量|数)?[：:]\s?$|(?:来源|记者)[^。；]{2,60}(?:点击|浏览|阅读|访问)(?:次数|量|数)?\s?$"
)


def _is_of_another_text(place: Place) -> bool:
    """True for what a page says of itself (点击：317次), prizes, a collection of texts, a plan of works of others."""
    if _VISITS_RE.search(place.before) or is_prize(place):
        return True
    if place.quantity.low == 0 and place.behind.startswith(("评论", "跟帖", "回复", "留言", "点赞")):
        return True
    if place.name == "篇" and _COLLECTED_RE.search(place.before):
        return True
    return (
        place.name == "项"
        and _PLAN_WORKS_RE.search(place.before) is not None
        and _WORKS_OF_PLAN_RE.match(place.behind) is not None
    )


def _is_name(place: Place) -> bool:
    """True for a number that a name has: 15分钟健身圈, 三期工程, 再上一个台阶, “1+N”（1个省级平台，N个市级节点）."""
    quantity, before = place.quantity, place.before
    if _NAMED_RE.match(place.from_unit) and not (
        HELD_RE.search(before)
        or HELD_RE.search(place.text[quantity.start : quantity.number_start])  # 至少召开两次会议
        or is_level(quantity, before)
        or _are_taken(place)
    ):
        return True
    if quantity.bound.startswith("最") and _GREATEST_RE.search(place.text[: quantity.number_start]):
        return True
    if place.name == "期" and (not _ISSUED_RE.search(before) or _WORKS_STAGE_RE.match(place.behind)):
        return True
    if quantity.is_grade and _VAGUE_COUNT_RE.search(before):
        return True
    if place.name == "组" and not quantity.bound and _GROUP_OF_VILLAGE_RE.search(before):
        return True
    clause = place.text[place.statement.clause_start : place.statement.clause_end]
    if _MANY_RE.search(clause) or _FORMULA_NAME_RE.search(before):
        return True
    is_step = place.text[quantity.end : quantity.end + 2] == "台阶" and not is_level(quantity, before)
    return is_step or _STEPPED_RE.search(before) is not None


# 13条措施中，有6条在…: some of the parts. Not 30项措施中，28项已完成, a fact.
_OF_PARTS_RE = re.compile(r"\d{1,3}[条项个][^，。；、\d]{0,8}(?:措施|举措|政策点?|条款)中，[^，。；\d]{0,10}?有?$")
# 人才新政81条, 一个20条的政策, 《意见》及6项配套政策: of how many articles and papers a policy consists. Not
# 出台惠企政策20条 nor 兑现12条惠企政策, measures that are taken. Risk: a count of papers that is a goal.
_ARTICLES_BEFORE_RE = re.compile("新政$")
_ARTICLES_BEHIND_RE = re.compile("条的[^，。；、\\d的]{0,6}(?:政策|新政|意见|方案)")
_ARTICLES_FIRST_RE = re.compile(
    "条[^，。；、\\d的]{2,6}(?:政策|新政)(?=提交|提请|审议|发布后|出台后|一经|到底|究竟|[，。；])"
)
_AMONG_POINTS_RE = re.compile(r"政策点中，(?:[^，。；\d]{2,4}的\d{1,3}个，)*[^，。；\d]{2,4}的$")
_POINTS_OF_POLICY_RE = re.compile("(?:政策点|条款|条目)[^，。；]{0,16}$")
_CHANGES_INTO_RE = re.compile("[由从到成至]了?$")
_COMPANION_RE = re.compile("配套(?:政策|文件|办法|措施|方案|细则)")
_BESIDE_TITLE_RE = re.compile("》及(?:[^，。；》]{2,40}等)?$")
_COME_TRUE_RE = re.compile("均?[全部]*(?:已|完成|落地|取得|见效|兑现|实施|办结)")


def _is_part(place: Place) -> bool:
    """True for the parts of a plan, of a text or of a list: 3个重点方向, 按第2、3条执行, （4项） behind a heading."""
    text, quantity, before = place.text, place.quantity, place.before
    if place.name in ("条", "款", "项", "章", "节") and _ARTICLE_RE.search(before):
        return True
    if place.name in ("章", "节", "条") and _CHAPTERS_RE.search(before):
        return True
    if place.name == "篇" and _CHAPTERS_BEHIND_RE.match(text, quantity.end):
        return True
    if text.startswith(("方面", "环节", "维度", "层面", "部分组成", "部分构成"), quantity.unit_end):
        return True
    if place.name in ("条", "项") and _OF_PARTS_RE.search(before) and not _COME_TRUE_RE.match(place.behind):
        return True
    if place.name in _PART_UNITS and _is_of_policy(place):
        return True
    is_set_out = before.endswith(_SETS_OUT) and _INDICATORS_RE.match(text, quantity.unit_end)
    own = _OWN_INDICATORS_RE.match(text, quantity.unit_end) or _OWN_INDICATORS_BEFORE_RE.search(before)
    if place.name in _PART_UNITS and (is_set_out or (own and not quantity.bound)):
        return True
    if place.name in ("类", "项") and any(
        found.start() <= quantity.start < found.end() for found in _SHARED_OUT_RE.finditer(text)
    ):
        return True
    if place.name not in ("件", "起", "人次", "户") and _OF_ASPECT_RE.search(before):
        return True
    if _SENT_RE.search(before) or _SCORED_RE.search(text[quantity.end : quantity.end + 24]):
        return True
    behind_clause = text[place.statement.clause_end : place.statement.clause_end + 2]
    if place.name == "个" and _FIELDS_RE.match(text, quantity.unit_end) and _FIELDS_OF_RE.search(place.clause_before):
        return True
    is_in_bracket = place.name in ("项", "条") and before.endswith(("（", "("))
    if is_in_bracket and not place.behind and _PARTS_FOLLOW_RE.match(behind_clause):
        return True
    is_plain = place.name in _PART_UNITS and not quantity.bound
    if is_plain and _HELD_PARTS_RE.match(place.behind) and _PLAN_HOLDS_RE.search(place.clause_before):
        return True
    is_kind = place.name in KINDS or place.behind.startswith(("等级", "等次", "档次"))
    if is_kind and not quantity.bound and _DIVIDED_RE.search(place.clause_before):
        return True
    return (
        place.name in _PART_UNITS
        and quantity.comparator == "eq"
        and not text.startswith(_PLACES_COUNTED, quantity.unit_end)
        and _PART_RE.search(_without_works(quantity, head(text[quantity.unit_end : place.statement.clause_end])))
        is not None
        and not _are_taken(place)
    )


def _is_of_policy(place: Place) -> bool:
    """True for how many articles, points or companions a policy has: 新政81条, 178个政策点, 《意见》及6项配套政策."""
    text, quantity, before = place.text, place.quantity, place.before
    if text.startswith("政策点", quantity.unit_end) or (
        _COMPANION_RE.match(text, quantity.unit_end) and _BESIDE_TITLE_RE.search(before)
    ):
        return True
    if _AMONG_POINTS_RE.search(before) or (
        _POINTS_OF_POLICY_RE.search(place.clause_before) and _CHANGES_INTO_RE.search(before)
    ):
        return True  # 政策点从几十个变成178个
    if place.name != "条" or quantity.bound:
        return False
    begins = text[quantity.start - 1 : quantity.start] in ("", "，", "。", "；")
    return (
        _ARTICLES_BEFORE_RE.search(before) is not None
        or _ARTICLES_BEHIND_RE.match(place.from_unit) is not None
        or (begins and _ARTICLES_FIRST_RE.match(place.from_unit) is not None)
    )


def _is_who(place: Place) -> bool:
    """True for who does it (联合11个部门, 组成5个督查组) and for whom it is done (6类群体, 千人以上供水工程)."""
    quantity, before, behind = place.quantity, place.before, place.behind
    is_class = place.name == "类" and not quantity.bound
    if is_class and (_KINDS_OF_RE.search(before) or _CLASS_OF_PEOPLE_RE.match(behind)):
        return True
    if _BODIES_RE.match(place.text[quantity.unit_end : quantity.unit_end + 12]):
        return True
    if place.dimension == "count":
        if quantity.is_chinese and before.endswith("由") and not TO_RE.match(behind):
            return True
        if before.endswith(("联合", "会同")) and behind.startswith(("部门", "单位", "厅", "局")):
            return True
        if _BODIES_MADE_RE.search(before) and _BODY_RE.match(behind):
            return True
    if place.dimension == "person":
        if place.is_bound and _MEMBERS_RE.search(place.clause_before):
            return True
        digits = place.text[quantity.number_start : quantity.unit_end - len(place.name)]
        if quantity.bound in ("以上", "以下") and behind and not digits.strip("十百千"):
            return True
        if quantity.bound in ("以上", "及以上", "以下") and _HARMED_RE.match(behind):
            return True
    if place.dimension in ("count", "person") and not quantity.bound:
        return _STAFFED_RE.search(place.clause_before + "#" + behind) is not None
    return False


def _is_rate_or_place(place: Place) -> bool:
    """True for either number of 15天1次, for the parts of 分解任务15项, and for the distance of 站点周边50米内."""
    if place.name in _PART_UNITS and not place.quantity.bound and _SPLIT_INTO_RE.search(place.before):
        return True
    if place.dimension == "time" and _ONCE_RE.match(place.behind):
        return True
    if place.name == "次" and place.quantity.low == 1 and (period := _PERIOD_RE.search(place.before)):
        return not (place.quantity.bound and place.before.endswith("每", 0, period.start()))  # 每两个月至少举办1次
    is_near = place.dimension == "length" and _NEARBY_RE.search(place.before) is not None
    return is_near and _OF_WORKS_RE.match(place.behind) is None  # 周边1.2公里的道路 is how long it is


def _is_rank_or_turn(place: Place) -> bool:
    """True for a rank or turn (前六位, 第5次), how far one moves (上升6位), and what there is for each (每5所)."""
    quantity, before, behind = place.quantity, place.before, place.behind
    if place.name == "个" and behind.startswith(("位次", "名次", "位序")):
        return True
    if place.name in ("位", "名") and _RANK_BEHIND_RE.match(behind) and _MOVED_UP_RE.search(before):
        return True
    if not quantity.bound and _THAN_RE.match(behind) and _COMPARED_WITH_RE.search(place.clause_before):
        return True
    is_each = before.endswith("各") and _names_several(place.clause_before) and behind[:1] in ("", "、", "和")
    is_turn = place.dimension in ("count", "person", "time") and not quantity.bound and not is_each
    if is_turn and _RANKED_RE.search(before):
        return True
    if place.dimension == "share" and not quantity.bound and before.endswith("前") and not before.endswith("以前"):
        return True  # 能效前5%的水平
    return (
        _EACH_RE.search(before) is not None
        or (quantity.low == 1 and _EACH_DONE_RE.search(before) is not None)
        or (place.dimension == "money" and _EACH_MORE_RE.search(before) is not None)
        or (quantity.bound in _STEPS_UP and before.endswith(("每", "按每", "上述", "前述")))
    )


def _is_said_by_others(place: Place) -> bool:
    """True for what the one who is answered has written, and for how many they are: 某某等3名代表提出."""
    is_signed = place.before.endswith("等") and _SIGNERS_RE.match(place.text, place.quantity.end) is not None
    return is_signed or _PROPOSED_RE.search(place.clause_before) is not None


# 在东山、西河两个镇各建茶市1个: where something is built, not what
_EACH_PLACE_RE = re.compile(
    "(?:乡镇|[镇乡村县市区]|街道|社区|行政村|学校|企业)各自?(?:至少)?(?=新?[建设改]|培育|打造|创建|发展|组建|配备)[^，。；]*[\\d一二两三]"
)


def _is_of_each(place: Place) -> bool:
    """True for the places of which each is to have so many of something, as a number behind says."""
    return place.dimension == "count" and _EACH_PLACE_RE.match(place.text, place.quantity.unit_end) is not None


_NEGATIVES: tuple[Callable[[Place], bool], ...] = (
    _is_rate_or_place,
    _is_rank_or_turn,
    _is_name,
    _is_part,
    _is_who,
    is_rule,
    _is_said_by_others,
    _is_of_each,
)


def _are_taken(place: Place) -> bool:
    """True for measures that somebody takes, told or wanted: 推出30项改革举措; not what a plan that is named holds."""
    text, quantity = place.text, place.quantity
    is_many = quantity.low is not None and quantity.low >= _TAKEN_LEAST and not quantity.is_chinese
    return (
        is_many
        and _TAKEN_NOUN_RE.search(head(text[quantity.unit_end : place.statement.clause_end])) is not None
        and (_TAKEN_RE.search(place.clause_before) is not None or _DONE_BEHIND_RE.match(text, quantity.end) is not None)
        and _OWN_PARTS_RE.search(text, 0, quantity.start) is None
        and _LISTED_RE.match(text, quantity.end) is None
    )


def _without_works(quantity: Quantity, words: str) -> str:
    """The words behind a count without the works that they end in, for those are no part of a plan."""
    return (_WORKS_RE if quantity.measure.name == "项" else _REPAIRS_RE).sub("", _WORKS_RE.sub("", words))
