"""Labelled fields at the head of a document: 索引号, 发文字号, 成文日期 … in tables, lines and <meta> tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors import quick_re as re
from extractors.document.page_templates import templates
from extractors.models import MetaField, Span
from extractors.script import simplify

# ── the labels ──────────────────────────────────────────────────────────────────────────────────

# Names of fields as offices write them, spaces and marks apart. What is "other" is known to be a field, so that its
# line is no prose, but no column needs it.
_LABELS: dict[str, str] = {
    "index_number": """
        索引号 索引编号 信息索引号 索引 信息索引
    """,
    "document_number": """
        发文字号 文号 文件编号 文件号 发文文号 发文号 政策文号 公文文号 公文字号 文件字号
        文书号 文件文号 发布文号 文书编号 发文编号
    """,
    "issuer": """
        发布机构 发文机关 发文单位 发布单位 制发机关 发布机关 发文机构 公开主体 发文部门
        发布部门 制定机关 公开机构 公开部门 信息公开单位 制发单位 印发机关 所属机构 责任部门
        答复单位 回复单位 答复部门 回复部门 答复机构
        颁布单位 颁布机构 颁布机关 印发单位 制定单位 颁布部门 颁发部门 颁发单位
        预算单位 预算部门 预算主管部门 决算单位 决算部门 决算主管部门
    """,
    "issued_date": """
        成文日期 发文日期 生成日期 印发日期 签发日期 制发日期 成文时间 发文时间 印发时间
        生成时间 制定日期 签署日期 颁布日期 颁布时间 颁发日期 颁发时间
    """,
    "published_date": """
        发布日期 公开日期 发布时间 公布日期 公开时间 公布时间 上网日期 发稿时间 更新时间
        更新日期 回复时间 答复时间 回复日期 答复日期
    """,
    "title": """
        标题 名称 信息名称 文件名称 文件标题 信息标题 法规标题 法规名称 政策标题 政策名称
    """,
    "subject": """
        主题分类 主题词 体裁分类 分类 信息分类 所属主题 服务对象分类 组配分类 主题 公文种类
        信息类别 公文种类分类 文件分类
    """,
    "other": """
        公开类别 公开方式 公开属性 公开形式 公开范围 公开时限 有效性 效力级别 效力状态 文件状态
        是否有效 时效性 实施日期 生效日期 施行日期 失效日期 废止日期 有效期 网址 原文链接 来源
        信息来源 文章来源 稿件来源 法宝引证码 关键词 内容概述 信息格式 语种 载体类型 登记号 规范性文件登记号
        统一编号 统一登记号 字号 字体 点击数 点击量 访问量 牵头单位 牵头部门 政策级别 服务对象
        浏览次数 浏览量 阅读次数 作者 编辑 公开目录 所属目录
        责任编辑 审核 签发 公开程序 记录形式 获取方式 政策类型 适用对象 发布地区 发布层级 时间
        新闻来源 供稿单位 发布人 发布者 点击次数 点击率 阅读量 访问次数
        词条 摘要 概述 栏目 所属栏目 法定主动公开分类 法定主动公开内容 主动公开分类
    """,
}
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split()}
# Labels that are also words of the running text: they count only beside other fields.
_WEAK_LABELS = """
    名称 时间 来源 分类 主题 索引 作者 审核 签发 编辑 摘要 概述 词条 牵头单位 牵头部门
    责任部门 有效期 网址 服务对象 适用对象 标题 栏目
