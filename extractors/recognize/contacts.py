"""Turn a document's text into the places of its contact persons: their names, telephone numbers, mail addresses.

What is found is kept out of the tables (`pipeline/masking.py`). A name is found only behind a word that announces one
or below it in a table; a number by a shape that nothing else has, else only behind such a word.

Deliberately not found: 文号 and 索引号, amounts, 统一社会信用代码 and other codes with letters; hotlines of three to
six digits (110, 12345, 95598, 12329), 400 and 800 numbers, 微信公众号: they are nobody's desk. A landline is found also
where it is a switchboard (总机, 办公室): from the number alone nobody can tell. Names of officials in their office
(签发人, 责任人, 组长) are not: who answers for a task is what the document is for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.contact_words import (
    ACCOUNT_HEADER_RE,
    ACCOUNT_RE,
    ACCOUNT_WORD_RE,
    BARE_RE,
    EVIDENT_RE,
    GAP,
    HIDDEN_MAIL_RE,
    IDENTITY_RE,
    MAIL_HEADER_RE,
    MAIL_RE,
    NAME_HEADER_RE,
    NUMBER_RUN_RE,
    OBSCURED_RE,
    PERSON_HEADER_RE,
    PERSON_RE,
    PHONE_HEADER_RE,
    PHONE_LABEL,
    PHONE_LABEL_RE,
)
from extractors.models import Block, Cell, Contact, ContactKind, Grid, Span, TaskRecord, UnitMention
from extractors.scanning import matches_in_runs

# How far behind its word a name or number stands.
_REACH = 60
_LONGEST_NUMBER = 32
_BLANKS_RE = re.compile(r"\s{0,40}")
# A semicolon ends what a word announces, unless the next name and number follow: 张三 68541234；李四 68541235.
_REACH_END_RE = re.compile(
    r"[\n。！!]|[；;](?![ ]?[\u3400-\u9fff·]{2,8}[ \t\u3000:：（(]{0,3}(?:\d{7}|[(（]?0\d{2}|1\d{2}))"
)
# Between a word and its number: marks; names or an office only where a colon or the like says that a value follows.
# An area code whose digits were read as letters (O2l-68541234) is passed over, too.
_CODE_READ_ILL = r"(?:[OoIl\d]{2,4}[-－])?"
_MARKS_RE = re.compile(rf"[\s:：、，,;；/或和（）()【】—-]*{_CODE_READ_ILL}")
# Between two numbers of one list: 021-68541234、68541235.
_LIST_RE = re.compile(r"[ \t]?[、，,;；/或和][ \t]?")
_MARKS_AND_NAMES_RE = re.compile(
    rf"[\s:：、，,;；/（）()]*(?:[\u3400-\u9fff·A-Za-z.]{{1,20}}[\s:：、，,;；/或和（）()]*){{0,3}}{_CODE_READ_ILL}"
)

# ── names ───────────────────────────────────────────────────────────────────────────────────────

# The four hundred commonest family names cover 99 of 100 persons.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田"
    "任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章"
    "鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植"
    "甘景薄单包司柏宁柯阮桂闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫来嵺苟全褚廉简娄盖符奚木穆党燕郎邸冀谈姬屠连郜晏"
    "栾郁商蒙计喻揭窦迟宇敖糜鄢冷卓花仇艾蓝都巩稽井练仲乐虞卞封竺冼原官衣楚佟栗匡宗应台巫鞠僧桑荆谌银扬明沙薄伏岑习胥保和蔺水云"
    "張劉陳楊趙黃吳孫羅鄭謝韓馮蕭鄧許蘇盧蔣賈葉閻鍾譚鄒陸顧龍錢湯賀龔龐蘭陶顏嚴溫蘆魯韋畢聶叢齊莊塗關費紀項陽衛單閔車邊饒宮"
    "逄麦仝亓缪阚邝佘鄂隗眭晁笪粟芮汲邴"
)
_DOUBLE_SURNAMES = (
    "欧阳|歐陽|上官|皇甫|令狐|诸葛|諸葛|司徒|司马|司馬|申屠|夏侯|贺兰|完颜|慕容|尉迟|长孙|東方|东方|公孙|端木"
)
_TITLES = (
    "科长|科長|主任|处长|處長|局长|局長|老师|老師|先生|女士|同志|经理|經理|书记|書記|队长|所长|院长|站长|股长|部长|秘书|工程师"
    "|主席|会长|委员|干事|主管|副科长|副主任|副处长|副局长"
)
# A word as a whole that is the name of a person: 张三, 欧阳修, 张科长, 阿卜杜拉·买买提. A name of an office that begins
# like a name of a person (文明办, 金融处, 高新区) ends in a word that names do not end in.
_NAME_RE = re.compile(
    rf"""
    (?P<name>
        (?:{_DOUBLE_SURNAMES})[\u3400-\u9fff]{{1,2}}
      | [{_SURNAMES}][\u3400-\u9fff]{{1,2}}
      | [\u3400-\u9fff]{{1,8}}(?:[·•][\u3400-\u9fff]{{1,8}}){{1,3}}
    )(?:{_TITLES})?
  | (?P<family>[{_SURNAMES}]|{_DOUBLE_SURNAMES})(?:{_TITLES})
    """,
    re.VERBOSE,
)
_OFFICE_END_RE = re.compile(
    r"(?:[局委办辦处處股室厅廳院站队隊部所区區县縣镇鎮乡鄉村]|中心|公司|街道|单位|电话|方式|地址|名单)$"
)
_TITLE_END_RE = re.compile(rf"(?:{_TITLES})\Z")
# 张　三, 李 明 华; of 张 三 李 四 the first two are one.
_SPACED_NAME_RE = re.compile(
    rf"[{_SURNAMES}](?:[ \u3000]{{1,4}}[\u3400-\u9fff]){{2}}(?![ \u3000]{{0,4}}[\u3400-\u9fff])"
    rf"|[{_SURNAMES}][ \u3000]{{1,4}}[\u3400-\u9fff](?![\u3400-\u9fff])"
)
_COLON_RE = re.compile(rf"{GAP}[:：]")
_WORD_RE = re.compile(r"[\u3400-\u9fff]+(?:[·•][\u3400-\u9fff]+)*")


# 联系人 张三, 联系人为张三, 联系人-张三: a name that ends its clause, and no number.
_SAID_RE = re.compile(r"(?:[ \t\u3000]{1,4}|[ \t\u3000]{0,2}(?:[是为為|｜]|[-－—–]{1,2})[ \t\u3000]{0,2})")
_CLAUSE_END_RE = re.compile(r"[ \t\u3000]{0,4}(?:[，,。；;、)）|｜\n]|\Z)")
# Where no colon says that a name follows, a number must: 联系人张三，68541234.
_NUMBER_NEAR_RE = re.compile(
    rf"[\s:：、，,;；/（）()]{{0,4}}(?:{EVIDENT_RE.pattern}|{PHONE_LABEL}|\d{{7,8}}(?!\d))", re.VERBOSE
)


# Beside a number: 68541234（王科长）, 张老师 68541234, 张三 13800138000.
_BRACKETED_RE = re.compile(rf"{GAP}[（(]{GAP}(?P<word>[\u3400-\u9fff·]{{2,10}}){GAP}[）)]")
_BETWEEN = r"[ \t\u3000:：（(，,、]{0,3}"
_BEFORE_RE = re.compile(rf"(?<![\u3400-\u9fff·])(?P<word>[\u3400-\u9fff·]{{2,10}}){_BETWEEN}\Z")
# Before the word that announces its number. Risk: 常州，电话：…; so three characters, or a title.
_BEFORE_LABEL_RE = re.compile(
    r"(?<![\u3400-\u9fff·])(?P<word>[\u3400-\u9fff·]{2,6})"
    r"(?:[，,、（(][男女])?[ \t\u3000，,（(]{1,3}(?:联系|聯繫|办公|移动|咨询)?\Z"
)
_BEFORE_REACH = 18
# Within a longer word, where it ends in a name behind what asks for a person (材料报张三（68541234）, 请与张三 139…)
# or behind an office (区农业农村局张三 139…). Risk: a word that begins like a name, behind one of these.
_RUN_BEFORE_RE = re.compile(rf"(?P<word>[\u3400-\u9fff·]{{3,10}}){_BETWEEN}\Z")
_ASKING_RE = re.compile(r"(?:报送?|联[系络]|致电|咨询|[洽找与和请交])\Z")
_OFFICE_RE = re.compile(r"(?:[局委办處处股科室厅廳院站队隊部所府会會]|中心)\Z")
_NO_NAME_RE = re.compile(r"方[式法案面向]|时[间段]|单位|项目|管理员|计划|成员|安全|万元|姓名|花名册|全覆盖|.+[科组組]")
# What begins like a name, before a number that no word announces, is a place, a body or a measure where it ends so.
_PLACE_END_RE = re.compile(r"[会會院校店厂廠社行园園场場苑山庄莊港州市馆館台线線品量额率]\Z")
# 政策咨询：张三 68541234, 投资科：张三 …, 区发改局 张三 …: what asks for somebody, or an office, with a mark or blank.
_ASKED_RE = re.compile(
    r"(?:[人员員者局委办辦处處股科室厅廳院站所府部组組]|中心|咨询|支持|受理|经办|承办|对接|报名|联系|值班|服务|我们|电话|手机|方式)"
    r"(?:[:：][ \u3000]{0,2}|[ \u3000]{1,2})\Z"
)
# 68541234 元: an amount, also behind a blank.
_AMOUNT_BEHIND_RE = re.compile(r"[ \u3000]{1,2}(?:[万亿千百]|[元吨亩户人家个](?![\u3400-\u9fff])|公[顷里斤]|平方)")
_LENGTHS_OF_NAMES = (5, 4, 3, 2)  # 欧阳修远 with a title, down to 张三
_DAY_RE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_BEHIND_A_NAME = 6  # characters: 联系人张三（68541234）
_MOBILE_RE = re.compile(r"(?:(?:[+＋]|00)?86[- ]?)?[1１]")


def find_contacts(text: str, blocks: Sequence[Block] = ()) -> tuple[Contact, ...]:
    """Turn a text and its tables into the contacts in it, in order, none overlapping another.

    >>> text = "联系人：张三，电话：021-68541234。"
    >>> [(contact.kind, contact.span.of(text)) for contact in find_contacts(text)]
    [('name', '张三'), ('phone', '021-68541234')]
    """
    found = [*_in_words(text)]
    for block in blocks:
        if block.grid is not None:
            found += _in_grid(text, block.grid)
    found += [name for number in found if number.kind == "phone" for name in _beside(text, number.span)]
    found.sort(key=lambda contact: (contact.span.start, -contact.span.end))
    kept: list[Contact] = []
    for contact in found:
        if not kept or contact.span.start >= kept[-1].span.end:
            kept.append(contact)
    return tuple(kept)


def _in_words(text: str) -> Iterator[Contact]:
    for match in matches_in_runs(NUMBER_RUN_RE, EVIDENT_RE, text, _LONGEST_NUMBER):
        yield Contact("phone", Span(*match.span()))
        yield from _numbers(text, match.end(), match.end() + _REACH, _LIST_RE)
    for match in matches_in_runs(NUMBER_RUN_RE, BARE_RE, text, _LONGEST_NUMBER):
        if _DAY_RE.fullmatch(match[0]) or _AMOUNT_BEHIND_RE.match(text, match.end()):
            continue
        names = [*_titled(text, match.start()), *_glued(text, match.start(), _ASKING_RE)]
        names += [name for name in _glued(text, match.start(), _OFFICE_RE) if len(name.span) > 2]
        yield from (*names, Contact("phone", Span(*match.span()))) if names else ()
    for match in matches_in_runs(NUMBER_RUN_RE, IDENTITY_RE, text, _LONGEST_NUMBER):
        yield Contact("account", Span(*match.span()))
    if "@" in text or "＠" in text:
        yield from _all("mail", MAIL_RE.finditer(text))
    for match in HIDDEN_MAIL_RE.finditer(text):
        yield Contact("mail", Span(*match.span("mail")))
    for match in ACCOUNT_RE.finditer(text):
        yield Contact("account", Span(*match.span(match.lastgroup or 0)))
    for match in PERSON_RE.finditer(text):
        yield from _names_behind(text, match)
    for match in PHONE_LABEL_RE.finditer(text):
        yield from _numbers_behind(text, match)


def _all(kind: ContactKind, matches: Iterable[re.Match[str]]) -> Iterator[Contact]:
    return (Contact(kind, Span(*match.span())) for match in matches)


def _reach(text: str, start: int) -> int:
    """Where what an announcing word announces ends: with its sentence or line, or with the line behind a line end."""
    blanks = _BLANKS_RE.match(text, start)
    start = blanks.end() if blanks is not None else start
    end = _REACH_END_RE.search(text, start, start + _REACH)
    return end.start() if end is not None else min(len(text), start + _REACH)


def _names_behind(text: str, label: re.Match[str]) -> Iterator[Contact]:
    start, end = label.end(), _reach(text, label.end())
    if label["colon"] is None:
        # 联系人张三: only where the name follows at once and a number or its word follows that, or the name is all that
        # is said. Not matched: 密切联系人民群众, 联系人员名单, 联系人全覆盖.
        said = _SAID_RE.match(text, start)
        start = said.end() if said is not None else start
        word = _WORD_RE.match(text, start, start + _REACH)
        if word is None:
            return
        end = word.end()
        has_number = _NUMBER_NEAR_RE.match(text, end) is not None
        if not has_number and (said is None or not _CLAUSE_END_RE.match(text, end)):
            return
        names = list(_names_in(text, start, end))
        yield from names
        if names and has_number:
            yield from _numbers(text, end, end + _BEHIND_A_NAME, _MARKS_RE)
        return
    stop = PHONE_LABEL_RE.search(text, start, end)
    end = stop.start() if stop is not None else end
    first = _WORD_RE.search(text, start, end)
    if (
        first is not None
        and len(first[0]) <= 4
        and label[0].endswith((":", "："))
        and _NUMBER_NEAR_RE.match(text, first.end())
    ):
        yield from _any_name(first[0], first.start())
    yield from _names_in(text, start, end)


def _names_in(text: str, start: int, end: int) -> Iterator[Contact]:
    for match in _SPACED_NAME_RE.finditer(text, start, end):
        if match.start() == start or not _is_han(text[match.start() - 1]):
            yield Contact("name", Span(*match.span()))
    for word in _WORD_RE.finditer(text, start, end):
        if not _COLON_RE.match(text, word.end()):  # the next label: 联系人：时间：
            yield from _name(word[0], word.start())


def _beside(text: str, number: Span) -> Iterator[Contact]:
    """The name in brackets behind a number; before it, one with a title, or whatever is a name before a mobile number.

    Risk: a word of two or three characters that begins like a name, alone before a mobile number or in brackets behind.
    """
    behind = _BRACKETED_RE.match(text, number.end)
    if behind is not None:
        yield from _name(behind["word"], behind.start("word"))
    yield from _titled(text, number.start, needs_title=_MOBILE_RE.match(text, number.start) is None)
    yield from _glued(text, number.start, _ASKING_RE, _OFFICE_RE)


def _titled(text: str, place: int, *, needs_title: bool = True) -> Iterator[Contact]:
    """The name right before a place: with a title (张老师 68541234), behind what asks for somebody or an office
    (政策咨询：张三 68541234), any one unless `needs_title`."""
    first = max(0, place - _BEFORE_REACH)
    before = _BEFORE_RE.search(text[first:place])
    if before is None:
        return
    start, word = first + before.start("word"), before["word"]
    if not needs_title or _TITLE_END_RE.search(word) or _is_asked_for(text, start, word):
        yield from _name(word, start)


def _is_asked_for(text: str, start: int, word: str) -> bool:
    asked = _ASKED_RE.search(text[max(0, start - _BEFORE_REACH) : start])
    if asked is None or _PLACE_END_RE.search(word):
        return False
    # Behind a blank alone, two characters are too few: 市财政局 高中 1234567.
    return len(word) > 2 or ":" in asked[0] or "：" in asked[0]


def _glued(text: str, place: int, *openers: re.Pattern[str]) -> Iterator[Contact]:
    """The name at the end of a longer word right before a place, behind what one of `openers` finds."""
    first = max(0, place - _BEFORE_REACH)
    before = _RUN_BEFORE_RE.search(text[first:place])
    if before is None:
        return
    word = before["word"]
    for length in _LENGTHS_OF_NAMES:
        head, tail = word[:-length], word[-length:]
        if not any(opener.search(head) for opener in openers):
            continue
        names = list(_name(tail, first + before.end("word") - len(tail)))
        if names:
            yield from names
            return


def _any_name(word: str, start: int) -> Iterator[Contact]:
    """A word that stands where nothing but a name can, of whatever family: 联系人：呼延，68541234."""
    is_other = _OFFICE_END_RE.search(word) or _PLACE_END_RE.search(word) or _NO_NAME_RE.fullmatch(word)
    if not is_other and _NAME_RE.fullmatch(word) is None and len(word) > 1:
        yield Contact("name", Span(start, start + len(word)))


def _name(word: str, start: int) -> Iterator[Contact]:
    """A word as the name of a person, without its title; nothing where it is none, or names an office."""
    name = _NAME_RE.fullmatch(word)
    if _NO_NAME_RE.fullmatch(word):
        return
    if name is not None and not (len(word) > 2 and _OFFICE_END_RE.search(word) and name["family"] is None):
        group = "name" if name["name"] is not None else "family"
        yield Contact("name", Span(start + name.start(group), start + name.end(group)))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _numbers_behind(text: str, label: re.Match[str]) -> Iterator[Contact]:
    """The numbers that a word announces, and the name right before it: 张小明，联系电话：68541234."""
    between = _MARKS_AND_NAMES_RE if label["colon"] is not None else _MARKS_RE
    numbers = list(_numbers(text, label.end(), _reach(text, label.end()), between))
    yield from numbers
    if numbers:
        first = max(0, label.start() - _BEFORE_REACH)
        before = _BEFORE_LABEL_RE.search(text[first : label.start()])
        word = before["word"] if before is not None else ""
        if before is not None and not _PLACE_END_RE.search(word) and (len(word) > 2 or _TITLE_END_RE.search(word)):
            yield from _name(word, first + before.start("word"))


def _numbers(text: str, place: int, end: int, between: re.Pattern[str]) -> Iterator[Contact]:
    """The numbers that begin before `end`, with nothing but `between` before each."""
    while (number := BARE_RE.search(text, place, end + _LONGEST_NUMBER)) is not None and number.start() < end:
        if between.fullmatch(text, place, number.start()) is None:
            return
        yield Contact("phone", Span(*number.span()))
        place = number.end()


# ── tables ──────────────────────────────────────────────────────────────────────────────────────

# A title, or a header of two rows, may stand above the row that says what the columns are.
_ROWS_ABOVE = 2


def _in_grid(text: str, grid: Grid) -> Iterator[Contact]:
    """What stands below a header that announces it; 姓名 announces where the same row of headers has numbers.

    A row of headers is one of the grid's own, or one of the next two that has two such words. Beside each other, a cell
    that is a name of three characters and one that is a number are a contact without a header, too.
    """
    by_row: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        by_row.setdefault(cell.row, []).append(cell)
    own = max(grid.header_row_count, 1)
    below: dict[int, set[str]] = {}
    for row, cells in sorted(by_row.items()):
        short = [cell for cell in cells if len(cell.span) <= _REACH]
        if row >= own:
            for cell in short:
                yield from _in_cell(text, cell.span, below.get(cell.column, set()))
            yield from _unannounced(text, short)
        if row < own + _ROWS_ABOVE:
            announced = _announced(text, short)
            if row < own or sum(map(len, announced.values())) > 1:
                for column, kinds in announced.items():
                    below.setdefault(column, set()).update(kinds)


def _announced(text: str, cells: Sequence[Cell]) -> dict[int, set[str]]:
    """What each column of a row of headers announces."""
    titles = [(cell, "".join(cell.span.of(text).split())) for cell in cells]
    kinds = {
        "number": {id(cell) for cell, title in titles if PHONE_HEADER_RE.fullmatch(title)},
        "person": {id(cell) for cell, title in titles if PERSON_HEADER_RE.fullmatch(title)},
        "mail": {id(cell) for cell, title in titles if MAIL_HEADER_RE.fullmatch(title)},
        "account": {id(cell) for cell, title in titles if ACCOUNT_HEADER_RE.fullmatch(title)},
    }
    if kinds["number"]:
        kinds["person"] |= {id(cell) for cell, title in titles if NAME_HEADER_RE.fullmatch(title)}
    found: dict[int, set[str]] = {}
    for cell in cells:
        mine = {kind for kind, ids in kinds.items() if id(cell) in ids}
        for column in range(cell.column, cell.column + min(cell.column_span, _REACH)) if mine else ():
            found.setdefault(column, set()).update(mine)
    return found


def _in_cell(text: str, cell: Span, kinds: set[str]) -> Iterator[Contact]:
    """The contacts in a cell below headers of these kinds."""
    if "person" in kinds:
        yield from _names_in(text, cell.start, cell.end)
    if kinds & {"person", "number"}:
        yield from _numbers_in_cell(text, cell)
    if "mail" in kinds:
        yield from _all("mail", OBSCURED_RE.finditer(text, cell.start, cell.end))
    if "account" in kinds:
        yield from _all("account", ACCOUNT_WORD_RE.finditer(text, cell.start, cell.end))


def _unannounced(text: str, cells: Sequence[Cell]) -> Iterator[Contact]:
    """The name in a cell beside one that is a number of a telephone, as such: 张小明 | 021-68541234."""
    for cell, beside in pairwise(cells):
        word = cell.span.of(text).strip()
        if len(word) > 2 and EVIDENT_RE.fullmatch(beside.span.of(text).strip()) and not _PLACE_END_RE.search(word):
            yield from _name(word, text.index(word, cell.span.start))


def _numbers_in_cell(text: str, cell: Span) -> Iterator[Contact]:
    """The numbers in a cell below a word that announces them; one that the cell's lines part is one: 1380013 ⏎ 8000."""
    words = cell.of(text)
    joined = "".join(words.split())
    if "\n" in words and (EVIDENT_RE.fullmatch(joined) or BARE_RE.fullmatch(joined)):
        start = cell.start + len(words) - len(words.lstrip())
        yield Contact("phone", Span(start, start + len(words.strip())))
        return
    yield from _all("phone", BARE_RE.finditer(text, cell.start, cell.end))


