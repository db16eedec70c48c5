"""``hdirledger letter ID``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from . import completing
from .options import Request, report_options
from .values import unknown

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.records import Letter


def find_letter(ledger: Ledger, name: str) -> Letter:
    """A letter by its id, typed in any case and with any separators. Raises a usage error with the
    nearest ids when there is none."""
    folded = {_fold(id_): letter for id_, letter in ledger.letters.items()}
    found = ledger.letters.get(name) or folded.get(_fold(name))
    if found is None:
        known_by_then = f" (as known through {ledger.through})" if ledger.through else ""
        raise unknown(f"letter{known_by_then}", name, ledger.letters)
    return found


def _fold(name: str) -> str:
    return re.sub(r"[^0-9a-zæøå]", "", name.casefold())


@click.command("letter")
@click.argument("letter", metavar="ID", shell_complete=completing.letters)
@report_options("department", "post", "area", "text")
def command(request: Request, letter: str) -> None:
    """Everything that one letter did: assignments, money, authorizations, goals and reporting.

    Of a letter that we do not hold, what others say of it.
    """
    from ..views import letter as view

    request.show(view.report(request.ledger, request.filters, find_letter(request.ledger, letter)))
