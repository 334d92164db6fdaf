"""Fields before a text between two lines of dashes, as programs that write Markdown and pages set them (YAML)."""

from __future__ import annotations

from email.utils import parsedate_to_datetime

from extractors import quick_re as re
from extractors.document.metadata import field_name, markup_field
from extractors.models import MetaField

_FRONT_RE = re.compile(r"\ufeff?(?:[ \t]*\r?\n){0,3}---[ \t]*\r?\n((?:[^\n]{0,500}\n){1,60}?)---[ \t]*(?:\r?\n|$)")
_FRONT_FIELD_RE = re.compile(r"[ \t]*([\w-]{1,40})[ \t]*:[ \t]*([^\s|>&*\[{].*)")


def front_matter(text: str) -> tuple[list[MetaField], int]:
    """Turn the beginning of a text into its fields and the place behind them; none and 0 where it has no such lines.

    Lists, and words over several lines, are left out.

    >>> front_matter("---\\ntitle: '某市方案'\\n---\\n一、目标")
    ([MetaField(name='title', label='title', value='某市方案', span=None)], 22)
    """
    front = _FRONT_RE.match(text)
    if front is None:
        return [], 0
    said = [_FRONT_FIELD_RE.fullmatch(line) for line in front[1].splitlines()]
    fields = [_field(match[1].lower(), _unquoted(match[2].strip())) for match in said if match]
    return [field for field in fields if field is not None], front.end()


def _unquoted(value: str) -> str:
    """A value of YAML without the marks around it: '"十四五"方案出炉' keeps those that are its own."""
    if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
        return value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
    return value


def _field(name: str, value: str) -> MetaField | None:
    if name == "title":
        return MetaField("title", name, value)
    known = field_name(name)  # 文号, 发布日期
    if known is not None:
        return MetaField(known, name, value)
    if name == "date" and (day := _mail_date(value)) is not None:
        value = day
    return markup_field("pubdate" if name == "date" else name, value)


def _mail_date(value: str) -> str | None:
    """A day as mails write it (Tue, 08 Feb 2022 08:00:05 GMT, RFC 5322) as 2022-02-08; None where it is none."""
    try:
        return parsedate_to_datetime(value).date().isoformat()
    except ValueError:
        return None
