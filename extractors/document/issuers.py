"""Who issues a document: signed, named in the title, the order or the speech, or told by the page that publishes it.

Source of the order: GB/T 9704-2012, 7.2.2 (发文机关标志) and 7.3.5 (署名).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from extractors import quick_re as re
from extractors.document.genres import SPOKEN_FOR_RE
from extractors.document.heads import Line
from extractors.document.media import MEDIUM, NEWSPAPER
from extractors.document.news_words import DATELINE_RE
from extractors.document.signatures import part_by_place, signature
from extractors.document.titles import BODY
from extractors.models import Genre, MetaField
from extractors.script import simplify

# 由某市人民政府办公室于2023年3月28日印发: an encyclopaedia tells who issued it
_ISSUED_BY_RE = re.compile(
    rf"由(?P<body>[\u4e00-\u9fff（）()]{{2,30}}?{BODY})[于在](?P<date>[0-9０-９]{{4}}年[0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}日)"
    r"(?:正式|联合)?(?:印发|发布|颁布|公布|出台)"
)
_BEFORE_ABOUT_RE = re.compile(
    rf"^(?P<bodies>[\u4e00-\u9fff“”（）()、，\s　]{{2,80}}?(?:{BODY}|妇联|残联|科协|工商联|团中央))[\s　]*"
    "(?:关于|印发|转发|批转|对|公布|发布)"
)
# Bodies of the centre that stand glued: 住建部财政部关于…, where a page has lost the blanks between them. Only where
# the names take up all the words: 某市商务局财政部 is no pair.
_CENTRAL_BODY = (
    "(?:(?:外交|国防|教育|科技|科学技术|工业和信息化|工信|公安|国家安全|民政|司法|财政|人力资源和?社会保障|人社|自然资源|国土资源|"
    "生态环境|环境保护|住房和?城乡建设|住建|交通运输|铁道|水利|农业农村|农业|商务|文化和?旅游|文化|卫生|退役军人事务|应急管理)部|"
    "国家[\u4e00-\u9fff]{1,10}?(?:委员会|总局|局|委|署|办公室|办)|(?:海关|税务|市场监管|体育|广电|质检|工商)总局|人民银行|中国人民银行|"
    "国务院(?:[\u4e00-\u9fff]{2,6}?办公?室?|国资委)?|全国(?:总工会|妇联|工商联|老龄办|供销总社)|共青团中央|中国残联|中国科协|"
    "中央(?:宣传部|组织部|网信办|文明办|编办|政法委|统战部)|中国[\u4e00-\u9fff]{2,8}?(?:局|会|院))(?:办公[厅室])?"
)
_CENTRAL_BODIES_RE = re.compile(f"(?:{_CENTRAL_BODY}){{2,20}}+")
_CENTRAL_BODY_RE = re.compile(_CENTRAL_BODY)
_SPEAKER_RE = re.compile(
    r"(?:^|会议上|[^\u4e00-\u9fff，。；、！？”）])(?P<body>(?:(?!会议上)[\u4e00-\u9fff]){1,20}?(?:省|市|区|县|旗|州|盟)(?:人民政府)?)(?:代)?"
    r"(?:省长|市长|区长|县长|州长|旗长|盟长|主席|镇长|乡长)"
)
_BARE_RE = re.compile(r"(?:自治)?[省市区县州旗盟](?:人民政府)?")  # 自治区主席 says of no place which it is
_REPORT_OF_RE = re.compile(r"(?:^|年度?|\W)(?P<place>[\u4e00-\u9fff]{1,15}[省市区县旗州盟])(?:人民)?政府工作报告")
# ——在白水市第五届人民代表大会第三次会议上
_CONGRESS_RE = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{1,15}?[省市区县旗州盟])第[一二三四五六七八九十0-9]{1,4}届[\u4e00-\u9fff]{0,12}人民代表大会"
)
# 青山县水利局2023年工作计划: who plans stands before the year
_YEARLY_RE = re.compile(
    r"(?P<body>[\u4e00-\u9fff（）()]{2,24}?(?:人民政府|政府办公室|国务院|委员会|办公室|办公厅|管委会|常委会|工会|[局厅署]|法院|检察院|协会"
    r"|联合会))(?=(?:19|20)\d\d年)"
)
# 来源：白水日报, （文章来源：新华社）
_SOURCE_RE = re.compile(
    r"(?<!截图|图片|照片|视频|数据|资料|图表|资金|经费)(?:信息|文章|稿件)?来源"
    r"\s?[：:][\s　]*(?P<source>[\u4e00-\u9fff]{2,24}?)"
    r"(?=[\s　)）|]|$|作者|(?:责任)?编辑|浏览|阅读|访问|点击|打印|(?:发布|更新)(?:时间|日期)|字[号体])"
)
# 白水日报　2021年07月30日
_PAPER_RE = re.compile(rf"[\s　]*(?P<paper>[\u4e00-\u9fff]{{2,6}}{NEWSPAPER})[\s　|]{{1,4}}(?:19|20)\d\d\s?[年./-]")
_MEDIUM_RE = re.compile(f"{MEDIUM}$")
# 青山区人民政府办公室 may issue; 县政府办 and 青山市政府 are how a site calls a column
_FULL_NAME_RE = re.compile(
    r"[\u4e00-\u9fff]{2,12}?[省市区县旗州盟][\u4e00-\u9fff（）()]{0,16}(?:人民政府|办公室|办公厅|委员会|[局厅])$"
)
_COMMITTEE_AND_RE = re.compile(
    r"(?<=中共中央)(?=国务院)|(?<=中央办公厅)(?=国务院办公厅)"
    r"|(?<=[省市区县旗州]委)(?!办公)(?=[\u4e00-\u9fff]{2,14}人民政府)|(?<=[省市区县旗州]委办公[室厅])(?=[\u4e00-\u9fff]{2,14}(?:政府办公[室厅]))"
)
_BODY_END_RE = re.compile(rf"{BODY}$")
# 青山市人民政府令, and 第16号 or （第16号） behind it or on the line below; 国家税务总局公告 and 2024年第5号
_ORDER = r"(?:人民政府|政府|国务院|委员会|银行|总局|[部局署])[\s　]*(?:令|公告)"
_ORDER_RE = re.compile(rf"(?:[\u4e00-\u9fff\s　]{{2,30}}?|(?=国务院)){_ORDER}")
_ORDER_NUMBER = (
    r"[（(]?(?:(?:19|20)\d\d[\s　]*年[\s　]*)?第[\s　]*[0-9０-９一二三四五六七八九十百〇○]{1,5}[\s　]*号[）)]?"
)
_ORDER_NUMBER_RE = re.compile(_ORDER_NUMBER)
# 青山市人民政府令第16号, 青政令第16号, 国家税务总局公告2024年第5号
_NUMBERED_ORDER_RE = re.compile(
    rf"(?P<order>[\u4e00-\u9fff\s　]{{2,30}}?{_ORDER}|[\u4e00-\u9fff]{{1,6}}令)[\s　]*(?P<number>{_ORDER_NUMBER})"
)
_SPACED_OUT_RE = re.compile(r"(?:\S[\s　]{1,8}){3,40}\S")
_SOURCE_LINES = 8  # lines of the head and of the end that may name it
_ORDER_LINES = 8


def find_issuers(
    lines: Sequence[Line],
    head: Sequence[Line],
    stated: str | None,
    metadata: Sequence[MetaField],
    genre: Genre,
    printed_by: str | None,
) -> tuple[str, ...]:
    """Turn what a document says of who issues it into the names of those bodies, as written; empty where none is said.

    `lines` are all its lines, `head` those before its first number, `stated` its title, `printed_by` who printed it.
    Of a report it is the paper or site it comes from. Best first: signature, order, title, speech, labelled field, an
    encyclopaedia's words, the printer, the page that publishes it (a body's full name only).
    """
    issuer = next((item.value.strip() for item in metadata if item.name == "issuer" and item.value.strip()), None)
    if genre == "news":
        reporter = _reporter(lines, head, metadata) or issuer or _source(lines, metadata)
        return (reporter,) if reporter else ()
    titled = _BEFORE_ABOUT_RE.match(simplify(stated or ""))
    bodies = _parted_bodies(stated[: titled.end("bodies")], head) if titled and stated else ()
    signed = signature(lines)
    if signed:
        # 国家发展 ⏎ 改革委办公厅: a line's end has cut the first word off a name that the title has whole
        is_cut = len(bodies) == len(signed) and all(map(str.endswith, bodies, signed))
        # 国家发展改革委国家能源局2019年5月6日 where line ends are gone: the title has its bodies parted
        is_glued = len(bodies) > len(signed) and "".join(bodies) == "".join(signed)
        return bodies if is_cut or is_glued else tuple(part for name in signed for part in _central_parts(name))
    order = order_of(head)
    if order and order.bodies:
        return order.bodies
    if titled and stated:
        return bodies
    speaker = _speaker(lines, head, stated) if genre == "work_report" else None
    if speaker:  # 我代表市人民政府 under 发文单位：白水市人民政府
        return (issuer,) if issuer and simplify(issuer).endswith(speaker) else (speaker,)
    yearly = _YEARLY_RE.match(simplify(stated or ""))
    if yearly and stated:
        return (stated[: yearly.end("body")],)
    headed = _before_title(head, stated)
    if headed:
        return headed
    if issuer:
        return tuple(part for part in re.split(r"[、，,;；\s　]+", issuer) if part)
    told = issued_by(head)
    if told:
        return (told["body"],)
    if cover := _on_cover(head):
        return cover
    if genre == "reply" and (answering := _answering(lines)):
        return (answering,)
    # Who printed it stands in for an issuer that is not stated: the office prints for the body that issues.
    if printed_by:
        return (printed_by,)
    source = _source(lines, metadata)  # who publishes a document that says nowhere else who issues it
    if genre == "reply" and source and _ASSEMBLY_RE.search(simplify(source)):
        return ()  # 来源：政协某县委员会: whose members asked
    return (source,) if source and _FULL_NAME_RE.match(simplify(source)) else ()


# 回复 ⏎ 云台市水利局局长甲某: who answers, below a board's word for it
_ANSWER_RE = re.compile("(?:官方)?[回答][复覆]")
_WITH_POST_RE = re.compile(
    rf"(?P<body>[\u4e00-\u9fff]{{2,20}}?{BODY})(?:(?:党[委组])?书记|主任|[部局厅省市县区州]长|署长|院长)[、\u4e00-\u9fff]{{0,16}}"
)


def _answering(lines: Sequence[Line]) -> str | None:
    """The body whose answer a board's page shows: the line below 回复, without the post and name of its head."""
    for line, below in pairwise(lines):
        if _ANSWER_RE.fullmatch(line.view):
            posted = _WITH_POST_RE.fullmatch(below.view)
            if posted:
                return below.text[: posted.end("body")]
            return below.text if len(below.view) <= _BODY_MOST and _BODY_END_RE.search(below.view) else None
    return None


