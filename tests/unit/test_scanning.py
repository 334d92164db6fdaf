"""Searches that look only where a match may begin find what a search of the whole text finds."""

from __future__ import annotations

import random
import re

import pytest

from extractors import contact_words, numbering
from extractors.charsets.scores import chinese_score
from extractors.document import genres
from extractors.models import Span
from extractors.numbering import STYLES
from extractors.recognize import contacts
from extractors.scanning import matches_behind, matches_in_runs
from extractors.targets import measures, quantities, typing_slips
from extractors.tasks import standing_rules, task_deadlines, unit_lists, unit_places, unit_roles

BEHIND = [
    (unit_places._SENTENCE_START_RE, unit_places._SPACED_ROLE_RE),
    (unit_places._SENTENCE_START_RE, unit_places._ROLE_SENTENCE_RE),
]
RUNS = [
    (contact_words.NUMBER_RUN_RE, contact_words.EVIDENT_RE, contacts._LONGEST_NUMBER),
    (contact_words.NUMBER_RUN_RE, contact_words.BARE_RE, contacts._LONGEST_NUMBER),
    (contact_words.NUMBER_RUN_RE, contact_words.IDENTITY_RE, contacts._LONGEST_NUMBER),
]
# What such patterns are made of, so that texts drawn from it match often.
WORDS = [
    *"联聯系繫络人员員经办承填报表送方式电話话手机传真座固号码及姓名（）()：:\t\n 　.,;、，。@＠#-—＋+/×*%％年月日元",
    *(
        "联系人",
        "联 系 人",
        "经办人员",
        "填报人",
        "电话",
        "手 机",
        "Tel",
        "Fax",
        "mail",
        "E-mail",
        "邮箱",
        "邮 件",
        "微信号",
    ),
    *("QQ", "身份证", "zhang", "a.cn", "(at)", "13800138000", "138 0013 8000", "021-68541234", "(021)", "6854 1234"),
    *("邮箱：zhang # a.cn", "e-mail：li(at)b.gov.cn", "QQ：123456", "微信：abcdef", "身份证号码：11010119900307123X"),
    *("021", "转802", "ext. 802", "２０２５", "2025", "+86", "86-", "010", "12345678", "11010119900307123X"),
    *(
        "一半",
        "数以万计",
        "三分之一",
        "百分之八十",
        "十多",
        "数十万",
        "几百",
        "1,234.5",
        "\ufffd00",
        "2×35",
        "万",
        "亿",
        "3.5",
    ),
]


WORDS += [
    *(
        "&amp;ldquo;",
        "&nbsp;",
        "&nbsp",
        "ldquo;",
        "mdash;",
        "&#8220;",
        "&#x201c;",
        "&amp;",
        "rdquo",
        "我省",
        "全市",
        "（市财政",
        "、区发展",
    ),
    *(
        "2025年",
        "比2020年",
        "与2020年相比",
        "2021年起5年内",
        "“十四五”",
        "十五五规划",
        "以来",
        "从2025年起",
        "2000年底前建成的",
        "于2025年3月31日前",
    ),
    *(
        "2021—2025年",
        "到2027年底",
        "未来三年",
        "三年内",
        "今年上半年",
        "年内",
        "全年",
        "每年6月底前",
        "逐年",
        "12月20日前",
        "去年",
        "占比2020年",
    ),
    *(
        "市财政局",
        "和",
        "与",
        "及",
        "以及",
        "会同",
        "等有关部门和",
        "各县",
        "委员会",
        "责任单位",
        "牵头单位　",
        "负责",
        "牵头",
        "落实",
        "参与。",
    ),
    *("个", "家", "亿元", "平方米", "%", "个百分点", "吨标准煤", "系数", "以上", "左右", "至", "号", "〕"),
]


def drawn(seed: int) -> str:
    generator = random.Random(seed)
    return "".join(generator.choice(WORDS) for _ in range(generator.randrange(1, 400)))


@pytest.mark.parametrize(("marks", "pattern"), BEHIND, ids=str)
def test_a_search_behind_marks_finds_what_a_whole_search_finds(
    marks: re.Pattern[str], pattern: re.Pattern[str]
) -> None:
    found = 0
    for seed in range(400):
        text = drawn(seed)
        first, last = len(text) // 7, len(text) - len(text) // 9
        wanted = [match.span() for match in pattern.finditer(text, first, last)]
        assert [match.span() for match in matches_behind(marks, pattern, text, first, last)] == wanted, text
        found += len(wanted)
    assert found > 3  # a role takes all up to the end of its line


