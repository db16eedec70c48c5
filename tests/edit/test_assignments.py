"""What letters do to assignments, on plain data."""

from collections.abc import Sequence
from typing import Any

import pytest

from hdirledger.edit import EditError
from hdirledger.edit.assignments import Change, add, change, give, stub
from hdirledger.edit.items import Data

from .support import ORDER, data, entry, shown, written

GIVEN = """
id: TB2022-13
title: Overdoser
departments:
  - SHA
status: open
parts:
  - key: a
    lines: "11"
  - key: b
    lines: "12"
deadlines:
  - due: "2022-08-31"
    lines: "12"
  - due: "2022-05-01"
    parts:
      - a
    kind: plan
    lines: "13"
partners:
  - agency: FHI
    role: involved
basis:
  - letter: 2022-tb
    action: given
    lines: 10-14
"""


def changed(before: str, action: str, letter: str = "2022-ttb-1", **more: Any) -> Data:
    parts: Sequence[str] = more.pop("parts", ())
    made = entry(letter, action, "20", **({"parts": list(parts)} if parts else {}))
    found, _ = change(data(before), Change(entry=made, **more), ORDER)
    return found


def test_a_new_deadline_ends_the_one_it_replaces_and_stands_beside_it() -> None:
    due = {"due": "2022-09-30", "lines": "20"}
    found = changed(GIVEN, "deadline-changed", adds={"deadlines": [due]})
    assert written({"id": "x", "deadlines": found["deadlines"]}) == shown("""
        id: x
        deadlines:
          - due: "2022-08-31"
            lines: "12"
            until: 2022-ttb-1
          - due: "2022-09-30"
            lines: "20"
            since: 2022-ttb-1
          - due: "2022-05-01"
            parts:
              - a
            kind: plan
            lines: "13"
        """)
    assert found["basis"][-1] == entry("2022-ttb-1", "deadline-changed", "20")
    assert found["status"] == "open"


def test_which_deadline_ends_must_be_said_where_it_cannot_be_told() -> None:
    due = {"due": "2022-09-30", "parts": ["b"]}
    with pytest.raises(EditError, match=r"--ends-due.*deadlines\[due=2022-08-31\]"):
        changed(GIVEN, "deadline-changed", adds={"deadlines": [due]})
    found = changed(GIVEN, "deadline-changed", adds={"deadlines": [due]}, ends_due=["parts=a"])
    assert [d.get("until") for d in found["deadlines"]] == [None, "2022-ttb-1", None]
    found = changed(GIVEN, "deadline-changed", adds={"deadlines": [due]}, ends_due=[])
    assert [d.get("until") for d in found["deadlines"]] == [None, None, None]
    with pytest.raises(EditError, match="needs a new deadline"):
        changed(GIVEN, "deadline-changed")


def test_a_single_value_goes_to_formerly_with_its_letters() -> None:
    once = changed(GIVEN, "amended", values={"title": "Ny", "departments": ["KTA"]})
    assert once["title"] == "Ny"
    assert once["formerly"] == [
        {"title": "Overdoser", "departments": ["SHA"], "until": "2022-ttb-1"}
    ]
    twice = changed(written(once), "amended", "2022-ttb-2", values={"title": "Nyere"})
    assert twice["title"] == "Nyere"
    assert twice["formerly"][1] == {"title": "Ny", "since": "2022-ttb-1", "until": "2022-ttb-2"}


def test_a_value_that_a_letter_says_twice_or_where_nothing_stood_has_no_former_one() -> None:
    once = changed(GIVEN, "amended", values={"title": "Ny"})
    again = changed(written(once), "amended", values={"title": "Helt ny"})
    assert again["title"] == "Helt ny"
    assert [former["title"] for former in again["formerly"]] == ["Overdoser"]
    assert "formerly" not in changed(GIVEN, "amended", values={"area": "Folkehelse"})


