"""Ids as letters print them and people type them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hdirledger.model.ids import AssignmentId, fold, sort_key

FORMS = [
    ("TB2022-53", "TB 2022-53"),
    ("TB2023-73", "TB-2023-73"),
    ("TTB2022-5", "TTB2022-05"),
    ("TB2025-93", "TB2025- 93"),
    ("TB2025-93", "tb2025-93"),
    ("TB2025-93", "  TB2025 - 93 "),
    ("TB2020-57.2", "TB2020-57/2"),
    ("TTB2019-45.7", "TTB2019-45.07"),
    ("TB2021-43a", "TB2021-43A"),
    ("X2022-1", "X2022-01"),
    ("TB2022-1", "T B2022-1"),
    ("TB202X-", "TB202x-"),
    ("UKJENT", "ukjent "),
    ("RTB2020-", "RTB 2020-"),
]


@pytest.mark.parametrize(("folded", "printed"), FORMS)
def test_forms_of_one_number_fold_to_one(folded: str, printed: str) -> None:
    assert fold(printed) == folded


def test_the_series_is_never_folded() -> None:
    assert len({fold(f"{series}2022-1") for series in ("TB", "TTB", "STB", "RTB", "X")}) == 5


def test_numbers_that_differ_do_not_fold_to_one() -> None:
    names = ["TB2022-1", "TB2022-10", "TB2022-1a", "TB2022-1.1", "TB2021-1", "TB2022-11"]
    assert len({fold(name) for name in names}) == len(names)


def test_the_parts_of_a_number() -> None:
    assert AssignmentId.parse("TTB2019-45.7") == AssignmentId("TTB", 2019, 45, 7)
    assert AssignmentId.parse("TB2021-043b") == AssignmentId("TB", 2021, 43, letter="b")


@pytest.mark.parametrize("text", ["", "TB2022", "TB202-1", "TB2022-", "2022-tb", "TB2022-1ab"])
def test_what_is_no_number(text: str) -> None:
    assert AssignmentId.parse(text) is None


def test_a_number_too_long_to_be_one_is_text() -> None:
    name = "TB2022-" + "9" * 5000
    assert AssignmentId.parse(name) is None
    assert fold(name) == name


def test_lists_are_in_order_of_year_series_and_number() -> None:
    expected = ["TB2021-2", "TB2021-10", "TTB2021-1", "TB2022-1", "TB2022-1.2", "TB2022-1.10"]
    by_text = sorted(expected)
    assert by_text != expected
    assert sorted(by_text, key=sort_key) == expected
    assert sorted(["ukjent", "TB2022-1"], key=sort_key) == ["TB2022-1", "ukjent"]


ids = st.builds(
    "{}{}{}{}-{}{}{}".format,
    st.sampled_from(["TB", "TTB", "STB", "RTB", "X", "tb"]),
    st.sampled_from(["", " ", "-"]),
    st.integers(1000, 9999),
    st.sampled_from(["", " "]),
    st.sampled_from(["", " ", "0", "00"]),
    st.integers(0, 999),
    st.sampled_from(["", "a", "B", ".7", "/07", "-2b"]),
)


@given(st.one_of(ids, st.text(max_size=12), st.from_regex(r"[TSRBX 0-9./-]{0,14}[a-zſK]?")))
@example("T B2022-01")
@example("ﬆB2022-01")
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(ids)
def test_what_folds_to_one_is_one_number(text: str) -> None:
    assert AssignmentId.parse(text) == AssignmentId.parse(fold(text))
