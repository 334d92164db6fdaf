"""`planquet gold`: gold files of what people looked at."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from extractors.counted import counted
from pipeline.additions import additions_in
from pipeline.commands.exits import told
from pipeline.commands.show import complain, say
from pipeline.corrections import read_corrections
from pipeline.damaged import readable
from pipeline.gold import gold_of, write_gold
from pipeline.settings import from_environment

_FOLDER = Path("gold")


def gold(
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    corrections: Annotated[
        Path | None, typer.Option(help="Corrections: of these, the rows that people added are put in as well.")
    ] = None,
    to: Annotated[Path, typer.Option(help="Folder to write to.")] = _FOLDER,
) -> None:
    """Write a gold file for each document whose own row was accepted or edited, of the rows that people looked at."""
    with told():
        settings = from_environment()
        said = read_corrections(corrections or settings.corrections)
        wrong = said.wrong_additions()
        tables = output or settings.output
        with readable(tables):
            files = gold_of(tables, additions_in(line for line in said.corrections if line not in wrong))
        write_gold(files, to)
    for file in files:
        lacking = f"; not all looked at, so without {', '.join(file.lacking)}" if file.lacking else ""
        say(f"{to / file.name}{lacking}")
    for line in wrong:
        complain(f"{line.place} adds no row: {wrong[line]}")
    say(counted(len(files), "gold file") + ("" if files else "; accept a document's own row on its review page first"))
