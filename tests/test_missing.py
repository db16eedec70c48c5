from pathlib import Path

import pytest

from hdirledger import through
from hdirledger.ledger import Ledger
from hdirledger.missing import (
    assignment_series,
    holes,
    incomplete_years,
    letter_series,
    spans,
    spans_text,
    years_without_main,
)

from .support import assignment, letter, open_ledger


def numbered(name: str, series: str, numbers: str, **keys: str) -> str:
    return letter(name, series=series, numbers=f"[{numbers}]", **keys)


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    files = {
        "letters/2021-ttb-90.yaml": numbered("2021-ttb-90", "TTB", '"90"', held="no"),
        "letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10"),
        "letters/2022-ttb-2-3.yaml": numbered(
            "2022-ttb-2-3", "TTB", '"2", "3"', dated="2022-02-01"
        ),
        "letters/2022-ttb-7.yaml": numbered("2022-ttb-7", "TTB", '"7"', dated="2022-03-01"),
        "letters/2024-svar.yaml": letter("2024-svar", "reply", dated="2024-03-01"),
        "letters/2024-ttb-1.yaml": numbered("2024-ttb-1", "TTB", '"1"', dated="2024-04-01"),
        "letters/2025-stb-2.yaml": numbered("2025-stb-2", "STB", '"2"', dated="2025-04-01"),
        "assignments/2022/TB2022-1.yaml": assignment("TB2022-1", "aliases: [TB2022-5]"),
        "assignments/2022/TB2022-2.yaml": assignment("TB2022-2", "held: no"),
    }
    return open_ledger(tmp_path_factory.mktemp("missing"), files)


def test_numbers_missing_from_the_series_of_letters(ledger: Ledger) -> None:
    found = {x.title: (spans_text(x.missing), x.count) for x in letter_series(ledger)}
    assert found == {
        "TTB 2021": (("1-90",), 90),
        "TTB 2022": (("1", "4-6"), 4),
        "STB 2025": (("1",), 1),
    }


def test_only_what_the_letters_had_reached_by_then_is_missing(ledger: Ledger) -> None:
    found = {x.title: spans_text(x.missing) for x in letter_series(through(ledger, "2022-ttb-2-3"))}
    assert found["TTB 2022"] == ("1",)


def test_years_between_held_letters_without_a_main_letter(ledger: Ledger) -> None:
    # 2023: nothing held; 2024 and 2025: other letters. What comes before the books is no gap.
    assert years_without_main(ledger) == {"2023": False, "2024": True, "2025": True}


def test_incomplete_years_are_those_of_which_a_letter_is_known_to_be_missing(
    ledger: Ledger, tmp_path: Path
) -> None:
    assert incomplete_years(ledger) == ("2021", "2022", "2023", "2024", "2025")
    complete = {"letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10")}
    assert incomplete_years(open_ledger(tmp_path, complete)) == ()


def test_numbers_of_assignments_that_are_only_cited_are_known(ledger: Ledger) -> None:
    (series,) = assignment_series(ledger)
    assert (series.held, series.cited, spans_text(series.missing)) == ((1, 5), (2,), ("3-4",))


def test_nothing_held_is_nothing_missing() -> None:
    empty = Ledger(())
    assert (letter_series(empty), years_without_main(empty), incomplete_years(empty)) == (
        (),
        {},
        (),
    )


@pytest.mark.parametrize(
    ("numbers", "highest", "expected"),
    [
        ({1}, 0, ()),
        ({0, 1}, 0, ()),
        ({3}, 0, ((1, 2),)),
        ({1, 3, 7}, 0, ((2, 2), (4, 6))),
        (set(), 3, ((1, 3),)),
        ({2}, 5, ((1, 1), (3, 5))),
        ({5}, 3, ((1, 4),)),
        ({999_999_999}, 0, ((1, 999_999_998),)),
    ],
)
def test_holes(numbers: set[int], highest: int, expected: tuple[tuple[int, int], ...]) -> None:
    assert holes(numbers, highest) == expected


def test_spans() -> None:
    assert spans_text(spans([3, 2, 4, 7, 3])) == ("2-4", "7")
    assert spans([]) == ()
