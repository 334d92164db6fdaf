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
from pipeline.controls import one_line
from pipeline.memory import spare_pandas

# What typer calls every fault of a command line; it has no public name.
_UsageError: type[Exception] = typer.BadParameter.__mro__[1]


class _Command(TyperCommand):
    """A command that says of what is missing what it has to be, and prints no word of its line as a control."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        """Read the command line. Raises typer.BadParameter, with the help of the parameter where it is missing.

        Names of files get into the line by `*`, so that a message may quote what somebody else wrote.
        """
        try:
            return super().make_context(*arguments, **more)
        except _UsageError as error:
            if isinstance(error, typer.BadParameter) and not error.message and error.param is not None:
                error.message = str(getattr(error.param, "help", None) or "")
            vars(error)["message"] = one_line(vars(error)["message"])
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
