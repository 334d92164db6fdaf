"""Damaged text → repaired text: the runner, its record of steps, and what each family leaves alone."""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path

import pytest

from bench.repair.damages import MODELS
from extractors.charsets.forms import PRIVATE_SIGNS, RADICALS
from extractors.repair import (
    FAMILIES,
    gbk_round_trip,
    pinyin_gloss,
    repair,
    stripped_punctuation,
    utf8_as_gbk,
    utf8_in_east_asian,
    with_context,
)
from extractors.repair.lexicon import COUNTED_IN, likelihood
from extractors.repair.phonetics import characters_of, is_toned, normal_form, readings
from extractors.repair.slots import final_characters, governs_number
from extractors.repair.vocabulary import Witness, frequency
from extractors.spans import replay
from extractors.targets.measures import MEASURES

NOTICE = (
    "各有关单位9/div>\n现印发给你们,请认真执行、/div>\n2022??6?/div>\n推进产业升级三年行动计划\n?0222024年)\n"
    "一、工作目栆/div>\n到2024年,打?0个示范园区,培?00家骨干企业。大力发?ldquo;数字车间?rdquo;等。\n"
)


def rows(text: str) -> list[tuple[str, str, str, str]]:
    repaired = repair(text)
    return [(item.raw.of(text), item.span.of(repaired.text), item.family, item.tier) for item in repaired.repairs]


def test_a_notice_comes_back_as_far_as_it_can() -> None:
    assert repair(NOTICE).text == (
        "各有关单位：\n现印发给你们,请认真执行。\n2022年\ufffd月\ufffd6日\n推进产业升级三年行动计划\n(2022—2024年)\n"
        "一、工作目标\n到2024年,打造\ufffd0个示范园区,培育\ufffd00家骨干企业。大力发展“数字车间\ufffd”等。\n"
    )


def test_what_two_families_did_in_one_place_is_one_row() -> None:
    assert rows("一、工作目栆/div>") == [("栆/div>", "标", "gbk_round_trip", "exact")]
    assert rows("大力发?ldquo;云课堂") == [("?ldquo;", "展“", "gbk_round_trip", "inferred")]


def test_a_mark_is_shown_with_the_word_beside_it() -> None:
    assert rows("认真贯彻执行、/div>") == [("行、/div>", "行。", "gbk_round_trip", "exact")]


def test_steps_replay_and_the_result_is_at_rest() -> None:
    repaired = repair(NOTICE)
    assert replay(NOTICE, repaired.steps) == repaired.text
    assert repair(repaired.text).steps == ()


def test_spans_lie_on_both_texts_in_order() -> None:
    repaired = repair(NOTICE)
    for before, after in zip(repaired.repairs, repaired.repairs[1:], strict=False):
        assert before.raw.end <= after.raw.start
        assert before.span.end <= after.span.start
    assert with_context(repaired.repairs, NOTICE, repaired.text) == repaired.repairs


def test_lost_text_degrades_the_document() -> None:
    assert [(issue.code, issue.severity) for issue in repair(NOTICE).issues] == [("text_lost", "degraded")]
    assert repair("一、工作目栆/div>").issues == ()


def test_markup_keeps_its_tags_and_entities() -> None:
    page = "<div>一、工作目栆/div>\n<div>大力发?ldquo;云课堂&rdquo;&nbsp;</div>"
    assert repair(page, markup=True).text == "<div>一、工作目标</div>\n<div>大力发展&ldquo;云课堂&rdquo;&nbsp;</div>"


def test_document_numbers_keep_their_candidates() -> None:
    repaired = repair("根据有关意见(国办发?021?7号),落实")
    assert repaired.text == "根据有关意见(国办发〔2021〕\ufffd7号),落实"
    lost = repaired.repairs[1]
    assert lost.tier == "lost"
    assert lost.alternatives == tuple(f"〕{digit}7号" for digit in range(1, 10))


def test_numbers_are_bounded_never_guessed() -> None:
    repaired = repair("(国办发?021?7号)要求,到2025年,新?0家企业,增长?%,完?5项")
    numbers = [item for item in repaired.repairs if item.rule == "quantity"]
    assert [item.span.of(repaired.text)[-3:] for item in numbers] == ["\ufffd0家", "\ufffd5项"]
    for item in numbers:
        assert item.tier == "lost"
        assert [alternative[1] for alternative in item.alternatives] == list("123456789")


