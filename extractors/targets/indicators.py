"""What a number measures: the noun phrase before or behind it, without verbs, dates and bound words.

Works on a folded view (`quantities.fold_view`). The phrase is cut, never worded anew: every character of it stands in
the text.
"""

from __future__ import annotations

from extractors import quick_re as re

# ── the phrase before a number: 直播经济规模 | 达到1000亿元 ────────────────────────────────────────

# Stripped from the end of the phrase, again and again: what links a noun with its number. A word that another begins
# with stands behind it (达成 before 达): what was read once is not read in another way.
_TAIL_RE = re.compile(
    r"""(?:
      (?:(?<!占)(?:相?较于?|[相同]?比于?)|相对于?)(?:(?:19|20)\d\d年|“?十[一二三四五六]五”?)(?:年?[底末]期?|同期)?(?:水平)?的?
    | (?:实现)?(?:翻番|倍增)|止跌
    | 是(?:“?十[一二三四五六]五”?|[上前]一?个?五年)(?:时期|期间)?
    | (?:剔除|扣除)[^，。；\d]{2,12}后
    | (?<=[到至为])[人户]均
    | 提前[一二两三半\d]{1,2}(?:年|个月|天)
    | 原则上|阶段性|(?<=..)(?:常年|长期|始终|一直|最快)
    | 计划(?=完成|达到|实现)                  # 投资计划完成467亿元: so much is planned
    | 自(?:19|20)\d\d年以来
    | (?<=..)(?:目标任务|方面)(?=[，：]?$)
    | (?<=[率度])[两三四五]个(?=$)            # 甲率、乙率两个100%
    | (?<=到)双(?=$)                          # 利用率均达到双100%
    | 每[百千万]?[人生户亩月年天套]均?|(?:19|20)\d\d年[底末起]?|(?<=..)(?<!\d)[两三五35]年内?(?=$)
    | (?:连跨|跨越|跨上|迈上|站上|登上|突破)[^，。；]{0,12}台阶
    | 达到?年产
    | (?<=..)(?:[居列]|位[居列])?(?:全[国省市区县州]|世界|全球|[东中西]部)第[一二三四五六七八九十\d]{1,2}位?、
    | 在全[国省市区县州]率先|历史性
    | (?<=..)(?<!\d)[一二两三四五六七八九十\d]{1,2}年(?=翻)
    | (?<=..)(?:增速|增长)?目标(?:设定|初步定|确定|定)(?=为|$)
    | (?:由|从)?(?:目前|现在)?的?每[日天周月年](?=$)
    | (?<=[至到])平均
    | [迈跨站登跃冲踏]上|[迈跨跃]入|跨越|[迈跨]过
    # 收入总计 of a budget is a name
    | (?:达成|可?(?<![下通])达到?|完成|实现|突破|超过|为|是|有|至|到|共计|共|合计|累计|基本|(?<!^收入)(?<!^支出)总计|
            (?<![平人户亩])均|都|各|
            分别|(?<!签)约|近|超|的|了|等|保持|稳定|维持|双双|现有|(?<!兑)现|翻|在|不|年均|再|也|全部|已经|已|力争|争取|预[计期]|(?<!模)拟|确保|(?<!\d分)以上|首次|首度|率先|仅|只|就|一般|人民币|区间|
            以|由|从|将|给予|用于|(?<!兑现)奖励|可?按照|可?按(?![时期揭])|(?<![供响适反效对])应当?|须|必须|原则上|(?<![主需重首必])要|相当于)
    | (?:提高|提升|增加|增长|扩大|发展|下降|降低|降|上升|增|升|控制|保持|稳定|维持|减少|压减|压缩|缩短|缩减|
            整合优化|整合|归并|合并|精简|缩小|收窄|回落|调整|压降|下调|上调|跃升|攀升|拓展|延长|扩容|扩充|壮大|做大|增资|恢复|增至)(?:到了?|至|在|为)
    | (?<=[例额度率准])可|(?<![\u4e00-\u9fff])可|(?<=各[地省市县区])可
    | [、，,:：\-—－(（]
    ){1,24}+$""",
    re.VERBOSE,
)
_ADVERBS = (
    r"(?:(?<!\d)年(?=增|递)|月?人均|户均|亩均|年均|同比|环比|平均|累计|再|同口径|可比价?|实际|名义|分别|净|每年){0,4}"
)
# The kinds of change: stripped from the phrase, but kept as its last word (地区生产总值 + 增长).
_CHANGE_RE = re.compile(
    rf"(?P<change>{_ADVERBS}(?:(?:较|比(?![重例值率]))[^，。；]{{1,8}}?{_ADVERBS}){{0,2}}"
    r"(?P<verb>(?<![稳促保])增长|提高|提升|增加|增幅|增速|上涨|上升|新增|净增|扩大|下降|降低|减少|压减|压缩|缩短|缩减|下浮|回落|"
    r"削减|节约|降幅|比[增升降]|增收|增产|增支|减收|减支|减产|减亏|递增|递减|精简|优于|高于|低于|快于)"
    r"(?:幅度)?(?:了)?)$"
)
_DECREASES = frozenset(
    [
        "下降",
        "降低",
        "减少",
        "压减",
        "压缩",
        "缩短",
        "缩减",
        "下浮",
        "回落",
        "削减",
        "节约",
        "降幅",
        "比降",
        "低于",
        "减收",
        "减支",
        "减产",
        "减亏",
        "递减",
        "精简",
    ]
)

