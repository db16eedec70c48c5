"""Mending how a letter was registered: in place, and only what is that letter's."""

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from ..model.lines import parse_lines
from . import EditError
from .address import Target, locate
from .items import Data, Order, owner_of, place, settle
from .typed import item as typed_item
from .typed import items_of, schema_of, value

_FOLLOWS = ("status",)
_NAMES = ("id", "key")


def owner(data: Data, type: str, target: Target) -> str | None:
    """The letter that what an address names rests on: of the nearest item around it, else of the
    record. None in the root file."""
    letter = owner_of(data, type)
    inside = [item for item in target.around[1:] if isinstance(item, dict)]
    for name, item in zip(target.steps, inside, strict=False):
        own = item.get("until") if name == "formerly" else None
        letter = own or item.get("since") or item.get("letter") or letter
    return letter


def is_own_word(data: Data, type: str, address: str) -> bool:
    """Whether an address names our own words, which no letter said."""
    return _is_own(type, locate(deepcopy(data), type, address, make=True).steps)


def _is_own(type: str, steps: tuple[str, ...]) -> bool:
    """Whether a key, or the whole list or mapping that it lies in, holds our own words."""
    places = (steps[:1], steps)
    return any(schema_of(type, place).get("x-source") == "ours" for place in places)


def set_value(
    before: Data, type: str, letter: str, address: str, typed: str, order: Order,
    resolve: Callable[[str], str],
) -> Data:  # fmt: skip
    """A record in which a value of a letter's is another one.

    Raises ``EditError`` when the value is another letter's, or follows from others.
    """
    data = deepcopy(before)
    target = locate(data, type, address, make=True)
    _must_be(data, type, target, letter, address)
    last = target.steps[-1]
    if last in _FOLLOWS and type == "assignment":
        raise EditError("the status follows from the basis; correct the entry there")
    if last in _NAMES and len(target.steps) == 1:
        raise EditError(f"the {last} names the record: delete it, and give it anew")
    schema = schema_of(type, target.steps)
    inner = items_of(schema) if target.is_item else schema
    if target.is_item and inner.get("type") == "object":
        keys = ", ".join(f"{address}.{key}" for key in inner["properties"])
        raise EditError(f"{address} is an item; name one of its keys: {keys}")
    target.holder[target.step] = value(inner, typed, address, resolve)
    return _in_order(data, type, order)


def add_item(
    before: Data, type: str, letter: str, address: str, typed: str, order: Order,
    resolve: Callable[[str], str],
) -> Data:  # fmt: skip
    """A record with one more item of a letter's in the list that an address names."""
    data = deepcopy(before)
    target = locate(data, type, address)
    schema = schema_of(type, target.steps)
    if target.is_item or schema.get("type") != "array":
        raise EditError(f"{address} is no list that something can be added to")
    inner = items_of(schema)
    top = len(target.steps) == 1
    if inner.get("type") != "object":
        _must_be(data, type, target, letter, address)
        made: Any = value(inner, typed, address, resolve)
    else:
        main = next(iter(inner["required"] or inner["properties"]))
        made = typed_item(type, target.steps, typed, main, resolve)
        if "letter" in inner["properties"]:
            made.setdefault("letter", letter)
        elif not top or owner(data, type, target) != letter:
            if "since" not in inner["properties"]:
                _must_be(data, type, target, letter, address)
            elif owner(data, type, target) != letter:
                made.setdefault("since", letter)
    target.holder[target.step] = [*target.holder.get(target.step, []), made]
    return _in_order(data, type, order)


def remove_item(before: Data, type: str, letter: str, address: str, order: Order) -> Data:
    """A record without a value or an item of a letter's. What a later letter has ended stays."""
    data = deepcopy(before)
    target = locate(data, type, address)
    found = target.value
    if found is None:
        raise EditError(f"there is no {address} in the record")
    last = target.steps[-1]
    if last == "until" and not target.is_item:
        if found != letter:
            raise EditError(f"{address} was ended by {found}, not by {letter}")
    else:
        _must_be(data, type, target, letter, address)
        foreign = sorted(_letters(found) - {letter})
        if target.is_item and foreign:
            raise EditError(
                f"{', '.join(foreign)} has ended or changed something in {address}; correct its "
                "values instead, or correct that letter first"
            )
    if target.is_item:
        assert isinstance(target.step, int)
        del target.holder[target.step]
        _without_empty_list(data, target)
    else:
        del target.holder[target.step]
    if type == "assignment" and not data.get("basis"):
        raise EditError("nothing would be left in the basis; delete the record with --delete")
    return _in_order(data, type, order)


def must_be_all(data: Data, type: str, letter: str) -> None:
    """Raise unless everything in a record is a letter's, so that it may be deleted."""
    own = owner_of(data, type)
    foreign = sorted((_letters(data) | {own or ""}) - {letter, ""})
    if type == "ledger" or foreign:
        told = f": {', '.join(foreign)} speaks of it too" if foreign else ""
        raise EditError(f"not everything in the record is of {letter}{told}")


def _must_be(data: Data, type: str, target: Target, letter: str, address: str) -> None:
    if type == "ledger" or _is_own(type, target.steps):
        return
    found = owner(data, type, target)
    item = target.around[-1]
    if isinstance(item, dict) and item.get("until") == letter and target.steps[-1] == "until":
        return
    if type == "letter" and data.get("held") == "no":
        return
    if found != letter:
        raise EditError(f"{address} is of {found}, not of {letter}; name that letter to correct it")


_BRINGS = re.compile(r"since|until|letter")


def _letters(thing: Any) -> set[str]:
    """The letters that a piece of a record names as those that brought or ended something."""
    if isinstance(thing, list):
        return set().union(*map(_letters, thing)) if thing else set()
    if not isinstance(thing, dict):
        return set()
    found = {v for k, v in thing.items() if _BRINGS.fullmatch(k) and isinstance(v, str)}
    for key, inner in thing.items():
        if key not in ("reprinted", "replaces", "reply"):
            found |= _letters(inner)
    return found


def _without_empty_list(data: Data, target: Target) -> None:
    if target.holder:
        return
    # An empty list is no list: its key goes too.
    for item in reversed(target.around):
        name = target.steps[-1]
        if isinstance(item, dict) and item.get(name) is target.holder:
            del item[name]
            return


def _in_order(data: Data, type: str, order: Order) -> Data:
    if type != "assignment":
        return data
    try:
        data["basis"].sort(
            key=lambda entry: (place(order, entry["letter"]), parse_lines(entry["lines"])[0][0])
        )
    except (ValueError, KeyError):
        return data  # The check tells what is wrong with the lines.
    return settle(data)
