"""Letter time: the ledger as the letters had spoken by a certain letter or date.

The records keep everything that ended, so this is a filter over one tree: what a later letter
brought is left out, what a later letter ended holds again.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar

from .ledger import Entry, Ledger
from .model.records import (
    Allocation,
    Assignment,
    Authorizations,
    Basis,
    Goal,
    Item,
    Letter,
    Mention,
    Part,
    Place,
    Record,
    Reporting,
)
from .source import UnknownLetter as UnknownLetter
from .status import assignment_status, part_status

D = TypeVar("D")


def span_of(letter: Letter) -> tuple[str, str] | None:
    """First and last day on which a letter can have been given; None when nothing is known."""
    if letter.dated:
        return letter.dated, letter.dated
    if letter.bounds:
        return letter.bounds.earliest, letter.bounds.latest
    return None


def through(ledger: Ledger, moment: str) -> Ledger:
    """The ledger through a letter (its id, inclusive, by declared order) or a date (YYYY-MM-DD).

    A date counts a letter when its latest possible day has passed, by its date or bounds or by the
    date of a letter declared after it; letters that may have been given on either side of the date
    are not counted, and the result's ``notes`` name them. Raises ``UnknownLetter`` for anything
    else.
    """
    names = tuple(ledger.letters)
    if moment in ledger.letters:
        counted = frozenset(names[: names.index(moment) + 1])
        return _filter(ledger, counted, moment, ())
    try:
        day = date.fromisoformat(moment).isoformat()
    except ValueError:
        held = ", ".join(name for name in names if ledger.letters[name].held != "no")
        raise UnknownLetter(
            f"{moment!r} is neither a date (YYYY-MM-DD) nor a letter: {held}"
        ) from None
    spans = _spans(ledger)
    counted = frozenset(name for name, span in spans.items() if span and span[1] <= day)
    straddle = [name for name, span in spans.items() if span and span[0] <= day < span[1]]
    unknown = [
        name for name, span in spans.items() if span is None and ledger.letters[name].held != "no"
    ]
    notes = []
    if straddle:
        notes.append(f"may have been given by then, not counted: {', '.join(straddle)}")
    if unknown:
        notes.append(f"without any date, not counted: {', '.join(unknown)}")
    return _filter(ledger, counted, day, tuple(notes))


def _spans(ledger: Ledger) -> dict[str, tuple[str, str] | None]:
    """Days on which each letter can have been given: a letter without a date was given by the day
    of any letter that comes after it in the declared order."""
    spans = {name: span_of(letter) for name, letter in ledger.letters.items()}
    latest = "9999-12-31"
    for name in reversed(ledger.root.letters):
        span = spans.get(name)
        if span is None:
            continue
        if ledger.letters[name].dated is None:
            spans[name] = (span[0], max(span[0], min(span[1], latest)))
        latest = min(latest, span[1])
    return spans


def _filter(ledger: Ledger, counted: frozenset[str], moment: str, notes: tuple[str, ...]) -> Ledger:
    entries = []
    for entry in ledger.entries:
        if entry.record is None:
            entries.append(entry)  # A file with errors stays one, so that headings can tell.
            continue
        record = _record(entry.record, counted)
        if record is not None:
            entries.append(Entry(entry.path, entry.type, record, entry.content))
    return Ledger(entries, ledger.tree, counted, moment, (*ledger.notes, *notes))


def _record(record: Record, counted: Container[str]) -> Record | None:
    if isinstance(record, Assignment):
        return assignment_through(record, counted)
    if isinstance(record, Letter):
        if record.held == "no":
            known = record.id in counted or any(m.letter in counted for m in record.mentions)
        else:
            known = record.id in counted
        if not known:
            return None
        announces = tuple(
            item if item.until is None or item.until in counted else replace(item, until=None)
            for item in record.announces
        )
        return replace(_items(record, counted), announces=announces)
    if isinstance(record, Allocation | Authorizations | Goal | Reporting):
        if record.letter not in counted:
            return None
        kept = _items(record, counted)
        if isinstance(kept, Goal):
            return _goal(kept, counted)
        return kept
    return record


def _items(thing: D, counted: Container[str]) -> D:
    """Drop what came later from every list of items, and undo what a later letter ended."""
    changes: dict[str, Any] = {}
    for field in fields(thing):  # type: ignore[arg-type]
        value = getattr(thing, field.name)
        if not isinstance(value, tuple) or not value or not is_dataclass(value[0]):
            continue
        kept = []
        for item in value:
            if isinstance(item, Item):
                if item.since is not None and item.since not in counted:
                    continue
                if item.until is not None and item.until not in counted:
                    item = _reopen(item)
            elif isinstance(item, Mention | Place) and item.letter and item.letter not in counted:
                continue
            kept.append(_items(item, counted))
        changes[field.name] = tuple(kept)
    return replace(thing, **changes) if changes else thing  # type: ignore[type-var]


def _reopen(item: Item) -> Item:
    if isinstance(item, Part):
        return replace(item, until=None, became=None)
    return replace(item, until=None)


def assignment_through(record: Assignment, counted: Container[str]) -> Assignment | None:
    """An assignment as the counted letters had left it; None when none of them speaks of it."""
    basis = tuple(entry for entry in record.basis if entry.letter in counted)
    if not basis:
        return None
    # What was changed after the moment: the first change undone gives the value that held.
    undone: dict[str, Any] = {}
    for former in record.formerly:
        if former.until in counted or (former.since and former.since not in counted):
            continue
        for name in ("title", "area", "departments"):
            value = getattr(former, name)
            if value and name not in undone:
                undone[name] = value
    formerly = tuple(former for former in record.formerly if former.until in counted)
    kept = replace(_items(replace(record, formerly=()), counted), basis=basis, formerly=formerly)
    kept = replace(kept, **undone)
    kept = replace(kept, parts=tuple(_part(basis, part) for part in kept.parts))
    return replace(kept, status=assignment_status(kept))


def _part(basis: tuple[Basis, ...], part: Part) -> Part:
    status = part_status(basis, part)
    # An open part need not say so; it says so where the file does.
    return replace(part, status=status if part.status or status != "open" else None)


def _goal(record: Goal, counted: Container[str]) -> Goal | None:
    if record.since is not None and record.since not in counted:
        return None
    for former in record.formerly:
        if former.until not in counted:
            record = replace(record, title=former.title)
            break
    formerly = tuple(former for former in record.formerly if former.until in counted)
    until = record.until if record.until is None or record.until in counted else None
    return replace(record, formerly=formerly, until=until)
