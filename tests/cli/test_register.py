"""``register``: begin, follow and finish the work on a letter."""

import os
import shutil
from pathlib import Path

import pytest

from hdirledger.cli import run
from hdirledger.ledger import Ledger

from ..repos import Repo
from .books import Books

DATED = ("--dated", "1.8.2022")


def test_a_letter_is_begun_on_its_branch_with_its_record_and_a_checklist(books: Books) -> None:
    out = books.do(
        "register", "2022-ttb-3", "--text", str(books.text), *DATED, "--title", "Brev nr. 3",
        "--signed", "Kari Nordmann; title=avdelingsdirektør; lines=2",
    )  # fmt: skip
    assert books.repo.git("branch", "--show-current") == "letter/2022-ttb-3"
    letter = Ledger.open(books.project).letters["2022-ttb-3"]
    assert (letter.kind, letter.series, letter.numbers) == ("supplementary", "TTB", ("3",))
    assert (letter.dated, letter.title) == ("2022-08-01", "Brev nr. 3")
    assert letter.text is not None
    assert (letter.text.file, letter.text.lines) == ("2022-ttb-3.txt", "5")
    assert [*Ledger.open(books.project).letters][-1] == "2022-ttb-3"
    assert "assignments 0 of 2, posts 0 of 1, sums 0 of 1, deadlines 0 of 2, words 0 of 1" in out
    assert "line     4  assignment TTB2022-3  (not in the ledger)" in out
    assert "decides nothing" in out
    # The text stays where it is, and nothing of it is in the repository.
    assert "utsettes" not in "".join(books.read(f"letters/{n}.yaml") for n in ("2022-ttb-3",))


def test_the_status_tells_what_is_left(books: Books) -> None:
    assert "No letter is being registered" in books.do("register")
    books.begin()
    books.do("change", "TB2022-1", "--action", "deadline-changed", "--due", "2022-09-30",
             "--lines", "3")  # fmt: skip
    out = books.do("register", "--status", "--text", str(books.text))
    assert out.startswith("Registering 2022-ttb-3.\n  1 deadline-changed.\n")
    assert "line     3" not in out
    assert "line     4  deadline   1. desember 2022" in out
    assert "--text FILE" in books.do("register")


def test_done_checks_and_proposes_a_message_and_commits_it(books: Books) -> None:
    books.begin()
    books.do("give", "assignment", "TTB2022-3", "--title", "Et nytt oppdrag", "--lines", "4")
    out = books.do("register", "--done", "--text", str(books.text))
    assert "Register supplementary letter TTB 3 for 2022\n\n1 new assignment.\n" in out
    assert out.index("line     3  deadline") < out.index("Letter: 2022-ttb-3")
    books.do("register", "--done", "--commit")
    message = books.repo.git("log", "-1", "--format=%B")
    assert message.splitlines()[0] == "Register supplementary letter TTB 3 for 2022"
    assert message.endswith("\n\nLetter: 2022-ttb-3")
    assert books.repo.git("status", "--porcelain") == ""
    assert "nothing under ledger/ is changed" in books.refused("register", "--done")


def test_what_would_spoil_an_entry_is_refused(books: Books) -> None:
    text = ("--text", str(books.text))
    assert "missing: --dated (or" in books.refused("register", "2022-ttb-3", *text)
    assert "missing: --text" in books.refused("register", "2022-ttb-3", *DATED)
    for name in ("../../x", "2022-TTB-3", "ttb-3", "2022-ttb-3/../../x", "2022-ttb-3\x1b"):
        assert "no id of a letter" in books.refused("register", name, *text, *DATED)
    assert "registered already" in books.refused("register", "2022-ttb-2", *text, *DATED)
    assert "no letter 2022-x in the order" in books.refused(
        "register", "2022-ttb-3", *text, *DATED, "--after", "2022-x")  # fmt: skip
    late = ("--dated", "2021-01-01")
    said = books.refused("register", "2022-ttb-3", *text, *late, code=1)
    assert "L104" in said
    assert "register --after LETTER" in said
    inside = books.project / "ledger" / "letters" / "x.txt"
    assert "stays outside the ledger" in books.refused(
        "register", "2022-ttb-3", "--text", str(inside), *DATED)  # fmt: skip
    books.repo.write("ledger/letters/2022-tb.yaml", books.read("letters/2022-tb.yaml") + "# x\n")
    assert "not committed (ledger/letters/2022-tb.yaml)" in books.refused(
        "register", "2022-ttb-3", *text, *DATED)  # fmt: skip


def test_a_dry_run_makes_nothing(books: Books) -> None:
    before = books.state()
    out = books.do("register", "2022-ttb-3", "--text", str(books.text), *DATED, "--dry-run")
    assert "+id: 2022-ttb-3" in out
    assert "nothing was written" in out
    assert books.state() == before


def test_a_late_letter_gets_its_place_and_a_stub_becomes_held(books: Books) -> None:
    books.do("give", "stub", "2022-ttb-1a", "--letter", "2022-ttb-2", "--lines", "5",
             "--note", "Nevnt", "--after", "2022-ttb-1")  # fmt: skip
    books.repo.commit("Stub")
    books.do("register", "2022-ttb-1a", "--text", str(books.text), "--dated", "2022-04-01")
    ledger = Ledger.open(books.project)
    assert [*ledger.letters] == ["2022-tb", "2022-ttb-1", "2022-ttb-1a", "2022-ttb-2"]
    assert ledger.letters["2022-ttb-1a"].held is None
    assert ledger.letters["2022-ttb-1a"].mentions


