"""Every regular expression of the project: in modules, also in tuples and tables, and where it is used."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, TypeGuard

import msgspec

_ROOT = Path(__file__).parents[3]
_PACKAGES = ("extractors", "pipeline")
# Made for the processes of a run: it freezes the heap and does away with pandas for good.
_ACTS_ON_IMPORT = "pipeline.engines.preloaded"
_CALLS = frozenset({"compile", "search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split"})
_DEPTH = 4

# Matched where a character stands that they may begin with: as good as searched for.
TRIED_IN_LOOPS = frozenset({"extractors.targets.figures.NUMBER_RE"})
MADE_AT_WORK: dict[str, tuple[str, ...]] = {
    "extractors.targets.award_names.name_award": (r"(?:每[^每，]{1,8})?(?:奖励)?$",),
    "extractors.targets.award_names._whom_and_taker": (
        r"^(?:（[^（）]*）)?[^，。；（]{0,30}(?:奖励|标准|扶持|比例)(?:资金|金额)?",
        r"(?:最高|最多|不超过|不高于|为|的|奖励|补贴|补助|总额|总计|合计){1,12}+$",
    ),
    "extractors.targets.award_names._named_for": (r"奖励(?:比例|标准|率)$",),
    "extractors.targets.award_takers.beneficiary": (
        r"(?:一次性|分别|给予|奖励){1,12}",
        r"(?:最高|最多|合计|累计|不超过|为|奖励){1,12}+$",
    ),
    "extractors.paged.legible._common_re": (r"[一丁七万]+",),
    "extractors.document.issue_dates._year_of_event": (
        r"[“\"](20\d\d)[^”\"]{2,40}[”\"](?:于)?18日(?:举行|举办|启动|召开|开幕)",
    ),
    "extractors.repair.utf8_with_lost_bytes._characters": (
        r"[\xe2-\xef](?:[\x80-\xbf?] (?![\x80-\xbf])| [\x80-\xbf?]|[\x80-\xbf?]{0,2})|[\xc2\xc3][\x80-\xbf]",
    ),
    "extractors.document.heads.part_by_place": ("(?<=[会局委办厅院署府心])(?=青山区)",),
    "extractors.repair.gbk_in_east_asian._table": (r"[嶄忽\ufffd]+",),
    "extractors.numbering._opened_by": ("[一二三四五六七八九十]",),
    "extractors.script._any_of": ("[國產學]",),
    "pipeline.masking._pattern": (r"李\s*青\s*青", r"(?<![0-9A-Za-z])6\s*1\s*1\s*1(?![0-9A-Za-z])"),
}
"""Patterns made of what a function is given: by the module and function that make them, what they come to."""


@dataclass(frozen=True)
class Found:
    """A pattern, where it stands, and whether a text is searched for it or it is tried at the text's begin only."""

    place: str
    pattern: re.Pattern[Any]
    is_searched: bool

    def run(self, text: Any) -> None:
        """Look at a text in the way in which the project does."""
        if self.is_searched:
            for _ in self.pattern.finditer(text):
                pass
        else:
            self.pattern.match(text)


@dataclass(frozen=True)
class Collected:
    """All patterns, and the places whose patterns only their functions know."""

    found: tuple[Found, ...]
    unknown: tuple[str, ...]


