"""``hdirledger cache``."""

from pathlib import Path

import click

from ..cache import clear, versions
from ..cachedir import SWITCH, switched_off
from ..gitdir import common_directory
from ..source import find_project
from .where import ledger_option


@click.command("cache", help="What is kept so that it need not be computed again.")
@ledger_option
@click.option("--clear", "wanted", is_flag=True, help="Delete it; the next run makes it anew.")
def command(where: Path, wanted: bool) -> int:
    """It lies under the git directory, where all worktrees share it."""
    project = find_project(where)
    found_git = common_directory(project)
    if found_git is None:
        click.echo(f"Nothing is kept: {project} is in no git repository of yours.")
        return 0
    git = Path(found_git)
    found = versions(git)
    size = sum(version.size for version in found)
    if wanted:
        try:
            clear(git)
        except OSError as error:
            reason = error.strerror or str(error)
            raise click.ClickException(f"the cache cannot be deleted: {reason}") from error
        click.echo(f"Deleted {_bytes(size)}.")
        return 0
    if switched_off():
        click.echo(f"The cache is off, by {SWITCH}; nothing is read from it or kept.")
    if not found:
        click.echo("Nothing is kept yet.")
        return 0
    click.echo(f"{_bytes(size)} in {found[0].folder.parent}")
    for version in found:
        word = "file" if version.files == 1 else "files"
        whose = "this version" if version.ours else "another version"
        line = f"{version.folder.name}  {_bytes(version.size)}, {version.files} {word}, {whose}"
        click.echo(f"  {line}")
        if version.ours:
            for file in sorted(version.folder.iterdir()):
                click.echo(f"    {file.name}  {_bytes(file.stat().st_size)}")
    click.echo("It can be deleted at any time: hdirledger cache --clear")
    return 0


def _bytes(size: int) -> str:
    if size >= 1_000_000:
        return f"{size / 1_000_000:.1f} MB"
    return f"{size / 1000:.0f} kB" if size >= 1000 else f"{size} bytes"
