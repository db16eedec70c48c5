"""Where the git directory of a project is, found without running git."""

import os

# Characters of an id of an object, and how many there are in both kinds of ids.
_HEX = frozenset("0123456789abcdef")
_ID_LENGTHS = (40, 64)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def common_directory(project: "str | Path") -> str | None:
    """The git directory that all worktrees of a project's repository share; None where there is
    none that is ours to keep something in. ``project`` is an absolute path."""
    try:
        git = _directory(os.fspath(project))
        return _checked(git) if git is not None else None
    except (OSError, ValueError):
        return None


def head(project: "str | Path") -> str | None:
    """The id of the commit that is checked out in a project; None where it takes git to tell it, or
    where the clone is shallow, so that the id alone does not tell what is known of the past."""
    try:
        git = _directory(os.fspath(project))
        common = _checked(git) if git is not None else None
        if git is None or common is None or os.path.exists(os.path.join(common, "shallow")):
            return None
        told = _text(os.path.join(git, "HEAD")).strip()
        if told.startswith("ref: "):
            told = _branch(common, told.removeprefix("ref: ").strip())
    except (OSError, ValueError):
        return None
    return told if len(told) in _ID_LENGTHS and set(told) <= _HEX else None


def _branch(common: str, name: str) -> str:
    """The id that a branch stands for; empty where its files do not tell."""
    if not name.startswith("refs/heads/"):
        return ""
    loose = os.path.join(common, name)
    if os.path.isfile(loose):
        return _text(loose).strip()
    packed = os.path.join(common, "packed-refs")
    for line in _text(packed).split("\n") if os.path.isfile(packed) else ():
        id, _, branch = line.partition(" ")
        if branch == name:
            return id
    return ""


def _directory(folder: str) -> str | None:
    """The git directory of the work tree that a folder lies in."""
    while True:
        git = os.path.join(folder, ".git")
        if os.path.isdir(git):
            return git
        if os.path.isfile(git):
            return os.path.join(folder, _text(git).removeprefix("gitdir:").strip())
        above = os.path.dirname(folder)
        if above == folder:
            return None
        folder = above


def _checked(git: str) -> str | None:
    shared = os.path.join(git, "commondir")
    if os.path.isfile(shared):
        git = os.path.join(git, _text(shared).strip())
    whole = os.path.isfile(os.path.join(git, "HEAD")) and os.path.isdir(
        os.path.join(git, "objects")
    )
    # Like git itself we trust nothing in a repository that belongs to somebody else.
    if whole and os.stat(git).st_uid == os.getuid():
        return os.path.realpath(git)
    return None


def _text(file: str) -> str:
    with open(file, encoding="utf-8", errors="surrogateescape") as stream:
        return stream.read()
