"""What the data dictionary says, in Chinese, beside the English that it renders: by sentence and by value.

The English sentences stand in `records.py` (columns, grains) and `dictionary.py` (the page). One that
changes there has no Chinese here any more, and the test of the dictionary says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

CHINESE: Mapping[str, str] = MappingProxyType(
    {
        # ── what a row is ──
        "A source file, a member of an archive, or a row of a table with one document a row.": (
            "一个源文件、压缩包中的一个成员，或一行一份文件的表格中的一行。"
        ),
        "A node of a document's numbered outline.": "文件编号层级中的一个节点。",
        "A plan, merged over all documents that tell of it.": "一项规划或计划，由述及它的各份文件合并而成。",
        "A leaf item that says what is to be done, or a row of a table of tasks.": (
            "一条最末级的、写明要做什么的条目，或任务分工表中的一行。"
        ),
        "A responsible organisation, or a class of them.": "一个责任单位，或未具名的一类单位。",
        "A unit's part in a task.": "一个单位在一项任务中的角色。",
        "A quantified statement: one number phrase.": "一个量化表述，即一个数字短语。",
        "A document named in a document.": "文件中提到的另一份文件。",
        "A change made to the text, or a loss found in it.": "对文字的一处修复，或发现的一处缺失。",
        # ── ids, and what several tables share ──
        "Stable id, made of the file's content": "固定编号，由文件内容算出",
        "Stable id, made of the document and the place in its outline": "固定编号，由文件和在层级中的位置算出",
        "Stable id, made of the plan's title and place": "固定编号，由规划的标题和地方算出",
        "Stable id, made of the document and the place in it": "固定编号，由文件和在文件中的位置算出",
        "Stable id, made of name and jurisdiction": "固定编号，由名称和辖区算出",
        "The document": "所在文件",
        "The plan; null where the document holds none": "所属规划；文件中没有规划时为空",
        "The plan; null where the document holds none (a reply)": "所属规划；文件中没有规划时（如答复）为空",
        "The section; null where the outline has none there": "所在章节；该处没有章节时为空",
        "Code of the jurisdiction, GB/T 2260": "辖区的行政区划代码，GB/T 2260",
        "Numbering as written": "原文的编号",
        "The number that the label says": "编号所表示的数",
        "True where the label is damaged and the sequence settles it": "编号已损坏、由前后顺序确定时为真",
        "Character after its last": "末字符之后的位置",
        "Page on which it starts, from 1": "起始页，从 1 起",
        "Date of issue": "成文日期",
        "What a person said of the row, see docs/review.md; null: nobody looked at it": (
            "人工核对的结论，见 docs/review.zh-CN.md；空：无人看过"
        ),
        # ── documents ──
        "Path of the file, relative to the input folder; in an archive `archive.zip!/folder/plan.docx`, in a table "
        "with one document a row `file.csv#row=17` (counted from 1 below the names of the columns), in a workbook "
        "of several sheets `file.xlsx#sheet=2023#row=17`": (
            "文件相对于输入目录的路径；压缩包中为 `archive.zip!/folder/plan.docx`，一行一份文件的表格中为 "
            "`file.csv#row=17`（表头之下从 1 数起），多个工作表的工作簿中为 `file.xlsx#sheet=2023#row=17`"
        ),
        "SHA-256 of the file's bytes; null where it could not be opened": "文件字节的 SHA-256；打不开时为空",
        "Size of the file, in bytes": "文件大小，字节",
        "What the file is, told by its content, not by its name": "文件的格式，由内容而不是文件名判断",
        "Character encoding of the file; null for formats that have none": "文件的字符编码；没有编码之说的格式为空",
        "Script of the text: Simplified, Traditional or both": "文字：简体、繁体或兼有",
        "Kind of document": "文种",
        "Title of the document": "文件标题",
        "Whether the document states its title": "标题是文件载明的，还是推得的",
        "发文字号": "发文字号",
        "索引号": "索引号",
        "Bodies that issued it, in order": "发文机关，按原文顺序",
        "Bodies that a reply consulted (会办, 听取意见)": "答复的会办单位或听取意见的单位",
        "Full name of the place, from the province down": "辖区全称，从省级写起",
        "Date of issue (成文日期)": "成文日期",
        "Date of publication (发布日期)": "发布日期",
        "Whom it addresses (主送机关), in order": "主送机关，按原文顺序",
        "Annexes that it lists (附件说明), in order": "附件说明所列的附件，按原文顺序",
        "Note below the date (附注), without its brackets": "成文日期下的附注，不含括号",
        "Who gets a copy (抄送机关), in order": "抄送机关，按原文顺序",
        "Who printed it (印发机关)": "印发机关",
        "Date of printing (印发日期)": "印发日期",
        "Characters of the repaired text; null if quarantined": "修复后正文的字符数；被隔离时为空",
        "Pages; null for formats without pages": "页数；没有页的格式为空",
        "Pages that OCR read off their pictures": "由 OCR 从图像识别的页",
        "Repairs of tier exact": "级别为确定的修复数",
        "Repairs of tier inferred": "级别为推断的修复数",
        "Losses that the text does not let anyone restore": "凭现有文字无法恢复的缺失数",
        "ok; degraded: read with doubts; quarantined: not read, holds no rows": (
            "ok：已读取；degraded：已读取，但有疑问；quarantined：未读取，没有数据行"
        ),
        "Why it is not ok, as `code: message`": "不是 ok 的原因，写作 `代码: 说明`",
        "Version of the code that read it": "读取它的程序版本",
        "The page beside it that links to it: it is an attachment of that document": (
            "旁边链接到它的网页：它是那份文件的附件"
        ),
        # ── sections ──
        "The section above; null at the top": "上一级章节；最上级为空",
        "Place in reading order, from 0": "按阅读顺序的位置，从 0 起",
        "Depth in the outline, as the extractor counts it; a child is deeper": "层级深度，下级总比上级深",
        "Heading, without label; null where the item has none": "标题，不含编号；没有标题时为空",
        "What follows the heading up to the first section below; may be empty": (
            "标题之后、第一个下级章节之前的文字；可为空文本"
        ),
        "What the section is for": "章节的用途",
        "First character of the section, its label included": "章节的首字符，含编号",
        "Page on which it ends": "结束页",
        # ── plans ──
        "Title of the plan": "规划标题",
        "Whether a document states the title": "标题是某份文件载明的，还是推得的",
        "Best evidence: its text, a report on it, or its name only": "最好的依据：全文、转述，或只有名称",
        "Document with the best evidence; null if only cited": "依据最好的文件；仅被引用时为空",
        "发文字号 of the plan": "规划的发文字号",
        "Bodies that issued it": "发文机关",
        "Level of government of its jurisdiction": "辖区的政府层级",
        "Full name of the place that it is for": "适用地方的全称",
        "First year of the plan": "规划的首年",
        "Last year of the plan": "规划的末年",
        "Whether the years are stated or derived": "年份是载明的，还是推得的",
        "plan_ids of the plans that it says it carries out": "它写明所落实的各规划的 plan_id",
        "Rows of tasks with this plan_id": "tasks 表中属于本规划的行数",
        "Rows of targets with this plan_id": "targets 表中属于本规划的行数",
        # ── tasks ──
        "Body item that a table row breaks down": "表格行所细化的正文条目",
        "Place among the document's tasks, in reading order, from 0": "在文件各任务中按阅读顺序的位置，从 0 起",
        "Item of the body or row of a table": "正文条目，或表格的一行",
        "Task, safeguard, or measure of a reply or of 若干措施": "任务、保障措施，或答复、若干措施中的措施",
        "Heading above it, or its 任务板块 in a table": "上方的标题，或表格中的任务板块",
        "Words up to the first full stop where they head it, else the first clause": (
            "作标题用的、首个句号之前的文字，否则为首个分句"
        ),
        "The item without label, title and list of units; may be empty": (
            "条目去掉编号、标题和单位名单后的文字；可为空文本"
        ),
        "First character of the item": "条目的首字符",
        "Last day of the period by whose end it is due": "完成时限的最后一天",
        "How exactly the deadline is stated; ongoing: 长期坚持, no date": (
            "时限写到哪一级；ongoing：长期坚持，没有日期"
        ),
        "Worst repair inside it": "条目内最差的修复级别",
        # ── units and their parts ──
        "Canonical name, Simplified": "规范名称，简体",
        "Name as the documents use to write it": "文件中惯用的写法",
        "Every spelling met, sorted": "见到的各种写法，已排序",
        "Full name of the place that it belongs to": "所属地方的全称",
        "Level of government": "政府层级",
        "Kind of organisation; class: several that are not named": "单位的种类；class：未具名的多个单位",
        "Rows of task_units with this unit_id": "task_units 表中属于本单位的行数",
        "The task": "任务",
        "The unit": "单位",
        "Part that the unit has": "单位的角色",
        "Place in the task's list of units, from 0": "在任务的单位名单中的位置，从 0 起",
        "Name as the document writes it": "文件中的写法",
        # ── targets ──
        "The task that states it; null outside of tasks": "载明它的任务；不在任务中时为空",
        "To be reached, already so, or money that a policy pays": "要达到的目标、已有的现状，或政策发放的资金",
        "What is measured, Simplified; empty where the text names none": "衡量的指标，简体；原文未写明时为空文本",
        "What an explicit bound word says": "明确的界限词（以上、超过、不少于等）所表示的关系",
        "Lower bound in base_unit": "下界，以 base_unit 计",
        "Upper bound in base_unit": "上界，以 base_unit 计",
        "What a number that lost a digit can be; else empty": "缺了一位数字的数可能的各个值；否则为空列表",
        "bounded: digits are lost; unknown: not even bounds": "bounded：缺了数字；unknown：连上下界也没有",
        "Number as written": "原文的数字",
        "Measure unit as written; may be empty": "原文的计量单位；可为空文本",
        "Measure unit of value_low and value_high; may be empty": "value_low 和 value_high 的计量单位；可为空文本",
        "What the number says of its indicator": "数字表示指标的什么",
        "Year by which a target is to be reached": "要在哪一年达到",
        "Where the year comes from": "年份从何而来",
        "Year of a status, or the year that a target is compared with": "现状的年份，或目标所比较的年份",
        "Hedging word as written": "原文的限定语",
        "The sentence that holds it": "所在的句子",
        "First character of the number phrase": "数字短语的首字符",
        "Page on which it stands, from 1": "所在页，从 1 起",
        "Worst repair inside the number phrase": "数字短语内最差的修复级别",
        # ── citations ──
        "The document that names it": "提到它的文件",
        "First character of the name": "名称的首字符",
        "Title as written, without 《》": "原文的标题，不含书名号",
        "发文字号 that stands with it": "同时写明的发文字号",
        "The plan of that title; null where it is no plan": "该标题的规划；不是规划时为空",
        "Carried out, named only, or attached": "落实、仅提及，或作为附件",
        # ── repairs ──
        "First character in the repaired text": "修复后正文中的首字符",
        "Character after the last; equal to char_start where nothing is left": (
            "末字符之后的位置；什么都没留下时等于 char_start"
        ),
        "First character in the text before repair": "修复前文字中的首字符",
        "Character after the last; equal to raw_start where nothing stood": (
            "末字符之后的位置；原来什么都没有时等于 raw_start"
        ),
        "Text before": "修复前的文字",
        "Text after; U+FFFD for each character lost": "修复后的文字；每个缺失的字符写作 U+FFFD",
        "Family of damage, see docs/repair.md": "损坏的种类，见 docs/repair.zh-CN.md",
        "exact: no other original; inferred: the likeliest; lost: not restored": (
            "exact：原文只可能如此；inferred：最可能如此；lost：未恢复"
        ),
        "Calibrated probability that the text after is the original": "修复后的文字即为原文的概率，已校准",
        "Other originals that the forward model allows": "损坏过程所允许的其他原文",
    }
)

VALUES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "script": {"Hans": "简体", "Hant": "繁体", "mixed": "兼有"},
        "genre": {
            "plan": "规划计划",
            "task_table": "任务分工表",
            "work_report": "政府工作报告",
            "notice": "通知",
            "reply": "答复",
            "news": "新闻",
            "other": "其他",
        },
        "title_basis": {"stated": "载明", "derived": "推得"},
        "status": {"ok": "正常", "degraded": "有疑问", "quarantined": "已隔离"},
        "review": {"accepted": "已认可", "edited": "已修改", "rejected": "已否决"},
        "sections.kind": {
            "preamble": "引言",
            "goal": "目标",
            "task": "任务",
            "safeguard": "保障",
            "attachment": "附件",
            "other": "其他",
        },
        "evidence": {"full_text": "全文", "reported": "转述", "cited": "仅被引用"},
        "level": {
            "national": "国家",
            "province": "省级",
            "prefecture": "地级",
            "county": "县级",
            "township": "乡级",
            "zone": "功能区",
        },
        "period_basis": {"stated": "载明", "derived": "推得"},
        "origin": {"body": "正文", "table": "表格"},
        "tasks.kind": {"task": "任务", "safeguard": "保障措施", "measure": "措施"},
        "deadline_precision": {"day": "日", "month": "月", "quarter": "季度", "year": "年", "ongoing": "长期坚持"},
        "repair_tier": {"clean": "完好", "exact": "确定", "inferred": "推断", "lost": "缺失"},
        "units.kind": {
            "party": "党委机构",
            "government": "政府机构",
            "subdistrict": "街镇",
            "mass_organisation": "群团组织",
            "enterprise": "企业",
            "association": "协会",
            "institution": "事业单位",
            "class": "未具名的多个单位",
            "other": "其他",
        },
        "role": {"lead": "牵头", "responsible": "责任", "support": "配合", "consulted": "听取意见"},
        "targets.kind": {"target": "目标", "status": "现状", "incentive": "奖补"},
        "comparator": {
            "ge": "不低于",
            "gt": "超过",
            "le": "不超过",
            "lt": "低于",
            "eq": "等于",
            "approx": "约",
            "range": "区间",
        },
        "value_certainty": {"exact": "确定", "bounded": "仅有上下界", "unknown": "未知"},
        "change": {
            "level": "水平",
            "increase": "增加量",
            "decrease": "减少量",
            "growth_rate": "增速",
            "share": "占比",
            "multiple": "倍数",
        },
        "deadline_basis": {"stated": "载明", "plan_period": "规划期末"},
        "relation": {"implements": "落实", "cites": "提及", "attachment": "附件"},
        "tier": {"exact": "确定", "inferred": "推断", "lost": "缺失"},
    }
)
"""Of each enum, by column (by table and column where two tables have a column of that name), what its values mean."""
