"""From a report to the text that a reader or a program gets. Knows nothing of ledgers."""

from ..report import FORMATS, GRAPH_FORMATS, Report

__all__ = ["FORMATS", "render"]


def render(
    report: Report,
    format: str,
    *,
    unit: str = "tkr",
    width: int = 120,
    color: bool = False,
    ascii_only: bool = False,
) -> str:
    """A report as text that ends in a newline.

    ``format`` is one of ``FORMATS``, or mermaid for a report that has a graph. ``unit`` (kr, tkr,
    mkr) concerns tables and markdown; csv and json give exact kroner. ``width`` is the number of
    characters that a table wraps to; ``color`` adds ANSI styles to a table; ``ascii_only`` draws
    trees without box characters.
    """
    # Each is imported for itself, since a table takes longer to prepare than the others to print.
    if format == "table":
        from . import table

        return table.render(report, unit, width, color, ascii_only)
    if format == "markdown":
        from . import markdown

        return markdown.render(report, unit)
    if format in ("csv", "json"):
        from . import data

        return data.csv(report) if format == "csv" else data.json(report)
    if format == "mermaid" and report.graph is not None:
        from . import mermaid

        return mermaid.render(report)
    raise ValueError(
        f"{format!r} is not one of {', '.join(GRAPH_FORMATS if report.graph else FORMATS)}"
    )