@pytest.mark.parametrize(("runs", "pattern", "reach"), RUNS, ids=str)
def test_a_search_in_runs_finds_what_a_whole_search_finds(
    runs: re.Pattern[str], pattern: re.Pattern[str], reach: int
) -> None:
    found = 0
    for seed in range(600):
        text = drawn(seed)
        wanted = [match.span() for match in pattern.finditer(text)]
        assert [match.span() for match in matches_in_runs(runs, pattern, text, reach)] == wanted, text
        found += len(wanted)
    assert found > 20


ROLES = [
    *"省市县区州级本其他、，。；：: 　\n（）",
    *("第一牵头", "牵头", "总牵头", "主办单位", "主责部门", "行业主管部门", "组织单位", "牵头和责任领导", "主管单位"),
    *("技术支撑", "配合", "参与", "参加单位", "协助", "协同", "协办", "支持部门", "协作", "会办单位", "考核处室"),
    *("第一责任人", "责任", "负责科室", "承办", "项目实施主体", "任务承担地区", "成员单位及分工", "责任单位及责任人"),
    *("任务分工", "职责分工", "推进", "建设", "监管", "督导", "包抓", "市财政局", "县水利局", "为", "由", "等", "不再"),
    *("局牵头，", "办牵头开展", "为总牵头单位", "以下任务均需", "以下工作责任单位均含", "各区政府"),
    *("均为以下任务的责任单位", "不再列出", "不另行标注", "落实"),
    *("1。5%", "2 5", "80%", "CO2", "1，200"),
    *(
        "您提出的",
        "建议",
        "收悉",
        "收到",
        "答复如下",
        "答覆如下",
        "案　由：",
        "提案者:",
        "建议人：",
        "办复内容：",
        "回覆意见:",
    ),
]


def drawn_of_roles(seed: int) -> str:
    generator = random.Random(seed)
    return "".join(generator.choice(ROLES) for _ in range(generator.randrange(1, 80)))


