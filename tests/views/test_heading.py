from pathlib import Path

from hdirledger import through
from hdirledger.filters import Filters
from hdirledger.ledger import Ledger
from hdirledger.views.heading import make_report, nothing

from ..support import letter, make_ledger, open_ledger


def heading(ledger: Ledger, filters: Filters | None = None, money: bool = False) -> str:
    report = make_report(
        ledger, filters or Filters(), name="x", counted="Things: 1", blocks=(), money=money
    )
    return "\n".join(report.heading)


def test_both_axes_of_time(ledger: Ledger) -> None:
    text = heading(ledger)
    assert "Letters: through the latest letter registered, 2022-ttb-1, dated 2022-06-01" in text
    assert "Books: working tree" in text


def test_through_a_letter(ledger: Ledger) -> None:
    assert "Letters: through 2022-tb\n" in heading(through(ledger, "2022-tb"))


def test_letters_that_are_not_held_are_named(ledger: Ledger) -> None:
    assert "Not held: 2021-tb, 2022-ttb-2" in heading(ledger)


def test_letters_of_the_year_asked_for_come_first(ledger: Ledger) -> None:
    text = heading(ledger, Filters(years=("2022",)))
    assert "Not held: of 2022 2022-ttb-2; of other years 2021-tb" in text


def test_sums_say_that_they_lack_letters(ledger: Ledger) -> None:
    assert "sums lack what they gave: 2021-tb, 2022-ttb-2" in heading(ledger, money=True)


def test_letters_that_may_have_been_given_by_then_are_named(tmp_path: Path) -> None:
    bounds = "{earliest: 2022-01-01, latest: 2022-02-01, reason: Ingen dato.}"
    ledger = open_ledger(
        tmp_path,
        {
            "letters/2021-tb.yaml": letter("2021-tb", "main", dated="2021-01-10"),
            "letters/2022-tb.yaml": letter("2022-tb", "main", bounds=bounds),
        },
    )
    text = heading(through(ledger, "2022-01-15"))
    assert "Note: may have been given by then, not counted: 2022-tb" in text


def test_files_with_errors_are_not_silently_left_out(tmp_path: Path) -> None:
    make_ledger(tmp_path, {"assignments/2022/TB2022-1.yaml": "id: TB2022-1\nno colon here\n"})
    text = heading(Ledger.open(tmp_path))
    assert "not counted, 1 file with errors" in text
    assert "ledger/assignments/2022/TB2022-1.yaml" in text


def test_nothing_says_why(ledger: Ledger) -> None:
    assert nothing(Filters(), "goals", 0) == "No goals registered."
    assert nothing(Filters(texts=("x",)), "goals", 3) == "None of the 3 goals match: the text 'x'."
    early = through(ledger, "2021-12-31")
    assert nothing(Filters(), "goals", 0, early) == "No goals registered through 2021-12-31."
