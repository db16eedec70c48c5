"""Where the git directory of a project is, found without running git."""

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path


def common_directory(project: "str | Path") -> str | None:
    """The git directory that all worktrees of a project's repository share; None where there is
    none that is ours to keep something in. ``project`` is an absolute path."""
    folder = os.fspath(project)
    try:
        while True:
            git = os.path.join(folder, ".git")
            if os.path.isdir(git):
                return _checked(git)
            if os.path.isfile(git):
                return _checked(os.path.join(folder, _text(git).removeprefix("gitdir:").strip()))
            above = os.path.dirname(folder)
            if above == folder:
                return None
            folder = above
    except (OSError, ValueError):
        return None


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
