"""Fields of government that stand for their departments: 发展改革、财政、金融等部门."""

from __future__ import annotations

from extractors import quick_re as re

# The fields by which departments of a government are called when one word behind them says 部门 or 单位 for all; the
# constituent departments of the State Council and of local governments, with the names of before 2018.
_FIELD_RE = re.compile(
    "(?:国家|中央|[省市县区州旗])?"
    "(?:发展(?:和|与)?改革|发改|教育|科技|科学技术|(?:经济|工业)和信息化|经信|工信|公安|民政|司法|财政|人力资源和?社会保障|人社|社保"
    "|(?:自然|国土)资源|国土|生态环境|环境保护|环保|住房和?城乡建设|住建|建设|规划|交通运输|交通|水利|水务|农业农村|农业|农牧|商务"
    "|文化和?旅游|文旅|文化|旅游|文物|卫生健康|卫生计生|卫生|卫健|退役军人事务|应急管理|安全监管|安监|审计|国资监管|国资|市场监管"
    "|工商|质监|质量监督|食品药品监管|药监|统计|医保|医疗保障|林业|林草|海洋|渔业|税务|国税|地税|银监|银保监|证监|保监|金融|人行"
    "|气象|地震|知识产权|体育|广电|广播电视|新闻出版|外事|侨务|粮食|能源|通信管理|通信|邮政|电力|消防|监察|纪检监察|法制|宣传|网信"
    "|大数据|政务服务|城管|城市管理|园林|人防|信访|民族宗教|民宗|妇联|共青团|工会|残联|科协|扶贫|乡村振兴|机构编制|编制)"
)
_SAYS_DEPARTMENTS_RE = re.compile(r"等\d*个?(?:有关|相关|各|职能|主管|成员)*(?:部门|单位)")


def names_fields(words: str) -> bool:
    """True for a list that says of all it names that they are departments: 发展改革、金融等单位参与."""
    return _SAYS_DEPARTMENTS_RE.search(words) is not None


def is_field(name: str) -> bool:
    """True for a field of government, with or without its level: 省科技, 经济和信息化.

    Deliberately not any short word: 农户、企业等单位 are no departments. Risk: a field that is meant as such, but
    加强教育、卫生等部门协作 states no part and is no list. The example: 由省科技主管部门牵头，发展改革、金融等单位参与.
    """
    return _FIELD_RE.fullmatch(name) is not None
