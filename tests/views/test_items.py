from typing import Any

import pytest

from hdirledger.events import Difference, differences
from hdirledger.views.history import readable
from hdirledger.views.items import change_text, item_text, kind_of, shorten, value_text
from hdirledger.views.moves import moves


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("title",), "title"),
        (("deadlines", (("a", "b"), "plan", "2022-05", None), "until"),
         "deadlines[a+b, plan, 2022-05].until"),
        (("deadlines", (None, None, "asap", None, 2)), "deadlines[asap, no. 2]"),
        (("earmarks", ("1", "5", "x"), "earmarks", ("2",)), "earmarks[1, 5, x].earmarks[2]"),
    ],
)  # fmt: skip
def test_where_something_stands(path: Any, text: str) -> None:
    assert item_text(path) == text


@pytest.mark.parametrize(
    ("value", "path", "type", "text"),
    [
        (None, ("title",), "assignment", None),
        ("En", ("title",), "assignment", "En"),
        ({"title": "En", "id": "x"}, (), "assignment", "En"),
        ({"id": "x"}, (), "assignment", "(no title)"),
        ({"name": "Drift", "amount": "-5 000"}, (), "allocation", "Drift: -5 000 kroner"),
        ({"amount": "none"}, (), "allocation", "no amount printed"),
        (["KTA", "SHA"], ("departments",), "assignment", "KTA, SHA"),
        ({"since": "x", "note": "N", "due": "asap"}, ("deadlines", ("asap",)), "assignment",
         "due: asap; note: N"),
        ([{"due": "asap"}, {"due": "2022"}], ("deadlines",), "assignment", "due: asap / due: 2022"),
        ((("KTA",), ("SHA",)), ("departments",), "assignment", "KTA, SHA"),
    ],
)  # fmt: skip
def test_what_stands_there(value: Any, path: Any, type: str, text: str | None) -> None:
    assert value_text(value, path, type) == text


@pytest.mark.parametrize(
    ("change", "kind", "text"),
    [
        (Difference((), None, {"title": "En"}), "registered", "registered: En"),
        (Difference((), {"title": "En"}, None), "deleted", "deleted: En"),
        (Difference(("title",), "En", "To"), "changed", "title: En -> To"),
        (Difference(("area",), None, "X"), "added", "area: X"),
        (Difference(("area",), "X", None), "removed", "area removed: X"),
        (Difference(("departments", ("KTA",)), None, "KTA"), "added",
         "departments[KTA] added: KTA"),
        (Difference(("departments",), (("a",),), (("a",),), order=True), "reordered",
         "departments: order changed"),
    ],
)  # fmt: skip
def test_a_change_in_one_line(change: Difference, kind: str, text: str) -> None:
    assert kind_of(change) == kind
    assert change_text(change, "assignment") == text


def test_a_long_text_is_cut_after_a_word() -> None:
    assert shorten("en to tre", 7) == "en to ..."
    assert shorten("en to", 7) == "en to"
    assert shorten("x" * 20, 10) == "x" * 10 + " ..."
    assert shorten(None) is None


def moved(old: dict[str, str], new: dict[str, str]) -> list[str]:
    changes = differences(
        {"deadlines": [old]},
        {"deadlines": [{**old, "until": "2022-ttb-1"}, {**new, "since": "2022-ttb-1"}]},
        "assignment",
    )
    return list(moves(changes).values())


@pytest.mark.parametrize(
    ("old", "new", "notes"),
    [
        ("2022-08-31", "2022-09-30", ["was 2022-08-31, 30 days later"]),
        ("2022-09-30", "2022-09-29", ["was 2022-09-30, 1 day earlier"]),
        ("2022-09-30", "2022-09", ["was 2022-09-30"]),
        ("asap", "2022-09", ["was asap"]),
        ("nonsense", "2022-09", ["was nonsense"]),
    ],
)
def test_a_deadline_that_moves(old: str, new: str, notes: list[str]) -> None:
    assert moved({"due": old}, {"due": new}) == notes


def test_another_kind_of_deadline_is_no_move() -> None:
    assert moved({"due": "2022-08-31"}, {"due": "2022-09-30", "kind": "plan"}) == []


def test_bytes_of_git_that_are_no_utf8() -> None:
    assert readable("K\udce5re") == "K\ufffdre"
