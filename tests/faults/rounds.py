"""`python -m tests.faults.rounds`: many runs, each with a fault of its own; what was lost and torn, as a table.

A round publishes one version, changes all documents, lets the next run meet its fault, and looks: the output must be
one whole version, the old or the new. Then a run without a fault must give the bytes of a run that never met one.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.audit import audit
from pipeline.commands.show import print_table, say
from tests import samples

_ROOT = Path(__file__).parents[2]
_DOCUMENTS = 24
_TOLD_ROUNDS = 10
_PATIENCE_SECONDS = 120.0
_SEED = 20_261_122
_FAULTS = {
    "killed": "kill",
    "killed_while_publishing": "kill while publishing",
    "corrupted": "damaged staged results",
    "twice": "two runs at once",
    "full": "full disk",
    "read_only": "read-only disk",
}
_ON_DISKS = frozenset({"full", "read_only"})
Version = dict[str, bytes]


@dataclass
class Tally:
    """What came of the rounds of one fault."""

    rounds: int = 0
    met: int = 0
    torn: int = 0
    lost: int = 0
    ends: Counter[str] = field(default_factory=Counter)


def write_documents(folder: Path, version: int) -> None:
    """The documents of a version, no two alike, and none as in the other."""
    folder.mkdir(exist_ok=True)
    for number in range(_DOCUMENTS):
        text = samples.RAW_TEXT.replace("10万亩", f"{100 * version + number + 11}万亩")
        (folder / f"{number:02}.txt").write_text(text, encoding="utf-8")


def start(folder: Path) -> subprocess.Popen[bytes]:
    """A run of two workers in a process group of its own; its messages go to a file, that no pipe fills up."""
    command = [sys.executable, "-m", "pipeline.cli", "run", "raw", "--workers", "2"]
    command += ["--output", "disk/output", "--staged", "disk/staged"]
    environment = {**os.environ, "PYTHONPATH": str(_ROOT)}
    with (folder / "messages").open("wb") as messages:
        return subprocess.Popen(
            command,
            cwd=folder,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=messages,
            start_new_session=True,
        )


def published(folder: Path) -> Version:
    """The files of the output; empty where there is none."""
    output = folder / "disk" / "output"
    return {path.name: path.read_bytes() for path in output.iterdir()} if output.is_dir() else {}


def finished(folder: Path) -> int:
    """The exit code of a run without a fault."""
    return start(folder).wait(_PATIENCE_SECONDS)


def stop(run: subprocess.Popen[bytes], *, is_group: bool) -> None:
    """Kill a run as the system would, alone or with its workers."""
    if is_group:
        os.killpg(run.pid, signal.SIGKILL)
    else:
        run.kill()
    run.wait()


class Rounds:
    """Rounds over one set of documents in two versions, in a folder of its own."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self._folder = folder
        self._chance = chance
        self.expected: list[Version] = []
        for version in (0, 1):
            place = folder / f"undisturbed{version}"
            (place / "disk").mkdir(parents=True)
            write_documents(place / "raw", version)
            started = time.monotonic()
            assert finished(place) == 0
            self.seconds = time.monotonic() - started
            self.expected.append(published(place))

    def run(self, rounds: int, fault: Callable[[Path], str]) -> Tally:
        """Let `fault` happen so often. It is given the folder, and says how the run ended; "" where it met none."""
        tally = Tally()
        for number in range(rounds):
            folder = self._folder / f"round{number}"
            shutil.copytree(self._folder / "undisturbed0", folder)
            write_documents(folder / "raw", 1)
            tally.rounds += 1
            end = fault(folder)
            tally.met += bool(end)
            tally.ends[end or "no fault"] += 1
            found = published(folder)
            tally.torn += found not in self.expected or not audit(folder / "disk" / "output", folder / "none").is_whole
            started = time.monotonic()
            tally.lost += finished(folder) != 0 or published(folder) != self.expected[1]
            self.seconds = time.monotonic() - started  # the machine may have more or less to do by now
            shutil.rmtree(folder)
            if tally.rounds % _TOLD_ROUNDS == 0 and tally.rounds < rounds:
                so_far = f"{tally.rounds} of {rounds} rounds, {tally.met} met it, {tally.torn} torn, {tally.lost} lost"
                print(f"{fault.__name__}: {so_far}", file=sys.stderr, flush=True)
        return tally

    # ── faults ──────────────────────────────────────────────────────────────────────────────────

    def killed(self, folder: Path) -> str:
        """A kill at any moment of the run."""
        run = start(folder)
        try:
            run.wait(self._chance.uniform(0.05, 0.9) * self.seconds)
        except subprocess.TimeoutExpired:
            is_group = self._chance.random() < 0.5
            stop(run, is_group=is_group)
            return "killed with its workers" if is_group else "killed, workers left"
        return ""

    def killed_while_publishing(self, folder: Path) -> str:
        """A kill from the moment on that the new tables are begun."""
        run = start(folder)
        ends = time.monotonic() + _PATIENCE_SECONDS
        while run.poll() is None and time.monotonic() < ends:
            if any((folder / "disk").glob(".output.planquet-*")):
                time.sleep(self._chance.uniform(0, 0.15))
                if run.poll() is None:
                    stop(run, is_group=True)
                    return "killed while publishing"
            time.sleep(0.001)
        run.wait(_PATIENCE_SECONDS)
        return ""

    def corrupted(self, folder: Path) -> str:
        """Bytes of the staged results turned, cut off or put between, after they were written."""
        assert finished(folder) == 0
        shutil.rmtree(folder / "disk" / "output")
        shutil.copytree(self._folder / "undisturbed0" / "disk" / "output", folder / "disk" / "output")
        (shard,) = (folder / "disk" / "staged" / "shards").iterdir()
        content = bytearray(shard.read_bytes())
        what = self._chance.choice(("turned", "cut off", "put between"))
        place = self._chance.randrange(len(content))
        if what == "turned":
            for _ in range(10):
                content[self._chance.randrange(len(content))] ^= 1 << self._chance.randrange(8)
        elif what == "cut off":
            del content[place:]
        else:
            content[place:place] = self._chance.randbytes(1_000)
        shard.write_bytes(content)
        return f"bytes {what}"

    def twice(self, folder: Path) -> str:
        """Another run while one is at work."""
        first = start(folder)
        time.sleep(self._chance.uniform(0.2, 0.9) * self.seconds)
        second = start(folder)
        codes = sorted((first.wait(_PATIENCE_SECONDS), second.wait(_PATIENCE_SECONDS)))
        if codes == [0, 1]:
            assert b"another run is at work" in (folder / "messages").read_bytes()
            return "one waited for, one refused"
        return "" if codes == [0, 0] else f"exit codes {codes}"

    def full(self, folder: Path) -> str:
        """A disk that is full before the run is done; more room comes after."""
        with small_disk(folder, self._chance.randrange(4, 250)) as enlarge:
            code = finished(folder)
            enlarge()
            messages = (folder / "messages").read_text(encoding="utf-8", errors="replace")
            if "Traceback" in messages:
                return "traceback"
            return f"exit code {code}" if code else ""

    def read_only(self, folder: Path) -> str:
        """A disk on which nothing can be written."""
        with small_disk(folder, 20_000) as change:
            change("ro")
            code = finished(folder)
            change("rw")
            said = "Traceback" in (folder / "messages").read_text(encoding="utf-8", errors="replace")
            return "traceback" if said else f"exit code {code}"


