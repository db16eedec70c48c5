"""What is kept of a history: with it, without it and with what is left of it, all is the same."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger import cache, cachedir, whole
from hdirledger.cli.allcsv import all_csv
from hdirledger.cli.recorded import has_one_of
from hdirledger.excerpt import history_of_some
from hdirledger.git import Repository
from hdirledger.history import History, read_history, replay

from .journal import Snapshot, write_history
from .repos import Repo
from .test_history import BAD, A, B, histories, records_at, text


@pytest.fixture(autouse=True)
def cache_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cachedir.SWITCH, raising=False)


def kept_files(folder: Path) -> list[Path]:
    return sorted((folder / ".git" / cache.FOLDER).glob("*/*"))


def all_commits(folder: Path) -> list[str]:
    """The ids of all commits, also of those that no branch has, the oldest first."""
    told = subprocess.run(
        ["git", "cat-file", "--batch-all-objects", "--batch-check=%(objecttype) %(objectname)"],
        cwd=folder, capture_output=True, check=True, text=True,
    ).stdout.split("\n")  # fmt: skip
    ids = [line.split()[1] for line in told if line.startswith("commit ")]
    when = subprocess.run(
        ["git", "log", "--no-walk", "--format=%ct %H", *ids],
        cwd=folder, capture_output=True, check=True, text=True,
    ).stdout.split("\n")  # fmt: skip
    return [line.split()[1] for line in sorted(when) if line]


def asked(repository: Repository, tip: str, what: str) -> object:
    """One way to ask for the history up to a commit."""
    if what == "first parents":
        return read_history(repository, tip)
    if what == "every commit":
        return read_history(repository, tip, first_parent=False)
    if what == "csv":
        subprocess.run(["git", "update-ref", "HEAD", tip], cwd=repository.top, check=True)
        return all_csv(repository.top, None)
    exact, ids = what == "exact", ["TB2022-1"]
    found, _ = history_of_some(repository, tip, ids, has_one_of(ids), exact=exact)
    own = [edit for edit in found.edits if edit.record in ids]
    shown = {edit.commit.id for edit in own}
    remarks = [one for one in found.mismatches if one.commit.id in shown]
    facts = (found.commits, found.first, found.last, found.shallow, found.broken)
    return (found.edits if exact else own), remarks, facts


MESSAGES = st.sampled_from(["x", "x\n\nLetter: 2022-tb", "x\n\nLetter: 2022-ttb-1"])
WEIGHTS = st.sampled_from([0, 0.1, 1, 3, 100])
ASKS = ["first parents", "first parents", "every commit", "some", "exact", "csv"]


@settings(max_examples=40)
@given(histories(), st.data())
def test_two_processes_read_what_one_reads(commits: list[Snapshot], data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        folder = write_history(Path(name), commits)
        repository = Repository.open(folder)
        with patch.dict(os.environ, {cachedir.SWITCH: "off"}):
            expected = read_history(repository)
        with (
            patch.object(whole, "_MANY", 0),
            patch.object(whole, "_ASSIGNMENT", data.draw(WEIGHTS)),
        ):
            assert read_history(repository) == expected
        assert read_history(repository) == expected


@settings(max_examples=40)
@given(histories(), st.data())
def test_the_cache_never_changes_an_answer(commits: list[Snapshot], data: st.DataObject) -> None:
    """Asking at one commit after another is what committing, amending, resetting, merging and
    changing branches amount to."""
    commits = [replace(one, message=data.draw(MESSAGES)) for one in commits]
    with TemporaryDirectory() as name:
        folder = write_history(Path(name), commits)
        (folder / "ledger").mkdir()
        (folder / "ledger" / "ledger.yaml").touch()
        repository = Repository.open(folder)
        ids = all_commits(folder)
        for _ in range(data.draw(st.integers(2, 7))):
            act = data.draw(st.sampled_from(["ask", "ask", "ask", "ask", "lose", "damage", "cut"]))
            files = [file for file in kept_files(folder) if file.stat().st_size]
            if act == "ask" or not files:
                tip, what = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ASKS))
                found = asked(repository, tip, what)
                with patch.dict(os.environ, {cachedir.SWITCH: "off"}):
                    assert found == asked(repository, tip, what)
                continue
            file = data.draw(st.sampled_from(files))
            held = bytearray(file.read_bytes())
            place = data.draw(st.integers(0, len(held) - 1))
            if act == "lose":
                file.unlink()
            elif act == "cut":
                file.write_bytes(held[:place])
            else:
                held[place] ^= data.draw(st.integers(1, 255))
                file.write_bytes(held)


@settings(max_examples=20)
@given(histories(), st.data())
def test_folding_kept_events_gives_exactly_the_records_of_the_last_commit(
    commits: list[Snapshot], data: st.DataObject
) -> None:
    with TemporaryDirectory() as name:
        folder = write_history(Path(name), commits)
        repository = Repository.open(folder)
        for tip in data.draw(st.lists(st.sampled_from(all_commits(folder)), max_size=2)):
            read_history(repository, tip)
        read_history(repository)
        assert replay(read_history(repository).edits) == records_at(repository)


class TestWhatIsRead:
    """How much of the log is read, seen from the commits after which it is asked for."""

    @pytest.fixture
    def since(self, monkeypatch: pytest.MonkeyPatch) -> list[object]:
        told: list[object] = []
        real = Repository.log

        def log(self: Repository, tip: str = "HEAD", **options: Any) -> Iterator[Any]:
            told.append(options.get("since"))
            return real(self, tip, **options)

        monkeypatch.setattr(Repository, "log", log)
        return told

    def ask(self, repo: Repo, *ids: str) -> History:
        repository = Repository.open(repo.folder)
        tip = repository.id_of("HEAD")
        if ids:
            return history_of_some(repository, tip, ids, has_one_of(ids))[0]
        return read_history(repository)

    @pytest.mark.parametrize("ids", [(), ("TB2022-1",)])
    def test_nothing_when_nothing_is_new(
        self, tmp_path: Path, since: list[object], ids: tuple[str, ...]
    ) -> None:
        repo = Repo(tmp_path)
        repo.commit("En", {A: text(1, "En"), B: text(2, "En")})
        first = self.ask(repo, *ids)
        assert since == [None]
        assert self.ask(repo, *ids) == first
        assert since == [None]

    @pytest.mark.parametrize("ids", [(), ("TB2022-1",)])
    def test_only_what_is_new(
        self, tmp_path: Path, since: list[object], ids: tuple[str, ...]
    ) -> None:
        repo = Repo(tmp_path)
        first = repo.commit("En", {A: text(1, "En")})
        self.ask(repo, *ids)
        last = repo.commit("To", {A: text(1, "To")})
        history = self.ask(repo, *ids)
        assert since == [None, first]
        assert [(e.old, e.new, e.commit.id) for e in history.events if e.item] == [
            ("En", "To", last)
        ]
        assert self.ask(repo, *ids) == history
        assert since == [None, first]

    def test_nothing_for_an_older_commit(self, tmp_path: Path, since: list[object]) -> None:
        repo = Repo(tmp_path)
        first = repo.commit("En", {A: text(1, "En")})
        repo.commit("To", {A: text(1, "To")})
        self.ask(repo)
        assert len(read_history(Repository.open(repo.folder), first).events) == 1
        assert since == [None]

    def test_a_record_is_found_in_the_history_of_everything(
        self, tmp_path: Path, since: list[object]
    ) -> None:
        repo = Repo(tmp_path)
        repo.commit("En", {A: text(1, "En"), B: text(2, "En")})
        self.ask(repo)
        assert [edit.record for edit in self.ask(repo, "TB2022-2").edits] == ["TB2022-2"]
        assert since == [None]

    def test_an_amended_commit_is_read_anew(self, tmp_path: Path, since: list[object]) -> None:
        repo = Repo(tmp_path)
        repo.commit("En", {A: text(1, "En")})
        old = repo.commit("To", {A: text(1, "To")})
        self.ask(repo)
        repo.write(f"ledger/{A}", text(1, "Tre"))
        repo.git("commit", "--quiet", "--amend", "--all", "-m", "Tre")
        history = self.ask(repo)
        assert [(e.old, e.new) for e in history.events if e.item] == [("En", "Tre")]
        assert since == [None, old]

    def test_a_tip_that_is_gone(self, tmp_path: Path) -> None:
        repo = Repo(tmp_path)
        repo.commit("En", {A: text(1, "En")})
        repo.commit("To", {A: text(1, "To")})
        self.ask(repo)
        repo.git("reset", "--quiet", "--hard", "HEAD~1")
        repo.commit("Tre", {A: text(1, "Tre")})
        repo.git("reflog", "expire", "--expire=now", "--all")
        repo.git("gc", "--quiet", "--prune=now")
        assert [(e.old, e.new) for e in self.ask(repo).events if e.item] == [("En", "Tre")]

    def test_a_broken_file_of_before_stands_for_its_last_good_version(
        self, tmp_path: Path, since: list[object]
    ) -> None:
        repo = Repo(tmp_path)
        repo.commit("En", {A: text(1, "En")})
        repo.commit("Knust", {A: BAD})
        broken = repo.commit("Flyttet", {A: None, B: BAD})
        assert len(self.ask(repo).broken) == 2
        repo.commit("To", {B: None, A: text(1, "To")})
        history = self.ask(repo)
        assert since == [None, broken]
        with patch.dict(os.environ, {cachedir.SWITCH: "off"}):
            assert history == self.ask(repo)
