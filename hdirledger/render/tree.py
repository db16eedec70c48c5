"""Rows with a depth, drawn as a tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from ..report import Block
from .text import clean, for_people

# A branch, the last branch, and the line that goes on beside what stands below a branch.
_BOX = ("├─ ", "└─ ", "│  ")
_ASCII = ("|- ", "`- ", "|  ")
_BLANK = "   "


@dataclass(frozen=True, slots=True)
class Branch:
    """One row: how deep it stands, what leads up to its first line and to the others."""

    depth: int
    first: str
    below: str
    line: str
    details: tuple[str, ...]


def branches(block: Block, ascii_only: bool = False) -> Iterator[Branch]:
    """The rows of a block as branches, in order. The depth of a row is at most one more than that
    of the row above it."""
    fork, last, beside = _ASCII if ascii_only else _BOX
    depths = [int(str(row[0])) for row in block.rows]
    more, parents = _following(depths)
    people = for_people(block)
    for place, row in enumerate(people.rows):
        depth = depths[place]
        # Whether a row comes after the ancestor on each level decides on the line beside.
        lead = "".join(beside if more[above] else _BLANK for above in parents[place][1:])
        first = lead + (fork if more[place] else last) if depth else ""
        own = (beside if more[place] else _BLANK) if depth else ""
        has_children = place + 1 < len(depths) and depths[place + 1] > depth
        below = lead + own + (beside if has_children else _BLANK)
        words = [clean(str(v)) for v in row if v is not None and not isinstance(v, tuple)]
        details = tuple(clean(text) for v in row if isinstance(v, tuple) for text in v)
        yield Branch(depth, first, below, " ".join(" ".join(words).split()), details)


def _following(depths: list[int]) -> tuple[list[bool], list[tuple[int, ...]]]:
    """For each row whether a sister follows, and the places of the rows that it stands under."""
    more = [False] * len(depths)
    parents: list[tuple[int, ...]] = []
    path: list[int] = []
    for place, depth in enumerate(depths):
        if len(path) > depth:
            more[path[depth]] = True
        path = path[:depth]
        parents.append(tuple(path))
        path.append(place)
    return more, parents
