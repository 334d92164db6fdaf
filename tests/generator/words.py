"""The generator's own vocabulary: invented places, policy fields, and phrases that no document was searched for."""

from __future__ import annotations

from dataclasses import dataclass

from tests.generator.draw import Draw


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure unit as written, its base unit and factor, and the numbers that are plausible in it."""

    written: str
    base: str
    factor: float
    low: int
    high: int
    step: int = 1


PERCENT = Measure("%", "%", 1, 35, 95)
POINTS = Measure("个百分点", "个百分点", 1, 2, 9)
MONEY_BIG = Measure("亿元", "元", 1e8, 12, 900, 4)


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is counted or measured: its name, and in what."""

    name: str
    measure: Measure

    def __str__(self) -> str:
        return self.name


def _count(name: str, unit: str, low: int = 4, high: int = 160) -> Thing:
    return Thing(name, Measure(unit, unit, 1, low, high))


def _level(name: str, written: str, base: str, factor: float, low: int, high: int, step: int = 1) -> Thing:
    return Thing(name, Measure(written, base, factor, low, high, step))


@dataclass(frozen=True, slots=True)
class Topic:
    """A field of policy: what it is called, what it counts, measures and rates, and what is to be worked at."""

    name: str
    counted: tuple[Thing, ...]
    levels: tuple[Thing, ...]
    rates: tuple[str, ...]
    costs: tuple[str, ...]
    objects: tuple[str, ...]
    chains: tuple[str, ...]


TOPICS: tuple[Topic, ...] = (
    Topic(
        "竹产业",
        (_count("竹材精深加工企业", "家"), _count("竹林经营示范基地", "个"), _count("竹编非遗工坊", "间", 4, 60)),
        (
            _level("竹产业总产值", "亿元", "元", 1e8, 12, 900, 4),
            _level("竹林流转面积", "万亩", "亩", 1e4, 5, 90),
            _level("竹林道路总里程", "公里", "公里", 1, 80, 900, 10),
        ),
        ("竹材综合利用率", "竹林良种使用率"),
        ("竹材采运成本", "笋竹加工损耗率"),
        ("竹林道路网络", "竹材收储体系", "竹编技艺传习", "笋竹品牌矩阵", "竹林经营模式", "竹质新材料研发"),
        ("竹质建材", "竹浆纸品"),
    ),
    Topic(
        "内河航运",
        (_count("绿色示范船闸", "座", 2, 30), _count("内河航运骨干企业", "家"), _count("岸电接入泊位", "个")),
        (
            _level("港口货物吞吐量", "万吨", "吨", 1e4, 300, 9000, 50),
            _level("高等级航道里程", "公里", "公里", 1, 60, 800, 10),
            _level("水运投资完成额", "亿元", "元", 1e8, 8, 300, 4),
        ),
        ("船舶岸电使用率", "集装箱铁水联运占比"),
        ("船舶待闸时间占比", "单位货物运输能耗"),
        ("航道养护机制", "港口作业流程", "船员培训体系", "锚地配套设施", "水路运输市场", "智慧调度平台"),
        ("船舶配套", "港口物流"),
    ),
    Topic(
        "智慧养老服务",
        (_count("社区嵌入式照护站", "个"), _count("连锁养老服务品牌", "个", 2, 40), _count("老年助餐点", "处")),
        (
            _level("护理型床位", "张", "张", 1, 300, 9000, 50),
            _level("适老化改造家庭", "万户", "户", 1e4, 1, 30),
            _level("银发消费规模", "亿元", "元", 1e8, 10, 400, 5),
        ),
        ("护理型床位占比", "居家照护服务覆盖率"),
        ("机构床位空置率", "老年人意外伤害发生率"),
        ("照护人才队伍", "长期护理保障制度", "老年健康档案", "助餐服务网络", "养老机构监管", "康复辅具租赁市场"),
        ("康养装备", "银发用品"),
    ),
    Topic(
        "冷链物流",
        (_count("产地预冷中心", "个", 3, 90), _count("冷链物流龙头企业", "家"), _count("城市前置冷仓", "座", 3, 60)),
        (
            _level("冷库总容量", "万立方米", "立方米", 1e4, 15, 400, 5),
            _level("冷链流通总额", "亿元", "元", 1e8, 15, 700, 5),
            _level("冷藏车保有量", "辆", "辆", 1, 200, 4000, 20),
        ),
        ("果蔬冷链流通率", "冷藏车新能源化率"),
        ("果蔬产后损失率", "冷链运输断链率"),
        ("产地仓储设施", "冷链追溯体系", "冷链标准体系", "城乡配送网络", "冷链检测能力", "多温共配模式"),
        ("预制食品", "果蔬加工"),
    ),
    Topic(
        "乡村民宿",
        (_count("精品民宿集群", "个", 3, 40), _count("等级民宿", "家"), _count("民宿管家工作室", "间", 3, 60)),
        (
            _level("民宿接待人次", "万人次", "人次", 1e4, 20, 900, 10),
            _level("民宿经营收入", "亿元", "元", 1e8, 2, 80),
            _level("民宿客房总数", "间", "间", 1, 500, 9000, 100),
        ),
        ("民宿持证经营率", "闲置农房盘活率"),
        ("民宿投诉率", "客房空置率"),
        ("民宿标准体系", "闲置农房流转机制", "乡村旅游线路", "民宿消防设施", "在地文化体验", "民宿人才培训"),
        ("乡村文旅", "手作伴礼"),
    ),
    Topic(
        "循环经济",
        (_count("再生资源分拣中心", "个", 3, 60), _count("绿色工厂", "家"), _count("旧衣回收站点", "处")),
        (
            _level("再生资源回收量", "万吨", "吨", 1e4, 10, 600, 5),
            _level("年节能量", "万吨标准煤", "吨标准煤", 1e4, 2, 90),
            _level("环保产业营业收入", "亿元", "元", 1e8, 15, 800, 5),
        ),
        ("工业固废综合利用率", "生活垃圾资源化利用率"),
        ("单位产值水耗", "填埋处置占比"),
        ("园区循环化改造", "回收网点布局", "再制造技术攻关", "绿色设计推广", "固废监管平台", "清洁生产审核"),
        ("再生金属", "节能装备"),
    ),
    Topic(
        "数字文旅",
        (_count("沉浸式演艺项目", "项", 2, 40), _count("数字文旅企业", "家"), _count("智慧导览景区", "个", 3, 60)),
        (
            _level("文旅综合消费额", "亿元", "元", 1e8, 20, 900, 5),
            _level("景区接待游客", "万人次", "人次", 1e4, 80, 9000, 20),
            _level("文旅新空间建筑面积", "万平方米", "平方米", 1e4, 3, 80),
        ),
        ("景区线上预约率", "馆藏文物数字化率"),
        ("游客平均排队率", "线上投诉率"),
        ("数字文化资源库", "夜间消费场景", "文旅数据标准", "线上票务渠道", "云展览内容", "导览服务系统"),
        ("数字演艺", "创意设计"),
    ),
    Topic(
        "现代种业",
        (_count("育繁推一体化种企", "家", 3, 50), _count("良种繁育基地", "个"), _count("优质新品种", "个", 5, 90)),
        (
            _level("制种面积", "万亩", "亩", 1e4, 3, 60),
            _level("种业产值", "亿元", "元", 1e8, 5, 200, 5),
            _level("种质资源保存量", "份", "份", 1, 1000, 9000, 100),
        ),
        ("主要作物良种覆盖率", "种子检验合格率"),
        ("种子投诉发生率", "制种田病害率"),
        ("种质资源库", "育种联合攻关机制", "良种推广体系", "种子市场监管", "田间测试网络", "育种人才梯队"),
        ("蔬菜种苗", "水产苗种"),
    ),
)


