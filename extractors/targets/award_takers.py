"""Whom an award goes to, in the words before it: 对…的企业，…的，经认定，给予 → …的企业.

Works on a folded view (`quantities.fold_view`). A clause that begins with 对 and ends in a noun names them, those
behind it say what they do or what they must have reached; words of procedure (经认定，按程序) say nothing of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.awards import AWARD_WORDS

# Words of procedure inside a clause, and clauses that are nothing else: 经认定，按档次 …
FORMAL_RE = re.compile(
    r"(?:奖励|补贴|补助|资助)标准(?:(?:分别)?(?:为|是|按)|(?:一般|原则上)(?:为|是|按)?)|^[^，。；对凡]{2,40}(?:奖励|补贴|补助|资助)标准(?=[对凡]|经认定)|"
    # 每家机构享受该项奖励资金年度…, 由主管部门每年评定本区的…, 自2017年起
    r"享受(?:该项|本项|上述)?(?:奖励|扶持|补[贴助])?资金(?=年度|每年|最高|$)|^由[^，。；给予]{2,14}部门(?:每年)?(?:评定|认定|评选)(?![为的])|[从自]20\d\d年起|"
    rf"^[该当]年度?(?=一次性|奖|补)|(?<=..)(?:给予|予以|进行)(?:{AWARD_WORDS})$|"
    r"在[^，。；]{2,16}基础上(?:再|额外|另外?)?|在?(?:本)?政策有效期内|本措施有效期内|在本区|(?<=..)在[一二两三四五\d]年内$|(?<!符合)分?可?按?(?:照)?(?:档次|规定|程序|实际情况)"
)
FORMAL_CLAUSE_RE = re.compile(
    r"^(?:(?:自[^，]{2,16}起)?可?连续(?:补[贴助]|奖励|支持)?[\d一二两三四五]年(?:内)?(?:[（(][^（）()]*[)）])?(?:(?:每年)?(?:(?:给予|予以)[^，\d]{0,12})?)?|"
    r"可?(?:申请|享受)[^，]{2,30}贷款[^，]{0,4}|分(?:阶段|期|批|次|档|[一二两三四五\d]年(?:等额|平均)?(?:发放|支付|拨付|兑付|给付)?)(?:合计|累计)?|(?:另外?|再|还)?额外|自[^，]{2,12}起(?:[\d一二两三四五]年内?)?|该年度?|入统当年|无需[^，]{2,16}|以实际[^，]{2,20}|以[^，]{2,40}为(?:基数|标准|基准)|"
    r"成功后|包括[^，]{2,12}企业(?:在内)?|[^，]{2,20}后连续[\d一二两三四五]年|[从自][^，]{2,20}起连续[\d一二两三四五]年内?|(?:[^，的对]{2,16}(?:可以?|将))?以[^，]{2,12}(?:方式|形式)|"
    # 无不良记录的, 补贴期限为3年: what they must not have, and for how long, say not who they are
    r"(?:且|并)?(?:近[\d一二两三]年)?无[^，]{2,20}(?:记录|行为|处罚)的?|(?:补[贴助]|奖励|资助|扶持)(?:期限?|年限)(?:为|最长)[^，]{1,12}|时间(?:最长)?不[得应]?超过[^，]{1,8}|"
    r"(?:有|具有|满足|符合)[^，]{2,30}(?:制度|要求|规定|资质)(?:的)?|在[^，]{2,8}期(?:内|间)?|除[^，]{2,24}外|授予“[^，]{2,24}|"
    # 前两年给予租金全额补贴，后三年按50%: what the first years bring is not whom the others are for
    r"前[一二两三四五]年(?:每年)?[^，\d]{2,16}(?:补[贴助]|奖励|免租|租金)|与[^，]{2,12}签订[^，]{2,12}后|经“[^，”]{2,8}”|"
    r"经?(?:申报|评审|评定|考核|审核){1,3}(?:后|通过)?|"
    r"可以?按照?.{0,200}|并?经[^，]{0,12}(?:认定|评定|审核|评审|考核|备案|批准|审定|评估|核定|核准|确认)(?:后|的)?|"
    r"按(?:照)?[^每]{0,200}|(?:依照|参照|视|结合)[^每]{0,60}|"
    r"由[^，。；对给]{2,14}负责[^，。；]{2,10}|"  # 由园区公司负责装修
    # 注册在本区，当年通过认定的: where they are says not who
    r"(?:在[^，的]{1,10})?(?:依法)?(?:注册|登记|落户|纳统)(?:[在于][^，的]{1,12})?|"
    r"当年|次年|依据.{0,200}|根据.{0,200}|(?:第[一二两三四五、和及]{1,6}年)?采取.{0,200}方式.{0,200}|.{0,200}(?:期限|周期|[息贴助励]期)(?:一般|原则上)?(?:最长)?不[得应]?超过.{0,200}|综合(?:评估|评价|考虑).{0,200}|.{0,200}(?:认定|"
    r"建成|通过|投产)后|在?[^，]{0,8}有效期内)$"
)
FOR_RE = re.compile(
    r"^(?:[，、。；\s]|其(?=首次|再次|被评|获评)|重点(?=对)|如(?:为|系|属于)|或(?=新)|原则上|[^，。；的对]{0,10}?(?:会|将|拟|要)对于?|（[^（）\d]{2,12}）|对(?!应(?!届|聘|急|用|对|收)|口(?=帮|支|协|合|援))于?|凡|针对|同时|（?其中|且|并|和|"
    r"每年|的|即(?=每)|继续(?=对|给予|支持|鼓励)|以及|支持|鼓励|激励|推动|引导|择优|"
    r"（[一二三四五六七八九十\d]+）)+"
)
# Who pays is not whom it goes to: 省财政给予…, 省市县联动按…, 县财政按照不同级别….
_GIVER_RE = re.compile(
    r"^(?:(?:我[省市县区]|本区|新区|实验区|高新区|开发区|管委会)$|由[^，。；对给]{2,12}(?:经费|资金|基金)(?:中|统筹|安排|列支)?|(?:由)?(?:中央|[省市县区镇乡]|本级|各?级|同级)?(?:级|本级)?财政(?:部门|资金|局)?(?:按照不同级别)?|"
    r"[省市县区、]{2,5}(?:三级|两级)?(?:联动|财政)|(?:中央|国家|[省市县区])级$)"
)
# Words that say of no one whom they go to: 奖补标准为…, 享受此条政策….
_NO_TAKER_RE = re.compile(
    rf"^(?:享受(?:此条|本条|该项|上述)政策|(?:{AWARD_WORDS})(?:标准|额度|金额|增加|提高)|即：?|标准|力争)$"
)
_LONG_BRACKET_RE = re.compile(r"[(（](?:[^()（）]{9,}|以下[简统]称[^()（）]*|[^()（）]{1,7}[，,][^()（）]*)[)）]")
# （A类，按目录确定，下同）: the class stays, the rest is of the catalogue.
_CLASS_AND_MORE_RE = re.compile(r"（(?P<class>[A-Z甲乙丙丁][类档级])[，,][^（）]*）")

PER_PIECE_RE = re.compile(r"(?:在[^，每]{2,12})?每(?![家个位户年])")
THRESHOLD_RE = re.compile(
    r"(?:(?:固定资产|年度|累计|总|年)?(?:投资额|投资|收入|销售额|营收|产值|规模|面积|票房|总额))?(?:首次)?(?:达到?|"
    r"超过?|不低于)\d[^的，]*$"
)
_LONG_WHOM = 30  # characters: longer, the conditions drown whom the award goes to

# 每年评选不超过2个公共服务平台，按档次给予…: whom it goes to stands behind how many are chosen.
_CHOSEN_RE = re.compile(
    r"(?:(?<=[。；，])|^)(?:每年度?|每届)?(?:择优)?(?:评选|遴选|评定|选取)(?:不超过|最多|不多于)?\d{1,3}[个家项名位部]"
)


# 实付租金低于标准的，按照实际支付租金进行补贴: whom a cap behind it is for stands before
_AS_SPENT_RE = re.compile(
    rf"(?:^|(?<=，))[^，。；：]{{2,30}}的，按照?实际[^，。；]{{2,16}}?(?:给予|予以|进行)?(?:{AWARD_WORDS})，"
)


# 对新增的限上企业，每户一次性奖励5万元: each of them, not each of any.
_FOR_EACH_RE = re.compile("(?:^|[，；])对[^，；]{2,40}，每[户家个][^，；]{0,12}$")
_AGAIN_RE = re.compile("另外?|再")
# 收购价不低于2.8元每公斤: what is paid for, nobody whom it goes to
_OF_SUM_RE = re.compile(r"[^，。；的]{0,16}价[^，。；的]{0,8}\d[\d.]{0,8}元[^，。；的]{0,6}$")
# 新产品投产达效后: when it is paid
STEP_RE = re.compile("(?:申请|代理|登记|年|检测|评估|实质审查)费|(?:获得?|经)?[受授]权后")
_WHEN_DONE_RE = re.compile(r"(?<=..)(?<![于在])(?:竣工|建成|投产|达产|达效|投用|验收|合格|认定|评定|运营|通过){1,3}后$")
_OWN_PLACE_RE = re.compile("^本(?!科|[省市县区镇乡](?!级)|措施|办法|政策|细则|文件|规定)")
_ALL_DONE_RE = re.compile(
    r"在?(?:正式|投入|项目|开业|开工|建设|签约|落地|注册|竣工|建成|投产|达产|达效|投用|验收|合格|认定|评定|运营|通过|并|经){1,6}后"
)
# 按星级每生每年; 对租房的企业，前3年每年按…: by what grade, and when, say of nobody whom it goes to
_BY_GRADE_RE = re.compile("^按(?:照)?[^每，]{1,8}(?=每)")
_BY_EACH_RE = re.compile("(?<=..)按照?(?=每)|^按照?(?=每[家个户名人])")  # 新增部分按每箱, 落户的，按每家
WHEN_PAID_RE = re.compile(r"[前后第][一二两三四五\d]年(?:每年)?")
_THERE_RE = re.compile("(?<=..)(?:入驻|进驻|落户)[^，]*")  # 鼓励有资质的机构入驻园区: who, not where
_SUM_ALONE_RE = re.compile(rf"(?:年度?|全年|累计)(?:{AWARD_WORDS})?(?:总额|总?金额|额度?|限额)")
_ITS_RE = re.compile("其(?![中他它余一二实])")
# 院士等顶尖人才（A类人才，类型详见附件）: the bracket names the class that a list of titles spells out. Not （以下简称
# 企业）, nor （B类）, which alone is no noun.
_CLASS_OF_RE = re.compile(
    r"(?:^|(?<=[，。；（）]))[^，。；（）]*（(?P<class>[A-Z甲乙丙丁一二三四五第]{1,3}类[^，。；（）\d]{0,6}人才)(?:，[^（）]*)?）(?=，|$)"
)
# 入选领军人才（B类）的A、B、C…: whoever is in such a list is of the class before it.
_CLASS_BEFORE_RE = re.compile("(?:入选|列入|获评|属于)[^的，。；]{2,24}(?=的)")


def without_brackets(words: str) -> str:
    """Turn words into the same without their long brackets; a bracket that names a class leaves its name.

    >>> without_brackets("院士等顶尖人才（A类人才，类型详见附件），入选领军人才（B类，以目录为准）的")
    'A类人才，入选领军人才（B类）的'
    """
    words = _CLASS_AND_MORE_RE.sub(r"（\g<class>）", _CLASS_OF_RE.sub(r"\g<class>", words))
    return _LONG_BRACKET_RE.sub("", words)


# 对二次开发项目在县内投产后，年销售额达到…的: whom it goes to, and when
_BUILT_THEN_RE = re.compile(
    "^(?P<what>[，、]?对[^，。；]{3,24}?)(?:在[^，。；的]{1,8})?(?:建成|投产|竣工|投用|运营){1,2}后$"
)


def _clauses_of(words: str) -> tuple[list[str], str]:
    """The clauses that may say whom an award goes to, without procedure and givers, and the one that names them."""
    parts = re.split("[，,：]", words)
    named = next(filter(_names_them, reversed(parts[:-1])), "")
    *clauses, those = [
        FOR_RE.sub("", _GIVER_RE.sub("", FORMAL_RE.sub("", _BUILT_THEN_RE.sub(r"\g<what>", clause))))
        .strip("，、 （(")
        .lstrip("）、")
        for clause in (*parts, named)
    ]
    clauses = [
        c
        for c in clauses
        if c
        and not _AGAIN_RE.fullmatch(c)
        and not _NO_TAKER_RE.match(c)
        and not FORMAL_CLAUSE_RE.match(c)
        and not re.search("(?:最多|不超过)[^，]{0,4}评选|评选[^，]{0,4}(?:最多|不超过)", c)
    ]
    clauses = [c for number, c in enumerate(clauses) if "》" not in c or number == len(clauses) - 1]  # 出台《…意见》
    clauses = [_WHEN_DONE_RE.sub("", c) for c in clauses if not (_OF_SUM_RE.match(c) or _ALL_DONE_RE.fullmatch(c))]
    return clauses, those


def beneficiary(words: str, award_word: str, topic: str) -> tuple[str, str]:
    """Whom an award goes to, and its noun: 对…的微短剧，…，分账收入达到50万元以上的 → 分账收入…的微短剧."""
    words = _CHOSEN_RE.sub("", without_brackets(_AS_SPENT_RE.sub("", words)))
    clauses, those = _clauses_of(words)
    parts = re.split("[，,：]", words)
    words = "，".join(part for part in parts if not (FORMAL_CLAUSE_RE.match(part) or FORMAL_RE.fullmatch(part)))
    if not clauses:
        return "", ""
    if len(clauses) > 1 and re.fullmatch(
        rf"(?:再|另外?|一次性|分别|给予|{award_word}|企业|单位|个人|团队|机构){{1,12}}", clauses[-1]
    ):
        clauses.pop()
    last = (
        re.sub(
            rf"(?:按?人民币|最高|最多|年度?内|合计|累计|不超过|原则上|为|以|{award_word}){{1,12}}+$",
            "",
            clauses[-1],
        )
        or clauses[-1]
    )
    last = _BY_EACH_RE.sub("", _BY_GRADE_RE.sub("", last))
    if len(clauses) > 1 and (
        PER_PIECE_RE.match(last)
        or WHEN_PAID_RE.match(last)
        or (
            last.startswith(("每", "单"))
            and (clauses[-2].endswith("的") or clauses[-2] == those or _FOR_EACH_RE.search(words))
        )
    ):
        inner, noun = beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner + last, noun
    if len(clauses) > 1 and _SUM_ALONE_RE.fullmatch(last):  # 对同一机构，年奖励额不超过…
        inner, noun = beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner.removesuffix(award_word) + last, noun
    if len(clauses) > 1 and _ITS_RE.match(last):  # 租用公共仓库的，对其租金
        inner, noun = beneficiary("，".join(clauses[:-1]), award_word, topic)
        return inner + last[1:], noun
    if those and those in clauses[:-1] and _CIRCUMSTANCE_RE.match(last) and not last.endswith("的"):
        return _brief(those), _noun_of(those)
    if last.endswith("的"):
        return _meant_by(last, clauses[:-1], topic, those)
    if len(clauses) > 1 and STEP_RE.fullmatch(last) and len(clauses[-2]) < _LONG_WHOM and "的" not in clauses[-2]:
        return clauses[-2] + last, clauses[-2]  # 国内专利，申请费资助1000元/件，获得授权后资助…
    noun = last.rsplit("的", 1)[-1]
    listed = _CLASS_BEFORE_RE.match(last) if len(noun) > _LONG_WHOM else None
    if listed:
        return listed[0] + "的", noun
    return (noun if len(last) > _LONG_WHOM and len(noun) >= 4 else _OWN_PLACE_RE.sub("", last)), noun


# 对获得国家、省、市级奖项的，对国家级的…，对省级的…
RANK_OF_THEM_RE = re.compile("(?:国家|[省市县区])级的")
_RANKS_AT_START_RE = re.compile("^(?:(?:国家|[省市县区])级?(?:、|和|及|与|以及)){1,3}(?:国家|[省市县区])级")


# 对重点人才，参加国内外研修，给予…: a clause of its own says who they are, those behind it what they do
_FOR_THEM_RE = re.compile("(?:[，、]|其中|凡|同时|或者?){0,3}(?:对于?|针对)[^，]{2}")
_THEY_RE = re.compile(
    "(?:企业|公司|机构|单位|项目|平台|基地|园区|中心|个人|人才|人员|团队|主体|合作社|农户|商户|组织|协会|院校|学校|店)$"
)
_CIRCUMSTANCE_RE = re.compile("[在受经以由依凭持自]|通过")


def _names_them(clause: str) -> bool:
    """True for 对重点人才; not for 对首次入选的, nor for what has an award of its own (对甲给予补助，对乙给予奖励)."""
    if clause.endswith(("的", "后")):
        return False
    is_they = _THEY_RE.search(clause) is not None
    is_noun = "的" in clause or is_they if _FOR_THEM_RE.match(clause) else "的" in clause and is_they  # 新落户的企业，…
    return is_noun and not any(verb in clause for verb in ("给予", "发放"))


def _noun_of(words: str) -> str:
    noun = _THERE_RE.sub("", words.rsplit("的", 1)[-1])
    return noun if len(noun) <= _LONGEST_NOUN else noun.rsplit("、", 1)[-1]


def _brief(words: str) -> str:
    noun = words.rsplit("的", 1)[-1]
    return noun if len(words) > _LONG_WHOM and len(noun) >= 4 else words


_LONGEST_NOUN = 24


def _meant_by(last: str, earlier: Sequence[str], topic: str, those: str) -> tuple[str, str]:
    """Whom 首次达到5亿元的 means: the noun of the clauses before, or what its heading is about."""
    heads = [
        _THERE_RE.sub("", clause.rsplit("的", 1)[-1])
        for clause in earlier
        if clause.startswith(("作为", "经", "获")) or "的" in clause
    ]
    if RANK_OF_THEM_RE.fullmatch(last) and (heads or topic):
        noun = _RANKS_AT_START_RE.sub("", heads[-1] if heads else topic)
        return last.removesuffix("的") + noun, noun
    head = THRESHOLD_RE.sub("", earlier[0]) if earlier and len(earlier[0]) <= 24 else topic
    noun = _noun_of(those) if those in earlier else heads[0] if heads else head
    if noun and len(noun) <= _LONGEST_NOUN:
        return last + noun, noun
    return (last if re.search(r"\d", last) else last.rstrip("的")), ""
