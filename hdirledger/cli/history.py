"""``hdirledger history [ID...]``."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from ..formats import FORMATS
from . import completing, values
from .where import cache_option, ledger_option

F = TypeVar("F", bound=Callable[..., Any])


def format_option(command: F) -> F:
    """``--format``: how the report is printed."""
    return click.option(
        "--format",
        "format_",
        type=click.Choice(FORMATS),
        default="table",
        show_default=True,
        help="csv and json give every text whole.",
    )(command)


def at_option(command: F) -> F:
    """``--at``: the commit up to which the history goes."""
    return click.option(
        "--at",
        "at",
        metavar="REVISION|DATE",
        help="Up to this commit, in git; a date means the end of that day.",
    )(command)


def field_names(
    _ctx: click.Context, _param: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    """Keys that records have, each with keys below it if wanted (``deadlines.until``)."""
    found = values.several(_ctx, _param, given)
    if not found:
        return found
    from .. import schemas

    known = dict.fromkeys(key for type in schemas.CLASSES for key in schemas.properties(type))
    for name in found:
        if name.partition(".")[0] not in known:
            raise values.unknown("field", name.partition(".")[0], known)
    return found


@click.command("history")
@click.argument("names", metavar="[ID]...", nargs=-1, shell_complete=completing.records)
@click.option(
    "--by",
    type=click.Choice(("event", "commit")),
    default="event",
    show_default=True,
    help="One row per changed item, or per record and commit.",
)
@click.option(
    "--letter",
    "letters",
    multiple=True,
    metavar="LETTER",
    callback=values.several,
    help="What was entered for these letters; none: for no letter.",
)
@click.option(
    "--field",
    "fields",
    multiple=True,
    metavar="KEY",
    callback=field_names,
    help="Changes of these keys, such as deadlines or parts.status.",
)
@click.option(
    "--author",
    "authors",
    multiple=True,
    metavar="NAME",
    help="Part of the name or e-mail address of who entered it.",
)
@click.option(
    "--department",
    "departments",
    multiple=True,
    metavar="CODE",
    callback=values.several,
    help="Assignments that these departments then had.",
)
@click.option(
    "--since",
    metavar="YYYY-MM-DD",
    callback=values.day,
    help="Entered on this day or later, Oslo time.",
)
@click.option(
    "--until",
    metavar="YYYY-MM-DD",
    callback=values.day,
    help="Entered on this day or earlier, Oslo time.",
)
@click.option("--reverse", is_flag=True, help="The newest first.")
@click.option(
    "--every-commit",
    is_flag=True,
    help="Also the commits of merged branches, rather than what each merge brought.",
)
@at_option
@format_option
@ledger_option
@cache_option
def command(
    names: tuple[str, ...],
    by: str,
    letters: tuple[str, ...],
    fields: tuple[str, ...],
    authors: tuple[str, ...],
    departments: tuple[str, ...],
    since: date | None,
    until: date | None,
    reverse: bool,
    every_commit: bool,
    at: str | None,
    format_: str,
    where: Path,
    no_cache: bool,
) -> None:
    """Who entered what, when and for which letter: old -> new, computed from git.

    ID is a number as letters print it or an alias, a letter, a goal, or a post, which means all its
    movements. Without any the history is of everything.
    """
    filtered = any((names, letters, fields, authors, departments, since, until))
    if format_ == "csv" and by == "event" and not filtered and not reverse:
        from .allcsv import all_csv

        text = all_csv(where, at, first_parent=not every_commit, no_cache=no_cache)
        if text is not None:
            click.echo(text, nl=False)
            return
    from ..views import asked as filters
    from ..views import history as view
    from .options import echo
    from .recorded import keep_answer, recorded

    line = "every commit" if every_commit else "first parents"
    found = recorded(
        where,
        at,
        names,
        first_parent=not every_commit,
        exact=bool(letters),
        no_cache=no_cache,
    )
    if letters:
        known = {x for edit in found.history.edits for several in edit.letters for x in several}
        for letter in letters:
            if letter not in known and letter != filters.NO_LETTER:
                raise values.unknown("event for the letter", letter, sorted(known))
    asked = filters.Asked(
        records=found.names,
        letters=letters,
        fields=fields,
        authors=authors,
        departments=tuple(code.upper() for code in departments),
        since=since,
        until=until,
    )
    report = view.report(found.history, asked, by=by, newest_first=reverse, line=line)
    keep_answer(found, echo(report, format_))
