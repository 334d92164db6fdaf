"""Turn what is left of entities and tags into what it stands for: `&amp;ldquo;` and `ldquo;` → `“`, `</div>` → nothing.

How it happens. Entities are escaped twice, unescaped too little, or lose their `&` to a cleaner; a tag stripper
leaves the closing tag whose opening one it has removed.

In the source of a page (`markup`) entities and tags are no damage: only a second escaping and a missing `&` are mended.

Negatives: text ABOUT markup. `用&nbsp;表示空格`, `` `&lt;` ``, a code listing with pairs of tags stay. A name without
`&` counts only with its `;` and only where it is no English word (`times;` and `quot;` need the `&`); behind a small
letter (`iPhoneldquo;手机`) only where no `&` begins that word and a Chinese character or mark follows.
"""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from html import unescape

from extractors import quick_re as re
from extractors.entities import ENTITIES, ENTITY_NAMES_PATTERN, TAGS_PATTERN
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

FAMILY = "entity_residue"

# One of these characters has to be in the text for the family to apply: the cheapest gate of all.
SIGNS = frozenset("&;<>")
_BARE_NAMES = ("ldquo", "rdquo", "lsquo", "rsquo", "mdash", "ndash", "hellip", "middot", "nbsp", "ensp", "emsp")
_BARE = "|".join(_BARE_NAMES)

_ENTITY_RE = re.compile(
    rf"""
    &(?:amp;)+(?P<escaped>{ENTITY_NAMES_PATTERN}|\#\d{{2,6}}|\#x[0-9a-fA-F]{{2,5}});    # &amp;ldquo;  &amp;amp;nbsp;
    | &(?P<name>{ENTITY_NAMES_PATTERN});                                               # &ldquo; in plain text
    | &(?P<cut>{_BARE})(?![a-zA-Z;])                                     # &nbsp without its semicolon
    | &\#(?P<decimal>\d{{2,6}});                                         # &#8220;
    | &\#[xX](?P<hexadecimal>[0-9a-fA-F]{{2,5}});                        # &#x201c;
    | (?<![&\#])(?P<bare>{_BARE});                                 # ldquo; whose & is gone
    """,
    re.VERBOSE,
)
# One of the names behind its semicolon: the search leaps from one to the next.
_BARE_RE = re.compile(";(?:" + "|".join(f"(?<={name};)" for name in _BARE_NAMES) + ")")
_IN_WORD_RE = re.compile(r"[a-z]\Z")
_STARTED_RE = re.compile(r"&[a-zA-Z]{0,10}\Z")
_WIDE_RE = re.compile(r"[\u2010-\uffef]")
_AMPERSAND_RE = re.compile(rf"&(?:amp;|#|{ENTITY_NAMES_PATTERN})")
_TAG_RE = re.compile(rf"<(?P<slash>/?)(?P<name>{TAGS_PATTERN})(?:\s[^<>\n]{{0,200}})?/?>")
# The end of a comment whose beginning is gone, alone on its line.
_COMMENT_END_RE = re.compile(r"(?m)^[ \t\u3000\xa0]*-->[ \t]*$")
# Words before and after that speak of the entity itself.
_MENTION_BEFORE_RE = re.compile(r"(?:[`'\"“‘「]|用|写成?|为|输入|字符|实体|转义|代码|标签|表示|替换)\s?\Z")
_MENTION_AFTER_RE = re.compile(r"\s?(?:[`'\"”’」]|表示|代表|是|实体|转义|标签|符号|来)")


def damage(text: str, *, how: str = "escaped") -> str:
    """Turn clean text into its damaged forms: quotes and dashes `escaped` twice, left as entities (`kept`) or `bare`.

    >>> damage("“四大品牌”", how="bare")
    'ldquo;四大品牌rdquo;'
    """
    form = {"escaped": "&amp;{};", "kept": "&{};", "bare": "{};"}[how]
    return text.translate({ord(ENTITIES[name]): form.format(name) for name in ("ldquo", "rdquo", "mdash", "hellip")})


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be residue."""
    if "-->" in text or "</" in text or ("&" in text and _AMPERSAND_RE.search(text)):
        return True
    return ";" in text and _BARE_RE.search(text) is not None


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that resolve or remove residue."""
    if not markup and _is_listing(text):
        return []
    edits = _escaped_in_page(text) if markup else _escaped_tags(text)
    taken = {place for edit in edits for place in range(edit.start, edit.end)}
    for match in _ENTITY_RE.finditer(text):
        replacement = _stands_for(match, markup=markup) if match.start() not in taken else None
        if replacement is not None and not _is_mention(text, match.start(), match.end()):
            edits.append(Edit(match.start(), match.end(), replacement, FAMILY, "exact", 1.0, (), "entity"))
    if not markup:
        edits.extend(_orphans(text))
    return sorted(edits, key=lambda edit: edit.start)


