"""`python -m tests.fuzz.one TARGET FOLDER [libFuzzer's options]`: fuzz one target in this process.

What breaks is written to FOLDER/found, one input for each place in the code, and fuzzing goes on.
"""

from __future__ import annotations

import hashlib
import sys
import time
import traceback
from pathlib import Path

# Of the processor, as other work may hold the machine; slower than the largest document of this size by far.
_SLOW_SECONDS = 10.0


def main() -> None:
    """Fuzz until libFuzzer's options say that it is enough."""
    import atheris  # an extra; and what it is to follow must be imported under its eyes

    with atheris.instrument_imports(include=["extractors", "pipeline"]):
        from tests.fuzz.targets import TARGETS
    name, folder = sys.argv[1], Path(sys.argv[2])
    found = folder / "found"
    found.mkdir(parents=True, exist_ok=True)
    target, seen = TARGETS[name], {path.name.split("-")[1] for path in found.glob(f"{name}-*")}

    def report(place: str, data: bytes, words: str) -> None:
        key = hashlib.sha256(place.encode()).hexdigest()[:8]
        if key not in seen:
            seen.add(key)
            (found / f"{name}-{key}").write_bytes(data)
            (found / f"{name}-{key}.txt").write_text(words, encoding="utf-8")
            print(f"found {name}-{key}: {place}", file=sys.stderr, flush=True)

    def one(data: bytes) -> None:
        started = time.process_time()
        try:
            target(data)
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            frame = next((frame for frame in reversed(frames) if "/tests/" not in frame.filename), frames[-1])
            said = str(error).split(":")[0][:40] if isinstance(error, AssertionError) else ""
            place = f"{type(error).__name__} {Path(frame.filename).name}:{frame.lineno} {said}"
            report(place, data, traceback.format_exc())
        seconds = time.process_time() - started
        if seconds > _SLOW_SECONDS:
            report(
                f"slow, {len(data).bit_length()} bits of length", data, f"{seconds:.1f} seconds for {len(data)} bytes"
            )

    atheris.Setup([sys.argv[0], *sys.argv[3:]], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
