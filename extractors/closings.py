"""What ends the body of a document: signatures, copies and links, and the last words, which belong to no item above.

Works on the Simplified view of a text and its blocks.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.days import DAY, MONTH, SHORT_DAY
from extractors.document.glued_heads import unspaced
from extractors.models import Block
from extractors.numbering import ANNEX_RE, marker_at_start

# What ends the body of a document: it opens a block of its own and belongs to no item before it.
_CLOSING_RE = re.compile(
    r"""
      抄\s*送\s*[:：]             # 抄送：区委各部门
    | 主\s*送\s*[:：]
    | 抄\s*报\s*[:：]
    | [（(]此件(?:公开|主动公开|依申请公开|不公开|删减)      # （此件公开发布）
    | [（(]?联\s*系\s*(?:人|电话|方式|地址)\s*+(?:姓名\s*+)?[:：]
    | 特此(?:通知|报告|函复|函告|批复|公告|通告|答复)[。！]?\s*$
    | (?:此复|专此函复|特此函复)[。！]?\s*$
    # 请遵照执行。 alone, at the foot of a notice
    | 请[^，。；\n]{0,16}(?:遵照|照此|贯彻|抓好|认真|组织)(?:执行|贯彻|落实|实施|贯彻执行|贯彻落实)[。！]?\s*$
    | 专此(?:答复|函复|回复|函告)[，,。；;！]
    | (?:(?:最后|再次|衷心|诚挚|真诚|由衷|非常|十分)的?地?[，,]?){0,3}感谢(?:您|你|贵|各位)  # 感谢您对…工作的关心和支持
    | 以上(?:意见|请示|报告|方案|建议)[^。]{0,6}(?:如无不妥|妥否|当否|可否)          # the close of a 请示
    | 关联(?:细则|指南|文件|解读)\s*$                          # links under a policy page
    | 相关(?:链接|附件|解读|文档|稿件|阅读|报道|新闻)\s*+[:：]?\s*$
    | 推荐(?:产品|阅读|服务)
    | (?:责任)?编辑\s*[:：]
    | (?:[（(]?(?:来源|信息来源|稿源)\s*[:：])
    | [^\s，。；：]{4,30}(?:办公室|办公厅|秘书处|秘书科)[\s　]*[0-9０-９]{4}年[0-9０-９]{1,2}月[0-9０-９]{1,2}日\s*印发
    """,
    re.VERBOSE,
)
# 2025年3月31日 / 二○二五年三月 alone on a line, behind a signature.
_DATE_LINE_RE = re.compile(rf"[\s（(]*(?:{DAY}|{MONTH})(?:\s*印发)?[\s）)]*|\s*{SHORT_DAY}\s*")
_BODY_NAME_RE = re.compile(
    r"[^\s，。；：:、]{2,40}(?:政府|委员会|管委会|党工委|办公室|办公厅|厅|局|部|院|委|办|处|司|中心|集团|公司|协会|领导小组|指挥部|联席会议)"
)


def is_closing(view: str, blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a block ends the body: copies, links and thanks, a signature with its date, a date alone."""
    line = blocks[index].span.of(view).strip()
    if _CLOSING_RE.match(line):
        return True
    # A signature: one or more names of bodies, each a line, and then a date line.
    if not _is_body_name(line):
        if _is_signed_line(line):
            return index > 0 and blocks[index - 1].span.of(view).rstrip().endswith("。")
        return bool(_DATE_LINE_RE.fullmatch(line)) and not _goes_on(view, blocks, index)
    for block in blocks[index + 1 : index + 8]:
        following = block.span.of(view).strip()
        if _DATE_LINE_RE.fullmatch(following):
            return True
        if not _is_body_name(following):
            return False
    return False


def _is_body_name(line: str) -> bool:
    """True for a line that names a body, also letter by letter (财  政  部), or several beside each other."""
    names = unspaced(line.split())
    return 0 < len(line) <= _SIGNED_MOST and all(map(_BODY_NAME_RE.fullmatch, names))


def _is_signed_line(line: str) -> bool:
    """True for a signature that a page set on one line: 国家能源局 国家数据局综合司 2024年3月5日."""
    *bodies, day = line.split() or [""]
    return (
        bool(bodies)
        and _DATE_LINE_RE.fullmatch(day) is not None
        and all(map(_BODY_NAME_RE.fullmatch, bodies))
        and len(line) <= _SIGNED_MOST
    )


_SIGNED_MOST = 200  # characters of such a line


_GOES_ON_RE = re.compile(r"[\s　]*(?:[，,、；;。]|(?:之?[前后底末起止]|[至到—－-])[，,、\u4e00-\u9fff])")


def _goes_on(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True where a sentence goes on below a date that has a line of its own: 2014年11月15日 ⏎ 前，各镇完成…."""
    if index + 1 >= len(blocks) or blocks[index + 1].kind in ("furniture", "table"):
        return False
    below = blocks[index + 1].span
    return _GOES_ON_RE.match(view, below.start, below.end) is not None


# ── last words ──────────────────────────────────────────────────────────────────────────────────

# 各位代表！…, 让我们更加紧密地团结在…周围: how a report or an opinion of the state takes its leave
_TAKES_LEAVE_RE = re.compile(
    r"(?:各位(?:代表|委员|同志)|同志们)[，,：:！!]|[^\n]{0,400}?(?:让我们|团结在以[\u4e00-\u9fff]{2,6}同志为核心的党中央周围)"
)
# 本措施自印发之日起施行，有效期3年; 本意见由县商务局负责解释; 以上意见自…起实施
_IN_FORCE_RE = re.compile(
    r"(?:本|以上|上述)(?:《[^《》\n]{2,40}》|[\u4e00-\u9fff]{2,16}?)(?:（[^（）\n]{1,12}）)?"
    r"(?:[自从由][^。；\n]{2,40}?(?:起?(?:施行|实施|执行|生效|试行)|解释)|(?:的?有效期|执行期限?)[为自至])"
)
# 各地区、各有关部门要…, behind an item that a list of bodies has closed
_ALL_ARE_TOLD_RE = re.compile(r"各[^，。；：\n]{1,40}?(?:要|应当?|须|必须)")
_BODIES_CLOSE_RE = re.compile(r"[（(][^（）()\n]{2,300}(?:负责|牵头|配合|落实|参与|参加)[）)][。；]?$")
_GLOSSARY_RE = re.compile(r"[\s　]*(?:附[:：])?[^，。；\n]{0,12}名词(?:术语)?(?:解释|注释|说明)[\s　]*")
_SAID_RE = re.compile(r"。(?=.)", re.DOTALL)
_HEAD_MOST = 40  # characters that a head alone may have
_ENDS = ("。", "！", "）", ")", "”", "？")
_LAST_PARAGRAPHS = 3  # that may stand behind the first of the last words


def is_last_word(view: str, blocks: Sequence[Block], index: int, above: str) -> bool:
    """Tell whether a paragraph without a number takes leave of the reader, or says from when or by whom all holds.

    `above` is what stands between the last number and the paragraph: an item that has said nothing yet goes on with it
    (五、加强自身建设 ⏎ 各位代表，…). Deliberately not where numbers follow, as in the midst of a report; and 各部门要…
    only behind the bodies of the item above: elsewhere it may be its second paragraph. Risk: an item that ends with
    such a sentence of its own. The example: the last task of each work report held its 让我们….
    """
    line = blocks[index].span.of(view).strip()
    told = above.strip()
    if not told.endswith(_ENDS) or (len(told) <= _HEAD_MOST and _SAID_RE.search(told) is None):
        return False
    is_leave = _TAKES_LEAVE_RE.match(line) is not None or _IN_FORCE_RE.match(line) is not None
    is_call = _ALL_ARE_TOLD_RE.match(line) is not None and _BODIES_CLOSE_RE.search(told) is not None
    return (is_leave or is_call) and _nothing_follows(view, blocks, index)


def _nothing_follows(view: str, blocks: Sequence[Block], index: int) -> bool:
    """True where a few paragraphs stand before the end, a signature, an annex or a glossary, and none has a number."""
    paragraphs = 0
    for place in range(index + 1, len(blocks)):
        block = blocks[place]
        line = block.span.of(view).strip()
        if block.kind == "furniture" or not line:
            continue
        if block.kind == "table" or ANNEX_RE.match(line) or _GLOSSARY_RE.fullmatch(line):
            return True
        if is_closing(view, blocks, place):
            return True
        paragraphs += 1
        if paragraphs > _LAST_PARAGRAPHS or marker_at_start(view, block.span.start, block.span.end) is not None:
            return False
    return True
