"""What a branch changes inside assignments, item by item, in the words that reports use."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..events import Item
from ..explained import data_of
from ..ledger import Entry
from ..model.amounts import canonical
from ..model.build import build
from ..model.records import Deadline
from ..review import Pair
from ..shapes import Key, shape_of
from ..told import Told
from .letter_changes import deadline_text
from .wording import last_day, parts_text

# The key of a list -> what one of its items is called.
_NAMES = {
    "deadlines": "deadline",
    "parts": "part",
    "partners": "partner",
    "funds": "sum",
    "relations": "relation",
    "basis": "spoken of",
    "aliases": "alias",
    "departments": "department",
    "goals": "goal",
    "accepts": "acceptance",
    "formerly": "formerly",
}

# Lists of plain values, which are told whole.
_VALUES = ("departments", "aliases", "goals")
# Actions that leave an assignment as it was.
_MENTIONS = ("noted", "continued", "repeated")
# What is told of a part in one.
_OF_PART = ("status", "until", "became")
# Where two texts begin or end alike, that many words are shown; fewer than so many are never cut.
_KEPT = 3
_ALIKE = 5


@dataclass(frozen=True, slots=True)
class Change:
    """One change as people read it. ``days`` is how far a deadline moved, None when it has no day
    or did not move."""

    item: str
    old: str
    new: str
    letter: str | None
    ours: bool = False
    days: int | None = None
    deadline: bool = False

    @property
    def mention(self) -> bool:
        """Whether a letter only speaks of the assignment, or the change is our own words."""
        return self.ours or (self.item == "spoken of" and self.new.startswith(_MENTIONS))


def changes_of(pair: Pair) -> list[Change]:
    """Everything that changed in a record that was there before; a deadline that was ended and the
    one that came instead are one change, and so are a single value and its ``formerly``."""
    rest = list(pair.told)
    changed = {told.difference.path[0] for told in rest}
    moved = list(_deadlines(pair, rest)) if pair.type == "assignment" else []
    found = []
    parts = _parts(rest)
    for name in _VALUES:
        found += _values(pair, name, rest)
    for told in rest:
        change = told.difference
        key = change.path[1] if len(change.path) == 3 else None
        if change.path[0] in _VALUES:
            continue
        if change.path[0] == "parts" and isinstance(key, tuple) and change.path[2] in _OF_PART:
            if part := parts.pop(key, None):
                found.append(part)
            continue
        if change.path[0] == "formerly" and change.old is None and changed & {*change.new}:
            continue  # The change of the value itself tells it.
        found.append(_worded(told, pair.old))
    # Deadlines first: they are what most letters change.
    return moved + found


def _values(pair: Pair, name: str, told: list[Told]) -> list[Change]:
    """A list of plain values, such as the departments, as one change from all to all."""
    among = [one for one in told if one.difference.path[0] == name]
    if not among:
        return []
    old, new = (value_text("", (data_of(entry) or {}).get(name)) for entry in (pair.old, pair.new))
    letters = {one.letter for one in among}
    letter = letters.pop() if len(letters) == 1 else None
    return [Change(name, old, new, letter, all(one.ours for one in among))]


def _parts(told: list[Told]) -> dict[Key, Change]:
    """How parts ended, or stand otherwise now: one change of status, end and successor together."""
    by_key: dict[Key, dict[str, Told]] = {}
    for one in told:
        path = one.difference.path
        if len(path) == 3 and path[0] == "parts" and path[2] in _OF_PART:
            assert isinstance(path[1], tuple)
            by_key.setdefault(path[1], {})[str(path[2])] = one
    found = {}
    for key, changed in by_key.items():
        old = [one.difference.old for one in changed.values() if one.difference.old is not None]
        status = changed.get("status")
        until = changed.get("until")
        became = changed.get("became")
        new = [value_text("parts", status.difference.new) or "open"] if status else []
        if until:
            ended = until.difference.new
            new.append("ended" if ended == until.letter else f"until {ended}" if ended else "holds")
        if became:
            to = became.difference.new
            text = " part ".join(to[name] for name in ("to", "part") if name in to) if to else ""
            new.append(f"became {text or 'nothing'}")
        was = "; ".join(value_text("parts", value) for value in old)
        letters = {one.letter for one in changed.values()}
        letter = letters.pop() if len(letters) == 1 else None
        name = item_text(("parts", key))
        found[key] = Change(name, was or ("open" if status else ""), ", ".join(new), letter)
    return found


def _worded(told: Told, before: Entry | None) -> Change:
    change = told.difference
    if len(change.path) == 3 and change.path[2] == "until" and change.old is None:
        # An item that a letter ended is told by what it says.
        name, key = str(change.path[0]), change.path[1]
        items = list((data_of(before) or {}).get(name, ()))
        keys = shape_of(before.type if before else "").below(name).keys(items)
        if key in keys and (text := _item_text(name, items[keys.index(key)])):
            return Change(_NAMES.get(name, name), text, "ended", told.letter, told.ours)
    if change.order:
        return Change(f"{item_text(change.path)} in another order", "", "", None, told.ours)
    place = change.path[0]
    old, new = (value_text(str(place), value) for value in (change.old, change.new))
    return Change(item_text(change.path), old, new, told.letter, told.ours)


def _deadlines(pair: Pair, rest: list[Told]) -> Iterator[Change]:
    """Changes of deadlines, which are taken out of ``rest``: each new one with the one that it came
    instead of, for the same parts and kind, or else the only one that the same letter ended."""
    before, after = _listed(pair.old), _listed(pair.new)
    added: list[tuple[Told, Deadline]] = []
    ended: list[tuple[Told, Deadline]] = []
    for told in tuple(rest):
        change = told.difference
        if change.path[0] != "deadlines" or change.order or len(change.path) < 2:
            continue
        key = change.path[1]
        assert isinstance(key, tuple)
        whole = len(change.path) == 2
        over = change.path[2:] == ("until",) and change.old is None
        if whole and change.old is None and key in after:
            added.append((told, after[key]))
        elif (whole or over) and key in before:
            ended.append((told, before[key]))
        else:
            continue
        rest.remove(told)
    for told, new in added:
        found = _predecessor(told, new, ended)
        if found is None:
            until = f", until {new.until}" if new.until else ""
            yield Change("deadline", "", deadline_text(new) + until, told.letter, deadline=True)
            continue
        ended.remove(found)
        old = found[1]
        first, second = last_day(old), last_day(new)
        days = (second - first).days if first and second else None
        texts = deadline_text(old), deadline_text(new)
        yield Change("deadline", *texts, told.letter or found[0].letter, days=days, deadline=True)
    for told, old in ended:
        yield Change("deadline", deadline_text(old), "", told.letter, deadline=True)


def _predecessor(
    told: Told, new: Deadline, ended: list[tuple[Told, Deadline]]
) -> tuple[Told, Deadline] | None:
    if new.until is not None:
        return None
    same = [x for x in ended if set(x[1].parts) == set(new.parts) and x[1].kind == new.kind]
    if same:
        return same[0]
    by_letter = [x for x in ended if x[0].letter == told.letter]
    return by_letter[0] if len(by_letter) == 1 else None


def _listed(entry: Entry | None) -> dict[Key, Deadline]:
    data = data_of(entry)
    items: list[Any] = list(data.get("deadlines", ())) if data else []
    keys = shape_of("assignment").below("deadlines").keys(items)
    return {key: build(Deadline, item) for key, item in zip(keys, items, strict=True)}


def item_text(path: Item) -> str:
    """A place in a record in words: ``part b: status``, ``deadline 2022-08-31: printed``."""
    words: list[str] = []
    for place, step in enumerate(path):
        if isinstance(step, tuple):
            words[-1] = _NAMES.get(words[-1], words[-1])
            # An item that came or went whole is told by its value.
            if place + 1 < len(path) or words[-1] == "part":
                words[-1] = " ".join(filter(None, (words[-1], _key_text(step))))
        else:
            words.append(step)
    return ": ".join(words)


def _key_text(key: Key) -> str:
    named = []
    for value in key:
        if isinstance(value, tuple):
            named.append("/".join(str(v) for v in value))
        elif value is not None:
            named.append(str(value))
    return " ".join(named)


def value_text(place: str, value: Any) -> str:
    """A value of plain data on one line; ``place`` is the top key that it stands under."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        told = _item_text(place, value)
        return told or "; ".join(f"{key}: {value_text('', v)}" for key, v in value.items())
    return ", ".join(value_text("", item) for item in value)


