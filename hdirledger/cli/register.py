"""``hdirledger register``: begin, follow and finish the work on a letter."""

from pathlib import Path
from typing import Any

import click

from . import completing
from .asking import Ask, options
from .options import ledger_option
from .verbs import dry_run_option, edits

TABLE = (
    Ask("title", "The title, as printed."),
    Ask("dated", "The printed date.", metavar="YYYY-MM-DD"),
    Ask("earliest", "Without a date: the first day it can be from.", metavar="YYYY-MM-DD"),
    Ask("latest", "Without a date: the last day it can be from.", metavar="YYYY-MM-DD"),
    Ask("reason", "Why these bounds."),
    Ask("kind", "What it is (default: as the id says).", choices=(
        "main", "supplementary", "assignment-letter", "reply")),
    Ask("series", "Its series (default: as the id says).", choices=("TB", "TTB", "STB")),
    Ask("numbers", "Its numbers, 7-12 or 7,8 (default: as the id says).", metavar="NUMBERS"),
    Ask("reference", "The case number, as printed."),
    Ask("sender", "Who sent it, when not the ministry."),
    Ask("signed", "'NAME; title=...; lines=...'.", several=True, metavar="ITEM"),
    Ask("summary", "What it does, in our own words."),
    Ask("reading", "How unclear passages were understood."),
    Ask("after", "The letter it comes after in the order (default: the last).", metavar="LETTER",
        complete=completing.letters),
)  # fmt: skip


@click.command("register")
@click.argument("letter", required=False, metavar="[LETTER]")
@options(TABLE)
@click.option("--text", "text", metavar="FILE", type=click.Path(path_type=Path),
              help="The letter's text. It stays outside the ledger.")  # fmt: skip
@click.option("--letters", "folder", metavar="DIR", envvar="HDIRLEDGER_LETTERS",
              type=click.Path(path_type=Path),
              help="The folder with the letters' texts (HDIRLEDGER_LETTERS).")  # fmt: skip
@click.option("--no-branch", is_flag=True, help="Stay on the current branch.")
@click.option("--status", "status", is_flag=True, help="What is covered, and what is left.")
@click.option("--done", is_flag=True, help="Check it all and propose the commit message.")
@click.option("--commit", is_flag=True, help="With --done: commit with that message.")
@dry_run_option
@ledger_option
@edits
def command(
    where: Path, letter: str | None, text: Path | None, folder: Path | None, no_branch: bool,
    status: bool, done: bool, commit: bool, dry_run: bool, **given: Any,
) -> int:  # fmt: skip
    """Begin work on a letter: its branch, its record, and a checklist of what its text announces.

    The branch is letter/LETTER. The record gets what the id says (2022-ttb-7-12 is numbers 7 to 12
    of the series TTB) and what the options say, the sha256 and the number of lines of its text, and
    its place in the order. A ledger with changes that are not committed is refused.

    Without LETTER, or with --status, it tells which letter is being registered and what of the
    checklist no record cites yet. The checklist is found by looks: it helps the eye and decides
    nothing. With --done it runs the check and proposes the commit message; --commit commits what is
    under ledger/, hooks included.
    """
    from . import registering

    if commit and not done:
        raise click.UsageError("--commit goes with --done, when the letter is registered.")
    if done:
        return registering.done(where, letter, text, folder, commit and not dry_run)
    if letter is None or status:
        return registering.status(where, letter, text, folder)
    return registering.begin(where, letter, text, TABLE, given, no_branch, dry_run)
