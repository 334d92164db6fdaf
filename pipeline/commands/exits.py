"""Exit codes, and the one place where expected failures become a message and a code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum

import typer

from pipeline.commands.show import complain
from pipeline.engines.local import EngineError
from pipeline.explain import UnknownRowError
from pipeline.exports.source import ExportError
from pipeline.publish import PublishError
from pipeline.remote import RemoteError
from pipeline.settings import SettingError
from pipeline.stages import BusyError, InputError
from pipeline.staging import StagingError
from pipeline.validate import BrokenContractError


class ExitCode(IntEnum):
    """What a command's exit code says."""

    DONE = 0
    """Done; after `run`: published, and every document was read (ok or degraded)."""
    NOTHING_DONE = 1
    """Nothing was published or shown: a broken contract, a folder that cannot be used, another run at work."""
    WRONG_USAGE = 2
    """The command line, a setting or the input folder is not right."""
    SOME_QUARANTINED = 3
    """Published, but some documents are quarantined; `documents` says why."""
    NOT_WHOLE = 4
    """After `audit`: the published version is not whole; what is wrong is listed."""


@contextmanager
def told() -> Iterator[None]:
    """Turn an expected failure into a message on the error stream and an exit code. A defect keeps its traceback."""
    try:
        yield
    except (InputError, SettingError, UnknownRowError) as error:
        complain(str(error))
        raise typer.Exit(ExitCode.WRONG_USAGE) from None
    except (BrokenContractError, BusyError, EngineError, ExportError, PublishError, RemoteError, StagingError) as error:
        complain(str(error))
        raise typer.Exit(ExitCode.NOTHING_DONE) from None
