"""``hdirledger workload``."""

from typing import Literal

import click

from .options import ASSIGNMENT_FILTERS, Request, report_options


@click.command(name="workload")
@click.option(
    "--by",
    type=click.Choice(("department", "responsible")),
    default="department",
    show_default=True,
    help="What the columns are.",
)
@click.option("--assignments-only", is_flag=True, help="Leave out the reporting.")
@report_options(*ASSIGNMENT_FILTERS, status="open")
def command(
    request: Request, by: Literal["department", "responsible"], assignments_only: bool
) -> None:
    """Deadlines per month and department.

    Counts open assignments unless --status says otherwise. A period counts in the month of its last
    day. A shared deadline counts for each department, and once in the total.
    """
    from ..views import workload

    request.show(
        workload.report(
            request.ledger,
            request.filters,
            today=request.today,
            by=by,
            assignments_only=assignments_only,
        )
    )
