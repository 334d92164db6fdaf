"""What of an item is its heading, and what a heading says about the items under it."""

from __future__ import annotations

from extractors import quick_re as re
from extractors.line_ends import is_line_end
from extractors.models import SectionKind, Span
from extractors.script import simplify
from extractors.tasks.unit_lists import ends_as_body
from extractors.tasks.unit_places import list_at_end

# Characters: the longest heading seen in real plans is 38; a longer first sentence is text.
HEADING_LENGTH = 40
# A heading may pair two phrases (加快产业发展，切实做强做优县域经济), three where it stands alone on its line;
# more make it
# a sentence. Where text follows in the same paragraph a pair is short, or its first clause is the title
# (第二十条 进一步强化文旅体、版权产业链条，完善上下游协同机制，鼓励…发展。完善…).
_LINE_COMMAS, _PAIR_COMMAS, _PAIR_LENGTH = 2, 1, 30
# 高度重视，精心组织，科学制定方案。…: two phrases of four characters and what they lead to, without a figure
_TRIPLE_LENGTH = 24
_TRIPLE_RE = re.compile(r"(?:[\u4e00-\u9fff]{4}[，,]){2}[\u4e00-\u9fff“”]{3,12}")
# 打好主动仗,跑出加速度,在强农固本上见实效: two phrases of one length, and in what they lead to success
_TRIPLE_IN_RE = re.compile(
    r"(?:[\u4e00-\u9fff]{5}[，,]){2}在[\u4e00-\u9fff“”、]{2,12}[上中]|(?:[\u4e00-\u9fff]{6}[，,]){2}在[\u4e00-\u9fff“”、]{2,12}[上中]"
)
# 以项目建设为抓手，构建全链条服务体系: by what, and then what is done; longer than other pairs may be
_BY_WHAT_RE = re.compile(
    r"以[^，。；]{2,24}为(?:牵引|抓手|引领|助推|核心|重点|目标|导向|契机|支撑|主线|基础|载体|突破口?|保障|动力|依托|关键|根本|先导|中心)[，,]"
)
# 以园区建设为抓手，做优第一产业，确保农业实现新进展: by what, what is done, and to what end
_BY_WHAT_TO_RE = re.compile(
    _BY_WHAT_RE.pattern + "[^，。；\\d]{4,16}[，,](?:确保|推动|实现|促进|力促)[^，。；\\d]{4,24}"
)
# A first clause that stands for a missing heading is cut here, so that a run-on sentence makes no heading of 200
# characters.
_CLAUSE_LENGTH = 80
_LONGEST_PAIR = 46  # characters of a pair of phrases that the headings beside it show to be a heading too
_TEXT_LEAST = 20  # characters behind the gap after a heading

