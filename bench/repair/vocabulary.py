"""Run `python -m bench.repair.vocabulary` to make the lexicon's packaged data anew from jieba and pypinyin (both MIT).

Neither is needed at run time: what they know is packaged as two tables in `extractors/repair/data`.
"""

from __future__ import annotations

from collections import defaultdict
from importlib.resources import files
from pathlib import Path

# The longest word that is kept, and how frequent a person's name has to be: the rest are foreign names.
_LONGEST = 6
_NAME_FREQUENCY = 50
# The ideographs that GBK and Big5 texts use.
_IDEOGRAPHS = range(0x4E00, 0x9FA6)


def words() -> str:
    """Turn jieba's dictionary into lines of (stem, last characters with part of speech and frequency)."""
    stems: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for line in files("jieba").joinpath("dict.txt").read_text(encoding="utf-8").splitlines():
        word, count, part = line.split()
        is_rare_name = part.startswith("nr") and int(count) < _NAME_FREQUENCY
        if len(word) <= _LONGEST and not is_rare_name and all("\u3400" <= c <= "\u9fff" for c in word):
            stems[word[:-1]].append((int(count), word[-1], part[0]))
    return "".join(
        stem + "\t" + " ".join(f"{c}{part}{count}" for count, c, part in sorted(stems[stem], reverse=True)) + "\n"
        for stem in sorted(stems)
    )


def readings() -> str:
    """Turn pypinyin's table into lines of a character and its readings, the usual one first."""
    from pypinyin import pinyin_dict

    table: dict[int, str] = pinyin_dict.pinyin_dict
    return "".join(f"{chr(code)}{table[code]}\n" for code in _IDEOGRAPHS if code in table)


def main() -> None:
    """Write both tables."""
    folder = Path(str(files("extractors.repair"))) / "data"
    (folder / "words.tsv").write_text(words(), encoding="utf-8")
    (folder / "readings.tsv").write_text(readings(), encoding="utf-8")


if __name__ == "__main__":
    main()
