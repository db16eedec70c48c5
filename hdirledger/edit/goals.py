"""Goals with their criteria, indicators and key figures; and rows of the reporting."""

from collections.abc import Mapping, Sequence
from copy import deepcopy

from . import EditError
from .items import Data, mint

# What may be typed for a goal, and the list it goes to.
LISTS = {"criterion": "criteria", "indicator": "indicators", "key-figure": "key-figures"}


def goal(
    before: Data | None,
    id: str,
    letter: str,
    year: str,
    values: Data,
    lists: Mapping[str, Sequence[Data]],
) -> Data:
    """A goal that a letter gives, or one that gets more indicators from a letter."""
    if before is None:
        data: Data = {"id": id, "letter": letter, "year": year, **deepcopy(values)}
    else:
        data = deepcopy(before)
        changed = [key for key, value in values.items() if data.get(key, value) != value]
        if changed:
            raise EditError(f"{id} is registered already, with another {', '.join(changed)}")
    for name, items in lists.items():
        known = data.setdefault(name, [])
        for item in items:
            made = deepcopy(item)
            made.setdefault("key", mint(one["key"] for one in known))
            if letter != data["letter"]:
                made["since"] = letter
            known.append(made)
    return data


def reporting(before: Data | None, letter: str, year: str, group: str, row: Data) -> Data:
    """The reporting of a letter with one more row in its calendar or its requirements."""
    data: Data = deepcopy(before) if before else {"letter": letter, "year": year}
    taken = [one["key"] for name in ("calendar", "requirements") for one in data.get(name, ())]
    made = deepcopy(row)
    made.setdefault("key", mint(taken))
    data[group] = [*data.get(group, []), made]
    return data
