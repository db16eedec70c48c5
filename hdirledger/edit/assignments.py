"""What letters do to assignments: give them, and change them item by item."""

from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from ..shapes import shape_of
from . import EditError
from .address import locate, named, one_of
from .items import Data, Order, bring, end, enter, given_by, holds, mint, settle
from .values import change_value

# Actions after which a part that they name is over, so that its deadlines are over too.
ENDING = frozenset({"replaced", "withdrawn", "lapsed"})
# What is told of an assignment as a whole, and changes by being told anew.
_TOLD = ("printed", "withheld", "responsible", "summary", "reading")
_SINGLE = ("title", "area", "departments")
# Of these, what a letter said, and which has no place for a former value.
_FILLED = ("printed", "withheld")
_GATHERED = ("aliases", "goals")

Adds = Mapping[str, Sequence[Data]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one place of a letter does to an assignment.

    ``entry`` is the entry of the basis. ``values`` are keys of the record that it says anew,
    ``adds`` items that it brings, by their list. ``ends`` are addresses of items that it ends,
    ``ends_due`` deadlines that it ends: None lets the action decide. ``became`` is the assignment,
    and perhaps its part, that takes the place of the parts named.
    """

    entry: Data
    values: Data = field(default_factory=dict)
    adds: Adds = field(default_factory=dict)
    ends: Sequence[str] = ()
    ends_due: Sequence[str] | None = None
    became: tuple[str, str | None] | None = None


def give(before: Data | None, id: str, entry: Data, values: Data, adds: Adds, order: Order) -> Data:
    """The record of an assignment that a letter gives, or first speaks of.

    ``before`` is None, or the stub that it had; a stub keeps what others said of it. Raises
    ``EditError`` when the assignment is registered already.
    """
    if before is None:
        data: Data = {"id": id}
    elif before.get("held") != "no":
        raise EditError(f"{id} is registered already; it was given by {given_by(before)}")
    else:
        data = deepcopy(before)
        del data["held"]
    letter = entry["letter"]
    known_before = "basis" in data and order.get(given_by(data), 0) < order.get(letter, 0)
    enter(data, deepcopy(entry), order)
    for key, value in values.items():
        if key in _SINGLE and known_before:
            change_value(data, key, value, letter, order)
        else:
            _tell(data, key, value)
    _bring_all(data, adds, letter)
    return settle(data)


def stub(id: str, entry: Data, values: Data, adds: Adds, order: Order) -> Data:
    """The record of an assignment that letters only cite."""
    data: Data = {"id": id, "held": "no"}
    enter(data, deepcopy(entry), order)
    for key, value in values.items():
        _tell(data, key, value)
    _bring_all(data, adds, entry["letter"])
    return settle(data)


def add(before: Data, adds: Adds, letter: str) -> Data:
    """An assignment with more items of a letter that its basis has an entry of."""
    data = deepcopy(before)
    if all(entry["letter"] != letter for entry in data["basis"]):
        raise EditError(
            f"the basis of {data['id']} has no entry of {letter} yet; say first what the letter "
            f"does: hdirledger change {data['id']} --action amended --lines ..."
        )
    _bring_all(data, adds, letter)
    return settle(data)


def change(before: Data, act: Change, order: Order) -> tuple[Data, list[str]]:
    """An assignment as a letter leaves it, and what was done, in sentences.

    Raises ``EditError`` when the letter cannot do it.
    """
    data = deepcopy(before)
    entry = deepcopy(act.entry)
    letter, action = entry["letter"], entry["action"]
    told: list[str] = []
    enter(data, entry, order)
    for key, value in act.values.items():
        if key in _SINGLE:
            change_value(data, key, value, letter, order)
        else:
            _tell(data, key, value)
    adds = {name: deepcopy(list(items)) for name, items in act.adds.items()}
    _mint_parts(data, adds.get("parts", ()))
    over = _parts_over(data, entry, act, adds.get("parts", ()))
    moved = _deadlines_to_end(data, act, adds.get("deadlines", ()), letter, order)
    ended = [
        *_end_parts(data, over, letter, order),
        *_end_named(data, act.ends),
        *(("deadlines", item) for item in moved),
    ]
    ended = [one for n, one in enumerate(ended) if all(one[1] is not e[1] for e in ended[:n])]
    ended += _deadlines_of(data, ended, letter, order)
    later: dict[int, str | None] = {}
    for name, item in ended:
        try:
            later[id(item)] = end(item, given_by(data), letter, order)
        except EditError as error:
            raise EditError(f"{_name(data, name, item)}: {error}") from None
        told.append(f"ends {_name(data, name, item)}")
    _bring_all(data, adds, letter, [item for name, item in ended if name == "deadlines"], later)
    if action == "deadline-changed" and not adds.get("deadlines") and not moved:
        raise EditError("deadline-changed needs a new deadline (--due), or one to end (--ends-due)")
    return settle(data), told


def relate(before: Data, relation: Data, letter: str) -> Data:
    """An assignment with a relation that a letter of its basis brings; as it was when it has it."""
    data = deepcopy(before)
    for known in data.get("relations", ()):
        if all(known.get(key) == relation.get(key) for key in ("type", "to", "part")):
            return data
    bring(data, "relations", relation, letter)
    return data


def _tell(data: Data, key: str, value: Any) -> None:
    """Say a key of an assignment, or add to the values that it gathers."""
    if key in _GATHERED:
        known = data.setdefault(key, [])
        known += [one for one in value if one not in known]
    else:
        assert key in (*_TOLD, *_SINGLE), key
        if key in _FILLED and data.get(key, value) != value:
            raise EditError(
                f"{data['id']} says {key} {data[key]!r} already; correct it if it is wrong"
            )
        data[key] = value


def _bring_all(
    data: Data,
    adds: Adds,
    letter: str,
    ended: Sequence[Data] = (),
    later: Mapping[int, str | None] | None = None,
) -> None:
    adds = {name: deepcopy(list(items)) for name, items in adds.items()}
    _mint_parts(data, adds.get("parts", ()))
    for name, items in adds.items():
        for item in items:
            replaced = _replaced(item, ended) if name == "deadlines" else None
            if replaced is not None and later and later.get(id(replaced)):
                # A letter that came later had ended what then held: that is this one.
                item = {**item, "until": later[id(replaced)]}
            bring(data, name, item, letter, after=replaced)


def _mint_parts(data: Data, parts: Sequence[Data]) -> None:
    taken = [part["key"] for part in (*data.get("parts", ()), *parts) if "key" in part]
    for part in parts:
        if "key" not in part:
            part["key"] = mint(taken)
            taken.append(part["key"])


def _replaced(item: Data, ended: Sequence[Data]) -> Data | None:
    """The ended deadline in whose place another one comes."""
    alike = [old for old in ended if old.get("parts") == item.get("parts")]
    same = [old for old in alike if old.get("kind") == item.get("kind")]
    found = same or alike or list(ended)
    return found[-1] if found else None


def _parts_over(data: Data, entry: Data, act: Change, added: Sequence[Data]) -> list[Data]:
    """The parts that an action ends."""
    known = {part["key"]: part for part in data.get("parts", ())}
    new = {part["key"] for part in added}
    for key in entry.get("parts", ()):
        if key not in known and key not in new:
            parts = ", ".join(known) or "no parts"
            raise EditError(f"{data['id']} has no part {key}; it has {parts}")
    if entry["action"] not in ENDING:
        return []
    over = [known[key] for key in entry.get("parts", ()) if key in known]
    for part in over:
        if act.became is not None:
            to, key = act.became
            part["became"] = {"to": to} if key is None else {"to": to, "part": key}
    return over


_Ended = list[tuple[str, Data]]


def _end_parts(data: Data, over: Iterable[Data], letter: str, order: Order) -> _Ended:
    """Parts to end; a part that this letter itself brought, or that is over, has nothing to end."""
    return [("parts", part) for part in over if holds(part, given_by(data), letter, order)]


def _end_named(data: Data, addresses: Sequence[str]) -> _Ended:
    found: _Ended = []
    for address in addresses:
        target = locate(data, "assignment", address)
        item = target.value
        if not target.is_item or not isinstance(item, dict) or target.steps[0] == "basis":
            raise EditError(f"{address} is no item that a letter can end")
        if len(target.steps) > 1:
            raise EditError(f"{address} lies inside an item; end the item itself")
        found.append((target.steps[0], item))
    return found


def _deadlines_to_end(
    data: Data, act: Change, new: Sequence[Data], letter: str, order: Order
) -> list[Data]:
    """The deadlines that a change ends: those named, or the one that a new deadline replaces."""
    given = given_by(data)
    holding = [d for d in data.get("deadlines", ()) if holds(d, given, letter, order)]
    holding = [d for d in holding if d.get("since", given) != letter]
    shape = shape_of("assignment").below("deadlines")
    if act.ends_due is not None:
        places = (one_of(holding, shape, "deadlines", wanted) for wanted in act.ends_due)
        return [holding[place] for place in dict.fromkeys(places)]
    if act.entry["action"] != "deadline-changed":
        return []
    found: list[Data] = []
    for deadline in new:
        alike = [
            d
            for d in holding
            if d.get("parts", []) == deadline.get("parts", [])
            and d.get("kind") == deadline.get("kind")
        ]
        if len(alike) > 1:
            told = "; ".join(named(alike, n, shape, "deadlines") for n in range(len(alike)))
            raise EditError(f"which deadline does it end? Say --ends-due, or none: {told}")
        if not alike and holding:
            told = "; ".join(named(holding, n, shape, "deadlines") for n in range(len(holding)))
            raise EditError(
                f"no deadline is of the same parts and kind; say with --ends-due which one it "
                f"ends, or none: {told}"
            )
        found += [d for d in alike if d not in found]
    return found


def _deadlines_of(data: Data, ended: _Ended, letter: str, order: Order) -> _Ended:
    """The deadlines of nothing but parts that end."""
    keys = {item["key"] for name, item in ended if name == "parts"}
    known = [item for _, item in ended]
    given = given_by(data)
    return [
        ("deadlines", deadline)
        for deadline in data.get("deadlines", ())
        if deadline.get("parts")
        and keys.issuperset(deadline["parts"])
        and holds(deadline, given, letter, order)
        and all(deadline is not item for item in known)
    ]


def _name(data: Data, name: str, item: Data) -> str:
    shape = shape_of("assignment").below(name)
    items: list[Data] = data[name]
    place = next(n for n, other in enumerate(items) if other is item)
    return named(items, place, shape, name)
