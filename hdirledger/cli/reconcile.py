"""``hdirledger reconcile``."""

import click

from .options import Request, report_options


@click.command("reconcile")
@click.option("--details", is_flag=True, help="List every earmark.")
@report_options("year", "letter", "post", "recipient", "text")
def command(request: Request, details: bool) -> None:
    """Rows and earmarks held against their posts, and the sums that no balance counts.

    Counts the latest year with money unless --year says which. With --post, --recipient or --text
    the earmarks are listed too.
    """
    from ..views import reconcile

    request.show(reconcile.report(request.ledger, request.filters, details=details))
