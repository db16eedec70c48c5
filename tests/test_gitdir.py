"""What is read of a git directory without git is what git says."""

from pathlib import Path

import pytest

from hdirledger.gitdir import head

from .repos import FILES, Repo


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "bøker")
    repo.commit("x", {**FILES})
    return repo


def said(repo: Repo) -> str:
    return repo.git("rev-parse", "HEAD")


def test_a_branch(repo: Repo) -> None:
    assert head(repo.folder) == said(repo)
    assert head(repo.folder / "ledger") == said(repo)
    repo.git("switch", "--quiet", "--create", "år/2022")
    repo.commit("y", {"a": "a"})
    assert head(repo.folder) == said(repo)
    repo.git("pack-refs", "--all")
    assert head(repo.folder) == said(repo)
    repo.commit("z", {"a": "b"})
    assert head(repo.folder) == said(repo)


def test_no_branch(repo: Repo) -> None:
    repo.git("switch", "--quiet", "--detach")
    repo.commit("y", {"a": "a"})
    assert head(repo.folder) == said(repo)


def test_another_worktree(repo: Repo) -> None:
    repo.git("worktree", "add", "--quiet", "--detach", "../other")
    other = Repo(repo.folder.parent / "other", init=False)
    repo.commit("y", {"a": "a"})
    assert head(other.folder) == said(other) != said(repo)


def test_what_git_must_tell(repo: Repo) -> None:
    clone = repo.folder.parent / "clone"
    url = repo.folder.as_uri()
    repo.git("clone", "--quiet", "--depth", "1", url, str(clone))
    assert head(clone) is None
    repo.git("symbolic-ref", "refs/heads/other", "refs/heads/main")
    repo.git("symbolic-ref", "HEAD", "refs/heads/other")
    assert head(repo.folder) is None
    repo.git("symbolic-ref", "HEAD", "refs/heads/unborn")
    assert head(repo.folder) is None
    (repo.folder / ".git/HEAD").write_text("ref: refs/heads/../../config\n")
    assert head(repo.folder) is None
    assert head(repo.folder.parent) is None
