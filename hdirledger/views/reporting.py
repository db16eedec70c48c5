"""The reporting calendar and the reporting requirements, by the day on which they are due."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ..filters import Filters
from ..model.records import Deadline, Reporting, ReportingRow
from ..report import Block, Column, Report, Value
from .balances import posts_text
from .heading import make_report, nothing
from .wording import count, how_often, last_day, marks, stated, what, when

if TYPE_CHECKING:
    from ..ledger import Ledger

_COMMON = (
    Column("key", "Row"),
    Column("kind", "From", shown="data"),
    Column("title", "Title", wide=True),
    Column("what", "What", wide=True, shown="if-any"),
    Column("recurring", "How often", shown="if-any"),
    Column("mark", "Mark", shown="if-any"),
    Column("posts", "Posts", shown="if-any"),
    Column("assignments", "Assignments", shown="if-any"),
    Column("letter", "Letter"),
    Column("summary", "Summary", shown="data"),
    Column("period", "Period", shown="data"),
    Column("printed", "Printed", shown="data"),
    Column("tentative", "Tentative", shown="data"),
    Column("section", "Section", shown="data"),
    Column("lines", "Lines", shown="data"),
)
DATED = (
    Column("due", "Due", "date"),
    Column("stated", "As stated", wide=True, shown="if-any"),
    *_COMMON,
)
UNDATED = (Column("stated", "When", wide=True, shown="if-any"), *_COMMON)


@dataclass(frozen=True, slots=True)
class Line:
    """One deadline of a row in force, or a row that has none."""

    record: Reporting
    row: ReportingRow
    kind: str
    deadline: Deadline | None

    @property
    def last(self) -> date | None:
        return last_day(self.deadline) if self.deadline else None


def lines(ledger: Ledger, filters: Filters) -> Iterator[Line]:
    """The rows in force that match, one line for each of their deadlines in force."""
    for record in ledger.reporting:
        for kind, rows in (("calendar", record.calendar), ("requirement", record.requirements)):
            for row in rows:
                if row.until is not None or not filters.matches_reporting(ledger, record, row):
                    continue
                current = [d for d in row.deadlines if d.until is None]
                if not current and not filters.by_due:
                    yield Line(record, row, kind, None)
                for deadline in current:
                    if filters.matches_due(deadline):
                        yield Line(record, row, kind, deadline)


def report(ledger: Ledger, filters: Filters, *, today: date) -> Report:
    """Rows with a day, by that day; then those that are relative, undated, or without deadline.

    The books do not say which rows are delivered: one whose day has passed is marked as past.
    """
    found = list(lines(ledger, filters))
    dated = sorted((x for x in found if x.last is not None), key=lambda x: (x.last, x.row.key))
    undated = [line for line in found if line.last is None]
    every = list(lines(ledger, Filters()))
    with_day = sum(line.last is not None for line in every)
    blocks = [
        Block(
            "dated",
            DATED,
            tuple(_dated(line, today) for line in dated),
            title="Due",
            empty=nothing(filters, "reporting rows with a day", with_day, ledger),
        )
    ]
    if not filters.by_due:
        blocks.append(
            Block(
                "undated",
                UNDATED,
                tuple(_undated(line, today) for line in undated),
                title="Relative, to be agreed, or without a deadline",
                empty=nothing(
                    filters, "reporting rows without a day", len(every) - with_day, ledger
                ),
            )
        )
    rows = {(line.record.id, line.kind, line.row.key) for line in found}
    counted = f"Reporting: {count(len(rows), 'row')}, {count(len(dated), 'deadline')} with a day"
    remarks = ["A period is due on its last day. The books do not say which rows are delivered."]
    if filters.by_due:
        remarks.append("Rows without a day cannot match a filter on days.")
    return make_report(
        ledger,
        filters,
        name="reporting",
        counted=counted,
        blocks=blocks,
        today=today,
        remarks=remarks,
    )


def _dated(line: Line, today: date) -> tuple[Value, ...]:
    assert line.deadline is not None
    assert line.last is not None
    return (line.last.isoformat(), stated(line.deadline) or None, *_row(line, today))


def _undated(line: Line, today: date) -> tuple[Value, ...]:
    words = stated(line.deadline) if line.deadline else "no deadline"
    return (words, *_row(line, today))


def _row(line: Line, today: date) -> tuple[Value, ...]:
    row, deadline = line.row, line.deadline or Deadline()
    recurs = how_often(deadline)
    # How often has a column of its own here, and what comes again is never simply past.
    words = marks(deadline, today).split(", ")
    mark = ", ".join(word for word in words if word != recurs and not (recurs and word == "past"))
    return (
        row.key,
        line.kind,
        row.title,
        what(deadline) or None,
        recurs or None,
        mark or None,
        tuple(posts_text([post]) for post in row.posts),
        row.assignments,
        deadline.since or row.since or line.record.letter,
        row.summary,
        when(deadline) or None,
        deadline.printed,
        deadline.tentative,
        row.section,
        deadline.lines or row.lines,
    )
