"""Check a tree again: only what changed since the last time is read, with the same outcome.

What the rules on one record found in it is kept by its content, with the premises it rests on: all
that they asked of other records. A record without a verdict, or with a premise that does not hold
any more, is looked at again. The rules on the whole ledger run each time, on the records' cards.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import fields
from typing import Any, NamedTuple

from . import rules
from .cache import Cache
from .cards import Card
from .check import Checked, Used, located, missing_root, reading, unused
from .clock import Clock
from .findings import Finding, Severity
from .kept import Row, Rows, row_key
from .ledger import Acceptance, Entry, Ledger, read_entry, type_of
from .names import asked_for
from .source import Listed, ListedTree

_FIELDS = tuple(field.name for field in fields(Finding))
_SEVERITY = _FIELDS.index("severity")


class Verdict(NamedTuple):
    """A row as what is kept of an entry. The card is right even where the verdict does not hold any
    more."""

    row: Row
    tree: ListedTree
    listed: Listed
    holds: bool = True

    @property
    def card(self) -> Card:
        return self.row.card

    @property
    def accepts(self) -> tuple[Acceptance, ...] | None:
        if not self.holds:
            return None
        return tuple(Acceptance(*accept) for accept in self.row.accepts)

    def content(self) -> bytes:
        (file,) = self.tree.read([self.listed])
        return file.content or b""

    def data(self) -> dict[str, Any]:
        from .quick import read_quickly
        from .reader import read

        content = self.content()
        return read_quickly(content) or read(content).data or {}


def recheck(tree: ListedTree, cache: Cache, clock: Clock | None = None) -> Checked:
    """What ``check`` says of the ledger of a tree. ``clock`` is told how it went."""
    clock = clock or Clock()
    rows = Rows(cache)
    clock.lap("load what is kept")
    listing = tree.listing(cache)
    clock.lap("list files")
    verdicts = {}
    for listed in listing:
        row = rows.get(listed.blob, listed.path) if listed.blob else None
        if row is not None:
            verdicts[listed.path] = Verdict(row, tree, listed)
    fresh = tree.read(listed for listed in listing if listed.path not in verdicts)
    entries = [
        Entry(listed.path, type_of(listed.path), None, kept=verdicts[listed.path])
        if listed.path in verdicts
        else read_entry(next(fresh))
        for listed in listing
    ]
    clock.lap("read")
    ledger = Ledger(entries, tree.name)
    fallen = ledger.names.fallen(set().union(*(v.row.premises for v in verdicts.values())))
    if fallen:
        for place, entry in enumerate(entries):
            verdict = verdicts.get(entry.path)
            if verdict is not None and not fallen.isdisjoint(verdict.row.premises):
                del verdicts[entry.path]
                kept = verdict._replace(holds=False)
                entries[place] = Entry(entry.path, entry.type, None, kept=kept)
        ledger = Ledger(entries, tree.name, names=ledger.names)
    clock.lap("compare premises")
    findings = [_finding(values) for v in verdicts.values() for values in v.row.findings]
    findings += missing_root(ledger)
    again = [entry for entry in entries if entry.path not in verdicts]
    used: set[Used] = set()
    if again:
        for entry in again:
            findings += reading(entry)
        blobs = {listed.path: listed.blob for listed in listing}
        found, made = _look_at(ledger, [entry for entry in again if entry.valid], blobs, used)
        findings += found
        rows.keep(made, [verdict.row for verdict in verdicts.values()])
    clock.lap("rules on each record")
    whole = ((row, problem) for row in rules.whole_ledger() for problem in _problems(row, ledger))
    findings += located(ledger, whole, used)
    findings += unused(entries, used, rules.CHECKED)
    clock.lap("rules on the whole ledger")
    clock.counts = {"kept": len(verdicts), "looked at": len(again)}
    return Checked(tuple(sorted(findings, key=lambda f: f.sort_key)), len(entries))


def _look_at(
    ledger: Ledger, entries: list[Entry], blobs: dict[str, str], used: set[Used]
) -> tuple[list[Finding], list[Row]]:
    """Run the rules on one record over some; what they find, and the rows to keep."""
    part = ledger.part(entries)
    each = ((row, problem) for row in rules.of_record() for problem in _problems(row, part))
    findings = list(located(part, each, used))
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_path[finding.file].append(finding)
    made = []
    for entry in entries:
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


def _problems(row: rules.Rule, ledger: Ledger) -> Iterable[rules.Problem]:
    return row.check(ledger) if row.check else ()


def _finding(values: list[Any]) -> Finding:
    values[_SEVERITY] = Severity(values[_SEVERITY])
    return Finding(*values)
