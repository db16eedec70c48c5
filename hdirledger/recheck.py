"""Check a tree again: only what changed since the last time is read, with the same outcome.

What the rules on one record found in it is kept by its content, with the premises it rests on: all
that they asked of other records. A record without a verdict, or with a premise that does not hold
any more, is looked at again. The rules on the whole ledger run each time, on the records' cards.
"""

from typing import Any, NamedTuple

from . import rules
from .cache import Cache
from .cards import Card
from .check import Checked, located, missing_root, reading, unused
from .clock import Clock
from .entry import Acceptance, Entry, type_of
from .kept import Row, Rows
from .ledger import Ledger
from .looking import finding_of, problems
from .shared import data_of, shared
from .source import Listed, ListedTree, content_of


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
        return self.row.unmet() if self.holds else None

    def content(self) -> bytes:
        return content_of(self.tree, self.listed)

    def data(self) -> dict[str, Any]:
        return data_of(self.content())


def recheck(tree: ListedTree, cache: Cache, clock: Clock | None = None) -> Checked:
    """What ``check`` says of the ledger of a tree. ``clock`` is told how it went."""
    clock = clock or Clock()
    rows = Rows(cache)
    clock.lap("load what is kept")
    listing = tree.listing(cache)
    clock.lap("list files")
    verdicts: dict[str, Verdict] = {}
    for listed in listing:
        row = rows.get(listed.blob, listed.path) if listed.blob else None
        if row is not None:
            verdicts[listed.path] = Verdict(row, tree, listed)
    with shared(tree, [listed for listed in listing if listed.path not in verdicts]) as work:
        read = work.read()
        entries = [
            read[listed.path] if listed.path in read else _entry(verdicts[listed.path])
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
                    entries[place] = _entry(verdict._replace(holds=False))
            ledger = Ledger(entries, tree.name, names=ledger.names)
        clock.lap("compare premises")
        findings = [finding_of(values) for v in verdicts.values() for values in v.row.findings]
        findings += missing_root(ledger)
        again = [entry for entry in entries if entry.path not in verdicts]
        for entry in again:
            findings += reading(entry)
        blobs = {listed.path: listed.blob for listed in listing} if again else {}
        found, made, used = work.look_at(ledger, [entry for entry in again if entry.valid], blobs)
        findings += found
    if again:
        rows.keep(made, [verdict.row for verdict in verdicts.values()])
    clock.lap("rules on each record")
    whole = ((row, problem) for row in rules.whole_ledger() for problem in problems(row, ledger))
    findings += located(ledger, whole, used)
    findings += unused(entries, used, rules.CHECKED)
    clock.lap("rules on the whole ledger")
    clock.counts = {"kept": len(verdicts), "looked at": len(again)}
    return Checked(tuple(sorted(findings, key=lambda f: f.sort_key)), len(entries))


def _entry(verdict: Verdict) -> Entry:
    path = verdict.listed.path
    return Entry(path, type_of(path), None, kept=verdict)
