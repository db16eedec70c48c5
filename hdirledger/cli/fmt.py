"""``hdirledger fmt``."""

import difflib
import os
from pathlib import Path

import click

from ..canonical import Form, canonical, guard
from ..ledger import type_of
from ..reader import Fault
from ..source import File
from ..writer import WriteError, replace
from .files import chosen_files, tree_of
from .where import ledger_option


@click.command("fmt", help="Write records in their one canonical form: PATHs, or the whole ledger.")
@ledger_option
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--staged", is_flag=True, help="With --check or --diff: what is staged.")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
def command(where: Path, check: bool, diff: bool, staged: bool, paths: tuple[Path, ...]) -> int:
    """Exit code 1 when a file cannot be read or, with --check or --diff, is not canonical."""
    if staged and not (check or diff):
        raise click.UsageError(
            "--staged goes with --check or --diff: what is staged is not written."
        )
    project, tree = tree_of(where, staged)
    changed = unchanged = unread = 0
    for file in chosen_files(project, tree, paths):
        shown = _shown(project, file.path)
        form = _form(file)
        for fault in form.faults:
            place = f"{shown}:{fault.line}:{fault.column}"
            click.echo(f"{place}: {fault.code} {fault.message}", err=True)
        if form.text is None or file.content is None:
            unread += 1
        elif form.text.encode("utf-8") == file.content:
            unchanged += 1
        else:
            changed += 1
            guard(file.content, form.text, type_of(file.path))
            if diff:
                # As bytes, so that a terminal's encoding cannot spoil a patch.
                click.echo(_diff(file.content, form.text, shown).encode("utf-8"), nl=False)
            elif check:
                click.echo(shown)
            else:
                _write(project / file.path, form.text.encode("utf-8"), file.content)
                click.echo(f"rewrote {shown}")
    preview = check or diff
    click.echo(_summary(changed, unchanged, unread, preview), err=True)
    return 1 if unread or (preview and changed) else 0


def _form(file: File) -> Form:
    kind = type_of(file.path)
    if file.content is None:
        return Form(None, (file.fault,) if file.fault else ())
    if not kind:
        return Form(None, (Fault("S117", 1, 1, "this file is no record"),))
    return canonical(file.content, kind, file.path)


def _shown(project: Path, path: str) -> str:
    """A path from the current folder, so that it can be opened; strange bytes in it as marks."""
    name = os.path.relpath(project / path)
    return os.fsencode(name).decode("utf-8", "replace")


def _write(file: Path, content: bytes, expected: bytes) -> None:
    try:
        replace(file, content, expected)
    except WriteError as error:
        raise click.ClickException(str(error)) from error


def _diff(content: bytes, text: str, path: str) -> str:
    # Split at line feeds only: splitlines would also split at characters inside texts.
    old, new = content.decode("utf-8").split("\n"), text.split("\n")
    lines = difflib.unified_diff(
        [f"{line}\n" for line in old[:-1]] + old[-1:] * bool(old[-1]),
        [f"{line}\n" for line in new[:-1]],
        f"a/{path}",
        f"b/{path}",
    )
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


def _summary(changed: int, unchanged: int, unread: int, preview: bool) -> str:
    def files(number: int) -> str:
        return f"{number} file" + ("" if number == 1 else "s")

    done = "would be rewritten" if preview else "rewritten"
    summary = f"{files(changed)} {done}, {unchanged} already canonical"
    return f"{summary}, {unread} left alone because of faults" if unread else summary
