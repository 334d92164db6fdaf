"""Files that lie beside a page which links to them: found, told, and of the page's place."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.web.markup_tree import parse
from extractors.web.page_links import linked_files
from pipeline import stages
from pipeline.normalize.attachments import linked_paths, places_of
from pipeline.publish import read_table
from pipeline.settings import Settings
from tests.fixtures.make_docx import docx, paragraph
from tests.unit.test_archives import packed


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ('<a href="./P020250301.pdf">附件：行动计划</a>', ["./P020250301.pdf"]),
        (
            '<a href="http://www.example.gov.cn/a/附件1.docx?v=2#x">附件1</a>',
            ["http://www.example.gov.cn/a/附件1.docx"],
        ),
        ('<a href="%E9%99%84%E4%BB%B6.xlsx">表</a><a href="%B8%BD%BC%FE.doc">表</a>', ["附件.xlsx", "附件.doc"]),
        ('<a href="/down.jsp?id=3&name=附件2.wps">下载</a>', ["附件2.wps"]),
        ('<a href="/download?id=7">附件：1.重点任务分工表.docx</a>', ["1.重点任务分工表.docx"]),
        ('<a href="..\\\\files\\\\A.PDF">x</a>', ["..//files//A.PDF"]),
        # pages, mail, scripts, and what only looks like a name
        ('<a href="t2025_1.html">上一篇</a><a href="mailto:a@b.doc">信</a><a href="javascript:x(\'a.pdf\')">x</a>', []),
        ('<a href="/">首页</a><a>附件.docx.html</a><img src="a.pdf">', []),
        # what a frame shows, if it lies beside the page
        (
            '<iframe src="./通知_files/saved.html?x=1"></iframe><a href="1.doc">表</a>',
            ["1.doc", "./通知_files/saved.html"],
        ),
        ('<frameset><frame src="zw.htm"></frameset>', ["zw.htm"]),
        ('<embed src="P1.pdf"><object data="P2.pdf#view=Fit"></object>', ["P1.pdf", "P2.pdf"]),
        ('<iframe src="http://a.example.cn/index.html"></iframe><iframe src="/top.html"></iframe>', []),
        ('<iframe src="about:blank"></iframe><iframe src="javascript:false"></iframe><iframe></iframe>', []),
    ],
)
def test_what_a_page_links_to(markup: str, found: list[str]) -> None:
    assert list(linked_files(parse(markup))) == found


@pytest.mark.parametrize(
    ("link", "paths"),
    [
        ("P1.pdf", ["市/通知/P1.pdf"]),
        ("../附件/P1.pdf", ["市/通知/P1.pdf", "市/附件/P1.pdf"]),
        ("/a/b/P1.pdf", ["市/通知/P1.pdf"]),
        ("//host/a/P1.pdf", ["市/通知/P1.pdf"]),
        ("../../../../etc/P1.pdf", ["市/通知/P1.pdf"]),
        ("t1.html", []),
        ("a/", []),
    ],
)
def test_where_it_would_lie(link: str, paths: list[str]) -> None:
    assert list(linked_paths("市/通知/t1.html", [link])) == paths


def test_a_member_of_an_archive_lies_where_the_archive_lies() -> None:
    assert places_of("a.txt") == ("a.txt",)
    assert places_of("x.zip!/y.zip!/a.xlsx#sheet=1#row=2")[1:] == ("x.zip!/y.zip!/a.xlsx", "x.zip!/y.zip", "x.zip")


PLAN = docx(
    "".join(map(paragraph, ("推动数字茶园建设行动计划", "一、主要任务", "1.建设茶园。（责任单位：市农业农村局）")))
)
TABLE = docx("".join(map(paragraph, ("数字茶园建设技术规范", "一、总则", "二、要求"))))
PAGE = """<html><head>
<meta name="ArticleTitle" content="济南市人民政府关于印发推动数字茶园建设行动计划的通知"></head><body>
<p>济南市人民政府</p><p>关于印发推动数字茶园建设行动计划的通知</p><p>济政发〔2025〕3号</p>
<p>现将《推动数字茶园建设行动计划》印发给你们，请认真贯彻执行。</p>
<p>济南市人民政府</p><p>2025年3月1日</p><p><a href="./P0201.docx">附件：行动计划</a> <a href="b.zip">附件2</a></p>
</body></html>"""


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_tells_attachments_and_their_place(tmp_path: Path, workers: int) -> None:
    raw = tmp_path / "raw"
    (raw / "通知").mkdir(parents=True)
    (raw / "通知" / "t1.html").write_text(PAGE, encoding="utf-8")
    (raw / "通知" / "P0201.docx").write_bytes(PLAN)
    (raw / "通知" / "b.zip").write_bytes(packed({"规范.docx": TABLE}))
    (raw / "通知" / "other.docx").write_bytes(docx(paragraph("另一份文件")))
    places = {name: tmp_path / name for name in ("staged", "output")}
    stages.run(Settings(raw=raw, **places, workers=workers), lambda done, of: None)
    rows = {row["source_path"]: row for row in read_table(tmp_path / "output", "documents").to_pylist()}
    page = rows["通知/t1.html"]["document_id"]
    assert {path: row["attachment_of"] for path, row in rows.items()} == {
        "通知/t1.html": None,
        "通知/P0201.docx": page,
        "通知/b.zip!/规范.docx": page,
        "通知/other.docx": None,
    }
    assert rows["通知/P0201.docx"]["jurisdiction"] == "山东省济南市"
    assert rows["通知/other.docx"]["jurisdiction"] is None
    (plan,) = read_table(tmp_path / "output", "plans").to_pylist()
    assert (plan["document_id"], plan["evidence"]) == (rows["通知/P0201.docx"]["document_id"], "full_text")
    assert (plan["document_number"], plan["issuers"]) == ("济政发〔2025〕3号", ["济南市人民政府"])
    (unit,) = [row for row in read_table(tmp_path / "output", "units").to_pylist() if row["mention_count"]]
    assert unit["name"] == "济南市农业农村局"
