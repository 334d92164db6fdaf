"""Generated corpora: the same documents in the same order on every machine, one kind of file each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from itertools import count, islice
from pathlib import Path
from types import MappingProxyType

from bench.repair.damages import MODELS
from tests.fixtures.render import paper, web, word
from tests.fixtures.render.generated import generated_plan
from tests.generator import generate

File = tuple[str, bytes]
"""The name of a file, and its bytes."""

# Bytes of a text in UTF-8: what the target of 5 KB means. Half of what the generator writes is shorter.
_TEXT_BYTES = range(4_000, 6_501)
_DAMAGED_EVERY = 5  # of the damaged corpus, one document in so many
_DAMAGED_LINES = 0.4  # of a damaged document's lines


def texts() -> Iterator[str]:
    """Texts of about 5 KB, without end: plans, measures, reports, replies, lists of tasks in all layouts."""
    for seed in count():
        document = generate(seed)
        if document.html is None and len(document.text.encode()) in _TEXT_BYTES:
            yield document.text


def _txt() -> Iterator[File]:
    for number, text in enumerate(texts()):
        yield f"{number:07}.txt", text.encode()


def _damaged() -> Iterator[File]:
    models = [model for _, model in sorted(MODELS.items())]
    for number, text in enumerate(texts()):
        if number % _DAMAGED_EVERY == 0:
            model = models[number // _DAMAGED_EVERY % len(models)]
            lines, _ = model(text.split("\n"), random.Random(number), _DAMAGED_LINES)
            text = "\n".join(lines)
        yield f"{number:07}.txt", text.encode("utf-8", "surrogatepass")


def _html() -> Iterator[File]:
    return ((f"{seed:07}.html", web.hanweb(generated_plan(seed))) for seed in count())


def _docx() -> Iterator[File]:
    return ((f"{seed:07}.docx", word.typed(generated_plan(seed))) for seed in count())


def _pdf() -> Iterator[File]:
    return ((f"{seed:07}.pdf", paper.reportlab(generated_plan(seed), "ruled")) for seed in count())


CORPORA: Mapping[str, Callable[[], Iterator[File]]] = MappingProxyType(
    {"TXT of 5 KB": _txt, "TXT, one in five damaged": _damaged, "HTML": _html, "DOCX": _docx, "PDF": _pdf}
)


def files(corpus: str, documents: int) -> list[File]:
    """The first files of a corpus."""
    return list(islice(CORPORA[corpus](), documents))


def write(corpus: str, documents: int, folder: Path) -> None:
    """Write the first files of a corpus, at most a thousand to a folder."""
    for number, (name, data) in enumerate(islice(CORPORA[corpus](), documents)):
        path = folder / f"{number // 1000:04}" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
