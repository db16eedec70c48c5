"""A check that helpers have a share in says the same as one that we do alone."""

import os
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from hdirledger import helpers, shared, stamps
from hdirledger.cache import Cache
from hdirledger.check import check
from hdirledger.git import Repository
from hdirledger.helpers import Work
from hdirledger.ledger import Entry, Ledger
from hdirledger.recheck import recheck
from hdirledger.source import ChangedMeanwhile, File, Listed, ListedTree, WorkingTree

from .repos import Repo
from .test_recheck import edits, same, settle


@pytest.fixture(autouse=True)
def three_for_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two helpers take part however few files there are."""
    monkeypatch.setattr(helpers, "_EACH", 1)
    monkeypatch.setattr(shared, "_FEW", 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    monkeypatch.setattr(stamps, "_SETTLED", 10_000_000)
    for name in ("HDIRLEDGER_CACHE", "HDIRLEDGER_FAST"):
        monkeypatch.delenv(name, raising=False)


def books(folder: Path, seed: int) -> Repo:
    repo = Repo(folder)
    for _ in edits(Random(seed), repo):
        pass
    return repo


@pytest.mark.parametrize("seed", range(4))
def test_after_any_edits(tmp_path: Path, seed: int) -> None:
    repo = Repo(tmp_path / "repo")
    cache = Cache(tmp_path / "cache")
    for _ in edits(Random(seed), repo):
        settle()
        same(WorkingTree(repo.folder), Cache(None))
        same(WorkingTree(repo.folder), cache)
        same(WorkingTree(repo.folder), cache)
    repo.git("add", "--all", "--force")
    same(Repository.open(repo.folder).index_tree(), Cache(None))


def test_a_share_is_read_by_a_helper_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo = books(tmp_path / "repo", 1)
    read: list[str] = []
    reader = shared.read_entry

    def noted(file: File) -> Entry:
        read.append(file.path)
        return reader(file)

    monkeypatch.setattr(shared, "read_entry", noted)
    files = recheck(WorkingTree(repo.folder), Cache(None)).files
    assert 0 < len(read) < files


def dead(tree: ListedTree, share: Sequence[Listed]) -> Work:
    os._exit(9)
    yield


def lost(tree: ListedTree, share: Sequence[Listed]) -> Work:
    raise ChangedMeanwhile("some file was changed")
    yield


def torn(tree: ListedTree, share: Sequence[Listed]) -> Work:
    work = shared_help(tree, share)
    yield next(work)
    raise ValueError


shared_help = shared._help


@pytest.mark.parametrize("work", [dead, lost, torn])
def test_without_answers_we_do_it_ourselves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], work: object
) -> None:
    tree = WorkingTree(books(tmp_path / "repo", 2).folder)
    expected = check(Ledger.read(tree))
    monkeypatch.setattr(shared, "_help", work)
    cache = Cache(tmp_path / "cache")
    assert recheck(tree, cache) == expected
    assert recheck(tree, cache) == expected
    assert capfd.readouterr() == ("", "")


def test_helpers_have_ended_when_we_have(tmp_path: Path) -> None:
    recheck(WorkingTree(books(tmp_path / "repo", 3).folder), Cache(None))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_where_no_process_can_be_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused() -> int:
        raise OSError("no more processes")

    tree = WorkingTree(books(tmp_path / "repo", 3).folder)
    monkeypatch.setattr(os, "fork", refused)
    assert recheck(tree, Cache(None)) == check(Ledger.read(tree))
