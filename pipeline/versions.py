"""Which code reads a document: a version for each set of readers that claim its bytes, so that a change of one reader
makes anew only what that reader may have read.

The result of reading is a function of the bytes, the suffix, the code that all documents share, and the code of the
one reader that is chosen among those that claim the bytes. So its version is a hash of the shared code and of the
readers that claim it. Shared is every source and data file of `extractors`, except modules that only readers import;
of these, what `matches` needs is shared too, because it decides which readers claim a document.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import os
import platform
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import extractors

if TYPE_CHECKING:
    from extractors.readers import Format

DISTRIBUTION = "planquet"

_VERSION_DIGITS = 12
_SYSTEM_RE = re.compile(r"""(?:platform_system|sys_platform|os_name)\s*==\s*["']([^"']+)["']""")
_REQUIREMENT_NAME_RE = re.compile(r"[A-Za-z0-9._-]+")
_CARRIED_BY_RAY = "thirdparty_files"
_VERSION_RE = re.compile(r"^Version:[ \t]*(\S+)", re.M)
_REQUIRES_RE = re.compile(r"^Requires-Dist:[ \t]*(\S.*)", re.M)
_EXTRA_RE = re.compile(r"""\bextra\s*==\s*['"]([^'"]+)['"]""")
# An import, at any depth, in brackets or not: `from a import (b,\n    c,\n)`.
_IMPORT_RE = re.compile(
    r"^[ \t]*((?:from[ ]extractors[\w.]*[ ]import[ ](?:\([^)]*\)|[\w, ]+)|import[ ]extractors[\w., ]*))", re.M
)
_ENTRY = "extractors.extraction"
_REGISTRY = "extractors.readers"
# What reads pictures, and the extra without which it cannot: whether that is installed, and in which version, is a part
# of the code of each reader that comes to it.
_OCR, _OCR_EXTRA = "extractors.pictures.ocr", "ocr"

Claims = tuple[str, ...]
"""Names of the formats whose readers claim a document's bytes, in the order of the registry."""


def claims_of(claimed: Iterable[Format]) -> Claims:
    """Turn the formats that claim a document's bytes into their names.

    >>> from extractors.readers import claim
    >>> claims_of(claim("一、工作目标".encode()))
    ('text',)
    """
    return tuple(candidate.name for candidate in claimed)


@cache
def code_of(claims: Claims) -> str:
    """Turn the formats that claim a document into the version of the code that reads it."""
    digest = hashlib.sha256(_shared().encode())
    for name in claims:
        digest.update(f"{name} {_code_of_readers().get(name, 'gone')}\n".encode())
    return digest.hexdigest()[:_VERSION_DIGITS]


def version_of(claims: Claims, vouched: str = "") -> str:
    """Turn the formats that claim a document into what `documents` says of its reader: release, `+`, code.

    Where clean documents vouched for it, `vouched` is the hash of what they said; it follows after a dot.
    """
    return f"{release()}+{code_of(claims)}" + (f".{vouched}" if vouched else "")


@cache
def extractor_version() -> str:
    """The version of all code that reads documents: release, `+`, and a hash of all that can change a result.

    Hashed are the sources and data of the package `extractors`, the version of each library that the project
    needs (and that those need), and Python's own.
    """
    digest = hashlib.sha256(_shared().encode())
    for name, code in sorted(_code_of_readers().items()):
        digest.update(f"{name} {code}\n".encode())
    return f"{release()}+{digest.hexdigest()[:_VERSION_DIGITS]}"


@cache
def pipeline_code() -> str:
    """The version of the code that makes tables of what was read."""
    digest = hashlib.sha256()
    _add_files(digest, Path(__file__).parent, _files(Path(__file__).parent))
    return digest.hexdigest()[:_VERSION_DIGITS]


@cache
def release() -> str:
    """The release of planquet that is installed."""
    return importlib.metadata.version(DISTRIBUTION)


# ── the parts of the code ───────────────────────────────────────────────────────────────────────


