"""``hdirledger list``."""

import click

from .options import ASSIGNMENT_FILTERS, Request, report_options


@click.command(name="list")
@click.option("--stubs", is_flag=True, help="Also assignments that letters only cite.")
@report_options(*ASSIGNMENT_FILTERS)
def command(request: Request, stubs: bool) -> None:
    """List assignments with their next deadline.

    --post and --recipient take assignments whose funds, partners, earmarks or authorizations have
    them. Filters on days take assignments with a deadline still to be met within them.
    """
    from ..views import assignments

    request.show(
        assignments.report(request.ledger, request.filters, today=request.today, stubs=stubs)
    )
