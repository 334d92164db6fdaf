"""The parts of an official document beside its text, each in the shapes in which offices write it."""

from __future__ import annotations

from datetime import date

import pytest

from extractors.document.heads import read_lines
from extractors.document.official_parts import OfficialParts, find_parts
from extractors.models import Block
from extractors.script import simplify
from tests.unit.blocks import lines_as_blocks


def parts_of(text: str, title: str | None = "青山区推广节水器具实施方案", *, is_speech: bool = False) -> OfficialParts:
    view = simplify(text)
    blocks: list[Block] = list(lines_as_blocks(text))
    lines = read_lines(text, view, blocks)
    head = [line for line in lines if not line.view.startswith(("一、", "第一条"))][:12]
    return find_parts(text, view, lines, head, title, is_speech=is_speech)


BODY = "为推广节水器具，制定本方案。\n一、主要任务\n更换水龙头。\n"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("各街道办事处，区政府各部门：", ("各街道办事处", "区政府各部门")),
        # A name that cannot stand alone stays with those before it.
        ("各省、自治区、直辖市人民政府，国务院各部委：", ("各省、自治区、直辖市人民政府", "国务院各部委")),
        ("区政府有关委、办、局，各有关单位：", ("区政府有关委、办、局", "各有关单位")),
        ("各市、县（市、区）人民政府，省有关单位：", ("各市、县（市、区）人民政府", "省有关单位")),
        ("各街道办事处及各有关单位：", ("各街道办事处", "各有关单位")),
        # Places that share what stands behind the last
        ("青河、白水、石门县人民政府：", ("青河、白水、石门县人民政府",)),
        (
            "各省、自治区、直辖市及新疆生产建设兵团水利厅（局）、财政厅（局），部属各单位：",
            ("各省、自治区、直辖市及新疆生产建设兵团水利厅（局）", "财政厅（局）", "部属各单位"),
        ),
        (
            "各省、自治区、直辖市及计划单列市、新疆生产建设兵团水利厅（局）、财政厅（局）：",
            ("各省、自治区、直辖市及计划单列市、新疆生产建设兵团水利厅（局）", "财政厅（局）"),
        ),
        ("各省、自治区、直辖市、计划单列市水利局：", ("各省、自治区、直辖市、计划单列市水利局",)),
        # One body, and one with a bracket of its own
        ("青山区水务局：", ("青山区水务局",)),
        ("各县（区）水利局（水务局）、各灌区管理局：", ("各县（区）水利局（水务局）", "各灌区管理局")),
        # Kinds of places share the word behind the last, departments and units the word before them
        ("各县、自治县、区人民政府（管委会），市政府各部门：", ("各县、自治县、区人民政府（管委会）", "市政府各部门")),
        ("有关省、自治区水利厅，市政府有关部门、单位：", ("有关省、自治区水利厅", "市政府有关部门、单位")),
        # A list that runs over two lines
        ("各街道办事处，区政府各部门、\n驻区各有关单位：", ("各街道办事处", "区政府各部门", "驻区各有关单位")),
        # Whom a reply answers
        ("孟禾、石砚委员：", ("孟禾、石砚委员",)),
        ("尊敬的孟禾代表：", ("尊敬的孟禾代表",)),
        # In Traditional script the words stay as written.
        ("各區人民政府，市政府各部門：", ("各區人民政府", "市政府各部門")),
        # Places that share the office behind the last of them; a body that is a centre
        ("青河省、白水省能源局，东部、西部监管局：", ("青河省、白水省能源局", "东部、西部监管局")),
        ("青河交易中心，各售电企业：", ("青河交易中心", "各售电企业")),
        # Not one: a lead-in, a role, a list of annexes, a salutation
        ("现将有关事项通知如下：", ()),
        ("责任单位：", ()),
        ("附件：", ()),
        ("各位代表：", ()),
        ("各类项目：", ()),
    ],
)  # fmt: skip
def test_addressees(line: str, expected: tuple[str, ...]) -> None:
    found = parts_of(f"青山区推广节水器具实施方案\n青政发〔2026〕8号\n{line}\n{BODY}")
    assert found.addressees == expected


def test_whom_a_text_addresses_whose_line_breaks_are_gone() -> None:
    filler = "推广节水器具，减少浪费，" * 80
    text = f"青山省水利厅关于节约用水的意见文号：青水〔2026〕8号各市、县水利局，各灌区管理局:为节约用水，{filler}"
    assert parts_of(text, None).addressees == ("各市、县水利局", "各灌区管理局")


def test_whom_a_page_addresses_that_set_head_and_address_on_one_line() -> None:
    head = "当前位置： 首页政务公开 青山区管委会办公室关于印发青山区节水方案的通知 时间：2026-03-02 10:00 "
    text = f"{head}{'微信 ' * 16}区直有关单位，各乡镇人民政府: 经区管委会同意，现将方案印发给你们。\n一、目标\n节水。"
    assert parts_of(text, None).addressees == ("区直有关单位", "各乡镇人民政府")


def test_a_colon_behind_the_first_sentence_addresses_nobody() -> None:
    assert parts_of(f"青山区推广节水器具实施方案\n{BODY}各街道办事处：\n抓好落实。").addressees == ()


def test_a_speech_addresses_nobody() -> None:
    text = "政府工作报告\n区人大常委会：\n我代表区政府报告工作。"
    assert parts_of(text, "政府工作报告").addressees != ()
    assert parts_of(text, "政府工作报告", is_speech=True).addressees == ()