"""
_WEAK = frozenset(_WEAK_LABELS.split())
_LABEL_NOISE_RE = re.compile(r"[\s\u3000\xa0：:【】\[\]（）()\u200b]+")


def field_name(label: str) -> str | None:
    """Turn a label as written into the field's name; None where it labels no field of the head.

    >>> field_name("索 引 号："), field_name("發文字號"), field_name("责任单位")
    ('index_number', 'document_number', None)
    """
    if len(label) > 20:
        return None
    return _NAMES.get(_LABEL_NOISE_RE.sub("", simplify(label)))


def is_weak_label(label: str) -> bool:
    """Tell whether a label is an everyday word that proves no metadata line by itself."""
    return _LABEL_NOISE_RE.sub("", simplify(label)) in _WEAK


def markup_field(label: str, value: str) -> MetaField | None:
    """Turn the name and content of a <meta> tag into a field; None where the tag says nothing of the document."""
    name = templates().meta.get(label.strip().lower())
    value = value.strip()
    return MetaField(name, label.strip(), value) if name and value else None


# ── lines of a text ─────────────────────────────────────────────────────────────────────────────

_HEAD_LINES = 40  # lines; a metadata block further down belongs to something else
_VALUE_MOST = 160  # characters
_LABEL_MOST = 12  # characters of a label alone on its line, spaces and colon among them
_LABEL = (
    r"[\u4e00-\u9fff](?:[\u4e00-\u9fff\u3000\u2002\u2003\xa0 ]{0,8}[\u4e00-\u9fff])"  # 索 引 号, blanks of any width
)
_COLON_RE = re.compile(rf"(?P<label>【?{_LABEL}】?)[\s\u3000]*[：:][\s\u3000]*(?P<value>\S.*)")
_OPENING_RE = re.compile(rf"(?P<label>【{_LABEL}】|【?{_LABEL}】?(?=[\s\u3000]*[：:]))")
_BRACKET_RE = re.compile(rf"(?P<label>【{_LABEL}】)[\s\u3000]*(?P<value>\S.*)")
_PIECES_RE = re.compile(r"[^|｜\t]+")
# Several fields in one line: 来源：新华社　时间：2025-01-02
# or 发布时间：2025-01-02来源：新华社, where a page lost the space between two elements.
_KNOWN_LABELS = "|".join(sorted(_NAMES, key=len, reverse=True))
# or 索引号 : 467/23 文       号 : 青政发〔2024〕1号, labels set wide.
_FIELD_RE = re.compile(
    rf"\s{{0,4}}+(?P<known>(?:{_KNOWN_LABELS})\s?)[：:]|\s{{1,4}}+(?P<label>{_LABEL})[ \u3000\xa0]{{0,2}}[：:]"
)


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line that holds nothing but labelled fields."""

    number: int
    fields: tuple[MetaField, ...]


def find_head_lines(text: str, lines: Sequence[Span], most: int = _HEAD_LINES) -> list[HeadLine]:
    """Turn the first lines of a text into those that hold metadata, `label | value |` or `label：value`.

    An everyday word as a label (来源, 时间, 牵头单位) counts only where another field stands in a neighbouring line.
    Risk: a `名称：…` of a form in the text's first lines.

    >>> text = "索引号 | SY-1 |\\n牵头单位：文化局"
    >>> [head.fields[0].value for head in find_head_lines(text, [Span(0, 12), Span(13, 21)])]
    ['SY-1', '文化局']
    """
    candidates: dict[int, tuple[MetaField, ...]] = {}
    lines = [_without_bullet(text, span) for span in lines[:most]]
    labels = _label_lines(text, lines)
    for number, span in enumerate(lines):
        fields = _piece_fields(text, span) or _colon_fields(text, span) or _blank_fields(text, span)
        fields = fields or _square_fields(text, span)
        if number - 1 in labels and number not in labels and not fields:
            fields = _value_fields(text, lines[number - 1], span)
        if fields:
            candidates[number] = fields
    strong = {
        number for number, fields in candidates.items() if any(not is_weak_label(field.label) for field in fields)
    }
    kept: set[int] = set(strong)
    for number in sorted(candidates):
        if number - 1 in kept or (number - 1 in labels and number - 2 in kept):
            kept.add(number)
    for number in sorted(candidates, reverse=True):
        if number + 1 in kept or (number + 1 in labels and number + 2 in kept):
            kept.add(number)
    kept |= {number for number in labels if number + 1 in kept or number - 1 in kept}
    # The last row of such a table may be a label without a value: 主题词.
    kept |= {number + 1 for number in kept if number + 1 < len(lines) and _is_subject(text, lines[number + 1])}
    return [HeadLine(number, candidates.get(number, ())) for number in sorted(kept)]


