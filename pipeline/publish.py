"""Writes the tables as Parquet and puts the whole version in place at once. The last good one stands until then."""

from __future__ import annotations

import ctypes
import hashlib
import json
import os
import shutil
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dictionary import datapackage
from pipeline.records import Tables
from pipeline.schema import TABLES, arrow_schema, to_arrow

MANIFEST = "manifest.json"
DATAPACKAGE = "datapackage.json"
PUBLISHED_NAMES = frozenset({MANIFEST, DATAPACKAGE, *(f"{table.name}.parquet" for table in TABLES)})

# A new version is written beside the old one, under names that nobody else would use, so that a rename can put it in
# place.
_ASIDE = ".planquet-new"
_BEFORE = ".planquet-old"
# 64k rows: small enough to skip by document, large enough to compress well.
_ROW_GROUP_ROWS = 65_536
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class PublishError(Exception):
    """The output folder cannot be written, or holds what is not ours. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Published:
    """A published version: where, how many rows each table has, and whether it differs from the one before."""

    folder: Path
    row_counts: Mapping[str, int]
    is_new: bool


def publish(tables: Tables, folder: Path, extractor_version: str) -> Published:
    """Turn tables into a published version in `folder`.

    Guarantees: (1) equal tables give equal bytes, whenever and wherever they are written; (2) the folder always holds
    one whole version: this one, or the one before. Raises PublishError where the folder cannot be used.
    """
    folder = folder.absolute()
    _restore(folder)
    _refuse_foreign(folder)
    aside = _beside(folder, _ASIDE)
    try:
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        row_counts = {table.name: len(getattr(tables, table.name)) for table in TABLES}
        for table in TABLES:
            _write_parquet(to_arrow(table, table.rows_of(tables)), aside / f"{table.name}.parquet")
        _write_json(aside / DATAPACKAGE, datapackage())
        _write_json(aside / MANIFEST, _manifest(tables, row_counts, aside, extractor_version))
        is_new = _read(folder / MANIFEST) != _read(aside / MANIFEST)
        _put_in_place(aside, folder)
    except OSError as error:
        raise PublishError(f"{folder} cannot be written ({error}); the version before is still in place") from error
    return Published(folder, row_counts, is_new)


def _write_parquet(table: pa.Table, path: Path) -> None:
    pq.write_table(table, path, compression="zstd", row_group_size=_ROW_GROUP_ROWS, write_statistics=True)
    _flush(path)


def _write_json(path: Path, content: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    _flush(path)


def _flush(path: Path) -> None:
    """Have the file's bytes on disk before anything is renamed, so that a crash cannot leave an empty file in place."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _manifest(tables: Tables, row_counts: Mapping[str, int], folder: Path, extractor_version: str) -> dict[str, Any]:
    """What the version is made of. It holds no time and no path of this machine: equal input, equal manifest."""
    statuses = Counter(row.status for row in tables.documents)
    documents = sorted(tables.documents, key=lambda row: row.source_path)
    return {
        "extractor_version": extractor_version,
        "python_version": ".".join(map(str, sys.version_info[:2])),
        "pyarrow_version": pa.__version__,
        "statuses": {status: statuses[status] for status in ("ok", "degraded", "quarantined")},
        "inputs": [{"source_path": row.source_path, "sha256": row.sha256} for row in documents],
        "tables": [
            {
                "name": table.name,
                "file": f"{table.name}.parquet",
                "rows": row_counts[table.name],
                "sha256": hashlib.sha256((folder / f"{table.name}.parquet").read_bytes()).hexdigest(),
            }
            for table in TABLES
        ],
    }


# ── putting a version in place ──────────────────────────────────────────────────────────────────


def _beside(folder: Path, suffix: str) -> Path:
    return folder.with_name(f".{folder.name}{suffix}")


def _restore(folder: Path) -> None:
    """Bring the version before back where a run was killed between the two renames of `_swap`."""
    before = _beside(folder, _BEFORE)
    if before.exists():
        if folder.exists():
            shutil.rmtree(before)
        else:
            before.rename(folder)


def _refuse_foreign(folder: Path) -> None:
    """Refuse to replace a folder that holds anything but a published version."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise PublishError(f"{folder} is a file; name a folder for the output")
    foreign = sorted(path.name for path in folder.iterdir() if path.name not in PUBLISHED_NAMES)
    if foreign:
        raise PublishError(
            f"{folder} holds files that are not planquet's ({', '.join(foreign[:3])}); it is replaced as a whole, "
            "so move them away or name another folder"
        )


def _put_in_place(aside: Path, folder: Path) -> None:
    if not folder.exists():
        aside.rename(folder)
        return
    if not _exchange(aside, folder):
        _swap(aside, folder)
    shutil.rmtree(aside, ignore_errors=True)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change names in one step, where the system can (Linux renameat2); False where it cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return bool(renameat2(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE) == 0)


def _swap(aside: Path, folder: Path) -> None:
    """The same in two renames; what a kill between them leaves is mended by `_restore` at the next run."""
    before = _beside(folder, _BEFORE)
    folder.rename(before)
    aside.rename(folder)
    shutil.rmtree(before)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a published version. Raises PublishError where the folder holds none."""
    content = _read(folder / MANIFEST)
    if content is None:
        raise PublishError(f"{folder} holds no published tables; run `planquet run` first")
    manifest: dict[str, Any] = json.loads(content)
    return manifest


def read_table(folder: Path, name: str) -> pa.Table:
    """One published table. Raises PublishError where the folder holds none of that name."""
    path = folder / f"{name}.parquet"
    if not path.exists():
        raise PublishError(f"{folder} holds no table {name}; run `planquet run` first")
    return pq.read_table(path, schema=arrow_schema(next(table for table in TABLES if table.name == name)))