_SPACE_RE = re.compile(r"[\s　]*(?:(?<=[）)])[，,、：:][\s　]*)?(?:问\s*[：:]\s*)?")  # （一）、提升供给
# 第二条 【鼓励重大文旅项目投资建设】…, 第三条［适用范围］, 第一条（目的）
_BRACKETED_RE = re.compile(r"[【\[［](?P<heading>[^】\]］\n]{1,60})[】\]］]")
_ARTICLE_ROUND_RE = re.compile(r"[（(](?P<heading>[\u4e00-\u9fff、“”]{2,20})[）)](?=[\s　]*(?:[^\s。]|$))")
_CLOSING = " \t\r\n　：:，,；;、"
_LINE_RE = re.compile(r"[^。！？!?\n]+(?=\n|$)")
# A half-width stop counts between two Chinese characters: 规范停车秩序.严查违停
_STOP_RE = re.compile(r"[。！？!?\n]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
# The comma of 1,720.00万元 parts no clauses.
_COMMA = r"(?:，|,(?!(?<=\d,)\d{3}(?!\d)))"
_CLAUSE_RE = re.compile(_COMMA + r"|[。；;：:！？!?\n]|(?<=[\u4e00-\u9fff])\.(?=[\u4e00-\u9fff])")
_COMMA_RE = re.compile(_COMMA + "|[；;]")
# 指导思想：以习近平…: a colon ends a heading only behind a short noun phrase
_COLON_RE = re.compile(r"[^，,。；;：:（(\n]{2,16}[：:](?=[\s　]*[^\s　])")
# 动员阶段（3月1日至10日）：召开动员会。: a stage and when it is are the heading of what is done in it
_STAGE_RE = re.compile(
    r"[^，,。；;：:（(\n]{2,16}阶段[（(](?=[^（）()\n]{0,8}\d)[^（）()\n]{2,30}[）)][：:](?=[\s　]*[^\s　])"
)
# 开展普查（80个工作日）责任单位：…: the label of the list behind it is no part of a heading; alone, or with words that
# say which bodies are meant (明确责任单位：), it is one
_LABEL_BEHIND_RE = re.compile(
    r"(?<=[\u4e00-\u9fff）)]{4})(?<!明确)(?<!确定)(?<!落实)(?<![的各和与及一二])(?:责任|牵头|配合)(?:单位|部门|处室|科室)[：:]"
)
# “强基础”：完善设施布局: a catchword and what it means are one heading
_CATCHWORD_RE = re.compile("“[\u4e00-\u9fff]{2,8}”[：:]")
# A unit list is no heading: 三、（牵头单位：…）
_UNIT_LIST_RE = re.compile(r"[\s　]*[（(\[［〔【](?:责任|牵头|配合|主责|落实)")
# Headings that stand glued to their text where line breaks are gone (一、总体目标建立规则明晰…): closed words that
# open every second plan. They may only be cut off where a verb phrase follows without any mark between.
GLUED_RE = re.compile(
    r"(?:(?:指导思想|总体要求|总体思路|基本原则|工作目标|目标任务|主要目标)[和与及、](?:总体要求|基本原则|工作原则|工作目标|目标任务|主要目标|总体目标|工作任务)"
    r"|其[他它](?:要求|事项)|(?:编制|规划|设计|选址|分配|遴选)原则(?=坚持)|总体要求|总体目标|总体思路|指导思想|基本原则|工作目标|主要目标|发展目标|工作原则|工作要求|(?:发展|建设|实施)原则|(?:建设|行动|改革)目标(?!任务|责任)|(?:发展|工作)思路|战略定位|主要任务|重点任务|工作任务|主要措施|工作措施"
    r"|保障措施|组织实施(?=加强|强化|成立|建立|健全|完善|明确|压实|切实|充分|各|由|要|在|市|省|区|县)|组织保障|重要意义|重大意义|工作步骤|实施步骤|适用范围|有关要求|工作内容|目标任务|关于(?!印发|[^问]{0,30}的通知)[^，。；：、\n]{4,36}?问题)"
    r"(?=(?![和与及、分清机的是为])[\u4e00-\u9fff“][^\n。]{5}|20\d\d年[^，。\n]{0,12}，)"
)
# The same of reports, replies and 解读: 一、出台背景本市是…, 工作开展情况近年来，…, 二、2026年工作安排2026年是…. A line
# that is a heading itself holds no comma, and a heading that goes on says so by its next character.
GLUED_TELLING_RE = re.compile(
    r"(?:(?:出台|起草|制定|编制|政策|修订)(?:的)?(?:背景|依据|目的|过程)|(?:工作)?(?:基本|总体|开展|进展|完成|落实|推进)情况"
    r"|(?:工作)?(?:主要)?(?:做法|成效|亮点)|(?:存在|面临)的?(?:主要)?(?:问题|困难)|(?:20\d\d年度?|[去今明上]年|下一?步)(?:的)?"
    r"(?:主要|重点)?工作(?:安排|打算|计划|回顾|总结|情况|任务|措施|思路)|主要内容|政策亮点|支持范围|支持对象"
    # 2024年水务工作总结过去一年，我们…; 2020年工作和“十三五”发展回顾2020年是…
    r"|20\d\d年度?[\u4e00-\u9fff“”]{0,16}?(?:工作|发展)(?:回顾|总结)"
    r"|(?:整治|检查|工作)(?:重点|范围|对象)|(?:扶持|支持|优惠|奖补)政策|(?:评估|检查|考核|督导|整治|培训|活动)内容|工作职责)"
    r"(?=(?:主要(?:包括|有)|(?:重点|具体)包括|详见|下一?步[，,我]|今后[，,]|此次|近年来|近期|截至|目前|今年|去年|当前|一直以来|“?十[一二三四五六]五”?(?:时期|期间)|过去[一二三四五]年|这一年|一年(?:以)?来|年初以来|为[了深贯认]|按照|根据|围绕|坚持|对[^\n，。；]{2,30}?(?:每|给予|按)|我[省市区县州局厅委]|[本全]|20\d\d年|贵[会委]|您"
    r"|[\u4e00-\u9fff]{1,6}(?:是|地处|位于|属于|拥有|现有|共有|下辖))[^\n]{0,80}[，。；,])"
)

# 工作目标 到2026年，…: a space is left of the line end behind the heading, where sentences follow in the paragraph
# 2014年工作总结  2014年，…: so is a gap of two; 自查阶段（5月30日前） 各镇…: a bracket may end the heading
_GAP_RE = re.compile(
    r"[\u4e00-\u9fff“”、]{3,24}[\u4e00-\u9fff”](?:（[^（）\n，。]{2,20}）)?(?=[ 　]{1,4}[\u4e00-\u9fff“《])"
    r"|(?:20\d\d年)?[\u4e00-\u9fff“”、]{3,24}(?=[ 　]{2,4}(?:19|20)\d\d年)"
    # 2016年计划执行情况 2016年，…
    r"|20\d\d年[\u4e00-\u9fff“”、]{3,24}(?=[ 　](?:19|20)\d\d年[，,])"
)

# What a heading adds of what lies elsewhere: （详见附件1）. Not how much its text holds: （4项） stands before its stop
_POINTER_RE = re.compile(r"[（(]详?见[^（）()]{1,16}[）)]\Z")
# 2025年6月底前，… and 到2027年，… only say when: the clause behind is the title too.
_WHEN_RE = re.compile(
    r"(?:力争|确保|争取|计划|预计|原则上)?(?:到|至|于|在|自|从|截至)?"
    r"(?:(?:19|20)?\d\d年度?|\d{1,2}月份?|\d{1,2}日|[今明本当每]年|“?十[二三四五六七]五”?|[一二两三四五\d]年|第?[一二三四]季度"
    r"|[上下]半年|[上中下]旬|[年月]?[底末初中]|年|期间|[以之]?[前内后]|起|至|到|[-—~～、])+",
)

_GOAL_RE = re.compile(
    r"""
      # 工作目标, 到2025年的发展目标
      (?:工作|总体|发展|建设|主要|预期|行动|奋斗|阶段|具体|年度|近期|中期|远期|规划|改革|战略)目标
    | ^目标(?:任务|要求|定位)?$ | 目标任务$
    | 指导思想 | 指导方针 | 基本原则 | 工作原则 | 总体要求 | ^总体部署$ | (?:总体|基本|发展|(?<![年步])工作)思路
    | 总体定位 | ^(?!实现|围绕|锚定|对照|聚焦|完成|落实|分解)[\u4e00-\u9fff]{2}目标$            # 环境目标
    | 功能定位 | 发展定位 | 战略定位
    | ^(?:[\u4e00-\u9fff]{2})?空间布局$   # not 统筹优化乡村国土空间布局
    | 发展愿景 | 主要指标
    # 安全原则; not 本着“先易后难”原则，有序开放公共数据, nor 统筹资金按照用途不变的原则
    | ^(?!.*(?:本着|按照|依照|根据|遵循)).*原则$
    """,
    re.VERBOSE,
)
# Parts that look back, argue or define: no tasks under them.
_OTHER_RE = re.compile(
    r"""
      # 基本情况, 存在的困难和问题; not 优化发展环境
      ^(?:工作|总体)?(?:基本|总体|有关|工作|进展)情况$
    | ^(?:20\d\d年度?|去年|上年)?(?:国民经济和社会发展)?(?:计划|预算|规划)(?:执行|实施|落实|完成)情况$
    | ^(?:出台|起草|制定|编制|政策|修订)的?(?:背景|依据|目的|过程|意义)(?:[和与及][^，]{2,6})?$
    | ^[^，。、]{2,20}(?:发展|建设|工作|产业)(?:的)?(?:基本)?现状$   # 我市中药产业发展现状
    | ^(?:主要|存在|面临)的?(?:困难|问题|不足)(?:[和与及][^，]{2,6})?$
    # “十四五”时期发展面临的形势
    | ^(?!应对|科学|分析|把握|准确|认清|化解|破解|解决|正视|主动)[^，。；]{0,24}
      (?:时期|期间|发展|产业|事业|工作|建设)面临的?(?:新|主要|国内外|内外部)?
      (?:形势|环境|机遇|挑战)(?:[和与及、][^，]{2,6})?$
      # 数字乡村建设现存问题; not 整改督查存在问题
    | ^(?!.{0,12}(?:解决|整改|针对|化解|破解|梳理|查找|排查|聚焦|改进))[^，。]{2,14}(?:现存|存在)的?
      (?:主要|突出)?(?:困难|问题|短板|不足)$
    # what is looked at (是否…), no task
    | ^(?:专项)?(?:排查|检查|自查|督查|核查|巡查|评估|督导|监管|抽查|审计)的?(?:主要|重点)?(?:范围|内容|对象|要点|事项)$
    # 新型研发机构一般应符合以下条件: of what it speaks, not what is to be done
    | ^[^，。；：]{0,24}(?:应当?|须|需|必须)(?:同时)?(?:符合|具备|满足)(?:以下|下列)(?:基本)?条件$
      # 重点整治区域, 实施范围, 园区类型: where and for whom; not 明确整治范围
    | ^(?:重点|主要)?(?:整治|治理|检查|排查|实施|行动|管控|覆盖|建设|规划|帮扶|培训|补贴|奖补)的?
      (?:重点|主要)?(?:区域|范围|对象)$
    | ^(?:补[贴助]|资助|奖励|奖补|扶持|救助)?(?:范围|依据)$ | ^[^，。]{2,10}种类[及和与]范围$
    | ^(?:园区|项目|申报|建设|企业|平台|机构)(?:类型|类别)$ | ^(?:建设|技术)标准$ | ^投资(?:规模|估算|概算)$
    | ^(?:认定|申报|申请|评选|参评|参赛|推荐|报名|入选|准入|奖励|补贴|享受)的?(?:基本)?条件$
    | ^(?:项目)?(?:实施|建设|立项|开工|准入|入园|合作)(?:的)?(?:基本)?条件$            # 项目实施条件; not 改善办学条件
    | ^(?:组成|成员|专班|领导小组|工作专班)(?:组成)?(?:人员|名单|成员)$
    |
      ^(?:发展|工作|建设)?(?:现状|基础|成效|成绩)(?:[及和与、](?:主要|存在|面临)?的?(?:成效|成绩|问题|形势|基础|不足|挑战)){1,2}$
    | (?:成果丰硕|硕果累累|成绩斐然)$   # 一、上下同心，三年攻坚成果丰硕: a slogan that heads what has been
    # “十四五”时期经济社会发展取得重大成就; not 推动改革取得更大成绩
    | ^(?!推动|力争|争取|努力|奋力|确保)[^，。]{4,24}取得(?:了)?(?:重大|显著|历史性|辉煌|巨大|新的?)?成[就绩]$
    | ^[^，。]{2,24}取得的?(?:重大|显著|历史性|辉煌|巨大|主要)?(?:成[就绩效])$   # “十四五”发展取得的巨大成就
    | 回顾$ | 工作总结$ | ^过去[一二两三四五]年的?(?:主要)?工作$
    | ^(?:概念|术语|名词)(?:定义|解释|界定|说明)$
      # not 近年来工作开展情况: of a reply that is what it has undertaken
    | ^(?:20\d\d年(?:上半年)?|去年|上年|今年|过去[一五]年|上半年|前[二三]季度|[一二三]季度)(?:的)?
      (?:主要|重点)?工作(?:总结|回顾|(?:开展|完成|推进|进展)?情况|成效|亮点)
      # 2024年水利工作完成情况
    | ^20\d\d年度?[\u4e00-\u9fff]{2,10}工作(?:总结|回顾|(?:开展|完成|推进|进展)情况)$
    | ^(?:发展|规划|现实|现有|工作|实施|编制|建设)?(?:现状|背景|基础|形势|环境){1,2}(?:与优势|条件|分析)?$
    | ^发展(?:趋势|机遇)$ | ^困难[和与]?挑战$
      | ^面临的?(?:形势|挑战|机遇)
    # 将第三条修改为, 删去第十一条, 增加一条: what changes in rules
    | ^[将把在对]?原?第[一二三四五六七八九十百零〇\d]{1,5}[章节条款项]
      (?:[^。；]{0,60}?(?:修改|改|修订|变更|调整)[为成]|[^。；，]{0,30}?(?:增加|删[去除]|予以(?:删除|废止)))
    | ^(?:删[去除]|增加|废止)(?:原?第[一二三四五六七八九十百零〇\d]{1,5}|[一二两三四])[章节条款项]
    | ^本(?:通知|意见|决定|公告|方案|办法|规定|细则|措施|政策|预案)自[^，。；]{2,24}起(?:正式)?
      (?:施行|执行|实施|生效|试行)
    # 启动条件, 预警分级, 火灾事故等级划分 of emergency plans: which case is which
    | ^(?:响应)?(?:启动|终止|响应|触发)条件$ | ^(?:预警|响应|应急响应|灾害|灾情|险情|事件|事故)的?(?:标准|级别|等级)$
    | ^(?!完善|明确|健全|实行|落实|开展|加强)[\u4e00-\u9fff]{0,8}
      (?:预警|事件|事故|灾害|灾情|响应|险情|旱情|汛情|火灾)的?(?:分级|(?:等级|级别)划分)(?:标准)?$
    | ^(?!加强|开展|做好|强化|深化|进行|健全|完善)[\u4e00-\u9fff]{0,8}[成原]因分析$   # 险情成因分析
    | ^(?:取得的?)?(?:发展|主要|建设|工作|改革)?(?:成就|成效|成绩)$ | 形势(?:依然|仍然|仍|十分|更加|日益)?(?:十分)?严峻$
    # 活动目的
    | ^(?:活动|工作|整治|检查)?目的(?:[和与及、]?意义)?$
    | ^(?:工作|试点|活动|改革|建设|(?:开展|推进|实施)[^，。]{2,16}的)?(?:重要|重大|战略|现实)?意义$
    | ^(?:现状|形势)与?(?:分析|要求)$ | ^存在的?(?:主要)?问题 | 机遇(?:与|和)挑战$
    | ^(?:考评|考核|评价|评分|计分)(?:内容|方式|方法|程序|办法|标准|结果\w*)$
    | ^关于(?:本?政策的?)?(?:适用(?:对象|范围)|解释权?|有效期|实施期限|(?:资金)?(?:申报|拨付|兑现)[^，。]{0,12}
      |重复[^，。]{0,12})$
    | ^附\s*则$ | ^总\s*则$ | ^适用(?:范围|对象) | ^有效期 | ^名词解释 | ^术语
    | ^(?:考评|考核|支持|扶持|奖励|奖补|补助|补贴|资助|评选|申报|参评|参赛|救助|服务|受理|保障)(?:对象|主体)$
      # 奖励申请材料, 受理部门, 办理时限: of what, where and when one applies; not 精简申请材料, 压缩办理时限
    | ^(?:奖励|奖补|补[贴助]|资金|项目|扶持|资助|政策|企业|个人|网上)?(?:申[报请领]|受理|办理|兑现)的?
      (?:材料|时间|时限|期限|地点|部门|窗口)(?:[和及与、](?:时间|地点|方式))?$
    | (?:评价|评审|评选|评分|考核)指标(?:体系)?[及和与]其?权重$
    | (?:需要?|应当?)?(?:提交|提供)的(?:申报|申请|证明)?材料$ | ^申报(?:条件|材料|程序)
      # 申领审核程序: how one applies for a subsidy, and who may; not 规范审核程序
    | ^(?:补[贴助]|资金)?申[请领](?:条件|(?:[和与及、]?(?:审核|审批|发放|拨付)){0,2}(?:程序|流程))$
    | ^审核(?:[和与及、]?(?:审批|发放|拨付))?(?:程序|流程)$
      # of a call for offers: where, when and by what it is decided
    | ^(?:评审|报名|开标|投标|报价|递交|面试|考试)的?(?:时间|地点|日期|方式)$ | ^(?:工作|服务|办公)地点$
    | ^评审(?:项目|内容|标准)(?:[及和与](?:分值|权重|标准))?$
    | ^(?:参与|参加)?(?:报价|投标|比选)[^，。]{0,10}(?:要求|资格)$
      # 活动主题, 活动时间及地点: what a notice says of an event
    | ^(?:活动|会议|培训|比赛|赛事|展会|评选)的?(?:主题|名称|时间|地点|对象|范围|口号)
      (?:[和与及、](?:主题|时间|地点|对象|范围))?$
    """,
    re.VERBOSE,
)
_SAFEGUARD_RE = re.compile(
    r"""
      ^(?!.*制[定订]).*保障措施$      # not 制定稳定运行的保障措施, which is work
      # 健全工作保障机制; not 健全待遇保障机制: what is secured for people is work
    | ^(?:建立|健全|完善|强化|创新|构建|落实|和|与){0,3}
      (?:工作|组织|实施|要素|资金|经费|投入|政策|落实|运行|推进|长效|制度|服务|综合|各项|相关|协调|联动|支撑){0,3}保障机制$
    | ^(?:政策|要素|资金)(?:支持|扶持)$ | ^(?:支持|扶持)政策$
    | ^[一-龥]{0,10}保障政策$                  # 完善人才保障政策; not 落实住房保障政策待遇
    # …，加强资金保障
    | (?:组织|政策|实施|应急|资金|经费|基础|要素|制度|服务|支撑|人才|措施|机制|规划|工作|强化|加强|条件|综合)
      (?:实施)?保障$
    | ^(?:加强|坚持|强化)?党对.{2,12}的?(?:全面|集中统一)?领导$ | ^(?:加强|坚持|强化)党的(?:全面|集中统一)?领导
    | ^(?:切实|进一步)?(?:加强|强化)领导(?:$|[，,])          # 切实加强领导，确保改革顺利进行
      # 组织实施; not 组织实施茶园改造工程, 组织推进技术进步, which is work
    | ^组织(?:实施|领导|推进)(?![\u4e00-\u9fff“”]{2,40}(?:工程|行动|项目|建设|改造|活动|培训|试点|进步|升级|发展)$)
    | 组织领导$ | ^(?:加强|强化|狠抓|抓好|抓紧|切实加强)组织(?:领导|实施|推进)
    | ^实施(?:机制|保障) | ^(?:工作|有关|相关)要求$ | ^(?:监督|考核|评估|督导|督查)(?:考核|检查|评估|问责|落实)
    | ^(?:切实)?保障.{0,6}(?:规划|计划|方案|任务).{0,4}(?:实施|落实)$      # 第四章 保障规划实施
    | ^保障[^，。]{2,24}工作(?:有效|有序|全面)?(?:落实|落地|实施|开展)$    # 十、保障合同签订工作落实
    | ^保障(?:要素|体系|条件|支撑)$ | ^支撑保障$
    | ^推进(?:机制|落实|措施)$ | ^(?:规划|计划|方案)实施$
    | ^(?:强化|加强|确保|狠抓)(?:工作|任务|规划|责任)?(?:落实|实施)$
    | 组织实施(?:工作)?$ | (?:督查|督导|督促|监督|考核)(?:指导|检查|落实|问责|督查|考核)$
    """,
    re.VERBOSE,
)
# 督查检查考核计划: what is to be inspected, not how the plan is
_PLANNED_RE = re.compile("(?<!实施)(?<!落实)(?:计划|事项)$")
# Heads of parts at any depth: 二、主要内容和要求 ⏎ （二）工作要求
_SAFEGUARD_PART_RE = re.compile(r"^(?:保障措施|组织保障|实施保障|工作要求|有关要求)$")
# What an assessment adds to a heading: 加强工作保障（5分）, 组织领导（共4项）.
_POINTS_RE = re.compile(r"[（(]共?[\d.]{1,5}[分项条个][）)]$")
# A clause that says who has to do what is no heading, whatever word it ends in: 政务部门应当遵循合法、必要、适度原则
# A sentence that says who does what is its own text: 财政部负责安排经费，专款专用。
_ASSIGNS_RE = re.compile(r"应当|不得|必须|负责(?!制|人)|下列(?:行为|情形)")
# So is one that says when, or who is to: 检查结束后，登记机关要做好验收。
_TIMED_RE = re.compile(r"[后时][，,]|(?:部门|机关|单位|政府|地区|各地)要(?!素|求|点)")
# So is a pair whose later clause counts: 开展环境整治行动，新改建户厕2500座
_COUNTED_RE = re.compile(r"[0-9０-９](?!\s*月|[+＋])[^，；]{0,4}[万亿%％个家座辆项亩户人名套所公里处台批]")
# A first clause that ends in its figure says all there is to say: 生产总值增长6%以上,高质量前提下能快则快。
_QUANTITY_END_RE = re.compile(
    r"[0-9０-９](?:个百分点|[%％‰]|[万亿]?(?:元|美元|亩|公顷|公里|平方公里|平方米|立方米|吨|人|人次|户|家|个|辆|张|件|套|台|座|棵|头|只))"
    r"(?:[（(]不?含[）)])?(?:以上|以内|左右|以下)?(?:[（(]不?含[）)])?$"
)
# 年产值1亿元至5亿元的，按3%奖励; 对重点项目，可…: a clause that says who or which is the title of its item, and what is
# granted or asked its text; so gold files head the bands of an article. Not 对标先进，…, nor 明确目的，….
_WHOM_RE = re.compile(
    r"[^，,；;。]{2,80}(?<![目标])的[，,]"
    r"|(?:对(?![标接照外内口台应比称等待象策方])|凡(?![事尔]))[^，,；;。]{2,80}[，,]"
    r"(?:给予|予以|可|应|须|按|每|经|分别|一次性|一律|奖|补|优先|不|由|实行|免|减|再)"
)
_CLAUSE_OF_RULES_RE = re.compile(r"应当|不得|必须")
# 各项指标情况，与相关规划、工作目标水平对比评估: a longer heading speaks of goals in passing where it ends otherwise
_GOAL_LENGTH = 24
_GOAL_END_RE = re.compile(r"(?:目标|要求|思路|原则|定位|愿景|指标|任务)(?:[（(][^（）()]{1,16}[）)])?$")
# 立足城市战略定位，推动…; 制定年度目标: what is to be done about a goal is none
_DOES_RE = re.compile(
    r"(?:立足|围绕|聚焦|锚定|紧扣|对标|对照|制定|制订|分解|下达|完成|确保|细化|压实|落实)[^，,]{0,16}?"
    r"(?:目标|定位|原则|要求)(?:$|[，,])"
    r"|(?:继续|进一步|持续)?(?:推进|优化|完善|深化|突出|强化)[^，,]{0,16}定位$"
)
# Words by which a top-level part names its tasks, so that an inner 要素保障 stays a task.
# 2026年工作思路 of a bureau's report lists what it will do.
_TASK_RE = re.compile(
    r"(?:主要|重点|重大|工作|具体|建设)(?:任务|工作|举措|措施|内容)|重点工程|工作安排|工作重点"
    r"|(?:20\d\d年度?|[明来]年|下一?步|下阶段|今后)的?(?:主要|重点)?(?:工作)?思路"
)


def split_heading(view: str, start: int, end: int) -> Span:
    """Find the heading of the item whose label ends at `start` and whose first block ends at `end`.

    In order: words in 【】; the whole line where it is short and no sentence follows; the first sentence where it is
    short; a noun phrase before a colon; a known heading glued to its text; else the first clause.
    Returns a span without the stop; empty where the label stands alone.
    """
    begin = skip_space(view, start)
    if begin >= end:
        return Span(start, start)
    if _UNIT_LIST_RE.match(view, start, end):
        return Span(begin, begin)
    for pattern in (_BRACKETED_RE, _ARTICLE_ROUND_RE):
        bracketed = pattern.match(view, begin, end)
        if bracketed:
            return Span(*bracketed.span("heading"))
    line = _LINE_RE.match(view, begin, end)
    unit_list = list_at_end(view, begin, line.end()) if line else None
    if unit_list is not None and _is_heading(view, begin, unit_list, is_alone=True):
        return Span(begin, begin + len(view[begin:unit_list].rstrip(_CLOSING)))
    stop = _STOP_RE.search(view, begin, end)
    sentence_end = stop.start() if stop else end
    label = _LABEL_BEHIND_RE.search(view, begin, sentence_end)
    if label:
        return split_heading(view, start, label.start())
    unit_list = list_at_end(view, begin, sentence_end, is_line=False)
    if unit_list is not None and _is_heading(view, begin, unit_list, is_alone=False):
        return _trimmed(view, begin, unit_list)
    colon = _COLON_RE.match(view, begin, sentence_end)
    gap = _GAP_RE.match(view, begin, sentence_end)
    if gap and view.count("“", begin, gap.end()) > view.count("”", begin, gap.end()):
        gap = None  # 开展“茶香万里 法治同行”活动: the blank is part of a name
    means = _CATCHWORD_RE.match(view, begin, sentence_end)
    if means and _is_heading(view, means.end(), sentence_end, is_alone=stop is None):
        return _trimmed(view, begin, sentence_end)
    stage = _STAGE_RE.match(view, begin, sentence_end)
    if stage:
        return Span(begin, stage.end() - 1)
    if colon and not (gap and _opens_text(view[gap.end() : colon.end() - 1].strip())):
        return Span(begin, colon.end() - 1)
    is_cut = gap is not None and is_line_end(view, gap.end())
    if gap and not is_cut and (sentence_end < end or _is_sentence(view[gap.end() : sentence_end])):
        return Span(begin, gap.end())
    glued = GLUED_RE.match(view, begin, end) or GLUED_TELLING_RE.match(view, begin, end)
    if glued:
        return Span(begin, glued.end())
    alone = _trimmed(view, begin, sentence_end)
    is_alone = not view[sentence_end + 1 : end].strip()
    if _is_heading(view, begin, alone.end, is_alone=is_alone):
        aside = _POINTER_RE.search(view, max(begin, alone.end - 20), alone.end)
        return Span(begin, aside.start()) if aside else alone
    return first_clause(view, start, end)


def first_clause(view: str, start: int, end: int) -> Span:
    """The first clause of an item, with the one behind it where the first only says when: what names a lone sentence.

    Takes where the words behind the label begin and where the item's first block ends; the span has no closing mark.
    """
    begin = skip_space(view, start)
    clause_end = _clause_end(view, begin, end)
    if _WHEN_RE.fullmatch(view, begin, clause_end) and view[clause_end : clause_end + 1] in ("，", ","):
        clause_end = _clause_end(view, clause_end + 1, end)
    if clause_end > begin + _CLAUSE_LENGTH:  # a list too long for a title ends behind one of its items
        mark = view.rfind("、", begin + _CLAUSE_LENGTH // 2, begin + _CLAUSE_LENGTH)
        clause_end = mark if mark > 0 else begin + _CLAUSE_LENGTH
    return _trimmed(view, begin, clause_end)


def opening_of(body: str) -> str:
    """What names an item whose label stands alone on its line: the heading that its text opens with."""
    view = simplify(body)
    return split_heading(view, 0, len(body)).of(body) if len(view) == len(body) else body[:HEADING_LENGTH]


def paired_sentence(view: str, start: int, end: int) -> Span | None:
    """The first sentence of an item where text follows and it is a pair of phrases, a heading by its length or not.

    Takes the Simplified view and the places where the item's words begin and end. None for any other sentence.
    """
    begin = skip_space(view, start)
    stop = _STOP_RE.search(view, begin, end)
    if stop is None or stop[0] != "。" or not view[stop.end() : end].strip():
        return None
    words = view[begin : stop.start()]
    is_pair = len(_COMMA_RE.findall(words)) == 1 and len(words) <= _LONGEST_PAIR
    return Span(begin, stop.start()) if is_pair and not re.search(r"[0-9０-９：:]", words) else None


def _is_sentence(words: str) -> bool:
    """What follows a gap is text where it is long and parted by commas, also where its stop is cut off."""
    return len(words.strip()) >= _TEXT_LEAST and _COMMA_RE.search(words) is not None


_PART_OF_GOAL_RE = re.compile("(?:总体|年度|具体|阶段|近期|远期|长期|主要)目标")


def _opens_text(words: str) -> bool:
    """What stands between a gap and a colon opens the text where it is the first body, or goal, of several.

    任务分工 县水利局：负责…, 建设目标 总体目标：…
    """
    return ends_as_body(words) or _PART_OF_GOAL_RE.fullmatch(words) is not None


def _clause_end(view: str, begin: int, end: int) -> int:
    """Where the first clause ends; a comma in quotation marks or brackets parts none: 按照“产区三个月，销区六个月”."""
    for clause in _CLAUSE_RE.finditer(view, begin, end):
        words = view[begin : clause.start()]
        # “一网通办" closes with a straight mark where an office's keyboard set no other.
        is_quoted = words.count("“") > words.count("”") + words.count('"')
        is_bracketed = words.count("（") + words.count("(") > words.count("）") + words.count(")")
        if clause[0] in "\n。" or not (is_quoted or is_bracketed):
            return clause.start()
    return end


def _is_heading(view: str, start: int, end: int, *, is_alone: bool) -> bool:
    if end - start > HEADING_LENGTH or end <= start:
        return False
    commas = len(_COMMA_RE.findall(view, start, end))
    comma = _COMMA_RE.search(view, start, end)
    if comma and _WHOM_RE.match(view, start, end):
        return False
    if (
        comma
        and view[comma.start() - 1] not in "后时"
        and view[start] not in "对凡“"
        and _COUNTED_RE.search(view, comma.end(), end)
        and not _COUNTED_RE.search(view, start, comma.start())
    ):
        return False
    if comma and _QUANTITY_END_RE.search(view, max(start, comma.start() - 12), comma.start()):
        return False
    if commas and (_ASSIGNS_RE.search(view, start, end) or _TIMED_RE.search(view, start, end)):
        return False
    if is_alone:
        return commas <= _LINE_COMMAS
    if commas == _LINE_COMMAS and _TRIPLE_IN_RE.match(view, start, end):
        return True
    if commas == _LINE_COMMAS and _BY_WHAT_TO_RE.match(view, start, end):
        return True
    if commas == _LINE_COMMAS and end - start <= _TRIPLE_LENGTH:
        return _TRIPLE_RE.fullmatch(view, start, end) is not None
    is_short = end - start <= _PAIR_LENGTH or _BY_WHAT_RE.match(view, start, end) is not None
    return not commas or (commas <= _PAIR_COMMAS and is_short)


_UNITS_BEHIND_RE = re.compile(
    r"[（(\[［〔【](?!(?:19|20)\d\d[〕\]］])(?>[^（()）]{0,200}?(?:牵头|责任|配合|负责|落实))"
    r"[^（()）]{0,400}+[）)\]］〕】]?\s*$"
)


def _trimmed(view: str, start: int, end: int) -> Span:
    """Cut a unit list and closing marks off the end of a heading line."""
    words = view[start:end]
    bracket = _UNITS_BEHIND_RE.search(words)
    if bracket:
        words = words[: bracket.start()]
    return Span(start, start + len(words.rstrip(_CLOSING)))


def skip_space(view: str, position: int) -> int:
    """Turn the place where a label ends into the place where the words behind it begin: no blank, no mark of a gap."""
    match = _SPACE_RE.match(view, position)
    return match.end() if match else position


# 一、充分认识开展活动的重要意义 says why. Not 提高认识，加强领导, nor （一）充分认识重要性 among tasks, one of them.
UNDERSTANDS = "(?:充分|深刻|进一步|切实|全面)?认识"
_UNDERSTANDS_RE = re.compile(rf"{UNDERSTANDS}[^，。；]{{2,30}}(?:意义|重要性|必要性|紧迫性)$")


def section_kind(heading: str, parent: SectionKind | None) -> SectionKind:
    """Tell what the items under a Simplified heading are: goals, tasks, safeguards, or other text.

    A goal or a part that looks back passes its kind on to all below. Only a heading at the top, or under one that says
    nothing, makes a safeguard: 加强要素保障 under 主要任务 is a task, as in the Changning plan.

    >>> section_kind("保障措施", None), section_kind("加强要素保障", "task"), section_kind("基本原则", None)
    ('safeguard', 'task', 'goal')
    """
    heading = _POINTS_RE.sub("", heading)
    if parent in ("goal", "safeguard"):
        return parent
    if parent is not None and _CLAUSE_OF_RULES_RE.search(heading):
        return parent
    if parent == "other":
        return "other"
    is_head = len(heading) <= _GOAL_LENGTH or _GOAL_END_RE.search(heading) is not None
    if is_head and _GOAL_RE.search(heading) and not _TASK_RE.search(heading) and not _DOES_RE.match(heading):
        return "goal"
    is_safeguard = _SAFEGUARD_RE.search(heading) is not None and not _PLANNED_RE.search(heading)
    if _SAFEGUARD_PART_RE.search(heading) or (parent in (None, "attachment") and is_safeguard):
        return "safeguard"
    if _OTHER_RE.search(heading) or (parent in (None, "attachment") and _UNDERSTANDS_RE.match(heading)):
        return "other"
    return "task"
