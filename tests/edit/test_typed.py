"""What people type, read as the records want it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.edit import EditError
from hdirledger.edit.money import amount, negative, total
from hdirledger.edit.typed import LONGEST, clean, id_of, item, schema_of, value
from hdirledger.model.amounts import parse_sum
from hdirledger.model.ids import fold


@pytest.mark.parametrize(
    ("typed", "kroner"),
    [
        ("2 100 000", "2 100 000"), ("2100000", "2 100 000"), ("2,1 mill.", "2 100 000"),
        ("2,1 mill. kroner", "2 100 000"), ("2100 tkr", "2 100 000"), ("1.5 mrd", "1 500 000 000"),
        ("-3 mill", "-3 000 000"), ("−3 mill", "-3 000 000"), ("2.100.000", "2 100 000"),
        ("2\u00a0100\u00a0000 kr", "2 100 000"), ("none", "none"), ("0", "0"), ("-0", "0"),
        ("0,5 tkr", "500"),
    ],
)  # fmt: skip
def test_an_amount_is_read_exactly(typed: str, kroner: str) -> None:
    assert amount(typed) == kroner


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2.100", "two ways"), ("1,5", "not a whole number"), ("2,10001 tkr", "not a whole number"),
        ("ti", "no amount"), ("", "no amount"), ("2 mill. dollar", "no amount"),
        ("1" * 60, "no amount"), ("9" * 20, "more money"), ("1e9", "no amount"),
        ("2 1000", "no amount"), ("--5", "no amount"), ("1_000", "no amount"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(typed: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        amount(typed)


@given(st.integers(-(10**17), 10**17))
def test_an_amount_survives_being_read_and_turned(kroner: int) -> None:
    written = amount(str(kroner))
    assert parse_sum(written) == kroner
    assert amount(written) == written
    assert parse_sum(total(written, negative(written))) == 0


@pytest.mark.parametrize(
    ("typed", "id"),
    [
        ("tb 2022 - 05", "TB2022-05"), ("TB2025- 93", "TB2025-93"), ("TB-2023-73", "TB2023-73"),
        ("TTB2019-45.7", "TTB2019-45.7"), ("TB2020-57/2", "TB2020-57-2"), ("X2022-01", "X2022-01"),
        ("tb2021-43B", "TB2021-43b"), ("ukjent", None), ("../../etc", None), ("TB2022", None),
        ("TB2022-13; rm", None), ("", None),
    ],
)  # fmt: skip
def test_a_number_gets_the_form_of_the_records(typed: str, id: str | None) -> None:
    assert id_of(typed) == id
    if id is not None:
        assert fold(id) == fold(typed)


def test_an_item_is_typed_with_its_main_value_first() -> None:
    found = item(
        "assignment", ("deadlines",),
        "30.9.2022; parts=a, b; kind=plan; printed=innen; lines=523–524,600", "due",
    )  # fmt: skip
    assert found == {
        "due": "2022-09-30", "parts": ["a", "b"], "kind": "plan", "printed": "innen",
        "lines": "523-524, 600",
    }  # fmt: skip
    assert item("assignment", ("deadlines",), "after.part=a; printed=x", "due") == {
        "after": {"part": "a"}, "printed": "x"}  # fmt: skip


def test_a_list_of_names_is_told_name_by_name_and_a_semicolon_is_escaped() -> None:
    typed = r"2,1 mill.; purpose=A\; B, C; recipients=KS, Oslo; recipients=Bergen"
    typed += "; assignments=tb 2022-1,TB2022-2"
    found = item("allocation", ("earmarks",), typed, "amount")
    assert found == {
        "amount": "2 100 000", "purpose": "A; B, C", "recipients": ["KS, Oslo", "Bergen"],
        "assignments": ["TB2022-1", "TB2022-2"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("asap; duee=1", "deadlines has no key duee; known are due, with"),
        ("asap; bare ord", "'bare ord' in deadlines is not of the form key=value"),
        ("asap; printed=a; printed=b", "printed stands twice"),
        ("asap; after=a", "write after.part"),
        ("asap; after.x=a", "after has no key x"),
        ("asap; printed=", "printed is empty"),
        ("asap; printed=a\x1b[2J", r"invisible character, U\+001B"),
    ],
)
def test_a_slip_in_an_item_is_told(typed: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        item("assignment", ("deadlines",), typed, "due")


def test_values_are_read_by_what_the_schema_says() -> None:
    def read(type: str, key: str, typed: str) -> Any:
        return value(schema_of(type, (key,)), typed, key)

    assert read("assignment", "departments", "sha, kta") == ["SHA", "KTA"]
    assert read("assignment", "title", " To\n ord, her ") == "To ord, her"
    assert read("assignment", "aliases", "TB 2021, 43") == ["TB 2021, 43"]
    assert read("allocation", "posts", "kap. 714 post 21, 709") == ["0714.21", "0709"]
    with pytest.raises(EditError, match="not a post"):
        read("allocation", "posts", "../x")


def test_long_and_invisible_texts_are_refused() -> None:
    assert clean("a\u00a0b\tc", "x") == "a\u00a0b c"
    with pytest.raises(EditError, match="longer than"):
        clean("x" * (LONGEST + 1), "x")
    for bad in ("a\u202eb", "a\x00b", "a\u2028b", "a\x7f", "a\ufeffb", "a\ud800b"):
        with pytest.raises(EditError, match="invisible"):
            clean(bad, "x")
