"""``hdirledger letters``."""

import click

from .options import Request, report_options


@click.command("letters")
@report_options("year", "letter", "text")
def command(request: Request) -> None:
    """List the letters in the order they were given, held and not held.

    A letter that we do not hold is known from the letters that cite it; what it gave is unknown.
    """
    from ..views import letters

    request.show(letters.report(request.ledger, request.filters))
