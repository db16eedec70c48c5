"""Days and periods as letters print them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.evidence import times
from hdirledger.model.dates import Due

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2039, 12, 31))
FULL = (
    lambda d: f"{d.day}. {times.MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day}.{times.MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day}. {times.MONTHS[d.month - 1]} {d.year % 100}",
    lambda d: f"{d.day}. {times.MONTHS[d.month - 1].upper()} \n{d.year}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d.day:02d}.{d.month:02d}.{d.year}",
    lambda d: f"{d.day:02d}.{d.month:02d}.{d.year % 100}",
    lambda d: f"{d.day}.{d.month}.{d.year % 100}",
)
SHORT = (
    lambda d: f"innen {d.day}. {times.MONTHS[d.month - 1]}",
    lambda d: f"{d.day}.{d.month}",
    lambda d: f"Frist {d.day}.{d.month}.",
    lambda d: f"{d.day}. {times.MONTHS[d.month - 1]} (tentativt)",
)


@given(DAYS, DAYS, st.sampled_from(FULL))
def test_a_full_day_is_found_and_another_is_not(day, other, form) -> None:  # type: ignore[no-untyped-def]
    text = f"Frist for oppdraget er {form(day)}. Rapporten"
    assert times.printed_in(Due.parse(day.isoformat()), text)
    assert times.printed_in(Due.parse(other.isoformat()), text) is (day == other)


@given(DAYS, DAYS, st.sampled_from(SHORT))
def test_words_without_a_year_agree_by_day_and_month(day, other, form) -> None:  # type: ignore[no-untyped-def]
    assert times.disagreement(form(day), Due.parse(day.isoformat())) == ""
    agrees = (day.day, day.month) == (other.day, other.month)
    assert (times.disagreement(form(day), Due.parse(other.isoformat())) == "") is agrees
    assert not times.printed_in(Due.parse(day.isoformat()), form(day))


@pytest.mark.parametrize(
    ("words", "due", "wrong"),
    [
        ("i løpet av første halvår", "2022-H1", ""),
        ("første halvår 2022", "2022-H1", ""),
        ("første halvår 2022", "2022-06-30", ""),
        ("andre halvår", "2022-H1", "half-year 2"),
        ("1. kvartal", "2022-Q1", ""),
        ("1. kvartal", "2022-Q2", "quarter 1"),
        ("utgangen av 2022", "2022", ""),
        ("innen utgangen av 2022", "2022-12-31", ""),
        ("i løpet av 2022", "2023", "name 2022"),
        ("i 2022", "2022-06-30", "only a year"),
        ("utgangen av mai", "2022-05-31", ""),
        ("i mai", "2022-06", "name mai"),
        ("høsten 2022", "2022-autumn", ""),
        ("høsten 2022", "2022-spring", "autumn"),
        ("vinteren 2022", "2022-winter", ""),
        ("uke 12", "2022-W12", ""),
        ("uke 13", "2022-W12", "week 13"),
        ("1. desember - 10. januar", "2024-12-01/2025-01-10", ""),
        ("1. desember - 10. januar", "2024-12-01/2025-01-11", "10. januar"),
        ("2. tertial (30. aug)", "2022-08-30", ""),
        ("Per 31.12", "to-be-agreed", ""),
        ("Frist avtales nærmere", "to-be-agreed", ""),
        ("1. april 2022", "2023-04-01", "1. april 2022"),
    ],
)
def test_whether_words_and_due_agree(words: str, due: str, wrong: str) -> None:
    found = times.disagreement(words, Due.parse(due))
    assert wrong in found
    assert bool(found) is bool(wrong)


@pytest.mark.parametrize(
    ("text", "due", "found"),
    [
        ("i mai 2022", "2022-05", True),
        ("i mai 2022", "2022-06", False),
        ("første halvår 2022", "2022-H1", True),
        ("første halvår 2022", "2022-H2", False),
        ("høsten 2022", "2022-autumn", True),
        ("i uke 12 2022", "2022-W12", True),
        ("i 2022", "2022", True),
        ("i 2021", "2022", False),
        ("mellom 1. mai 2022 og 30. juni 2022", "2022-05-01/2022-06-30", True),
        ("punkt 2.1.12 og 31. april 2022", "2022-01-02", False),
    ],
)
def test_periods_in_a_text(text: str, due: str, found: bool) -> None:
    assert times.printed_in(Due.parse(due), text) is found