_BODY_MOST = 24  # characters


# 四部门关于公布…的通知: how a page shortens the bodies that the title of the text names
_MINISTRIES_RE = re.compile(r"^(?:[一二三四五六七八九十两]{1,3}|\d{1,2})部[门委](?=关于)")


def _before_title(head: Sequence[Line], stated: str | None) -> tuple[str, ...]:
    """The bodies of a line of the head that is the stated title with them before it: 某市人民政府关于….

    They say more than the label of an archive, which may name its site.
    """
    title = _MINISTRIES_RE.sub("", simplify(stated or "").strip())
    if not title.startswith("关于"):
        return ()
    for number, line in enumerate(head):
        above = list(takewhile(lambda body: _BODY_END_RE.search(body.view), reversed(head[:number])))
        if above and line.view == title != simplify(stated or "").strip():
            return tuple(body.text for body in reversed(above))
        titled = _BEFORE_ABOUT_RE.match(line.view) if line.view.endswith(title) else None
        if titled and titled.end("bodies") == len(line.view) - len(title):
            return _parted_bodies(line.text[: titled.end("bodies")], head)
    return ()


# 二〇二四年五月, 2024年 alone on a line: when a cover says that it was made
_COVER_DATE_RE = re.compile(
    r"[\s　]*(?:(?:19|20)\d\d|[一二][〇○零一二三四五六七八九]{3})[\s　]*年"
    r"(?:[\s　]*(?:\d{1,2}|[一二三四五六七八九十]{1,2})[\s　]*月)?[\s　]*"
)
_COVER_LINES = 8


