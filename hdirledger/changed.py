"""The files of the working tree that may say something else than the last commit."""

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from .gitrun import DIFF, run
from .project import LEDGER
from .reader import SIZE_LIMIT
from .revision import is_ours
from .source import File, GitProblem, WorkingTree

if TYPE_CHECKING:
    from .git import Repository

_SUBMODULE = b"160000 "


def changed_paths(repository: "Repository") -> set[str] | None:
    """Paths of the ledger's files that may differ from the last commit, or that it does not have;
    None where git cannot tell, since other repositories lie among them."""
    inside = ("--", f"{repository.prefix}{LEDGER}")
    try:
        differ = run(repository.top, "diff-index", *DIFF, "--name-only", "HEAD", *inside)
        others = run(repository.top, "ls-files", "-z", "--others", *inside)
        known = run(repository.top, "ls-files", "-z", "-v", "--stage", *inside)
    except GitProblem:
        return None
    entries = known.split(b"\0")[:-1]
    if any(entry[2:].startswith(_SUBMODULE) for entry in entries):
        return None
    # Where git was told to take a file for unchanged, it has not looked.
    unseen = [entry.partition(b"\t")[2] for entry in entries if entry[:2] != b"H "]
    found = [*differ.split(b"\0"), *others.split(b"\0"), *unseen]
    if any(path.endswith(b"/") for path in found):
        return None
    start = len(repository.prefix)
    return {path.decode("utf-8", "surrogateescape")[start:] for path in found if path}


def files_at(tree: WorkingTree, paths: set[str] | None) -> Iterator[File]:
    """Files of the working tree in its order: those at some paths that can be read, or all."""
    if paths is None:
        yield from tree.files()
        return
    for path in sorted(paths, key=lambda path: path.split("/")):
        file = tree.project / path
        steps = [file, *file.parents][: path.count("/")]
        if is_ours(path) and not any(step.is_symlink() for step in steps) and file.is_file():
            with suppress(OSError), file.open("rb") as stream:
                # One byte more than the limit is enough for the reader to refuse the file.
                yield File(path, stream.read(SIZE_LIMIT + 1))
