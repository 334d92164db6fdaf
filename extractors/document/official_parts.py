"""The parts of an official document beside its text, by GB/T 9704-2012: whom it addresses, what it attaches, its note,
who gets a copy, who printed it.

A part counts only by the words and the place that the standard gives it (section numbers stand with each rule). What
has no such words is not found: nothing is concluded from layout alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from extractors import quick_re as re
from extractors.document.heads import Line, is_date_line, join_title, parse_date
from extractors.document.signatures import signed_lines
from extractors.document.titles import DOCUMENT_NUMBER_RE, fold_title
from extractors.models import DocumentPart, PartName, Span
from extractors.numbering import parse_ordinal
from extractors.tasks.unit_roles import PREFIX_RE

_SPACE_RE = re.compile(r"[\s　]+")
_LETTERHEAD_RE = re.compile(r"[\u4e00-\u9fff（）()]{2,60}文[\s　]*件")
_TITLE_LINES = 6

# ── 主送机关 (7.3.2): a line of its own between title and text, with a colon behind the last body ──
_ADDRESSEE_LINES = 4  # the longest list of a national notice runs over three lines
_LONGEST_ADDRESS = 600
_ADDRESS_END_RE = re.compile(r"[:：]\s*$")
# How one body or class of bodies ends, or opens. 各位代表 opens a speech, 责任单位： a list of duties: neither is one.
_ADDRESSED_RE = re.compile(
    r"^(?:各|有关|相关|其他)(?!位|类|项|种|方面)"
    r"|(?:政府|部门|机构|单位|机关|团体|组织|企业|公司|集团|院校|高校|学校|街道|乡镇?|镇|区县|地区"
    r"|管委会|委员会|人大常委会|法院|(?:开发|新|园|示范|高新|保税|度假|功能|管理|合作)区|检察院|中心|[局厅部委办院署会社所])(?:[（(][^（）()]{1,40}[）)])?$"
)
# 各省、自治区、直辖市人民政府; 各市、县水利局; 市政府有关委、办、局; 各县、市（区）党委
_SHARED_HEAD_RE = re.compile(r"^(?:各|全)|有关|各")
_BARE_HEAD_RE = re.compile(r"各(?:省|设区市|[市区县旗州盟镇乡])(?:[（(][^（）()]{1,8}[）)])?")
_LEVEL_RE = re.compile(r"(?:省|自治区|直辖市|[市区县旗州盟镇乡])(?!委|政府各|直)")
_SHARED_TAIL_RE = re.compile(
    r"(?:省|自治区|直辖市|设区市|区|县|市|旗|州|盟|镇|乡|街道|委|办|局|厅|部)(?:[（(][^（）()]{1,8}[）)])?"
    r"(?:(?:人民)?政府(?:办公[室厅])?|党委|党工委|管委会|办事处|委员会|委|(?:及|和)[\u4e00-\u9fff]{2,8})?"
)
# 各省、自治区、直辖市 of 各省、自治区、直辖市及新疆生产建设兵团能源局: levels alone, and what goes on with them
_LEVELS_ALONE_RE = re.compile(
    r"各省(?:[（(][^（）()]{1,8}[）)])?(?:[、及和](?:自治区|直辖市|计划单列市|副省级[省城]?市?|新疆生产建设兵团))*"
)
_LEVEL_ON_RE = re.compile("自治区|直辖市|计划单列市|副省级|新疆生产建设兵团")
_SHORT_PLACE = 4  # characters of a place named without its level; what it is of stands behind the last
# 内蒙古自治区、福建省、甘肃省工信厅; 华北、南方能监局
_LONG_PLACE, _PLACE_ENDS = (
    8,
    (
        *("省", "市", "自治区", "县", "区", "州", "华北", "华东", "华中", "东北", "西北", "华南", "西南"),
        *("南方", "北方", "东部", "西部"),
    ),
)
_GOVERNMENTS = ("政府", "人民政府", "管委会", "办事处")  # 各乡镇党委、政府 is one
_CLASSES = ("各", "有关", "其他", "相关")
# 邓某某、韩某某委员 / 民革界别 / 李某某等代表: whom a reply answers
_PERSON_RE = re.compile(r"^(?:尊敬的)?[\u4e00-\u9fff·、，\s　]{2,80}(?:政协委员|委员|代表|界别|党派|同志)$")
_NOT_ADDRESS_RE = re.compile(r"各位|同志们|朋友们|[：:。《]|如下|^附件|目录|\d{4}年|^发[布文](?:机构|单位|部门)$")
# Line breaks gone: …的指导意见 文号：… 各省、自治区、直辖市发展改革委：为贯彻…, …的通知 区直有关单位，各乡镇: 经研究，…
_GLUED_ADDRESS_RE = re.compile(
    r"(?P<list>(?:各(?:省|市|区|县|乡|镇|街道|地区|部门|有关)|(?<=[ \u3000知见函])(?:各|[省市区县州][直属]|有关))"
    r"[^。；：:\n]{2,400})[:：][ \u3000]{0,4}(?=[为根按近现经随党]|《)"
)
_GLUED_LINE, _GLUED_REACH = 120, 800  # characters of a line that may hold title, address and opening; how far to look

# ── 附件说明 (7.3.4): 附件：1.…  2.… under the text, above the signature; a name without a mark behind it ──
_ANNEX_NOTE_RE = re.compile(r"附\s*+[件表]?\s*+(?P<first>[1１一])?\s*+[:：](?P<rest>.*)$", re.DOTALL)
_ANNEX_ITEM_RE = re.compile(
    r"(?:附[件表])?\s{0,20}+(?P<number>[0-9０-９]{1,2}|[一二三四五六七八九十]{1,3})\s{0,20}+[.．、:：]"
)
_YEARS_RE = re.compile(r"[（(]\d{4}")  # what a name goes on with on the next line: （2024-2026年）任务分工表
_LEFT_OVER = 2  # characters that a line end left of a name: …任务分工 ⏎ 表
_ANNEX_LINES = 40
_LONGEST_ANNEX = 120
_ANNEX_MARKS = " 　\t\r\n。；;，,"
_LINES_TO_SIGNATURE = 4

# ── 附注 (7.3.7): （此件公开发布） under the date ──
_REMARK_RE = re.compile(
    r"[（(【](?=此件|本件|此文|本文有删减|联系人|联系电话|发至|主动公开|依申请公开|不予公开|公开|信息公开)"
    r"[^（）()【】]{2,120}(?:[（(][^（）()]{1,30}[）)][^（）()]{0,60})?[）)】]"
    r"|此件(?:主动公开|公开发布|依申请公开|不予公开|不公开|删减后公开)[。]?"
    r"|(?:政府|政务)?(?:信息)?公开(?:属性|方式|形式|选项|类别|类型)[\s　]*[:：][\s　]*(?:此件)?"
    r"(?:主动|依申请|不予)公开[。]?"
)

_REMARK_WORDS = ("公开", "此件", "联系", "删减", "发至")

# ── 版记 (7.4): 抄送机关, 印发机关和印发日期 ──
_COPY_RE = re.compile(r"(?:^|(?<=[。）)\s　]))(?:抄[\s　]*[送报]|分[\s　]*送)[\s　]*[:：]")
_SENT_TO_RE = re.compile(r"主[\s　]*送[\s　]*[:：]")
_COPY_LINES = 8
_DAY = r"(?:19|20)[0-9]{2}[\s　]*年[\s　]*[0-9]{1,2}[\s　]*月[\s　]*[0-9]{1,2}[\s　]*日"
_PRINTER = r"[\u4e00-\u9fff（）()“”]{2,40}?(?:办公室|办公厅|秘书处|秘书科|秘书局|综合处|委员会|政府|[局厅部委办院署])"
_IMPRINT_RE = re.compile(rf"(?:^|(?<=[。\s　]))(?P<body>{_PRINTER})[\s　]*(?P<date>{_DAY})[\s　]*印发")
_IMPRINT_DATE_RE = re.compile(rf"^(?P<date>{_DAY})[\s　]*印发")
_PRINTER_LINE_RE = re.compile(rf"^{_PRINTER}$")


class OfficialParts(Struct, frozen=True):
    """The parts that a document states, as written, without white space; `places` says where each stands, in order."""

    addressees: tuple[str, ...] = ()
    annexes: tuple[str, ...] = ()
    remark: str | None = None
    copied_to: tuple[str, ...] = ()
    printed_by: str | None = None
    printed_date: date | None = None
    places: tuple[DocumentPart, ...] = ()


class _Imprint(Struct, frozen=True):
    body: str
    day: date | None
    span: Span


def find_parts(
    text: str, view: str, lines: Sequence[Line], head: Sequence[Line], title: str | None, *, is_speech: bool
) -> OfficialParts:
    """Turn a document's lines into its parts.

    `view` is the Simplified view, `head` the lines before the first number, `title` the stated title, None where the
    document states none. With `is_speech` (a work report) nobody is addressed: 各位代表 are listeners.
    """
    of_head = tuple(_head_spans(head, title))
    taken = [span for _, spans in of_head for span in spans]
    addressed = () if is_speech else _addressees(view, head, taken) or _sent_to(view, lines)
    annexes, listed = _annexes(lines) if "附" in view else ((), ())
    signed, day = signed_lines(lines)
    remark = _remark(view, lines)
    copied = _copied(view, lines) if "抄" in view or "分送" in view else ()
    printed = imprint(lines) if "印发" in view else None
    spans: tuple[tuple[PartName, Sequence[Span]], ...] = (
        *of_head,
        ("addressees", addressed),
        ("annexes", listed),
        ("signature", [line.span for line in signed]),
        ("issued_date", [day.span] if day else []),
        ("remark", [remark.span] if remark else []),
        ("copied_to", copied),
        ("imprint", [printed.span] if printed else []),
    )
    return OfficialParts(
        addressees=_written(text, addressed),
        annexes=annexes,
        remark=_unspaced(remark.text).strip("（()）【】。") if remark else None,
        copied_to=_written(text, copied),
        printed_by=printed.body if printed else None,
        printed_date=printed.day if printed else None,
        places=tuple(
            sorted(
                (DocumentPart(name, Span(found[0].start, found[-1].end)) for name, found in spans if found),
                key=lambda part: part.span,
            )
        ),
    )


def _unspaced(words: str) -> str:
    return _SPACE_RE.sub("", words)


def _written(text: str, spans: Sequence[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_unspaced(span.of(text)) for span in spans))


# ── head ────────────────────────────────────────────────────────────────────────────────────────


def _head_spans(head: Sequence[Line], title: str | None) -> Iterator[tuple[PartName, Sequence[Span]]]:
    """Where 发文机关标志, 发文字号 and 标题 stand; a title over several lines is compared as one."""
    letterhead = next((line.span for line in head if _LETTERHEAD_RE.fullmatch(line.view)), None)
    if letterhead:
        yield "issuer", [letterhead]
    number = next((line for line in head if DOCUMENT_NUMBER_RE.fullmatch(line.view.strip("（()）"))), None)
    if number:
        yield "document_number", [number.span]
    wanted = fold_title(title) if title else ""
    for first in range(len(head) if wanted else 0):
        for size in range(1, _TITLE_LINES + 1):
            group = head[first : first + size]
            folded = fold_title(join_title([line.text for line in group]))
            if not folded:
                break
            if len(group) == size and folded == wanted:
                yield "title", [line.span for line in group]
                return
            if not wanted.startswith(folded):
                break


def _addressees(view: str, head: Sequence[Line], taken: Sequence[Span]) -> tuple[Span, ...]:
    """The bodies before the first colon that ends a line, as long as no sentence has ended before it.

    A list may run over lines: a line above belongs to it where it parts names, and is neither title nor number.
    """
    for index, line in enumerate(head):
        if len(line.view) > _GLUED_LINE:
            glued = _GLUED_ADDRESS_RE.search(view, line.span.start, line.span.start + _GLUED_REACH)
            if glued and (names := _addressed(view, Span(*glued.span("list")))):
                return names
            if len(line.view) > _GLUED_REACH:
                return ()
        if line.view.endswith(("。", "！", "；")):
            return ()
        if not _ADDRESS_END_RE.search(line.view):
            continue
        first = index
        while first > max(0, index - _ADDRESSEE_LINES) and _runs_on(head[first - 1], taken):
            first -= 1
        place = Span(head[first].span.start, line.span.start + len(_ADDRESS_END_RE.sub("", line.span.of(view))))
        if names := _addressed(view, place):
            return names
    return ()


def _runs_on(line: Line, taken: Sequence[Span]) -> bool:
    return bool(re.search("[、，,]", line.view)) and not any(line.span.overlaps(span) for span in taken)


def _addressed(view: str, place: Span) -> tuple[Span, ...]:
    """Split the words before a colon into whom they address; empty where they are anything but bodies or persons."""
    words = place.of(view)
    if len(words) > _LONGEST_ADDRESS or _NOT_ADDRESS_RE.search(words) or PREFIX_RE.fullmatch(words.strip()):
        return ()
    if _PERSON_RE.fullmatch(words.strip()):
        return _parted(view, place, separators="")
    names = _with_places(view, _parted(view, place))
    is_body = [bool(_ADDRESSED_RE.search(span.of(view))) for span in names]
    first = is_body.index(True) if any(is_body) else 0
    if first and all(len(place) <= _SHORT_PLACE for name in names[:first] for place in name.of(view).split("、")):
        # 青河、白水、石门县人民政府，新区各部门
        names, is_body = (Span(names[0].start, names[first].end), *names[first + 1 :]), is_body[first:]
    return names if names and is_body[0] and is_body[-1] and sum(is_body) * 2 >= len(names) else ()


def _with_places(view: str, names: Sequence[Span]) -> tuple[Span, ...]:
    """Join places that share the office behind the last of them: 青河、白水、石门县人民政府, 甲省、乙省能源局."""
    found: list[Span] = []
    start: int | None = None
    for place, following in zip(names, [*names[1:], None], strict=True):
        words = place.of(view)
        is_place = words.endswith(_PLACE_ENDS) and len(words) <= _LONG_PLACE
        goes_on = following is not None and view[place.end : following.start].strip() == "、"
        if is_place and goes_on and not words.startswith(_CLASSES):
            start = place.start if start is None else start
            continue
        found.append(Span(place.start if start is None else start, place.end))
        start = None
    return tuple(found)


def _parted(view: str, place: Span, separators: str = "、，,；;。\n") -> tuple[Span, ...]:
    """Split a list of names; one that cannot stand alone stays with those before it: 各省、自治区、直辖市人民政府."""
    found: list[Span] = []
    start, depth = place.start, 0
    for at in range(place.start, place.end + 1):
        sign = view[at] if at < place.end else ""
        depth = max(0, depth + (sign in "（([") - (sign in "）)]")) if sign else 0
        is_and = sign in ("及", "和") and view.startswith(_CLASSES, at + 1)  # 各街道办事处及各有关单位
        if sign and (depth or not (sign in separators or (is_and and separators))):
            continue
        piece = Span(start, at)
        start = at + 1
        blank = len(piece.of(view)) - len(piece.of(view).lstrip())
        piece = Span(piece.start + blank, piece.start + len(piece.of(view).rstrip().removesuffix("以")))
        if piece.start >= piece.end:
            continue
        is_shared = bool(
            found and view[piece.start - blank - 1] == "、" and _shares(found[-1].of(view), piece.of(view))
        )
        if is_shared:
            found[-1] = Span(found[-1].start, piece.end)
        else:
            found.append(piece)
    return tuple(found)


# 各县、自治县、区人民政府; 有关省、自治区财政厅: kinds of places share the word behind the last of them
_REGION = "(?:自治区|自治州|自治县|直辖市|特区|[省市县区州盟旗])"
_REGIONS_RE = re.compile(f"(?:各|有关){_REGION}(?:、{_REGION}){{0,6}}")
_REGION_RE = re.compile(_REGION)


def _shares(head: str, tail: str) -> bool:
    if tail == "单位" and head.endswith("部门"):
        return True  # 市政府有关部门、单位
    if _REGIONS_RE.fullmatch(head) and _REGION_RE.match(tail):
        return True
    if tail in _GOVERNMENTS and head.endswith(("党委", "党工委")):
        return True
    if _LEVELS_ALONE_RE.fullmatch(head) and _LEVEL_ON_RE.match(tail):
        return True
    if _BARE_HEAD_RE.fullmatch(head):
        return _LEVEL_RE.match(tail) is not None
    return bool(_SHARED_HEAD_RE.search(head) and _SHARED_TAIL_RE.fullmatch(tail))


def _sent_to(view: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """主送：… at the end of a document (7.4.1: where the addressees do not fit on the first page)."""
    for line in lines:
        label = _SENT_TO_RE.match(line.view)
        if label:
            return _parted(view, Span(_start(view, line) + label.end(), line.span.end))
    return ()


def _start(view: str, line: Line) -> int:
    """Where the first character of a line stands: its span has the blanks that its view has not."""
    raw = line.span.of(view)
    return line.span.start + len(raw) - len(raw.lstrip(" 　\r\t"))


# ── behind the text ─────────────────────────────────────────────────────────────────────────────


def _annexes(lines: Sequence[Line]) -> tuple[tuple[str, ...], tuple[Span, ...]]:
    """The names that 附件：… lists, and where they stand; nothing where the words head the annex itself.

    They are a list where they are numbered, where a signature, a date or 版记 follows within a few lines, where nothing
    follows, or where the name stands once more further on, above the annex.
    """
    for index, line in enumerate(lines):
        match = _ANNEX_NOTE_RE.match(line.view)
        if match is None:
            continue
        number = "1." if match["first"] else ""
        rows = [(number + line.text[match.start("rest") :], line.span)] if match["rest"].strip() else []
        names, used = _listed(rows, lines[index + 1 : index + _ANNEX_LINES])
        if not names:
            continue
        rest = lines[index + 1 + used - len(rows) :] if used else lines[index + 1 :]
        keys = {fold_title(name) for name in names}
        if (
            len(names) > 1
            or not rest
            or any(_ends_document(line) for line in rest[:_LINES_TO_SIGNATURE])
            or any(fold_title(line.text) in keys for line in rest)
        ):
            last = lines[index + used - len(rows)] if used else line
            return tuple(names), (line.span, last.span)
    return (), ()


def _listed(rows: Sequence[tuple[str, Span]], behind: Sequence[Line]) -> tuple[list[str], int]:
    """Names by their numbers 1, 2, 3 …, and how many lines they take; one name without a number is one."""
    names: list[str] = []
    texts = [words for words, _ in rows] + [line.text for line in behind]
    used = 0
    pending: list[str] = []
    for place, words in enumerate(texts):
        parts = _numbered(words, len(names) + 1)
        if parts:
            if pending and names:
                names[-1] += "".join(pending)
            pending = []
            names += parts
            used = place + 1
        elif place == 0 and rows:
            name = _unspaced(words).strip(_ANNEX_MARKS)
            more = _unspaced(texts[1]) if len(texts) > 1 and _goes_on(texts[1]) else ""
            return ([name + more] if len(name + more) <= _LONGEST_ANNEX else []), 2 if more else 1
        elif not names or len(words) > _LONGEST_ANNEX or "。" in words or len(pending) == 2:
            break
        else:
            pending.append(_unspaced(words))
    return [name for name in (_unspaced(name).strip(_ANNEX_MARKS) for name in names) if name], used


def _goes_on(words: str) -> bool:
    return len(words) <= _LEFT_OVER or _YEARS_RE.match(words) is not None


def _numbered(words: str, number: int) -> list[str]:
    """Cut a line at the numbers from `number` on: 1.甲方案 2.乙清单."""
    cuts: list[tuple[int, int]] = []
    for match in _ANNEX_ITEM_RE.finditer(words):
        if parse_ordinal(match["number"]) == number + len(cuts) and (cuts or not words[: match.start()].strip()):
            cuts.append(match.span())
    ends = [start for start, _ in cuts[1:]] + [len(words)] if cuts else []
    return [words[end:stop] for (_, end), stop in zip(cuts, ends, strict=True)]


def _ends_document(line: Line) -> bool:
    return bool(
        is_date_line(line.view)
        or _COPY_RE.search(line.view)
        or _IMPRINT_RE.search(line.view)
        or _REMARK_RE.fullmatch(line.view)
    )


def _remark(view: str, lines: Sequence[Line]) -> Line | None:
    if not any(word in view for word in _REMARK_WORDS):
        return None
    return next((line for line in lines if _REMARK_RE.fullmatch(line.view)), None)


def _copied(view: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The bodies behind 抄送： up to a full stop that ends a line, or to what cannot be one of them."""
    found: list[Span] = []
    for index, line in enumerate(lines):
        label = _COPY_RE.search(line.view)
        if label is None:
            continue
        start = end = _start(view, line) + label.end()
        for follower, below in zip(lines[index : index + _COPY_LINES], [*lines[index + 1 :], None], strict=False):
            is_printer = below is not None and _IMPRINT_DATE_RE.match(below.view)
            if follower is not line and (is_printer or _ends_document(follower)):
                break
            printed = _IMPRINT_RE.search(view, max(start, follower.span.start), follower.span.end)
            end = printed.start() if printed else follower.span.end
            if printed or follower.view.endswith("。"):
                break
        found += _parted(view, Span(start, end), separators="、，,；;。")
    return tuple(found)


def imprint(lines: Sequence[Line]) -> _Imprint | None:
    """Who printed a document and when (7.4.2 印发机关和印发日期): on one line, or the date on a line below.

    None where nobody says that he did.
    """
    for index in range(len(lines) - 1, -1, -1):
        line = lines[index]
        if "印" not in line.view and "發" not in line.view:
            continue
        match = _IMPRINT_RE.search(line.view)
        if match:
            return _Imprint(_unspaced(line.text[slice(*match.span("body"))]), parse_date(match["date"]), line.span)
        above = lines[index - 1] if index else None
        match = _IMPRINT_DATE_RE.match(line.view)
        if match and above and _PRINTER_LINE_RE.fullmatch(above.view):
            return _Imprint(_unspaced(above.text), parse_date(match["date"]), Span(above.span.start, line.span.end))
    return None
