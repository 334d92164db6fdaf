"""Tables with one document a row (CSV, JSONL, Parquet) to their documents, one at a time."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import statistics
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from extractors.charset import decode
from extractors.models import Unreadable
from extractors.readers.html import matches as is_markup
from pipeline.archives import Piece
from pipeline.records import Failure

CORPUS_VERSION = 1
"""Goes up with every change of what documents a table has, or of their bytes."""

ROW = "#row="
"""Stands between the path of a table and the number of a row, counted from 1 below the names of the columns."""

_SAMPLE_BYTES = 200_000
_SAMPLE_ROWS = 20
_BATCH_ROWS = 64
_TABLE_SUFFIXES = (".csv", ".tsv")
_JSON_SUFFIXES = (".jsonl", ".ndjson")
_PARQUET_MAGIC = b"PAR1"
# Names of columns as crawlers and offices write them, the surest first; matched whole, in lower case.
_TEXT_NAMES = (
    *("full_text", "fulltext", "正文", "全文", "正文内容", "文章内容", "文件正文", "政策全文"),
    *("text", "content", "html", "raw_html", "html_content", "body", "article", "内容", "文本"),
)
_TITLE_NAMES = ("title", "标题", "文件标题", "文章标题", "文件名称", "政策名称", "名称")
_DATE_NAMES = (
    *("publish_date", "pub_date", "published_date", "publish_time", "pub_time", "date", "发布日期", "发布时间"),
    *("公布日期", "日期"),
)
_ISSUER_NAMES = ("issuer", "publisher", "agency", "发布机构", "发文机关", "发布单位", "发文单位", "制定机关")
_URL_NAMES = ("url", "link", "source_url", "page_url", "网址", "链接", "原文链接")
# What heads the columns of a table of tasks or targets: such a table is one document, whatever else it has.
_TASK_NAME_RE = re.compile(r"任务|责任|牵头|配合|时限|指标|目标值|举措|序号")
_DOCUMENT_CHARACTERS = 200  # a usual document is longer, a usual cell of a table shorter


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that hold text, title, date and issuer; None: guessed."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    issuer: str | None = None


def choose_columns(names: Sequence[str], sample: Sequence[Mapping[str, str]], said: Columns) -> Columns | None:
    """Turn the names of a table's columns and its first rows into the columns of a corpus; None where it is none.

    A column of text that is named by `said` settles it. Else a table is taken for a corpus where all of this holds:
    a column has a name that says text (正文, content); another one says title, date, issuer or address; none says task,
    responsible body, time limit or indicator; and the usual cell of the text is longer than 200 characters. So a table
    of tasks with a column 内容 is none. Risk: a corpus of short notices is one table, until its column is named.

    >>> rows = [{"标题": "关于印发方案的通知", "正文": "各街道办事处：" * 40}]
    >>> choose_columns(["标题", "正文"], rows, Columns()).text
    '正文'
    >>> choose_columns(["序号", "内容", "责任单位", "标题"], rows, Columns()) is None
    True
    """

    def find(wanted: str | None, known: Iterable[str]) -> str | None:
        if wanted is not None:
            return wanted if wanted in names else None
        folded = {name.strip().lower(): name for name in names}
        return next((folded[name] for name in known if name in folded), None)

    text = find(said.text, _TEXT_NAMES)
    if text is None:
        return None
    found = Columns(
        text, find(said.title, _TITLE_NAMES), find(said.date, _DATE_NAMES), find(said.issuer, _ISSUER_NAMES)
    )
    if said.text is not None:
        return found
    if (found.title, found.date, found.issuer, find(None, _URL_NAMES)) == (None, None, None, None):
        return None
    lengths = [len(row[text]) for row in sample if row.get(text, "").strip()]
    if any(_TASK_NAME_RE.search(name) for name in names) or not lengths:
        return None
    return found if statistics.median(lengths) >= _DOCUMENT_CHARACTERS else None


def corpus_columns(file: BinaryIO, name: str, said: Columns) -> Columns | None:
    """Turn the beginning of a file into the columns of the corpus that it is; None where it is none."""
    with closing(_rows(file, name, None)) as rows:
        try:
            sample = [row for row in islice(rows, _SAMPLE_ROWS) if isinstance(row, dict)]
        except (csv.Error, pa.ArrowException, OSError, Unreadable, UnicodeError, LookupError):
            return None
    names = list(dict.fromkeys(chain.from_iterable(sample)))
    return choose_columns(names, sample, said) if sample else None


def read_corpus(file: BinaryIO, name: str, columns: Columns, most: int) -> Iterator[Piece]:
    """Turn a table into its documents, in the order of its rows; `most` is how many bytes one may have.

    A document is what its cell holds. Where the cell does not begin with them, title, issuer and date of the row stand
    before it: as first lines of a text, as tags of a page. A row that cannot be read comes with its reason.
    """
    number = 0
    with closing(_rows(file, name, columns)) as rows:
        try:
            for number, row in enumerate(rows, start=1):
                yield _document(f"{ROW}{number}", row, columns, most)
        except (csv.Error, pa.ArrowException, UnicodeError) as error:
            message = f"it cannot be read ({error}), nor what follows: save the table again"
            yield Piece(f"{ROW}{number + 1}", failure=Failure("broken_table", message))


def _document(path: str, row: Mapping[str, str] | Failure, columns: Columns, most: int) -> Piece:
    if isinstance(row, Failure):
        return Piece(path, failure=row)
    text = row.get(columns.text or "", "")
    if not text.strip():
        return Piece(path, failure=Failure("empty", "the row has no text: leave it out, or get its text"))
    named = (columns.title, columns.issuer, columns.date)
    title, issuer, date = (_line(row.get(name, "")) if name else "" for name in named)
    has_markup = is_markup(text.encode("utf-8", "replace"))
    data = _page(text, title, date) if has_markup else _text(text, title, issuer, date)
    if len(data) > most:
        message = f"larger than {most >> 20} MB; raise PLANQUET_MEGABYTES_PER_FILE to read it"
        return Piece(path, failure=Failure("too_large", message))
    return Piece(path, io.BytesIO(data))


_HEAD_CHARACTERS = 400  # of a text, in which its own title and date stand


def _text(text: str, title: str, issuer: str, date: str) -> bytes:
    head = "".join(text[:_HEAD_CHARACTERS].split())
    fields = [("发布机构", issuer), ("发布日期", date)]
    lines = [f"{label}：{value}" for label, value in fields if value and "".join(value.split()) not in head]
    if title and "".join(title.split()) not in head:
        lines.append(title)
    return "\n".join([*lines, text]).encode("utf-8", "replace")


def _page(text: str, title: str, date: str) -> bytes:
    """Title and date as the tags of Chinese government sites, where a page does not have them itself."""
    tags = [
        f'<meta name="{name}" content="{html.escape(value)}">'
        for name, value in (("ArticleTitle", title), ("PubDate", date))
        if value and f'name="{name}"'.lower() not in text[:20_000].lower()
    ]
    return ('<meta charset="utf-8">' + "".join(tags) + text).encode("utf-8", "replace")


def _line(value: str) -> str:
    return " ".join(value.split())[:500]


# ── rows ────────────────────────────────────────────────────────────────────────────────────────

Rows = Generator[dict[str, str] | Failure, None, None]


def _rows(file: BinaryIO, name: str, columns: Columns | None) -> Rows:
    """The rows of a table, by the names of its columns; nothing where a file is no table of a kind that is read."""
    file.seek(0)
    head = file.read(_SAMPLE_BYTES)
    file.seek(0)
    if head.startswith(_PARQUET_MAGIC):
        return _parquet_rows(file, columns)
    if name.lower().endswith(_JSON_SUFFIXES) or head.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b'{"'):
        return _json_rows(file)
    if name.lower().endswith(_TABLE_SUFFIXES):
        return _csv_rows(file, head)
    return _no_rows()


def _no_rows() -> Rows:
    yield from ()


def _csv_rows(file: BinaryIO, head: bytes) -> Rows:
    # A sample that ends within a character looks like another charset; in UTF-16 every other byte is one.
    whole = head[: len(head) // 2 * 2] if b"\x00" in head[:1000] else head[: head.rfind(b"\n") + 1] or head
    decoded = decode(whole)
    first = decoded.text.split("\n", 1)[0]
    delimiter = max(",\t;", key=first.count)
    usual = csv.field_size_limit(1 << 30)
    lines = io.TextIOWrapper(file, decoded.encoding, "replace", newline="")
    try:
        if decoded.has_bom:
            lines.read(1)
        rows = csv.reader(lines, delimiter=delimiter)
        names = [name.strip() for name in next(rows, [])]
        for row in rows:
            if any(row):
                yield dict(zip(names, row, strict=False))
    finally:
        csv.field_size_limit(usual)
        lines.detach()


_LINE_BYTES = 256 << 20  # of a line of JSON


def _json_rows(file: BinaryIO) -> Rows:
    while line := file.readline(_LINE_BYTES):
        if not line.strip(b"\xef\xbb\xbf \r\n\t"):
            continue
        try:
            row = json.loads(line.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            yield Failure("broken_table", f"the line is no JSON ({type(error).__name__}): mend it, or leave it out")
            continue
        if isinstance(row, dict):
            yield {str(name): value if isinstance(value, str) else _shown(value) for name, value in row.items()}
        else:
            yield Failure("broken_table", "the line is no JSON object: mend it, or leave it out")


def _parquet_rows(file: BinaryIO, columns: Columns | None) -> Rows:
    table = pq.ParquetFile(file)
    wanted = None
    if columns is not None:
        wanted = [name for name in (columns.text, columns.title, columns.date, columns.issuer) if name is not None]
    for batch in table.iter_batches(batch_size=_BATCH_ROWS, columns=wanted):
        for row in batch.to_pylist():
            yield {name: value if isinstance(value, str) else _shown(value) for name, value in row.items()}


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        try:
            return decode(value).text
        except Unreadable:
            return ""
    return "" if value is None else str(value)
