"""What the schemas say of the shape of a record: the keys of its lists, and keys that were renamed.

A list whose schema has ``x-key`` is a set of items named by what those keys say, never by their
place. A key whose schema has ``x-formerly`` once had other names, under which old versions have it.
"""

from collections.abc import Sequence
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
        self.ours = schema.get("x-source") == "ours"
        self.order = tuple(schema.get("properties", ()))
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

    def keys(self, items: list[Any], known: Sequence[Key] = ()) -> list[Key]:
        """The keys of the items of a list; those that would be alike are numbered.

        ``known`` are the keys of the first items, where another list begins with the same ones.
        """
        assert self.key is not None
        counts: dict[Key, int] = {}
        for key in known:
            bare = key[:-1] if isinstance(key[-1], int) else key
            counts[bare] = counts.get(bare, 0) + 1
        found = list(known)
        for item in items[len(found) :] if found else items:
            if isinstance(item, dict) and self.key != _ITSELF:
                key = tuple(
                    [
                        value if type(value := item.get(name)) is str else _atom(value)
                        for name in self.key
                    ]
                )
            else:
                key = (_atom(item),)
            seen = counts[key] = counts.get(key, 0) + 1
            found.append((*key, seen) if seen > 1 else key)
        return found


def _atom(value: Any) -> Any:
    """A value as part of a key."""
    if isinstance(value, list):
        return tuple(_atom(item) for item in value)
    if isinstance(value, dict):
        return tuple((name, _atom(found)) for name, found in sorted(value.items()))
    return value


@cache
def shape_of(type: str) -> Shape:
    """The shape of a record type; an empty one for a type that there is not."""
    return Shape(schemas.load(type) if type in schemas.ALL[1:] else {})


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
        if not _renames(shape):
            return data
        return {key: modern(value, shape.below(key)) for key, value in data.items()}
    if isinstance(data, list) and _renames(shape):
        return [modern(item, shape.item) for item in data]
    return data


def _renames(shape: Shape) -> bool:
    return _any_renamed()


@cache
def _any_renamed() -> bool:
    """Whether any schema renames a key at all, so that nothing is walked for nothing."""
    return any(
        "x-formerly" in str(schemas.load(name))
        for name in (schemas.COMMON, schemas.ROOT, *schemas.FOLDERS.values())
    )
