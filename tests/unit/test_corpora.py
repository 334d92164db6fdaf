"""Tables with one document a row: which are, what their documents hold, and what a run makes of them."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline import stages
from pipeline.archives import ArchiveLimits, Piece, unpack
from pipeline.corpora import Columns, corpus_of
from pipeline.feeds import items_of
from pipeline.publish import read_table
from pipeline.records import Failure
from pipeline.settings import Settings
from tests.unit.test_archives import packed

PLAN = "一、主要任务\n1.建设园区。到2027年，建设8家园区。（责任单位：区商务委）\n" + "2.培育企业，做好服务。\n" * 30
PAGE = "<div><p>一、主要任务</p><p>1.建设园区。到2027年，建设9家园区。（责任单位：区商务委）</p></div>"
PAGE += "<p>文。</p>" * 60
NAMES = ("标题", "发布日期", "发布机构", "正文")
ROWS = [
    ("杨浦区产业发展三年行动计划", "2025-01-02", "杨浦区人民政府", PLAN),
    ("普陀区产业发展三年行动计划", "2025-03-04", "普陀区人民政府", PAGE),
]


def csv_of(names: Sequence[str], rows: Sequence[Sequence[str]], codec: str = "utf-8-sig", mark: str = ",") -> bytes:
    lines = [mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (names, *rows)]
    return ("\r\n".join(lines) + "\r\n").encode(codec)


def jsonl_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return "".join(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n" for row in rows).encode()


def parquet_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({name: [row[place] for row in rows] for place, name in enumerate(names)}), buffer)
    return buffer.getvalue()


def xlsx_of(sheets: dict[str, Sequence[Sequence[str]]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def list_of(names: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    return json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1).encode()


FILES = {
    "utf8.csv": csv_of(NAMES, ROWS),
    "gbk.csv": csv_of(NAMES, ROWS, "gb18030"),
    "utf16.csv": csv_of(NAMES, ROWS, "utf-16"),
    "tabs.tsv": csv_of(NAMES, ROWS, "utf-8", "\t"),
    "lines.jsonl": jsonl_of(NAMES, ROWS),
    "lines.json": jsonl_of(NAMES, ROWS),
    "list.json": list_of(NAMES, ROWS),
    "table.parquet": parquet_of(NAMES, ROWS),
    "book.xlsx": xlsx_of({"Sheet1": [NAMES, *ROWS], "Sheet2": []}),
    "titled.xlsx": xlsx_of({"政策": [["政策文件汇编"], [], NAMES, *ROWS]}),
}


def documents(data: bytes, name: str, said: Columns | None = None, most: int = 1 << 20) -> dict[str, str]:
    """Each document's path with its text, or with its reason code."""
    file = io.BytesIO(data)
    corpus = corpus_of(file, name, said or Columns())
    assert corpus is not None
    found: dict[str, str] = {}
    for piece in corpus.documents(ArchiveLimits(bytes_of_member=most)):
        found[piece.path] = piece.data.read().decode() if piece.data else piece.failure.code if piece.failure else ""
    return found


@pytest.mark.parametrize("name", FILES)
def test_every_kind_of_table_gives_the_same_documents(name: str) -> None:
    found = documents(FILES[name], name)
    assert list(found) == ["#row=1", "#row=2"]
    head = "发布机构：杨浦区人民政府\n发布日期：2025-01-02\n杨浦区产业发展三年行动计划\n"
    assert found["#row=1"].rstrip() == head + PLAN.rstrip(), "but for the end of a cell, which a sheet does not keep"
    assert found["#row=2"].endswith(PAGE)
    assert '<meta name="PubDate" content="2025-03-04">' in found["#row=2"]


RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>某区政府信息公开</title>
<item><title>关于印发行动计划的通知</title><pubDate>Sat, 01 Mar 2025 08:00:00 +0800</pubDate>
<author>zhang@example.cn</author><description>摘要</description>
<content:encoded><![CDATA[<p>一、主要任务</p><p>1.建设园区。</p><p>2.培育企业。</p>]]></content:encoded></item>
<item><title>公告</title><description>一、建设平台 &amp; 园区。</description></item>
<item><title>图片</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>公开</title><entry><title>通知</title>
<published>2025-03-01</published><author><name>张三</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>一、目标</p><p>二、任务</p></div></content></entry></feed>"""


def test_the_items_of_a_feed_are_documents() -> None:
    found = documents(RSS.encode(), "rss.xml")
    tags = '<meta charset="utf-8"><meta name="ArticleTitle" content="关于印发行动计划的通知">'
    tags += '<meta name="PubDate" content="2025-03-01">'
    assert found == {
        "#row=1": tags + "<p>一、主要任务</p><p>1.建设园区。</p><p>2.培育企业。</p>",
        "#row=2": "公告\n一、建设平台 & 园区。",
        "#row=3": "empty",
    }
    (entry,) = documents(ATOM.encode(), "feed").values()
    assert "<p>一、目标</p><p>二、任务</p>" in entry
    assert 'content="2025-03-01"' in entry
    assert "张三" not in entry


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        (
            RSS[: RSS.index("<item><title>图片")].encode(),
            ["#row=1", "#row=2", "#row=3"],
        ),  # it breaks off: the last says so
        (
            RSS.encode().replace(b"utf-8", b"gb2312", 1).decode().encode("gb18030"),
            ["#row=1", "#row=2", "#row=3"],
        ),
        (b'<?xml version="1.0"?><rdf:RDF xmlns:rdf="x"><rdf:Description/></rdf:RDF>', None),  # no feed
        (b"<html><head><title>rss</title></head><body><p><rss></p></body></html>", None),
        (b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss><channel><item/></channel></rss>', None),
    ],
)
def test_what_is_a_feed(data: bytes, rows: list[str] | None) -> None:
    corpus = corpus_of(io.BytesIO(data), "a.xml", Columns())
    assert (None if corpus is None else [piece.path for piece in corpus.documents(ArchiveLimits())]) == rows


ITEM = "<item><title>通知</title><description>&d;一、目标</description></item>"
GROWING = "".join(f'<!ENTITY {name} "{f"&{before};" * 20}">' for before, name in ("ab", "bc", "cd"))


@pytest.mark.parametrize(
    ("feed", "message"),
    [
        (f"<rss><channel>{ITEM.replace('&d;', '') * 3}</channel></rss>\n<!-- made by a site -->", None),
        (f"<rss><channel>{ITEM.replace('&d;', '') * 3}"[:-30], "the feed breaks off: its last item may be cut"),
        (
            f'<!DOCTYPE rss [<!ENTITY a "{"茶" * 20}">{GROWING}]><rss><channel>{ITEM * 3}</channel></rss>',
            "its entities grow: what follows is not read",
        ),
    ],
)
def test_a_feed_that_is_not_read_to_its_end_says_so(feed: str, message: str | None) -> None:
    said = [item.message for item in items_of(io.BytesIO(feed.encode())) if isinstance(item, Failure)]
    assert [words.partition(";")[0].partition(", others")[0] for words in said] == ([message] if message else [])


def test_an_entity_of_a_feed_is_not_resolved(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密")
    entity = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    data = (
        f"{entity}<rss><channel><item><title>通知</title><description>&a;一、目标</description></item></channel></rss>"
    )
    assert "机密" not in "".join(documents(data.encode(), "a.xml").values())


TASKS = [["1", "建设园区。" * 60, "区商务委", "2025年底"]] * 3


@pytest.mark.parametrize(
    ("names", "rows", "is_corpus"),
    [
        (("title", "content"), [["通知", PLAN]], True),
        ((" Content ", "URL"), [[PLAN, "http://x"]], True),
        # a table of tasks or targets, whatever its columns are called and however long its cells are
        (("序号", "内容", "责任单位", "完成时限"), TASKS, False),
        (("编号", "内容", "牵头部门", "日期"), TASKS, False),
        # short cells: a list of links, a table of targets
        (("标题", "内容", "url"), [["通知", "关于印发方案的通知", "http://x"]] * 5, False),
        # nothing that is a text, or nothing beside it
        (("标题", "发布日期"), [["通知", "2025-01-01"]], False),
        (("text",), [[PLAN]], False),
        (("标题", "正文"), [], False),
    ],
)
def test_what_is_taken_for_a_corpus(names: Sequence[str], rows: list[list[str]], is_corpus: bool) -> None:
    assert (corpus_of(io.BytesIO(csv_of(names, rows)), "a.csv", Columns()) is not None) == is_corpus


@pytest.mark.parametrize(
    ("row", "head"),
    [
        (
            {"meta": {"title": "某区方案", "date": "2025-01-02"}, "data": {"content": PLAN}},
            "发布日期：2025-01-02\n某区方案\n",
        ),
        ({"title": "某区方案", "doc": {"body": {"text": PLAN}}}, "某区方案\n"),
        # the title of what a row lies in is not its own, where its text does not lie in an object
        ({"content": PLAN, "date": "2025-01-02", "category": {"title": "政策"}}, "发布日期：2025-01-02\n"),
        # two texts: nobody can say which
        ({"title": "某区方案", "a": {"content": PLAN}, "b": {"content": PLAN}}, None),
    ],
)
def test_fields_of_objects_in_a_row(row: dict[str, object], head: str | None) -> None:
    data = json.dumps(row, ensure_ascii=False).encode() + b"\n"
    if head is None:
        assert corpus_of(io.BytesIO(data), "a.jsonl", Columns()) is None
        assert documents(data, "a.jsonl", Columns(text="a.content")) == {"#row=1": "某区方案\n" + PLAN}
    else:
        assert documents(data, "a.jsonl") == {"#row=1": head + PLAN}


def test_a_named_column_settles_it() -> None:
    data = csv_of(("id", "说明", "名称"), [["1", "短文。", "通知"]])
    assert corpus_of(io.BytesIO(data), "a.csv", Columns()) is None
    assert documents(data, "a.csv", Columns(text="说明", title="名称")) == {"#row=1": "通知\n短文。"}
    assert corpus_of(io.BytesIO(data), "a.csv", Columns(text="正文")) is None


def test_the_sheets_of_a_workbook_are_told_apart() -> None:
    notes = [["字段", "说明"], ["正文", "网页正文"]]
    data = xlsx_of({"2022": [NAMES, ROWS[0]], "说明": notes, "2023": [NAMES, ROWS[1]]})
    found = documents(data, "a.xlsx")
    assert list(found) == ["#sheet=2022#row=1", "#sheet=说明", "#sheet=2023#row=1"]
    assert found["#sheet=说明"] == "no_documents"
    assert found["#sheet=2023#row=1"].endswith(PAGE)


def test_a_workbook_of_tasks_is_no_corpus() -> None:
    data = xlsx_of({"分工": [("序号", "内容", "责任单位", "完成时限"), *TASKS]})
    assert corpus_of(io.BytesIO(data), "a.xlsx", Columns()) is None


def test_a_list_that_breaks_off_gives_what_stands_before() -> None:
    found = documents(list_of(NAMES, ROWS)[:-40], "a.json")
    assert list(found) == ["#row=1", "#row=2"]
    assert found["#row=2"] == "broken_table"


def test_documents_of_nothing_end_where_they_outgrow_the_file() -> None:
    rows = [*ROWS * 10, *[("", "", "", None)] * 1_000_000]
    found = documents(parquet_of(NAMES, rows), "a.parquet")
    assert found[""] == "archive_ratio"
    assert len(found) < 10_000


def test_tables_in_archives_give_their_rows() -> None:
    def tables(file: BinaryIO, name: str) -> Iterator[Piece] | None:
        corpus = corpus_of(file, name, Columns())
        return corpus.documents(ArchiveLimits()) if corpus is not None else None

    inner = packed({"政策.xlsx": FILES["book.xlsx"]})
    data = packed({"数据/政策.csv": FILES["gbk.csv"], "说明.txt": b"x", "in.zip": inner})
    found = [piece.path for piece in unpack(io.BytesIO(data), "a.zip", ArchiveLimits(), tables)]
    assert found == [
        *("数据/政策.csv#row=1", "数据/政策.csv#row=2", "说明.txt"),
        *("in.zip!/政策.xlsx#row=1", "in.zip!/政策.xlsx#row=2"),
    ]


NO_TABLES = [b"", b"\x00" * 99, b"PAR1 broken", b'{"a', b"a,b", "一、总体要求".encode(), b"\xff\xfe"]


@pytest.mark.parametrize("data", NO_TABLES)
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.parquet", "a.txt"])
def test_what_is_no_table_is_none(data: bytes, name: str) -> None:
    assert corpus_of(io.BytesIO(data), name, Columns()) is None


def test_rows_that_cannot_be_read_come_with_their_reason() -> None:
    empty = jsonl_of(NAMES, [("空", "", "", " ")])
    lines = jsonl_of(NAMES, ROWS[:1]) + b'{"broken\n[1]\n' + empty + b"[" * 99_999 + b"\n"
    found = documents(lines, "a.jsonl")
    assert list(found.values())[1:] == ["broken_table", "broken_table", "empty", "broken_table"]
    assert documents(csv_of(NAMES, ROWS[:1]), "a.csv", most=100) == {"#row=1": "too_large"}


def test_what_a_text_says_itself_is_not_said_twice() -> None:
    own = "杨浦区产业发展三年行动计划\n（2025-01-02 杨浦区人民政府）\n" + PLAN
    assert documents(csv_of(NAMES, [(*ROWS[0][:3], own)]), "a.csv") == {"#row=1": own}


def settings(folder: Path, text_column: str | None = None) -> Settings:
    places = {name: folder / name for name in ("raw", "staged", "output")}
    return Settings(**places, workers=1, text_column=text_column)


def quiet(done: int, of: int) -> None:
    pass


def test_a_run_publishes_each_row_as_a_document(tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "政策.csv").write_bytes(FILES["gbk.csv"])
    (tmp_path / "raw" / "同.zip").write_bytes(packed({"同.jsonl": FILES["lines.jsonl"]}))
    report = stages.run(settings(tmp_path), quiet)
    rows = read_table(tmp_path / "output", "documents").to_pylist()
    assert [row["source_path"] for row in rows] == sorted(
        [f"{name}#row={number}" for name in ("政策.csv", "同.zip!/同.jsonl") for number in (1, 2)],
        key=[row["source_path"] for row in rows].index,
    )
    assert {row["status"] for row in rows} == {"ok"}
    assert {str(row["published_date"]) for row in rows} == {"2025-01-02", "2025-03-04"}
    assert {row["title"] for row in rows} == {"杨浦区产业发展三年行动计划", "普陀区产业发展三年行动计划"}
    assert {row["media_type"] for row in rows} == {"text/plain", "text/html"}
    values = {row["value_low"] for row in read_table(tmp_path / "output", "targets").to_pylist()}
    assert values == {8.0, 9.0}
    assert report.published.row_counts["documents"] == 4
    assert stages.run(settings(tmp_path), quiet).extracted_count == 0
    # Another column map is another corpus.
    stages.run(settings(tmp_path, text_column="标题"), quiet)
    sizes = {row["char_count"] for row in read_table(tmp_path / "output", "documents").to_pylist()}
    assert max(sizes) < 100


def test_a_corpus_may_be_larger_than_a_document(tmp_path: Path) -> None:
    from pipeline.catalog import Catalog
    from pipeline.ledger import in_memory

    (tmp_path / "a.csv").write_bytes(FILES["utf8.csv"])
    (tmp_path / "b.txt").write_bytes(b"x" * 2000)
    catalog = Catalog(in_memory(), tmp_path, ArchiveLimits())
    catalog.refresh(largest=1000)
    assert {path: code for path, _, _, code, _ in catalog.contents()} == {
        "a.csv#row=1": None,
        "a.csv#row=2": None,
        "b.txt": "too_large",
    }
