"""Patterns that leap to where a match may begin find what those of the standard library find."""

from __future__ import annotations

import random
import re
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors import quick_re
from tests.faults.patterns.collect import collect
from tests.generator import generate

# (words, text, whether `re` tries it at each character and `quick_re` does not)
PATTERNS = [
    ("(?<!不)可以|应当", "不可以，可以，应当", True),  # a look-behind in front
    ("[一二三]是|其[一二]", "一是修路，其二治水", True),  # a set in one of its alternatives
    ("(?:重点)?任务", "重点任务，任务", True),  # may leave out what it begins with
    ("(?:重点|主要){0,2}(?:工作|任务)", "重点主要工作", True),
    (r"(?=..)\d{2,4}年", "2025年，5年", True),
    ("^(?:甲|[乙丙])$", "乙", True),
    (r"(?P<a>[甲乙]|丙丁)(?P<b>戊)?", "丙丁戊甲", True),
    ("(?>甲|[乙丙])丁", "丙丁", True),
    ("(?:甲|[乙丙])++丁", "甲乙丙丁", True),
    ("(?:(?:甲)?|[乙])丙", "乙丙丙", True),  # an alternative that may be empty: what is behind it begins
    ("(?:[^甲]|乙)丙", "甲丙丁丙", False),  # any character but one
    ("(?:.|乙)丙", "甲丙", False),
    ("(?:甲|[乙丙])?", "甲乙", False),  # matches no character at all
    ("(?<=甲)|[乙丙]", "甲乙", False),
    ("(?i:甲|[a-c])x", "AX ax", False),
    (r"(甲|[乙丙])?\1丁", "甲甲丁", False),
    ("丙$|^甲|^[乙丙]丁|^|戊", "甲", True),  # alternatives of the beginning are asked for it once
    ("^(?P<a>甲)|^(?P<b>[乙丙])|丁", "乙丁", True),
    ("^甲|乙|^丁", "甲乙丁", True),
    ("甲乙", "丙甲乙", False),  # `re` leaps itself
    ("[甲乙]丙", "甲丙", False),
    ("甲|乙丙", "乙丙", False),
]


def spans(pattern: re.Pattern[Any], text: Any) -> list[tuple[Any, ...]]:
    return [(found.span(), found.groups(), found.groupdict(), found.lastgroup) for found in pattern.finditer(text)]


@pytest.mark.parametrize(("words", "text", "is_new"), PATTERNS)
def test_a_pattern_finds_what_it_found(words: str, text: str, is_new: bool) -> None:
    quick, plain = quick_re.compile(words), re.compile(words)
    for shown in (text, text * 3, "字" * 50 + text, text + "字", "", "字"):
        assert spans(quick, shown) == spans(plain, shown)
        assert [quick.sub("·", shown), *quick.split(shown)] == [plain.sub("·", shown), *plain.split(shown)]
    assert (quick != plain) == is_new, "patterns are equal whose compiled code is"


@pytest.mark.parametrize(
    "flags", [re.IGNORECASE, re.MULTILINE, re.VERBOSE, re.DOTALL, re.ASCII, re.VERBOSE | re.MULTILINE]
)
def test_flags_say_what_they_say(flags: re.RegexFlag) -> None:
    for words in (r"^(?:a|[bc])\w$", "(?: 甲 | [乙丙] ) .", "(?<!x)(?:é|[k-m])"):
        quick, plain = quick_re.compile(words, flags), re.compile(words, flags)
        assert quick.flags == plain.flags
        for text in ("ab\nBé\ncé", "甲\n乙丁 甲 ", "ÉxékKK"):
            assert spans(quick, text) == spans(plain, text)


def test_errors_are_those_of_the_standard_library() -> None:
    with pytest.raises(re.error, match="missing \\)"):
        quick_re.compile("(甲")


def test_bytes_are_searched_as_well() -> None:
    words = rb"(?<!\x81)[\x82-\xfe]\x40|<p"
    assert spans(quick_re.compile(words), b"\x81\x82\x40\x90\x40<p>") == spans(
        re.compile(words), b"\x81\x82\x40\x90\x40<p>"
    )


_ONES = ["甲", "乙", "[甲丙]", "[^乙]", ".", "(?<=甲)", "(?<!乙)", "(?=丙)", "(?!甲)", "^", "$", "", r"\b", "[0-9乙]"]
_TIMES = ["?", "{0,2}", "{1,2}", "{2}", "{1,2}?", "{0,2}+"]
_WORDS = st.recursive(
    st.sampled_from(_ONES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(inner, st.sampled_from(_TIMES)).map(lambda of: f"(?:{of[0]}){of[1]}"),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"(?>{one})"),
    ),
    max_leaves=8,
)


@given(_WORDS, st.text("甲乙丙丁1\n", max_size=12))
def test_whatever_a_pattern_is_made_of_it_finds_the_same(words: str, text: str) -> None:
    assert spans(quick_re.compile(words), text) == spans(re.compile(words), text)


def test_every_pattern_of_the_project_finds_what_it_found() -> None:
    chance = random.Random(1)
    texts = [generate(seed).text[:800] for seed in range(2)]
    signs = "".join(texts) + "　 \t\n,.;:：；，。、（）()《》<>&#\\%=?\ufffd0123456789年月日个万亿元abcXYZ锛銆"
    texts += ["".join(chance.choices(signs, k=400)) for _ in range(2)]
    pairs = [(one.pattern, re.compile(one.pattern.pattern, one.pattern.flags)) for one in collect().found]
    pairs = [(quick, plain) for quick, plain in pairs if quick != plain]
    assert len(pairs) > 800
    for quick, plain in pairs:
        for text in texts:
            words = text.encode("gbk", "replace") if isinstance(quick.pattern, bytes) else text
            assert spans(quick, words) == spans(plain, words), quick.pattern


def test_a_search_leaps() -> None:
    """On this Python too: if it no longer does, its compiled patterns tell what they begin with in another way."""
    words, text = "(?<!不)可以|[应须]当|(?:重点)?任务", "字" * 200_000

    def seconds(pattern: re.Pattern[str]) -> float:
        started = time.process_time()
        assert pattern.search(text) is None
        return time.process_time() - started

    plain, quick = (min(seconds(pattern) for _ in range(5)) for pattern in (re.compile(words), quick_re.compile(words)))
    assert quick * 3 < plain
