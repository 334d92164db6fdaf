r"""Turn escapes that programs have left in a text into what they stand for: `\u4e2d`, `%E4%B8%AD`, `=D6=D0` → `中`.

How it happens. A text is made safe for JSON, an address or a mail, and put on a page as it is:

    中 U+4E2D          JSON, Java \u4e2d      JavaScript %u4E2D      HTML &#20013; without its & or ;
    中 UTF-8 E4 B8 AD  addresses %E4%B8%AD    mail =E4=B8=AD         Python \xe4\xb8\xad
    关于 in a head of mail: =?GB2312?B?udjT2g==?=

Nothing is lost, so all is exact. GBK's bytes are escaped as well as UTF-8's; those of GBK that are letters
stand as they are.

Negatives: text about escapes and listings of programs (a line with a call, a quoted string or an assignment), addresses
(`https://…/%E5%85%B3`), names of files, percentages (`增长5%`), lone escapes. In the source of a page they are those of
its scripts. A text counts only where what its escapes say is some words of Chinese.
"""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from bisect import bisect_left
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from quopri import decodestring
from typing import NamedTuple

from ftfy import bad_codecs as _bad_codecs  # noqa: F401  # registers sloppy-windows-1252

from extractors import quick_re as re
from extractors.charsets.forms import RADICALS
from extractors.charsets.scores import chinese_score
from extractors.models import Edit
from extractors.repair.vocabulary import Witness

# To a reader of the tables these are what is left of entities.
FAMILY = "entity_residue"
SIGNS = frozenset("\\%=#")

# Wide characters that the escapes of a text have to say, and how Chinese they have to look (right ones reach 0.9).
_ESTABLISHED = 4
_CHINESE_SCORE = 0.7
# Characters before an escape in which an address is looked for.
_ADDRESS = 200

_HEX = "[0-9a-fA-F]"
_CODES_RE = re.compile(
    rf"(?:\\{{1,2}}u{_HEX}{{4}}|\\{{1,2}}[nrt\"/](?=\\{{1,2}}u{_HEX}{{4}}))+(?:\\{{1,2}}[nrt](?![a-zA-Z]))?"
)
_CODE_RE = re.compile(rf"u({_HEX}{{4}})|([nrt\"/])")
_SCRIPT_CODES_RE = re.compile(rf"(?:%u{_HEX}{{4}})+")
_PERCENT_RE = re.compile(rf"%{_HEX}{{2}}(?:%{_HEX}{{2}}|(?<=%[89A-Fa-f]{_HEX})[@-~](?=%|$|[^\x00-\x7f]))*+")
_MAIL_RE = re.compile(r"=(?:[0-9A-F]{2}|\r?\n)(?:=[0-9A-F]{2}|=\r?\n)*+")
_PYTHON_RE = re.compile(rf"\\x{_HEX}{{2}}(?:\\x{_HEX}{{2}})*+")
# Five digits are a wide character's, four a quotation mark's or a dash's: what else follows is a number of the text.
_NUMBERS_RE = re.compile(
    r"(?:(?<!amp;)(?<![&A-Za-z_])#\d{4,5};|&#(?:(?:1[2-9]|[23]\d|40)\d{3}|65[2-5]\d\d|8[12]\d\d)(?!\d{0,2};))+"
)
_NUMBER_RE = re.compile(r"\d+")
_WORD_RE = re.compile(r"=\?([A-Za-z0-9_-]{2,20})\?([BbQq])\?([^?\s]{1,400})\?=(?:\s{1,4}(?==\?))?")
_CHARSETS = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "big5": "big5hkscs",
}
# What a text has to show: two escapes side by side, the first of a wide character.
_GATES = (
    ("\\u", re.compile(rf"\\u{_HEX}{{4}}\\{{1,2}}u{_HEX}{{4}}")),
    ("%u", re.compile(rf"%u{_HEX}{{4}}%u")),
    ("%", re.compile(rf"%[89A-Fa-f]{_HEX}(?:%{_HEX}{{2}}|[@-~]%)")),
    ("=", re.compile(r"=[89A-F][0-9A-F]=(?:[0-9A-F]{2}|\r?\n)")),
    ("=?", re.compile(r"=\?[A-Za-z0-9_-]{2,20}\?[BbQq]\?")),
    ("\\x", re.compile(rf"\\x[89A-Fa-f]{_HEX}\\x")),
    ("\\n", re.compile(r"\\n(?![a-z])")),
    ("#", re.compile(r"#\d{4,5}(?:;#|&#|;\d{0,9}#)")),
)
# \\n for a line end, \\r\\n\\t: a small letter behind it would make it a folder's name, or a word of TeX
_LINE_ENDS_RE = re.compile(r"\\{1,2}[nr](?:\\{1,2}[nrt])*+(?![a-z])")
_LINE_ENDS_LEAST = 3
_STRINGS_RE = re.compile(r"[A-Za-z_]\w{0,40}\s?\([\"'`]|[\"'`]\s?[+;]|=\s?[\"'`]")  # a program that has strings
_ESCAPED_BYTE_RE = re.compile(rf"(?:%|=|\\x)({_HEX}{{2}})|=\r?\n|([@-~])")
# What stands before and behind an escape in an address or in the name of a file.
_IN_ADDRESS_RE = re.compile(r"(?:[/=?&@]|[A-Za-z][:._-])[^\s\u3000-\uffef]{0,200}\Z")
_IN_FILE_RE = re.compile(r"[\w%-]{0,200}(?:\.[A-Za-z]{2,4}(?![A-Za-z])|[/?&=][A-Za-z0-9%])", re.ASCII)
# A line of a program: a call, an assignment of a string, a regular expression; or words that speak of escapes.
_PROGRAM_RE = re.compile(
    r"[A-Za-z_]\w{0,40}\s?\(|[\"'`/\[]\s?(?:\\{1,2}[ux]|%)|转义|编码|字符集|Unicode|UTF-?8", re.IGNORECASE
)
_WIDE_RE = re.compile(r"[\u2010-\uffef]")


