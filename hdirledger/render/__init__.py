"""From a report to the text that a reader or a program gets. Knows nothing of ledgers."""

from ..report import FORMATS, Report
from . import data, markdown, table

__all__ = ["FORMATS", "render"]


def render(
    report: Report, format: str, *, unit: str = "tkr", width: int = 120, color: bool = False
) -> str:
    """A report as text that ends in a newline.

    ``format`` is one of ``FORMATS``. ``unit`` (kr, tkr, mkr) concerns tables and markdown; csv and
    json give exact kroner. ``width`` is the number of characters that a table wraps to; ``color``
    adds ANSI styles to a table.
    """
    if format == "table":
        return table.render(report, unit, width, color)
    if format == "markdown":
        return markdown.render(report, unit)
    if format == "csv":
        return data.csv(report)
    if format == "json":
        return data.json(report)
    raise ValueError(f"{format!r} is not one of {', '.join(FORMATS)}")
