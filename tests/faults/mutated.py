"""`python -m tests.faults.mutated --minutes N`: whole runs over documents that chance has damaged, all accounted for.

Each round takes documents of every format that is read, and archives and tables of them, damages each in ways of its
own, and runs the whole pipeline over them beside good documents. Every input must have its row, none may end in a
defect, the published version must be whole, and the good documents' rows must be those of a run without the others.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.archives import INSIDE
from pipeline.audit import audit
from pipeline.commands.exits import ExitCode
from pipeline.commands.show import print_table, say
from tests.faults.hostile import tables
from tests.faults.hostile.harness import documents_of, good_documents, good_rows
from tests.generator import generate

_ROOT = Path(__file__).parents[2]
_FORMATS = _ROOT / "tests" / "fixtures" / "formats"
_SEED = 20_261_123
_GENERATED = 30
_INPUTS = 150
_MOST_BYTES = 2 << 20
_PATIENCE_SECONDS = 1_800.0
# A row of a table of documents, behind the file's path.
_ROW_RE = re.compile(r"#(?:sheet=.*#)?row=\d+$")
_DONE = (ExitCode.DONE, ExitCode.SOME_QUARANTINED)
_DEFECTS = ("internal_error", "worker_died")
Seed = tuple[str, bytes]


@dataclass
class Tally:
    """What came of the rounds."""

    rounds: int = 0
    inputs: int = 0
    documents: int = 0
    ends: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


# ── documents to begin with ─────────────────────────────────────────────────────────────────────


def seeds() -> list[Seed]:
    """Documents of every format, archives and tables of them, each with its suffix."""
    found: list[Seed] = [(path.suffix, path.read_bytes()) for path in sorted(_FORMATS.iterdir())]
    for number in range(_GENERATED):
        document = generate(number)
        found.append((".txt", document.text.encode(document.encoding)))
        if document.html is not None:
            found.append((".html", document.html.encode()))
    small = sorted(found, key=lambda seed: len(seed[1]))[:8]
    found += [(".zip", _zipped(small)), (".tar", _tarred(small)), (".tar.gz", gzip.compress(_tarred(small)))]
    rows = {"title": [f"通知{n}" for n in range(5)], "content": [generate(40 + n).text for n in range(5)]}
    found.append((".parquet", tables.parquet(rows, "zstd")))
    lines = [dict(zip(rows, row, strict=True)) for row in zip(*rows.values(), strict=True)]
    found.append((".jsonl", "\n".join(json.dumps(line, ensure_ascii=False) for line in lines).encode()))
    return found


def _zipped(members: list[Seed]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, (suffix, data) in enumerate(members):
            archive.writestr(zipfile.ZipInfo(f"通知/附件{number}{suffix}"), data)
    return buffer.getvalue()


def _tarred(members: list[Seed]) -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for number, (suffix, data) in enumerate(members):
            entry = tarfile.TarInfo(f"附件{number}{suffix}")
            entry.size = len(data)
            archive.addfile(entry, io.BytesIO(data))
    return buffer.getvalue()


# ── damage ──────────────────────────────────────────────────────────────────────────────────────


def _turned(data: bytearray, chance: random.Random, _: bytes) -> None:
    for _number in range(chance.choice((1, 3, 10, 100))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, chance: random.Random, _: bytes) -> None:
    start, end = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    what = chance.choice(("end", "start", "between"))
    del data[start if what != "start" else 0 : end if what == "between" else start if what == "start" else None]


def _put_in(data: bytearray, chance: random.Random, _: bytes) -> None:
    place = chance.randrange(len(data) + 1)
    data[place:place] = chance.choice((chance.randbytes(chance.randrange(1, 500)), b"\0" * 300, b"\xff" * 300))


def _repeated(data: bytearray, chance: random.Random, _: bytes) -> None:
    place = chance.randrange(len(data))
    piece = bytes(data[place : place + chance.choice((1, 5, 40, 400))])
    data[place:place] = piece * chance.choice((2, 50, 2_000))


def _swapped(data: bytearray, chance: random.Random, _: bytes) -> None:
    length = chance.randrange(1, 1 + len(data) // 4) if len(data) > 4 else 1
    one, other = chance.randrange(len(data)), chance.randrange(len(data))
    first, second = bytes(data[one : one + length]), bytes(data[other : other + length])
    data[one : one + length] = second
    data[other : other + length] = first


def _grafted(data: bytearray, chance: random.Random, other: bytes) -> None:
    data[chance.randrange(len(data)) :] = other[chance.randrange(len(other)) :]


def _numbered(data: bytearray, chance: random.Random, _: bytes) -> None:
    """Numbers become ones that a reader may believe: of sizes, places, counts, repeats."""
    found = list(re.finditer(rb"\d+", bytes(data)))
    for match in sorted(chance.sample(found, min(len(found), 5)), key=lambda match: -match.start()):
        data[match.start() : match.end()] = chance.choice((b"0", b"-1", b"65536", b"4294967295", b"9" * 30))


def _words(data: bytearray, chance: random.Random, _: bytes) -> None:
    """Words pass through a charset that is not theirs, as on many servers."""
    wrong = chance.choice(("gb18030", "latin-1", "utf-16-le", "big5"))
    data[:] = bytes(data).decode("utf-8", "replace").encode(wrong, "replace")


def _signs(data: bytearray, chance: random.Random, _: bytes) -> None:
    """Signs that steer screens, end lines, hide, join or stand for nothing."""
    for _number in range(20):
        place = chance.randrange(len(data) + 1)
        sign = chance.choice(
            "\x00\x0b\x1b\x85\u00ad\u200b\u200d\u202e\u2028\ufeff\ufffd\ue000\U0001f468〇㈠①︰\ufe0f\u0301"
        )
        data[place:place] = sign.encode()


_DAMAGE: tuple[Callable[[bytearray, random.Random, bytes], None], ...] = (
    _turned, _cut, _put_in, _repeated, _swapped, _grafted, _numbered, _words, _signs,
)  # fmt: skip


def damaged(data: bytes, chance: random.Random, other: bytes) -> bytes:
    """A document with one to three kinds of damage, half of the packed ones in a part of theirs instead of the file."""
    if chance.random() < 0.5 and data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [(entry.filename, archive.read(entry)) for entry in archive.infolist() if not entry.is_dir()]
        chosen = chance.randrange(len(parts))
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for number, (name, content) in enumerate(parts):
                part = zipfile.ZipInfo(name)  # of a day of its own: now, in seconds, would differ
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, _damaged(content, chance, other) if number == chosen else content)
        return buffer.getvalue()
    return _damaged(data, chance, other)


def _damaged(data: bytes, chance: random.Random, other: bytes) -> bytes:
    made = bytearray(data)
    for damage in chance.choices(_DAMAGE, k=chance.randrange(1, 4)):
        if made:
            damage(made, chance, other)
    return bytes(made[:_MOST_BYTES])


def write_inputs(folder: Path, documents: list[Seed], chance: random.Random, count: int) -> set[str]:
    """Write so many damaged documents, one in ten under another format's name; their paths below the folder."""
    names: set[str] = set()
    for number in range(count):
        suffix, data = chance.choice(documents)
        named = suffix if chance.random() < 0.9 else chance.choice(documents)[0]
        name = f"{number:03}{named}"
        (folder / name).write_bytes(damaged(data, chance, chance.choice(documents)[1]))
        names.add(name)
    return names


