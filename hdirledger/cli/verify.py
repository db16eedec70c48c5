"""``hdirledger verify``."""

from pathlib import Path

import click

from ..evidence.verify import Result, verify
from ..ledger import Ledger
from ..source import WorkingTree, find_project
from .findings import default_format, failed, findings_options, print_findings, worth_showing
from .where import ledger_option


@click.command("verify", help="Hold the ledger against the text of the letters.")
@ledger_option
@click.option(
    "--letters",
    "folder",
    type=click.Path(path_type=Path),
    envvar="HDIRLEDGER_LETTERS",
    help="The folder with the letters' texts (HDIRLEDGER_LETTERS).",
)
@click.option("--letter", "only", metavar="ID", help="Only what rests on this letter.")
@findings_options
def command(
    where: Path, folder: Path | None, only: str | None, quiet: bool, form: str | None
) -> int:
    """Verifying never writes. Exit code 1 when something is unexplained."""
    if folder is None or not folder.is_dir():
        what = f"there is no folder {folder}" if folder else "the letters' folder is not given"
        raise click.UsageError(
            f"{what}. The text of the letters is not part of the project; say where it is with "
            "--letters DIR or in the environment variable HDIRLEDGER_LETTERS."
        )
    project = find_project(where)
    ledger = Ledger.read(WorkingTree(project))
    held = [name for name, letter in ledger.letters.items() if letter.held != "no"]
    if only is not None and only not in held:
        known = ", ".join(held) or "none"
        raise click.UsageError(f"--letter: {only} is no letter that we hold; held are: {known}")
    result = verify(ledger, folder, only)
    shown = worth_showing(result.findings, quiet)
    print_findings(shown, form or default_format(), summary(result), project)
    return 1 if failed(result.findings) or result.broken else 0


def summary(result: Result) -> str:
    """``1 letter, 240 records, 2100 facts: 2098 found, 2 not found; cited: goals 13 of 13``."""

    def plural(number: int, word: str) -> str:
        return f"{number} {word}" + ("" if number == 1 else "s")

    text = (
        f"{plural(result.letters, 'letter')}, {plural(result.records, 'record')}, "
        f"{plural(result.facts, 'fact')}: {result.found} found, {result.missing} not found"
    )
    if result.accepted:
        word = "discrepancy" if result.accepted == 1 else "discrepancies"
        text += f"; {result.accepted} accepted {word}"
    if result.unread:
        text += f"; {plural(result.unread, 'fact')} of letters whose text is not at hand"
    if result.broken:
        text += f"; {plural(result.broken, 'file')} not looked at, see hdirledger check"
    if result.coverage:
        parts = (f"{what} {cited} of {total}" for what, cited, total in result.coverage)
        text += f"; cited: {', '.join(parts)}"
    return text
