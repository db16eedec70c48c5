"""Which letters say something in the plain data of a record, which may break its schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from .events import Item, Plain
from .shapes import Shape, along, shape_at, shape_of


def giver(type: str, data: Plain) -> str | None:
    """The letter that a record is from; None for the root file and where nothing tells."""
    if type == "assignment":
        return next(speaking(type, data), None)
    if type == "letter":
        return next(speaking(type, data), None) if is_stub(data) else _text(data, "id")
    return _text(data, "since") or _text(data, "letter")


def speaking(type: str, data: Plain) -> Iterator[str]:
    """The letters that speak of an assignment, or of a letter that is not held, in order."""
    places = {"assignment": "basis", "letter": "mentions"}.get(type, "")
    items = data.get(places)
    for item in items if isinstance(items, list) else ():
        letter = _text(item, "letter")
        if letter is not None:
            yield letter


def is_stub(data: Plain) -> bool:
    """Whether a record is only cited: we do not hold what it is about."""
    return data.get("held") == "no"


def all_letters(type: str, data: Any) -> Iterator[str]:
    """Every letter that said something in a record, that which gave it first."""
    first = giver(type, data)
    yield from dict.fromkeys((*((first,) if first else ()), *letters_in(data, shape_of(type))))


def letters_in(value: Any, shape: Shape) -> Iterator[str]:
    """The letters that say something below a place; not those that are only referred to."""
    if isinstance(value, Mapping):
        for name, found in value.items():
            if name in ("since", "until"):
                if isinstance(found, str):
                    yield found
            else:
                yield from letters_in(found, shape.below(name))
    elif isinstance(value, list):
        for item in value:
            letter = _text(item, "letter") if shape.key and "letter" in shape.key else None
            if letter is not None:
                yield letter
            yield from letters_in(item, shape.item)


def is_ours(type: str, path: Item) -> bool:
    """Whether a place in a record holds our own words: by the whole list or mapping that it is in,
    or by the key itself."""
    if path == ("held",):
        return False  # That we hold something is ours to say, but what follows from it is not.
    shapes = along(None, path, shape_of(type))
    flags = [shape.ours for step, (_, _, shape) in zip(path, shapes, strict=True)
             if isinstance(step, str)]  # fmt: skip
    return bool(flags) and (flags[0] or flags[-1])


def by_letter(type: str, path: Item) -> bool:
    """Whether the items of the list that an item is in are named by their letter."""
    shape = shape_at(type, path[:-1])
    return shape.key is not None and "letter" in shape.key


def attributed(data: Plain, giver: str | None) -> Plain:
    """A record whose items all have ``since``, where they could have it."""
    found = dict(data)
    for name, value in data.items():
        shape = shape_of("assignment").below(name)
        if name != "formerly" and isinstance(value, list) and "since" in shape.item.order:
            found[name] = [
                {**item, "since": item.get("since", giver)} if isinstance(item, dict) else item
                for item in value
            ]
    return found


def _text(value: Any, name: str) -> str | None:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None
