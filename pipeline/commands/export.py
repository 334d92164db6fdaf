"""`planquet export`: the published tables in the formats of other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.damaged import readable
from pipeline.exports import FORMATS, format_of
from pipeline.exports import export as write
from pipeline.settings import from_environment

_FOLDER = Path("export")


def export(
    wanted: Annotated[str, typer.Option("--format", help=f"One of {', '.join(FORMATS)}.")],
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    to: Annotated[Path, typer.Option(help="Folder to write to.")] = _FOLDER,
) -> None:
    """Write the tables for another program: CSV and Stata (nine files), XLSX, SQLite or DuckDB (one).

    Lists are JSON text, in DuckDB lists. In CSV, an apostrophe stands before text that would be taken for a formula.
    """
    with told():
        known, folder = format_of(wanted), output or from_environment().output
        with readable(folder):
            written = write(folder, known, to)
    say(f"{len(written.files)} files in {to}: " + ", ".join(path.name for path in written.files))
    if written.notes.guarded_count:
        say(f"{written.notes.guarded_count} cells begin like a formula; an apostrophe stands before each")
    if written.notes.cut_count:
        say(f"{written.notes.cut_count} texts are longer than a cell can be; they are cut and end with …")
