"""``hdirledger deadlines``."""

import click

from .options import ASSIGNMENT_FILTERS, Request, report_options


@click.command(name="deadlines")
@click.option("--assignments-only", is_flag=True, help="Leave out the reporting.")
@report_options(*ASSIGNMENT_FILTERS, status="open")
def command(request: Request, assignments_only: bool) -> None:
    """What is due when, for whom, and what is still to be agreed or announced.

    Counts open assignments unless --status says otherwise. Deadlines that a letter has ended are
    shown beside the one that came instead.
    """
    from ..views import deadlines

    request.show(
        deadlines.report(
            request.ledger,
            request.filters,
            today=request.today,
            assignments_only=assignments_only,
        )
    )
