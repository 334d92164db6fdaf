"""Texts that a pattern with two ways to match the same words reads in quadratic time: runs of what opens a match.

`python -m tests.faults.hostile.bait` prints how long each takes at one and at two sizes; twice the text must not take
much more than twice the time.
"""

from __future__ import annotations

import sys
import time

from extractors import extract
from extractors.models import Unreadable

# By the module that a run is bait for.
RUNS: dict[str, str] = {
    "brackets (unit_places)": "（",
    "closed brackets (unit_places)": "（）",
    "square brackets (unit_places)": "【〔[",
    "由 (unit_places)": "由",
    "由…牵头 (unit_places)": "由市商务局、",
    "责任单位 (unit_places)": "责任单位：",
    "bodies (unit_places)": "（责任单位：市商务局、",
    "sentences of bodies (unit_places)": "。市商务局、市财政局负责",
    "roles without a colon (unit_places)": "\n责任单位　市商务局",
    "heads of groups (member_lists)": "任组长，市商务局",
    "members of groups (member_lists)": "领导小组成员单位由市商务局、市财政局为成员，",
    "lines of members (member_lists)": "领导小组成员单位：\n市商务局\n",
    "titles (plans)": "《",
    "titles closed (plans)": "《规划》",
    "number of a document (document)": "〔2020〕",
    "digits (quantities)": "1234567890",
    "decimals (quantities)": "1.",
    "Chinese numerals (numerals)": "一百万亿",
    "ranges (quantities)": "10—20万",
    "verbs and numbers (targets)": "达到10",
    "years (deadlines)": "到2027年",
    "indicators (targets)": "增加值",
    "markers (numbering)": "一、",
    "articles (outline)": "第一条",
    "letters (numbering)": "(a)",
    "circled (outline)": "①",
    "parts run on (openings)": "。一、甲",
    "lists of annexes (openings)": "附件：1.甲",
    "named parts (numbering)": "任务一：甲\n",
    "gaps before numbers (numbering)": "甲 1.乙",
    "numbered (outline)": "1.1.1",
    "mojibake (repair)": "ã",
    "mojibake pairs (repair)": "Ã¥Â",
    "question marks (repair)": "?",
    "replacement (repair)": "\ufffd字",
    "gbk round trip (repair)": "锟斤拷",
    "utf8 as gbk (repair)": "鎺ㄥ姩",
    "entities (repair)": "&#",
    "named entities (repair)": "&nbsp",
    "pinyin gloss (repair)": "推(tuī)",
    "tabs (grids)": "\t",
    "cells (flat_tables)": "甲\t乙\n",
    "pipes (grids)": "|",
    "headers (stacked_tables)": "工作任务\n责任单位\n完成时限\n建平台\n",
    "numbers of rows (stacked_tables)": "序号\n任务\n责任单位\n1\n",
    "spaces (segment)": " ",
    "wide spaces (segment)": "　",
    "line ends (segment)": "字\n",
    "dots of leaders (furniture)": "…………",
    "quotes (plans)": "“",
    "commas (segment)": "，",
    "stops (segment)": "。",
    "plain (all)": "推动直播经济高质量发展",
    "pinyin (spun_copy)": "字zhongguo",
    "percent (quantities)": "％",
    "dashes (quantities)": "—",
    "tags (html)": "<p",
    "ends (html)": "</",
}
_KILOBYTE = 1 << 10


def bait(run: str, size: int) -> bytes:
    """A document of about `size` bytes: two lines as they should be, then one run without an end."""
    unit = run.encode()
    return "一、重点任务\n1.建设茶园。到2027年，茶园面积达到10万亩以上。".encode() + unit * (size // len(unit))


def _seconds(data: bytes) -> float:
    started = time.perf_counter()
    try:
        extract(data, "bait.txt")
    except Unreadable:
        return time.perf_counter() - started
    return time.perf_counter() - started


def main() -> None:
    """Print a table of seconds; the argument is the smaller size in kilobytes."""
    size = int(sys.argv[1] if len(sys.argv) > 1 else 256) * _KILOBYTE
    print(f"{'bait':36}{size // _KILOBYTE:>8} KB{2 * size // _KILOBYTE:>8} KB   ratio")
    for name, run in RUNS.items():
        once, twice = _seconds(bait(run, size)), _seconds(bait(run, 2 * size))
        print(f"{name:36}{once:>9.2f} s{twice:>9.2f} s{twice / max(once, 0.001):>8.1f}", flush=True)


if __name__ == "__main__":
    main()
