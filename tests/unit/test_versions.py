"""Versions of the code: a change of one reader changes the version of what it claims, and of nothing else."""

from __future__ import annotations

import ast
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.readers import FORMATS, claim
from pipeline import versions
from pipeline.versions import claims_of, code_of, extractor_version, version_of


def test_the_version_names_release_and_code() -> None:
    release, _, code = extractor_version().partition("+")
    assert release.count(".") == 2
    assert len(code) == 12
    assert version_of(("text",)) == f"{release}+{code_of(('text',))}"


def test_what_ray_carries_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = versions._libraries()
    carried = tmp_path / "thirdparty_files"
    for name in ("colorama", "rich"):  # one that only other systems need, and one that is installed
        info = carried / f"{name}-0.0.1.dist-info"
        info.mkdir(parents=True)
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.0.1\n")
    monkeypatch.syspath_prepend(str(carried))
    assert versions._libraries() == before
    assert before["rich"] != "0.0.1"


def test_what_other_systems_need_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tools of the documentation bring a library that another one needs on another system: nothing is read anew."""
    info = tmp_path / "probe-1.0.dist-info"
    info.mkdir()
    wanted = (
        "a",
        "b; sys_platform == 'nowhere'",
        f"c; sys_platform == '{sys.platform}'",
        "d; os_name == 'x' or python_version > '3'",
    )
    lines = ["Metadata-Version: 2.1", "Name: probe", "Version: 1.0", *(f"Requires-Dist: {name}" for name in wanted)]
    (info / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert versions._needed("probe") == {"a", "c", "d"}


def test_the_readers_are_those_of_the_registry() -> None:
    """They are read off its source, so that the process that hands out documents need not load them."""
    source = Path(sys.modules["extractors.readers"].__file__ or "").read_text(encoding="utf-8")
    assert versions._readers(source) == [
        (reader.name, reader.read.__module__, reader.matches.__name__) for reader in FORMATS
    ]
    assert all(reader.matches.__module__ == reader.read.__module__ for reader in FORMATS)


def test_each_set_of_claims_has_its_version() -> None:
    assert len({code_of(()), code_of(("text",)), code_of(("html",)), code_of(("html", "text"))}) == 4


@pytest.mark.parametrize(
    ("data", "claims"),
    [
        ("一、工作目标".encode(), ("text",)),
        ("<html><p>一、目标</p></html>".encode(), ("html", "text")),
        (b"%PDF-1.7", ("pdf", "text")),
        (b"", ("text",)),
    ],
)
def test_claims(data: bytes, claims: tuple[str, ...]) -> None:
    assert claims_of(claim(data)) == claims


def test_a_reader_has_its_own_module_for_itself() -> None:
    own = versions._parts().own_modules
    for reader in FORMATS:
        assert reader.read.__module__ in own[reader.name]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("from extractors.spans import Span", {"extractors.spans"}),
        ("def f():\n    from extractors import spans, script as c", {"extractors.spans", "extractors.script"}),
        (
            "from extractors import (\n    spans,  # (of a text)\n    script,\n)",
            {"extractors.spans", "extractors.script"},
        ),
        ("import extractors.spans", {"extractors.spans"}),
        (
            '"""Words\n\nfrom extractors import the parts of it\n"""\nfrom extractors.spans import Span',
            {"extractors.spans"},
        ),
        ("from pathlib import Path\nimport os", set()),
    ],
)
def test_imports_are_found(source: str, expected: set[str]) -> None:
    assert versions._imports(source, {"extractors.spans", "extractors.script"}) == expected


def test_what_all_documents_pass_through_is_shared() -> None:
    owned = {module for modules in versions._parts().own_modules.values() for module in modules}
    assert not owned & {"extractors.extraction", "extractors.outline", "extractors.models", "extractors.readers"}


def test_every_module_is_hashed_once() -> None:
    """Shared is what no reader owns, so nothing can be left out; what a reader owns must be a module that exists."""
    known = set(versions._modules())
    for modules in versions._parts().own_modules.values():
        assert modules <= known


def test_a_changed_reader_changes_only_its_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {claims: code_of(claims) for claims in (("text",), ("pdf", "text"), ("html", "text"))}
    whole = extractor_version()
    codes = {**versions._code_of_readers(), "pdf": "changed"}
    code_of.cache_clear()
    extractor_version.cache_clear()
    monkeypatch.setattr(versions, "_code_of_readers", lambda: codes)
    try:
        assert {claims for claims, code in before.items() if code_of(claims) != code} == {("pdf", "text")}
        assert extractor_version() != whole
    finally:
        code_of.cache_clear()
        extractor_version.cache_clear()


def test_ocr_is_a_part_of_the_readers_that_come_to_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """To install it, or another version of what it needs, changes PDF, OFD and images, and nothing else."""
    before = versions._code_of_readers()
    for libraries in ({}, {"rapidocr": "3.10.0"}, {"rapidocr": "3.11.0"}):
        versions._code_of_readers.cache_clear()
        monkeypatch.setattr(versions, "_libraries_of_extra", lambda extra, libraries=libraries: libraries)
        codes = versions._code_of_readers()
        changed = {name for name, code in codes.items() if code != before[name]}
        assert changed <= {"pdf", "ofd", "image"}
        if libraries:
            assert changed == {"pdf", "ofd", "image"}
        before = codes
    versions._code_of_readers.cache_clear()


def test_what_an_extra_needs_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    requires = ["lxml>=6.0", "Pillow>=11; extra == 'ocr'", 'numpy>=2; python_version < "3.13" and extra == "ocr"']
    requires += ["ray>=2 ; extra == 'ray'", 'tomli; python_version < "3.11"']
    said = "".join(f"Requires-Dist: {requirement}\n" for requirement in requires)
    found = SimpleNamespace(read_text=lambda name: f"Name: planquet\n{said}\nRequires-Dist: of the description")
    monkeypatch.setattr(versions, "_installed", lambda name: found)
    assert versions._needed("planquet", "ocr") == {"pillow", "numpy"}
    assert versions._needed("planquet") == {"lxml", "tomli"}


def test_what_decides_on_claims_is_shared() -> None:
    """`matches`, the constants and functions that it names, and the modules that it calls; not the reader itself."""
    tree = ast.parse(
        "from extractors.office.zipped import zip_names\nfrom extractors.layout import lay\nMAGIC = b'x'\nOTHER = 1\n"
        "def _deep(data):\n    return MAGIC in data\n"
        "def matches(data):\n    return _deep(data) or zip_names(data)\n"
        "def read(data):\n    return lay(OTHER)\n"
    )
    sources, modules = versions._sniffing(tree, "m", "matches", {"extractors.office.zipped", "extractors.layout"})
    assert modules == {"extractors.office.zipped"}
    assert "OTHER" not in "".join(sources)
    assert "MAGIC" in "".join(sources)
    assert versions._sniffing(tree, "m", "elsewhere", set()) == ([], {"m"})
