"""What a sentence says of the things of the sentence before it: 产量达到10万辆；到2026年，达到18万辆.

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.targets.changes_and_baselines import NEW_AT_START_RE
from extractors.targets.indicators import before_number, behind_number
from extractors.targets.statements import REACH, Statement

_JOINT_RE = re.compile(r"[、和及与或,]{1,2}")


def carry_on(text: str, kept: Sequence[Statement], earlier: Sequence[Statement]) -> None:
    """Name what a sentence says of the things of the sentence before it: 产量达到10万辆；到2026年，达到18万辆.

    Only where it says no more than a year and a verb before its number, and in the same measure units, one by one.
    Risk: a list in another order.
    """
    own = [s for s in kept if not s.is_award]
    if not own or not earlier or own[0] is not kept[0]:
        return
    chain = [own[0]]
    for statement in own[1:]:
        if not _JOINT_RE.fullmatch(text[chain[-1].quantity.end : statement.quantity.start]):
            break
        chain.append(statement)
    before = text[max(0, chain[0].clause_start - REACH) : chain[0].quantity.start]
    said, change = before_number(before)
    if (said and not NEW_AT_START_RE.fullmatch(said + change)) or behind_number(text[chain[-1].quantity.end :]):
        return
    sources = list(earlier[-len(chain) :])
    if [s.quantity.base_unit for s in sources] != [s.quantity.base_unit for s in chain]:
        return
    for source, statement in zip(sources, chain, strict=True):
        if source.is_award or (change and change not in ("新增", "净增")):
            return
        statement.base, statement.indicator, statement.change = source.base, source.indicator, source.change
        statement.rule = "carried_on"
