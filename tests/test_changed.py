"""Which files of the working tree may say something else than the last commit."""

from pathlib import Path

import pytest

from hdirledger.changed import changed_paths, files_at
from hdirledger.git import Repository
from hdirledger.source import WorkingTree

from .repos import FILES, Repo

A = "ledger/assignments/2022/TB2022-1.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "bøker")
    repo.commit("En", dict(FILES))
    return repo


def changed(repo: Repo) -> set[str] | None:
    return changed_paths(Repository.open(repo.folder))


def test_nothing(repo: Repo) -> None:
    assert changed(repo) == set()


def test_edited_staged_new_ignored_and_deleted(repo: Repo) -> None:
    repo.write(A, "x\n")
    repo.write("ledger/letters/2022-tb.yaml", "y\n")
    repo.git("add", "ledger/letters")
    repo.write(".gitignore", "*-2.yaml\n")
    repo.write("ledger/assignments/2022/TB2022-2.yaml", "z\n")
    repo.write("ledger/assignments/2022/å.yaml", "z\n")
    repo.write("ledger/ledger.yaml", None)
    found = changed(repo)
    assert found == {
        A,
        "ledger/letters/2022-tb.yaml",
        "ledger/assignments/2022/TB2022-2.yaml",
        "ledger/assignments/2022/å.yaml",
        "ledger/ledger.yaml",
    }
    told = [(file.path, file.content) for file in files_at(WorkingTree(repo.folder), found)]
    assert told == [
        (file.path, file.content) for file in WorkingTree(repo.folder).files() if file.path in found
    ]


@pytest.mark.parametrize("flag", ["--assume-unchanged", "--skip-worktree"])
def test_what_git_was_told_not_to_look_at(repo: Repo, flag: str) -> None:
    repo.git("update-index", flag, A)
    repo.write(A, "x\n")
    assert changed(repo) == {A}


def test_a_repository_inside(repo: Repo) -> None:
    inner = Repo(repo.folder / "ledger" / "letters" / "inner")
    inner.commit("x")
    assert changed(repo) is None
    assert [file.path for file in files_at(WorkingTree(repo.folder), None)]


def test_before_the_first_commit(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    assert changed(repo) is None


def test_links_and_other_things_are_no_files(repo: Repo) -> None:
    folder = repo.folder / "ledger" / "letters"
    (folder / "lenke.yaml").symlink_to("2022-tb.yaml")
    (folder / "mappe").symlink_to("../assignments")
    paths = {"lenke.yaml", "mappe/2022/TB2022-1.yaml", ".x.yaml", "borte.yaml", "a.yaml/b.yaml"}
    (folder / ".x.yaml").touch()
    (folder / "a.yaml").mkdir()
    (folder / "a.yaml" / "b.yaml").touch()
    found = files_at(WorkingTree(repo.folder), {f"ledger/letters/{path}" for path in paths})
    assert list(found) == []


def test_a_ledger_below_the_root(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write("under/ledger/ledger.yaml", "x\n")
    repo.write("ledger/ledger.yaml", "x\n")
    repo.commit("En")
    repo.write("under/ledger/ledger.yaml", "y\n")
    repo.write("ledger/ledger.yaml", "y\n")
    assert changed_paths(Repository.open(tmp_path / "under")) == {"ledger/ledger.yaml"}