# &lt;p style="…"&gt;, &lt;br/&gt;
_ESCAPED_TAG_RE = re.compile(
    r"&lt;(?P<slash>/?)(?P<name>[a-z][a-z0-9]{0,9})(?P<rest>[^<>\n]{0,300}?)&gt;", re.IGNORECASE
)
_ENDS_LINE = frozenset(["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "section"])
_ESCAPED_LEAST = 5  # tags that end a line


def _escaped_tags(text: str) -> list[Edit]:
    """The tags of a page whose whole source was escaped: those that end a line are line ends, the others nothing.

    Matches a text that begins and ends with such a tag. Deliberately not a text about tags, which has words before
    the first or behind the last. Risk: a listing of a page without a word around it. The example: the body of a notice
    taken from an interface that had escaped it for a page, &lt;p&gt;各镇：&lt;/p&gt;.
    """
    if not text.lstrip().startswith("&lt;") or not text.rstrip().endswith("&gt;"):
        return []
    tags = list(_ESCAPED_TAG_RE.finditer(text))
    ends = [tag["name"].lower() in _ENDS_LINE and bool(tag["slash"] or tag["name"].lower() == "br") for tag in tags]
    if sum(ends) < _ESCAPED_LEAST:
        return []
    return [
        Edit(tag.start(), tag.end(), "\n" * is_end, FAMILY, "exact", 1.0, (), "escaped_tag")
        for tag, is_end in zip(tags, ends, strict=True)
    ]


# What stands between two tags of a page and begins with an escaped one.
_WORDS_RE = re.compile(r">\s{0,40}+(?P<words>&lt;[^<>]++)(?=<|\Z)")


def _escaped_in_page(text: str) -> list[Edit]:
    """The escaped tags of what stands between two tags of a page, as the tags that they are.

    Matches what an editor of a site keeps its text in: <div>&lt;p&gt;各镇：&lt;/p&gt;…</div>, all of it escaped.
    Deliberately not words about tags, which stand beside them. The example: an opinion in a hidden <div> of a page.
    """
    edits: list[Edit] = []
    for run in _WORDS_RE.finditer(text) if "&lt;" in text else ():
        if not run["words"].rstrip().endswith("&gt;"):
            continue
        tags = list(_ESCAPED_TAG_RE.finditer(text, run.start("words"), run.end("words")))
        if sum(bool(tag["slash"]) and tag["name"].lower() in _ENDS_LINE for tag in tags) >= _ESCAPED_LEAST:
            edits += [
                Edit(tag.start(), tag.end(), unescape(tag[0]), FAMILY, "exact", 1.0, (), "escaped_tag") for tag in tags
            ]
    return edits


def _stands_for(match: re.Match[str], *, markup: bool) -> str | None:
    if match["escaped"]:
        return f"&{match['escaped']};"
    if match["bare"]:
        if _IN_WORD_RE.search(match.string, max(0, match.start() - 12), match.start()) and not (
            _WIDE_RE.match(match.string, match.end())
            and not _STARTED_RE.search(match.string, max(0, match.start() - 12), match.start())
        ):
            return None
        return f"&{match['bare']};" if markup else ENTITIES[match["bare"]]
    if markup:
        return None
    if match["name"] or match["cut"]:
        return ENTITIES[match["name"] or match["cut"]]
    code = int(match["decimal"]) if match["decimal"] else int(match["hexadecimal"], 16)
    if 0x80 <= code <= 0x9F:  # HTML reads them as cp1252; five are nothing there and may be bytes of misread text
        return bytes((code,)).decode("cp1252", "ignore") or chr(code)
    is_printable = 0x20 <= code <= 0x10FFFF and code != 0x7F and not 0xD800 <= code <= 0xDFFF
    return chr(code) if is_printable else None


def _is_mention(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 4) : start], text[end : end + 4]
    return bool(_MENTION_BEFORE_RE.search(before) and _MENTION_AFTER_RE.match(after)) or "`" in before[-1:]


def _is_listing(text: str) -> bool:
    """True where plain text shows pairs of tags: it is the source of a page, and means its entities."""
    if "</" not in text:
        return False
    tags = list(_TAG_RE.finditer(text))
    return bool({tag["name"] for tag in tags if not tag["slash"]} & {tag["name"] for tag in tags if tag["slash"]})


def _orphans(text: str) -> list[Edit]:
    """Closing tags whose opening ones are gone, the opening ones beside them, and the ends of comments."""
    edits: list[Edit] = []
    tags = list(_TAG_RE.finditer(text)) if "</" in text else []
    if any(tag["slash"] for tag in tags):
        edits += [Edit(tag.start(), tag.end(), "", FAMILY, "exact", 1.0, (), "orphan_tag") for tag in tags]
    if "-->" in text and "<!--" not in text:
        for match in _COMMENT_END_RE.finditer(text):
            edits.append(Edit(match.start(), match.end(), "", FAMILY, "exact", 1.0, (), "orphan_tag"))
    return edits
