"""What is due when, what is still to be agreed, and what is announced but not received."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..facts import is_pending
from ..filters import Filters
from ..model.ids import sort_key
from ..report import Block, Column, Report, Value
from .assignments import title_of
from .heading import make_report, nothing
from .wording import before, last_day, marks, overdue, state, stated, what, when

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.records import Assignment, Deadline, Reporting, ReportingRow

_COMMON = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("what", "What", wide=True, shown="if-any"),
    Column("departments", "Dept."),
    Column("since", "Set by"),
    Column("before", "Before", wide=True, shown="if-any"),
    Column("lead", "Led by", wide=True, shown="if-any"),
    Column("mark", "Mark", shown="if-any"),
    Column("source", "Source", shown="data"),
    Column("status", "Status", shown="data"),
    Column("period", "Period", shown="data"),
    Column("printed", "Printed", shown="data"),
    Column("parts", "Parts", shown="data"),
    Column("kind", "Kind", shown="data"),
    Column("note", "Note", shown="data"),
    Column("tentative", "Tentative", shown="data"),
    Column("recurring", "Recurring", shown="data"),
    Column("ends", "Ends", shown="data"),
    Column("lines", "Lines", shown="data"),
)
DATED = (
    Column("due", "Due", "date"),
    Column("stated", "As stated", wide=True, shown="if-any"),
    *_COMMON,
)
UNDATED = (Column("stated", "As stated", wide=True), *_COMMON)
ANNOUNCED = (
    Column("since", "Letter"),
    Column("kind", "Kind"),
    Column("summary", "Announced", wide=True),
    Column("id", "Assignments", wide=True),
    Column("departments", "Dept.", shown="if-any"),
    Column("posts", "Posts", shown="if-any"),
    Column("lines", "Lines"),
)


@dataclass(frozen=True, slots=True)
class Item:
    """One deadline in force, of an assignment or of a row of the reporting."""

    deadline: Deadline
    assignment: Assignment | None = None
    reporting: Reporting | None = None
    row: ReportingRow | None = None
    departments: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The assignment's id, or letter and key of the reporting row."""
        if self.assignment:
            return self.assignment.id
        assert self.reporting is not None
        assert self.row is not None
        return f"{self.reporting.letter} {self.row.key}"

    @property
    def pending(self) -> bool:
        """Whether it is still to be met; the books do not say so of a reporting row."""
        return self.assignment is not None and is_pending(self.assignment, self.deadline)


def items(ledger: Ledger, filters: Filters, *, reporting: bool = True) -> Iterator[Item]:
    """The deadlines in force that match, in order of record.

    Deadlines of parts that have ended are left out while the assignment itself is open. The books
    do not say which reporting rows are delivered, so that none of those is overdue.
    """
    for a in ledger.assignments:
        if not filters.matches_record(ledger, a):
            continue
        for deadline in a.deadlines:
            pending = is_pending(a, deadline)
            if deadline.until is not None or (a.status == "open" and not pending):
                continue
            if filters.matches_due(deadline) and (pending or not filters.overdue):
                yield Item(deadline, a, departments=a.departments)
    if not reporting or filters.overdue:
        return
    for record in ledger.reporting:
        for row in (*record.calendar, *record.requirements):
            if row.until is not None or not filters.matches_reporting(ledger, record, row):
                continue
            named = (ledger.by_id[name] for name in row.assignments if name in ledger.by_id)
            codes = tuple(dict.fromkeys(code for a in named for code in a.departments))
            for deadline in row.deadlines:
                if deadline.until is None and filters.matches_due(deadline):
                    yield Item(deadline, None, record, row, codes)


