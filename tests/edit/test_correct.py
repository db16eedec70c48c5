"""Mending how a letter was registered, on plain data."""

from typing import Any

import pytest

from hdirledger.edit import EditError
from hdirledger.edit.correct import add_item, must_be_all, remove_item, set_value
from hdirledger.edit.items import Data

from .support import ORDER, data

RECORD = """
id: TB2022-13
title: Ny
departments: [SHA]
status: delivered
formerly:
  - title: Overdoser
    until: 2022-ttb-1
summary: Egne ord.
deadlines:
  - due: "2022-08-31"
    lines: "12"
    until: 2022-ttb-1
  - due: "2022-09-30"
    lines: "20"
    since: 2022-ttb-1
basis:
  - letter: 2022-tb
    action: given
    lines: "10"
  - letter: 2022-ttb-1
    action: deadline-changed
    lines: "20"
  - letter: 2022-ttb-2
    action: delivered
    lines: "30"
"""
MOVEMENT = """
posts: ["0714.21"]
letter: 2022-ttb-1
year: "2022"
amount: 5 000
stated: allocated
earmarks:
  - amount: 3 000
    purpose: A
    lines: "11"
    earmarks:
      - amount: 1 000
        purpose: B
        lines: "12"
lines: "10"
"""


def same(text: str) -> str:
    return text


def corrected(
    letter: str, address: str, value: str, record: str = RECORD, type: str = "assignment"
) -> Data:
    return set_value(data(record), type, letter, address, value, ORDER, same)


def test_a_deadline_that_a_later_letter_has_ended_keeps_its_end() -> None:
    found = corrected("2022-tb", "deadlines[2022-08-31].due", "1.9.2022")
    assert found["deadlines"] == [
        {"due": "2022-09-01", "lines": "12", "until": "2022-ttb-1"},
        {"due": "2022-09-30", "lines": "20", "since": "2022-ttb-1"},
    ]


@pytest.mark.parametrize(
    ("letter", "address", "value", "where"),
    [
        ("2022-ttb-1", "deadlines[2022-09-30].lines", "20-21", ("deadlines", 1, "lines")),
        ("2022-ttb-2", "basis[30].note", "Levert", ("basis", 2, "note")),
        ("2022-ttb-1", "formerly[title=Overdoser].title", "Doser", ("formerly", 0, "title")),
        ("2022-tb", "departments[SHA]", "KTA", ("departments", 0)),
        # Our own words are nobody's.
        ("2022-ttb-2", "summary", "Andre ord.", ("summary",)),
    ],
)
def test_what_is_a_letters_own_can_be_corrected(
    letter: str, address: str, value: str, where: tuple[Any, ...]
) -> None:
    found: Any = corrected(letter, address, value)
    for step in where:
        found = found[step]
    assert found == value


@pytest.mark.parametrize(
    ("letter", "address", "value", "message"),
    [
        ("2022-ttb-1", "deadlines[2022-08-31].due", "2023", "is of 2022-tb, not of 2022-ttb-1"),
        ("2022-tb", "deadlines[2022-09-30].due", "2023", "is of 2022-ttb-1, not of 2022-tb"),
        ("2022-tb", "basis[20].lines", "21", "is of 2022-ttb-1"),
        ("2022-tb", "status", "open", "follows from the basis"),
        ("2022-tb", "id", "TB2022-14", "names the record"),
        ("2022-tb", "deadlines[2022-08-31]", "x", r"name one of its keys: deadlines\[2022"),
    ],
)
def test_what_is_not_is_refused(letter: str, address: str, value: str, message: str) -> None:
    with pytest.raises(EditError, match=message):
        corrected(letter, address, value)


def test_the_status_follows_a_corrected_action_and_the_basis_stays_in_order() -> None:
    found = corrected("2022-ttb-2", "basis[30].action", "noted")
    assert found["status"] == "open"
    found = remove_item(data(RECORD), "assignment", "2022-ttb-2", "basis[30]", ORDER)
    assert (found["status"], len(found["basis"])) == ("open", 2)
    found = add_item(
        data(RECORD), "assignment", "2022-ttb-1", "basis",
        "action=clarified; lines=5", ORDER, same,
    )  # fmt: skip
    assert [one["lines"] for one in found["basis"]] == ["10", "5", "20", "30"]
    assert found["basis"][1]["letter"] == "2022-ttb-1"


def test_an_item_is_added_with_its_letter() -> None:
    def add(letter: str) -> Any:
        typed = "2022-05-01; kind=plan; lines=11"
        found = add_item(data(RECORD), "assignment", letter, "deadlines", typed, ORDER, same)
        return found["deadlines"][-1]

    assert "since" not in add("2022-tb")
    assert add("2022-ttb-2")["since"] == "2022-ttb-2"
    found = add_item(data(RECORD), "assignment", "2022-tb", "departments", "kta", ORDER, same)
    assert found["departments"] == ["SHA", "KTA"]
    with pytest.raises(EditError, match="is of 2022-tb"):
        add_item(data(RECORD), "assignment", "2022-ttb-1", "departments", "kta", ORDER, same)


def test_an_item_that_a_later_letter_ended_is_not_taken_out() -> None:
    with pytest.raises(EditError, match="2022-ttb-1 has ended or changed something"):
        remove_item(data(RECORD), "assignment", "2022-tb", "deadlines[2022-08-31]", ORDER)
    found = remove_item(
        data(RECORD), "assignment", "2022-ttb-1", "deadlines[2022-08-31].until", ORDER
    )
    assert "until" not in found["deadlines"][0]
    found = remove_item(data(RECORD), "assignment", "2022-tb", "departments[SHA]", ORDER)
    assert "departments" not in found
    with pytest.raises(EditError, match="there is no area"):
        remove_item(data(RECORD), "assignment", "2022-tb", "area", ORDER)


def test_money_is_corrected_at_any_depth() -> None:
    address = "earmarks[3000].earmarks[lines=12].amount"
    found = corrected("2022-ttb-1", address, "1,5 tkr", MOVEMENT, "allocation")
    assert found["earmarks"][0]["earmarks"][0]["amount"] == "1 500"
    found = remove_item(
        data(MOVEMENT), "allocation", "2022-ttb-1", "earmarks[3000].earmarks[12]", ORDER
    )
    assert "earmarks" not in found["earmarks"][0]
    with pytest.raises(EditError, match="is of 2022-ttb-1"):
        corrected("2022-tb", "amount", "1", MOVEMENT, "allocation")
    found = corrected("2022-ttb-1", "asserts.after", "5000", MOVEMENT, "allocation")
    assert found["asserts"] == {"after": "5 000"}


def test_a_record_is_deleted_only_when_all_of_it_is_the_letters() -> None:
    must_be_all(data(MOVEMENT), "allocation", "2022-ttb-1")
    for record, type, letter in [
        (RECORD, "assignment", "2022-tb"),
        (MOVEMENT, "allocation", "2022-tb"),
    ]:
        with pytest.raises(EditError, match="not everything in the record is of 2022-tb"):
            must_be_all(data(record), type, letter)
