"""Bytes → text: every charset that Chinese offices write, damaged and mislabelled as they come."""

from __future__ import annotations

import random

import pytest

from extractors.charsets.charset import declared_charset, decode
from extractors.charsets.scores import chinese_score
from extractors.models import Unreadable

HANS = "各区人民政府：现将《数字经济促进方案》（沪府办〔2023〕7号）印发给你们，请认真组织实施。\n"
HANT = "各區人民政府：現將《數字經濟促進方案》印發給你們，請認真組織實施，推動高質量發展。\n"

READABLE = [
    # (label, bytes, encoding, text)
    ("strict UTF-8", HANS.encode(), "utf-8", HANS),
    ("UTF-8 with a mark", b"\xef\xbb\xbf" + HANS.encode(), "utf-8", HANS),
    ("GBK", HANS.encode("gbk"), "gb18030", HANS),
    ("GB18030 beyond GBK", (HANS + "㐀㎡").encode("gb18030"), "gb18030", HANS + "㐀㎡"),
    ("Traditional text in GBK", HANT.encode("gbk"), "gb18030", HANT),
    ("Big5", HANT.encode("big5"), "big5hkscs", HANT),
    ("Big5-HKSCS", (HANT + "深水埗").encode("big5hkscs"), "big5hkscs", HANT + "深水埗"),
    ("UTF-16LE with a mark", b"\xff\xfe" + HANS.encode("utf-16-le"), "utf-16-le", HANS),
    ("UTF-16BE with a mark", b"\xfe\xff" + HANS.encode("utf-16-be"), "utf-16-be", HANS),
    ("UTF-16LE without a mark", HANS.encode("utf-16-le"), "utf-16-le", HANS),
    ("UTF-16BE without a mark", HANS.encode("utf-16-be"), "utf-16-be", HANS),
    ("UTF-32", HANS.encode("utf-32"), "utf-32-le", HANS),
    ("HZ of old mail", "推动发展，提高质量".encode("hz"), "hz", "推动发展，提高质量"),
    ("two characters of GBK", "中文".encode("gbk"), "gb18030", "中文"),
    ("联通 in GBK is valid UTF-8 by accident", "联通".encode("gbk"), "gb18030", "联通"),
    ("ASCII", b"<p>plain</p>", "utf-8", "<p>plain</p>"),
    ("~{ in a shell script is no HZ", b"echo ~{a,b}~}", "utf-8", "echo ~{a,b}~}"),
    ("vertical tabs end the lines, as in Word", "各镇落实。\v".encode() * 90, "utf-8", None),
    ("a French page", "Où est le café ? Là-bas, près de l’église.".encode("cp1252"), "cp1252", None),
]


@pytest.mark.parametrize(("data", "encoding", "text"), [row[1:] for row in READABLE], ids=[row[0] for row in READABLE])
def test_decodes(data: bytes, encoding: str, text: str | None) -> None:
    decoded = decode(data)
    assert decoded.encoding == encoding
    if text is not None:
        assert decoded.text == text
    assert not [issue for issue in decoded.issues if issue.severity == "degraded"]


def test_a_mark_is_reported() -> None:
    assert decode(b"\xef\xbb\xbf" + HANS.encode()).has_bom
    assert not decode(HANS.encode()).has_bom


@pytest.mark.parametrize(
    ("data", "declared", "encoding"),
    [
        (b'<meta charset="gb2312">' + HANS.encode(), None, "utf-8"),  # UTF-8 declared as gb2312 inside
        (b'<meta charset="utf-8">' + HANS.encode("gbk"), None, "gb18030"),  # and the other way round
        (HANS.encode("gbk"), "utf-8", "gb18030"),  # the transport lies
        (HANT.encode("big5"), "gb2312", "big5hkscs"),
    ],
)
def test_a_declaration_that_lies_is_overruled_and_noted(data: bytes, declared: str | None, encoding: str) -> None:
    decoded = decode(data, declared)
    assert decoded.encoding == encoding
    assert [issue.code for issue in decoded.issues] == ["charset_declaration_wrong"]


