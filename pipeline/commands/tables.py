"""`planquet tables` and `planquet dictionary`: what is published, and what its columns mean."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.exits import ExitCode, told
from pipeline.commands.show import complain, print_table, say
from pipeline.controls import printable
from pipeline.damaged import readable
from pipeline.dictionary import LANGUAGES, data_dictionary
from pipeline.publish import first_rows, read_manifest
from pipeline.schema import TABLE_OF, TABLES, Table
from pipeline.settings import did_you_mean, from_environment

_ROWS = 10
_LONGEST = 60  # characters of a cell
# Keys, places in the text and marks of how a row came about: for programs.
_UNREAD_RE = re.compile(r"_id$|^char_|^sha256$|_version$|^page$")


def tables(
    name: Annotated[str | None, typer.Argument(help="A table, to list its columns, or show rows of it.")] = None,
    rows: Annotated[int | None, typer.Option(min=1, help="Show so many rows of the table, the first ones.")] = None,
    columns: Annotated[
        str | None, typer.Option(help="Columns to show, parted by commas; else those with words.")
    ] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON, for machines.")] = False,
) -> None:
    """List the published tables, or the columns of one; with --rows, show rows of it."""
    if name is not None and rows is None and columns is None:
        _print_columns(name)
        return
    if name is not None:
        with told():
            _print_rows(output or from_environment().output, _table(name), rows or _ROWS, columns)
        return
    with told():
        manifest = read_manifest(output or from_environment().output)
    if as_json:
        typer.echo(printable(json.dumps(manifest, ensure_ascii=False)))
        return
    counted = {entry["name"]: entry["rows"] for entry in manifest["tables"]}
    print_table(
        ("table", "rows", "a row is", "key"),
        [(table.name, counted[table.name], table.grain, ", ".join(table.key)) for table in TABLES],
    )


def _table(name: str) -> Table:
    table = TABLE_OF.get(name)
    if table is None:
        complain(f"there is no table {name}; the tables are {', '.join(TABLE_OF)}{did_you_mean(name, TABLE_OF)}")
        raise typer.Exit(ExitCode.WRONG_USAGE)
    return table


def _print_rows(output: Path, table: Table, count: int, wanted: str | None) -> None:
    """Print the first rows of a table: the columns asked for, else those of words and numbers that hold any."""
    known = [field.name for field in table.fields]
    asked = [name.strip() for name in wanted.split(",")] if wanted is not None else known
    for name in asked:
        if name not in known:
            complain(f"{table.name} has no column {name}; see planquet tables {table.name}{did_you_mean(name, known)}")
            raise typer.Exit(ExitCode.WRONG_USAGE)
    with readable(output):
        found = first_rows(output, table.name, count)
    if wanted is None:
        asked = [
            name
            for name in known
            if not _UNREAD_RE.search(name) and any(row[name] not in (None, "", []) for row in found)
        ]
    print_table(asked, [[_shown(row[name]) for name in asked] for row in found])


def _shown(value: object) -> object:
    if isinstance(value, list):
        return "; ".join(map(str, value))
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return f"{value[:_LONGEST]}…" if isinstance(value, str) and len(value) > _LONGEST else value


def _print_columns(name: str) -> None:
    table = _table(name)
    print_table(
        ("column", "type", "null", "description", "example"),
        [
            (field.name, field.type_name, "yes" if field.is_nullable else "", field.description, field.example_text)
            for field in table.fields
        ],
        title=table.grain,
    )


def dictionary(
    write: Annotated[Path | None, typer.Option(help="Write the page to this file instead of printing it.")] = None,
    language: Annotated[str, typer.Option("--lang", help="en, or zh for Chinese.")] = "en",
) -> None:
    """Print the data dictionary: every table and column, as Markdown."""
    if language not in LANGUAGES:
        complain(f"--lang {language} is no language of the dictionary; name en or zh")
        raise typer.Exit(ExitCode.WRONG_USAGE)
    page = data_dictionary(language)
    if write is None:
        for line in page.splitlines():
            say(line)
    else:
        try:
            write.parent.mkdir(parents=True, exist_ok=True)
            write.write_text(page, encoding="utf-8")
        except OSError as error:
            complain(f"{write} cannot be written ({error.strerror}); name another file with --write")
            raise typer.Exit(ExitCode.NOTHING_DONE) from None
