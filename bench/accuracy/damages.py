"""Whole texts → damaged files: what happened to a document before it was read, the same for the same chance.

Charsets and what else `extractors.repair` undoes come from `bench.repair.damages`, at its full rate. What stands here
is done to files, lines, blanks, marks and scans: `DAMAGES` has each with its name, whose first word is its sort.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from functools import partial

from opencc import OpenCC

from bench.repair.damages import MODELS

Damage = Callable[[str, random.Random], bytes]

_CJK = "[\u4e00-\u9fff]"
_NUMERAL = "[一二三四五六七八九十]"
_WIDTH = 35  # characters of a line that was wrapped
_PAGE = 20  # such lines
_LOST_RATE = 0.01
_LOST_BYTES = 10
_TO_TRADITIONAL = OpenCC("s2t")
# Models that add text of their own, that are several at once, whose parts are measured, and that stand below as well.
_LEFT_OUT = ("stripped_punctuation", "two: ", "three: ", "letter_spacing")


def _in_charset(text: str, source: random.Random, name: str) -> bytes:
    damaged, _ = MODELS[name](text.split("\n"), source, 1.0)
    return "\n".join(damaged).encode("utf-8", "surrogatepass")


def _changed(text: str, source: random.Random, pattern: str, to: str | Callable[[re.Match[str]], str]) -> bytes:
    return re.sub(pattern, to, text, flags=re.MULTILINE).encode()


def _some(text: str, source: random.Random, pattern: str, to: str, rate: float) -> bytes:
    return re.sub(pattern, lambda match: to if source.random() < rate else match[0], text, flags=re.MULTILINE).encode()


def _translated(text: str, source: random.Random, table: dict[int, str]) -> bytes:
    return text.translate(table).encode()


def _without_bytes(text: str, source: random.Random, charset: str) -> bytes:
    data = bytearray(text.encode(charset))
    for _ in range(_LOST_BYTES):
        del data[source.randrange(len(data))]
    return bytes(data)


def _wrapped(text: str) -> list[str]:
    """The lines of a page: an indent of two, no line begins with a mark that closes."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = "　　" + paragraph.strip(" 　\r") if paragraph.strip() else ""
        while len(rest) > _WIDTH:
            end = _WIDTH + (rest[_WIDTH] in "，。、；：）”》")
            lines.append(rest[:end])
            rest = rest[end:]
        lines.append(rest)
    return lines


def _hard_wrapped(text: str, source: random.Random, indent: str, between: str) -> bytes:
    return between.join(line.replace("　　", indent, 1) for line in _wrapped(text)).encode()


def _paged(text: str, source: random.Random, foot: str, head: str = "") -> bytes:
    lines = _wrapped(text)
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    return "\n".join(
        "\n".join([*([head] if head else []), *page, foot.format(number)]) for number, page in enumerate(pages, 1)
    ).encode()


def _numbered(text: str, source: random.Random) -> bytes:
    return "\n".join(f"{number:>4}  {line}" for number, line in enumerate(_wrapped(text), 1)).encode()


def _with_headings(text: str, source: random.Random) -> bytes:
    marked = re.sub(rf"^[ 　]*(?={_NUMERAL}+、)", "## ", text, flags=re.MULTILINE)
    return re.sub(rf"^[ 　]*(?=（{_NUMERAL}+）)", "### ", marked, flags=re.MULTILINE).encode()


def _traditional(text: str, source: random.Random) -> bytes:
    return _TO_TRADITIONAL.convert(text).encode()


_MENU = "首页\n政务公开\n政策文件\n办事服务\n互动交流\n当前位置：首页 > 政务公开 > 政策文件"
_SHARE = "发布时间：2024-05-20　来源：本站　浏览次数：128　字号：[大 中 小]　打印　关闭"
_FOOT = (
    "上一篇：关于做好防汛工作的通知\n下一篇：关于举办招聘会的公告\n相关链接\n网站地图 | 联系我们 | 关于我们\n"
    "主办：某某市人民政府办公室　版权所有\n备案号：某ICP备05012345号-1　网站标识码：3700000001"
)


