"""Words by which a document says that it tells what has been, or wants what is to come."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors import quick_re as re
from extractors.targets.quantities import MODAL, Quantity

# How much of a document tells what has been: of an account of a year all, of news and replies most.
Tells = Literal["all", "most", "some"]

# Headings under which a document tells what has been: its numbers are facts.
REVIEW_RE = re.compile(
    r"""回顾|^(?:过去|近)的?[一二两三四五六七八九十]?年|总结(?!推广|提升|巩固|验收|评估|阶段|经验|完善)|成就|(?<!获得)成绩(?!做)|历程|成果丰硕|硕果累累|成绩斐然|(?P<gain>取得)
      | 成效(?!(?:更加|显著|明显|持续|进一步)?(?:提升|增强|提高|彰显))
      | 现状|基本情况|(?<!夯实)(?<!筑牢)(?<!打牢)(?<!巩固)(?<!做实)(?:发展|现实|工作|产业)基础|基础条件
      | (?:工作|完成|进展|落实|办理|推进|开展|实施|整改|发展|建设|运行|执行)情况(?!的)|主要做法
      | 存在(?:的)?(?:主要|突出)?(?:问题|不足|困难)|(?:主要|突出)问题$|问题(?:和|与|及)(?:挑战|困难|不足|短板)
      | (?:重要|重大|战略|现实|深远)意义|(?:认识|把握)[^，。；]{0,24}(?:重要性|必要性|紧迫性)
      | 面临(?:的)?形势|^(?:发展)?(?:环境|形势)(?:与|和|分析|$)|^[\u4e00-\u9fff]{2,6}形势$
      | (?:已|前期|所)(?:经)?(?:开展|采取|做|完成|落实)(?:了)?的?(?:主要|相关)?(?:工作|措施|举措)
      | 反映的?(?:主要)?(?:问题|情况)
      | 形势(?:依然|仍然|十分|更加|日益)?严峻|(?:发展|规划|编制)背景
    """,
    re.VERBOSE,
)
# … and words that say the opposite: 二、2026年重点工作; 一、2025年工作回顾和2026年工作安排 is told by its own children.
# Not 关于加大财政扶持的建议, 所提建议的办理情况: what a reply answers.
AHEAD_RE = re.compile(
    r"安排|目标|任务|打算|计划|部署|思路|重点工作|工作重点|下一步|展望|总体要求|^(?:工作|有关|相关|整改)要求$|(?<!的)建议(?!的|案)|(?<=工作的)建议$|措施"
)
# … unless it has been done: 已采取的措施.
# 圆满完成了全年造林任务 is a heading of what is done.
DONE_HEAD_RE = re.compile(
    r"^(?:圆满|顺利|全面|超额|提前|较好地?)?完成了|^(?:圆满|超额|提前)完成|(?:已|前期|所)(?:经)?(?:开展|采取|做|完成|落实)(?:了)?的?"
)
# … or says how far they have come: 主要目标任务完成情况. Not 计划执行情况和下一步打算.
RESULT_HEAD_RE = re.compile("(?:完成|进展|落实|执行|办理|推进|实施)的?情况(?:[（(][^（）()]{0,20}[）)])?$")
# A clause that tells a fact in a document that looks ahead. Not 企业已, not 项目前期.
# 通常在60万元到80万元之间 is so, whoever says it.
FACT_RE = re.compile(
    r"(?<!业)已(?:经|有|建|形|达|实|完|累|初|集|拥|发|开|入|超|突|成|培|与|为|在|覆|连|获|于|引|招|签|竣|启|落|改|拨|争取|举|布|整|办|新)|现已|(?<![项较比])目前|当前|"
    r"现有|通常(?=[在为需要是]|[^，。；]{0,2}\d)|截[至止](?:目前|今年|\d{1,2}月|(?:19|20)\d\d年)|(?<![较比于过按照])(?:去年|(?<!以)上年)|[近一二三四五]年来|"
    r"(?<!完成\d{4}年)以来|全[省市区县镇州](?:现)?共有|据统计|据悉|初步统计|(?:^|[。；])从[^，。；\d]{2,12}看，|此前|全年共|过去|数据显示|完成情况："
    r"|(?<!其中)在册(?:在岗)?(?:人[数员])?为?(?=\d{1,6}[人名]|$)"  # 机关在册56人，支队10人
)
# Headings whose items tell what has been as well, whatever they are called: 一、粮食生产 under 2023年工作总结.
REVIEW_PART_RE = re.compile(
    r"回顾|总结(?!推广|提升|巩固|验收|评估|阶段|经验|完善)|主要做法|(?:工作|完成|进展|落实|办理|推进|开展|实施|基本|发展|建设|运行|执行)情况(?!的)|"
    r"(?:已|前期)(?:经)?(?:开展|采取|做|完成|落实)(?:了)?的?(?:主要|相关)?(?:工作|措施|举措)|"
    r"(?:主要|工作|发展)(?:成就|成绩|成效)|^(?:发展)?现状|^(?:发展|现实|工作|产业)基础"
)
# What a plan works with is a fact: 针对首年关税为零的2034种商品, 围绕11条产业链.
# Not 九年义务教育巩固率; nor what the clause goes on to make of it: 依托龙头企业建设原料基地10万亩.
GIVEN_RE = re.compile(
    r"(?:针对|对标|聚焦|围绕|依托|面向|现有|已有|原有|基于|发挥|用好|巩固(?!率|提升|拓展|完善)|借助)"
    r"(?:(?!建设|新建|建成|打造|培育|组建|形成|引进|新增|改造|实施|开展|发展)[^，。；]){0,400}$"
)
# 面向全市高校设立50个岗位: what is made behind such a word is to come.
MAKES_RE = re.compile(
    r"(?:设立|遴选|选拔|评选|选聘|选调|招聘|新建|新增|建设|建成|打造|培育|引进|招引|举办|组织|开展|实施|推广|发放|推出|认定|开发|布设|铺设|设置|布局)"
    r"(?!的)"
)
# 完成对老城区现有的450万平方米棚户区的调查摸底: what stands there is to be worked on.
WORKED_ON_RE = re.compile(
    r"(?:(?:完成|实施|推进|开展|启动|加快)对[^，。；]{0,20}|(?:完成|改造|治理|整治|消化|消除|解决|盘活)(?:全[省市县区州])?)现有的?$"
)
# 过去一年工作回顾: the year before the report's own.
YEAR_BEFORE_RE = re.compile(r"过去(?:的)?一年|去年|上年|上一年")
# Not 争取到位资金, 争取到省级补助: what was got.
_STRIVES = (
    r"(?<!努)力争|争取(?=[到在实达新完]|全年|年内|今年|引进|建成)"
    r"(?!到位|到[^，。；\d]{0,10}(?:资金|补助|债券|贷款))"
)
# A clause that wants something, in a document that mostly reports (news, replies).
WANT_RE = re.compile(
    rf"{_STRIVES}|"
    r"确保|将|拟|(?<![列纳]入)(?<![列纳]入规划)计划(?!”|的|进度|总量|数)|预计|(?<!绩效)目标|打造|培育|形成|建成|建设|达到|达(?=[约近超]?\d)|实现|新增|推出|引进|到(?:19|20)\d\d年|(?:19|"
    r"20)\d\d年[底末]?前"
)
# 云台县推出9个项目: who did it stands before the verb. Not 重点培育企业30家, 全面建成泵站5座, which name nobody, nor
# 我局将引进项目20个, whose 将 comes first.
_IS_DONE_BY_RE = re.compile(
    r"(?:(?:其中|另外|此外)[，,])?(?:[\u4e00-\u9fff（）()]{1,16}?(?:[省市区县州旗镇乡村国]|[局厅委部院校所会]|公司|集团|企业|园区|片区|活动|大会|本次|此次)"
    r"(?:[还也共]|先后|同步|共同)*)(?:推出|引进|新增|打造|培育|形成|建成|建设)"
    r"|[\u4e00-\u9fff]{0,12}?(?<![将拟要])(?:推出|引进|新增|打造|培育|形成|建成|建设)了"
    r"|[^，。；将拟要]{1,20}?共(?:实现|完成)"  # 5500家企业共实现营收70亿元
)
INTENT_RE = re.compile(
    r"(?<!努)力争|争取(?!了|[^，。；]{0,10}(?:资金|补助|专项|债券|指标))|确保|将|拟|(?<![列纳]入)(?<![列纳]入规划)计划(?!”|的|进度|总量|数)|预计|目标|下一步|到(?:19|20)\d\d年"
)
DONE_RE = re.compile(
    r"已(?:经|会同|争取|组织|启动|开展|安排|投入|落实|初步|基本|累计|成功|建|形|培|打|引|推|达)|目前|截至|累计"
)
# 完成了…搬迁: the particle of what has been done, in the clause itself; not 为了, 了解, 建成了基础后，再新建5个
_ACHIEVED = "[成现增加建训入放展进约决办造排达得立到容升降]了(?![解然望])"
ACHIEVED_RE = re.compile(_ACHIEVED)
# … also where something is asked for: 方案提出，累计建成30家 is to come, 已建成30家 is not.
SURELY_DONE_RE = re.compile(
    r"(?<!业)已(?:经|会同|争取|组织|启动|开展|安排|投入|落实|初步|基本|累计|成功|建|形|培|打|引|推|达)|目前|截至|"
    + _ACHIEVED
)
# 发展取得显著成效。: what a report says before the figures that show it. Not 取得显著成效的企业.
_GAINED_RE = re.compile("取得了?[^，。；的]{0,12}(?:成效|成绩|成就|进展|突破|胜利)(?!的)")
# How sure a document is. Deliberately not 争取上级资金1亿元, which was got.
_HEDGE_RE = re.compile(
    r"力争|争取(?!了|到位|[^，。；]{0,10}(?:资金|补助|专项|债券|指标|额度))|努力|预计|计划(?=投资|新增|完成|实施|建设|达)|预期(?=达|增|目标)|原则上|大约|(?<!签)约(?=[\d百千万])|"
    r"左右|"
    r"近(?=[\d百千万])|上下|力促"
)
# 力争年末，完成投资2亿元: how sure it is stands with the time, in a clause of its own.
_HEDGED_TIME_RE = re.compile(
    r"(?P<hedge>力争|争取|预计)(?:[到在至于])?(?:今年|明年|来年|年[内末底]|[全本]年|(?:19|20)\d\d年)[^，。；\d]{0,4}，$"
)
# What follows is what one must fulfil to be supported: its numbers are conditions until the next section.
# 满足下列行业营业收入及纳税条件。 names them between.
_CASES = r"(?:出现|发生)(?:以下|下列)情[况形]之一[^。；：]{0,20}："
_CONDITIONS_RE = re.compile(
    r"(?:以下|下列)(?:(?:基本|全部|任一)?(?:条件|要求|标准)|[^，。；：]{2,16}条件)(?:之一)?[：。]?$"
    rf"|条件[：]?$|{_CASES}$"
)
# 改善办学条件, 提升就医条件: what is made better, no conditions of support.
_BETTERED_RE = re.compile("(?:改善|优化|提升|提高|创造|夯实|完善|改进)[^，。；：]{0,16}条件[：:]?$")
# Also 满足以下条件之一的茶企，奖励2万元：
CONDITIONS_WITHIN_RE = re.compile(
    r"(?:以下|下列)(?:基本|全部|任一)?(?:条件|要求)(?:(?:之一)?|之一的[^。；：]{2,80})："
    rf"|(?:认定|申报|申请|准入|享受|入选|参评)条件(?:如下|为)?：|{_CASES}"
)
# Not 组织事务30万元 of a budget.
WORKS_ON_RE = re.compile(r"完成|实施|推进|推动|开展|遴选|认定|组织(?!事务|部|机构|关系)|加快")
# What a report says is to come; it holds for the clauses behind: 市财政将设立总规模…的基金，首期规模5亿元. A 将 that
# moves an object is none: 将养老设施纳入规划.
OPENS_RE = re.compile(
    rf"{_STRIVES}|"
    r"拟(?![人态])|规划(?:到|至|于|在)(?:19|20)\d\d|规划(?:建设|新建|布局|设置)[^，。；、管局]{0,14}\d|(?<!投资)(?<!资金)(?<!行动)(?<!预算)(?<!完成年度)(?<!完成全年)(?<!占年度)(?<!占全年)(?<!完成)(?<![列纳]入)(?<![列纳]入规划)计划(?!”|渠道|中的?|内|单列|生育|指标|目标|任务|执行|完成情况|的|进度|总量|数)|预计(?!完成情况)|下一?步|下一?阶段|今后|"
    r"(?:^|[，。；“]|[局厅委府门会政部年月省市区县州盟旗镇乡》]|我们|方面|也)将(?![^，。；]{0,40}(?:纳入|作为|列入|转为|视为))|还将|"
    # 准备今年把团队扩充到60人
    r"(?<!已)准备(?=(?:在|于)?(?:今年|明年|年内|年底|下半年|再|把|将|新[建增]|扩))|"
    # 建设内容：项目占地15亩: what a work that is named will be
    r"(?:^|[，。；])(?:主要)?(?:建设|工程|实施|主要)内容(?:[及和与]规模)?：|"
    # 预期目标是：…; 其中，要保持…
    r"目标(?:任务)?(?:主要)?(?:是|为)[，：]|(?:^|[，。；])(?:其中，)?要(?![求素点闻件么害是不])|"
    r"》，?[^，。；]{0,6}(?:提出|明确)|》[^，。；]{0,4}(?:要求|规定)(?=，?(?:到|各|要|力争|对|以))|"
    r"(?:方案|计划|规划|意见|措施|纲要|其中|会议|全会)(?:还|中|同时|进一步)?(?:提出|明确|强调|部署)(?=[，：要到]|对)|"
    r"(?:会议|全会)(?:还|同时)?要求(?=[，：要到各])|"
    # 某省人民政府要加强组织领导，…: a reply lays on somebody what follows
    r"(?:政府|部门|各地区?|各省|[厅局委部])要(?=加强|切实|认真|严格|加快|按照|落实|会同|高度|进一步|坚持|强化|抓紧|积极|结合)|"
    # 报告提出; 市长强调，要…; 他表示，扎实推进…: what is said to be done
    r"报告》?(?:还|中|同时)?(?:提出|明确|部署)|"
    r"(?:指出|强调|表示|提出|要求|介绍|说)，(?:(?![，。；已是])[^，。；]){0,10}?(?:要(?![求素点闻])|必须)|"
    r"(?:指出|强调|表示|提出|要求)，(?:扎实|全力|全面|加快|着力|大力|继续|进一步|坚决|推动|推进|加大)(?!了)|"
    # 建成后可年产…: what a thing will do that is not there yet
    r"(?<!已)(?:建成|投产|达产|投用|投运|竣工|完工|投入(?:使用|运营|生产))(?:后|之后)(?=，?(?:可|将|能|预计|年|实现|每年))"
)
# 预计出栏25万头，较上年增长5%: an estimate of what has been. Not of a year to come.
_ESTIMATED_RE = re.compile(
    r"预计(?=(?:(?!到|至|20\d\d年|[明今全]年|年[底内]|将|可|今后|未来)[^。；]){0,40}?(?:同比|环比|[比较](?:上年|去年|上一年)))"
)


# 预计增加值完成35亿元: an estimate, where a part tells how a year went. Not 预计年底建成, 预计到2025年达到.
_GUESSED_RE = re.compile(r"预计(?!(?:[^。；，\d]{0,6})?(?:到|至|20\d\d年|[明今]年|年[底内]|将|可|今后|未来))")


def without_guesses(text: str) -> str:
    """A text (folded) of the same length, of a part that tells, in which 预计 says nothing unless a time is to come.

    >>> without_guesses("预计完成35亿元，预计年底建成").strip("\ue000")
    '完成35亿元，预计年底建成'
    """
    return _GUESSED_RE.sub("\ue000\ue000", text) if "预计" in text else text


def without_estimates(text: str) -> str:
    """A text (folded) of the same length in which 预计 says nothing where it only estimates what has been.

    >>> without_estimates("预计出栏25万头，较上年增长5%").strip("\\ue000")
    '出栏25万头，较上年增长5%'
    """
    return _ESTIMATED_RE.sub("\ue000\ue000", text) if "预计" in text else text


# A plan or a meeting that speaks; what it wants goes on in the sentences behind: 方案提出，…。改造小区20个。
_SPEAKS_RE = re.compile(
    r"(?:^|[，。；])(?:主要)?(?:建设|工程|实施|主要)内容(?:[及和与]规模)?：|"
    r"(?:根据|按照)(?:该|这份|上述)?(?:《[^《》]{2,60}》|方案|计划|规划|意见|措施|纲要)，|"
    r"(?:方案|计划|规划|意见|措施|纲要|报告|》|其中|会议|全会)(?:还|中|同时|进一步)?(?:提出|明确|强调|部署)(?!了)|(?:会议|全会)要求(?=[，：要])"
    # 《方案》从五个方面部署了14项任务
    r"|(?:方案|计划|规划|意见|措施|》)[^，。；]{0,12}(?:部署|安排|提出|明确)了[^，。；]{0,8}(?:任务|措施|举措|行动|工程)"
)
# … until another does: 据介绍，…; 记者了解到
_OTHERS_SPEAK_RE = re.compile(r"据(?:了解|介绍|悉|统计|测算)|记者|介绍说|表示，")
# 近期，…获批发布: the next report of a page of several
_NEXT_ITEM_RE = re.compile("(?:近日|近期|日前)，")
# What a clause of such a sentence does, with a bound or without.
_DOES_RE = re.compile(
    r"新[建增改]|改造|治理|改建|扩建|争创|创建|储备|招引|引进|遴选|举办|开展|完成|实施|推[广出]|提[升高]|增加|整治|修复|打造|培育|形成|建[成设立]|"
    r"达到?|实现|突破|超过|不低于|不少于|不超过|控制|稳定在|保持|降|压减|发放|整合|安排|设立|扩大|布局|吸纳|带动|惠及|扶持|引导|指导"
)
_REACHED = frozenset(["超过", "突破", "高于", "超", "控制在"])
# 一是…；二是…: parts of what the sentence before has begun.
# … an item of a list that it announces (分别是：（1）…), a stage of what it plans (第一期改造…)
_PART_OF_RE = re.compile(
    r"[一二三四五六七八九十]{1,2}是|其[一二三四五](?!中)|(?:分别是|具体是|包括)?[：，]?(?:（\d{1,2}）|[①-⑳]|\d{1,2}[.、．](?!\d))"
    r"|第?[一二三四五]期(?!工程已)"
    # a sentence without anybody who does it goes on with what the one before wants
    r"|(?:同时|此外|另外)?，?(?:着力|大力|全力|加大|加快|推进|推动|持续|深入|深化|扎实|积极|进一步|强化|实施|支持)(?!了|的|后)"
)
# A level with its change on the year before is told, where nobody wants it: 实现产值50亿元，同比增长8%.
_ON_YEAR_RE = re.compile(r"[^。；]{0,24}?(?:同比|[比较](?:上年|去年|上一年)|环比)(?![^，。；]{0,16}(?:以上|左右|以内))")
# What a plan's part on the situation says is to come: 人口还将增加4%, 力争2025年达到50%. Not 将4852户纳入低保.
WILL_RE = re.compile(r"力争|预计|(?:^|[，。；]|[年间口模量])[还也]?将(?!\d)")
# 5年内, 未来三年: to come, whenever the document was written.
AHEAD_YEARS_RE = re.compile(r"年(?:之内|以内|内)|未来|今后|接下来")
# Words of an account of a year; a document of no known kind that has so many of them is one.
_ACCOUNT_RE = re.compile(r"同比|[比较]上年|上年同期|环比")
COMPARED_RE = re.compile(r"同比|[比较](?:上年|去年|上一年)|环比|实际(?:入学|招生|完成|执行)")
_ACCOUNT_LEAST = 3
_ACCOUNT_SHARE = 400  # characters for each such word at most
# 2022年工作回顾, 2023年国民经济和社会发展统计公报: its title says it.
_ACCOUNT_TITLE_RE = re.compile(
    r"(?P<year>(?:19|20)\d\d)年(?:度)?[\u4e00-\u9fff]{0,16}(?:回顾|总结|统计公报|完成情况)(?:$|\n)", re.MULTILINE
)
# 2024年工作总结及2025年工作思路: of which year a report tells that dates no part of it
_TOLD_TITLE_RE = re.compile(
    r"(?P<year>(?:19|20)\d\d)年度?[\u4e00-\u9fff]{0,12}(?:回顾|总结|执行情况|工作情况)(?=[和及暨与、])", re.MULTILINE
)
_TITLE_REACH = 80  # characters at the head of a document that may be its title
_TOLD_YEAR_RE = re.compile(r"(?<![到至比较])((?:19|20)\d\d)年")

# Bounds that lay a duty on somebody: a fact is rarely told so.
DUTY_BOUND_RE = re.compile(f"不{MODAL}(?:少于|低于|高于|大于)|至少|不(?:应当?|[得宜可能许])超过")
# A rate that stands: 每处给予最高3万元的补助. Not 发放补助430万元, which has been paid.
_STANDING_RE = re.compile(
    r"标准|不等$|"
    r"每[^，。；\d]{1,6}(?:给予|奖励|补[助贴]|\d)"
)


# 下一步，我局将重点做好以下工作：: what follows is to come, until a heading that looks back.
_AHEAD_LIST_RE = re.compile(
    r"(?:下一?步|下一?阶段|今后|接下来|下半年)[^。；]{0,80}(?:以下|如下|下列|[几三四五六]个?方面|重点做好|着力做好|重点抓好)[^。；]{0,24}[：:。]?$"
)


# 主要预期目标是：生产总值增长9%；…: all that the list names is to be reached, to the end of its paragraph. Not the goal
# that a year had set itself before, nor how far goals have come.
_GOAL_LIST_RE = re.compile(
    r"(?<!完成)(?:(?:预期|发展|工作|主要|总体|奋斗|年度|控制|计划)的?目标|(?:预期|约束|计划)性?指标|目标任务)"
    r"(?:建议|安排|任务)?(?:初步|拟|主要|暂)?(?:定|安排|确定|设定|考虑|建议)?(?:是|为|如下)?[：:]"
)
_SET_BEFORE_RE = re.compile("(?:去年|上年|年初|当初|原定|既定|原先)[^，。；]{0,16}$")


def goals_begin(text: str) -> int | None:
    """Turn a sentence (folded) into where a list of goals begins that it announces, None where it announces none.

    >>> goals_begin("主要预期目标是：生产总值增长9%"), goals_begin("年初定下的主要目标是：增长9%")
    (8, None)
    """
    match = _GOAL_LIST_RE.search(text) if "标" in text else None  # 目标, 指标: most sentences have neither
    return match.end() if match and _SET_BEFORE_RE.search(text, 0, match.start()) is None else None


def announces_work(text: str) -> bool:
    """True for a sentence (folded) that says of all that follows that it is to be done.

    >>> announces_work("下一步，我局将重点做好以下工作："), announces_work("下一步，我局将新建道路3条。")
    (True, False)
    """
    return _AHEAD_LIST_RE.search(text) is not None


# Words of one who urges, and of one who tells, in a report whose parts have no headings.
_URGES_RE = re.compile(
    r"力争|力促|争取|确保(?!了)|抓好|办好|用好|做好|进一步|[出进育设造].?一批|坚决|更大力度|加紧|左右|不低于|不少于|"
    r"[，。；](?:要|加快|持续|深入|积极|支持|鼓励|引导)"
)
_TELLS_RE = re.compile(
    r"显著|成效|首次|荣获|获评|位居|居全|圆满|累计|成功|顺利|已|跃升|新高|同比|增长\d|提高到|一年来|过去|了|稳居|实现历史"
)
_WORDS_LEAST = 5


def urges(text: str) -> bool:
    """True for a Simplified report that says again and again what is to be done, and seldom what has been.

    >>> urges("加快建设，确保开工。抓好落实，力争投产。引进一批企业，办好展会，进一步扩大开放。")
    True
    >>> urges("同比增长5%，已建成，力争投产。")
    False
    """
    return _outnumbers(text, _URGES_RE, _TELLS_RE)


# Words of one who tells how a year went: 粮食安全更加稳固, 15个村入选, 通过省级验收, 提前完成.
_RECOUNTS_RE = re.compile(
    r"更加(?:稳固|高效|优质|完善|健全|优化|凸显|彰显)[。，；]|持续(?:巩固|向好|改善|优化)[。，；]|不断(?:壮大|完善|增强|提升)[。，；]|"
    r"大幅(?:改观|提升|改善)|稳步推进[。，；]|没有发生|未发生|居全[国省市区县州](?:第|前)|在全[国省市]推广|成效(?:明显|显著)[，。；]|取得重大突破|被(?:命名|评|授予|列为|确定|认定)|入选|获[评批得]|荣获|"
    r"通过[^，。；]{0,8}验收|提前完成|基本完成|圆满|成功|累计|(?<!业)已|位居|位列|首次|全面进步|同比|增长\d"
)


def recounts(text: str) -> bool:
    """True for a Simplified, folded text of no known kind that mostly tells how a year went.

    >>> recounts("粮食安全更加稳固。15个村入选示范村，通过省级验收。集体经济不断壮大，提前完成任务，累计办结5件。")
    True
    >>> recounts("要加快建设，确保开工。")
    False
    """
    return _outnumbers(text, _RECOUNTS_RE, _URGES_RE)


def _outnumbers(text: str, words: re.Pattern[str], others: re.Pattern[str]) -> bool:
    found = sum(1 for _ in words.finditer(text))
    return found >= _WORDS_LEAST and found > 2 * sum(1 for _ in others.finditer(text))


def hedge_of(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where a clause of a folded text that ends with its number says how sure it is, or the time before it does.

    >>> hedge_of("力争年末，完成投资2亿元", 5, 12), hedge_of("争取上级资金2亿元", 0, 9)
    ((0, 2), None)
    """
    if hedge := _HEDGE_RE.search(text, start, end):
        return hedge.span()
    timed = _HEDGED_TIME_RE.search(text, 0, start)
    return timed.span("hedge") if timed else None