# ── rounds ──────────────────────────────────────────────────────────────────────────────────────


def _run(folder: Path, place: str, workers: int) -> int | None:
    """The exit code of a run of the command, as a user starts it; None where it came to no end."""
    command = [sys.executable, "-m", "pipeline.cli", "run", "raw", "--workers", str(workers)]
    command += ["--output", f"{place}/output", "--staged", f"{place}/staged"]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with (folder / f"messages-{workers}").open("wb") as messages:
        run = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=messages, start_new_session=True
        )
        try:
            return run.wait(_PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            run.kill()
            run.wait()
            return None


def _published(output: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(output.iterdir())}


class MutatedRuns:
    """Rounds of damaged documents in a folder of its own; `kept` takes the inputs of what went wrong."""

    def __init__(self, folder: Path, kept: Path, *, inputs: int = _INPUTS) -> None:
        self._folder, self.kept, self._inputs = folder, kept, inputs
        self._seeds = seeds()
        undisturbed = folder / "undisturbed"
        good_documents(undisturbed / "raw")
        assert _run(undisturbed, ".", 2) in _DONE
        self._good_rows = good_rows(undisturbed / "output")

    def round(self, number: int, tally: Tally, *, is_twice: bool = False) -> None:
        """One round; `is_twice` runs again from nothing with one worker, and compares every byte."""
        folder = self._folder / f"round{number}"
        good = good_documents(folder / "raw")
        names = write_inputs(folder / "raw", self._seeds, random.Random(_SEED + number), self._inputs)
        wrong = list(self._wrong_of(folder, names | good, tally, is_twice=is_twice))
        tally.rounds += 1
        tally.inputs += len(names)
        tally.wrong += [f"round {number}: {words}" for words in wrong]
        if wrong:
            shutil.copytree(folder / "raw", self.kept / f"round{number}", dirs_exist_ok=True)
        shutil.rmtree(folder)

    def _wrong_of(self, folder: Path, names: set[str], tally: Tally, *, is_twice: bool) -> Iterator[str]:
        code = _run(folder, ".", 2)
        said = (folder / "messages-2").read_text(encoding="utf-8", errors="replace")
        if code not in _DONE or "Traceback" in said:
            yield f"exit code {code}: {said[-500:]}"
            return
        documents = documents_of(folder / "output")
        found = {_ROW_RE.sub("", row["source_path"].partition(INSIDE)[0]) for row in documents}
        if found != names:
            yield f"without a row: {sorted(names - found)}; rows of no input: {sorted(found - names)}"
        for row in documents:
            end = f"{row['status']} {(row['reason'] or '').split(':')[0]}".strip()
            tally.ends[end] += 1
            if end.endswith(_DEFECTS):
                yield f"{row['source_path']}: {row['reason']}"
        tally.documents += len(documents)
        looked = audit(folder / "output", folder / "staged", folder / "raw")
        if not looked.is_whole:
            yield f"not whole: {looked.breaches[:3]}"
        if good_rows(folder / "output") != self._good_rows:
            yield "the rows of the good documents changed"
        # What the machine decided may come to another end another time.
        if is_twice and not any(row["reason"] and "_limit: " in row["reason"] for row in documents):
            again = _run(folder, "again", 1)
            if again != code or _published(folder / "again" / "output") != _published(folder / "output"):
                yield "a second run, with one worker and from nothing, published other bytes"


def main() -> int:
    """Print what came of it; returns 1 where an input was lost or anything else went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.mutated")
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--first", type=int, default=0, help="number of the first round: each has its own damage")
    parser.add_argument("--kept", type=Path, default=Path("staged/mutated"), help="inputs of rounds that went wrong")
    asked = parser.parse_args()
    tally, started = Tally(), time.monotonic()
    with tempfile.TemporaryDirectory(prefix="planquet-mutated-") as place:
        runs = MutatedRuns(Path(place), asked.kept)
        number = asked.first
        while time.monotonic() - started < asked.minutes * 60:
            runs.round(number, tally, is_twice=number % 4 == 0)
            number += 1
    print_table(("end", "documents"), sorted(tally.ends.items()))
    say()
    for words in tally.wrong:
        say(words)
    say(
        f"{tally.rounds} rounds in {(time.monotonic() - started) / 60:.0f} minutes: {tally.inputs} damaged inputs, "
        f"{tally.documents} documents accounted for, wrong: {len(tally.wrong)}"
    )
    return int(bool(tally.wrong))


if __name__ == "__main__":
    sys.exit(main())
