"""Deadlines per month and department, or per month and who is responsible."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Literal

from ..filters import Filters
from ..report import Block, Column, Report, Value
from . import norwegian_key
from .deadlines import Item, items, none_match
from .heading import make_report
from .wording import count, last_day

if TYPE_CHECKING:
    from ..ledger import Ledger

UNDATED = "without a day"
NOBODY = "(none)"
REPORTING = "(reporting)"

By = Literal["department", "responsible"]


def report(
    ledger: Ledger,
    filters: Filters,
    *,
    today: date,
    by: By = "department",
    assignments_only: bool = False,
) -> Report:
    """A matrix of counts of deadlines, months down and departments (or people) across.

    A deadline of an assignment that two departments share counts for each, and once in the total,
    so that the columns do not add up to the total.
    """
    found = list(items(ledger, filters, reporting=not assignments_only))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    totals: Counter[str] = Counter()
    shared = 0
    for item in found:
        month = _month(item)
        groups = _groups(item, by, filters)
        shared += len(groups) > 1
        totals[month] += 1
        for group in groups:
            counts[month][group] += 1
    groups_seen = sorted({g for row in counts.values() for g in row}, key=_group_order)
    # Months sort before the words.
    months = sorted(counts)
    columns = (
        Column("month", "Month"),
        *(Column(group, group, "count") for group in groups_seen),
        Column("total", "Total", "count"),
    )
    rows: list[tuple[Value, ...]] = [
        (month, *(counts[month][group] for group in groups_seen), totals[month]) for month in months
    ]
    if rows:
        sums = (sum(counts[month][group] for month in months) for group in groups_seen)
        rows.append(("total", *sums, len(found)))
    block = Block(
        "workload",
        columns,
        tuple(rows),
        empty="" if rows else none_match(ledger, filters),
        totals=frozenset({len(rows) - 1}) if rows else frozenset(),
    )
    what = "department" if by == "department" else "person responsible"
    counted = f"Deadlines: {len(found)}, per month of the last day and {what}"
    more = []
    if shared:
        more.append(
            f"{count(shared, 'deadline')} shared by several: counted for each, but once in the "
            "total, so that the columns do not add up to it."
        )
    remarks = ["Months without deadlines are left out."] if rows else []
    return make_report(
        ledger,
        filters,
        name="workload",
        counted=counted,
        blocks=[block],
        today=today,
        remarks=remarks,
        more=more,
    )


def _month(item: Item) -> str:
    last = last_day(item.deadline)
    return f"{last:%Y-%m}" if last else UNDATED


def _groups(item: Item, by: By, filters: Filters) -> tuple[str, ...]:
    if by == "responsible":
        if item.assignment is None:
            return (REPORTING,)
        return (item.assignment.responsible or NOBODY,)
    codes = tuple(
        code
        for code in dict.fromkeys(item.departments)
        if not filters.departments or code in filters.departments
    )
    return codes or ((NOBODY,) if item.assignment else (REPORTING,))


def _group_order(group: str) -> tuple[bool, tuple[str, str]]:
    return (group in (NOBODY, REPORTING), norwegian_key(group))
