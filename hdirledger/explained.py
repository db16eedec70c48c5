"""Which letter explains a difference between two versions of a record, for those who approve it.

This is stricter than ``serves``, which names the letter that a change is about. A letter explains
what it brings (``since``), what it ends (``until``), and what follows from a place of it that is
new in the record. Whatever else changes in what letters said is a correction that none explains.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .events import Difference, Item, differences
from .ledger import Entry
from .model.records import Assignment, Letter
from .reader import read
from .shapes import modern, shape_of

# Keys of an assignment that a letter changes by speaking of it, without `since` or `until`.
_SPOKEN = frozenset({"status", "held", "printed", "withheld", "goals", "aliases"})
_OF_PART = frozenset({"status", "became", "number"})


@dataclass(frozen=True, slots=True)
class Told:
    """A difference, and the letter that explains it, if any does. ``ours``: the
    key is our own word and no letter's, such as a summary."""

    difference: Difference
    letter: str | None
    ours: bool


def data_of(entry: Entry | None) -> Mapping[str, Any] | None:
    """The plain data of a file, with the keys of today."""
    if entry is None or entry.content is None:
        return None
    data: Mapping[str, Any] | None = modern(read(entry.content).data, shape_of(entry.type))
    return data


def is_ours(type: str, path: Item) -> bool:
    """Whether a place in a record holds our own words: by the whole list or mapping that it is in,
    or by the key itself."""
    shape = shape_of(type)
    flags = []
    for step in path:
        shape = shape.below(step) if isinstance(step, str) else shape.item
        if isinstance(step, str):
            flags.append(shape.ours)
    return bool(flags) and (flags[0] or flags[-1])


def told_of(
    type: str, name: str, old: Entry | None, new: Entry | None, registered: frozenset[str]
) -> Iterator[Told]:
    """What differs in a record, each with the letter that explains it.

    ``registered`` are the letters that the base did not hold.
    """
    before = data_of(old)
    found = differences(before, data_of(new), type)
    speakers = _speakers(old, new)
    for change in found:
        # In what order the items of a list stand, and what the root file says, no letter says.
        ours = change.order or type == "ledger" or is_ours(type, change.path)
        if type == "letter" and name in registered:
            letter: str | None = name
        elif not change.path:
            letter = _giver(new)
        elif change.order:
            letter = None
        else:
            letter = _explaining(type, change, found, speakers, before or {})
            if letter is None and change.old is None and _was_stub(old, new) and speakers:
                letter = speakers[-1]
        yield Told(change, letter, ours)


def _giver(new: Entry | None) -> str | None:
    """The letter that a new record is from; nothing explains a removed one."""
    record = new.record if new else None
    if record is None:
        return None
    if isinstance(record, Assignment):
        return record.given_by
    if isinstance(record, Letter):
        return record.id if record.held != "no" else _first(m.letter for m in record.mentions)
    return getattr(record, "since", None) or getattr(record, "letter", None)


def _first(letters: Iterable[str]) -> str | None:
    return next(iter(letters), None)


def _speakers(old: Entry | None, new: Entry | None) -> tuple[str, ...]:
    """Letters that speak of an assignment at the head and did not at the base."""

    def letters(entry: Entry | None) -> list[str]:
        record = entry.record if entry else None
        if not isinstance(record, Assignment):
            return []
        replies = [b.reply.letter for b in record.basis if b.reply and b.reply.letter]
        return [*(b.letter for b in record.basis), *replies]

    before = set(letters(old))
    return tuple(dict.fromkeys(name for name in letters(new) if name not in before))


def _was_stub(old: Entry | None, new: Entry | None) -> bool:
    """Whether an assignment was only cited, and is now registered."""
    before, after = (entry.record if entry else None for entry in (old, new))
    if not isinstance(before, Assignment) or not isinstance(after, Assignment):
        return False
    return before.held == "no" and after.held != "no"


def _explaining(
    type: str,
    change: Difference,
    found: Sequence[Difference],
    speakers: Sequence[str],
    before: Mapping[str, Any],
) -> str | None:
    """The letter that explains a difference inside a record."""
    path, top, last = change.path, change.path[0], change.path[-1]
    if type == "ledger" and top == "letters" and change.new:
        return str(change.new)
    if isinstance(last, tuple) and isinstance(change.new, Mapping) and change.old is None:
        names = ("until",) if top == "formerly" else ("letter", "since", "until")
        return _text(next((change.new[name] for name in names if name in change.new), None))
    if last == "until":
        return _text(change.new) if change.old is None else None
    # What else changes in an item that a letter ended: its status, what it became.
    for other in found:
        if other.path == (*path[:-1], "until") and other.old is None and len(path) > 1:
            return _text(other.new)
    if top in ("title", "area", "departments"):
        former = _formerly(str(top), found)
        if former:
            return former
        # Nothing is overwritten where nothing stood.
        return speakers[-1] if top not in before and speakers else None
    spoken = top in _SPOKEN or (top == "parts" and last in _OF_PART and len(path) == 3)
    return speakers[-1] if spoken and speakers and type == "assignment" else None


def _formerly(name: str, found: Iterable[Difference]) -> str | None:
    """The letter that changed a single value: its old value stands under ``formerly``."""
    for other in found:
        added = other.new if other.path[0] == "formerly" and other.old is None else None
        if isinstance(added, Mapping) and name in added:
            return _text(added.get("until"))
    return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
