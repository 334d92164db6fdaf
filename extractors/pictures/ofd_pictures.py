"""Images of OFD documents (GB/T 33190-2016, 7.9 and 13): where their files lie, and how pages place them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from lxml import etree

from extractors.office.zipped import Package, read_xml


def resources(archive: Package, holder: etree._Element, path: str) -> dict[str, str]:
    """Turn what a document or page says of its resources into the files of its images by their ids.

    Takes the element that names them (CommonData, or a page) and the path of the part that it stands in.
    """
    found: dict[str, str] = {}
    for item in holder.iterfind("{*}PublicRes"):
        found |= dict(_files(archive, resolve(path, item.text or "")))
    for name in ("{*}DocumentRes", "{*}PageRes"):
        for item in holder.iterfind(name):
            found |= dict(_files(archive, resolve(path, item.text or "")))
    return found


def resolve(path: str, location: str) -> str:
    """Turn a location that a part names into a path in the archive: from its root, or from the part's own folder."""
    location = location.strip()
    if location.startswith("/"):
        return location.lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), location))


def _files(archive: Package, path: str) -> Iterator[tuple[str, str]]:
    root = read_xml(archive, path)
    if root is None:
        return
    base = resolve(path, root.get("BaseLoc") or ".") + "/"
    for item in root.iter("{*}MultiMedia"):
        location = item.findtext("{*}MediaFile")
        if location and item.get("Type") in {None, "Image"}:
            yield item.get("ID") or "", resolve(base, location)
