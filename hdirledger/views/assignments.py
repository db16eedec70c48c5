"""The list of assignments."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from ..facts import assignment_year, pending
from ..report import Block, Column, Report, Value
from ..standing import NOT_ENDED, silent_years
from .heading import make_report, nothing
from .wording import count, last_day, next_deadline, overdue, stated, when

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Assignment

COLUMNS = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("area", "Area", wide=True),
    Column("status", "Status", shown="data"),
    Column("standing", "Status", wide=True),
    Column("deadline", "Next deadline", wide=True),
    Column("due", "Due", "date", shown="data"),
    Column("deadline-stated", "As stated", shown="data"),
    Column("deadline-since", "Set by", shown="data"),
    Column("mark", "Mark", shown="if-any"),
    Column("given-by", "Given by"),
    Column("aliases", "Also", shown="data"),
    Column("year", "Year", shown="data"),
    Column("held", "Held", shown="data"),
    Column("responsible", "Responsible", shown="if-any"),
)


def report(ledger: Ledger, filters: Filters, *, today: date, stubs: bool = False) -> Report:
    """Assignments in order of number, each with its next deadline.

    The next deadline is the first still to come; when all have passed, the last one, marked as
    overdue; else one without a day. Stubs (assignments that are only cited) are left out unless
    ``stubs``, and counted in a remark.
    """
    matching = [a for a in ledger.assignments if filters.matches_assignment(ledger, a)]
    shown = [a for a in matching if stubs or a.held != "no"]
    hidden = len(matching) - len(shown)
    silent = [silent_years(ledger, a) for a in shown]
    rows = [_row(a, years, today) for a, years in zip(shown, silent, strict=True)]
    mark = [column.key for column in COLUMNS].index("mark")
    late = frozenset(number for number, row in enumerate(rows) if row[mark] == "overdue")
    total = sum(1 for a in ledger.assignments if stubs or a.held != "no")
    block = Block(
        "assignments",
        COLUMNS,
        tuple(rows),
        empty=nothing(filters, "assignments", total, ledger),
        alarms=late,
    )
    remarks = _silence(silent)
    if hidden:
        remarks.append(
            f"{count(hidden, 'assignment')} that we only know from being cited left out; "
            "--stubs shows them."
        )
    counted = f"Assignments: {len(shown)} of {total}"
    return make_report(
        ledger, filters, name="list", counted=counted, blocks=[block], today=today, remarks=remarks
    )


def _row(a: Assignment, silent: tuple[str, ...], today: date) -> tuple[Value, ...]:
    deadline = next_deadline(pending(a), today)
    last = last_day(deadline) if deadline else None
    return (
        a.id,
        title_of(a),
        a.departments,
        a.area,
        a.status,
        NOT_ENDED if silent else a.status,
        when(deadline) if deadline else None,
        last.isoformat() if last else None,
        stated(deadline) if deadline else None,
        (deadline.since or a.given_by) if deadline else None,
        "overdue" if deadline and overdue(a, deadline, today) else None,
        a.given_by,
        a.aliases,
        assignment_year(a),
        a.held or "yes",
        a.responsible,
    )


def silence(ledger: Ledger, assignments: Iterable[Assignment]) -> list[str]:
    """Why some are not simply called open: the years whose letters could have ended them."""
    return _silence(silent_years(ledger, a) for a in assignments)


def _silence(of_each: Iterable[tuple[str, ...]]) -> list[str]:
    silent = [years for years in of_each if years]
    if not silent:
        return []
    named = ", ".join(sorted({year for years in silent for year in years}))
    return [
        f"{count(len(silent), 'assignment')} {NOT_ENDED}: not all letters of {named} are held, and "
        "one of them may have ended it."
    ]


def title_of(a: Assignment) -> str:
    """An assignment's title; without one, why there is none."""
    if a.title:
        return a.title
    return f"(withheld, {a.withheld})" if a.withheld else "(no title known)"
