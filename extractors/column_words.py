"""The words by which heads of tables say what a column holds; the alternatives of a pattern each.

One list for all who ask what stands below a head: tables of tasks by their grid, tables of which each cell is a line,
goals in cells of their own, years of columns. What may stand around the words each of them knows for itself: of 任务量
the one takes 任务 for the work, the other 任务量 for its number.
"""

from __future__ import annotations

# 序号, 任务序号, No. of rows; the whole head, for 项目编号 numbers projects and 编号规则 nothing
ORDINAL = r"(?:任务|项目|事项|工作|指标)?(?:序号|编号|项号)|序|No\.?|№"
# The bodies of a task by their part; any other column of bodies says 责任单位 or 部门
LEAD = "牵头|主责|主办|总负责"
SUPPORT = "配合|协办|参与|协助|参加|协同|支撑|协作"
# Persons, no bodies: 责任人, 联系电话
PERSON = "责任人|领导|负责人|联系人|联络员|电话"
# By when it is due: 完成时限, 时间节点
DUE = "时限|时间|期限|节点|日期"
# What several rows belong to: 板块, 重点领域
GROUP = "板块|类别|领域|分类|方面|专项|大类|方向|维度|序列|类型"
# What is done: 重点任务, 工作内容, 项目
WORK = "任务|内容|事项|措施|举措|工作|项目|要点|条目|政策|行动|工程|实事"
# What is wanted: 2025年计划, 工作要求; one that is also done (任务) tells against 完成情况 which column is which
WANTED = "任务|目标|要求|计划|安排"
# The number that is wanted: 目标值, 任务数, 指标值
AMOUNT = "目标[值数]|任务[数量]|计划数|指标值"
# The same, or words: 目标
GOAL = f"目标|{AMOUNT}"
# How far it has got, before 情况: 完成情况, 落实情况
PROGRESS = "完成|进展|落实|办理|推进|实施|整改|执行"
