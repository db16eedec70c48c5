"""From the mapping that the reader gives to the frozen record, driven by the dataclasses' types."""

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from . import records
from .amounts import parse_sum
from .dates import Due
from .posts import Post

T = TypeVar("T")
Convert = Callable[[Any], Any]


def key_of(field: str) -> str:
    """The YAML key of a dataclass field: ``own_posts`` -> ``own-posts``, ``with_`` -> ``with``."""
    return field.rstrip("_").replace("_", "-")


def build(cls: type[T], data: Mapping[str, Any]) -> T:
    """Make a record from schema-valid data. Misuse (data that no schema has passed) may raise."""
    values = {}
    hashable: Any = cls
    for name, key, convert in _plan(hashable):
        if key in data:
            values[name] = convert(data[key])
    return cls(**values)


@cache
def _plan(cls: Any) -> tuple[tuple[str, str, Convert], ...]:
    hints = get_type_hints(cls, vars(records))
    return tuple((f.name, key_of(f.name), _converter(hints[f.name])) for f in fields(cls))


def _converter(hint: Any) -> Convert:
    origin = get_origin(hint)
    if origin in (types.UnionType, typing.Union):
        (inner,) = [arg for arg in get_args(hint) if arg is not type(None)]
        return _converter(inner)
    if origin is tuple:
        item = _converter(get_args(hint)[0])
        return lambda value: tuple(item(entry) for entry in value)
    if hint is str:
        return _same
    if hint is int:
        return parse_sum
    if hint is Due:
        return Due.parse
    if hint is Post:
        return _post
    return lambda value: build(hint, value)


def _same(value: str) -> str:
    return value


def _post(value: str) -> Post:
    post = Post.parse(value)
    if post is None:
        raise ValueError(f"{value!r} is not a post")
    return post
