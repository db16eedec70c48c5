from collections.abc import Mapping
from pathlib import Path

import pytest

from hdirledger import through
from hdirledger.standing import NOT_ENDED, silent_years, standing

from .support import assignment, letter, open_ledger

TB22 = {"letters/2022-tb.yaml": letter("2022-tb", "main", dated="2022-01-10")}
CLASS = """\
classes:
  - {key: k1, action: lapsed, through: "2023", exceptions: [TB2022-3], lines: "1"}
  - {key: k2, action: continued, from: "2024", through: "2024", lines: "2"}
"""
TB25 = {"letters/2025-tb.yaml": letter("2025-tb", "main", dated="2025-01-10") + CLASS}
ONE = "assignments/2022/TB2022-1.yaml"


def stands(folder: Path, files: Mapping[str, str], name: str = "TB2022-1") -> str:
    ledger = open_ledger(folder, files)
    return standing(ledger, ledger.by_id[name])


def test_with_only_one_year_held_nothing_later_is_known_to_be_missing(tmp_path: Path) -> None:
    assert stands(tmp_path, {**TB22, ONE: assignment("TB2022-1")}) == "open"


def test_gaps_within_the_year_do_not_make_it_doubtful(tmp_path: Path) -> None:
    late = letter("2022-ttb-9", dated="2022-09-01", series="TTB", numbers='["9"]')
    files = {**TB22, "letters/2022-ttb-9.yaml": late, ONE: assignment("TB2022-1")}
    assert stands(tmp_path, files) == "open"


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        # The letters of 2023 are not held, so that the one of 2024 says nothing of what it ends.
        ("2024-tb", letter("2024-tb", "main", dated="2024-01-10"), NOT_ENDED),
        ("2023-tb", letter("2023-tb", "main", dated="2023-01-10"), "open"),
        ("2023-tb", letter("2023-tb", "main", held="no"), NOT_ENDED),
        ("2023-ttb-1", letter("2023-ttb-1", dated="2023-03-10"), NOT_ENDED),
    ],
)
def test_later_letters_that_are_not_held(
    tmp_path: Path, name: str, text: str, expected: str
) -> None:
    files = {**TB22, f"letters/{name}.yaml": text, ONE: assignment("TB2022-1")}
    assert stands(tmp_path, files) == expected


def test_a_gap_in_the_series_of_a_later_year(tmp_path: Path) -> None:
    files = {
        **TB22,
        "letters/2023-tb.yaml": letter("2023-tb", "main", dated="2023-01-10"),
        "letters/2023-ttb-2.yaml": letter(
            "2023-ttb-2", dated="2023-02-10", series="TTB", numbers='["2"]'
        ),
        ONE: assignment("TB2022-1"),
    }
    ledger = open_ledger(tmp_path, files)
    assert standing(ledger, ledger.by_id["TB2022-1"]) == NOT_ENDED
    assert silent_years(ledger, ledger.by_id["TB2022-1"]) == ("2023",)
    # By the letter of 2023 nobody knew of that gap.
    early = through(ledger, "2023-tb")
    assert standing(early, early.by_id["TB2022-1"]) == "open"


@pytest.mark.parametrize(
    ("action", "expected"),
    [("kept", "open"), ("repeated", "open"), ("clarified", "open"), ("noted", NOT_ENDED)],
)
def test_a_later_letter_that_speaks_of_it_as_in_force_settles_it(
    tmp_path: Path, action: str, expected: str
) -> None:
    files = {**TB22, **TB25, ONE: assignment("TB2022-1", then=f"2025-tb {action}")}
    assert stands(tmp_path, files) == expected


def test_an_exception_of_a_class_rule_goes_on(tmp_path: Path) -> None:
    files = {**TB22, **TB25, "assignments/2022/TB2022-3.yaml": assignment("TB2022-3")}
    assert stands(tmp_path, files, "TB2022-3") == "open"


def test_a_class_that_continues_goes_on(tmp_path: Path) -> None:
    files = {
        **TB22,
        "letters/2024-ttb-5.yaml": letter("2024-ttb-5", dated="2024-10-10"),
        **TB25,
        "letters/2026-tb.yaml": letter("2026-tb", "main", dated="2026-01-10"),
        "assignments/2024/TTB2024-5.yaml": assignment("TTB2024-5", given="2024-ttb-5"),
    }
    assert stands(tmp_path, files, "TTB2024-5") == "open"


@pytest.mark.parametrize("action", ["lapsed", "delivered", "withdrawn"])
def test_what_has_ended_has_ended(tmp_path: Path, action: str) -> None:
    ended = assignment("TB2022-1", status=action, then=f"2025-tb {action}")
    assert stands(tmp_path, {**TB22, **TB25, ONE: ended}) == action


def test_one_that_letters_only_mention_counts_from_the_year_of_its_number(tmp_path: Path) -> None:
    cited = """\
        id: TB2021-7
        held: no
        status: open
        basis:
          - {letter: 2022-tb, action: noted, lines: "10"}
        """
    files = {
        **TB22,
        "letters/2022-ttb-3.yaml": letter("2022-ttb-3", held="no"),
        "assignments/2021/TB2021-7.yaml": cited,
    }
    assert stands(tmp_path, files, "TB2021-7") == NOT_ENDED
