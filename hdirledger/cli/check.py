"""``hdirledger check``."""

from pathlib import Path

import click

from ..check import check
from ..findings import Finding
from ..ledger import Ledger, read_entry
from ..recheck import recheck
from ..rules import table
from .files import chosen_files, has_books, tree_of
from .findings import (
    default_format,
    failed,
    findings_options,
    plural,
    print_findings,
    summarize,
    worth_showing,
)
from .where import cache_of, cache_option, ledger_option


def codes_option(text: str | None, name: str) -> tuple[str, ...]:
    """Codes or families from ``--select M,D101``. Raises a usage error for what is no rule."""
    if not text:
        return ()
    known = table()
    wanted = tuple(code.strip().upper() for code in text.split(",") if code.strip())
    for code in wanted:
        if not any(row.startswith(code) for row in known):
            raise click.UsageError(f"--{name}: there is no rule or family {code}")
    return wanted


def chosen(
    findings: tuple[Finding, ...], select: tuple[str, ...], ignore: tuple[str, ...]
) -> tuple[Finding, ...]:
    """The findings whose codes are selected and not ignored."""
    if not select and not ignore:
        return findings
    return tuple(
        finding
        for finding in findings
        if (not select or finding.code.startswith(select))
        and not (ignore and finding.code.startswith(ignore))
    )


def alone(findings: tuple[Finding, ...], ledger: Ledger) -> tuple[Finding, ...]:
    """What is wrong with each file by itself: reading it, its schema and its form. What it says of
    other files cannot be judged without them."""
    paths = {entry.path for entry in ledger.entries}
    own = ("S1", "S2", "S303")
    return tuple(f for f in findings if f.code.startswith(own) and f.file in paths)


@click.command("check")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@ledger_option
@click.option("--staged", is_flag=True, help="What is staged, instead of the working tree.")
@click.option("--journal", "range_", is_flag=False, flag_value="", metavar="[BASE..HEAD]",
              help="The commits of a range as journal entries, and the ledger at its end; without "
              "a range those that the main branch lacks.")  # fmt: skip
@click.option("--message", type=click.Path(path_type=Path), metavar="FILE",
              help="What is staged, as the commit with this message.")  # fmt: skip
@click.option("--push", "remote", is_flag=False, flag_value="", metavar="[REMOTE]",
              help="What git tells the hook pre-push, and the ledger it ends in.")  # fmt: skip
@click.option("--select", metavar="CODES", help="Only these codes or families, such as M,D101.")
@click.option("--ignore", metavar="CODES", help="All but these codes or families.")
@findings_options
@cache_option
def command(
    paths: tuple[Path, ...],
    where: Path,
    staged: bool,
    range_: str | None,
    message: Path | None,
    remote: str | None,
    select: str | None,
    ignore: str | None,
    quiet: bool,
    form: str | None,
    no_cache: bool,
) -> int:
    """Check the ledger and list every finding.

    Without a PATH the whole ledger is checked. With PATHs only these files are, each by itself: its
    schema and its form. --journal, --message and --push check commits as journal entries: whether
    what they change names the letters that their trailers name (hdirledger explain J).

    Checks never write. Exit code 1 when there is an error or a warning.
    """
    selected, ignored = codes_option(select, "select"), codes_option(ignore, "ignore")
    given = (bool(paths) or staged, range_ is not None, message is not None, remote is not None)
    if sum(given) > 1:
        raise click.UsageError(
            "--journal, --message and --push are three questions of their own, and none goes with "
            "PATHs or --staged."
        )
    if any(given[1:]):
        from . import journal

        if range_ is not None:
            judged = journal.judge_range(where, range_)
        elif message is not None:
            judged = journal.judge_message(where, message)
        else:
            judged = journal.judge_push(where, remote or "")
        found, seen, project = judged.findings, judged.seen, judged.project
    else:
        ahead = click.get_current_context().obj
        project, tree = tree_of(where, staged, ahead)
        if paths:
            ledger = Ledger(map(read_entry, chosen_files(project, tree, paths)))
            found, files = alone(check(ledger).findings, ledger), len(ledger.entries)
        else:
            checked = recheck(tree, cache_of(project, no_cache))
            if staged and not checked.files and not has_books(where):
                click.echo("there is no ledger here, neither staged nor in the last commit")
                return 0
            found, files = checked.findings, checked.files
        seen = plural(files, "file")
    findings = chosen(found, selected, ignored)
    shown = worth_showing(findings, quiet)
    print_findings(shown, form or default_format(), summarize(findings, seen), project)
    return 1 if failed(findings) else 0
