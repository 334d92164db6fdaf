"""Pages and the files beside them that they link to: which document is an attachment of which."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

_OTHER_PLACE_RE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:)?//")


def linked_paths(source_path: str, links: Iterable[str]) -> Iterator[str]:
    """Turn the path of a page and the files that it links to into the paths at which these would lie.

    A relative address leads on from the page's folder. Whatever address it is, crawlers put the file beside the page:
    its last step, in the page's folder, counts as well. A path never leads out of the input folder.

    >>> sorted(linked_paths("市/t1.html", ["./files/P1.pdf", "http://www.example.gov.cn/a/附件1.docx"]))
    ['市/P1.pdf', '市/files/P1.pdf', '市/附件1.docx']
    """
    folder = source_path.rpartition("/")[0]
    found: dict[str, None] = {}
    for link in links:
        name = link.rpartition("/")[2]
        if not name:
            continue
        found.setdefault(posixpath.join(folder, name))
        if "/" in link and not link.startswith("/") and not _OTHER_PLACE_RE.match(link):
            path = posixpath.normpath(posixpath.join(folder, link))
            if not path.startswith("../"):
                found.setdefault(path)
    found.pop(source_path, None)
    yield from found


def places_of(source_path: str) -> tuple[str, ...]:
    """Turn a document's path into the paths under which a page may link to it: its own, and those of its containers.

    >>> places_of("市/附件.zip!/表/1.xlsx#row=2")
    ('市/附件.zip!/表/1.xlsx#row=2', '市/附件.zip!/表/1.xlsx', '市/附件.zip')
    """
    found = [source_path]
    path, mark, _ = source_path.rpartition("#row=")
    if mark:
        found.append(path.partition("#sheet=")[0])
    while "!/" in found[-1]:
        found.append(found[-1].rpartition("!/")[0])
    return tuple(found)
