"""The documents that a document names, and the plans among them: its own, those it reports, those it carries out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from msgspec.structs import replace

from extractors import quick_re as re
from extractors.document.titles import (
    BODY,
    DOCUMENT_NUMBER_RE,
    carried_titles,
    fold_title,
    is_handed_over,
    is_plan_family,
    is_plan_title,
    join_lines,
    period_in,
)
from extractors.models import (
    CitationRecord,
    Evidence,
    Genre,
    PlanRecord,
    Relation,
    Span,
    TitleBasis,
)
from extractors.script import simplify

# 《…》 with 〈〉 or a nested 《》 inside; a mark that is never closed names nothing.
_MARKED_RE = re.compile(r"《(?P<title>(?:[^《》\n]|\n(?!\s*\n)|《[^《》\n]{1,80}》){2,160})》")
# A title of its own may name another: 关于加快对接《区域全面经济伙伴关系协定》…实施意见
_QUOTED_RE = re.compile(r"[《〈]([^《》〈〉]{2,120})[》〉]")
# 《…的意见》解读: what a report is about where its title says it
_ABOUT_RE = re.compile(r"《([^《》]{4,160})》")
_NUMBER_BEHIND_RE = re.compile(r"[\s　]*[（(〔]?[\s　]*")
_LONGEST_NUMBER = 40
# 为落实《…》, 根据《…》、《…》要求: the clause before the title says that the document carries it out
_IMPLEMENTS_RE = re.compile(r"落实|贯彻|根据|按照|依据|依照|遵照|实施|衔接|对接|细化")
# 为推动《…规划》落地, 为确保完成《…规划》确定的目标任务: the words behind the title say so
_CARRIED_OUT_RE = re.compile(
    r"《[^》]{2,160}》(?:[（(][^（）()]{0,40}[）)])?[^。；，,]{0,16}?(?:实施|落地|落实|见效|目标|任务|部署|要求|完成)"
)
_CLAUSE_RE = re.compile(r"[。；，,;\n]")
_RESTS_ON_RE = re.compile("(?:根据|按照|依据|依照|遵照|对照)(?=[^，。；]{0,12}$)")
_BEING_DRAWN_UP_RE = re.compile(
    r"(?:正在?|抓紧|着手|加快|启动|开展|组织)[^，。；]{0,8}?(?:修编|编制|起草|研究?制定|修订|拟[定订])[、和与及]*$"
)
_AIMS_AT_RE = re.compile(r"(?:^|[\s　])为(?:了)?[^。；，,《》]{0,16}(?:贯彻|落实)[^。；，,《》]{0,12}$")
_ANNEX_BEFORE_RE = re.compile(r"附件\s*+\d*+\s*+[:：.．]?\s*+\d*+[.．、]?\s*$")
# What a news report is about it names in its lead; there also 实施意见 and 若干措施 are plans that it reports.
_LEAD_CHARACTERS = 400
_OPENING = 1500  # characters of the opening in which a plan says what it implements
# A title of so many characters in the headline of news is what it reports (…综合工作方案出炉); a shorter one may
# be short for it.
_LEAST_REPORTED = 10
_SHORTEST_ALIAS = 4  # characters: 《行动计划》 stands for the document's own title, 《方案》 only after 以下简称
_ALIAS_RE = re.compile(r"(?:以下|下文|下)?(?:统?简称|称)[\s　:：“\"']*$")
_BARE_RE = re.compile(
    r"^(?:本|该)?(?:三年|五年|两年)?(?:行动计划|行动方案|实施方案|工作方案|计划|方案|规划|规划纲要|纲要|意见|实施意见|指导意见|措施|若干措施|办法|通知|要点|工作要点|决定|规定|条例|细则|政策|建议|提案|答复|报告|指南|章程)"
    r"(?:[（(](?:草案|送审稿|审议稿|讨论稿|征求意见稿)[）)])?$"  # a name cut short: 《方案》, 《纲要（草案）》
)
# 《就业失业登记证》, 《营业执照》: papers that somebody holds, no documents
_CERTIFICATE_RE = re.compile(r"(?<!论)(?:证书?|执照|护照)$")


# 民政局《关于…的请示》已经省政府批准，现转发给你们
_FORWARDED_RE = re.compile(
    r"(?:[（(][^（）()\n]{2,30}[）)])?(?:[已业]?经[^，。；\n]{2,30}[，,])?现(?:将其)?(?:予以)?(?:转发|印发|批转)给?"
)


# 某市茶业发展规划政策解读, 图解：某市茶业行动计划
_EXPLAINED_RE = re.compile(
    r"(?:关于)?(?P<first>[^《》：:，。]{8,80}?)的?(?:政策|文件)?(?:解读|解析|图解|编制说明|起草说明)"
    r"|(?:政策|文件)?(?:一图读懂|一图看懂|图解|图说|解读|解析)\s?[：:|｜丨]?\s?(?P<last>[^《》：:，。]{8,80})"
)


@dataclass(frozen=True, slots=True)
class NamedDocuments:
    """The plans of a document (its own first, where it has one) and the documents that it names."""

    plans: tuple[PlanRecord, ...]
    citations: tuple[CitationRecord, ...]


# 某市消防救援总队、某市民政局关于印发《加强安全工作实施方案》的通知: others have issued what has the words of one's own
_OTHERS_RE = re.compile(rf"{BODY}(?:关于)?(?:印发|转发|制定|出台)的?\Z")
# 国务院《水体治理行动计划》（国发〔2035〕17号) named in 某区水体治理行动计划: its issuer and its number tell it apart
_ITS_ISSUER_RE = re.compile(rf"{BODY}\Z")
_ISSUES_RE = re.compile(
    "(?:联合)?(?:印发|发布|出台|下发|制定)了?$"
)  # 某局印发《关于…的通知》, whose title is 某局关于…的通知
_OPENS_LIKE = 8  # characters before a title that stand in the document's own as well: 教育部办公厅关于印发《…
_OTHERS_REACH = 60  # characters before a title that name who has issued it


def find_named_documents(
    text: str,
    genre: Genre,
    owns: Sequence[PlanRecord],
    starts: Sequence[int],
    titles: Sequence[str],
    head_end: int,
    task_starts: Sequence[int] = (),
) -> NamedDocuments:
    """Turn the 《》 of a document into citations, each title once, and into plans where they are titles of plans.

    `owns` are the plans whose text the document holds, `starts` where each begins; `titles` are all titles that are the
    document's own (its 通知's and its plans'): they, in full or cut short, are no citations. Titles in “” are names. A
    plan that news tell of is reported. Where the tasks start (`task_starts`) the opening is over.
    """
    view = simplify(text)
    own = _own_titles(titles, is_news=genre == "news")
    namings = _Namings(text, view, genre, owns, own)
    for match in _MARKED_RE.finditer(view):
        owner = max(0, bisect_right(starts, match.start()) - 1)
        begin = starts[owner] if owner < len(starts) else 0
        first_task = next((start for start in task_starts if start > begin), len(text))
        namings.take(match, owner, min(max(head_end, begin) + _OPENING, first_task))
    if genre == "news" and titles:
        namings.take_headline(titles[0])
    plans = namings.plans
    for index, carried_out in enumerate(namings.implements):
        plans[index] = replace(plans[index], implements=tuple(carried_out))
    return NamedDocuments(tuple(plans), tuple(namings.citations))


class _Namings:
    """The documents that a text names, one 《》 after the other: its citations, and the plans that they are of."""

    def __init__(self, text: str, view: str, genre: Genre, owns: Sequence[PlanRecord], own: _OwnTitles) -> None:
        self.plans: list[PlanRecord] = list(owns)
        self.citations: list[CitationRecord] = []
        self.implements: list[dict[int, None]] = [{} for _ in owns]
        self._text, self._view, self._genre, self._own = text, view, genre, own
        self._numbers = {plan.document_number for plan in owns}
        self._known = _KnownPlans()
        for index, own_plan in enumerate(owns):
            self._known.add(fold_title(own_plan.title), index)
        self._seen: set[str] = set()  # titles cited, and what they may be cut short to
        self._whole: set[str] = set()
        self._cited_plans: set[int] = set()

    def take(self, match: re.Match[str], owner: int, opening_end: int) -> None:
        """Take one 《》, which stands in the text of the own plan `owner`, whose opening ends at `opening_end`."""
        span = Span(*match.span("title"))
        title = join_lines(span.of(self._text))
        key = fold_title(title)
        is_others = self._is_of_others(match, title, key)
        is_own = key not in self._own.quoted and not is_others and _is_own(key, self._own.keys)
        is_own = is_own or (len(self.implements) > 0 and is_handed_over(self._view, *match.span()))
        is_own = is_own or self._is_forwarded(match.end(), key)
        is_own = is_own or (_FILE_RE.match(self._view, match.end()) is not None and _is_like(key, self._own.keys))
        is_reported = self._genre == "news" and len(key) >= _LEAST_REPORTED
        if not key or (is_own and not is_reported) or _is_alias(self._view, match.start(), title):
            return
        if _CERTIFICATE_RE.search(simplify(title)):
            return
        relation = _relation(self._view, match.start(), opening_end)
        number = _number_behind(self._text, self._view, match.end())
        carried = _carried_plan(title)
        plan: int | None = None
        if is_plan_title(carried or title) or self._is_reported(match, title, key):
            may_lack_place = not is_others and not self._is_beside(match)
            plan = self._plan_of(carried or title, number, self._evidence(match), may_lack_place=may_lack_place)
            if relation == "implements" and plan >= len(self.implements) > 0:
                self.implements[owner][plan] = None
        is_of_others = is_others and key not in self._whole
        if (key in self._seen and not is_of_others) or (carried is None and plan in self._cited_plans):
            return
        self._whole.add(key)
        self._seen.update(key[start:] for start in range(max(1, len(key) - _SHORTEST_ALIAS + 1)))
        if plan is not None and carried is None:
            self._cited_plans.add(plan)
        self.citations.append(CitationRecord(span, title, number, relation, plan))

    def take_headline(self, title: str) -> None:
        """Take the plan that a headline without 《》 says the page explains, where the text reports none.

        Matches 某市茶业发展规划政策解读 and 图解：某市茶业行动计划. Deliberately not 某市出台茶业行动计划, which may
        tell of it in words of its own. It is no citation: nothing names it in 《》.
        """
        explained = _EXPLAINED_RE.fullmatch(simplify(title))
        if explained is None or any(plan.evidence == "reported" for plan in self.plans):
            return
        name = title[slice(*explained.span("first" if explained["first"] else "last"))]
        if is_plan_title(name) and len(fold_title(name)) >= _LEAST_REPORTED:
            self._plan_of(name, None, "reported", may_lack_place=True)

    def _is_forwarded(self, end: int, key: str) -> bool:
        """True for what a 通知 says that it hands on here, where its title heads the text below, plan or not.

        The example: a ministry's 请示, named with its 的 where the 通知 that forwards it has none in its title.
        """
        if _FORWARDED_RE.match(self._view, end) is None:
            return False
        return any(fold_title(line) == key for line in self._view[end:].splitlines())

    def _is_beside(self, match: re.Match[str]) -> bool:
        """True for the second of two that stand side by side, which are two: 国务院《…计划》和《某省…计划》."""
        return self._view[max(0, match.start() - 2) : match.start()].endswith(("》和", "》与", "》、", "》及"))

    def _is_of_others(self, match: re.Match[str], title: str, key: str) -> bool:
        """True for what others are said to have issued; not where the document's own title says so in these words.

        A body before it and a number behind it, which is not the document's, say so of a name that is its own as well.
        """
        place = match.start()
        number = _number_behind(self._text, self._view, match.end()) if self._genre != "news" else None
        if number and number not in self._numbers and _ITS_ISSUER_RE.search(self._view, max(0, place - 8), place):
            return True
        if key in self._own.keys or _OTHERS_RE.search(self._view, max(0, place - _OTHERS_REACH), place) is None:
            return False
        before = self._view[max(0, place - _OPENS_LIKE) : place]
        return not any(self._own.opens_so(fold_title(words + title)) for words in (before, _ISSUES_RE.sub("", before)))

    def _is_reported(self, match: re.Match[str], title: str, key: str) -> bool:
        """True for what a report tells of in its lead: there 实施意见 and 若干措施 are plans too."""
        is_in_lead = self._genre == "news" and match.start() < _LEAD_CHARACTERS
        return is_in_lead and is_plan_family(title) and (not self._own.about or key in self._own.about)

    def _evidence(self, match: re.Match[str]) -> Evidence:
        """What a document is to a plan that it names: news report it, all else, and news in passing, only cite it.

        News name in passing what is being drawn up (正在修编《…规划》, the subject of no sentence behind), and below
        their lead what something rests on (根据《…规划》，突破项目是关键): its goals are not told, so the numbers
        around it are none of its own. Nor does 为落实《…方案》 tell of it, unless a headline does. Risk: a report that
        first names its plan below a long lead, as the basis of all.
        """
        if self._genre != "news":
            return "cited"
        clause = _CLAUSE_RE.split(_MARKED_RE.sub("", self._view[max(0, match.start() - 120) : match.start()]))[-1]
        is_basis = match.start() >= _LEAD_CHARACTERS and _RESTS_ON_RE.match(clause.lstrip())
        key = fold_title(match["title"])
        is_aim = key not in self._own.about and _AIMS_AT_RE.search(clause)
        return "cited" if is_basis or is_aim or _BEING_DRAWN_UP_RE.search(clause) else "reported"

    def _plan_of(self, name: str, number: str | None, evidence: Evidence, *, may_lack_place: bool) -> int:
        """The index of the plan of a name, a new one where none is known by it; reported once is reported."""
        plan = self._known.find(fold_title(name), may_lack_place=may_lack_place)
        if plan is None:
            plan = len(self.plans)
            self.plans.append(_named_plan(name, evidence, number))
        elif evidence == "reported" and self.plans[plan].evidence == "cited":
            self.plans[plan] = replace(self.plans[plan], evidence=evidence)
        self._known.add(fold_title(name), plan)
        return plan


# 关于印发《…工作方案》的通知.pdf: the name of a file, in which a site spells the document's own title its way
_FILE_RE = re.compile(r"[^。；，,《》\n]{0,24}\.(?:docx?|wps|pdf|ofd|xlsx?|zip|rar)", re.IGNORECASE)
_ALIKE = 0.9  # share of characters that two spellings of one title have in common


def _is_like(key: str, own_keys: Sequence[str]) -> bool:
    return any(SequenceMatcher(None, key, own).ratio() > _ALIKE for own in own_keys)


class _OwnTitles(NamedTuple):
    """What titles say, folded: the `keys` of the document's own, what they quote, and what a report is `about`."""

    keys: list[str]
    quoted: set[str]
    about: set[str]

    def opens_so(self, words: str) -> bool:
        """True where the document's own title has the words with which another is said to have been issued."""
        return any(words in key for key in self.keys)


