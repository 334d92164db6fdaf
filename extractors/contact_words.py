"""What contact persons are announced by, and what their numbers and addresses look like, in a text and in a table.

Shapes that nothing else has are found anywhere; the others stand behind or below a word that announces them.
"""

from __future__ import annotations

from extractors import quick_re as re

# ── words that announce ─────────────────────────────────────────────────────────────────────────

GAP = r"[ \t\u3000]{0,4}"
# Whom to ask. Not 责任人, 签发人, 负责人: officials, named for their office.
PERSON_RE = re.compile(
    rf"""
    (?:
        (?:[联聯]{GAP}[系繫络絡]|经{GAP}办|經{GAP}辦|承{GAP}[办辦]|填{GAP}[报報表写]|报{GAP}[送名]
          |[对對]接|接[洽收]|收[件文]|咨询|制表|录入|通[讯訊]|信息){GAP}[人员員](?:[员員])?
      | [联聯]{GAP}[系繫]{GAP}方{GAP}式
    )
    (?:{GAP}(?:姓{GAP}名|及(?:电话|联系方式|联系电话)))?
    (?:[（(][^（）()\n]{{0,12}}[）)])?
    (?P<colon>{GAP}[:：]|\t|(?={GAP}\n))?
    """,
    re.VERBOSE,
)
PHONE_LABEL = (
    rf"[电電]{GAP}[话話]|手{GAP}[机機]|[传傳]{GAP}真|[座固]{GAP}[机機话話]|[联聯]{GAP}[系繫络絡]{GAP}(?:人|员|員|方{GAP}式)"
    r"|(?<![A-Za-z])(?:Tel|TEL|tel|Fax|FAX|fax|Phone|Mobile)(?![A-Za-z])"
)
PHONE_LABEL_RE = re.compile(
    rf"(?:{PHONE_LABEL})(?:{GAP}[号號][码碼]?)?(?:[（(][^（）()\n]{{0,12}}[）)])?(?P<colon>{GAP}[:：.是为為]|\t|(?={GAP}\n))?"
)
# A header of a table, blanks removed. Not matched: 电话普及率, 联系人数.
PERSON_HEADER_RE = re.compile(
    r".{0,6}(?:[联聯][系繫络絡]|经办|經辦|承办|承辦|填[报報表]|报送)[人员員][员員]?(?:姓名)?(?:(?:及|和|、|/).{0,6})?"
)
PHONE_HEADER_RE = re.compile(
    r".{0,8}(?:[电電][话話]|手[机機]|[传傳]真|[座固][机機话話]|[联聯][系繫](?:方式|[号號][码碼])|(?:Tel|TEL|Phone|Mobile))(?:[号號][码碼]?)?(?:[（(].{0,8}[）)])?"
)
NAME_HEADER_RE = re.compile(r"姓名|名字|Name|NAME")

# ── numbers and addresses ───────────────────────────────────────────────────────────────────────

_LOCAL = r"(?:\d{7,8}|\d{3,4}[- －·]\d{4})"  # 68541234, 6854 1234
# 021-68541234转802, -802, 转 802, （转802）, ext. 802; behind a blank only with a word.
_EXTENSION = (
    r"(?:[-－—]\d{1,6}|[ ]{0,2}(?:[转轉]|(?i:ext)\.?|分[机機]号?)[ :：]{0,2}\d{1,6}"
    r"|[（(][转轉][ :：]?\d{1,6}(?=[)）]))?"
)

