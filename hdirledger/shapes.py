"""What the schemas say of the shape of a record: the keys of its lists, and keys that were renamed.

A list whose schema has ``x-key`` is a set of items named by what those keys say, never by their
place. A key whose schema has ``x-formerly`` once had other names, under which old versions have it.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from . import schemas

# What names an item of a list: what its keys say, in the order of x-key. The second and later
# items of one name have their number last.
Key = tuple[Any, ...]

# What x-key says of a list of plain values.
_ITSELF = ("value",)


class Shape:
    """What stands at one place of a record. Made on first use, since earmarks lie in earmarks."""

    def __init__(self, schema: dict[str, Any]) -> None:
        schema = schemas.resolve(schema) if schema else schema
        self._schema = schema
        self._below: dict[str, Shape] = {}
        self._item: Shape | None = None
        self.key: tuple[str, ...] | None = tuple(schema["x-key"]) if "x-key" in schema else None
        self._itself = self.key == _ITSELF
        self.ours = schema.get("x-source") == "ours"
        self.order = tuple(schema.get("properties", ()))
        self._places = {name: place for place, name in enumerate(self.order)}
        # Old name -> the name of today.
        self.renamed: dict[str, str] = {
            old: name
            for name, found in schema.get("properties", {}).items()
            for old in found.get("x-formerly", ())
        }

    def below(self, name: str) -> "Shape":
        """The shape of the value of a key; an empty one where the schema knows none."""
        shape = self._below.get(name)
        if shape is None:
            shape = self._below[name] = Shape(self._schema.get("properties", {}).get(name, {}))
        return shape

    @property
    def item(self) -> "Shape":
        """The shape of the items of a list."""
        if self._item is None:
            self._item = Shape(self._schema.get("items", {}))
        return self._item

    def ordered(self, names: Iterable[str]) -> list[str]:
        """Keys in the order of the schema, those that it does not know last."""
        places, last = self._places, len(self._places)
        return sorted(names, key=lambda name: places.get(name, last))

    def keys(self, items: list[Any], known: Sequence[Key] = ()) -> list[Key]:
        """The keys of the items of a list; those that would be alike are numbered.

        ``known`` are the keys of the first items, where another list begins with the same ones.
        """
        name = self._name
        names = [name(item) for item in items[len(known) :]]
        found = [*known, *names]
        if len({*found}) == len(found):
            return found
        counts: dict[Key, int] = {}
        for key in known:
            bare = key[:-1] if isinstance(key[-1], int) else key
            counts[bare] = counts.get(bare, 0) + 1
        found = list(known)
        for bare in names:
            seen = counts[bare] = counts.get(bare, 0) + 1
            found.append((*bare, seen) if seen > 1 else bare)
        return found

    def _name(self, item: Any) -> Key:
        """What an item of a list is named by, alike for items of one name."""
        assert self.key is not None
        if self._itself or not isinstance(item, dict):
            return (_atom(item),)
        get = item.get
        return tuple(
            [
                value if (value := get(name)) is None or type(value) is str else _atom(value)
                for name in self.key
            ]
        )


def _atom(value: Any) -> Any:
    """A value as part of a key."""
    if isinstance(value, list):
        return tuple(_atom(item) for item in value)
    if isinstance(value, dict):
        return tuple((name, _atom(found)) for name, found in sorted(value.items()))
    return value


def along(
    data: Any, path: Sequence[str | Key], shape: Shape
) -> Iterator[tuple[Any, str | int | None, Shape]]:
    """What stands at each step of a path through plain data, with its key or its place in the list
    (None where there is nothing) and its shape."""
    value = data
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
            shape = shape.below(step)
            yield value, step if value is not None else None, shape
        else:
            keys = shape.keys(value) if isinstance(value, list) and shape.key is not None else []
            place = keys.index(step) if step in keys else None
            value = value[place] if place is not None else None
            shape = shape.item
            yield value, place, shape


@cache
def shape_of(type: str) -> Shape:
    """The shape of a record type; an empty one for a type that there is not."""
    return Shape(schemas.load(type) if type in schemas.ALL[1:] else {})


def shape_at(type: str, path: Sequence[str | Key]) -> Shape:
    """The shape of what stands at an item."""
    shape = shape_of(type)
    for step in path:
        shape = shape.below(step) if isinstance(step, str) else shape.item
    return shape


def modern(data: Any, shape: Shape) -> Any:
    """Plain data with the keys of today, where keys of old were renamed."""
    if isinstance(data, dict):
        if shape.renamed:
            names = {
                key: shape.renamed[key] if shape.renamed.get(key, key) not in data else key
                for key in data
                if key in shape.renamed
            }
            data = {names.get(key, key): value for key, value in data.items()}
        if not any_renamed():
            return data
        return {key: modern(value, shape.below(key)) for key, value in data.items()}
    if isinstance(data, list) and any_renamed():
        return [modern(item, shape.item) for item in data]
    return data


@cache
def any_renamed() -> bool:
    """Whether any schema renames a key at all, so that nothing is walked for nothing."""
    return any(
        "x-formerly" in str(schemas.load(name))
        for name in (schemas.COMMON, schemas.ROOT, *schemas.FOLDERS.values())
    )
