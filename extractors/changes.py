"""Whether a number is a level, a growth rate, an increase, a share or a multiple."""

from __future__ import annotations

import re

from extractors.indicators import is_decrease
from extractors.models import Change
from extractors.quantities import Quantity
from extractors.statements import Statement

NEW_AT_START_RE = re.compile(r"^(?:新(?:增|建|培育|认定|引进|组建|招聘))")


def change_by_words(quantity: Quantity, words: str) -> Change:
    """Turn a change verb with its adverbs (同比增长) into the kind of change of the number behind it."""
    if quantity.measure.dimension == "multiple":
        return "multiple"
    if is_decrease(words):
        return "decrease"
    if not words:
        return "level"
    if quantity.base_unit in ("%", "‰"):
        return "growth_rate"
    return "increase"


def change_of(statement: Statement) -> Change:
    """Tell the kind of change of a statement that has no such verb by its number and its name."""
    quantity = statement.quantity
    if statement.is_award:
        return "share" if quantity.base_unit == "%" else "level"
    if quantity.measure.dimension == "multiple":
        return "multiple"
    if quantity.base_unit == "%":
        return "growth_rate" if re.search("增长$|增幅|增速", statement.indicator) else "share"
    return "increase" if NEW_AT_START_RE.match(statement.indicator) else "level"
