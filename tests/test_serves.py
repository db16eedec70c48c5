from typing import Any

import pytest

from hdirledger.events import differences
from hdirledger.serves import letters_of

GIVEN = {"letter": "2022-tb", "action": "given", "lines": "1"}
LATER = {"letter": "2022-ttb-1", "action": "amended", "lines": "2"}
BASE = {"id": "TB2022-1", "status": "open", "basis": [GIVEN]}


def served(old: Any, new: Any, type: str = "assignment") -> dict[Any, tuple[str, ...]]:
    found = differences(old, new, type)
    letters = letters_of(found, old, new, type)
    return {
        ".".join(step for step in change.path if isinstance(step, str)): several
        for change, several in zip(found, letters, strict=True)
    }


@pytest.mark.parametrize(
    ("data", "type", "letters"),
    [
        ({**BASE, "basis": [GIVEN, LATER, GIVEN]}, "assignment", ("2022-tb", "2022-ttb-1")),
        ({"letter": "2022-tb"}, "allocation", ("2022-tb",)),
        ({"letter": "2022-tb"}, "reporting", ("2022-tb",)),
        ({"id": "2022-tb"}, "letter", ("2022-tb",)),
        # A letter that is not held is known from those that speak of it.
        ({"id": "2021-tb", "held": "no", "mentions": [{"letter": "2022-tb"}]}, "letter",
         ("2022-tb",)),
        ({"agency": "x"}, "ledger", ()),
        ({"basis": "wrong"}, "assignment", ()),
        ({"letter": ["wrong"]}, "goal", ()),
    ],
)  # fmt: skip
def test_a_record_that_comes_rests_on_its_letters(
    data: Any, type: str, letters: tuple[str, ...]
) -> None:
    assert served(None, data, type) == {"": letters}


def test_a_record_that_goes_serves_no_letter() -> None:
    assert served(BASE, None) == {"": ()}


def test_what_ends_names_its_letter_and_the_rest_follows_from_the_basis() -> None:
    new = {**BASE, "status": "lapsed", "basis": [GIVEN, LATER],
           "deadlines": [{"due": "asap", "since": "2022-ttb-9"}]}  # fmt: skip
    assert served(BASE, new) == {
        "status": ("2022-ttb-1",),
        "basis": ("2022-ttb-1",),
        "deadlines": ("2022-ttb-9",),
    }


def test_an_edit_of_an_item_serves_the_letter_of_the_item() -> None:
    old = {**BASE, "deadlines": [{"due": "asap", "since": "2022-ttb-9", "note": "x"}]}
    new = {**BASE, "deadlines": [{"due": "asap", "since": "2022-ttb-9", "note": "y"}]}
    assert served(old, new) == {"deadlines.note": ("2022-ttb-9",)}


def test_an_edit_of_a_movement_serves_its_letter() -> None:
    old = {"letter": "2022-tb", "amount": "1"}
    assert served(old, {**old, "amount": "2"}, "allocation") == {"amount": ("2022-tb",)}


def test_an_edit_that_nothing_explains() -> None:
    assert served(BASE, {**BASE, "summary": "x"}) == {"summary": ()}


def test_letters_declared_in_the_root_file() -> None:
    assert served({"letters": ["a"]}, {"letters": ["a", "b"]}, "ledger") == {"letters": ("b",)}
    assert served({"letters": ["a", "b"]}, {"letters": ["a"]}, "ledger") == {"letters": ("b",)}
    assert served({"letters": ["a", "b"]}, {"letters": ["b", "a"]}, "ledger") == {"letters": ()}
