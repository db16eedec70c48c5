"""What every act does with items: bring, end, put in order, and let the status follow.

Acts are functions from plain data to plain data. A letter's place is its number in the declared
order; of two letters the one with the lower place was given first.
"""

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from string import ascii_lowercase
from typing import Any

from .. import schemas
from ..model.build import build
from ..model.lines import parse_lines
from ..model.records import Assignment
from ..rules.structure import expected_path
from ..status import assignment_status, part_status
from . import EditError

Data = dict[str, Any]
Order = Mapping[str, int]

# The lists of an assignment whose items a letter brings and ends.
LISTS = ("formerly", "parts", "deadlines", "partners", "funds", "relations")


def place(order: Order, letter: str) -> int:
    """A letter's place in the declared order; unknown letters come last."""
    return order.get(letter, len(order))


def given_by(data: Data) -> str:
    """The letter that gave an assignment's record: the first that speaks of it."""
    letter: str = data["basis"][0]["letter"]
    return letter


def owner_of(data: Data, type: str) -> str | None:
    """The letter of everything in a record that names no other. None in the root file."""
    if type == "assignment":
        return given_by(data)
    if type != "letter":
        letter: str | None = data.get("since") or data.get("letter")
        return letter
    if data.get("held") != "no":
        return str(data["id"])
    mentions = data.get("mentions") or [{}]
    first: str | None = mentions[0].get("letter")
    return first


def holds(item: Data, given: str, letter: str, order: Order) -> bool:
    """Whether an item holds when a letter is written: brought by then, and ended by none before."""
    if place(order, item.get("since", given)) > place(order, letter):
        return False
    return "until" not in item or place(order, item["until"]) > place(order, letter)


def end(item: Data, given: str, letter: str, order: Order) -> str | None:
    """End an item by a letter; the later letter that had ended it, when there is one.

    Raises ``EditError`` when there is nothing for the letter to end.
    """
    begin = item.get("since", given)
    if "until" in item and place(order, item["until"]) <= place(order, letter):
        raise EditError(f"it was ended by {item['until']} already")
    if place(order, begin) >= place(order, letter):
        told = "itself" if begin == letter else f"only later, by {begin}"
        raise EditError(f"{letter} cannot end it: it was brought {told}")
    later: str | None = item.get("until")
    item["until"] = letter
    return later


def bring(data: Data, name: str, item: Data, letter: str, *, after: Data | None = None) -> None:
    """Add an item of a letter to a list of an assignment, at its end or right after another one.

    The item says who brought it unless that letter gave the record.
    """
    item = deepcopy(item)
    if letter != given_by(data):
        item["since"] = letter
    items: list[Data] = data.setdefault(name, [])
    at = next((n + 1 for n, other in enumerate(items) if other is after), len(items))
    items.insert(at, item)


def enter(data: Data, entry: Data, order: Order) -> None:
    """Put an entry into an assignment's basis, by the order of letters and of lines.

    Where it comes first its letter is the one that gives the record, and what there was before says
    from now on who brought it.
    """
    basis: list[Data] = data.setdefault("basis", [])

    def key(one: Data) -> tuple[int, int]:
        return place(order, one["letter"]), parse_lines(one["lines"])[0][0]

    at = next((n for n, other in enumerate(basis) if key(other) > key(entry)), len(basis))
    basis.insert(at, entry)
    if at == 0 and len(basis) > 1 and basis[1]["letter"] != entry["letter"]:
        for name in LISTS:
            for item in data.get(name, ()):
                item.setdefault("since", basis[1]["letter"])


def settle(data: Data) -> Data:
    """Let the status of an assignment and of its parts follow from the basis. What breaks the
    schema is left for the check to tell."""
    data.setdefault("status", "open")
    if next(iter(schemas.faults("assignment", data)), None) is not None:
        return data
    record = build(Assignment, data)
    for part, built in zip(data.get("parts", ()), record.parts, strict=True):
        status = part_status(record.basis, built)
        if status != "open" or "status" in part:
            part["status"] = status
    # The whole depends on the parts' actions and not on their written status.
    data["status"] = assignment_status(record)
    return data


def mint(taken: Iterable[str], prefix: str = "") -> str:
    """The next free key: the letter after the last one that was used, or with a prefix the number
    after the highest (``a01`` -> ``a02``, ``k1`` -> ``k2``)."""
    known = set(taken)
    if prefix:
        numbers = [key[len(prefix) :] for key in known if key.startswith(prefix)]
        used = [number for number in numbers if number.isascii() and number.isdigit()]
        width = max((len(number) for number in used), default=1)
        return f"{prefix}{max(map(int, used), default=0) + 1:0{width}}"
    last = max((n for n, key in enumerate(_letters()) if key in known), default=-1)
    return next(key for n, key in enumerate(_letters()) if n > last)


def _letters() -> Iterator[str]:
    yield from ascii_lowercase
    yield from (a + b for a in ascii_lowercase for b in ascii_lowercase)


def place_of(type: str, data: Data) -> str:
    """The one place of a record under ``ledger/``. Raises ``EditError`` for data that breaks its
    schema: an id that is none would lead anywhere."""
    fault = next(iter(schemas.faults(type, data)), None)
    if fault is not None:
        raise EditError(f"{fault.message}. {fault.hint}".rstrip(". ") + ".")
    return expected_path(build(schemas.CLASSES[type], data))


def without_empty(data: Mapping[str, Any]) -> Data:
    """The keys that have a value."""
    return {key: value for key, value in data.items() if value not in (None, "", [], {}, ())}
