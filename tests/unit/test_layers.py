"""Who may call whom, read off the imports: `pipeline` calls `extractors`, never back; siblings stay apart."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from pipeline.schema import TABLE_OF, TABLES

ROOT = Path(__file__).parents[2]
ROOMS_OF_SIBLINGS = ("extractors.readers", "extractors.repair", "extractors.recognize", "pipeline.commands")
# The door of a room knows all who are in it; these siblings serve the others of their room.
SHARED = {
    "extractors.repair.big5_and_gbk",
    "extractors.repair.utf8_in_east_asian",
    "extractors.repair.gbk_in_east_asian",
    "extractors.repair.gbk_in_shift_jis",
    "extractors.repair.gbk_half_as_utf8",
    "extractors.repair.gbk_half_as_utf8_ways",
    "extractors.repair.word_lattice",
    "extractors.repair.lexicon",
    "extractors.repair.lost_marks",
    "extractors.repair.utf8_with_lost_bytes",
    "extractors.repair.phonetics",
    "extractors.repair.round_trip_grammar",
    "extractors.repair.slots",
    "extractors.repair.surrogates",
    "extractors.repair.utf8_holes",
    "extractors.repair.vocabulary",
    "pipeline.commands.exits",
    "pipeline.commands.show",
}
# The rooms that siblings share, each with those that it may use: what is found in bytes and lines knows nothing of
# pages, and no room knows a reader or a recogniser. Modules beside the rooms are for all.
ROOMS: dict[str, set[str]] = {
    "charsets": set(),
    "targets": set(),
    "tasks": set(),
    "document": {"tasks"},
    "plain_tables": {"tasks"},
    "web": {"document"},
    "office": {"charsets"},
    "paged": set(),
    "pictures": {"office", "paged"},
}
# What a pure library has no business with: files, clock, environment, processes, network, tables.
IMPURE = {
    "os",
    "pathlib",
    "time",
    "subprocess",
    "socket",
    "tempfile",
    "shutil",
    "random",
    "pyarrow",
    "pandas",
    "pipeline",
}


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports; `from a.b import c` may mean the module a.b.c."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


SOURCES = {
    module_name(path): set(imports(path))
    for package in ("extractors", "pipeline")
    for path in sorted((ROOT / package).rglob("*.py"))
}


def within(name: str, package: str) -> bool:
    return name == package or name.startswith(package + ".")


def test_there_is_something_to_read() -> None:
    assert {"extractors.models", "pipeline.stages"} <= set(SOURCES)


@pytest.mark.parametrize("module", [name for name in SOURCES if within(name, "extractors")])
def test_extractors_are_pure(module: str) -> None:
    used = {name.partition(".")[0] for name in SOURCES[module]}
    assert not used & IMPURE


def test_extractors_take_patterns_that_leap() -> None:
    """`from extractors import quick_re as re` instead of `import re`, whose searches try most patterns everywhere."""
    plain = {module for module in SOURCES if within(module, "extractors") and "re" in SOURCES[module]}
    assert plain == {"extractors.quick_re"}


@pytest.mark.parametrize("module", ["extractors.models"])
def test_models_import_nothing_of_the_project(module: str) -> None:
    assert not {name for name in SOURCES[module] if within(name, "extractors") or within(name, "pipeline")}


@pytest.mark.parametrize("room", ROOMS_OF_SIBLINGS)
def test_siblings_never_import_each_other(room: str) -> None:
    siblings = [name for name in SOURCES if within(name, room) and name != room]
    offences = {
        f"{module} imports {name}"
        for module in siblings
        for name in SOURCES[module]
        for sibling in siblings
        if sibling not in SHARED and sibling != module and within(name, sibling) and not within(sibling, module)
    }
    assert offences == set()


@pytest.mark.parametrize("room", ROOMS)
def test_rooms_use_only_their_neighbours(room: str) -> None:
    doors = {path.parent.name for path in (ROOT / "extractors").glob("*/__init__.py")}
    used = {
        parts[1]
        for module in SOURCES
        if within(module, f"extractors.{room}")
        for parts in (name.split(".") for name in SOURCES[module])
        if parts[0] == "extractors" and len(parts) > 1 and parts[1] in doors
    }
    assert used - {room} == ROOMS[room]


def test_only_settings_reads_the_environment() -> None:
    readers = {
        module
        for module, used in SOURCES.items()
        if {"os.environ", "os.getenv"} & used or "os.environ" in (ROOT / path_of(module)).read_text(encoding="utf-8")
    }
    assert readers <= {"pipeline.settings"}


def path_of(module: str) -> str:
    base = module.replace(".", "/")
    return f"{base}.py" if (ROOT / f"{base}.py").exists() else f"{base}/__init__.py"


def test_no_file_is_too_long_to_read() -> None:
    files = [path for folder in ("extractors", "pipeline", "bench", "tests") for path in (ROOT / folder).rglob("*.py")]
    lengths = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").count("\n") for path in files}
    assert {name: length for name, length in lengths.items() if length > 500} == {}


def test_no_function_is_too_long_to_read() -> None:
    """Sixty lines, those of its head and its docstring apart: what is longer has steps that have names."""
    found: set[str] = set()
    for module in SOURCES:
        for node in ast.walk(ast.parse((ROOT / path_of(module)).read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                first = node.body[min(ast.get_docstring(node) is not None, len(node.body) - 1)]
                if (node.end_lineno or 0) - first.lineno >= 60:
                    found.add(f"{module}.{node.name}")
    assert found == set()


def named_in(path: Path) -> Iterator[str]:
    """The functions, classes and constants of a module."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from (target.id for target in targets if isinstance(target, ast.Name))


