"""Clones that lack a part of the history: what they cannot know is told for each commit."""

import subprocess
from pathlib import Path

import pytest

from hdirledger import cachedir
from hdirledger.cli.recorded import has_one_of
from hdirledger.excerpt import history_of_some
from hdirledger.git import Repository
from hdirledger.history import read_history

from .journal import Snapshot, write_history
from .test_history import A, B, text


@pytest.fixture(autouse=True)
def cache_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(cachedir.SWITCH, raising=False)


class TestShallow:
    """Whether a commit's parents are missing is judged for each commit."""

    @pytest.fixture
    def source(self, tmp_path: Path) -> Path:
        one, other = text(1, "En"), text(2, "En")
        commits = [
            Snapshot({A: one}),
            Snapshot({A: text(1, "To")}, (0,)),
            # A branch that begins at the first commit, longer than the main line.
            Snapshot({A: one, B: other}, (0,)),
            Snapshot({A: one, B: text(2, "To")}, (2,)),
            Snapshot({A: one, B: text(2, "Tre")}, (3,)),
            Snapshot({A: text(1, "To"), B: text(2, "Tre")}, (1, 4)),
        ]
        return write_history(tmp_path / "source", commits)

    def clone(self, source: Path, folder: Path, *options: str) -> Repository:
        address = source.resolve().as_uri()
        subprocess.run(["git", "clone", "-q", *options, address, str(folder)], check=True)
        return Repository.open(folder)

    def test_a_clone_of_which_only_a_side_branch_is_cut_off(
        self, source: Path, tmp_path: Path
    ) -> None:
        # Depth three reaches the root of the main line, and not that of the branch.
        repository = self.clone(source, tmp_path / "clone", "--depth=3")
        assert repository.shallow
        landed = read_history(repository)
        assert not landed.shallow
        assert not any(edit.before for edit in landed.edits)
        assert landed == read_history(Repository.open(source))
        assert repository.notes == ()
        every = read_history(repository, first_parent=False)
        assert every.shallow
        assert [edit.record for edit in every.edits if edit.before] == ["TB2022-1", "TB2022-2"]

    def test_what_was_kept_before_it_was_made_whole(self, source: Path, tmp_path: Path) -> None:
        repository = self.clone(source, tmp_path / "clone", "--depth=1")
        for first_parent in (True, False):
            assert all(e.before for e in read_history(repository, first_parent=first_parent).edits)
        ids = ["TB2022-1"]
        history_of_some(repository, repository.id_of("HEAD"), ids, has_one_of(ids))
        subprocess.run(["git", "fetch", "-q", "--unshallow"], cwd=repository.top, check=True)
        whole_ = Repository.open(repository.top)
        for first_parent in (True, False):
            found = read_history(whole_, first_parent=first_parent)
            assert found == read_history(Repository.open(source), first_parent=first_parent)
        tip = whole_.id_of("HEAD")
        found, _ = history_of_some(whole_, tip, ids, has_one_of(ids))
        assert not any(edit.before for edit in found.edits)