# Stripped from the start of the phrase, again and again: dates, adverbs, and verbs that only say that it is done.
_VERBS = (
    "建有|共有|实现|实行|设置|达到|完成|推进|推动|带动|促进|实施|建设|建成|打造|形成|培育|培养|壮大|做大|做强|"
    "引进|引入|引育|加密|聚集|集聚|推出|组建|组织(?!生活会|部|化|体系|机构|管理服务)|组织发布|建立|设立|认定|遴选|评选|评出(?!“)|选取|选树|发展|支持|鼓励|开展|举办|举行|"
    "创建|发放|发布|投放|筹措|筹集|融入|安排|落实|清理|封存|共办复|办复|办理|办结|解决|启动|开工|新开工|开展|"
    "获批|累计完成|承办|办好|办成|出台|制定|修订|吸引|招引|评定|选拔|创办|资助(?!资?金|项目|对象|标准)|做到|初步(?=建成|形成)|签约(?!项目)|落地|投入|撬动|布局|选派|派遣|输送|创作|联通|改建|"
    "铺设|先?预拨|拨付(?!进度)|列支|兑付|减免|守牢|守住|严守|坚守|争创|构建|梳理|编制|上线|开通|入选|培训(?!基地|中心|机构|学校|平台)|转化(?!基地|中心|平台)|完善|扩大|吸纳|安置(?!保障|住?房|小区|社区|区|点|用地)|帮助|加大|开发|谋划|策划|"
    "助力|首创|储备|挂牌|聘请|聘用|惠及|涉及|辐射带动|加装|配备|盘活|改造提升|投资建设|启用|开设|优化|强化|提升|提高|增加|降低|减少|压减"
)
# A verb before one of these is part of a noun: 建设规模, 完成率, 培训人次, 投入强度.
_SIZES = (
    "率|量|额|数(?![字据控智码])|总数|人[数次员](?!才)|值|面积|规模(?!以上|工业|企业)|金额|比[重例]|度|投资|强度|能力|效|水平|成本|速|"
    "幅|时[间限长]|指[标数]|用地|期|周期|"
    "力度|区(?!重点|级)|环节|的"
)
_VERB_ONLY_RE = re.compile(rf"(?:{_VERBS})+")
_HEAD_RE = re.compile(
    rf"""(?:
      [今去]年以来(?=..)|至今(?=..)
    | 规划(?=(?:到|至|于|在)(?:19|20)\d\d)
    | 目标(?=[将是])|原则上|依法依规|共发生
    | 《[^《》]{{1,40}}》(?:中|还|同时)?(?:提出|明确|要求|指出|规定)(?!的)[，,]?(?=..)
    | \d{{1,2}}月\d{{1,2}}日(?:之?前)
    | 截[至止]\d{{1,2}}月(?:底|末|\d{{1,2}}日)?[，,]?
    | 用于(?=[^的]{{3,40}}$)
    | 以[^，。；]{{2,30}}?为(?:重点|主体?|核心)的(?=...)
    | 仅?用[^，。；]{{1,8}}时间就?(?=完成|$)
    | 高质量(?=办理|办结|办成|建成|完成) | 年度(?=安排|实施)
    | (?:确定|设定)(?=[^，。；的]{{3,16}}$)
    | 含(?=[专一][项般]债|中央|省级|上级)
    | 在全[省市县区国州](?:范围内)?(?:率先(?=..)|(?=示范推广|推广|新建|建成|建设|实施|开展|培育))
    | 示范推广(?=..)|推广应用(?=..)
    | 加(?=上级|上年结|上解|调入|一般债|专项债)   # of a budget: 加上级补助收入
    | [一二两三四五\d]年(?:内)?(?=改造|新建|建设|完成|加装|培育|实施|整治|治理|建成)
    | (?:到|至|自|从|截至|截止到?|于|在)?(?:“?十[一二三四五六七八九]?五”?|(?:19|
              20)\d\d年?(?:[-－—–~至到](?:19|20)\d\d年)?)(?:规划)?(?:年?[底末中初]|上半年|下半年|\d{{1,2}}月(?:底|末|
              份)?|期间|时期|度)?(?:[之以]?前|以来|起)?[，,]?
    | (?:(?:到|至|截至)?今年年?[底末]|今年|(?:到|至|于|在)?[明来后]年(?:度|[底末中初]|[上下]半年)?|
            [上下]半年|本年度?|年内|[到至]?年底前?|
            年末|全年|当年|每年|目前|当前|现有|原有|届时|(?:去年|上年(?!结转|结余))(?:年?[底末](?=..))?|这里|当地|
            近年来|五年来|一年来|三年来|
            未来[一二三四五六七八九十\d]+年|今后[一二三四五六七八九十\d]+年|期间|同期|其中|同时|此外|另外|包括|
            及时(?!.{{0,3}}率))[，,]?
    | [①-⑳]
    | 建议(?=[“十\d])
    | 为(?=[^，。；]{{2,40}}(?:提供|讲授|挽回)[^，。；]{{2}})[^，。；]{{2,40}}?(?:累计|共)?(?=提供|讲授|挽回)
    | (?:会同|联合)[^，。；]{{2,40}}?(?:等?单位|等?部门)(?=举办|开展|组织|完成|划设|举行)
    | 下达了(?=..) | 含(?=[\u4e00-\u9fff]{{2,}}(?:班|生|人员|户|企业|项目)$)
    | 各地(?:区)?(?:要|应)?在?(?=继续|进一步|巩固|落实)
    | 巩固(?=落实|拓展|提升)
    | [一二三四五六七八九十]{{1,2}}是(?=..)
    | (?:我[省市区县州盟旗镇]|我们|我[局委厅办]|该[省市区县])(?=.{{2}})
    | (?:(?:\d{{1,2}}[-－—–~～至到])?\d{{1,2}}月(?:底|末|份|上旬|中旬|下旬)?|[一二三四]季度末?)(?:之?前)?
    | (?:力争|争取(?:到(?![位\d]))?|努力|确保|保证|预计|计划|打算|拟定?|将|要|
            再(?![就生融贷保担])|共(?![享同富管治用青计])|
            了|累计|累积(?=完成|投入|发放|实现|建成)|总计|合计|共计|已经|已(?!建[和、及]在建)|先后|共?有(?![机色害轨线效条需意就序限])(?=.{{3}})|设立|组建|成立|也|均|都|全部(?!工业增加值)|全面|全力|大力度?|重点(?=推进|支持|建设|打造|培育|实施|做好|
            发展|开展|引进)|着力|积极|加快|加强|进一步|持续|继续|逐步|基本(?!医[疗保药]|养老|公共|农田|药物|生活|住房)|稳步|不断|扎实|深入|有序|同步(?=完成|建设|推进|实施|开展)|统筹|切实|充分|
            首批|分别|顺利|成功|有效(?!发明|灌溉|投资|需求|供给|专利|期)|切实|严格|抓好|做好|好(?![品评房人的])|使(?!用)|让|把|将|与(?![^，。；]{{1,12}}(?:(?:相关|有关)的|合作(?:的)?项目))|和(?![谐美])|及(?!时)|以及|或(?!者)|
            并(?![购网轨入]|联(?!合))|即(?![墨时将可使便办])|且|但|不折不扣|保持(?=全[省市县区国])|提出(?![意要口议申了\d]|建议)(?=.{{3}})|首次(?=争取|获|实现|突破)|而|则|又|还|为|对(?![外口接比]|[台港澳](?![企商资胞青农属])|非(?=[洲贸出进投合])|[欧亚美]洲|[美欧俄日韩](?=[贸出进投合])|共建|东盟|[^，。；、]{{2,12}}(?:贸易占|贡献率))|以(?!.[代换促引带招])|按照|按(?![时期揭])|由|从(?!业)|设立|组建|成立|
                    共?有(?![机色害轨线效条需意就序限])(?=.{{3}})|的|推动其|力促|
            促使|引导|通过|(?:国家|我国|我省|我市)(?:提出|确定|下达)的)
    | [一二两三四五\d]年(?:累计|共计?)
    | (?:据(?:悉|了解|介绍|统计)|记者[^，。；]{{0,12}}(?:获悉|了解到))[，,]?
    | 实施(?=投资\d)
    | 该(?:基地|园区|企业|公司|项目|产业|平台|村|镇|乡|局)(?:已|共|累计|全年)*(?=实现|完成|达到|建成)
    | 可(?=实现|达|年产|年处理|创)
    | 每个?(?:[省市县区乡镇村]|社区|街道|乡镇|学校|园区)(?:（[^（）]{{1,8}}）)?(?:至少|均|都)?
            (?:配备|建成|建有|建设|设立|打造|培育)(?=..)
    | 该项目(?=总?投资|占地|建筑|规划|建成|达产)
    | (?:项目)?(?:全部|全面)?(?:建成|达产|投产|满产|投用|投入使用){{1,2}}后[，,]?
    | (?:{_VERBS})了?(?!{_SIZES}|[、和或](?:修改|废止|修订)|重组)(?=..)
    | [，,、:：;；—\-]
    )""",
    re.VERBOSE,
)
# Words that name how something is measured, but not what: they need the topic before them (… 投资3亿元, 实现产值2亿元).
_BARE_WORDS = (
    "改造 改造提升 新建 修复 治理 改扩建 投资 计划投资 完成投资 总投资 计划总投资 投资额 "
    "总投资额 产值 年产值 总产值 销售收入 营业收入 主营业务收入 营收 收入 年收入 利润 税收 利税 "
    "产量 年产量 总产量 全长 总长 面积 总面积 建筑面积 总建筑面积 占地面积 总占地面积 规划面积 规模 总规模 "
    "总量 数量 总数 总额 成交价 经营性收入 年经营性收入 "
    "增速 占比 比重 比例 成交额 交易额 销售额 金额 平均 年均 同比 环比 人均 增长 同比增长 年均增长 "
    "提高 下降 降低 增加 减少 提升 同比提高 同比下降 覆盖率 完成率 储备 入园企业 户数 人数 "
    "年均增速 投资总额 办复率 仓储能力 产能 装机 装机容量 装机规模 总装机 容量 库容 长度 里程 "
    "能耗 成本 产业规模 占地 总产 年税收 总装机规模 总装机容量 年发电量 发电量 年产能 总产能 首期规模 年营收 "
    "年销售额 年交易额 年综合产值 竣工 竣工投产 投产 开工 开工建设 新开工 续建 完工 建成 新建 "
    "落地 签约 剩余 其余 余下 差 目标 年度目标 超目标 目标值 完成目标 "
)
_BARE_HEADS = frozenset(_BARE_WORDS.split())

