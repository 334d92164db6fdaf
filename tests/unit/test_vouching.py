"""What clean documents say of a damaged one: which places are asked about, what is quoted, what it may change."""

from __future__ import annotations

from itertools import permutations

import pytest

from extractors.repair import repair
from extractors.vouching import Place, Vouching, place_of, places_in, quotations, vouched_by

# 聚 before “ is lost with it: the words of the damaged page alone leave 推动, 集聚, 打造 open.
CLEAN = "支持重点商圈商街集聚“五个新城”商业体,鼓励平台企业参与。\n为建设贸易中心,打造10个引领发展的平台。\n"
DAMAGED = "工作目栆/div>\n支持重点商圈商街集?ldquo;五个新城&rdquo;商业体。\n"


def vouchers(damaged: str, *clean: str) -> tuple[str, ...]:
    vouching = Vouching()
    first = repair(damaged)
    vouching.want("it", places_in(first.text, first.repairs))
    for text in clean:
        for quotation in quotations(text, vouching.wanted()):
            vouching.take(quotation)
    return dict(vouching.vouchers()).get("it", ())


@pytest.mark.parametrize(
    ("left", "right", "place"),
    [
        ("支持重点商圈商街", "“五个新城", Place("支持重点商圈商街", "五个")),
        ("支持重點商圈商街", "“五個新城", Place("支持重点商圈商街", "五个")),  # both scripts, one view
        ("商圈商街", "ldquo;五个新城", Place("商圈商街", "五个")),
        ("的商街", "“五个", None),  # three characters are too little
        ("打造100", "个平台", None),  # words, not figures, stand before
        ("商圈商街", "\n五个", None),  # nothing follows on the line, and too little stands before
        ("支持重点商圈商街", "\n", Place("支持重点商圈商街", "")),
    ],
)
def test_places(left: str, right: str, place: Place | None) -> None:
    assert place_of(left, right) == place


def test_a_lost_character_is_quoted() -> None:
    assert "商街集\ufffd“五个" in repair(DAMAGED).text
    heard = vouchers(DAMAGED, CLEAN)
    assert "支持重点商圈商街集聚“五个新城”商业体,鼓励平台企" in heard
    repaired = repair(DAMAGED, vouchers=heard)
    assert "商街集聚“五个新城”" in repaired.text
    (row,) = [item for item in repaired.repairs if "聚" in item.span.of(repaired.text)]
    assert row.tier == "inferred"


def test_the_order_of_documents_makes_no_difference() -> None:
    others = [CLEAN, CLEAN.replace("集聚", "集合"), CLEAN.replace("支持", "打造"), "无关的文件。"]
    assert len({vouchers(DAMAGED, *order) for order in permutations(others)}) == 1


def test_two_that_differ_settle_nothing() -> None:
    heard = vouchers(DAMAGED, CLEAN, CLEAN.replace("集聚", "集合"))
    assert "商街集\ufffd“五个" in repair(DAMAGED, vouchers=heard).text


def test_other_words_behind_are_another_sentence() -> None:
    assert vouchers(DAMAGED, CLEAN.replace("五个", "三个")) == ()


def test_numbers_are_not_vouched_for() -> None:
    damaged = "工作目栆/div>\n为建设贸易中心,打?0个引领发展的平台。\n"
    heard = vouchers(damaged, CLEAN)
    assert "打造\ufffd0个" in repair(damaged, vouchers=heard).text
    # Chinese numerals, too: 十八大 of a clean document is no evidence for 十_大 of another.
    damaged = "工作目栆/div>\n全面贯彻会议精神十?大精神\n"
    assert "十\ufffd\ufffd大" in repair(damaged, vouchers=("全面贯彻会议精神十八大精神",)).text


def test_vouchers_of_a_block_reach_all_repairs_inside() -> None:
    heard = vouchers(DAMAGED, CLEAN)
    with vouched_by(heard):
        inside = repair(DAMAGED)
    assert "集聚“五个" in inside.text
    assert "集聚“五个" not in repair(DAMAGED).text


def test_of_too_many_places_the_same_are_chosen_whoever_asks_first() -> None:
    texts = [(f"支持重点商圈第{c}商街\ufffd“五个新城”", c) for c in "甲乙丙丁戊己"]

    def chosen(order: list[tuple[str, str]]) -> list[tuple[str, ...]]:
        vouching = Vouching(most=3)
        for text, key in order:
            damaged = repair("工作目栆/div>" + text.replace("\ufffd“", "?ldquo;"))
            vouching.want(key, places_in(damaged.text, damaged.repairs))
        for c in "甲乙丙丁戊己":
            for quotation in quotations(f"支持重点商圈第{c}商街集“五个新城”", vouching.wanted()):
                vouching.take(quotation)
        found = dict(vouching.vouchers())
        return [found.get(c, ()) for c in "甲乙丙丁戊己"]

    assert chosen(texts) == chosen(texts[::-1])
    assert sum(map(bool, chosen(texts))) == 3
