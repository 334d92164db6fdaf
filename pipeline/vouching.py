"""Lets clean documents of a run vouch for damaged ones: all staged results → the quotations for each that lost words.

It is a second reading: what a document has lost is known only when all are read. The result of the second reading is
kept beside that of the first, under a key that holds a hash of the quotations, so that it is made once, and anew only
where the clean documents have come to say something else.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extractors.models import Extraction
from extractors.vouching import Place, Quotation, Vouching, Wanted, places_in, quotations
from pipeline.engines.ordered import map_in_order
from pipeline.normalize import note_of
from pipeline.normalize.survey import Note
from pipeline.staging import decoded
from pipeline.tabulation import Batch, LostResultError, PackedDocument, batches

# In a staged result as it lies on disk: without one of these nothing is lost or in doubt, and nothing need be decoded.
_SIGNS = ("\ufffd".encode(), b'"inferred"')
_DIGEST_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Vouched:
    """What clean documents say of a damaged one, and a hash of it."""

    vouchers: tuple[str, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What the documents of a batch tell of what is shared, of those alone that have lost no words; which places the
    others have lost, by their keys; and the keys of those whose staged results are lost.
    """

    notes: Sequence[Note]
    wants: Sequence[tuple[str, tuple[Place, ...]]]
    lost: Sequence[str]


def look(batch: Batch) -> FirstLook:
    """Turn a batch into what is seen when each of its results is opened for the first time."""
    notes: list[Note] = []
    wants: list[tuple[str, tuple[Place, ...]]] = []
    lost: list[str] = []
    for packed in batch:
        try:
            plain = packed.plain() if packed.is_staged else b""
        except LostResultError:
            lost.append(packed.key or "")
            continue
        document = packed.open(plain)
        if any(sign in plain for sign in _SIGNS) and (extraction := decoded(plain).extraction) is not None:
            places = places_in(extraction.text, extraction.repairs)
            if places:
                wants.append((packed.key or "", places))
                continue
        note = note_of(document)
        notes += [note] if note is not None else []
    return FirstLook(notes, wants, lost)


def listen(vouching: Vouching, packed: Iterable[PackedDocument], workers: int) -> dict[str, Vouched]:
    """Turn the first readings of all documents into what the clean ones say of the places that others have lost."""
    wanted = vouching.wanted()
    if not wanted:
        return {}
    for heard in map_in_order(_Listener(wanted), batches(packed), workers):
        for quotation in heard:
            vouching.take(quotation)
    return {key: Vouched(vouchers, _digest(vouchers)) for key, vouchers in vouching.vouchers()}


class _Listener:
    """Turns batches into what their clean documents say of places."""

    def __init__(self, wanted: Wanted) -> None:
        self._wanted = wanted

    def __call__(self, batch: Batch) -> Sequence[Quotation]:
        found: list[Quotation] = []
        for packed in batch:
            extraction = decoded(packed.plain()).extraction if packed.is_staged else None
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
