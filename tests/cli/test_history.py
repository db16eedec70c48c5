import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.cli.allcsv import cell
from hdirledger.render.data import field, lines

from ..repos import Repo
from ..support import ROOT, assignment, hdirledger, letter

A = "assignments/2022/TB2022-1.yaml"
B = "assignments/2022/TB2022-2.yaml"
POST = "allocations/2022/0714.21/2022-tb.yaml"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    """Three commits: a letter of allocation, a letter that moves a deadline, and an edit that no
    letter explains."""
    repo = Repo(tmp_path / "bøker med mellomrom")
    repo.commit(
        "Register 2022-tb\n\nLetter: 2022-tb",
        {
            "ledger.yaml": ROOT + "  - 2022-tb\n  - 2022-ttb-1\n",
            "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
            A: assignment("TB2022-1", 'deadlines:\n  - {due: 2022-08-31, lines: "11"}'),
            B: assignment("TB2022-2", "aliases: [TB2022-9]", departments="SHA"),
            POST: 'posts: ["0714.21"]\nletter: 2022-tb\nyear: "2022"\namount: 10 000\n'
            'stated: allocated\nlines: "20"\n',
        },
        when="2022-02-01T23:30:00Z",
    )
    repo.commit(
        "Register 2022-ttb-1\n\nLetter: 2022-ttb-1",
        {
            "letters/2022-ttb-1.yaml": letter("2022-ttb-1", dated="2022-06-01"),
            A: assignment(
                "TB2022-1",
                'deadlines:\n  - {due: 2022-08-31, lines: "11", until: 2022-ttb-1}\n'
                '  - {due: 2022-09-30, lines: "12", since: 2022-ttb-1}',
                then="2022-ttb-1 deadline-changed",
            ),
        },
        when="2022-06-02T12:00:00+02:00",
    )
    repo.commit(
        "Edit a title",
        {
            B: assignment(
                "TB2022-2", "aliases: [TB2022-9]", title="<Ny> | tittel", departments="SHA"
            )
        },
        when="2022-07-01T12:00:00+02:00",
    )
    return repo


def rows(capsys: pytest.CaptureFixture[str]) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(capsys.readouterr().out)))


def history(repo: Repo, *arguments: str) -> None:
    assert hdirledger(repo.folder, "history", "--format", "csv", *arguments) == 0


def test_who_moved_the_deadline_when_and_by_which_letter(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    history(repo, "tb 2022-01", "--field", "deadlines", "--letter", "2022-ttb-1")
    ended, added = rows(capsys)
    assert ended["item"] == "deadlines[2022-08-31].until"
    assert (added["item"], added["what"]) == ("deadlines[2022-09-30, 2022-ttb-1]", "added")
    assert added["note"] == "was 2022-08-31, 30 days later"
    assert added["author"] == "Åse Ødegård"
    assert added["time"] == "2022-06-02 12:00"
    assert added["letters"] == "2022-ttb-1"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ([], ["TB2022-1", "TB2022-2", "2022/0714.21/2022-tb", "ledger", "2022-tb", "TB2022-1",
              "TB2022-1", "TB2022-1", "2022-ttb-1", "TB2022-2"]),
        (["TB2022-9"], ["TB2022-2", "TB2022-2"]),
        (["714"], ["2022/0714.21/2022-tb"]),
        (["714.21", "2022-tb"], ["2022/0714.21/2022-tb", "2022-tb"]),
        (["TB2022-2", "--reverse", "--at", "HEAD~1"], ["TB2022-2"]),
        (["--department", "sha"], ["TB2022-2", "TB2022-2"]),
        (["--author", "ASE@", "--letter", "none"], ["ledger", "TB2022-2"]),
        (["--author", "Ola"], []),
        (["--since", "2022-06-02", "--until", "2022-06-30", "--by", "commit"],
         ["TB2022-1", "2022-ttb-1"]),
        # Half past eleven in Greenwich is the next day in Oslo.
        (["--until", "2022-02-01"], []),
        (["--until", "2022-02-02", "--field", "status"], ["TB2022-1", "TB2022-2"]),
        (["--field", "deadlines.until"], ["TB2022-1"]),
        (["--field", "deadlines.since", "--by", "commit"], ["TB2022-1"]),
    ],
)  # fmt: skip
def test_what_is_told(
    repo: Repo, capsys: pytest.CaptureFixture[str], arguments: list[str], ids: list[str]
) -> None:
    history(repo, *arguments)
    found = [row["record"] for row in rows(capsys)]
    if arguments:
        assert found == ids
    else:
        assert sorted(found) == sorted(ids)