def _own_titles(titles: Sequence[str], *, is_news: bool) -> _OwnTitles:
    keys = [fold_title(title) for title in titles if title]
    keys += [fold_title(carried) for title in titles if title for carried in carried_titles(title)]
    about = {fold_title(inner) for title in titles for inner in _ABOUT_RE.findall(title)} if is_news else set()
    quoted = (about | {fold_title(inner) for title in titles for inner in _QUOTED_RE.findall(title)}) - set(keys)
    if is_news:  # a report may be headed by the very name of what it reports
        quoted |= {fold_title(title) for title in titles if title}
    return _OwnTitles(keys, quoted, about)


def _named_plan(name: str, evidence: Evidence, number: str | None) -> PlanRecord:
    start, end = period_in(name)
    return PlanRecord(
        title=name,
        title_basis="stated",
        evidence=evidence,
        document_number=number,
        period_start=start,
        period_end=end,
        period_basis="stated" if end else None,
    )


def _carried_plan(title: str) -> str | None:
    """The plan that a cited 通知 carries by its title, where it is one: 《某省人民政府关于印发某省…方案的通知》.

    The 通知 is what is cited; what it brings is the plan that the document carries out. Deliberately not 意见 and 措施,
    of which a citation alone makes no plan, nor a 通知 of two plans.
    """
    carried = carried_titles(title)
    return carried[0] if len(carried) == 1 and is_plan_title(carried[0]) else None


