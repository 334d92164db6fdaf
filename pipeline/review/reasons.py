"""Why a document is not ok, in Chinese: a reason of the tables → its parts, with what each code means and what to do.

These are the words of docs/troubleshooting.zh-CN.md, where a test compares them. The English of a reason is not
translated: it says where, and quotes names and settings.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

CHINESE: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        # ── 文件本身 ──
        "not_a_file": ("文件夹中有管道、套接字或设备，或链接指向它们", "把它移出文件夹"),
        "unreadable_file": ("文件打不开：没有权限、链接无目标、路径过长或磁盘有故障", "检查文件和权限；下次运行会再试"),
        "unreadable_folder": ("文件夹无法列出，或者是一个链接（不跟随）", "把文件本身放进输入文件夹"),
        "outside_link": (
            "链接指向输入文件夹之外的文件",
            "把文件本身放进来；若只有自己能建链接，可设 PLANQUET_FOLLOW_LINKS=1",
        ),
        "too_large": ("文件大小超过 PLANQUET_MEGABYTES_PER_FILE", "提高该设置，或拆分文件"),
        "changed_while_read": ("运行期间文件被改写", "等没有程序再写这个文件夹时重新运行"),
        "empty": ("文件中只有空白，或网页的文字要靠脚本填入", "重新获取，用浏览器另存网页，或不收这份文件"),
        # ── 限制与程序缺陷 ──
        "time_limit": (
            "读取时间超过 PLANQUET_SECONDS_PER_DOCUMENT（每页 OCR 另加 PLANQUET_SECONDS_PER_OCR_PAGE）",
            "文件确实很大就提高设置，否则不收；下次运行会再试",
        ),
        "memory_limit": (
            "所需内存超过 PLANQUET_MEGABYTES_PER_DOCUMENT",
            "文件确实很大就提高设置；很小的文件要这么多内存，必是伪造或损坏",
        ),
        "too_many_pages": ("页数超过 PLANQUET_PAGES_PER_DOCUMENT", "文件正常就提高设置或拆分，否则不收；不必重读"),
        "too_many_characters": (
            "字数超过 PLANQUET_CHARACTERS_PER_DOCUMENT",
            "文件正常就提高设置或拆分，否则不收；不必重读",
        ),
        "too_many_cells": (
            "表格单元格数超过 PLANQUET_CELLS_PER_DOCUMENT，或一张工作表超过两百万格",
            "文件正常就提高设置或拆分；纯数据表不是规划，不收",
        ),
        "part_too_large": (
            "DOCX、XLSX、ODT、ODS、OFD 的某一部分解压后超过 200 MB：压缩炸弹，或图片",
            "去掉图片另存，或拆分；没有设置可以放宽",
        ),
        "too_deep": ("网页标签嵌套深于 PLANQUET_DEPTH_OF_MARKUP", "不收：这种网页是伪造的，或由有缺陷的程序生成"),
        "too_many_rows": ("各表合计的数据行超过 PLANQUET_ROWS_PER_DOCUMENT", "文件正常就提高设置或拆分，否则不收"),
        "worker_died": (
            "读它的进程中断：多半是系统收回内存，或其他语言的库崩溃",
            "用更小的 --workers 再运行；仍然如此，请连同文件反馈",
        ),
        "internal_error": ("程序缺陷，说明中有出错的行", "请连同文件反馈"),
        # ── 格式 ──
        "unsupported_format": (
            "不支持的格式：RAR、7z、程序、SVG 图形、某些 Office 文件",
            "按说明办：先解压，或另存为 DOCX 或带文字的 PDF",
        ),
        "binary": ("这些字节在任何编码里都不是文字", "找原始文件"),
        "binary_as_text": ("二进制文件（工作簿、图片）曾被当作文本打开并保存", "找原始文件；这一份的内容都不可信"),
        "broken_zip": ("DOCX、XLSX、ODT、ODS、OFD 不完整、损坏，或需要密码", "重新下载，或去掉密码另存"),
        "broken_docx": ("DOCX 里没有正文", "用 Word 或 WPS 打开后另存"),
        "broken_xlsx": ("XLSX 里没有工作表清单", "打开工作簿后另存"),
        "broken_odf": ("ODT 或 ODS 里没有正文，也没有工作表", "用生成它的程序打开后另存"),
        "encrypted_odf": ("ODT 或 ODS 需要密码", "去掉密码另存"),
        "broken_ofd": ("OFD 里找不到任何页面", "重新保存，或另存为 PDF"),
        "broken_ole": ("DOC、XLS 或 WPS 文件不完整，或内部目录损坏", "重新下载，或另存为 DOCX"),
        "broken_doc": ("DOC 或 WPS 文件缺少文字表，或已损坏", "另存为 DOCX"),
        "encrypted_doc": ("DOC 或 WPS 文件需要密码", "去掉密码另存"),
        "old_doc": ("文件由 Word 95 或更早版本写成", "用新版 Word 或 WPS 打开，另存为 DOCX"),
        "broken_xls": ("XLS 或 ET 工作簿损坏", "另存为 XLSX"),
        "encrypted_xls": ("XLS 或 ET 工作簿需要密码", "去掉密码另存"),
        "broken_mhtml": ("保存的网页里没有网页，或是邮件的内文，缺开头", "重新存为 HTML"),
        "broken_pdf": ("PDF 打不开、没有页面，或缺开头", "用生成它的程序重新保存"),
        "truncated_pdf": ("PDF 缺少末尾，至多读出了一部分页", "重新下载"),
        "encrypted_pdf": ("打开 PDF 需要密码", "去掉密码另存"),
        "inserted_files": (
            "DOCX 中整份插入了其他文件（Word 会把它显示为正文的一部分），未读取",
            "用 Word 打开后重新保存",
        ),
        "damaged_part": (
            "DOCX、XLSX、ODT、ODS、OFD 的某一部分缺失、中断或不合语法，RTF 不合语法，或 PDF 的压缩数据损坏；"
            "其余内容已读",
            "重新保存或重新获取",
        ),
        "empty_text": ("DOC、DOCX、ODT、RTF 中没有文字，可能页面都是图片", "找有文字的版本"),
        # ── 压缩包 ──
        "empty_archive": ("压缩包里没有文件，或只有隐藏文件", "重新打包，或不收"),
        "encrypted_archive": ("这个成员需要密码", "去掉密码重新打包"),
        "broken_archive": ("成员损坏、压缩方法不支持，或 TAR 中断；之前的已读", "重新打包或重新下载"),
        "unsafe_member": ("成员名指向压缩包之外、含控制字符，或它是链接", "小心地手工解压"),
        "archive_depth": ("压缩包层层嵌套，深于 PLANQUET_ARCHIVE_DEPTH", "先解压，或提高设置"),
        "archive_members": ("成员多于 PLANQUET_ARCHIVE_MEMBERS；前面的已读", "提高设置，或先解压"),
        "archive_ratio": ("解压后超过原大小的 PLANQUET_ARCHIVE_RATIO 倍，多半是压缩炸弹", "不收；确实正常才提高设置"),
        "archive_size": ("解压总量超过 PLANQUET_MEGABYTES_PER_ARCHIVE；之前的成员已读", "提高设置，或先解压"),
        # ── 一行一份文件的表格 ──
        "no_documents": ("工作簿的其他表各行是文件，这张表没有正文列", "若它本身是一份文件，另存为单独的工作簿"),
        "broken_table": (
            "这一行读不了：不是 JSON，或文件损坏；CSV 和 Parquet 其后的行也不再读",
            "修好这一行，或重新保存表格",
        ),
        # ── 页面 ──
        "scanned": (
            "页面只有图片，没有文字；OCR 没有安装，或没认出字",
            "安装 OCR（make run OCR=1，见文档《扫描件》），或另找有文字的版本",
        ),
        "ocr": ("文字由 OCR 从图片读出，页码见 documents.ocr_pages", "不必处理；依赖可疑字符的指标没有数值"),
        "low_ocr_confidence": ("OCR 对许多字没有把握：复印件差、传真、手写", "找更清晰的一份，并与图片对照"),
        "ocr_page_limit": ("图片页多于 OCR 的上限", "拆分文件"),
        "broken_image": ("图片不完整、损坏，或比任何纸张都大", "重新获取，或另存为 PDF"),
        "pages_without_text": ("有的页没有文字，也没有文字的图片：空白页", "看一看说明中列出的页"),
        "slanted_text": ("斜排的字（印章、水印）没有读入", "除非缺的正是它，否则不必处理"),
        "broken_pages": ("有的页打不开，其余已读", "找完整的文件"),
        "unmapped_font": ("字体没有说明字形是哪个字，说明中列出的页没有读入", "安装 OCR，或另找一个版本"),
        "unsound_table": (
            "表格线围不成单元格，文字可能落在错误的格子里",
            "对照说明中列出的页；同一文件的 DOCX 或 XLSX 读得更好",
        ),
        "table_without_rules": (
            "无线表格按行读入，有的行可能没有成为任务或指标",
            "看说明中列出的页；同一文件的 DOCX 或 XLSX 读得更好",
        ),
        "truncated_page": ("网页有头无尾（缺 </html>，或 MHTML 缺最后一段）：保存时中断", "重新下载；中断处之前已读"),
        "frames_only": ("框架网页，正文在它所嵌的其他网页里，说明中写明是哪些", "把那些网页放进文件夹，会各自读取"),
        "formula_without_value": (
            "表里的公式没有存下结果，这些单元格留空，不代为计算",
            "用 Excel 或 WPS 打开、保存后再放入",
        ),
        "hidden_sheets": (
            "工作簿里隐藏的工作表有内容，没有读入",
            "属于文件的，在 Excel 或 WPS 里取消隐藏、保存后再放入",
        ),
        "hidden_cells": ("被筛选或分组隐藏的行、列有内容，照样读入", "不必处理；不属于文件的请删去"),
        "server_template": ("存下的是服务器模板，该由服务器填的地方是空的", "保存服务器发出的网页"),
        # ── 编码与文字 ──
        "charset_declaration_wrong": ("网页声明的编码不对，已按正确的编码读", "不必处理"),
        "mixed_charset": ("网页的某些部分或文本的某些行是另一种编码，已分别按其编码读", "不必处理"),
        "undecodable_bytes": (
            "有些字节在该编码中不是任何字符，各记为一个 �；成片的零字节记为八个",
            "找完好的一份；说明指出第一处的位置",
        ),
        "truncated_character": ("文件在一个字符中间结束：被截断", "找完整的文件"),
        "text_lost": (
            "有些字永久缺失（成了 ? 或 �），没有用任何字代替",
            "见 repairs 表的 lost；找完好的原件。缺的数字只给出上下界，不会猜",
        ),
        "private_use": ("字体自造的符号（项目符号、排版标点），没有公开的对照表，原样保留", "符号要紧就看原页"),
        "spun_copy": ("有些词被换成近义词，是机器改写的副本", "找原文"),
        "numbering": ("序号与前一个不连，或按位置定下", "不必处理；见 sections.ordinal"),
    }
)
"""What each code means, and what to do."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One of the reasons of a document: its words as the tables have them, and its code, if that is to be explained.

    `code` is empty where no Chinese is known for it (tables of another version), and behind a reason of the same code.
    """

    code: str
    words: str

    @property
    def chinese(self) -> str:
        """What the code means and what to do, as it stands before the words.

        >>> Reason("empty_archive", "empty_archive: no files").chinese
        '压缩包里没有文件，或只有隐藏文件。对策：重新打包，或不收。说明：'
        """
        meaning, remedy = CHINESE[self.code]
        return f"{meaning}。对策：{remedy}。说明："


def reasons_of(reason: str | None, status: str) -> tuple[Reason, ...]:
    """Take a cell `documents.reason` apart; its words joined by `; ` are the cell.

    What is quarantined has one reason, which may quote any name, so it stays whole. Of others, a reason begins where a
    known code does: `; ` alone is also in messages.

    >>> [reason.words for reason in reasons_of("empty_text: no text; look; damaged_part: a part", "degraded")]
    ['empty_text: no text; look', 'damaged_part: a part']
    """
    if not reason:
        return ()
    pieces = [reason] if status == "quarantined" else reason.split("; ")
    starts = [place for place, piece in enumerate(pieces) if place == 0 or _code_of(piece)]
    codes = [_code_of(pieces[place]) for place in starts]
    return tuple(
        Reason(code if code != before else "", "; ".join(pieces[start:end]))
        for code, before, start, end in zip(codes, ["", *codes], starts, [*starts[1:], len(pieces)], strict=False)
    )


def codes_saying(term: str) -> list[str]:
    """The codes whose Chinese, as pages show it, has a word, in small letters, in it.

    >>> codes_saying("压缩炸弹")
    ['part_too_large', 'archive_ratio']
    """
    return [code for code in CHINESE if term in Reason(code, "").chinese.lower()]


def _code_of(words: str) -> str:
    """The code with which words begin; empty where it is not known."""
    code, colon, _ = words.partition(": ")
    return code if colon and code in CHINESE else ""
