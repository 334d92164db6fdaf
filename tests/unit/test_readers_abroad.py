"""Chinese bytes that readers of Japanese and Korean took for theirs, and halves of UTF-16: what comes back."""

from __future__ import annotations

from time import process_time

import pytest

from extractors.charsets.charset import decode
from extractors.repair import gbk_in_east_asian, repair, surrogates, utf8_in_east_asian
from extractors.repair.lexicon import is_fluent

NOTICE = (
    "关于印发《镜湖市推动数字经济高质量发展行动计划》的通知\n各区人民政府，市政府各部门：\n"
    "推动数字经济高质量发展，完善政策体系。到2027年，打造10个示范园区（市商务局负责），培育社会组织和生产企业。\n"
    "加强组织领导，建立健全工作机制；2026年完成120个项目建设，深化上下游协同。"
)


@pytest.mark.parametrize("reader", ["euc_jp", "cp949", "cp932", "big5hkscs"])
def test_gbk_read_abroad_comes_back_but_for_what_the_reader_lacks(reader: str) -> None:
    repaired = repair(gbk_in_east_asian.damage(NOTICE, read=reader))
    lines, clean = repaired.text.split("\n"), NOTICE.split("\n")
    assert len(lines) == len(clean)
    assert lines[0] == clean[0]
    for line, whole in zip(lines, clean, strict=True):
        assert all(known in whole for known in line.split("\ufffd"))
    assert {item.family for item in repaired.repairs} == {"wrong_charset"}


def test_what_korean_readers_lack_comes_back_by_its_words() -> None:
    repaired = repair(gbk_in_east_asian.damage(NOTICE, read="cp949"))
    assert {item.span.of(repaired.text) for item in repaired.repairs if item.tier == "inferred"} >= {"善", "社", "设"}
    assert repaired.text.count("\ufffd") <= 2


def test_what_big5_lacks_comes_back_by_its_words_and_all_else_exactly() -> None:
    clean = "市人民政府办公室关于完善政策体系的通知\n落实责任，确保安全，让群众满意。\n培育人才，到2027年全面完成。"
    damaged = gbk_in_east_asian.damage(clean, read="big5hkscs")
    assert damaged.count("\ufffd") == 7  # 人 确 全 让 群 人 全
    repaired = repair(damaged)
    assert repaired.text == clean.replace("让", "\ufffd")  # beside 群, which is lost as well
    assert {item.span.of(repaired.text) for item in repaired.repairs if item.tier == "inferred"} == set("人确全群")
    assert {item.tier for item in repaired.repairs} == {"exact", "inferred", "lost"}


def test_what_a_sign_with_two_codes_puts_out_of_step_is_not_exact() -> None:
    clean = NOTICE + "\n管理糍粑与机箱，加强联系。"  # ED F4 and FB 53 are one sign: 理糍粑 or 利S亵
    repaired = repair(gbk_in_east_asian.damage(clean, read="cp932"))
    line = repaired.text.split("\n")[-1]
    assert line.startswith("管")
    assert line.endswith("，加强联系。")
    assert not set(line) & set("利S亵斡")


def test_windows_shows_what_korean_readers_lack_as_private_use() -> None:
    shown = "".join(
        chr(0xE000 + data[1] - 0xA1)
        if (data := character.encode("gbk"))[0] == 0xC9
        else gbk_in_east_asian.damage(character, read="cp949")
        for character in NOTICE
    )
    repaired = repair(shown)
    assert repaired.text == NOTICE
    assert {item.tier for item in repaired.repairs} == {"exact"}


@pytest.mark.parametrize(("reader", "least"), [("cp949", 0.4), ("euc_jp", 0.1)])
def test_utf8_read_abroad_keeps_the_place_of_what_is_lost(reader: str, least: float) -> None:
    repaired = repair(utf8_in_east_asian.damage(NOTICE, read=reader))
    known = repaired.text.replace("\ufffd", "")
    assert len(known) > least * len(NOTICE)
    for line, whole in zip(repaired.text.split("\n"), NOTICE.split("\n"), strict=True):
        place = 0
        for character in line.replace("\ufffd", ""):
            place = whole.index(character, place) + 1


