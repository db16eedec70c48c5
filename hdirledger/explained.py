"""Which letter explains a difference between two versions of a record, and whose words it changes.

This is stricter than ``serves``, which names the letter that a change is about. A letter explains
what it brings (``since``), what it ends (``until``), and what follows from a place of it that is
new in the record. Whatever else changes in what letters said corrects how they were entered.
"""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from .events import Difference, Item, Plain, differences
from .ledger import Entry
from .reader import read
from .rekeyed import kept_endings, moved_to, reworded
from .said import (
    all_letters,
    attributed,
    by_letter,
    giver,
    is_ours,
    is_stub,
    letters_in,
    speaking,
)
from .serves import around
from .shapes import along, modern, shape_at, shape_of
from .told import Told, texts, told_of_root

# Keys of an assignment that a letter fills by speaking of it, without `since` or `until`.
_SPOKEN = frozenset({"held", "printed", "withheld", "goals", "aliases"})
# Keys whose old value a letter moves to `formerly`.
_SINGLE = frozenset({"title", "area", "departments"})


def data_of(entry: Entry | None) -> Mapping[str, Any] | None:
    """The plain data of a file, with the keys of today."""
    if entry is None or entry.content is None:
        return None
    data: Mapping[str, Any] | None = modern(read(entry.content).data, shape_of(entry.type))
    return data


def told_of(type: str, name: str, old: Plain | None, new: Plain | None) -> tuple[Told, ...]:
    """What differs in a record, each with the letters that explain it.

    ``old`` and ``new`` are plain data, None where there is no such record; they may break the
    schema. ``name`` is the record's id.
    """
    record = _Record(type, name, old, new)
    return tuple(record.told(change) for change in record.found)