# 个数占比28%: of what stands before it.
_BARE_SHARE_RE = re.compile(
    "(?:个数|数量|投资|面积|产值|金额|资金|年度计划)(?:占比|比重)|(?:产值|产量|营收|投资|面积)占[^，。；、]{2,16}"
)

# 种植面积达到2万亩，产量达到15万吨: the second size is not one of the first.
SIZE_END_RE = re.compile(
    "(?<=..)(?:种植面积|播种面积|能耗|成本|年?产能|年?总?产值|增加值|营业收入|主营业务收入|销售收入|利润|税收|利税|总?产量|总产|单产|(?:规划)?(?:总?建筑|总?占地|总)?面积|(?:规划)?占地|总?数量?|完成投资|总?投资额?|总?规模|(?:个数|数量|投资|面积|产值|金额)?(?:占比|比重))$"
)

# ── the phrase behind a number: 10个 | 全国领先的头部直播平台 ──────────────────────────────────────

_LEADING_RE = re.compile(r"^(?:/[\d.]+[A-Za-z]+|[(（][^()（）]{0,30}[)）]|的|以上的?|左右的?|及以上)+")
# Where the phrase behind a number ends: a verb that says what becomes of the thing counted.
_PREDICATE_RE = re.compile(
    r"(?:预计|全部|全面(?!振兴|发展)|基本(?!农田|医[疗保药]|养老|公共|药物|生活|建设)|顺利|按期|如期|正式|陆续|已经|已|正在|年内|同步|率先|稳定|成功|有序|均(?=[达实已完建通配纳])|分别|"
    r"将(?=在|实)|并(?=[在通投])|[要须](?=全部|全面|基本|如期|按期|实现|达到|完成|于)|"
    r"[一二三四]季度|\d{1,2}月|整体(?=[完竣])|刷新|新接入|、位[居列]|、稳居|、跻身|当年(?=完成|签约|开工|投产|建设|见效|落地|竣工)|主体(?=[完竣封])|进行|投入使用|投入运营|投入运行|投产|建成|竣工|完工|"
    r"开工|通车|(?<!线)上线(?!线下)|挂牌|落地|达产|入驻|启动|实施|"
    r"达到|达标|获评|获批|获得(?!者)|荣获|入选|相继|加速(?=建设|推进)|被(?!征地|征迁|拆迁|保险|照料|监护)|投入(?=资金)|快速(?=推进|发展|增长)|落户(?![政条]|$)|深度(?=合作|对接)|加快(?=建设|推进|实施|落地)|打通|来[一-龥](?=进行|开展)|享受|住上|用上|开设|升格|升级(?!项目|改造|工程)|得到|完成|实现|突破|追回|直接(?=受益|受惠)|(?:整合|合并|优化){1,2}(?=[为成至])|"
    r"助力|做到|缔结|远离|摆脱|(?:主板|科创板|创业板|北交所)上市|(?:援助|捐赠|落实)(?=[^，。；、的]{0,8}(?:资金|经费|善款)$)|重塑|通(?=高铁|动车|高速|高等级|了)|发展(?=成?为)|提前(?=清零|完成|建成|达标)|常态化(?=运[营行])|、若干|、一批|"
    r"超过|纳入|进入|接入(?=[^，。；]{0,8}(?:平台|系统|网络))|"
    r"到(?=[^，。；到]{2,12}(?:工作|任教|服务|挂职|支教|就业)(?:[，。；]|$))|于(?=[今去本上下当\d])|具备|共(?=培育|完成|建成|设立|实现|拥有|签约|引进)|\d{1,2}日(?=全部|全面|起|正式|同时)|确定为|贯穿|加紧(?=实施|建设|推进)|批复(?=实施)|提[档质](?=[升提扩增])|开诊|向(?=全球|社会|全国|国内外|公众)|"
    r"开园|开馆|、居|、排|居全|位居|排名|占[全规比]|"
    r"(?:就业)?(?:增收|受益|致富|脱贫)(?=[，。；、]|$)|依靠|依托|凭借|告别|圆了|"
    r"高效(?=运[营行转]|通关)|圆满|填补|来访|搬[进入]|迁入|转产|予以|不予|(?:在?全[国省市])?复制推广|"
    r"来[一-龥](?=拍摄|投资|就业|考察|参展)|在[一-龥](?=拍摄|取景)|由(?=[^，。；、]{2,16}(?:升[格级为]|晋升|转为))|"
    r"为(?=[^，。；、]{2,16}(?:作出|做出|提供了))|"
    r"获(?=[^，。；、]{1,24}(?:授牌|称号|大奖|[金银铜]奖|一等奖|荣誉)(?:[，。；、]|$))|"
    r"因此|得以|允许|顺利(?=上线|接入)|上先行|为“|"
    r"(?:进一步|逐步|不断)(?=提[升高]|完善|加强|优化|扩大|健全|改善|推[进动]|增强|强化|拓展|规范)|缴纳|申领|召开|办理(?=[^，。；、的]{2,12}(?:保险|社保|医保|手续|业务|登记|贷款|补贴|证))|"
    r"执行(?=[^，。；、]{2,20}(?:法律|法规|规定|政策|制度))|深入(?=[一基]线|基层|现场)|"
    r"发放|喝上|进展|签[订署]|集中(?=签约|开工|竣工)|包[括含]|涵盖|参与|参加|用于|来自|成为|列入|保持|配备|增长|同比|比20)"
)
_NO_NOUN_RE = re.compile(
    r"^(?:[，。；、：:;,.!！？)）\]】”’》—\-+/=]|和(?![美谐睦])|及(?!时)|与|以及|或|并|等(?!级)|均|分别|全部|已|同比|增长|下降|"
    r"较|比|"
    r"高于|低于|优于|居(?=全|首|第|世|国|前)|位(?=居|列|于)|排名|占|用于|来自|不等|不变|提高|提升(?!举措|措施|行动|工程|项目)|增加|降低|减少|"
    r"专门|提供(?![者商])|专项用于|主要用于|纳入|列入|(?:发展|跃升|攀升|拓展|壮大)[到至为]|实现|正在|达到(?![^，。；、]{2,16}的[^，。；、]{2})|建成|投入|竣工|完工|开工|完成|的$|"
    r"其中|，|大关|关口|门槛|年内|计算|确定|执行|奖励|补贴|补助|资助|扶持|给予|由|至|到|共(?![享同建])|合计|总计|[增降升减]至|扩大|缩减|缩小|回落|收窄|下调|上调|扩容|压降|向(?!阳)|以(?![上旧])|为(?!民)|从(?!业)|"
    r"在(?![建校线职读岗营册编产研籍]|[^，。；]{2,16}(?:具有|拥有|享有|领先)[^，。；]{0,40}的|"
    # 10名在全市起骨干作用的人才, 在沪专家: where they are says which; not 10家在推进改革的过程中…
    r"[^，。；、\d]{2,20}的(?!过程|同时|基础|情况|前提|背景|条件|目标|要求)[一-龥]{2}|[京沪津渝穗深杭汉蓉宁苏华琼][一-龥]{2})|标准(?=[，。；给的执发]|$)|提前|按|封顶|目标|(?:计划|预计)(?=[于在到年今明]|20)|水平(?!衡)|压缩|缩短|压减|精简|基础上|历史性|历史新高|新高|佳绩|"
    r"要求|给予|规模$)"
)
_AFTER_ETC_RE = re.compile(r"等(?=[^级奖])")  # not 一等奖
_DANGLING_RE = re.compile(
    r"(?:(?<=..)[一二两三四五六七八九十]{1,2}[个家座所条处项栋]|的(?:总体|工作)?(?:目标|原则|要求|思路)|的(?:全面|全部|顺利|平稳)|(?<=..)连续|(?<!成)就|以及|及|和|与|或|、|，|的|等|问题|前期工作|工作|的?基础上|(?<=..)(?<![初高])中|建设任务$|并|且|"
    r"(?:建设)?进度|（[^（）]*(?=（|$)|\([^()]*(?=\(|$)){1,12}+$"
)
# 103个村全部达到标准: a noun of one character. Not 市, 区: 市级, 区域.
_SHORT_WHO = "村镇县乡校户"
# A noun of at most this many characters behind 等8个 takes the list before it along: 甲、乙等14个项目.
_SHORT_NOUN = 2


