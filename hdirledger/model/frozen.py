"""The dataclasses that records are made of: frozen, slotted, with keywords only.

``dataclass`` compiles six methods for each class, which for all classes of records takes longer
than a short report. These classes share theirs, and ``build`` fills them without a detour.
"""

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform

T = TypeVar("T")


class Slot(NamedTuple):
    """A field: its name, how it is filled, and its default, which can be ``MISSING``."""

    name: str
    put: Callable[[Any, Any], None]
    default: Any


@dataclass_transform(kw_only_default=True, frozen_default=True)
def frozen(cls: type[T]) -> type[T]:
    """Make a class what ``dataclass(frozen=True, slots=True, kw_only=True)`` would make of it."""
    for name, method in _METHODS.items():
        setattr(cls, name, method)
    # Else dataclass would work the signature out for it.
    cls.__doc__ = cls.__doc__ or cls.__name__
    make = dataclass(init=False, repr=False, eq=False, slots=True, kw_only=True, match_args=False)
    return make(cls)


@cache
def slots(cls: Any) -> tuple[Slot, ...]:
    """The fields of a class that ``frozen`` made."""
    return tuple(Slot(f.name, getattr(cls, f.name).__set__, f.default) for f in fields(cls))


def _init(self: Any, **given: Any) -> None:
    cls: Any = type(self)
    for name, put, default in slots(cls):
        value = given.pop(name, default)
        if value is MISSING:
            raise TypeError(f"{cls.__name__} needs {name}")
        put(self, value)
    if given:
        raise TypeError(f"{cls.__name__} has no {', '.join(given)}")


def _refuse(self: Any, name: str, *value: Any) -> None:
    raise FrozenInstanceError(f"{name} cannot be changed")


def _values(thing: Any) -> Any:
    return _getter(thing.__class__)(thing)


@cache
def _getter(cls: Any) -> Callable[[Any], Any]:
    return attrgetter(*(field.name for field in fields(cls)))


def _equal(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    return _values(self) == _values(other)


def _hash(self: Any) -> int:
    return hash(_values(self))


def _repr(self: Any) -> str:
    told = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
    return f"{type(self).__qualname__}({told})"


_METHODS: dict[str, Any] = {
    "__init__": _init,
    "__setattr__": _refuse,
    "__delattr__": _refuse,
    "__eq__": _equal,
    "__hash__": _hash,
    "__repr__": _repr,
}
