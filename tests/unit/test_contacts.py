"""Contact persons: what announces them, what they look like, and which numbers and words are none."""

from __future__ import annotations

import time

import pytest

from extractors.models import Block, Cell, Grid, Span, TaskRecord, UnitMention
from extractors.recognize.contacts import find_contacts, without_contacts


def quoted(text: str, blocks: tuple[Block, ...] = ()) -> list[str]:
    return [contact.span.of(text) for contact in find_contacts(text, blocks)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系人：张三，68541234", ["张三", "68541234"]),  # a bare number behind the word
        ("联系电话：021-68541234，68541235", ["021-68541234", "68541235"]),  # two of them
        ("1.受理：020-87567807、83163835\n", ["020-87567807", "83163835"]),  # the second needs no word of its own
        ("电　话：68541234转802", ["68541234转802"]),  # spaced word, extension
        ("总机：021-68541234转802", ["021-68541234转802"]),  # a switchboard cannot be told from a desk
        ("聯繫人：張三 電話：6854 1234", ["張三", "6854 1234"]),  # Traditional
        ("联系方式：\n13800138000", ["13800138000"]),  # on the next line
        ("联系人\n张三\n联系电话\n68541234\n", ["张三", "68541234"]),  # cells one below the other
        ("联系人\t张三\t电话\t68541234", ["张三", "68541234"]),  # cells side by side
        ("联系电话68541234", ["68541234"]),  # nothing between word and number
        ("联系人张三，电话68541234", ["张三", "68541234"]),  # no colon, but a number behind the name
        ("张三13800138000", ["张三", "13800138000"]),  # a mobile number is somebody's
        ("张三 021-68541234", ["021-68541234"]),  # a name that no word announces is none
        ("政策咨询：张老师 68541234", ["张老师", "68541234"]),  # a title announces name and number
        ("联系电话：68541234（王科长）", ["68541234", "王科长"]),  # whose it is, in brackets behind it
        ("联系人 张三  电话 68541234", ["张三", "68541234"]),  # blanks for a colon
        ("联系方式：张三 68541234；李四 68541235", ["张三", "68541234", "李四", "68541235"]),
        ("联系人：张三、李四；手机：13800138000、138 0013 8001", ["张三", "李四", "13800138000", "138 0013 8001"]),
        ("座机：021-6854 1234 转 802", ["021-6854 1234 转 802"]),  # a number in two groups, an extension behind a blank
        ("固话：68541234转802、68541235-803", ["68541234转802", "68541235-803"]),
        ("Tel：(021) 6854 1234 ext. 802", ["(021) 6854 1234 ext. 802"]),
        ("电话：0086-21-68541234，传真：+86-21-6854 1235", ["0086-21-68541234", "+86-21-6854 1235"]),
        ("+86 138 0013 8000", ["+86 138 0013 8000"]),  # the country says what it is
        ("手机：138.0013.8000，1380013 8000", ["138.0013.8000", "1380013 8000"]),
        ("邮箱：zhangsan # sh.gov.cn；E-mail: li.si(at)sh.gov.cn", ["zhangsan # sh.gov.cn", "li.si(at)sh.gov.cn"]),
        ("+86 13800138000", ["+86 13800138000"]),  # country code
        ("手机：138 0013 8000", ["138 0013 8000"]),  # a mobile number parted by blanks needs a word
        ("（021）68541234", ["（021）68541234"]),  # area code in brackets
        ("电话：０２１－６８５４１２３４", ["０２１－６８５４１２３４"]),  # full-width digits
        ("联 系 人：张　三　　电话：13912345678", ["张　三", "13912345678"]),  # a spaced name
        ("联系人：市商务局 投资促进处 王强 电话 68541234", ["王强", "68541234"]),  # behind body and office
        ("联系人及电话：王小明、李四，021-5551234", ["王小明", "李四", "021-5551234"]),
        ("联系人：张科长，欧阳副处长", ["张科长", "欧阳副"]),
        ("经办人：阿卜杜拉·买买提", ["阿卜杜拉·买买提"]),  # a name with a dot has no family name
        ("邮箱：zhang.san@shyp.gov.cn。", ["zhang.san@shyp.gov.cn"]),
        ("QQ：123456789 微信号：zs_1988", ["123456789", "zs_1988"]),
        ("身份证号码：11010119800101123X", ["11010119800101123X"]),
        ("附件：计划联系人张三68541234.doc", ["张三", "68541234"]),  # a number right behind the name
        ("请将材料报张三（68541234）", ["张三", "68541234"]),  # no label, but somebody to send it to
        ("有关事宜请与张三13800138000联系", ["张三", "13800138000"]),
        ("牵头单位：区农业农村局张三 13800138001", ["张三", "13800138001"]),  # glued to the body's name
        ("区商务局（张三，13800138001）", ["张三", "13800138001"]),
        ("报送市发改委王科长，021-68541234", ["王科长", "021-68541234"]),
        ("电话：O2l-68541234", ["68541234"]),  # letters for digits in the area code
        ("洽欧阳修远68541234", ["欧阳修远", "68541234"]),
        ("咨询电话（传真）：68541234", ["68541234"]),
        ("联系人：张 小 明", ["张 小 明"]),  # a name of three, spaced
        ("联系人：张 三 李 四", ["张 三", "李 四"]),  # two names of two
        ("联系人 张小明\n", ["张小明"]),  # no colon, no number: the name ends its clause
        ("联系人为张小明，电话是68541234", ["张小明", "68541234"]),
        ("联系人-张小明|电话", ["张小明"]),
        ("政策咨询：张小明，68541234", ["张小明", "68541234"]),  # what asks for somebody, no word for the number
        ("技术支持：张三 68541234", ["张三", "68541234"]),
        ("电话：张三 68541234", ["张三", "68541234"]),
        ("投资科：张三 68541234", ["张三", "68541234"]),  # an office
        ("区发改局 张小明 68541234", ["张小明", "68541234"]),
        ("区发改局张小明68541234", ["张小明", "68541234"]),
        ("张小明，联系电话：68541234", ["张小明", "68541234"]),  # the name before its number's word
        ("张小明（手机13800138000）", ["张小明", "13800138000"]),
        ("张小明，男，联系电话13800138000", ["张小明", "13800138000"]),
        ("联系人：呼延 68541234；对接人：逄小明", ["呼延", "68541234", "逄小明"]),  # families that are few
        ("联系人：小张 68541234", ["小张", "68541234"]),
        ("联系人：Li Ming 68541234", ["68541234"]),  # letters between word and number
        ("手机：138 001 38000，1 3 8 0 0 1 3 8 0 0 0", ["138 001 38000", "1 3 8 0 0 1 3 8 0 0 0"]),  # other groups
        ("手机：１３８ ００１３ ８０００", ["１３８ ００１３ ８０００"]),
        ("电话：021/68541234、021.68541235、6854·1234", ["021/68541234", "021.68541235", "6854·1234"]),
        ("电话：68541234（转802）", ["68541234（转802"]),
        ("邮箱：zs＠sh．gov．cn、电子信箱：zs at sh.gov.cn", ["zs＠sh．gov．cn", "zs at sh.gov.cn"]),
        ("信箱zs@sh。gov。cn", ["zs@sh。gov。cn"]),
        ("加微信zs_1988，钉钉号：zhangsan", ["zs_1988", "zhangsan"]),
        ("身份证号：310101 19800101 1234", ["310101 19800101 1234"]),
        ("张小明 310101198001011234", ["310101198001011234"]),  # no other number is like that
    ],
)
def test_contacts_are_found(text: str, found: list[str]) -> None:
    assert quoted(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "投资68541234元，到2027年",  # no word before it
        "规模达到13800000000元",  # an amount of eleven digits
        "总投资（元）\t13800000000",  # the same without its measure unit: round
        "电话普及率98.5%，2025年12月31日",  # short numbers and a date behind the word
        "手机产量12345678台，电话用户12345678户",  # amounts behind the word
        "电话普及工程（2021-2027年）投资68541234元",  # a span of years and an amount behind the word
        "拨打12345热线电话；咨询电话：95598、12329、110",  # hotlines
        "服务电话：400-820-1234、800-820-1234",  # service numbers
        "微信公众号：shanghaifabu",  # of a body
        "索引号 SY310115202501696",  # an index number
        "索引号：DL012-0102-2023-0007",
        "索引号：012-0102-2023-0007",  # one with dashes
        "沪府发〔2021〕13号，文号：20210013",  # a document's number
        "统一社会信用代码：91310115MA1K35J73A，12310115425086754",  # codes of bodies
        "d_4b7a90c31f6e2d58",  # an id
        "150 2000 3000\t150\t2000\t3000",  # columns of a table
        "密切联系人民群众，完善联系人制度，联系人大代表王强",  # 联系 and 人…
        "联系人：办公室；联系人：高新区管委会、文明办、金融处",  # offices, some of which begin like names
        "联络人：时间：地点：",  # labels without values
        "责任人：张三（局长）；签发人：李四；组长：王强",  # officials in their office
        "联系人 名单 电话 见附件；责任单位：市商务局；市财政局 68541234",  # no name, no title
        "常州 0519，共86-21-3项，2020 2030 2040年",  # a place, parts of numbers
        "国税局 68541234，高主任单位 2027",  # an office before a number
        "强化联系方式创新，推动电话会议常态化",
        "请交单位（20250301），材料报项目（20250301）",  # a day is no number, a label no name
        "抄报市财政局 68541234",  # an office is nobody
        "与方案 68541234 相符，和平 12345678",
        "联系人 花名册；联系人全覆盖。联系人 成员",  # words that begin like names
        "市农业农村局：水产品 1234567；市财政局 高中 1234567",  # what an office counts
        "市农业农村局：茶叶 12345678 元",  # an amount behind a blank
        "微信Pay、微信小程序zhengwu",  # no account
        "123101154250867541，310101199913011234",  # a code and a number whose middle is no day
    ],
)
def test_what_is_no_contact_stays(text: str) -> None:
    assert quoted(text) == []


