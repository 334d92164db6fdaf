"""Awards for each of those who get them, with no word of their own: …给予补贴1万元；吸纳就业的每人2000元.

The word that pays stands with an award before them in the same sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors import quick_re as re
from extractors.targets.statements import Statement

# 吸纳就业3人以下的每人|2000元, 超过3人的每人|, 人员费每人最高|, 总额不超过|
_EACH_RE = re.compile(
    r"(?:(?:[^，。；]{1,24}的|[^，。；、\d]{1,6}费)，?(?:每年|每月)?每[人名户家个亩头辆台间项件](?:每[年月])?"
    r"|(?:补[贴助]|奖[励补])?总额)(?:最[高多]|不超过|按|再)*$"
)


def mark_each(text: str, statements: Sequence[Statement], earlier: Sequence[Statement]) -> None:
    """Give sums for each of those who get them, and caps on their total, the word of the award before them.

    `earlier` are the statements of the part of the paragraph before. Deliberately not a clause that names what they do
    themselves (每人投入2000元): a verb stands before the sum then. Risk: what each of them has to pay. The example:
    rules on start-ups, whose second clause paid by the head.
    """
    word = ""
    for statement in (*earlier, *statements):
        if statement.is_award:
            word = "" if statement.is_paid else statement.award_word
        elif word and statement not in earlier and _is_each(text, statement):
            statement.award_word = word


def _is_each(text: str, statement: Statement) -> bool:
    is_money = statement.quantity.measure.dimension == "money"
    return is_money and _EACH_RE.match(text, statement.clause_start, statement.quantity.number_start) is not None
