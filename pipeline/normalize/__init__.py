"""Turn the records of all documents into rows: places and bodies resolved, plans merged over documents, ids made."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import fields

from pipeline.normalize.survey import Counts, Settled, Survey, note_of
from pipeline.records import StagedDocument, Tables

__all__ = ["Counts", "Settled", "Survey", "normalize", "note_of"]


def normalize(staged: Iterable[StagedDocument]) -> Tables:
    """Turn staged documents into the rows of all nine tables, in memory; a run does the same document by document.

    Guarantees: the rows do not depend on the order of the documents; every foreign key holds; ids are made of
    content and place, so the same documents give the same ids.
    """
    documents = sorted(staged, key=lambda document: (document.document_id, document.source_path))
    with closing(sqlite3.connect(":memory:")) as scratch:
        survey = Survey(scratch)
        survey.take([note for note in map(note_of, documents) if note is not None])
        survey.settle()
        parts = list(map(survey.settled().rows, documents))
        survey.count(Counts.of(parts))
        parts.append(Tables(plans=tuple(survey.plans()), units=tuple(survey.units())))
    columns = (column.name for column in fields(Tables))
    return Tables(**{name: tuple(row for part in parts for row in getattr(part, name)) for name in columns})