def test_a_late_letter_that_ends_what_a_later_one_had_ended_corrects_that_one_too(
    books: Books,
) -> None:
    books.begin()
    books.do("change", "TB2022-1", "--action", "withdrawn", "--parts", "a", "--lines", "3")
    books.do("register", "--done", "--commit")
    books.do("register", "2022-ttb-2a", "--text", str(books.text), "--dated", "2022-07-20",
             "--after", "2022-ttb-2")  # fmt: skip
    books.do("change", "TB2022-1", "--action", "withdrawn", "--parts", "a", "--lines", "3")
    run(["hooks", "install", "--ledger", str(books.project)])
    out = books.do("register", "--done", "--commit")
    assert "so the message says Corrects: 2022-ttb-3 too" in out
    message = books.repo.git("log", "-1", "--format=%B")
    assert message.endswith("\n\nLetter: 2022-ttb-2a\nCorrects: 2022-ttb-3")
    books.do("check", "--journal", "HEAD~1..HEAD")


def test_what_else_a_late_letter_changes_is_not_explained_away(books: Books) -> None:
    books.begin()
    books.do("change", "TB2022-1", "--action", "deadline-changed", "--due", "2022-09-30",
             "--lines", "3")  # fmt: skip
    books.do("register", "--done", "--commit")
    books.do("register", "2022-ttb-2a", "--text", str(books.text), "--dated", "2022-07-20",
             "--after", "2022-ttb-2")  # fmt: skip
    path = "assignments/2022/TB2022-1.yaml"
    books.repo.write(f"ledger/{path}", books.read(path).replace("09-30", "09-29"))
    assert "J105" in books.refused("register", "--done", "--commit", code=1)


def test_what_a_killed_command_left_is_not_committed(books: Books) -> None:
    books.begin()
    books.repo.write("ledger/assignments/2022/.TB2022-9.yaml.x1.tmp", "id: TB20")
    said = books.refused("register", "--done", "--commit")
    assert ".TB2022-9.yaml.x1.tmp was left by a command that was killed" in said


def test_two_entries_of_a_letter_on_the_same_lines(books: Books) -> None:
    books.begin()
    books.do("change", "TB2022-1", "--action", "withdrawn", "--parts", "a", "--lines", "3")
    said = books.refused("change", "TB2022-1", "--action", "amended", "--title", "Ny",
                         "--lines", "3")  # fmt: skip
    assert "has an entry of 2022-ttb-3 with lines 3 already (withdrawn)" in said


def test_without_a_branch_the_uncommitted_record_tells_which_letter_it_is(books: Books) -> None:
    books.do("register", "2022-ttb-3", "--text", str(books.text), *DATED, "--no-branch")
    assert books.repo.git("branch", "--show-current") == "main"
    assert books.do("register").startswith("Registering 2022-ttb-3.")
    assert not [f for f in (books.project / "ledger").rglob("*") if f.suffix != ".yaml"
                and f.is_file()]  # fmt: skip


def test_staged_files_outside_the_ledger_are_not_committed_with_it(books: Books) -> None:
    books.begin()
    books.repo.write("README", "Noe annet")
    books.repo.git("add", "README")
    said = books.refused("register", "--done", "--commit")
    assert "files outside ledger/ are staged (README)" in said
    books.repo.git("restore", "--staged", "README")
    books.do("register", "--done", "--commit")
    assert books.repo.git("status", "--porcelain") == "?? README"


def test_hooks_run_when_it_is_committed(books: Books) -> None:
    books.begin()
    hook = books.project / ".git" / "hooks" / "commit-msg"
    hook.write_text("#!/bin/sh\necho 'ikke i dag' >&2\nexit 1\n", encoding="utf-8")
    hook.chmod(0o755)
    assert run(["register", "--done", "--commit", "--ledger", str(books.project)]) == 2
    assert "ikke i dag" in books.capsys.readouterr().err
    assert books.repo.git("log", "--oneline").count("\n") == 0


def test_the_environment_of_a_hook_leads_nowhere_else(
    books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repo(tmp_path / "annet")
    other.write("x", "x")
    other.commit()
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.folder / ".git" / "index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    books.begin()
    books.do("register", "--done", "--commit")
    assert os.environ["GIT_DIR"] == str(other.folder / ".git")
    assert other.git("log", "--oneline").count("\n") == 0
    assert other.git("branch", "--list", "letter/*") == ""
    assert books.repo.git("log", "-1", "--format=%s").startswith("Register")


def test_a_ledger_below_the_top_of_a_repository_is_committed_alone(
    books: Books, tmp_path: Path
) -> None:
    outer = Repo(tmp_path / "ytre")
    inner = outer.folder / "regnskap"
    shutil.copytree(books.project / "ledger", inner / "ledger")
    outer.write("annet", "x")
    outer.commit()
    arguments = ("--text", str(books.text), *DATED)
    assert run(["register", "2022-ttb-3", *arguments, "--ledger", str(inner)]) == 0
    outer.write("annet", "y")
    assert run(["register", "--done", "--commit", "--ledger", str(inner)]) == 0
    assert outer.git("diff", "--name-only") == "annet"
    assert "regnskap/ledger/letters/2022-ttb-3.yaml" in outer.git("show", "--stat=200", "HEAD")


def test_two_letters_at_once_are_told(books: Books) -> None:
    books.do("register", "2022-ttb-3", "--text", str(books.text), *DATED, "--no-branch")
    other = books.read("letters/2022-ttb-3.yaml").replace("2022-ttb-3", "2022-ttb-4")
    books.repo.write("ledger/letters/2022-ttb-4.yaml", other)
    root = books.read("ledger.yaml")
    books.repo.write("ledger/ledger.yaml", root + "  - 2022-ttb-4\n")
    said = books.refused("change", "TB2022-1", "--action", "noted", "--lines", "1")
    assert "several letters are being registered (2022-ttb-3, 2022-ttb-4)" in said