def announces_conditions(words: str) -> bool:
    """True for the end of a Simplified text behind which stands what one must fulfil.

    >>> announces_conditions("应符合以下条件："), announces_conditions("改善办学条件")
    (True, False)
    """
    return _CONDITIONS_RE.search(words) is not None and _BETTERED_RE.search(words) is None


def is_told(text: str, start: int = 0) -> bool:
    """True where a Simplified text tells what has been, behind the last words that say what is to come.

    >>> is_told("近年来，建成基地"), is_told("去年建成5家，今后将"), is_told("将建成10家")
    (True, False, False)
    """
    opened = max((match.end() for match in OPENS_RE.finditer(text, start)), default=None)
    if opened is not None:
        return tells_fact(text, opened)
    return FACT_RE.search(text, start) is not None or DONE_RE.search(text, start) is not None


def tells_fact(text: str, start: int = 0) -> bool:
    """True where a Simplified text says surely that something is so; not by 累计 alone, which goals say too.

    >>> tells_fact("目前已建成5家"), tells_fact("累计建成5家")
    (True, False)
    """
    return FACT_RE.search(text, start) is not None or SURELY_DONE_RE.search(text, start) is not None


def account_year(text: str) -> int | None:
    """Turn a Simplified text of no known kind into the year it is an account of, None where it is none.

    An account compares with the year before again and again; it is of the year that it names most.

    >>> account_year("2014年，产值同比增长5%，比上年快1个百分点；2014年末，存栏同比增长2%。")
    2014
    """
    titled = _ACCOUNT_TITLE_RE.search(text, 0, _TITLE_REACH)
    if titled:
        return int(titled["year"])
    if sum(1 for _ in _ACCOUNT_RE.finditer(text)) < max(_ACCOUNT_LEAST, len(text) / _ACCOUNT_SHARE):
        return None
    years = [int(match[1]) for match in _TOLD_YEAR_RE.finditer(text)]
    return max(years, key=lambda year: (years.count(year), year), default=None)


