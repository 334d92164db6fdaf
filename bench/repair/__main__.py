"""Run `python -m bench.repair`: what comes back of damaged text, by family, and what clean text is left alone."""

from __future__ import annotations

import argparse
import random
import re
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path

import ftfy

from bench.repair.clean import documents, folder_texts, plan_sentences
from bench.repair.damages import MODELS
from bench.repair.speed import clean_speed_report, pages, speed_report
from extractors.repair import Repaired, repair
from extractors.targets.measures import MEASURES

# A number in digits or Chinese numerals; beside a hole it is known to be cut.
_NUMBER_RE = re.compile(
    r"(?<![\ufffd\d])\d+(?![\ufffd\d])"
    r"|(?<![\ufffd一二三四五六七八九十百千万亿])[一二三四五六七八九十百千万亿]{2,}+(?!\ufffd)"
)
# A number in digits with what it is counted in, the longest measure unit first: 400亩, 1.2万平方米.
_QUANTITY_RE = re.compile(
    r"(?<![\ufffd\d.])(\d++(?:\.\d++)?[十百千万亿]{0,2}+)("
    + "|".join(sorted((re.escape(measure.name) for measure in MEASURES), key=len, reverse=True))
    + ")"
)
_NUMBER_GAP_RE = re.compile(r"(?<=\d)[ 　](?=[\u4e00-\u9fff%])")
# Lines of a document of sentences whose words have nothing to do with each other, about three pages; and how many pages
# of official prose (see `bench.repair.speed`) there are to choose from.
_LINES = 60
_PAGES = 20
# Clean documents of all that ftfy reads as well, to compare the speed.
_SAMPLED = 50
# Bounds of the calibration table.
_BINS = (0.0, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.995, 1.01)


@dataclass(slots=True)
class Tally:
    """What became of one family's damage. Lines: damaged ones, those restored whole. Rows: by what they claimed."""

    damaged_lines: int = 0
    restored_lines: int = 0
    ftfy_lines: int = 0
    rows: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    numbers_invented: int = 0
    measures_invented: int = 0
    holes: int = 0
    claims: list[tuple[float, bool]] = field(default_factory=list)


def judge(tally: Tally, damaged: Sequence[str], clean: Sequence[str]) -> None:
    """Repair one document and count it, line by line and row by row."""
    text = "\n".join(damaged)
    repaired = repair(text)
    lines = repaired.text.split("\n")
    if len(lines) != len(clean):
        lines = (lines + [""] * len(clean))[: len(clean)]
    for before, line, want in zip(damaged, lines, clean, strict=True):
        if before == want:
            continue
        tally.damaged_lines += 1
        tally.restored_lines += line == want
        tally.ftfy_lines += ftfy.fix_encoding(before) == want
        tally.holes += line.count("\ufffd")
        tally.numbers_invented += numbers_invented(before, line, want)
        tally.measures_invented += measures_invented(before, line, want)
    _rows(tally, "\n".join(damaged), repaired, clean)


def numbers_invented(before: str, line: str, want: str) -> int:
    """How many numbers the repaired line has that neither the clean nor the damaged one has."""
    had = Counter(_NUMBER_RE.findall(want)) + Counter(_NUMBER_RE.findall(before))
    return sum((Counter(_NUMBER_RE.findall(line)) - had).values())


def measures_invented(before: str, line: str, want: str) -> int:
    """How many numbers of the clean line are counted in another measure unit, or scale, in the repaired one.

    A unit of which a part is lost (7个�分点) is none.
    """
    before, line, want = (_NUMBER_GAP_RE.sub("", words) for words in (before, line, want))
    wanted = _QUANTITY_RE.findall(want)
    found = Counter(_QUANTITY_RE.findall(line)) - Counter(wanted) - Counter(_QUANTITY_RE.findall(before))
    numbers = set(re.findall(r"\d++(?:\.\d++)?", want))
    return sum(
        count
        for (number, unit), count in found.items()
        if number.rstrip("十百千万亿") in numbers
        and not any(number == other and whole.startswith(unit) for other, whole in wanted)
    )


