"""When something is due."""

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hdirledger.model.dates import Due
from hdirledger.schemas import COMMON, load


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2022-08-31", date(2022, 8, 31), date(2022, 8, 31)),
        ("2022-08-31T12:00", date(2022, 8, 31), date(2022, 8, 31)),
        ("2022-08", date(2022, 8, 1), date(2022, 8, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2022", date(2022, 1, 1), date(2022, 12, 31)),
        ("2022-Q1", date(2022, 1, 1), date(2022, 3, 31)),
        ("2022-Q4", date(2022, 10, 1), date(2022, 12, 31)),
        ("2022-H1", date(2022, 1, 1), date(2022, 6, 30)),
        ("2022-H2", date(2022, 7, 1), date(2022, 12, 31)),
        ("2022-W01", date(2022, 1, 3), date(2022, 1, 9)),
        ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)),
        ("2022-winter", date(2022, 1, 1), date(2022, 2, 28)),
        ("2022-spring", date(2022, 3, 1), date(2022, 5, 31)),
        ("2022-summer", date(2022, 6, 1), date(2022, 8, 31)),
        ("2022-autumn", date(2022, 9, 1), date(2022, 11, 30)),
        ("2022-05/2022-06", date(2022, 5, 1), date(2022, 6, 30)),
        ("2022-05-10/2022-06-01", date(2022, 5, 10), date(2022, 6, 1)),
    ],
)
def test_a_period_is_due_on_its_last_day(text: str, first: date, last: date) -> None:
    due = Due.parse(text)
    assert (due.first, due.last, due.fault) == (first, last, "")
    assert due.dated
    assert due.exact is (first == last)


@pytest.mark.parametrize("text", ["asap", "to-be-agreed"])
def test_words_are_no_fault_and_no_day(text: str) -> None:
    due = Due.parse(text)
    assert (due.dated, due.exact, due.fault) == (False, False, "")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("2022-02-30", "2022-02-30 is not in the calendar"),
        ("2023-02-29", "2023-02-29 is not in the calendar"),
        ("2022-13", "there is no month 13"),
        ("2022-00", "there is no month 0"),
        ("2022-W53", "2022 has no week 53"),
        ("2022-W00", "2022 has no week 0"),
        ("9999-W52", "9999 has no week 52"),
        ("2022-Q5", "there is no quarter 5"),
        ("2022-Q0", "there is no quarter 0"),
        ("2022-H3", "there is no half-year 3"),
        ("2022-08-31T25:00", "there is no time 25:00"),
        ("0000", "there is no year 0"),
        ("2022-06/2022-05", "the range ends before it begins"),
        ("2022-06/2022-13", "there is no month 13"),
    ],
)
def test_what_is_no_time_says_why(text: str, fault: str) -> None:
    due = Due.parse(text)
    assert (due.fault, due.dated, due.exact) == (fault, False, False)


ALLOWED = load(COMMON)["definitions"]["due"]["pattern"]


@given(st.from_regex(re.compile(ALLOWED.strip("^$"), re.ASCII), fullmatch=True))
@example("9999-W52")
@example("0000-W01")
@example("0001-W01")
@example("9999-12-31")
def test_whatever_the_schema_allows_is_read(text: str) -> None:
    due = Due.parse(text)
    assert due.text == text
    if due.first is not None and due.last is not None:
        assert due.first <= due.last
        assert not due.fault
    else:
        assert due.first is due.last
        assert bool(due.fault) is (text not in ("asap", "to-be-agreed"))
