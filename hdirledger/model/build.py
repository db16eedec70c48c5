"""From the mapping that the reader gives to the frozen record, driven by the dataclasses' types."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from importlib import import_module
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from .amounts import parse_sum
from .dates import Due
from .posts import Post

T = TypeVar("T")
Convert = Callable[[Any], Any]

# Class -> what makes one of it.
_MAKERS: dict[Any, Convert] = {}


def key_of(field: str) -> str:
    """The YAML key of a dataclass field: ``own_posts`` -> ``own-posts``, ``with_`` -> ``with``."""
    return field.rstrip("_").replace("_", "-")


@cache
def class_of(kind: str) -> type[Any]:
    """The class of a record type, by the name of its schema. Only its own module is imported."""
    name = "root" if kind == "ledger" else kind
    found: type[Any] = getattr(import_module(f".{name}", __package__), name.capitalize())
    return found


def build(cls: type[T], data: Mapping[str, Any]) -> T:
    """Make a record from schema-valid data, which stays as it is. Misuse (data that no schema has
    passed) may raise, or leave out what the record must have."""
    made: T = _maker(cls)(data)
    return made


def _maker(cls: Any) -> Convert:
    """What makes a record of a class, with all that stands inside it."""
    known = _MAKERS.get(cls)
    if known is not None:
        return known
    new, put = object.__new__, object.__setattr__
    converted: dict[str, tuple[str, Convert]] = {}
    find = converted.get

    def make(data: Mapping[str, Any]) -> Any:
        # What is not said is not written either: its default stands on the class.
        record = new(cls)
        for key, value in data.items():
            found = find(key)
            if found is None:
                put(record, key, value)
            else:
                name, convert = found
                put(record, name, convert(value))
        return record

    # Known before its fields are looked at, since an earmark can have earmarks.
    _MAKERS[cls] = make
    hints = get_type_hints(cls)
    for field in fields(cls):
        key, convert = key_of(field.name), _converter(hints[field.name])
        if key != field.name or convert is not _same:
            converted[key] = (field.name, convert)
    return make


def _converter(hint: Any) -> Convert:
    origin = get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = [arg for arg in get_args(hint) if arg is not type(None)]
        return _converter(inner)
    if origin is tuple:
        item = _converter(get_args(hint)[0])
        return tuple if item is _same else lambda values: tuple(map(item, values))
    if hint is str:
        return _same
    if hint is int:
        return parse_sum
    if hint is Due:
        return Due.parse
    if hint is Post:
        return _post
    return _maker(hint)


def _same(value: str) -> str:
    return value


def _post(value: str) -> Post:
    post = Post.parse(value)
    if post is None:
        raise ValueError(f"{value!r} is not a post")
    return post