def _rows(tally: Tally, damaged: str, repaired: Repaired, clean: Sequence[str]) -> None:
    """Count the rows by tier, right where the clean text has in that place what the row says.

    What a row shows beside its change, the same before and after, is not its claim.
    """
    want = "\n".join(clean)
    right = _agreement(repaired.text, want)
    for item in repaired.repairs:
        tally.rows[item.tier] += 1
        span = _changed(item.raw.of(damaged), item.span.of(repaired.text), item.span.start)
        is_right = all(right[position] or repaired.text[position] == "\ufffd" for position in span)
        tally.right[item.tier] += is_right
        if item.tier == "inferred":
            tally.claims.append((item.confidence, is_right))


def _changed(before: str, after: str, start: int) -> range:
    """Where the words of a row that begins at `start` differ from what stood there."""
    same = _shared(before, after)
    tail = _shared(before[same:][::-1], after[same:][::-1])
    return range(start + same, start + len(after) - tail)


def _shared(one: str, other: str) -> int:
    """How many characters two texts begin with that are the same."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _agreement(text: str, want: str) -> list[bool]:
    """For each character of a text, whether an alignment with the clean text, line by line, finds it there."""
    agrees: list[bool] = []
    wanted = want.split("\n")
    for number, line in enumerate(text.split("\n")):
        target = wanted[number] if number < len(wanted) else ""
        marks = [False] * len(line)
        for block in SequenceMatcher(None, line, target, autojunk=False).get_matching_blocks():
            marks[block.a : block.a + block.size] = [True] * block.size
        if not all(mark or character == "\ufffd" for mark, character in zip(marks, line, strict=True)):
            marks = _aligned(line, target)
        agrees += [*marks, True]
    return agrees[:-1]


def _aligned(line: str, target: str) -> list[bool]:
    """The same by the longest common subsequence: matching blocks pass over short words between what is lost."""
    lengths = [[0] * (len(target) + 1)]
    for character in reversed(line):
        below, row = lengths[-1], [0] * (len(target) + 1)
        for place in range(len(target) - 1, -1, -1):
            row[place] = below[place + 1] + 1 if character == target[place] else max(below[place], row[place + 1])
        lengths.append(row)
    lengths.reverse()
    marks, place = [False] * len(line), 0
    for number, character in enumerate(line):
        while (
            place < len(target) and character != target[place] and lengths[number][place + 1] == lengths[number][place]
        ):
            place += 1
        if place < len(target) and character == target[place]:
            marks[number] = True
            place += 1
    return marks


def damage_report(seed: int, rates: Sequence[float], repeats: int) -> tuple[list[tuple[float, bool]], int]:
    """Print what came back, family by family; returns the claims of all inferred repairs and what was invented."""
    print(
        f"{'damage':<34}{'lines':>7}{'whole':>8}{'ftfy':>7}{'exact ok':>13}{'inferred ok':>13}"
        f"{'lost':>7}{'invented':>9}{'units':>7}"
    )
    prose = [[line.strip("\r") for line in page.split("\n") if line.strip()] for page in pages(seed, _PAGES)]
    claims: list[tuple[float, bool]] = []
    total: Counter[str] = Counter()
    for name, model in MODELS.items():
        tally = Tally()
        for rate in rates:
            for repeat in range(repeats):
                source = random.Random(f"{seed}/{name}/{rate}/{repeat}")
                judge(tally, *model(plan_sentences(source.randrange(1 << 30), _LINES), source, rate))
                judge(tally, *model(source.choice(prose), source, rate))
        share = tally.restored_lines / max(1, tally.damaged_lines)
        exact = f"{tally.right['exact']}/{tally.rows['exact']}"
        inferred = f"{tally.right['inferred']}/{tally.rows['inferred']}"
        print(
            f"{name:<34}{tally.damaged_lines:>7}{share:>8.1%}{tally.ftfy_lines / max(1, tally.damaged_lines):>7.0%}"
            f"{exact:>13}{inferred:>13}{tally.rows['lost']:>7}{tally.numbers_invented:>9}"
            f"{tally.measures_invented:>7}"
        )
        claims += tally.claims
        for tier in ("exact", "inferred"):
            total[tier] += tally.rows[tier]
            total[tier + " right"] += tally.right[tier]
        total["invented"] += tally.numbers_invented
        total["measures"] += tally.measures_invented
    for tier in ("exact", "inferred"):
        right = total[tier + " right"]
        print(f"{tier}: {right} of {total[tier]} right ({right / max(1, total[tier]):.2%})")
    print(f"numbers invented: {total['invented']}; measure units invented: {total['measures']}")
    return claims, total["invented"] + total["measures"]


def calibration_report(claims: Sequence[tuple[float, bool]]) -> None:
    """Print how often repairs were right, by the confidence that they claimed."""
    print(f"\n{'confidence':<16}{'repairs':>9}{'claimed':>9}{'right':>9}")
    for low, high in pairwise(_BINS):
        here = [(claim, right) for claim, right in claims if low <= claim < high]
        if here:
            claimed = sum(claim for claim, _ in here) / len(here)
            right = sum(is_right for _, is_right in here) / len(here)
            print(f"{low:.3f}–{min(high, 1):.3f}  {len(here):>9}{claimed:>9.1%}{right:>9.1%}")


def clean_report(seed: int, characters: int, folder: Path | None) -> int:
    """Print how much clean text was changed, and the speed beside ftfy; returns the number of changed documents."""
    texts = list(documents(seed, characters))
    if folder is not None:
        texts += [text for _, text in folder_texts(folder)]
    size = sum(len(text.encode()) for text in texts)
    started = time.process_time()
    changed = [(text, repaired) for text in texts if (repaired := repair(text)).steps]
    seconds = time.process_time() - started
    sample = texts[:: max(1, len(texts) // _SAMPLED)]
    started = time.process_time()
    for text in sample:
        ftfy.fix_text(text)
    ftfy_speed = sum(len(text.encode()) for text in sample) / (time.process_time() - started) / 1e6
    count = sum(map(len, texts))
    print(f"\nclean text: {count:,} characters in {len(texts)} documents, {len(changed)} changed")
    for text, repaired in changed[:5]:
        item = repaired.repairs[0]
        around = text[max(0, item.raw.start - 10) : item.raw.end + 10]
        print(f"  {item.family}: {around!r} → {item.span.of(repaired.text)!r}")
    speed = size / seconds / 1e6
    print(
        f"speed on clean text: {speed:.1f} MB/s, ftfy.fix_text {ftfy_speed:.2f} MB/s ({speed / ftfy_speed:.0f} times)"
    )
    return len(changed)


def main() -> int:
    """Run all reports; the exit code is 1 where clean text was changed, or a number or its measure unit invented."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--rates", default="0.2,0.5,1.0", help="shares of lines that are damaged")
    parser.add_argument("--repeats", type=int, default=3, help="documents for each family and rate")
    parser.add_argument("--pages", type=int, default=30, help="damaged pages of each family to time")
    parser.add_argument("--characters", type=int, default=10_000_000, help="clean text to generate")
    parser.add_argument("--folder", type=Path, help="a folder of clean text files to add")
    arguments = parser.parse_args()
    claims, invented = damage_report(
        arguments.seed, [float(rate) for rate in arguments.rates.split(",")], arguments.repeats
    )
    calibration_report(claims)
    speed_report(arguments.seed, arguments.pages)
    clean_speed_report(arguments.seed)
    changed = clean_report(arguments.seed, arguments.characters, arguments.folder)
    return 1 if changed or invented else 0


if __name__ == "__main__":
    raise SystemExit(main())