def test_newest_first(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    history(repo)
    oldest = rows(capsys)
    history(repo, "--reverse")
    assert rows(capsys) == oldest[::-1]


@pytest.mark.parametrize("by", ["event", "commit"])
@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
def test_every_format(
    repo: Repo, capsys: pytest.CaptureFixture[str], format_: str, by: str
) -> None:
    assert hdirledger(repo.folder, "history", "--format", format_, "--by", by) == 0
    out = capsys.readouterr().out
    if format_ == "json":
        found = json.loads(out)
        assert found["report"] == "history"
        assert found["shallow"] is False
        assert found["last"] == repo.git("rev-parse", "HEAD")
    elif format_ == "markdown":
        assert "&lt;Ny&gt; \\| tittel" in out
    else:
        assert "<Ny>" in out


@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
def test_names_that_are_no_utf8(
    repo: Repo, capsys: pytest.CaptureFixture[str], format_: str
) -> None:
    repo.write(f"ledger/{A}", assignment("TB2022-1", title="To"))
    repo.git("add", "--all")
    repo.git("commit", "-q", "-m", "R\udce6v", "--author", "K\udce5re <k@example.org>")
    assert hdirledger(repo.folder, "history", "--format", format_, "--author", "k@ex") == 0
    out = capsys.readouterr().out
    # Git itself takes such a commit for Latin-1 where it can.
    assert "Kåre" in out or "K\ufffdre" in out
    out.encode("utf-8")
    assert hdirledger(repo.folder, "blame", "TB2022-1", "--format", format_) == 0
    capsys.readouterr().out.encode("utf-8")


def test_a_version_that_cannot_be_read_is_told(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.commit("Break", {A: "id: TB2022-1\nid: x\n"})
    assert hdirledger(repo.folder, "history", "--format", "json", "TB2022-1") == 0
    events, broken = json.loads(capsys.readouterr().out)["blocks"]
    assert len(events["rows"]) == 4
    (row,) = broken["rows"]
    assert (row["file"], row["line"]) == (f"ledger/{A}", 2)
    assert row["message"] == "the key id stands twice (S106)"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["TB2022-3"], "there is no record 'TB2022-3'. Did you mean TB2022-"),
        (["--field", "deadline"], "there is no field 'deadline'. Did you mean deadlines"),
        (["--letter", "2022-tb-1"], "Did you mean 2022-ttb-1"),
        (["--since", "2022"], "not a day of the form"),
        (["--at", "nowhere"], "'nowhere' is neither a revision"),
        (["--at", "2021-01-01"], "there are no books of 2021-01-01"),
    ],
)
def test_misuse(
    repo: Repo, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert hdirledger(repo.folder, "history", *arguments) == 2
    assert said in capsys.readouterr().err


def test_a_ledger_below_the_root_of_a_bigger_repository(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    repo = Repo(tmp_path)
    below = tmp_path / "år 2022"
    for title in ("En", "To"):
        repo.write("år 2022/ledger/ledger.yaml", ROOT)
        repo.write(f"år 2022/ledger/{A}", assignment("TB2022-1", title=title))
        repo.write(f"ledger/{B}", assignment("TB2022-2", title=title))
        repo.commit(title)
    assert hdirledger(below, "history", "--format", "csv") == 0
    found = rows(capsys)
    assert [row["record"] for row in found] == ["TB2022-1", "ledger", "TB2022-1"]
    assert found[-1]["file"] == f"ledger/{A}"


def test_without_a_repository(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ledger").mkdir()
    (tmp_path / "ledger" / "ledger.yaml").write_text(ROOT)
    assert hdirledger(tmp_path, "history") == 2
    assert "in no git repository" in capsys.readouterr().err


def test_before_the_first_commit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    repo = Repo(tmp_path)
    repo.write("ledger/ledger.yaml", ROOT)
    assert hdirledger(tmp_path, "history") == 2
    assert "no commit" in capsys.readouterr().err


def test_a_shallow_clone_says_what_it_cannot_know(
    repo: Repo, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    clone = tmp_path / "clone"
    repo.git("clone", "-q", "--depth=1", repo.folder.resolve().as_uri(), str(clone))
    assert hdirledger(clone, "history") == 0
    out = capsys.readouterr().out
    assert "Events: 0, in 0 of 1 commit" in out
    assert "this clone is shallow" in " ".join(out.split())
    assert hdirledger(clone, "blame", "TB2022-1", "--format", "csv") == 0
    assert {row["commit"] for row in rows(capsys)} == {"before our history"}


TEXTS = st.text() | st.text("a,\"'\n\r=-+@\t ")


@given(st.none() | TEXTS | st.tuples(TEXTS, TEXTS))
def test_a_cell_of_the_whole_history_is_one_of_any_csv(value: str | tuple[str, ...] | None) -> None:
    assert f"x,{cell(value)}\n" == lines([("x", field(value))])
