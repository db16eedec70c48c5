"""What is pushed, by what git and pre-commit tell. The hook itself: tests/test_hooks.py."""

from pathlib import Path

import pytest

from hdirledger.git import GitProblem, Repository
from hdirledger.push import Pushed, from_environment, from_lines

from .repos import Repo

ZEROS = "0" * 40
LOST = "1" * 40


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "x")
    repo.commit("1")
    repo.commit("2")
    return repo


def test_lines_of_git(repo: Repo) -> None:
    opened, head = Repository.open(repo.folder), repo.git("rev-parse", "HEAD")
    first = repo.git("rev-parse", "HEAD~1")
    blob = repo.git("hash-object", "-w", ".git/HEAD")
    tag = repo.git("tag", "--annotate", "-m", "x", "t") + repo.git("rev-parse", "t")
    for lines, tips, known in (
        ([], (), ()),
        ([f"refs/heads/main {head} refs/heads/main {first}\n", "\n"], (head,), (first,)),
        ([f"refs/heads/main {head} refs/heads/main {ZEROS}\n"], (head,), ()),
        # The remote has what this clone lacks.
        ([f"refs/heads/main {head} refs/heads/main {LOST}\n"], (head,), ()),
        ([f"(delete) {ZEROS} refs/heads/old {head}\n"], (), ()),
        ([f"refs/tags/t {tag} refs/tags/t {ZEROS}\n"], (head,), ()),
        ([f"refs/tags/b {blob} refs/tags/b {ZEROS}\n"], (), ()),
        ([f"main@{{1 day ago}} {head} refs/heads/x {first}\n"], (head,), (first,)),
        ([f"a {head} b {ZEROS}\n", f"c {first} d {ZEROS}\n"], (head, first), ()),
    ):
        assert from_lines(opened, lines, "") == Pushed(tips, known)
    assert from_lines(opened, [], "origin").known == ("--remotes=origin",)
    # A pattern would leave out the branches of all remotes.
    assert from_lines(opened, [], "*").known == ()
    with pytest.raises(GitProblem, match="no line of the hook"):
        from_lines(opened, ["nonsense"], "")


def test_what_pre_commit_tells(repo: Repo) -> None:
    opened, head = Repository.open(repo.folder), repo.git("rev-parse", "HEAD")
    first = repo.git("rev-parse", "HEAD~1")
    told = {"PRE_COMMIT": "1"}
    refs = {"PRE_COMMIT_FROM_REF": first, "PRE_COMMIT_TO_REF": head}
    assert from_environment(opened, told | refs) == Pushed((head,), (first,))
    # When all of the history is pushed it names the branch only.
    names = {"PRE_COMMIT_LOCAL_BRANCH": "refs/heads/main", "PRE_COMMIT_REMOTE_NAME": "origin"}
    assert from_environment(opened, told | names) == Pushed((head,), ("--remotes=origin",))
    assert from_environment(opened, told) == Pushed((head,), ())
