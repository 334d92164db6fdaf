"""Pictures of a run and of a document: what they show, that each has its table, and that nothing in them can run."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.publish import PublishError
from pipeline.records import Tables
from pipeline.review import charts
from pipeline.review.chart_specs import NARROW_PIXELS
from pipeline.review.charts import Chart, coverage, matrix, plan_tree, quality, time_line, units_by_role
from pipeline.review.drawing import Drawer
from pipeline.review.drawn_before import DrawnBefore
from pipeline.review.pictures import Pictures, corpus_pictures, document_pictures, draw, harmless
from pipeline.review.words import WORDS
from pipeline.schema import TABLES, to_arrow
from tests import samples
from tests.contract import publish
from tests.review_samples import ATTACKS, found
from tests.unit.test_sheets import plan

RUNNER = CliRunner()


def cells(name: str, tables: Tables = samples.TABLES) -> list[dict[str, Any]]:
    table = next(table for table in TABLES if table.name == name)
    rows: list[dict[str, Any]] = to_arrow(table, table.rows_of(tables)).to_pylist()
    return rows


def drawn(chart: Chart, *, is_narrow: bool = False) -> list[str]:
    """The words of a drawing, in order."""
    drawing = BeautifulSoup(draw(chart, is_narrow=is_narrow), "xml")
    return [text.get_text() for text in drawing.select("text") if text.get_text()]


def content_of(pictures: Pictures | None) -> str:
    assert pictures is not None
    return pictures.drawn().decode()


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


def test_a_body_that_leads_a_task_and_is_responsible_for_it_shows_both() -> None:
    """Wide: a small shape before a large one, with a ring around it. Narrow: each on a line of its own."""
    (part,) = cells("task_units")
    chart = matrix(cells("tasks"), [part | {"role": role} for role in ("lead", "responsible")], {"u_1": "区农业农村局"})
    assert len(chart.rows) == 2
    behind, before = shapes(chart)[:2]  # those of the legend follow
    assert (behind["fill"], before["fill"]) == ("var(--target)", "var(--unit)")
    assert before["stroke"] == "var(--paper)"
    assert width(behind) > 12 > 8 > width(before)
    places = [str(shape["transform"]) for shape in shapes(chart, is_narrow=True)[:2]]
    assert len(set(places)) == 2


def shapes(chart: Chart, *, is_narrow: bool = False) -> list[Tag]:
    """The shapes that are filled with a colour of the pages, in the order in which they are drawn."""
    return BeautifulSoup(draw(chart, is_narrow=is_narrow), "xml").select("path[fill^='var(']")


def width(shape: Tag) -> float:
    """How wide a shape is that is drawn around its middle."""
    return 2 * max(abs(float(number)) for number in re.findall(r"^M(-?[\d.]+)", str(shape["d"])))


def test_a_tree_has_what_is_above_and_below() -> None:
    chart = plan_tree(cells("plans"))
    assert chart.rows == (("云州市茶业规划", "", "茶业计划", "county"),)
    assert set(drawn(chart)) == {"云州市茶业规划", "茶业计划"}


def test_a_plan_that_carries_out_two_stands_below_both() -> None:
    below, above = samples.TABLES.plans
    other = replace(above, plan_id="p_3", title="云州市农业规划")
    grandchild = replace(below, plan_id="p_4", title="茶业计划实施细则", implements=("p_1",))
    tables = replace(samples.TABLES, plans=(replace(below, implements=("p_2", "p_3")), above, other, grandchild))
    chart = plan_tree(cells("plans", tables))
    assert len(chart.rows) == 3
    assert drawn(chart) == ["云州市农业规划", "茶业计划", "茶业计划实施细则", "云州市茶业规划", "茶业计划"]
    assert (chart.left_out, plan_tree([]).rows) == (0, ())


def test_plans_that_carry_each_other_out_make_no_circle() -> None:
    above, below = samples.TABLES.plans[1], samples.TABLES.plans[0]
    circle = replace(samples.TABLES, plans=(below, replace(above, implements=("p_1", "p_2"))))
    assert set(drawn(plan_tree(cells("plans", circle)))) == {"云州市茶业规划", "茶业计划"}


def test_a_document_has_its_page_with_a_table_behind_each_picture() -> None:
    page = BeautifulSoup(content_of(document_pictures(found())), "lxml")
    figures = page.select("figure")
    assert len(figures) == 3
    for figure in figures:
        assert len(figure.select(".wide svg[aria-hidden=true], .narrow svg[aria-hidden=true]")) == 2
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
    for content in map(content_of, (corpus_pictures(tmp_path / "output"), document_pictures(found(hurt)))):
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


LONG = "推动直播经济与一二三产业深度融合发展的重点任务（第一批）"


@pytest.mark.parametrize(
    "chart",
    [
        coverage(cells("documents") * 3),
        units_by_role([(f"{LONG}{number}局", role) for number in range(9) for role in ("lead", "support")]),
        time_line([row | {"indicator": LONG, "value_text": LONG} for row in cells("targets")], {"p_1": LONG}),
        time_line([row | {"deadline_year": year} for row in cells("targets") for year in range(2021, 2036)], {}),
        matrix(
            [row | {"task_id": f"t_{number}", "title": LONG} for row in cells("tasks") for number in range(60)],
            [
                row | {"task_id": f"t_{number}", "unit_id": f"u_{number}"}
                for row in cells("task_units")
                for number in range(60)
            ],
            {f"u_{number}": f"{LONG}{number}" for number in range(60)},
        ),
        plan_tree([row | {"title": row["title"] + LONG * 3} for row in cells("plans")]),
    ],
    ids=["coverage", "units", "time line", "many years", "matrix", "plans"],
)
def test_the_narrow_form_fits_a_screen_of_360_pixels(chart: Chart) -> None:
    svg = BeautifulSoup(draw(chart, is_narrow=True), "xml").svg
    assert svg is not None
    assert float(str(svg["width"])) <= NARROW_PIXELS + 10
    assert {text.get("font-size", "12px") for text in svg.select("text")} <= {"12px", "11px", "10px"}
    assert set(drawn(chart, is_narrow=True))


def test_a_point_stands_between_the_lines_of_its_year() -> None:
    (target,) = cells("targets")
    rows = [target | {"deadline_year": year, "indicator": str(year)} for year in (2026, 2027)]
    svg = BeautifulSoup(draw(time_line(rows, {}), is_narrow=False), "xml")

    def places(selector: str) -> list[float]:
        found = [str(one["transform"]) for one in svg.select(selector)]
        return sorted({float(text.removeprefix("translate(").split(",")[0]) for text in found})

    (first, second), (start, middle, end) = places('path[fill="var(--target)"][stroke-width="2"]'), places('[y2="-40"]')
    assert start < first < middle < second < end


def test_years_are_said_once_where_time_runs_down() -> None:
    (target,) = cells("targets")
    years = (2026, 2026, 2027)
    rows = [target | {"deadline_year": year, "indicator": f"指标{place}"} for place, year in enumerate(years)]
    words = drawn(time_line(rows, {}), is_narrow=True)
    assert [words.count(year) for year in ("2026", "2027")] == [1, 1]
    assert {"指标0（亩）", "指标1（亩）", "指标2（亩）"} <= set(words)


def test_a_time_line_of_many_targets_has_those_that_plans_share(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("charts", "pictures"):
        monkeypatch.setattr(f"pipeline.review.{module}.SHOWN_TARGETS", 2)
    (target,) = samples.TABLES.targets
    targets = [
        replace(target, target_id=f"g_{place}", indicator=indicator, plan_id=plan, deadline_year=year)
        for place, (indicator, plan, year) in enumerate(
            [("甲", "p_1", 2026), ("乙", "p_1", 2030), ("丙", "p_1", 2025), ("丙", "p_2", 2024)]
        )
    ]
    publish(replace(samples.TABLES, targets=tuple(targets)), tmp_path / "output", "0")
    (chart,) = (chart for chart in corpus_pictures(tmp_path / "output").charts if chart.name == "chart.time_line")
    assert [row[:3:2] for row in chart.rows] == [(2024, "丙"), (2025, "丙")]
    assert chart.left_out == 2


def files_of(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of each file of a folder, and when it was written."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_what_is_up_to_date_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither charts nor pages; what was cut off, touched or drawn from other rows is, and gives the same bytes."""
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "plan.pdf").write_bytes(plan())
    options = ["--output", str(tmp_path / "output"), "--staged", str(tmp_path / "staged")]
    assert RUNNER.invoke(app, ["run", str(tmp_path / "raw"), "--workers", "1", *options]).exit_code == 0
    pages = tmp_path / "review"
    review = ["review", "--pages", str(pages), "--pictures", "--raw", str(tmp_path / "raw"), *options]
    drawn_now: list[str] = []

    def noting(name: str, function: Any) -> Any:
        def noted(*arguments: Any, **more: Any) -> Any:
            drawn_now.append(name)
            return function(*arguments, **more)

        return noted

    monkeypatch.setattr("pipeline.review.pictures.draw", noting("chart", draw))
    monkeypatch.setattr("pipeline.review.drawing.Drawer.sheets", noting("sheets", Drawer.sheets))
    monkeypatch.setattr("pipeline.review.drawn_before.DrawnBefore.note", noting("note", DrawnBefore.note))
    assert RUNNER.invoke(app, review).exit_code == 0
    first = files_of(pages)
    assert drawn_now.count("chart") >= 4
    assert {Path(name).suffix for name in first} == {".html", ".webp", ".json"}

    drawn_now.clear()
    monkeypatch.setattr("pipeline.review.drawing.draw_job", None)
    assert RUNNER.invoke(app, review).exit_code == 0
    assert "chart" not in drawn_now
    assert files_of(pages) == first, "not even written again"
    monkeypatch.undo()

    picture = next(name for name in first if name.startswith("pictures/"))
    image = next(name for name in first if name.endswith(".webp"))
    for name, spoilt in ((picture, first[picture][0].replace(b"2027", b"2028")), (image, first[image][0][:-9])):
        assert spoilt != first[name][0]
        (pages / name).write_bytes(spoilt)
    note = next(pages.glob("sheets/*/drawn.json"))
    for content in (None, b"{}", b"[", note.read_bytes().replace(b'"webp"', b'"../x"')):
        if content is not None:
            note.write_bytes(content)
        assert RUNNER.invoke(app, review).exit_code == 0
        assert {name: data for name, (data, _) in files_of(pages).items()} == {
            name: data for name, (data, _) in first.items()
        }


def test_what_draws_may_be_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(PublishError, match="pictures need vl-convert"):
        draw(coverage(cells("documents")))
