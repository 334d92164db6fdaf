"""What the site has that no file holds, a page of real rows, and what it must not have: anything from elsewhere.

A hook of MkDocs, called by `make docs`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files

from pipeline import stages
from pipeline.publish import read_table
from pipeline.schema import TABLES
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
_CELL_CHARACTERS = 120
# What a browser would load by itself; links that a person follows are left alone.
_FETCHED_RE = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\bsrc=[\"']?(?:https?:)?//[^>]*>"
    r"|<link\b(?![^>]*rel=[\"']?(?:canonical|edit))[^>]*\bhref=[\"']?(?:https?:)?//[^>]*>"
)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add rows.md: of each table, one row that a run of raw/ gives."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(raw=ROOT / "raw", staged=Path(folder, "staged"), output=Path(folder, "output"))
        stages.run(settings, lambda done, total: None)
        content = "\n".join(_page(settings.output)) + "\n"
    files.append(File.generated(config, "rows.md", content=content))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Refuse a site that is not whole without a network."""
    for page in sorted(Path(config.site_dir).rglob("*.html")):
        found = _FETCHED_RE.search(page.read_text(encoding="utf-8"))
        if found:
            raise PluginError(f"{page} fetches from elsewhere: {found[0]}")


def _page(output: Path) -> Iterator[str]:
    yield "# Rows of real documents"
    yield ""
    yield "One row of each table, as a run of `raw/` gives it; made when the site is built. Long cells are cut."
    for table in TABLES:
        yield from ("", f"## {table.name}", "", table.grain, "", "| column | cell |", "|---|---|")
        row = _fullest(read_table(output, table.name).to_pylist())
        yield from (f"| `{name}` | {_shown(value)} |" for name, value in row.items())


def _fullest(rows: list[dict[str, Any]]) -> dict[str, Any]:
    """The row with most cells that say something: the first of them."""
    return max(rows, key=lambda row: sum(value not in (None, "", []) for value in row.values()))


def _shown(value: Any) -> str:
    text = "" if value is None else "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    text = text if len(text) <= _CELL_CHARACTERS else text[: _CELL_CHARACTERS - 1] + "…"
    return re.sub(r"([|<>*_`\[\]])", r"\\\1", text)
