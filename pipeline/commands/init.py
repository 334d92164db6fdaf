"""`planquet init`: a workspace for a first run."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from pipeline.commands.exits import told
from pipeline.commands.show import say
from pipeline.workspace import make_workspace


def init(folder: Annotated[Path, typer.Argument(help="Folder to make; . is the one you are in.")]) -> None:
    """Make a folder with a commented settings file, planquet.toml, and raw/ with an example document."""
    with told():
        made = make_workspace(folder)
    for path in made:
        say(f"made {path}")
    say()
    say("Next:")
    if folder.resolve() != Path.cwd():
        say(f"  cd {folder}")
    say("  planquet run       reads the documents in raw/ and publishes tables to output/")
    say("  planquet tables    lists them")
    say("  planquet review    writes pages to check each row on; open review/index.html")