class _KnownPlans:
    """The plans named so far: a title names one of them by the same words, or by the same with its years left out."""

    def __init__(self) -> None:
        self._by_key: dict[str, int] = {}
        self._by_bare: dict[str, int] = {}

    def add(self, key: str, plan: int) -> None:
        self._by_key.setdefault(key, plan)
        self._by_bare.setdefault(_without_years(key), plan)

    def find(self, key: str, *, may_lack_place: bool) -> int | None:
        bare = _without_years(key)
        if key in self._by_key:
            return self._by_key[key]
        found = self._by_bare.get(key) if key == bare else self._by_key.get(bare)
        return self._of_place(bare) if found is None and may_lack_place else found

    def _of_place(self, bare: str) -> int | None:
        """The plan of the same words with its place, or without: 《青山市茶业方案》 is 《茶业方案》 beside it."""
        for known, plan in self._by_bare.items():
            long, short = (known, bare) if len(known) > len(bare) else (bare, known)
            if (
                len(short) >= _LEAST_WITHOUT_PLACE
                and long.endswith(short)
                and _PLACE_RE.fullmatch(long, 0, len(long) - len(short))
            ):
                return plan
        return None


_YEAR_RE = re.compile(r"20\d\d")
_PLACE_RE = re.compile(r"[\u4e00-\u9fff]{1,8}[省市区县州旗盟]")
_LEAST_WITHOUT_PLACE = 8  # characters of a name that tell a plan without its place; 实施方案 alone is any


