"""review from the command line, on real repositories in temporary folders."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest

from hdirledger.git import Repository

from ..repos import Repo
from ..support import assignment, hdirledger, letter, make_ledger
from ..views.reading import PROJECT

TB = letter("2022-tb", "main", dated="2022-01-10")
TTB = letter("2022-ttb-1", dated="2022-06-01")
ROOT = "agency: Helsedirektoratet\nministry: HOD\ndepartments: [{code: KTA}]\nletters: [2022-tb"
ONE = "assignments/2022/TB2022-1.yaml"
TWO = "assignments/2022/TB2022-2.yaml"
BASE = {
    "ledger.yaml": f"{ROOT}]\n",
    "letters/2022-tb.yaml": TB,
    ONE: assignment("TB2022-1", "deadlines: [{due: 2022-08-31, lines: '10'}]"),
}
HEAD = {
    "ledger.yaml": f"{ROOT}, 2022-ttb-1]\n",
    "letters/2022-ttb-1.yaml": TTB,
    ONE: assignment(
        "TB2022-1",
        """
        deadlines:
          - {due: 2022-08-31, lines: '10', until: 2022-ttb-1}
          - {due: 2022-09-30, lines: '11', since: 2022-ttb-1}
        """,
        then="2022-ttb-1 deadline-changed",
    ),
}


def git(folder: Path, *arguments: str) -> str:
    return Repo(folder, init=False).git(*arguments)


def enter(project: Path, files: Mapping[str, str], message: str) -> None:
    """Write files and commit them."""
    make_ledger(project, files)
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", message)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project in a folder of a bigger repository, with a letter on the main branch."""
    Repo(tmp_path)
    folder = tmp_path / "bøker her"
    folder.mkdir()
    enter(folder, BASE, "Register 2022-tb\n\nLetter: 2022-tb")
    return folder


@pytest.fixture
def branch(project: Path) -> Path:
    """The same with a branch that registers another, while the main branch went on."""
    git(project, "switch", "-q", "-c", "brev")
    enter(project, HEAD, "Register 2022-ttb-1\n\nLetter: 2022-ttb-1")
    git(project, "switch", "-q", "main")
    enter(project, {**BASE, TWO: assignment("TB2022-2")}, "Annet")
    git(project, "switch", "-q", "brev")
    return project


