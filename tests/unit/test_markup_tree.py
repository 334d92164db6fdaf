"""The tree of a page: what BeautifulSoup over lxml gives, element by element, and what it reads where lxml gives up."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PreformattedString

from extractors.web.markup_tree import Element, parse

PAGES = {
    "words and blanks": "<p>一、目标 </p>\n  <p>\t</p><p>二、<b>任务</b> <i> </i></p>",
    "preformatted": "<pre>  甲\n\n <b> </b>  乙</pre> <p> </p><textarea> \n </textarea>",
    "comments part words": "<p>一<!-- x -->二<?php echo 1 ?>三</p><!DOCTYPE html>",
    "scripts": "<script>if (a<b) {}</script><style>p{}</style><ruby>漢<rt>hàn</rt></ruby>",
    "templates": "甲<template><p>无</p></template>乙",
    "never closed": "<table><tr><td>甲<td>乙<tr><td>丙</table><p>丁<p>戊<li>己",
    "closed too often": "</div></p><p>甲</p></p></td>乙</b>丙<p>丁",
    "nested wrongly": "<b><p>甲</b>乙</p><a href=x>丙<a href=y>丁</a></a><table><p>戊</p><tr><td>己</table>庚",
    "namespaces": "<html xmlns:o='urn:x'><body><o:p>甲</o:p><v:shape a='1'/>乙</body></html>",
    "attributes": "<p class='a b' class=c ID=x hidden style=''>甲</p>",
    "charsets": "<meta charset=gbk><meta content='text/html; charset=gbk'>",
    "marks": "<p>\ufdd0\ufde1\ufdd1目标\ufdd2</p>",
    "no tags": "一、目标\n二、任务",
    "nothing": "",
    "a byte order mark": "\ufeff<p>甲</p>",
    "a declaration": "<?xml version='1.0' encoding='gbk'?><html><body>甲</body></html>",
}


def tree(element: Element | Tag) -> list[object]:
    """An element as lists; of what stands in it, what is no comment and no declaration."""
    found: list[object] = []
    for child in element.children:
        if isinstance(child, Element):
            found.append((child.name, dict(child.attributes), tree(child)))
        elif isinstance(child, Tag):
            found.append((child.name, {name: str(value) for name, value in child.attrs.items()}, tree(child)))
        elif not isinstance(child, NavigableString) or not isinstance(child, PreformattedString):
            found.append(str(child))
    return found


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning", "ignore::bs4.XMLParsedAsHTMLWarning")
def test_it_is_the_tree_of_beautiful_soup(name: str) -> None:
    soup = BeautifulSoup(PAGES[name], "lxml", multi_valued_attributes=None)
    page = parse(PAGES[name])
    assert tree(page) == tree(soup)
    assert page.text() == soup.get_text()


def test_what_lxml_refuses_is_read_all_the_same() -> None:
    page = parse("<div><p class=x>甲\ud800<!-- x --></p>乙</div>")
    assert tree(page) == [("div", {}, [("p", {"class": "x"}, ["甲\ud800"]), "乙"])]
    (words,) = page.elements("p")
    assert words.parent is not None
    assert words.parent.name == "div"


def test_elements_inside_of_each_other_by_the_thousand() -> None:
    page = parse("<div>" * 20_000 + "甲" + "</div>" * 20_000 + "乙")
    assert sum(1 for _ in page.elements("div")) == 20_000
    assert page.text() == "甲乙"


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        # the head of a site is a whole page of its own, put in by the server
        ("<html><body><div>首页</div></body></html><div>目标</div><p>任务</body></html>", "首页目标任务"),
        ("<html><head></head><body>首页<html><body><p>目标</p></body></html><p>任务</p>", "首页目标任务"),
        ("<p>目标</p></body></html>任务<table><tr><td>表</table></body></html>", "目标任务表"),
        ("<html><head></head></html><body><p>目标</body>", "目标"),
    ],
)
def test_what_stands_behind_the_end_of_a_page_belongs_to_it(markup: str, words: str) -> None:
    page = parse(markup)
    (body,) = page.elements("body")
    assert body.text() == words
    assert len(list(page.elements("html"))) == 1
