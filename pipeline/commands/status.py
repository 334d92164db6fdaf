"""`planquet status`: how much of a folder is read already."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated

import typer

from extractors.counted import counted
from pipeline import stages
from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.controls import printable
from pipeline.remote import shown
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
        found = stages.progress_of(settings)
    if as_json:
        typer.echo(printable(json.dumps(asdict(found), ensure_ascii=False)))
        return
    say(f"{counted(found.documents, 'document')} in {shown(settings.raw)}, for extractors {found.extractor_version}")
    say(f"{found.staged} staged, {found.to_read} to read")
    for code, count in found.refused.items():
        say(f"{count} cannot be read: {code}")
    if found.is_running:
        say("a run is at work; files that it has not looked at yet are not counted")
