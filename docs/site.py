"""What the site has that no file holds, a page of real rows and a switch of languages, and what it must not have:
anything from elsewhere.

A hook of MkDocs, called by `make docs`.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Container, Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from pipeline import stages
from pipeline.publish import read_table
from pipeline.schema import TABLES
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
_CELL_CHARACTERS = 120
_CHINESE = ".zh-CN.md"
# The part of the navigation that holds the Chinese pages.
_CHINESE_PART = "中文"
_PRE_RE = re.compile(r"(<pre.*?</pre>)", re.DOTALL)
_JOINED_RE = re.compile(
    r"(?<=[\u2018-\u201d\u3000-\u9fff\uff00-\uffef])\n(?=[\u2018-\u201d\u3000-\u9fff\uff00-\uffef])"
)
_SEARCH = 'data-md-component="search" role="dialog"'
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


def on_page_context(context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Navigation) -> dict[str, Any]:
    """Give each page the words, the navigation and the twin of its language. The twin of a page that stands in one
    language only is the other's first page."""
    is_chinese = page.file.src_uri.endswith(_CHINESE)
    config.theme["language"] = "zh" if is_chinese else "en"
    paths = {other.file.src_uri: other.url for other in nav.pages}
    english, chinese = twins(page.file.src_uri, paths)
    config.extra["alternate"] = [
        {"name": "English", "link": paths[english], "lang": "en"},
        {"name": "简体中文", "link": paths[chinese], "lang": "zh"},
    ]
    context["nav"] = _of_language(nav, is_chinese=is_chinese)
    return context


def twins(path: str, paths: Container[str]) -> tuple[str, str]:
    """Turn the path of a page into those of its English and its Chinese form.

    >>> twins("review.zh-CN.md", {"review.md"}), twins("licences.md", {"licences.md"})
    (('review.md', 'review.zh-CN.md'), ('licences.md', 'index.zh-CN.md'))
    """
    if path.endswith(_CHINESE):
        english = path.removesuffix(_CHINESE) + ".md"
        return english if english in paths else "index.md", path
    chinese = path.removesuffix(".md") + _CHINESE
    return path, chinese if chinese in paths else "index" + _CHINESE


def _of_language(nav: Navigation, *, is_chinese: bool) -> Navigation:
    (part,) = (item for item in nav.items if isinstance(item, Section) and item.title == _CHINESE_PART)
    shown = Navigation(part.children if is_chinese else [item for item in nav.items if item is not part], nav.pages)
    if is_chinese:
        shown.homepage = next(page for page in nav.pages if page.file.src_uri == "index" + _CHINESE)
    return shown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Take out line ends between Chinese characters, which a browser would show as blanks."""
    return "".join(part if part.startswith("<pre") else _JOINED_RE.sub("", part) for part in _PRE_RE.split(html))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Give the theme's dialog of the search a name, which it has not."""
    name = "搜索" if page.file.src_uri.endswith(_CHINESE) else "Search"
    return output.replace(_SEARCH, f'{_SEARCH} aria-label="{name}"')


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