def _in_page(text: str, source: random.Random, between: str) -> bytes:
    """A page's text with its menu, what it says of itself and its foot."""
    title, _, body = text.strip().partition("\n")
    return re.sub(r"\n[ 　]*", between, f"{_MENU}\n{title}\n{_SHARE}\n{body}\n{_FOOT}").encode()


def _half_in_charset(text: str, source: random.Random, name: str) -> bytes:
    lines = text.split("\n")
    damaged = _in_charset(text, source, name).decode("utf-8", "surrogatepass").split("\n")
    return "\n".join(source.choice(pair) for pair in zip(lines, damaged, strict=True)).encode()


def _as_json(text: str, source: random.Random) -> bytes:
    return (
        json.dumps(text.replace("\n", "\r\n").replace("/", "\\/"), ensure_ascii=False)[1:-1]
        .replace("\\\\/", "\\/")
        .encode()
    )


def _in_file(text: str, source: random.Random, charset: str) -> bytes:
    return text.encode(charset)


_ASCII_MARKS = str.maketrans(dict(zip("，；：（）？！。、“”《》—〔〕", ',;:()?!.,""<>-[]', strict=True)))
_LABEL = rf"{_NUMERAL}+、|（{_NUMERAL}+）|\d+[.．]"
_FULL_WIDTH = {code: chr(code + 0xFEE0) for code in range(0x30, 0x3A)}
_HALF_WIDTH = {ord(wide): narrow for wide, narrow in zip("，；：（）？！", ",;:()?!", strict=True)}

