"""Turn a document's text into the places of its contact persons: their names, telephone numbers, mail addresses.

What is found is kept out of the tables (`pipeline/masking.py`). A name is found only behind a word that announces one
or below it in a table; a number by a shape that nothing else has, else only behind such a word.

Deliberately not found: 文号 and 索引号, amounts, 统一社会信用代码 and other codes with letters; hotlines of three to
six digits (110, 12345, 95598, 12329), 400 and 800 numbers, 微信公众号: they are nobody's desk. A landline is found also
where it is a switchboard (总机, 办公室): from the number alone nobody can tell. Names of officials in their office
(签发人, 责任人, 组长) are not: who answers for a task is what the document is for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from extractors.models import Block, Cell, Contact, ContactKind, Grid, Span, TaskRecord, UnitMention
from extractors.scanning import matches_from, matches_in_runs

# ── words that announce ─────────────────────────────────────────────────────────────────────────

_GAP = r"[ \t\u3000]{0,4}"
# Whom to ask. Not 责任人, 签发人, 负责人: officials, named for their office.
_PERSON_RE = re.compile(
    rf"""
    (?:
        (?:[联聯]{_GAP}[系繫络絡]|经{_GAP}办|經{_GAP}辦|承{_GAP}[办辦]|填{_GAP}[报報表]|报{_GAP}送){_GAP}[人员員](?:[员員])?
      | [联聯]{_GAP}[系繫]{_GAP}方{_GAP}式
    )
    (?:{_GAP}(?:姓{_GAP}名|及(?:电话|联系方式|联系电话)))?
    (?:[（(][^（）()\n]{{0,12}}[）)])?
    (?P<colon>{_GAP}[:：]|\t|(?={_GAP}\n))?
    """,
    re.VERBOSE,
)
_PHONE_LABEL = (
    rf"[电電]{_GAP}[话話]|手{_GAP}[机機]|[传傳]{_GAP}真|[座固]{_GAP}[机機话話]|[联聯]{_GAP}[系繫络絡]{_GAP}(?:人|员|員|方{_GAP}式)"
    r"|(?<![A-Za-z])(?:Tel|TEL|tel|Fax|FAX|fax|Phone|Mobile)(?![A-Za-z])"
)
_PHONE_LABEL_RE = re.compile(
    rf"(?:{_PHONE_LABEL})(?:{_GAP}[号號][码碼]?)?(?:[（(][^（）()\n]{{0,12}}[）)])?(?P<colon>{_GAP}[:：.]|\t|(?={_GAP}\n))?"
)
# A header of a table, blanks removed. Not matched: 电话普及率, 联系人数.
_PERSON_HEADER_RE = re.compile(
    r".{0,6}(?:[联聯][系繫络絡]|经办|經辦|承办|承辦|填[报報表]|报送)[人员員][员員]?(?:姓名)?(?:(?:及|和|、|/).{0,6})?"
)
_PHONE_HEADER_RE = re.compile(
    r".{0,8}(?:[电電][话話]|手[机機]|[传傳]真|[座固][机機话話]|[联聯][系繫]方式)(?:[号號][码碼]?)?(?:[（(].{0,8}[）)])?"
)
_NAME_HEADER_RE = re.compile(r"姓名|名字")

# ── numbers and addresses ───────────────────────────────────────────────────────────────────────

_LOCAL = r"(?:\d{7,8}|\d{3,4}[- －]\d{4})"  # 68541234, 6854 1234
# 021-68541234转802, -802, 转 802, ext. 802; behind a blank only with a word.
_EXTENSION = r"(?:[-－—]\d{1,6}|[ ]{0,2}(?:[转轉]|(?i:ext)\.?|分[机機]号?)[ :：]{0,2}\d{1,6})?"

# Wherever they stand. Not matched: amounts (13800000000元, and round ones without a measure unit), parts of longer
# codes. Risk: a bare count of eleven digits that begins with 13 to 19 and is not round.
_EVIDENT_RE = re.compile(
    rf"""
    (?<![\dA-Za-z_.])
    (?:
        (?:[+＋]?86[- ]?)?[1１][3-9３-９]\d(?!\d{{4}}0000)(?:-?\d{{4}}){{2}}   # mobile: 13800138000, 138-0013-8000
      | [+＋]86[ ]1[3-9]\d[ ]\d{{4}}[ ]\d{{4}}                                # +86 138 0013 8000
      | [（(]?[0０]\d{{2,3}}[)）\-－—–]{{1,2}}{_LOCAL}                         # area code and number: 021-68541234
      | [（(][0０]\d{{2,3}}[)）][ ]{{1,2}}{_LOCAL}                              # (0571) 8705 1234
      | (?:[+＋]|00)?86[-－ ][1-9]\d{{1,2}}[-－ ]{_LOCAL}                       # +86-21-68541234
    )
    {_EXTENSION}
    (?![\dA-Za-z_]|[.．]\d|[元万亿%％户家个台部件只条辆项吨亩千百平米])
    """,
    re.VERBOSE,
)
# Shapes that many other numbers have too: only behind a word. Not matched: what a measure unit follows, spans of years.
_BARE_RE = re.compile(
    rf"""
    (?<![\dA-Za-z_.])
    (?:
        [（(]?[0０]\d{{2,3}}[)）\-－—– ]{{0,2}}{_LOCAL}      # 021 68541234, 021-6854 1234
      | 1[3-9]\d(?:[ .]\d{{4}}[ .]?\d{{4}}|\d{{4}}[ .]\d{{4}}) # 138 0013 8000, 138.0013.8000, 138 00138000
      | (?!19|20)\d{{4}}[- ]\d{{4}} | (?![48]00)\d{{7,8}}   # 6854 1234, 68541234
    )
    {_EXTENSION}
    (?![\dA-Za-z_]|[.．]\d|[元万亿%％户人家个台部件只条辆项吨亩千百公平米])
    """,
    re.VERBOSE,
)
_MAIL_RE = re.compile(
    r"(?<![A-Za-z0-9_.%+-])[A-Za-z0-9_.%+-]{1,64}[@＠][A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
# As pages write them against collectors of addresses, behind a word: 邮箱：zhangsan # sh.gov.cn, zhangsan(at)sh.gov.cn.
_HIDDEN_MAIL_RE = re.compile(
    rf"""
    (?:邮{_GAP}[箱件]|郵{_GAP}[箱件]|[Ee]-?[Mm]ail)(?:地址)?{_GAP}[:：]?{_GAP}
    (?P<mail>[A-Za-z0-9_.%+-]{{1,64}}[ ]{{0,2}}(?:[#＃*]|[(（\[【](?:at|AT|@)[)）\]】])[ ]{{0,2}}
    [A-Za-z0-9-]{{1,63}}(?:\.[A-Za-z0-9-]{{1,63}}){{1,4}})
    """,
    re.VERBOSE,
)
_ACCOUNT_RE = re.compile(
    rf"""
    (?<![A-Za-z])[Qq][Qq](?:[号號][码碼]?)?{_GAP}[:：]?{_GAP}(?P<qq>[1-9]\d{{4,10}})(?!\d)
  | 微信(?:[号號])?{_GAP}[:：]{_GAP}(?P<wechat>[A-Za-z][\w-]{{4,19}})(?![\w-])
  | 身{_GAP}份{_GAP}[证證](?:[号號][码碼]?)?{_GAP}[:：]?{_GAP}(?P<id>\d{{17}}[\dXx])(?![\dA-Za-z])
    """,
    re.VERBOSE,
)
# How far behind its word a name or number stands.
_REACH = 60
_LONGEST_NUMBER = 32
_BLANKS_RE = re.compile(r"\s{0,40}")
_BLANKS_IN_LINE_RE = re.compile(_GAP)
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
    rf"[\s:：、，,;；/（）()]*(?:[\u3400-\u9fff·]{{1,10}}[\s:：、，,;；/或和（）()]*){{0,3}}{_CODE_READ_ILL}"
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
_SPACED_NAME_RE = re.compile(rf"[{_SURNAMES}][ \u3000]{{1,4}}[\u3400-\u9fff](?![\u3400-\u9fff])")
_COLON_RE = re.compile(rf"{_GAP}[:：]")
_WORD_RE = re.compile(r"[\u3400-\u9fff]+(?:[·•][\u3400-\u9fff]+)*")


# Where no colon says that a name follows, a number must: 联系人张三，68541234.
_NUMBER_NEAR_RE = re.compile(
    rf"[\s:：、，,;；/（）()]{{0,4}}(?:{_EVIDENT_RE.pattern}|{_PHONE_LABEL}|\d{{7,8}}(?!\d))", re.VERBOSE
)


# Beside a number: 68541234（王科长）, 张老师 68541234, 张三 13800138000.
_BRACKETED_RE = re.compile(rf"{_GAP}[（(]{_GAP}(?P<word>[\u3400-\u9fff·]{{2,10}}){_GAP}[）)]")
_BETWEEN = r"[ \t\u3000:：（(，,、]{0,3}"
_BEFORE_RE = re.compile(rf"(?<![\u3400-\u9fff·])(?P<word>[\u3400-\u9fff·]{{2,10}}){_BETWEEN}\Z")
_BEFORE_REACH = 14
# Within a longer word, where it ends in a name behind what asks for a person (材料报张三（68541234）, 请与张三 139…)
# or behind an office (区农业农村局张三 139…). Risk: a word that begins like a name, behind one of these.
_RUN_BEFORE_RE = re.compile(rf"(?P<word>[\u3400-\u9fff·]{{3,10}}){_BETWEEN}\Z")
_ASKING_RE = re.compile(r"(?:报送?|联[系络]|致电|咨询|[洽找与和请交])\Z")
_OFFICE_RE = re.compile(r"(?:[局委办處处股科室厅廳院站队隊部所府会會]|中心)\Z")
_NO_NAME_RE = re.compile(r"方[式法案面]|时[间段]|单位|项目|管理员|计划|成员|安全|.+[科组組]")
_LENGTHS_OF_NAMES = (5, 4, 3, 2)  # 欧阳修远 with a title, down to 张三
_DAY_RE = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])")
_BEHIND_A_NAME = 6  # characters: 联系人张三（68541234）
_MOBILE_RE = re.compile(r"(?:(?:[+＋]|00)?86[- ]?)?[1１]")


# What each of the patterns above begins with, and what a number is made of: text is looked at there alone.
_PERSON_START_RE = re.compile("[联聯经經承填报]")
_PHONE_LABEL_START_RE = re.compile("[电電手传傳座固联聯TtFfPM]")
_HIDDEN_MAIL_START_RE = re.compile("[邮郵Ee]")
_ACCOUNT_START_RE = re.compile("[Qq微身]")
_NUMBER_RUN_RE = re.compile(r"[\d+＋(（][\d+＋()（）\-－—– .]{6,}")


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
    for match in matches_in_runs(_NUMBER_RUN_RE, _EVIDENT_RE, text, _LONGEST_NUMBER):
        yield Contact("phone", Span(*match.span()))
        yield from _numbers(text, match.end(), match.end() + _REACH, _LIST_RE)
    for match in matches_in_runs(_NUMBER_RUN_RE, _BARE_RE, text, _LONGEST_NUMBER):
        if any(True for _ in _titled(text, match.start())):
            yield Contact("phone", Span(*match.span()))
        elif not _DAY_RE.fullmatch(match[0]):
            names = list(_glued(text, match.start(), _ASKING_RE))
            yield from (*names, Contact("phone", Span(*match.span()))) if names else ()
    if "@" in text or "＠" in text:
        yield from _all("mail", _MAIL_RE.finditer(text))
    for match in matches_from(_HIDDEN_MAIL_START_RE, _HIDDEN_MAIL_RE, text):
        yield Contact("mail", Span(*match.span("mail")))
    for match in matches_from(_ACCOUNT_START_RE, _ACCOUNT_RE, text):
        yield Contact("account", Span(*match.span(match.lastgroup or 0)))
    for match in matches_from(_PERSON_START_RE, _PERSON_RE, text):
        yield from _names_behind(text, match)
    for match in matches_from(_PHONE_LABEL_START_RE, _PHONE_LABEL_RE, text):
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
        # 联系人张三: only where the name follows at once and a number or its word follows that. Not matched:
        # 密切联系人民群众, 联系人员名单.
        blanks = _BLANKS_IN_LINE_RE.match(text, start)
        start = blanks.end() if blanks is not None else start
        word = _WORD_RE.match(text, start, start + _REACH)
        if word is None or not _NUMBER_NEAR_RE.match(text, word.end()):
            return
        end = word.end()
        names = list(_names_in(text, start, end))
        yield from names
        if names:
            yield from _numbers(text, end, end + _BEHIND_A_NAME, _MARKS_RE)
        return
    else:
        stop = _PHONE_LABEL_RE.search(text, start, end)
        end = stop.start() if stop is not None else end
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
    """The name with a title right before a place: 张老师 68541234; without one unless `needs_title`."""
    first = max(0, place - _BEFORE_REACH)
    before = _BEFORE_RE.search(text[first:place])
    if before is not None:
        start = first + before.start("word")
        if not needs_title or _TITLE_END_RE.search(before["word"]):
            yield from _name(before["word"], start)


def _glued(text: str, place: int, *openers: re.Pattern[str]) -> Iterator[Contact]:
    """The name at the end of a longer word right before a place, behind what one of `openers` finds."""
    first = max(0, place - _BEFORE_REACH)
    before = _RUN_BEFORE_RE.search(text[first:place])
    if before is None:
        return
    word = before["word"]
    for length in _LENGTHS_OF_NAMES:
        head, tail = word[:-length], word[-length:]
        if _NO_NAME_RE.fullmatch(tail) or not any(opener.search(head) for opener in openers):
            continue
        names = list(_name(tail, first + before.end("word") - len(tail)))
        if names:
            yield from names
            return


def _name(word: str, start: int) -> Iterator[Contact]:
    """A word as the name of a person, without its title; nothing where it is none, or names an office."""
    name = _NAME_RE.fullmatch(word)
    if name is not None and not (len(word) > 2 and _OFFICE_END_RE.search(word) and name["family"] is None):
        group = "name" if name["name"] is not None else "family"
        yield Contact("name", Span(start + name.start(group), start + name.end(group)))


def _is_han(character: str) -> bool:
    return "\u3400" <= character <= "\u9fff"


def _numbers_behind(text: str, label: re.Match[str]) -> Iterator[Contact]:
    between = _MARKS_AND_NAMES_RE if label["colon"] is not None else _MARKS_RE
    return _numbers(text, label.end(), _reach(text, label.end()), between)


def _numbers(text: str, place: int, end: int, between: re.Pattern[str]) -> Iterator[Contact]:
    """The numbers that begin before `end`, with nothing but `between` before each."""
    while (number := _BARE_RE.search(text, place, end + _LONGEST_NUMBER)) is not None and number.start() < end:
        if between.fullmatch(text, place, number.start()) is None:
            return
        yield Contact("phone", Span(*number.span()))
        place = number.end()


# ── tables ──────────────────────────────────────────────────────────────────────────────────────


def _in_grid(text: str, grid: Grid) -> Iterator[Contact]:
    """Names and numbers below a header that announces them; 姓名 announces where the same table has numbers."""
    header_rows = max(grid.header_row_count, 1)
    headers = [cell for cell in grid.cells if cell.row < header_rows and len(cell.span) <= _REACH]
    titles = {id(cell): "".join(cell.span.of(text).split()) for cell in headers}
    phones = [cell for cell in headers if _PHONE_HEADER_RE.fullmatch(titles[id(cell)])]
    persons = [cell for cell in headers if _PERSON_HEADER_RE.fullmatch(titles[id(cell)])]
    if phones:
        persons += [cell for cell in headers if _NAME_HEADER_RE.fullmatch(titles[id(cell)])]
    of_names, of_numbers = _columns(persons), _columns(phones + persons)
    for cell in grid.cells:
        if cell.row < header_rows or len(cell.span) > _REACH:
            continue
        if cell.column in of_names:
            yield from _names_in(text, cell.span.start, cell.span.end)
        if cell.column in of_numbers:
            yield from _numbers_in_cell(text, cell.span)


def _numbers_in_cell(text: str, cell: Span) -> Iterator[Contact]:
    """The numbers in a cell below a word that announces them; one that the cell's lines part is one: 1380013 ⏎ 8000."""
    words = cell.of(text)
    joined = "".join(words.split())
    if "\n" in words and (_EVIDENT_RE.fullmatch(joined) or _BARE_RE.fullmatch(joined)):
        start = cell.start + len(words) - len(words.lstrip())
        yield Contact("phone", Span(start, start + len(words.strip())))
        return
    yield from _all("phone", _BARE_RE.finditer(text, cell.start, cell.end))


def _columns(cells: Iterable[Cell]) -> frozenset[int]:
    return frozenset(
        column for cell in cells for column in range(cell.column, cell.column + min(cell.column_span, _REACH))
    )


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
    if _NUMBER_RUN_RE.search(name) or "@" in name:  # 138 0013 8000 is one where the blanks are gone
        for contact in reversed(find_contacts(name)):
            if contact.kind != "name":
                name = name[: contact.span.start] + name[contact.span.end :]
    if name == unit.as_written:
        return unit
    name = _EMPTY_BRACKETS_RE.sub("", _LABEL_LEFT_RE.sub("", name)).strip(_LOOSE_MARKS)
    if len(re.findall(r"[（(]", name)) < len(re.findall(r"[）)]", name)):
        name = name.rstrip("）)")
    return replace(unit, as_written=name) if _TWO_HAN_RE.search(name) else None
