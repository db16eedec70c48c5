"""A single value that a letter changes: its old value goes to ``formerly``, in letter time."""

from typing import Any

from .items import Data, Order, given_by, place


def change_value(data: Data, key: str, value: Any, letter: str, order: Order) -> None:
    """Let a letter change a single value of an assignment: title, area or departments.

    Where a later letter has changed it again already, the change goes between the two. A value that
    the letter itself brought is only said anew, and nothing is overwritten where nothing stood.
    """
    formers: list[Data] = data.get("formerly", [])
    own = [former for former in formers if key in former]
    own.sort(key=lambda former: place(order, former["until"]))
    since = given_by(data)
    for former in own:
        if place(order, former["until"]) > place(order, letter):
            _between(data, former, key, value, letter, since, order)
            return
        since = former["until"]
    if key in data and data[key] != value and since != letter:
        _remember(data, key, data[key], since, letter, order)
    data[key] = value


def _between(
    data: Data, former: Data, key: str, value: Any, letter: str, since: str, order: Order
) -> None:
    """Put a change before one that a later letter made: ``former`` holds what that one ended."""
    if former[key] == value:
        return
    if since == letter:
        former[key] = value
        return
    old, until = former.pop(key), former["until"]
    if not former.keys() - {"since", "until"}:
        data["formerly"].remove(former)
    _remember(data, key, old, since, letter, order)
    _remember(data, key, value, letter, until, order)


def _remember(data: Data, key: str, value: Any, since: str, until: str, order: Order) -> None:
    """Keep a value with the letters that brought and changed it."""
    formers: list[Data] = data.setdefault("formerly", [])
    bounds: Data = {"until": until} if since == given_by(data) else {"since": since, "until": until}
    for former in formers:
        mine = {name: former[name] for name in ("since", "until") if name in former}
        if mine == bounds and key not in former:
            former[key] = value
            return
    last = place(order, until)
    at = next((n for n, one in enumerate(formers) if place(order, one["until"]) > last), None)
    formers.insert(len(formers) if at is None else at, {key: value, **bounds})
