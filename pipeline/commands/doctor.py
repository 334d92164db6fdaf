"""`planquet doctor`: is this machine ready for a run?"""

from __future__ import annotations

import typer

from pipeline.commands.exits import ExitCode
from pipeline.commands.show import print_table, say
from pipeline.doctor import examine


def doctor() -> None:
    """Check Python, libraries, extras, settings, folders, space and fonts, and say what to do.

    Exit codes: 0 a run can start (notes concern single commands only) · 1 it cannot.
    """
    found = list(examine())
    print_table(("what", "state", ""), [(finding.what, finding.state, finding.message) for finding in found])
    wrong = sum(1 for finding in found if finding.state == "wrong")
    say()
    say("a run can start" if not wrong else f"{wrong} to be put right before a run can start")
    if wrong:
        raise typer.Exit(ExitCode.NOTHING_DONE)
