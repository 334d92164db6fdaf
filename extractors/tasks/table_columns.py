"""Which column of a grid is what in a table of tasks: told by the words of its headers, or by what its cells hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors import quick_re as re
from extractors.column_words import DUE, GROUP, LEAD, ORDINAL, PERSON, PROGRESS, SUPPORT, WORK
from extractors.models import Grid, Role

# ── columns, told by the words of their headers, white space removed ────────────────────────────

_ORDINAL_RE = re.compile(f"^(?:{ORDINAL})$", re.IGNORECASE)
_LEAD_RE = re.compile(LEAD)
_SUPPORT_RE = re.compile(SUPPORT)
_RESPONSIBLE_RE = re.compile(
    r"(?:责任|负责|承办|落实|实施|执行|承担|建设|完成|分工|指导|推进|推动|组织|主管|监管|督导|督办|成员|包保)"
    r"(?:单位|部门|主体|地区|科室|处室)|^单位$|^部门$|^责任分工$|^职责分工$|^(?:责任)?(?:科室|处室)$|责任(?:处|科|股)(?:[（(]单位[）)])?$"
)
_PERSON_RE = re.compile(f"{PERSON}|联系|分管")
_DEADLINE_RE = re.compile(f"{DUE}|时序|进度|完成(?:年|日)")
_GROUP_RE = re.compile(f"{GROUP}|^任务类|一级")
_CONTENT_RE = re.compile(f"{WORK}|(?:评分|考核|评价)标准")
# 目标任务 | 完成标准: what is reached, where only one other column says what is done
_STANDARD_RE = re.compile(r"(?:完成|达标|工作)标准|^(?:具体)?要求$|预期(?:成效|成果)")
# 任务来源, 工作进展情况, 考核要点: where a task comes from, how far it has got and by what it is judged is not what is
# to be done
_ABOUT_TASK_RE = re.compile(
    rf"(?:来源|依据|出处)$|^(?:备注|说明)|(?:{PROGRESS})情况$|(?:考核|考评|评价|验收|督查)要点$"
)
# What a column beside bodies and deadlines may be called that says nothing of the work.
_ASIDE_COLUMN_RE = re.compile(r"备注|说明|附注|依据|来源|地[址点]|数量|单位|部门|姓名|职务|状态|情况|结果")
# A cell that can only be a body's name: 县农粮局, 市委宣传部.
_BODY_CELL_RE = re.compile(
    r"[省市区县州旗盟][\u4e00-\u9fff]{1,12}(?:局|委|办|厅|部|院|社|会|公司|中心|银行|支队|大队)"
    r"(?:[（(][^（）()]{2,12}[）)])?"
)
# Of a column without a telling header, so many cells, and of them such a share, are bodies: then it names who does it.
_LEAST_BODIES = 4
_BODIES_SHARE = 0.8
# What makes an indicator table of it: 指标, 单位 (measure unit), years.
_INDICATOR_RE = re.compile(r"指标|目标值|完成值|基期|属性|投资(?:额|[（(]|$)|预算|金额|资金来源|决算|分值|得分")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table of tasks, by number; None where it has none of a kind."""

    ordinal: int | None
    group: int | None
    title: int | None
    text: int | None
    deadline: int | None
    units: tuple[tuple[int, Role], ...]


def is_task_table(view: str, grid: Grid) -> bool:
    """True where a grid's header makes it a table of tasks; `view` is the Simplified view of the document's text."""
    return columns_of(view, grid) is not None


# What makes tasks of numbered rows that name no bodies: 重点任务, 具体措施; 奖励政策, 补助标准 of a policy printed as a
# table. Not 奖励 alone: that is a list of prizes.
_WORK_RE = re.compile("任务|措施|举措|(?:奖励|奖补|补[助贴]|扶持|资助|支持)(?:政策|标准|办法|内容)")
_YEAR_COLUMN_RE = re.compile(r"(?:19|20)\d\d年")
_LEVEL_RE = re.compile(r"[一二三四]级指标")


