"""``hdirledger reporting``."""

import click

from .options import Request, report_options


@click.command("reporting")
@report_options("department", "year", "letter", "due-after", "due-before", "post", "area", "text")
def command(request: Request) -> None:
    """The reporting calendar and the reporting requirements, by the day on which they are due.

    A row belongs to a department or an area through the assignments that it names.
    """
    from ..views import reporting

    request.show(reporting.report(request.ledger, request.filters, today=request.today))