def test_roles_looked_for_before_colons_are_those_of_a_whole_search() -> None:
    found = 0
    for seed in range(3000):
        text = drawn_of_roles(seed)
        span = Span(len(text) // 7, len(text) - len(text) // 9)
        wanted = [match.span() for match in unit_roles.PREFIX_COLON_RE.finditer(text, span.start, span.end)]
        assert [match.span() for match in unit_places._prefixes(text, span)] == wanted, text
        found += len(wanted)
    assert found > 500


GATES = [
    *unit_places._LEADERS,
    (standing_rules._NOT_LISTED_RE, standing_rules.STANDING_RE),
    (typing_slips._SLIP_RE, re.compile(r"[0-9][ 。，][0-9]")),
    (genres._REPLY_GATE_RE, genres._REPLY_TEXT_RE),
]


@pytest.mark.parametrize(("gate", "pattern"), GATES, ids=str)
def test_what_opens_a_gate_is_in_every_match_behind_it(gate: re.Pattern[str], pattern: re.Pattern[str]) -> None:
    found = 0
    for seed in range(6000):
        text = drawn_of_roles(seed)
        if pattern.search(text):
            assert gate.search(text), text
            found += 1
    assert found > 3


MARKERS = [
    *(
        "第一编 总则",
        "第二章",
        "第 三 节",
        "第十六条 ",
        "一、目标",
        "二.总体",
        "三　重点",
        "四，目标",
        "第一，加快",
        "重点任务一：",
        "行动2　建",
    ),
    *(
        "（一）",
        "(?打造",
        "〔三〕",
        "﹙四﹚",
        "㈠",
        "1　总则",
        "1.1 编",
        "2.3.1 指",
        "1.1改",
        "1.推",
        "11.121人才",
        "⒈",
        "1、推",
        "2：推",
    ),
    *(
        "（1）",
        "⑴",
        "1）支",
        "①",
        "㉑",
        "Ⅰ.",
        "A.申",
        "一是",
        "其一，",
        "首先，",
        "再次：",
        "最后，",
        "专项举措3：",
        "措施一、",
        "６．",
    ),
]


@pytest.mark.parametrize("marker", MARKERS)
def test_only_styles_that_open_with_a_character_are_tried(marker: str) -> None:
    """Each style's own marker is found, and no style matches at a character that it is said not to open with."""
    text = marker + "加快主体培育"
    matching = [style.name for style, pattern, _ in numbering._STYLE_RES if pattern.match(text)]
    tried = [style.name for style, pattern in numbering._opened_by(text[0]) if pattern.match(text)]
    assert tried == matching != []


def test_every_style_is_opened_by_the_first_character_of_what_it_matches() -> None:
    seen = set()
    for seed in range(5000):
        generator = random.Random(seed)
        text = "".join(
            generator.choice("第其首先再次最后重点专项任务行动一二十12９.．、，:：() （）〔?㈠⒈⑴①ⅠA章节条编是要 　加")
            for _ in range(9)
        )
        matching = [style for style, pattern, _ in numbering._STYLE_RES if pattern.match(text)]
        assert matching == [style for style, pattern in numbering._opened_by(text[0]) if pattern.match(text)], text
        seen.update(style.name for style in matching)
    assert len(seen) > len({style.name for style in STYLES}) / 2


@pytest.mark.parametrize(
    "label", ["时限", "期限", "时间节点", "完成时间", "时间安排", "进度安排", "完成日期", "办理时限要求"]
)
def test_each_label_of_a_deadline_passes_its_gate(label: str) -> None:
    assert task_deadlines._LABEL_RE.search(f"{label}：2025年12月")
    assert task_deadlines._LABEL_WORD_RE.search(f"{label}：2025年12月")


def test_a_blank_is_a_space_or_no_printable_character() -> None:
    """`fold_view` looks for blanks only where one of the two may be so."""
    blanks = [chr(code) for code in range(0x110000) if quantities._BLANK_RE.match(chr(code))]
    assert len(blanks) > 20
    assert all(blank == " " or not blank.isprintable() for blank in blanks)


def test_a_number_that_is_not_looked_at_counts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [quantities.fold_view(drawn(seed)).text for seed in range(150)]
    found = [quantities.find_quantities(text) for text in texts]
    monkeypatch.setattr(quantities, "_may_count", lambda text, match: True)
    assert found == [quantities.find_quantities(text) for text in texts]
    assert sum(map(len, found)) > 150


def test_the_longest_unit_that_begins_at_a_place_is_found() -> None:
    behind = dict.fromkeys(measures.BY_NAME, "，") | dict.fromkeys(measures._SIZES_IN_BEDS, "以上")
    found = {name: measures.measure_at(f"5{name}{behind[name]}", 1, has_scale=True) for name in measures.BY_NAME}
    assert found == measures.BY_NAME


def test_separators_without_words_are_those_with_words() -> None:
    for seed in range(400):
        text = drawn(seed)
        for start in range(0, len(text), 40):
            span = Span(start, min(len(text), start + 40))
            wanted = [match.span() for match in unit_lists._SEPARATOR_RE.finditer(text, span.start, span.end)]
            assert [match.span() for match in unit_lists._separators(text, span)] == wanted, span.of(text)


def test_a_line_that_ends_in_no_bracket_ends_in_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [
        words + end
        for words in ("加强监管（市财政局、市商务局负责", "健全设施[区商务委牵头", "无")
        for end in "）)］]〕】。负"
    ]
    found = [unit_places.list_at_end(text, 0, len(text)) for text in texts]
    monkeypatch.setattr(unit_places, "_BRACKET_ENDS", "")
    assert found == [unit_places.list_at_end(text, 0, len(text)) for text in texts]
    assert len([place for place in found if place is not None]) > 3


def test_a_paragraph_without_a_place_for_a_marker_holds_none(monkeypatch: pytest.MonkeyPatch) -> None:
    pieces = [
        "加快建设",
        "。",
        "；",
        "”",
        "　　",
        " ",
        "一、",
        "二是",
        "（三）",
        "4.",
        "5、",
        "第六条 ",
        "①",
        "7）支",
        "一批",
        "2025年",
    ]
    texts = ["".join(random.Random(seed).choices(pieces, k=8)) for seed in range(2000)]
    found = [list(numbering.inline_markers(text, 1, len(text))) for text in texts]
    monkeypatch.setattr(numbering, "_INLINE_PLACE_RE", re.compile(""))
    assert found == [list(numbering.inline_markers(text, 1, len(text))) for text in texts]
    assert len([markers for markers in found if markers]) > 300
    assert len([markers for markers in found if not markers]) > 300


def test_ascii_says_nothing_of_how_chinese_a_text_looks() -> None:
    words = "推动直播经济高质量发展"
    assert chinese_score(words) == chinese_score(f'<p class="a">{words[:4]}</p> 2025 {words[4:]}') > 0.9
    assert chinese_score("plain") == 0.0
