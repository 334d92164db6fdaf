"""Worked examples of interpretations state nothing: 举个例子：某职工月工资3000元，…, 假设某企业投资1000万元，….

Works on a folded view (`quantities.fold_view`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from extractors import quick_re as re

# An example is worked where it is of nobody (某职工, 一名职工) or supposed (假设, 按上例). Deliberately not
# 举个例子 or 比如 alone: what they lead to may be a fact (比如，岚海市已建成20个); 大胆假设 is a noun, 某些 are some.
# Risk: a paragraph that leaves its example for facts without a word of _ENDS_RE. The example: an article that reckons
# what a rule would save 某职工 of 3000元 a month.
_OPENS_RE = re.compile(
    r"""
    ^[^。；]{0,12}?(?:举个?例子?(?:来说|说明|如下)?|打个比方|例如|比如|譬如)[，,：:]?[^。；]{0,24}?
      (?:某(?![些种类项])|假[设如定]|如果|按上例|一[名位](?=[^，。；\d]{0,8}(?:职工|员工|居民|学生|人员|农民|毕业生)))
    | ^(?:[^。；]{0,12}[，：])?(?:假[设如定](?![^，。；\d]{0,3}[，。；])|(?:仍?[按以]|在)?上述?例(?:中|来看|，))
    | ^以(?:某|一[名位家])[^，。；\d]{1,16}为例""",
    re.VERBOSE,
)
# What is told of all, of a year or besides is no example any more.
_ENDS_RE = re.compile(
    "^(?:此外|另外|除此|同时|总之|综上|据|目前|截至|近年|今年|全[国省市县区]|我[国省市县区]|各[省市县区地]|(?:19|20)\\d\\d年|"
    "[一二三四五六七八九十]{1,2}[是、])"
)


# 调整后，…: what goes on with an example in the next paragraph.
_GOES_ON_RE = re.compile(
    "^(?:调整[前后]|前后对比|对比|扣除|[若如](?:此人|该)|该(?:职工|企业|员工|居民|户)|此人|那么|也就是说|这样|这意味着)"
)


class Examples:
    """Leaves the worked examples of a document out, paragraph by paragraph, in reading order."""

    def __init__(self) -> None:
        self._is_within = False

    def without(self, text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """Turn the sentences of a paragraph into those that work no example; one ends with its paragraph, if the next
        does not go on with it, or where a sentence tells of all.

        >>> text = "举个例子：某职工工资3000元。少缴48元。此外，全市减负5亿元。"
        >>> [text[start:end] for start, end in Examples().without(text, [(0, 16), (16, 22), (22, 33)])]
        ['此外，全市减负5亿元。']
        """
        is_first = True
        for start, end in sentences:
            sentence = text[start:end].lstrip()
            goes_on = (_GOES_ON_RE.match(sentence) if is_first else not _ENDS_RE.match(sentence)) and self._is_within
            self._is_within = bool(goes_on) or _OPENS_RE.match(sentence) is not None
            is_first = False
            if not self._is_within:
                yield start, end
