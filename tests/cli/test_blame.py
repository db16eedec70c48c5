import pytest

from ..repos import Repo
from ..support import assignment, hdirledger
from .test_history import A, B, repo, rows

__all__ = ["repo"]  # The fixture.


def blame(repo: Repo, capsys: pytest.CaptureFixture[str], *arguments: str) -> (
    dict[str, dict[str, str]]
):  # fmt: skip
    assert hdirledger(repo.folder, "blame", "--format", "csv", *arguments) == 0
    return {row["item"]: row for row in rows(capsys)}


def test_each_item_names_its_letter_and_commit(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    found = blame(repo, capsys, "TB2022-1")
    first, second = repo.git("rev-parse", "HEAD~2"), repo.git("rev-parse", "HEAD~1")
    expected = {
        "title": ("2022-tb", first),
        "deadlines[2022-08-31]": ("2022-tb", first),
        "deadlines[2022-08-31].until": ("2022-ttb-1", second),
        "deadlines[2022-09-30, 2022-ttb-1]": ("2022-ttb-1", second),
        "basis[2022-tb, 10]": ("2022-tb", first),
        "basis[2022-ttb-1, 11]": ("2022-ttb-1", second),
    }
    for item, (letter_, commit) in expected.items():
        assert (found[item]["letters"], found[item]["commit"]) == (letter_, commit[:10]), item


def test_what_is_not_committed_is_said_to_be_so(
    repo: Repo, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.write(f"ledger/{B}", assignment("TB2022-2", "aliases: [TB2022-9]\narea: Ny"))
    found = blame(repo, capsys, "TB2022-9")
    waiting = [item for item, row in found.items() if row["commit"] == "not committed"]
    assert waiting == ["title", "departments", "area"]
    at_head = blame(repo, capsys, "TB2022-9", "--at", "HEAD")
    assert at_head["title"]["value"] == "<Ny> | tittel"
    assert "not committed" not in {row["commit"] for row in at_head.values()}


def test_a_record_that_was_never_committed(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.write("ledger/assignments/2022/TB2022-5.yaml", assignment("TB2022-5"))
    found = blame(repo, capsys, "TB2022-5")
    assert {row["commit"] for row in found.values()} == {"not committed"}


def test_a_record_that_was_deleted(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Delete it", {B: None})
    assert hdirledger(repo.folder, "blame", "TB2022-2") == 2
    assert "(Delete it) deleted it" in capsys.readouterr().err


@pytest.mark.parametrize("id", ["2022-tb", "2022/0714.21/2022-tb", "ledger"])
def test_records_of_other_types(repo: Repo, capsys: pytest.CaptureFixture[str], id: str) -> None:
    assert blame(repo, capsys, id)


def test_several_records(repo: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    repo.commit("Share", {A: assignment("TB2022-1", "aliases: [TB2022-9]")})
    assert hdirledger(repo.folder, "blame", "TB2022-9") == 2
    assert "stands for 2 records: TB2022-1, TB2022-2" in capsys.readouterr().err
