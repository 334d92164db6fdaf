"""Properties of the lexicon: what is computed at the price of few words is what all of them would give."""

from __future__ import annotations

from itertools import product
from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.charsets.scores import chinese_score
from extractors.repair.lexicon import Following, Reader, joined, likelihood
from extractors.repair.vocabulary import Witness
from extractors.repair.word_lattice import Hole, hole_of, rank_nodes

WORDS = "推动直播经济高质量发展形成一批示范园区完善政策体系打造特色品牌加强组织领导重点任务目标，。“《2云會產業頭发头"
TEXT = st.text(WORDS, max_size=5)
CHARACTERS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12, unique=True).map(tuple)


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS), st.lists(st.sampled_from(WORDS), min_size=1, max_size=6, unique=True).map(tuple)
        ),
        max_size=5,
    ),
    st.sampled_from([1.0, 20.0]),
)
def test_holes_are_weighed_as_all_readings_of_all_of_them(places: list[str | tuple[str, ...]], factor: float) -> None:
    nodes: list[str | Hole | None] = [p if isinstance(p, str) else hole_of(p, ((p[0], factor),)) for p in places]
    readings = [
        (
            reading,
            likelihood("".join(reading)) * factor ** sum(p != c == p[0] for p, c in zip(places, reading, strict=True)),
        )
        for reading in product(*places)
    ]
    total = sum(weight for _, weight in readings)
    for place, ranked in rank_nodes(nodes).items():
        for share, character in ranked:
            worth = sum(weight for reading, weight in readings if reading[place] == character)
            assert isclose(share, worth / total, rel_tol=1e-6, abs_tol=1e-8)


def test_the_words_of_the_text_decide_where_general_ones_leave_a_place_open() -> None:
    nodes: list[str | Hole | None] = ["发", hole_of(("展", "现")), "，"]
    assert rank_nodes(nodes)[1][0][1] == "展"
    assert rank_nodes(nodes, Witness(["发现，发现，发现"]))[1][0][1] == "现"


@settings(deadline=None)
@given(TEXT, CHARACTERS, CHARACTERS, TEXT)
def test_the_best_pairs_are_those_of_all(
    left: str, first: tuple[str, ...], second: tuple[str, ...], right: str
) -> None:
    weights = sorted((likelihood(left + a + b + right) for a in first for b in second), reverse=True)
    found = joined(Reader(left), first, second, Following(right), 3)
    assert all(isclose(weight, weights[rank], rel_tol=1e-9) for rank, (weight, _) in enumerate(found))


@settings(deadline=None)
@given(st.text("发展好不", max_size=60), st.text("发展好不", min_size=2, max_size=4))
def test_words_are_counted_where_one_begins_in_another(text: str, word: str) -> None:
    places = range(len(text))
    assert Witness([text]).count(word) == sum(text.startswith(word, place) for place in places)
    long = text + "，" + "区" * 20_000
    assert Witness([long]).count(word) == sum(text.startswith(word, place) for place in places)


@settings(deadline=None)
@given(st.text(max_size=40))
def test_a_score_is_the_mean_of_its_characters(text: str) -> None:
    wide = [character for character in text if character > "\x7f"]
    mean = sum(map(chinese_score, wide)) / len(wide) if wide else 0.0
    assert isclose(chinese_score(text), mean, abs_tol=1e-9)
