"""``hdirledger lineage ID``."""

import click

from ..report import GRAPH_FORMATS
from . import completing
from .options import Request, report_options
from .values import the_assignment, unknown


@click.command("lineage")
@click.argument("name", metavar="ID", shell_complete=completing.assignments)
@report_options(formats=GRAPH_FORMATS)
def command(request: Request, name: str) -> None:
    """Where an assignment came from and what became of it, through every letter.

    ID is a number as letters print it, or an alias. Replacement, renumbering, being part of,
    specifying, following up and parts that moved are followed in both directions.
    """
    from ..views import lineage

    ledger = request.ledger
    found = the_assignment(ledger, name.strip())
    if found is None:
        moment = f" through {ledger.through}" if ledger.through else ""
        if name.strip() in ledger.broken_ids:
            raise click.UsageError(f"the file of {name} has errors; hdirledger check tells which.")
        aliases = [alias for a in ledger.assignments for alias in a.aliases]
        known = dict.fromkeys((*(a.id for a in ledger.assignments), *aliases))
        raise unknown(f"assignment{moment}", name, known)
    request.show(lineage.report(ledger, found))