def test_a_branch_since_it_left_the_main_branch(
    branch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hdirledger(branch, "review") == 0
    out = capsys.readouterr().out
    assert out.startswith("Review of main...HEAD\nRegisters: 2022-ttb-1\n")
    assert "Assignments: 1 changed\n" in out
    assert "(+30 days)" in out
    # What the main branch did meanwhile is none of the branch's doing.
    assert "TB2022-2" not in out


@pytest.mark.parametrize(
    ("range_", "gone"),
    [("main...brev", False), ("main", False), ("main..brev", True), ("main..", True)],
)
def test_ranges(branch: Path, capsys: pytest.CaptureFixture[str], range_: str, gone: bool) -> None:
    assert hdirledger(branch, "review", range_) == 0
    assert ("TB2022-2" in capsys.readouterr().out) is gone


def test_json(branch: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(branch, "review", "main...brev", "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    (changed,) = [block for block in told["blocks"] if block["name"] == "changed"]
    assert changed["rows"][0]["days"] == 30
    assert changed["rows"][0]["letter"] == "2022-ttb-1"


def test_markdown_is_a_comment(branch: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert hdirledger(branch, "review", "--format", "markdown") == 0
    out = capsysbinary.readouterr().out.decode("utf-8")
    assert out.startswith("<!-- hdirledger review -->\n\n- Review of main...HEAD\n")
    assert "<details><summary>Changes of assignments: 2</summary>" in out


def test_trailers_that_the_records_do_not_bear_out(
    branch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = assignment("TB2022-1", title="Et annet navn")
    enter(branch, {**HEAD, ONE: text}, "Rett\n\nLetter: 2022-ttb-9\nCorrects: 2022-tb")
    assert hdirledger(branch, "review", "HEAD~1..HEAD", "--format", "json") == 0
    blocks = json.loads(capsys.readouterr().out)["blocks"]
    attention = [row["told"] for row in blocks[0]["rows"] if row["what"] == "trailer"]
    assert len(attention) == 1
    assert "says Letter: 2022-ttb-9; no change serves it" in attention[0]
    (unexplained,) = [block for block in blocks if block["name"] == "unexplained"]
    assert {row["declared"] for row in unexplained["rows"]} == {"Corrects: 2022-tb"}


def test_staged_and_working(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_ledger(project, HEAD)
    git(project, "add", "ledger/letters", "ledger/ledger.yaml")
    assert hdirledger(project, "review", "--staged") == 0
    staged = capsys.readouterr().out
    assert staged.startswith("Review of what is staged, against HEAD\nRegisters: 2022-ttb-1\n")
    assert "+30 days" not in staged
    assert hdirledger(project, "review", "--working") == 0
    working = capsys.readouterr().out
    assert working.startswith("Review of the working tree, against HEAD\n")
    assert "+30 days" in working
    assert "Not committed" in working
    assert git(project, "status", "--porcelain").count("\n") == 2


def test_a_broken_file_is_told_and_no_record_is_called_removed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_ledger(project, {**BASE, ONE: "id: TB2022-1\nno colon here\n"})
    assert hdirledger(project, "review", "--working") == 0
    out = capsys.readouterr().out
    assert "cannot be read" in out
    assert "removed" not in out


def test_merges_count_for_the_commits_that_they_bring(
    branch: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    git(branch, "switch", "-q", "main")
    git(branch, "merge", "-q", "--no-ff", "--no-edit", "brev")
    assert hdirledger(branch, "review", "HEAD~1..HEAD") == 0
    out = capsys.readouterr().out
    assert "Registers: 2022-ttb-1" in out
    assert "no commit says" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "HEAD has nothing that main does not have"),
        (["HEAD", "--staged"], "three different questions"),
        (["--staged", "--working"], "three different questions"),
        (["finnes-ikke...HEAD"], "'finnes-ikke' is neither a revision"),
        (["--format", "csv"], "'csv' is not one of"),
    ],
)
def test_mistakes_of_use(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert hdirledger(project, "review", *arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert "Traceback" not in error


def test_without_a_main_branch(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(project, "branch", "-m", "main", "annen")
    assert hdirledger(project, "review") == 2
    assert "there is no main branch to compare with" in capsys.readouterr().err
    assert hdirledger(project, "review", "HEAD..HEAD") == 0
    assert "No record differs" in capsys.readouterr().out


def test_without_git(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(make_ledger(tmp_path, BASE), "review") == 2
    assert "is in no git repository" in capsys.readouterr().err


def test_before_the_first_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Repo(tmp_path)
    for arguments in ([], ["--working"], ["HEAD~1..HEAD"]):
        assert hdirledger(make_ledger(tmp_path, BASE), "review", *arguments) == 2
        assert "Traceback" not in capsys.readouterr().err


def test_a_shallow_clone_says_what_it_cannot_know(
    branch: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = tmp_path_factory.mktemp("grunn") / "klone"
    source = branch.parent.as_uri()
    git(branch, "clone", "-q", "--depth", "1", "--no-single-branch", source, str(clone))
    project = clone / branch.name
    assert hdirledger(project, "review", "origin/main...HEAD") == 2
    assert "as far as this shallow clone goes" in capsys.readouterr().err
    assert hdirledger(project, "review", "origin/main..HEAD") == 0
    assert "this clone is shallow" in capsys.readouterr().out


def test_the_letter_that_moved_the_deadlines_of_2022(capsys: pytest.CaptureFixture[str]) -> None:
    repository = Repository.open(PROJECT)
    found = [
        commit
        for commit, _ in repository.log()
        if ("Letter", "2022-ttb-7-12") in commit.trailers and commit.parents
    ]
    # Only a clone that lacks the commit may lack the letter.
    assert found or repository.shallow
    for commit in found[:1]:
        range_ = f"{commit.parents[0]}..{commit.id}"
        assert hdirledger(PROJECT, "review", range_, "--format", "json") == 0
        blocks = {b["name"]: b["rows"] for b in json.loads(capsys.readouterr().out)["blocks"]}
        assert blocks["attention"] == []
        moved = {row["id"]: row for row in blocks["changed"] if row["item"] == "deadline"}
        row = moved["TB2022-13"]
        assert (row["old"], row["new"], row["days"], row["letter"]) == (
            "2022-08-31",
            "2022-09-30",
            30,
            "2022-ttb-7-12",
        )
