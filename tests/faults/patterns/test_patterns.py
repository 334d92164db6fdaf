"""No pattern of the project takes much longer than its text is long, whatever bait it is given."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.patterns.bait import baits
from tests.faults.patterns.budget import too_slow
from tests.faults.patterns.collect import MADE_AT_WORK, Found, collect

COLLECTED = collect()
_ROOT = Path(__file__).parents[3]
_EXTRACTORS = _ROOT / "extractors"
_WITHOUT_PATTERNS = frozenset({"pictures"})  # it has none as long as OCR is not installed


def test_patterns_are_found_everywhere() -> None:
    places = {found.place for found in COLLECTED.found}
    assert len(COLLECTED.found) > 1_100
    rooms = {found.place.split(".")[1] for found in COLLECTED.found if found.place.startswith("extractors.")}
    assert rooms >= {folder.name for folder in _EXTRACTORS.iterdir() if any(folder.glob("*.py"))} - _WITHOUT_PATTERNS
    assert "extractors.targets.figures.NUMBER_RE" in places, "of a module"
    assert "extractors.numbering._STYLE_RES" in places, "in a tuple of pairs"
    assert "pipeline.masking._HIDDEN_RE" in places, "in a table"
    assert "extractors.document.titles.period_in" in places, "written where it is used"
    assert "pipeline.engines.ray" in places, "of a module that needs an extra"
    assert set(COLLECTED.unknown) <= set(MADE_AT_WORK), "name what patterns made at work come to, in MADE_AT_WORK"


# Compiles every pattern that importing and reading come to, and prints those of the project's own code.
_COMPILED = """
import json, re, sys
from pathlib import Path
from extractors import quick_re
known, plain, quick = {}, re._compile, quick_re.compile
def note(found, caller):
    name = caller.f_globals.get("__name__", "")
    if name.partition(".")[0] in ("extractors", "pipeline") and isinstance(found, re.Pattern):
        known.setdefault((str(found.pattern), found.flags), f"{name}.{caller.f_code.co_qualname.partition('.<')[0]}")
    return found
re._compile = lambda pattern, flags: note(plain(pattern, flags), sys._getframe(2))
quick_re.compile = lambda pattern, flags=0: note(quick(pattern, flags), sys._getframe(1))
from tests.faults.patterns.collect import collect
from extractors import extract
from extractors.models import Unreadable
collected = {(str(found.pattern.pattern), found.pattern.flags) for found in collect().found}
for path in sorted(Path(sys.argv[1]).iterdir()):
    try:
        extract(path.read_bytes(), path.name)
    except Unreadable:
        pass
print(json.dumps([len(known), sorted({place for pattern, place in known.items() if pattern not in collected})]))
"""


@pytest.mark.slow
def test_no_pattern_that_is_compiled_is_left_out() -> None:
    """Seen from the other side: what `re` compiles for the project while all is imported and documents are read."""
    formats = _ROOT / "tests" / "fixtures" / "formats"
    command = (sys.executable, "-c", _COMPILED, str(formats))
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=True)
    count, left_out = json.loads(done.stdout.splitlines()[-1])
    assert count > 1_000
    assert set(left_out) <= set(MADE_AT_WORK)


def test_searched_and_matched_are_told_apart() -> None:
    ways = {found.place: found.is_searched for found in COLLECTED.found}
    assert ways["extractors.targets.figures.NUMBER_RE"]
    assert not ways["extractors.openings._ANNEX_LIST_RE"]


# Slow: they measure the processor's time, which `make test` must not hang on. `make faults` runs them.
@pytest.mark.slow
@pytest.mark.parametrize(
    ("pattern", "is_searched", "is_caught"),
    [
        (r"\s+$", True, True),  # begun at each blank, runs on from there
        (r"(?<!\s)\s+$", True, False),
        (r"\s+$", False, False),  # matched where the caller stands
        (r"(?:a|aa)*b", False, True),  # two ways to part the same
        (r"(?:aa|a)*+b", False, False),
        (r"第\s*\d*\s*章", False, True),  # two runs that share characters
        (r"第\s*+\d*\s*+章", False, False),
        (r"《[^》]*》", True, True),  # an end that is looked for in vain from each begin
        (r"《[^《》]{0,60}》", True, False),
        (r"[^。]*原则$", True, True),
        (r"(?<=牵头)[^。；]*$", True, True),
        (r"\d{4}年", True, False),
    ],
)
def test_baits_catch(pattern: str, is_searched: bool, is_caught: bool) -> None:
    assert (too_slow(Found("here", re.compile(pattern), is_searched), (8, 1), share=0.4) is not None) == is_caught


def test_baits_are_of_the_kind_of_the_pattern() -> None:
    of_bytes, of_text = re.compile(rb"a+b"), re.compile(r"a+b")
    assert {type(bait.of(100, of_bytes)) for bait in baits(of_bytes)} == {bytes}
    assert all(len(bait.of(100, of_text)) <= 110 for bait in baits(of_text))


@pytest.mark.slow
@pytest.mark.parametrize("found", COLLECTED.found, ids=lambda found: found.place)
def test_no_pattern_spends_its_budget(found: Found) -> None:
    assert too_slow(found) is None


@pytest.mark.slow
@pytest.mark.parametrize("found", COLLECTED.found, ids=lambda found: found.place)
def test_no_pattern_spends_its_budget_on_any_bait(found: Found) -> None:
    assert too_slow(found, (None, None)) is None
