"""D: deadlines that can be, for parts that exist, set by letters that say so."""

from collections.abc import Iterator
from datetime import date

from ..findings import Severity
from ..ledger import Ledger
from ..model.dates import Due
from ..model.records import Assignment, Deadline, Letter, Record, Reporting
from ..reader import Path
from . import Problem, record_rule


def _deadlines(ledger: Ledger) -> Iterator[tuple[Record, Path, Deadline, str]]:
    """Every deadline with its record, path and the letter that set it."""
    for record in ledger.records():
        if isinstance(record, Assignment):
            for n, deadline in enumerate(record.deadlines):
                yield record, ("deadlines", n), deadline, deadline.since or record.given_by
        elif isinstance(record, Reporting):
            for group in ("calendar", "requirements"):
                for n, row in enumerate(getattr(record, group)):
                    for m, deadline in enumerate(row.deadlines):
                        letter = deadline.since or row.since or record.letter
                        yield record, (group, n, "deadlines", m), deadline, letter


@record_rule("D101", Severity.ERROR, "An impossible date")
def impossible(ledger: Ledger) -> Iterator[Problem]:
    """A deadline on a day that is not in the calendar is never due, and no report would show it.

    Example: due: 2022-02-30, due: 2022-W53, due: 2022-06/2022-05.
    Remedy: look the date up in the letter. If the letter prints it so, write what it must mean and
    keep the letter's words in printed.
    """
    for record, path, deadline, _ in _deadlines(ledger):
        if deadline.due and deadline.due.fault:
            message = f"{deadline.due.text}: {deadline.due.fault}"
            yield Problem(record, (*path, "due"), message, lines=deadline.lines)
    for assignment in ledger.assignments:
        for n, entry in enumerate(assignment.basis):
            if entry.reply and entry.reply.dated and entry.reply.dated.fault:
                message = f"{entry.reply.dated.text}: {entry.reply.dated.fault}"
                yield Problem(assignment, ("basis", n, "reply", "dated"), message)
    for letter in ledger.every_letter:
        yield from _letter_days(letter)


def _letter_days(letter: Letter) -> Iterator[Problem]:
    days: list[tuple[Path, str]] = []
    if letter.dated:
        days.append((("dated",), letter.dated))
    if letter.bounds:
        days.append((("bounds", "earliest"), letter.bounds.earliest))
        days.append((("bounds", "latest"), letter.bounds.latest))
    for path, day in days:
        fault = Due.parse(day).fault
        if fault:
            yield Problem(letter, path, f"{day}: {fault}")


@record_rule("D102", Severity.ERROR, "A deadline for a part that does not exist")
def unknown_part(ledger: Ledger) -> Iterator[Problem]:
    """A deadline for a part names the part's key.

    Example: deadlines: - due: 2022-06-01, parts: c, where the assignment has parts a and b.
    Remedy: write a key that stands under parts, or add the part.
    """
    for record, path, deadline, _ in _deadlines(ledger):
        if not isinstance(record, Assignment):
            if deadline.parts:
                yield Problem(record, (*path, "parts"), "a reporting row has no parts")
            continue
        known = {part.key for part in record.parts}
        for m, key in enumerate(deadline.parts):
            if key not in known:
                yield Problem(record, (*path, "parts", m), f"there is no part {key}")
        for name, anchor in (("with", deadline.with_), ("after", deadline.after)):
            if anchor and anchor.part and not anchor.assignment and anchor.part not in known:
                yield Problem(record, (*path, name, "part"), f"there is no part {anchor.part}")


@record_rule("D103", Severity.NOTE, "A deadline before its letter")
def before_letter(ledger: Ledger) -> Iterator[Problem]:
    """A deadline that had passed when its letter was written is often a slip, but letters do give
    such deadlines.

    Example: a letter of 3 May that sets a deadline on 1 April of the same year.
    Remedy: look it up. If the letter prints it so, leave it.
    """
    for record, path, deadline, name in _deadlines(ledger):
        given = ledger.names.letters.get(name, {}).get("earliest")
        if not given or not deadline.due or deadline.due.last is None:
            continue
        try:
            earliest = date.fromisoformat(given)
        except ValueError:
            continue  # D101 tells of the letter's date.
        if deadline.due.last < earliest:
            message = f"due {deadline.due.text}, but {name} was not given before {given}"
            yield Problem(record, (*path, "due"), message, lines=deadline.lines)


@record_rule("D104", Severity.ERROR, "A new deadline is claimed, but there is none")
def claimed(ledger: Ledger) -> Iterator[Problem]:
    """The action deadline-changed says that a letter sets a new deadline, so the record must have a
    deadline that this letter brought, or one that it ended.

    Example: action: deadline-changed by 2022-ttb-7-12, and no deadline with since: 2022-ttb-7-12.
    Remedy: add the deadline with since, end the old one with until, or choose another action.
    """
    for assignment in ledger.assignments:
        for n, entry in enumerate(assignment.basis):
            if entry.action != "deadline-changed":
                continue
            touched = any(
                entry.letter in (deadline.since or assignment.given_by, deadline.until)
                for deadline in assignment.deadlines
                if not entry.parts or not deadline.parts or set(entry.parts) & set(deadline.parts)
            )
            if not touched:
                message = f"{entry.letter} is said to change a deadline, but no deadline names it"
                yield Problem(assignment, ("basis", n, "action"), message, lines=entry.lines)


@record_rule("D105", Severity.WARNING, "The letter's own words are missing")
def words_missing(ledger: Ledger) -> Iterator[Problem]:
    """A deadline that is not one full date was read by somebody, so the letter's words stand beside
    it: the reader can judge whether "over sommeren" is the third quarter.

    Example: due: 2022-Q3 without printed.
    Remedy: add printed with the letter's words for the deadline.
    """
    for record, path, deadline, _ in _deadlines(ledger):
        if deadline.printed or deadline.with_ or deadline.after or not deadline.due:
            continue
        if not deadline.due.exact and not deadline.due.fault:
            message = f"due {deadline.due.text} is not a full date, and printed is missing"
            yield Problem(record, (*path, "due"), message, lines=deadline.lines)