def table(*rows: str) -> tuple[str, tuple[Block, ...]]:
    """A table of cells parted by bars, as a text and its block."""
    text, cells = "", []
    for row, line in enumerate(rows):
        for column, words in enumerate(line.split("|")):
            cells.append(Cell(row, column, Span(len(text), len(text) + len(words))))
            text += words + "\t"
        text += "\n"
    grid = Grid(len(rows), rows[0].count("|") + 1, 1, tuple(cells))
    return text, (Block("table", Span(0, len(text)), grid=grid),)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("区商务局（张三，13800138001）", ["区商务局"]),
        ("区商务局（联系人：张三，电话：68541234）", ["区商务局"]),
        ("区农业农村局张三 13800138001", ["区农业农村局"]),
        ("区商务局（联系电话：021-68541234转802）", ["区商务局"]),
        ("区商务局 联系人：张三 68541234", ["区商务局"]),
        ("联系人：张三", []),  # a person is no body
        ("138 0013 8001", []),
        ("区商务局（科技科）", ["区商务局（科技科）"]),
        ("区商务局", ["区商务局"]),
    ],
)
def test_a_body_is_named_without_its_contacts(written: str, kept: list[str]) -> None:
    text = f"牵头单位：{written}。"
    unit = UnitMention("".join(written.split()), "lead", Span(5, 5 + len(written)))
    task = TaskRecord(0, "body", "task", None, None, False, None, "建设茶园", text, Span(0, len(text)), units=(unit,))
    (bare,) = without_contacts([task], find_contacts(text), text)
    assert [unit.as_written for unit in bare.units] == kept


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            ("单位|联系人|联系电话", "市商务局|张三|68541234", "区文明办|综合科|6854 1235"),
            ["张三", "68541234", "6854 1235"],
        ),
        (("序号|姓名|职务|手机", "1|欧阳修|科长|13912345678"), ["欧阳修", "13912345678"]),
        (("单位|联系人及电话", "市商务局|张三 68541234"), ["张三", "68541234"]),
        (("单位|姓名|手机", "市商务局|张三|1380013\n8000"), ["张三", "1380013\n8000"]),  # a narrow cell parts it
        (
            ("单位|联系人|职务|固话|传真", "市商务局|张三|科长|021-6854 1234 转 2|68541235"),
            ["张三", "021-6854 1234 转 2", "68541235"],
        ),
        (
            ("单位|市商务局|市财政局", "联系人|张三|李四", "电话|68541234|68541235"),
            ["张三", "李四", "68541234", "68541235"],
        ),
        (("联系人一览表||", "单位|姓名|联系号码", "市商务局|张三|68541234"), ["张三", "68541234"]),  # a title above
        (("单位|联系人|", "|姓名|电话", "市商务局|张三|68541234"), ["张三", "68541234"]),  # a header of two rows
        (
            ("姓名|手机|邮箱|微信", "张三|13800138000|zs#sh.gov.cn|zs_1988"),
            ["张三", "13800138000", "zs#sh.gov.cn", "zs_1988"],
        ),
        (
            ("市商务局|科长|张小明|021-68541234", "市财政局|科长|王小芳|021-68541235"),
            ["021-68541234", "王小芳", "021-68541235"],
        ),
        (("单位名称|市商务局|微信号|zs_1988", "联系人|张三|职务|科长"), ["zs_1988", "张三"]),  # a form
        (("单位|姓名|得分", "市商务局|张三|68541234"), []),  # names in a table without numbers of telephones
        (("指标|电话普及率|用户", "2027年|68541234|68541234"), []),
    ],
)
def test_tables(rows: tuple[str, ...], found: list[str]) -> None:
    assert quoted(*table(*rows)) == found


@pytest.mark.slow  # it measures the processor's time
@pytest.mark.parametrize(
    "run", ["联系人", "联系人：", "电话：", "联系人：张", "138", "a@", "a.", "0", "（021）", "张三、", "电话： "]
)
def test_it_takes_time_in_proportion_to_the_text(run: str) -> None:
    def seconds(size: int) -> float:
        started = time.process_time()
        find_contacts(run * (size // len(run)))
        return time.process_time() - started

    assert seconds(80_000) < 0.2 + 8 * min(seconds(20_000) for _ in range(3))
