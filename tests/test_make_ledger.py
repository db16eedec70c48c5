"""The synthetic ledger: what is measured on it would be found on a real one."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger.check import check
from hdirledger.findings import Severity
from hdirledger.git import Repository
from hdirledger.history import read_history, replay
from hdirledger.ledger import Ledger
from synthetic.make import environment, make
from synthetic.shape import SMALLEST, Unmakeable, shape_of

from .test_history import records_at

RECORDS, COMMITS = 600, 150


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=environment(), capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    make(folder, RECORDS, COMMITS, seed=1)
    return folder


def test_check_finds_nothing_wrong(made: Path) -> None:
    checked = check(Ledger.open(made))
    assert [f for f in checked.findings if f.severity is not Severity.NOTE] == []
    assert checked.files == RECORDS
    assert git(made, "status", "--porcelain") == ""


@pytest.mark.parametrize("seed", [2, 3])
def test_other_seeds_are_clean_too(tmp_path: Path, seed: int) -> None:
    make(tmp_path, 300, 60, seed)
    findings = check(Ledger.open(tmp_path)).findings
    assert [f for f in findings if f.severity is not Severity.NOTE] == []


def test_it_has_everything_that_the_real_one_has(made: Path) -> None:
    ledger = Ledger.open(made)
    assignments, movements = ledger.assignments, ledger.allocations
    assert {a.status for a in assignments} >= {"open", "lapsed", "delivered", "replaced"}
    assert any(a.held == "no" for a in assignments)
    assert any(letter.held == "no" for letter in ledger.letters.values())
    for name in ("parts", "deadlines", "partners", "relations", "funds", "formerly", "goals"):
        assert any(getattr(a, name) for a in assignments), name
    for name in ("rows", "earmarks", "restated", "notes", "transfer", "split", "keywords"):
        assert any(getattr(m, name) for m in movements), name
    assert any(m.income for m in movements)
    assert any(len(m.posts) > 1 for m in movements)
    assert ledger.goals
    assert ledger.reporting
    assert ledger.authorizations
    # Deadlines that a letter ended, and the ones that came instead.
    ended = [(a, d.until) for a in assignments for d in a.deadlines if d.until]
    assert ended
    assert all(any(d.since == by for d in a.deadlines) for a, by in ended)


def test_its_history_folds_to_its_records(made: Path) -> None:
    repository = Repository.open(made)
    history = read_history(repository)
    assert replay(history.edits) == records_at(repository)
    assert history.broken == ()
    assert history.mismatches == ()


def test_its_commits_are_entries_of_a_journal(made: Path) -> None:
    assert git(made, "rev-list", "--count", "HEAD").strip() == str(COMMITS)
    assert int(git(made, "rev-list", "--merges", "--count", "HEAD")) >= 2
    assert "\nR100\t" in git(made, "log", "-M", "--name-status", "--format=")
    messages = git(made, "log", "--no-merges", "--reverse", "--format=%B%x00").split("\0")[:-1]
    entries = [re.findall(r"^(Letter|Corrects|Editorial): (.+)$", m, re.M) for m in messages]
    assert all(len(entry) == 1 for entry in entries)
    assert {entry[0][0] for entry in entries} == {"Letter", "Corrects", "Editorial"}
    registered = [name for [(key, name)] in entries if key == "Letter"]
    order = {name: n for n, name in enumerate(Ledger.open(made).root.letters)}
    assert all(order[a] <= order[b] for a, b in pairwise(registered))
    # What a letter said is ended by later ones, and never taken away.
    for event in read_history(Repository.open(made)).events:
        if event.item[:1] in (("basis",), ("deadlines",)) and len(event.item) == 2:
            assert event.new is not None or ("Corrects", event.letters[0]) in event.commit.trailers


def test_the_same_numbers_give_the_same_commits(made: Path, tmp_path: Path) -> None:
    make(tmp_path / "same", RECORDS, COMMITS, seed=1)
    make(tmp_path / "other", RECORDS, COMMITS, seed=2)
    heads = [git(f, "rev-parse", "HEAD") for f in (made, tmp_path / "same", tmp_path / "other")]
    assert heads[0] == heads[1] != heads[2]


@settings(max_examples=50)
@given(st.integers(SMALLEST, 5000), st.integers())
def test_it_has_exactly_the_records_that_are_asked_for(records: int, seed: int) -> None:
    shape = shape_of(records, Random(seed))
    letters = [letter for year in shape.years for letter in year.letters]
    brought = sum(
        1 + x.assignments + x.stubs + x.movements + x.goals + x.authorizations + x.reporting
        for x in letters
    )
    assert brought + 1 == records
    assert all(year.letters[0].main and year.letters[-1].held for year in shape.years)


@pytest.mark.parametrize(
    ("records", "commits", "told"), [(10, 10, "at least 30 records"), (1000, 3, "need at least")]
)
def test_numbers_that_do_not_fit_are_refused(
    tmp_path: Path, records: int, commits: int, told: str
) -> None:
    with pytest.raises(Unmakeable, match=told):
        make(tmp_path / "x", records, commits, seed=1)
    assert not (tmp_path / "x").exists()


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("x", encoding="utf-8")
    command = [sys.executable, "-m", "synthetic", str(tmp_path)]
    scripts = Path(__file__).parents[1] / "scripts"
    done = subprocess.run(command, cwd=scripts, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [file.name for file in tmp_path.iterdir()] == ["mine.txt"]
