"""Deadlines that moved: which takes the place of which, and by how many days."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from ..events import Difference
from ..model.dates import Due
from .wording import count

_UNTIL = ("until",)


def moves(changes: Sequence[Difference]) -> dict[int, str]:
    """For each added deadline that takes the place of one that the same letter ended: from when it
    moved, and by how many days."""
    ended = {
        change.path[:-1]: change.new
        for change in changes
        if change.path[-1:] == _UNTIL and len(change.path) > 1 and isinstance(change.new, str)
    }
    found: dict[int, str] = {}
    if not ended:
        return found
    for number, change in enumerate(changes):
        if change.path[-2:-1] != ("deadlines",) or not isinstance(change.new, dict):
            continue
        key = change.path[-1]
        for path, letter in ended.items():
            old = path[-1]
            if (
                path[:-1] == change.path[:-1]
                and old[:2] == key[:2]
                and letter == change.new.get("since")
                and isinstance(old[2], str)
                and isinstance(key[2], str)
            ):
                found[number] = _moved(old[2], key[2])
    return found


def _moved(old: str, new: str) -> str:
    before, after = _last(old), _last(new)
    if before is None or after is None or before == after:
        return f"was {old}"
    days = (after - before).days
    return f"was {old}, {count(abs(days), 'day')} {'later' if days > 0 else 'earlier'}"


# Many deadlines have one day.
@lru_cache(maxsize=4096)
def _last(due: str) -> date | None:
    return Due.parse(due).last