# 全区共有直播企业320家: the place stays, the verb goes.
_PLACE_HAS_RE = re.compile(
    r"^([全本各][省市区县州盟旗镇国]|(?:全球|我国)(?=[已共累现])|[\u4e00-\u9fff]{2,3}[省市区县州盟旗镇](?=[已共累现]))"
    r"(?:(?:计划|拟|将|力争|确保|再|已|共|累计|现)+(?:有|建成|集聚|培育|引进|形成|实现|完成|发生)?+|建有|拥有|"
    r"集聚|建成(?!区)|打造|推出)(?=[^率量].)"
)
# 依托省级科技计划每年实施重大项目20项: what stands before 每年 is how, not what.
_YEARLY_RE = re.compile(r"(?<=[^占])(?:每年|全年|年内)(?=..)")


_EXPLAINED_RE = re.compile(r"（[^（）]{8,}）|在(?:19|20)\d\d年[底末]?的?基础上")  # “双师型”教师（同时具备…的教师）占…
_FROM_TAIL_RE = re.compile(
    r"(?:由|从)[一两二三四五六七八九十]{1,2}年前的?$|(?:由|从)(?:家庭)?[年月]?[人户]均$|"
    r"(?:增加|增长|发展|提高|提升|扩大|上升|下降|减少|降低|拓展){1,3}(?:到|至)(?:(?:19|20)\d\d年[底末]?|目前|现在|如今|当前)的?$|达到?(?:19|"
    r"20)\d\d年[底末]?的?$|(?:由|从)(?:(?:19|20)\d\d年[底末]?的?|(?:目前|现在|如今|当前|上年|原来|原先|此前|现有|原有|上半年|年初|[一二三]季度|\d{1,2}月)的?)?$"
)


