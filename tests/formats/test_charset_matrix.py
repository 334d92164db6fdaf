"""A plan in every charset of Chinese offices, declared, undeclared or declared wrongly, whole, cut or mixed."""

from __future__ import annotations

import pytest

from extractors import extract
from tests.fixtures.render.charsets import Encoded, matrix
from tests.fixtures.render.plans import written_plans
from tests.formats.rows import differences, rows_of

CASES = list(matrix(written_plans()[1]))


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_charset_gives_the_rows_of_the_text(case: Encoded) -> None:
    expected = rows_of(extract(case.text.encode(), "plan.txt"))
    assert sum(expected["tasks"].values()) == 10
    assert differences(expected, rows_of(extract(case.data, f"plan.{case.suffix}"))) == []


@pytest.mark.parametrize("case", [case for case in CASES if case.name.endswith("-cut")], ids=lambda case: case.name)
def test_a_cut_file_says_so(case: Encoded) -> None:
    assert "truncated_character" in {issue.code for issue in extract(case.data, f"plan.{case.suffix}").issues}


def test_the_matrix_is_whole() -> None:
    assert len({case.name for case in CASES}) == len(CASES) == 66