def _item_text(place: str, item: Mapping[str, Any]) -> str:
    """An item of a list that reports have words for; else empty."""
    said = item.get
    if place == "parts" and "key" in item:
        return said("title") or said("summary") or said("withheld") or said("group") or ""
    if place == "basis" and "action" in item:
        parts = parts_text(said("parts", ()))
        note = f": {item['note']}" if "note" in item else ""
        lines = item["lines"]
        word = "line" if lines.isdigit() else "lines"
        return f"{item['action']}{f', {parts}' if parts else ''}{note} ({word} {lines})"
    if place == "partners" and "agency" in item:
        return f"{item['agency']} ({item['role']})"
    if place == "funds" and "amount" in item:
        amount, currency = canonical(item["amount"]), said("currency", "kr")
        return f"{amount} {currency}, {item['purpose']}"
    if place == "relations" and "to" in item:
        part = f" part {item['part']}" if "part" in item else ""
        agency = f" (of {item['agency']})" if "agency" in item else ""
        return f"{item['type'].replace('-', ' ')} {item['to']}{part}{agency}"
    return ""


def without_common(old: str, new: str) -> tuple[str, str]:
    """Two long texts without the words that they begin and end with alike, which ``…`` stands for;
    texts that have little in common as they are."""
    first, second = old.split(" "), new.split(" ")
    start = _alike(first, second)
    end = _alike(first[start:][::-1], second[start:][::-1])
    cut_start, cut_end = (number if number > _ALIKE else 0 for number in (start, end))
    if not cut_start and not cut_end:
        return old, new
    pieces = []
    for words in (first, second):
        kept = words[cut_start : len(words) - cut_end]
        dots = ("…" if cut_start else "", "…" if cut_end else "")
        pieces.append(" ".join(filter(None, (dots[0], *kept, dots[1]))))
    return pieces[0], pieces[1]


def _alike(first: list[str], second: list[str]) -> int:
    """How many words two texts begin with alike, less the last few, which are kept to be read."""
    number = 0
    for one, other in zip(first, second, strict=False):
        if one != other:
            break
        number += 1
    return max(number - _KEPT, 0)
