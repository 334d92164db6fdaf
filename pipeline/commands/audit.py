"""`planquet audit`: is a published version whole?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from pipeline.audit import CHECKS
from pipeline.audit import audit as audited
from pipeline.commands.exits import ExitCode, told
from pipeline.commands.show import say
from pipeline.controls import printable
from pipeline.settings import from_environment
from pipeline.stages import InputError, archive_limits, columns_of

_SHOWN_BREACHES = 20


def audit(
    raw: Annotated[Path | None, typer.Argument(help="Input folder, to check that each file has its row.")] = None,
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was found as JSON, for machines.")] = False,
) -> None:
    """Check a published version: checksums, columns, cells, order, keys, totals, spans, values; with RAW, inputs.

    Exit codes: 0 whole · 1 nothing is published there · 2 wrong usage · 4 not whole.
    """
    with told():
        settings = from_environment()
        if raw is not None and not raw.exists():
            raise InputError(f"{raw} does not exist; name the folder of your documents")
        places = output or settings.output, staged or settings.staged, raw
        limits, columns = archive_limits(settings), columns_of(settings)
        found = audited(*places, limits, columns, follows_links=settings.follow_links)
    if as_json:
        report = {
            "is_whole": found.is_whole,
            "verdict": found.verdict,
            "output": str(found.folder),
            "rows": found.rows,
            "texts_compared": found.texts_compared,
            "texts_missing": found.texts_missing,
            "inputs_compared": found.inputs_compared,
            "checks": {name: found.counts[name] for name in CHECKS},
            "breaches": [{"check": check, "message": message} for check, message in found.breaches],
        }
        typer.echo(printable(json.dumps(report, ensure_ascii=False)))
    else:
        for check, message in found.breaches[:_SHOWN_BREACHES]:
            say(f"{check}: {message}")
        if sum(found.counts.values()) > _SHOWN_BREACHES:
            say(f"… and {sum(found.counts.values()) - _SHOWN_BREACHES} more (--json lists more)")
        say(found.verdict)
    if not found.is_whole:
        raise typer.Exit(ExitCode.NOT_WHOLE)
