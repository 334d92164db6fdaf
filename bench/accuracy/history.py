"""docs/accuracy.md and its Chinese twin: measurements are lines at the end, the table at the head is made of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median_low
from typing import NamedTuple

from bench.accuracy.compare import Comparison

PAGES = {language: Path(__file__).parents[2] / "docs" / f"accuracy{language}.md" for language in ("", ".zh-CN")}
RECORDED = ("plans", "sections", "tasks", "task_units", "targets_value", "targets_strict", "targets_deadline",
            "targets_indicator", "citations")  # fmt: skip
FIRST_READING = ", first reading"
_BEGIN, _END = "<!-- made by bench.accuracy -->\n", "<!-- made -->\n"
DAMAGED = ("tasks", "task_units", "targets_value", "targets_strict")
BEGIN_DAMAGE, END_DAMAGE = "<!-- made by bench.accuracy --damage -->\n", "<!-- made of damage -->\n"
_DAMAGE_HEADS = {
    "": ("damage", "{} labelled: ", "{} generated: ", "As measured {} at {}."),
    ".zh-CN": ("损坏", "{} 份有标注：", "{} 份生成：", "{} 测得，版本 {}。"),
}
_UNDAMAGED = {"": "none", ".zh-CN": "无"}
_DOCUMENTS, _MEDIAN, _LOWEST = (
    {"": "documents", ".zh-CN": "文件"},
    {"": "**median of {} sets**", ".zh-CN": "**{} 组的中位数**"},
    {"": "**lowest of them**", ".zh-CN": "**其中最低**"},
)


class _Set(NamedTuple):
    """What was measured of some documents: when nobody had looked at them, empty where somebody had, and last."""

    name: str
    first: Sequence[str]
    last: Sequence[str]


def record(date: str, results: Mapping[str, Comparison]) -> None:
    """Add a line for each result, and make the tables at the head anew."""
    lines = []
    for name, result in results.items():
        tallies = [result.measures.get(measure) for measure in RECORDED]
        lines.append(_line([date, name, *[f"{tally.f1:.4f}" if tally else "" for tally in tallies]]))
    page = PAGES[""].read_text(encoding="utf-8") + "".join(lines)
    PAGES[""].write_text(page, encoding="utf-8")
    for language, path in PAGES.items():
        path.write_text(with_table(path.read_text(encoding="utf-8"), page, language), encoding="utf-8")


def record_damage(
    date: str, commit: str, sizes: Sequence[int], rows: Mapping[str | None, Sequence[Comparison]]
) -> None:
    """Make the tables of rows after damage anew; `rows` has the kinds with what each source of documents showed."""
    for language, path in PAGES.items():
        table = damage_table(date, commit, sizes, rows, language)
        path.write_text(with_damage(path.read_text(encoding="utf-8"), table), encoding="utf-8")


def damage_table(
    date: str, commit: str, sizes: Sequence[int], rows: Mapping[str | None, Sequence[Comparison]], language: str
) -> str:
    """Turn what was measured after each kind of damage, None for none, into a table: f1 for each source of texts."""
    kind, *sources, measured = _DAMAGE_HEADS[language]
    heads = [source.format(size) + name for source, size in zip(sources, sizes, strict=True) for name in DAMAGED]
    lines = [measured.format(date, commit), "\n\n", _line([kind, *heads]), f"|---|{'---:|' * len(heads)}\n"]
    for name, results in rows.items():
        figures = [f"{result.measures[measure].f1:.4f}"[:5] for result in results for measure in DAMAGED]
        lines.append(_line([name or _UNDAMAGED[language], *figures]))
    return "".join(lines)


def with_damage(page: str, table: str) -> str:
    """Turn a page into the same page with another table of rows after damage."""
    before, _, rest = page.partition(BEGIN_DAMAGE)
    return f"{before}{BEGIN_DAMAGE}\n{table}\n{END_DAMAGE}{rest.partition(END_DAMAGE)[2]}"


def with_table(page: str, measured: str, language: str) -> str:
    """Turn a page into the same page, the table at its head made of the lines of the English one, `measured`."""
    before, _, rest = page.partition(_BEGIN)
    return before + _BEGIN + "\n" + "".join(_table(_sets(measured), language)) + "\n" + _END + rest.partition(_END)[2]


def _sets(page: str) -> list[_Set]:
    first: dict[str, Sequence[str]] = {}
    last: dict[str, Sequence[str]] = {}
    for line in page.splitlines():
        if line.startswith("| 20"):
            _, name, *cells = [cell.strip() for cell in line.strip("|").split("|")]
            (first if name.endswith(FIRST_READING) else last)[name.removesuffix(FIRST_READING)] = cells
    names = [*reversed([*first]), *[name for name in last if name not in first]]
    return [_Set(name, first.get(name, ()), last[name]) for name in names]


def _table(sets: Sequence[_Set], language: str) -> Iterator[str]:
    yield _line([_DOCUMENTS[language], *RECORDED])
    yield f"|---|{'---:|' * len(RECORDED)}\n"
    unseen = [each for each in sets if each.first]
    for words, choose in ((_MEDIAN, median_low), (_LOWEST, min)):
        columns = zip(*[each.first for each in unseen], strict=True), zip(*[each.last for each in unseen], strict=True)
        firsts, lasts = ([choose(filter(None, column)) for column in cells] for cells in columns)
        yield _line([words[language].format(len(unseen)), *map(_shown, firsts, lasts)])
    for each in sets:
        yield _line([each.name, *map(_shown, each.first or [""] * len(each.last), each.last)])


def _shown(first: str, last: str) -> str:
    """A figure that is not 1 is never shown as 1: what stands behind the third decimal goes."""
    return f"{first[:5]} → {last[:5]}" if first else last[:5]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |\n"