def _without_years(key: str) -> str:
    return re.sub(r"(?:20\d\d年?){1,2}$", "", key)


def _is_own(key: str, own_keys: Sequence[str]) -> bool:
    """True for the document's own title, in full, inside a longer one of its own, or cut short at its front.

    The same words with other years are the plan before: …发展规划（2023—2030年） in …发展规划（2026—2030年）. 关于, 的
    and 度 make no other title (2016年度…的报告, 2016年…报告), nor does the body that stands in front of it.
    """
    if any(key == own or (len(key) >= _SHORTEST_ALIAS and key in own) for own in own_keys):
        return True
    plain = _plainly(key)
    if len(plain) >= _LEAST_PLAIN and any(plain in _plainly(own) for own in own_keys):
        return True
    fronts = (key.removesuffix(own) for own in own_keys if len(own) >= _LEAST_PLAIN and key.endswith(own))
    if any(front and any(other.startswith(front) for other in own_keys) for front in fronts):
        return True
    years, own_years = _YEAR_RE.findall(key), [found for own in own_keys if (found := _YEAR_RE.findall(own))]
    if years and own_years and years not in own_years:
        return False
    undated = _without_years(key)
    if len(undated) >= _LEAST_PLAIN and any(undated in own for own in own_keys):
        return True
    return any(len(own) >= _LEAST_PLAIN and own in key and len(key) - len(own) <= _MOST_MORE for own in own_keys)


