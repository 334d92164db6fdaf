"""What a document says of itself: title, genre, number, issuers, dates, the bodies it consulted.

Parts and their order: GB/T 9704-2012, 7.2 and 7.3 (发文字号, 标题, 主送机关, 正文, 附件说明, 署名, 成文日期, 附注).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from extractors import quick_re as re
from extractors.document.consulted import consulted
from extractors.document.derived_titles import derived_title
from extractors.document.document_numbers import document_number
from extractors.document.genres import HANDED_ON_RE, genre_of
from extractors.document.headlines import above_prose, answered, first_line, headline, news_headline
from extractors.document.heads import (
    Line,
    find_titles,
    join_title,
    parse_date,
    read_lines,
    stated_title,
)
from extractors.document.issue_dates import issued_date, taken_in
from extractors.document.issuers import find_issuers, is_order
from extractors.document.news_words import handed_over, without_links
from extractors.document.official_parts import find_parts
from extractors.document.own_words import RULES_RE, handed_on, pays_throughout
from extractors.document.places import ranked_places
from extractors.document.site_lines import is_site_line
from extractors.document.titles import (
    DOCUMENT_NUMBER_RE,
    TAIL,
    carried_title,
    carried_titles,
    fold_title,
    is_plan_family,
    is_table_title,
    is_title,
    plan_of_table,
    whole_title,
)
from extractors.models import Block, DocumentRecord, Genre, MetaField, Section, Span, TitleBasis
from extractors.openings import ANNEX, CLOSING, PREAMBLE
from extractors.script import detect_script, simplify

# 欢迎访问某某平台, 青山县人民政府门户网站: the name of a site, not of a document
_SITE_NAME_RE = re.compile("^(?:欢迎|首页)|(?:平台|门户|网站|官网|政府网|人民网|信息网|公开网)$")
# Blocks in which the head of a document ends; its title stands before the first number.
_HEAD_BLOCKS = 40
_PAGE_TITLE_LABELS = frozenset({"title", "og:title"})
_COLUMN_LABELS = frozenset({"columnname", "栏目", "所属栏目"})
_HEAD_CHARACTERS = 6000

# 时间：2025-01-20 14:54: under the title of an office's own page; of other documents a stranger's site says so too
_PAGE_TIME_RE = re.compile(r"(?:时间|日期)[:：]\s?(?P<day>(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2})\s+\d{1,2}:\d\d")
_SPEECH_RE = re.compile(r"各位代表|政[\s　]*府[\s　]*工[\s　]*作[\s　]*报[\s　]*告")
_MEASURES_RE = re.compile(
    r"若干[\u4e00-\u9fff]{0,8}?(?:措施|政策|举措)|若干[^\u4e00-\u9fff]策|政策措施|十条|条措施|条政策|(?:扶持|优惠|激励|支持)政策|扶持办法|奖励(?:政策|办法|措施)"
)
# 云台区人才政策, 茶业发展政策意见, 茶企激励措施: kinds whose items are measures, where a title ends in them
_ENDS_MEASURES_RE = re.compile(rf"(?:政策(?:意见|清单|规定)?|(?<!工作)(?<!保障)(?<!安全)措施){TAIL}$")
# What a plan carries out is no name of its own: 贯彻落实《…若干政策措施》实施方案, 稳经济若干措施的实施方案
_PLAN_OF_MEASURES_RE = re.compile(
    r"^.{0,120}(?:[》〉>]|(?:落实|执行|实施).{0,80}(?:措施|政策|条))的?"
    r"(?:(?:实施|工作|行动|任务分工|责任分工)方案|行动计划)(?:[（(].{1,12}[）)])?$"
)


@dataclass(frozen=True, slots=True)
class OwnTitle:
    """The title of a plan whose text the document holds from `start` on."""

    title: str
    basis: TitleBasis
    start: int


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """The record of a document, and what other recognisers need to know of it.

    `own_titles` are the plans whose text the document holds (of the annex, where a 通知 carries one); `measures` are
    the places of the texts whose items are measures; `sets_rules` says that its items are clauses of rules (办法, 规定,
    应急预案); `head_end` is where its head ends; `carried` are the titles of what a letter says it carries
    (现将《…》《…》印发给你们).
    """

    record: DocumentRecord
    own_titles: tuple[OwnTitle, ...]
    measures: tuple[Span, ...]
    sets_rules: bool
    head_end: int
    carried: tuple[str, ...] = ()


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
    numbered = _numbered(blocks, sections, lines)
    head_end = numbered[0].span.start if numbered else min(len(text), _HEAD_CHARACTERS)
    head = [line for line in lines if line.span.start < head_end][:_HEAD_BLOCKS]
    titles, stated, carried = _titles(head, metadata)
    if page_title := above_prose(head, blocks, titles):
        stated, titles = page_title, [page_title, *titles]
    if handed := handed_over(view):
        stated = stated or handed
        titles = [*(titles or [stated]), handed]
    column = next((item.value for item in metadata if item.label.lower() in _COLUMN_LABELS), "")
    genre = genre_of(view, stated, titles, head, numbered, has_task_table=has_task_table, column=column)
    if genre == "reply" and (paged := next(filter(None, (_PAGE_TIME_RE.match(line.view) for line in head[:4])), None)):
        fields.setdefault("published_date", paged["day"])
    title, basis = stated, "stated"
    if title is None:
        title, basis, genre = _unstated_title(genre, head, lines, view, blocks, metadata)
    owns = _own_titles(genre, stated, titles, title, lines, carried)
    own = owns[0].title if owns else None
    is_speech = genre == "work_report" and _SPEECH_RE.search(view, 0, _HEAD_CHARACTERS) is not None
    parts = find_parts(text, view, lines, head, title if basis == "stated" else None, is_speech=is_speech)
    record = DocumentRecord(
        genre=genre,
        title=title,
        title_basis=None if title is None else ("stated" if basis == "stated" else "derived"),
        script=detect_script(text),
        document_number=document_number(head, fields),
        index_number=fields.get("index_number"),
        issuers=(issuers := find_issuers(lines, head, stated, metadata, genre, parts.printed_by)),
        consulted=consulted(view, text) if genre == "reply" else (),
        places=_places(issuers, title, own, view, fields, parts.addressees, is_news=genre == "news"),
        issued_date=issued_date(lines, head, view, fields, metadata, genre, stated, parts.printed_date),
        published_date=parse_date(fields.get("published_date", "")) or taken_in(head, genre),
        addressees=parts.addressees,
        annexes=parts.annexes,
        remark=parts.remark,
        copied_to=parts.copied_to,
        printed_by=parts.printed_by,
        printed_date=parts.printed_date,
        parts=parts.places,
    )
    amended = _AMENDS_RE.search(simplify(title or ""))
    told = title if title and _CHINESE_RE.search(title) else ""  # not Action Plan for …, an archive's own words
    named_own = own if own and _CHINESE_RE.search(own) else ""
    handed = "" if told else _text_handed_on(view, lines, numbered)
    named = (
        amended["rules"]
        if amended
        else simplify(named_own or carried_title(told) or told or handed) or _made(lines[: len(head) + _FIRST_ARTICLES])
    )
    rules = RULES_RE.search(named)
    measures = _measures(text, named, owns)
    if not measures and len(owns) < 2 and genre == "plan" and pays_throughout(view, numbered):
        measures = (Span(0, len(text)),)
    return DocumentFacts(record, owns, measures, rules is not None, head_end, carried)


def _text_handed_on(view: str, lines: Sequence[Line], numbered: Sequence[Section]) -> str:
    """The document that a letter without a title hands on, where its text follows: headed by its name, or in articles.

    Empty where none follows. Not one that the letter only refers to, with what it asks for below.
    """
    handed = next(iter(handed_on(view[:_HEAD_CHARACTERS]) or ()), "")
    is_headed = handed and any(fold_title(line.view) == fold_title(handed) for line in lines)
    return handed if is_headed or (numbered and numbered[0].label.startswith("第")) else ""


_CHINESE_RE = re.compile("[\u4e00-\u9fff]")
# 关于修改《青河省节约用水办法》的决定, with the rules as they then are
_AMENDS_RE = re.compile(
    r"(?:修改|修订|修正)[^《》]{0,8}《(?P<rules>[^《》]{4,80})》(?:等[^《》]{0,16})?(?:部分)?(?:条款)?的(?:决定|通知|公告)$"
)


def _titles(head: Sequence[Line], metadata: Sequence[MetaField]) -> tuple[list[str], str | None, tuple[str, ...]]:
    """The titles in a head, the one that the document states, and those of what a letter says it carries."""
    titles = [_without_number(title) for title in without_links(find_titles(head, metadata))]
    titles = [title for title in titles if not is_order(title)] or titles
    field = _title_field(metadata, has_titles=any(not is_order(title) for title in titles))
    field = _without_number(field) if field else field
    tabs = [join_title([item.value]) for item in metadata if item.name == "title" and item.label in _PAGE_TITLE_LABELS]
    stated = stated_title([*titles, *tabs] if titles else [], whole_title(field, titles) if field else None)
    carried = _carried_by_letter(head, stated)
    if stated is None and not titles and (alone := _carried_alone(head)):
        stated, titles = alone, [alone]
    return titles, stated, carried


def _without_number(title: str) -> str:
    """A title without the number that a site sets before it: 青政办〔2035〕2号 青山区人民政府关于….

    Deliberately not where no title is left: the number is part of a 批复's own words then.
    """
    number = DOCUMENT_NUMBER_RE.match(simplify(title))
    rest = title[number.end() :].strip() if number else title
    return rest if is_title(simplify(rest)) else title


def _numbered(blocks: Sequence[Block], sections: Sequence[Section], lines: Sequence[Line]) -> list[Section]:
    """The numbered sections outside of tables, without an 附件 that opens the file: it is the annex then."""
    tables = [block.span for block in blocks if block.grid is not None]
    numbered = [
        section
        for section in sections
        if section.label
        and section.style not in (PREAMBLE, CLOSING)
        and not any(table.covers(section.label_span) for table in tables)
    ]
    while numbered and numbered[0].style == ANNEX and _stands_first(numbered[0], lines):
        numbered = numbered[1:]
    return numbered


def _stands_first(annex: Section, lines: Sequence[Line]) -> bool:
    """True for an 附件 that opens its file: nothing stands above it but a letterhead or what a site sets there."""
    above = [line.view for line in lines if line.span.start < annex.span.start]
    return not any("。" in line or (is_title(line) and not is_site_line(line)) for line in above)


def _unstated_title(
    genre: Genre,
    head: Sequence[Line],
    lines: Sequence[Line],
    view: str,
    blocks: Sequence[Block],
    metadata: Sequence[MetaField],
) -> tuple[str | None, str, Genre]:
    """The title of a document that states none, whether a line of it says so, and what it is in the light of it."""
    if genre == "reply":
        title = answered(head) or headline(head, blocks, is_news=True)
    elif genre == "news":
        title = news_headline(head, metadata) or headline(head, blocks, is_news=True)
    else:
        title = headline(head, blocks) or news_headline(head, metadata)
        genre = "plan" if genre == "other" and title is not None and is_plan_family(title) else genre
    if title is not None:
        return title, "stated", genre
    title = derived_title(lines, view, genre)
    stands_first = first_line(head, lines, genre) if title is None else None
    return stands_first or title, "stated" if stands_first else "derived", genre


# ── head ────────────────────────────────────────────────────────────────────────────────────────


def _title_field(metadata: Sequence[MetaField], *, has_titles: bool) -> str | None:
    """The title that a metadata table states; a <title> tag, often the site's own, only where nothing else does."""
    named = [item for item in metadata if item.name == "title" and item.value.strip()]
    strong = [item.value.strip() for item in named if item.label not in _PAGE_TITLE_LABELS]
    weak = [item.value.strip() for item in named if item.label in _PAGE_TITLE_LABELS]
    weak = [title for title in weak if not _SITE_NAME_RE.search(simplify(title))]
    return next(iter(strong if strong or has_titles else weak), None)


