"""Lets clean documents of a run vouch for damaged ones: all staged results → the quotations for each that lost words.

It is a second reading: what a document has lost is known only when all are read. The result of the second reading is
kept beside that of the first, under a key that holds a hash of the quotations, so that it is made once, and anew only
where the clean documents have come to say something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from extractors.models import Extraction
from extractors.vouching import Place, Quotation, Vouching, Wanted, places_in, quotations
from pipeline.engines.ordered import map_in_order
from pipeline.staging import decoded, unpacked
from pipeline.tabulation import Batch, PackedDocument, batches

# In a staged result as it lies on disk: without one of these nothing is lost or in doubt, and nothing need be decoded.
_SIGNS = ("\ufffd".encode(), b'"inferred"')
_DIGEST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Vouched:
    """What clean documents say of a damaged one, and a hash of it."""

    vouchers: tuple[str, ...]
    digest: str


def listen(packed: Callable[[], Iterable[PackedDocument]], workers: int) -> tuple[dict[str, Vouched], list[str]]:
    """Turn the first readings of all documents into what vouches for which; and the keys of those that are not whole.

    They are gone through once for what they have lost, and once more, if any has, for what the clean ones quote.
    """
    vouching = Vouching()
    lost: list[str] = []
    for wants in map_in_order(_wants, batches(packed()), workers):
        for key, places in wants:
            if places is None:
                lost.append(key)
            else:
                vouching.want(key, places)
    wanted = vouching.wanted()
    if lost or not wanted:
        return {}, lost
    for heard in map_in_order(_Listener(wanted), batches(packed()), workers):
        for quotation in heard:
            vouching.take(quotation)
    return {key: Vouched(vouchers, _digest(vouchers)) for key, vouchers in vouching.vouchers()}, []


def _wants(batch: Batch) -> Sequence[tuple[str, tuple[Place, ...] | None]]:
    """The places that each document of a batch has lost, by its key; None where its result is not whole."""
    found: list[tuple[str, tuple[Place, ...] | None]] = []
    for packed in batch:
        if packed.failure is not None or packed.key is None:
            continue
        entry = packed.entry()
        plain = unpacked(entry) if entry is not None else None
        if plain is None:
            found.append((packed.key, None))
        elif any(sign in plain for sign in _SIGNS) and (extraction := decoded(plain).extraction) is not None:
            places = places_in(extraction.text, extraction.repairs)
            found += [(packed.key, places)] if places else []
    return found


class _Listener:
    """Turns batches into what their clean documents say of places."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def __call__(self, batch: Batch) -> Sequence[Quotation]:
        found: list[Quotation] = []
        for packed in batch:
            entry = packed.entry() if packed.failure is None else None
            plain = unpacked(entry) if entry is not None else None
            extraction = decoded(plain).extraction if plain is not None else None
            if extraction is not None and _is_clean(extraction):
                found += quotations(extraction.text, self._wanted)
        return found


def _is_clean(extraction: Extraction) -> bool:
    """True where nothing of a document is in doubt: what was repaired by its words must not become evidence."""
    return all(item.tier == "exact" for item in extraction.repairs) and all(
        issue.severity != "degraded" for issue in extraction.issues
    )


def _digest(vouchers: tuple[str, ...]) -> str:
    said = "\n".join(vouchers).encode("utf-8", "surrogatepass")
    return hashlib.sha256(said).hexdigest()[:_DIGEST_DIGITS]
