"""Rows of a table → which of them hold the names of its columns: at its top, and below other rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors import quick_re as re
from extractors.cut_rows import SERIAL_RE
from extractors.script import simplify

_HEADER_MOST = 18  # characters of a header cell, the measure unit in brackets behind its name apart
_MEASURE_RE = re.compile(r"[（(][^（）()]{1,12}[）)]$")
_HEADER_WORDS = (
    r"序\s*号|编\s*号|项\s*目|任\s*务|内\s*容|单\s*位|部\s*门|指\s*标|时\s*[间限]|目\s*标|名\s*称|责\s*任|备\s*注|措\s*施"
    r"|进\s*度|属\s*性|类\s*[别型]|事\s*项|科\s*目|要\s*求|牵\s*头|配\s*合|完成|年度|期限|举措|板块|领域|工作|成果|依据|标准|说明"
    r"|地区|数量|金额|计量|权重|分值|合计|考核|方向|阶段|级别|基期|现状|预期|主体|来源|增速|增幅|数值|收入|支出|预算|决算"
)
_HEADER_WORD_RE = re.compile(_HEADER_WORDS)
_YEAR_HEAD_RE = re.compile(r"(?:19|20)\d\d\s*年?.{0,6}|[“\"]?十[一二三四五六]五.{0,8}|单位[:：].*|[（(].{1,10}[）)]")
# 7.公开环评信息 | 市环保局 | 监测科牵头落实: an Arabic number before words counts rows, whatever its other cells hold
_NUMBERED_RE = re.compile(r"\d{1,3}[.、．](?!\d)|[（(]\d{1,3}[）)]")
_NUMBER_RE = re.compile(r"[-+−]?[\d,，]+(?:\.\d+)?\s*(?:%|％|‰)?")
_MEASURED_RE = re.compile(r"[^\d（）()]{2,12}[（(][^\d（）()]{1,6}[）)]")  # 计划投资（万元） below 2025年工作计划
_HEADER_SHARE = 0.5  # of the filled cells must hold a word of headers
# 引进项目10个, 6月底前完成; a comma outside of a bracket: what a row says, not what a column is called
_SAYS_RE = re.compile(
    r"(?<![\d年.-])\d+(?:\.\d+)?[万亿]?(?![年月])[一-龥]{1,3}$|月(?:[底末初前]|[上中下]旬)[一-龥]{0,4}$|[，；](?![^（(]*[）)])"
)
_SERIAL_NAME_RE = re.compile(r"[序编]\s*号")
_NAME_RE = re.compile(rf"(?:{_HEADER_WORDS})(?:情况|人|值|数|额|率)?(?:[（(][^（）()]{{1,20}}[）)])?$")
_BARE_NAME_RE = re.compile(rf"(?:{_HEADER_WORDS})+")
_SURE_NAMES = 3  # cells that all end in a word of headers, where they are no bare names


def is_header_row(cells: Sequence[str]) -> bool:
    """Tell whether a row's cells are names of columns.

    >>> is_header_row(["序号", "任务板块", "责任单位"]), is_header_row(["1", "加快主体培育", "区商务委"])
    (True, False)
    """
    filled = [simplify(cell.strip()) for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(_MEASURE_RE.sub("", cell)) > _HEADER_MOST or "。" in cell for cell in filled):
        return False
    if SERIAL_RE.fullmatch(filled[0]) or _NUMBERED_RE.match(filled[0]):
        return False
    if any((_NUMBER_RE.fullmatch(cell) and len(cell) != 4) or _SAYS_RE.search(cell) for cell in filled):
        return False
    words = sum(1 for cell in filled if _HEADER_WORD_RE.search(cell))
    years = sum(1 for cell in filled if _YEAR_HEAD_RE.fullmatch(cell))
    return words > 0 and words + years >= _HEADER_SHARE * len(filled)


def heads_another_table(cells: Sequence[str], above: Iterable[str]) -> bool:
    """Tell whether a row below others names the columns of another table; `above` are the names of the first's.

    It begins with 序号, repeats a name, or is names alone: three cells that end in a word of headers, or two that are
    such words and nothing else. Deliberately not a row that only holds such words: of a table of tasks without numbers
    many rows do (推进项目建设 | 落实配套措施 | 形成长效机制), and each of them began a table. Risk: right below, a
    second table of two columns with other names.

    >>> heads_another_table(["工作任务", "责任单位", "完成时限"], ()), heads_another_table(["科目", "预算金额"], ())
    (True, True)
    >>> heads_another_table(["推进项目建设", "完成主体工程", "全年"], ())
    False
    """
    filled = [simplify(cell.strip()) for cell in cells if cell.strip()]
    if not is_header_row(cells):
        return False
    if _SERIAL_NAME_RE.fullmatch(filled[0]) or not {simplify(cell.strip()) for cell in above}.isdisjoint(filled):
        return True
    if not all(_NAME_RE.search(cell) or _YEAR_HEAD_RE.fullmatch(cell) for cell in filled):
        return False
    return len(filled) >= _SURE_NAMES or all(map(_BARE_NAME_RE.fullmatch, filled))


def count_header_rows(rows: Sequence[Sequence[str]]) -> int:
    """Turn the first rows of a table into the number of them that are headers (0 to 3).

    A second header row has nothing in the columns that the first names once, and only names or years elsewhere.

    >>> count_header_rows([["指标", "2025年", ""], ["", "目标", "增速"], ["地区生产总值", "5", "6%"]])
    2
    """
    first = 0
    while first < min(2, len(rows)) and sum(1 for cell in rows[first] if cell.strip()) <= 1 and len(rows) > first + 1:
        if not is_header_row(rows[first + 1]):
            return 0
        first += 1
    if first >= len(rows):
        return 0
    if not is_header_row(rows[first]):
        return 1 if first == 0 and _is_above_numbers(rows) else 0
    count = first + 1
    while count < min(first + 3, len(rows) - 1):
        row = rows[count]
        filled = [simplify(cell.strip()) for cell in row if cell.strip()]
        is_names = filled and all(
            len(cell) <= _HEADER_MOST
            and (_HEADER_WORD_RE.search(cell) or _YEAR_HEAD_RE.fullmatch(cell) or _MEASURED_RE.fullmatch(cell))
            for cell in filled
        )
        if not is_names or (row[0].strip() and row[0].strip() != rows[count - 1][0].strip()):
            break
        count += 1
    return count


def has_names(row: Sequence[str]) -> bool:
    """Tell whether a row's cells, two at least, may be names of columns: short, no sentence, no number but a year."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return len(filled) >= 2 and all(
        len(cell) <= _HEADER_MOST and "。" not in cell and not (_NUMBER_RE.fullmatch(cell) and len(cell) != 4)
        for cell in filled
    )


def _is_above_numbers(rows: Sequence[Sequence[str]]) -> bool:
    """A first row of words over a column of numbers, though none of its words is known as a name of columns."""
    if len(rows) < 3 or any(not cell.strip() or len(cell.strip()) > _HEADER_MOST for cell in rows[0]):
        return False
    if any(_NUMBER_RE.fullmatch(cell.strip()) and len(cell.strip()) != 4 for cell in rows[0]):
        return False
    return any(
        all(_NUMBER_RE.fullmatch(row[column].strip()) for row in rows[1:] if column < len(row) and row[column].strip())
        and sum(1 for row in rows[1:] if column < len(row) and row[column].strip()) >= 2
        for column in range(1, len(rows[0]))
    )