CLEAN = {
    "Japanese": "政府は提案を撤回し、畠山大臣は戻った。条件を訳し、晩に猟師と児童の仏像を見た。全国の業務を管理する。",
    "Japanese in narrow katakana": "ﾃﾞｰﾀﾍﾞｰｽ ｼｽﾃﾑ ﾌﾟﾛｸﾞﾗﾑ ｺﾝﾋﾟｭｰﾀ ｿﾌﾄｳｪｱ ﾊｰﾄﾞｳｪｱ ﾈｯﾄﾜｰｸ ｲﾝﾀｰﾈｯﾄ ｻｰﾊﾞ ｸﾗｲｱﾝﾄ",
    "parts in narrow katakana": "零件：ﾈｼﾞ、ﾅｯﾄ、ﾜｯｼｬ、ｽﾌﾟﾘﾝｸﾞ，数量10个。型号：ｱｲｳｴｵ、ｶｷｸｹｺ。",
    "Korean": "정부는 새로운 정책을 발표하였다. 大韓民國 政府는 經濟 發展을 위하여 計劃을 樹立하였다. 世宗大路",
    "Korean hanja glosses": "국회(國會)는 법률(法律)을 제정(制定)하고 예산(豫算)을 심의(審議)·확정(確定)한다.",
    "Traditional prose": "為推動社會發展，加強組織領導，健全工作機制，落實經濟政策，繼續完善縣級統籌，維護市場秩序。",
    "names with rare kanji": "出席者有畠山、戸田、児玉、猟野等，共13人；另有晩翠、仏坂、訳者各一名。",
    "a Korean firm in a Chinese text": "引进韩国企业삼성전자（三星电子）、현대자동차（现代汽车），投资10亿元。",
    "emoji": "欢迎参加😀活动👍，第1期🎉结束。𠮷野家开业。",
    "holes": "推动数字经济��高质量发展，完善�策体系。",
}


@pytest.mark.parametrize("text", CLEAN.values(), ids=CLEAN)
def test_text_that_is_right_stays(text: str) -> None:
    assert repair(text * 3).steps == ()
    assert repair(f"{NOTICE}\n{text}\n{NOTICE}").steps == ()


def test_no_words_are_no_fluent_text() -> None:
    assert is_fluent("推动数字经济高质量发展")


@pytest.mark.parametrize(
    ("text", "expected", "tiers"),
    [
        ("欢迎\ud83d\ude00参加", "欢迎😀参加", ["exact"]),
        ("欢迎\ud83d参加", "欢迎\ufffd参加", ["lost"]),
        ("欢迎\ude00\ud83d参加", "欢迎\ufffd\ufffd参加", ["lost", "lost"]),
        ("\udc00\ud842\udfb7野家", "\ufffd𠮷野家", ["lost", "exact"]),
        ("目栆/div>\ud83d\ude00第二章", "目标😀第二章", ["exact", "exact"]),
    ],
)
def test_halves_are_joined_or_lost(text: str, expected: str, tiers: list[str]) -> None:
    repaired = repair(text)
    assert repaired.text == expected
    assert [item.tier for item in repaired.repairs] == sorted(tiers, key=tiers.index)
    assert repair(repaired.text).steps == ()


@pytest.mark.parametrize(("how", "expected"), [("apart", "好😀好"), ("first", "好\ufffd好"), ("second", "好\ufffd好")])
def test_halves_in_bytes_are_joined_or_counted(how: str, expected: str) -> None:
    text = surrogates.damage(f"{NOTICE}好😀好", how=how)
    decoded = decode(text.encode("utf-8", "surrogatepass"))
    assert (decoded.text, decoded.encoding) == (NOTICE + expected, "utf-8")
    assert [issue.code for issue in decoded.issues] == ["undecodable_bytes"] * ("\ufffd" in expected)


@pytest.mark.parametrize("reader", ["euc_jp", "cp949", "cp932"])
@pytest.mark.parametrize(
    "sign", ["ﾖﾐ", "ﾖ\ufffdﾐ", "嶄忽", "嶄\ufffd", "櫓벌", "벌\ufffd櫓", "\ufffd緇", "嵂ﾐ", "晗揵"]
)
def test_long_bait_takes_time_in_proportion(reader: str, sign: str) -> None:
    damaged = gbk_in_east_asian.damage(NOTICE * 40, read=reader)
    for size in (1_000, 20_000):
        started = process_time()
        repair(damaged + "\n" + sign * size)
        spent = process_time() - started
    assert spent < 8  # some hundredth of that for each thousand signs
