"""Whole small documents that tell of some numbers and want others: which are facts, which are goals."""

from __future__ import annotations

import pytest

from extractors import extract

RESULTS = """云台市2025年重点工作上半年情况通报

为推进落实，现将有关情况通报如下：

一、主要指标任务完成情况
（一）主要预期目标完成情况
上半年，完成地区生产总值802亿元，社会消费品零售总额329亿元。
（二）其他任务完成情况
引进项目107个，新开工产业项目80个。
二、下一步工作安排
引进项目200个。
"""
PROGRESS = """<html><body><h1>云台县民生实事落实情况</h1><table>
<tr><td>序号</td><td>具体工作任务和要求</td><td>责任单位</td><td>落实情况</td></tr>
<tr><td>1</td><td>推动教育优质均衡，完成二中迁建，增加学位5000个。</td><td>县教育局</td>
<td>二中完成建设，实现秋季开学，新增学位5500个。</td></tr>
<tr><td>2</td><td>提升养老服务，改造敬老院3所，床位达到600张。</td><td>县民政局</td><td>改造敬老院2所，床位达到450张。</td></tr>
</table></body></html>
"""
RECOUNTED = """（六）乡村振兴稳步推进。粮食安全更加稳固。
全年播种面积61万亩，完成10个美丽乡村创建，15个村入选省级示范村，
高标准通过省级验收。
集体经济不断壮大。经营收入均达到5万元以上，其中10万元以上的村达到236个，提前完成任务。
（七）社会事业全面进步。累计办结诉求9000件，基本完成年度目标，被评为优秀。
"""
RETOLD = """云台县做强养殖业
2025-03-01 来源：云台日报

近日，县政府印发《云台县养殖业发展行动方案（2025—2027年）》。根据《行动方案》，云台县将做强养殖业。
在稳产保供方面，严格落实责任，能繁母猪存栏量不低于2.7万头，改造老旧圈舍6万平方米。
据统计，全县现有养殖场120家，2024年改造圈舍2万平方米。
"""
ONE_YEAR = """<html><body><h1>云台县民生实事任务分解表</h1><table>
<tr><td>序号</td><td>实事名称</td><td>2026年度任务目标</td><td>责任单位</td></tr>
<tr><td>1</td><td>改善办学条件</td><td>建成教学楼2座。</td><td>县教育局</td></tr>
<tr><td>2</td><td>改善就医条件</td><td>新增床位200张。</td><td>县卫生健康局</td></tr>
</table></body></html>
"""
# 取得成效 tells what the figures behind it show; 争取到位 is what has come; what is done behind 目前 is done.
FUNDED = """一是备足项目。2024年争取到位上级资金3.2亿元、银行贷款7.4亿元，较上年增长6%。
二是抓紧施工。目前，东段管网建成，日供水比去年多900万吨；西段泵站封顶，完成投资4.5亿元，具备通水条件。
"""
OPENED = """会场一角 李四 摄
【云台商报讯】1月8日，云台区人民代表大会会议开幕。
报告说，2023年全区各项事业取得显著成效。工业总产值达到210亿元、增长7.5%。
报告提出了2024年主要预期目标：工业总产值增长8%。
"""
# A chapter of a report whose head was cut off: where it says how a place stands, it tells.
CHAPTER = """（一）改革举措有效落地。试点扎实推进，做法在全省推广。创建特色小镇22个，其中省级11个。
获评最具活力城市，开行线路8条，综合保税区通过国家验收。建成文化礼堂784个，治理成效明显。
（二）转型升级取得新进展。产值居全省第三，成功创建园林城市，城市化率达到65.7%，存贷款余额位居全省第四。
"""
# A report on the plans of two years tells of the first, estimates with 预计 among it, and wants the second.
TWO_YEARS = """关于云台县2016年国民经济和社会发展计划执行情况及2017年国民经济和社会发展计划（草案）的报告
——2017年1月10日在云台县第十七届人民代表大会第一次会议上
一、2016年计划执行情况
全年预计完成生产总值205亿元，增长7%。
（一）实力增强
预计第一产业增加值完成35亿元；将4852户贫困家庭纳入低保。
二、2017年预期目标和主要措施
主要预期目标是：生产总值增长9.5%；接待游客350万人次，增长21%。
（一）扩大投资
启动第二批23个项目的建设，总投资100亿元。
抄送：县政协提案委（3份）。
"""
DOCUMENTS = [
    (
        "计划报告.txt",
        TWO_YEARS,
        [
            *[(205e8, "status"), (7, "status"), (35e8, "status"), (4852, "status")],
            *[(9.5, "target"), (350e4, "target"), (21, "target"), (23, "target"), (100e8, "target")],
        ],
    ),
    ("一章.txt", CHAPTER, [(22, "status"), (11, "status"), (8, "status"), (784, "status"), (65.7, "status")]),
    (
        "资金.txt",
        FUNDED,
        [(3.2e8, "status"), (7.4e8, "status"), (6, "status"), (9e6, "status"), (4.5e8, "status")],
    ),
    ("开幕.txt", OPENED, [(210e8, "status"), (7.5, "status"), (8, "target")]),
    (
        "片段.txt",
        RECOUNTED,
        [(610000, "status"), (10, "status"), (15, "status"), (50000, "status"), (236, "status"), (9000, "status")],
    ),
    ("新闻.txt", RETOLD, [(27000, "target"), (60000, "target"), (120, "status"), (20000, "status")]),
    ("分解表.html", ONE_YEAR, [(2, "target"), (200, "target")]),
    (
        "通报.txt",
        RESULTS,
        [(802e8, "status"), (329e8, "status"), (107, "status"), (80, "status"), (200, "target")],
    ),
    (
        "落实情况.html",
        PROGRESS,
        [(5000, "target"), (5500, "status"), (3, "target"), (600, "target"), (2, "status"), (450, "status")],
    ),
]


@pytest.mark.parametrize(("name", "text", "expected"), DOCUMENTS, ids=[name for name, _, _ in DOCUMENTS])
def test_what_is_told_is_a_fact_and_what_is_wanted_a_goal(
    name: str, text: str, expected: list[tuple[float, str]]
) -> None:
    assert [(record.value_low, record.kind) for record in extract(text.encode(), name).targets] == expected


def test_a_column_of_one_year_dates_what_is_to_be_done() -> None:
    assert [record.deadline_year for record in extract(ONE_YEAR.encode(), "分解表.html").targets] == [2026, 2026]
