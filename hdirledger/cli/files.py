"""The files that a command is to look at: all or those named, in the working tree or the index."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..project import LEDGER
from ..source import File, ListedTree, Tree, WorkingTree, find_project

if TYPE_CHECKING:
    from ..ahead import Ahead


def tree_of(where: Path, staged: bool, ahead: "Ahead | None" = None) -> tuple[Path, ListedTree]:
    """The folder of the project, and the tree to look at. ``ahead`` is a look that has begun."""
    if not staged:
        project = find_project(where)
        ours = ahead is not None and ahead.project == str(project)
        return project, WorkingTree(project, ahead if ours else None)
    from ..recordtime import open_repository

    repository = open_repository(where)
    return repository.top / repository.prefix, repository.index_tree()


def has_books(where: Path) -> bool:
    """Whether the last commit has a ledger: a branch of other things has none to check."""
    from ..recordtime import open_repository

    repository = open_repository(where)
    return repository.head is not None and any(repository.tree("HEAD").files())


def chosen_files(project: Path, tree: Tree, paths: tuple[Path, ...]) -> Iterator[File]:
    """The files of the ledger that the paths name, all of them without a path. Raises a usage error
    for a path that is none of the ledger's."""
    wanted = {_inside(project, path): path for path in paths} or {LEDGER: Path(LEDGER)}
    missed = set(wanted)
    # A folder without records is no mistake; a file that the ledger does not take in is.
    missed -= {name for name in wanted if (project / name).is_dir()}
    chosen = []
    for file in tree.files():
        hits = [name for name in wanted if f"{file.path}/".startswith(f"{name}/")]
        if hits:
            chosen.append(file)
            missed.difference_update(hits)
    for name in sorted(missed):
        if not os.path.lexists(wanted[name]):
            raise click.UsageError(f"{wanted[name]} does not exist.")
        why = (
            "is hidden, and so no file"
            if isinstance(tree, WorkingTree)
            else "is not staged, or not"
        )
        raise click.UsageError(f"{wanted[name]} {why} of the ledger.")
    yield from chosen


def _inside(project: Path, path: Path) -> str:
    """A path as the ledger names it. Raises a usage error for one that is not of this ledger."""
    # The folder is resolved but not the file itself: a symbolic link is reported, not followed.
    whole = path.resolve() if path.name in ("", "..") else path.parent.resolve() / path.name
    if whole == project:
        return LEDGER
    if not whole.is_relative_to(project / LEDGER):
        if not os.path.lexists(path):
            raise click.UsageError(f"{path} does not exist.")
        raise click.UsageError(
            f"{path} lies outside the ledger {project / LEDGER}; "
            "call this from its folder, or name it with --ledger."
        )
    return whole.relative_to(project).as_posix()
