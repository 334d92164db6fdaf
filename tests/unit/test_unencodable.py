"""Characters that Big5 lacks come back where the words say which they were, and questions stay questions."""

from __future__ import annotations

import pytest

from extractors.repair import repair, unencodable

_PAGE = "本縣以旅遊爲龍頭，將特色農業列爲重點產業，把綠色發展作爲第一要務，依託市場爲農戶提供服務。" * 3


def test_a_page_saved_in_big5_comes_back() -> None:
    damaged = unencodable.damage(_PAGE)
    assert damaged.count("?") == _PAGE.count("爲")
    repaired = repair(damaged)
    right = sum(a == b for a, b in zip(repaired.text, _PAGE, strict=True) if b == "爲")
    assert right >= 0.6 * _PAGE.count("爲")
    assert {item.span.of(repaired.text) for item in repaired.repairs} == {"爲"}
    assert {item.tier for item in repaired.repairs} == {"inferred"}
    assert repair(repaired.text).steps == ()


@pytest.mark.parametrize(
    "text",
    [
        "何時開始?明天開始。哪裡舉辦?市政廳舉辦。",  # questions by their words
        "以企業?主體，以市場為導向，將數據列?要素。",  # 為 stands in it: the writer had a way to write it
        "以企业?主体，将数据列?要素。",  # Simplified
        "二零二一年?月?日，第?屆大會。",  # numbers
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert repair(text).steps == ()
