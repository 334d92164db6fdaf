"""Web pages: the markup is repaired before it is parsed, and the repairs are found again in the article's text."""

from __future__ import annotations

import email
import email.errors
import email.message
import html
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.assemble import TextBuilder
from extractors.charsets.charset import decode
from extractors.charsets.mail_codes import is_base64, without_quoting
from extractors.document.metadata import find_head_lines, markup_field
from extractors.document.titles import DOCUMENT_NUMBER_RE, is_title
from extractors.front_matter import front_matter
from extractors.furniture import is_page_number, is_viewer_number
from extractors.layout import lay_out, move_blocks, move_fields
from extractors.marks import Marked, mark_repairs, place_repairs, without_marks
from extractors.models import Issue, MetaField, Reading, Span, Unreadable
from extractors.repair import repair
from extractors.script import simplify
from extractors.segment import Line
from extractors.spans import apply_edits
from extractors.web.markup_tree import Element, parse
from extractors.web.page_content import PageLine, PageTable, is_page_furniture, read_page
from extractors.web.page_links import framed_pages, linked_files

MEDIA_TYPE = "text/html"

_SAMPLE = 65_536  # bytes in which a page shows its first tags
_SURE_RE = re.compile(
    rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]|<%@\s*(?:page|language|codepage)\b", re.IGNORECASE
)
_TAG_RE = re.compile(
    rb"</?(?:p|div|br|table|tr|td|span|meta|title|h[1-6]|a|ul|li|script|font|strong|b|section)\b[^<>]*>", re.IGNORECASE
)
_ESCAPED_RE = re.compile(rb"&lt;/(?:p|div|tr|li|h[1-6]|section)&gt;", re.IGNORECASE)  # in one element of a page
# What a page opens and closes as a whole. HTML lets a page leave the ends out; programs that write pages do not.
_PAGE_OPENS_RE = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
_PAGE_ENDS_RE = re.compile(r"</(?:html|body|frameset)\s*>", re.IGNORECASE)
_CUT = Issue("truncated_page", "the page breaks off, its end is missing: download it again", "degraded")
_OTHERS = (b"%PDF-", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf")  # files that may hold markup and are none
_TAGS_LEAST = 3  # tags of a fragment without head; fewer may be examples in a text


def matches(data: bytes) -> bool:
    """Tell whether bytes are markup: a head, or at least three tags that pages are made of.

    >>> matches("<p>一、目标</p><p>二、任务</p>".encode()), matches("a < b".encode())
    (True, False)
    """
    if data.startswith(_OTHERS):
        return False
    sample = _in_bytes(data[:_SAMPLE])
    if sample.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(_OTHERS):
        return False
    if _SURE_RE.search(sample) is not None:
        return True
    tags = len(_TAG_RE.findall(sample))
    return tags >= _TAGS_LEAST or (tags > 0 and len(_ESCAPED_RE.findall(sample)) > _TAGS_LEAST)


_BOMS_OF_PAIRS = (b"\xff\xfe", b"\xfe\xff")
_ONE_SIDE = 20  # times as many zeros behind such a sign as before it, or the other way round; stray ones are anywhere
_SIGNS = frozenset(b"\n<>123456789")  # not all of ASCII: the halves of 一 are a zero and an N


def _in_bytes(sample: bytes) -> bytes:
    """A sample as the bytes that its tags are made of: of UTF-16 the characters, of other charsets without zeros.

    Taken as bytes, the halves of two Chinese characters may be <p, <b or <a. Forced by reports in UTF-16 that were read
    as pages, all their paragraphs one.
    """
    if sample.startswith(_BOMS_OF_PAIRS):
        return sample.decode("utf-16", "ignore").encode("utf-8", "ignore")
    if b"\x00" not in sample:
        return sample
    pairs = list(zip(sample[::2], sample[1::2], strict=False))
    little = sum(second == 0 and first in _SIGNS for first, second in pairs)
    big = sum(first == 0 and second in _SIGNS for first, second in pairs)
    if little > _ONE_SIDE * big or big > _ONE_SIDE * little:
        return sample.decode("utf-16-le" if little > big else "utf-16-be", "ignore").encode("utf-8", "ignore")
    return sample.replace(b"\x00", b"")


def read(data: bytes) -> Reading:
    """Turn the bytes of a web page, whole or a fragment, into a reading.

    Raises Unreadable where the page holds no words ("empty"), or frames alone ("frames_only").
    """
    decoded = decode(without_quoting(data))
    return read_markup(decoded.text, decoded.encoding, decoded.issues)


# ── pages saved with their pictures (MHTML) ─────────────────────────────────────────────────────

MHTML_TYPE = "multipart/related"
_MIME_RE = re.compile(rb"(?im)^(?:MIME-Version:|Content-Type:\s*multipart/related)")


def matches_mhtml(data: bytes) -> bool:
    """Tell whether bytes are a page saved as a MIME message: headers first, among them that of a related multipart."""
    head = data[:4096]
    return (
        b"multipart/related" in head.lower() and _MIME_RE.search(head) is not None and b":" in head.split(b"\n", 1)[0]
    )


def read_mhtml(data: bytes) -> Reading:
    """Turn the bytes of a page saved as a MIME message into the reading of the page in it.

    Raises Unreadable ("broken_mhtml", "empty", "frames_only").
    """
    try:
        parts = list(email.message_from_bytes(data).walk())
    except RecursionError:  # messages in messages by the thousand
        parts = []
    for part in parts:
        if part.get_content_type() in _PAGE_TYPES:
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip() and not is_base64(payload):
                decoded = decode(payload, part.get_content_charset())
                markup = _with_frames(decoded.text, {name: other for other in parts for name in _names(other)}, part)
                reading = read_markup(markup, decoded.encoding, decoded.issues)
                is_cut = part is parts[-1] and _CUT not in reading.issues and _has_no_end(parts[0])
                issues = (*reading.issues, _CUT) if is_cut else reading.issues
                return replace(reading, media_type=MHTML_TYPE, issues=issues)
    raise Unreadable("broken_mhtml", "there is no page in the saved message: save it again as HTML")


_FRAME_RE = re.compile(r"""(<i?frame\b[^<>]*?\s)src\s*=\s*["']([^"'<>]+)["']""", re.IGNORECASE)
_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def _names(part: email.message.Message) -> list[str]:
    """The addresses by which the page of a message calls another of its pages: cid:…, or where it was."""
    if part.get_content_type() not in _PAGE_TYPES:
        return []
    names = [str(part.get(header) or "").strip() for header in ("Content-ID", "Content-Location")]
    return [name for name in (f"cid:{names[0].strip('<>')}" if names[0] else "", names[1]) if name]


def _with_frames(markup: str, pages: Mapping[str, email.message.Message], own: email.message.Message) -> str:
    """Put the pages that a page shows in frames, and that are parts of the same message, into their frames' markup.

    Each goes in once. Frames inside of frames stay empty.
    """
    used = {id(own)}

    def put(match: re.Match[str]) -> str:
        part = pages.get(html.unescape(match[2]).strip())
        payload = None if part is None or id(part) in used else part.get_payload(decode=True)
        if part is None or not isinstance(payload, bytes) or not payload.strip():
            return match.group()
        used.add(id(part))
        return f'{match[1]}srcdoc="{html.escape(decode(payload, part.get_content_charset()).text)}"'

    return _FRAME_RE.sub(put, markup) if "frame" in markup.lower() else markup


def _has_no_end(message: email.message.Message) -> bool:
    """Tell whether a message breaks off before the line that ends its last part."""
    return any(isinstance(defect, email.errors.CloseBoundaryNotFoundDefect) for defect in message.defects)


# ── markup to text ──────────────────────────────────────────────────────────────────────────────

# What a server would have run before sending the page (<%@ … %>), and what it would have put in (<%= … %>, ${a.title}).
_SERVER_PAGE_RE = re.compile(r"<%|<c:|<jsp:")
_SERVER_FIELD_RE = re.compile(r"\$\{[^{}<>]{1,200}\}")
_OUTPUT_MARK = "\ufdd4"  # stands for an output while the page is parsed; taken out with the marks of repairs
_OUTPUTS_LEAST = 3  # places where words are missing; fewer are paths and counters
# Dashes inside of brackets part years, not the site's name: 行动计划（2025—2027年）, 計劃(2025-2027)》.
_TITLE_TAIL_RE = re.compile(r"(?:[_|｜]|\s-\s|--|—(?![^（(《]{0,80}[）)》]))(?s:.*)|-[^-()（）《》]{2,20}$")
# 2022年04月12日 10:27 白水财经: when a page appeared and where, beside the column of its text
_BYLINE_RE = re.compile(
    r"(?:(?:日期|时间)[:：]\s?)?(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?\s{1,4}\d{1,2}:\d{2}(?::\d{2})?\s{1,4}"
    r"(?:来源[:：]\s?)?[\u4e00-\u9fff]{2,12}"
)
_DATED_RE = re.compile(
    r"(?:(?:日期|时间)[:：]\s?)?(?P<date>(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?)(?:\s{1,4}\d{1,2}:\d{2}(?::\d{2})?)?"
    r"[\s\u3000|]{0,12}(?:信息)?来源[:：][^。；]{0,60}"
)
_TITLE_ITEMS = 40  # lines and tables at the head of a page among which its title would stand
_TITLE_LEAST, _TITLE_MOST = 8, 100  # characters
_NO_TITLE_RE = re.compile(r"[。；：:>＞»]|^[（(【]|^\d{4}-\d")
_TITLE_GOES_ON_RE = re.compile(r"$|\s|[-_|｜—]")
_TITLE_LINES = 4  # of a heading that <br> parts
_ABOUT_RE = re.compile("关于|關於|印发|印發")
_TITLE_PLACE = 800  # characters of the article in which its title would stand


def read_markup(markup: str, encoding: str | None, issues: tuple[Issue, ...] = ()) -> Reading:
    """Turn decoded markup into a reading. Spans of repairs' raw side are on `markup`."""
    repaired = repair(markup, markup=True)
    marked = mark_repairs(repaired.text, repaired.repairs)
    if _SERVER_PAGE_RE.search(marked):
        marked = _without_server_code(marked)
    if "<![CDATA[" in marked:  # a page that was taken out of a feed or an export
        marked = marked.replace("<![CDATA[", "").replace("]]>", "")
    front, begin = front_matter(marked)
    page = parse(marked[begin:])
    items, depth = read_page(page)
    built = _build(page, items)
    text1 = built.text
    laid = lay_out(text1, built.lines, built.tables)
    text, offsets = apply_edits(text1, laid.edits)
    if not text.strip():  # furniture alone, too: a page of nothing but -->
        framed = framed_pages(page)
        if framed:
            shown = "、".join(address[:80] for address in framed[:3])
            message = f"its words stand in the pages of its frames ({shown}): put these into the folder instead"
            raise Unreadable("frames_only", message)
        raise Unreadable("empty", "the page holds no words: it may be filled in by a script; save it from a browser")
    notes = [*issues, *repaired.issues]
    if _PAGE_OPENS_RE.search(markup) and not _PAGE_ENDS_RE.search(markup):
        notes.append(_CUT)
    outputs = page.text().count(_OUTPUT_MARK)
    if outputs >= _OUTPUTS_LEAST:
        notes.append(
            Issue(
                "server_template",
                f"{outputs} places that a server fills in are empty: save the page as sent",
                "degraded",
            )
        )
    return Reading(
        media_type=MEDIA_TYPE,
        encoding=encoding,
        text=text,
        raw_text=markup,
        blocks=move_blocks(laid.blocks, offsets),
        repairs=place_repairs(repaired.repairs, Marked(text1, tuple(built.places)), offsets),
        metadata=(*front, *_head_fields(page, items), *move_fields(laid.metadata, text, offsets)),
        issues=tuple(notes),
        depth=depth,
        links=linked_files(page),
    )


def _without_server_code(markup: str) -> str:
    """Take <% code %> out; what a server would have put out, <%= … %> and ${…}, leaves a mark."""
    parts: list[str] = []
    position = 0
    while (start := markup.find("<%", position)) >= 0 and (end := markup.find("%>", start + 2)) >= 0:
        parts += (markup[position:start], _OUTPUT_MARK if markup[start + 2] == "=" else " ")
        position = end + 2
    return _SERVER_FIELD_RE.sub(_OUTPUT_MARK, "".join(parts) + markup[position:])


def _head_fields(page: Element, items: Sequence[PageLine | PageTable]) -> list[MetaField]:
    """What the head says of the document: <meta name="PubDate" …>, and the <title> without the site's name."""
    fields: list[MetaField] = []
    tags = [
        (str(tag.get("name") or tag.get("property") or ""), without_marks(str(tag.get("content") or "")))
        for tag in page.elements("meta")
    ]
    generated = " ".join(words for _, words in tags if "生成时间" in words)
    for label, words in tags:
        field = markup_field(label, words)
        if field is not None and not (field.name == "published_date" and field.value in generated):
            fields.append(field)
    if not any(field.name == "published_date" for field in fields):
        fields += _dates_of_bylines(items) or _dates_below_titles(items)
    if not any(field.name == "title" for field in fields):
        whole = _page_title(page)
        title = _shown_title(whole, items) or _TITLE_TAIL_RE.sub("", whole).rstrip()
        if title:
            fields.append(MetaField("title", "title", title))
    return fields


def _dates_of_bylines(items: Sequence[PageLine | PageTable]) -> list[MetaField]:
    """日期：2022-12-21　来源：某局, or 2025-03-07 10:20 来源：…, at the head of a page: when it appeared, and where."""
    lines = (without_marks(item.text).strip() for item in items[:_TITLE_ITEMS] if isinstance(item, PageLine))
    dated = next((found for line in lines if (found := _DATED_RE.fullmatch(line))), None)
    return [MetaField("published_date", "byline", dated["date"])] if dated else []


# 2022-06-09 11:57, 发布于 2022-06-09 11:57: when a page appeared, alone on the line below its heading
_STAMP_RE = re.compile(
    r"(?:发布于)?\s{0,4}(?P<date>(?:19|20)\d\d[-年./]\d{1,2}[-月./]\d{1,2}日?)\s{1,4}\d{1,2}:\d{2}(?::\d{2})?"
)
_STAMP_WITHIN = 2  # lines


def _dates_below_titles(items: Sequence[PageLine | PageTable]) -> list[MetaField]:
    """A day and a time alone within two lines below the first heading: when the page appeared.

    Deliberately not a bare day, which a 决定 has below its title too.
    """
    lines = [item for item in items[:_TITLE_ITEMS] if isinstance(item, PageLine)]
    heading = next((number for number, line in enumerate(lines) if line.level in (1, 2)), len(lines))
    below = (without_marks(line.text).strip() for line in lines[heading + 1 : heading + 1 + _STAMP_WITHIN])
    stamped = next((found for line in below if (found := _STAMP_RE.fullmatch(line))), None)
    return [MetaField("published_date", "byline", stamped["date"])] if stamped else []


def _shown_title(whole: str, items: Sequence[PageLine | PageTable]) -> str:
    """The line at the head of a page that its <title> begins with; what follows names columns and the site.

    Matches 某县开展调研 东区办事处_某网 above the line 某县开展调研. Deliberately not lines shorter than a title, nor
    words that the title goes on behind without a mark.
    """
    lines = (without_marks(item.text).strip() for item in items[:_TITLE_ITEMS] if isinstance(item, PageLine))
    shown = (line for line in lines if len(line) >= _TITLE_LEAST and whole.startswith(line))
    return max((line for line in shown if _TITLE_GOES_ON_RE.match(whole, len(line))), key=len, default="")


def _page_title(page: Element) -> str:
    title = next(page.elements("title"), None)
    return without_marks(title.text()).strip() if title is not None else ""


def _build(page: Element, items: list[PageLine | PageTable]) -> TextBuilder:
    """The article's lines and tables; of what stands around it, only fields and the title."""
    outside = [item for item in items if isinstance(item, PageLine) and not item.is_main]
    main = [item for item in items if item.is_main]
    opening = "".join(without_marks(item.text) for item in main[:20] if isinstance(item, PageLine))[:_TITLE_PLACE]
    title = _page_title(page)
    kept = {id(outside[number]) for number in _field_lines(outside)}
    kept |= {id(item) for item in outside if _BYLINE_RE.fullmatch(without_marks(item.text).strip())}
    titles = {id(item) for item in outside if _is_title(item, opening, title)} | _official_heads(outside, opening)
    titles |= _title_above_fields(items, kept, opening)
    dropped = {id(item) for item in (*_footer(items), *_viewer_numbers(items))}
    built = TextBuilder()
    for item in items:
        if isinstance(item, PageTable):
            if item.is_main:
                built.add_table(item.table)
        elif id(item) in dropped or (is_page_furniture(item.text) and not is_page_number(item.text)):
            continue  # numbers of pages show what stands beside them: `lay_out` leaves out both
        elif item.is_main or id(item) in kept or id(item) in titles:
            built.add_line(
                item.text,
                Line(
                    Span(0, 0),
                    indent=item.indent,
                    has_gap_before=item.has_gap_before,
                    is_centered=item.is_centered,
                    is_bold=item.is_bold,
                    level=item.level,
                    is_fixed=id(item) in titles,
                    list_depth=item.list_depth,
                ),
            )
    return built


def _title_above_fields(items: Sequence[PageLine | PageTable], kept: set[int], opening: str) -> set[int]:
    """The line outside of the article above the lines that say when and from whom it is, these above the article.

    Matches 某县投资稳定增长 ⏎ 发布日期：2016-11-22 ⏎ (the article), whatever elements hold them. Deliberately not what
    the article repeats, sentences, names of columns, and lines with other words between them and the article. Risk: the
    name of a series above the article of a site that sets its titles elsewhere.
    """
    first = next((number for number, item in enumerate(items) if item.is_main), 0)
    above = [item for item in items[:first] if isinstance(item, PageLine) and not is_page_furniture(item.text)]
    fields = others = 0
    while above and (id(above[-1]) in kept or (not fields and others < _OTHERS_MOST and _is_label(above[-1]))):
        fields += id(above[-1]) in kept
        others += id(above[-1]) not in kept
        above.pop()
    words = without_marks(above[-1].text).strip() if above and fields else ""
    is_title = _TITLE_LEAST <= len(words) <= _TITLE_MOST and not _NO_TITLE_RE.search(words) and words not in opening
    return {id(above[-1])} if is_title else set()


def _viewer_numbers(items: Sequence[PageLine | PageTable]) -> list[PageLine]:
    lines = [item for item in items if isinstance(item, PageLine)]
    return [item for item, below in pairwise(lines) if is_viewer_number(item.text, below.text)]


_OTHERS_MOST = 3  # lines between the fields and the article: 政策文件：关于…的通知, 一图读懂
_OTHER_LABEL_RE = re.compile(r"[\u4e00-\u9fff]{2,6}\s?[:：]")


def _is_label(item: PageLine) -> bool:
    words = without_marks(item.text).strip()
    return len(words) < _TITLE_LEAST or _OTHER_LABEL_RE.match(words) is not None


# The names of who keeps a site, and what else stands at its foot. What begins it, and what its signs are.
_FOOT_BEGINS_RE = re.compile(
    r"(?:主办|承办|主管|版权|备案|网站标识码|Copyright|©|.{0,6}ICP备|.?公网安备|建议(?:使用|您?用))"
)
_FOOT_SIGN_RE = re.compile(r"版权所有|网站标识码|Copyright|©|ICP备|公网安备|分辨率|浏览器|技术支持|网站地图|访问量")
_FOOT_GOES_ON_RE = re.compile(
    r"主办|承办|协办|主管|维护|管理|制作|开发|运维|建设|地址|联系|电话|传真|邮编|邮政编码|邮箱|电子邮箱|E-?mail|违法|举报|纠错",
    re.IGNORECASE,
)
_FOOT_MOST = 12  # lines
_FOOT_LINE_MOST = 120  # characters


def _footer(items: Sequence[PageLine | PageTable]) -> list[PageLine]:
    """The last lines of a page from 主办单位：… on, where they name the site, its number or who made it.

    Matches 主办单位：某县人民政府 ⏎ 联系电话：… ⏎ 某ICP备…号, in whatever elements. Deliberately not the bodies and
    telephone numbers at the end of a notice with nothing of a site behind them.
    """
    found: list[PageLine] = []
    for item in reversed(items[-_FOOT_MOST:]):
        words = without_marks(item.text).strip() if isinstance(item, PageLine) else ""
        known = _FOOT_BEGINS_RE.match(words) or _FOOT_SIGN_RE.search(words) or _FOOT_GOES_ON_RE.match(words)
        if not isinstance(item, PageLine) or len(words) > _FOOT_LINE_MOST or not (known or is_page_furniture(words)):
            break
        found.append(item)
    found.reverse()
    while found and not _FOOT_BEGINS_RE.match(without_marks(found[0].text).strip()):
        del found[0]
    return found if any(_FOOT_SIGN_RE.search(without_marks(item.text)) for item in found) else []


def _field_lines(lines: list[PageLine]) -> set[int]:
    joined = TextBuilder()
    spans: list[Span] = []
    for line in lines:
        start = joined.length
        joined.add_line(line.text)
        spans.append(Span(start, joined.length - 1))
    return {head.number for head in find_head_lines(joined.text, spans, most=len(spans))}


def _official_heads(outside: Sequence[PageLine], opening: str) -> set[int]:
    """Headings outside of the article that together read as an official title, and the number among such lines.

    Matches <h2>某省人民政府<br>关于印发…的通知</h2> <h4>某政〔2022〕2号</h4> beside the column of the article; a title
    of 关于 or 印发 only. Deliberately not a title that the article repeats, nor names of columns. The example: a
    province's page whose h2, number and text stood side by side, without a <title>.
    """
    found: set[int] = set()
    heads = [(item, without_marks(item.text).strip()) for item in outside if item.level is not None]
    for first in range(len(heads)):
        words = ""
        for last in range(first, min(first + _TITLE_LINES, len(heads))):
            if heads[last][0].level != heads[first][0].level:
                break
            words += heads[last][1]
            if _ABOUT_RE.search(words) and words not in opening and is_title(simplify(words)):
                found.update(id(item) for item, _ in heads[first : last + 1])
    if found:  # the number of the document stands between its title and its text
        found.update(id(item) for item in outside if DOCUMENT_NUMBER_RE.fullmatch(without_marks(item.text).strip()))
    return found


def _is_title(item: PageLine, opening: str, page_title: str) -> bool:
    """A heading outside of the article that names the page and that the article does not repeat."""
    words = without_marks(item.text)
    if len(words) < 5 or words in opening or is_page_furniture(words):
        return False
    return item.level == 1 or (item.level is not None and page_title.startswith(words))
