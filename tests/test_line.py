"""What is kept of a history: with it, without it and with what is left of it, all is the same."""

import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger import cache
from hdirledger.cli.recorded import has_one_of, whole_csv
from hdirledger.excerpt import history_of_some
from hdirledger.git import Repository
from hdirledger.history import read_history, replay

from .journal import Snapshot, write_history
from .test_history import histories, records_at


@pytest.fixture(autouse=True)
def cache_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cache.SWITCH, raising=False)


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
        return whole_csv(repository.top, None)
    exact, ids = what == "exact", ["TB2022-1"]
    found = history_of_some(repository, tip, ids, has_one_of(ids), exact=exact)
    own = [edit for edit in found.edits if edit.record in ids]
    shown = {edit.commit.id for edit in own}
    remarks = [one for one in found.mismatches if one.commit.id in shown]
    facts = (found.commits, found.first, found.last, found.shallow, found.broken)
    return (found.edits if exact else own), remarks, facts


ASKS = ["first parents", "first parents", "every commit", "some", "exact", "csv"]


@settings(max_examples=40)
@given(histories(), st.data())
def test_the_cache_never_changes_an_answer(commits: list[Snapshot], data: st.DataObject) -> None:
    """Asking at one commit after another is what committing, amending, resetting, merging and
    changing branches amount to."""
    with TemporaryDirectory() as name:
        folder = write_history(Path(name), commits)
        (folder / "ledger").mkdir()
        (folder / "ledger" / "ledger.yaml").touch()
        repository = Repository.open(folder)
        ids = all_commits(folder)
        for _ in range(data.draw(st.integers(2, 7))):
            act = data.draw(st.sampled_from(["ask", "ask", "ask", "ask", "lose", "damage", "cut"]))
            files = kept_files(folder)
            if act == "ask" or not files:
                tip, what = data.draw(st.sampled_from(ids)), data.draw(st.sampled_from(ASKS))
                found = asked(repository, tip, what)
                with patch.dict(os.environ, {cache.SWITCH: "off"}):
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
