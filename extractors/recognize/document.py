"""What a document says of itself: title, genre, number, issuers, dates, the bodies it consulted.

Parts and their order: GB/T 9704-2012, 7.2 and 7.3 (发文字号, 标题, 主送机关, 正文, 附件说明, 署名, 成文日期, 附注).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from extractors.derived_titles import derived_title
from extractors.genres import DATELINE_RE, RULES_RE, genre_of
from extractors.heads import (
    Line,
    find_titles,
    is_date_line,
    join_title,
    parse_date,
    read_lines,
    signature,
    stated_title,
)
from extractors.models import Block, DocumentRecord, Genre, MetaField, Section, Span, TitleBasis
from extractors.official_parts import find_parts
from extractors.openings import ANNEX, CLOSING, PREAMBLE
from extractors.places import ranked_places
from extractors.script import detect_script, simplify
from extractors.titles import (
    BODY,
    DOCUMENT_NUMBER_RE,
    carried_title,
    carried_titles,
    fold_title,
    is_plan_family,
    is_table_title,
)
from extractors.unit_lists import parse_unit_list

# Blocks in which the head of a document ends; its title stands before the first number.
_HEAD_BLOCKS = 40
_PAGE_TITLE_LABELS = frozenset({"title", "og:title"})
_SHORTEST_HEADLINE, _LEAST_NEWS = 6, 2  # characters of a report's headline, lines of a report
_LONGEST_HEADLINE = 60  # characters of a first block that is set as a title
_HEAD_CHARACTERS = 6000

_BEFORE_ABOUT_RE = re.compile(
    rf"^(?P<bodies>[\u4e00-\u9fff“”（）()、，\s　]{{2,80}}?{BODY})[\s　]*(?:关于|印发|转发|批转|对|公布|发布)"
)
_SPEAKER_RE = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{1,20}?(?:省|市|区|县|旗|州|盟)(?:人民政府)?)(?:代)?(?:省长|市长|区长|县长|州长|旗长|盟长|主席|镇长|乡长)"
)
_SPEECH_RE = re.compile(r"各位代表|政[\s　]*府[\s　]*工[\s　]*作[\s　]*报[\s　]*告")
_MEASURES_RE = re.compile(
    r"若干(?:政策)?(?:措施|政策|举措)|政策措施|十条|条措施|条政策|扶持(?:政策|办法)|奖励(?:政策|办法|措施)"
)
_REPORT_OF_RE = re.compile(r"(?:^|年度?|\W)(?P<place>[\u4e00-\u9fff]{1,15}[省市区县旗州盟])(?:人民)?政府工作报告")
# ——在白水市第五届人民代表大会第三次会议上
_CONGRESS_RE = re.compile(
    r"在(?P<place>[\u4e00-\u9fff]{2,15}?[省市区县旗州盟])第[一二三四五六七八九十0-9]{1,4}届[\u4e00-\u9fff]{0,12}人民代表大会"
)
# 青山县水利局2023年工作计划: who plans stands before the year
_YEARLY_RE = re.compile(
    r"(?P<body>[\u4e00-\u9fff（）()]{2,24}?(?:人民政府|政府办公室|国务院|委员会|办公室|办公厅|管委会|常委会|工会|[局厅署]|法院|检察院|协会"
    r"|联合会))(?=(?:19|20)\d\d年)"
)
# 由某市人民政府办公室于2023年3月28日印发: an encyclopaedia tells who issued it
_ISSUED_BY_RE = re.compile(
    rf"由(?P<body>[\u4e00-\u9fff（）()]{{2,30}}?{BODY})[于在](?P<date>[0-9０-９]{{4}}年[0-9０-９]{{1,2}}月[0-9０-９]{{1,2}}日)"
    r"(?:正式|联合)?(?:印发|发布|颁布|公布|出台)"
)
# 来源：白水日报
_SOURCE_RE = re.compile(
    r"来源[：:][\s　]*(?P<paper>[\u4e00-\u9fff]{0,12}(?:日报|晚报|早报|晨报|时报|商报|快报"
    r"|周报|都市报|新华社|新华网|人民网|中新网|央视网|电视台|融媒体中心))(?![\u4e00-\u9fff])"
)
_BODY_END_RE = re.compile(rf"{BODY}$")
_COMMITTEE_AND_RE = re.compile(
    r"(?<=[省市区县旗州]委)(?=[\u4e00-\u9fff]{2,14}人民政府)|(?<=[省市区县旗州]委办公[室厅])(?=[\u4e00-\u9fff]{2,14}(?:政府办公[室厅]))"
)
_CONSULTED_RE = re.compile(
    r"(?:听取|征求|采纳|吸收)(?:了)?(?P<a>[^。；：]{3,200}?)(?:等(?:有关|相关)?(?:单位|部门)?)?(?:的)?(?:意见|建议)"
    r"|经商(?P<b>[^。；，：]{3,120}?)[，,]?(?:现|后|研究)|会同(?P<c>[^。；，：]{3,120}?)(?:等(?:单位|部门)?)?(?:认真)?(?:研究|办理|办复)"
)
# 青山市人民政府令, and 第16号 or （第16号） on the line below
_ORDER_RE = re.compile(r"[\u4e00-\u9fff]{2,20}(?:人民政府|政府|国务院|委员会|[部局署])[\s　]*令")
_ORDER_NUMBER_RE = re.compile(r"[（(]?第[\s　]*[0-9０-９一二三四五六七八九十百〇○]{1,5}[\s　]*号[）)]?")
_ORDER_LINES = 8
# Line breaks gone: …的指导意见文号:发改能源[2018]364号
_LABELLED_NUMBER_RE = re.compile(r"(?:文号|发文字号)[\s　]*[:：][\s　]*")
_GLUED_HEAD = 400
# 2011年10月12 来源：: the line under the title of a news page
_BYLINE_RE = re.compile(
    r"\s*+(?:(?:时间|日期|发布时间)[:：])?\s*+(?=(?:19|20)\d\d\s?[年./-]\s?\d{1,2}\s?[月./-]\s?\d{1,2})"
    r".{8,14}?\s*+(?:\d{1,2}:\d{2}(?::\d{2})?)?\s*+(?:来源|作者|编辑|发布|浏览|点击|字号|字体)"
)
_PUBLISHED_RE = re.compile(r"(?:发布|更新|上传|公开)(?:时间|日期)|来源|字[号体]|浏览|点击")
_FROM_ISSUE_RE = re.compile(r"自(?:印发|发布|公布)之日起(?:施行|实施|执行)")


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """The title of a plan whose text the document holds from `start` on."""

    title: str
    basis: TitleBasis
    start: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The record of a document, and what other recognisers need to know of it.

    `own_titles` are the plans whose text the document holds (of the annex, where a 通知 carries one); `is_measures`
    says that its items are measures, `sets_rules` that they are clauses of rules (办法, 规定, 应急预案), `head_end`
    where its head ends.
    """

    record: DocumentRecord
    own_titles: tuple[OwnTitle, ...]
    is_measures: bool
    sets_rules: bool
    head_end: int


