"""What those who are counted do, or what became of them, says which ones they are: 入选国家名单的平台.

Works on a folded view (`quantities.fold_view`), on the words behind a number.
"""

from __future__ import annotations

from extractors import quick_re as re

# 482个农家书屋补充图书期刊: what they do says which are counted. Not 5个企业开展服务平台, a name.
_ACTS_RE = re.compile(
    r"(?P<who>[村镇县市区校省]|(?:[^的，。；、“”（）\d]|（[^（）]{1,8}）){2,16}?)(?<![并后且成])(?:全部|分别|结合实际|深入(?:一线|基层|现场)|按要求|按期|大力|积极|广泛|均|都|要|(?<=[村镇县市区校省])组织|启动|率先|集中)?"
    r"(?P<does>(?:(?:建立|制定|编制(?!工作|任务|单位|机构|人员|部门|主体|小组|经费)|设立|出台|达不到|劣于|没有|尚未)|(?:补充|延长|扩大|提高|创建(?!工作|活动|任务|单位|主体|对象)|(?<!社会|经济|产业|事业|协同|均衡|融合|绿色|质量|创新)发展|开展|推行|推广|实行|采用|运用|通过)(?!.{0,40}(?:平台|体系|中心|基地|机构|项目|"
    r"工程|队伍|服务|站|(?<!试)点|库)$))(?!的)[^，。；、\d的]{2,24})"
)
# 90%的县医院达到三级医院水平
_ACTS_OF_SHARES_RE = re.compile(
    r"的(?!按(?:标准|要求|规定))(?P<who>[村镇县市区校]|(?:[^的，。；、“”（）\d]|（[^（）]{1,8}）){2,16}?)(?<![并后且])(?:全部|均|都|要|按(?:标准|要求|规定)){0,2}"
    r"(?P<does>(?:实现|达到|完成|建立|建成|制定|开展|推行|达不到|劣于|通过|[设建配]有|拥有|设立|设置|配备|纳入|接入|参与|使用|具备|落户|入选|列入)(?!的)[^，。；、\d的]{2,24}(?:的能力)?)"
)
# 6个平台入选国家名单, 5项指标居全国第一: what became of those who are counted; 40名教师赴外省研修: where they go.
# Each needs an object: 3个项目落地 tells no which. Deliberately not what a thing comes to be in its own time (建成,
# 投产, 落户), nor an object that is a word for those counted: in 12名人才计划入选人员 and 5家名录列入单位 the verb is
# part of the noun. Risk: a verb in the midst of a longer name (8个成果列入清单项目). The example: a report that named
# 4项技术获得一等奖 by two of the techniques alone.
_FARES_RE = re.compile(
    r"""(?P<who>(?:[^的，。；、“”（）\d]|（[^（）]{1,8}）){1,16}?)(?<![并后且拟已])(?:全部|均|都|已经?|相继|先后|成功|首次|被|分别)*
    (?P<does>(?:
        入选|入围|上榜|列入|纳入|跻身|荣获|荣登|获评|获得(?![者感])
      | 位[居列]|(?<![宜安定移民])居(?=[全首第前])
      | 进入(?=[^，。；、\d的]{0,16}(?:名单|名录|目录|清单|行列|前列))
    )
    (?!的|[^，。；、\d的]{0,6}(?:者|人选|人员|人才|专家|企业|项目|单位|作品|对象|学生|教师|品牌|机构|政策|条件|机制|渠道)$)
    [^，。；、\d的]{2,24})""",
    re.VERBOSE,
)
_GOES_RE = re.compile(
    r"""(?P<who>(?:[^的，。；、“”（）\d]|（[^（）]{1,8}）){2,16}?)(?<![并后且])(?:全部|均|都|分别|先后)?
    (?P<does>(?:
        (?:赴|前往|到(?![位期岗访])|来(?![自访源往])|出国|出境)[^，；。\d的]{1,16}(?:培训|研修|学习|进修|深造|考察|访问|交流|挂职|任教|任职|支教|支医|实习|见习|就业|创业|创新|合作|讲学)
      | (?:出国|出境)(?:（[^（）]{1,4}）)?(?:培训|研修|学习|进修|深造)
      | 参加(?!人员|者)[^，。；、\d的]{2,20}(?:培训|研修|进修|轮训|竞赛|比赛|大赛)
    ))""",
    re.VERBOSE,
)
_PEOPLE = frozenset(["人", "名", "位", "人次"])


def acting_ones(forward: str, unit: str) -> str:
    """Name those counted by the words behind a number, what they do before them; empty where these say no such thing.

    >>> acting_ones("平台入选国家重点名单", "个"), acting_ones("教师赴外省研修", "名"), acting_ones("项目落地", "个")
    ('入选国家重点名单的平台', '赴外省研修的教师', '')
    """
    words = forward.rstrip("。；")
    patterns = [_ACTS_RE, _FARES_RE, *([_GOES_RE] if unit in _PEOPLE else [])]
    match = next((match for pattern in patterns if (match := pattern.fullmatch(words))), None)
    return f"{_DONE_RE.sub('', match['does'])}的{match['who']}" if match else ""


_DONE_RE = re.compile("(?<=开展)了|(?<=推行)了")


def acting_share(forward: str) -> str:
    """Name those of whom a share is told as `acting_ones` does, of words that begin with 的."""
    match = _ACTS_OF_SHARES_RE.fullmatch(forward.rstrip("。；"))
    return f"{match['does']}的{match['who']}" if match else ""


# 12家企业引进36台机器人: by what the next number counts. Only of those whose name alone tells nothing (企业), and with
# the next number right behind the verb; not 10个先导区集聚企业150家, which zones say themselves.
_TAKES_NEXT_RE = re.compile(
    "(?P<who>(?:规上|规模以上|骨干|重点|中小|民营|龙头)?(?:企业|公司|单位|机构|学校|医院|[县市区镇村]|乡镇|社区|园区))(?:共|累计|分别|已|新)*"
    "(?P<does>引进|引入|购置|购买|采购|添置|更新|安装|配备|拥有|获得|荣获|开发|研发|使用|应用|装备)了?"
)


def acting_on_next(forward: str, noun: str) -> str:
    """Name those who have what the next number counts, `noun`, of the words between both numbers; empty for others.

    >>> acting_on_next("企业引进", "智能机器人"), acting_on_next("先导区集聚", "企业")
    ('引进智能机器人的企业', '')
    """
    match = _TAKES_NEXT_RE.fullmatch(forward)
    return f"{match['does']}{noun}的{match['who']}" if match and noun else ""