class _Reader(NamedTuple):
    """A format of the registry: its name, the module that reads it, and the function there that claims bytes."""

    name: str
    module: str
    matches: str


@dataclass(frozen=True, slots=True)
class _Parts:
    """The modules of each reader that nothing else imports, and what of them decides on claims."""

    own_modules: Mapping[str, frozenset[str]]
    sniffing: tuple[str, ...]


@cache
def _shared() -> str:
    parts = _parts()
    root = Path(extractors.__path__[0])
    own = {_path_of(module) for modules in parts.own_modules.values() for module in modules}
    digest = hashlib.sha256()
    _add_files(digest, root, (path for path in _files(root) if path not in own))
    for source in parts.sniffing:
        digest.update(source.encode() + b"\0")
    _add_libraries(digest, _libraries())
    digest.update(".".join(map(str, sys.version_info[:2])).encode())
    return digest.hexdigest()


@cache
def _code_of_readers() -> Mapping[str, str]:
    root = Path(extractors.__path__[0])
    found: dict[str, str] = {}
    for name, modules in _parts().own_modules.items():
        digest = hashlib.sha256()
        _add_files(digest, root, sorted(map(_path_of, modules)))
        if _OCR in modules:
            _add_libraries(digest, _libraries_of_extra(_OCR_EXTRA))
        found[name] = digest.hexdigest()
    return found


def _files(root: Path) -> Iterator[Path]:
    return (path for path in sorted(root.rglob("*")) if path.is_file() and "__pycache__" not in path.parts)


def _add_files(digest: hashlib._Hash, root: Path, paths: Iterable[Path]) -> None:
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(root).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)


def _add_libraries(digest: hashlib._Hash, libraries: Mapping[str, str]) -> None:
    for name, version in sorted(libraries.items()):
        digest.update(f"{name}=={version}\n".encode())


@cache
def _parts() -> _Parts:
    sources = {module: _path_of(module).read_text(encoding="utf-8") for module in _modules()}
    readers = _readers(sources[_REGISTRY])
    imports = {module: _imports(source, sources) for module, source in sources.items()}
    imports[_REGISTRY] -= {reader.module for reader in readers}
    sniffing: list[str] = []
    entries = {_ENTRY, _REGISTRY}
    for reader in readers:
        found, modules = _sniffing(ast.parse(sources[reader.module]), reader.module, reader.matches, sources)
        sniffing += found
        entries |= modules
    shared = _reached(entries, imports)
    own = {reader.name: _reached({reader.module}, imports) - shared for reader in readers}
    return _Parts(own, tuple(sniffing))


def _readers(source: str) -> list[_Reader]:
    """The formats in the source of the registry, read off its lines `Format("pdf", pdf.matches, pdf.read, …)`.

    Importing it would load all readers, which takes a second: the process that hands out documents reads none.
    """
    return [
        _Reader(str(name.value), f"{_REGISTRY}.{matches.value.id}", matches.attr)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Format"
        for name, matches in [node.args[:2]]
        if isinstance(name, ast.Constant) and isinstance(matches, ast.Attribute) and isinstance(matches.value, ast.Name)
    ]


