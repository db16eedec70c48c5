"""G: what is missing, so that somebody can ask for it. Gaps are facts, not faults: notes."""

from collections.abc import Iterator

from ..findings import Severity
from ..ledger import Ledger
from . import Problem, record_rule


@record_rule("G101", Severity.NOTE, "An assignment without department")
def no_department(ledger: Ledger) -> Iterator[Problem]:
    """Without a department the assignment is in nobody's list at the ministry.

    Example: TB2022-50, where the letter prints "Eieravdeling HOD:" and nothing after it.
    Remedy: ask the ministry; the next letter may say it.
    """
    for assignment in ledger.assignments:
        if assignment.held != "no" and not assignment.departments and not assignment.withheld:
            yield Problem(assignment, ("id",), f"{assignment.id} has no department")


@record_rule("G102", Severity.NOTE, "A letter without a printed date")
def no_date(ledger: Ledger) -> Iterator[Problem]:
    """Reports through a date can only use the letter's bounds.

    Example: the letter of 2022, whose text begins at its first chapter.
    Remedy: look for the date in the archive.
    """
    for letter in ledger.every_letter:
        if letter.held != "no" and letter.dated is None and letter.bounds is not None:
            span = f"{letter.bounds.earliest} to {letter.bounds.latest}"
            yield Problem(letter, ("bounds",), f"{letter.id} has no printed date: {span}")


@record_rule("G103", Severity.NOTE, "A letter that is cited, but not held")
def not_held(ledger: Ledger) -> Iterator[Problem]:
    """What such a letter gave, changed or moved is missing in every report.

    Example: tillegg nr. 90 to the letter of 2021, cited for kap. 710, post 23.
    Remedy: ask for the letter and register it.
    """
    for letter in ledger.every_letter:
        if letter.held == "no":
            yield Problem(letter, ("id",), f"{letter.id} is cited, but not held")


@record_rule("G105", Severity.NOTE, "Something announced that has not come")
def announced(ledger: Ledger) -> Iterator[Problem]:
    """ "Departementet kommer tilbake" is a promise that somebody must chase.

    Example: TB2022-52, whose deadlines are to come in a letter of their own.
    Remedy: when the letter comes, end the announcement with until.
    """
    for letter in ledger.every_letter:
        for n, item in enumerate(letter.announces):
            if item.until is None:
                about = ", ".join((*item.assignments, *map(str, item.posts))) or letter.id
                message = f"{about}: announced ({item.kind}), not received"
                yield Problem(letter, ("announces", n), message, lines=item.lines)


@record_rule("G106", Severity.NOTE, "An assignment that letters only cite")
def only_cited(ledger: Ledger) -> Iterator[Problem]:
    """A stub keeps what others say of an assignment whose letter is not held.

    Example: TTB2021-78, cited by TB2022-13.
    Remedy: register it when its letter can be had.
    """
    for assignment in ledger.assignments:
        if assignment.held == "no":
            yield Problem(assignment, ("id",), f"{assignment.id} is only cited")
