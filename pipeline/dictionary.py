"""The schema as others read it: a page for people, a Frictionless Table Schema for programs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from pipeline.chinese import CHINESE, VALUES
from pipeline.records import Example
from pipeline.schema import TABLES, Field, ForeignKey, Table

# What Markdown or HTML would take for its own.
_SIGNS_RE = re.compile(r"[|<>*\[\]]")


def datapackage() -> dict[str, Any]:
    """Turn the schema into a Frictionless data package descriptor: nine resources with keys and foreign keys."""
    return {
        "name": "planquet",
        "title": "Plans, tasks, units and targets of Chinese government documents",
        "resources": [
            {
                "name": table.name,
                "path": f"{table.name}.parquet",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "description": table.grain,
                "schema": _table_schema(table),
            }
            for table in TABLES
        ],
    }


def _table_schema(table: Table) -> dict[str, Any]:
    return {
        "fields": [_field_schema(field) for field in table.fields],
        # Parquet has nulls of its own: an empty string is a value.
        "missingValues": [],
        "primaryKey": list(table.key),
        "foreignKeys": [_foreign_key(table, key) for key in table.foreign_keys if not _is_list(table, key)],
    }


def _field_schema(field: Field) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if not field.is_nullable else {}
    if field.enum:
        constraints["enum"] = list(field.enum)
    described: dict[str, Any] = {
        "name": field.name,
        "type": "array" if field.is_list else field.kind,
        "description": field.description,
        "example": _json_value(field.example),
    }
    return described | ({"constraints": constraints} if constraints else {})


def _json_value(example: Example) -> str | int | float | bool | list[str | float]:
    if isinstance(example, tuple):
        return list(example)
    return example.isoformat() if isinstance(example, date) else example


def _foreign_key(table: Table, key: ForeignKey) -> dict[str, Any]:
    # A table that refers to itself is written as the empty string: so the Table Schema specification has it.
    resource = "" if key.table == table.name else key.table
    return {"fields": [key.column], "reference": {"resource": resource, "fields": [key.target]}}


def _is_list(table: Table, key: ForeignKey) -> bool:
    """True for a list of references, which Table Schema cannot express; `validate.py` checks it all the same."""
    return next(field for field in table.fields if field.name == key.column).is_list


@dataclass(frozen=True, slots=True)
class _Words:
    """What the page says of itself in one language, and how it says what the schema says."""

    title: str
    made: str
    about: str
    tables_head: str
    columns_head: str
    sorted_by: str
    yes: str
    types: Mapping[str, str]
    list_of: str

    def of(self, sentence: str) -> str:
        """A sentence of the schema."""
        return sentence

    def grain(self, table: Table) -> str:
        """What a row is, as a cell."""
        return (table.grain[:1].lower() + table.grain[1:]).rstrip(".")

    def value(self, table: Table, field: Field, value: str) -> str:
        """A value of an enum."""
        return f"`{value}`"


class _Chinese(_Words):
    def of(self, sentence: str) -> str:
        return CHINESE[sentence]

    def grain(self, table: Table) -> str:
        return CHINESE[table.grain].rstrip("。")

    def value(self, table: Table, field: Field, value: str) -> str:
        meanings = VALUES.get(f"{table.name}.{field.name}") or VALUES[field.name]
        return f"`{value}` {meanings[value]}"


_ENGLISH = _Words(
    title="# Data dictionary",
    made="Made by `make dictionary` from `pipeline/records.py` and `pipeline/schema.py`; do not edit it here.",
    about="All text is UTF-8 and repaired, in the document's own script; names and indicators used as keys are\n"
    "Simplified. Offsets count characters (Unicode code points) of the repaired text, half-open. Ids are\n"
    "stable: the same bytes give the same id. A list may be empty, never null. Examples are cells of rows that\n"
    "a run of `raw/` gives, cut at `…`; where no document there has such a cell, the example is made up and marked †.\n"
    "The same descriptions stand in the Parquet field metadata and in `output/datapackage.json`.",
    tables_head="| table | a row is | key |",
    columns_head="| column | type | null | description | example |",
    sorted_by="{} Sorted by {}.",
    yes="yes",
    types={},
    list_of="list of {}",
)
_IN_CHINESE = _Chinese(
    title="# 数据字典",
    made="由 `make dictionary` 根据 `pipeline/records.py`、`schema.py` 和 `chinese.py` 生成，请勿在此修改。",
    about="所有文字均为修复后的 UTF-8，保持文件本来的简繁体；用作键的名称和指标为简体。位置按修复后正文的字符\n"
    "（Unicode 码位）计算，左闭右开。编号固定：相同的字节得到相同的编号。列表可以为空列表，不会为空值。\n"
    "示例取自对 `raw/` 运行所得的数据行，在 `…` 处截断；那里的文件都没有的，示例为拟写，标有 †。\n"
    "各列的英文说明也写在 Parquet 的字段元数据和 `output/datapackage.json` 中。",
    tables_head="| 表 | 一行是 | 主键 |",
    columns_head="| 列 | 类型 | 可空 | 说明 | 示例 |",
    sorted_by="{}按 {} 排序。",
    yes="是",
    types={"string": "文本", "integer": "整数", "number": "数", "boolean": "真假", "date": "日期"},
    list_of="{}列表",
)
LANGUAGES: Mapping[str, str] = MappingProxyType(
    {"en": "docs/data-dictionary.md", "zh": "docs/data-dictionary.zh-CN.md"}
)
"""The languages of the page, each with the file that `make dictionary` writes."""


def data_dictionary(language: str = "en") -> str:
    """Turn the schema into the page docs/data-dictionary.md, in English or (`zh`) Chinese. Raises KeyError where a
    sentence of the schema has no Chinese."""
    return "\n".join(_page({"en": _ENGLISH, "zh": _IN_CHINESE}[language])) + "\n"


def _page(words: _Words) -> Iterator[str]:
    yield from (words.title, "", words.made, "", words.about, "", words.tables_head, "|---|---|---|")
    for table in TABLES:
        yield f"| [`{table.name}`](#{table.name}) | {words.grain(table)} | {_code(table.key)} |"
    for table in TABLES:
        yield from _section(table, words)


def _section(table: Table, words: _Words) -> Iterator[str]:
    refers = {key.column: f"{key.table}.{key.target}" for key in table.foreign_keys}
    yield from ("", f"## {table.name}", "", words.sorted_by.format(words.of(table.grain), _code(table.order)), "")
    yield from (words.columns_head, "|---|---|---|---|---|")
    for field in table.fields:
        kind = " · ".join(words.value(table, field, value) for value in field.enum) or _type_name(field, words)
        refer = f" → `{refers[field.name]}`" if field.name in refers else ""
        null = words.yes if field.is_nullable else ""
        description = f"{words.of(field.description)}{refer}".replace("|", "\\|")
        example = _cell(field.example_text) + (" †" if field.is_made_up else "")
        yield f"| `{field.name}` | {kind} | {null} | {description} | {example} |"


def _type_name(field: Field, words: _Words) -> str:
    name = words.types.get(field.kind, field.kind)
    return words.list_of.format(name) if field.is_list else name


def _cell(text: str) -> str:
    """A text as a cell of Markdown shows it, whatever signs it holds."""
    return _SIGNS_RE.sub(r"\\\g<0>", text)


def _code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