def collect() -> Collected:
    """Import every module and find its patterns."""
    modules, closed = _modules()
    unknown: list[str] = []
    trees = {module.__name__: ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8")) for module in modules}
    matched_only = _matched_only(modules, trees)
    seen: dict[tuple[object, int], Found] = {}
    for module in modules:
        for attribute, value in vars(module).items():
            if not attribute.startswith("__"):
                for pattern in _patterns_in(value):
                    is_searched = id(pattern) not in matched_only or f"{module.__name__}.{attribute}" in TRIED_IN_LOOPS
                    _note(seen, Found(f"{module.__name__}.{attribute}", pattern, is_searched))
        for place, pattern in _written_in_place(module, trees[module.__name__]):
            if pattern is None:
                unknown.append(place)
            else:
                _note(seen, Found(place, pattern, True))
    for name, tree in closed.items():
        for node in ast.walk(tree):
            if _is_call_of_re(node):
                words = node.args[0]
                if isinstance(words, ast.Constant):
                    _note(seen, Found(name, re.compile(words.value), True))
                else:
                    unknown.append(name)
    for place, samples in MADE_AT_WORK.items():
        for sample in samples:
            _note(seen, Found(place, re.compile(sample), True))
    return Collected(tuple(seen.values()), tuple(unknown))


def _note(seen: dict[tuple[object, int], Found], found: Found) -> None:
    key = (found.pattern.pattern, found.pattern.flags)
    if key not in seen or (found.is_searched and not seen[key].is_searched):
        seen[key] = found


def _modules() -> tuple[list[ModuleType], dict[str, ast.Module]]:
    """All modules that can be imported, and the sources of those that need an extra."""
    modules: list[ModuleType] = []
    closed: dict[str, ast.Module] = {}
    for package in _PACKAGES:
        for found in pkgutil.walk_packages([str(_ROOT / package)], f"{package}."):
            if found.name == _ACTS_ON_IMPORT:
                continue
            try:
                modules.append(importlib.import_module(found.name))
            except ModuleNotFoundError:
                source = _ROOT / (found.name.replace(".", "/") + ".py")
                closed[found.name] = ast.parse(source.read_text(encoding="utf-8"))
    return modules, closed


def _patterns_in(value: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(value, re.Pattern):
        yield value
    elif depth >= _DEPTH:
        return
    elif isinstance(value, Mapping):
        for part in (*value.keys(), *value.values()):
            yield from _patterns_in(part, depth + 1)
    elif isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from _patterns_in(part, depth + 1)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from _patterns_in(getattr(value, name), depth + 1)
    elif isinstance(value, type) and value.__module__.partition(".")[0] in _PACKAGES:
        for name, part in vars(value).items():
            if not name.startswith("__"):
                yield from _patterns_in(part, depth + 1)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _patterns_in(getattr(value, name, None), depth + 1)


def _matched_only(modules: Iterable[ModuleType], trees: Mapping[str, ast.Module]) -> frozenset[int]:
    """Ids of the patterns that are only asked whether a text begins with them, or is one, at a place that is known."""
    kinds: dict[int, set[str]] = {}
    for module in modules:
        held: set[int] = set()
        for node in ast.walk(trees[module.__name__]):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                called = node.func.value.value if isinstance(node.func.value, ast.Subscript) else node.func.value
                if isinstance(called, ast.Name):
                    held.add(id(called))
                    kind = "match" if node.func.attr in ("match", "fullmatch") else "search"
                    for pattern in _patterns_in(vars(module).get(called.id)):
                        kinds.setdefault(id(pattern), set()).add(kind)
        for node in ast.walk(trees[module.__name__]):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and id(node) not in held:
                for pattern in _patterns_in(vars(module).get(node.id)):
                    kinds.setdefault(id(pattern), set()).add("search")
    return frozenset(key for key, said in kinds.items() if said == {"match"})


def _written_in_place(module: ModuleType, tree: ast.Module) -> Iterator[tuple[str, re.Pattern[Any] | None]]:
    """Patterns in calls like `re.sub("…", …)` inside of functions; None where only the function knows the words."""
    for function in ast.walk(tree):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            if _is_call_of_re(node):
                place = f"{module.__name__}.{function.name}"
                try:
                    words = eval(compile(ast.Expression(node.args[0]), place, "eval"), dict(vars(module)))
                except NameError:
                    yield place, None
                else:
                    yield place, words if isinstance(words, re.Pattern) else re.compile(words)


def _is_call_of_re(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and node.func.attr in _CALLS
    )
