"""``hdirledger blame ID``."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from . import completing
from .history import at_option, format_option
from .where import cache_option, ledger_option

if TYPE_CHECKING:
    from ..events import Plain
    from ..identity import Name
    from .recorded import Recorded


@click.command("blame")
@click.argument("id", metavar="ID", shell_complete=completing.records)
@at_option
@format_option
@ledger_option
@cache_option
def command(id: str, at: str | None, format_: str, where: Path, no_cache: bool) -> None:
    """Who entered each item of a record that holds today, when, and by which letter.

    ID is a number as letters print it or an alias, a letter, a goal, or a movement
    (2022/0714.21/2022-tb).
    """
    from ..history import replay
    from ..views import blame
    from .options import echo
    from .recorded import keep_answer, recorded

    found = recorded(where, at, (id,), no_cache=no_cache)
    if len(found.names) > 1:
        several = ", ".join(name[1] for name in found.names)
        raise click.UsageError(f"{id} stands for {len(found.names)} records: {several}.")
    (name,) = found.names
    edits = [edit for edit in found.history.edits if edit.name == name]
    committed = replay(edits).get(name)
    today = committed if at else working(found, name)
    if today is None:
        if committed is None and edits:
            from ..views.history import readable

            last = edits[-1].commit
            raise click.UsageError(
                f"{name[1]} is no longer in the books: commit {last.short} of {last.day} "
                f"({readable(last.subject)}) deleted it. "
                f"hdirledger history {name[1]} tells what it was."
            )
        raise click.UsageError(
            f"{name[1]} is not in the working tree, or its file has errors; "
            "--at HEAD tells of what is committed."
        )
    keep_answer(found, echo(blame.report(found.history, name, today, committed), format_))


def working(found: "Recorded", name: "Name") -> "Plain | None":
    """The record as it lies in the working tree; None when no file there has it."""
    from ..changed import changed_paths, files_at
    from ..source import WorkingTree
    from ..versions import ROOT_ID, version_of
    from .recorded import has_one_of

    wanted = has_one_of((name[1],))
    # Where a file is as it was committed, the history knows which record it has.
    changed = changed_paths(found.repository) if name in found.files else None
    paths = changed | found.files[name] if changed is not None else None
    for file in files_at(WorkingTree(found.project), paths):
        if file.content is None or not (name[1] == ROOT_ID or wanted(file.content)):
            continue
        version = version_of(file.path, file.content)
        if version is not None and version.name == name:
            return version.data
    return None
