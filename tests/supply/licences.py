"""The licences of every locked package, from what the packages say of themselves."""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "licences.md"
PYTHON = ROOT / ".venv-supply" / "bin" / "python"  # its pip is new enough to tell licence expressions
# What each lock pins: requirements.lock holds the tools of development beside what a run needs.
LOCKS = {
    "": "run and development",
    "-ocr": "extra ocr",
    "-ray": "extra ray",
    "-remote": "extra remote and its tests",
    "-pictures": "extra pictures",
    "-export": "extra export",
    # What makes and checks the project, and is in no installation of a user.
    "-build": "building",
    "-docs": "documentation",
    "-browser": "tests in a browser",
    "-bench": "benchmarks",
    "-fuzz": "fuzzing",
    "-supply": "supply",
}
_PINNED_RE = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^\s;]+)", re.MULTILINE)
_COPYLEFT_RE = re.compile(r"(?<!L)(?<!Lesser )\bA?GPL|(?<!Lesser )General Public License|Affero", re.IGNORECASE)
_OR_ELSE_RE = re.compile(r" OR |/|,|\|")
_LONGEST = 60

UNSAID: dict[str, str] = {
    "atheris": "Apache-2.0",
    "axe-playwright-python": "MIT; axe-core in it: MPL-2.0",
    "pywin32": "PSF-2.0",
}
"""Licences of packages whose metadata names none, or cannot be had on Linux: read from the licence that they ship."""


@dataclass(frozen=True)
class Package:
    """A locked package: its licence, and what needs it."""

    name: str
    version: str
    licence: str
    purpose: str


def pinned() -> dict[tuple[str, str], str]:
    """What the locks pin: name and version → the first lock that needs it."""
    found: dict[tuple[str, str], str] = {}
    for lock, purpose in LOCKS.items():
        for match in _PINNED_RE.finditer((ROOT / f"requirements{lock}.lock").read_text(encoding="utf-8")):
            found.setdefault((match["name"].lower(), match["version"]), purpose)
    return found


def licence_of(metadata: Mapping[str, Any]) -> str:
    """The licence that a package names: its expression, else its classifiers, else the first line of its field."""
    said = metadata.get("license_expression")
    if said:
        return str(said)
    classified = [
        line.rsplit(" :: ", 1)[-1] for line in metadata.get("classifier", ()) if line.startswith("License ::")
    ]
    named = sorted({name for name in classified if name != "OSI Approved"})
    if named:
        return ", ".join(named)
    field = str(metadata.get("license") or "").strip().splitlines()
    return field[0][:_LONGEST] if field else ""


def is_forbidden(licence: str) -> bool:
    """Tell whether a licence is (A)GPL with no other to choose; LGPL is not."""
    choices = [part for part in _OR_ELSE_RE.split(licence) if part.strip()]
    return bool(choices) and all(_COPYLEFT_RE.search(part) is not None for part in choices)


def fetch(pins: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Ask pip for the metadata of packages; none is installed. Of several versions of a name, one is asked for."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        options = ("--dry-run", "--ignore-installed", "--no-deps", "--report", str(report))
        words = [f"{name}=={version}" for name, version in dict(reversed(pins)).items()]
        command = (str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check", *options, *words)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        found = [item["metadata"] for item in json.loads(report.read_text(encoding="utf-8"))["install"]]
    return {_folded(said["name"]): licence_of(said) for said in found}


def _folded(name: str) -> str:
    return re.sub("[-_.]+", "-", name).lower()


def as_page(packages: Sequence[Package]) -> str:
    """The page of licences."""
    head = (
        "# Licences\n\nEvery package that the locks pin, with the licence that it names. Written by `make licences`;\n"
        "a test holds that the page is whole and that no package is under the GPL or AGPL alone.\n\n"
        "| package | version | licence | needed for |\n|---|---|---|---|\n"
    )
    rows = (f"| {p.name} | {p.version} | {p.licence} | {p.purpose} |\n" for p in packages)
    return head + "".join(rows)


def listed() -> list[Package]:
    """What the page lists."""
    rows = [
        line.strip("| ").split(" | ") for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")
    ]
    return [Package(*(cell.strip() for cell in row)) for row in rows[1:]]


def main() -> None:
    """Write the page."""
    pins = pinned()
    licences = fetch([pin for pin in pins if pin[0] not in UNSAID])
    packages = [
        Package(name, version, licences.get(_folded(name)) or UNSAID.get(name, ""), purpose)
        for (name, version), purpose in sorted(pins.items())
    ]
    PAGE.write_text(as_page(packages), encoding="utf-8")


if __name__ == "__main__":
    main()
