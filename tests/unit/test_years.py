"""years.py: ranges of years, whatever dash a source sets between them."""

from __future__ import annotations

import pytest

from extractors.document.titles import period_in
from extractors.recognize.plan_periods import stated_period
from extractors.years import YEARS_DASHES, five_year_end
from pipeline.normalize.plans import title_key


@pytest.mark.parametrize("dash", [*YEARS_DASHES, "——", "至", "到", "年至", " - ", "年度—", ".7—", "年7月至"])
def test_a_range_of_years_is_one_with_any_dash(dash: str) -> None:
    title = f"青山县茶业振兴行动计划（2023{dash}2025年）"
    assert period_in(title) == (2023, 2025)
    key = title_key(title, None)
    assert (key.years, key.core) == ((2023, 2025), title_key("青山县茶业振兴行动计划", None).core)


@pytest.mark.parametrize("dash", [*YEARS_DASHES, "至"])
def test_a_stated_period_is_one_with_any_dash(dash: str) -> None:
    assert stated_period("青山县茶业方案", f"规划期限为2023{dash}2025年。") == (2023, 2025)


def test_years_of_a_five_year_plan() -> None:
    assert [five_year_end(number) for number in (5, 6, 14, 31)] == [None, 1985, 2025, None]
    assert period_in("青山县“十四五”茶业规划") == (2021, 2025)
    assert period_in("青山县“十五五”茶业规划") == (2026, 2030)