# Names in which a part looks like something else.
TRAPS: tuple[str, ...] = (
    "再生资源分拣中心",  # 再: 39个再… is no “again”
    "产地预冷中心",  # 75个产地: no “产”
    "岸电接入泊位",  # 接入 is no verb here
    "等级民宿",  # 等 does not end a list
    "种质资源保存量",  # counted in 份
    "工商联",  # a body's name ends in 联
)


@dataclass(frozen=True, slots=True)
class Place:
    """An invented place: its full name, the word for its level before a body (市发展改革委), and its number sign."""

    name: str
    level: str
    sign: str
    province: str


PLACES: tuple[Place, ...] = (
    Place("澄岚市", "市", "澄政发", "岭西省"),
    Place("霁川市", "市", "霁政办发", "岭西省"),
    Place("砚溪县", "县", "砚政发", "岭西省"),
    Place("蘅皋县", "县", "蘅政办发", "江左省"),
    Place("沐泉区", "区", "沐政规", "江左省"),
    Place("琅浦区", "区", "琅府发", "江左省"),
    Place("岭西省", "省", "岭政办发", "岭西省"),
)

VERBS: tuple[str, ...] = ("完善", "健全", "优化", "推进", "加强", "深化", "做好", "改进")
ACTORS: tuple[str, ...] = ("重点企业", "行业协会", "基层单位", "经营主体", "科研机构", "社会组织")
AIMS: tuple[str, ...] = (
    "形成可复制的做法",
    "让群众少跑腿",
    "提升整体服务水平",
    "促进上下游协同",
    "带动周边农户增收",
    "补齐基础短板",
)
PRINCIPLES: tuple[tuple[str, str], ...] = (
    ("坚持政府引导", "更好发挥规划和政策的作用，把握发展方向。"),
    ("坚持市场主导", "让经营主体自主选择路径，激发内在动力。"),
    ("坚持因地制宜", "立足资源条件，不搞齐步走。"),
    ("坚持守住底线", "统筹发展和安全，防范各类风险。"),
)
SAFEGUARDS: tuple[tuple[str, str], ...] = (
    ("加强统筹协调", "建立工作调度机制，及时研究重大事项，协调解决困难。"),
    ("加大资金支持", "统筹用好现有资金渠道，引导金融机构创新产品。"),
    ("强化宣传引导", "总结基层经验，讲好发展故事，营造良好氛围。"),
    ("严格督查问效", "完善评价办法，跟踪进展情况，推动工作落地。"),
    ("健全人才支撑", "搭建培养平台，完善激励办法，留住专业人才。"),
)


def sentence(draw: Draw, topic: Topic) -> str:
    """Turn a draw into a sentence of the field that names no number, no body and no document."""
    first, second = draw.some(topic.objects, 2, 2)
    return draw.one(
        (
            f"支持{draw.one(ACTORS)}参与{first}，{draw.one(AIMS)}。",
            f"{draw.one(VERBS)}{first}，带动{second}，{draw.one(AIMS)}。",
            f"围绕{first}组织交流对接，引导{draw.one(ACTORS)}加大投入。",
            f"鼓励{draw.one(ACTORS)}开展{first}试点，及时总结推广经验，{draw.one(AIMS)}。",
        )
    )
