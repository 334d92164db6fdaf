"""Tables with one document a row (CSV, JSON, Parquet, workbooks, feeds) to their documents, one at a time."""

from __future__ import annotations

import html
import io
import os
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import chain, islice
from typing import BinaryIO

from pipeline.archives import RATIO_FREE_BYTES, ArchiveLimits, Piece
from pipeline.feeds import NAMES
from pipeline.member_names import member_path
from pipeline.records import Failure
from pipeline.table_rows import TABLE_ERRORS, Table, tables_of

CORPUS_VERSION = 4
"""Goes up with every change of what documents a table has, or of their bytes."""

ROW = "#row="
"""Stands between the path of a table and the number of a row, counted from 1 below the names of the columns."""

SHEET = "#sheet="
"""Stands between the path of a workbook of several sheets and the name of one: `政策.xlsx#sheet=2023#row=17`."""

_SAMPLE_ROWS = 20
# What each row counts at least, where its document has no words: a table of nothing packs to next to nothing.
_ROW_BYTES = 1024
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
_NAMES = frozenset((*_TEXT_NAMES, *_TITLE_NAMES, *_DATE_NAMES, *_ISSUER_NAMES, *_URL_NAMES))
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


def choose_columns(
    names: Sequence[str], sample: Sequence[Mapping[str, str]], said: Columns, *, is_sampled: bool = True
) -> Columns | None:
    """Turn the names of a table's columns and its first rows into the columns of a corpus; None where it is none.

    A column of text that is named by `said` settles it. Else a table is taken for a corpus where all of this holds:
    a column has a name that says text (正文, content); another one says title, date, issuer or address; none says task,
    responsible body, time limit or indicator; and the usual cell of the text is longer than 200 characters. So a table
    of tasks with a column 内容 is none. Risk: a corpus of short notices is one table, until its column is named.
    Where the text lies in an object inside of the row (data.content), the others may lie in one, too; not otherwise:
    the title of a row's category is not its title. A name that several of these objects have says nothing.
    Without a sample, the last is not asked: what is None then is no corpus, whatever its rows hold.

    >>> rows = [{"标题": "关于印发方案的通知", "正文": "各街道办事处：" * 40}]
    >>> choose_columns(["标题", "正文"], rows, Columns()).text
    '正文'
    >>> choose_columns(["meta.title", "data.content"], [{"data.content": "各街道办事处：" * 40}], Columns()).title
    'meta.title'
    >>> choose_columns(["序号", "内容", "责任单位", "标题"], rows, Columns()) is None
    True
    """

    folded = {name.strip().lower(): name for name in names}

    def find(wanted: str | None, known: Iterable[str]) -> str | None:
        if wanted is not None:
            return wanted if wanted in names else None
        return next((folded[name] for name in known if name in folded), None)

    text = find(said.text, _TEXT_NAMES)
    if text is None and said.text is None:
        folded = _inner_names(names) | folded
        text = find(None, _TEXT_NAMES)
    if text is None:
        return None
    found = Columns(
        text, find(said.title, _TITLE_NAMES), find(said.date, _DATE_NAMES), find(said.issuer, _ISSUER_NAMES)
    )
    if said.text is not None:
        return found
    if (found.title, found.date, found.issuer, find(None, _URL_NAMES)) == (None, None, None, None):
        return None
    if any(_TASK_NAME_RE.search(name) for name in names):
        return None
    if not is_sampled:
        return found
    lengths = [len(row[text]) for row in sample if row.get(text, "").strip()]
    if not lengths:
        return None
    return found if statistics.median(lengths) >= _DOCUMENT_CHARACTERS else None


def _inner_names(names: Sequence[str]) -> dict[str, str]:
    """The columns whose names are those of fields in objects, by the last part of the name, where only one has it."""
    parts = [(name.rsplit(".", 1)[1].strip().lower(), name) for name in names if "." in name]
    counts = Counter(part for part, _ in parts)
    return {part: name for part, name in parts if counts[part] == 1}


@dataclass(frozen=True, slots=True)
class _Part:
    """A table of a corpus: what stands in the path of its documents before the row's number, and its columns.

    Without columns it is a sheet with something else, beside those with documents.
    """

    path: str
    table: Table
    columns: Columns | None


