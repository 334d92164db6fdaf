"""Sentences and tables → quantified statements: targets to reach, facts as they are, money that a policy pays.

What counts is told in docs/data-dictionary.md. The grammar of a quantity stands in `quantities.py`, of years in
`deadlines.py`, what is no statement in `statements.py`, what a policy pays in `awards.py`, the phrase that is measured
in `naming.py`, tables of indicators in `indicator_tables.py`. This module reads a document block by block and decides
of which kind a statement is, and by when.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors import quick_re as re
from extractors.models import Block, DeadlineBasis, Grid, Section, Span, TargetKind, TargetRecord
from extractors.numerals import POINT_OR_NOTHING
from extractors.script import simplify
from extractors.targets.award_brevity import brief_awards, taker_in, under_heading
from extractors.targets.awards import announced_before, mark_awards
from extractors.targets.carrying import carry_whole
from extractors.targets.changes_and_baselines import compare_years, mark_baselines, without_starts
from extractors.targets.context import TargetContext, retells_plan_items
from extractors.targets.deadlines import YearMark, find_year_marks, is_cut_year, starts_anew, stated_year, within_plan
from extractors.targets.examples import Examples
from extractors.targets.facts_or_goals import (
    CONDITIONS_WITHIN_RE,
    Tells,
    Voice,
    account_year,
    announces_conditions,
    announces_work,
    goals_begin,
    hedge_of,
    opens,
    recounts,
    titled_year,
    urges,
    without_estimates,
)
from extractors.targets.headed_sections import HeadedSections, lines_of
from extractors.targets.heading_words import HeadingWords, are_telling, below_line, read_line
from extractors.targets.kinds import REPORTING, Surroundings, goes_on, kind_of
from extractors.targets.naming import name_indicators
from extractors.targets.negatives import select_statements
from extractors.targets.quantities import Quantity, View, find_quantities, fold_view
from extractors.targets.same_words import usual_words
from extractors.targets.sectors import find_statements
from extractors.targets.statements import (
    REQUIRED_RE,
    Statement,
    carry_bounds,
    mask_names,
    share_out_years,
    split_sentences,
    widen_bounds,
    without_unit_lists,
)
from extractors.targets.table_figures import as_target
from extractors.targets.table_times import asked_cells, due_years, told_columns
from extractors.targets.tables import find_figures
from extractors.targets.typing_slips import are_points_lost
from extractors.targets.years_held import YearsHeld, year_of_facts
from extractors.tasks.table_columns import is_task_table

_CONTACT_RE = re.compile(
    r"联系(?:人|电话|方式|地址)|电话：|传真：|邮(?:政)?编码?：|https?|www\.|地址：|网址：|邮箱：|法宝引证码|共?印\d+份"
    r"|^[\s　]*(?:抄送|抄报|主送|分送)[:：]"
)
# A marker at the start of a text belongs to the outline: 46．, （二）, 第三条【…】. So does a bullet: - 认定奖励.
_LABEL_RE = re.compile(
    r"(?!一、[二三](?:、三)?产)(?:[-•●▪◆■]\s*|\d{1,3}[.、﹒](?!\d)|（?[一二三四五六七八九十]{1,3}[）、]|（\d{1,3}）|[①-⑳]|"
    r"第[一二三四五六七八九十百\d]{1,5}条(?:【[^】]{0,40}】)?)+"
)
# A cell that holds a count and its noun alone (8个试验区, 3家) says for whom or where, not what is to be reached.
_BARE_COUNT_RE = re.compile(r"\d{1,3}(?:个|家|所|项|条|处|名|人)[^，。；：\d]{0,10}")
_HEADING_BRACKET_RE = re.compile("【[^】]{0,40}】")
_WORD_RE = re.compile("[A-Za-z\u4e00-\u9fff]")
_NUMERAL_RE = re.compile("[0-9０-９一二两兩三四五六七八九十百千万萬亿億]")
_CONTACT_REACH = 40  # characters in which a line of contacts says that it is one
_CAPTION_REACH = 60  # characters before a table that may name it and its measure unit
_CONDITIONS_REACH = 24  # characters at the end of a text that may say 应符合以下条件：
_NO_SECTION = -1
# Years; a plan of which only the end is known starts no earlier.
_LONGEST_PERIOD = 10


def find_targets(
    text: str, sections: Sequence[Section], blocks: Sequence[Block], context: TargetContext
) -> tuple[TargetRecord, ...]:
    """Turn a document's text, sections and blocks into its quantified statements, in reading order.

    Furniture, headings, titles, contact lines and 《titles》 are not read. Without blocks every line is one.
    `section` of a record is the innermost section that holds it; `plan` and `task` stay None.

    >>> record = find_targets("到2027年，直播经济规模达到1000亿元左右。", (), (), TargetContext("plan"))[0]
    >>> record.indicator, record.comparator, record.value_low, record.base_unit, record.deadline_year
    ('直播经济规模', 'approx', 100000000000.0, '元', 2027)
    """
    reader = _Reader(text, sections, context)
    for block in blocks or lines_of(text):
        if block.kind != "furniture":
            reader.enter_plan(block.span.start)
            reader.read_block(block)
    return tuple(sorted(brief_awards(reader.records), key=lambda record: record.span))


class _Reader:
    """Reads the blocks of one document; what a paragraph leaves to the next are the years that hold."""

    def __init__(self, text: str, sections: Sequence[Section], context: TargetContext) -> None:
        self.text, self.view = text, simplify(text)
        self.context = context
        self.records: list[TargetRecord] = []
        self.years, self.examples = YearsHeld(), Examples()
        self.row_year: int | None = None  # by when the row of a table is due
        self.row_name = ""  # what the row of a table measures, for a cell that does not say
        self.is_told: bool | None = None  # what the column of a table says of its cells: done, or to be done
        self.is_asked = False  # a cell tells what one must fulfil
        self.earlier: Sequence[Statement] = ()  # of the sentence before, in the same paragraph
        self.conditions_at: int | None = None
        self.sections = HeadedSections(sections, context.issued_year, in_report=context.genre == "work_report")
        is_bare = context.genre == "work_report" and not are_telling(self.sections.headings)
        self.is_bare_report = is_bare and not urges(self.view)
        self.part: HeadingWords | None = None  # what the last line of a report says that heads a part without a number
        self.part_start = 0
        self.account_year = account_year(self.view) if context.genre == "other" else None
        self.title_year = titled_year(self.view)
        self.tells = self._tells()
        self.points_lost = are_points_lost(text)
        self.known_year = self._known_year()
        self.is_ahead = retells_plan_items(context, self.view)  # or a reply has said that what follows is to be done

    # ── where we are ──

    def _in_conditions(self, section: int | None) -> bool:
        """True where the text tells what one must fulfil: under such a heading, or behind 应符合以下条件."""
        if section is None or self.is_asked:
            return self.is_asked or self.conditions_at == _NO_SECTION
        return self.sections.headings[section].sets_conditions or any(
            number == self.conditions_at for number in self.sections.ancestry(section)
        )

    def _year_of_section(self, section: int | None) -> int | None:
        """The year that the headings above a place give it; in a work report any heading's, else one that dates it."""
        words = self._words_of(section)
        if words is None:
            return None
        return words.year if self.context.genre == "work_report" else words.told_year

    def _words_of(self, section: int | None) -> HeadingWords | None:
        """What the heading above a place says, or else in a report the last line that heads a part without a number."""
        is_below = section is not None and self.sections.all[section].span.start >= self.part_start
        own = self.sections.headings[section] if section is not None and (is_below or self.part is None) else None
        return below_line(self.part, own)

    def _known_year(self) -> int | None:
        """The year before which all is past, as far as the document says."""
        known = self.context.issued_year or self.context.period_start
        if known is None and self.account_year is not None:
            known = self.account_year + 1
        if known is None and self.context.plan_period_end is not None:
            known = self.context.plan_period_end - _LONGEST_PERIOD
        return known

    def _tells(self) -> Tells:
        """How much of the document tells what has been: all of an account of a year, most of news and replies."""
        if self.context.genre != "other":
            return "all" if self.context.is_account else "most"
        return "all" if self.account_year is not None or recounts(fold_view(self.text).text) else "some"

    def _is_dated_work(self, section: int | None) -> bool:
        """True for the work of a plan, and of a report: due by its year, where nothing else is said."""
        of_report = self._year_of_section(section) or self.context.issued_year
        year = {"plan": self.context.plan_period_end, "work_report": of_report}.get(self.context.genre)
        return year is not None and not (self.sections.is_goal(section) or self.years.lists_goals)

    def _is_goal_year(self, year: int) -> bool:
        return self.known_year is None or year >= self.known_year

    def _marks(self, text: str, section: int | None) -> tuple[YearMark, ...]:
        """The years of a sentence: 年内 is that of the section, of the plan or of issue; 明年 is counted from the year
        of issue, or is that of the part it stands in."""
        this_year = self.context.issued_year
        start, of_section = self.context.period_start, self._year_of_section(section)
        next_year = this_year + 1 if this_year is not None else None
        if of_section is not None:
            next_year = of_section if this_year is None or of_section >= this_year else next_year
            if this_year is None or of_section <= this_year + 1:  # 今后五年 is no year to count five years from
                this_year = of_section
        elif start is not None and this_year is not None and start > this_year:
            this_year = start
        end = self.context.plan_period_end or self.context.reported_end
        is_report, drafted = self.context.genre == "work_report", self.context.drafted_end
        marks = find_year_marks(text, this_year, next_year, in_report=is_report, drafted_end=drafted)
        return within_plan(marks, end, this_year)

    # ── blocks ──

    def enter_plan(self, position: int) -> None:
        """Read on by the years of the plan in whose text `position` lies, those of the plan before forgotten."""
        while self.context.later_plans and self.context.later_plans[0].start <= position:
            (_, start, end), *later = self.context.later_plans
            self.context = replace(self.context, period_start=start, plan_period_end=end, later_plans=tuple(later))
            self.years = YearsHeld()

    def read_block(self, block: Block) -> None:
        """Read one block: an indicator table by its columns, another table cell by cell, prose sentence by sentence."""
        if block.kind == "table" and block.grid is not None:
            caption = self.text[max(0, block.span.start - _CAPTION_REACH) : block.span.start]
            year = self.context.issued_year or self.context.period_start
            figures, are_all = find_figures(
                self.text, block.grid, caption, year, self.context.issued_year, self.context.genre
            )
            for figure in figures:
                section = self.sections.at(figure.span.start)
                self.records.append(as_target(figure, self.context.plan_period_end, section, block.page))
            # 建设内容 beside 总投资（万元）: both state something.
            if not are_all or is_task_table(self.view, block.grid):
                self._read_cells(block, block.grid, {figure.span.start for figure in figures})
        elif block.kind != "heading" or self.sections.states(block.span, self.text, self.context.issued_year):
            # Items that run together in one paragraph are read one by one: a year of 二是… does not hold in 三是….
            borders = [block.span.start, *self.sections.starts_within(block.span), block.span.end]
            for start, end in pairwise(borders):
                self._read_text(Span(start, end), block.page)

    def _read_cells(self, block: Block, grid: Grid, amounts: set[int]) -> None:
        """Read a table's own cells one by one; a year in the column of times holds for its row, not for those below."""
        years = due_years(self.text, grid, self.context.issued_year)
        told, asked = told_columns(self.text, grid), asked_cells(self.text, grid)
        row, first = -1, len(self.records)
        for cell in (cell for cell in grid.cells if block.span.covers(cell.span)):
            if cell.row != row:
                row, first = cell.row, len(self.records)
            is_amount = any(cell.span.start <= place < cell.span.end for place in amounts)
            words = fold_view(raw).text if _NUMERAL_RE.search(raw := cell.span.of(self.text)) else ""
            self.row_name = self._named_by_row(words, first) if (cell.row, cell.column) in years else ""
            if is_amount or (_BARE_COUNT_RE.fullmatch(words) and not self.row_name):
                continue
            if years:
                self.years, self.row_year = YearsHeld(self.years.section), years.get((cell.row, cell.column))
            self.is_told = told.get(cell.column) if cell.row >= grid.header_row_count else None
            self.is_asked = (cell.row, cell.column) in asked
            self._read_text(cell.span, cell.page or block.page)
        self.row_year, self.row_name, self.is_told, self.is_asked = None, "", None, False

    def _named_by_row(self, words: str, first: int) -> str:
        """What a cell that holds a number alone (200辆, below 2025年) measures: what its row has named in that unit."""
        found = find_quantities(words)
        if len(found) != 1 or found[0].start or words[found[0].end :].strip("。；"):
            return ""
        named = {record.indicator for record in self.records[first:] if record.base_unit == found[0].base_unit}
        return named.pop() if len(named) == 1 else ""

    def _read_text(self, span: Span, page: int | None) -> None:
        raw, words = span.of(self.text), span.of(self.view).rstrip()
        if announces_conditions(words[-_CONDITIONS_REACH:]):
            section = self.sections.at(span.start)
            self.conditions_at = _NO_SECTION if section is None else section
        if self.context.genre == "work_report" and (part := read_line(raw, self.context.issued_year)) is not None:
            self.part, self.part_start = part, span.start
        announces = words.endswith(("：", ":")) and (self.context.genre in REPORTING or goals_begin(words) is not None)
        if not _NUMERAL_RE.search(raw) and not announces:
            return
        view = usual_words(fold_view(span.of(self.view), span.start, points_lost=self.points_lost, is_simplified=True))
        if _CONTACT_RE.search(view.text[:_CONTACT_REACH]):
            return
        label_end = self._label_end(view)
        self._enter(self.sections.at(span.start), is_item=label_end > 0)
        label = _HEADING_BRACKET_RE.match(view.text, label_end)
        label_end = label.end() if label else label_end
        topic, self.earlier = "", ()
        read = without_unit_lists(view.text)
        for start, end in self.examples.without(read, split_sentences(read)):
            end -= read[end - 1] == "\t"
            start = label_end if start < label_end < end else start
            label = _LABEL_RE.match(view.text, start, end)
            self.years.voice.is_item = label is not None or (label_end > 0 and start == label_end)
            if label and label.end() < end:
                start = label.end()
            topic = self._read_sentence(view, start, end, page, topic)
        end_year = self.context.plan_period_end
        if end_year is not None and self.years.deadline is not None and self.years.deadline > end_year:
            self.years.deadline = None  # 展望2035年 closes a paragraph, the goals that follow are the plan's own

    def _label_end(self, view: View) -> int:
        """Where the outline's marker at the start of a text ends: its number (7.2, 46．) counts nothing."""
        end, match = self.sections.label_end(view.offsets), _LABEL_RE.match(view.text)
        return end if end is not None else match.end() if match else 0

    def _enter(self, section: int | None, *, is_item: bool) -> None:
        """Keep what holds in the next paragraph of the years: a goal's year among goals, a fact's in the story."""
        before = self.years.voice if self.context.genre == "news" or is_item else Voice()
        voice = before.next_item() if is_item else before.next_paragraph()
        earlier = self.years.section
        is_within = section == earlier or (earlier is not None and earlier in self.sections.ancestry(section))
        announced = self.years.announced if voice.announces else None
        deadline = self.years.deadline if is_within and self.sections.is_goal(section) else None
        words = self._words_of(section)
        self.years = YearsHeld(
            section,
            announced if voice.announces else deadline,
            self.years.fact if self.sections.is_story(section) else None,
            voice,
            announced,
            until=words.year if words is not None and words.is_review else None,
            lists_goals=self.years.lists_on and section == earlier,
        )

    # ── a sentence ──

    def _read_sentence(self, view: View, start: int, end: int, page: int | None, topic: str) -> str:
        text = view.text[start:end]
        masked = mask_names(text)
        section = self.sections.at(view.offsets[start])
        if self._is_dated_work(section) and view.text[start - 1 : start] == "。":
            self.years.deadline = None  # 2025年6月底前建成2所。新增学位300个。: what is undated is due with the plan
        self.years.voice.tells_on &= view.text[start - 1 : start] == "；"
        marks: Sequence[YearMark] = self._marks(text, section)
        if self.context.genre != "news":  # whose lists go on about the year of one goal
            self.years.next_part(text, marks, section)
        if self.context.genre in REPORTING:
            masked = without_estimates(masked)
            self.years.voice.enter(masked)
        statements = find_statements(masked)
        free = len(text)  # up to here no condition has been named
        if statements and self._in_conditions(section):
            free = 0
        elif conditions := CONDITIONS_WITHIN_RE.search(text):
            free = conditions.start()
            self.conditions_at = _NO_SECTION if section is None else section
        kept: list[Statement] = []
        if statements:  # most sentences have no quantity: they only date what follows, or say of what it speaks
            free = min([free, *(match.start() for match in REQUIRED_RE.finditer(text))])
            announced = announced_before(view.text, start + statements[0].quantity.start)
            mark_awards(masked, statements, announced or self.sections.announced(section), self.earlier)
            widen_bounds(masked, statements)
            carry_bounds(masked, statements)
            kept = [s for s in select_statements(masked, statements) if s.is_award or s.quantity.start < free]
        for statement in kept:
            statement.given_name = self.row_name or statement.given_name
            statement.taker = taker_in(self.sections.heading(section))
        topic = name_indicators(text, kept, topic, self.earlier)
        if view.text[start - 1 : start] == "；":
            carry_whole(kept, self.earlier)
        self.earlier = kept
        if kept:
            marks = self._keep(view, Span(start, end), kept, masked, marks, section, page)
        self.years.follow(text, marks, [statement.kind for statement in kept], self.known_year)
        if self.context.genre in REPORTING:  # of no other is asked who speaks
            self.is_ahead = self.is_ahead or (self.context.genre == "reply" and announces_work(masked))
            self.years.voice.leave(masked, has_goal_year=any(self._sets(mark) for mark in marks))
            if self.years.voice.wants:
                self.years.fact = None  # 下一步 ends what is told of a year
            if text.endswith("："):
                self.years.announced = self.years.deadline
        return topic

    def _keep(
        self, view: View, sentence: Span, kept: Sequence[Statement], masked: str, marks: Sequence[YearMark],
        section: int | None, page: int | None,
    ) -> Sequence[YearMark]:  # fmt: skip
        """Date the statements of a sentence, tell their kinds, record them; returns the years that hold behind it."""
        text = view.text[sentence.start : sentence.end]
        share_out_years(masked, kept, marks)
        baselines, marks = mark_baselines(text, kept, marks)
        told = without_starts(masked, baselines)
        for before, statement in zip((None, *kept), kept, strict=False):
            own = [mark for mark in marks if mark.start < statement.quantity.start < mark.reach]
            last = own[-1] if own else None
            if statement in baselines:
                statement.kind = "status"
            else:
                kind = self._kind(told, statement, section, last)
                statement.kind = "target" if goes_on(told, statement, kind, before, self.context.genre) else kind
                if statement.kind == "status":
                    year = self._year_of_fact(section, last, statement.clause_start)
                    statement.baseline_year = statement.year or year
        self.years.voice.tells_on = text.endswith("；") and all(statement.kind == "status" for statement in kept)
        compare_years(text, kept)
        previous_end = 0
        for statement in kept:
            record = self._record(view, sentence, statement, section, page, marks, previous_end)
            if _WORD_RE.search(record.indicator):  # 30% alone on a line says nothing of what it measures
                self.records.append(record)
            previous_end = statement.quantity.end
        return marks

    def _sets(self, mark: YearMark) -> bool:
        """True for a year by which something is to be so, whenever the document was written."""
        return mark.year is not None and mark.kind in ("deadline", "span") and self._is_goal_year(mark.year)

    def _kind(self, text: str, statement: Statement, section: int | None, last: YearMark | None) -> TargetKind:
        """Of which kind a statement is, by its section, the year before it, and the words of its clause."""
        words = self._words_of(section)
        around = Surroundings(
            genre=self.context.genre,
            tells=self.tells,
            is_review=words is not None and (words.is_review or self._recalls(text, statement, section)),
            is_goal=self.sections.is_goal(section),
            is_to_come=self.is_ahead if words is None else words.is_to_come or (self.is_ahead and not words.is_review),
            is_story=self.sections.is_story(section),
            is_bare_report=self.is_bare_report and self.part is None,
            known=self.known_year,
            issued=self.context.issued_year,
            fact_year=self.years.fact,
            is_told=self.is_told,
            is_listed=self.years.is_goal(text, statement.quantity.start),
        )
        return kind_of(text, statement, last, around, self.years.voice)

    def _recalls(self, text: str, statement: Statement, section: int | None) -> bool:
        """True for what a report tells before its parts, the first of which looks back, and behind 过去五年，."""
        is_report = self.context.genre == "work_report" and self.sections.opens_review(section)
        return self.years.recalls_in == section or (is_report and not opens(text, 0, statement.quantity.start))

    def _year_of_fact(self, section: int | None, last: YearMark | None, start: int) -> int | None:
        last = year_of_facts(last, start, self.context.issued_year)
        if last is not None and last.year is not None and last.kind in ("point", "deadline", "span"):
            return last.year
        if (last is None or last.kind == "relative") and self.years.fact is not None:
            return self.years.fact
        words = self._words_of(section)
        year = (words.year or self.title_year) if words is not None and words.is_review else None
        is_dated = words is not None and words.is_review_part  # 2023年工作总结 tells of 2023, whenever it was issued
        return year if year is not None and (is_dated or not self._is_goal_year(year)) else None

    # ── records ──

    def _record(
        self, view: View, sentence: Span, statement: Statement, section: int | None, page: int | None,
        marks: Sequence[YearMark], previous_end: int,
    ) -> TargetRecord:  # fmt: skip
        quantity = statement.quantity
        start, end = sentence.start, sentence.end
        text = view.text[start:end]
        year, basis = self._deadline(text, statement, section, marks)
        hedge = hedge_of(text, max(statement.clause_start, previous_end), quantity.end)
        indicator, heading = statement.indicator, self.sections.heading(section)
        if statement.rule.startswith("award"):
            indicator = under_heading(indicator, heading)
        return TargetRecord(
            kind=statement.kind,
            indicator=indicator or heading or text[statement.clause_start : statement.clause_end],
            comparator=quantity.comparator,
            value_low=quantity.low,
            value_high=quantity.high,
            value_text=self._written(
                view, start + quantity.number_start, start + (quantity.end if quantity.is_grade else quantity.unit_end)
            ),
            measure_unit=self._unit_written(view, quantity, start),
            base_unit=quantity.base_unit,
            span=Span(*view.original(start + quantity.start, start + quantity.end)),
            sentence=Span(*view.original(start, end)),
            value_candidates=quantity.candidates,
            certainty=quantity.certainty,
            change=statement.change,
            deadline_year=year,
            deadline_basis=basis,
            baseline_year=statement.baseline_year,
            hedge=self._written(view, start + hedge[0], start + hedge[1]) if hedge else None,
            section=section,
            page=page,
            rule=statement.rule,
        )

    def _unit_written(self, view: View, quantity: Quantity, start: int) -> str:
        """The measure unit as the document writes it; that of 3万多群众 without the 多 inside it."""
        end = start + quantity.unit_end
        begin = end - len(quantity.measure_unit)
        is_there = view.text[begin:end] == quantity.measure_unit
        return self._written(view, begin, end) if is_there else quantity.measure_unit

    def _written(self, view: View, start: int, end: int) -> str:
        """A range of the view as the document writes it, without its white space; a blank that may be a point stays."""
        joint = " " if POINT_OR_NOTHING in view.text[start:end] else ""
        return joint.join(Span(*view.original(start, end)).of(self.text).split()) if end > start else ""

    def _deadline(
        self, text: str, statement: Statement, section: int | None, marks: Sequence[YearMark]
    ) -> tuple[int | None, DeadlineBasis | None]:
        """The year stated for a target before it, behind it in its clause, or by its paragraph; else the plan's end."""
        if statement.kind != "target":
            return None, None
        if statement.year is not None or is_cut_year(marks, statement.quantity.start, self.context.genre):
            return statement.year, "stated"
        goals = [mark for mark in marks if mark.year is not None and self._is_goal_year(mark.year)]
        stated = stated_year(goals, statement.quantity.start, statement.quantity.end, statement.clause_end)
        if stated is not None:
            return stated, "stated"
        of_paragraph = None if starts_anew(text, statement.quantity.start) else self.years.deadline
        if self.row_year is not None or of_paragraph is not None:
            return self.row_year or of_paragraph, "stated"
        is_report = self.context.genre == "work_report"
        of_section = self._year_of_section(section)
        if of_section is not None and (is_report or self._is_goal_year(of_section)):
            return of_section, "stated"
        year = self.context.plan_period_end or (self.context.issued_year if is_report else None)
        return (year, "plan_period") if year is not None else (None, None)
