"""Every setting of a run, with unit, default and reason. The only file that reads the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

PREFIX = "PLANQUET_"
Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


class SettingError(ValueError):
    """A setting has a value that cannot be used. The message names the setting and says what it may be."""


def _available_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. Each field can be set in the environment, as `PLANQUET_` and its name in capitals."""

    raw: Path = Path("raw")
    """Folder of the input documents; it is only read."""
    staged: Path = Path("staged")
    """Folder of the results between runs, safe to delete."""
    output: Path = Path("output")
    """Folder of the published tables; it is replaced as a whole."""
    workers: int = field(default_factory=_available_cores)
    """Processes that read documents. All cores: the work is bound by the processor."""
    engine: Engine = "local"
    """Where documents are read: by processes of this machine, or on a Ray cluster (needs `planquet[ray]`)."""
    address: str | None = None
    """The Ray cluster; without one, a Ray of this machine alone."""
    corrections: Path | None = None
    """What people said of rows: a CSV file, or a folder of such files, replayed on the rows of a run."""
    keep_contacts: bool = False
    """Whether names and numbers of contact persons stay in the tables; else each letter and digit of them is a mask."""
    seconds_per_document: int = 120
    """A document that takes longer is quarantined. The slowest seed takes about a second, a long PDF a minute."""
    megabytes_per_document: int = 2048
    """A document that needs more memory is quarantined. A 20 MB text takes about a tenth of it."""
    megabytes_per_file: int = 256
    """A larger file is quarantined unread. Gazettes scanned at full size stay below it."""


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Turn the environment into settings; what it does not name keeps its default.

    Raises SettingError where a number is none, or is below 1, where there is no such engine, or neither yes nor no.
    """
    variables = os.environ if environment is None else environment
    default = Settings()

    def folder(name: str, otherwise: Path) -> Path:
        return Path(variables.get(PREFIX + name) or otherwise)

    def number(name: str, otherwise: int) -> int:
        said = variables.get(PREFIX + name)
        return positive(said, PREFIX + name) if said else otherwise

    return Settings(
        raw=folder("RAW", default.raw),
        staged=folder("STAGED", default.staged),
        output=folder("OUTPUT", default.output),
        workers=number("WORKERS", default.workers),
        engine=engine(variables.get(PREFIX + "ENGINE") or default.engine, PREFIX + "ENGINE"),
        address=variables.get(PREFIX + "ADDRESS") or default.address,
        corrections=Path(said) if (said := variables.get(PREFIX + "CORRECTIONS")) else default.corrections,
        keep_contacts=truth(variables.get(PREFIX + "KEEP_CONTACTS") or "0", PREFIX + "KEEP_CONTACTS"),
        seconds_per_document=number("SECONDS_PER_DOCUMENT", default.seconds_per_document),
        megabytes_per_document=number("MEGABYTES_PER_DOCUMENT", default.megabytes_per_document),
        megabytes_per_file=number("MEGABYTES_PER_FILE", default.megabytes_per_file),
    )


def engine(said: str, name: str) -> Engine:
    """Turn a setting's words into an engine. Raises SettingError where they name none.

    >>> engine("ray", "PLANQUET_ENGINE")
    'ray'
    """
    for known in ENGINES:
        if said == known:
            return known
    raise SettingError(f"{name} is {said!r}, but must be one of {', '.join(ENGINES)}")


def truth(said: str, name: str) -> bool:
    """Turn a setting's words into yes or no. Raises SettingError where they are neither.

    >>> truth("1", "PLANQUET_KEEP_CONTACTS")
    True
    """
    if said not in {"0", "1"}:
        raise SettingError(f"{name} is {said!r}, but must be 0 or 1")
    return said == "1"


def positive(said: str, name: str) -> int:
    """Turn a setting's words into a number of at least 1. Raises SettingError where they are none.

    >>> positive("4", "PLANQUET_WORKERS")
    4
    """
    if not (said.isascii() and said.isdecimal() and int(said) >= 1):
        raise SettingError(f"{name} is {said!r}, but must be a whole number of at least 1")
    return int(said)