# 发文字号：无: a page says so where a field has no value
_NO_VALUE_RE = re.compile(r"无(?:文号|编号)?|暂无|空|null|[-—/]{1,2}", re.IGNORECASE)


def _fields(metadata: Sequence[MetaField]) -> dict[str, str]:
    fields: dict[str, str] = {}
    for item in metadata:
        if item.name != "other" and item.value.strip() and not _NO_VALUE_RE.fullmatch(item.value.strip()):
            fields.setdefault(item.name, item.value.strip())
    return fields


def _measures(text: str, named: str, owns: Sequence[OwnTitle]) -> tuple[Span, ...]:
    """The places of the texts whose items are measures: all of the document, or of its plans those that are such.

    Takes the Simplified title that the document goes by. A plan with measures may carry them out: 《贯彻落实〈若干政策
    措施〉实施方案》 is a plan.
    """
    if len(owns) < 2:
        return (Span(0, len(text)),) if _are_measures(named) else ()
    ends = [*(own.start for own in owns[1:]), len(text)]
    return tuple(
        Span(own.start, end) for own, end in zip(owns, ends, strict=True) if _are_measures(simplify(own.title))
    )


def _are_measures(title: str) -> bool:
    rules = RULES_RE.search(title)
    bare = _PLAN_OF_MEASURES_RE.sub("", title)
    return bool(_MEASURES_RE.search(bare) or _ENDS_MEASURES_RE.search(bare) or (rules and rules["measures"]))