def test_a_label_between_two_comes_back_only_where_they_are_counted() -> None:
    number = "(国办发?021?7号)\n"
    assert "(二)推进" in repair(f"{number}(一)加快\n(\ufffd?推进\n(三)落实").text
    # 一二三 is no numeral of a list, whatever follows it
    assert "(\ufffd)推进" in repair(f"{number}(一二三)加快\n(\ufffd?推进\n(一二五)落实").text


@pytest.mark.parametrize(
    "clean", ["深入贯彻党的十八大和十八届三中全会精神，推动改革", "共有六个方面、八项任务，三年行动"]
)
def test_chinese_numerals_are_no_less_numbers(clean: str) -> None:
    for lost in ("?", "\ufffd"):
        text = repair(utf8_as_gbk.damage(clean, lost=lost)).text
        found = [character for character in text if character in "一二三四五六七八九十百千万"]
        rest = iter(character for character in clean if character in "一二三四五六七八九十百千万")
        assert all(character in rest for character in found)


def test_vouchers_settle_what_the_document_cannot() -> None:
    damaged = "(沪府发?021?7号)\n建设“慧飞?rdquo;品牌"
    clean = ["本市支持慧飞鸟平台发展,慧飞鸟入驻园区。慧飞鸟在沪设立总部。"]
    alone, vouched = repair(damaged), repair(damaged, vouchers=clean)
    assert "慧飞\ufffd”" in alone.text
    assert "慧飞鸟”" in vouched.text


def test_every_family_has_a_name_a_gate_and_an_inverse() -> None:
    assert len(FAMILIES) >= 10
    for family in FAMILIES:
        assert not family.is_suspect("推动直播经济高质量发展。", frozenset())
        assert family.find("推动直播经济高质量发展。", Witness(), markup=False) == []


@pytest.mark.parametrize(
    "unit",
    [
        *("?", "(a)", "/div>", "䶮", "&amp;", "中?", "20212023", "?ldquo;", "2021?1?5", "发(fā)", "(?", "锟斤拷"),
        *(
            "国办发202132号",
            "‰∏≠",
            "σ╕é",
            "Ã¥Â¹Â´",
            "閸绱",
            "〿\uff00",
            "\uf0ab",
            "\uf90a",
            "\ufeff\n",
            "зšÄ",
            "?。?020年",
        ),
    ],
)
def test_noise_takes_linear_time(unit: str) -> None:
    """Eight times the text takes at most some sixteen times the processor's time; squares would take sixty-four."""
    size = (1_000_000 if unit in ("?", "(a)", "/div>", "䶮") else 200_000) // len(unit.encode())
    short, long = unit * (size // 8), unit * size
    repair(short)
    started = time.process_time()
    repair(short)
    once = time.process_time() - started
    started = time.process_time()
    repair(long)
    assert time.process_time() - started < 16 * once + 2.0


def test_a_gap_of_any_length_is_crossed() -> None:
    """Thousands of lost characters in a row ended in an error of recursion."""
    sound = utf8_as_gbk.damage("数字经济")
    repaired = repair(sound * 2 + "\u6d93" + "\ufffd" * 3_000 + sound)
    assert repaired.text.startswith("数字经济数字经济\ufffd")
    assert len(repaired.text) > 1_000


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("\ufffd\ufffd\x11\ufffdࡱ\x1a\ufffd" + "\x00\x01" * 40, "binary_as_text"),  # a .doc through UTF-8
        ("ÐÏ\x11à¡±\x1aá" + "\x00" * 60 + "各区人民政府", "binary_as_text"),  # and through Latin-1
        ("PK\x03\x04\x14\x00\x06", "binary_as_text"),
        ("本市将加鼎力度支持企业，jingshizhengjianshefurentong，推进重点使命，增强羁系。", "spun_copy"),
        ("推动internationalization发展，加鼎力度。", None),  # one hit may be a slip
        ("办理流程\ue5a3：受理", "private_use"),  # a sign of a font that no table has
        ("????:????2026?\n??????????????????,??????\n????????????????????", "text_lost"),  # saved as Latin-1
        ("问:???怎么填?答:看说明。" * 9, None),
        ("文件以%PDF-1.7开头", None),
        ("有一个\x07控制字符的正文，其余都是普通的汉字和标点，没有别的。" * 3, None),
        ("各区人民政府：请认真贯彻执行。", None),
    ],
)
def test_what_is_not_repaired_is_an_issue(text: str, code: str | None) -> None:
    repaired = repair(text)
    assert repaired.text == text
    assert [issue.code for issue in repaired.issues] == ([code] if code else [])


