"""Feeds (RSS, RDF, Atom) to their items: each is a document with its text, title, date and issuer."""

from __future__ import annotations

import os
import re
from collections.abc import Generator
from email.utils import parsedate_to_datetime
from typing import BinaryIO

from lxml import etree

from pipeline.records import Failure

NAMES = ("content", "title", "pub_date", "publisher")
"""The columns of a feed's items."""

_FEED_RE = re.compile(rb"<(?:rss|feed|(?:[a-z]{1,8}:)?RDF)(?=[\s>])[^<>]{0,2000}>", re.IGNORECASE)
# What a feed calls the text of an item, the whole before what sums it up, and what else it says; without namespaces.
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "date", "updated", "issued")
_ISSUERS = ("publisher",)  # not the author, who is a person, nor the source, which only passed it on
_ITEMS = ("item", "entry")
_STOPS = frozenset({"ERR_RESOURCE_LIMIT", "ERR_ENTITY_LOOP"})
_CLOSED_RE = re.compile(rb"</(?:rss|feed|(?:[a-z]{1,8}:)?rdf)\s{0,40}>", re.IGNORECASE)
_TAIL_BYTES = 4096


def is_feed(head: bytes) -> bool:
    """Tell whether a file begins as a feed does.

    >>> is_feed(b'<?xml version="1.0"?><rss version="2.0"><channel>'), is_feed(b"<html><body>rss</body></html>")
    (True, False)
    """
    start = head[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    return start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf")) and _FEED_RE.search(start) is not None


def items_of(file: BinaryIO) -> Generator[dict[str, str] | Failure, None, None]:
    """Turn a feed into its items, one at a time, by the names in NAMES; what breaks off ends with the reason.

    Entities are not resolved and nothing is fetched. What is not well formed is recovered from, as far as it goes.
    """
    file.seek(0)
    steps = etree.iterparse(
        file, events=("end",), recover=True, resolve_entities=False, no_network=True, huge_tree=True, load_dtd=False
    )
    try:
        for _, element in steps:
            if etree.QName(element).localname in _ITEMS:
                yield _item(element)
                element.clear()
    except etree.XMLSyntaxError as error:
        yield Failure("broken_table", f"the feed breaks off or is no XML ({error}): save it again")
        return
    # What is recovered from says nothing when it gives up: entities that grow, a file that was cut off.
    stopped = next((entry for entry in steps.error_log if entry.type_name in _STOPS), None)
    if stopped is not None:
        yield Failure("broken_table", "its entities grow: what follows is not read; save it again without them")
    elif not _is_closed(file):
        yield Failure(
            "broken_table", "the feed breaks off: its last item may be cut, others may be missing; save it again"
        )


def _is_closed(file: BinaryIO) -> bool:
    file.seek(0, os.SEEK_END)
    file.seek(max(0, file.tell() - _TAIL_BYTES))
    return _CLOSED_RE.search(file.read(_TAIL_BYTES).replace(b"\0", b"")) is not None


def _item(item: etree._Element) -> dict[str, str]:
    said: dict[str, str] = {}
    for child in item:
        if isinstance(child.tag, str):
            words = _words(child)
            if words:
                said.setdefault(etree.QName(child).localname, words)

    def first(names: tuple[str, ...]) -> str:
        return next((said[name] for name in names if name in said), "")

    values = (first(_TEXTS), first(("title",)), _day(first(_DATES)), first(_ISSUERS))
    return dict(zip(NAMES, values, strict=True))


def _day(words: str) -> str:
    """A date as 2025-03-01, as feeds of RSS write it (Sat, 01 Mar 2025 08:00:00 +0800), or as it is written."""
    try:
        return parsedate_to_datetime(words).date().isoformat()
    except ValueError:
        return words


def _words(element: etree._Element) -> str:
    """The words of an element; of one that holds elements (XHTML, a person's name), their markup or the name."""
    named = element.find("{*}name")
    if named is not None:
        return (named.text or "").strip()
    if not len(element):
        return (element.text or "").strip()
    inner = "".join(etree.tostring(child, encoding="unicode") for child in element)
    return ((element.text or "") + inner).strip()
