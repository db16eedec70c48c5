"""The command, refused texts, and the real ledger against the real letters."""

import json
import os
from pathlib import Path

import pytest

from hdirledger.cli import run
from hdirledger.evidence.codes import RULES
from hdirledger.evidence.verify import verify
from hdirledger.ledger import Ledger

from .support import ASSIGNMENT, FILES, LETTER, books, changed, letter_record, outcome

REAL = Path(__file__).parents[2]
LETTERS = Path(os.environ.get("HDIRLEDGER_LETTERS") or REAL.parent / "shared" / "letters")


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HDIRLEDGER_LETTERS", raising=False)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)


def test_another_text_is_refused_and_nothing_is_checked_against_it(tmp_path: Path) -> None:
    project, letters = books(tmp_path, changed(ASSIGNMENT, "2022-06-01", "2022-06-11"))
    (letters / "2022-tb.txt").write_text(LETTER.replace("juni", "juli"), encoding="utf-8")
    result = verify(Ledger.open(project), letters)
    [finding] = result.findings
    assert finding.code == "V101"
    assert letter_record().split("sha256: ")[1][:64] in finding.message
    assert (result.letters, result.facts, result.coverage) == (0, 0, ())
    assert result.unread > 0


def test_another_number_of_lines_is_refused(tmp_path: Path) -> None:
    project, letters = books(tmp_path)
    record = project / "ledger/letters/2022-tb.yaml"
    lines = f'lines: "{len(LETTER.splitlines())}"'
    record.write_text(record.read_text("utf-8").replace(lines, 'lines: "7"'), "utf-8")
    [finding] = verify(Ledger.open(project), letters).findings
    assert finding.code == "V101"
    assert "the record says 7" in finding.message


@pytest.mark.parametrize("name", ["2022-tb.txt", "..", "."])
def test_a_missing_text_is_told(tmp_path: Path, name: str) -> None:
    project, letters = books(tmp_path)
    (letters / "2022-tb.txt").unlink()
    record = project / "ledger/letters/2022-tb.yaml"
    record.write_text(record.read_text("utf-8").replace("2022-tb.txt", name), "utf-8")
    [finding] = verify(Ledger.open(project), letters).findings
    assert finding.code == "V102"


def test_a_held_letter_without_a_text_is_told(tmp_path: Path) -> None:
    record = 'id: 2022-ttb-1\nkind: supplementary\nyear: "2022"\ndated: "2022-02-01"\n'
    project, letters = books(tmp_path)
    (project / "ledger/letters/2022-ttb-1.yaml").write_text(record, "utf-8")
    findings = verify(Ledger.open(project), letters).findings
    assert [(f.code, f.record) for f in findings] == [("V160", "2022-ttb-1")]


def test_a_text_without_a_line_feed_at_its_end_has_all_its_lines(tmp_path: Path) -> None:
    assert outcome(tmp_path, text=LETTER.rstrip("\n")).findings == ()


@pytest.mark.parametrize("folder", [None, "nowhere"])
def test_without_the_letters_it_is_a_mistake_of_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], folder: str | None
) -> None:
    project, _ = books(tmp_path)
    option = ["--letters", str(tmp_path / folder)] if folder else []
    assert run(["verify", "--ledger", str(project), *option]) == 2
    said = capsys.readouterr().err
    assert "not part of the project" in said
    assert "--letters" in said
    assert "HDIRLEDGER_LETTERS" in said


def test_an_unknown_letter_is_a_mistake_of_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, letters = books(tmp_path)
    arguments = ["--ledger", str(project), "--letters", str(letters), "--letter", "2021-tb"]
    assert run(["verify", *arguments]) == 2
    assert "held are: 2022-tb" in capsys.readouterr().err


def test_exit_code_and_summary(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    project, letters = books(tmp_path / "right")
    monkeypatch.setenv("HDIRLEDGER_LETTERS", str(letters))
    assert run(["verify", "--ledger", str(project)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 letter, 6 records, ")
    assert "0 not found; cited: headings 2 of 2, rows 2 of 2" in out
    project, letters = books(tmp_path / "wrong", changed(ASSIGNMENT, "2022-06-01", "2022-06-11"))
    assert run(["verify", "--ledger", str(project), "--letters", str(letters)]) == 1
    out = capsys.readouterr().out
    assert f"ledger/{ASSIGNMENT}:9:" in out
    assert "V107 error: the time 2022-06-11 is not in lines 38-39 of 2022-tb" in out
    assert "1 not found" in out


def test_json_has_the_findings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, letters = books(tmp_path, changed(ASSIGNMENT, "to: TB2021-48", "to: TB2021-49"))
    arguments = ["--ledger", str(project), "--letters", str(letters), "--format", "json"]
    assert run(["verify", *arguments]) == 1
    document = json.loads(capsys.readouterr().out)
    assert [finding["code"] for finding in document["findings"]] == ["V113"]
    assert document["findings"][0]["record"] == "TB2022-01"


def test_github_annotations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project, letters = books(tmp_path, changed(ASSIGNMENT, "to: TB2021-48", "to: TB2021-49"))
    arguments = ["--ledger", str(project), "--letters", str(letters), "--format", "github"]
    assert run(["verify", *arguments]) == 1
    assert capsys.readouterr().out.startswith(f"::error file=ledger/{ASSIGNMENT},line=")


def test_one_letter_alone_leaves_unused_acceptances_out(tmp_path: Path) -> None:
    accept = "\naccepts:\n  - rule: V152\n    reason: Ikke vår.\n"
    project, letters = books(tmp_path, rest=accept)
    ledger = Ledger.open(project)
    assert [f.code for f in verify(ledger, letters).findings] == ["S401"]
    assert verify(ledger, letters, "2022-tb").findings == ()


def test_a_file_that_cannot_be_read_is_not_passed_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project, letters = books(tmp_path, {**FILES, "goals/2022/02.yaml": "id: [G2022-02"})
    assert run(["verify", "--ledger", str(project), "--letters", str(letters)]) == 1
    assert "1 file not looked at, see hdirledger check" in capsys.readouterr().out


def test_every_rule_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    for row in RULES:
        assert run(["explain", row.code]) == 0
        out = capsys.readouterr().out
        assert row.title in out
        assert "Example:" in out
        assert "Remedy:" in out


@pytest.mark.skipif(not LETTERS.is_dir(), reason=f"the letters' texts are not in {LETTERS}")
def test_the_ledger_agrees_with_the_letters() -> None:
    ledger = Ledger.open(REAL)
    if not any(letter.text for letter in ledger.letters.values()):
        pytest.skip("no letter of the ledger names a text")
    result = verify(ledger, LETTERS)
    unexplained = [f for f in result.findings if f.severity != "note"]
    assert unexplained == []
    assert result.missing == 0
    assert all(cited == total for _, cited, total in result.coverage)
