"""A workspace for a first run: folders, a commented settings file, and an example document to run on."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from pipeline.settings import FILE, SettingError

EXAMPLE = "example.txt"
_RAW = "raw"


def make_workspace(folder: Path) -> tuple[Path, ...]:
    """Make a folder with `planquet.toml` and `raw/`; returns what was made, in order.

    An empty `raw/` gets an example document, made up for this, so that a first run has something to read. Nothing that
    is there is changed. Raises SettingError where the folder has a settings file, or cannot be written.
    """
    settings, raw = folder / FILE, folder / _RAW
    if settings.exists():
        raise SettingError(f"{settings} is there already; change it, or name another folder")
    try:
        raw.mkdir(parents=True, exist_ok=True)
        settings.write_text(_data(FILE), encoding="utf-8", newline="\n")
        if any(raw.iterdir()):
            return (settings,)
        (raw / EXAMPLE).write_text(_data(EXAMPLE), encoding="utf-8", newline="\n")
    except OSError as error:
        raise SettingError(f"{folder} cannot be written ({error.strerror}); name another folder") from None
    return settings, raw / EXAMPLE


def _data(name: str) -> str:
    return files("pipeline").joinpath("data", name).read_text(encoding="utf-8")