def opens_field(text: str, span: Span) -> bool:
    """Tell whether a line opens with the label of a field and a colon.

    >>> opens_field("名 称：关于印发", Span(0, 8)), opens_field("责任单位：教育局", Span(0, 8))
    (True, False)
    """
    opening = _OPENING_RE.match(text, span.start, span.end)
    return opening is not None and field_name(opening["label"]) is not None


# • 发文字号：: pages that show the fields of the head as a list
_BULLET_RE = re.compile(r"[•·●▪■◆○*-][\s\u3000\xa0]{0,4}(?=【?[\u4e00-\u9fff])")


def _without_bullet(text: str, span: Span) -> Span:
    bullet = _BULLET_RE.match(text, span.start, span.end)
    return Span(bullet.end(), span.end) if bullet else span


def _is_subject(text: str, span: Span) -> bool:
    return len(span) <= _LABEL_MOST and field_name(span.of(text)) == "subject"


def _label_lines(text: str, lines: Sequence[Span]) -> set[int]:
    """Lines that are a label and nothing else, each with its value on the line below; one alone may be a heading."""
    labels = {
        number
        for number, span in enumerate(lines)
        if len(span) <= _LABEL_MOST and field_name(span.of(text)) is not None
    }
    alone = {number for number in labels if number + 2 in labels or number - 2 in labels}
    return alone | {number for number, span in enumerate(lines) if _is_row_of_labels(text, span)}


def _is_row_of_labels(text: str, span: Span) -> bool:
    """True for `文号 浏览量`: the labels of a row whose values are missing."""
    words = span.of(text).split() if len(span) <= 3 * _LABEL_MOST else []
    return len(words) >= _BLANK_LABELS and all(field_name(word.rstrip("：:")) is not None for word in words)


def _value_fields(text: str, label: Span, value: Span) -> tuple[MetaField, ...]:
    """The line below a line that is a label: its value."""
    name = field_name(label.of(text))
    if name is None or len(value) > _VALUE_MOST:
        return ()
    return (MetaField(name, label.of(text).rstrip("：: "), value.of(text), value),)


def _piece_fields(text: str, span: Span) -> tuple[MetaField, ...]:
    """`索引号 | SY-310115-2025-01696 |`: labels and values in turn, an empty value allowed."""
    line = span.of(text)
    if "|" not in line and "｜" not in line and "\t" not in line:
        return ()
    pieces = [
        (piece, span.start + match.start() + len(match.group()) - len(match.group().lstrip()))
        for match in _PIECES_RE.finditer(line)
        if (piece := match.group().strip(" \u3000\xa0"))
    ]
    fields: list[MetaField] = []
    index = 0
    while index < len(pieces):
        label, _ = pieces[index]
        name = field_name(label)
        if name is None:
            return ()
        if index + 1 < len(pieces) and field_name(pieces[index + 1][0]) is None:
            value, start = pieces[index + 1]
            fields.append(MetaField(name, label.rstrip("：: "), value, Span(start, start + len(value))))
            index += 2
        else:
            index += 1
    return tuple(fields)


_BLANK_LABELS = 2  # labels that a line without a colon must hold
_BLANKS = r"[ \u3000\xa0]{0,8}"
_SET_WIDE = "|".join(_BLANKS.join(label) for label in sorted(_NAMES, key=len, reverse=True))
# 文    号, a word of its own
_WORD_LABEL_RE = re.compile(rf"(?<!\S)(?P<label>{_SET_WIDE})[：:]?(?!\S)")


def _blank_fields(text: str, span: Span) -> tuple[MetaField, ...]:
    """`索 引 号 0152-7 发布机构 青山县水利局`: a row of a table whose cells only blanks part; values may be missing.

    Only where the line opens with a label and holds two. Risk: a line of prose made of two such words alone.
    """
    if len(span) > _VALUE_MOST or not _WORD_LABEL_RE.match(text, span.start, span.end):
        return ()
    labels = list(_WORD_LABEL_RE.finditer(text, span.start, span.end))
    if len(labels) < _BLANK_LABELS:
        return ()
    fields: list[MetaField] = []
    for match, end in zip(labels, [*(label.start() for label in labels[1:]), span.end], strict=True):
        value = text[match.end() : end]
        start = match.end() + len(value) - len(value.lstrip())
        if value.strip():
            place = Span(start, start + len(value.strip()))
            label = _LABEL_NOISE_RE.sub("", match["label"])
            fields.append(MetaField(field_name(label) or "other", label, place.of(text), place))
    return tuple(fields)