def columns_of(view: str, grid: Grid) -> Columns | None:
    """Turn a grid's header into what its columns hold; None where it is no table of tasks. See `is_task_table`."""
    headers, lowest = _headers(view, grid)
    ordinal = group = deadline = None
    units: list[tuple[int, Role]] = []
    contents: list[int] = []
    standards: list[int] = []
    years = _columns_of_years(headers, lowest)
    for column, header in enumerate(headers):
        if not header or _ABOUT_TASK_RE.search(header) or column in years or _measures(view, grid, column, headers):
            continue
        if ordinal is None and (_ORDINAL_RE.match(header) or _ORDINAL_RE.match(lowest[column])):
            ordinal = column
        elif (_PERSON_RE.search(header) and not re.search(r"单位|部门", header)) or _INDICATOR_RE.search(header):
            continue
        elif _DEADLINE_RE.search(header) and not re.search(r"任务|内容|措施|单位|部门", header):
            deadline = column if deadline is None else deadline
        elif _RESPONSIBLE_RE.search(lowest[column]) and _SUPPORT_RE.search(lowest[column]):
            units.append((column, "responsible"))  # 责任单位及配合单位; not 配合单位 below 责任单位
        elif _LEAD_RE.search(header):
            units.append((column, "lead"))
        elif _SUPPORT_RE.search(header):
            units.append((column, "support"))
        elif _RESPONSIBLE_RE.search(header):
            units.append((column, "responsible"))
        elif group is None and _GROUP_RE.search(header):
            group = column
        elif _CONTENT_RE.search(header) or "目标" in header:
            if not _holds_amounts(view, grid, column, header):
                contents.append(column)
        elif _STANDARD_RE.search(header):
            standards.append(column)
    if not contents and units and deadline is not None:
        contents = _unnamed_work(headers, {ordinal, group, deadline, *(column for column, _ in units), *years})
    if contents and not units:
        bodies = _bodies_column(view, grid)
        if bodies is not None and bodies not in (ordinal, deadline):
            units = [(bodies, "responsible")]
            contents = [content for content in contents if content != bodies]
    if ordinal is None and contents:  # 1, 2, 3 below an empty head
        unnamed = (column for column, header in enumerate(headers) if not header)
        ordinal = next((column for column in unnamed if _numbers_rows(view, grid, column)), None)
    if ordinal is None and len(contents) > 1 and _holds_serials(view, grid, contents[0]):
        ordinal, contents = contents[0], contents[1:]  # 项目 over 1, 2, 3
    if len(contents) == 1 and units:
        contents += [column for column in standards if column > contents[0]][:1]
    says_work = any(_WORK_RE.search(header) for header in headers)
    # 工作任务 | 时序进度 | 考核要点: work and when it is due, or what is to be reached, make tasks
    is_due = deadline is not None or standards or len(contents) > 1
    if not contents or not (units or (says_work and (ordinal is not None or is_due))):
        return None
    if years and len(contents) > 1 and not _explains(headers[contents[0]], headers[contents[-1]]):
        # 主要方向 | 重点任务 | 2024年计划 | 2025年计划: what the years break down is the task
        return Columns(ordinal, contents[0] if group is None else group, None, contents[-1], deadline, tuple(units))
    levels = [column for column, header in enumerate(headers) if _LEVEL_RE.fullmatch(header)]
    if len(levels) > 1 and len(contents) == 1 and contents[0] > levels[-1]:
        # 一级指标 | 二级指标 | 三级指标 | 考核标准: the last names what is done, the one before it the part
        return Columns(ordinal, levels[-2], levels[-1], contents[0], deadline, tuple(units))
    if len(contents) >= 3 and group is None:
        group, contents = contents[0], contents[1:]
    title, text = (contents[0], contents[1]) if len(contents) > 1 else (None, contents[0])
    return Columns(ordinal, group, title, text, deadline, tuple(units))


def _headers(view: str, grid: Grid) -> tuple[list[str], list[str]]:
    """The header words of each column, from above and of its lowest row alone (序号 below 基本情况)."""
    headers = [""] * grid.column_count
    lowest = [""] * grid.column_count
    for cell in grid.cells:
        if cell.row < grid.header_row_count:
            words = "".join(cell.span.of(view).split())
            for column in range(cell.column, min(cell.column + cell.column_span, grid.column_count)):
                headers[column] += words
                lowest[column] = words
    return headers, lowest


def _columns_of_years(headers: Sequence[str], lowest: Sequence[str]) -> list[int]:
    """The columns of years (2024年计划; 2024年 below 目标), where there is more than one year.

    2025年计划 over 投资 and 进度 breaks nothing down.
    """
    named = {
        column: found[0]
        for column, words in enumerate(zip(headers, lowest, strict=True))
        if (found := _YEAR_COLUMN_RE.match(words[0]) or _YEAR_COLUMN_RE.match(words[1]))
    }
    return list(named) if len(set(named.values())) > 1 else []


def _explains(first: str, last: str) -> bool:
    """True where of two columns the last says how (重点任务 | 工作内容), not what alone (主要方向 | 重点任务)."""
    return re.search("任务|事项|工作|项目", first) is not None and re.search("内容|措施|举措|做法", last) is not None