# 依托高校院所建设中试基地5个: by what means comes before what is done.
_BY_MEANS_RE = re.compile(
    r"^(?:依托|围绕|面向|聚焦|通过|利用|结合|针对)[^，。；、]{2,16}?(?=建设|新建|建成|引进|开展|打造|培育|组建|新增|实施|聘请|聘用|选聘)"
    # 请各省向某部报送试点城市3个: who names them, and to whom
    r"|^请?(?:各[\u4e00-\u9fff]{1,8}?)?(?:统一)?向[^，。；、\d]{2,14}?(?:报送|上报|推荐|申报|推送|提交)(?=..)"
)
# 结算时间自申报截止次日起不超过30个工作日: from when the time runs
_SINCE_RE = re.compile(r"(?<=[间限期])自[^，。；\d]{1,16}?(?:之?日|次日|后|时)起(?=控制在|$)")
# 病例数量原则上为总病例的5%以内, 研发投入达到生产总值的3%: of what it is a share, behind a noun of size
_OF_WHAT_RE = re.compile(r"(?<=[数额金量用费例入模])(?:原则上)?(?:为|达到?|相当于)[^，。；、\d]{2,16}的$")


# 实现“引进高层次人才达到2000名，…”的目标: the words of a quotation that goes on behind the number.
_OPENED_RE = re.compile('^[^“”，。；]{0,8}“(?=[^“”"]{4,}$)')
SPAN_RE = re.compile(r"(?:近|连续|最近|过去)?(?:[一二两三四五六七八九十几]|\d{1,2})个?(?:年|月|季度)(?:来|间|内)?")


