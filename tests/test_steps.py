"""The journal rules on real histories: every way in which commits come about."""

import json
from pathlib import Path
from textwrap import dedent

import pytest

from .repos import Repo
from .support import ROOT, assignment, hdirledger, letter
from .test_journal import TTB1, root

Told = list[tuple[str, str, str]]
ONE = "assignments/2022/TB2022-1.yaml"
TWO = "assignments/2022/TB2022-2.yaml"
FIRST = "letters/2022-ttb-1.yaml"
SECOND = "letters/2022-ttb-2.yaml"
TB = {
    "ledger.yaml": root("2022-tb"),
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    ONE: assignment("TB2022-1", "deadlines: [{due: 2022-08-31, lines: '10'}]"),
    TWO: assignment("TB2022-2", "summary: Kort."),
}
REGISTERED = "Register 2022-tb\n\nLetter: 2022-tb"


def moved(letter: str, day: str, old: str = "") -> str:
    """TB2022-1 with its deadline moved by a letter; ``old`` are further deadlines."""
    return assignment(
        "TB2022-1",
        f"deadlines:\n  - {{due: 2022-08-31, lines: '10', until: {letter}}}\n{old}"
        f"  - {{due: {day}, lines: '11', since: {letter}}}",
        then=f"{letter} deadline-changed",
    )


