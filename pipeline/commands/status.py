"""`planquet status`: how much of a folder is read already."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from pipeline import stages
from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.settings import from_environment


def status(
    raw: Annotated[Path | None, typer.Argument(help="Folder of the documents (default: raw).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON, for machines.")] = False,
) -> None:
    """Say how many documents the next run would read, and how many it would take from staging."""
    with told():
        settings = from_environment()
        settings = replace(settings, raw=raw or settings.raw, staged=staged or settings.staged)
        corpus = stages.find(settings)
    unread = len(corpus.unread())
    refused = Counter(entry.failure.code for entry in corpus.inputs if entry.failure is not None)
    if as_json:
        figures = {
            "documents": len(corpus.inputs),
            "staged": len(corpus.inputs) - unread - refused.total(),
            "to_read": unread,
            "refused": dict(sorted(refused.items())),
            "extractor_version": corpus.staging.version,
        }
        typer.echo(json.dumps(figures, ensure_ascii=False))
        return
    say(f"{len(corpus.inputs)} documents in {settings.raw}, for extractors {corpus.staging.version}")
    say(f"{len(corpus.inputs) - unread - refused.total()} staged, {unread} to read")
    for code, count in sorted(refused.items()):
        say(f"{count} cannot be read: {code}")