# 专项资金须于6月底前下达: by when stands in the middle
_BY_THEN_RE = re.compile(
    r"(?<=[\u4e00-\u9fff]{3})[，,]?(?:须|需|应|要)?(?:于|在)?(?:(?:19|20)\d\d年(?:\d{1,2}月)?|\d{1,2}月|今年|当年)(?:年?[底末])?(?:之前|以前|前)"
)


# 青湖市2024年高标准农田面积, 青湖县今年实施项目: when stands behind where
_YEAR_OF_PLACE_RE = re.compile(
    "(?<=[\u4e00-\u9fff][省市县区州旗镇])(?:(?:19|20)\\d\\d年(?![底末初度以之]|[上下]半年)|今年|去年|明年|当年)(?=[\u4e00-\u9fff]{2})"
)
# 完成情况：已建成20公里
_LABELLED_RE = re.compile("^(?:(?:完成|进展|落实|推进|工作)情况|目标|进展|任务)[：:]")


# 为确保与全国同步实现现代化、实现2035年人均生产总值比2020年翻一番
_AIM_BEFORE_RE = re.compile("^[^，。；]{4,60}、(?=实现(?:19|20)\\d\\d年)")
# 花卉产量全球第一、优质鲜切花占比60%: the item of a list before has its rank, not a number
_ITEM_OF_RANK_RE = re.compile(
    r"^[^，。；：]{3,40}(?:第[一二三四五六七八九十\d]{1,2}位?|[首前]列|首位|领先|最[高低大多好快])、(?=[^，。；、]{3})"
)
# 土壤肥力提升、水肥利用率提高、减少农药使用量3%: items of a list that have grown by no number
_ITEMS_WITHOUT_RE = re.compile(
    r"^(?:[^，。；：、\d]{2,14}(?<![和与及的])(?:提升|提高|改善|增强|好转)、){1,4}(?=(?:减少|降低|节约|增加|提高|提升)[^，。；、]{2,14}$)"
)
# 快办机制推动问题解决率提高到90%: by what means; not 消费品以旧换新拉动销售额, which says of what it is
_BY_WHOSE_MEANS_RE = re.compile(
    "^[^，。；、]{2,24}(?:机制|实验室|平台|制度|专班)(?:有效|有力)?(?:推动|助力|促进)(?=[^，。；、]{3})"
)
# 棉花产量连续4年占全国九成
_STEADILY_RE = re.compile(r"(?<=[\u4e00-\u9fff]{2})连续[一二两三四五六七八九十\d]{1,2}年(?=[占在居超保])")
# 第一产业实现增加值185亿元: the verb in the midst of a name
_REACHES_RE = re.compile(
    "(?<=[业区市县省镇乡企团])(?:共|累计)?实现(?=(?:增加值|总?产值|营业收入|主营业务收入|营收|利润|利税|税收|销售收入|销售额|零售额)$)"
)


