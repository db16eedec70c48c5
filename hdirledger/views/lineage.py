"""Where an assignment came from and what became of it, through every letter."""

from collections import defaultdict
from typing import Any, Literal

from ..filters import Filters
from ..ledger import Ledger
from ..model.records import Assignment, Basis, Part
from ..report import Block, Column, Graph, Node, Report, Value
from ..standing import standing
from .assignments import silence, title_of
from .descent import Edge, Step, tree, words
from .heading import make_report
from .wording import count, parts_text

COLUMNS = (
    Column("depth", "Depth", "number", shown="data"),
    Column("line", "", shown="people"),
    Column("relation", "Relation", shown="data"),
    Column("id", "Id", shown="data"),
    Column("title", "Title", shown="data"),
    Column("status", "Status", shown="data"),
    Column("standing", "Standing", shown="data"),
    Column("held", "Held", shown="data"),
    Column("agency", "Agency", shown="data"),
    Column("letter", "Said by", shown="data"),
    Column("lines", "Lines", shown="data"),
    Column("actions", "Actions"),
    Column("parts", "Parts"),
)
ELSEWHERE = "shown elsewhere in the tree"


def report(ledger: Ledger, a: Assignment) -> Report:
    """The assignments that one hangs together with, as a tree with what each letter did to them.

    Replacement, renumbering, being part of, specifying and following up are followed in both
    directions, as are parts that moved; what merely refers to it is listed and not followed.
    """
    steps = tree(ledger, a.id)
    rows = tuple(_row(ledger, step) for step in steps)
    block = Block("lineage", COLUMNS, rows, layout="tree")
    ours = [ledger.by_id[key] for key in _keys(steps) if key in ledger.by_id]
    followed = [step for step in steps if step.depth and not _loose(step) and not step.again]
    loose = sum(_loose(step) for step in steps)
    counted = f"Lineage of {a.id} {title_of(a)}"
    more = [f"Connected: {len(followed)}, followed; {count(loose, 'reference')}, not followed"]
    return make_report(
        ledger,
        Filters(),
        name="lineage",
        counted=counted,
        more=more,
        blocks=[block],
        remarks=silence(ledger, ours),
        data=_data(ledger, a, steps),
        graph=_graph(ledger, a, steps),
    )


def _loose(step: Step) -> bool:
    return any(edge.type == "see" for edge in step.edges)


def _keys(steps: list[Step]) -> list[str]:
    return list(dict.fromkeys(step.key for step in steps))


def _row(ledger: Ledger, step: Step) -> tuple[Value, ...]:
    a = ledger.by_id.get(step.key)
    full = a is not None and not step.again and not _loose(step)
    edge = step.edges[0] if step.edges else None
    title, state = _title(ledger, step.key, edge), _state(ledger, step.key, edge)
    number = _number(step.key, edge)
    name = f"{number}: {title}" if title else number
    line = f"{step.words} {name}".strip() + f" [{ELSEWHERE if step.again else state}]"
    return (
        step.depth,
        line,
        step.words or None,
        number,
        title or None,
        a.status if a else None,
        standing(ledger, a) if a else None,
        (a.held or "yes") if a else None,
        edge.agency if edge else None,
        edge.letter if edge else None,
        edge.lines if edge else None,
        tuple(map(_action, a.basis)) if a and full else (),
        _parts(a) if a and full else (),
    )


def _number(key: str, edge: Edge | None) -> str:
    """What a letter prints: the key of another agency's number names the agency too."""
    return edge.older if edge and edge.agency and edge.source == key else key


def _title(ledger: Ledger, key: str, edge: Edge | None) -> str:
    known = ledger.by_id.get(key)
    if known:
        return title_of(known)
    letter = ledger.letters.get(key)
    return (edge.title if edge else None) or (letter.title if letter else None) or ""


def _state(ledger: Ledger, key: str, edge: Edge | None) -> str:
    """How a node stands, in a word or few."""
    a = ledger.by_id.get(key)
    if a is not None:
        return standing(ledger, a) + (", only cited" if a.held == "no" else "")
    if edge and edge.agency and edge.source == key:
        return f"number of {edge.agency}"
    letter = ledger.letters.get(key)
    if letter is not None:
        return "letter, not held" if letter.held == "no" else "letter"
    return "not in the books" + (f" through {ledger.through}" if ledger.through else "")


