"""Everything inside a record, each with its path: one walk that rules share.

What can stand below what is known from the classes, so it is worked out once for each class.
"""

from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin, get_type_hints

from .build import key_of
from .dates import Due
from .items import Item
from .letter import Announcement
from .posts import Post

if TYPE_CHECKING:
    from .records import Record

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the fields of a class can hold. ``below`` has attribute, key, and whether it is a list;
    ``letters`` are attributes that name a letter, ``item`` says that a letter can end it."""

    below: tuple[tuple[str, str, bool], ...]
    letters: tuple[str, ...]
    lines: bool
    since: bool
    letter: bool
    item: bool


class Node(NamedTuple):
    """The record itself, or something inside it that has keys of its own.

    ``above`` is the letter under ``since`` of the nearest thing around it that has one, ``letter``
    the one that its ``lines`` point into; both None where only the record can tell.
    """

    path: Path
    thing: Any
    plan: Plan
    above: str | None
    letter: str | None


@cache
def _plan(cls: Any) -> Plan:
    hints = get_type_hints(cls)
    names = [field.name for field in fields(cls)]
    below = []
    for name in names:
        inner, many = _inner(hints[name])
        if is_dataclass(inner) and inner not in (Due, Post):
            below.append((name, key_of(name), many))
    return Plan(
        tuple(below),
        tuple(name for name in names if name in ("since", "until", "letter")),
        hints.get("lines") in (str, str | None),
        "since" in names,
        "letter" in names,
        issubclass(cls, Item | Announcement),
    )


def _inner(hint: Any) -> tuple[Any, bool]:
    """The class behind a field's type, and whether the field is a list of it."""
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    classes = [arg for arg in get_args(hint) if arg is not type(None)]
    return (classes[0] if classes else hint), False


def nodes(record: "Record") -> list[Node]:
    """The record and everything inside it, in the order of the fields."""
    found: list[Node] = []
    _walk(found, record, (), None, None)
    return found


def _walk(found: list[Node], thing: Any, path: Path, above: str | None, letter: str | None) -> None:
    cls: Any = type(thing)
    plan = _plan(cls)
    since = thing.since if plan.since else None
    letter = (thing.letter if plan.letter else None) or since or letter
    found.append(Node(path, thing, plan, above, letter))
    above = since or above
    for name, key, many in plan.below:
        value = getattr(thing, name)
        if not value:
            continue
        if many:
            for n, item in enumerate(value):
                _walk(found, item, (*path, key, n), above, letter)
        else:
            _walk(found, value, (*path, key), above, letter)