def report(
    ledger: Ledger, filters: Filters, *, today: date, assignments_only: bool = False
) -> Report:
    """Deadlines by last day; then those without a day; then what letters have announced."""
    found = list(items(ledger, filters, reporting=not assignments_only))
    dated = [item for item in found if last_day(item.deadline) is not None]
    dated.sort(key=lambda item: (last_day(item.deadline), *_order(item)))
    undated = [item for item in found if last_day(item.deadline) is None]
    undated.sort(key=_order)
    announced = _announced(ledger, filters)
    late = frozenset(place for place, item in enumerate(dated) if _late(item, today))
    blocks = [
        Block(
            "dated",
            DATED,
            tuple(_dated_row(item, today) for item in dated),
            title="Due",
            empty="" if dated else none_match(ledger, filters),
            alarms=late,
        )
    ]
    if not filters.by_due:
        blocks += [
            Block(
                "to-be-agreed",
                UNDATED,
                tuple((stated(item.deadline), *_row(item, today)) for item in undated),
                title="Without a day: to be agreed, as soon as possible, or relative",
                empty="None.",
            ),
            Block(
                "announced", ANNOUNCED, announced, title="Announced, not received", empty="None."
            ),
        ]
    counted = f"Deadlines: {len(dated)} with a day, of which {len(late)} overdue"
    if not filters.by_due:
        counted += f"; {len(undated)} without; {len(announced)} announced"
    return make_report(
        ledger,
        filters,
        name="deadlines",
        counted=counted,
        blocks=blocks,
        today=today,
        remarks=_remarks(ledger, filters, assignments_only),
    )


def none_match(ledger: Ledger, filters: Filters) -> str:
    """Why a report has no deadlines."""
    return nothing(filters, "deadlines", sum(1 for _ in items(ledger, Filters())), ledger)


def _remarks(ledger: Ledger, filters: Filters, assignments_only: bool) -> list[str]:
    remarks = ["A period is due on its last day."]
    if filters.by_due:
        remarks.append("Deadlines without a day and announcements cannot match a filter on days.")
    if assignments_only:
        remarks.append("Reporting is left out.")
    elif filters.overdue:
        remarks.append(
            "Reporting rows are never called overdue: the books do not say if one is met."
        )
    elif filters.departments and any(record.calendar for record in ledger.reporting):
        remarks.append(
            "Reporting rows belong to a department only through assignments that they name; "
            "the others are left out."
        )
    return remarks


def _order(item: Item) -> tuple[tuple[int, str, int, int, str], str, str]:
    # Assignments come before the reporting, whose ids are none and sort last.
    return (sort_key(item.id), item.id, what(item.deadline))


def _late(item: Item, today: date) -> bool:
    return item.assignment is not None and overdue(item.assignment, item.deadline, today)


def _dated_row(item: Item, today: date) -> tuple[Value, ...]:
    last = last_day(item.deadline)
    assert last is not None
    return (last.isoformat(), stated(item.deadline) or None, *_row(item, today))


def _row(item: Item, today: date) -> tuple[Value, ...]:
    a, deadline = item.assignment, item.deadline
    if a:
        title, given = title_of(a), a.given_by
        siblings, partners = a.deadlines, a.partners
    else:
        assert item.reporting is not None
        assert item.row is not None
        title, given = item.row.title, item.row.since or item.reporting.letter
        siblings, partners = item.row.deadlines, ()
    lead = tuple(p.agency for p in partners if p.role == "lead" and p.until is None)
    mark = state(a, deadline, today) if a else marks(deadline, today)
    return (
        item.id,
        title,
        what(deadline, a.parts if a else ()) or None,
        item.departments,
        deadline.since or given,
        before(deadline, siblings) or None,
        lead,
        mark or None,
        "assignment" if a else "reporting",
        a.status if a else None,
        when(deadline),
        deadline.printed,
        deadline.parts,
        deadline.kind,
        deadline.note,
        deadline.tentative,
        deadline.recurring,
        deadline.ends,
        deadline.lines,
    )


def _announced(ledger: Ledger, filters: Filters) -> tuple[tuple[Value, ...], ...]:
    """Open announcements, in order of letter."""
    rows: list[tuple[Value, ...]] = []
    for letter in ledger.letters.values():
        for item in letter.announces:
            if item.until is not None or not filters.matches_announcement(ledger, letter, item):
                continue
            named = (ledger.by_id[name] for name in item.assignments if name in ledger.by_id)
            codes = tuple(dict.fromkeys(code for a in named for code in a.departments))
            posts = tuple(map(str, item.posts))
            rows.append(
                (letter.id, item.kind, item.summary, item.assignments, codes, posts, item.lines)
            )
    return tuple(rows)
