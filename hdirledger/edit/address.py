"""Addresses of items inside a record, by the keys of lists and never by place.

``deadlines[due=2022-08-31].printed`` is the key ``printed`` of the deadline with that day. In the
brackets stand values of keys of the item, so many that one item is left; a value without a key is
held against each key that names the items of the list (``parts[c]``, ``announces[a04]``). Items of
a list of plain values are named by themselves: ``departments[KTA]``.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ..shapes import Shape, shape_of
from . import EditError
from .items import Data

_STEP = re.compile(r'\.?([a-z][a-z-]*)(?:\[((?:"[^"]*"|[^\]"])*)\])?')
_CONDITION = re.compile(r",\s*(?=[a-z][a-z-]*(?:\.[a-z-]+)?\s*=)")
_PAIR = re.compile(r"([a-z][a-z.-]*)\s*=\s*(.*)", re.DOTALL)
_ITSELF = ("value",)


@dataclass(frozen=True, slots=True)
class Target:
    """Where an address leads: ``holder[step]`` is what it names (it may lack a last key).

    ``steps`` are the keys on the way, for the schema; ``around`` are the items on the way, from the
    record in.
    """

    holder: Any
    step: str | int
    steps: tuple[str, ...]
    around: tuple[Data, ...]

    @property
    def is_item(self) -> bool:
        """Whether it names an item of a list."""
        return isinstance(self.step, int)

    @property
    def value(self) -> Any:
        """What stands there; None when nothing does."""
        if isinstance(self.step, int):
            return self.holder[self.step]
        return self.holder.get(self.step)


def locate(data: Data, type: str, address: str, *, make: bool = False) -> Target:
    """What an address names. Raises ``EditError`` for one that is none, that names nothing, or
    several items. ``make`` puts an empty mapping where the way leads through one that is not there.
    """
    holder: Any = data
    shape = shape_of(type)
    steps: tuple[str, ...] = ()
    around: tuple[Data, ...] = (data,)
    pieces = list(_pieces(address))
    for n, (name, wanted) in enumerate(pieces):
        last = n == len(pieces) - 1
        if name not in shape.order:
            raise EditError(f"there is no key {name} in {'.'.join(steps) or 'the record'}")
        shape = shape.below(name)
        steps = (*steps, name)
        if wanted is None:
            if last:
                return Target(holder, name, steps, around)
            if name not in holder and not (make and shape.key is None and shape.order):
                raise EditError(f"there is no {'.'.join(steps)} in the record")
            if shape.key is not None:
                raise EditError(f"{name} is a list: name an item, such as {_example(holder[name])}")
            holder = holder.setdefault(name, {}) if make else holder[name]
            continue
        items = holder.get(name, [])
        if shape.key is None:
            raise EditError(f"{name} is no list")
        place = one_of(items, shape, name, wanted)
        if last:
            inside = items[place]
            if isinstance(inside, dict):
                around = (*around, inside)
            return Target(items, place, steps, around)
        holder, shape = items[place], shape.item
        if not isinstance(holder, dict):
            raise EditError(f"the items of {name} have no keys")
        around = (*around, holder)
    raise AssertionError(address)


def _pieces(address: str) -> Iterator[tuple[str, str | None]]:
    at = 0
    if not address or len(address) > 500:
        raise EditError("an address looks like deadlines[due=2022-08-31].printed")
    while at < len(address):
        match = _STEP.match(address, at)
        if match is None or (at > 0) != match[0].startswith("."):
            raise EditError(
                f"{address!r} is no address; one looks like deadlines[due=2022-08-31].printed"
            )
        yield match[1], match[2]
        at = match.end()


def one_of(items: Sequence[Any], shape: Shape, name: str, wanted: str) -> int:
    """The place of the one item that the text in the brackets means."""
    places = [n for n, item in enumerate(items) if _means(item, shape, wanted)]
    if len(places) == 1:
        return places[0]
    told = [named(items, n, shape, name) for n in (places or range(len(items)))]
    listed = "; ".join(told[:12]) + (f" and {len(told) - 12} more" if len(told) > 12 else "")
    if places:
        raise EditError(f"{name}[{wanted}] names {len(places)} items: {listed}")
    raise EditError(f"there is no {name}[{wanted}]" + (f"; there are {listed}" if told else ""))


def named(items: Sequence[Any], place: int, shape: Shape, name: str) -> str:
    """An address of an item among its list."""
    item = items[place]
    if not isinstance(item, dict) or shape.key is None or shape.key == _ITSELF:
        return f"{name}[{_quoted(_text(item))}]"
    pairs = [f"{key}={_quoted(_text(item[key]))}" for key in shape.key if key in item]
    return f"{name}[{', '.join(pairs)}]"


def _example(value: Any) -> str:
    return "name[key=value]" if value and isinstance(value[0], dict) else "name[value]"


def _means(item: Any, shape: Shape, wanted: str) -> bool:
    pairs = [_PAIR.fullmatch(piece.strip()) for piece in _CONDITION.split(wanted)]
    if not isinstance(item, dict):
        return _same(item, wanted)
    if None in pairs:
        keys = shape.key or ()
        return any(key in item and _same(item[key], wanted) for key in keys)
    return all(_same(_below(item, pair[1]), pair[2]) for pair in pairs if pair is not None)


def _below(item: Data, key: str) -> Any:
    found: Any = item
    for step in key.split("."):
        found = found.get(step) if isinstance(found, dict) else None
    return found


def _same(value: Any, typed: str) -> bool:
    typed = typed.strip().strip('"')
    if value is None:
        return typed == ""
    if isinstance(value, list):
        return {_text(one) for one in value} == {piece.strip() for piece in typed.split(",")}
    text = _text(value)
    # Sums are typed with and without their spaces.
    return text == typed or text.replace(" ", "") == typed.replace(" ", "") != ""


def _text(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_text, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}={_text(one)}" for key, one in value.items())
    return str(value)


def _quoted(text: str) -> str:
    return f'"{text}"' if "]" in text else text
