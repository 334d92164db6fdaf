"""`planquet repair`: a damaged text in, the repaired text, the list of its repairs or its changed lines out."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from extractors.counted import counted
from extractors.models import Repair, Span, Unreadable
from extractors.spans import line_start
from pipeline.commands.exits import ExitCode
from pipeline.commands.show import complain, print_table, say
from pipeline.controls import printable

_STANDARD_INPUT = "-"
# What a page begins with, and the characters in which it is looked for: templates begin with comments and scripts.
_PAGE_RE = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|table|div|p)\b[^<>]*>", re.IGNORECASE)
_HEAD = 4_096


def repair(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text or HTML file; - reads standard input.")],
    report: Annotated[bool, typer.Option("--report", help="List the repairs instead of printing the text.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Print the changed lines instead of the text.")] = False,
    markup: Annotated[
        bool | None,
        typer.Option("--markup/--no-markup", help="The text is the source of a web page. [default: as it looks]"),
    ] = None,
) -> None:
    """Repair the text of a file: to standard output, unless --report or --diff is asked for.

    A page keeps its tags and entities; what it lost of them comes back. PDF, DOC and the like are for `planquet run`.

    Exit codes: 0 done · 1 the file holds no text · 2 wrong usage or no such file.
    """
    from extractors.charsets.charset import decode
    from extractors.repair import repair as repair_text  # takes longer to load than all that other commands need

    try:
        data = sys.stdin.buffer.read() if file == _STANDARD_INPUT else Path(file).read_bytes()
    except OSError as error:
        complain(f"{file} cannot be read ({error.strerror}); name a text or HTML file, or - for standard input")
        raise typer.Exit(ExitCode.WRONG_USAGE) from None
    try:
        decoded = decode(data)
    except Unreadable as error:
        complain(f"{file}: {error.code}: {error.message}; PDF, DOC and the like are for `planquet run`")
        raise typer.Exit(ExitCode.NOTHING_DONE) from None
    raw = decoded.text
    repaired = repair_text(raw, markup=_PAGE_RE.search(raw[:_HEAD]) is not None if markup is None else markup)
    if report:
        _report(raw, repaired.text, repaired.repairs)
        for issue in (*decoded.issues, *repaired.issues):
            say(f"{issue.code}: {issue.message}")
    if diff:
        for line in changed_lines(raw, repaired.text, repaired.repairs):
            say(line, style={"-": "red", "+": "green"}.get(line[:1], "cyan"))
    if not report and not diff:
        # A file or another program gets the text as it is; a terminal must not be steered by it.
        shown = printable(repaired.text) if sys.stdout.isatty() else repaired.text
        sys.stdout.buffer.write(shown.encode())
        sys.stdout.buffer.flush()


def _report(raw: str, text: str, repairs: Sequence[Repair]) -> None:
    print_table(
        ("line", "tier", "family", "confidence", "before", "after", "rule"),
        [
            (
                raw.count("\n", 0, found.raw.start) + 1,
                found.tier,
                found.family,
                round(found.confidence, 2),
                found.raw.of(raw),
                found.span.of(text),
                found.rule,
            )
            for found in repairs
        ],
        title=counted(len(repairs), "repair"),
    )


def changed_lines(raw: str, text: str, repairs: Sequence[Repair]) -> Iterator[str]:
    """Turn repairs into the lines that they changed: `@@ line N @@`, the lines before (-), the lines after (+).

    Read off the repairs' own spans: between two repairs both texts are equal, so each spreads to whole lines alike.
    """
    hunks: list[tuple[Span, Span]] = []
    for found in repairs:
        before, after = _whole_lines(raw, found.raw), _whole_lines(text, found.span)
        if hunks and (before.start <= hunks[-1][0].end or after.start <= hunks[-1][1].end):
            before, after = Span(hunks[-1][0].start, before.end), Span(hunks[-1][1].start, after.end)
            hunks.pop()
        hunks.append((before, after))
    number, counted = 1, 0
    for before, after in hunks:
        number, counted = number + raw.count("\n", counted, before.start), before.start
        yield f"@@ line {number} @@"
        yield from (f"-{line}" for line in before.of(raw).split("\n"))
        yield from (f"+{line}" for line in after.of(text).split("\n"))


def _whole_lines(text: str, span: Span) -> Span:
    end = text.find("\n", span.end)
    return Span(line_start(text, span.start), len(text) if end < 0 else end)
