"""Days as documents write them: 2025年3月5日, ２０２５ 年 ３ 月 ５ 日, 二〇二五年三月五日; pieces of patterns.

For lines that are a day and little else, in whose digits a damaged page may have left U+FFFD. What may stand before
and behind it each caller says: a signature has brackets, an imprint 印发. Deliberately not for patterns that take the
parts of a day or look for one in a sentence: those need digits that can be read.
"""

from __future__ import annotations

_GAP = r"[^\S\n]*"
MONTH = rf"[0-9０-９〇○ＯOo零一二三四五六七八九]{{4}}{_GAP}年{_GAP}[\ufffd0-9０-９一二三四五六七八九十]{{1,3}}{_GAP}月"
DAY = rf"{MONTH}{_GAP}[\ufffd0-9０-９一二三四五六七八九十廿卅]{{1,3}}{_GAP}日"
# 2024.2.26, 2024-2-26
SHORT_DAY = r"(?:19|20)\d\d\s?[.．/-]\s?\d{1,2}\s?[.．/-]\s?\d{1,2}"
