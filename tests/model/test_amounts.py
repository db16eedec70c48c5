"""Amounts: whole kroner, grouped, never rounded."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.model.amounts import UNITS, canonical, parse_sum, show
from hdirledger.schemas import faults


@pytest.mark.parametrize(
    ("text", "kroner"),
    [("103 000 000", 103_000_000), ("103000000", 103_000_000), ("-10 000", -10_000), ("0", 0)],
)
def test_sums_are_read_as_whole_kroner(text: str, kroner: int) -> None:
    assert parse_sum(text) == kroner


def test_what_is_not_printed_is_not_zero() -> None:
    assert parse_sum("none") is None
    assert show(None) == ""
    assert show(0) == "0"


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [
        (1_233_356, "kr", "1 233 356"),
        (1_233_356, "tkr", "1 233,356"),
        (1_233_356, "mkr", "1,233356"),
        (30_000, "mkr", "0,03"),
        (-30_000, "mkr", "-0,03"),
        (-5, "tkr", "-0,005"),
        (103_700_000, "mkr", "103,7"),
        (2_000_000_000_000, "mkr", "2 000 000"),
        (10**40 + 1, "tkr", "10 000 000 000 000 000 000 000 000 000 000 000 000,001"),
        (999, "kr", "999"),
        (-1_000, "kr", "-1 000"),
    ],
)
def test_amounts_are_printed_exactly(amount: int, unit: str, text: str) -> None:
    assert show(amount, unit) == text


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("103000000", "103 000 000"),
        ("-10000", "-10 000"),
        ("103 000 000", "103 000 000"),
        ("none", "none"),
        ("0", "0"),
        ("103,7 mill.", "103,7 mill."),
    ],
)
def test_the_canonical_form_groups_sums_only(text: str, form: str) -> None:
    assert canonical(text) == form


@given(st.integers())
def test_what_is_printed_in_kroner_is_read_again(amount: int) -> None:
    assert parse_sum(show(amount)) == amount


@given(st.integers(), st.sampled_from(sorted(UNITS)))
def test_no_unit_loses_a_krone(amount: int, unit: str) -> None:
    whole, _, decimals = show(amount, unit).replace(" ", "").partition(",")
    sign = -1 if whole.startswith("-") else 1
    scale = 10 ** len(decimals)
    assert sign * (abs(int(whole)) * scale + int(decimals or "0")) * UNITS[unit] == amount * scale


@given(st.integers(-(10**17), 10**17))
def test_a_printed_amount_is_one_that_a_record_may_have(amount: int) -> None:
    text = show(amount)
    assert canonical(text) == text
    fund = {"amount": text, "purpose": "Trykk", "lines": "1"}
    basis = {"letter": "2022-tb", "action": "given", "lines": "1"}
    record = {"id": "TB2022-1", "status": "open", "funds": [fund], "basis": [basis]}
    assert list(faults("assignment", record)) == []


def test_thirds_of_a_million_do_not_drift() -> None:
    assert Decimal(show(333_333, "mkr").replace(",", ".")) * 3 == Decimal("0.999999")