@dataclass(frozen=True, slots=True)
class Corpus:
    """The tables of a file that hold one document a row."""

    parts: tuple[_Part, ...]
    size: int

    def documents(self, limits: ArchiveLimits) -> Iterator[Piece]:
        """Turn the tables into their documents, in the order of sheets and rows.

        A document is what its cell holds. Where the cell does not begin with them, title, issuer and date of the row
        stand before it: as first lines of a text, as tags of a page. A row that cannot be read comes with its reason.
        All documents together may be `limits.ratio` times as long as the file, as the members of an archive may.
        """
        room = max(RATIO_FREE_BYTES, limits.ratio * self.size)
        for part in self.parts:
            if part.columns is None:
                message = "the sheet has no column of texts, as others of the workbook have: save it on its own"
                yield Piece(part.path, failure=Failure("no_documents", message))
                continue
            for piece in _documents(part, part.columns, limits.bytes_of_member):
                room -= _ROW_BYTES + (piece.data.getbuffer().nbytes if isinstance(piece.data, io.BytesIO) else 0)
                if room < 0:
                    message = f"its rows unpack to more than {limits.ratio} times its size"
                    yield Piece("", failure=Failure("archive_ratio", f"{message}; raise PLANQUET_ARCHIVE_RATIO"))
                    return
                yield piece


def corpus_of(file: BinaryIO, name: str, said: Columns) -> Corpus | None:
    """Turn a file into the corpus that it is; None where it is none, or cannot be read as a table."""
    try:
        tables = tables_of(file, name)
        chosen = [(table, _columns_of(table, said)) for table in tables]
    except TABLE_ERRORS as error:
        if isinstance(error, MemoryError):
            raise
        return None
    if not any(columns is not None for _, columns in chosen):
        return None
    parts = {
        f"{SHEET}{member_path(table.sheet)[0]}" if len(tables) > 1 else "": (table, columns)
        for table, columns in chosen
    }
    found = tuple(_Part(path, table, columns) for path, (table, columns) in parts.items())
    return Corpus(found, file.seek(0, os.SEEK_END))


def _columns_of(table: Table, said: Columns) -> Columns | None:
    if table.is_feed:
        with closing(table.read(None)) as rows:
            return Columns(*NAMES) if isinstance(next(rows, None), dict) else None
    if table.names is not None and choose_columns(table.names, (), said, is_sampled=False) is None:
        return None
    wanted = None if table.names is None else [name for name in table.names if _may_be_wanted(name, said)]
    sample: list[dict[str, str]] = []
    try:
        with closing(table.read(wanted)) as rows:
            sample += (row for row in islice(rows, _SAMPLE_ROWS) if isinstance(row, dict))
    except TABLE_ERRORS as error:
        if table.names is None or isinstance(error, MemoryError):
            raise
        if not sample:  # its names say what it is; that its rows cannot be read is said where they are read
            return choose_columns(table.names, (), said, is_sampled=False)
    names = table.names if table.names is not None else list(dict.fromkeys(chain.from_iterable(sample)))
    return choose_columns(names, sample, said) if sample else None


def _may_be_wanted(name: str, said: Columns) -> bool:
    last = name.rsplit(".", 1)[-1].strip().lower()
    return name in {said.text, said.title, said.date, said.issuer} or last in _NAMES


def _documents(part: _Part, columns: Columns, most: int) -> Iterator[Piece]:
    number = 0
    named = (columns.text, columns.title, columns.date, columns.issuer)
    with closing(part.table.read([name for name in named if name is not None])) as rows:
        try:
            for number, row in enumerate(rows, start=1):
                yield _document(f"{part.path}{ROW}{number}", row, columns, most)
        except TABLE_ERRORS as error:
            if isinstance(error, MemoryError):
                raise
            message = f"it cannot be read ({error}), nor what follows: save the table again"
            yield Piece(f"{part.path}{ROW}{number + 1}", failure=Failure("broken_table", message))


def _document(path: str, row: Mapping[str, str] | Failure, columns: Columns, most: int) -> Piece:
    if isinstance(row, Failure):
        return Piece(path, failure=row)
    text = row.get(columns.text or "", "")
    if not text.strip():
        return Piece(path, failure=Failure("empty", "the row has no text: leave it out, or get its text"))
    from extractors.readers.html import matches as is_markup  # who only looks for tables loads no readers

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
