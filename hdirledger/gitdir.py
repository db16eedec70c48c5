"""Where the git directory of a project is, found without running git."""

import os
from pathlib import Path


def common_directory(project: Path) -> Path | None:
    """The git directory that all worktrees of a project's repository share; None where there is
    none that is ours to keep something in."""
    try:
        for folder in (project, *project.parents):
            git = folder / ".git"
            if git.is_dir():
                return _checked(git)
            if git.is_file():
                text = git.read_text(encoding="utf-8", errors="surrogateescape")
                return _checked(folder / text.removeprefix("gitdir:").strip())
    except (OSError, ValueError):
        pass
    return None


def _checked(git: Path) -> Path | None:
    shared = git / "commondir"
    if shared.is_file():
        git = git / shared.read_text(encoding="utf-8", errors="surrogateescape").strip()
    # Like git itself we trust nothing in a repository that belongs to somebody else.
    if (git / "HEAD").is_file() and (git / "objects").is_dir() and git.stat().st_uid == os.getuid():
        return git.resolve()
    return None
