"""Turn clean sentences into damaged documents, one forward model at a time, the same for the same seed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from ftfy.fixes import decode_inconsistent_utf8
from opencc import OpenCC

from extractors.repair import (
    byte_misaligned_gloss,
    digit_forms,
    entity_residue,
    escape_residue,
    gbk_in_east_asian,
    gbk_round_trip,
    lenient_round_trip,
    letter_spacing,
    phase_slip,
    pinyin_gloss,
    replacement,
    surrogates,
    unencodable,
    utf8_as_gbk,
    utf8_in_east_asian,
    utf8_with_lost_bytes,
    width_and_forms,
    wrong_charset,
)
from extractors.repair.phonetics import readings

# A damaged document and, line by line, what it was. Lines correspond one to one.
Pair = tuple[list[str], list[str]]
Model = Callable[[Sequence[str], random.Random, float], Pair]

_TO_TRADITIONAL = OpenCC("s2t")


def _some(lines: Sequence[str], source: random.Random, rate: float, change: Callable[[str], str]) -> Pair:
    damaged = [change(line) if source.random() < rate else line for line in lines]
    return damaged, list(lines)


def _in_tags(line: str) -> str:
    return line.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("—", "&mdash;") + "</div>"


def round_trip(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """The whole page goes through cp936; the rate is the share of lines in tags and entities."""
    page = [_in_tags(line) if source.random() < rate else line for line in lines]
    damaged = []
    for line in page:
        # A page's line starts in step or not, by what stood before it.
        out = gbk_round_trip.damage("。" * source.randint(0, 1) + line).removeprefix("。")
        damaged.append(re.sub(r"<[^<>]*>", "", out))
    return damaged, list(lines)


def spaced(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """A whole page with blanks between all characters."""
    del source, rate
    return [letter_spacing.damage(line) for line in lines], list(lines)


def torn(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """A whole page with blanks here and there between ideographs and marks, one of six at the full rate."""
    damaged = [
        re.sub(r"(?<=[^\x00-\x7f\s])(?=[^\x00-\x7f\s])", lambda _: " " if source.random() < rate / 6 else "", line)
        for line in lines
    ]
    return damaged, list(lines)


def lenient(lines: Sequence[str], source: random.Random, rate: float, *, low: bool = False) -> Pair:
    """As `round_trip`, read by a lenient reader; every other line starts out of step."""
    damaged = [
        lenient_round_trip.damage("。" * source.randint(0, 1) + line + "\r", low=low).removeprefix("。").rstrip("\r")
        if source.random() < rate
        else line
        for line in lines
    ]
    return damaged, list(lines)


def glosses(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """A filter that glosses some common characters wherever they stand."""
    clean = [_TO_TRADITIONAL.convert(line) for line in lines]
    text = "".join(clean)
    common = sorted({c for c in text if "\u4e00" <= c <= "\u9fff" and text.count(c) >= 4})
    struck = "".join(source.sample(common, max(2, int(len(common) * rate / 3))))
    return [pinyin_gloss.damage(line, struck) for line in clean], clean


def in_gbk(character: str) -> bool:
    """True where a filter of GBK can write a character's reading: 呣 is read ḿ, which GBK has not."""
    return (
        bool(readings(character))
        and readings(character)[0].encode("gbk", "ignore").decode("gbk") == readings(character)[0]
    )


