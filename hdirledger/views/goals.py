"""Goals with their criteria, performance indicators and key figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..report import Block, Column, Report, Value
from .heading import make_report, nothing

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Goal, Indicator

Row = tuple[Value, ...]

GOALS = (
    Column("year", "Year", shown="data"),
    Column("number", "Goal"),
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("area", "Area", wide=True),
    Column("criteria", "Criteria", "count"),
    Column("indicators", "Indicators", "count"),
    Column("key-figures", "Key figures", "count"),
    Column("assignments", "Served by", wide=True, shown="if-any"),
    Column("formerly", "Formerly", wide=True, shown="if-any"),
    Column("until", "Ended by", shown="if-any"),
    Column("letter", "Letter"),
    Column("lines", "Lines", shown="data"),
)
ITEMS = (
    Column("id", "Goal"),
    Column("kind", "Kind"),
    Column("key", "Key", shown="data"),
    Column("number", "No.", shown="if-any"),
    Column("title", "Title", wide=True),
    Column("depth", "Depth", "number", shown="data"),
    Column("since", "Added by", shown="if-any"),
    Column("until", "Ended by", shown="if-any"),
    Column("lines", "Lines"),
)


def report(ledger: Ledger, filters: Filters, *, details: bool = False) -> Report:
    """Goals in order of year and number; counts are of what is in force.

    ``details`` lists the criteria, indicators and key figures, also those that ended.
    """
    shown = [goal for goal in ledger.goals if filters.matches_goal(ledger, goal)]
    shown.sort(key=lambda goal: (goal.year, ledger.letter_place(goal.letter), goal.id))
    serving = _serving(ledger)
    blocks = [
        Block(
            "goals",
            GOALS,
            tuple(_row(goal, serving) for goal in shown),
            empty=nothing(filters, "goals", len(ledger.goals), ledger),
        )
    ]
    if details and shown:
        blocks.append(items(shown))
    counted = f"Goals: {len(shown)} of {len(ledger.goals)}"
    return make_report(ledger, filters, name="goals", counted=counted, blocks=blocks)


def _serving(ledger: Ledger) -> dict[str, tuple[str, ...]]:
    """The assignments that serve each goal, by the goal's id."""
    found: dict[str, list[str]] = defaultdict(list)
    for a in ledger.assignments:
        for goal in dict.fromkeys(a.goals):
            found[goal].append(a.id)
    return {goal: tuple(ids) for goal, ids in found.items()}


def _row(goal: Goal, serving: Mapping[str, tuple[str, ...]]) -> Row:
    formerly = "; ".join(f"{former.title} (until {former.until})" for former in goal.formerly)
    return (
        goal.year,
        goal.number,
        goal.id,
        goal.title,
        goal.area,
        _in_force(goal.criteria),
        _in_force(goal.indicators),
        _in_force(goal.key_figures),
        serving.get(goal.id, ()),
        formerly or None,
        goal.until,
        goal.since or goal.letter,
        goal.lines,
    )


def _in_force(indicators: Iterable[Indicator]) -> int:
    return sum(indicator.until is None for indicator in indicators)


def items(goals: Sequence[Goal]) -> Block:
    """The criteria, indicators and key figures of goals, one row each, nested ones indented."""
    rows: list[Row] = []
    for goal in goals:
        for kind, indicators in (
            ("criterion", goal.criteria),
            ("indicator", goal.indicators),
            ("key figure", goal.key_figures),
        ):
            rows += _items(goal, kind, indicators, 0)
    return Block(
        "items",
        ITEMS,
        tuple(rows),
        title="Criteria, indicators and key figures",
        empty="These goals have no criteria, indicators or key figures.",
    )


def _items(goal: Goal, kind: str, indicators: Iterable[Indicator], depth: int) -> Iterator[Row]:
    for item in indicators:
        title = "· " * depth + item.title
        yield (
            goal.id,
            kind,
            item.key,
            item.number,
            title,
            depth,
            item.since,
            item.until,
            item.lines,
        )
        yield from _items(goal, kind, item.items, depth + 1)
