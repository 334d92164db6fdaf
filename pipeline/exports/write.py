"""Writes a published version into a folder in another format."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from pipeline.exports.duck import write_duckdb
from pipeline.exports.source import ExportError, Notes, Source, opened
from pipeline.exports.sqlite import write_sqlite
from pipeline.exports.stata import write_stata
from pipeline.exports.text import write_csv
from pipeline.exports.workbook import write_xlsx
from pipeline.settings import SettingError, did_you_mean

Format = Literal["csv", "xlsx", "stata", "sqlite", "duckdb"]
FORMATS: Mapping[Format, Callable[[Source, Callable[[str], Path]], None]] = MappingProxyType(
    {"csv": write_csv, "xlsx": write_xlsx, "stata": write_stata, "sqlite": write_sqlite, "duckdb": write_duckdb}
)
# A file is written under this suffix first, and then takes its place.
_ASIDE = ".new"


def format_of(said: str) -> Format:
    """Turn a word into a format. Raises SettingError where it names none.

    >>> format_of("csv")
    'csv'
    """
    for known in FORMATS:
        if said == known:
            return known
    raise SettingError(f"--format is {said!r}, but must be one of {', '.join(FORMATS)}{did_you_mean(said, FORMATS)}")


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, in order, and what the format could not take as it is."""

    files: tuple[Path, ...]
    notes: Notes


def export(output: Path, wanted: Format, folder: Path) -> Exported:
    """Write the published tables of `output` into `folder`, in a format.

    Guarantees: all rows are of one version; files of the same names are replaced once all are written, others are not
    touched; equal tables give equal bytes with the same libraries (DuckDB's files excepted).
    Raises PublishError where nothing is published, ExportError where the format or the folder cannot take the tables.
    """
    files: list[str] = []

    def place(name: str) -> Path:
        files.append(name)
        path = folder / f"{name}{_ASIDE}"
        path.unlink(missing_ok=True)
        return path

    try:
        with ExitStack() as stack:
            source = opened(output, stack)
            folder.mkdir(parents=True, exist_ok=True)
            FORMATS[wanted](source, place)
        for name in files:
            os.replace(folder / f"{name}{_ASIDE}", folder / name)
    except (OSError, sqlite3.OperationalError) as error:
        raise ExportError(f"{folder} cannot be written ({error}); name another folder with --to") from error
    finally:
        for name in files:
            (folder / f"{name}{_ASIDE}").unlink(missing_ok=True)
    return Exported(tuple(folder / name for name in files), source.notes)