# [ 发文字号 ] 青政办发〔2025〕8号 [ 成文日期 ] 2025-03-05
_SQUARE_RE = re.compile(rf"[\[［]\s?(?P<label>{_LABEL})\s?[\]］]\s{{0,4}}(?P<value>[^\[\]［］\n]{{0,{_VALUE_MOST}}})")


def _square_fields(text: str, span: Span) -> tuple[MetaField, ...]:
    """`[ 发文字号 ] 青政办发〔2025〕8号 [ 成文日期 ] 2025-03-05`: labels in square brackets, several in a line."""
    fields: list[MetaField] = []
    place = span.start
    while place < span.end and (match := _SQUARE_RE.match(text, place, span.end)) is not None:
        name, value = field_name(match["label"]), match["value"].rstrip()
        if name is None:
            return ()
        if value:
            fields.append(_field(name, match, value))
        place = match.end()
    return tuple(fields) if place >= span.end else ()


def _field(name: str, match: re.Match[str], value: str) -> MetaField:
    begin = match.start("value")
    return MetaField(name, match["label"], value, Span(begin, begin + len(value)))


_NO_VALUE_RE = re.compile(rf"{_LABEL}[ \u3000\xa0]{{0,2}}[：:]\s*")


def _labels_in(text: str, span: Span) -> Iterator[re.Match[str]]:
    """What may be labels inside of a line; what is none is looked into again: `45 号 发布日期：`."""
    place = span.start
    while (found := _FIELD_RE.search(text, place, span.end)) is not None:
        yield found
        is_label = found["known"] is not None or field_name(found["label"]) is not None
        place = found.end() if is_label else found.start() + 1


def _colon_fields(text: str, span: Span) -> tuple[MetaField, ...]:
    """`政策文号：穗埔府规〔2025〕12 号`, several in a line where white space parts them."""
    fields: list[MetaField] = []
    start = span.start
    # The first field opens the line: most lines open with none, and are not looked through for further ones.
    if len(span) > 3 * _VALUE_MOST or not opens_field(text, span):
        return ()
    borders: list[tuple[int, int]] = []
    for found in _labels_in(text, span):
        begin = found.start("known") if found["known"] else found.start("label")
        if begin > span.start and field_name(found["known"] or found["label"]) is not None:
            borders.append((found.start(), begin))
    borders.append((span.end, span.end))
    for end, following in borders:
        match = _COLON_RE.fullmatch(text, start, end) or _BRACKET_RE.fullmatch(text, start, end)
        name = field_name(match["label"]) if match else None
        if match is None and fields and _NO_VALUE_RE.fullmatch(text, start, end):
            continue
        if match is None or name is None or len(match["value"]) > _VALUE_MOST:
            return ()
        value = match["value"].rstrip(" \u3000|｜")
        fields.append(_field(name, match, value))
        start = following
    return tuple(part for field in fields for part in _parted(field))


# 来源：白水日报    2024-03-22 08:15
_DAY_BEHIND_RE = re.compile(
    r"(?P<who>[^\d]{2,40}?)[\s\u3000|｜]+(?P<day>(?:19|20)\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?)(?:\s+\d{1,2}:\d\d(?::\d\d)?)?"
)


def _parted(field: MetaField) -> tuple[MetaField, ...]:
    """A paper's or writer's name and the day of publishing behind it as two fields; any other field as it is."""
    dated = _DAY_BEHIND_RE.fullmatch(field.value) if field.name == "other" else None
    if dated is None or field.span is None:
        return (field,)
    who, day = (
        Span(field.span.start + dated.start(part), field.span.start + dated.end(part)) for part in ("who", "day")
    )
    return (
        MetaField(field.name, field.label, dated["who"], who),
        MetaField("published_date", field.label, dated["day"], day),
    )
