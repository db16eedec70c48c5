"""The command line: thin commands, one module each, and one place that maps errors to exit codes.

Exit codes: 0 fine, 1 findings, 2 a mistake of use, 3 our own bug.
"""

import errno
import gc
import io
import os
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from .. import __version__

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from ..ahead import Ahead
    from ..answers import Asked

# name -> one line of help. The module of a command is imported only when it is called.
COMMANDS: dict[str, str] = {
    "check": "Check the ledger and list every finding.",
    "fmt": "Write records in their one canonical form.",
    "verify": "Hold the ledger against the text of the letters.",
    "explain": "Tell why a rule exists, with an example and the remedy.",
    "list": "List assignments.",
    "show": "Show one assignment, letter, goal or post whole.",
    "lineage": "Where an assignment came from and what became of it.",
    "deadlines": "What is due when, for whom, and what is still to be agreed.",
    "workload": "Deadlines per month and department.",
    "budget": "Money per post, given by letter.",
    "reconcile": "Rows and earmarks held against their posts.",
    "letters": "The letters, held and not held.",
    "letter": "Everything that one letter did.",
    "goals": "Goals with their indicators and key figures.",
    "reporting": "The reporting calendar and the reporting requirements.",
    "history": "Who entered what, when and for which letter.",
    "blame": "Who entered each item of a record, and the letter behind it.",
    "review": "What a branch does, for the people who must approve it.",
    "gaps": "What is missing: letters, numbers, departments, deadlines.",
    "register": "Begin, follow and finish the registration of a letter.",
    "give": "Register what a letter gives: assignments, parts, goals, stubs.",
    "change": "Register what a letter does to an assignment.",
    "move": "Register what a letter does to money.",
    "lapse": "Let a class of assignments lapse, or continue.",
    "correct": "Mend how a letter was registered.",
    "completion": "Print the script by which a shell completes commands.",
    "hooks": "Install git hooks that check what is committed and pushed.",
    "stats": "How much there is, and how long a check of it takes.",
    "cache": "What is kept so that it need not be computed again.",
}


class Commands(click.Group):
    """The group of all commands; knows their names without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        # The name list may mean the module of that command here.
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f".{cmd_name}", __package__).command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([*COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        # click's own way would import the module of every command.
        names = [CompletionItem(n, help=h) for n, h in COMMANDS.items() if n.startswith(incomplete)]
        return names or click.Command.shell_complete(self, ctx, incomplete)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 fine, 1 findings, 2 a mistake of use, 3 a bug of ours.",
)
@click.version_option(__version__, prog_name="hdirledger")
def cli() -> None:
    """The books of the assignments and the money a ministry gives a directorate."""


def main(arguments: list[str] | None = None, given: "Asked | Ahead | None" = None) -> NoReturn:
    """Run the command line and exit with its code, as ``run`` does. No traceback reaches a user."""
    # A run is short and leaves no garbage that matters; looking for it takes a fifth of the time.
    gc.disable()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A character that the terminal's encoding lacks is no reason to stop.
            stream.reconfigure(errors="backslashreplace")
    leave(run(arguments, given))


def leave(code: int) -> NoReturn:
    """End the process with an exit code."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    # To take a large ledger apart again takes longer than many a run needs for all the rest.
    os._exit(code)


def run(arguments: list[str] | None = None, given: "Asked | Ahead | None" = None) -> int:
    """Run the command line and give back its exit code. ``given`` is the question that a report is
    to be kept as the answer to, or the look at the files that has begun."""
    try:
        code = cli.main(arguments, prog_name="hdirledger", standalone_mode=False, obj=given)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except SystemExit:
        # In this mode click ends the program itself only when the reader of our output has left.
        return 0
    except (Exception, KeyboardInterrupt) as error:
        return ended(error)


def ended(error: Exception | KeyboardInterrupt) -> int:
    """Tell the user of what ended a command, in a line; the exit code."""
    if isinstance(error, click.exceptions.Exit):
        return error.exit_code
    if isinstance(error, click.ClickException):
        error.show()
        return 2
    if isinstance(error, (click.Abort, KeyboardInterrupt)):
        return 130
    if isinstance(error, BrokenPipeError):
        # The reader of our output has left (`| head`); keep Python from complaining about it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    from ..source import MISTAKES

    if isinstance(error, MISTAKES):
        click.echo(f"Error: {error}", err=True)
        return 2
    if isinstance(error, OSError) and _has_no_room(error):
        reason = error.strerror or "no room"
        click.echo(f"Error: the machine cannot store what is needed: {reason}.", err=True)
        return 2
    return _our_bug(error)


def _has_no_room(error: OSError) -> bool:
    """Whether a disk is full or may not be written to, also where temporary files would be."""
    full = error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS)
    return full or (error.strerror or "").startswith("No usable temporary directory")


def _our_bug(error: Exception) -> int:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    click.echo(
        f"Error: a bug in hdirledger ({type(error).__name__} at {where}: {error}). "
        "Nothing was written. Set HDIRLEDGER_DEBUG=1 to see the details, and please report it.",
        err=True,
    )
    if os.environ.get("HDIRLEDGER_DEBUG"):
        traceback.print_exception(error)
    return 3
