"""Tables with one document a row that lie about their size, or are built to take all memory."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Mapping, Sequence

import pyarrow as pa
import pyarrow.parquet as pq

TEXT = (
    "一、主要任务\n1.建设茶园。到2027年，茶园面积达到10万亩以上。（责任单位：市商务局）\n"
    + "2.培育企业，做好服务。\n" * 30
)


def parquet(columns: Mapping[str, Sequence[str | None]], packing: str = "none", *, has_words: bool = False) -> bytes:
    """A Parquet file of columns of words; `has_words` lists each word once."""
    buffer = io.BytesIO()
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    pq.write_table(table, buffer, compression=packing, use_dictionary=has_words, write_statistics=False)
    return buffer.getvalue()


def _varint(number: int) -> bytes:
    """A number as Thrift's compact protocol writes it: zigzag, seven bits a byte."""
    rest, found = number << 1, bytearray()
    while rest > 0x7F:
        found.append(rest & 0x7F | 0x80)
        rest >>= 7
    return bytes(found) + bytes([rest])


def lying_rows(rows: int = 100, says: int = 8_000) -> bytes:
    """A Parquet file whose row groups say to have eighty times their rows."""
    chance = random.Random(7)
    texts = ["".join(chr(0x4E00 + chance.randrange(5_000)) for _ in range(300)) for _ in range(rows)]
    data = parquet({"title": [f"通知{number}" for number in range(rows)], "content": texts})
    assert len(_varint(rows)) == len(_varint(says))
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    return data[:footer] + data[footer:].replace(_varint(rows), _varint(says))


def lying_page(says: int = 2_000_000_000) -> bytes:
    """A Parquet file whose page of texts says to unpack to two gigabytes."""
    data = parquet({"title": ["通知"] * 3, "content": [TEXT] * 3}, "zstd")
    start = pq.ParquetFile(io.BytesIO(data)).metadata.row_group(0).column(1).data_page_offset
    assert data[start : start + 3] == b"\x15\x00\x15", "a data page, and its size unpacked"
    end = start + 3
    while data[end] & 0x80:
        end += 1
    return data[: start + 3] + _varint(says) + data[end + 1 :]


def text_bomb(megabytes: int = 150) -> bytes:
    """A Parquet file of one text of many megabytes, packed to kilobytes."""
    return parquet({"title": ["通知"], "content": ["一" * (megabytes * 349_525)]}, "zstd")


def long_line(megabytes: int = 50) -> bytes:
    """A JSONL file of one line of many megabytes."""
    row = {"title": "通知", "content": TEXT + "长", "raw": "茶" * (megabytes * 349_525)}
    return json.dumps(row, ensure_ascii=False).encode()


def deep_line(depth: int = 1_000_000) -> bytes:
    """A JSONL file with a document, and a line of lists in lists."""
    row = json.dumps({"title": "通知", "content": TEXT}, ensure_ascii=False).encode()
    return row + b'\n{"title": "x", "content": ' + b"[" * depth + b"]" * depth + b"}\n"


def wide_line(megabytes: int = 60) -> bytes:
    """A JSONL file with a document, and a line that takes thirty times its size in memory."""
    row = json.dumps({"title": "通知", "content": TEXT + "多"}, ensure_ascii=False).encode()
    return row + b'\n{"title": "x", "content": [' + b"[]," * (megabytes << 18) + b"[]]}\n"


def wide_csv(columns: int = 1_000_000) -> bytes:
    """A CSV of a million columns, two of which make it a table of documents."""
    names = ["title", "content", *(f"c{number}" for number in range(columns - 2))]
    rows = [["通知", '"' + TEXT + '宽"', *["0"] * (columns - 2)]] * 2
    return "\n".join(",".join(row) for row in [names, *rows]).encode()


def open_quote(count: int = 5_000) -> bytes:
    """A CSV whose second row opens a quotation mark that is never closed."""
    rows = "\n".join(f"通知{number},文" for number in range(count))
    return f'title,content\n通知,"{TEXT}引"\n通知,"{rows}'.encode()
