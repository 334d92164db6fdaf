"""`planquet run`: documents in, nine tables out."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated, get_args

import typer

from extractors.models import Tier
from pipeline import stages
from pipeline.commands.exits import ExitCode, told
from pipeline.commands.show import print_table, say, watch
from pipeline.records import Status
from pipeline.schema import TABLES
from pipeline.settings import from_environment
from pipeline.stages import RunReport

_STATUSES: tuple[Status, ...] = get_args(Status)
# A longer list is for the table `documents`, not for the screen: then only what is not ok is listed.
_LISTED_DOCUMENTS = 50
_TIERS: tuple[Tier, ...] = get_args(Tier)


def run(
    raw: Annotated[Path | None, typer.Argument(help="Folder of the documents (default: raw).")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes (default: all cores).")] = None,
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
        )
        with watch(is_quiet=as_json) as progress:
            report = stages.run(settings, progress)
    if as_json:
        typer.echo(json.dumps(_summary(report), ensure_ascii=False))
    else:
        _print(report)
    if any(document.status == "quarantined" for document in report.tables.documents):
        raise typer.Exit(ExitCode.SOME_QUARANTINED)


def _summary(report: RunReport) -> dict[str, object]:
    statuses = Counter(document.status for document in report.tables.documents)
    tiers = Counter(repair.tier for repair in report.tables.repairs)
    return {
        "documents": [
            {"source_path": row.source_path, "document_id": row.document_id, "status": row.status, "reason": row.reason}
            for row in sorted(report.tables.documents, key=lambda row: row.source_path)
        ],
        "statuses": {status: statuses[status] for status in _STATUSES},
        "rows": dict(report.published.row_counts),
        "repairs": {tier: tiers[tier] for tier in _TIERS},
        "extracted_count": report.extracted_count,
        "reused_count": report.reused_count,
        "is_new": report.published.is_new,
        "output": str(report.published.folder),
        "seconds": round(report.seconds, 2),
    }


def _print(report: RunReport) -> None:
    documents = sorted(report.tables.documents, key=lambda row: row.source_path)
    tiers = Counter(repair.tier for repair in report.tables.repairs)
    statuses = Counter(document.status for document in documents)
    shown = documents
    if len(documents) > _LISTED_DOCUMENTS:
        shown = [row for row in documents if row.status != "ok"][:_LISTED_DOCUMENTS]
    print_table(
        ("document", "status", "genre", "characters", "reason"),
        [(row.source_path, row.status, row.genre, row.char_count, row.reason) for row in shown],
        title=f"{len(documents)} documents: " + ", ".join(f"{statuses[status]} {status}" for status in _STATUSES),
    )
    say()
    print_table(("table", "rows"), [(table.name, report.published.row_counts[table.name]) for table in TABLES])
    say()
    say("repairs: " + ", ".join(f"{tiers[tier]} {tier}" for tier in _TIERS))
    change = "a new version" if report.published.is_new else "unchanged"
    say(f"read {report.extracted_count}, reused {report.reused_count}, in {report.seconds:.1f} seconds")
    say(f"published to {report.published.folder} ({change})")
