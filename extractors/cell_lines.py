"""The lines of a cell, put together to its words: what stands between two of them, and where two bodies meet."""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.marks import without_marks
from extractors.script import simplify
from extractors.seams import between_words
from extractors.segment import is_closed, opens_block


def join_words(first: str, second: str) -> str:
    """Turn two pieces of a cell into one: no space between Chinese characters, one between Latin words.

    >>> join_words("提升大数", "据应用水平。")
    '提升大数据应用水平。'
    """
    first, second = first.rstrip(), second.lstrip()
    return first + between_words(first[-BODY_MOST:], second[:BODY_MOST]) + second


# Names of bodies, by their last character: of `市商务局\n市财政局` the line end parts two of them. 社会, 互联, 物联 and
# 城乡 end no name: of `区人力资源社会\n保障局` and `县住房和城乡\n建设局` the line end parts one.
BODY_RE = re.compile(
    r"(?:局|委|委员会|办|办公室|部|处|厅|署|院|中心|公司|集团|街道|街镇|镇|(?<![和县市区]城)乡|政府|(?<!社)会|海关|馆|支队|大队|总队|(?<![互物])联|联盟|银行|大学|学校|企业"
    r"|单位|部门|区|市|县|各街|办事处|管委会|指挥部|专班|小组|分局|工会|站|所|协会|[科作政]协|供销社)(?:[（(].{0,18}[）)])?$"
)
_BODY_LEAST, BODY_MOST = 2, 20  # characters of a body's name
_TAIL = 60  # characters that are looked at before a seam, marks of repairs among them
_LIST_MARK_RE = re.compile(r"[、，,；;：:。\s]")
_CLOSED_RE = re.compile(r"[）)]")
# What no place stands before is no body: of `各县（市、区）\n人民政府` the line end parts a name. Risk: a cell that
# lists 人民政府 alone, behind a body with a remark in brackets.
_INSIDE_OF_NAME = ("事处", "员会")  # of 各街道办事处, 管理委员会: no name begins so
_PLACELESS_RE = re.compile(r"(?:人民)?政府(?!工作|性|投资|采购|网)|管委会|管理委员会|党工委|党委")
# 办公室 behind what has one, and the branch of a bureau behind its place: 防汛指挥部 ⏎ 办公室, 市水务局 ⏎ 滨江分局
_OFFICE_RE = re.compile(r"(?:指挥部|小组|委员会|专班|联席会议)\n办公室|(?<!分)局\n(?![省市区县])[^局\s]{0,8}分局")
_OFFICE_TAIL = 4
# The same behind the place itself, and the committee of an event behind the event: 高新区\n管委会, 茶博会\n组委会. Not
# 政府 and 党委: of 各乡镇\n政府办 the line end parts two. Risk: a cell that lists 高新区 and, alone, its 管委会.
_OF_PLACE_RE = re.compile(
    r"[省市区县州旗乡镇]\n(?:管委会|管理委员会|人民政府)|[会节赛展]\n(?:[筹组]委会|(?:筹备|组织)委员会)"
)


def is_between_bodies(left: str, right: str) -> bool:
    """Tell whether a gap parts two names of bodies, the one that ends `left` and the one that starts `right`.

    >>> is_between_bodies("市商务局", "市财政局、市审计局"), is_between_bodies("加快主体", "培育")
    (True, False)
    """
    first = _LIST_MARK_RE.split(simplify(left.rstrip()[-BODY_MOST:]))[-1]
    second = _LIST_MARK_RE.split(simplify(right.lstrip()[: BODY_MOST + 1]), maxsplit=1)[0]
    if second.startswith(_INSIDE_OF_NAME):
        return False
    if "（" not in second and "(" not in second:  # the bracket in which the list stands closes behind it
        second = _CLOSED_RE.split(second, maxsplit=1)[0]
    return all(_BODY_LEAST <= len(name) <= BODY_MOST and BODY_RE.search(name) for name in (first, second))


