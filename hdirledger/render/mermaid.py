"""A graph as a Mermaid flowchart. Nothing in a record can break out of its label."""

import re

from ..report import Graph, Report
from .text import one_line

# What may stand in a quoted label as it is; all else becomes an entity of Mermaid's.
_PLAIN = re.compile(r"[^\w .,:/()–-]")


def label(text: str) -> str:
    """Text in quotes, on one line, with everything that Mermaid or HTML could read as theirs
    written as ``#34;``."""
    return f'"{_entities(text)}"'


def _entities(text: str) -> str:
    return _PLAIN.sub(lambda match: f"#{ord(match[0])};", one_line(text))


def render(report: Report) -> str:
    """A report's graph, oldest above. The heading goes in as comments."""
    graph = report.graph or Graph((), ())
    lines = [f"%% {_entities(line)}" for line in report.heading]
    lines.append("flowchart TD")
    names = {node.key: f"n{number}" for number, node in enumerate(graph.nodes)}
    for node in graph.nodes:
        text = "<br/>".join(_entities(line) for line in node.lines)
        lines.append(f'  {names[node.key]}["{text}"]' + (f":::{node.mark}" if node.mark else ""))
    for start, end, words, loose in graph.arrows:
        arrow = "-.->" if loose else "-->"
        lines.append(f"  {names[start]} {arrow}|{label(words)}| {names[end]}")
    lines.append("  classDef root stroke-width:3px")
    lines.append("  classDef hint stroke-dasharray:4 3")
    return "\n".join(lines) + "\n"