# Wherever they stand. Not matched: amounts (13800000000元, and round ones without a measure unit), parts of longer
# codes. Risk: a bare count of eleven digits that begins with 13 to 19 and is not round.
EVIDENT_RE = re.compile(
    rf"""
    (?<![\dA-Za-z_.])(?<!\d{{3}}-)(?<!索引号[:：])(?<!编号[:：])    # not 索引号：012-0102-2023-0007
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
BARE_RE = re.compile(
    rf"""
    (?<![\dA-Za-z_.])
    (?:
        [（(]?[0０]\d{{2,3}}[)）\-－—– /.·_]{{0,2}}{_LOCAL}  # 021 68541234, 021-6854 1234, 021/68541234
      | [1１][ ]?[3-9３-９](?:[ .·\-－]?\d){{9}}              # 138 0013 8000, 138.0013.8000, 138 001 38000
      | (?!19|20)\d{{4}}[- ·]\d{{4}} | (?![48]00)\d{{7,8}}   # 6854 1234, 68541234
    )
    {_EXTENSION}
    (?![\dA-Za-z_]|[.．]\d|[元万亿%％户人家个台部件只条辆项吨亩千百公平米])
    """,
    re.VERBOSE,
)
MAIL_RE = re.compile(
    r"(?<![A-Za-z0-9_.%+-])[A-Za-z0-9_.%+-]{1,64}[@＠][A-Za-z0-9-]{1,63}(?:[.．][A-Za-z0-9-]{1,63}){1,4}"
)
# As pages write them against collectors of addresses, behind a word: 邮箱：zhangsan # sh.gov.cn, zhangsan(at)sh.gov.cn,
# zhangsan at sh.gov.cn; or with a full stop that is no point: zhangsan@sh。gov。cn.
_OBSCURED = (
    r"[A-Za-z0-9_.%+-]{1,64}(?:[ ]{0,2}(?:[#＃*@＠]|[(（\[【](?:at|AT|@)[)）\]】])[ ]{0,2}|[ ]at[ ])"
    r"[A-Za-z0-9-]{1,63}(?:[.．。][A-Za-z0-9-]{1,63}){1,4}"
)
HIDDEN_MAIL_RE = re.compile(
    rf"""
    (?:邮{GAP}[箱件]|郵{GAP}[箱件]|信{GAP}箱|[Ee]-?[Mm]ail)(?:地址)?{GAP}[:：]?{GAP}
    (?P<mail>{_OBSCURED})
    """,
    re.VERBOSE,
)
ACCOUNT_RE = re.compile(
    rf"""
    (?<![A-Za-z])[Qq][Qq](?:[号號][码碼]?)?{GAP}[:：]?{GAP}(?P<qq>[1-9]\d{{4,10}})(?!\d)
  | (?:微信|[钉釘][钉釘])(?:[号號]|ID|id|[账帐]号)?{GAP}[:：]{GAP}(?P<wechat>[A-Za-z][A-Za-z0-9_-]{{4,19}})
  | (?:微信|[钉釘][钉釘])(?:[号號]|ID|id|[账帐]号)?{GAP}   # 加微信zs_1988: with a digit, unlike other words behind 微信
    (?P<unmarked>(?=[A-Za-z-]{{0,19}}[\d_])[A-Za-z][A-Za-z0-9_-]{{5,19}})
  | 身{GAP}份{GAP}[证證](?:[号號][码碼]?)?{GAP}[:：]?{GAP}(?P<id>\d{{6}}[ ]?\d{{8}}[ ]?\d{{3}}[\dXx])(?![\dA-Za-z])
    """,
    re.VERBOSE,
)
# A number of an identity card, wherever it stands: its middle is a day of birth. Not matched: 统一社会信用代码, where
# some other number stands in that place.
IDENTITY_RE = re.compile(
    r"(?<![\dA-Za-z])[1-8]\d{5}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)

# What a number is made of: numbers are looked for there alone.
NUMBER_RUN_RE = re.compile(r"[\d+＋(（][\d+＋()（）\-－—– ./·_]{6,}")

# Words of a cell below 邮箱 or 微信, whatever they look like elsewhere.
MAIL_HEADER_RE = re.compile(r".{0,6}(?:邮[箱件]|信箱|E-?[Mm]ail)(?:地址)?(?:[（(].{0,8}[）)])?")
ACCOUNT_HEADER_RE = re.compile(r".{0,4}(?:微信|[钉釘]{2}|[Qq]{2})(?:[号號][码碼]?)?(?:[（(].{0,8}[）)])?")
OBSCURED_RE = re.compile(_OBSCURED)
ACCOUNT_WORD_RE = re.compile(r"(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{5,20}(?![A-Za-z0-9_-])")