class _Kind(NamedTuple):
    """A way to escape: its rule, the sign that is looked for first, its runs, what a run stands for."""

    rule: str
    sign: str
    runs: re.Pattern[str]
    read: Callable[[str], str | None]


def damage(text: str, *, how: str = "json") -> str:
    """Turn clean text into text with its wide characters escaped: `json`, `script`, `percent`, `mail` or `python`.

    >>> damage("中5", how="json"), damage("中5", how="percent")
    ('\\\\u4e2d5', '%E4%B8%AD5')
    """
    if how in ("json", "script"):
        form = "\\u{:04x}" if how == "json" else "%u{:04X}"
        return "".join(c if c < "\x80" else form.format(ord(c)) for c in text)
    form = {"percent": "%{:02X}", "mail": "={:02X}", "python": "\\x{:02x}"}[how]
    return "".join(chr(byte) if byte < 0x80 else form.format(byte) for byte in text.encode())


def is_suspect(text: str, _signs: AbstractSet[str]) -> bool:
    """Tell by cheap means whether there may be escapes."""
    return any(sign in text and gate.search(text) is not None for sign, gate in _GATES)


def find(text: str, _witness: Witness, *, markup: bool = False) -> list[Edit]:
    """Turn a text into the edits that put characters in the place of their escapes."""
    if markup:
        return []
    edits = _words_of_mail(text) if "=?" in text else []
    edits += _line_ends(text)
    taken = [(edit.start, edit.end) for edit in edits]
    for kind in _KINDS:
        if kind.sign not in text:
            continue
        found: list[Edit] = []
        quoted: list[Edit] = []
        for match in kind.runs.finditer(text):
            place = bisect_left(taken, (match.end(),))
            if (place and taken[place - 1][1] > match.start()) or _is_address(match):
                continue
            read = kind.read(match[0])
            if read is not None:
                edits_of = quoted if _is_of_program(match) else found
                edits_of.append(Edit(*match.span(), read, FAMILY, "exact", 1.0, (), kind.rule))
        if _length(found) >= _MOSTLY * max(_length(quoted), _LONG):
            found += quoted  # "\u4e00\u7a97" in a text that is escaped throughout
        if _says_something("".join([edit.replacement for edit in found])):
            edits += found
            taken = sorted([*taken, *((edit.start, edit.end) for edit in found)])
    return sorted(edits, key=lambda edit: edit.start)


def _line_ends(text: str) -> list[Edit]:
    """The line ends of a text that was taken out of JSON or a program as it stood there: 总则\\n第一条\\n.

    Matches where more of them are in a Chinese text than line ends. Deliberately not beside the strings of a program.
    Risk: a text in one paragraph about such signs. The example: notices of a data set whose texts each are one line.
    """
    if "\\n" not in text:
        return []
    found = list(_LINE_ENDS_RE.finditer(text))
    if len(found) < _LINE_ENDS_LEAST or len(found) <= text.count("\n") or chinese_score(text) < _CHINESE_SCORE:
        return []
    if _STRINGS_RE.search(text):
        return []
    ends = [(match, re.sub(r"\\{1,2}([nrt])", lambda sign: _LINE_SIGNS[sign[1]], match[0])) for match in found]
    edits = [Edit(*match.span(), end, FAMILY, "exact", 1.0, (), "line_end") for match, end in ends]
    taken = {place for match in found for place in range(*match.span())}
    others = (match for match in _OTHER_SIGNS_RE.finditer(text) if match.start() not in taken)
    edits += [Edit(*match.span(), _LINE_SIGNS[match[1]], FAMILY, "exact", 1.0, (), "line_end") for match in others]
    return sorted(edits, key=lambda edit: edit.start)


