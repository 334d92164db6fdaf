"""Properties of the lexicon: what is computed at the price of few words is what all of them would give."""

from __future__ import annotations

from math import isclose

from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.charsets.scores import chinese_score
from extractors.repair.holes import choice_of, weigh_one, weigh_two
from extractors.repair.lexicon import Following, Reader, joined, likelihood, likelihoods
from extractors.repair.vocabulary import NOBODY, Witness

WORDS = "推动直播经济高质量发展形成一批示范园区完善政策体系打造特色品牌加强组织领导重点任务目标，。“《2云會產業頭发头"
TEXT = st.text(WORDS, max_size=5)
CHARACTERS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12, unique=True).map(tuple)
WITNESSES = st.sampled_from([NOBODY, Witness(["形成高质量发展目标，打造直播经济园区。发展发展发展"])])


@settings(deadline=None)
@given(TEXT, CHARACTERS, TEXT, WITNESSES)
def test_one_hole_is_weighed_as_all_its_readings(
    left: str, characters: tuple[str, ...], right: str, witness: Witness
) -> None:
    weights = {character: likelihood(left + character + right, witness) for character in characters}
    weighed = weigh_one(left, choice_of(characters), right, witness)
    assert isclose(weighed.total, sum(weights.values()), rel_tol=1e-9)
    assert all(isclose(weighed.weight(0, c), weights[c], rel_tol=1e-9) for c in characters)
    assert isclose(weighed.readings[0][0], max(weights.values()), rel_tol=1e-9)
    again = zip(likelihoods(left, characters, right, witness), weights.values(), strict=True)
    assert all(isclose(a, b, rel_tol=1e-9) for a, b in again)


@settings(deadline=None)
@given(TEXT, CHARACTERS, CHARACTERS, TEXT, WITNESSES, st.sampled_from([1.0, 20.0]))
def test_two_holes_are_weighed_as_all_their_readings(
    left: str, first: tuple[str, ...], second: tuple[str, ...], right: str, witness: Witness, factor: float
) -> None:
    factors = {first[0]: factor}
    weights = {(a, b): likelihood(left + a + b + right, witness) * factors.get(a, 1.0) for a in first for b in second}
    weighed = weigh_two(left, (choice_of(first), choice_of(second)), right, witness, (factors, {}))
    assert isclose(weighed.total, sum(weights.values()), rel_tol=1e-9)
    for hole, characters in enumerate((first, second)):
        for character in characters:
            worth = sum(weight for pair, weight in weights.items() if pair[hole] == character)
            assert isclose(weighed.weight(hole, character), worth, rel_tol=1e-9)
    best = sorted(weights.values(), reverse=True)
    assert all(isclose(weight, best[rank], rel_tol=1e-9) for rank, (weight, _) in enumerate(weighed.readings))


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
