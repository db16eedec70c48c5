"""Look at records by themselves: what the rules on one record find, as it is kept."""

import gc
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from functools import partial
from typing import Any, NamedTuple

from . import rules
from .check import Used, entry_of, located, problems_of
from .findings import Finding
from .inventory import Accept
from .kept import Row, row_line
from .ledger import Entry, Ledger
from .names import asked_for

_FIELDS = tuple(field.name for field in fields(Finding))
# Records that are looked at together.
_TOGETHER = 500
_FEW = 50


class Made(NamedTuple):
    """What is to be kept of a record. ``line`` is its row."""

    path: str
    findings: list[list[Any]]
    accepts: list[Accept]
    line: str


def look_at(
    ledger: Ledger, entries: Sequence[Entry], blobs: dict[str, str], used: set[Used]
) -> tuple[list[Finding], list[Made]]:
    """Run the rules on one record over some: what they find in those of which nothing can be kept,
    and what is to be kept of the others. ``blobs`` are the ids of contents by path. The acceptances
    that are met are put into ``used``."""
    findings: list[Finding] = []
    made: list[Made] = []
    for first in range(0, len(entries), _TOGETHER):
        # What the rules share about some records is let go before they come to the next.
        part = ledger.part(entries[first : first + _TOGETHER])
        found, rows = _look_at(ledger, part, blobs, used)
        findings += found
        made += rows
        in_full = sum(1 for entry in part.entries if not entry.canonical)
        for entry in part.entries:
            entry.forget()
        if in_full > _FEW and not gc.isenabled():
            # What it takes to write a record out in full goes in circles, and is large.
            gc.collect(0)
    return findings, made


def _look_at(
    ledger: Ledger, part: Ledger, blobs: dict[str, str], used: set[Used]
) -> tuple[list[Finding], list[Made]]:
    each = ((row, problem) for row in rules.of_record() for problem in problems_of(row, part))
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in located(partial(entry_of, part), each, used):
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
        found = [
            [getattr(finding, name) for name in _FIELDS] for finding in by_path.pop(entry.path, ())
        ]
        row = Row(entry.card, found, premises, accepts)
        line = row_line(blobs[entry.path], entry.path, row)
        made.append(Made(entry.path, found, accepts, line))
    return [finding for several in by_path.values() for finding in several], made
