"""Items of a list that changed under another key, which differences tell as removed and added.

What names an item can itself change: the day of a deadline that was misread, the words of ours that
tell two earmarks apart. Two differences are then one change, and not all of it is the change of
what a letter said.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from .events import Difference, Item
from .shapes import Shape, shape_at


def reworded(changes: Sequence[Difference], type: str) -> frozenset[Item]:
    """The items, removed and added, that differ in our own words alone."""
    found: list[Item] = []
    for removed, added in _by_list(changes):
        shape = shape_at(type, removed[0].path)
        left = [(change, without_ours(change.new, shape)) for change in added]
        for change in removed:
            said = without_ours(change.old, shape)
            for other in left:
                if other[1] == said:
                    found += (change.path, other[0].path)
                    left.remove(other)
                    break
    return frozenset(found)


def without_ours(value: Any, shape: Shape) -> Any:
    """Plain data without the keys that hold our own words."""
    if isinstance(value, dict):
        return {
            name: without_ours(found, shape.below(name))
            for name, found in value.items()
            if not shape.below(name).ours
        }
    if isinstance(value, list):
        return [without_ours(found, shape.item) for found in value]
    return value


def kept_endings(changes: Sequence[Difference], type: str) -> frozenset[Item]:
    """The items whose end stays what the letter under ``until`` made of it.

    Either the item itself was mended and ended as before, or a letter that came between is entered
    late: the item ends with that one, and what it brought ends as the item did.
    """
    found: list[Item] = []
    for removed, added in _by_list(changes):
        fresh = list(added)
        for change in removed:
            until = _text(change.old, "until")
            if until is None:
                continue
            for between in (_text(change.old, "since"), *moved_to(change, fresh)):
                other = next((c for c in fresh if _is(c.new, between, until)), None)
                if other is not None:
                    found += (change.path, other.path)
                    fresh.remove(other)
                    break
    for change in changes:
        if change.path[-1:] != ("until",) or change.old is None or change.new is None:
            continue
        for other in changes:
            beside = other.old is None and other.path[:-1] == change.path[:-2]
            if beside and _is(other.new, change.new, change.old):
                found += (change.path, other.path)
                break
    return frozenset(found)


def moved_to(change: Difference, changes: Sequence[Difference]) -> Iterator[str]:
    """The letters that end a removed former value now; ``until`` is part of what names it."""
    was = _without_until(change.old)
    for other in changes:
        added = other.old is None and other.path[:-1] == change.path[:-1] == ("formerly",)
        until = _text(other.new, "until")
        if added and until is not None and _without_until(other.new) == was:
            yield until


def _without_until(item: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in item.items() if name != "until"}


def _is(item: Any, since: str | None, until: str) -> bool:
    return (
        isinstance(item, Mapping)
        and _text(item, "until") == until
        and _text(item, "since") == since
    )


def _by_list(
    changes: Sequence[Difference],
) -> Iterator[tuple[list[Difference], list[Difference]]]:
    """The items that were removed and those that were added, for each list that has both."""
    lists: dict[Item, tuple[list[Difference], list[Difference]]] = {}
    for change in changes:
        if change.order or not change.path or not isinstance(change.path[-1], tuple):
            continue
        both = lists.setdefault(change.path[:-1], ([], []))
        if isinstance(change.old, Mapping) and change.new is None:
            both[0].append(change)
        elif change.old is None and isinstance(change.new, Mapping):
            both[1].append(change)
    yield from (both for both in lists.values() if all(both))


def _text(value: Any, name: str) -> str | None:
    found = value.get(name) if isinstance(value, Mapping) else None
    return found if isinstance(found, str) else None