def test_a_true_declaration_is_no_issue() -> None:
    assert (
        decode(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">' + HANS.encode("gbk")).issues
        == ()
    )
    assert decode(HANS.encode("gbk"), "GBK").issues == ()


@pytest.mark.parametrize(
    ("head", "charset"),
    [
        (b"<meta charset=GBK>", "gbk"),
        (b'<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=gb2312" />', "gb2312"),
        (b'<?xml version="1.0" encoding="UTF-8"?>', "utf-8"),
        (b"<p>charset=gbk</p>", None),  # prose is no declaration
    ],
)
def test_declarations_are_found(head: bytes, charset: str | None) -> None:
    assert declared_charset(head) == charset


@pytest.mark.parametrize(("encoding", "cut"), [("utf-8", 1), ("utf-8", 2), ("gbk", 1), ("utf-16-le", 1)])
def test_a_character_cut_at_the_end_is_one_hole_and_an_issue(encoding: str, cut: int) -> None:
    text = HANS.strip()[:-1]
    decoded = decode(text.encode(encoding)[:-cut])
    assert decoded.text == text[:-1] + "\ufffd"
    assert [(issue.code, issue.severity) for issue in decoded.issues] == [("truncated_character", "degraded")]


def test_an_undecodable_byte_is_a_hole_and_an_issue() -> None:
    data = HANS.encode("gbk")
    decoded = decode(data[:40] + b"\xff" + data[40:])
    assert decoded.text.count("\ufffd") == 1
    assert decoded.text.replace("\ufffd", "") == HANS
    assert [(issue.code, issue.severity) for issue in decoded.issues] == [("undecodable_bytes", "degraded")]


@pytest.mark.parametrize(
    ("page", "ticker", "base"),
    [("gbk", "utf-8", "gb18030"), ("utf-8", "gbk", "utf-8")],
)
def test_a_page_of_two_charsets_is_read_piece_by_piece(page: str, ticker: str, base: str) -> None:
    parts = [f"<p>{HANS}</p><p>".encode(page), "数字经济 发展大会".encode(ticker), f"</p>{HANS}".encode(page)]
    decoded = decode(b"".join(parts))
    assert decoded.encoding == base
    assert decoded.text == f"<p>{HANS}</p><p>数字经济 发展大会</p>{HANS}"
    assert [issue.code for issue in decoded.issues] == ["mixed_charset"]


FRAGMENT = "推动直播经济高质量发展"


@pytest.mark.parametrize(("page", "other"), [("gbk", "utf-8"), ("utf-8", "gbk")], ids=["UTF-8 in GBK", "GBK in UTF-8"])
@pytest.mark.parametrize("beside", ["", " ", "2023", "》"], ids=["characters", "spaces", "digits", "marks"])
def test_a_line_of_two_charsets_is_read_in_parts(page: str, other: str, beside: str) -> None:
    parts = [(HANS + HANS.strip() + beside).encode(page), FRAGMENT.encode(other), (beside + HANS).encode(page)]
    decoded = decode(b"".join(parts))
    assert decoded.text == f"{HANS}{HANS.strip()}{beside}{FRAGMENT}{beside}{HANS}"
    assert not [issue for issue in decoded.issues if issue.severity == "degraded" and page == "gbk" and not beside]


@pytest.mark.parametrize("cut", [1, 15, 27, 41], ids=str)
def test_gbk_cut_inside_of_a_character_loses_that_character_alone(cut: int) -> None:
    """A buffer ends inside of a character and the next one is put behind it: all that follows would be out of step."""
    first = HANS.strip().encode("gbk")
    lost = first[:cut].decode("gbk", "ignore")
    assert len(lost.encode("gbk")) == cut - 1
    decoded = decode(HANS.encode("gbk") + first[:cut] + HANS.encode("gbk"))
    assert decoded.text == f"{HANS}{lost}\ufffd{HANS}"
    assert [(issue.code, issue.severity) for issue in decoded.issues] == [("undecodable_bytes", "degraded")]


@pytest.mark.parametrize("text", ["錨錠棣栭涓瀛鍦ㄨ繖", "人民政府棣栭", "犇羴鱻䶮龘靐"])
def test_rare_characters_of_gbk_are_no_fragment(text: str) -> None:
    data = (HANS + text + HANS).encode("gb18030")
    assert decode(data).text == HANS + text + HANS


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\xef\xbb\xbf \n", "empty"),
        ("\u3000\u3000\n".encode(), "empty"),
        (bytes(500), "empty"),  # nothing but NUL
        (random.Random(7).randbytes(4000), "binary"),
        (b"RIFF\x24\x08\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x02\x00\x22\x56\x00\x00" * 9, "binary"),
    ],
    ids=["nothing", "space", "a mark and space", "wide space", "NULs", "random", "sound"],
)
def test_what_is_no_text_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode(data)
    assert caught.value.code == code


def test_the_runner_up_is_kept() -> None:
    assert decode("中文".encode("gbk")).runner_up == "big5hkscs"
    assert decode(HANS.encode()).runner_up is None


def test_the_score_tells_right_readings_from_wrong_ones() -> None:
    for text in (HANS, HANT):
        assert chinese_score(text) > 0.9
        assert chinese_score(text.encode().decode("gb18030", "replace")) < 0.5
    assert chinese_score(HANS.encode("gbk").decode("big5hkscs", "replace")) < 0.5
    assert chinese_score("plain") == 0.0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("的", 1.6),
        ("的，", 1.4),
        ("<p>的</p>", 1.6),
        ("<p>" * 40 + "的", 1.6),
        ("\ue5e5", -3.0),
        ("\ufffd", -4.0),
        ("\U00020000", -0.6),
        ("的\U00020000" * 60, 0.5),
        ("\udc80", 0.0),
    ],
)
def test_weighs_each_character_beyond_ascii(text: str, expected: float) -> None:
    assert chinese_score(text) == pytest.approx(expected)
