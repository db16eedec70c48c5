"""Check a ledger: every fault, every rule, every acceptance, as findings in one order."""

from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from . import rules
from .entry import Acceptance, Entry
from .findings import Finding, Severity
from .model.lines import overlap
from .rules import Problem, Rule
from .source import ROOT_FILE

if TYPE_CHECKING:
    from .ledger import Ledger

# The path of a record, and the place of one of its acceptances.
Used = tuple[str, int]

UNUSED = Rule(
    "S401",
    Severity.WARNING,
    "An acceptance that matches nothing",
    "A discrepancy that somebody accepted is gone, or the rule's code is wrong. An acceptance\n"
    "that stays would hide the next discrepancy of its kind.\n\n"
    "Example: accepts: - rule: M108 on a post whose text and table now agree.\n"
    "Remedy: remove the acceptance, or mend its rule and lines.",
)


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check: findings in order of file and line, and what was checked."""

    findings: tuple[Finding, ...]
    files: int


def check(ledger: "Ledger") -> Checked:
    """Run every rule over a ledger. All findings come back; nothing is written."""
    table = rules.table()
    findings: list[Finding] = []
    for entry in ledger.entries:
        findings.extend(reading(entry))
    findings.extend(missing_root(entry.path for entry in ledger.entries))
    active = [row for row in table.values() if row.check is not None]
    problems = ((row, problem) for row in active for problem in problems_of(row, ledger))
    findings.extend(judge(ledger, problems, {row.code for row in active}))
    return Checked(tuple(sorted(findings, key=lambda f: f.sort_key)), len(ledger.entries))


def problems_of(row: Rule, ledger: "Ledger") -> Iterable[Problem]:
    """What a rule finds in a ledger."""
    if row.check is None:
        return ()
    return row.check(ledger if row.of_record else ledger.catalog)


def reading(entry: Entry) -> Iterator[Finding]:
    """What is wrong with a file as a file, or by its schema."""
    if not entry.faults and not entry.schema_faults:
        return
    table = rules.table()
    name = entry.path.rpartition("/")[2].removesuffix(".yaml")
    for fault in entry.faults:
        severity = table[fault.code].severity
        yield Finding(
            fault.code,
            severity,
            entry.path,
            fault.line,
            fault.column,
            name,
            fault.message,
            fault.hint,
        )
    for wrong in entry.schema_faults:
        line, column = entry.position(wrong.path)
        severity = table[wrong.code].severity
        yield Finding(
            wrong.code, severity, entry.path, line, column, name, wrong.message, wrong.hint
        )


def missing_root(paths: Iterable[str]) -> Iterator[Finding]:
    """Without its root file a ledger has no order of letters. ``paths`` are those of its files."""
    if ROOT_FILE not in paths:
        message = f"the root file {ROOT_FILE} is missing"
        yield Finding("S114", Severity.ERROR, ROOT_FILE, 1, 1, "", message)


def judge(
    ledger: "Ledger", problems: Iterable[tuple[Rule, Problem]], codes: set[str]
) -> Iterator[Finding]:
    """Turn problems into findings: locate them, and make accepted ones notes.

    ``codes`` are the rules that were run; an acceptance of one of them that matches nothing is a
    finding of its own. Acceptances of other families are left to those who run these rules.
    """
    used: set[Used] = set()
    yield from located(partial(entry_of, ledger), problems, used)
    yield from unused(ledger.entries, used, {code[0] for code in codes})


def located(
    entry_at: Callable[[Any], Entry], problems: Iterable[tuple[Rule, Problem]], used: set[Used]
) -> Iterator[Finding]:
    """The findings that problems are; the acceptances that they meet are put into ``used``.
    ``entry_at`` gives the file of what a problem names as its record."""
    for row, problem in problems:
        entry = entry_at(problem.record)
        accept = _accepting(entry, problem, row.code)
        if accept is not None:
            used.add((entry.path, accept.place))
        yield _finding(entry, row, problem, accept)


def unused(entries: Iterable[Entry], used: Set[Used], family: Set[str]) -> Iterator[Finding]:
    """The acceptances that nothing met, of the families of rules that were run. With the family S
    also those of rules that there are not."""
    for entry in entries:
        for accept in entry.accepts:
            if accept.rule[0] in family:
                if (entry.path, accept.place) in used:
                    continue
                where = f" in lines {accept.lines}" if accept.lines else ""
                message = f"{accept.rule} is accepted{where}, but finds nothing here"
            # The rules of family J are about commits, which no record can accept.
            elif "S" in family and (accept.rule not in rules.table() or accept.rule[0] == "J"):
                message = f"there is no rule {accept.rule}"
            else:
                continue
            yield _finding(entry, UNUSED, Problem(entry, ("accepts", accept.place), message), None)


def entry_of(ledger: "Ledger", record: object) -> Entry:
    """The file of a record that a problem names."""
    if isinstance(record, Entry):
        return record
    if isinstance(record, str):
        return ledger.catalog.entry(record)
    return ledger.entry_of.get(id(record), ledger.root_entry)


def _accepting(entry: Entry, problem: Problem, code: str) -> Acceptance | None:
    # One that names lines goes before one for the whole record, which would leave it unused.
    for accept in sorted(entry.accepts, key=lambda accept: accept.lines is None):
        if accept.rule != code:
            continue
        if accept.lines is None or (problem.lines and overlap(accept.lines, problem.lines)):
            return accept
    return None


def _finding(entry: Entry, row: Rule, problem: Problem, accept: Acceptance | None) -> Finding:
    if problem.path and problem.path[0] == "~line":
        line, column = int(problem.path[1]), 1
    else:
        line, column = entry.position(problem.path)
    return Finding(
        row.code,
        Severity.NOTE if accept else row.severity,
        entry.path,
        line,
        column,
        entry.id,
        problem.message,
        "" if accept else problem.hint,
        accept.reason if accept else "",
    )
