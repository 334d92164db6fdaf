"""Pictures of a run and of a document: what they show, that each has its table, and that nothing in them can run."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import PublishError
from pipeline.records import Tables
from pipeline.review import charts
from pipeline.review.charts import Chart, coverage, matrix, plan_tree, quality, time_line, units_by_role
from pipeline.review.pictures import corpus_pictures, document_pictures, draw, harmless
from pipeline.review.words import WORDS
from pipeline.schema import TABLES, to_arrow
from tests import samples
from tests.contract import publish
from tests.review_samples import ATTACKS, found

RUNNER = CliRunner()


def cells(name: str, tables: Tables = samples.TABLES) -> list[dict[str, Any]]:
    table = next(table for table in TABLES if table.name == name)
    rows: list[dict[str, Any]] = to_arrow(table, table.rows_of(tables)).to_pylist()
    return rows


def drawn(chart: Chart) -> list[str]:
    """The words of a drawing, in order."""
    return [text.get_text() for text in BeautifulSoup(draw(chart), "xml").select("text") if text.get_text()]


def test_coverage_and_quality_count_documents_and_repairs() -> None:
    assert coverage(cells("documents")).rows == (("plan", "ok", 1),)
    assert quality(cells("documents")).rows == (("plan", "exact", 1),)
    assert "正常 ok" in drawn(coverage(cells("documents")))


def test_units_are_counted_by_role_and_cut() -> None:
    parts = [("甲局", "lead"), ("甲局", "support"), ("乙局", "responsible"), ("甲局", "lead")]
    assert units_by_role(parts).rows == (("甲局", "lead", 2), ("甲局", "support", 1), ("乙局", "responsible", 1))
    many = units_by_role((f"{number}局", "lead") for number in range(charts.SHOWN_UNITS + 5))
    assert (len(many.rows), many.left_out) == (charts.SHOWN_UNITS, 5)


def test_a_time_line_shows_value_and_place_once() -> None:
    targets = cells("targets") * 2
    chart = time_line(targets, {"p_1": "云州市"})
    assert chart.rows[0] == (2027, "云州市", "茶园面积", "10万亩", "亩", "exact")
    words = drawn(chart)
    assert {"2027", "茶园面积（亩）", "10万亩 云州市"} <= set(words)
    assert words.count("10万亩 云州市") == 1


def test_a_status_and_a_target_without_year_have_no_place_on_a_time_line() -> None:
    (target,) = cells("targets")
    assert time_line([target | {"kind": "status"}, target | {"deadline_year": None}], {}).rows == ()
    assert time_line([target], {}, total=charts.SHOWN_TARGETS + 3).left_out == 3


def test_a_matrix_has_tasks_and_bodies() -> None:
    chart = matrix(cells("tasks"), cells("task_units"), {"u_1": "区农业农村局"})
    assert chart.rows == (("1 建设茶园", "区农业农村局", "responsible"),)
    assert {"1 建设茶园", "区农业农村局", "责任 responsible"} <= set(drawn(chart))


def test_a_tree_has_what_is_above_and_below() -> None:
    chart = plan_tree(cells("plans"))
    assert chart.rows == (("云州市茶业规划", "", "茶业计划", "county"),)
    assert set(drawn(chart)) == {"云州市茶业规划", "茶业计划"}
    wide = float(BeautifulSoup(draw(chart), "xml").svg["width"])
    assert 2 * 320 <= wide < 2 * 320 + 60, "as wide as its levels: what joins the trees takes no room"


def test_plans_that_carry_each_other_out_make_no_circle() -> None:
    above, below = samples.TABLES.plans[1], samples.TABLES.plans[0]
    circle = replace(samples.TABLES, plans=(below, replace(above, implements=("p_1", "p_2"))))
    assert set(drawn(plan_tree(cells("plans", circle)))) == {"云州市茶业规划", "茶业计划"}


def test_a_document_has_its_page_with_a_table_behind_each_picture() -> None:
    page = BeautifulSoup(document_pictures(found()) or "", "lxml")
    figures = page.select("figure")
    assert len(figures) == 3
    for figure in figures:
        assert figure.select_one("svg[aria-hidden=true]") is not None
        assert figure.select("th[scope=col]")
        assert len(figure.select("tbody tr")) == 1
    used = {str(tag[name]) for name in ("data-t", "data-t-label") for tag in page.find_all(attrs={name: True})}
    assert used <= set(WORDS)


def test_a_document_without_rows_has_no_pictures() -> None:
    assert document_pictures(found(Tables(documents=samples.TABLES.documents), None)) is None


@pytest.mark.parametrize("attack", ATTACKS)
def test_an_attack_stays_text(tmp_path: Path, attack: str) -> None:
    (target,), (unit,), (task,) = samples.TABLES.targets, samples.TABLES.units, samples.TABLES.tasks
    plans = tuple(replace(plan, title=attack + plan.title, jurisdiction=attack) for plan in samples.TABLES.plans)
    hurt = replace(
        samples.TABLES,
        plans=plans,
        targets=(replace(target, indicator=attack, value_text=attack, base_unit=attack),),
        units=(replace(unit, name=attack),),
        tasks=(replace(task, title=attack),),
    )
    publish(hurt, tmp_path / "output", "0")
    for content in (corpus_pictures(tmp_path / "output"), document_pictures(found(hurt)) or ""):
        page = BeautifulSoup(content, "lxml")
        assert page.select("img, iframe, foreignObject, use, image, a[href^=javascript], [style]") == []
        assert [name for tag in page.find_all(True) for name in tag.attrs if name.startswith("on")] == []
        assert len(page.select("script")) == 2
        shown = attack.replace("\u2028", "␦").replace("\u2029", "␦")
        assert any(shown in cell.text for cell in page.select("td"))


@pytest.mark.parametrize(
    ("svg", "left"),
    [
        ('<script>1</script><g onclick="x()"/>', "<g/>"),
        ('<a href="javascript:1"><text>x</text></a>', ""),
        ('<path d="M0,0" style="fill:url(//x)" fill="url(//x)"/>', '<path d="M0,0"/>'),
        ("<foreignObject><b/></foreignObject><image href='x'/>", ""),
    ],
)
def test_only_shapes_and_words_are_left(svg: str, left: str) -> None:
    opened = '<svg xmlns="http://www.w3.org/2000/svg"'
    closed = f' aria-hidden="true">{left}</svg>' if left else ' aria-hidden="true"/>'
    assert harmless(f"{opened}>{svg}</svg>") == f"{opened}{closed}"


def test_pages_link_to_pictures_only_where_there_are_some(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "tea.txt").write_bytes(samples.BYTES)
    (tmp_path / "raw" / "empty.txt").write_bytes(b"")
    options = ["--output", str(tmp_path / "output"), "--staged", str(tmp_path / "staged")]
    RUNNER.invoke(app, ["run", str(tmp_path / "raw"), "--workers", "1", *options])
    review = ["review", "--pages", str(tmp_path / "review"), *options]

    assert RUNNER.invoke(app, [*review, "--pictures"]).exit_code == 0
    assert len(list((tmp_path / "review" / "documents").iterdir())) == 2
    (picture,) = (tmp_path / "review" / "pictures").iterdir()
    assert f"../pictures/{picture.name}" in (tmp_path / "review" / "documents" / picture.name).read_text("utf-8")
    assert 'href="pictures.html"' in (tmp_path / "review" / "index.html").read_text("utf-8")

    assert RUNNER.invoke(app, review).exit_code == 0
    assert not (tmp_path / "review" / "pictures.html").exists()
    assert list((tmp_path / "review" / "pictures").iterdir()) == []
    assert "../pictures/" not in (tmp_path / "review" / "documents" / picture.name).read_text("utf-8")

    monkeypatch.setitem(sys.modules, "vl_convert", None)
    result = RUNNER.invoke(app, [*review, "--pictures"])
    assert result.exit_code == 1
    assert "pip install 'planquet[pictures]'" in result.stderr


def test_what_draws_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(PublishError, match="pictures need vl-convert"):
        draw(coverage(cells("documents")))