def _modules() -> Iterator[str]:
    root = Path(extractors.__path__[0])
    for path in sorted(root.rglob("*.py")):
        yield ".".join(path.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")


def _path_of(module: str) -> Path:
    base = Path(extractors.__path__[0]).parent.joinpath(*module.split("."))
    package = base / "__init__.py"
    return package if package.exists() else base.with_suffix(".py")


def _imports(source: str, known: Collection[str]) -> set[str]:
    """The modules of `extractors` that a source imports, wherever in it: only its imports are parsed, which takes a
    tenth of the time. What looks like one in a docstring counts as well, and can only let more be shared.
    """
    try:
        nodes = [node for found in _IMPORT_RE.finditer(source) for node in ast.parse(found[0].strip()).body]
    except SyntaxError:  # words that are none
        nodes = list(ast.walk(ast.parse(source)))  # type: ignore[arg-type]
    return {module for node in nodes for _, module in _bound(node, known)}


def _bound(node: ast.AST, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """The names that an import binds, each with its module; `from a.b import c` may mean the module a.b.c."""
    if isinstance(node, ast.Import):
        yield from ((alias.asname or alias.name, alias.name) for alias in node.names if alias.name in known)
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            for module in (f"{node.module}.{alias.name}", node.module or ""):
                if module in known:
                    yield alias.asname or alias.name, module
                    break


def _reached(entries: Iterable[str], imports: Mapping[str, set[str]]) -> frozenset[str]:
    found: set[str] = set()
    waiting = list(entries)
    while waiting:
        module = waiting.pop()
        if module not in found:
            found.add(module)
            waiting += imports[module]
    return frozenset(found)


def _sniffing(tree: ast.Module, module: str, name: str, known: Collection[str]) -> tuple[list[str], set[str]]:
    """What a reader's `matches` needs: sources of its own module, and other modules."""
    modules: dict[str, str] = {}
    sources: dict[str, ast.stmt] = {}
    for node in tree.body:
        modules |= dict(_bound(node, known))
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            sources[node.name] = node
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            sources |= {part.id: node for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    if name not in sources:  # not a plain function of its module: then all of the module decides
        return [], {module}
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        wanted = waiting.pop()
        if wanted in sources and wanted not in found:
            found[wanted] = ast.dump(sources[wanted])
            waiting += {part.id for part in ast.walk(sources[wanted]) if isinstance(part, ast.Name)}
        elif wanted in modules:
            found[wanted] = modules[wanted]
    return [found[key] for key in sorted(found)], {modules[key] for key in found if key in modules}


def _libraries() -> dict[str, str]:
    """Name and version of every installed library that the project needs at run time, directly or not."""
    return _closure(_needed(DISTRIBUTION))


def _libraries_of_extra(extra: str) -> dict[str, str]:
    """Name and version of every installed library that comes with an extra of the project."""
    return _closure(_needed(DISTRIBUTION, extra) - _needed(DISTRIBUTION))


def _closure(names: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    waiting = list(names)
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        installed = _installed(name)
        if installed is None:
            continue  # needed on other systems only, or by an extra that is not installed
        stated = _VERSION_RE.search(_head_of(installed))
        found[name] = stated[1] if stated is not None else installed.version
        waiting += _needed(name)
    return found


def _installed(name: str) -> importlib.metadata.Distribution | None:
    """A library where it is installed. Ray carries some of its own, colorama for one, and puts them before all others:
    these do not count, for a process that has Ray loaded reads no other way than one that has not.
    """
    places = [place for place in sys.path if not place.endswith(_CARRIED_BY_RAY)]
    return next(iter(importlib.metadata.distributions(name=name, path=places)), None)


def _head_of(installed: importlib.metadata.Distribution) -> str:
    """What a library says of itself, without its description: only this is read, which takes a twentieth of the time
    that a parser of mail takes for all of it.
    """
    return (installed.read_text("METADATA") or "").partition("\n\n")[0]


def _is_of_another_system(requirement: str) -> bool:
    """Tell whether a library is required on other systems only; where it is installed here, something else needs it.

    Forced by typer's colorama on Windows, which tools of the documentation bring along: every document was read anew.
    """
    if " or " in requirement:
        return False
    named = {match[1].lower() for match in _SYSTEM_RE.finditer(requirement)}
    return not named <= {platform.system().lower(), sys.platform, os.name}


def _needed(name: str, extra: str | None = None) -> set[str]:
    """The names of what a distribution requires, of itself or with an extra."""
    found: set[str] = set()
    installed = _installed(name)
    head = _head_of(installed) if installed is not None else ""
    stated = _REQUIRES_RE.findall(head) if head or installed is None else installed.requires
    for requirement in stated or ():
        match = _REQUIREMENT_NAME_RE.match(requirement)
        of_extra = _EXTRA_RE.search(requirement)
        is_wanted = (of_extra[1] if of_extra is not None else None) == extra and not _is_of_another_system(requirement)
        if match is not None and is_wanted:
            found.add(match[0].lower().replace("_", "-"))
    return found
