"""Documents and staged results on a server of the S3 protocol: the bytes of a local folder, and no secret told.

`make test-remote` installs the server and runs this; `make test` passes it over where it is not installed.
"""

from __future__ import annotations

import shutil
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipeline import cli, mirror, stages
from pipeline.mirror import mirror_of
from pipeline.settings import Settings
from tests import samples

moto_server = pytest.importorskip("moto.server")
s3fs = pytest.importorskip("s3fs")
pytestmark = pytest.mark.slow

SECRET = "very-secret-key"
DOCUMENTS = 30


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[s3fs.S3FileSystem]:
    """A server with an empty bucket. The libraries find it, and the keys to it, in their own variables."""
    started = moto_server.ThreadedMotoServer(port=0, verbose=False)
    started.start()
    host, port = started.get_host_and_port()
    urllib.request.urlopen(urllib.request.Request(f"http://{host}:{port}/moto-api/reset", method="POST")).close()
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://{host}:{port}",
        "AWS_ACCESS_KEY_ID": "somebody",
        "AWS_SECRET_ACCESS_KEY": SECRET,
        "AWS_DEFAULT_REGION": "us-east-1",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(mirror.tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    s3fs.S3FileSystem.clear_instance_cache()
    files = s3fs.S3FileSystem()
    files.mkdir("plans")
    yield files
    started.stop()
    s3fs.S3FileSystem.clear_instance_cache()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """Documents in folders, one twice, one empty, some in an archive, one hidden."""
    folder = tmp_path / "raw"
    for number in range(DOCUMENTS):
        path = folder / f"{number % 3}区!" / f"计划 {number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(samples.RAW_TEXT.replace("10万亩", f"{number + 11}万亩"), encoding="utf-8")
    (folder / "copy.txt").write_bytes((folder / "0区!" / "计划 0.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / ".hidden").write_text("not read")
    (folder / "manifest.csv").write_text("source_path\n")
    with zipfile.ZipFile(folder / "archive.zip", "w") as archive:
        archive.writestr("附件.txt", samples.RAW_TEXT.replace("10万亩", "9万亩"))
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def run(settings: Settings) -> stages.RunReport:
    return stages.run(settings, lambda done, total: None)


def upload(server: s3fs.S3FileSystem, raw: Path) -> None:
    for path in raw.rglob("*"):
        if path.is_file():
            server.put_file(str(path), f"plans/raw/{path.relative_to(raw).as_posix()}")


def test_documents_at_an_address_give_the_bytes_of_a_folder(
    server: s3fs.S3FileSystem, raw: Path, tmp_path: Path
) -> None:
    upload(server, raw)
    run(Settings(raw=raw, staged=tmp_path / "staged", output=tmp_path / "here", workers=2))
    there = Settings(raw=Path("s3://plans/raw"), staged=tmp_path / "staged2", output=tmp_path / "there", workers=2)
    assert run(there).published.row_counts["documents"] == DOCUMENTS + 3
    assert content(tmp_path / "there") == content(tmp_path / "here")
    report = run(there)
    assert (report.extracted_count, report.published.is_new) == (0, False)
    server.pipe_file("plans/raw/copy.txt", "一、茶业产值达到12亿元。".encode())
    server.rm_file("plans/raw/empty.txt")
    report = run(there)
    assert report.extracted_count == 1
    assert report.published.row_counts["documents"] == DOCUMENTS + 2


def test_staged_results_at_an_address_outlive_the_machine(server: s3fs.S3FileSystem, raw: Path, tmp_path: Path) -> None:
    upload(server, raw)
    settings = Settings(
        raw=Path("s3://plans/raw"), staged=Path("s3://plans/kept/staged"), output=tmp_path / "one", workers=1
    )
    assert run(settings).extracted_count > DOCUMENTS
    assert server.ls("plans/kept/staged/shards", refresh=True)
    shutil.rmtree(mirror_of(settings.staged).folder)
    report = run(Settings(**{**vars_of(settings), "output": tmp_path / "two"}))
    assert report.extracted_count == 0
    assert content(tmp_path / "one") == content(tmp_path / "two")


def vars_of(settings: Settings) -> dict[str, object]:
    return {name: getattr(settings, name) for name in settings.__slots__}


def test_an_address_that_is_not_there_is_told_without_a_secret(
    server: s3fs.S3FileSystem, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(cli.app, ["run", "s3://plans/nowhere"])
    assert done.exit_code == 2
    assert "s3://plans/nowhere does not exist" in done.output
    server.pipe_file("plans/raw/a.txt", samples.RAW_TEXT.encode())
    done = CliRunner().invoke(cli.app, ["run", "s3://plans/raw"])
    assert done.exit_code == 0, done.output
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert written
    assert [path for path in written if SECRET.encode() in path.read_bytes()] == []
    assert SECRET not in done.output


def test_ray_reads_documents_at_an_address(server: s3fs.S3FileSystem, raw: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    upload(server, raw)
    run(Settings(raw=raw, staged=tmp_path / "staged", output=tmp_path / "here", workers=2))
    run(Settings(raw=Path("s3://plans/raw"), staged=tmp_path / "staged2", output=tmp_path / "there", engine="ray"))
    assert content(tmp_path / "there") == content(tmp_path / "here")