def byte_glosses(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """The same filter on GBK bytes: a few characters, in step and out of it."""
    clean = [_TO_TRADITIONAL.convert(line) for line in lines]
    damaged = []
    for line in clean:
        # Which characters lie across the bytes of two neighbours depends on the line: one of them is struck.
        data = line.encode("gbk", "replace")
        across = [data[i : i + 2].decode("gbk", "ignore") for i in range(1, len(data) - 1)]
        known = [c for c in across if len(c) == 1 and c not in line and c >= "\u4e00" and in_gbk(c)]
        strike = source.random() < rate and known
        damaged.append(byte_misaligned_gloss.damage(line, source.choice(known)) if strike else line)
    return damaged, clean


def slips(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """A byte dropped or doubled somewhere in a line."""
    how = source.choice(("dropped", "doubled"))
    return _some(lines, source, rate, lambda line: phase_slip.damage(line, source.randrange(8, 40), how=how))


def traces(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """Holes written again and read as GBK. What stood there is gone: the clean text has the holes."""
    holed = ["".join("\ufffd\ufffd" if source.random() < rate / 10 else c for c in line) for line in lines]
    return [replacement.damage(line) for line in holed], holed


def question_marks(lines: Sequence[str], _source: random.Random, _rate: float) -> Pair:
    """A Traditional page saved as a whole in Big5, which has 為 but not 爲; other signs that it lacks are left out."""
    page = [_TO_TRADITIONAL.convert(line) for line in lines]
    held = {c for line in page for c in line if c == "爲" or c.encode("big5hkscs", "ignore")}
    clean = ["".join(c for c in line if c in held) for line in page]
    return [unencodable.damage(line) for line in clean], clean


MODELS: dict[str, Model] = {
    "wrong_charset: UTF-8 as cp1252": lambda lines, source, rate: _some(lines, source, rate, wrong_charset.damage),
    "wrong_charset: GBK as Latin-1": lambda lines, source, rate: _some(
        lines, source, rate, lambda line: wrong_charset.damage(line, written="gb18030", read="latin-1")
    ),
    "wrong_charset: GBK as cp1252": lambda lines, source, rate: _some(
        [_TO_TRADITIONAL.convert(line) for line in lines], source, rate, _gbk_as_cp1252
    ),
    "wrong_charset: UTF-8 as cp1252 twice": lambda lines, source, rate: _some(
        lines, source, rate, lambda line: wrong_charset.damage(wrong_charset.damage(line))
    ),
    "wrong_charset: GBK, then UTF-8": lambda lines, source, rate: _some(
        lines, source, rate, lambda line: wrong_charset.damage(_gbk_as_cp1252(line))
    ),
    "wrong_charset: GBK, half as UTF-8": lambda lines, source, rate: _some(lines, source, rate, _half_utf8),
    "wrong_charset: UTF-8 as Mac Roman": lambda lines, source, rate: _some(
        lines, source, 1.0 if source.random() < rate else 0.0, lambda line: wrong_charset.damage(line, read="mac_roman")
    ),
    "wrong_charset: GBK as KOI8-R": lambda lines, source, rate: _some(
        lines,
        source,
        1.0 if source.random() < rate else 0.0,
        lambda line: wrong_charset.damage(line, written="gb18030", read="koi8_r"),
    ),
    **{
        f"wrong_charset: UTF-8 as {name}": lambda lines, source, rate, read=read: _some(
            lines, source, rate, lambda line: utf8_in_east_asian.damage(line, read=read)
        )
        for name, read in (
            ("Shift JIS", "cp932"),
            ("Big5", "big5hkscs"),
            ("EUC-KR", "cp949"),
            ("EUC-JP", "euc_jp"),
        )
    },
    **{
        f"wrong_charset: GBK as {name}": lambda lines, source, rate, read=read: _some(
            lines,
            source,
            1.0 if source.random() < rate else 0.0,
            lambda line: gbk_in_east_asian.damage(line, read=read),
        )
        for name, read in (
            ("EUC-JP", "euc_jp"),
            ("EUC-KR", "cp949"),
            ("Shift JIS", "cp932"),
            ("Big5, U+FFFD", "big5hkscs"),
        )
    },
    "wrong_charset: halves of UTF-16": lambda lines, source, rate: _halves(lines, source, rate),
    **{
        f"wrong_charset: {name}": lambda lines, source, rate, how=how: _some(
            lines,
            source,
            1.0 if source.random() < rate else 0.0,
            lambda line: utf8_with_lost_bytes.damage(line, how=how),
        )
        for name, how in (
            ("UTF-8 as cp1252, U+FFFD", "shown"),
            ("UTF-8 as cp1252, bytes gone", "dropped"),
            ("UTF-8 as Latin-1, A0 as space", "spaces"),
            ("UTF-8 as Latin-1, no controls", "controls"),
        )
    },
    "wrong_charset: Big5 as GBK": lambda lines, source, rate: _big5(lines, source, rate, "gb18030"),
    "wrong_charset: Big5 as Latin-1": lambda lines, source, rate: _big5(lines, source, rate, "latin-1"),
    "wrong_charset: GBK as Big5": lambda lines, source, rate: _some(lines, source, rate, _gbk_as_big5),
    "utf8_as_gbk: private use kept": lambda lines, source, rate: _some(lines, source, rate, _utf8_as_gb18030),
    "utf8_as_gbk: ? for a pair": lambda lines, source, rate: _some(lines, source, rate, utf8_as_gbk.damage),
    "utf8_as_gbk: U+FFFD for a byte": lambda lines, source, rate: _some(
        lines, source, rate, lambda line: utf8_as_gbk.damage(line, lost="\ufffd", step=1)
    ),
    "utf8_as_gbk: twice": lambda lines, source, rate: _some(
        lines, source, rate, lambda line: utf8_as_gbk.damage(utf8_as_gbk.damage(line, lost="\ufffd"), lost="\ufffd")
    ),
    "gbk_round_trip": round_trip,
    "gbk_round_trip: lenient reader": lenient,
    "gbk_round_trip: lenient, low": lambda lines, source, rate: lenient(lines, source, rate, low=True),
    "pinyin_gloss": glosses,
    "byte_misaligned_gloss": byte_glosses,
    "phase_slip": slips,
    "replacement": traces,
    "unencodable": question_marks,
    "letter_spacing: all": spaced,
    "letter_spacing: some": torn,
    **{
        f"entity_residue: {how} escapes": lambda lines, source, rate, how=how: _some(
            lines, source, rate, lambda line: escape_residue.damage(line, how=how)
        )
        for how in ("json", "percent", "mail")
    },
    "entity_residue: escaped twice": lambda lines, source, rate: _some(lines, source, rate, entity_residue.damage),
    "entity_residue: & eaten": lambda lines, source, rate: _some(
        lines, source, rate, lambda line: entity_residue.damage(line, how="bare")
    ),
    "stripped_punctuation: years": lambda lines, source, rate: _dashes(lines, source, rate),
    "stripped_punctuation: 〔〕": lambda lines, source, rate: _brackets(lines, source, rate),
    "stripped_punctuation: lists": lambda lines, source, rate: _lists(lines, source, rate),
    **{
        f"width_and_forms: {how}": lambda lines, source, rate, how=how: _some(
            lines, source, rate, lambda line: width_and_forms.damage(line, how=how)
        )
        for how in ("radicals", "compatibility", "vertical", "narrow")
    },
    "width_and_forms: 〇 for 0": lambda lines, source, rate: _some(lines, source, rate, digit_forms.damage),
}


def _layers(*models: Model) -> Model:
    """One damage upon the other: what the first leaves is the text that the next one strikes, in the same lines."""

    def damaged(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
        page, clean = models[0](lines, source, rate)
        for model in models[1:]:
            page, _ = model(page, source, 1.0)
        return page, clean

    return damaged


def _escaped(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    return _some(lines, source, rate, entity_residue.damage)


def _bare(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    return _some(lines, source, rate, lambda line: entity_residue.damage(line, how="bare"))


def _radicals(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    return _some(lines, source, rate, width_and_forms.damage)


def _as_cp1252(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    return _some(lines, source, rate, wrong_charset.damage)


MODELS |= {
    "two: years, escaped twice": _layers(lambda *given: _dashes(*given), _escaped),
    "two: radicals, UTF-8 as cp1252": _layers(_radicals, _as_cp1252),
    "two: & eaten, 〔〕 dropped": _layers(lambda *given: _brackets(*given), _bare),
    "two: glosses, escaped twice": _layers(glosses, _escaped),
    "two: years, round trip": _layers(lambda *given: _dashes(*given), round_trip),
    "three: radicals, escaped, cp1252": _layers(_radicals, _escaped, _as_cp1252),
    "three: glosses, years, escaped": _layers(glosses, lambda *given: _dashes(*given), _escaped),
    "three: radicals, cp1252, json": _layers(
        _radicals, _as_cp1252, lambda lines, source, rate: _some(lines, source, rate, escape_residue.damage)
    ),
    "three: glosses, radicals, escaped": _layers(glosses, _radicals, _escaped),
    "three: narrow, years, percent": _layers(
        lambda lines, source, rate: _some(lines, source, rate, lambda line: width_and_forms.damage(line, how="narrow")),
        lambda *given: _dashes(*given),
        lambda lines, source, rate: _some(lines, source, rate, lambda line: escape_residue.damage(line, how="percent")),
    ),
    "three: years, & eaten, GBK": _layers(lambda *given: _dashes(*given), _bare, lambda *given: _gb(*given)),
}


def _gb(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    return _some(lines, source, rate, lambda line: wrong_charset.damage(line, written="gb18030", read="latin-1"))


def _utf8_as_gb18030(line: str) -> str:
    return line.encode().decode("gb18030", "replace")


def _big5(lines: Sequence[str], source: random.Random, rate: float, read: str) -> Pair:
    clean = [_TO_TRADITIONAL.convert(line).encode("big5hkscs", "ignore").decode("big5hkscs") for line in lines]
    return _some(clean, source, rate, lambda line: line.encode("big5hkscs").decode(read, "replace"))


def _halves(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """Lines with signs beyond 65,536, their halves apart; of some only one half is left."""
    clean: list[str] = []
    damaged: list[str] = []
    for line in lines:
        sign = source.choice("😀👍🎉𠮷𧒽")
        cut = source.random() < rate / 4
        clean.append(line + ("\ufffd" if cut else sign))
        damaged.append(surrogates.damage(line + sign, how=source.choice(("first", "second")) if cut else "apart"))
    return damaged, clean


def _gbk_as_cp1252(line: str) -> str:
    return wrong_charset.damage(line, written="gb18030")


def _half_utf8(line: str) -> str:
    """What ftfy makes of GBK in cp1252, with its soft hyphens dropped, as cleaners do."""
    return decode_inconsistent_utf8(_gbk_as_cp1252(line)).replace("\xad", "")


def _gbk_as_big5(line: str) -> str:
    """A line that Big5 cannot read stays: it has no sign for a fifth of GBK's pairs, and shows lost ones for them."""
    pieces = re.split(r"([\x00-\x7f]+)", line)
    try:
        read = [piece.encode("gb18030").decode("big5hkscs") for piece in pieces]
    except UnicodeError:
        return line
    return "".join(read) if [*map(len, read)] == [*map(len, pieces)] else line


def _dashes(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """Only dashes between years: quotation marks leave no trace, and what is not to be had is not counted."""
    return _some(lines, source, rate, lambda line: re.sub(r"(?<=\d{4})—(?=\d{4}年)", "", line))


def _brackets(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """Only brackets around the year of a document's number of up to three digits: longer ones may be dates."""
    clean = [re.sub(r"(?<=〕)\d(?=\d{3}号)", "", line) for line in lines]
    return _some(clean, source, rate, lambda line: re.sub(r"〔(\d{4})〕(?=[1-9]\d{0,2}号)", r"\1", line))


def _lists(lines: Sequence[str], source: random.Random, rate: float) -> Pair:
    """Only the commas between bodies, in a text that has no others: elsewhere they leave no trace."""
    bodies = [
        f"市{name}" for name in ("教育局", "财政局", "商务委", "发展改革委", "妇联", "体育局", "司法局", "审计局")
    ]
    clean: list[str] = []
    for line in lines:
        listed = "、".join(source.sample(bodies, source.randint(2, 4)))
        clean.append(f"{line.replace('、', '，')}责任单位：{listed}")
    return _some(clean, source, 1.0 if source.random() < rate else 0.0, lambda line: line.replace("、", ""))