def test_a_letter_that_is_entered_late_leaves_the_later_ones_words() -> None:
    due = {"due": "2022-12-31"}
    later = changed(GIVEN, "deadline-changed", "2022-ttb-2", adds={"deadlines": [due]})
    later = changed(written(later), "amended", "2022-ttb-2", values={"title": "Sist"})
    between = {"due": "2022-09-30"}
    found = changed(
        written(later), "deadline-changed", adds={"deadlines": [between]}, values={"title": "Midt"}
    )
    assert found["title"] == "Sist"
    assert found["formerly"] == [
        {"title": "Overdoser", "until": "2022-ttb-1"},
        {"title": "Midt", "since": "2022-ttb-1", "until": "2022-ttb-2"},
    ]
    assert [(d["due"], d.get("since"), d.get("until")) for d in found["deadlines"][:3]] == [
        ("2022-08-31", None, "2022-ttb-1"),
        ("2022-09-30", "2022-ttb-1", "2022-ttb-2"),
        ("2022-12-31", "2022-ttb-2", None),
    ]
    assert [one["letter"] for one in found["basis"]] == [
        "2022-tb", "2022-ttb-1", "2022-ttb-2", "2022-ttb-2"]  # fmt: skip


def test_parts_that_are_replaced_say_what_they_became_and_take_their_deadlines_along() -> None:
    found = changed(GIVEN, "replaced", parts=["a"], became=("TB2022-20", "c"))
    assert found["parts"][0] == {
        "key": "a", "lines": "11", "status": "replaced",
        "became": {"to": "TB2022-20", "part": "c"}, "until": "2022-ttb-1",
    }  # fmt: skip
    assert [d.get("until") for d in found["deadlines"]] == [None, "2022-ttb-1"]
    assert found["status"] == "open"
    whole = changed(written(found), "replaced", parts=["b"], became=("TB2022-21", None))
    assert whole["status"] == "replaced"


@pytest.mark.parametrize(
    ("action", "status", "part", "until"),
    [
        ("withdrawn", "withdrawn", "dropped", "2022-ttb-1"),
        ("lapsed", "lapsed", "lapsed", "2022-ttb-1"),
        ("delivered", "delivered", "delivered", None),
        ("noted", "open", None, None),
    ],
)
def test_the_status_follows_from_the_action(
    action: str, status: str, part: str | None, until: str | None
) -> None:
    assert changed(GIVEN, action)["status"] == status
    found = changed(GIVEN, action, parts=["a"])
    assert found["status"] == "open"
    assert (found["parts"][0].get("status"), found["parts"][0].get("until")) == (part, until)


def test_items_are_ended_by_their_keys() -> None:
    found = changed(GIVEN, "amended", ends=["partners[agency=FHI]", "parts[a]"])
    assert found["partners"][0]["until"] == "2022-ttb-1"
    assert found["parts"][0] == {
        "key": "a", "lines": "11", "until": "2022-ttb-1", "status": "dropped",
    }  # fmt: skip
    assert found["deadlines"][1]["until"] == "2022-ttb-1"
    for address, message in [
        ("partners[agency=KS]", r"there are partners\[agency=FHI, role=involved\]"),
        ("title", "no item that a letter can end"),
        ("basis[10-14]", "no item that a letter can end"),
    ]:
        with pytest.raises(EditError, match=message):
            changed(GIVEN, "amended", ends=[address])


def test_what_is_ended_is_not_ended_again() -> None:
    once = written(changed(GIVEN, "amended", "2022-ttb-1", ends=["partners[FHI]"]))
    with pytest.raises(EditError, match="ended by 2022-ttb-1 already"):
        changed(once, "amended", "2022-ttb-2", ends=["partners[FHI]"])
    with pytest.raises(EditError, match="2022-tb cannot end it: it was brought itself"):
        changed(GIVEN, "amended", "2022-tb", ends=["partners[FHI]"])


def test_an_item_that_is_ended_for_two_reasons_is_ended_once() -> None:
    found = changed(GIVEN, "withdrawn", parts=["a"], ends=["parts[a]", "deadlines[parts=a]"])
    assert [d.get("until") for d in found["deadlines"]] == [None, "2022-ttb-1"]
    assert found["parts"][0]["until"] == "2022-ttb-1"


