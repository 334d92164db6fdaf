"""`planquet diff`: what two published versions differ in."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from extractors.counted import counted
from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.controls import printable
from pipeline.damaged import readable
from pipeline.diff import Change, difference, lines_of

_SAID = {"+": "won", "-": "lost", "~": "changed"}
_COLOURS = {"+": "green", "-": "red", "~": "yellow"}


def diff(
    old: Annotated[Path, typer.Argument(help="Folder of the tables before, a copy of output, say.")],
    new: Annotated[Path, typer.Argument(help="Folder of the tables after.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print a line of JSON for each row, for machines.")] = False,
) -> None:
    """List the rows won (+), lost (-) and changed (~) from one version to another, with the words they came from.

    The version of the code that read a document is not compared, nor are columns that only one version has.
    """
    counts: Counter[str] = Counter()
    with told(), readable(Path(f"{old} or {new}")):
        for change in difference(old, new):
            counts[change.sign] += 1
            if as_json:
                typer.echo(printable(json.dumps(_as_json(change), ensure_ascii=False)))
            else:
                first, *rest = lines_of(change)
                say(first, style=_COLOURS[change.sign])
                for line in rest:
                    say(line)
    if not as_json:
        say(", ".join(f"{counted(counts[sign], 'row')} {said}" for sign, said in _SAID.items()))


def _as_json(change: Change) -> dict[str, object]:
    row = change.row
    cells = {name: {"old": before, "new": after} for name, (before, after) in change.cells.items()}
    return {
        "sign": change.sign,
        "table": row.table,
        "document": row.document,
        "row_id": row.row_id,
        "words": row.words,
        "cells": cells,
    }
