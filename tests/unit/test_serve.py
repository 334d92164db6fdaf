"""`planquet review --serve`: the same pages as in a folder, made when asked for, and for this machine alone."""

from __future__ import annotations

import html
import http.client
import json
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pyarrow as pa
import pytest
from bs4 import BeautifulSoup
from typer.testing import CliRunner

from pipeline.cli import app
from pipeline.engines.local import Limits
from pipeline.publish import PublishError, read_table
from pipeline.review import live
from pipeline.review.drawing import Drawing
from pipeline.review.live import Question
from pipeline.review.reasons import CHINESE, reasons_of
from pipeline.review.serve import Pages, Server
from tests import samples
from tests.unit.test_sheets import plan

RUNNER = CliRunner()
LIMITS = Limits(60, 2048, 60)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with raw/, output/, staged/ and review/ of three documents."""
    folder = tmp_path_factory.mktemp("served")
    (folder / "raw").mkdir()
    (folder / "raw" / "tea.txt").write_bytes(samples.BYTES + "⼆、保障措施⼀览\n".encode())
    (folder / "raw" / "plan.pdf").write_bytes(plan())
    (folder / "raw" / "empty.txt").touch()
    tables = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
    RUNNER.invoke(app, ["run", str(folder / "raw"), "--workers", "1", *tables])
    pages = ["--raw", str(folder / "raw"), "--pages", str(folder / "review")]
    assert RUNNER.invoke(app, ["review", *pages, *tables]).exit_code == 0
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> Pages:
    return Pages(folder / "output", folder / "staged", Drawing(folder / "raw", 40, LIMITS))


def test_documents_and_their_pictures_are_those_of_the_folder(folder: Path, pages: Pages) -> None:
    left_out = {"index.html", "drawn.json"}  # the latter says of what pages were drawn, for the next review
    written = [path for path in (folder / "review").rglob("*") if path.is_file() and path.name not in left_out]
    assert len(written) == 3 + 2
    for path in sorted(written, reverse=True):  # a picture before its document: it is drawn all the same
        served = pages.get("/" + path.relative_to(folder / "review").as_posix())
        assert served is not None
        assert served[1] == path.read_bytes()


def test_charts_are_those_of_the_folder(folder: Path, tmp_path: Path) -> None:
    tables = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
    assert (
        RUNNER.invoke(app, ["review", "--pictures", "--drawn-pages", "0", "--pages", str(tmp_path), *tables]).exit_code
        == 0
    )
    written = [path for path in tmp_path.rglob("*.html") if path.name != "index.html"]
    assert {path.parent.name for path in written} == {tmp_path.name, "documents", "pictures"}
    charted = Pages(folder / "output", folder / "staged", None, has_pictures=True)
    for path in written:
        served = charted.get("/" + path.relative_to(tmp_path).as_posix())
        assert served is not None
        assert served[1] == path.read_bytes(), path
    _, index = charted.get("/") or ("", b"")
    assert b'href="pictures.html"' in index


def test_without_charts_none_are_offered(pages: Pages) -> None:
    _, index = pages.get("/") or ("", b"")
    assert b"pictures.html" not in index
    assert pages.get("/pictures.html") is None


def test_the_list_explains_its_reasons_in_chinese(pages: Pages) -> None:
    _, index = pages.get("/?q=empty.txt") or ("", b"")
    meanings = BeautifulSoup(index, "lxml").select_one("#meanings")
    assert meanings is not None
    assert json.loads(meanings.text) == {"empty": "{}。对策：{}。说明：".format(*CHINESE["empty"])}


def titles(pages: Pages, address: str) -> list[str]:
    """The paths of the documents in a part of the index."""
    served = pages.get(address)
    assert served is not None
    return re.findall(r'"([^"]+\.(?:txt|pdf))","(?:ok|degraded|quarantined)"', served[1].decode())


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"tea.txt", "plan.pdf", "empty.txt"}),
        ("?q=TEA.TXT", {"tea.txt"}),  # whatever the case
        (f"?q={quote('茶业 计划')}", {"plan.pdf"}),
        ("?q=no+such+words", set()),
        (f"?q={quote('只有空白')}", {"empty.txt"}),  # what its reason means; the tables have the English alone
        (f"?q={quote('只有空白 empty.TXT')}", {"empty.txt"}),
        (f"?q={quote('只有空白 茶业')}", set()),
        ("?status=quarantined", {"empty.txt"}),
        ("?status=*&genre=*&jurisdiction=*&damage=*", {"tea.txt", "plan.pdf", "empty.txt"}),
        ("?damage=exact", {"tea.txt"}),
        ("?damage=clean", {"plan.pdf", "empty.txt"}),
        ("?first=2&nonsense=1", None),
        ("?first=-1", {"tea.txt", "plan.pdf", "empty.txt"}),
        ("?first=99", set()),
    ],
)
def test_the_index_answers_questions(pages: Pages, query: str, expected: set[str] | None) -> None:
    found = titles(pages, f"/{query}")
    assert len(found) == 1 if expected is None else set(found) == expected


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        (None, "ok"),
        ("text_lost: 2 places", "degraded"),
        ("slanted_text: seals; text_lost: 2 places", "degraded"),
        ("text_lost: in ‘broken_pages: 3’", "degraded"),
        ("broken_archive: a member ‘a; text_lost: b.txt’", "quarantined"),
        ("of_another_version: something", "degraded"),
    ],
)
def test_a_reason_is_found_by_what_the_page_says_it_means(reason: str | None, status: str) -> None:
    batch = pa.RecordBatch.from_pydict({"reason": pa.array([reason], pa.string()), "status": [status]})
    explained = {part.code for part in reasons_of(reason, status)}
    for code in ("text_lost", "broken_pages", "broken_archive", "slanted_text"):
        assert live._is_meant(batch, [code]).to_pylist() == [code in explained], code


def test_the_index_counts_as_the_folder_does(folder: Path, pages: Pages) -> None:
    served = pages.get("/")
    assert served is not None
    page = BeautifulSoup(served[1], "lxml")
    written = BeautifulSoup((folder / "review" / "index.html").read_bytes(), "lxml")
    assert page.select_one("#data") == written.select_one("#data")
    assert page.select("option") == written.select("option")
    documents = read_table(folder / "output", "documents")
    assert str(page.select("header .facts b")[0].text) == str(len(documents))


def test_a_large_index_comes_in_parts(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "PART_SIZE", 2)
    address, seen = "/", []
    for _ in range(3):
        seen += titles(pages, address)
        served = pages.get(address)
        assert served is not None
        page = BeautifulSoup(served[1], "lxml")
        links = {str(link["rel"][0]): str(link["href"]) for link in page.select(".parts-of a")}
        if "next" not in links:
            break
        address = links["next"]
    assert sorted(seen) == ["empty.txt", "plan.pdf", "tea.txt"]
    assert links == {"prev": "/?first=0"}


def test_what_was_asked_stands_in_the_form(pages: Pages) -> None:
    attack = '"><script>alert(1)</script>'
    served = pages.get(f"/?q={quote(attack)}&status=quarantined")
    assert served is not None
    page = BeautifulSoup(served[1], "lxml")
    (field,) = page.select("#search")
    assert field["value"] == attack
    assert [option["value"] for option in page.select("option[selected]")] == ["quarantined"]
    assert len(page.select("script")) == 4


def test_an_address_gives_a_question() -> None:
    asked = Question.of({"q": " 茶 ", "status": "ok", "genre": "*", "first": "12", "other": "x"})
    assert asked == Question("茶", {"status": "ok"}, 12)
    assert asked.address(24) == f"/?q={quote('茶')}&status=ok&first=24"


@pytest.mark.parametrize(
    "address",
    [
        "/documents/d_none.html",
        "/documents/../index.html",
        "/sheets/d_none/1.webp",
        "/staged/ledger.sqlite",
        "//",
        "/x",
    ],
)
def test_nothing_else_is_served(pages: Pages, address: str) -> None:
    assert pages.get(address) is None


def test_without_tables_there_is_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(PublishError):
        Pages(tmp_path / "none", tmp_path / "staged", None)


@pytest.fixture(scope="module")
def server(pages: Pages) -> Iterator[Server]:
    with Server(pages, 0) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: Server, method: str, address: str, *hosts: str) -> http.client.HTTPResponse:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=30)
    connection.putrequest(method, address, skip_host=True)
    for host in hosts:
        connection.putheader("Host", host)
    connection.endheaders()
    return connection.getresponse()


def test_it_listens_on_this_machine_only(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize(
    ("hosts", "status"),
    [
        (["127.0.0.1:{port}"], 200),
        (["localhost:{port}"], 200),
        (["127.0.0.1"], 403),  # another port's
        (["plans.example:{port}"], 403),  # a name that was made to lead here
        (["127.0.0.1:{port}.example"], 403),
        (["127.0.0.1:{port}", "plans.example"], 403),
        ([], 403),
    ],
)
def test_only_its_own_address_is_answered(server: Server, hosts: list[str], status: int) -> None:
    assert ask(server, "GET", "/", *(host.format(port=server.server_port) for host in hosts)).status == status


def test_answers_say_what_a_browser_may_do_with_them(server: Server, folder: Path) -> None:
    own = f"127.0.0.1:{server.server_port}"
    (picture, *_) = (folder / "review").rglob("*.webp")
    page = ask(server, "GET", "/", own)
    assert "form-action 'self'" in html.unescape(page.read().decode())
    assert page.headers["Content-Security-Policy"] == "frame-ancestors 'none'"
    image = ask(server, "GET", "/" + picture.relative_to(folder / "review").as_posix(), own)
    assert image.headers["Content-Type"] == "image/webp"
    assert image.headers["Content-Security-Policy"].startswith("default-src 'none'")
    for answer in (page, image):
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Access-Control-Allow-Origin"] is None
        assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(("method", "status"), [("HEAD", 200), ("POST", 501), ("PUT", 501), ("DELETE", 501)])
def test_nothing_can_be_written(server: Server, method: str, status: int) -> None:
    answer = ask(server, method, "/", f"127.0.0.1:{server.server_port}")
    assert answer.status == status
    if method == "HEAD":
        assert answer.read() == b""


def test_a_page_whose_text_is_gone_says_so(folder: Path, tmp_path: Path) -> None:
    pages = Pages(folder / "output", tmp_path / "none", None)
    with Server(pages, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        documents = read_table(folder / "output", "documents").to_pylist()
        (document_id,) = (row["document_id"] for row in documents if row["source_path"] == "tea.txt")
        answer = ask(server, "GET", f"/documents/{document_id}.html", f"127.0.0.1:{server.server_port}")
        assert answer.status == 500
        assert b"run `planquet run` again" in answer.read()
        server.shutdown()


def test_a_port_that_is_taken_is_said_to_be_so(server: Server, folder: Path) -> None:
    tables = ["--output", str(folder / "output"), "--staged", str(folder / "staged")]
    result = RUNNER.invoke(app, ["review", "--serve", "--port", str(server.server_port), *tables])
    assert result.exit_code == 1
    assert "name another one with --port" in result.stderr
