"""Looks at the machine before a run does: Python, libraries, extras, fonts, folders, space."""

from __future__ import annotations

import importlib.metadata as metadata
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractors.counted import counted
from pipeline.remote import address_of, shown
from pipeline.settings import PREFIX, SettingError, Settings, did_you_mean, from_environment, variables_without_setting

State = Literal["ok", "note", "wrong"]
NAME = "planquet"
PYTHONS = ((3, 11, 5), (3, 14))
"""From this one on, and below that one: what the locks are made for."""
# What each extra is for. Without it, only that does not work.
_EXTRAS: Mapping[str, str] = {
    "export": "planquet export --format xlsx or duckdb",
    "ocr": "scans and other pages that are pictures",
    "pictures": "planquet review --pictures",
    "ray": "planquet run --engine ray",
    "remote": "documents and results at addresses, s3://…",
}
_MEGABYTE = 1 << 20
# A staged result is about as large as its document's text; tables are smaller. Below this, a run of any size may fail.
_FREE_MEGABYTES = 500
_NAME_RE = re.compile(r"[A-Za-z0-9._-]+")
_EXTRA_RE = re.compile(r"extra == ['\"]([^'\"]+)['\"]")


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at, how it stands, and what to do where it is not ok."""

    what: str
    state: State
    message: str


def examine(environment: Mapping[str, str] | None = None) -> Iterator[Finding]:
    """Look at all that a run needs, and at what only some commands need: that is a note at most."""
    yield _python()
    yield from _libraries()
    yield from _settings(environment)
    yield _fonts()


def _python() -> Finding:
    version = tuple(sys.version_info[:3])
    said = ".".join(map(str, version))
    if PYTHONS[0] <= version < PYTHONS[1]:
        return Finding("Python", "ok", said)
    return Finding("Python", "wrong", f"{said}; install Python 3.11 (3.11.5 or later), 3.12 or 3.13")


def _libraries() -> Iterator[Finding]:
    missing: dict[str, list[str]] = {}
    for requirement in metadata.requires(NAME) or ():
        name, group = _NAME_RE.match(requirement), _EXTRA_RE.search(requirement)
        if name and not _is_installed(name[0]):
            missing.setdefault(group[1] if group else "", []).append(name[0])
    lost = missing.get("", [])
    if lost:
        yield Finding("libraries", "wrong", f"{', '.join(lost)} missing; pip install -e . (or make run) installs them")
    else:
        yield Finding("libraries", "ok", "all installed")
    for extra, purpose in _EXTRAS.items():
        if missing.get(extra):
            message = f"{', '.join(missing[extra])} missing; for {purpose}: pip install 'planquet[{extra}]'"
            yield Finding(f"extra {extra}", "note", message)
        else:
            yield Finding(f"extra {extra}", "ok", f"for {purpose}")


def _is_installed(name: str) -> bool:
    try:
        metadata.version(name)
    except metadata.PackageNotFoundError:
        return False
    return True


def _settings(environment: Mapping[str, str] | None) -> Iterator[Finding]:
    for variable in variables_without_setting(environment):
        known = [PREFIX + name.upper() for name in Settings.__dataclass_fields__]
        yield Finding("settings", "note", f"{variable} is no setting{did_you_mean(variable, known)}")
    try:
        settings = from_environment(environment)
    except SettingError as error:
        yield Finding("settings", "wrong", str(error))
        return
    yield Finding("settings", "ok", f"{counted(settings.workers, 'worker')}, engine {settings.engine}")
    if address_of(settings.raw) is not None:
        yield Finding("documents", "note", f"{shown(settings.raw)} is an address; a run says whether it answers")
    elif settings.raw.is_dir():
        yield Finding("documents", "ok", f"{settings.raw} is there")
    else:
        yield Finding("documents", "note", f"{settings.raw} is no folder; name yours: planquet run FOLDER")
    for name, folder in (("tables", settings.output), ("results", settings.staged)):
        yield _folder(name, folder)


def _folder(name: str, folder: Path) -> Finding:
    """Tell whether a folder can be written, or be made, and how much room is there."""
    there = next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
    if not there.is_dir() or not os.access(there, os.W_OK):
        return Finding(name, "wrong", f"{folder} cannot be written; name another folder")
    free = shutil.disk_usage(there).free // _MEGABYTE
    if free < _FREE_MEGABYTES:
        return Finding(name, "wrong", f"{folder}: {free:,} MB free, {_FREE_MEGABYTES} are needed at least; make room")
    return Finding(name, "ok", f"{folder}: {free:,} MB free")


def _fonts() -> Finding:
    """Tell whether there is a font for Chinese, where the system can be asked: review pages need one in the browser."""
    program = shutil.which("fc-list")
    if program is None:
        return Finding("fonts", "ok", "the system's own (not looked at)")
    found = subprocess.run([program, ":lang=zh", "family"], capture_output=True, text=True, check=False)
    families = sorted({line.split(",")[0].strip() for line in found.stdout.splitlines() if line.strip()})
    if families:
        return Finding("fonts", "ok", f"{len(families)} for Chinese, {families[0]} among them")
    message = "none for Chinese, so review pages show boxes here; Debian: apt install fonts-noto-cjk"
    return Finding("fonts", "note", message)
