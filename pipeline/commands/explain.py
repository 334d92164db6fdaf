"""`planquet explain`: a row, traced back to its sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text

from pipeline import explain as explaining
from pipeline.commands.exits import told
from pipeline.commands.show import OUT, say
from pipeline.controls import printable
from pipeline.damaged import readable
from pipeline.explain import Explanation, Quotation
from pipeline.settings import from_environment

_LABEL_COLUMNS = 10
_ROW_ID = (
    "Id of a published row, as planquet tables targets --columns target_id,indicator lists them; "
    "keys of several columns joined by /."
)
# Where there is no terminal to mark the span by colour.
_MARKS = ("⟦", "⟧")
# A sentence is one line: a document must not print lines of its own.
_LINE_END = "⏎"
# Of a unit that hundreds of tasks name, the first few show how.
_SHOWN_NOTES = 12


def explain(
    row_id: Annotated[str, typer.Argument(help=_ROW_ID)],
    output: Annotated[Path | None, typer.Option(help="Folder of the tables (default: output).")] = None,
    staged: Annotated[Path | None, typer.Option(help="Folder of results between runs (default: staged).")] = None,
) -> None:
    """Print where a row comes from: document, section, sentence with the span marked, repairs, rule."""
    with told():
        settings = from_environment()
        with readable(output or settings.output):
            explanation = explaining.explain(row_id, output or settings.output, staged or settings.staged)
    _print(explanation)


def _print(explanation: Explanation) -> None:
    say(f"{explanation.table} {explanation.row_id}", style="bold")
    for name, value in explanation.cells.items():
        if value not in (None, "", []) and not (explanation.quotation and name in {"text", "body"}):
            say(f"  {name}: {'; '.join(map(str, value)) if isinstance(value, list) else value}")
    say()
    if explanation.document is not None:
        document = explanation.document
        reason = f", {document['status']}: {document['reason']}" if document["reason"] else f", {document['status']}"
        _line("document", f"{document['source_path']} ({document['document_id']}{reason})")
    if explanation.section_path:
        _line("section", " › ".join(explanation.section_path))
    if explanation.quotation is not None:
        _quotation(explanation.quotation)
    for repair in explanation.repairs:
        _line("repair", repair)
    if explanation.quotation is not None and not explanation.repairs:
        _line("repair", "none inside it")
    if explanation.rule:
        _line("rule", explanation.rule)
    for note in explanation.notes[:_SHOWN_NOTES]:
        _line("note", note)
    if len(explanation.notes) > _SHOWN_NOTES:
        _line("note", f"… and {len(explanation.notes) - _SHOWN_NOTES} more")


def _line(label: str, text: str) -> None:
    say(f"{label:<{_LABEL_COLUMNS}}{text}")


def _quotation(quotation: Quotation) -> None:
    parts = (quotation.before, quotation.marked, quotation.after)
    before, marked, after = (printable(part).replace("\n", _LINE_END) for part in parts)
    if OUT.is_terminal:
        OUT.print(Text.assemble(f"{'sentence':<{_LABEL_COLUMNS}}", before, (marked, "reverse"), after))
    else:
        _line("sentence", before + _MARKS[0] + marked + _MARKS[1] + after)
