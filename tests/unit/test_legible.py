"""What fonts say they print, and whether it can be a text."""

from __future__ import annotations

import pytest

from extractors.paged.legible import is_nonsense

PLAN = "为贯彻落实市委、市政府工作部署，加快直播经济高质量发展，结合本区实际，制定本行动计划。"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (PLAN * 2, False),
        ("為貫徹落實市委、市政府工作部署，加快直播經濟高質量發展，結合本區實際，制定本行動計劃。" * 2, False),
        (
            "建设邕江、瓯江、赣州、亳州、儋州、衢州、漯河、濮阳、泸州、泗洪、沭阳等港口码头。" * 3,
            False,
        ),  # names of places
        ("\ue123\ue04a\ue567" * 30, True),
        (PLAN + "\ue123" * 30, True),
        (PLAN * 3 + "\ue123\ue124", False),  # a few signs of a font of symbols
        ("甁仴匰嗀崊彧恾懲戮" * 10, True),
        ("甁仴匰嗀崊彧恾懲戮", False),  # too few to say
        ("1 234 5,678.90 12% 2025 " * 20, False),  # a page of a table of numbers
        ("Open Source Software Platform " * 10, False),
    ],
)
def test_nonsense(text: str, expected: bool) -> None:
    assert is_nonsense(text) is expected