def _own_titles(
    genre: Genre,
    stated: str | None,
    titles: Sequence[str],
    title: str | None,
    lines: Sequence[Line],
    named: Sequence[str],
) -> tuple[OwnTitle, ...]:
    """The titles of the plans whose text the document holds, in order; empty where it holds none.

    A 通知 carries one plan as a rule. Where its title, or its letter (`named`), names two, each of which heads its own
    text further on, they are two plans, and what follows a head belongs to it.
    """
    if genre not in ("plan", "task_table") or (stated is None and title is None):
        return ()
    if genre == "task_table" and _names_no_plan(stated or title or ""):
        return ()  # 考核细则, 《政府工作报告》任务分解表: a table of tasks, of no plan that it names
    if stated is None:
        return (OwnTitle(title or "", "derived", 0),)
    carried = carried_titles(stated)
    end = lines[-1].span.end if lines else 0
    if len(named) > 1 and all(map(is_plan_family, named)):
        heads = _heads_of(named, lines)
        keys = {fold_title(head.title) for head in heads}
        # What the letter carries and the file was cut before is a plan all the same; nothing of the text belongs to it.
        rest = [OwnTitle(words, "stated", end) for words in named if fold_title(words) not in keys]
        if heads:
            return (OwnTitle(heads[0].title, "stated", 0), *heads[1:], *rest)
    if not carried:
        own = stated if is_plan_family(stated) else next((other for other in titles if is_plan_family(other)), None)
        return (OwnTitle(own or stated, "stated", 0),)
    if len(carried) > 1:
        heads = _heads_of(carried, lines)
        if len(heads) > 1:
            return (OwnTitle(heads[0].title, "stated", 0), *heads[1:])
    annexed = [other for other in titles if carried_title(other) is None and is_plan_family(other)]
    return (OwnTitle(annexed[0] if annexed else carried[0], "stated", 0),)