def _on_cover(head: Sequence[Line]) -> tuple[str, ...]:
    """The bodies on a cover, each on a line of its own right above the year or month; empty where there are none.

    Deliberately not above a day: that is a signature. The example: a book of policies whose office names itself only
    between the title and 二〇二四年.
    """
    for number, line in enumerate(head[:_COVER_LINES]):
        if number > 1 and _COVER_DATE_RE.fullmatch(line.view):
            above = takewhile(lambda body: _FULL_NAME_RE.fullmatch(body.view.strip()), reversed(head[1:number]))
            return tuple(body.text.strip() for body in above)[::-1]
    return ()


def _reporter(lines: Sequence[Line], head: Sequence[Line], metadata: Sequence[MetaField]) -> str | None:
    """The paper, agency or station that a report comes from: its source, its dateline, the paper above its text."""
    source = _source(lines, metadata)
    if source and _MEDIUM_RE.search(simplify(source)):
        return source
    for line in head[:_SOURCE_LINES]:
        match = DATELINE_RE.search(line.view)
        medium = (match["source"] or match["medium"] or match["told_by"]) if match else None
        if medium:
            return line.text[line.view.index(medium) :][: len(medium)]
    paper = next((found for line in head[:_SOURCE_LINES] if (found := _PAPER_RE.match(line.view))), None)
    return paper["paper"] if paper else None


