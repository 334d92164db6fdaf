"""Sentences as offices write them, each in a whole small document, with their statements: how the tables are read.

A table is a text file in tests/fixtures/statements. A line with a letter and a sentence says where the sentence stands
(`PLACES`); the lines below it are its statements: kind, sign and value, measure unit, indicator, @deadline, (baseline
year). A letter with `!` behind it marks a sentence that is known to be read wrongly.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from extractors import extract
from extractors.models import TargetRecord
from tests.unit.statements import words_of

FOLDER = Path(__file__).parents[1] / "fixtures" / "statements"
_PLAN = "岚海市产业高质量发展三年行动计划（2025—2027年）\n\n为推动我市高质量发展，制定本行动计划。\n\n"
_DATE = "\n\n岚海市人民政府办公室\n2025年3月1日\n"
_REPORT = (
    "政府工作报告\n——2025年1月10日在岚海市第十届人民代表大会第四次会议上\n\n"
    "各位代表：\n现在，我代表市人民政府，作政府工作报告。\n\n"
)
PLACES = {
    "G": _PLAN + "一、总体目标\n{}\n\n二、重点任务\n（一）加强宣传引导。营造良好氛围。\n" + _DATE,
    "T": _PLAN
    + "一、指导思想\n坚持高质量发展。\n\n二、重点任务\n（一）推进相关工作。{}\n（二）加强宣传引导。营造良好氛围。\n"
    + _DATE,
    "S": _PLAN + "一、指导思想\n坚持高质量发展。\n\n二、重点任务\n（一）加强宣传引导。营造良好氛围。\n\n三、保障措施\n"
    "（一）加大支持力度。{}\n（二）加强考核。\n" + _DATE,
    "M": "岚海市关于支持产业发展的若干措施\n\n为支持产业发展，制定本措施。\n\n一、支持相关产业发展。{}\n"
    "二、加强服务保障。营造良好环境。\n" + _DATE,
    "R": _REPORT + "一、2024年工作回顾\n{}\n\n二、2025年工作安排\n做好各项工作。\n",
    "W": _REPORT + "一、2024年工作回顾\n工作取得新进展。\n\n二、2025年工作安排\n{}\n",
    "N": "岚海市召开新闻发布会介绍产业发展情况\n发布日期：2025-03-01  来源：岚海日报\n\n{}\n",
    "Y": "关于对市政协十届四次会议第123号提案的答复\n\n张三委员：\n您提出的提案收悉，现答复如下：\n{}\n"
    "感谢您对我们工作的关心和支持。\n\n岚海市发展和改革委员会\n2025年3月1日\n",
}

TABLE = "H"


@dataclass
class Probe:
    """A sentence, where it stands, and its statements as `show` writes them."""

    place: str
    text: str
    is_known_failure: bool
    expected: list[str] = field(default_factory=list)


def read_probes(name: str) -> list[Probe]:
    """Turn a table into its probes."""
    probes: list[Probe] = []
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        place, _, rest = line.partition(" ")
        if place.rstrip("!") in (*PLACES, TABLE):
            probes.append(Probe(place.rstrip("!"), rest, place.endswith("!")))
        elif line and not line.startswith("#"):
            probes[-1].expected.append(line)
    return probes


def show(record: TargetRecord) -> str:
    """A statement on one line."""
    return f"{record.kind[0]} {words_of(record, record.base_unit or '_')}"


def statements_of(place: str, text: str) -> list[str]:
    """The statements of a document in which a sentence stands at a place, in order."""
    if place == TABLE:
        return [show(record) for record in extract(_page_of(text).encode(), "a.html").targets]
    document = PLACES[place].format(text.replace("\\n", "\n"))
    return [show(record) for record in extract(document.encode(), "a.txt").targets]


def _page_of(text: str) -> str:
    """A plan with a table among its goals, of `caption # cell | cell / cell | cell`."""
    caption, _, rows = text.partition(" # ")
    lines = ["".join(f"<td>{cell.strip()}</td>" for cell in row.split("|")) for row in rows.split(" / ")]
    table = "".join(f"<tr>{line}</tr>" for line in lines)
    before, _, after = PLACES["G"].partition("{}")
    paragraphs = [f"<p>{line}</p>" for line in f"{before}坚持高质量发展。\n{caption}".splitlines() if line]
    ends = [f"<p>{line}</p>" for line in after.splitlines() if line]
    return f"<html><body>{''.join(paragraphs)}<table border=1>{table}</table>{''.join(ends)}</body></html>"
