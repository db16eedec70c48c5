"""``hdirledger budget``."""

import click

from .options import Request, report_options


@click.command("budget")
@click.option("--details", is_flag=True, help="Keywords, and each movement of a changed post.")
@report_options("year", "letter", "post", "recipient", "text")
def command(request: Request, details: bool) -> None:
    """Money per post, given by letter: what is given is not what is disposable.

    Counts the latest year with money unless --year says which. The filters choose posts; a post is
    always shown with its whole balance.
    """
    from ..views import budget

    request.show(budget.report(request.ledger, request.filters, details=details))