def join_cell_lines(lines: Sequence[str], has_room: Sequence[bool] = ()) -> str:
    """Turn the lines of a cell into its words: lines that a narrow cell broke are joined, others kept apart by "\\n".

    A line end parts two names of bodies only in a cell without marks of a list: 区委 / 网信办、区商务委 is 区委网信办.
    Where the page tells behind which lines another character had room (`has_room`), one that ends a name ends it, with
    whatever the next goes on; and where behind none, the lines are one run of words that the cell broke, unless each is
    a name itself or blanks part names. Risk: names of which each fills the cell, but one that the cell cut.

    >>> join_cell_lines(["区商务", "委、区", "体育局"]), join_cell_lines(["1.建平台。", "2.育企业。"])
    ('区商务委、区体育局', '1.建平台。\\n2.育企业。')
    >>> join_cell_lines(["市公安局、各县（市、区）", "人民政府"])
    '市公安局、各县（市、区）人民政府'
    """
    words = ""
    has_marks = any(mark in line for line in lines for mark in "、，；")
    is_run = bool(has_room) and not any(has_room[:-1]) and not any(" " in line.strip() for line in lines)
    is_run = is_run and not all(map(_is_name, lines))
    for number, line in enumerate(lines):
        is_apart = words and cell_seam(words, line, has_marks=has_marks or is_run) == "\n"
        if has_room and words and has_room[number - 1] and not is_apart:
            is_apart = not has_marks and _ends_name(words, line)
        if words and not is_apart and not has_marks and not is_run:
            is_apart = _is_before_cut_body(words, lines[number : number + _CUT_LINES])
        words = f"{words}\n{line}" if is_apart else join_words(words, line) if words else line
    return words


# A body's name behind which that of the next has begun: 市生态环境局市 ⏎ 住建局
_NEXT_BEGUN_RE = re.compile(r"[局委办厅院][省市区县]$")
_GOES_ON_RE = re.compile(r"[的和及与或等、，；（(）)]|牵头|负责|配合|按职责")


def _is_name(line: str) -> bool:
    bare = simplify(without_marks(line)).strip()
    return len(bare) > _BODY_LEAST and BODY_RE.search(bare) is not None and not _NEXT_BEGUN_RE.search(bare)


def _ends_name(words: str, below: str) -> bool:
    """Whether a line behind which there was room ends with a body's name, and the next one does not go on with it."""
    name = _LIST_MARK_RE.split(simplify(without_marks(words[-_TAIL:])))[-1]
    return len(name) <= BODY_MOST and _is_name(name) and not _GOES_ON_RE.match(without_marks(below))


# What a name of a body begins with that stands in a list of them: 县财政局, 各乡镇人民政府, 团县委.
PEER = r"(?:[省市区县州旗]|各(?:[省市区县州旗乡镇街])|团)"
_PEER_RE = re.compile(rf"(?:^|[\s（(]){PEER}[^\s]{{0,24}}$")
_PEER_AHEAD_RE = re.compile(PEER)
_CUT_LINES = 3  # of a narrow cell over which one name runs


def _is_before_cut_body(words: str, below: Sequence[str]) -> bool:
    """Tell whether a body's name ends `words`, and the lines below it hold another one that the cell cut.

    Matches 县财政局 ⏎ 县自然资源 ⏎ 局, in a cell without marks of a list. Deliberately not names that begin otherwise:
    of 区委 ⏎ 网信 ⏎ 办 nobody can tell.
    """
    end = simplify(without_marks(words[-_TAIL:]))
    bare = [simplify(without_marks(line)).strip() for line in below]
    if not _PEER_RE.search(end) or not _PEER_AHEAD_RE.match(bare[0]):
        return False
    return any(is_between_bodies(end, "".join(bare[:count])) for count in range(1, len(bare) + 1))


def cell_seam(above: str, below: str, *, has_marks: bool) -> str:
    """Turn two lines of a cell into what stands between them; `has_marks` where the cell holds a mark of a list.

    >>> cell_seam("建平台。", "育企业。", has_marks=False), cell_seam("加快主体", "培育", has_marks=False)
    ('\\n', '')
    """
    bare, end = without_marks(below), without_marks(above[-_TAIL:])
    is_one = end.endswith(("）", ")")) and _PLACELESS_RE.match(bare)
    is_one = is_one or _OF_PLACE_RE.search(f"{end[-1:]}\n{bare[:6]}")
    is_one = is_one or (not has_marks and _OFFICE_RE.search(f"{end[-_OFFICE_TAIL:]}\n{bare}"))
    if not is_one and (
        is_closed(end) or opens_block(bare, 0, len(bare)) or (not has_marks and is_between_bodies(end, bare))
    ):
        return "\n"
    return between_words(above[-BODY_MOST:], below[:BODY_MOST])
