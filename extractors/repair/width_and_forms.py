"""Turn radicals and private-use signs into the characters they stand for: `⼀、⼯作⽬标` → `一、工作目标`.

How it happens. See `extractors.forms`, whose tables these are: one character for one, exact.

Negatives: text about radicals (a dictionary's list `部首：⼀、⼁、⼂`). Radicals are damage where they stand among
ordinary characters as one of them; in a list of radicals they stand alone. ①, ㎡ and full-width forms are never
touched.
"""

from __future__ import annotations

import re

from extractors.forms import PRIVATE_SIGNS, RADICALS
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "width_and_forms"

# Of the radicals at least this share must touch an ordinary character: in damaged text 0.8 and more do, in a list of
# radicals hardly any.
_TOUCHING_SHARE = 0.5

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset(map(chr, (*RADICALS, *PRIVATE_SIGNS)))
_RADICAL_RE = re.compile(r"[\u2e80-\u2fdf]")
_SIGN_RE = re.compile("[" + "".join(map(chr, PRIVATE_SIGNS)) + "]")
_SUSPECT_RE = re.compile(r"[\u2e80-\u2fdf\ue000-\uf8ff]")
_ORDINARY_RE = re.compile(r"[\u4e00-\u9fff]")

_TO_RADICALS = {ord(character): chr(code) for code, character in RADICALS.items() if 0x2F00 <= code < 0x2FD6}


def damage(text: str) -> str:
    """Turn clean text into what a font without a map of its own makes of it.

    >>> damage("工作目标")
    '⼯作⽬标'
    """
    return text.translate(_TO_RADICALS)


def is_suspect(text: str) -> bool:
    """Tell by cheap means whether there are such characters."""
    return _SUSPECT_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that give every look-alike its ordinary character."""
    del markup  # the same in both
    edits = [
        Edit(match.start(), match.end(), PRIVATE_SIGNS[ord(match[0])], FAMILY, "exact", 1.0, (), "private_sign")
        for match in _SIGN_RE.finditer(text)
    ]
    radicals = [match for match in _RADICAL_RE.finditer(text) if ord(match[0]) in RADICALS]
    touching = sum(1 for match in radicals if _touches_text(text, match.start()))
    if radicals and touching >= _TOUCHING_SHARE * len(radicals):
        edits += [
            Edit(match.start(), match.end(), RADICALS[ord(match[0])], FAMILY, "exact", 1.0, (), "radical")
            for match in radicals
        ]
    return sorted(edits, key=lambda edit: edit.start)


def _touches_text(text: str, position: int) -> bool:
    """True where a radical, or radicals beside it (⼈⼯智能), touch an ordinary character; or where it is a label."""
    if _ORDINARY_RE.search(text[max(0, position - 2) : position]) or _ORDINARY_RE.match(text, position + 1):
        return True
    rest = text[position + 1 : position + 3]
    return bool(rest) and (bool(_ORDINARY_RE.match(rest, 1)) and (rest[0] == "、" or bool(_RADICAL_RE.match(rest))))