def _names_no_plan(title: str) -> bool:
    """True for the title of a table of tasks that neither is a plan's name, nor holds one, nor carries a document."""
    if carried_title(title) is not None or plan_of_table(title) is not None:
        return False
    return is_table_title(title) or not is_plan_family(title)


# 《…方案》《…措施》已经市政府研究同意，现印发给你们; 现将《…方案》和《…措施》印发给你们
_CARRIED_BY_LETTER_RE = re.compile(
    r"(?P<list>《[^《》\n]{4,80}》(?:[、和与及]{0,2}《[^《》\n]{4,80}》){1,7})"
    r"(?:[（(][^（）()\n]{2,16}[）)])?(?:(?:已经?|业经|经)[^。；\n]{0,60}?，?现(?:予以)?(?:一并)?|(?:一并)?)(?:印发|下发|转发)"
)
_ONE_BY_LETTER_RE = re.compile(
    r"现将《(?P<title>[^《》\n]{4,80})》(?:[（(][^（）()\n]{2,24}[）)])?(?:予以|一并)?(?:印发|下发|转发)(?:给)?你"
)
_MARKED_RE = re.compile(r"《([^《》\n]{4,80})》")


def _carried_by_letter(head: Sequence[Line], stated: str | None) -> tuple[str, ...]:
    """The titles that the letter of a 通知 says it carries: two or more, or one that its title spells otherwise."""
    for line in head:
        if match := _CARRIED_BY_LETTER_RE.search(line.view.replace(",", "，")):
            return tuple(_MARKED_RE.findall(line.text[slice(*match.span("list"))]))
        if (one := _ONE_BY_LETTER_RE.search(line.view)) and stated and _spells(one["title"], carried_titles(stated)):
            return (line.text[slice(*one.span("title"))],)
    return ()


def _spells(title: str, carried: Sequence[str]) -> bool:
    """True where a title is the one that a 通知 carries but for a word: …行动方案 for …行动计划方案."""
    return len(carried) == 1 and SequenceMatcher(None, fold_title(title), fold_title(carried[0])).ratio() > _ALIKE


