"""The command line, `planquet COMMAND`. Each command has its module."""

from __future__ import annotations

import sys
from typing import Any

import typer
from typer.core import TyperCommand

from pipeline import arrow_memory  # noqa: F401  (loaded before what loads Arrow)
from pipeline.commands.audit import audit
from pipeline.commands.diff import diff
from pipeline.commands.doctor import doctor
from pipeline.commands.explain import explain
from pipeline.commands.export import export
from pipeline.commands.gold import gold
from pipeline.commands.init import init
from pipeline.commands.repair import repair
from pipeline.commands.review import review
from pipeline.commands.run import run
from pipeline.commands.status import status
from pipeline.commands.tables import dictionary, tables
from pipeline.memory import spare_pandas


class _Command(TyperCommand):
    """A command that says of what is missing what it has to be."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read the command line. Raises typer.BadParameter, with the help of the parameter where it is missing."""
        try:
            return super().make_context(*arguments, **more)
        except typer.BadParameter as error:
            if not error.message and error.param is not None:
                error.message = str(getattr(error.param, "help", None) or "")
            raise


app = typer.Typer(
    name="planquet",
    help="Chinese government documents in, Parquet tables of plans, tasks, units and targets out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (init, run, explain, tables, diff, export, repair, review, gold, audit, status, dictionary, doctor):
    app.command(cls=_Command)(command)


def main() -> None:
    """Run the command line; the process ends with the command's exit code (see `pipeline/commands/exits.py`)."""
    if sys.argv[1:2] == ["run"]:
        spare_pandas()
    app()


if __name__ == "__main__":
    main()
