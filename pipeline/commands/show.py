"""How commands speak to people: tables, lines and progress, in colour on a terminal and plain elsewhere."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from rich.cells import cell_len
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table
from rich.text import Text

from extractors.counted import counted
from pipeline.controls import one_line, printable
from pipeline.stages import Progress as Watcher

# Soft wrap: long lines are left to the terminal, so that a pipe gets each of them whole.
OUT = Console(soft_wrap=True, highlight=False, markup=False, emoji=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)

# Without a terminal, a line of progress at most this often.
_LINE_SECONDS = 5.0


def say(text: str = "", style: str = "") -> None:
    """Print a line of result: one, whatever line ends the names in it have."""
    OUT.print(Text(one_line(text), style=style))


def complain(text: str) -> None:
    """Print a line for people on the error stream."""
    ERR.print(Text(one_line(text), style="red"))


def print_table(headers: Sequence[str], rows: Sequence[Sequence[object]], *, title: str = "") -> None:
    """Print rows under headers: ruled on a terminal; elsewhere in columns two spaces apart, nothing cut."""
    cells = [[printable("" if cell is None else str(cell)).replace("\n", " ") for cell in row] for row in rows]
    if OUT.is_terminal:
        table = Table(title=Text(title) if title else None, title_justify="left", header_style="bold")
        for index, header in enumerate(headers):
            is_number = any(isinstance(row[index], int | float) for row in rows)
            table.add_column(header, justify="right" if is_number else "left", overflow="fold")
        for line in cells:
            table.add_row(*(Text(cell) for cell in line))
        OUT.print(table, soft_wrap=False)
        return
    if title:
        say(title)
    lines = [list(headers), *cells]
    widths = [max(cell_len(line[index]) for line in lines) for index in range(len(headers))]
    for line in lines:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(line, widths, strict=True))
        say("  ".join(padded).rstrip())


@contextmanager
def watch(*, is_quiet: bool, doing: str = "reading") -> Iterator[Watcher]:
    """Show how far the work has come: a bar on a terminal, a line now and then elsewhere, nothing where quiet."""
    if is_quiet:
        yield lambda done, total: None
    elif ERR.is_terminal:
        rate = TextColumn("{task.fields[rate]}")
        times = (TimeElapsedColumn(), TimeRemainingColumn())
        columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), rate, *times)
        with Progress(*columns, console=ERR, transient=True) as bar:
            task = bar.add_task(doing, total=None, rate="")
            started = time.monotonic()

            def show(done: int, total: int) -> None:
                seconds = time.monotonic() - started
                rate = f"{done / seconds:.1f}/s" if done and seconds >= 1 else ""
                bar.update(task, completed=done, total=total, rate=rate)

            yield show
    else:
        yield _LineWatcher(doing)


class _LineWatcher:
    """Progress as lines: the first and the last, and one every few seconds between, with rate and time left."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._started = self._said = time.monotonic()

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if total and (done in (0, total) or now - self._said >= _LINE_SECONDS):
            self._said = now
            ERR.print(f"{self._doing}: {done} of {counted(total, 'document')}{pace(done, total, now - self._started)}")


def pace(done: int, total: int, seconds: float) -> str:
    """Turn what is done into its rate and the time left, where both can be told. Large documents come first, so the
    time left is more likely too long than too short.

    >>> pace(300, 1_500, 60.0)
    ', 5.0 a second, 4 min left'
    """
    if not done or seconds < 1:
        return ""
    left = (total - done) * seconds / done
    said = f"{left:.0f} s" if left < 90 else f"{left / 60:.0f} min" if left < 5400 else f"{left / 3600:.1f} h"
    return f", {done / seconds:.1f} a second" + (f", {said} left" if done < total else "")