def test_nothing_in_a_binary_file_is_repaired() -> None:
    assert repair("PK\x03\x04工作目栆/div>鏁板瓧缁忔祹").steps == ()


def test_radicals_and_signs_stand_for_characters_and_nothing_else_does() -> None:
    assert "⼀、⼯作⽬标：⺠⽣、⾼质量".translate(RADICALS) == "一、工作目标：民生、高质量"
    assert "①㎡Ⅳ（＋）".translate(RADICALS) == "①㎡Ⅳ（＋）"
    assert "\uf0b7一\uf083".translate(PRIVATE_SIGNS) == "•一③"
    assert not any("\ue000" <= sign <= "\uf8ff" for sign in PRIVATE_SIGNS.values())
    # GBK's pairs FE50–FEA0 in a row: the codec and the standard's later code points agree.
    assert [PRIVATE_SIGNS[code] for code in (0xE815, 0xE816, 0xE81A, 0xE863, 0xE864)] == list("⺁\U00020087㑳䶮龻")


# ── the lexicon ─────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("left", "slot", "character"),
    [
        ("着力打", "number", "造"),
        ("网络交易额超", "number", "过"),
        ("本市大力发", "open_quote", "展"),
        ("合作推", "open_quote", "出"),  # 推动 and 推进 are more frequent, not after 合作
        ("品牌旗舰", "close_quote", "店"),
        ("淮海中", "dash", "路"),
        ("推进虚拟现", "word", "实"),  # the longest word wins
        ("大力發", "open_quote", "展"),  # Traditional text is judged by its Simplified view
    ],
)
def test_words_settle_lost_characters(left: str, slot: str, character: str) -> None:
    best = final_characters(left, slot)[0]  # type: ignore[arg-type]
    assert best.character == character
    assert best.share > 0.7


def test_the_document_itself_is_a_witness() -> None:
    witness = Witness(["本市会展企业多,会展业发达,会展中心集聚"])
    before = {reading.character: reading.share for reading in final_characters("云会", "close_quote")}
    after = {reading.character: reading.share for reading in final_characters("云会", "close_quote", witness)}
    assert after["展"] > before["展"]


def test_what_is_counted_decides_between_verbs() -> None:
    assert final_characters("培", "number", counted="people")[0].character == "养"
    assert final_characters("培", "number", counted="things")[0].character == "育"
    assert governs_number("计划新增")
    assert not governs_number("人工智能")


def test_likelihood_prefers_words() -> None:
    assert likelihood("重点任务") > 100 * likelihood("重点任加")
    assert frequency("发展") > frequency("发铻") == 0.0


# ── readings ────────────────────────────────────────────────────────────────────────────────────


def test_readings() -> None:
    assert readings("發")[0] == "fā"
    assert readings("A") == ()
    assert "節" in characters_of("jié")
    assert normal_form("chuàng ") == "chuàng"
    assert normal_form("ɡuī") == "guī"
    assert is_toned("fā")
    assert not is_toned("lead")


def test_the_table_of_variants_names_cases_and_bench_rows_that_are() -> None:
    """docs/repair.md: each label is a case of tests/damage, each bench row is one, and none is missing."""
    root = Path(__file__).parents[2]
    table = (root / "docs" / "repair.md").read_text(encoding="utf-8").split("## Every variant, one by one")[1]
    rows = re.findall(r"^\| (.+?) \| (.+?) \|(.*?)\|(.*?)\|$", table, re.MULTILINE)[1:]
    rows = [row for row in rows if not row[0].startswith("---")]
    cases = (root / "tests" / "damage").glob("*.json")
    labels = {case["label"] for path in cases for case in json.loads(path.read_text(encoding="utf-8"))}
    named = {label for row in rows if (label := row[2].strip()) and not label.startswith("`")}
    assert named <= labels, named - labels
    bench = {name for row in rows if (name := row[3].strip())}
    single = {name for name in MODELS if not name.startswith(("two:", "three:"))}
    assert bench <= set(MODELS), bench - set(MODELS)
    assert single <= bench, single - bench


# ── forward models ──────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "clean", ["　一、工作目标</div>", "打造品牌。</div>", "有关单位：</div>", "（五）组织保障</div>"]
)
def test_what_less_than_ate_is_restored_exactly(clean: str) -> None:
    damaged = {whole: gbk_round_trip.damage(whole) for whole in (clean, f"。{clean}")}
    assert any(whole != words for whole, words in damaged.items())
    for whole, words in damaged.items():
        assert repair(words, markup=True).text == whole