_LINE_SIGNS = {"n": "\n", "r": "", "t": "\t", '"': '"', "/": "/"}
# What else such a text has: \t between cells, \" and \/.
_OTHER_SIGNS_RE = re.compile(r"\\{1,2}(t(?![a-z])|[\"/])")


def _says_something(said: str) -> bool:
    """True for some words of Chinese; also for such as UTF-8 that was read wrongly before it was escaped."""
    if len(_WIDE_RE.findall(said)) >= _ESTABLISHED and chinese_score(said) >= _CHINESE_SCORE:
        return True
    read = said.encode("sloppy-windows-1252", "ignore").decode("utf-8", "ignore")
    return len(_WIDE_RE.findall(read)) > _ESTABLISHED and chinese_score(read.translate(RADICALS)) >= _CHINESE_SCORE


_MOSTLY = 3  # times as much is escaped outside of quoted strings as in them
_LONG = 30  # characters


def _length(edits: list[Edit]) -> int:
    return sum(len(edit.replacement) for edit in edits)


def _is_address(match: re.Match[str]) -> bool:
    """True for an escape in an address or in the name of a file."""
    if match[0][0] != "%":
        return False
    before = _before(match)
    return _IN_ADDRESS_RE.search(before) is not None or _IN_FILE_RE.match(match.string, match.end()) is not None


def _is_of_program(match: re.Match[str]) -> bool:
    """True for an escape in a program or in words about escapes."""
    text, start, end = match.string, match.start(), match.end()
    reach = min(end, start + _ADDRESS) + _ADDRESS
    stop = text.find("\n", end, reach)
    around = _before(match) + text[start : stop if stop >= 0 else reach]
    return _PROGRAM_RE.search(around) is not None


def _before(match: re.Match[str]) -> str:
    """What stands before an escape in its line, as far as an address may reach."""
    text, start = match.string, match.start()
    begin = max(0, start - _ADDRESS)
    return text[max(begin, text.rfind("\n", begin, start) + 1) : start]


def _of_codes(run: str) -> str | None:
    """The characters of \\u4e2d or %u4E2D; None where a surrogate stands alone."""
    signs = {"n": "\n", "r": "\r", "t": "\t"}
    text = "".join([chr(int(code, 16)) if code else signs.get(sign, sign) for code, sign in _CODE_RE.findall(run)])
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        return None


def _of_bytes(run: str) -> str | None:
    """The text of escaped bytes, of UTF-8 or of GBK; None where they are of neither."""
    data = bytes(
        [int(code, 16) if code else ord(letter) for code, letter in _ESCAPED_BYTE_RE.findall(run) if code or letter]
    )
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return None
    return text if chinese_score(text) >= _CHINESE_SCORE else None


def _of_numbers(run: str) -> str | None:
    codes = [int(number) for number in _NUMBER_RE.findall(run)]
    return (
        "".join(map(chr, codes))
        if all(0x2010 <= code <= 0xFFEF and not 0xD800 <= code < 0xF900 for code in codes)
        else None
    )


_KINDS = (
    _Kind("json_escape", "\\u", _CODES_RE, _of_codes),
    _Kind("script_escape", "%u", _SCRIPT_CODES_RE, _of_codes),
    _Kind("percent_escape", "%", _PERCENT_RE, _of_bytes),
    _Kind("quoted_printable", "=", _MAIL_RE, _of_bytes),
    _Kind("byte_escape", "\\x", _PYTHON_RE, _of_bytes),
    _Kind("number_without_sign", "#", _NUMBERS_RE, _of_numbers),
)


def _words_of_mail(text: str) -> list[Edit]:
    """Encoded words of mail. Of words side by side in one charset the bytes are read together: they may share one."""
    edits: list[Edit] = []
    data, start, reach, charset = b"", 0, -1, ""
    words = [*_WORD_RE.finditer(text), None]
    for match in words:
        if match is None or match.start() != reach or match[1].lower() != charset:
            if data:
                edits += _word(data, charset, start, reach)
            if match is None:
                break
            data, start, charset = b"", match.start(), match[1].lower()
        try:
            data += b64decode(match[3], validate=True) if match[2] in "Bb" else decodestring(match[3].replace("_", " "))
        except (NotBase64, ValueError):
            data = b""
        reach = match.end()
    return edits


def _word(data: bytes, charset: str, start: int, end: int) -> list[Edit]:
    try:
        text = data.decode(_CHARSETS.get(charset, "ascii"))
    except UnicodeDecodeError:
        return []
    return [Edit(start, end, text, FAMILY, "exact", 1.0, (), "encoded_word")] if text.isprintable() else []
