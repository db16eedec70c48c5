"""G: what is missing, so that somebody can ask for it. Gaps are facts, not faults: notes."""

from collections.abc import Iterator

from ..findings import Severity
from ..ledger import Ledger
from ..missing import assignment_series, spans_text
from . import Problem, rule


@rule("G101", Severity.NOTE, "An assignment without department")
def no_department(ledger: Ledger) -> Iterator[Problem]:
    """Without a department the assignment is in nobody's list at the ministry.

    Example: TB2022-50, where the letter prints "Eieravdeling HOD:" and nothing after it.
    Remedy: ask the ministry; the next letter may say it.
    """
    for assignment in ledger.assignments:
        if assignment.held != "no" and not assignment.departments and not assignment.withheld:
            yield Problem(assignment, ("id",), f"{assignment.id} has no department")


@rule("G102", Severity.NOTE, "A letter without a printed date")
def no_date(ledger: Ledger) -> Iterator[Problem]:
    """Reports through a date can only use the letter's bounds.

    Example: the letter of 2022, whose text begins at its first chapter.
    Remedy: look for the date in the archive.
    """
    for letter in ledger.letters.values():
        if letter.held != "no" and letter.dated is None and letter.bounds is not None:
            span = f"{letter.bounds.earliest} to {letter.bounds.latest}"
            yield Problem(letter, ("bounds",), f"{letter.id} has no printed date: {span}")


@rule("G103", Severity.NOTE, "A letter that is cited, but not held")
def not_held(ledger: Ledger) -> Iterator[Problem]:
    """What such a letter gave, changed or moved is missing in every report.

    Example: tillegg nr. 90 to the letter of 2021, cited for kap. 710, post 23.
    Remedy: ask for the letter and register it.
    """
    for letter in ledger.letters.values():
        if letter.held == "no":
            yield Problem(letter, ("id",), f"{letter.id} is cited, but not held")


@rule("G104", Severity.NOTE, "Numbers missing from a series")
def missing_numbers(ledger: Ledger) -> Iterator[Problem]:
    """Numbers between those that the held letters print were given by letters that we do not hold,
    or never given.

    Example: TB2021-02 between TB2021-01 and TB2021-03.
    Remedy: ask whether the letter that gave them can be had.
    """
    for series in assignment_series(ledger):
        which = ", ".join(spans_text(series.missing))
        highest = max((*series.held, *series.cited))
        message = (
            f"{series.name}{series.year}: {series.count} of {highest} numbers missing: {which}"
        )
        yield Problem(ledger.root, ("letters",), message)


@rule("G105", Severity.NOTE, "Something announced that has not come")
def announced(ledger: Ledger) -> Iterator[Problem]:
    """ "Departementet kommer tilbake" is a promise that somebody must chase.

    Example: TB2022-52, whose deadlines are to come in a letter of their own.
    Remedy: when the letter comes, end the announcement with until.
    """
    for letter in ledger.letters.values():
        for n, item in enumerate(letter.announces):
            if item.until is None:
                about = ", ".join((*item.assignments, *map(str, item.posts))) or letter.id
                message = f"{about}: announced ({item.kind}), not received"
                yield Problem(letter, ("announces", n), message, lines=item.lines)


@rule("G106", Severity.NOTE, "An assignment that letters only cite")
def only_cited(ledger: Ledger) -> Iterator[Problem]:
    """A stub keeps what others say of an assignment whose letter is not held.

    Example: TTB2021-78, cited by TB2022-13.
    Remedy: register it when its letter can be had.
    """
    for assignment in ledger.assignments:
        if assignment.held == "no":
            yield Problem(assignment, ("id",), f"{assignment.id} is only cited")
