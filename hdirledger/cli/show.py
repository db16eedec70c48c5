"""``hdirledger show``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..model.posts import Post
from . import completing
from .options import Request, report_options
from .values import the_assignment, unknown

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..report import Report


@click.command(name="show")
@click.argument("name", metavar="ID", shell_complete=completing.records)
@report_options()
def command(request: Request, name: str) -> None:
    """Show one assignment whole: what holds, what ended and why, and where it stands.

    ID is a number as letters print it or an alias (TB2022-13, tb 2022-013), a letter, a goal
    (G2022-03) or a post (714.21, 714).
    """
    request.show(find(request, name.strip()))


def find(request: Request, name: str) -> Report:
    """The report on whatever a name means. Raises a usage error for a name that means nothing, or
    several assignments."""
    from ..views import show, showother

    ledger = request.ledger
    found = the_assignment(ledger, name)
    if found:
        return show.report(ledger, found, today=request.today)
    if name in ledger.letters:
        return showother.letter(ledger, ledger.letters[name])
    for goal in ledger.goals:
        if goal.id.casefold() == name.casefold():
            return showother.goal(ledger, goal)
    post = Post.parse(name)
    report = showother.post(ledger, post) if post else None
    if report is None:
        raise _nothing(ledger, name, post)
    return report


def _nothing(ledger: Ledger, name: str, post: Post | None) -> click.UsageError:
    moment = f" through {ledger.through}" if ledger.through else ""
    if name in ledger.broken_ids:
        return click.UsageError(f"the file of {name} has errors; hdirledger check tells which.")
    if post is not None:
        known = sorted({str(p) for m in ledger.allocations for p in m.posts})
        return unknown(f"post{moment}", str(post), known)
    ids = [a.id for a in ledger.assignments]
    aliases = [alias for a in ledger.assignments for alias in a.aliases]
    others = [*ledger.letters, *(goal.id for goal in ledger.goals)]
    return unknown(f"record{moment}", name, dict.fromkeys((*ids, *aliases, *others)))