_ALIKE = 0.85  # share of characters that two spellings of one title have in common

_FIRST_ARTICLES = 2  # lines behind a head in which 第一条 says what is laid down
_MADE_RE = re.compile(
    r"(?:制[定订]|提出)(?:如下|以下)(?P<kind>若干(?:政策)?(?:措施|举措)|政策措施)|[，,]特?制[定订]本(?P<rules>办法|细则)。"
)


def _made(head: Sequence[Line]) -> str:
    """What the opening of a text without a title says that it lays down: 制定以下若干政策措施, 制定本办法."""
    return next((found["kind"] or found["rules"] for line in head if (found := _MADE_RE.search(line.view))), "")


# 《某市行动方案》已经市政府同意，现印发给你们: a letter without a title, on the one plan that follows
_CARRIED_ALONE_RE = re.compile(
    r"^[\s　]*(?:经[^。；：《\n]{2,40}[，,])?(?:现将)?《(?P<title>[^《》\n]{4,80})》"
    r"(?:[^。；《\n]{0,60}[，,]?现(?:予以)?)?(?:印发|下发|转发)(?:给你们|执行|[，,])"
)


_PRINTED_RE = re.compile(r"[^《》。，]{4,60}?(?:联合)?(?:印发|下发|颁布|发布|出台|公布)《(?P<title>[^《》]{8,100})》")


def _carried_alone(head: Sequence[Line]) -> str | None:
    """The title of the one plan that a letter without a title of its own carries; None where it names none or two.

    Also of the one document that a page's only line above the first number says was issued, a 通知 too: 两办印发
    《关于…的通知》 above 一、总体要求. Deliberately not news, which tell of it in a paragraph below.
    """
    if len(head) == 1 and (printed := _PRINTED_RE.fullmatch(head[0].view)) and is_title(printed["title"]):
        return join_title([head[0].text[slice(*printed.span("title"))]])
    for line in head[:_LETTER_LINES]:
        match = _CARRIED_ALONE_RE.match(line.view) or HANDED_ON_RE.search(line.view)
        if match and is_plan_family(match["title"]):
            return join_title([line.text[slice(*match.span("title"))]])
    return None


_LETTER_LINES = 6  # lines of a head above the words of a letter: a number, whom it addresses


def _heads_of(carried: Sequence[str], lines: Sequence[Line]) -> list[OwnTitle]:
    """Where each of several carried plans begins: at a line that is its title and nothing else."""
    keys = {fold_title(words) for words in carried}
    found: dict[str, OwnTitle] = {}
    for line in lines:
        key = fold_title(line.text)
        if key in keys:
            found[key] = OwnTitle(join_title([line.text]), "stated", line.span.start)
    return sorted(found.values(), key=lambda own: own.start)


# 各省、自治区、直辖市…: whom only a body of the centre addresses
_NATIONWIDE_RE = re.compile("省、自治区(?:和|、)直辖市")
# 国务院办公厅印发《…意见》: who has issued what a report is on
_ISSUED_BY_RE = re.compile(
    r"(?P<body>[\u4e00-\u9fff]{2,20}?)(?:日前|近日|近期)?(?:联合|正式)?(?:印发|下发|颁布|发布|出台|公布)了?[《\u4e00-\u9fff]"
)
_LEAD = 400  # characters of a report in which it says so


def _places(
    issuers: Sequence[str],
    title: str | None,
    own: str | None,
    view: str,
    fields: dict[str, str],
    addressees: Sequence[str],
    *,
    is_news: bool,
) -> tuple[str, ...]:
    """What may settle the jurisdiction, best first: who issued it, whom it addresses, its titles, the places it names.

    Of the places named, those of the level that the document speaks for come first (我省, 省委 → a province): a plan of
    a province that names its capital more often than itself is still the province's. Where a report names no place,
    who issued what it is on says so.
    """
    ranked = ranked_places(view)
    nationwide = "全国" if any(_NATIONWIDE_RE.search(simplify(words)) for words in addressees) else None
    named = _MARKED_RE.findall(title or "") if is_news else []
    issued = [match["body"] for match in _ISSUED_BY_RE.finditer(view, 0, _LEAD)] if is_news else []
    candidates = [*issuers, nationwide, title, own, fields.get("issuer"), *ranked, *named, *issued]
    return tuple(dict.fromkeys(words for words in candidates if words))
