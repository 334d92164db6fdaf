"""Every setting of a run, with unit, default and reason. The only file that reads the environment and planquet.toml."""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Literal, get_args

from pipeline.remote import address_of

PREFIX = "PLANQUET_"
FILE = "planquet.toml"
Engine = Literal["local", "ray"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


class SettingError(ValueError):
    """A setting has a value that cannot be used. The message names the setting and says what it may be."""


def _available_cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run may be told. Each field can be set by its name in `planquet.toml`, and in the environment, as
    `PLANQUET_` and its name in capitals."""

    raw: Path = Path("raw")
    """Folder of the input documents, here or at an address (s3://…); it is only read."""
    staged: Path = Path("staged")
    """Folder of the results between runs, here or at an address (s3://…); safe to delete."""
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
    follow_links: bool = False
    """Whether links to files outside of the input folder are read. Whoever can place a link there could publish any
    file that the user may read."""
    seconds_per_document: int = 120
    """A document that takes longer is quarantined. The slowest seed takes about a second, a long PDF a minute."""
    seconds_per_ocr_page: int = 60
    """Each page that goes through OCR gives its document so much more time. A page takes three to ten seconds."""
    megabytes_per_document: int = 2048
    """A document that needs more memory is quarantined. A 20 MB text takes about a tenth of it."""
    megabytes_per_file: int = 256
    """A larger file is quarantined unread. Gazettes scanned at full size stay below it."""
    archive_depth: int = 4
    """Archives inside of each other. Offices nest a ZIP for each department in one for the district."""
    archive_members: int = 10_000
    """Files of an archive, those of archives in it counted; the rest is left out, and the archive says so."""
    archive_ratio: int = 200
    """A member that unpacks to more times its size is quarantined. Text packs to a tenth, tables to a hundredth."""
    megabytes_per_archive: int = 2048
    """What an archive unpacks to in all; what lies beyond is left out, and the archive says so."""
    text_column: str | None = None
    """The column with the text, in tables with one document a row; without it, a table that surely is one is known."""
    title_column: str | None = None
    """The column with the title of each document; without it, known by its name."""
    date_column: str | None = None
    """The column with the date of publication; without it, known by its name."""
    issuer_column: str | None = None
    """The column with the issuing body; without it, known by its name."""
    pages_per_document: int = 5_000
    """A document of more is quarantined. The longest five-year plan has some five hundred."""
    characters_per_document: int = 10_000_000
    """A document of more is quarantined. The longest five-year plan has some three hundred thousand."""
    cells_per_document: int = 500_000
    """A document with more cells in its tables is quarantined. The largest task table has some thousands."""
    depth_of_markup: int = 2_000
    """A page nested deeper is quarantined. Pages are some forty deep; browsers cut at 512."""
    rows_per_document: int = 200_000
    """A document that gives more rows, of all tables together, is quarantined. A national plan gives some thousands."""


NAMES = tuple(column.name for column in fields(Settings))
_SETTINGS_ARE = f"; the settings are {', '.join(NAMES)}"
_PATHS = frozenset({"raw", "staged", "output", "corrections"})


def from_environment(environment: Mapping[str, str] | None = None) -> Settings:
    """Turn the environment and the settings file into settings; what neither names keeps its default.

    The environment comes before the file; the file is `planquet.toml` in the working folder, or what PLANQUET_SETTINGS
    names. Folders named in it are relative to it.
    Raises SettingError where a number is none, or is below 1, where there is no such engine, or neither yes nor no,
    and where the file cannot be read or has a key that is no setting.
    """
    variables = os.environ if environment is None else environment
    said = {**_from_file(variables.get(PREFIX + "SETTINGS"), is_looked_for=environment is None), **_named(variables)}
    default = Settings()

    def words(name: str) -> tuple[str, str]:
        return said.get(name, ("", name))

    def folder(name: str, otherwise: Path) -> Path:
        return Path(words(name)[0] or otherwise)

    def number(name: str, otherwise: int) -> int:
        return positive(*words(name)) if words(name)[0] else otherwise

    return Settings(
        raw=folder("raw", default.raw),
        staged=folder("staged", default.staged),
        output=folder("output", default.output),
        workers=number("workers", default.workers),
        engine=engine(*words("engine")) if words("engine")[0] else default.engine,
        address=words("address")[0] or default.address,
        corrections=Path(words("corrections")[0]) if words("corrections")[0] else default.corrections,
        keep_contacts=truth(*words("keep_contacts")) if words("keep_contacts")[0] else default.keep_contacts,
        follow_links=truth(*words("follow_links")) if words("follow_links")[0] else default.follow_links,
        seconds_per_document=number("seconds_per_document", default.seconds_per_document),
        seconds_per_ocr_page=number("seconds_per_ocr_page", default.seconds_per_ocr_page),
        megabytes_per_document=number("megabytes_per_document", default.megabytes_per_document),
        megabytes_per_file=number("megabytes_per_file", default.megabytes_per_file),
        archive_depth=number("archive_depth", default.archive_depth),
        archive_members=number("archive_members", default.archive_members),
        archive_ratio=number("archive_ratio", default.archive_ratio),
        megabytes_per_archive=number("megabytes_per_archive", default.megabytes_per_archive),
        text_column=words("text_column")[0] or None,
        title_column=words("title_column")[0] or None,
        date_column=words("date_column")[0] or None,
        issuer_column=words("issuer_column")[0] or None,
        pages_per_document=number("pages_per_document", default.pages_per_document),
        characters_per_document=number("characters_per_document", default.characters_per_document),
        cells_per_document=number("cells_per_document", default.cells_per_document),
        depth_of_markup=number("depth_of_markup", default.depth_of_markup),
        rows_per_document=number("rows_per_document", default.rows_per_document),
    )


def variables_without_setting(environment: Mapping[str, str] | None = None) -> list[str]:
    """Tell which variables look like settings, but are none: a slip of the pen has no effect otherwise.

    >>> variables_without_setting({"PLANQUET_WORKER": "2", "PLANQUET_RAW": "in", "HOME": "/"})
    ['PLANQUET_WORKER']
    """
    known = {PREFIX + name.upper() for name in (*NAMES, "settings")}
    variables = os.environ if environment is None else environment
    return sorted(name for name in variables if name.startswith(PREFIX) and name not in known)


def _named(variables: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """Settings of the environment: words, and what to call them in a message."""
    names = {name: PREFIX + name.upper() for name in NAMES}
    return {name: (variables[variable], variable) for name, variable in names.items() if variables.get(variable)}


def _from_file(named: str | None, *, is_looked_for: bool) -> dict[str, tuple[str, str]]:
    """Settings of the file, as words, and what to call them in a message."""
    path = Path(named) if named else Path(FILE)
    if not named and not (is_looked_for and path.is_file()):
        return {}
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        why = f"cannot be read ({error.strerror}); PLANQUET_SETTINGS names the file"
        raise SettingError(f"the settings in {path} {why}") from None
    except ValueError as error:  # tomllib's own error is one, and so is a file that is no UTF-8
        advice = "write name = value, texts and folders in quotes; `planquet init` writes an example"
        raise SettingError(f"{path} is no TOML ({error}); {advice}") from None
    said: dict[str, tuple[str, str]] = {}
    for name, value in content.items():
        if name not in NAMES:
            raise SettingError(f"{path}: there is no setting {name}{did_you_mean(name, NAMES) or _SETTINGS_ARE}")
        if isinstance(value, dict | list):
            raise SettingError(f"{path}: {name} is {value!r}, but must be one value")
        words = str(int(value)) if isinstance(value, bool) else str(value)
        is_relative = name in _PATHS and words and path.parent != Path() and address_of(Path(words)) is None
        said[name] = (str(path.parent / words) if is_relative else words, f"{name} in {path}")
    return said


def did_you_mean(said: str, known: Iterable[str]) -> str:
    """Turn a word that is not known into a question for the one that was meant, or into nothing.

    >>> did_you_mean("exel", ["csv", "xlsx", "excel"])
    '; did you mean excel?'
    """
    close = difflib.get_close_matches(said, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def engine(said: str, name: str) -> Engine:
    """Turn a setting's words into an engine. Raises SettingError where they name none.

    >>> engine("ray", "PLANQUET_ENGINE")
    'ray'
    """
    for known in ENGINES:
        if said == known:
            return known
    raise SettingError(f"{name} is {said!r}, but must be one of {', '.join(ENGINES)}{did_you_mean(said, ENGINES)}")


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
