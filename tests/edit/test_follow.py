"""Comments stay with what they belong to."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hdirledger import comments
from hdirledger.edit.assignments import Change, change
from hdirledger.edit.follow import follow

from .support import ORDER, after, data, entry

RECORD = """\
# Om fila

id: TB2022-13
# Tittelen er lang
title: Overdoser  # kort
status: open
deadlines:
  # Den første
  - due: "2022-08-31"
    lines: "12"  # side 3
  - due: "2022-12-31"  # den andre
  # Flere kan komme
basis:
  # Brevet
  - letter: 2022-tb
    action: given
    lines: "10"
# Slutt
"""


def test_comments_stay_with_items_when_others_come_before_them() -> None:
    act = Change(
        entry=entry("2022-ttb-1", "deadline-changed", "20"),
        adds={"deadlines": [{"due": "2022-09-30"}]},
        ends_due=["2022-08-31"],
    )
    edited, _ = change(data(RECORD), act, ORDER)
    assert (
        after(RECORD, edited)
        == """\
# Om fila
id: TB2022-13
# Tittelen er lang
title: Overdoser  # kort
status: open
deadlines:
  # Den første
  - due: "2022-08-31"
    lines: "12"  # side 3
    until: 2022-ttb-1
  - due: "2022-09-30"
    since: 2022-ttb-1
  - due: "2022-12-31"  # den andre
  # Flere kan komme
basis:
  # Brevet
  - letter: 2022-tb
    action: given
    lines: "10"
  - letter: 2022-ttb-1
    action: deadline-changed
    lines: "20"
# Slutt
"""
    )


def test_comments_stay_with_an_item_whose_key_is_changed_and_go_with_one_that_is_removed() -> None:
    edited = data(RECORD)
    edited["deadlines"][0]["due"] = "2022-09-01"
    del edited["deadlines"][1]
    text = after(RECORD, edited)
    assert '  # Den første\n  - due: "2022-09-01"\n    lines: "12"  # side 3\n' in text
    assert "den andre" not in text


items = st.fixed_dictionaries(
    {"due": st.sampled_from(["2022", "2023", "asap", "2022-05-01"]), "lines": st.just("1")},
    optional={"kind": st.sampled_from(["plan", "final"])},
)


@given(st.lists(items, max_size=5), st.integers(0, 5), items)
def test_an_item_that_is_added_anywhere_loses_no_comment(
    before: list[Any], at: int, item: Any
) -> None:
    old = {"id": "TB2022-1", "deadlines": before}
    new = {"id": "TB2022-1", "deadlines": [*before[:at], item, *before[at:]]}
    notes = comments.Comments()
    for n in range(len(before)):
        notes.before[("deadlines", n)].append(f"# {n}")
        notes.trailing[("deadlines", n, "due")].append(f"# due {n}")
    found = follow(notes, old, new, "assignment")
    assert sum(map(len, found.before.values())) == len(before)
    for path, (text,) in found.before.items():
        n = int(text.removeprefix("# "))
        assert new["deadlines"][path[1]] == before[n]  # type: ignore[index]
        assert found.trailing[(*path, "due")] == [f"# due {n}"]
