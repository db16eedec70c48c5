"""``hdirledger check``."""

from pathlib import Path

import click

from ..check import check
from ..findings import Finding
from ..ledger import Ledger
from ..recheck import recheck
from ..rules import table
from ..source import WorkingTree, find_project
from .findings import (
    default_format,
    failed,
    findings_options,
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
    return tuple(
        finding
        for finding in findings
        if (not select or finding.code.startswith(select))
        and not (ignore and finding.code.startswith(ignore))
    )


@click.command("check", help="Check the whole ledger and list every finding.")
@ledger_option
@click.option("--select", metavar="CODES", help="Only these codes or families, such as M,D101.")
@click.option("--ignore", metavar="CODES", help="All but these codes or families.")
@findings_options
@cache_option
def command(
    where: Path,
    select: str | None,
    ignore: str | None,
    quiet: bool,
    form: str | None,
    no_cache: bool,
) -> int:
    """Checks never write. Exit code 1 when there is an error or a warning."""
    selected, ignored = codes_option(select, "select"), codes_option(ignore, "ignore")
    project = find_project(where)
    tree, cache = WorkingTree(project), cache_of(project, no_cache)
    checked = recheck(tree, cache) if cache.folder else check(Ledger.read(tree))
    findings = chosen(checked.findings, selected, ignored)
    summary = summarize(findings, checked.files)
    shown = worth_showing(findings, quiet)
    print_findings(shown, form or default_format(), summary, project)
    return 1 if failed(findings) else 0
