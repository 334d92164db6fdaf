"""Heads as crawlers leave them: breadcrumbs, glued lines, titles broken in two, reports without a title of a kind."""

from __future__ import annotations

from datetime import date

import pytest

from extractors import extract
from extractors.document.glued_pages import cut_page_head, cut_page_tail
from extractors.models import Span
from tests.unit.heads_of_offices import ITEMS, read_of

NEWS = (
    "全县各级各部门扎实推进茶产业发展，茶园面积稳步扩大，品牌影响力不断提升，产业链条持续延伸。会议强调，"
    "要坚持绿色发展，推动茶文旅融合，促进农民增收，让更多群众共享发展成果。"
)
CASES: list[tuple[str, dict[str, object]]] = [
    (  # the words of a menu above a title that opens with no body
        "茶业数字引擎\n茶业经济发展\n茶园管理改革\n茶乡社会建设\n基础设施\n环境优化\n数字茶乡建设2035年工作要点\n"
        + ITEMS,
        {"title": "数字茶乡建设2035年工作要点", "plans": ("数字茶乡建设2035年工作要点",)},
    ),
    (  # the letterhead of a reply: its number, its result, who signs it
        "白水市教育局\n白教提复字〔2034〕27号                 办理结果：A\n                     是否公开：是\n"
        "对市政协三届三次会议第0118号提案的答复\n李某某委员：\n您提出的《关于茶园灌溉的提案》收悉，现答复如下：\n"
        "一、工作情况\n已建成水窖12口。\n",
        {
            "title": "对市政协三届三次会议第0118号提案的答复",
            "genre": "reply",
            "number": "白教提复字〔2034〕27号",
        },
    ),
    (  # a page that says in its only line what was issued, with its text below
        "中共白水市委办公室白水市人民政府办公室印发《关于做好茶园管护工作的通知》\n一、总体要求\n（一）总体要求。坚持绿色发展。\n"
        "二、重点任务\n（一）管护茶园。各地要管好茶园。\n",
        {"title": "关于做好茶园管护工作的通知", "genre": "notice"},
    ),
    (  # the buttons for readers who see badly
        "语音播报\n页面放大\n指读\n退出长者模式\n白水市茶业局关于印发《白水市茶园管护实施方案》的通知\n"
        "各有关单位：\n现印发给你们。\n" + ITEMS,
        {"title": "白水市茶业局关于印发《白水市茶园管护实施方案》的通知"},
    ),
    (  # the fields of the head as a list with bullets, some without a value
        "• 索 引 号:bs/2020-00012\n• 标      题:关于对市十六届人大四次会议第35号建议的答复\n• 发文字号:\n"
        "• 发文机关:白水市水务局\n• 成文日期:\n• 发布日期:2020-07-03\n\n张某某代表:\n您在市十六届人大四次会议期间"
        "提出的《关于修缮东干渠的建议》(第35号)由我局办理,现就办理情况答复如下:\n已完成渠道清淤12公里。\n",
        {
            "title": "关于对市十六届人大四次会议第35号建议的答复",
            "genre": "reply",
            "issuers": ("白水市水务局",),
        },
    ),
    (  # what a site offers beside a document, and more bodies than a title has lines
        "白水市工业和信息化局\n行政规范性文件\n下载文字版\n下载图片版\n政策解读\n部门解读\n媒体视角\n一图读懂\n解读发布\n"
        "白水市工业和信息化局\n白水市财政局\n白水市商务局\n白水市农业农村局\n白水市科学技术局\n"
        "关于印发《白水市支持茶机产业\n发展政策措施（2025—2027年）》的通知\n白工信规〔2025〕3号\n各有关单位：\n"
        "现将《白水市支持茶机产业发展政策措施（2025—2027年）》印发给你们。\n2025年3月1日\n"
        "白水市支持茶机产业发展政策措施（2025—2027年）\n" + ITEMS,
        {
            "title": "白水市工业和信息化局白水市财政局白水市商务局白水市农业农村局白水市科学技术局"
            "关于印发《白水市支持茶机产业发展政策措施（2025—2027年）》的通知",
            "genre": "plan",
            "plans": ("白水市支持茶机产业发展政策措施（2025—2027年）",),
        },
    ),
    (  # a source on a line of its own, and what the site offers in brackets
        "首页\n>\n政策\n发布时间：2025/06/03\n来源：\n白水市能源局\n[ 打印 ]\n"
        "白水市发展和改革委员会 白水市能源局关于提升\n用电服务水平的意见\n白发改〔2025〕12号\n各县区：\n" + ITEMS,
        {"title": "白水市发展和改革委员会白水市能源局关于提升用电服务水平的意见", "number": "白发改〔2025〕12号"},
    ),
    (  # whose news it is, without a day
        "白水市印发《茶业行动计划》\n\n央视网消息（新闻联播）：白水市近日印发《茶业行动计划》。计划提出，到2027年建成茶园20万亩。\n",
        {"genre": "news", "issuers": ("央视网",), "plans": ("茶业行动计划",)},
    ),
    (
        "白水市出台茶业计划\n人民网讯 白水市日前印发《茶业行动计划》，提出到2027年建成茶园20万亩。\n",
        {"genre": "news", "issuers": ("人民网",)},
    ),
    (  # the number in odd brackets behind the title, on its line
        "市政府办公厅关于印发白水市危险废物整治方案的通知（白政办字（2019）58号）\n为加强监管，制定本方案。\n" + ITEMS,
        {
            "title": "市政府办公厅关于印发白水市危险废物整治方案的通知",
            "number": "白政办字（2019）58号",
            "issuers": ("市政府办公厅",),
            "plans": ("白水市危险废物整治方案",),
        },
    ),
    (
        "《白水市住建局关于印发危房改造行动方案的通知》(白建村(2018)115号)\n\n为消除危房，制定本方案。\n" + ITEMS,
        {"title": "白水市住建局关于印发危房改造行动方案的通知", "number": "白建村(2018)115号"},
    ),
    (  # behind a title that is cited, the number is that of another document
        "白水市危房改造工作方案\n根据《关于做好危房改造的通知》（白政办字（2019）58号）\n制定本方案。\n" + ITEMS,
        {"title": "白水市危房改造工作方案", "number": None},
    ),
    (  # a reply that says whom it answers before what
        "白水市文化局关于答复市政协十届三次会议第12号提案的函\n李某某委员：\n您提出的提案收悉。现将办理情况函告如下。\n",
        {"title": "白水市文化局关于答复市政协十届三次会议第12号提案的函", "genre": "reply"},
    ),
    (  # a headline that says what has come or will come is that of a report
        "白水县将成为全省最大茶叶产区\n发布时间：2021-05-09\n" + NEWS,
        {"title": "白水县将成为全省最大茶叶产区", "genre": "news"},
    ),
    (
        "白水这五年：产值连跨三个百亿台阶，城乡面貌焕然一新\n" + NEWS,
        {"title": "白水这五年：产值连跨三个百亿台阶，城乡面貌焕然一新", "genre": "news"},
    ),
    (  # the name of the plan ends a line, the title that carries it goes on with the years
        "白水市人民政府办公室\n关于印发白水市夜市经济三年行动计划\n（2024—2026年）的通知\n各县区人民政府：\n现印发给"
        "你们，请认真贯彻执行。\n白水市人民政府办公室\n2024年5月2日\n白水市夜市经济三年行动计划\n（2024—2026年）\n"
        + ITEMS,
        {
            "title": "白水市人民政府办公室关于印发白水市夜市经济三年行动计划（2024—2026年）的通知",
            "genre": "plan",
            "plans": ("白水市夜市经济三年行动计划（2024—2026年）",),
        },
    ),
    (  # and ends on two more
        "白水市人民政府关于印发白水市夜市三年行动计划\n（2024—2026年）的\n通知\n各县区人民政府：\n现印发给你们。\n"
        + ITEMS,
        {"title": "白水市人民政府关于印发白水市夜市三年行动计划（2024—2026年）的通知"},
    ),
    (  # a number in brackets below the title is no part of it
        "白水市人民政府关于印发白水市饮水安全实施方案的通知\n（白政发〔2024〕9号）\n各县区人民政府：\n现印发给你们。\n"
        + ITEMS,
        {"title": "白水市人民政府关于印发白水市饮水安全实施方案的通知", "number": "白政发〔2024〕9号"},
    ),
    (  # a title over two lines, the second glued to number, addressees and text
        "国务院关于印发国家生态保护\n\n“十二五”规划的通知国发〔2012〕7号各省、自治区、直辖市人民政府，国务院各部委：\n"
        "现将规划印发给你们，请认真执行。\n" + ITEMS,
        {"title": "国务院关于印发国家生态保护“十二五”规划的通知", "number": "国发〔2012〕7号", "genre": "plan"},
    ),
    (  # breadcrumbs are no title, whatever they end in
        "白水市人民政府\n您当前的位置:\n>> 走进白水 >> 投资白水 >> 投资政策\n加快推进工业发展若干政策\n"
        "发布日期：2022-12-19\n为加快发展，制定如下政策。\n" + ITEMS,
        {"title": "加快推进工业发展若干政策", "genre": "plan"},
    ),
    (  # a star where a site's filter shuns a word
        "青山县推动旅游发展若干*策\n为全面贯彻*的精神，制定本*策。\n" + ITEMS,
        {"genre": "plan"},
    ),
    (
        "市政府重点工作责任分解（2023年）\n时间：2023-07-11 17:01 浏览次数：\n一、主要任务\n"
        "1.新建学校2所。\n责任单位：市教育局\n",
        {"title": "市政府重点工作责任分解（2023年）", "genre": "task_table"},
    ),
    (  # two columns of a signature, glued
        "关于印发《青山区节能行动方案》的通知\n各街道：\n现印发给你们。\n青山区教育局青山区民政局\n青山区财政局\n"
        "2025年2月1日\n" + ITEMS,
        {"issuers": ("青山区教育局", "青山区民政局", "青山区财政局")},
    ),
    (  # who publishes, by a body's full name; not the name of a column
        "青山区2023年优化营商环境工作要点\n来源：青山区人民政府办公室   发布时间：2023-04-07\n" + ITEMS,
        {"issuers": ("青山区人民政府办公室",)},
    ),
    ("青山区2023年优化营商环境工作要点\n来源：区政府办   发布时间：2023-04-07\n" + ITEMS, {"issuers": ()}),
    (  # a letter that carries three documents
        "各县区人民政府：\n《白水市推动制造业发展实施方案》《白水市制造业若干支持措施》和《白水市主导产业若干支持措施》"
        "已经市政府研究通过，现印发给你们。\n2020年11月17日\n白水市推动制造业发展实施方案\n一、重点任务\n（一）建园区。\n"
        "白水市制造业若干支持措施\n一、奖励。\n白水市主导产业若干支持措施\n一、补助。\n",
        {"plans": ("白水市推动制造业发展实施方案", "白水市制造业若干支持措施", "白水市主导产业若干支持措施")},
    ),
    (  # a page on one line: crumbs, title, date and source, text
        "当前位置：首页>要闻动态>县区要闻全县茶产业发展现场推进会召开发布日期：2024-03-21 来源：白水日报 浏览次数：312 "
        "字号：[大 中 小]本报讯（记者 甲某）3月20日，全县茶产业发展现场推进会召开。" + NEWS,
        {
            "genre": "news",
            "title": "全县茶产业发展现场推进会召开",
            "issuers": ("白水日报",),
            "issued": date(2024, 3, 21),
        },
    ),
    (  # the page's title and the text's own
        "岭西：到2027年培育30个产业集群\n岭西：到2027年培育30个产业集群\n岭西省人民政府办公厅4月2日发布《岭西省产业集群"
        "高质量发展工作方案（2025—2027年）》。其中提出，到2027年，培育产业集群30个。\n（文章来源：岭西日报）\n",
        {"genre": "news", "title": "岭西：到2027年培育30个产业集群", "issuers": ("岭西日报",)},
    ),
    (
        "日前，某部负责人就《排污条例》的有关问题回答了记者提问。问：请介绍出台背景。答：国家高度重视。\n",
        {"genre": "news", "title": "某部负责人就《排污条例》的有关问题回答了记者提问"},
    ),
    (  # a report of work without its title page
        "各位代表：\n现在，我代表白水市人民政府，向大会报告政府工作，请予审议。\n一、2023年工作回顾\n过去一年，成绩显著。\n",
        {"genre": "work_report", "title": "白水市政府工作报告", "issuers": ("白水市人民政府",)},
    ),
    (  # whose report it is, by the label that says more than the speech
        "标题：政府工作报告——2017年4月7日在岭西省白水市第九届人民代表大会第一次会议上\n发文单位：白水市人民政府\n正文：\n"
        "各位代表：\n现在，我代表市人民政府，向大会作工作报告，请予审议。\n一、2016年工作回顾\n过去一年，成绩显著。\n",
        {"issuers": ("白水市人民政府",), "genre": "work_report"},
    ),
    (  # a first line above prose that names no kind of document
        "我市果业在新形势下稳步发展\n2014年，全市上下抓住机遇，果业发展取得新成效，生产规模不断扩大，品质明显提升，农民收入"
        "持续增长，果品远销国内外市场，品牌影响力进一步增强。\n",
        {"title": "我市果业在新形势下稳步发展"},
    ),
    (  # what a register says of a document, and a page's words before its title
        "【有效】白水市人民政府关于加快物流业发展的若干意见\n各县区人民政府：\n为加快发展，提出如下意见。\n" + ITEMS,
        {"title": "白水市人民政府关于加快物流业发展的若干意见", "genre": "plan"},
    ),
    (
        "白水市高新企业奖励政策：白水高新区关于加快培育企业的试行意见\n为加快培育，提出如下意见。\n" + ITEMS,
        {"title": "白水高新区关于加快培育企业的试行意见"},
    ),
    (
        "新闻详情\n白水市人民政府关于做好乡村振兴工作的实施意见\n2022-05-19 14:17\n为做好工作，提出如下意见。\n"
        + ITEMS,
        {"title": "白水市人民政府关于做好乡村振兴工作的实施意见", "issuers": ("白水市人民政府",)},
    ),
    (  # the headline stands above the line of source and date
        "白水文化网>文化政策>\n甲省\n甲省：重点实施“十大工程”加快发展旅游\n2018-02-12    来源：经济日报    编辑：\n"
        "经济日报白水2月12日讯 日前，甲省政府印发《关于加快旅游发展的意见》。意见提出，到2020年，建成旅游村100个。\n",
        {"genre": "news", "title": "甲省：重点实施“十大工程”加快发展旅游", "issued": date(2018, 2, 12)},
    ),
    (
        "白水省印发《行动计划》 推动文化产业提升\n来源：白水日报  |  2022-02-25 09:50:26\n白水省委办公厅近日印发"
        "《白水省文化产业提升行动计划》。《行动计划》提出，到2025年，增加值占比达到6%。\n",
        {
            "genre": "news",
            "title": "白水省印发《行动计划》推动文化产业提升",
            "issuers": ("白水日报",),
            "issued": date(2022, 2, 25),
        },
    ),
    (
        "3月10日上午，青山县第十届人民代表大会第五次会议隆重开幕，县长作报告。报告指出，抓好10件实事。\n",
        {"genre": "news"},
    ),
    (  # who carries its items makes a text without a title a plan
        "坚持稳中求进，推进改革。\n一、深化改革\n1.推行清单管理。编制清单。（市行政审批局牵头，市级各部门配合）\n"
        "2.优化流程。压减材料。（市政府办公室、市司法局按职责分工负责）\n",
        {"genre": "plan"},
    ),
    (  # two fields on a line, the value of the first with a blank
        "发文字号: 白商务〔2025〕45 号 发布日期: 2025年08月22日\n标题: 白水市商务局白水市财政局关于促消费的通知\n"
        "各县商务局：\n现就有关事项通知如下：\n一、时间。9月。\n",
        {"number": "白商务〔2025〕45号", "issuers": ("白水市商务局", "白水市财政局")},
    ),
    # words of a site or a forum above a whole title; bodies and first words of a title stay with it
    ("我的收藏\n关于同意设立青岭新区的批复\n青岭市人民政府：\n现批复如下。\n", {"title": "关于同意设立青岭新区的批复"}),
    (
        "政务信息 白水要闻\n2026年白水省政府工作报告\n——二〇二六年一月九日在白水省第十届人民代表大会第四次会议上\n"
        "来源：白水日报\n时间：2026-01-15\n各位代表：\n我代表省人民政府作工作报告。\n一、2026年重点工作\n（一）稳增长。推进。\n",
        {"title": "2026年白水省政府工作报告", "issued": date(2026, 1, 9), "genre": "work_report"},
    ),
    (
        "查看: 31|回复: 0\n打印 上一主题 下一主题\n白水省人民政府关于加快林业发展的决定\n白政发〔2005〕9号\n" + ITEMS,
        {
            "title": "白水省人民政府关于加快林业发展的决定",
            "genre": "plan",
            "plans": ("白水省人民政府关于加快林业发展的决定",),
        },
    ),
    (
        "今日 (此件公开发布)\n白水省制造业升级行动方案\n(2022-2025年) 为贯彻落实国家部署，推进转型，制定本方案。\n"
        + ITEMS,
        {"title": "白水省制造业升级行动方案(2022-2025年)"},
    ),
    ("青山区文化和旅游局\n青山区2025年旅游工作要点\n" + ITEMS, {"title": "青山区文化和旅游局青山区2025年旅游工作要点"}),
    (  # what stands twice is the title, what stands above it once is the site's
        "多个关键词搜索,空格分隔\n综合其他范文\n镇2024年粮食生产工作方案\n时间:2024-08-13|点击:3\n镇2024年粮食生产工作方案\n"
        + ITEMS,
        {"title": "镇2024年粮食生产工作方案"},
    ),
    (
        "数字青山建设2025年工作要点 一、加快发展（一）打造高地1.攻关技术。建设平台。推进转化，培育企业。2.推进协同。"
        "完善体系，支持企业建设中心。（二）优化环境1.开放数据。编制目录，建设平台，完善机制。2.培养人才。引进团队。"
        "二、加强保障（一）加强领导。建立机制。",
        {"title": "数字青山建设2025年工作要点", "genre": "plan", "plans": ("数字青山建设2025年工作要点",)},
    ),
    (
        "2023“两会”解读政府工作报告要点之一:2022年工作回顾\n2022年，这一年，我们迎难而上。生产总值增长5%。\n",
        {"genre": "work_report"},
    ),
    (
        "2026年云岭自治区政府工作报告\n——2026年1月31日在云岭自治区第九届人民代表大会第四次会议上\n自治区主席 甲某\n"
        "各位代表：\n一、2026年重点工作\n（一）稳增长。推进。\n",
        {"issuers": ("云岭自治区人民政府",), "issued": date(2026, 1, 31)},
    ),
    # 决定 that sets tasks is a plan; one on laws, honours or posts is none
    ("白水省人民政府关于修改部分规章的决定\n一、修改第三条。\n二、删去第五条。\n", {"genre": "other", "plans": ()}),
    ("白水省人民政府关于表彰先进集体的决定\n一、授予甲局。\n二、授予乙局。\n", {"genre": "other", "plans": ()}),
    # reports: what was just issued, under the plan's own name, and a document that an agency hands on
    (
        "日前，市政府印发《青山市稳定就业十五条措施》（以下简称《措施》），压实责任。《措施》提出加大支持。\n",
        {"genre": "news", "plans": ("青山市稳定就业十五条措施",)},
    ),
    (
        "白水省湿地保护实施方案（2021—2025年）\n白水日报　2021年07月30日\n近日，经省政府同意，省林草局、省财政厅等7部门"
        "联合印发《白水省湿地保护实施方案（2021—2025年）》。方案提出修复湿地3万亩。\n",
        {
            "genre": "news",
            "issued": date(2021, 7, 30),
            "issuers": ("白水日报",),
            "plans": ("白水省湿地保护实施方案（2021—2025年）",),
        },
    ),
    (
        "国务院办公厅关于2023年部分节假日安排的通知\n新华社北京12月8日电  国务院办公厅关于2023年部分节假日安排的通知，"
        "全文如下：\n"
        "各省、自治区、直辖市人民政府：\n现将安排通知如下。\n一、元旦：1月1日放假，共1天。\n",
        {"genre": "notice", "issuers": ("国务院办公厅",)},
    ),
    (
        "法规标题:白水省人民政府关于加强水利工作的意见\n颁布部门:白水省人民政府\n颁布时间:2005-12-03\n"
        "文书编号:白政发〔2005〕39号\n"
        "白水省人民政府关于加强水利工作的意见\n" + ITEMS,
        {"number": "白政发〔2005〕39号", "issued": date(2005, 12, 3)},
    ),
    (
        "白残函〔2023〕37号                          类别：A\n关于省政协第28号提案的答复\n某委员：\n提案收悉。\n",
        {"number": "白残函〔2023〕37号"},
    ),
    # plans that the letter carries, some of them cut off
    (
        "青山市人民政府关于印发“十大创新”“十强产业”行动计划的通知\n各县：\n《“十大创新”行动计划（2024—2025年）》《“十强产业”行动计划"
        "（2024—2025年）》已经市委、市政府同意，现印发给你们。\n青山市人民政府\n2024年4月22日\n“十大创新”行动计划（2024—2025年）\n"
        + ITEMS,
        {"plans": ("“十大创新”行动计划（2024—2025年）", "“十强产业”行动计划（2024—2025年）")},
    ),
    # what an opinion is on, where it states no title
    (
        "各县区：\n为落实省委部署，有效应对下行压力，进一步促进全县经济平稳发展，现提出以下意见：\n"
        + ITEMS
        + "青山县人民政府\n2017年3月1日\n",
        {"title": "促进经济平稳发展的意见", "genre": "plan"},
    ),
    (
        "白政提字〔２０２３〕４６号（Ｂ类）\n甲委员：\n您提出的提案收悉，现答复如下：\n一是加强管理。\n",
        {"number": "白政提字〔２０２３〕４６号"},
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_heads(text: str, expected: dict[str, object]) -> None:
    read = read_of(extract(text.encode(), "page.txt"))
    assert {name: read[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        (
            "首页 > 新闻 > 我县召开茶业大会 发布时间：2024-03-21 10:20 来源：县融媒体中心 点击：12次 " + NEWS,
            ["首页 > 新闻 >", "我县召开茶业大会", "发布时间：2024-03-21 10:20 来源：县融媒体中心 点击：12次", NEWS],
        ),
        ("我县召开茶业大会 发布时间：2024-03-21 来源：县融媒体中心", None),  # a head that stands alone
        ("会议要求在发布时间：2024-03-21前完成。" + NEWS, None),  # one label is a sentence's
        (NEWS, None),
        (  # the fields of 政府信息公开, and what the page sets beside the date
            "索 引 号： QS-2025-1 主题分类： 无 发文机关： 青山县水利局 标 题： 青山县水利局关于治水的通知"
            " 发文字号： 青水〔2025〕3号 有 效 性： 有效 青山县水利局关于治水的通知"
            " 来源：青山县水利局 时间：2025-03-05 08:00 微信 全真版 文字版 " + NEWS,
            [
                "索 引 号： QS-2025-1",
                "主题分类： 无",
                "发文机关： 青山县水利局",
                "标 题： 青山县水利局关于治水的通知",
                "发文字号： 青水〔2025〕3号",
                "有 效 性： 有效",
                "青山县水利局关于治水的通知",
                "来源：青山县水利局 时间：2025-03-05 08:00 微信 全真版 文字版",
                NEWS,
            ],
        ),
        (  # the name of the page and the title, one behind the other
            "关于印发《治水方案》的通知 关于印发《治水方案》的通知 时间：2025-03-05 08:00 微信 微博 " + NEWS,
            ["关于印发《治水方案》的通知", "关于印发《治水方案》的通知", "时间：2025-03-05 08:00 微信 微博", NEWS],
        ),
        ("填写说明：名称：全称。文号：发文字号。" + NEWS, None),  # two labels are a form's
    ],
)
def test_a_page_on_one_line_is_cut_where_its_head_ends(line: str, pieces: list[str] | None) -> None:
    spans = cut_page_head(line, Span(0, len(line)))
    assert [span.of(line) for span in spans] == (pieces or [line])


@pytest.mark.parametrize(
    ("line", "behind"),
    [
        ("（二）抓好落实。 附件：1.任务表；2.名单 青山县水利局 2025年3月5日 来源：青山县水利局 附件下载", 2),
        ("（二）抓好落实。责任处室：办公室、水政处 来源：青山县水利局 附件下载", 1),
        ("（二）抓好落实。 青山县人民政府办公室 2025年3月5日印发 附件下载", 1),
        ("（二）抓好落实，详见 附件：任务表。", 0),  # part of the sentence
        ("数据 来源：青山县统计局", 0),
    ],
)
def test_what_a_page_sets_behind_its_text_is_cut(line: str, behind: int) -> None:
    spans = cut_page_tail(line, Span(0, len(line)))
    assert len(spans) == behind + 1
    assert spans[0].of(line).endswith(("落实。", "水政处") if behind else line)


def test_a_second_number_three_opens_the_last_part_of_a_plan() -> None:
    plan = (
        "青山县整治方案 为加强治理，制定本方案。一、工作目标改善环境。二、重点任务（一）清理河道。清理垃圾。"
        "（二）整治道路。修补路面。二、工作要求（一）强化领导。成立专班。（二）强化宣传。广泛发动。"
    )
    tasks = extract(plan.encode(), "a.txt").tasks
    assert [(task.title, task.kind) for task in tasks] == [
        ("清理河道", "task"),
        ("整治道路", "task"),
        ("强化领导", "safeguard"),
        ("强化宣传", "safeguard"),
    ]


LETTER = (
    "各乡镇人民政府：\n现将《青山县促进就业工作方案》印发给你们。\n青山县人民政府办公室\n2025年3月5日\n青山县促进就业工作方案\n"
    + ITEMS
)


def test_a_wrapped_title_on_one_line_ends_before_a_government_that_it_addresses() -> None:
    line = (
        "青政办〔2025〕5号 青山县人民政府办公室关于 印发青山县2025年 促进就业工作意见的通知"
        " 东山县人民政府，县直各单位：《青山县2025年促进就业工作意见》已经同意，现印发给你们。"
        " 青山县人民政府办公室 2025年3月5日 " + ITEMS
    )
    record = extract(line.encode(), "page.txt").document
    assert record.title == "青山县人民政府办公室关于印发青山县2025年促进就业工作意见的通知"
    assert record.document_number == "青政办〔2025〕5号"


WHOLE = "青山县人民政府办公室关于印发青山县促进就业工作方案的通知"


@pytest.mark.parametrize(
    ("head", "title", "number"),
    [
        (f"标题: {WHOLE}_政策文件_青山县人民政府\n", WHOLE, None),
        (f"{WHOLE}-政府文件-青山县人民政府网\n", WHOLE, None),
        ("政策文件 | 青山县促进就业工作方案\n", "青山县促进就业工作方案", None),
        (  # the page is headed by the plan, the text by the 通知 that carries it
            f"青山县促进就业工作方案\n时间：2024-03-05 09:12 微信\n青政办〔2024〕12号 {WHOLE} ",
            WHOLE,
            "青政办〔2024〕12号",
        ),
        (
            f"[ 索引号 ] 115 [ 发文字号 ] 青政办发〔2025〕8号\n[ 成文日期 ] 2025-03-05 [ 文号 ]\n{WHOLE}\n",
            WHOLE,
            "青政办发〔2025〕8号",
        ),
        (
            f"{WHOLE}\n发文单位：县政府办 | 文号：青政办发〔2025〕8号 | 有效性：有效 | 发布日期：2025年3月10日\n",
            WHOLE,
            "青政办发〔2025〕8号",
        ),
    ],
)
def test_what_a_site_adds_to_a_title_or_sets_beside_it(head: str, title: str, number: str | None) -> None:
    record = extract((head + LETTER).encode(), "a.txt").document
    assert (record.title, record.document_number, record.genre) == (title, number, "plan")


def test_words_before_a_bar_that_say_what_a_page_is_stay() -> None:
    record = extract("图解 | 青山县促进就业工作方案\n到2027年，新增就业3000人。\n".encode(), "a.txt").document
    assert record.title != "青山县促进就业工作方案"


def test_a_table_below_its_annex_mark_is_called_by_the_line_between() -> None:
    text = (
        "附件2\n\n2025年青山县为民办实事项目责任分解表\n\n序号\t项目\t目标任务\t牵头单位\n1\t就业\t新增就业3000人\t县人社局\n"
        "2\t教育\t新增学位1200个\t县教育局\n"
    )
    record = extract(text.encode(), "a.txt").document
    assert (record.genre, record.title) == ("task_table", "2025年青山县为民办实事项目责任分解表")


def test_a_name_that_a_line_end_cut_in_a_signature_is_whole_in_the_title() -> None:
    text = (
        "岭西省发展改革委办公室 岭西省能源局综合司关于做好结算工作的通知\n各市发展改革委：\n现将有关事项通知如下：\n"
        "一、按时结算。\n二、加强监管。\n岭西省发展\n改革委办公室\n岭西省能源局综合司\n2020年3月26日\n"
    )
    assert extract(text.encode(), "a.txt").document.issuers == ("岭西省发展改革委办公室", "岭西省能源局综合司")


def test_a_tab_with_a_column_and_a_place_and_crumbs_with_arrows_are_no_title() -> None:
    tab = (
        "青山高新区关于印发招商引资若干措施的通知_政策文件_青山高新区\n首页 > 政务公开\n各部门：\n现印发给你们。\n"
        "一、任务\n推进。"
    )
    assert extract(tab.encode(), "a.txt").document.title == "青山高新区关于印发招商引资若干措施的通知"
    crumbs = (
        "网站首页->政务公开->建议办理->详细内容\n对省十二届人大五次会议第0764号建议的答复\n李代表：\n答复如下。\n"
        "一、措施\n推进。"
    )
    assert extract(crumbs.encode(), "a.txt").document.title == "对省十二届人大五次会议第0764号建议的答复"
