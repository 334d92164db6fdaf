"""What content systems of government sites call the parts of a page: the templates in data/page_templates.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from msgspec import Struct

MARKED = "between-marks"
"""Class of the element that is put around what stands between two comments of a template."""


class Templates(Struct, frozen=True):
    """Names of elements that hold an article and nothing else (`sure`) or the column of an article (`usual`), comments
    around articles (what begins one → what ends it), and names of <meta> tags → fields of the document.
    """

    sure: frozenset[str]
    usual: frozenset[str]
    marks: Mapping[str, str]
    meta: Mapping[str, str]


@cache
def templates() -> Templates:
    """Read the templates.

    >>> templates().marks["ZJEG_RSS.content.begin"]
    'ZJEG_RSS.content.end'
    """
    text = files("extractors").joinpath("data", "page_templates.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    listed = data["template"]
    return Templates(
        frozenset(name for template in listed for name in template["sure"]) | {MARKED},
        frozenset(name for template in listed for name in template["usual"]),
        {mark["begin"]: mark["end"] for template in listed for mark in template.get("marks", ())},
        {name: field for fields in data["meta"].values() for name, field in fields.items()},
    )