def _unnamed_work(headers: Sequence[str], claimed: set[int | None]) -> list[int]:
    """The one column left beside bodies and deadlines: it is the work, whatever it is called (为民办事, 诉求, 做法).

    Deliberately not where several are left, nor without a column of deadlines: a list of parks has bodies too.
    """
    left = [
        column
        for column, header in enumerate(headers)
        if column not in claimed
        and header
        and not (_ASIDE_COLUMN_RE.search(header) or _PERSON_RE.search(header) or _INDICATOR_RE.search(header))
    ]
    return left if len(left) == 1 else []


_MEASURED_HEAD_RE = re.compile(r"[（(][^（）()]{1,8}[）)]$")
_AMOUNT_RE = re.compile(r"[\d.,]+(?:万|亿)?")
_AMOUNTS_SHARE = 0.6


def _holds_amounts(view: str, grid: Grid, column: int, header: str) -> bool:
    """True for a column of bare numbers below a name with its measure unit: 造林任务（亩） over 200, 150, 80.

    The work stands in another column; what is shared out is a target of its row.
    """
    if not _MEASURED_HEAD_RE.search(header):
        return False
    rows = [cell for cell in grid.cells if cell.column == column and cell.row >= grid.header_row_count]
    words = [found for cell in rows if (found := "".join(cell.span.of(view).split()))]
    return sum(_AMOUNT_RE.fullmatch(found) is not None for found in words) > _AMOUNTS_SHARE * len(words)


_LEAST_SERIALS = 2  # numbers that count up


# 单位 beside 指标 or 属性: what is counted in (个, 万平方米), where no cell is a body
_OF_INDICATORS_RE = re.compile("指标|属性")
_BODY_LIKE_RE = re.compile("..[局委办厅部院社会科处]$|政府|街道|.[乡镇]|中心|公司|各|集团")


def _measures(view: str, grid: Grid, column: int, headers: list[str]) -> bool:
    """True for a column of measure units in a table of indicators."""
    if headers[column] != "单位" or not any(_OF_INDICATORS_RE.search(header) for header in headers):
        return False
    cells = (cell.span.of(view) for cell in grid.cells if cell.column == column and cell.row >= grid.header_row_count)
    return not any(_BODY_LIKE_RE.search(words.strip()) for words in cells)


def _holds_serials(view: str, grid: Grid, column: int) -> bool:
    """True for a column of numbers that count on from 1, heads of parts between them; not for quantities."""
    cells = sorted(
        (c for c in grid.cells if c.column == column and c.row >= grid.header_row_count), key=lambda c: c.row
    )
    words = [found for cell in cells if (found := "".join(cell.span.of(view).split()))]
    numbers = [int(found) for found in words if found.isdecimal() and len(found) < _LONGEST_SERIAL]
    return len(numbers) >= _LEAST_SERIALS and numbers == list(range(1, len(numbers) + 1))


_LONGEST_SERIAL = 4  # digits


def _numbers_rows(view: str, grid: Grid, column: int) -> bool:
    """True for a column that holds the numbers of rows, which rise or begin at 1 again, and those of parts (一、).

    For columns that no header names: there some numbers may be left out (1 to 5, 7, 8), or begin further on (32, 33).
    """
    rows = [c for c in grid.cells if c.column == column and c.row >= grid.header_row_count and c.column_span == 1]
    words = ["".join(cell.span.of(view).split()) for cell in sorted(rows, key=lambda cell: cell.row)]
    numbers = [found for found in words if found and not _PART_NUMBER_RE.fullmatch(found)]
    if len(numbers) < _LEAST_SERIALS or not all(n.isdecimal() and len(n) < _LONGEST_SERIAL for n in numbers):
        return False
    return all(int(below) > int(above) or int(below) == 1 for above, below in pairwise(numbers))


_PART_NUMBER_RE = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}[）)]?[、.．]?")


def _bodies_column(view: str, grid: Grid) -> int | None:
    """The column whose cells are bodies though its header does not say so: 考核项目 over 县农粮局, 县工信局, 县水利局.

    Deliberately not cells that may name a place as well (城关镇, 东湖区). Risk: a column of bodies that are only
    counted or paid; the table must have a column of tasks beside it.
    """
    cells: dict[int, list[str]] = {}
    for cell in grid.cells:
        words = "".join(cell.span.of(view).split())
        if cell.row >= grid.header_row_count and cell.column_span == 1 and words:
            cells.setdefault(cell.column, []).append(words)
    for column, found in sorted(cells.items()):
        bodies = sum(all(map(_BODY_CELL_RE.fullmatch, words.split("、"))) for words in found)
        if bodies >= _LEAST_BODIES and bodies >= _BODIES_SHARE * len(found):
            return column
    return None
