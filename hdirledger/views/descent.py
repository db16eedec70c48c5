"""Which assignments come from which, as a graph, and the tree that one of them hangs in."""

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass

from ..ledger import Ledger
from ..model.ids import sort_key
from ..model.records import Assignment
from .wording import INVERSE, parts_text

# Relations that carry an assignment on; ``see`` only points at one.
FOLLOWED = frozenset({"replaces", "renumbered-from", "part-of", "specifies", "follows-up"})
BECAME = "became"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A newer assignment and what it comes from, as a letter says.

    ``older`` is an assignment or a letter; a number of another agency is none of ours, and has its
    ``agency``. ``part`` is the part of the older that is meant, ``newer_part`` the one it became.
    """

    newer: str
    older: str
    type: str
    letter: str
    lines: str | None = None
    part: str | None = None
    newer_part: str | None = None
    until: str | None = None
    agency: str | None = None
    title: str | None = None

    @property
    def source(self) -> str:
        """The key of the older end, which never is that of an assignment of ours if it is not."""
        return f"{self.older} ({self.agency})" if self.agency else self.older


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One place in a tree: how it is tied to the one above, and whether it stands elsewhere too."""

    depth: int
    key: str
    words: str
    edges: tuple[Edge, ...]
    again: bool = False


def edges(ledger: Ledger) -> list[Edge]:
    """Every relation between assignments, and every part that became (a part of) another.

    A part that moved is told once, by the relation of the newer assignment if it has one.
    """
    found = []
    told = set()
    for a in ledger.assignments:
        for r in a.relations:
            found.append(
                Edge(
                    newer=a.id,
                    older=r.to,
                    type=r.type,
                    letter=r.since or a.given_by,
                    lines=r.lines,
                    part=r.part,
                    until=r.until,
                    agency=r.agency,
                    title=r.title,
                )
            )
            if r.type in FOLLOWED and r.agency is None and r.until is None:
                told.add((a.id, r.to, r.part))
    for a in ledger.assignments:
        found += [edge for edge in _moved(a) if (edge.newer, edge.older, edge.part) not in told]
    return [edge for edge in found if edge.newer != edge.source]


def _moved(a: Assignment) -> Iterable[Edge]:
    for part in a.parts:
        if part.became:
            yield Edge(
                newer=part.became.to,
                older=a.id,
                type=BECAME,
                letter=part.until or a.basis[-1].letter,
                part=part.key,
                newer_part=part.became.part,
            )


def words(edge: Edge, to_older: bool) -> str:
    """How an edge reads on the way to the older end (``replaces part a of``) or to the newer."""
    part = parts_text((edge.part,)) if edge.part else ""
    ended = f" (until {edge.until})" if edge.until else ""
    if edge.type == BECAME:
        into = f"part {edge.newer_part} of" if edge.newer_part else ""
        said = f"takes over {part} of" if to_older else f"{part} became {into}".rstrip()
        return said + ended
    if to_older:
        said = edge.type.replace("-", " ") + (f" {part} of" if part else "")
    else:
        said = (f"{part} " if part else "") + INVERSE[edge.type]
    return said + ended


def tree(ledger: Ledger, root: str) -> list[Step]:
    """All that hangs together with an assignment, from top to bottom.

    Each is shown once, as near to the root as it can be: what it comes from first, then what came
    of it. A connection to one that stands elsewhere in the tree is shown and not followed again, so
    that a circle ends. Below the root stands what it merely refers to, or is referred to by.
    """
    ties: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    loose: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges(ledger):
        if edge.type in FOLLOWED or edge.type == BECAME:
            ties[edge.newer][edge.source].append(edge)
            ties[edge.source][edge.newer].append(edge)
        elif root in (edge.newer, edge.source):
            loose[edge.source if edge.newer == root else edge.newer].append(edge)
    children: dict[str, list[tuple[str, tuple[Edge, ...], bool]]] = defaultdict(list)
    seen, done = {root}, set()
    waiting = deque([root])
    while waiting:
        here = waiting.popleft()
        for other in sorted(ties[here], key=lambda key: _order(ledger, here, ties[here][key], key)):
            pair = frozenset((here, other))
            if pair in done:
                continue
            done.add(pair)
            children[here].append((other, tuple(ties[here][other]), other in seen))
            if other not in seen:
                seen.add(other)
                # Numbers of other agencies, letters and unknown ids connect nothing.
                if other in ledger.by_id:
                    waiting.append(other)
    children[root] += [(key, tuple(loose[key]), False) for key in sorted(loose, key=sort_key)]
    return _flat(root, children)


def _order(
    ledger: Ledger, here: str, between: list[Edge], key: str
) -> tuple[bool, int, tuple[int, str, int, int, str]]:
    """What it comes from first, by number; then what came of it, in the order of the letters."""
    newer = all(edge.newer != here for edge in between)
    place = min(ledger.letter_place(edge.letter) for edge in between) if newer else 0
    return newer, place, sort_key(key)


def _flat(root: str, children: dict[str, list[tuple[str, tuple[Edge, ...], bool]]]) -> list[Step]:
    steps = []
    stack = [Step(depth=0, key=root, words="", edges=())]
    while stack:
        step = stack.pop()
        steps.append(step)
        # What is shown elsewhere, or merely referred to, is not followed from here.
        if step.again or any(edge.type == "see" for edge in step.edges):
            continue
        below = [
            Step(
                depth=step.depth + 1,
                key=key,
                words="; ".join(dict.fromkeys(words(e, e.newer == step.key) for e in between)),
                edges=between,
                again=again,
            )
            for key, between, again in children[step.key]
        ]
        stack += reversed(below)
    return steps
