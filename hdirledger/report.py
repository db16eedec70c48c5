"""Reports: rows that a view gives, and the text that a reader gets.

A view fills a ``Report``; it knows nothing of tables. ``render`` turns one into text and knows
nothing of ledgers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from .formats import FORMATS, GRAPH_FORMATS

__all__ = ["FORMATS", "GRAPH_FORMATS", "Block", "Column", "Report", "Value"]

# A tuple is several values in one cell: joined by commas in tables and csv, a list in json.
Value = str | int | None | tuple[str, ...]
# "amount": whole kroner; "count": a number of which tables leave out 0.
Kind = Literal["text", "amount", "number", "count", "date"]

Shown = Literal["always", "if-any", "people", "data"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ``key`` names it in csv and json, ``title`` in tables.

    ``kind`` "amount" holds whole kroner as int: tables print it in the chosen unit, csv and json
    give exact kroner. ``wide`` columns wrap to the terminal. ``shown`` in tables and markdown:
    always, only "if-any" row has a value, or never, being for "data" (csv and json) alone; those
    for "people" alone stand in no csv.
    """

    key: str
    title: str
    kind: Kind = "text"
    wide: bool = False
    shown: Shown = "always"


@dataclass(frozen=True, slots=True)
class Block:
    """One table of a report. ``empty`` says why there are no rows."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    title: str = ""
    empty: str = ""
    # Rows that are sums of others (by index): csv leaves them out, json sets them apart.
    totals: frozenset[int] = frozenset()
    # Rows that need attention (by index): red on a terminal that shows colour.
    alarms: frozenset[int] = frozenset()
    # "fields": two columns, a name and its value, printed without a header. "tree": the first
    # column is the depth of the row (a number, for "data"); of the others people get one line,
    # and below it one for each value of a tuple.
    layout: Literal["table", "fields", "tree"] = "table"


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a graph: its lines of text, and whether it is the one asked for or a mere hint."""

    key: str
    lines: tuple[str, ...]
    mark: Literal["", "root", "hint"] = ""


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes, and arrows between them: from, to, the words, and whether it is a mere reference."""

    nodes: tuple[Node, ...]
    arrows: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report: heading lines, blocks, and closing remarks.

    ``facts`` says to programs what the heading says to people (as-of, letters not held). ``data``
    is a record as structured data; json gives it instead of the blocks. ``graph``, if there is one,
    is what mermaid draws.
    """

    name: str
    heading: tuple[str, ...]
    blocks: tuple[Block, ...]
    remarks: Sequence[str] = field(default=())
    facts: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Any] | None = None
    graph: Graph | None = None
