"""Pages whose text an editor keeps in one element, all of its markup escaped."""

from __future__ import annotations

import html

from extractors import extract

LINES = (
    "为加快茶业发展，提出如下意见。",
    "<b>一、总体要求</b>",
    "到2035年建成茶园20万亩。",
    "<b>二、重点任务</b>",
    "（一）建设茶市。建设茶市2个。&nbsp;",
    "（二）培训茶农。培训茶农600人。",
)


def test_what_an_editor_keeps_escaped_in_one_element_is_the_page() -> None:
    inner = "".join(f'<p style="text-indent: 2em">{line}</p>' for line in LINES)
    page = f'<div id="editor" style="display: none;">\n{html.escape(inner)}\n</div>'
    found = extract(page.encode(), "a.html")
    assert found.media_type == "text/html"
    headings = [section.heading for section in found.sections if section.label]
    assert headings == ["总体要求", "重点任务", "建设茶市", "培训茶农"]
    assert not set("<>&") & set(found.text)


def test_words_about_tags_stay() -> None:
    page = "<html><body><p>用&lt;p&gt;写段落，&lt;/p&gt;结束。</p><p>茶业。</p></body></html>"
    assert "<p>" in extract(page.encode(), "b.html").text
