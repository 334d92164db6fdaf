"""`planquet tables` and `planquet dictionary`: what is published, and what its columns mean."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.exits import ExitCode, told
from pipeline.commands.show import complain, print_table, say
from pipeline.controls import printable
from pipeline.dictionary import data_dictionary
from pipeline.publish import read_manifest
from pipeline.schema import TABLE_OF, TABLES
from pipeline.settings import did_you_mean, from_environment


def tables(
    name: Annotated[str | None, typer.Argument(help="A table, to list its columns.")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the manifest as JSON, for machines.")] = False,
) -> None:
    """List the published tables, or the columns of one."""
    if name is not None:
        _print_columns(name)
        return
    with told():
        manifest = read_manifest(output or from_environment().output)
    if as_json:
        typer.echo(printable(json.dumps(manifest, ensure_ascii=False)))
        return
    rows = {entry["name"]: entry["rows"] for entry in manifest["tables"]}
    print_table(
        ("table", "rows", "a row is", "key"),
        [(table.name, rows[table.name], table.grain, ", ".join(table.key)) for table in TABLES],
    )


def _print_columns(name: str) -> None:
    table = TABLE_OF.get(name)
    if table is None:
        complain(f"there is no table {name}; the tables are {', '.join(TABLE_OF)}{did_you_mean(name, TABLE_OF)}")
        raise typer.Exit(ExitCode.WRONG_USAGE)
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
) -> None:
    """Print the data dictionary: every table and column, as Markdown."""
    page = data_dictionary()
    if write is None:
        say(page.rstrip("\n"))
    else:
        write.parent.mkdir(parents=True, exist_ok=True)
        write.write_text(page, encoding="utf-8")
