"""A history that two processes share is the history that one reads."""

import os
from collections.abc import Iterable
from pathlib import Path
from unittest.mock import patch

import pytest

from hdirledger import whole
from hdirledger.git import GitProblem, Repository
from hdirledger.history import Edit, History, read_history
from hdirledger.views.history import event_rows

from .repos import FILES, Repo
from .support import assignment, letter

Files = dict[str, str | bytes | None]


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HDIRLEDGER_CACHE", "off")
    monkeypatch.delenv("HDIRLEDGER_FAST", raising=False)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path)


def both(repo: Repo) -> tuple[History, bool]:
    """The history, and whether two processes could share it."""
    repository = Repository.open(repo.folder)
    expected = read_history(repository)
    shared: list[bool] = []
    by_two = whole._by_two

    def watched(*arguments: object) -> object:
        found = by_two(*arguments)  # type: ignore[arg-type]
        shared.append(found is not None)
        return found

    with patch.object(whole, "_MANY", 0), patch.object(whole, "_by_two", watched):
        assert read_history(repository) == expected
        rendered = whole.read_whole(repository, expected.last.id if expected.last else "", text)
    assert rendered.text == text(expected.edits)
    return expected, shared == [True, True]


def text(edits: Iterable[Edit]) -> bytes:
    return "".join(f"{row}\n" for row in event_rows(edits)).encode()


def path(number: int, year: int = 2022) -> str:
    return f"assignments/{year}/TB{year}-{number}.yaml"


def many() -> Files:
    return {path(1, year): assignment(f"TB{year}-1") for year in range(2020, 2026)}


def test_commits_in_files_of_both(repo: Repo) -> None:
    message = "x\n\nLetter: 2022-tb\nLetter: 2021-tb"
    repo.commit(message, {**FILES, **many(), "letters/2021-tb.yaml": letter("2021-tb", "main")})
    repo.commit(
        "y", {path(1, year): assignment(f"TB{year}-1", title="Ny") for year in (2020, 2025)}
    )
    repo.commit("z", {path(1, 2021): None, "ledger.yaml": "x: [\n"})
    history, shared = both(repo)
    assert shared
    assert len(history.broken) == 1
    assert [edit.record for edit in history.edits if edit.commit == history.last] == ["TB2021-1"]


def test_a_letter_is_declared_where_its_file_is_read(repo: Repo) -> None:
    repo.commit("x", {**FILES, **many()})
    repo.commit(
        "y",
        {
            "ledger.yaml": FILES["ledger.yaml"] + "  - 2022-ttb-1\n",
            "letters/2022-ttb-1.yaml": letter("2022-ttb-1"),
        },
    )
    _, shared = both(repo)
    assert shared


@pytest.mark.parametrize("name", ["TB2020-1", "other"])
def test_a_file_that_moves(repo: Repo, name: str) -> None:
    """With its name it tells where no boundary may be; else the record does, too late."""
    repo.commit("x", {**FILES, **many()})
    repo.commit(
        "y",
        {path(1, 2020): None, f"assignments/2025/{name}.yaml": assignment("TB2020-1", title="Ny")},
    )
    history, _ = both(repo)
    assert [(event.old, event.new) for event in history.events if event.item] == [
        ("Et oppdrag", "Ny")
    ]


def test_both_processes_have_ended_where_a_file_is_not_here(repo: Repo, tmp_path: Path) -> None:
    repo.commit("x", {**FILES, **many()})
    blob = repo.git("rev-parse", f"HEAD:ledger/{path(1, 2020)}")
    (tmp_path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    repository = Repository.open(repo.folder)
    with patch.object(whole, "_MANY", 0), pytest.raises(GitProblem):
        read_history(repository)
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_without_a_second_process(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit("x", {**FILES, **many()})
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    assert both(repo)[1]