def titled_year(text: str) -> int | None:
    """Turn a Simplified text whose title names the year it tells of, before the one it plans, into that year.

    >>> titled_year("岚海市水务局2024年工作总结及2025年工作思路"), titled_year("2025年工作要点")
    (2024, None)
    """
    match = _TOLD_TITLE_RE.search(text, 0, _TITLE_REACH)
    return int(match["year"]) if match else None


def opens(text: str, start: int, end: int) -> bool:
    """True where words of `text` before `end` say that something is to come, and none behind them that it is so."""
    if OPENS_RE.search(text, start, end) is None:
        return False
    found = OPENS_RE.search(text, start)  # what stands behind the end may say that it is none: 将｜4852户纳入低保
    return found is not None and found.end() <= end and not is_told(text[start:end])


def stands(clause: str) -> bool:
    """True for a clause that tells at which rate is paid, not what has been paid.

    >>> stands("每处给予最高3万元的建设补助"), stands("发放补贴430万元")
    (True, False)
    """
    return _STANDING_RE.search(clause) is not None and DONE_RE.search(clause) is None


_TO_COME_RE = re.compile("规划|计划|拟|目标|力[争促]|争取|确保|要|应|将|预计|每|到20|至20|今后|未来|下一步|需")


@dataclass(slots=True)
class Voice:
    """Who speaks in a paragraph, sentence by sentence: one who tells what has been, or one who wants something."""

    is_told: bool = False  # the sentences before tell what has been: 近年来
    is_item: bool = False  # the sentence is an item of a list, its number stands before it
    is_opened: bool = False  # the clause before the semicolon, or before 一是, says what is to come
    speaks: bool = False  # a plan or a meeting has the word
    announces: bool = False  # the sentence before announces items that are to come, or is one of them
    tells_on: bool = False  # all that stands before the semicolon is so: 截至2023年底，水厂12座；
    _before: bool = False

    def is_told_on(self, text: str, start: int, end: int) -> bool:
        """True for a clause that goes on telling behind a semicolon: no verb before its number, nothing to come.

        Risk: a goal without any verb behind a fact (现有水厂12座；管网300公里), which nobody can tell from one.
        """
        return self.tells_on and not (_DOES_RE.search(text, start, end) or _TO_COME_RE.search(text, 0, end))

    def enter(self, text: str) -> None:
        """Begin a sentence (Simplified, folded)."""
        self.speaks = self.speaks and _NEXT_ITEM_RE.match(text) is None
        is_part = self.is_item or _PART_OF_RE.match(text) is not None
        self.is_opened = self.is_opened or (self._before and is_part)

    def next_item(self) -> Voice:
        """The voice in which a paragraph begins that is an item: what has been announced goes on."""
        return Voice(announces=True, _before=True) if self.announces else Voice()

    def next_paragraph(self) -> Voice:
        """The voice in which a paragraph begins: a plan that a report retells keeps the word."""
        return Voice(speaks=self.speaks)

    @property
    def wants(self) -> bool:
        """True where the sentence that was left last says what is to come."""
        return self._before

    def leave(self, text: str, *, has_goal_year: bool) -> None:
        """End a sentence; `has_goal_year`: it names a year to come by which something is to be so."""
        wants = opens(text, 0, len(text)) or self.is_opened or (has_goal_year and not tells_fact(text))
        compares = _ACCOUNT_RE.search(text) is not None and not wants
        gained = _GAINED_RE.search(text) is not None and not wants
        self.is_told = is_told(text) or compares or gained or (self.is_told and OPENS_RE.search(text) is None)
        self._before = wants
        self.announces = wants and (text.endswith("：") or (self.announces and self.is_item))
        self.is_opened = wants and text.endswith("；")
        if tells_fact(text) or _OTHERS_SPEAK_RE.search(text) is not None:
            self.speaks = False
        self.speaks = self.speaks or _SPEAKS_RE.search(text) is not None

    def is_wanted(
        self, text: str, clause_start: int, quantity: Quantity, tells: Tells, *, is_dated: bool = False
    ) -> bool:
        """True where a document that tells so much of what has been wants a clause: it, or words before it, say so.

        `is_dated`: the sentences before tell of a year that is past.
        """
        start, end = clause_start, quantity.start
        if SURELY_DONE_RE.search(text, start, end):
            return False
        does = _DOES_RE.search(text, start, end) is not None  # asks: 接待人数年增长25%以上, 超过1亿人次
        asks = does or (tells == "most" and (quantity.comparator == "ge" or quantity.bound in _REACHED))
        is_asked = (self.is_opened and (asks or tells != "some")) or (
            self.speaks and (asks or (tells == "most" and not _ON_YEAR_RE.match(text, quantity.end)))
        )
        if opens(text, 0, end) or (is_asked and not tells_fact(text)):
            return True
        compares = quantity.comparator == "eq" and COMPARED_RE.search(text, start, end) is not None
        if compares or DONE_RE.search(text, start, end) or _ON_YEAR_RE.match(text, quantity.end):
            return False
        if tells != "some" and DUTY_BOUND_RE.fullmatch(quantity.bound):
            return True
        if _ACCOUNT_RE.search(text, start, end):
            return False  # 引进项目数比上年增长52%
        if tells == "some":
            if self.is_told:  # 目前，一期完工；…，完成投资9亿元: until somebody wants something
                return INTENT_RE.search(text, start, end) is not None
            return WORKS_ON_RE.search(text, start, end) is not None or WANT_RE.search(text, start, end) is not None
        is_open = tells == "most" and not self.is_told and not is_dated
        wants = WANT_RE.search(text, start, end) if is_open else None
        return wants is not None and not (_IS_DONE_BY_RE.match(text) or _IS_DONE_BY_RE.match(text, start, wants.end()))
