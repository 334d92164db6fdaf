"""Templates, styles and scripts → a page's HTML under a strict content policy. Every value is escaped on its way in."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from pipeline.review.words import ENGLISH, WORDS

_PACKAGE = "pipeline.review"
_FOLDER = "data"
_LOST = "\ufffd"
_LOST_MARKUP = Markup('<i class="gone" title="U+FFFD">\ufffd</i>')
_CELL_MARKUP = Markup('<i class="cell">\t</i>')
_LOST_RE = re.compile(f"({_LOST})")
# In a script element these could end it or begin a comment; U+2028 and U+2029 end a line in old scripts.
_IN_SCRIPT = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def json_in_script(value: object) -> Markup:
    """Turn a value into JSON that can stand in a script element, whatever strings it holds.

    >>> json_in_script("</script><!--")
    Markup('"\\\\u003c/script\\\\u003e\\\\u003c!--"')
    """
    # Every character that matters is escaped in the line below, and JSON has no other markup.
    plain = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(plain.translate(_IN_SCRIPT))


def with_losses(text: str) -> Markup:
    """Turn a text into HTML in which each lost character stands out.

    >>> with_losses("<�000亿元")
    Markup('&lt;<i class="gone" title="U+FFFD">�</i>000亿元')
    """
    if _LOST not in text:
        return escape(text)
    return Markup("").join(_LOST_MARKUP if part == _LOST else escape(part) for part in _LOST_RE.split(text))


def with_cells(text: str) -> Markup:
    """Turn a text into HTML in which lost characters and the borders of cells, which are tabs, stand out.

    >>> with_cells("1\\t<建设")
    Markup('1<i class="cell">\\t</i>&lt;建设')
    """
    if "\t" not in text:
        return with_losses(text)
    return _CELL_MARKUP.join(map(with_losses, text.split("\t")))


def number(value: float) -> str:
    """Turn a number into digits in groups of three, without a useless fraction.

    >>> number(1e11), number(7.5)
    ('100,000,000,000', '7.5')
    """
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["lost"] = with_losses
    environment.filters["cells"] = with_cells
    environment.filters["number"] = number
    environment.filters["json"] = json_in_script
    environment.globals["say"] = ENGLISH.__getitem__
    return environment


def page(
    template: str,
    scripts: tuple[str, ...],
    values: Mapping[str, Any],
    *,
    has_images: bool = False,
    has_form: bool = False,
) -> str:
    """Turn values into the HTML of a page, with its style and scripts inside and a policy that allows nothing else.

    The policy names the hashes of both, so that it holds for pages opened from a folder as well, where 'self' does not
    mean the same in every browser: so for images, which lie beside the page, its own scheme is named too.
    """
    style = _asset("review.css")
    script = "".join(map(_asset, scripts))
    forms = "'self'" if has_form else "'none'"
    images = "img-src 'self' file:; " if has_images else ""
    policy = (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; {images}"
        f"base-uri 'none'; form-action {forms}; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    rendered: str = (
        _environment()
        .get_template(template)
        .render(policy=policy, style=Markup(style), script=Markup(script), words=WORDS, **values)
    )
    return rendered


@cache
def _asset(name: str) -> str:
    return files(_PACKAGE).joinpath(_FOLDER, name).read_text(encoding="utf-8")


@cache
def _hash(content: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
