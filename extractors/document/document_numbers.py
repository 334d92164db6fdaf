"""The number of a document (发文字号): 青政办发〔2023〕12号, by a field, in its head, of an order, behind its title."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from extractors import quick_re as re
from extractors.document.heads import Line
from extractors.document.issuers import order_of
from extractors.document.titles import DOCUMENT_NUMBER_RE, is_title
from extractors.script import simplify

# Line breaks gone: …的指导意见文号:发改能源[2018]364号
_LABELLED_NUMBER_RE = re.compile(r"(?:文号|发文字号)[\s　]*[:：][\s　]*")
_COUNTED_RE = re.compile("[0-9０-９〇○零一二三四五六七八九十\ufffd]")
_GLUED_HEAD = 400
_BESIDE_NUMBER = 12  # characters
_IN_BRACKETS_RE = re.compile(r"[\s　]*[（(][^（）()]{2,60}[）)][\s　]*")


def document_number(head: Sequence[Line], fields: Mapping[str, str]) -> str | None:
    """The number of a document, as written without blanks: a field's, else that of its head; None where it has none.

    `head` are the lines before its first number, `fields` the labelled fields of its page. In a head it stands alone or
    nearly so on its line, behind 文号：, in the line of an order, or behind or below the title.
    """
    written = re.sub(r"[\s　]+", "", fields.get("document_number", ""))
    if _COUNTED_RE.search(written):  # not 文 号: 文件分类: 综合政务, a field without a value
        match = DOCUMENT_NUMBER_RE.match(simplify(written))
        return written[: match.end("number")] if match else written  # not 文号：赣林字函〔2017〕92号视力保护色
    for line in head:
        match = DOCUMENT_NUMBER_RE.search(line.view) if "号" in line.view else None
        closed = "".join(line.text.split())
        if match and match.start() and DOCUMENT_NUMBER_RE.fullmatch(simplify(closed)):
            return closed  # 青 政 办 发〔2023〕12号
        beside = len(closed) - len(match["number"]) if match else 0
        if match and not match.start() and line.view[match.end() :].isascii():
            beside = 0  # 青政办规〔2023〕12号  QSGF-2023-0012, a register's code behind it
        # 云岭函〔2023〕18号　（公开属性：主动公开　类别：A）: what stands behind it in brackets is on the number
        is_alone = match is not None and _IN_BRACKETS_RE.fullmatch(line.view, match.end()) and not match.start()
        if match and (beside <= _BESIDE_NUMBER or is_alone) and "《" not in line.text:
            return re.sub(r"[\s　]+", "", line.text[slice(*match.span("number"))])
    labelled = _LABELLED_NUMBER_RE.search(head[0].view[:_GLUED_HEAD]) if head else None
    match = DOCUMENT_NUMBER_RE.match(head[0].view, labelled.end()) if labelled else None
    if match:
        return re.sub(r"[\s　]+", "", head[0].text[slice(*match.span("number"))])
    order = order_of(head)
    return order.number if order else _number_behind_title(head) or _number_below_title(head)


# 2030年第63号 on a line below 云台市水利局关于桥梁示范项目的公告: how announcements are numbered
_ANNOUNCED_RE = re.compile(r"[（(〔]?\s?(?P<number>(?:19|20)\d\d年\s?第\s?\d{1,4}\s?号)\s?[）)〕]?")


def _number_below_title(head: Sequence[Line]) -> str | None:
    """The number on the line below the title of an announcement; None where no such line stands there."""
    for line, below in pairwise(head):
        number = _ANNOUNCED_RE.fullmatch(below.view)
        if number and line.view.endswith(("公告", "通告")):
            return "".join(number["number"].split())
    return None


def _number_behind_title(head: Sequence[Line]) -> str | None:
    """The number in brackets behind a title on its line: …整治方案的通知（鲁政办字（2019）58号）.

    Deliberately only where nothing but a title stands before it: in a sentence it belongs to what is cited.
    """
    for line in head:
        closing = _CLOSED_RE.search(line.view)
        if closing is None:
            continue
        for match in DOCUMENT_NUMBER_RE.finditer(line.view):
            before = line.view[: match.start()]
            words = before[:-1].strip()
            is_whole = is_title(words.strip("《》")) and (words.startswith("《") or not words.endswith("》"))
            if match.end() == closing.start() and before.endswith(("（", "(")) and is_whole:
                return re.sub(r"[\s　]+", "", line.text[slice(*match.span("number"))])
    return None


_CLOSED_RE = re.compile(r"[）)][\s　]{0,8}$")