def recognize_document(
    text: str,
    blocks: Sequence[Block],
    metadata: Sequence[MetaField],
    sections: Sequence[Section],
    *,
    has_task_table: bool = False,
) -> DocumentFacts:
    """Turn a document's head, tail and metadata into its record.

    What the document does not state is None; a title is derived only where none is stated (`title_basis` says so).
    """
    view = simplify(text)
    fields = _fields(metadata)
    lines = read_lines(text, view, blocks)
    tables = [block.span for block in blocks if block.grid is not None]
    numbered = [
        section
        for section in sections
        if section.label
        and section.style not in (PREAMBLE, CLOSING)
        and not any(table.covers(section.label_span) for table in tables)
    ]
    if numbered and numbered[0].style == ANNEX and lines and numbered[0].span.start <= lines[0].span.start:
        numbered = numbered[1:]  # 附件 on the first line: the file is the annex, and its title stands below
    head_end = numbered[0].span.start if numbered else min(len(text), _HEAD_CHARACTERS)
    head = [line for line in lines if line.span.start < head_end][:_HEAD_BLOCKS]
    titles = find_titles(head, metadata)
    stated = stated_title(titles, _title_field(metadata, has_titles=bool(titles)))
    genre = genre_of(view, stated, titles, head, numbered, has_task_table=has_task_table)
    title, basis = stated, "stated"
    if title is None and genre == "news":
        title = _news_headline(head, metadata)
    elif title is None:
        title = _headline(head, blocks)
        genre = "plan" if genre == "other" and title is not None and is_plan_family(title) else genre
    if title is None:
        title, basis = derived_title(lines, view, genre), "derived"
    owns = _own_titles(genre, stated, titles, title, lines)
    own = owns[0].title if owns else None
    parts = find_parts(
        text,
        view,
        lines,
        head,
        title if basis == "stated" else None,
        is_speech=genre == "work_report" and _SPEECH_RE.search(view, 0, _HEAD_CHARACTERS) is not None,
    )
    record = DocumentRecord(
        genre=genre,
        title=title,
        title_basis=None if title is None else ("stated" if basis == "stated" else "derived"),
        script=detect_script(text),
        document_number=_number(head, fields),
        index_number=fields.get("index_number"),
        issuers=(issuers := _issuers(lines, head, stated, fields, genre, parts.printed_by)),
        consulted=_consulted(view, text) if genre == "reply" else (),
        places=_places(issuers, title, own, view, fields),
        issued_date=_issued_date(lines, head, view, fields, metadata, genre, parts.printed_date),
        published_date=parse_date(fields.get("published_date", "")),
        addressees=parts.addressees,
        annexes=parts.annexes,
        remark=parts.remark,
        copied_to=parts.copied_to,
        printed_by=parts.printed_by,
        printed_date=parts.printed_date,
        parts=parts.places,
    )
    named = simplify(own or carried_title(title or "") or title or "")
    rules = RULES_RE.search(named)
    return DocumentFacts(
        record=record,
        own_titles=owns,
        is_measures=bool(_MEASURES_RE.search(named) or (rules and rules["measures"])),
        sets_rules=rules is not None,
        head_end=head_end,
    )


