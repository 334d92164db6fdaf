"""What commands print: plain columns without a terminal, and no control characters of a document on any."""

from __future__ import annotations

import pytest

from pipeline.commands.show import complain, print_table, say, watch


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


def test_no_name_prints_a_line_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    say("a.txt\nwhole: 9 tables\r")
    complain("b\u2028\x1b[2J\n.txt does not exist")
    print_table(("name",), [("c\nwhole: 9 tables",)])
    shown = capsys.readouterr()
    assert shown.out == "a.txt\\u000awhole: 9 tables\\u000d\nname\nc whole: 9 tables\n"
    assert shown.err == "b\\u2028\\u001b[2J\\u000a.txt does not exist\n"
