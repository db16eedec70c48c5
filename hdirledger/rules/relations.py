"""R: relations between assignments: the title that a letter quotes, circles."""

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..findings import Severity
from ..ledger import Ledger
from ..model.records import Assignment
from . import Problem, rule


def _words(title: str) -> list[str]:
    return re.findall(r"\w+", title.casefold())


def _alike(left: str, right: str) -> float:
    """How alike two titles are, 0 to 1; a title that begins like the other counts as alike."""
    a, b = _words(left), _words(right)
    short = min(len(a), len(b))
    if short >= 2 and a[:short] == b[:short]:
        return 1.0
    return SequenceMatcher(None, " ".join(a), " ".join(b)).ratio()


def _titles(assignment: Assignment) -> list[str]:
    """The title of an assignment and those it had before: letters cite both."""
    titles = (assignment.title, *(former.title for former in assignment.formerly))
    return [title for title in titles if title]


@rule("R108", Severity.WARNING, "A quoted title belongs to another number")
def wrong_number(ledger: Ledger) -> Iterator[Problem]:
    """Letters cite wrong numbers. Where a reference carries a title, the title decides: it must be
    like the title of the assignment referred to, and no other assignment may fit it better.

    Example: a letter cites "TB2022-21 Nasjonal alkoholstrategi"; that is the title of TB2021-01.
    Remedy: refer to the assignment whose title it is and keep the printed number in cited-as.
    """
    titles = [(a.id, title) for a in ledger.assignments for title in _titles(a)]
    exactly: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, title in titles:
        exactly[tuple(_words(title))].append(name)
    for assignment in ledger.assignments:
        for n, relation in enumerate(assignment.relations):
            target = ledger.by_id.get(relation.to) if relation.agency is None else None
            if relation.title is None or target is None or target.title is None:
                continue
            quoted = relation.title
            fit = max(_alike(quoted, title) for title in _titles(target))
            others = [name for name in exactly[tuple(_words(quoted))] if name != assignment.id]
            if fit == 1 or (fit >= 0.75 and not others):
                continue
            best, holder = max(
                ((_alike(quoted, title), name) for name, title in titles if name != assignment.id),
                default=(0.0, ""),
            )
            if best > max(fit, 0.6):
                message = f"the title {quoted!r} is that of {holder}, not of "
                message += f"{relation.to} ({target.title!r})"
            elif fit < 0.4:
                message = f"the title {quoted!r} is not that of {relation.to} "
                message += f"({target.title!r})"
            else:
                continue
            path = ("relations", n, "title")
            yield Problem(assignment, path, message, lines=relation.lines)


_DIRECTED = {"replaces", "part-of", "specifies", "follows-up", "renumbered-from"}


@rule("R109", Severity.ERROR, "Relations go round in a circle")
def cycle(ledger: Ledger) -> Iterator[Problem]:
    """What replaces, specifies or is part of something else cannot in the end be replaced,
    specified or contained by itself. "see" may go both ways.

    Example: TB2022-05 replaces TB2022-06, and TB2022-06 replaces TB2022-05.
    Remedy: remove the relation that the letters do not support.
    """
    for kind in sorted(_DIRECTED):
        edges: dict[str, list[tuple[int, str]]] = {}
        for a in ledger.assignments:
            edges[a.id] = [
                (n, r.to)
                for n, r in enumerate(a.relations)
                if r.type == kind and r.agency is None and r.to != a.id
            ]
        for start, index in _closing(edges):
            to = edges[start][index][1]
            record = ledger.by_id[start]
            place = [n for n, _ in edges[start]][index]
            message = f"{start} {kind} {to}, which leads back to {start}"
            yield Problem(record, ("relations", place, "to"), message)


def _closing(edges: dict[str, list[tuple[int, str]]]) -> Iterator[tuple[str, int]]:
    """Edges that close a circle, by a walk that keeps its own stack (chains may be long)."""
    state: dict[str, int] = {}
    for root in edges:
        if root in state:
            continue
        state[root] = 1
        stack = [(root, 0)]
        while stack:
            node, index = stack.pop()
            following = edges.get(node, [])
            if index >= len(following):
                state[node] = 2
                continue
            stack.append((node, index + 1))
            target = following[index][1]
            if state.get(target) == 1:
                yield node, index
            elif target in edges and target not in state:
                state[target] = 1
                stack.append((target, 0))


@rule("R110", Severity.ERROR, "A relation to itself")
def to_itself(ledger: Ledger) -> Iterator[Problem]:
    """An assignment that refers to itself says nothing.

    Example: TB2022-05 with relations: - type: see, to: TB2022-05.
    Remedy: remove the relation, or mend the number.
    """
    for assignment in ledger.assignments:
        for n, relation in enumerate(assignment.relations):
            if relation.to == assignment.id and relation.agency is None and not relation.part:
                message = f"{assignment.id} refers to itself"
                yield Problem(assignment, ("relations", n, "to"), message)