def _speaker(lines: Sequence[Line], head: Sequence[Line], stated: str | None) -> str | None:
    """The government whose report a work report is: that of its speaker, of its title, or of the congress it is for."""
    for line in head[:_SOURCE_LINES]:
        speaker = _SPEAKER_RE.search(re.sub(r"[\s　]", "", line.view))
        if speaker and not _BARE_RE.fullmatch(speaker["body"]):
            body = speaker["body"]
            return body if body.endswith("人民政府") else f"{body}人民政府"
    named = _REPORT_OF_RE.search(simplify(stated or ""))
    named = named or next((found for words in _wrapped(head) if (found := _CONGRESS_RE.search(words))), None)
    if named:
        return f"{named['place']}人民政府"
    spoken = next((found for line in lines[:_SOURCE_LINES] if (found := SPOKEN_FOR_RE.search(line.view))), None)
    return spoken["body"] if spoken else None


_ASSEMBLY_RE = re.compile("政协|政治协商|人大|人民代表")


def issued_by(head: Sequence[Line]) -> re.Match[str] | None:
    """Find who issued a document and when (groups `body` and `date`), as an encyclopaedia tells it in its head.

    None where its head tells nothing of the kind.
    """
    return next((found for line in head if (found := _ISSUED_BY_RE.search(line.view))), None)


def _wrapped(head: Sequence[Line]) -> Iterator[str]:
    """The lines of a speech's head, each with the one below: 在青山县第十八届 ⏎ 人民代表大会第一次会议上."""
    for line, below in pairwise(head[: _SPOKEN_LINES + 1]):
        yield re.sub(r"[\s　]", "", line.view + below.view)


_SPOKEN_LINES = 20  # lines of a head, buttons and fields of the page among them, that say where a report was given


def _source(lines: Sequence[Line], metadata: Sequence[MetaField]) -> str | None:
    """Where a page says that its text comes from (来源：白水日报), as a field, in its head or at its end."""
    stated = next((item.value for item in metadata if _SOURCE_LABEL_RE.search(item.label) and item.value.strip()), None)
    if stated:
        return _BESIDE_SOURCE_RE.sub("", stated.split()[0]) or None
    for line in [*lines[:_SOURCE_LINES], *lines[-_SOURCE_LINES:]]:
        match = _SOURCE_RE.search(line.view)
        if match:
            return _BESIDE_SOURCE_RE.sub("", line.text[slice(*match.span("source"))]) or None
    return None