def test_forward_models_are_undone() -> None:
    clean = "推動直播經濟發展,發揮企業作用,帶動產業發展。企業是主體。"
    assert repair(pinyin_gloss.damage(clean, "發業")).text == clean
    clean = "智能制造提升三年行动计划（2021—2023年）"
    assert repair(stripped_punctuation.damage(clean)).text == clean


def test_a_run_out_of_step_invents_no_digit() -> None:
    """Between A3 of ， and B4 of 反 a pair has vanished: side by side they are ４."""
    damaged = "相通國家燕?ài)剑瑔适Ц叨龋从骋慌澜缬钪妗?"
    assert "４" not in repair(damaged).text


def test_a_place_that_may_have_held_a_digit_stays_lost() -> None:
    clean = (
        "加强竹林经营管理。建立部门联席会议制度，定期会商研判。支持科研机构参与竹材收储体系，带动周边农户增收。\n"
        "推进竹材收储体系，带动技艺传习，形成可复制的做法。2024年底前，培育４０个竹林经营示范基地。\n"
    )
    repaired = repair(utf8_in_east_asian.damage(clean), markup=False).text
    assert "培育\ufffd０个竹林" in repaired  # 演 would be likelier than a digit written wide
    assert "建立部门联席会议制度" in repaired


DENSE = (
    "雲臺縣茶產業發展實施方案。為推進產業發展，縣農業農村局制定實施方案，擴大種植規模，發展加工產業，實現產業總產值穩步增長。"
    "重點發展標準茶園，實施質量認證，推進產業鏈條建設，擴大實體經濟規模，實現農業農村發展目標。縣農業農村局負責實施，"
    "發展產業園區，推進質量標準建設，實現茶產業質量發展。"
)


def test_dense_glosses_of_a_traditional_page_go_and_those_of_a_textbook_stay() -> None:
    struck = "業發農質進縣擴規實現標準設經濟證認"
    damaged = pinyin_gloss.damage(DENSE, struck)
    assert damaged.count("(") > 50
    assert repair(damaged).text == DENSE
    textbook = pinyin_gloss.damage(DENSE, DENSE)
    assert repair(textbook).text == textbook


@pytest.mark.parametrize("text", ["鏁板瓧", "?鏁??板?? 瓧", "中文a鏁????字鈥?", "a", "", "字 鏁\ufffd板 字?"])
def test_runs_with_a_typical_character_are_those_of_a_walk_over_all(text: str) -> None:
    walked = [run.span() for run in utf8_as_gbk._RUN_RE.finditer(text) if utf8_as_gbk._TYPICAL_RE.search(run[0])]
    assert [run.span() for run in utf8_as_gbk._typical_runs(text)] == walked


def test_escaped_tags_inside_of_words_are_no_page() -> None:
    text = (
        "写作" + "、".join(f"&lt;p&gt;{name}&lt;/p&gt;" for name in ("各镇", "各村", "各站", "各所", "各办")) + "即可。"
    )
    assert "<p>各镇</p>" in repair(text).text


@pytest.mark.parametrize(
    ("clean", "kept"),
    [
        ("流转土地1200亩,带动农户就业。", "流转土地1200\ufffd,"),  # 人, 亿 and 亩 begin with the same bytes
        ("扩种油茶500亩,推广良种。", "500\ufffd,"),
        ("全乡治理60口,清淤沟渠。", "60\ufffd,"),  # 号, 只, 口
        ("全县改造老旧小区12公里,培育企业20家,改造管网。", "20家,"),  # nothing else is likely
    ],
)
def test_no_measure_unit_is_put_behind_a_number_where_others_fit(clean: str, kept: str) -> None:
    damaged, _ = MODELS["utf8_as_gbk: U+FFFD for a byte"]([clean], random.Random(1), 1.0)
    repaired = repair(damaged[0])
    assert kept in repaired.text
    place = repaired.text.index(kept) + len(kept) - 2
    (item,) = (item for item in repaired.repairs if item.span.start <= place < item.span.end)
    assert item.tier == ("lost" if "\ufffd" in kept else "inferred")


def test_all_measure_units_of_one_character_are_known_to_repair() -> None:
    known = {measure.name for measure in MEASURES if len(measure.name) == 1 and measure.name > "\u4e00"}
    assert known - {"％", "℅", "﹪", "℃"} <= COUNTED_IN
