"""How the tests of targets write a statement: `kind sign value base_unit indicator @deadline (baseline year)`."""

from __future__ import annotations

from extractors.models import TargetRecord
from extractors.recognize.targets import TargetContext

PLAN = TargetContext("plan", plan_period_end=2027, issued_year=2025, period_start=2025)
SIGNS = {"eq": "=", "range": "=", "approx": "≈", "ge": "≥", "gt": ">", "le": "≤", "lt": "<"}


def show(record: TargetRecord) -> str:
    """A statement on one line."""
    return f"{record.kind} {words_of(record, record.base_unit)}"


def words_of(record: TargetRecord, unit: str | None) -> str:
    """What a statement says beside its kind; `unit` stands for its measure unit."""
    low, high = (f"{v:.12g}" if v is not None else "" for v in (record.value_low, record.value_high))
    value = high if record.comparator in ("le", "lt") and record.certainty == "exact" else low
    if low and high and low != high:
        value = f"{low}..{high}"
    deadline = f" @{record.deadline_year}" if record.deadline_year else ""
    baseline = f" ({record.baseline_year})" if record.baseline_year else ""
    return f"{SIGNS[record.comparator]}{value} {unit} {record.indicator}{deadline}{baseline}"
