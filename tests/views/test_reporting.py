from datetime import date
from pathlib import Path

import pytest

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.model.posts import Post
from hdirledger.views import reporting

from ..support import assignment, open_ledger
from .reading import PROJECT, block, pick, rows

TODAY = date(2022, 3, 1)
FILES = {
    "reporting/2022/2022-tb.yaml": """\
        letter: 2022-tb
        year: "2022"
        calendar:
          - key: c01
            title: Budsjettforslag
            posts: ["0740"]
            deadlines:
              - {due: 2022-04-15, printed: "15.4", lines: "40"}
            lines: "40"
          - key: c02
            title: Innspill til RNB
            deadlines:
              - {due: 2022-02-15, until: 2022-ttb-1, lines: "41"}
              - {due: 2022-02-20, since: 2022-ttb-1, lines: "41"}
            lines: "41"
        requirements:
          - key: r01
            title: Årlig status
            deadlines:
              - {due: 2022-02-01, recurring: yearly, ends: "2023", lines: "42"}
            lines: "42"
          - key: r02
            title: Underlag til møter
            deadlines:
              - {with: {event: styringsmøtet}, lines: "43"}
            assignments: [TB2022-1]
            lines: "43"
          - {key: r03, title: Oversikt over regelverk, posts: ["0714.21"], lines: "44"}
          - {key: r04, title: Avsluttet, until: 2022-ttb-1, lines: "45"}
        """,
    "assignments/2022/TB2022-1.yaml": assignment("TB2022-1", departments="SHA"),
}


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    return open_ledger(tmp_path_factory.mktemp("reporting"), FILES)


def test_rows_by_the_day_they_are_due(books: Ledger) -> None:
    report = reporting.report(books, Filters(), today=TODAY)
    found = [pick(row, "due", "key", "recurring", "mark") for row in rows(report, "dated")]
    assert found == [
        ("2022-02-01", "r01", "yearly until 2023", None),
        ("2022-02-20", "c02", None, "past"),
        ("2022-04-15", "c01", None, None),
    ]
    assert report.heading[0] == "Reporting: 5 rows, 3 deadlines with a day"
    assert rows(report, "dated")[1]["letter"] == "2022-ttb-1"


def test_relative_and_undated_rows_stand_apart(books: Ledger) -> None:
    report = reporting.report(books, Filters(), today=TODAY)
    found = [pick(row, "stated", "key") for row in rows(report, "undated")]
    assert found == [("with styringsmøtet", "r02"), ("no deadline", "r03")]


def test_as_the_letters_had_spoken(books: Ledger) -> None:
    report = reporting.report(through(books, "2022-tb"), Filters(), today=TODAY)
    assert [row["due"] for row in rows(report, "dated")][1] == "2022-02-15"
    assert [row["key"] for row in rows(report, "undated")] == ["r02", "r03", "r04"]


def test_filters(books: Ledger) -> None:
    by_post = reporting.report(books, Filters(posts=(Post(740, 1),)), today=TODAY)
    assert [row["key"] for row in rows(by_post, "dated")] == ["c01"]
    by_department = reporting.report(books, Filters(departments=("SHA",)), today=TODAY)
    assert [row["key"] for row in rows(by_department, "undated")] == ["r02"]
    by_day = reporting.report(books, Filters(due_after=date(2022, 3, 1)), today=TODAY)
    assert [row["key"] for row in rows(by_day, "dated")] == ["c01"]
    assert [b.name for b in by_day.blocks] == ["dated"]
    assert "Rows without a day cannot match a filter on days." in by_day.remarks


def test_an_empty_report_says_why(books: Ledger, tmp_path: Path) -> None:
    report = reporting.report(books, Filters(years=("2021",)), today=TODAY)
    empty = block(report, "dated").empty
    assert empty == "None of the 3 reporting rows with a day match: year 2021."
    report = reporting.report(open_ledger(tmp_path, {}), Filters(), today=TODAY)
    assert block(report, "dated").empty == "No reporting rows with a day registered."


def test_the_calendar_of_2022() -> None:
    filters = Filters(years=("2022",), letters=("2022-tb",))
    found = rows(reporting.report(Ledger.open(PROJECT), filters, today=TODAY), "dated")
    due = {row["title"]: row["due"] for row in found}
    assert due["Innspill til RNB-2022"] == "2022-02-15"
    assert due["Satsingsforslag for 2024"] == "2022-11-15"
