"""From plain data to records."""

import pickle
from copy import deepcopy
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from hdirledger.model.build import build, class_of, key_of
from hdirledger.model.dates import Due
from hdirledger.model.posts import Post
from hdirledger.model.records import (
    CLASSES,
    Allocation,
    Anchor,
    Assignment,
    Basis,
    Goal,
    Letter,
    Root,
)

ASSIGNMENT = {
    "id": "TB2022-13",
    "status": "open",
    "basis": [{"letter": "2022-tb", "action": "given", "lines": "10"}],
}


def test_what_is_not_said_is_none_or_empty() -> None:
    assignment = build(Assignment, ASSIGNMENT)
    assert (assignment.title, assignment.departments, assignment.deadlines) == (None, (), ())
    assert assignment.basis[0].parts == ()
    assert assignment.given_by == "2022-tb"


def test_keys_that_python_reserves_or_hyphenates() -> None:
    deadline = {"with": {"event": "møtet"}, "after": {"part": "a"}}
    part = {"key": "a", "for": "Folkehelseinstituttet"}
    relation = {"type": "see", "to": "TB2022-1", "cited-as": "TB 2022-1"}
    data = {**ASSIGNMENT, "deadlines": [deadline], "parts": [part], "relations": [relation]}
    assignment = build(Assignment, data)
    assert assignment.deadlines[0].with_ == Anchor(event="møtet")
    assert assignment.deadlines[0].after == Anchor(part="a")
    assert assignment.parts[0].for_ == "Folkehelseinstituttet"
    assert assignment.relations[0].cited_as == "TB 2022-1"
    assert [key_of(name) for name in ("with_", "from_", "own_posts")] == [
        "with",
        "from",
        "own-posts",
    ]


def test_texts_stay_texts_and_only_times_sums_and_posts_are_read() -> None:
    letter = {
        "id": "2022-tb",
        "kind": "main",
        "year": "2022",
        "dated": "2022-01-10",
        "numbers": ["07"],
        "text": {"file": "a.txt", "sha256": "0" * 64, "lines": "3021"},
    }
    built = build(Letter, letter)
    assert (built.year, built.dated, built.numbers) == ("2022", "2022-01-10", ("07",))
    assert built.text is not None
    assert built.text.lines == "3021"
    deadline = build(Assignment, {**ASSIGNMENT, "deadlines": [{"due": "2022-02-30"}]}).deadlines[0]
    assert deadline.due == Due.parse("2022-02-30")


def test_money_nests_and_what_is_not_printed_is_none() -> None:
    inner = {"amount": "none", "purpose": "Film", "lines": "12"}
    outer = {
        "amount": "5 000 000",
        "purpose": "Kampanje",
        "lines": "11",
        "financed-by": ["0714.70"],
        "earmarks": [inner],
    }
    data: dict[str, Any] = {
        "posts": ["0714.21", "0714.70"],
        "letter": "2022-tb",
        "year": "2022",
        "amount": "-103 000 000",
        "stated": "allocated",
        "lines": "10",
        "asserts": {"before": "0", "lines": "10"},
        "earmarks": [outer],
    }
    movement = build(Allocation, data)
    assert movement.amount == -103_000_000
    assert movement.posts == (Post(714, 21), Post(714, 70))
    assert movement.id == "2022/0714.21+0714.70/2022-tb"
    assert movement.asserts is not None
    assert (movement.asserts.before, movement.asserts.after) == (0, None)
    walked = [(depth, e.purpose, e.amount) for depth, e in movement.earmarks[0].walk()]
    assert walked == [(0, "Kampanje", 5_000_000), (1, "Film", None)]
    assert movement.earmarks[0].financed_by == (Post(714, 70),)


@pytest.mark.parametrize(
    ("post", "side", "income"),
    [("0714.21", None, False), ("3714.04", None, True), ("3714.04", "expense", False)],
)
def test_the_side_is_what_is_said_or_what_the_chapter_gives(
    post: str, side: str | None, income: bool
) -> None:
    data = {"posts": [post], "letter": "2022-tb", "year": "2022", "amount": "0"}
    data |= {"stated": "allocated", "lines": "1"} | ({"side": side} if side else {})
    assert build(Allocation, data).income is income


def test_indicators_nest() -> None:
    inner = {"key": "a", "title": "Under fem timer", "lines": "3"}
    indicator = {"key": "k1", "title": "Ventetid", "lines": "2", "items": [inner]}
    data: dict[str, Any] = {"id": "G2022-04", "letter": "2022-tb", "year": "2022", "number": "4"}
    data |= {"title": "God helse", "lines": "1", "key-figures": [indicator]}
    goal = build(Goal, data)
    assert goal.key_figures[0].items[0].title == "Under fem timer"


def test_the_data_stay_as_they_are() -> None:
    deadline = {"with": {"part": "a"}, "due": "2022-08-31", "parts": ["a"]}
    data = {**ASSIGNMENT, "deadlines": [deadline]}
    before = deepcopy(data)
    assert build(Assignment, data) == build(Assignment, data)
    assert data == before


@pytest.mark.parametrize("kind", CLASSES)
def test_the_class_of_a_record_type(kind: str) -> None:
    assert class_of(kind) is CLASSES[kind]


def test_a_record_that_was_built_is_as_one_that_was_made() -> None:
    basis = Basis(letter="2022-tb", action="given", lines="10")
    made = Assignment(id="TB2022-13", status="open", basis=(basis,))
    built = build(Assignment, ASSIGNMENT)
    assert built == made
    assert hash(built) == hash(made)
    assert repr(built) == repr(made)
    assert replace(built, title="x") == replace(made, title="x")
    assert pickle.loads(pickle.dumps(built)) == made


def test_a_record_cannot_be_changed() -> None:
    data = {"agency": "A", "ministry": "B", "departments": [{"code": "KTA"}], "letters": ["x"]}
    root = build(Root, data)
    name = "agency"
    with pytest.raises(FrozenInstanceError):
        setattr(root, name, "C")


def test_a_post_that_no_schema_has_passed_is_misuse() -> None:
    with pytest.raises(ValueError, match="'x' is not a post"):
        build(Root, {"agency": "A", "own-posts": ["x"]})