DAMAGES: dict[str, Damage] = {
    **{name: partial(_in_charset, name=name) for name in MODELS if not name.startswith(_LEFT_OUT)},
    "file: GB18030": partial(_in_file, charset="gb18030"),
    "file: UTF-16": partial(_in_file, charset="utf-16"),
    "file: UTF-8, 10 bytes gone": partial(_without_bytes, charset="utf-8"),
    "file: GB18030, 10 bytes gone": partial(_without_bytes, charset="gb18030"),
    "lost: 1 % as U+FFFD": partial(_some, pattern=_CJK, to="\ufffd", rate=_LOST_RATE),
    "lost: 1 % as ?": partial(_some, pattern=_CJK, to="?", rate=_LOST_RATE),
    "lost: 3 % as ?": partial(_some, pattern=_CJK, to="?", rate=3 * _LOST_RATE),
    "lost: 1 % without a trace": partial(_some, pattern=_CJK, to="", rate=_LOST_RATE),
    "lost: 5 % of marks as U+FFFD": partial(_some, pattern="[，。、；：（）“”]", to="\ufffd", rate=5 * _LOST_RATE),
    "lines: ends dropped": partial(_changed, pattern=r"\n[ 　]*", to=""),
    "lines: ends as blanks": partial(_changed, pattern=r"\n[ 　]*", to=" "),
    "lines: ends as wide blanks": partial(_changed, pattern=r"\n[ 　]*", to="　　"),
    "lines: half of the ends dropped": partial(_some, pattern=r"\n[ 　]*", to="", rate=0.5),
    "lines: ends as written \\n": partial(_changed, pattern=r"\n", to=r"\\n"),
    "lines: doubled": partial(_changed, pattern=r"\n", to="\n\n"),
    "lines: no indents": partial(_changed, pattern="^[ 　]+", to=""),
    "lines: wrapped": partial(_hard_wrapped, indent="　　", between="\n"),
    "lines: wrapped, no indents": partial(_hard_wrapped, indent="", between="\n"),
    "lines: wrapped, a blank line between": partial(_hard_wrapped, indent="　　", between="\n\n"),
    "lines: wrapped and quoted": partial(_hard_wrapped, indent="　　", between="\n> "),
    "lines: numbered": _numbered,
    "pages: — 1 —": partial(_paged, foot="— {} —"),
    "pages: 第1页 and a head": partial(_paged, foot="第 {} 页", head="某某市人民政府公报　2024年第5期"),
    "blanks: between all characters": partial(_changed, pattern=r"(?<=\S)(?=\S)", to=" "),
    "blanks: between all, numbers whole": partial(
        _changed, pattern=r"(?<=[^\s\d.])(?=\S)|(?<=[\d.])(?=[^\s\d.])", to=" "
    ),
    "blanks: no-break, between all": partial(_changed, pattern=r"(?<=\S)(?=\S)", to="\xa0"),
    "blanks: one of six": partial(_some, pattern=r"(?<=\S)(?=\S)", to=" ", rate=1 / 6),
    "blanks: around numbers": partial(_changed, pattern=rf"(?<=[\d.%])(?={_CJK})|(?<={_CJK})(?=\d)", to=" "),
    "blanks: zero-width, one of six": partial(_some, pattern=r"(?<=\S)(?=\S)", to="\u200b", rate=1 / 6),
    "marks: half-width": partial(_translated, table=_HALF_WIDTH),
    "marks: half-width, 。 as .": partial(_translated, table={**_HALF_WIDTH, ord("。"): "."}),
    "marks: 。 as ．": partial(_translated, table={ord("。"): "．"}),
    "marks: 、 as ,": partial(_translated, table={ord("、"): ","}),
    "marks: 、 as 丶": partial(_translated, table={ord("、"): "丶"}),
    "marks: all ASCII": partial(_translated, table=_ASCII_MARKS),
    "marks: quotes gone": partial(_changed, pattern="[“”]", to=""),
    "scanned: O for 0": partial(_some, pattern=r"(?<=\d)0", to="O", rate=0.3),
    "scanned: l for 1": partial(_some, pattern=r"(?<=\d)1|1(?=\d)", to="l", rate=0.3),
    "scanned: 丨 for 1": partial(_some, pattern=r"(?<=\d)1|1(?=\d)", to="丨", rate=0.3),
    "scanned: l in labels": partial(_changed, pattern=r"^([ 　]*[（(]?)1(?=[.．）)])", to=r"\1l"),
    "scanned: （一〉": partial(_changed, pattern=rf"^([ 　]*)（({_NUMERAL}+)）", to=r"\1(\2〉"),
    "scanned: 一 as a dash": partial(_changed, pattern=r"^([ 　]*[（第]?)一(?=[、）章])", to=r"\1—"),
    "scanned: 曰, 己, 未": partial(_translated, table={ord("日"): "曰", ord("已"): "己", ord("末"): "未"}),
    "written: <br> for line ends": partial(_changed, pattern=r"\n", to="<br/>"),
    "written: JSON": _as_json,
    "written: a page's text": partial(_in_page, between="\n"),
    "written: a page's text on one line": partial(_in_page, between=" "),
    "half: UTF-8 as cp1252": partial(_half_in_charset, name="wrong_charset: UTF-8 as cp1252"),
    "half: GBK as Latin-1": partial(_half_in_charset, name="wrong_charset: GBK as Latin-1"),
    "half: utf8_as_gbk, U+FFFD for a byte": partial(_half_in_charset, name="utf8_as_gbk: U+FFFD for a byte"),
    "half: pinyin_gloss": partial(_half_in_charset, name="pinyin_gloss"),
    "written: Markdown, headings": _with_headings,
    "written: Markdown, bold": partial(_changed, pattern=rf"^([ 　]*)((?:{_LABEL})[^。\n]*。?)", to=r"\1**\2**"),
    "written: bullets": partial(_changed, pattern=r"^[ 　]*(?=\S)", to="• "),
    "written: Traditional": _traditional,
    "written: full-width digits": partial(_translated, table=_FULL_WIDTH),
}


def damage(name: str, text: str, document: str) -> bytes:
    """Turn a text into the bytes of the file that a kind of damage makes of it; `document` is where chance starts.

    >>> damage("marks: half-width", "一、目标（试行）：", "a.txt").decode()
    '一、目标(试行):'
    """
    return DAMAGES[name](text, random.Random(f"{name}/{document}"))
