"""The statements of a sentence as they are found, and the shares of the three sectors among them, written as a ratio.

Works on a folded view (`quantities.fold_view`). 三次产业结构由9∶41∶50调整为8∶39∶53 states six shares.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from extractors import quick_re as re
from extractors.numerals import parse_number
from extractors.targets.measures import Measure
from extractors.targets.quantities import Quantity, find_quantities
from extractors.targets.statements import Statement, clause_around

_SHARE = Measure("", "%", 1, "share")  # nobody writes the per cent of a ratio
# 一二三产业增加值比重, 三次产业结构: what is shared out, and by what name a share of it goes.
_SECTORS_RE = re.compile(
    "(?:一、?二、?三|三)[次大]?产业?(?P<size>增加值|总?产值)?的?(?P<share>比重|结构|构成|占比|比例|之?比)"
)
_RATIO_RE = re.compile(
    r"(?<![\d.:：∶])\d{1,2}(?:\.\d{1,2})?[:：∶]\d{1,2}(?:\.\d{1,2})?[:：∶]\d{1,2}(?:\.\d{1,2})?(?![\d:：∶]|\.\d)"
)
_SHARE_RE = re.compile(r"\d{1,2}(?:\.\d{1,2})?")
_FROM_RE = re.compile(r"[由从](?:(?P<year>(?:19|20)\d\d)年)?[^，。；、\d]{0,6}$")
_REACH = 30  # characters between the name of the sectors and their ratio (由2011年的, 进一步优化，调整为)
_BETWEEN = 20  # characters between two ratios (调整为, 优化到2025年的)
_WHOLE, _SLIP = 100, 10  # per cent; typists drop a digit
_ORDINALS = "一二三"


def find_statements(text: str) -> list[Statement]:
    """Turn a folded sentence into its quantities, each with its clause; a ratio of the three sectors is three of them.

    >>> [(s.given_name, s.quantity.low) for s in find_statements("三次产业比重优化为9∶41∶50，增长5%")]
    [('第一产业比重', 9.0), ('第二产业比重', 41.0), ('第三产业比重', 50.0), ('', 5.0)]
    """
    shares = list(_sector_shares(text)) if "产" in text else []
    plain = [
        Statement(quantity, *clause_around(text, quantity.start, quantity.end))
        for quantity in find_quantities(text)
        if not any(s.quantity.start < quantity.unit_end and quantity.number_start < s.quantity.end for s in shares)
    ]
    return sorted([*plain, *shares], key=lambda statement: statement.quantity.start) if shares else plain


def _sector_shares(text: str) -> Iterator[Statement]:
    """The shares of each ratio that is near the name of the sectors, or behind such a ratio, and adds up to a whole.

    Deliberately not a ratio of two, nor one that adds up to something else: nobody knows whose numbers those are.
    """
    ratios = list(_RATIO_RE.finditer(text))
    named, named_end = None, -1
    for ratio, behind in pairwise([*ratios, None]):
        if ratio is None:
            return
        sectors = list(_SECTORS_RE.finditer(text, max(0, ratio.start() - _REACH), ratio.start()))
        if not sectors and ratio.start() - named_end > _BETWEEN:
            continue
        named, named_end = (sectors[-1] if sectors else named), ratio.end()
        values = [parse_number(share[0]) for share in _SHARE_RE.finditer(ratio[0])]
        numbers = [value.low for value in values if value is not None]
        if named is None or abs(sum(numbers) - _WHOLE) > _SLIP:
            continue
        start = _FROM_RE.search(text, named.end(), ratio.start())
        is_start = start is not None and behind is not None and behind.start() - ratio.end() <= _BETWEEN
        clause = clause_around(text, ratio.start(), ratio.end())
        ending = named["share"] if named["share"] in ("比重", "占比") else "占比"
        for ordinal, share, number in zip(_ORDINALS, _SHARE_RE.finditer(ratio[0]), numbers, strict=True):
            place, end = ratio.start() + share.start(), ratio.start() + share.end()
            yield Statement(
                Quantity(place, place, end, end, number, number, (), "exact", "eq", "", _SHARE, ""),
                *clause,
                given_name=f"第{ordinal}产业{named['size'] or ''}{ending}",
                is_start=is_start,
                baseline_year=int(start["year"]) if is_start and start is not None and start["year"] else None,
            )
