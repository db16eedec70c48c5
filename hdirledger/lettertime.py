"""Letter time: the ledger as the letters had spoken by a certain letter or date.

The records keep everything that ended, so this is a filter over one tree: what a later letter
brought is left out, what a later letter ended holds again.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache, cached_property
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_origin, get_type_hints

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
        return Through(ledger, counted, moment, ())
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
    return Through(ledger, counted, day, tuple(notes))


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


class _Then(NamedTuple):
    """What is kept of an entry whose record is not the one that its file has: the file."""

    entry: Entry
    card: None = None
    accepts: None = None

    def data(self) -> dict[str, Any]:
        raise LookupError(self.entry.path)

    def content(self) -> bytes:
        return self.entry.content or b""


class Through(Ledger):
    """A ledger as the counted letters had left it. The records of a type are looked at when one of
    them is asked for."""

    def __init__(
        self, whole: Ledger, counted: frozenset[str], moment: str, notes: tuple[str, ...]
    ) -> None:
        super().__init__((), whole.tree, counted, moment, (*whole.notes, *notes))
        self._whole = whole
        self._counted = counted
        self._known: dict[int, Entry | None] = {}

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        # A file with errors stays one, so that headings can tell.
        return tuple(
            kept
            for entry in self._whole.entries
            if (kept := self._then(entry) if entry.valid else entry) is not None
        )

    @property
    def broken(self) -> tuple[Entry, ...]:
        return self._whole.broken

    def _entries(self, kind: str) -> list[Entry]:
        entries = self._whole._entries(kind)
        return [kept for entry in entries if (kept := self._then(entry)) is not None]

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        return {kind: self._entries(kind) for kind in self._whole._by_kind}

    def _then(self, entry: Entry) -> Entry | None:
        if id(entry) not in self._known:
            record = _record(cast(Record, entry.record), self._counted)
            then = entry
            if record is not entry.record:
                then = Entry(entry.path, entry.type, record, kept=_Then(entry))
            self._known[id(entry)] = then if record is not None else None
        return self._known[id(entry)]


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
        return _with(record, {**_items(record, counted), "announces": announces})
    if isinstance(record, Allocation | Authorizations | Goal | Reporting):
        if record.letter not in counted:
            return None
        kept = _with(record, _items(record, counted))
        return _goal(kept, counted) if isinstance(kept, Goal) else kept
    return record


def _with(thing: D, changes: dict[str, Any]) -> D:
    """The thing with other values; itself where they are those that it has."""
    changes = {name: value for name, value in changes.items() if getattr(thing, name) != value}
    return replace(thing, **changes) if changes else thing  # type: ignore[type-var]


def _items(thing: Any, counted: Container[str]) -> dict[str, Any]:
    """The lists of items that were others: without what came later, and with what a later letter
    ended."""
    changes: dict[str, Any] = {}
    cls: Any = type(thing)
    for name in _lists(cls):
        items = getattr(thing, name)
        kept = []
        for item in items:
            if isinstance(item, Item):
                if item.since is not None and item.since not in counted:
                    continue
                if item.until is not None and item.until not in counted:
                    item = _reopen(item)
            elif isinstance(item, Mention | Place) and item.letter and item.letter not in counted:
                continue
            below = _items(item, counted)
            kept.append(_with(item, below) if below else item)
        if (then := tuple(kept)) != items:
            changes[name] = then
    return changes


@cache
def _lists(cls: Any) -> tuple[str, ...]:
    """The fields of a class that are lists of items."""
    hints = get_type_hints(cls)
    lists = [field.name for field in fields(cls) if get_origin(hints[field.name]) is tuple]
    return tuple(name for name in lists if is_dataclass(get_args(hints[name])[0]))


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
    lists = _items(record, counted)
    parts = tuple(_part(basis, part) for part in lists.get("parts", record.parts))
    changes = {**lists, **undone, "basis": basis, "formerly": formerly, "parts": parts}
    kept = _with(record, changes)
    return _with(kept, {"status": assignment_status(kept)})


def _part(basis: tuple[Basis, ...], part: Part) -> Part:
    status = part_status(basis, part)
    # An open part need not say so; it says so where the file does.
    return _with(part, {"status": status if part.status or status != "open" else None})


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