_SOURCE_LABEL_RE = re.compile("来源$|^contentsource$", re.IGNORECASE)
# 来源：据云台社, 来源：新华社举报: a word before the source, a button behind it
_BESIDE_SOURCE_RE = re.compile(r"^据|(?:举报|分享|收藏|打印|纠错)$")


def _parted_bodies(words: str, head: Sequence[Line]) -> tuple[str, ...]:
    """Part the bodies before 关于: by the marks or blanks of the title's own lines, 某市委 from 某市人民政府.

    A title over lines has lost its blanks: the lines of the head still have them.
    """
    parts = [part for part in re.split(r"[、，\s　]+", words) if part]
    if len(parts) > 1:
        return tuple(parts)
    joined = ""
    pieces: list[str] = []
    for line in head:
        rest = words[len(joined) :]
        taken = _taken(rest, [part for part in re.split(r"[、，\s　]+", line.text) if part])
        if not taken:
            joined, pieces = "", []
            continue
        joined, pieces = joined + "".join(taken), pieces + taken
        if joined == words:
            break
    if joined == words and len(pieces) > 1 and all(_BODY_END_RE.search(simplify(piece)) for piece in pieces):
        return tuple(pieces)
    central = _central_parts(words)
    if len(central) > 1:
        return central
    return tuple(name for part in _COMMITTEE_AND_RE.split(words) if part for name in part_by_place(part))


def _central_parts(name: str) -> tuple[str, ...]:
    """The bodies of the centre that stand glued in a name (财政部税务总局); any other name as it is."""
    return tuple(_CENTRAL_BODY_RE.findall(name)) if _CENTRAL_BODIES_RE.fullmatch(name) else (name,)


def _taken(rest: str, pieces: Sequence[str]) -> list[str]:
    """The pieces of a line that begin `rest`; of the last that reaches beyond it, what stands in `rest`.

    >>> _taken("青山县教育局青山县财政局", ["青山县教育局", "青山县财政局关于做好减负工作的通知"])
    ['青山县教育局', '青山县财政局']
    """
    taken: list[str] = []
    for piece in pieces:
        if not rest or not (rest.startswith(piece) or piece.startswith(rest)):
            break
        taken.append(piece[: len(rest)])
        rest = rest[len(piece) :]
    return taken


@dataclass(frozen=True, slots=True)
class Order:
    """An order or announcement: who gives it, where its line says so, and its number as it goes by."""

    bodies: tuple[str, ...]
    number: str


def order_of(head: Sequence[Line]) -> Order | None:
    """The order that a head is of, None where it is of none: 青山市人民政府令第16号, on one line or two.

    青政令第16号 names no body.
    """
    texts = [_closed_up(line.text) for line in head[: _ORDER_LINES + 1]]
    for text, below in pairwise([*texts, ""]):
        named = _NUMBERED_ORDER_RE.fullmatch(simplify(text))
        if named:
            return _order(text[slice(*named.span("order"))], text[named.start("number") :])
        if _ORDER_RE.fullmatch(simplify(text)) and _ORDER_NUMBER_RE.fullmatch(below):
            return _order(text, below)
    return None


def _closed_up(words: str) -> str:
    """A line without the blanks that space its characters out: 国 务 院 令."""
    words = words.strip()
    return re.sub(r"[\s　]+", "", words) if _SPACED_OUT_RE.fullmatch(words) else words


_ORDER_END_RE = re.compile(r"(?<!\s)\s*+(?:令|公告)\s*$")


def _order(words: str, number: str) -> Order:
    bodies = _ORDER_END_RE.sub("", words) if _ORDER_RE.fullmatch(simplify(words)) else ""
    written = re.sub(r"[\s　]+", "", words) + re.sub(r"[\s　（()）]+", "", number)
    return Order(tuple(re.split(r"[、\s　]+", bodies)) if bodies else (), written)


def is_order(words: str) -> bool:
    """True for what says whose order a page shows, where a title might stand: 青山市人民政府令, …令（第16号）.

    >>> is_order("青山市人民政府令（第16号）"), is_order("青山市茶叶管理办法")
    (True, False)
    """
    view = simplify(_closed_up(words))
    return bool(_ORDER_RE.fullmatch(view) or _NUMBERED_ORDER_RE.fullmatch(view))