def test_addressees_that_stand_at_the_end() -> None:
    text = f"青山区推广节水器具实施方案\n{BODY}主送：各街道办事处，区水务局。\n抄送：区委办公室。"
    found = parts_of(text)
    assert (found.addressees, found.copied_to) == (("各街道办事处", "区水务局"), ("区委办公室",))


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("附件：节水器具名录\n青山区水务局\n2026年3月9日", ("节水器具名录",)),
        ("附件：1.节水器具名录\n2.更换任务表\n青山区水务局\n2026年3月9日", ("节水器具名录", "更换任务表")),
        ("附件:1.节水器具名录 2.更换任务表", ("节水器具名录", "更换任务表")),
        ("附件：\n1．节水器具名录；\n2．更换任务表。", ("节水器具名录", "更换任务表")),
        # A name over two lines
        ("附件：更换任务表\n（2026—2028年）\n青山区水务局\n2026年3月9日", ("更换任务表（2026—2028年）",)),
        ("附件：1.青山区机关事业单位\n节水器具名录\n2.更换任务表", ("青山区机关事业单位节水器具名录", "更换任务表")),
        ("附件1：节水器具名录\n附件2：更换任务表", ("节水器具名录", "更换任务表")),
        # The name stands once more above the annex.
        ("附件：更换任务表\n其他事项另行通知。\n甲。\n乙。\n丙。\n更换任务表\n序号", ("更换任务表",)),
        # What heads an annex lists nothing, and prose lists nothing.
        ("附件\n更换任务表\n序号", ()),
        ("附件：更换任务表\n1.更换水龙头\n更换水龙头四百个。\n再更换三百个。\n验收。", ()),
        ("附件所列器具优先采购。", ()),
    ],
)
def test_annexes(lines: str, expected: tuple[str, ...]) -> None:
    assert parts_of(f"青山区推广节水器具实施方案\n{BODY}{lines}").annexes == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("（此件公开发布）", "此件公开发布"),
        ("(此件依申请公开)", "此件依申请公开"),
        ("此件主动公开。", "此件主动公开"),
        ("（本文有删减）", "本文有删减"),
        ("（联系人：孟禾，联系电话：6254 8813）", "联系人：孟禾，联系电话：62548813"),
        ("信息公开属性：主动公开", "信息公开属性：主动公开"),
        # Not a note: a version of the title, a bracket in prose, prose about openness
        ("（征求意见稿）", None),
        ("（区水务局牵头）", None),
        ("公开招标采购节水器具。", None),
    ],
)
def test_remark(line: str, expected: str | None) -> None:
    text = f"青山区推广节水器具实施方案\n{BODY}青山区水务局\n2026年3月9日\n{line}"
    assert parts_of(text).remark == expected


@pytest.mark.parametrize(
    ("lines", "copied_to", "printed_by", "printed"),
    [
        ("抄送：区委办公室，区人大常委会办公室。\n青山区人民政府办公室　　2026年3月9日印发",
         ("区委办公室", "区人大常委会办公室"), "青山区人民政府办公室", date(2026, 3, 9)),
        # Over lines, without a stop; the printer above its date
        ("抄送：区委各部门、区法院、\n区检察院\n青山区人民政府办公室\n2026年3月9日印发",
         ("区委各部门", "区法院", "区检察院"), "青山区人民政府办公室", date(2026, 3, 9)),
        # A name that a line end cut
        ("抄送：区委办公室，区检察院、区\n法院。", ("区委办公室", "区检察院", "区法院"), None, None),
        # All on one line, and a stop inside of the list
        ("抄送：省委各部门，省法院。各民主党派省委。青山省人民政府办公厅2026年3月9日印发",
         ("省委各部门", "省法院", "各民主党派省委"), "青山省人民政府办公厅", date(2026, 3, 9)),
        ("抄　报：市水务局", ("市水务局",), None, None),
        # A date of issue is none of printing, and prose copies nothing.
        ("青山区人民政府\n2026年3月9日", (), None, None),
        ("将验收结果抄送区财政局。", (), None, None),
    ],
)  # fmt: skip
def test_copies_and_imprint(
    lines: str, copied_to: tuple[str, ...], printed_by: str | None, printed: date | None
) -> None:
    found = parts_of(f"青山区推广节水器具实施方案\n{BODY}{lines}")
    assert (found.copied_to, found.printed_by, found.printed_date) == (copied_to, printed_by, printed)


def test_each_part_has_its_place() -> None:
    text = (
        "青山区人民政府文件\n青政发〔2026〕8号\n青山区推广节水器具\n实施方案\n各街道办事处：\n"
        f"{BODY}附件：更换任务表\n青山区人民政府\n2026年3月9日\n（此件公开发布）\n抄送：区委办公室。\n"
        "青山区人民政府办公室\n2026年3月9日印发"
    )
    assert [(part.name, part.span.of(text)) for part in parts_of(text).places] == [
        ("issuer", "青山区人民政府文件"),
        ("document_number", "青政发〔2026〕8号"),
        ("title", "青山区推广节水器具\n实施方案"),
        ("addressees", "各街道办事处"),
        ("annexes", "附件：更换任务表"),
        ("signature", "青山区人民政府"),
        ("issued_date", "2026年3月9日"),
        ("remark", "（此件公开发布）"),
        ("copied_to", "区委办公室"),
        ("imprint", "青山区人民政府办公室\n2026年3月9日印发"),
    ]


def test_a_label_of_a_page_without_a_value_addresses_nobody() -> None:
    assert parts_of(f"青山区推广节水器具实施方案\n发布机构：\n各镇人民政府：\n{BODY}").addressees == ("各镇人民政府",)