def before_number(text: str) -> tuple[str, str]:
    """Turn the words before a number into (noun phrase, change verb with its adverbs).

    >>> before_number("到2025年，力争直播经济规模达到")
    ('直播经济规模', '')
    >>> before_number("全年地区生产总值同比增长")
    ('地区生产总值', '同比增长')
    """
    text = _ITEMS_WITHOUT_RE.sub("", text)
    text = _STEADILY_RE.sub("", _BY_WHOSE_MEANS_RE.sub("", _ITEM_OF_RANK_RE.sub("", _YEAR_OF_PLACE_RE.sub("", text))))
    text = _LABELLED_RE.sub("", _EXPLAINED_RE.sub("", text))
    text = _OF_WHAT_RE.sub("", _SINCE_RE.sub("", _AIM_BEFORE_RE.sub("", text)))
    phrase = _strip_tail(_FROM_TAIL_RE.sub("", _BY_THEN_RE.sub("", text)))
    change = _CHANGE_RE.search(phrase)
    verb = ""
    if change:
        verb = change["change"]
        phrase = _strip_tail(phrase[: change.start()])
    phrase = "" if SPAN_RE.fullmatch(phrase) else phrase  # 三年累计新增300家, 三年共5个
    phrase = strip_lead(_BY_MEANS_RE.sub("", _balanced(_OPENED_RE.sub("", _without_year(phrase)))))
    phrase = _REACHES_RE.sub("", phrase)
    return _PLACE_HAS_RE.sub(lambda match: match[1], phrase), _strip_tail_adverb(verb)


def _without_year(phrase: str) -> str:
    """Cut what stands before 每年; before 全年 it is whose number it is, where little follows: 货运班列全年发运."""
    head, *rest = _YEARLY_RE.split(phrase)
    if not rest:
        return phrase
    is_short = len(rest) == 1 and 2 <= len(rest[0]) <= _SHORT_DOING and "每年" not in phrase
    return strip_lead(head) + rest[0] if is_short else rest[-1]


_SHORT_DOING = 3  # characters: 发运, 接待


def is_decrease(change: str) -> bool:
    """True if a change verb with its adverbs says that less is meant."""
    return any(change.endswith(word) for word in _DECREASES)


# 新开工项目50个: of projects alone the stage says which.
_STAGED_RE = re.compile(
    "(?:重点(?=建设项目)|(?:基本)?建成(?=项目)|新开工|开工|竣工|投产|签约|储备|入库|续建|完工|落地|引进)(?:建设)?(?:项目|工程|企业)"
)


def strip_lead(phrase: str) -> str:
    """Turn a phrase into what is left without dates, adverbs and bare verbs at its start.

    >>> strip_lead("年内完成起步区")
    '起步区'
    """
    while True:
        match = _HEAD_RE.match(phrase)
        if match is not None and _STAGED_RE.fullmatch(phrase):
            return phrase
        if match is None or match.end() == 0 or match.end() >= len(phrase):
            is_bare = match is not None and match.end() >= len(phrase)
            return "" if is_bare or _VERB_ONLY_RE.fullmatch(phrase) else phrase
        phrase = phrase[match.end() :]


def needs_topic(phrase: str) -> bool:
    """True for a phrase that only says how it is measured (投资, 产值): what is measured stands before it."""
    return not phrase or phrase in _BARE_HEADS or _BARE_SHARE_RE.fullmatch(phrase) is not None


def of_thing(thing: str, size: str) -> str:
    """Turn a thing and a size of it into one phrase.

    >>> of_thing("低空经济产业", "产业规模"), of_thing("油料", "总产")
    ('低空经济产业规模', '油料总产')
    """
    return (thing.removesuffix("产业") if size.startswith("产业") else thing) + size


# 以新建100座公厕为契机, 对其中的24公里进行改造: the words around a noun
_SAID_OF_RE = re.compile("^进行|(?<=..)为(?:契机|抓手|重点|依托|载体)$")


