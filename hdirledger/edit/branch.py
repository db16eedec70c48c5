"""What is written to git: a branch for a letter, and the commit that registers it.

gitpython runs git as the user would, hooks included. It hands its whole environment on, so the
variables by which a hook or a shell points git at another repository are taken out of it.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from ..git import Repository
from ..project import LEDGER
from ..source import GitProblem

if TYPE_CHECKING:
    from git import Repo

# Who commits, and where the user's own configuration lies, is the user's to say.
_KEPT = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM",
         "GIT_CONFIG_NOSYSTEM", "GIT_SSH", "GIT_ASKPASS", "GIT_EDITOR")  # fmt: skip


@contextmanager
def _clean_environment() -> Iterator[None]:
    """Without the variables of git, but for those that are kept."""
    taken = {
        name: value
        for name, value in os.environ.items()
        if name.startswith("GIT_") and not name.startswith(_KEPT)
    }
    for name in taken:
        del os.environ[name]
    try:
        yield
    finally:
        os.environ.update(taken)


@contextmanager
def _repo(repository: Repository) -> Iterator["Repo"]:
    """The repository in gitpython's hands. Raises ``GitProblem`` in place of its errors."""
    with _clean_environment():
        from git import GitCommandError, InvalidGitRepositoryError, Repo

        try:
            with Repo(repository.top) as repo:
                yield repo
        except GitCommandError as error:
            told = (error.stderr or error.stdout or "").strip()
            told = told.removeprefix("stderr: '").removeprefix("stdout: '").removesuffix("'")
            raise GitProblem(f"git could not do it: {told.strip()}") from None
        except InvalidGitRepositoryError:
            raise GitProblem(f"{repository.top} is no repository that git can open") from None


def must_be_free(repository: Repository, name: str) -> None:
    """Raise ``GitProblem`` when there is a branch of that name."""
    with _repo(repository) as repo:
        if any(head.name == name for head in repo.heads):
            raise GitProblem(f"there is a branch {name} already; git switch {name} goes to it")


def begin(repository: Repository, name: str) -> None:
    """Make a branch and go to it, with the working tree as it is."""
    with _repo(repository) as repo:
        repo.git.checkout("-b", name)


def commit(repository: Repository, message: str) -> str:
    """Commit everything under ``ledger/``, with the hooks of the repository; the short id.

    Raises ``GitProblem`` when git or a hook refuses.
    """
    with tempfile.TemporaryDirectory() as folder, _repo(repository) as repo:
        file = Path(folder) / "message"
        file.write_text(message, encoding="utf-8")
        repo.git.add("--all", "--", f"{repository.prefix}{LEDGER}")
        repo.git.commit("--file", str(file))
        return str(repo.git.rev_parse("--short", "HEAD"))
