"""The sentences of the statement tables in other words that say the same: the same statements, in those words.

What is held is that no rule hangs on the one word of several that stood in the document that forced it.
"""

from __future__ import annotations

import re

import pytest

from tests.unit.probes import FOLDER, TABLE, Probe, read_probes, statements_of

# What is written another way, and how.
CHANGES = {
    "about": (r"左右", "上下"),
    "at least": (r"不少于(?=\d)", "至少"),
    "and more": (r"(?<=\d%)以上(?=[，。；、])", "及以上"),
    "at most": (r"(?<!最高)不超过(?=\d)", "不得超过"),
    "held": (r"控制在(\d[\d.]*[%个人‰]?)以内", r"不超过\1"),
    "reached": (r"达到(?=\d)", "达"),
    "until": (r"到(?=20\d\d年)", "至"),
    "on the year before": (r"同比(?=[增下])", "较上年"),
    "granted": (r"给予(?!标杆)", "予以"),
    "half width": (r"，", ","),
    "blanks": (r"(?<=[一-龥])(\d[\d.]*)(?=[一-龥%])", r" \1 "),
}
MOST = 40  # sentences for each change, spread over all tables: seconds in all

PROBES = [
    probe
    for path in sorted(FOLDER.glob("*.txt"))
    for probe in read_probes(path.name)
    if probe.place != TABLE and not probe.is_known_failure
]


def _plain(line: str) -> str:
    """A statement without blanks, in half-width signs, as the changes may alter what an indicator quotes."""
    return re.sub(r"\s", "", line).translate({place: place - 0xFEE0 for place in range(0xFF01, 0xFF5F)})


def _changed(pattern: str) -> list[Probe]:
    found = [probe for probe in PROBES if re.search(pattern, probe.text)]
    return found[:: max(1, len(found) // MOST)]


@pytest.mark.parametrize("name", CHANGES)
def test_other_words_give_the_same_statements(name: str) -> None:
    pattern, other = CHANGES[name]
    probes = _changed(pattern)
    assert len(probes) > 10
    for probe in probes:
        text = re.sub(pattern, other, probe.text)
        expected = [_plain(re.sub(pattern, other, line)) for line in probe.expected]
        assert [_plain(line) for line in statements_of(probe.place, text)] == expected, text