def _action(b: Basis) -> str:
    about = f" {parts_text(b.parts)}" if b.parts else ""
    cited = f", cited as {b.cited_as}" if b.cited_as else ""
    return f"{b.letter} {b.action}{about} (lines {b.lines}{cited})"


def _parts(a: Assignment) -> tuple[str, ...]:
    """Parts by how they stand: ``parts a, b: open``, ``part c: moved to TB2025-92``."""
    groups: dict[str, list[str]] = defaultdict(list)
    for part in a.parts:
        groups[_part_state(part)].append(part.key)
    return tuple(f"{parts_text(keys)}: {state}" for state, keys in groups.items())


def _part_state(part: Part) -> str:
    state = part.status or ("ended" if part.until else "open")
    if part.since:
        state = f"added by {part.since}, {state}"
    if part.became:
        state += f" to {part.became.to}" + (f" part {part.became.part}" if part.became.part else "")
    return state + (f" by {part.until}" if part.until else "")


def _edges(steps: list[Step]) -> list[Edge]:
    return list(dict.fromkeys(edge for step in steps for edge in step.edges))


def _data(ledger: Ledger, a: Assignment, steps: list[Step]) -> dict[str, Any]:
    """The graph as data: nodes, and relations from the newer end to the older."""
    first: dict[str, Edge] = {}
    for edge in _edges(steps):
        first.setdefault(edge.source, edge)
    return {
        "root": a.id,
        "nodes": [_node(ledger, key, first.get(key)) for key in _keys(steps)],
        "relations": [
            {
                "from": edge.newer,
                "to": edge.source,
                "type": edge.type,
                "part": edge.part,
                "became-part": edge.newer_part,
                "letter": edge.letter,
                "lines": edge.lines,
                "until": edge.until,
            }
            for edge in _edges(steps)
        ],
    }


def _node(ledger: Ledger, key: str, edge: Edge | None) -> dict[str, Any]:
    known = ledger.by_id.get(key)
    if known is None:
        agency = edge.agency if edge else None
        kind = "other-agency" if agency else "letter" if key in ledger.letters else "unknown"
        title = _title(ledger, key, edge) or None
        return {"id": key, "kind": kind, "title": title, "agency": agency}
    return {
        "id": key,
        "kind": "assignment",
        "title": known.title,
        "withheld": known.withheld,
        "status": known.status,
        "standing": standing(ledger, known),
        "held": known.held or "yes",
        "aliases": list(known.aliases),
        "departments": list(known.departments),
        "actions": [
            {"letter": b.letter, "action": b.action, "parts": list(b.parts), "lines": b.lines}
            for b in known.basis
        ],
        "parts": [
            {
                "key": part.key,
                "title": part.title,
                "status": part.status or ("ended" if part.until else "open"),
                "since": part.since,
                "until": part.until,
                "became": part.became.to if part.became else None,
                "became-part": part.became.part if part.became else None,
            }
            for part in known.parts
        ],
    }


def _graph(ledger: Ledger, a: Assignment, steps: list[Step]) -> Graph:
    """The same graph to draw: arrows run from the older to the newer."""
    nodes: dict[str, Node] = {}
    for step in steps:
        edge = step.edges[0] if step.edges else None
        known = ledger.by_id.get(step.key)
        title = _title(ledger, step.key, edge)
        acts = tuple(f"{b.letter} {b.action}" for b in known.basis) if known else ()
        if len(acts) > 6:
            acts = (*acts[:2], f"({count(len(acts) - 4, 'more place')})", *acts[-2:])
        text = (_number(step.key, edge), title, _state(ledger, step.key, edge), *acts)
        hint = known is None or known.held == "no"
        mark: Literal["", "root", "hint"] = "hint" if hint else ""
        mark = "root" if step.key == a.id else mark
        nodes.setdefault(step.key, Node(step.key, tuple(filter(None, text)), mark))
    drawn: dict[tuple[str, str, bool], list[str]] = defaultdict(list)
    for edge in _edges(steps):
        drawn[(edge.source, edge.newer, edge.type == "see")].append(words(edge, False))
    arrows = tuple(
        (start, end, "; ".join(dict.fromkeys(said)), loose)
        for (start, end, loose), said in drawn.items()
    )
    return Graph(tuple(nodes.values()), arrows)
