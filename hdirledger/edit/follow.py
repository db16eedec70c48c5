"""Comments that stay with what they belong to when a record is edited.

Comments are kept by the path of their item, and paths have positions in lists. After an edit the
items are found again by the keys of their lists; an item whose key itself was changed is found by
its place between two that were not.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from ..comments import Comments
from ..reader import Path
from ..shapes import Shape, shape_of


def follow(notes: Comments, old: Any, new: Any, type: str) -> Comments:
    """The comments of a record as they belong to an edited version of its data. Those of what was
    removed go with it."""
    moved = dict(_pairs(old, new, shape_of(type), (), ()))

    def carried(found: dict[Path, list[str]]) -> defaultdict[Path, list[str]]:
        kept: defaultdict[Path, list[str]] = defaultdict(list)
        for path, lines in found.items():
            if path in moved:
                kept[moved[path]] += lines
        return kept

    return Comments(
        list(notes.header), carried(notes.before), carried(notes.trailing), carried(notes.foot)
    )


def _pairs(old: Any, new: Any, shape: Shape, was: Path, now: Path) -> Iterator[tuple[Path, Path]]:
    """Each path of the old version that the new one still has, and what it is there."""
    yield was, now
    if isinstance(old, dict) and isinstance(new, dict):
        for name in old:
            if name in new:
                below = shape.below(name)
                yield from _pairs(old[name], new[name], below, (*was, name), (*now, name))
    elif isinstance(old, list) and isinstance(new, list):
        for a, b in _matches(old, new, shape):
            yield from _pairs(old[a], new[b], shape.item, (*was, a), (*now, b))


def _matches(old: list[Any], new: list[Any], shape: Shape) -> Iterator[tuple[int, int]]:
    """Places in two versions of a list that hold the same item."""
    if shape.key is None:
        yield from ((n, n) for n in range(min(len(old), len(new))))
        return
    keys = shape.keys(old)
    places = {key: n for n, key in enumerate(shape.keys(new))}
    found = {n: places[key] for n, key in enumerate(keys) if key in places}
    taken = set(found.values())
    lost = [n for n in range(len(old)) if n not in found]
    for n in lost:
        # Its key was changed: it stands where it stood, right after the same item.
        place = found.get(n - 1, -1) + 1
        if place < len(new) and place not in taken and _alike(old[n], new[place]):
            found[n] = place
            taken.add(place)
    yield from found.items()


def _alike(old: Any, new: Any) -> bool:
    """Whether one item can be the other with some values changed, rather than another item."""
    if isinstance(old, dict) and isinstance(new, dict):
        same = sum(1 for name, value in old.items() if new.get(name) == value)
        return same * 2 >= len(old)
    return isinstance(old, str) and isinstance(new, str)
