"""Whether an open assignment can be trusted to be open.

The status ``open`` says that no letter *that we hold* has ended an assignment. Where later letters
are missing it may have ended long ago, and a report must not claim more than the books know.

An assignment stands as ``NOT_ENDED`` rather than ``open`` when

- its status is ``open``, and
- a year after the last one for which a letter speaks of it as in force is incomplete: the year's
  main letter is not held, or a letter of the year is only cited, or a number of one of its series
  is missing (``missing.incomplete_years``). Years are counted up to the last of which we know any
  letter: when the books end in 2022, nothing later is known to be missing, whatever today is.

In force it is called by any entry of the basis but ``noted`` (given, continued, kept, repeated,
amended, clarified, delivered in part ...), and by a class rule that continues it or names it as an
exception from lapsing. A later main letter that kept or continued it therefore settles the
question, whatever is missing of the years between. Without such an entry the year in its number
counts.

Only later *years* count. A main letter says which older assignments go on, so the turn of a year
is what silently ends one; gaps in a series within the year are named in every report's heading.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from .facts import assignment_year, in_class
from .missing import incomplete_years

if TYPE_CHECKING:
    from .ledger import Ledger
    from .model.records import Assignment, ClassRule, Letter

NOT_ENDED = "not ended by a letter we hold"


def standing(ledger: Ledger, assignment: Assignment) -> str:
    """The status in words that claim no more than the books know."""
    return NOT_ENDED if silent_years(ledger, assignment) else assignment.status


def silent_years(ledger: Ledger, assignment: Assignment) -> tuple[str, ...]:
    """The incomplete years whose letters could have ended an open assignment unseen."""
    if assignment.status != "open":
        return ()
    last = in_force_year(ledger, assignment)
    return tuple(year for year in incomplete_years(ledger) if year > last)


def in_force_year(ledger: Ledger, assignment: Assignment) -> str:
    """The last year for which a letter speaks of the assignment as in force."""
    years = [assignment_year(assignment)]
    for entry in assignment.basis:
        letter = ledger.letters.get(entry.letter)
        if letter is not None and entry.action != "noted":
            years.append(letter.year)
    first = ledger.letter_place(assignment.given_by)
    for letter, group in _class_rules(ledger):
        if ledger.letter_place(letter.id) > first and in_class(group, assignment):
            named = assignment.id in group.exceptions
            if named == (group.action == "lapsed"):
                years.append(letter.year)
    return max(years)


@lru_cache(maxsize=2)
def _class_rules(ledger: Ledger) -> tuple[tuple[Letter, ClassRule], ...]:
    return tuple(
        (letter, group)
        for letter in ledger.letters.values()
        for group in letter.classes
        if group.until is None
    )
