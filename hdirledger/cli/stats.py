"""``hdirledger stats``."""

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import click

from ..clock import Clock
from ..findings import count
from ..recheck import recheck
from ..source import WorkingTree, find_project
from .where import cache_of, cache_option, ledger_option


@click.command("stats", help="How much there is, and how long a check of it takes.")
@ledger_option
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "json")),
    default="table",
    show_default=True,
    help="json is one line, for machines.",
)
@cache_option
def command(where: Path, form: str, no_cache: bool) -> int:
    """Runs one check and tells of it; what it finds is counted, but not shown."""
    project = find_project(where)
    cache, clock = cache_of(project, no_cache), Clock()
    begin = perf_counter()
    checked = recheck(WorkingTree(project), cache, clock)
    whole = perf_counter() - begin
    told: dict[str, Any] = {
        "files": checked.files,
        "findings": {str(severity): n for severity, n in count(checked.findings).items()},
        "cache": "on" if cache.folder else "off",
        "kept": clock.counts["kept"],
        "looked_at": clock.counts["looked at"],
        "milliseconds": {stage: round(1000 * s, 1) for stage, s in clock.laps.items()},
        "total_milliseconds": round(1000 * whole, 1),
        "files_per_second": round(checked.files / whole),
    }
    click.echo(json.dumps(told, ensure_ascii=False) if form == "json" else _table(told))
    return 0


def _table(told: dict[str, Any]) -> str:
    found = ", ".join(f"{n} {name}s" for name, n in told["findings"].items())
    lines = [
        f"Files      {told['files']}",
        f"Findings   {found}",
        f"Cache      {told['cache']}: {told['kept']} verdicts kept, "
        f"{told['looked_at']} files looked at",
        f"Speed      {told['files_per_second']} files a second",
        "",
    ]
    stages = {**told["milliseconds"], "all": told["total_milliseconds"]}
    width = max(map(len, stages))
    return "\n".join([*lines, *(f"{name:{width}} {ms:9.1f} ms" for name, ms in stages.items())])
