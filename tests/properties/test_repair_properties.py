"""Properties of repair and charset: at rest after one call, replayable, harmless to clean text, verified."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from extractors.charsets.charset import decode
from extractors.models import Unreadable
from extractors.repair import (
    byte_misaligned_gloss,
    entity_residue,
    gbk_round_trip,
    lenient_round_trip,
    phase_slip,
    pinyin_gloss,
    repair,
    replacement,
    stripped_punctuation,
    utf8_as_gbk,
    utf8_in_east_asian,
    width_and_forms,
    wrong_charset,
)
from extractors.spans import replay

PHRASES = (
    "推动直播经济高质量发展", "形成一批示范园区", "完善政策体系", "打造特色品牌", "（一）加强组织领导", "一、工作目标",
    "到2025年", "力争达到30%以上", "培育企业120家", "责任单位：市教育局、各区政府", "您准备好了吗?", "是否合理？",
    "国办发〔2020〕12号", "“十四五”规划", "，", "。", "；", "\n", "(a)", "R&D", "https://a.cn/?q=1",
    "發展數字經濟", "各區要協同推進",
    "2021—2023年", "A/B", "技术+服务", "2023年4月5日", "<b>", "&", "😀", "子曰：學而時習之",
)  # fmt: skip
CLEAN = st.lists(st.sampled_from(PHRASES), max_size=25).map("".join)
SCRAPS = (
    *PHRASES, "?", "?ldquo;", "?rdquo;", "/div>", "栆/div>", "、/div>", "?0个", "(fā)", "?jié)摿Φ腗", "\ufffd",
    "&amp;ldquo;", "ldquo;", "</p>", "-->", "20212023年", "ä¸­å›½", "ÖÐ¹ú", "2021??5?", "发?020?2号", "(?",
    "9/div>", "發(fā)", "業(yè)",
)  # fmt: skip
DAMAGED = st.lists(st.sampled_from(SCRAPS), max_size=25).map("".join)


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    repaired = repair(text)
    assert replay(text, repaired.steps) == repaired.text


@given(DAMAGED, st.booleans())
@example("中?A?", False)
@example("栆/div>发?020?2号/div>", False)
def test_repair_replays_and_comes_to_rest(text: str, markup: bool) -> None:
    repaired = repair(text, markup=markup)
    assert replay(text, repaired.steps) == repaired.text
    again = repair(repaired.text, markup=markup)
    assert again.text == repaired.text
    assert again.steps == ()


@given(DAMAGED)
def test_rows_are_in_order_and_quote_their_texts(text: str) -> None:
    repaired = repair(text)
    floor = raw_floor = 0
    for item in repaired.repairs:
        assert raw_floor <= item.raw.start <= item.raw.end <= len(text)
        assert floor <= item.span.start <= item.span.end <= len(repaired.text)
        raw_floor, floor = item.raw.end, item.span.end
        assert 0.0 <= item.confidence <= 1.0


@given(CLEAN)
def test_clean_text_is_untouched(text: str) -> None:
    assert repair(text).steps == ()


@given(CLEAN, st.data())
def test_vouchers_have_no_order(text: str, data: st.DataObject) -> None:
    vouchers = ["本市支持云会展。", "打造云平台,打造云会展。", "形成合力。"]
    shuffled = data.draw(st.permutations(vouchers))
    damaged = text + "(国办发?020?2号)支?ldquo;云会?rdquo;发展"
    assert repair(damaged, vouchers=vouchers) == repair(damaged, vouchers=shuffled)


# ── verified families: the forward model makes the damaged text of the repaired one ─────────────


WORDS = st.lists(st.sampled_from([phrase for phrase in PHRASES if phrase.isalpha()]), min_size=1, max_size=9).map(
    "".join
)


@given(WORDS, st.sampled_from(["div", "p", "span", "td"]), st.booleans())
def test_round_trip_is_verified(text: str, tag: str, is_padded: bool) -> None:
    clean = "。" * is_padded + text + f"。</{tag}>"
    damaged = gbk_round_trip.damage(clean)
    repaired = repair(damaged, markup=True)
    if "?" not in damaged:
        assert repaired.text == clean
    assert gbk_round_trip.damage(repaired.text) == damaged or "\ufffd" in repaired.text


@given(
    st.lists(
        st.sampled_from(["發展", "產業", "帶動", "就業", "企業", "開發", "，", "發揮", "業務"]), min_size=6, max_size=30
    )
)
def test_glosses_are_undone(words: list[str]) -> None:
    clean = "".join(words)
    damaged = pinyin_gloss.damage(clean, "發業")
    repaired = repair(damaged)
    assert repaired.text in (clean, damaged)
    assert pinyin_gloss.damage(repaired.text, "發業") == damaged or repaired.text == damaged


@given(st.sampled_from(["發展潛力的MCN機構", "優質發展潛力的MCN機構集聚"]))
def test_byte_glosses_are_undone(clean: str) -> None:
    assert repair(byte_misaligned_gloss.damage(clean, "節")).text == clean


@given(CLEAN, st.sampled_from(["escaped", "kept", "bare"]))
def test_entities_are_undone(text: str, how: str) -> None:
    clean = text.replace("&", "和").replace("<b>", "")
    assert repair(entity_residue.damage(clean, how=how)).text == clean


@given(st.integers(1990, 2040), st.integers(1, 15))
def test_year_pairs_are_undone(first: int, length: int) -> None:
    clean = f"三年行动计划（{first}—{first + length}年）"
    assert repair(stripped_punctuation.damage(clean)).text == clean


@given(WORDS)
def test_wrong_charsets_are_undone(clean: str) -> None:
    for written, read in (("utf-8", "latin-1"), ("utf-8", "sloppy-windows-1252"), ("gb18030", "latin-1")):
        assert repair(wrong_charset.damage(clean, written=written, read=read)).text == clean


@given(WORDS)
def test_utf8_read_as_gb18030_is_undone(clean: str) -> None:
    damaged = clean.encode().decode("gb18030", "replace")
    if "\ufffd" not in damaged and len(clean) >= 4:
        assert repair(damaged).text == clean


@given(WORDS, st.sampled_from(["?", "\ufffd"]), st.sampled_from([1, 2]))
def test_utf8_read_as_gbk_is_verified(clean: str, lost: str, step: int) -> None:
    damaged = utf8_as_gbk.damage(clean, lost=lost, step=step)
    text = repair(damaged).text
    if "\ufffd" not in text and text != damaged:
        assert utf8_as_gbk.damage(text, lost=lost, step=step) == damaged


@given(WORDS, st.sampled_from(["radicals", "compatibility", "vertical", "narrow", "private"]))
def test_forms_are_undone(clean: str, how: str) -> None:
    text = f"一、工作{clean}（金融），落实。\n● {clean}"
    damaged = width_and_forms.damage(text, how=how)
    assert damaged != text
    assert repair(damaged).text == text


@given(st.integers(1, 999), st.integers(1990, 2035), st.sampled_from(["国办发", "沪府规", "浙政函", "京政办字"]))
def test_stripped_brackets_are_undone(number: int, year: int, issuer: str) -> None:
    clean = f"依据{issuer}〔{year}〕{number}号文件"
    assert repair(stripped_punctuation.damage(clean, dropped="〔〕")).text == clean


OFFICIAL = st.lists(
    st.sampled_from(
        ["推动经济社会高质量发展", "完善政策体系", "加强组织领导", "形成工作合力", "落实主体责任", "优化营商环境"]
    ),
    min_size=2,
    max_size=6,
).map("，".join)


@given(OFFICIAL, st.integers(2, 30), st.sampled_from(["dropped", "doubled"]))
def test_what_a_slip_has_not_reached_stays_and_nothing_behind_it_is_certain(clean: str, at: int, how: str) -> None:
    damaged = phase_slip.damage(clean, at, how=how)
    sound = next((place for place, pair in enumerate(zip(clean, damaged, strict=False)) if pair[0] != pair[1]), 0)
    repaired = repair(damaged)
    assert repaired.text.startswith(clean[: max(sound - 1, 0)])
    assert "exact" not in {item.tier for item in repaired.repairs}


SLIPPED = (
    "推动数字经济健康发展规划（2023—2030年）由市发展改革委印发",
    "到2025年，培育30家龙头企业，产业规模达到3451亿元，同比增长9.5%",
    "（三）加强组织领导。完善政策体系与工作机制，优化营商环境。",
    "鼓励科研机构开展良种推广，依托共产党员、专家和农户",
    "责任单位：市教育局、市商务委、各区人民政府",
)


@pytest.mark.parametrize("clean", SLIPPED)
@pytest.mark.parametrize("how", ["dropped", "doubled"])
def test_nothing_goes_without_a_mark_where_bytes_slip(clean: str, how: str) -> None:
    for at in range(len(clean.encode("gbk"))):
        damaged = phase_slip.damage(clean, at, how=how)
        text = repair(damaged).text
        assert text == damaged or len(text) >= len(clean), (at, damaged, text)
        assert repair(text).text == text
        assert set(re.findall("[0-9]+", text)) <= set(re.findall("[0-9]+", clean + damaged)), (at, damaged, text)


@given(OFFICIAL, st.sampled_from(["cp932", "big5hkscs"]))
def test_what_eastern_readers_made_of_utf8_is_verified(clean: str, read: str) -> None:
    damaged = utf8_in_east_asian.damage(f"{clean}。\n到2025年，{clean}", read=read)
    repaired = repair(damaged)
    assert repair(repaired.text).text == repaired.text
    if "\ufffd" not in repaired.text and repaired.text != damaged:
        assert utf8_in_east_asian.damage(repaired.text, read=read) == damaged
    if repaired.text != damaged:
        assert [*map(len, repaired.text.split("\n"))] >= [*map(len, f"{clean}。\n到2025年，{clean}".split("\n"))]


@given(OFFICIAL, st.booleans())
def test_what_a_lenient_reader_left_is_verified(clean: str, low: bool) -> None:
    damaged = lenient_round_trip.damage(f"{clean}，\n{clean}。\n", low=low)
    text = repair(damaged).text
    if "\ufffd" not in text and text != damaged:
        assert lenient_round_trip.damage(text, low=low) == damaged


# What undoes itself exactly, as (its name, its damage): one upon the other in any order that bytes allow.
TEXT_LAYERS = {
    "radicals": width_and_forms.damage,
    "escaped": entity_residue.damage,
    "bare": lambda text: entity_residue.damage(text, how="bare"),
    "dashes": lambda text: text.replace("2021—2023年", "20212023年"),
}
BYTE_LAYERS = {
    "UTF-8 as cp1252": wrong_charset.damage,
    "UTF-8 as Latin-1": lambda text: wrong_charset.damage(text, read="latin-1"),
    "GBK as Latin-1": lambda text: wrong_charset.damage(text, written="gb18030", read="latin-1"),
}


@given(WORDS, st.permutations(list(TEXT_LAYERS)), st.integers(1, 2), st.sampled_from([None, *BYTE_LAYERS]))
def test_compounds_are_undone(words: str, layers: list[str], depth: int, bytes_layer: str | None) -> None:
    """Two and three families in one text: each round undoes a layer, and the order comes to the same end."""
    clean = f"一、推进“一网通办”改革，{words}\n智能制造行动计划（2021—2023年）"
    damaged = clean
    for name in layers[:depth]:
        damaged = TEXT_LAYERS[name](damaged)
    if bytes_layer:
        damaged = BYTE_LAYERS[bytes_layer](damaged)
    repaired = repair(damaged)
    if not {"escaped", "bare"} <= set(layers[:depth]):
        assert repaired.text == clean
    assert replay(damaged, repaired.steps) == repaired.text
    assert repair(repaired.text).steps == ()


@given(st.integers(1, 5), WORDS)
def test_traces_are_counted(count: int, clean: str) -> None:
    text = clean + "\ufffd" * 2 * count + clean
    assert repair(replacement.damage(text)).text == text


# ── charset ─────────────────────────────────────────────────────────────────────────────────────


@given(st.binary(max_size=400))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    code = text = ""
    try:
        text = decode(data).text
    except Unreadable as refusal:
        code = refusal.code
    assert text or code in {"binary", "empty"}


@given(CLEAN, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "gb18030"]))
def test_what_is_encoded_comes_back(text: str, encoding: str) -> None:
    page = "各区人民政府：请认真贯彻执行有关规定，推动经济社会发展。" + text
    assert decode(page.encode(encoding)).text == page
