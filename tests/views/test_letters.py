from pathlib import Path

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.report import Report
from hdirledger.views import letters

from ..support import letter, open_ledger
from .reading import PROJECT, block, pick, rows


def by_id(report: Report) -> dict[object, dict[str, object]]:
    return {row["id"]: row for row in rows(report, "letters")}


def test_letters_in_declared_order_with_what_they_gave(ledger: Ledger) -> None:
    report = letters.report(ledger, Filters())
    found = by_id(report)
    assert list(found) == ["2021-tb", "2022-tb", "2022-ttb-1", "2022-ttb-2"]
    assert pick(found["2022-tb"], "dated", "held", "announces") == ("2022-01-10", "held", 1)
    assert found["2022-tb"]["given"] == 4
    assert found["2022-ttb-1"]["spoken-of"] == 2
    assert pick(found["2022-ttb-2"], "held", "dated") == ("not held", "no date known")
    assert report.heading[0] == "Letters: 4 of 4, of which 2 are held"


def test_bounds_are_shown_with_the_missing_date() -> None:
    row = by_id(letters.report(Ledger.open(PROJECT), Filters()))["2022-tb"]
    assert row["dated"] == "2021-12-06 … 2022-01-15, no date"
    assert pick(row, "earliest", "latest") == ("2021-12-06", "2022-01-15")


def test_a_letter_not_held_tells_what_others_say(tmp_path: Path) -> None:
    files = {
        "letters/2021-ttb-90.yaml": letter("2021-ttb-90", held="no")
        + """\
mentions:
  - {letter: 2022-tb, summary: Nevnes ved fullmakten, lines: 284-285}
""",
        "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    }
    books = open_ledger(tmp_path, files)
    found = by_id(letters.report(books, Filters()))
    assert found["2021-ttb-90"]["summary"] == "2022-tb (284-285): Nevnes ved fullmakten"


def test_filters_and_an_empty_list(ledger: Ledger) -> None:
    assert list(by_id(letters.report(ledger, Filters(years=("2021",))))) == ["2021-tb"]
    empty = block(letters.report(ledger, Filters(years=("1999",))), "letters").empty
    assert empty == "None of the 4 letters match: year 1999."
    assert "2022-ttb-1" not in by_id(letters.report(through(ledger, "2022-tb"), Filters()))
