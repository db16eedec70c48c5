"""Look at records by themselves: what the rules on one record find, as it is kept."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from . import rules
from .check import Used, located
from .findings import Finding, Severity
from .kept import Row, row_key
from .ledger import Entry, Ledger
from .names import asked_for

_FIELDS = tuple(field.name for field in fields(Finding))
_SEVERITY = _FIELDS.index("severity")
# Records that are looked at together.
_TOGETHER = 500


def look_at(
    ledger: Ledger, entries: Sequence[Entry], blobs: dict[str, str], used: set[Used]
) -> tuple[list[Finding], list[Row]]:
    """Run the rules on one record over some; what they find, and the rows to keep. ``blobs`` are
    the ids of contents by path. The acceptances that they meet are put into ``used``."""
    findings: list[Finding] = []
    made: list[Row] = []
    for first in range(0, len(entries), _TOGETHER):
        # What the rules share about some records is let go before they come to the next.
        part = ledger.part(entries[first : first + _TOGETHER])
        found, rows = _look_at(ledger, part, blobs, used)
        findings += found
        made += rows
    return findings, made


def _look_at(
    ledger: Ledger, part: Ledger, blobs: dict[str, str], used: set[Used]
) -> tuple[list[Finding], list[Row]]:
    each = ((row, problem) for row in rules.of_record() for problem in problems(row, part))
    findings = list(located(part, each, used))
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.file].append(finding)
    made = []
    for entry in part.entries:
        # What breaks a rule of the reader, though it can be read, is explained each time.
        if entry.faults or not blobs[entry.path]:
            continue
        record: Any = entry.record
        asked = dict.fromkeys(asked_for(record, part.nodes(record)))
        premises = [ledger.names.premise(*asking) for asking in asked]
        accepts = [
            (accept.place, accept.rule, accept.lines, accept.reason)
            for accept in entry.accepts
            if (entry.path, accept.place) not in used
            and (accept.rule[0] in rules.CHECKED or accept.rule not in rules.table())
        ]
        found = [[getattr(finding, name) for name in _FIELDS] for finding in by_path[entry.path]]
        key = row_key(blobs[entry.path], entry.path)
        made.append(Row(key, entry.card, found, premises, accepts))
    return findings, made


def problems(row: rules.Rule, ledger: Ledger) -> Iterable[rules.Problem]:
    """What a rule finds in a ledger."""
    return row.check(ledger) if row.check else ()


def finding_of(values: list[Any]) -> Finding:
    """A finding as it was before it was kept."""
    values[_SEVERITY] = Severity(values[_SEVERITY])
    return Finding(*values)
