"""budget, reconcile, letters, letter, goals and reporting from the command line."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from ..support import hdirledger, make_ledger
from ..views.test_budget import FILES as MONEY
from ..views.test_goals import FILES as GOALS
from ..views.test_letter import FILES as LETTERS
from ..views.test_reporting import FILES as REPORTING

COMMANDS = {
    "budget": MONEY,
    "reconcile": MONEY,
    "letters": LETTERS,
    "letter 2022-ttb-7": LETTERS,
    "goals": GOALS,
    "reporting": REPORTING,
    "gaps": LETTERS,
    "lineage TB2022-1": LETTERS,
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("format_", ["table", "markdown", "csv", "json"])
def test_every_report_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, format_: str
) -> None:
    project = make_ledger(tmp_path, COMMANDS[command])
    assert hdirledger(project, *command.split(), "--format", format_) == 0
    out = capsys.readouterr().out
    if format_ == "json":
        assert json.loads(out)["report"] == command.split()[0]
    elif format_ == "csv":
        header, *rows = csv.reader(io.StringIO(out))
        assert rows
        assert all(len(row) == len(header) for row in rows)
    else:
        assert "Letters: through the latest letter registered" in out


@pytest.fixture
def money(tmp_path: Path) -> Path:
    return make_ledger(tmp_path, MONEY)


def as_json(project: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert hdirledger(project, *arguments, "--format", "json") == 0
    return json.loads(capsys.readouterr().out)


def test_budget_prints_nothing_for_a_sum_that_is_not_printed(
    money: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hdirledger(money, "budget", "--post", "714.70", "--through", "2022-tb") == 0
    (line,) = [x for x in capsys.readouterr().out.splitlines() if x.startswith("714.70")]
    assert line.split() == ["714.70", "Rusmiddeltiltak", "blank"]


def test_budget_for_programs_is_exact_and_sets_totals_apart(
    money: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = as_json(money, capsys, "budget", "--post", "714")
    administered = next(b for b in found["blocks"] if b["name"] == "administered")
    assert [row["now"] for row in administered["rows"]] == [100_000_000, 250_000, 21_100_000]
    assert administered["totals"][-1]["now"] == 121_350_000
    assert hdirledger(money, "budget", "--format", "csv") == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert sum(int(row["given"] or 0) for row in rows if row["section"] == "administered") == (
        103_700_000 + 21_100_000
    )


def test_budget_in_another_unit(money: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hdirledger(money, "budget", "--post", "714.21", "--unit", "mkr") == 0
    out = capsys.readouterr().out
    assert "127,273" in out
    assert "million kroner" in out


def test_budget_refuses_filters_that_it_cannot_answer(
    money: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert hdirledger(money, "budget", "--department", "KTA") == 2
    assert "cannot be filtered by --department" in capsys.readouterr().err


def test_reconcile_lists_the_earmarks_of_a_post_asked_for(
    money: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = as_json(money, capsys, "reconcile")
    assert "earmarks" not in [block["name"] for block in plain["blocks"]]
    asked = as_json(money, capsys, "reconcile", "--post", "714.21")
    listed = next(b for b in asked["blocks"] if b["name"] == "earmarks")
    assert "Møteplass" in [row["purpose"] for row in listed["rows"]]


@pytest.mark.parametrize("name", ["2022-ttb-7", "2022-TTB-7", "2022 ttb 7", "2022_ttb_7"])
def test_letter_may_be_typed_loosely(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    project = make_ledger(tmp_path, LETTERS)
    assert hdirledger(project, "letter", name) == 0
    assert capsys.readouterr().out.startswith("Letter 2022-ttb-7")


def test_unknown_letter_is_a_mistake_of_use_with_suggestions(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_ledger(tmp_path, LETTERS)
    assert hdirledger(project, "letter", "2022-ttb-77") == 2
    said = capsys.readouterr().err
    assert "there is no letter '2022-ttb-77'" in said
    assert "Did you mean 2022-ttb-7" in said
    assert hdirledger(project, "letter", "2022-ttb-8", "--through", "2022-tb") == 2
    assert "known through 2022-tb" in capsys.readouterr().err


def test_letter_tells_that_it_is_not_held(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = make_ledger(tmp_path, LETTERS)
    assert hdirledger(project, "letter", "2021-ttb-90") == 0
    out = capsys.readouterr().out
    assert "2022-ttb-7 (284): Nevnes" in out
    assert "We do not hold this letter" in out


def test_goals_details(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_ledger(tmp_path, GOALS)
    assert hdirledger(project, "goals", "--details") == 0
    assert "· risiko" in capsys.readouterr().out


def test_reporting_depends_on_the_day(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = make_ledger(tmp_path, REPORTING)
    found = as_json(project, capsys, "reporting", "--today", "2022-03-01")
    assert found["today"] == "2022-03-01"
    marks = {row["key"]: row["mark"] for row in found["blocks"][0]["rows"]}
    assert marks == {"r01": None, "c02": "past", "c01": None}