_LEAST_PLAIN = 12  # characters that tell a title though it is not whole
_MOST_MORE = 12  # characters that another spelling of a title adds to it
_PLAINLY_RE = re.compile(r"^关于|(?<=\d年)度|的(?=(?:报告|意见|方案|办法|决定|计划|规划|措施)$)")


def _plainly(key: str) -> str:
    """A title's key without the words that may be left out where it is quoted."""
    return _PLAINLY_RE.sub("", key)


def _is_alias(view: str, position: int, title: str) -> bool:
    """True for （以下简称《方案》） and for a bare kind of document, which names one already named."""
    return bool(_ALIAS_RE.search(view[max(0, position - 12) : position])) or bool(_BARE_RE.match(simplify(title)))


def _relation(view: str, position: int, opening_end: int) -> Relation:
    before = view[max(0, position - 120) : position]
    if _ANNEX_BEFORE_RE.search(before):
        return "attachment"
    clause = _CLAUSE_RE.split(_MARKED_RE.sub("", before))[-1]
    if position <= opening_end and (
        _IMPLEMENTS_RE.search(clause) or (clause.lstrip().startswith("为") and _CARRIED_OUT_RE.match(view, position))
    ):
        return "implements"
    return "cites"


def _number_behind(text: str, view: str, position: int) -> str | None:
    gap = _NUMBER_BEHIND_RE.match(text, position)
    start = gap.end() if gap else position
    if start == position:
        return None
    match = DOCUMENT_NUMBER_RE.match(view, start, start + _LONGEST_NUMBER)
    return re.sub(r"[\s　]+", "", text[slice(*match.span("number"))]) if match else None


# 《…方案（2024—2026年）》（以下简称《方案》）和《…若干措施》
_BESIDE_RE = re.compile(r"》(?:[（(][^（）()。]{2,24}[）)])?(?:[、和与及]|以及){0,2}《")


def plans_of_news_targets(
    text: str, positions: Sequence[int], citations: Sequence[CitationRecord], plans: Sequence[PlanRecord]
) -> list[int | None]:
    """Tell for each place of a news report which plan its sentence speaks of, as an index of the report's plans.

    It is the last plan reported before it in its own paragraph, of several side by side the first; where its paragraph
    names none before it, the report's own plan, the first one named, is meant (根据计划，…). All None where the report
    names no plan, or only cites some.
    """
    named = [c for c in citations if c.plan is not None and plans[c.plan].evidence != "cited"]
    if not named:
        headline = next((index for index, plan in enumerate(plans) if plan.evidence == "reported"), None)
        return [headline] * len(positions)
    starts = [citation.span.start for citation in named]
    view = simplify(text)
    first = list(range(len(named)))  # of those named side by side: 《…方案》和《…措施》, the report's own comes first
    for index in range(1, len(named)):
        if _BESIDE_RE.fullmatch(view, named[index - 1].span.end, starts[index]):
            first[index] = first[index - 1]
    found: list[int | None] = []
    for position in positions:
        index = bisect_right(starts, position) - 1
        is_near = index >= 0 and text.find("\n", named[index].span.end, position) < 0
        found.append(named[first[index] if is_near else 0].plan)
    return found


def own_plan(title: str, basis: TitleBasis) -> PlanRecord:
    """The plan whose text a document holds, before its period, number and issuers are known."""
    return PlanRecord(title=title, title_basis=basis, evidence="full_text")