def test_what_has_no_place_for_a_former_value_is_not_overwritten() -> None:
    found = changed(GIVEN, "amended", values={"withheld": "offl. § 22"})
    with pytest.raises(EditError, match=r"says withheld 'offl\. § 22' already"):
        changed(written(found), "amended", "2022-ttb-2", values={"withheld": "offl. § 15"})


def test_new_parts_get_the_next_keys() -> None:
    found = add(changed_by_itself(), {"parts": [{"title": "Ny"}, {"title": "Nyere"}]}, "2022-ttb-1")
    assert [part["key"] for part in found["parts"]] == ["a", "b", "c", "d"]
    assert [part.get("since") for part in found["parts"]] == [
        None, None, "2022-ttb-1", "2022-ttb-1"]  # fmt: skip
    with pytest.raises(EditError, match="no entry of 2022-ttb-1 yet"):
        add(data(GIVEN), {"parts": [{"title": "Ny"}]}, "2022-ttb-1")


def changed_by_itself() -> Data:
    return changed(GIVEN, "amended")


def test_an_unknown_part_is_refused() -> None:
    with pytest.raises(EditError, match="has no part x; it has a, b"):
        changed(GIVEN, "noted", parts=["x"])


STUB = """
id: TB2022-13
held: "no"
title: Overdosene
status: open
relations:
  - type: see
    to: TB2022-1
basis:
  - letter: 2022-ttb-1
    action: noted
    lines: "5"
"""


def test_a_stub_that_an_earlier_letter_gives_keeps_what_others_said_of_it() -> None:
    found = give(
        data(STUB), "TB2022-13", entry("2022-tb", "given"), {"title": "Overdoser"},
        {"deadlines": [{"due": "2022-09-30"}]}, ORDER,
    )  # fmt: skip
    assert written(found) == shown("""
        id: TB2022-13
        title: Overdoser
        status: open
        deadlines:
          - due: "2022-09-30"
        relations:
          - type: see
            to: TB2022-1
            since: 2022-ttb-1
        basis:
          - letter: 2022-tb
            action: given
            lines: "10"
          - letter: 2022-ttb-1
            action: noted
            lines: "5"
        """)


def test_a_stub_that_a_later_letter_gives_ends_the_cited_title() -> None:
    found = give(
        data(STUB), "TB2022-13", entry("2022-ttb-2", "given"), {"title": "Overdoser"},
        {"parts": [{"title": "Del"}]}, ORDER,
    )  # fmt: skip
    assert found["formerly"] == [{"title": "Overdosene", "until": "2022-ttb-2"}]
    assert found["parts"] == [{"title": "Del", "key": "a", "since": "2022-ttb-2"}]


def test_what_is_registered_is_not_given_again() -> None:
    with pytest.raises(EditError, match="registered already; it was given by 2022-tb"):
        give(data(GIVEN), "TB2022-13", entry("2022-ttb-1", "given"), {}, {}, ORDER)


def test_a_stub_has_what_the_letter_says_of_it() -> None:
    found = stub("TB2021-9", entry("2022-tb", "withdrawn"), {"title": "Trukket"}, {}, ORDER)
    assert written(found) == shown("""
        id: TB2021-9
        held: "no"
        title: Trukket
        status: withdrawn
        basis:
          - letter: 2022-tb
            action: withdrawn
            lines: "10"
        """)


def test_an_act_leaves_what_it_was_given_alone() -> None:
    before = data(GIVEN)
    act = Change(
        entry=entry("2022-ttb-1", "amended", "20"),
        values={"title": "Ny"},
        adds={"parts": [{"title": "Del"}], "deadlines": [{"due": "asap"}]},
        ends=["partners[FHI]"],
    )
    change(before, act, ORDER)
    assert before == data(GIVEN)
    assert act.adds == {"parts": [{"title": "Del"}], "deadlines": [{"due": "asap"}]}
