from datetime import date

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.report import Report
from hdirledger.views import deadlines

TODAY = date(2022, 10, 15)
OPEN = {"statuses": ("open",), "today": TODAY}


def of(ledger: Ledger, assignments_only: bool = False, **filters: object) -> Report:
    wanted = Filters(**{**OPEN, **filters})  # type: ignore[arg-type]
    return deadlines.report(ledger, wanted, today=TODAY, assignments_only=assignments_only)


def rows(report: Report, name: str) -> list[dict[str, object]]:
    (block,) = [block for block in report.blocks if block.name == name]
    keys = [column.key for column in block.columns]
    return [dict(zip(keys, row, strict=True)) for row in block.rows]


def test_in_order_of_last_day_with_the_reporting(ledger: Ledger) -> None:
    found = [(row["due"], row["id"]) for row in rows(of(ledger), "dated")]
    assert found == [
        ("2022-02-15", "2022-tb c01"),
        ("2022-09-30", "TB2022-1"),
        ("2022-09-30", "TB2022-2"),
        ("2022-12-01", "2022-tb c02"),
    ]


def test_what_it_was_before_and_which_letter_says_so(ledger: Ledger) -> None:
    (row,) = [row for row in rows(of(ledger), "dated") if row["id"] == "TB2022-1"]
    assert row["since"] == "2022-ttb-1"
    assert row["before"] == "2022-08-31 (until 2022-ttb-1)"
    assert row["what"] == "part a: Første del"
    assert row["lead"] == ("Bufdir",)


def test_as_the_letters_had_spoken_by_then(ledger: Ledger) -> None:
    found = rows(of(through(ledger, "2022-tb"), assignments_only=True), "dated")
    # Part b was not dropped yet, the deadline not moved, and TB2022-10 not delivered.
    assert [(row["due"], row["before"]) for row in found] == [
        ("2022-05-01", None),
        ("2022-08-31", None),
        ("2022-09-30", None),
        ("2022-10-01", None),
    ]


def test_overdue_concerns_assignments_only(ledger: Ledger) -> None:
    report = of(ledger)
    marks = [row["mark"] for row in rows(report, "dated")]
    assert marks == ["past", "overdue", "overdue, tentative", None]
    assert "Deadlines: 4 with a day, of which 2 overdue" in report.heading[0]
    assert [row["id"] for row in rows(of(ledger, overdue=True), "dated")] == [
        "TB2022-1",
        "TB2022-2",
    ]


def test_the_period_is_shown_as_it_was_stated(ledger: Ledger) -> None:
    (row,) = [row for row in rows(of(ledger), "dated") if row["id"] == "TB2022-2"]
    assert (row["due"], row["stated"], row["period"]) == ("2022-09-30", "2022-Q3", "2022-Q3")


def test_to_be_agreed_and_relative_stand_apart(ledger: Ledger) -> None:
    found = [(row["id"], row["stated"]) for row in rows(of(ledger), "to-be-agreed")]
    assert found == [
        ("TB2022-1", "to be agreed (avtales i dialog)"),
        ("TB2022-2", "after TB2022-1"),
    ]


def test_only_what_is_still_announced(ledger: Ledger) -> None:
    assert [row["summary"] for row in rows(of(ledger), "announced")] == ["Et eget brev om arbeidet"]
    earlier = rows(of(through(ledger, "2022-tb")), "announced")
    assert [row["summary"] for row in earlier] == ["Et eget brev om arbeidet", "Penger"]


def test_department_shows_what_it_shares(ledger: Ledger) -> None:
    report = of(ledger, departments=("SHA",))
    found = [(row["id"], row["departments"]) for row in rows(report, "dated")]
    assert found == [("TB2022-1", ("KTA", "SHA")), ("2022-tb c02", ("KTA", "SHA"))]
    assert any("the others are left out" in remark for remark in report.remarks)


def test_any_status_marks_what_is_delivered(ledger: Ledger) -> None:
    found = rows(of(ledger, statuses=(), assignments_only=True), "dated")
    assert (found[0]["id"], found[0]["mark"]) == ("TB2022-10", "delivered")


def test_days_leave_out_what_has_none(ledger: Ledger) -> None:
    report = of(ledger, due_after=date(2022, 12, 1))
    assert [block.name for block in report.blocks] == ["dated"]
    assert [row["id"] for row in rows(report, "dated")] == ["2022-tb c02"]
    assert any("without a day" in remark for remark in report.remarks)
