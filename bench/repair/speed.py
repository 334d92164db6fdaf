"""Time the repair of damaged pages: each family on official prose of ordinary length, as densely as it strikes pages.

A page is three generated documents (see `tests.generator`), some 4,000 characters whose words come back as they do in
plans. Where a whole page is damaged or none of it (charsets, round trips, entities), all of it is. Where damage strikes
places, it strikes as many as on real pages: a mirror's filter knows a dozen characters and writes into the bytes of
two others once or twice a page; a buffer of 4,096 bytes loses a byte at its end. How many places that are is printed.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable

import ftfy
from opencc import OpenCC

from bench.repair.clean import pages_of_one_kind
from bench.repair.damages import MODELS, in_gbk
from extractors.charsets.gbk import read_pairs
from extractors.repair import byte_misaligned_gloss, repair
from extractors.repair.phonetics import readings
from tests.generator import generate

_DOCUMENTS_OF_A_PAGE = 3
_BUFFER = 4_096
# Pages that are repaired before the clock starts: a worker reads thousands with the tables that it has loaded once.
_WARM = 5
# Characters that a filter knows, and how often it may strike between two others on one page.
_FILTER = 12
_ACROSS = 2
# Lines of a clean page of one kind, rounds of which the fastest counts, and how many kinds are printed.
_LINES_OF_A_KIND = 120
_ROUNDS = 25
_SLOWEST = 8

Strike = Callable[[str, random.Random], str]


def pages(seed: int, count: int) -> list[str]:
    """Turn a seed into clean pages in Simplified script that repair leaves alone."""
    texts: list[str] = []
    number = seed * 100_000
    while len(texts) < count * _DOCUMENTS_OF_A_PAGE:
        text = generate(number).text
        number += 1
        if "，" in text and not repair(text).steps and OpenCC("t2s").convert(text) == text:
            texts.append(text)
    return ["\n".join(texts[i::count]) for i in range(count)]


def _filter(page: str, source: random.Random) -> str:
    """What a mirror's filter makes of a page: it strikes its characters, and now and then the bytes of two others."""
    clean = OpenCC("s2t").convert(page)
    data = clean.encode("gbk", "replace")
    across = [data[i : i + 2].decode("gbk", "ignore") for i in range(1, len(data) - 1)]
    rare = sorted({c for c in across if len(c) == 1 and c >= "\u4e00" and in_gbk(c) and c not in clean})
    known = [c for c in rare if sum(c == other for other in across) == 1]
    for character in source.sample(known, min(_ACROSS, len(known))):
        clean = byte_misaligned_gloss.damage(clean, character)
    common = sorted({c for c in clean if "\u4e00" <= c <= "\u9fff" and clean.count(c) >= 4})
    struck = set(source.sample(common, min(_FILTER, len(common))))
    return "".join(f"{c}({readings(c)[0]})" if c in struck and readings(c) else c for c in clean)


def _buffers(page: str, source: random.Random) -> str:
    """A page whose buffers have each lost the byte at their end."""
    del source
    data = page.encode("gbk", "replace")
    return read_pairs(b"".join(data[i : i + _BUFFER - 1] for i in range(0, len(data), _BUFFER)), lost="?")


_PLACES: dict[str, Strike] = {"byte_misaligned_gloss": _filter, "phase_slip": _buffers}


def clean_speed_report(seed: int) -> float:
    """Print how many times as fast as ftfy clean pages of one kind pass, the slowest kinds; returns the least."""
    found: list[tuple[float, str, float, float]] = []
    for name, page in pages_of_one_kind(seed, _LINES_OF_A_KIND):
        size = len(page.encode()) / 1e6
        spent = {repair: float("inf"), ftfy.fix_text: float("inf")}
        for _ in range(_ROUNDS):
            for call in spent:
                started = time.process_time()
                call(page)
                spent[call] = min(spent[call], time.process_time() - started)
        ours, theirs = spent.values()
        found.append((theirs / ours, name, size / ours, size / theirs))
    found.sort()
    print(f"\n{'clean pages of one kind, the slowest':<66}{'times':>6}{'MB/s':>8}{'ftfy':>7}")
    for times, name, ours, theirs in found[:_SLOWEST]:
        print(f"{name:<66}{times:>6.1f}{ours:>8.1f}{theirs:>7.2f}")
    return found[0][0]


def speed_report(seed: int, count: int) -> float:
    """Print the speed on damaged pages, family by family, beside ftfy; returns that of all together in MB/s."""
    clean = pages(seed, count + _WARM)
    print(f"\n{'damaged pages':<34}{'kB':>7}{'places':>8}{'MB/s':>8}{'ftfy':>7}")
    seconds, size = 0.0, 0
    for name, model in MODELS.items():
        source = random.Random(f"{seed}/{name}")
        strike = _PLACES.get(name)
        damaged = [strike(p, source) if strike else "\n".join(model(p.split("\n"), source, 1.0)[0]) for p in clean]
        for _ in range(_WARM):
            repair(damaged.pop())
        # As in a worker (`pipeline.engines.preloaded`): the tables are there to stay, and no collection looks at them.
        gc.collect()
        gc.freeze()
        kilobytes = sum(len(text.encode("utf-8", "replace")) for text in damaged) / 1000
        started = time.process_time()
        places = sum(len(repair(text).repairs) for text in damaged)
        spent = time.process_time() - started
        started = time.process_time()
        for text in damaged:
            ftfy.fix_text(text)
        of_ftfy = kilobytes / 1000 / (time.process_time() - started)
        print(f"{name:<34}{kilobytes:>7.0f}{places:>8}{kilobytes / 1000 / spent:>8.2f}{of_ftfy:>7.2f}")
        seconds, size = seconds + spent, size + int(kilobytes * 1000)
    print(f"all together: {size / seconds / 1e6:.2f} MB/s")
    return size / seconds / 1e6
