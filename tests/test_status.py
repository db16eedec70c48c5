"""The status that follows from what letters did."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger.model.records import Assignment, Basis, Became, Part
from hdirledger.status import NEUTRAL, assignment_status, part_status

ACTIONS = [
    *("given", "clarified", "specified", "amended", "deadline-changed", "continued", "repeated"),
    *("noted", "replaced", "withdrawn", "renumbered", "lapsed", "kept", "delivered"),
]


def acts(text: str) -> tuple[Basis, ...]:
    """Basis entries from ``given, lapsed(a b)``: actions, with the parts they concern."""
    entries = []
    for n, word in enumerate(text.split(", "), 1):
        action, _, parts = word.rstrip(")").partition("(")
        keys = tuple(parts.split())
        entries.append(Basis(letter=f"2022-ttb-{n}", action=action, lines="1", parts=keys))
    return tuple(entries)


def status_of(text: str, *parts: Part) -> str:
    return assignment_status(Assignment(id="TB2022-1", status="", basis=acts(text), parts=parts))


@pytest.mark.parametrize(
    ("actions", "status"),
    [
        ("given", "open"),
        ("noted", "open"),
        ("given, clarified, specified, deadline-changed", "open"),
        ("given, delivered", "delivered"),
        ("given, lapsed", "lapsed"),
        ("given, withdrawn", "withdrawn"),
        ("given, renumbered", "renumbered"),
        ("given, replaced", "replaced"),
        ("given, lapsed, noted", "lapsed"),
        ("given, lapsed, clarified, specified", "lapsed"),
        ("given, delivered, continued", "open"),
        ("given, lapsed, kept", "open"),
        ("given, delivered, deadline-changed", "open"),
        ("given, delivered, lapsed", "lapsed"),
        ("given, lapsed, given, delivered", "delivered"),
    ],
)
def test_the_last_action_that_counts_decides(actions: str, status: str) -> None:
    assert status_of(actions) == status


def test_an_action_on_parts_leaves_the_whole_open() -> None:
    parts = (Part(key="a"), Part(key="b"))
    assert status_of("given, lapsed(a), delivered(b)", *parts) == "open"


def test_a_whole_is_replaced_when_all_its_parts_are() -> None:
    moved = Part(key="a", became=Became(to="TB2022-2"), until="2022-ttb-2")
    assert status_of("given, replaced(b)", moved, Part(key="b")) == "replaced"
    assert status_of("given, delivered(b)", moved, Part(key="b")) == "open"
    assert status_of("given, noted", moved, Part(key="b")) == "open"


def test_what_letters_say_of_the_whole_goes_before_its_parts() -> None:
    moved = Part(key="a", became=Became(to="TB2022-2"), until="2022-ttb-2")
    assert status_of("given, withdrawn", moved) == "withdrawn"


@pytest.mark.parametrize(
    ("actions", "part", "status"),
    [
        ("given", Part(key="a"), "open"),
        ("given, delivered(a)", Part(key="a"), "delivered"),
        ("given, delivered(b)", Part(key="a"), "open"),
        ("given, delivered(b a)", Part(key="a"), "delivered"),
        ("given, withdrawn(a)", Part(key="a", until="2022-ttb-2"), "dropped"),
        ("given, lapsed(a)", Part(key="a"), "lapsed"),
        ("given, replaced(a)", Part(key="a"), "replaced"),
        ("given, delivered(a), continued(a)", Part(key="a"), "open"),
        ("given, delivered(a), noted(a)", Part(key="a"), "delivered"),
        ("given, delivered", Part(key="a"), "open"),
        ("given, amended", Part(key="a", until="2022-ttb-2"), "dropped"),
        (
            "given, specified",
            Part(key="a", until="2022-ttb-2", became=Became(to="TB2022-2")),
            "moved",
        ),
    ],
)
def test_how_a_part_ended(actions: str, part: Part, status: str) -> None:
    assert part_status(acts(actions), part) == status


@given(st.lists(st.sampled_from(ACTIONS), min_size=1))
def test_what_only_tells_more_never_changes_the_status(actions: list[str]) -> None:
    telling = [action for action in actions if action not in NEUTRAL] or ["noted"]
    assert status_of(", ".join(actions)) == status_of(", ".join(telling))
