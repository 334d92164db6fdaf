"""Whose doing or having says which of them are counted: 设立研发机构的规上企业, 有条件的村.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from extractors import quick_re as re

# Those who do or have something, or to whom it has been done, with what is counted of them.
_WHO = (
    "(?:企业|公司|银行|机构|单位|部门|学校|高校|院校|中小学|幼儿园|医院|卫生[院室]|社区|小区|村庄?|乡镇|镇|街道|[县区市]|家庭|[农住]?户|"
    "居民|人口|人群|群众|学生|教师|医生|人员|职工|农民|路口|路段|[公道]路|车辆|公交车|船舶|建筑|楼宇|场所|景区|市场|站点|网点|泊位|"
    "港口|码头|管[廊网]|合作社|农场|果园|养殖场|河道)(?:总?数量?|占比|比[例重])?"
)
_WHICH_RE = re.compile(
    rf"""(?:
      (?:开展|实施|推行|实行|设[立置]|建[立有]|配[备有]|加装|安装|开通|通过|开设|启用|应用|完成)了?
      (?P<what>[^的，。；、\d]{{2,16}})的[^的，。；、\d]{{0,16}}?{_WHO}
    | 有(?P<has>[^的，。；、\d]{{2,12}})的[^的，。；、\d]{{1,20}}
    )""",
    re.VERBOSE,
)
_LIKE_ADJECTIVE_RE = re.compile(
    "(?:[级性型式化]|标准|水平|质量|层次|规模|专[业职]|兼职|优[质秀]|先进|领先|一流|独立|广泛|良好|完[善备]|健全)$"
)


def says_which(phrase: str) -> bool:
    """Tell whether a phrase opens with what those do or have whom it names; then its verb is part of their name.

    Deliberately not verbs by which they come to be (培育, 引进, 打造), nor words like adjectives before 的: in
    设立国家级的机构 it is the body that is set up. Risk: a noun that ends like an adjective. The example: a plan whose
    配备传感设备的综合管廊 became 传感设备的综合管廊.

    >>> says_which("设立研发机构的规上企业占比"), says_which("有条件的村"), says_which("设立国家级的研发机构")
    (True, True, False)
    """
    match = _WHICH_RE.fullmatch(phrase)
    return match is not None and _LIKE_ADJECTIVE_RE.search(match["what"] or match["has"]) is None
