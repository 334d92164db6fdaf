"""`planquet run`: documents in, nine tables out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import pyarrow.compute as pc
import typer

from extractors.counted import counted
from pipeline import stages
from pipeline.commands.exits import ExitCode, told
from pipeline.commands.show import print_table, say, watch
from pipeline.controls import printable
from pipeline.corrections import APPLIED
from pipeline.publish import read_table
from pipeline.schema import TABLES
from pipeline.settings import engine as engine_of
from pipeline.settings import from_environment
from pipeline.stages import RunReport

# A longer list is for the table `documents`, not for the screen: then only what is not ok is listed.
_LISTED_DOCUMENTS = 50


def run(
    raw: Annotated[Path | None, typer.Argument(help="Folder of the documents (default: raw).")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (default: all cores).")] = None,
    engine: Annotated[
        str | None, typer.Option(help="Where documents are read: local (default), or ray, on a cluster.")
    ] = None,
    address: Annotated[str | None, typer.Option(help="Address of the Ray cluster (default: this machine).")] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="What people said of rows: a CSV file, or a folder of them (docs/review.md).")
    ] = None,
    keep_contacts: Annotated[
        bool, typer.Option("--keep-contacts", help="Leave names and numbers of contact persons in the tables.")
    ] = False,
    text_column: Annotated[
        str | None, typer.Option(help="Column with the text, in tables with one document a row (default: guessed).")
    ] = None,
    title_column: Annotated[str | None, typer.Option(help="Column with the title (default: guessed).")] = None,
    date_column: Annotated[str | None, typer.Option(help="Column with the date (default: guessed).")] = None,
    issuer_column: Annotated[str | None, typer.Option(help="Column with the issuer (default: guessed).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON, for machines.")] = False,
) -> None:
    """Read documents and publish their tables; what was read before is not read again.

    Exit codes: 0 published, every document read (ok or degraded) · 1 nothing published · 2 wrong usage ·
    3 published, but some documents are quarantined.
    """
    with told():
        settings = from_environment()
        settings = replace(
            settings,
            raw=raw or settings.raw,
            output=output or settings.output,
            staged=staged or settings.staged,
            workers=workers or settings.workers,
            engine=engine_of(engine, "--engine") if engine else settings.engine,
            address=address or settings.address,
            text_column=text_column or settings.text_column,
            title_column=title_column or settings.title_column,
            date_column=date_column or settings.date_column,
            issuer_column=issuer_column or settings.issuer_column,
            corrections=corrections or settings.corrections,
            keep_contacts=keep_contacts or settings.keep_contacts,
        )
        with watch(is_quiet=as_json) as progress:
            report = stages.run(settings, progress)
    if as_json:
        typer.echo(printable(json.dumps(_summary(report), ensure_ascii=False)))
    else:
        _print(report)
    if report.published.statuses["quarantined"]:
        raise typer.Exit(ExitCode.SOME_QUARANTINED)


def _summary(report: RunReport) -> dict[str, object]:
    published = report.published
    return {
        "documents": read_table(
            published.folder, "documents", ("source_path", "document_id", "status", "reason")
        ).to_pylist(),
        "statuses": dict(published.statuses),
        "rows": dict(published.row_counts),
        "repairs": dict(published.repairs),
        "corrections": dict(published.corrections),
        "extracted_count": report.extracted_count,
        "reused_count": report.reused_count,
        "is_new": published.is_new,
        "output": str(published.folder),
        "seconds": round(report.seconds, 2),
    }


def _print(report: RunReport) -> None:
    published = report.published
    count = published.row_counts["documents"]
    statuses = ", ".join(f"{number} {status}" for status, number in published.statuses.items())
    say(f"{counted(count, 'document')}: {statuses}")
    documents = read_table(published.folder, "documents", ("source_path", "status", "genre", "char_count", "reason"))
    if count > _LISTED_DOCUMENTS:
        documents = documents.filter(pc.not_equal(documents["status"].cast("string"), "ok"))
    if documents.num_rows:
        rows = [tuple(row.values()) for row in documents.slice(0, _LISTED_DOCUMENTS).to_pylist()]
        print_table(("document", "status", "genre", "characters", "reason"), rows)
    if documents.num_rows > _LISTED_DOCUMENTS:
        say(f"… and {documents.num_rows - _LISTED_DOCUMENTS} more that are not ok: the table documents has them all")
    say()
    print_table(("table", "rows"), [(table.name, published.row_counts[table.name]) for table in TABLES])
    say()
    say("repairs: " + ", ".join(f"{number} {tier}" for tier, number in published.repairs.items()))
    _print_corrections(published.corrections)
    change = "a new version" if published.is_new else "unchanged"
    say(f"read {report.extracted_count}, reused {report.reused_count}, in {report.seconds:.1f} seconds")
    say(f"published to {published.folder} ({change})")
    quarantined = published.statuses["quarantined"]
    if quarantined:
        unread = counted(quarantined, "document")
        say(f"{unread} could not be read: the reason says what to do, docs/troubleshooting.md says more")


def _print_corrections(corrections: Mapping[str, Any]) -> None:
    unmet = corrections["unmet"]
    if unmet or any(corrections[outcome] for outcome in APPLIED):
        said = ", ".join(f"{corrections[outcome]} {outcome}" for outcome in sorted(APPLIED))
        say(f"corrections: {said}, {len(unmet)} that no longer apply")
        names = ("place", "table", "row_id", "column", "outcome", "message")
        if unmet:
            print_table(names, [tuple(found[name] for name in names) for found in unmet])