# What 2022-ttb-1 and 2022-ttb-2 do, each by itself: both move the same deadline.
BY_FIRST = {
    "ledger.yaml": root("2022-tb", "2022-ttb-1"),
    FIRST: TTB1,
    ONE: moved("2022-ttb-1", "2022-09-30"),
}
BY_SECOND = {
    "ledger.yaml": root("2022-tb", "2022-ttb-2"),
    SECOND: letter("2022-ttb-2", dated="2022-09-01"),
    ONE: moved("2022-ttb-2", "2022-10-15"),
}
BY_BOTH = {
    "ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2"),
    FIRST: TTB1,
    SECOND: BY_SECOND[SECOND],
    ONE: assignment(
        "TB2022-1",
        """
        deadlines:
          - {due: 2022-08-31, lines: '10', until: 2022-ttb-1}
          - {due: 2022-09-30, lines: '11', since: 2022-ttb-1, until: 2022-ttb-2}
          - {due: 2022-10-15, lines: '11', since: 2022-ttb-2}
        """,
        then="2022-ttb-1 deadline-changed\n2022-ttb-2 deadline-changed",
    ).replace('lines: "12"', 'lines: "11"'),
}


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "bøker")
    repo.commit(REGISTERED, dict(TB))
    return repo


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("GITHUB_ACTIONS", "HDIRLEDGER", "PRE_COMMIT"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def journal(repo: Repo, capsys: pytest.CaptureFixture[str]) -> "Journal":
    return Journal(repo.folder, capsys)


class Journal:
    """``check --journal`` of a project."""

    def __init__(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.project = project
        self._capsys = capsys

    def __call__(self, range_: str) -> Told:
        """The journal findings of a range: code, record or file, and subject of the commit."""
        code = hdirledger(
            self.project, "check", f"--journal={range_}", "--select=J", "--format=json"
        )
        out = json.loads(self._capsys.readouterr().out)
        assert code == (1 if out["counts"]["error"] or out["counts"]["warning"] else 0)
        return [(f["code"], f["record"] or f["file"], f["subject"]) for f in out["findings"]]

    def refused(self, range_: str) -> str:
        """What is said of a range that cannot be judged."""
        assert hdirledger(self.project, "check", f"--journal={range_}") == 2
        said = self._capsys.readouterr()
        assert said.out == ""
        assert "Traceback" not in said.err
        return said.err


def test_a_root_commit_and_a_letter(repo: Repo, journal: Journal) -> None:
    repo.commit("Move\n\nLetter: 2022-ttb-1", dict(BY_FIRST))
    assert journal("0000000..HEAD") == []
    assert journal("HEAD~1..HEAD") == []


def test_a_root_commit_without_trailer(tmp_path: Path, journal: Journal) -> None:
    repo = Repo(tmp_path / "x")
    repo.commit("Alt", dict(TB))
    journal.project = repo.folder
    assert journal("0..HEAD") == [("J101", f"ledger/{ONE}", "Alt")]


def test_findings_name_place_and_commit_of_each_wrong_entry(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    text = TB[ONE].replace("2022-08-31", "2022-09-30")
    wrong = repo.commit("Overskriv | fristen\n\nEditorial: ny frist", {ONE: text})
    repo.commit("Rett\n\nCorrects: 2022-tb", {ONE: TB[ONE]})
    assert hdirledger(repo.folder, "check", "--journal", "HEAD~2..HEAD", "--select", "J") == 1
    lines = capsys.readouterr().out.splitlines()
    place = f"bøker/ledger/{ONE}:6:13: J105 error: deadlines[2022-09-30] is added"
    (line,) = [line for line in lines if line.startswith(place)]
    assert line.endswith(f"[{wrong[:10]} Overskriv | fristen]")
    assert lines[-1].startswith("2 commits, 4 files: ")
    assert hdirledger(repo.folder, "check", "--journal", "HEAD~2..HEAD", "--format", "github") == 1
    start = f"::error file=ledger/{ONE},line=6,col=13,title=J105::"
    (annotation,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith(start)]
    assert f"[{wrong[:10]} Overskriv | fristen]%0A" in annotation


def test_a_commit_that_changes_the_program_is_no_entry(repo: Repo, journal: Journal) -> None:
    repo.write("program.py", "x = 1\n")
    repo.commit("Change the program")
    assert journal("HEAD~1..HEAD") == []


def test_ledger_and_program_in_one_commit(repo: Repo, journal: Journal) -> None:
    repo.write("program.py", "x = 1\n")
    repo.commit("Both\n\nLetter: 2022-ttb-1", dict(BY_FIRST))
    assert journal("HEAD~1..HEAD") == [("J103", f"ledger/{ONE}", "Both")]


def test_a_new_form_may_come_with_the_program_that_writes_it(repo: Repo, journal: Journal) -> None:
    repo.write("program.py", "x = 1\n")
    repo.commit("Form\n\nEditorial: quotes", {TWO: TB[TWO].replace("Kort.", "'Kort.'")})
    assert journal("HEAD~1..HEAD") == []


def test_a_revert_must_say_what_it_corrects(repo: Repo, journal: Journal) -> None:
    repo.commit("Move\n\nLetter: 2022-ttb-1", dict(BY_FIRST))
    repo.git("revert", "--no-edit", "HEAD")
    codes = {code for code, _, _ in journal("HEAD~1..HEAD")}
    assert codes == {"J101", "J105", "J106", "J108"}
    repo.git("commit", "--quiet", "--amend", "-m", "Not yet\n\nCorrects: 2022-ttb-1")
    assert journal("HEAD~1..HEAD") == []
    repo.git("revert", "--no-edit", "HEAD")
    repo.git("commit", "--quiet", "--amend", "-m", "Again\n\nLetter: 2022-ttb-1")
    assert journal("HEAD~3..HEAD") == []


def test_a_cherry_pick_onto_books_that_say_something_else(repo: Repo, journal: Journal) -> None:
    picked = repo.commit("Move\n\nLetter: 2022-ttb-1", dict(BY_FIRST))
    repo.git("switch", "--quiet", "--create", "other", "HEAD~1")
    repo.git("cherry-pick", "-x", picked)
    assert journal("HEAD~1..HEAD") == []
    # Without its first commit a branch leans on books that are not there.
    later = {ONE: BY_BOTH[ONE], SECOND: BY_BOTH[SECOND], "ledger.yaml": BY_BOTH["ledger.yaml"]}
    picked = repo.commit("Second\n\nLetter: 2022-ttb-2", dict(later))
    repo.git("switch", "--quiet", "--create", "third", "main~1")
    repo.git("cherry-pick", "--strategy-option", "theirs", picked)
    assert {code for code, _, _ in journal("HEAD~1..HEAD")} == {"J104"}


def test_a_rebase_that_reorders_letters(repo: Repo, journal: Journal) -> None:
    """The later letter is entered first, and the earlier one late, which is legal as long as it
    leaves alone what the later one did."""
    repo.commit("Second\n\nLetter: 2022-ttb-2", dict(BY_SECOND))
    repo.commit("First\n\nLetter: 2022-ttb-1", dict(BY_BOTH))
    assert journal("HEAD~2..HEAD") == []
    text = BY_BOTH[ONE].replace("due: 2022-10-15", "due: 2022-10-16")
    repo.git("reset", "--hard", "--quiet", "HEAD~1")
    repo.commit("First\n\nLetter: 2022-ttb-1", {**BY_BOTH, ONE: text})
    assert journal("HEAD~2..HEAD") == [("J105", "TB2022-1", "First")]


def test_a_squash_of_two_letters(repo: Repo, journal: Journal) -> None:
    repo.commit("Both\n\nLetter: 2022-ttb-1\nLetter: 2022-ttb-2", dict(BY_BOTH))
    assert journal("HEAD~1..HEAD") == []
    # What GitHub writes when it squashes keeps only the last trailer where git looks for trailers.
    message = "Both (#3)\n\n* First\n\nLetter: 2022-ttb-1\n\n* Second\n\nLetter: 2022-ttb-2"
    repo.git("commit", "--quiet", "--amend", "-m", message)
    assert {code for code, _, _ in journal("HEAD~1..HEAD")} == {"J104"}


def branches(repo: Repo, first: dict[str, str], second: dict[str, str]) -> None:
    """Two branches, each of which registers a letter; ``one`` is checked out."""
    for name, files, by in (("two", second, "2022-ttb-2"), ("one", first, "2022-ttb-1")):
        repo.git("switch", "--quiet", "--create", name, "main")
        repo.commit(f"{name}\n\nLetter: {by}", dict(files))


def merge(repo: Repo, files: dict[str, str], message: str = "Merge") -> str:
    """Merge branch two into the one that is checked out, with these files as the result."""
    repo.git("merge", "--quiet", "--no-commit", "--no-ff", "--strategy", "ours", "two")
    return repo.commit(message, dict(files))


NEW = {
    "ledger.yaml": root("2022-tb", "2022-ttb-2"),
    SECOND: BY_SECOND[SECOND],
    TWO: TB[TWO].replace("status: open", "status: lapsed")
    + '  - letter: 2022-ttb-2\n    action: lapsed\n    lines: "9"\n',
}


def test_a_clean_merge_needs_no_trailer(repo: Repo, journal: Journal) -> None:
    branches(repo, BY_FIRST, NEW)
    merge(repo, {**NEW, "ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2")})
    assert journal("main..HEAD") == []


def test_a_merge_that_takes_one_side_wrongly(repo: Repo, journal: Journal) -> None:
    branches(repo, BY_FIRST, NEW)
    merge(repo, {})
    assert journal("main..HEAD") == [
        ("J106", "TB2022-2", "Merge"),
        ("J105", "ledger", "Merge"),
        ("J108", "2022-ttb-2", "Merge"),
    ]


def test_a_merge_that_changes_something_itself(repo: Repo, journal: Journal) -> None:
    branches(repo, BY_FIRST, NEW)
    text = NEW[TWO].replace("title: Et oppdrag", "title: Noe annet")
    order = root("2022-tb", "2022-ttb-1", "2022-ttb-2")
    merge(repo, {**NEW, "ledger.yaml": order, TWO: text})
    assert journal("main..HEAD") == [("J105", "TB2022-2", "Merge")]


def test_a_merge_of_two_changes_of_the_same_assignment(repo: Repo, journal: Journal) -> None:
    branches(repo, BY_FIRST, BY_SECOND)
    merge(repo, BY_BOTH)
    assert journal("main..HEAD") == []


def test_a_merge_that_loses_one_of_two_changes_of_an_assignment(
    repo: Repo, journal: Journal
) -> None:
    branches(repo, BY_FIRST, BY_SECOND)
    merge(repo, {**BY_BOTH, ONE: BY_FIRST[ONE]})
    assert {(code, record) for code, record, _ in journal("main..HEAD")} == {
        ("J105", "TB2022-1"),
        ("J106", "TB2022-1"),
    }


def test_what_a_commit_is_blamed_for_its_merge_is_not(repo: Repo, journal: Journal) -> None:
    branches(repo, BY_FIRST, NEW)
    repo.git("switch", "--quiet", "two")
    repo.commit("Wrong\n\nEditorial: x", {TWO: NEW[TWO].replace("Et oppdrag", "Et annet")})
    repo.git("switch", "--quiet", "one")
    repo.commit("Own words\n\nEditorial: x", {TWO: TB[TWO].replace("Kort.", "Lang.")})
    text = NEW[TWO].replace("Et oppdrag", "Et annet").replace("Kort.", "Lang.")
    merge(repo, {**NEW, "ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2"), TWO: text})
    assert journal("main..HEAD") == [("J105", "TB2022-2", "Wrong")]


def test_a_merge_of_three_branches(repo: Repo, journal: Journal) -> None:
    third = {**TB, "assignments/2022/TB2022-3.yaml": assignment("TB2022-3")}
    branches(repo, BY_FIRST, NEW)
    repo.git("switch", "--quiet", "--create", "three", "main")
    repo.commit("three\n\nCorrects: 2022-tb", dict(third))
    repo.git("switch", "--quiet", "one")
    repo.git("merge", "--quiet", "--no-ff", "-m", "Merge three", "three")
    assert journal("main..HEAD") == []
    tree = repo.git("rev-parse", "HEAD^{tree}")
    octopus = repo.git("commit-tree", tree, "-p", "one~1", "-p", "two", "-p", "three", "-m", "Octo")
    assert {record for _, record, _ in journal(f"main..{octopus}")} == {
        "TB2022-2", "2022-ttb-2", "ledger"
    }  # fmt: skip


def test_two_branches_that_took_the_same_new_id(
    repo: Repo, journal: Journal, capsys: pytest.CaptureFixture[str]
) -> None:
    """git merges them without a conflict, and each is explained; the ledger has the id twice."""
    name = "assignments/2022/TTB2022-3.yaml"
    first = {**BY_FIRST, name: assignment("TTB2022-3", given="2022-ttb-1")}
    again = name.replace("/2022/", "/2023/")
    second = {**NEW, again: assignment("TTB2022-3", given="2022-ttb-2")}
    branches(repo, first, second)
    merge(repo, {**second, "ledger.yaml": root("2022-tb", "2022-ttb-1", "2022-ttb-2")})
    assert journal("main..HEAD") == []
    assert hdirledger(repo.folder, "check", "--journal", "main..HEAD", "--select", "S302") == 1
    assert "the id TTB2022-3 is already used" in capsys.readouterr().out


def test_a_file_that_was_broken_and_mended(repo: Repo, journal: Journal) -> None:
    repo.commit("Break\n\nLetter: 2022-ttb-1", {**BY_FIRST, ONE: "id: [\n<<<<<<<\n"})
    repo.commit("Still\n\nEditorial: x", {ONE: "id: [[\n"})
    repo.commit("Mend\n\nEditorial: the file was broken", {ONE: BY_FIRST[ONE]})
    assert journal("HEAD~3..HEAD") == [
        ("J111", f"ledger/{ONE}", "Break"),
        ("J111", f"ledger/{ONE}", "Still"),
    ]
    # Also when the range begins after it broke.
    assert journal("HEAD~1..HEAD") == []
    repo.git("reset", "--hard", "--quiet", "HEAD~1")
    repo.commit("Mend\n\nEditorial: mended", {ONE: TB[ONE].replace("2022-08-31", "2022-08-30")})
    assert journal("HEAD~1..HEAD") == [("J105", "TB2022-1", "Mend")] * 2


def test_a_file_that_is_renamed_and_changed(repo: Repo, journal: Journal) -> None:
    repo.commit("Move it\n\nEditorial: folders", {ONE: None, "assignments/x/A.yaml": TB[ONE]})
    assert journal("HEAD~1..HEAD") == []
    text = TB[ONE].replace("2022-08-31", "2022-08-30")
    repo.commit("Back\n\nEditorial: folders", {"assignments/x/A.yaml": None, ONE: text})
    assert {record for _, record, _ in journal("HEAD~1..HEAD")} == {"TB2022-1"}


def test_a_branch_without_a_common_beginning(repo: Repo, journal: Journal) -> None:
    repo.git("switch", "--quiet", "--orphan", "other")
    repo.commit("Begin again\n\nLetter: 2022-tb", dict(TB))
    assert journal("main..HEAD") == []
    repo.git("switch", "--quiet", "main")
    repo.commit("Move\n\nLetter: 2022-ttb-1", dict(BY_FIRST))
    repo.git("merge", "--quiet", "--allow-unrelated-histories", "-s", "ours", "-m", "J", "other")
    assert journal("other..HEAD") == []


def test_a_base_that_is_no_ancestor(repo: Repo, journal: Journal) -> None:
    branches(repo, BY_FIRST, BY_SECOND)
    assert journal("two..one") == []
    assert journal("two...one") == []
    assert journal("one..two") == []
    repo.commit("Ord", {TWO: TB[TWO].replace("Kort.", "Lengre.")})
    assert journal("two..one") == [("J101", f"ledger/{TWO}", "Ord")]
    assert journal("two") == journal("two..one")


def test_an_empty_range(repo: Repo, journal: Journal, capsys: pytest.CaptureFixture[str]) -> None:
    assert journal("HEAD..HEAD") == []
    hdirledger(repo.folder, "check", "--journal", "HEAD..HEAD", "--select", "J")
    assert capsys.readouterr().out.startswith("0 commits, 0 files")


def test_without_a_range_it_is_what_the_main_branch_lacks(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.git("switch", "--quiet", "--create", "branch")
    repo.commit("Ord", {TWO: TB[TWO].replace("Kort.", "Lengre.")})
    assert hdirledger(repo.folder, "check", "--journal") == 1
    assert "J101" in capsys.readouterr().out
    repo.git("branch", "--move", "main", "trunk")
    assert hdirledger(repo.folder, "check", "--journal") == 2
    assert "name a range" in capsys.readouterr().err


@pytest.mark.parametrize("range_", ["nope..HEAD", "HEAD..nope", "HEAD..--all", "a\nb..HEAD"])
def test_ends_that_are_none(range_: str, journal: Journal) -> None:
    said = journal.refused(range_)
    assert said.count("\n") == 1
    assert "neither a revision" in said


def test_a_shallow_clone_cannot_tell(repo: Repo, tmp_path: Path, journal: Journal) -> None:
    for number in range(3):
        text = TB[TWO].replace("Kort.", f"Kort {number}.")
        repo.commit(f"{number}\n\nEditorial: ord", {TWO: text})
    base = repo.git("rev-parse", "HEAD~2")
    shallow = tmp_path / "shallow"
    repo.git("clone", "--quiet", "--depth", "2", f"file://{repo.folder}", str(shallow))
    journal.project = shallow
    assert journal("HEAD~1..HEAD") == []
    for range_ in (f"{base}..HEAD", "0000..HEAD"):
        said = journal.refused(range_)
        assert said.count("\n") == 1
        assert "shallow" in said
    assert "git fetch --unshallow" in journal.refused("0000..HEAD")
    # One that is deep enough to have all of it lacks nothing.
    deep = tmp_path / "deep"
    repo.git("clone", "--quiet", "--depth", "4", f"file://{repo.folder}", str(deep))
    journal.project = deep
    assert journal("0000..HEAD") == []


def test_a_ledger_below_the_root_of_a_bigger_repository(tmp_path: Path, journal: Journal) -> None:
    repo = Repo(tmp_path / "big")
    # A folder whose name is as long, with a ledger that is none of ours.
    for path, text in {**TB, ONE: "nonsense: [\n"}.items():
        repo.write(f"andre mappe/ledger/{path}", text)
    repo.commit("Other\n\nEditorial: nothing of ours")
    for path, text in TB.items():
        repo.write(f"under mappe/ledger/{path}", text)
    repo.commit(REGISTERED)
    repo.write("andre mappe/x", "x")
    repo.write(f"under mappe/ledger/{TWO}", dedent(TB[TWO]).replace("Kort.", "Lengre."))
    repo.commit("Both\n\nCorrects: 2022-tb")
    journal.project = repo.folder / "under mappe"
    assert journal("0..HEAD") == [("J103", f"ledger/{TWO}", "Both")]


def test_our_own_words_in_a_letter_of_the_ledger_before_its_first_letter(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "new")
    repo.commit("Begin\n\nEditorial: the ledger begins", {"ledger.yaml": ROOT + "  []\n"})
    assert hdirledger(repo.folder, "check", "--journal", "0..HEAD", "--select", "J") == 0
