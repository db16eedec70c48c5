"""What git says of the repository that a folder lies in."""

from pathlib import Path

from .gitrun import GitFailed, run
from .source import GitProblem, NotARepository


def facts_of(project: Path) -> list[str]:
    """A line each: whether the repository is bare, whether it is shallow, its common git directory,
    its work tree, the work tree around it if it is a submodule, and HEAD (empty before the first
    commit). Raises ``NotARepository``, or ``GitProblem`` for a bare repository."""
    asked = ("rev-parse", "--path-format=absolute", "--is-bare-repository",
             "--is-shallow-repository", "--git-common-dir", "--show-toplevel",
             "--show-superproject-working-tree")  # fmt: skip
    try:
        out = run(project, *asked, "HEAD^{commit}")
    except GitFailed as failed:
        if "not a git repository" in failed.said:
            raise NotARepository(
                f"{project} is in no git repository, and record time is read from git"
            ) from None
        if "work tree" in failed.said:
            raise is_bare(str(project)) from None
        out = run(project, *asked) + b"\n"
    return out.decode("utf-8", "surrogateescape").removesuffix("\n").split("\n")


def is_bare(where: str) -> GitProblem:
    """That a repository has no work tree, as an error to raise."""
    return GitProblem(f"{where} is a bare repository, which is not supported: clone it")
