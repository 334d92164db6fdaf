"""What commands print: plain columns without a terminal, and no control characters of a document on any."""

from __future__ import annotations

import pytest

from pipeline.commands.show import print_table, watch


def test_a_table_without_a_terminal_is_aligned_by_width(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("name", "count"), [("计划", 1), ("plan", None)], title="two")
    assert capsys.readouterr().out == "two\nname  count\n计划  1\nplan\n"


def test_progress_without_a_terminal_is_a_few_lines(capsys: pytest.CaptureFixture[str]) -> None:
    with watch(is_quiet=False) as progress:
        for done in range(101):
            progress(done, 100)
    assert capsys.readouterr().err == "reading: 0 of 100 documents\nreading: 100 of 100 documents\n"


def test_a_quiet_watch_says_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with watch(is_quiet=True) as progress:
        progress(1, 1)
    assert capsys.readouterr() == ("", "")
