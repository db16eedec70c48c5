"""Differences between two versions of a record, by the keys of its lists, and how they fold back.

A version is plain data, as the reader gives it: mappings, lists and text. What differs is told item
by item: an item of a list is named by what the schema says (``x-key``), never by its place, so an
insertion is one difference and not a page of them. Folding differences in their order gives exactly
the last version again, the order of its lists included.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from .shapes import Key, Shape, shape_of

# Names of keys, and keys of items of lists, from the record down.
Item = tuple[str | Key, ...]

Plain = Mapping[str, Any]

_REMEMBERED = 200_000


class Difference(NamedTuple):
    """One item that differs: ``old`` is None when it was added, ``new`` when it was removed.

    The path ``()`` is the record itself. ``after`` names the item before an added one, None for
    the first. ``order``: only the order of the items of the list at ``path`` differs; ``old`` and
    ``new`` are then the keys of its items in their order.
    """

    path: Item
    old: Any
    new: Any
    after: Key | None = None
    order: bool = False


def item_text(path: Item) -> str:
    """``deadlines[2022-09-30].until``; empty for the record itself."""
    text = ""
    for step in path:
        if isinstance(step, str):
            text += f".{step}" if text else step
        else:
            text += f"[{key_text(step)}]"
    return text


def key_text(key: Key) -> str:
    """A key of a list: what it says, without what it lacks."""
    return ", ".join(
        [text for part in key if part and (text := part if type(part) is str else _part(part))]
    )


def _part(part: Any) -> str:
    if part is None:
        return ""
    if isinstance(part, int):
        return f"no. {part}"
    if isinstance(part, tuple):
        return "+".join(filter(None, (_part(piece) for piece in part)))
    return str(part)


def differences(old: Plain | None, new: Plain | None, type: str) -> tuple[Difference, ...]:
    """What differs between two versions of a record of a type; None where there is no version."""
    return Comparer().differences(old, new, type)


class Comparer:
    """Compares many versions. The keys of a list are remembered, since versions share what they
    have in common; so nobody may change a version that was compared."""

    def __init__(self) -> None:
        # By the identity of a list, which is kept so that it stays the only one with it.
        self._named: dict[int, tuple[list[Any], Shape, list[Key]]] = {}

    def differences(
        self, old: Plain | None, new: Plain | None, type: str
    ) -> tuple[Difference, ...]:
        """What differs between two versions of a record of a type; None where there is none."""
        if old is None or new is None:
            return () if old is new else (Difference((), old, new),)
        found: list[Difference] = []
        self._mappings(old, new, shape_of(type), (), found)
        return tuple(found)

    def _mappings(
        self, old: Plain, new: Plain, shape: Shape, path: Item, found: list[Difference]
    ) -> None:
        get = old.get
        for name, after in new.items():
            if (before := get(name)) is not after and before != after:
                self._values(before, after, shape.below(name), (*path, name), found)
        if not old.keys() <= new.keys():
            for name, before in old.items():
                if name not in new and before is not None:
                    self._values(before, None, shape.below(name), (*path, name), found)

    def _values(
        self, old: Any, new: Any, shape: Shape, path: Item, found: list[Difference]
    ) -> None:
        if type(new) is str:
            found.append(Difference(path, old, new))
        elif isinstance(old, dict) and isinstance(new, dict):
            self._mappings(old, new, shape, path, found)
        elif shape.key is not None and _is_list(old) and _is_list(new) and (old or new):
            if new == [] or (old == [] and new is None):
                # That a list is there and empty is said of the list itself.
                found.append(Difference(path, old, new))
            else:
                self._lists(old or [], new or [], shape, path, found)
        else:
            found.append(Difference(path, old, new))

    def _lists(
        self, old: list[Any], new: list[Any], shape: Shape, path: Item, found: list[Difference]
    ) -> None:
        keys = self._keys(old, shape)
        alike = _alike(old, new)
        new_keys = self._keys(new, shape, keys[:alike])
        if new_keys[: len(keys)] != keys:
            before, after = dict(zip(keys, old, strict=True)), dict(zip(new_keys, new, strict=True))
            self._rearranged(before, after, shape, path, found)
            return
        # Mostly a letter changes what stands there and adds to its end.
        for place in range(alike, len(keys)):
            was, item = old[place], new[place]
            if was is not item and was != item:
                self._values(was, item, shape.item, (*path, keys[place]), found)
        for place in range(len(keys), len(new)):
            previous = new_keys[place - 1] if place else None
            found.append(Difference((*path, new_keys[place]), None, new[place], previous))

    def _rearranged(
        self,
        before: dict[Key, Any],
        after: dict[Key, Any],
        shape: Shape,
        path: Item,
        found: list[Difference],
    ) -> None:
        """Lists of which items went, came between others, or changed places."""
        previous: Key | None = None
        order = [key for key in before if key in after]
        for key, item in after.items():
            if key not in before:
                found.append(Difference((*path, key), None, item, previous))
                order.insert(_place(order, previous), key)
            elif (was := before[key]) is not item and was != item:
                self._values(was, item, shape.item, (*path, key), found)
            previous = key
        for key, item in before.items():
            if key not in after:
                found.append(Difference((*path, key), item, None))
        new_keys = list(after)
        if order != new_keys:
            found.append(Difference(path, tuple(order), tuple(new_keys), order=True))

    def _keys(self, items: list[Any], shape: Shape, known: Sequence[Key] = ()) -> list[Key]:
        """The keys of the items of a list, of which the first may be known."""
        told = self._named.get(id(items))
        if told is None or told[0] is not items or told[1] is not shape:
            if len(self._named) >= _REMEMBERED:
                self._named.clear()
            told = self._named[id(items)] = (items, shape, shape.keys(items, known))
        return told[2]


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _alike(old: list[Any], new: list[Any]) -> int:
    """How many items two lists have in common at their beginning."""
    for number, (a, b) in enumerate(zip(old, new, strict=False)):
        if a is not b and a != b:
            return number
    return min(len(old), len(new))


def _place(order: list[Key], previous: Key | None) -> int:
    """Where an item stands that was added after another."""
    return order.index(previous) + 1 if previous in order else 0


def apply(old: Plain | None, changes: Iterable[Difference], type: str) -> Plain | None:
    """The version that comes of an older one by the differences of one commit."""
    result: Any = _apply(old, [(change.path, change) for change in changes], shape_of(type))
    return result  # type: ignore[no-any-return]


_Rest = list[tuple[Item, Difference]]


def _apply(value: Any, changes: _Rest, shape: Shape) -> Any:
    below: dict[str | Key, _Rest] = {}
    order: Difference | None = None
    for rest, change in changes:
        if rest:
            below.setdefault(rest[0], []).append((rest[1:], change))
        elif change.order:
            order = change
        else:
            value = change.new
    if not below and order is None:
        return value
    if isinstance(value, list) or (value is None and any(isinstance(s, tuple) for s in below)):
        return _apply_list(value or [], below, order, shape)
    return _apply_mapping(value, below, shape)


def _apply_mapping(value: Any, below: dict[str | Key, _Rest], shape: Shape) -> Any:
    result = dict(value)
    for name, rest in below.items():
        assert isinstance(name, str)
        found = _apply(result.get(name), rest, shape.below(name))
        if found is None:
            result.pop(name, None)
        else:
            result[name] = found
    return result


def _apply_list(
    value: list[Any], below: dict[str | Key, _Rest], order: Difference | None, shape: Shape
) -> Any:
    items: dict[Any, Any] = dict(zip(shape.keys(value), value, strict=True))
    added: list[tuple[Any, Key | None]] = []
    for key, rest in below.items():
        if key not in items:
            added.append((key, rest[0][1].after))
        found = _apply(items.get(key), rest, shape.item)
        if found is None:
            del items[key]
        else:
            items[key] = found
    names = [key for key in shape.keys(value) if key in items]
    for key, previous in added:
        names.insert(_place(names, previous), key)
    if order is not None:
        names = list(order.new)
    # A list of which the last item went is gone; one that is there and empty is told as a whole.
    return [items[name] for name in names] or None
