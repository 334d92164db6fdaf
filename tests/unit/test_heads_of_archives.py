"""Pages that an archive keeps: its fields above, the head of the page on one line with the text below."""

from __future__ import annotations

import pytest

from extractors import extract

PAGE = """标题: 关于加强节水工作的实施意见
发布时间: 2015-07-02 09:40
文号:
发布机构: {publisher}
栏目: 县政府文件
==================== 正文 ====================
当前位置： 首页政务公开最新文件县政府文件 关于加强节水工作的实施意见 时间：2015-07-02 09:40 微信 微博 QQ空间 \
青政〔2015〕41号{body}关于加强节水工作的实施意见各乡镇人民政府，县直各单位：为加强节水工作，提出如下意见。\
一、建设管网。新建供水管网8公里。二、强化监管。每月通报用水情况。
"""


@pytest.mark.parametrize(
    ("publisher", "body", "issuer"),
    [
        ("中国青湖", "青湖县人民政府", "青湖县人民政府"),  # the name of a site
        ("青湖县政府办", "青湖县人民政府", "青湖县人民政府"),
        ("青湖县水利局", "", "青湖县水利局"),
    ],
)
def test_number_and_issuer_of_a_page_whose_head_stands_on_one_line_below_fields(
    publisher: str, body: str, issuer: str
) -> None:
    document = extract(PAGE.format(publisher=publisher, body=body).encode(), "a.txt").document
    assert document.issuers == (issuer,)
    assert document.title == "关于加强节水工作的实施意见"
    if body:
        assert document.document_number == "青政〔2015〕41号"