@contextmanager
def small_disk(folder: Path, kilobytes: int) -> Iterator[Callable[..., None]]:
    """Put a disk of so much room in place of the folder `disk`; afterwards, what it held stands there. Needs root."""
    disk, before = folder / "disk", folder / "before"
    disk.rename(before)
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(disk)], check=True)
    try:
        shutil.copytree(before, disk, dirs_exist_ok=True)
        # A disk in memory gives whole pages away, to folders and names too.
        used = 4 * sum(1 + path.stat().st_size // 4096 + 1 for path in disk.rglob("*"))
        subprocess.run(["mount", "-o", f"remount,size={used + kilobytes}k", str(disk)], check=True)

        def change(options: str = "size=64m") -> None:
            subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)

        yield change
    finally:
        shutil.copytree(disk, folder / "kept")
        subprocess.run(["umount", str(disk)], check=True)
        disk.rmdir()
        (folder / "kept").rename(disk)
        shutil.rmtree(before)


def can_mount() -> bool:
    """True where small disks can be made: on Linux, by root."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return False
    with tempfile.TemporaryDirectory() as place:
        if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", place], check=False, capture_output=True).returncode:
            return False
        return subprocess.run(["umount", place], check=False).returncode == 0


def main() -> int:
    """Print a line for each fault as it is done; returns 1 where a row was lost or a publish torn."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.rounds")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--others", type=int, default=20, help="rounds of each other fault")
    parser.add_argument("faults", nargs="*", metavar="FAULT", help=f"of {', '.join(_FAULTS)}; all, if none is named")
    asked = parser.parse_args()
    if unknown := set(asked.faults) - set(_FAULTS):
        parser.error(f"no such fault: {', '.join(sorted(unknown))}")
    tallies: list[Tally] = []
    with tempfile.TemporaryDirectory(prefix="planquet-faults-") as place:
        rounds = Rounds(Path(place), random.Random(_SEED))
        for name, title in _FAULTS.items():
            if asked.faults and name not in asked.faults:
                continue
            if name in _ON_DISKS and not can_mount():
                say(f"{title} is left out: small disks are made by root, on Linux")
                continue
            count = {"killed": asked.kills, "read_only": max(1, asked.others // 4)}.get(name, asked.others)
            tally = rounds.run(count, getattr(rounds, name))
            ends = ", ".join(f"{end} {number}" for end, number in tally.ends.items())
            row = (title, tally.rounds, tally.met, tally.torn, tally.lost, ends)
            print_table(("fault", "rounds", "met it", "torn", "rows lost", "how the runs ended"), [row])
            sys.stdout.flush()
            tallies.append(tally)
    return int(any(tally.torn or tally.lost or tally.ends["traceback"] for tally in tallies))


if __name__ == "__main__":
    sys.exit(main())
