"""What letters do to money, on plain data."""

import pytest

from hdirledger.edit import EditError
from hdirledger.edit.movements import (
    authorize,
    earmark,
    end_authorization,
    mirrored,
    movement,
    transfer,
)

from .support import data, shown, written

FIRST = """
posts:
  - "0760.60"
letter: 2022-ttb-1
year: "2022"
side: expense
name: Kompetanse
appropriation: none
amount: -10 000 000
stated: allocated
lines: 10-12
"""


def test_a_movement_says_what_the_letter_does_to_the_post() -> None:
    values = {"name": "Kompetanse", "appropriation": "none"}
    found = movement(None, ["0760.60"], "2022-ttb-1", "2022", "-10 000 000", "10-12", values)
    assert written(found, "allocation") == shown(FIRST, "allocation")
    income = movement(None, ["3740.05"], "2022-ttb-1", "2022", "47 000 000", "1", {})
    assert income["side"] == "income"
    assert movement(None, ["0760.60"], "x", "2022", "none", "1", {})["stated"] == "blank"


def test_a_second_line_makes_rows_that_sum_to_the_amount() -> None:
    found = movement(
        data(FIRST), ["0760.60"], "2022-ttb-1", "2022", "27 000 000", "14, 10-12", {}, "ALIS"
    )
    assert found["amount"] == "17 000 000"
    assert found["lines"] == "10-12, 14"
    assert found["rows"] == [
        {"amount": "-10 000 000", "lines": "10-12"},
        {"name": "ALIS", "amount": "27 000 000", "lines": "14, 10-12"},
    ]


def test_a_line_with_a_name_of_its_own_is_a_row_at_once() -> None:
    found = movement(None, ["0760.60"], "x", "2022", "5", "1", {}, "ALIS")
    assert found["rows"] == [{"name": "ALIS", "amount": "5", "lines": "1"}]


def test_what_a_movement_says_already_is_not_said_otherwise() -> None:
    with pytest.raises(EditError, match="says name 'Kompetanse' already"):
        movement(data(FIRST), ["0760.60"], "2022-ttb-1", "2022", "1", "9", {"name": "Annet"})
    moved = {"transfer": transfer("1", "9", post="0760.70")}
    once = movement(data(FIRST), ["0760.60"], "2022-ttb-1", "2022", "1", "9", moved)
    with pytest.raises(EditError, match="has a transfer already"):
        movement(once, ["0760.60"], "2022-ttb-1", "2022", "1", "9", moved)


def test_the_sides_of_a_transfer_are_mirrored() -> None:
    assert mirrored("10 000 000") == ("-10 000 000", "10 000 000")
    for amount in ("none", "0", "-5"):
        with pytest.raises(EditError, match="without a minus"):
            mirrored(amount)


def test_an_earmark_lies_in_the_movement_or_in_another_earmark() -> None:
    first = earmark(data(FIRST), {"amount": "5 000", "purpose": "A", "lines": "11"})
    found = earmark(first, {"amount": "2 000", "purpose": "B", "lines": "12"}, "earmarks[lines=11]")
    assert found["earmarks"] == [
        {"amount": "5 000", "purpose": "A", "lines": "11",
         "earmarks": [{"amount": "2 000", "purpose": "B", "lines": "12"}]},
    ]  # fmt: skip
    assert "earmarks" not in first["earmarks"][0]
    with pytest.raises(EditError, match="there are earmarks"):
        earmark(first, {}, "earmarks[lines=99]")
    with pytest.raises(EditError, match="is no earmark"):
        earmark(first, {}, "posts[0760.60]")


def test_an_authorization_gets_a_key_and_ends_an_earlier_one() -> None:
    first = authorize(None, "2022-tb", "2022", {"kind": "net", "posts": ["0760.60"]})
    second = authorize(first, "2022-tb", "2022", {"kind": "other"})
    assert [one["key"] for one in second["authorizations"]] == ["a", "b"]
    ended = end_authorization(second, "b", "2022-ttb-1")
    assert [one.get("until") for one in ended["authorizations"]] == [None, "2022-ttb-1"]
    with pytest.raises(EditError, match="ended by 2022-ttb-1 already"):
        end_authorization(ended, "b", "2022-ttb-2")
    with pytest.raises(EditError, match="gives no authorization x; it gives a, b"):
        end_authorization(second, "x", "2022-ttb-1")
