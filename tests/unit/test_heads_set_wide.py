"""Heads of pages: fields set wide in rows, menus above titles, letters without a title, places that are only cited."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from tests.unit.heads_of_offices import ITEMS, read_of

CASES: list[tuple[str, dict[str, object]]] = [
    (  # labels set wide, parted by blanks alone
        "白水县人民政府办公室关于印发白水县茶业振兴方案的通知\n2035-01-05 10:00 白水县人民政府办公室\n"
        "索 引 号 BS20358/2035-00417 发文日期 2035-01-03\n发布机构 白水县人民政府办公室 文    号 白政办〔2035〕1号\n"
        "分   类 政务公开 有 效 性 有效\n各乡镇人民政府：\n现将《白水县茶业振兴方案》印发给你们。\n" + ITEMS,
        {"number": "白政办〔2035〕1号", "issued": date(2035, 1, 3), "issuers": ("白水县人民政府办公室",)},
    ),
    (  # the same with colons, each behind a blank
        "县人民政府办公室关于印发白水县茶业振兴方案的通知\n"
        "索引号 : BSX-77/2035-0032 文       号 : 白政办发〔2035〕1号\n"
        "主题分类: 政务督查 发文单位: 白水县人民政府办公室\n发文日期: 2035年02月22日\n各镇人民政府：\n现印发给你们。\n"
        + ITEMS,
        {"number": "白政办发〔2035〕1号", "issued": date(2035, 2, 22)},
    ),
    (  # where a page stands in its site, without any mark between
        "首页 政策解读 关于《茶园管护方案（征求意见稿）》解读\n\n关于《茶园管护方案（征求意见稿）》解读\n\n"
        "新闻来源: 政府办 责任编辑: 白水县研究室 发布时间: 2035-12-30 点击量: 5483\n\n"
        "《茶园管护方案（征求意见稿）》是由县农业农村局起草的，写明了谁来管护、如何管护。\n",
        {"title": "关于《茶园管护方案（征求意见稿）》解读", "genre": "news"},
    ),
    (  # who signs a letter without a title, above its day, is no headline
        "各镇人民政府，县政府各部门：\n为抓好今年茶园管护，经与有关乡镇商定，现将《茶业任务表》"
        "印发给你们，请按表中所列时间做完各自的事，并在每月末报送进度，由县农业农村局汇总后上报。\n附件：茶业任务表\n白水县人民政府办公室\n"
        "2035年1月25日\n（此件公开发布）\n",
        {"title": None, "issuers": ("白水县人民政府办公室",), "issued": date(2035, 1, 25)},
    ),
    (  # a letter that shares out a year's tasks
        "各乡镇人民政府,县政府各部门:\n今年的茶业工作已经县政府常务会议研究。"
        "现将2035年茶园建设任务分解下达。请按时做完。\n附件:任务分解表\n",
        {"genre": "notice"},
    ),
    (  # the county's plan; the province is that of the plan that it cites
        "为促进全县教育发展，优化教育布局，根据《云南省教育发展方案》和全市教育大会精神，制定本计划。\n" + ITEMS,
        {"title": "优化教育布局计划", "genre": "plan"},
    ),
    (  # a headline that has lost 的通知
        "白政办发〔2035〕55号 白水省人民政府办公厅关于印发白水省贯彻落实《茶区振兴规划》工作方案\n各市、县人民政府：\n"
        "《白水省贯彻落实〈茶区振兴规划〉工作方案》已经同意，现印发给你们。\n白水省人民政府办公厅\n2035年5月15日\n"
        "白水省贯彻落实《茶区振兴规划》工作方案\n" + ITEMS,
        {"genre": "plan", "plans": ("白水省贯彻落实《茶区振兴规划》工作方案",)},
    ),
    (  # who has handed down what, and what it says
        "白水省政府下达2035年茶业发展计划\n\n近日，白水省人民政府印发《关于下达2035年茶业发展计划的通知》。"
        "《通知》明确了8个方面的主要目标。\n新增茶园100万亩以上。\n",
        {"genre": "news"},
    ),
    (  # a numbered list of a year's works, with who does each
        "白水县2035年民生实事清单\n1、新建茶路5公里\n责任单位：县交通运输局\n2、改造茶市1个\n责任单位：县商务局\n",
        {"genre": "task_table"},
    ),
    (  # a page that explains a plan which its headline names without marks
        "白水市茶业振兴三年行动方案政策解读\n一、发展目标\n到2036年，全市茶园面积稳定在100万亩。\n",
        {"genre": "news", "plans": ("白水市茶业振兴三年行动方案",)},
    ),
    (
        "图解：白水市茶业发展规划（2031—2035年）\n一、发展目标\n到2035年，全市茶园面积稳定在100万亩。\n",
        {"genre": "news", "plans": ("白水市茶业发展规划（2031—2035年）",)},
    ),
    (  # who reports from where, before the first sentence
        "260家茶企入列新一轮名单\n"
        "白水财经见习记者甲某 青山报道 3月4日，白水市公布了“倍增计划”企业名单，260家茶企入列。\n",
        {"genre": "news"},
    ),
    (
        "茶业规划解读之基地建设：建成茶园二十万亩\n建设基地\n“十五五”期间，我县将建设茶园20万亩。\n",
        {"genre": "news"},
    ),
    (  # a field without a value, and the next one on its line
        "名 称: 区人民政府办公室关于印发白水区茶业工作方案的通知\n索 引 号: 000077/2035-00311 发布日期: 2035-06-28\n"
        "文 号: 文件分类: 综合政务 所属机构:\n区人民政府办公室关于印发白水区茶业工作方案的通知\n各街道：\n" + ITEMS,
        {"number": None, "title": "区人民政府办公室关于印发白水区茶业工作方案的通知"},
    ),
    (  # the number before the title, in a field and on a line
        "文 号 | 白政办〔2035〕2 号 | 发文日期 | 2035-04-19 |\n"
        "标 题 | 白政办〔2035〕2 号 白水区人民政府办公室关于印发茶业工作方案的通知 |\n"
        "白政办〔2035〕2 号 白水区人民政府办公室关于印发茶业工作方案的通知\n各街道：\n" + ITEMS,
        {"number": "白政办〔2035〕2号", "title": "白水区人民政府办公室关于印发茶业工作方案的通知"},
    ),
    (  # a headline above its day, where a menu's line stands first
        "无障碍浏览\n\n甲某主持召开区政府第63次常务会议\n\n发布时间: 2035-03-02\n\n"
        "3月2日，区长甲某同志主持召开区政府第63次常务会议。\n会议听取了茶业工作汇报。\n",
        {"title": "甲某主持召开区政府第63次常务会议", "genre": "news"},
    ),
    (  # what a Party committee proposes for five years
        "中共白水区委关于制定白水区国民经济和社会发展第十五个五年规划和二〇三五年远景目标的建议\n"
        "（2030年12月5日中国共产党白水区第十届委员会第八次全体会议通过）\n"
        "一、开启新征程\n1.“十四五”发展取得的巨大成就。茶业产值达到20亿元。\n2.“十五五”目标。茶业产值达到30亿元。\n"
        "二、建设茶区\n3.壮大茶业。建设茶园10万亩。\n",
        {
            "genre": "plan",
            "plans": ("中共白水区委关于制定白水区国民经济和社会发展第十五个五年规划和二〇三五年远景目标的建议",),
        },
    ),
    (  # a line below a picture, in a report of a meeting
        "3月11日上午，白水县政协四届三次会议在县会堂开幕，主席团成员在主席台就座。\n图\n"
        "甲某代表县政协常委会向大会作工作报告\n乙某作提案工作情况的通报。\n会议期间共收到提案72件。\n",
        {"genre": "news"},
    ),
    (  # what is written on a communiqué
        "茶香远飘再启新程——《2035年茶业统计公报》评读\n\n2036-02-20 来源：白水县统计局\n"
        "一、茶业迈上新台阶\n2035年，全县茶业克服霜冻影响，全年实现4.2%的增长。\n",
        {"genre": "news"},
    ),
    (  # a paper's name and its column's before 讯
        "白水晚报茶乡网云台新闻讯据白水省人民政府网消息，近日，省人民政府发布关于重点工作及责任分解的通知。\n"
        "一、主要目标\n1.茶业产值增长7%以上。\n牵头责任单位：省农业农村厅。\n",
        {"genre": "news"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_heads(text: str, expected: dict[str, object]) -> None:
    read = read_of(extract(text.encode(), "page.txt"))
    assert {name: read[name] for name in expected} == expected


def test_a_clause_on_fines_is_no_task() -> None:
    rules = (
        "白水县茶园保护办法\n第一条 为了保护茶园，制定本办法。\n第二条 各镇应当建立茶园台账。\n"
        "第三条 违反本办法的，由县农业农村局处300元以上900元以下罚款。\n"
    )
    found = extract(rules.encode(), "rules.txt")
    assert [task.label for task in found.tasks] == ["第二条"]
    assert not found.targets


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("白水经济开发区，各街道办事处，各有关单位：", ("白水经济开发区", "各街道办事处", "各有关单位")),
        ("东山县、西河、南岭县委和人民政府，新区各部门：", ("东山县、西河、南岭县委和人民政府", "新区各部门")),
    ],
)
def test_addressees(line: str, names: tuple[str, ...]) -> None:
    letter = f"关于印发《茶业实施方案》的通知\n{line}\n现将《茶业实施方案》印发给你们。\n2035年3月15日\n"
    assert extract(letter.encode(), "a.txt").document.addressees == names
