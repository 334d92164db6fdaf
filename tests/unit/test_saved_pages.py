"""Pages in several parts: saved with what belongs to them (MHTML), and made of frames."""

from __future__ import annotations

import base64

import pytest

from extractors.models import Unreadable
from extractors.readers import html, read
from tests.readings import words
from tests.unit.web_pages import ARTICLE, page

# ── MHTML ───────────────────────────────────────────────────────────────────────────────────────


def saved(content_type: str, body: bytes) -> bytes:
    """A page as a browser saves it, with a picture beside it."""
    return (
        b"From: <Saved by a browser>\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related; boundary="xx"\r\n\r\n'
        b"--xx\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQABAAAAACw=\r\n"
        b"--xx\r\nContent-Type: "
        + content_type.encode()
        + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + base64.encodebytes(body)
        + b"\r\n--xx--\r\n"
    )


def test_page_saved_with_its_pictures() -> None:
    data = saved('text/html; charset="gb2312"', f"<html><body>{ARTICLE * 4}</body></html>".encode("gb18030"))
    assert html.matches_mhtml(data)
    reading = read(data)
    assert reading.media_type == "multipart/related"
    assert words(reading)[0] == "为推进工作，制定本方案。"


def test_saved_message_without_a_page() -> None:
    with pytest.raises(Unreadable) as caught:
        read(saved("text/css", b"p {}"))
    assert caught.value.code == "broken_mhtml"


def test_a_text_about_mime_is_no_saved_page() -> None:
    assert not html.matches_mhtml("说明\nMIME-Version: 1.0\nContent-Type: multipart/related\n".encode())


# ── frames ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "held",
    [
        "&lt;p&gt;一、总体要求&lt;/p&gt;&lt;p&gt;坚持改革创新，注重实效。&lt;/p&gt;",
        "<p>一、总体要求</p><p>坚持改革创新，注重实效。</p>",
        "&lt;html>&lt;body>一、总体要求&lt;br>坚持改革创新，注重实效。",
    ],
)
def test_a_page_in_the_markup_of_its_frame(held: str) -> None:
    reading = page(
        f'<p>为推进工作，制定本方案。</p><iframe srcdoc="{held}">请升级浏览器。</iframe><p>附则另行制定。</p>'
    )
    assert words(reading) == ["为推进工作，制定本方案。", "一、总体要求", "坚持改革创新，注重实效。", "附则另行制定。"]


def test_frames_without_words_are_left_out() -> None:
    assert words(page(ARTICLE + "<iframe src='ad.html'>请升级浏览器。</iframe>")) == words(page(ARTICLE))


def test_repairs_in_a_frame_keep_their_places() -> None:
    slipped = "推进数字经济发展强化要素保障工作".encode().decode("gb18030")
    reading = page(f'{ARTICLE}<iframe srcdoc="&lt;p&gt;{slipped}&lt;/p&gt;"></iframe>')
    assert [repair.span.of(reading.text) for repair in reading.repairs] == ["推进数字经济发展强化要素保障工作"]


def test_a_page_of_frames_alone_says_where_its_words_are() -> None:
    frames = (
        "<frameset><frame src='top.htm'><frame src='zw/main.htm'><noframes><body>请升级。</body></noframes></frameset>"
    )
    with pytest.raises(Unreadable, match=r"top\.htm、zw/main\.htm") as found:
        read(f"<html><head><title>某市</title></head>{frames}</html>".encode())
    assert found.value.code == "frames_only"


def test_a_saved_message_holds_the_pages_of_its_frames() -> None:
    main = f"<html><body>{ARTICLE}<iframe src='cid:frame-1@mhtml.blink'></iframe></body></html>"
    framed = "<html><body><p>二、重点任务</p></body></html>"
    message = (
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n"
        f"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{main}\r\n"
        "--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-ID: <frame-1@mhtml.blink>\r\n\r\n"
        f"{framed}\r\n--b--\r\n"
    )
    assert words(read(message.encode()))[-1] == "二、重点任务"
