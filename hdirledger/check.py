"""Check a ledger: every fault, every rule, every acceptance, as findings in one order."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from . import rules
from .findings import Finding, Severity
from .ledger import Entry, Ledger, record_id
from .model.lines import overlap
from .model.records import Accept, Record
from .rules import Problem, Rule

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
    rules: int


def check(ledger: Ledger) -> Checked:
    """Run every rule over a ledger. All findings come back; nothing is written."""
    table = rules.table()
    findings: list[Finding] = []
    for entry in ledger.entries:
        findings.extend(_reading(entry, table))
    if not any(entry.path == "ledger/ledger.yaml" for entry in ledger.entries):
        severity = Severity.ERROR
        message = "the root file ledger/ledger.yaml is missing"
        findings.append(Finding("S114", severity, "ledger/ledger.yaml", 1, 1, "", message))
    active = [row for row in table.values() if row.check is not None]
    problems = ((row, problem) for row in active for problem in (row.check or _none)(ledger))
    findings.extend(judge(ledger, problems, {row.code for row in active}))
    return Checked(
        tuple(sorted(findings, key=lambda f: f.sort_key)), len(ledger.entries), len(active)
    )


def _none(ledger: Ledger) -> Iterator[Problem]:
    return iter(())


def _reading(entry: Entry, table: dict[str, Rule]) -> Iterator[Finding]:
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


def judge(
    ledger: Ledger, problems: Iterable[tuple[Rule, Problem]], codes: set[str]
) -> Iterator[Finding]:
    """Turn problems into findings: locate them, and make accepted ones notes.

    ``codes`` are the rules that were run; an acceptance of one of them that matches nothing is a
    finding of its own. Acceptances of other families are left to those who run these rules.
    """
    used: set[int] = set()
    for row, problem in problems:
        accept = _accepting(problem, row.code)
        if accept is not None:
            used.add(id(accept))
        yield _finding(ledger, row, problem, accept)
    family = {code[0] for code in codes}
    for record in ledger.records():
        for n, accept in enumerate(record.accepts):
            if id(accept) not in used and accept.rule[0] in family:
                where = f" in lines {accept.lines}" if accept.lines else ""
                message = f"{accept.rule} is accepted{where}, but finds nothing here"
                yield _finding(ledger, UNUSED, Problem(record, ("accepts", n), message), None)
    if "S" in family:
        known = rules.table()
        for record in ledger.records():
            for n, accept in enumerate(record.accepts):
                # The rules of family J are about commits, which no record can accept.
                unknown = accept.rule not in known or accept.rule[0] == "J"
                if unknown and accept.rule[0] not in family:
                    message = f"there is no rule {accept.rule}"
                    yield _finding(ledger, UNUSED, Problem(record, ("accepts", n), message), None)


def _accepting(problem: Problem, code: str) -> Accept | None:
    # One that names lines goes before one for the whole record, which would leave it unused.
    for accept in sorted(problem.record.accepts, key=lambda accept: accept.lines is None):
        if accept.rule != code:
            continue
        if accept.lines is None or (problem.lines and overlap(accept.lines, problem.lines)):
            return accept
    return None


def _finding(ledger: Ledger, row: Rule, problem: Problem, accept: Accept | None) -> Finding:
    record: Record = problem.record
    entry = ledger.entry_of.get(id(record))
    path = entry.path if entry else "ledger/ledger.yaml"
    if problem.path and problem.path[0] == "~line":
        line, column = int(problem.path[1]), 1
    else:
        line, column = entry.position(problem.path) if entry else (1, 1)
    return Finding(
        row.code,
        Severity.NOTE if accept else row.severity,
        path,
        line,
        column,
        record_id(record),
        problem.message,
        "" if accept else problem.hint,
        accept.reason if accept else "",
    )
