from datetime import date
from pathlib import Path

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.render import render
from hdirledger.report import Report
from hdirledger.views import assignments, norwegian_key

from ..support import letter, open_ledger
from .books import FILES

TODAY = date(2022, 9, 1)


def rows(report: Report) -> list[dict[str, object]]:
    (block,) = report.blocks
    keys = [column.key for column in block.columns]
    return [dict(zip(keys, row, strict=True)) for row in block.rows]


def test_order_is_natural(ledger: Ledger) -> None:
    found = [row["id"] for row in rows(assignments.report(ledger, Filters(), today=TODAY))]
    assert found == ["TB2022-1", "TB2022-2", "TB2022-10"]


def test_cited_assignments_are_counted_and_shown_on_request(ledger: Ledger) -> None:
    report = assignments.report(ledger, Filters(), today=TODAY)
    assert report.heading[0] == "Assignments: 3 of 3"
    assert any("1 assignment" in remark and "--stubs" in remark for remark in report.remarks)
    shown = assignments.report(ledger, Filters(), today=TODAY, stubs=True)
    assert rows(shown)[0]["id"] == "TB2021-7"


def test_next_deadline_is_the_one_in_force(ledger: Ledger) -> None:
    first, second, delivered = rows(assignments.report(ledger, Filters(), today=TODAY))
    assert (first["deadline"], first["deadline-since"]) == ("2022-09-30", "2022-ttb-1")
    assert (second["deadline"], second["due"]) == ("2022-Q3", "2022-09-30")
    # What is delivered is due no more.
    assert delivered["deadline"] is None


def test_next_deadline_as_the_letters_had_spoken(ledger: Ledger) -> None:
    before = through(ledger, "2022-tb")
    first, *_ = rows(assignments.report(before, Filters(), today=TODAY))
    assert (first["deadline"], first["mark"]) == ("2022-10-01", None)
    first, *_ = rows(assignments.report(before, Filters(), today=date(2022, 8, 1)))
    assert first["deadline"] == "2022-08-31"


def test_a_passed_deadline_is_overdue(ledger: Ledger) -> None:
    report = assignments.report(ledger, Filters(), today=date(2022, 10, 1))
    assert [row["mark"] for row in rows(report)] == ["overdue", "overdue", None]
    assert report.blocks[0].alarms == {0, 1}


def test_no_match_says_why(ledger: Ledger) -> None:
    report = assignments.report(ledger, Filters(texts=("finnes ikke",)), today=TODAY)
    assert report.blocks[0].empty == "None of the 3 assignments match: the text 'finnes ikke'."


def test_norwegian_order() -> None:
    names = ["Å", "Ø", "Æ", "z", "Aasen", "a"]
    assert sorted(names, key=norwegian_key) == ["a", "Aasen", "z", "Æ", "Ø", "Å"]


def test_what_later_letters_may_have_ended_is_not_called_open(tmp_path: Path) -> None:
    files = {**FILES, "letters/2024-ttb-1.yaml": letter("2024-ttb-1", dated="2024-03-01")}
    report = assignments.report(open_ledger(tmp_path, files), Filters(), today=TODAY)
    first, *_, delivered = rows(report)
    assert (first["status"], first["standing"]) == ("open", "not ended by a letter we hold")
    assert (delivered["status"], delivered["standing"]) == ("delivered", "delivered")
    assert report.remarks[0].startswith(
        "2 assignments not ended by a letter we hold: not all letters of 2023, 2024 are held"
    )
    table = render(report, "table")
    assert "not ended by a" in table
    assert " open " not in table
