"""Blame: for each item of a record today, who entered it, when, and by which letter."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..events import Difference, Item, Plain, differences
from ..history import Event, History, events_of
from ..identity import Name
from ..report import Block, Column, Report, Value
from ..serves import letters_of
from ..shapes import Shape, shape_of
from .history import begin, readable, stamp
from .items import item_text, plain_text, value_text
from .wording import count

COLUMNS = (
    Column("item", "Item", wide=True),
    Column("value", "Value", wide=True),
    Column("letters", "Letter"),
    Column("commit", "Commit"),
    Column("author", "Who"),
    Column("email", "E-mail", shown="data"),
    Column("time", "When"),
    Column("subject", "Subject", shown="data"),
)

_ENDS = ("delivered", "lapsed", "replaced", "withdrawn", "renumbered")


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: the event that entered it, None when it is not committed, and the
    letter behind it."""

    event: Event | None
    letters: tuple[str, ...]

    @property
    def mark(self) -> tuple[str, tuple[str, ...]]:
        """What tells two sources apart for a reader: the commit and the letter."""
        return (self.event.commit.id if self.event else "", self.letters)


def report(history: History, name: Name, today: Plain, committed: Plain | None) -> Report:
    """Every item of a record as it is ``today``, in the order of the schema.

    ``committed`` is the record at the history's tip; what differs from it is not committed yet.
    An item of a list is one row, but for those of its values that came later.
    """
    type, record = name
    events = list(events_of(edit for edit in history.edits if edit.name == name))
    pending = differences(committed, today, type)
    sources = _Sources(type, events, pending, committed, today)
    rows = []
    for path, value, source in _rows(today, shape_of(type), (), sources):
        rows.append(_row(path, value, source))
    title = value_text(today, (), type)
    heading, facts = begin(history, f"{record} {title}", (), "first parents")
    waiting = sum(1 for row in rows if row[3] == "not committed")
    remarks = [f"{count(waiting, 'row')} not committed yet."] if waiting else []
    block = Block("items", COLUMNS, tuple(rows), empty="The record is empty.")
    return Report("blame", heading, (block,), remarks, {"record": record, "type": type, **facts})


def _row(path: Item, value: str, source: Source) -> tuple[Value, ...]:
    event = source.event
    start = (item_text(path), value, source.letters)
    if event is None:
        return (*start, "not committed", None, None, None, None)
    commit = event.commit
    if event.before:
        return (*start, "before our history", None, None, None, None)
    author, email, subject = map(readable, (commit.author, commit.email, commit.subject))
    return (*start, commit.short, author, email, stamp(commit), subject)


class _Sources:
    """Finds where each value of a record came from."""

    def __init__(
        self,
        type: str,
        events: Sequence[Event],
        pending: Sequence[Difference],
        committed: Plain | None,
        today: Plain,
    ) -> None:
        self._type = type
        self._data = today
        waiting = zip(pending, letters_of(pending, committed, today, type), strict=True)
        self._changes: list[tuple[Difference, Event | None, tuple[str, ...]]] = [
            *((event.change, event, event.letters) for event in events),
            *((change, None, letters) for change, letters in waiting),
        ]
        self._changes.reverse()

    def of(self, path: Item) -> Source:
        """The last change that set what stands at a path."""
        for change, event, letters in self._changes:
            if (
                not change.order
                and change.new is not None
                and path[: len(change.path)] == change.path
            ):
                said = self._said(path, whole=change.path == ())
                return Source(event, said if said is not None else letters)
        return Source(None, ())

    def _said(self, path: Item, whole: bool) -> tuple[str, ...] | None:
        """The letter that the record itself names for a value."""
        value: Any = self._data
        shape = shape_of(self._type)
        letter: str | None = None
        ours = False
        for step in path:
            if isinstance(step, str):
                shape = shape.below(step)
                ours = ours or shape.ours
                value = value.get(step) if isinstance(value, Mapping) else None
            else:
                keys = shape.keys(value) if isinstance(value, list) and shape.key else []
                value = value[keys.index(step)] if step in keys else None
                shape = shape.item
                if isinstance(value, Mapping):
                    found = value.get("since") or value.get("letter")
                    letter = found if isinstance(found, str) else letter
        if path[-1:] == ("until",) and isinstance(value, str):
            return (value,)
        if letter is not None:
            return (letter,)
        if not whole:
            return None
        if ours and len(path) == 1:
            return ()  # Our own words, which no letter says.
        return self._given(ended=path == ("status",))

    def _given(self, ended: bool) -> tuple[str, ...] | None:
        """The letter that gave an assignment, or that ended it; None for other records."""
        basis = self._data.get("basis") if self._type == "assignment" else None
        if not isinstance(basis, list):
            return None
        entries = [entry for entry in basis if isinstance(entry, Mapping)]
        if ended:
            ends = [entry for entry in entries if entry.get("action") in _ENDS]
            entries = ends[-1:] or entries
        letter = entries[0].get("letter") if entries else None
        return (letter,) if isinstance(letter, str) else None


# The item that a row is on, what it says, and where that came from.
_Found = tuple[Item, str, Source]


def _rows(value: Any, shape: Shape, path: Item, sources: _Sources) -> Iterable[_Found]:
    """The rows of a value: one for an item of a list and one for each of its values that has
    another source."""
    if isinstance(value, dict) and (path == () or not isinstance(path[-1], tuple)):
        for name in shape.ordered(value):
            yield from _rows(value[name], shape.below(name), (*path, name), sources)
    elif isinstance(value, dict):
        yield from _item(value, shape, path, sources)
    elif isinstance(value, list) and shape.key is not None and value:
        paths = [(*path, key) for key in shape.keys(value)]
        plain = not any(isinstance(item, dict | list) for item in value)
        if plain and len({sources.of(found).mark for found in paths}) == 1:
            yield path, plain_text(value, shape), sources.of(paths[0])
            return
        for found, item in zip(paths, value, strict=True):
            yield from _rows(item, shape.item, found, sources)
    else:
        yield path, plain_text(value, shape), sources.of(path)


def _item(value: dict[str, Any], shape: Shape, path: Item, sources: _Sources) -> Iterable[_Found]:
    """What came with an item is one row, and what a later change set is one row for each change."""
    own = sources.of(path)
    groups: dict[Any, tuple[Source, dict[str, Any]]] = {own.mark: (own, {})}
    mixed = []
    for name in shape.ordered(value):
        source = sources.of((*path, name))
        if _uniform(value[name], shape.below(name), (*path, name), source, sources):
            groups.setdefault(source.mark, (source, {}))[1][name] = value[name]
        else:
            mixed.append(name)
    for source, found in groups.values():
        if len(found) == 1 and source.mark != own.mark:
            ((name, only),) = found.items()
            yield (*path, name), plain_text(only, shape.below(name)), source
        elif found:
            yield path, plain_text(found, shape), source
    for name in mixed:
        yield from _rows(value[name], shape.below(name), (*path, name), sources)


def _uniform(value: Any, shape: Shape, path: Item, own: Source, sources: _Sources) -> bool:
    """Whether all of a value came from where its item came from."""
    if sources.of(path).mark != own.mark:
        return False
    if isinstance(value, dict):
        return all(_uniform(v, shape.below(n), (*path, n), own, sources) for n, v in value.items())
    if isinstance(value, list) and shape.key is not None:
        keys = shape.keys(value)
        pairs = zip(keys, value, strict=True)
        return all(_uniform(v, shape.item, (*path, k), own, sources) for k, v in pairs)
    return True