# ── head ────────────────────────────────────────────────────────────────────────────────────────


def _title_field(metadata: Sequence[MetaField], *, has_titles: bool) -> str | None:
    """The title that a metadata table states; a <title> tag, often the site's own, only where nothing else does."""
    named = [item for item in metadata if item.name == "title" and item.value.strip()]
    strong = [item.value.strip() for item in named if item.label not in _PAGE_TITLE_LABELS]
    weak = [item.value.strip() for item in named if item.label in _PAGE_TITLE_LABELS]
    return next(iter(strong if strong or has_titles else weak), None)


def _fields(metadata: Sequence[MetaField]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for item in metadata:
        if item.name != "other" and item.value.strip():
            fields.setdefault(item.name, item.value.strip())
    return fields


def _headline(head: Sequence[Line], blocks: Sequence[Block]) -> str | None:
    """The title of a document whose layout says that its first block is one, though it names no kind of document."""
    first = next((block for block in blocks if block.kind not in ("furniture", "table")), None)
    if first is None or not head or not first.span.covers(head[0].span) or len(first.span) > _LONGEST_HEADLINE:
        return None
    is_title = first.level == 1 or (first.kind == "heading" and first.is_centered)
    return join_title([head[0].text]) if is_title and not head[0].view.endswith(("。", "：", ":")) else None


def _news_headline(head: Sequence[Line], metadata: Sequence[MetaField]) -> str | None:
    """The first line of a report, where the line below it says when and from whom it is."""
    if len(head) < _LEAST_NEWS or not _SHORTEST_HEADLINE <= len(head[0].view) <= _LONGEST_HEADLINE:
        return None
    if head[0].view.endswith(("。", "：", ":", "；")) or DATELINE_RE.search(head[0].view):
        return None
    fields = [item.span for item in metadata if item.span is not None]
    if any(head[0].span.overlaps(span) for span in fields):
        return None
    below = head[1]
    is_dated = any(below.span.overlaps(span) for span in fields) or _BYLINE_RE.match(below.view)
    return join_title([head[0].text]) if is_dated or DATELINE_RE.search(below.view) else None


def _own_titles(
    genre: Genre, stated: str | None, titles: Sequence[str], title: str | None, lines: Sequence[Line]
) -> tuple[OwnTitle, ...]:
    """The titles of the plans whose text the document holds, in order; empty where it holds none.

    A 通知 carries one plan as a rule. Where its title names two, each of which heads its own text further on, they are
    two plans, and what follows a head belongs to it.
    """
    if genre not in ("plan", "task_table") or (stated is None and title is None):
        return ()
    if stated is None:
        return (OwnTitle(title or "", "derived", 0),)
    carried = carried_titles(stated)
    if not carried:
        own = stated if is_plan_family(stated) else next((other for other in titles if is_plan_family(other)), None)
        if own is None and genre == "task_table" and not is_table_title(simplify(stated)):
            return ()  # 考核细则: a table of tasks, of no plan that it names
        return (OwnTitle(own or stated, "stated", 0),)
    if len(carried) > 1:
        heads = _heads_of(carried, lines)
        if len(heads) > 1:
            return (OwnTitle(heads[0].title, "stated", 0), *heads[1:])
    annexed = [other for other in titles if carried_title(other) is None and is_plan_family(other)]
    return (OwnTitle(annexed[0] if annexed else carried[0], "stated", 0),)


def _heads_of(carried: Sequence[str], lines: Sequence[Line]) -> list[OwnTitle]:
    """Where each of several carried plans begins: at a line that is its title and nothing else."""
    keys = {fold_title(words) for words in carried}
    found: dict[str, OwnTitle] = {}
    for line in lines:
        key = fold_title(line.text)
        if key in keys:
            found[key] = OwnTitle(join_title([line.text]), "stated", line.span.start)
    return sorted(found.values(), key=lambda own: own.start)


# ── number, issuers, dates ──────────────────────────────────────────────────────────────────────


def _number(head: Sequence[Line], fields: dict[str, str]) -> str | None:
    if "document_number" in fields:
        return re.sub(r"[\s　]+", "", fields["document_number"])
    for line in head:
        match = DOCUMENT_NUMBER_RE.search(line.view)
        if match and len(line.text) - len(match["number"]) <= 12 and "《" not in line.text:
            return re.sub(r"[\s　]+", "", line.text[slice(*match.span("number"))])
    labelled = _LABELLED_NUMBER_RE.search(head[0].view[:_GLUED_HEAD]) if head else None
    match = DOCUMENT_NUMBER_RE.match(head[0].view, labelled.end()) if labelled else None
    if match:
        return re.sub(r"[\s　]+", "", head[0].text[slice(*match.span("number"))])
    order = _order(head)
    return f"{order[0]}{order[1]}" if order else None


def _order(head: Sequence[Line]) -> tuple[str, str] | None:
    """The line that says whose order it is, and the number below it: 青山市人民政府令 ⏎ 第16号; None where none is."""
    for line, below in pairwise(head[:_ORDER_LINES]):
        match = _ORDER_NUMBER_RE.fullmatch(below.view)
        if match and _ORDER_RE.fullmatch(line.view):
            return re.sub(r"[\s　]+", "", line.text), re.sub(r"[\s　（()）]+", "", below.text)
    return None


def _issuers(
    lines: Sequence[Line],
    head: Sequence[Line],
    stated: str | None,
    fields: dict[str, str],
    genre: Genre,
    printed_by: str | None,
) -> tuple[str, ...]:
    if genre == "news":
        for line in head[:8]:
            match = DATELINE_RE.search(line.view)
            if match and match["source"]:
                return (line.text[line.view.index(match["source"]) :][: len(match["source"])],)
        paper = next((named["paper"] for line in head[:8] if (named := _SOURCE_RE.search(line.view))), None)
        named_issuer = fields.get("issuer", paper)
        return (named_issuer,) if named_issuer else ()
    signed = signature(lines)
    if signed:
        return signed
    order = _order(head)
    if order:
        return (order[0][:-1],)
    match = _BEFORE_ABOUT_RE.match(simplify(stated or ""))
    if match and stated:
        return _parted_bodies(stated[: match.end("bodies")], head)
    if genre == "work_report":
        for line in head[:8]:
            speaker = _SPEAKER_RE.search(re.sub(r"[\s　]", "", line.view))
            if speaker:
                body = speaker["body"]
                return (body if body.endswith("人民政府") else f"{body}人民政府",)
        named = _REPORT_OF_RE.search(simplify(stated or ""))
        named = named or next((found for line in head[:8] if (found := _CONGRESS_RE.search(line.view))), None)
        if named:
            return (f"{named['place']}人民政府",)
    yearly = _YEARLY_RE.match(simplify(stated or ""))
    if yearly and stated:
        return (stated[: yearly.end("body")],)
    issuer = fields.get("issuer")
    told = next((found for line in head if (found := _ISSUED_BY_RE.search(line.view))), None)
    if not issuer and told:
        return (told["body"],)
    # Who printed it stands in for an issuer that is not stated: the office prints for the body that issues.
    if not issuer and printed_by:
        return (printed_by,)
    return tuple(part for part in re.split(r"[、，,;；\s　]+", issuer) if part) if issuer else ()


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
        own = [part for part in re.split(r"[、，\s　]+", line.text) if part]
        taken = [
            part
            for count in range(1, len(own) + 1)
            if rest.startswith("".join(own[:count]))
            for part in [own[count - 1]]
        ]
        if not taken:
            joined, pieces = "", []
            continue
        joined, pieces = joined + "".join(taken), pieces + taken
        if joined == words:
            break
    if joined == words and len(pieces) > 1 and all(_BODY_END_RE.search(simplify(piece)) for piece in pieces):
        return tuple(pieces)
    return tuple(part for part in _COMMITTEE_AND_RE.split(words) if part)


def _issued_date(
    lines: Sequence[Line],
    head: Sequence[Line],
    view: str,
    fields: dict[str, str],
    metadata: Sequence[MetaField],
    genre: Genre,
    printed: date | None,
) -> date | None:
    for line in lines:
        if is_date_line(line.view):
            return parse_date(line.view)
    if "issued_date" in fields:
        return parse_date(fields["issued_date"])
    if genre == "news":
        return _news_date(head, view, fields)
    if genre == "work_report":
        dated = (parse_date(line.view) for line in head[:6] if not _PUBLISHED_RE.search(line.view))
        return next((found for found in dated if found), None)
    if genre == "reply" and "published_date" in fields and not re.search(r"\ufffd", view[-200:]):
        return parse_date(fields["published_date"])
    told = next((found for line in head if (found := _ISSUED_BY_RE.search(line.view))), None)
    if told:
        return parse_date(told["date"])
    if printed:  # within days of the date of issue, which the document does not state
        return printed
    # A measure in force from its day of issue was issued on the day it came into force.
    if _FROM_ISSUE_RE.search(view):
        return next(
            (parse_date(item.value) for item in metadata if item.label.startswith(("实施", "施行", "生效"))), None
        )
    return None


def _news_date(head: Sequence[Line], view: str, fields: dict[str, str]) -> date | None:
    published = parse_date(fields.get("published_date", ""))
    for line in head[:8]:
        match = DATELINE_RE.search(line.view)
        if match is None or not match["month"]:
            continue
        month, day = int(match["month"]), int(match["day"])
        year = int(match["year"]) if match["year"] else (published.year if published else _year_of_event(view, day))
        try:
            return date(year, month, day) if year else None
        except ValueError:
            return None
    if published is None:
        return next((parse_date(line.view) for line in head[:8] if _BYLINE_RE.match(line.view)), None)
    return published


def _year_of_event(view: str, day: int) -> int | None:
    """The year in the name of an event that took place on the dateline's day: “2025…发布会”18日举行."""
    match = re.search(rf"[“\"](20\d\d)[^”\"]{{2,40}}[”\"](?:于)?{day}日(?:举行|举办|启动|召开|开幕)", view)
    return int(match[1]) if match else None


def _consulted(view: str, text: str) -> tuple[str, ...]:
    match = _CONSULTED_RE.search(view)
    if match is None:
        return ()
    group = next(name for name in ("a", "b", "c") if match[name])
    mentions = parse_unit_list(view, Span(*match.span(group)), "consulted")
    return tuple(mention.span.of(text) for mention in mentions)


def _places(
    issuers: Sequence[str], title: str | None, own: str | None, view: str, fields: dict[str, str]
) -> tuple[str, ...]:
    """What may settle the jurisdiction, best first: who issued it, its titles, the places that it names.

    Of the places named, those of the level that the document speaks for come first (我省, 省委 → a province): a plan of
    a province that names its capital more often than itself is still the province's.
    """
    ranked = ranked_places(view)
    candidates = [*issuers, title, own, fields.get("issuer"), *ranked]
    return tuple(dict.fromkeys(words for words in candidates if words))
