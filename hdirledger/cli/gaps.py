"""``hdirledger gaps``."""

import click

from .options import Request, report_options

FILTERS = ("department", "status", "year", "letter", "post", "area", "text")


@click.command("gaps")
@report_options(*FILTERS, status="open")
def command(request: Request) -> None:
    """What is missing, so that somebody can ask for it.

    Letters and numbers missing from their series, what letters cite and we do not hold, assignments
    without department or deadline, posts with a remainder, and what was announced and has not come.
    Counts open assignments unless --status says otherwise.
    """
    from ..views import gaps

    request.show(gaps.report(request.ledger, request.filters))
