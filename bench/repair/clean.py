"""Turn packaged vocabularies into clean Chinese text of many kinds, the same for the same seed."""

from __future__ import annotations

import argparse
import inspect
import random
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from opencc import OpenCC

# Sentence frames of official and news prose; slots are filled from the vocabulary by frequency.
_PLAN_FRAMES = (
    "{verb}{noun}{noun}，{verb}{noun}，{verb}一批{noun}{noun}。",
    "（{numeral}）{verb}{noun}。{verb}{noun}与{noun}，加强{noun}，{verb}{noun}体系。",
    "到{year}年，{verb}{count}个{noun}，{noun}规模达到{count}亿元，同比增长{share}%。",
    "坚持“{noun}+{noun}”，依托{noun}、{noun}和{noun}，{verb}{noun}机制。",
    "责任单位：市{noun}局、市{noun}委、各区政府。",
    "{noun}（{year}—{year2}年）由{noun}{verb}，自{year}年{month}月{day}日起施行。",
    "根据《{noun}{noun}办法》（府办发〔{year}〕{count}号）的有关规定，{verb}{noun}。",
    "为什么要{verb}{noun}？因为{noun}还不{adjective}，{noun}有待{verb}。",
    "大力发展“{noun}”，鼓励{noun}{verb}“{noun}”、“{noun}”等。",
    "第{numeral}条 {noun}应当{verb}{noun}，不得{verb}{noun}；违反本办法的，由{noun}责令改正。",
)
_OTHER_FRAMES = (
    "{word}{word}的{word}，{word}在{word}里{word}。",
    "记者{word}问：{word}是不是{word}?答：{word}，{word}。",
    "子曰：「{char}而{char}之，不亦{char}乎？」{char}{char}{char}{char}，{char}{char}{char}{char}。",
    "def {latin}(x): return x + {count}  # {noun}{verb}，见 https://{latin}.cn/?id={count}&p={month}",
    "{noun}(R&D)、{noun}（{latin}）和 {latin} {latin} 的 {noun}；A/B 两组，p<0.05，温度 {share}℃。",
    "表{month}\t{noun}\t{count}\t{share}%\t{year}-{month}-{day}\n{numeral}、{noun}\t{count}\t—\t{year}/{month}",
    "{name}(xuān){name}，祖籍{word}县。读音：{char}，形声字；{char}，象形字。",
    "妈(mā)妈(mā)教我读：{char}、{char}、{char}。好(hǎo)不(bù)好(hǎo)?",
    "目　录\n{noun}……………………{month}\n{verb}{noun} ····················{month}\n——{noun}——",
    "今天{word}😀，{word}👍！①{word}②{word}③{word}，面积{count}㎡，Ⅳ级。",
)
_NUMERALS = "一二三四五六七八九十"


@cache
def _vocabulary() -> dict[str, tuple[list[str], list[float]]]:
    """Words by part of speech with their frequencies, out of the lexicon's own data."""
    found: dict[str, tuple[list[str], list[float]]] = {kind: ([], []) for kind in ("n", "v", "a", "all", "char")}
    text = files("extractors.repair").joinpath("data", "words.tsv").read_text(encoding="utf-8")
    for line in text.split("\n"):
        stem, _, entries = line.partition("\t")
        for entry in entries.split():
            word, part, frequency = stem + entry[0], entry[1], float(entry[2:])
            if len(word) == 1:
                found["char"][0].append(word)
                found["char"][1].append(frequency)
            elif frequency >= 20:
                for kind in (part, "all"):
                    if kind in found:
                        found[kind][0].append(word)
                        found[kind][1].append(frequency)
    return found


class _Filler:
    """Draws words by frequency, many at a time, for drawing one by one is slow."""

    def __init__(self, source: random.Random) -> None:
        self._source = source
        self._stock: dict[str, list[str]] = {}

    def word(self, kind: str) -> str:
        stock = self._stock.setdefault(kind, [])
        if not stock:
            words, weights = _vocabulary()[kind]
            stock += self._source.choices(words, weights, k=5000)
        return stock.pop()

    def fill(self, frame: str) -> str:
        number = self._source.randint
        year = number(2001, 2030)
        out: list[str] = []
        for piece in frame.split("{"):
            slot, closed, rest = piece.partition("}")
            if not closed:
                out.append(piece)
                continue
            values: dict[str, Callable[[], str]] = {
                "noun": lambda: self.word("n"),
                "verb": lambda: self.word("v"),
                "adjective": lambda: self.word("a"),
                "word": lambda: self.word("all"),
                "char": lambda: self.word("char"),
                "name": lambda: self._source.choice("禤逄亓仉妫晁"),
                "numeral": lambda: self._source.choice(_NUMERALS),
                "latin": lambda: self._source.choice(("data", "Smart", "IoT", "cloud", "café", "naïve", "São")),
                "count": lambda: str(number(1, 5000)),
                "share": lambda: f"{number(1, 99)}.{number(0, 9)}",
                "year": lambda: str(year),
                "year2": lambda: str(year + number(1, 5)),
                "month": lambda: str(number(1, 12)),
                "day": lambda: str(number(1, 28)),
            }
            out += (values[slot](), rest)
        return "".join(out)


def plan_sentences(seed: int, count: int) -> list[str]:
    """Turn a seed into sentences of official prose, the material that is damaged."""
    source = random.Random(seed)
    filler = _Filler(source)
    return [filler.fill(source.choice(_PLAN_FRAMES)) for _ in range(count)]


def documents(seed: int, characters: int) -> Iterator[str]:
    """Turn a seed into clean documents of many kinds, Simplified and Traditional, some `characters` in all."""
    source = random.Random(seed)
    filler = _Filler(source)
    traditional = OpenCC("s2t")
    total = 0
    while total < characters:
        frames = _PLAN_FRAMES if source.random() < 0.6 else _OTHER_FRAMES
        text = "\n".join(filler.fill(source.choice(frames)) for _ in range(source.randint(20, 400)))
        if source.random() < 0.25:
            text = traditional.convert(text)
        total += len(text)
        yield text


def pages_of_one_kind(seed: int, lines: int) -> Iterator[tuple[str, str]]:
    """Turn a seed into (name, page): each kind of sentence alone, in both scripts, and sources of programs.

    What makes a page slow is diluted where kinds are mixed.
    """
    traditional = OpenCC("s2t")
    for number, frame in enumerate((*_PLAN_FRAMES, *_OTHER_FRAMES)):
        filler = _Filler(random.Random(f"{seed}/{number}"))
        page = "\n".join(filler.fill(frame) for _ in range(lines))
        yield frame.partition("\n")[0], page
        yield "Traditional: " + frame.partition("\n")[0], traditional.convert(page)
    for module in (random, argparse):
        yield f"source of {module.__name__}", inspect.getsource(module)


def folder_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Turn a folder of text files into (name, text), for those that are text in UTF-8."""
    for path in sorted(folder.glob("*.txt")):
        try:
            yield path.name, path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError:
            continue
