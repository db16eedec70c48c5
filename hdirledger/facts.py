"""Facts about an assignment that filters and reports share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from .model.ids import AssignmentId

if TYPE_CHECKING:
    from .ledger import Ledger
    from .model.records import (
        Allocation,
        Assignment,
        Authorization,
        Authorizations,
        ClassRule,
        Deadline,
        Earmark,
    )


def assignment_year(assignment: Assignment) -> str:
    """The year in an assignment's number."""
    parsed = AssignmentId.parse(assignment.id)
    return str(parsed.year) if parsed else assignment.id[:4]


def in_class(group: ClassRule, assignment: Assignment) -> bool:
    """Whether a class rule is about the year in an assignment's number, exception or not."""
    parsed = AssignmentId.parse(assignment.id)
    if parsed is None:
        return False
    return int(group.from_ or 0) <= parsed.year <= int(group.through or 9999)


def is_pending(assignment: Assignment, deadline: Deadline) -> bool:
    """Whether a deadline is still to be met: no letter ended it, and the assignment and at least
    one of the parts that it names are open."""
    if deadline.until is not None or assignment.status != "open":
        return False
    status = {
        part.key: "ended" if part.until else part.status or "open" for part in assignment.parts
    }
    return not deadline.parts or any(status.get(key, "open") == "open" for key in deadline.parts)


def pending(assignment: Assignment) -> tuple[Deadline, ...]:
    """The deadlines of an assignment that are still to be met."""
    return tuple(d for d in assignment.deadlines if is_pending(assignment, d))


@lru_cache(maxsize=2)
def _earmarks_by_assignment(ledger: Ledger) -> dict[str, list[tuple[Allocation, Earmark]]]:
    found = defaultdict(list)
    for movement in ledger.allocations:
        for top in movement.earmarks:
            for _, earmark in top.walk():
                for name in earmark.assignments:
                    found[name].append((movement, earmark))
    return dict(found)


@lru_cache(maxsize=2)
def _authorizations_by_assignment(
    ledger: Ledger,
) -> dict[str, list[tuple[Authorizations, Authorization]]]:
    found = defaultdict(list)
    for record in ledger.authorizations:
        for item in record.authorizations:
            for name in item.assignments:
                found[name].append((record, item))
    return dict(found)


def earmarks_naming(ledger: Ledger, assignment: str) -> Sequence[tuple[Allocation, Earmark]]:
    """Every earmark that names an assignment, at whatever depth, with its movement."""
    return _earmarks_by_assignment(ledger).get(assignment, ())


def authorizations_naming(
    ledger: Ledger, assignment: str
) -> Sequence[tuple[Authorizations, Authorization]]:
    """Every authorization that names an assignment, with the record it stands in."""
    return _authorizations_by_assignment(ledger).get(assignment, ())


def touched_by(a: Assignment, letter: str) -> bool:
    """Whether a letter speaks of an assignment, or brought or ended something in it."""
    if any(b.letter == letter or (b.reply and b.reply.letter == letter) for b in a.basis):
        return True
    items = (*a.parts, *a.deadlines, *a.partners, *a.funds, *a.relations, *a.formerly)
    return any(letter in (item.since, item.until) for item in items)