# 3个风险点（选址存在不同意见、群众对名称存疑）已化解: which ones they are, told in a bracket
_EXPLAINED_AT_END_RE = re.compile("(?<=..)（[^（）、]{4,40}、(?:[^（）]|（[^（）]{1,8}）){6,80}）$")


def behind_number(text: str, *, keeps_etc: bool = False) -> str:
    """Turn the words behind a measure unit into the noun phrase that is counted, empty where there is none.

    >>> behind_number("全国领先、具有国际影响力的头部直播平台")
    '全国领先、具有国际影响力的头部直播平台'
    >>> behind_number("新型公共文化空间投入使用")
    '新型公共文化空间'
    >>> behind_number("智能终端、超高清视频等数字产业集群", keeps_etc=True)
    '智能终端、超高清视频等数字产业集群'
    >>> behind_number("，同比增长")
    ''
    """
    text = _SAID_OF_RE.sub("", text)
    text = text[_LEADING_RE.match(text).end() :] if _LEADING_RE.match(text) else text  # type: ignore[union-attr]
    if not text or _NO_NOUN_RE.match(text):
        return ""
    closing = text.find("”")
    if closing >= _SHORT_NOUN and "“" not in text[:closing]:
        text = text[:closing]  # “创建50个示范项目”的目标
    phrase = text
    for match in _PREDICATE_RE.finditer(text):
        # A verb inside 具有…的, 通过…的 belongs to the noun's own clause: it has a 的 behind it.
        is_behind_noun = match.start() >= 2 or (match.start() == 1 and text[0] in _SHORT_WHO)
        if is_behind_noun and "的" not in text[match.end() :] and text[match.start() - 1] not in "的、":
            phrase = text[: match.start()]
            break
    etc = _AFTER_ETC_RE.search(phrase)
    if (
        etc
        and etc.start() >= 2
        and not (keeps_etc and re.match("等(?:[一-龥]{3}|产品|项目|企业|品牌|活动)", phrase[etc.start() :]))
    ):
        phrase = phrase[: etc.start()]
    phrase = _DANGLING_RE.sub("", _EXPLAINED_AT_END_RE.sub("", phrase))
    return _balanced(phrase)


def _strip_tail(text: str) -> str:
    match = _TAIL_RE.search(text)
    return text[: match.start()] if match else text


_ADVERB_RE = re.compile("^(?:再|累计)+")


def _strip_tail_adverb(verb: str) -> str:
    return _ADVERB_RE.sub("", verb.replace("分别", "")) if verb else ""


def _balanced(phrase: str) -> str:
    """A phrase without a bracket or quote that it opens and does not close, or closes and did not open."""
    for opening, closing in ("（）", "()", "“”", "《》", "「」"):
        if opening == "“" and '"' in phrase:
            continue
        is_first = opening not in phrase or phrase.find(closing) < phrase.find(opening)
        if phrase.count(closing) > phrase.count(opening) and is_first:
            phrase = phrase[phrase.rfind(closing) + 1 :]
        if phrase.count(opening) > phrase.count(closing):
            phrase = phrase[: phrase.rfind(opening)] if phrase.rfind(opening) > 0 else phrase[1:]
    return phrase


# 482个农家书屋补充图书期刊: what they do says which are counted. Not 5个企业开展服务平台, a name.
ACTS_RE = re.compile(
    r"(?P<who>[村镇县市区校]|(?:[^的，。；、“”（）\d]|（[^（）]{1,8}）){2,16}?)(?<![并后且成])(?:全部|分别|结合实际|深入(?:一线|基层|现场)|按要求|按期|大力|积极|广泛|均|都|要)?"
    r"(?P<does>(?:(?:建立|制定|编制(?!工作|任务|单位|机构|人员|部门|主体|小组|经费)|设立|出台|达不到|劣于|没有|尚未)|(?:补充|延长|(?<!社会)(?<!经济)(?<!产业)(?<!事业)发展|开展|推行|推广|实行|采用|运用|通过)(?!.{0,40}(?:平台|体系|中心|基地|机构|项目|"
    r"工程|队伍|服务|站|(?<!试)点|库)$))(?!的)[^，。；、\d的]{2,24})"
)
# 90%的县医院达到三级医院水平
ACTS_OF_SHARES_RE = re.compile(
    r"的(?!按(?:标准|要求|规定))(?P<who>[村镇县市区校]|(?:[^的，。；、“”（）\d]|（[^（）]{1,8}）){2,16}?)(?<![并后且])(?:全部|均|都|要|按(?:标准|要求|规定)){0,2}"
    r"(?P<does>(?:实现|达到|完成|建立|建成|制定|开展|推行|达不到|劣于|通过|[设建配]有|拥有|设立|设置|配备|纳入|接入|参与|使用|具备)(?!的)[^，。；、\d的]{2,24}(?:的能力)?)"
)


def acting_named(pattern: re.Pattern[str], forward: str) -> str:
    """Those who are counted, behind what they do, of the words behind a number; empty where these say no such thing."""
    match = pattern.fullmatch(forward.rstrip("。；"))
    return f"{match['does']}的{match['who']}" if match else ""