# ── bodies beside contacts ──────────────────────────────────────────────────────────────────────

# What a contact leaves behind in the name of a body: 市商务局（联系人：，电话：）.
_LABEL_LEFT_RE = re.compile(
    r"(?:及?(?:联系人|联络[人员]|联系方式|联系电话|电话|手机|传真|邮箱|电子邮箱)){1,3}[:：]?|(?:分机|转)\Z"
)
_EMPTY_BRACKETS_RE = re.compile(r"[（(][\s，,、：:；;/.—-]{0,20}[）)]")
_LOOSE_MARKS = " ，,、：:；;/—-（("
_TWO_HAN_RE = re.compile(r"[\u3400-\u9fff]{2}")


def without_contacts(tasks: Iterable[TaskRecord], contacts: Sequence[Contact], text: str) -> tuple[TaskRecord, ...]:
    """Turn tasks into the same ones whose bodies have no contacts in their names.

    市商务局（张三，13800138000） is 市商务局; a person alone is no body. So no contact gets into the table of units,
    whose rows stand in no document. `contacts` are those of the whole document, in order.
    """
    starts = [contact.span.start for contact in contacts]
    kept: list[TaskRecord] = []
    for task in tasks:
        units = tuple(unit for unit in (_bare(unit, contacts, starts, text) for unit in task.units) if unit is not None)
        kept.append(task if units == task.units else replace(task, units=units))
    return tuple(kept)


def _bare(unit: UnitMention, contacts: Sequence[Contact], starts: Sequence[int], text: str) -> UnitMention | None:
    """A body's name without contacts; None where nothing else is in it."""
    name = unit.as_written
    first = max(0, bisect_right(starts, unit.span.start) - 1)
    for contact in contacts[first : bisect_left(starts, unit.span.end)]:
        if contact.span.overlaps(unit.span):
            name = name.replace("".join(contact.span.of(text).split()), "")
    if NUMBER_RUN_RE.search(name) or "@" in name:  # 138 0013 8000 is one where the blanks are gone
        for contact in reversed(find_contacts(name)):
            if contact.kind != "name":
                name = name[: contact.span.start] + name[contact.span.end :]
    if name == unit.as_written:
        return unit
    name = _EMPTY_BRACKETS_RE.sub("", _LABEL_LEFT_RE.sub("", name)).strip(_LOOSE_MARKS)
    if len(re.findall(r"[（(]", name)) < len(re.findall(r"[）)]", name)):
        name = name.rstrip("）)")
    return replace(unit, as_written=name) if _TWO_HAN_RE.search(name) else None
