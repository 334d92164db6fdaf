"""Rules on one line of which a page keeps some chapters and articles."""

from __future__ import annotations

from extractors import extract

TEXT = (
    "清溪市储备粮管理办法\n第一章 总 则第一条 为加强储备粮管理，保证储备粮数量真实、质量良好，制定本办法。第二条 储备粮"
    "由市级储存，所有权属于市人民政府。第二章 储 存第三条 承储企业应当建立台账，每月核对一次，核对的结果报市粮食局"
    "和市财政局，并接受两个部门的检查。第四条 承储企业应当按季检查粮情，发现问题的应当及时处理，并在三日之内向市"
    "粮食局报告处理的结果。承储企业应当对仓房和设备定期维护，保持完好。第四章 轮 换第十二条 轮换应当公开、公平、"
    "公正，由承储企业提出计划，报市粮食局批准以后实施。第十三条 按照第二十条办理。轮换期间的库存应当不少于规定数量，"
    "并由市粮食局每月公布。"
    "第八章 附 则第三十条 本办法自印发之日起施行。"
)


def test_a_chapter_and_the_article_glued_to_it_open_though_others_are_left_out() -> None:
    found = extract(TEXT.encode(), "a.txt")
    assert [section.label for section in found.sections if section.label] == [
        "第一章", "第一条", "第二条", "第二章", "第三条", "第四条", "第四章", "第十二条", "第十三条",
        "第八章", "第三十条",
    ]  # fmt: skip
    assert [section.heading for section in found.sections if section.style == "chapter"] == [
        "总则",
        "储存",
        "轮换",
        "附则",
    ]


def test_an_article_that_is_cited_opens_nothing() -> None:
    text = TEXT.replace("按照第二十条办理", "按照第七章和第二十条办理")
    assert len(extract(text.encode(), "a.txt").sections) == len(extract(TEXT.encode(), "a.txt").sections)
