"""Commands that do an act of a letter: all take the same options beside what they ask for."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar

import click

from ..edit import EditError
from . import completing
from .asking import Ask, Asked, asked, csv_option, each, must_have, options
from .options import ledger_option

if TYPE_CHECKING:
    from .editing import Editing

F = TypeVar("F", bound=Callable[..., Any])
Act = Callable[["Editing", Asked], None]

dry_run_option = click.option("--dry-run", is_flag=True, help="Show the changes; write nothing.")


def editing_options(command: F) -> F:
    """``--letter``, ``--dry-run`` and ``--ledger``."""
    letter = click.option(
        "--letter",
        metavar="LETTER",
        shell_complete=completing.letters,
        help="The letter that does it (default: the one being registered).",
    )
    return letter(dry_run_option(ledger_option(command)))


def edits(command: Callable[..., Any]) -> Callable[..., Any]:
    """Tell a user in one line what cannot be done."""

    @wraps(command)
    def call(*args: Any, **given: Any) -> Any:
        try:
            return command(*args, **given)
        except EditError as error:
            raise click.ClickException(str(error)) from None

    return call


def verb(
    name: str,
    table: tuple[Ask, ...],
    *,
    group: click.Group | None = None,
    cls: type[click.Command] = click.Command,
) -> Callable[[Callable[[], Act]], click.Command]:
    """Make a command of a function that imports and gives back the act; its docstring is the help.

    The act is done for what was told on the line, or for each row of a csv table, and then all of
    it is shown and saved. ``group`` is the command that it belongs under.
    """

    def decorate(give_act: Callable[[], Act]) -> click.Command:
        def call(
            where: Path, letter: str | None, dry_run: bool, table_: BinaryIO | None, **given: Any
        ) -> int:
            told = asked(table, given)
            if table_ is None:
                must_have(table, told)
            from .editing import Editing

            act = give_act()
            editing = Editing.begin(where, letter, dry_run)
            each(table, told, table_, lambda row: act(editing, row))
            return editing.finish()

        call.__doc__ = give_act.__doc__
        wrapped: Any = options(table)(csv_option(editing_options(edits(call))))
        made = click.command(name, cls=cls)(wrapped)
        if group is not None:
            group.add_command(made)
        return made

    return decorate
