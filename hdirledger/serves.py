"""Which letter a change of the books serves, read from the records themselves."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from .events import Difference, Item, Plain
from .said import giver, is_ours
from .shapes import along, shape_of

# Types of which every record belongs to one letter.
_OF_A_LETTER = ("allocation", "authorizations", "goal", "reporting")

_BOUNDS = ("since", "until")


def letters_of(
    changes: Iterable[Difference],
    old: Plain | None,
    new: Plain | None,
    type: str,
    corrected: Collection[str] = (),
) -> tuple[tuple[str, ...], ...]:
    """For each difference of one record in one commit, the letters that it serves.

    An item names its letter itself (``since``, ``until``, the letter of a basis entry). Else it is
    the letter of what the commit entered under the record's ``basis``, else that of the item or of
    the record. No letter: nothing in the record explains the change. ``corrected`` are the letters
    that the commit says it corrects: what the letter that gave an assignment said has no ``since``,
    and is that letter's when it is one of them.
    """
    changes = tuple(changes)
    if old is None or new is None:
        return tuple([_whole(change, type) for change in changes])
    candidates = tuple(dict.fromkeys(_new_basis(changes)))
    found = []
    for change in changes:
        letter = _said(change, type)
        if letter is None and not candidates:
            letter = around(change.path, new, type)
        if letter is None and not candidates and corrected and type == "assignment":
            first = giver(type, old)
            letter = first if first in corrected and not is_ours(type, change.path) else None
        found.append((letter,) if letter is not None else candidates)
    return tuple(found)


def _new_basis(changes: Iterable[Difference]) -> Iterable[str]:
    """Letters of the entries that came under ``basis``, or of an entry that was changed."""
    for change in changes:
        if change.path[:1] == ("basis",) and not change.order and change.new is not None:
            letter = _text(change.new, "letter")
            if letter is None and len(change.path) > 1:
                key = change.path[1]
                letter = key[0] if isinstance(key, tuple) and isinstance(key[0], str) else None
            if letter is not None:
                yield letter


def _whole(change: Difference, type: str) -> tuple[str, ...]:
    """The letters that a record which came (or went) rests on."""
    if change.new is None:
        return ()
    data: Mapping[str, Any] = change.new
    places = data.get("basis") if type == "assignment" else None
    if type == "letter":
        if data.get("held") != "no":
            letter = _text(data, "id")
            return (letter,) if letter else ()
        places = data.get("mentions")
    if type in _OF_A_LETTER:
        letter = _text(data, "letter")
        return (letter,) if letter else ()
    if not isinstance(places, list):
        return ()
    letters = (_text(place, "letter") for place in places)
    return tuple(dict.fromkeys(letter for letter in letters if letter is not None))


def _said(change: Difference, type: str) -> str | None:
    """The letter that a change names itself."""
    last = change.path[-1]
    if change.order:
        return None
    if last in _BOUNDS and isinstance(change.new, str):
        return change.new
    if type == "ledger" and change.path[0] == "letters":
        value = change.new if change.new is not None else change.old
        return value if isinstance(value, str) else None
    if isinstance(last, tuple) and change.new is not None:
        if change.path[0] == "formerly":
            return _text(change.new, "until")
        return _text(change.new, "since") or _text(change.new, "letter")
    return None


def around(path: Item, data: Plain | None, type: str) -> str | None:
    """The letter of the nearest item around a place in a record, else of the record."""
    letter: str | None = None
    if data is not None and type in _OF_A_LETTER:
        letter = _text(data, "letter")
    elif data is not None and type == "letter" and data.get("held") != "no":
        letter = _text(data, "id")
    for step, (value, _, _) in zip(path, along(data, path, shape_of(type)), strict=True):
        if not isinstance(step, str):
            letter = _text(value, "since") or _text(value, "letter") or letter
    return letter


def _text(value: Any, name: str) -> str | None:
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, str) else None
