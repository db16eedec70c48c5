"""``--at``: the ledger as the books stood, in every report."""

import json
import os
from pathlib import Path

import pytest

from hdirledger.cli import COMMANDS, run

from ..repos import Repo
from ..support import ROOT, assignment, hdirledger, letter
from ..views.books import FILES

# Every report, with the arguments that it needs.
REPORTS = {
    "list": (), "show": ("TB2022-1",), "lineage": ("TB2022-1",), "deadlines": (), "workload": (),
    "budget": (), "reconcile": (), "letters": (), "letter": ("2022-tb",), "goals": (),
    "reporting": (), "gaps": (),
}  # fmt: skip


@pytest.fixture(autouse=True)
def no_configuration(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def root(*letters: str) -> str:
    return ROOT + "".join(f"  - {name}\n" for name in letters)


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Books of two letters: the first registered on 1 February, with a title that was corrected on
    3 February, and the second registered on 2 June."""
    repo = Repo(tmp_path / "bøker")
    repo.write("README", "Prosjektet")
    repo.commit("Start", when="2022-01-20T12:00:00+01:00")
    repo.commit(
        "Register the letter of allocation",
        {
            "ledger.yaml": root("2022-tb"),
            "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
            "assignments/2022/TB2022-1.yaml": assignment("TB2022-1", title="Felt tittel"),
        },
        when="2022-02-01T12:00:00+01:00",
    )
    repo.commit(
        "Correct a title",
        {"assignments/2022/TB2022-1.yaml": assignment("TB2022-1", title="Rett tittel")},
        when="2022-02-03T12:00:00+01:00",
    )
    repo.commit(
        "Register the first supplementary letter",
        {
            "ledger.yaml": root("2022-tb", "2022-ttb-1"),
            "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
            "assignments/2022/TB2022-1.yaml": assignment(
                "TB2022-1", title="Rett tittel", status="lapsed", then="2022-ttb-1 lapsed"
            ),
        },
        when="2022-06-02T12:00:00+02:00",
    )
    return repo


def asked(capsys: pytest.CaptureFixture[str], repo: Repo, *arguments: str) -> str:
    """What a command prints; it must succeed."""
    code = hdirledger(repo.folder, *arguments)
    streams = capsys.readouterr()
    assert code == 0, streams.err
    return streams.out


def refused(capsys: pytest.CaptureFixture[str], where: Path, *arguments: str) -> str:
    """The one sentence with which a command ends in exit code 2."""
    assert hdirledger(where, *arguments) == 2
    streams = capsys.readouterr()
    assert streams.out == ""
    assert streams.err.startswith("Error: ")
    assert streams.err.count("\n") == 1
    return streams.err


def title(capsys: pytest.CaptureFixture[str], repo: Repo, *arguments: str) -> tuple[str, str]:
    out = asked(capsys, repo, "list", "--format", "json", *arguments)
    [row] = json.loads(out)["blocks"][0]["rows"]
    return row["title"], row["status"]


def test_reports_are_the_same_at_head_as_now(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path / "bøker")
    names = [Path(path).stem for path in FILES if path.startswith("letters/")]
    repo.commit("Alt", {"ledger.yaml": root(*names), **FILES})
    assert set(REPORTS) <= set(COMMANDS)
    for command, arguments in REPORTS.items():
        for format_ in ("table", "markdown", "json"):
            rest = (*arguments, "--format", format_, "--today", "2022-10-15")
            now = asked(capsys, repo, command, *rest)
            then = asked(capsys, repo, command, *rest, "--at", "HEAD")
            differ = [
                (a, b) for a, b in zip(now.splitlines(), then.splitlines(), strict=True) if a != b
            ]
            assert differ, command
            assert all("working tree" in a and "commit" in b for a, b in differ), differ


def test_as_the_books_stood(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert title(capsys, repo) == ("Rett tittel", "lapsed")
    assert title(capsys, repo, "--at", "HEAD~1") == ("Rett tittel", "open")
    assert title(capsys, repo, "--at", "HEAD~2") == ("Felt tittel", "open")
    assert title(capsys, repo, "--at", "2022-02-02") == ("Felt tittel", "open")
    assert title(capsys, repo, "--at", "2022-02-03") == ("Rett tittel", "open")
    assert title(capsys, repo, "--at", "2030-01-01") == ("Rett tittel", "lapsed")


def test_it_composes_with_letter_time(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    # What we now know to have been said by 1 March, and what we knew then.
    assert title(capsys, repo, "--through", "2022-tb") == ("Rett tittel", "open")
    assert title(capsys, repo, "--through", "2022-tb", "--at", "HEAD~2") == ("Felt tittel", "open")
    out = asked(capsys, repo, "list", "--through", "2022-03-01", "--at", "2022-02-02")
    assert "Letters: through 2022-03-01\n" in out
    assert "Books: as they stood at the end of 2022-02-02: commit " in out
    assert "of 2022-02-01 12:00, Oslo time (Register the letter of" in out
    said = refused(capsys, repo.folder, "list", "--through", "2022-ttb-1", "--at", "HEAD~1")
    assert "'2022-ttb-1' is neither a date (YYYY-MM-DD) nor a letter: 2022-tb" in said


def test_the_same_as_through_when_nothing_was_corrected(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--through`` the letter last registered and ``--at`` its commit agree."""
    csv = ("list", "--status", "open", "--format", "csv")
    assert asked(capsys, repo, *csv, "--through", "2022-tb") == asked(
        capsys, repo, *csv, "--at", "HEAD~1"
    )


def test_show_says_what_was_not_there_then(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Felt tittel" in asked(capsys, repo, "show", "TB2022-1", "--at", "HEAD~2")
    assert hdirledger(repo.folder, "show", "2022-ttb-1", "--at", "HEAD~1") == 2
    assert "there is no record '2022-ttb-1'" in capsys.readouterr().err


def test_before_the_books(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, repo.folder, "list", "--at", "2022-01-31")
    assert "there are no books of 2022-01-31: they begin on 2022-02-01, with commit" in said
    said = refused(capsys, repo.folder, "list", "--at", "HEAD~3")
    assert "there are no books at 'HEAD~3'" in said
    assert "they begin with commit" in said
    said = refused(capsys, repo.folder, "list", "--at", "2022-ttb-1")
    assert "'2022-ttb-1' is neither a revision of the repository nor a date" in said


def test_the_working_tree_has_no_say(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    before = asked(capsys, repo, "list", "--at", "HEAD")
    repo.write("ledger/assignments/2022/TB2022-1.yaml", "id: [\n")
    repo.write("ledger/ledger.yaml", "nonsense\n")
    repo.git("add", "--all")
    status = repo.git("status", "--porcelain")
    assert asked(capsys, repo, "list", "--at", "HEAD") == before
    assert repo.git("status", "--porcelain") == status


def test_a_revision_with_a_ledger_where_the_working_tree_has_none(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    before = asked(capsys, repo, "list", "--at", "HEAD").partition("Books:")[0]
    repo.git("checkout", "--quiet", "HEAD~3")
    assert not (repo.folder / "ledger").exists()
    assert asked(capsys, repo, "list", "--at", "main").partition("Books:")[0] == before
    said = refused(capsys, repo.folder, "list")
    assert "there is no ledger/ledger.yaml in" in said


def test_below_the_root_of_a_bigger_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo = Repo(tmp_path / "stort")
    for path, text in {
        "ledger.yaml": root("2022-tb"),
        "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
        "assignments/2022/TB2022-1.yaml": assignment("TB2022-1", title="Før"),
    }.items():
        repo.write(f"vår bok/ledger/{path}", text)
    repo.commit("En")
    path = "vår bok/ledger/assignments/2022/TB2022-1.yaml"
    repo.write(path, assignment("TB2022-1", title="Etter"))
    repo.commit("To")
    monkeypatch.chdir(repo.folder / "vår bok" / "ledger" / "assignments")
    assert run(["list", "--format", "csv", "--at", "HEAD~1"]) == 0
    assert "Før" in capsys.readouterr().out


def test_files_that_were_broken_then_are_named(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("Feil", {"assignments/2022/TB2022-1.yaml": "id: [\n"})
    repo.commit("Bedre", {"assignments/2022/TB2022-1.yaml": assignment("TB2022-1")})
    out = asked(capsys, repo, "list", "--at", "HEAD~1")
    assert "Note: not counted, 1 file with errors (see check)" in out
    assert "not counted" not in asked(capsys, repo, "list", "--at", "HEAD")


def test_a_shallow_clone_says_so(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = tmp_path / "grunn"
    repo.git("clone", "--quiet", "--depth=2", f"file://{repo.folder}", str(clone))
    out = asked(capsys, Repo(clone, init=False), "list", "--at", "HEAD~1")
    assert "Note: this clone is shallow: what was done before commit" in out
    assert "shallow and begins with commit" in refused(capsys, clone, "list", "--at", "2022-02-02")
    assert "which is shallow" in refused(capsys, clone, "list", "--at", "HEAD~2")


def test_what_is_not_supported_is_one_sentence(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.git("clone", "--quiet", "--bare", str(repo.folder), str(tmp_path / "naken.git"))
    said = refused(capsys, tmp_path / "naken.git", "list", "--at", "HEAD")
    assert "is a bare repository, which is not supported" in said
    alone = tmp_path / "alene"
    (repo.folder / "ledger").rename(alone)
    (alone.parent / "uten").mkdir()
    alone.rename(alone.parent / "uten" / "ledger")
    said = refused(capsys, tmp_path / "uten", "list", "--at", "HEAD")
    assert "is in no git repository" in said
    assert hdirledger(tmp_path / "uten", "list") == 0
    capsys.readouterr()
    tom = Repo(tmp_path / "uten")
    assert "no commit has been made yet" in refused(capsys, tom.folder, "list", "--at", "HEAD")
    (tmp_path / "ingenting").mkdir()
    said = refused(capsys, tmp_path / "ingenting", "list", "--at", "HEAD")
    assert "there is no ledger/ledger.yaml in" in said
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is not installed" in refused(capsys, tom.folder, "list", "--at", "HEAD")


def test_a_subject_cannot_break_out_of_the_heading(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("<b>Fet</b> | `kode` @noen\x1b[31m [x](http://y)")
    out = asked(capsys, repo, "list", "--at", "HEAD", "--format", "markdown")
    assert "<b>" not in out
    assert "@noen" not in out
    assert "\x1b" not in out
    assert "[x](" not in out
    assert "\x1b" not in asked(capsys, repo, "list", "--at", "HEAD")