def test_nothing_is_defined_that_nothing_uses() -> None:
    """What a module keeps to itself it uses, what it offers another module does: tests alone are no use."""
    paths = [path for folder in ("extractors", "pipeline", "bench") for path in (ROOT / folder).rglob("*.py")]
    words = {path: Counter(re.findall(r"\w+", path.read_text(encoding="utf-8"))) for path in paths}
    everywhere = sum(words.values(), Counter())
    idle = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in paths
        for name in named_in(path)
        if not name.startswith("__") and (words[path] if name.startswith("_") else everywhere)[name] == 1
    }
    assert idle == set()


def test_every_module_stands_in_the_map() -> None:
    """docs/architecture.md names each module, so that a newcomer finds it.

    Not those whose names their room's line explains: a reader for each format, a family of damage, a command.
    """
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    told = {*ROOMS_OF_SIBLINGS, "extractors.data"}
    rooms = {name.rpartition(".")[0] for name in SOURCES}
    modules = {name for name in SOURCES if name not in rooms and not any(within(name, room) for room in told)}
    named = set(re.findall(r"`(?:\w+/)*(\w+)(?:\.py|/)?`", page))
    assert {name for name in modules if name.rpartition(".")[2] not in named} == set()


def test_what_the_map_says_of_columns_is_there() -> None:
    """Each table stands in it, each column is one of its table, each function one of its module."""
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    part = page.partition("## Where a column comes from")[2].partition("\n## ")[0]
    rows = [line.strip("| ").split(" | ") for line in part.splitlines() if line.startswith("| `")]
    assert {name.strip("`") for name, *rest in rows if len(rest) == 3} == {table.name for table in TABLES}
    columns = [re.findall(r"`(\w+)(?:\.(\w+))?`", name) for name, *rest in rows if len(rest) == 1 and "*" not in name]
    for (table, first), *others in columns:
        if table in TABLE_OF:
            wanted = {first, *(column or owner for owner, column in others)}
            assert wanted <= {column.name for column in fields(TABLE_OF[table].row)}, table
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", part)
    assert len(named) > 40
    for path, name in named:
        defined = {getattr(node, "name", "") for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))}
        assert not name or name in defined, (path, name)
