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
    assert "Not held: of 2022: 2022-ttb-2; of other years: 2021-tb" in text


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


SERIES = {
    "letters/2021-ttb-90.yaml": letter("2021-ttb-90", series="TTB", numbers='["90"]', held="no"),
    "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
    "letters/2022-ttb-2.yaml": letter(
        "2022-ttb-2", dated="2022-02-10", series="TTB", numbers='["2"]'
    ),
    "letters/2022-ttb-5.yaml": letter(
        "2022-ttb-5", dated="2022-03-10", series="TTB", numbers='["5"]'
    ),
    "letters/2024-ttb-1.yaml": letter("2024-ttb-1", dated="2024-03-10"),
}


def test_numbers_missing_from_a_series_are_named(tmp_path: Path) -> None:
    ledger = open_ledger(tmp_path, SERIES)
    assert (
        "Not held: every letter of 2023; the main letter of 2024; TTB 2021 nos. 1-90; "
        "TTB 2022 nos. 1, 3-4"
    ) in heading(ledger)
    of_year = heading(ledger, Filters(years=("2022",)))
    assert "Not held: of 2022: TTB 2022 nos. 1, 3-4; of other years: every letter" in of_year
    early = through(ledger, "2022-ttb-2")
    assert heading(early).endswith("Not held: TTB 2021 nos. 1-90; TTB 2022 no. 1")


def test_a_year_of_which_nothing_is_known_to_be_missing_does_not_sound_complete(
    ledger: Ledger,
) -> None:
    text = heading(ledger, Filters(years=("2023",)))
    assert "Not held: of 2023: none that we know of; of other years: 2021-tb, 2022-ttb-2" in text


def test_programs_get_the_missing_numbers_too(tmp_path: Path) -> None:
    report = make_report(
        open_ledger(tmp_path, SERIES), Filters(), name="x", counted="Things: 1", blocks=()
    )
    assert report.facts["letters"]["missing-numbers"] == {
        "TTB 2021": ["1-90"],
        "TTB 2022": ["1", "3-4"],
    }
    assert report.facts["letters"]["years-without-main-letter"] == ["2023", "2024"]
