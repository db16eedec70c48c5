"""``hdirledger goals``."""

import click

from .options import Request, report_options


@click.command("goals")
@click.option("--details", is_flag=True, help="List criteria, indicators and key figures.")
@report_options("year", "letter", "area", "text")
def command(request: Request, details: bool) -> None:
    """Goals, and how many criteria, performance indicators and key figures each has."""
    from ..views import goals

    request.show(goals.report(request.ledger, request.filters, details=details))