class _Record:
    """Two versions of a record, what differs between them, and what is asked of both."""

    def __init__(self, type: str, name: str, old: Plain | None, new: Plain | None) -> None:
        self.type = type
        self.name = name
        self.old = old or {}
        self.new = new or {}
        givers = giver(type, self.old), giver(type, self.new)
        if type == "assignment" and old and new and None not in givers and givers[0] != givers[1]:
            # What has no ``since`` is still said by the letter that gave the record then.
            old, new = attributed(old, givers[0]), attributed(new, givers[1])
        self.found = differences(old, new, type)

    @cached_property
    def giver(self) -> str | None:
        """The letter of everything in the record that has no ``since``."""
        return giver(self.type, self.new) or giver(self.type, self.old)

    @cached_property
    def speakers(self) -> tuple[str, ...]:
        """Letters that speak of the record in the new version and did not in the old one."""
        before = set(speaking(self.type, self.old))
        return tuple(x for x in speaking(self.type, self.new) if x not in before)

    @cached_property
    def taken_up(self) -> bool:
        """Whether the record was only cited, and is now registered."""
        return bool(self.old and self.new) and is_stub(self.old) and not is_stub(self.new)

    @cached_property
    def kept(self) -> frozenset[Item]:
        return kept_endings(self.found, self.type)

    @cached_property
    def rewording(self) -> frozenset[Item]:
        return reworded(self.found, self.type)

    def told(self, change: Difference) -> Told:
        """One difference of the record."""
        path = change.path
        if self.type == "ledger":
            return told_of_root(change)
        if not path:
            letters = tuple(all_letters(self.type, self.new or self.old))
            if change.new is not None:
                return Told(change, letters)
            return Told(change, corrected=letters)
        if change.order or is_ours(self.type, path) or path in self.rewording:
            return Told(change, ours=True)
        if self.type == "letter" and (self.taken_up or path == ("held",)):
            named = (self.name,)
            return Told(change, named) if self.taken_up else Told(change, corrected=named)
        if path[-1] == "status" and self.type == "assignment":
            return self._status(change)
        if len(path) == 1 or (len(path) == 2 and path[0] in _SINGLE):
            if path[0] in _SINGLE:
                return self._single(change)
            if path[0] not in ("since", "until"):
                return self._value(change)
        if isinstance(path[-1], tuple):
            if isinstance(change.new if change.old is None else change.old, Mapping):
                return self._item(change)
            return self._value(change)
        return self._inside(change)

    def _status(self, change: Difference) -> Told:
        """A status follows from the basis and from what became of the parts."""
        if ended := self._ended_by(change.path):
            return Told(change, (ended,))
        if self.speakers:
            return Told(change, self.speakers[-1:])
        for other in self.found:
            moves = other.path[0] in ("basis", "parts") and other.path[-1] != "status"
            if moves and not self.told(other).ours:
                return Told(change, ours=True)  # It is judged where it comes from.
        return self._corrected(change)

    def _single(self, change: Difference) -> Told:
        """A single value whose old one a letter moves to ``formerly``."""
        key = str(change.path[0])
        old = self.old.get(key)
        for other in self.found:
            added = other.new if other.path[:1] == ("formerly",) and other.old is None else None
            if isinstance(added, Mapping) and key in added and added[key] == old:
                letter = _text(added, "until")
                if letter is not None and other.path not in self.kept:
                    return Told(change, (letter,), ends=self._holder(key))
        if self.speakers and (old is None or self.taken_up):
            # Nothing is overwritten where nothing stood.
            return Told(change, self.speakers[-1:])
        holder = self._holder(key)
        if holder is not None and holder != self.giver:
            return Told(change, corrected=(holder,))
        return self._corrected(change)

    def _holder(self, key: str) -> str | None:
        """The letter that a single value is from: the last that changed it, else the giver."""
        former = self.old.get("formerly")
        letters = [
            _text(item, "until")
            for item in (former if isinstance(former, list) else ())
            if isinstance(item, Mapping) and key in item
        ]
        return letters[-1] if letters else giver(self.type, self.old)

    def _value(self, change: Difference) -> Told:
        """A value that stands by itself, or one of a list of plain values."""
        path = change.path
        if len(path) > 2:
            return Told(change, corrected=tuple(self._around(path, self.old)))
        spoken = path[0] in _SPOKEN if self.type == "assignment" else is_stub(self.new)
        fills = change.old is None and path != ("held",)
        if spoken and self.speakers and (fills or self.taken_up):
            return Told(change, self.speakers[-1:])
        return self._corrected(change)

    def _item(self, change: Difference) -> Told:
        """An item of a list that came or went."""
        added = change.old is None
        item: Mapping[str, Any] = change.new if added else change.old
        former = change.path[0] == "formerly"
        kept = change.path in self.kept
        own = _text(item, "since") if not former or kept else None
        if own is None and by_letter(self.type, change.path):
            own = _text(item, "letter")
        until = _text(item, "until")
        letters = [own] if own else []
        ended = [until] if until and not kept else []
        inner = [
            x for x in letters_in(item, shape_at(self.type, change.path)) if x not in (own, until)
        ]
        if not added:
            if former and kept and any(moved_to(change, self.found)):
                # The value is still there, under the letter that came between.
                return Told(change, ours=True)
            of = letters or ([] if former and ended else self._around(change.path, self.old))
            return Told(change, corrected=tuple(dict.fromkeys((*of, *ended, *inner))))
        if former and ended and not kept:
            return self._former(change, item, until)
        letters += [*ended, *inner]
        if own is not None or (former and ended):
            return Told(change, tuple(dict.fromkeys(letters)))
        # Without `since` it is of the letter that gave the record, or that the list stands in.
        around = self._around(change.path, self.new)
        if self.taken_up and self.speakers:
            around, letters = [], [self.speakers[-1], *letters]
        elif around and around[0] in self.speakers:
            around, letters = [], [*around, *letters]
        return Told(change, tuple(dict.fromkeys(letters)), tuple(around))

    def _former(self, change: Difference, item: Mapping[str, Any], until: str | None) -> Told:
        """A value that has come to ``formerly``: it stood in the old version, or the letter that it
        is from brings it, or it was never said."""
        since = _text(item, "since")
        ended = texts(until)
        if all((since or self.giver, item[key]) in self._spans(key) for key in _SINGLE & {*item}):
            return Told(change, ended)
        if since is not None:
            return Told(change, tuple(dict.fromkeys((*ended, since))))
        if self.giver is None or self.giver in self.speakers:
            return Told(change, tuple(dict.fromkeys((*ended, *texts(self.giver)))))
        return Told(change, ended, (self.giver,))

    def _spans(self, key: str) -> list[tuple[str | None, Any]]:
        """What a single value was in the old version, each with the letter that it is from."""
        first = giver(self.type, self.old)
        former = self.old.get("formerly")
        found = [
            (_text(item, "since") or first, item[key])
            for item in (former if isinstance(former, list) else ())
            if isinstance(item, Mapping) and key in item
        ]
        return [*found, (self._holder(key), self.old[key])] if key in self.old else found

    def _inside(self, change: Difference) -> Told:
        """A key of an item, or of a mapping in the record."""
        path, last = change.path, change.path[-1]
        if last in ("since", "until"):
            was = texts(change.old) if path not in self.kept else ()
            if last == "since" and change.old is None:
                was = tuple(self._around(path[:-1], self.old))
            return Told(change, texts(change.new), was)
        of_part = path[0] == "parts" and len(path) == 3 and self.type == "assignment"
        if of_part and last == "became" and change.old is None:
            if ended := self._ended_by(path):
                return Told(change, (ended,))
            if self.speakers:
                return Told(change, self.speakers[-1:])
        if of_part and last == "number" and self.speakers:
            return Told(change, self.speakers[-1:])
        if "became" in path:
            ended = self._until(path[:2])
            return Told(change, corrected=(ended,)) if ended else self._corrected(change)
        of = self._around(path, self.old)
        return Told(change, corrected=tuple(of)) if of else self._corrected(change)

    def _ended_by(self, path: Item) -> str | None:
        """The letter that ends the item that a place lies in."""
        for other in self.found:
            if len(path) > 1 and other.path == (*path[:-1], "until") and other.old is None:
                return other.new if isinstance(other.new, str) else None
        return None

    def _until(self, path: Item) -> str | None:
        """The letter that had ended an item of a list."""
        *_, (item, _, _) = along(self.old, path, shape_of(self.type))
        return _text(item, "until")

    def _around(self, path: Item, data: Plain) -> list[str]:
        """The letter of the nearest item around a place, else that gave the record."""
        found = around(path, data, self.type) or giver(self.type, data)
        return [found] if found else []

    def _corrected(self, change: Difference) -> Told:
        """A change of what some letter said, and nothing tells which of them."""
        letters = tuple(dict.fromkeys(speaking(self.type, self.old)))
        if not letters and self.giver is not None:
            letters = (self.giver,)
        return Told(change, corrected=letters, either=True)


def _text(value: Any, name: str) -> str | None:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None
