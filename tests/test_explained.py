"""Which letters a change needs. What an entry may do with them: tests/test_journal.py."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hdirledger.explained import told_of
from hdirledger.rekeyed import without_ours
from hdirledger.shapes import shape_of
from hdirledger.told import Told

from .test_events import RECORDS

LETTERS = st.sampled_from(["2022-tb", "2022-ttb-1", "2022-ttb-2"])
DAYS = st.sampled_from(["2022-08-31", "2022-09-30", "asap"])
WORDS = st.sampled_from(["En", "To"])
# Records as the schema has them, small enough to be often alike.
ASSIGNMENTS = st.fixed_dictionaries(
    {
        "id": st.just("TB2022-1"),
        "basis": st.lists(
            st.fixed_dictionaries(
                {"letter": LETTERS, "action": st.just("amended"), "lines": st.just("1")},
                optional={"note": WORDS},
            ),
            min_size=1, max_size=3, unique_by=lambda entry: entry["letter"],
        ),
    },
    optional={
        "title": WORDS, "summary": WORDS, "printed": WORDS, "withheld": WORDS,
        "aliases": st.lists(WORDS, min_size=1, unique=True),
        "formerly": st.lists(
            st.fixed_dictionaries({"title": WORDS, "until": LETTERS}, optional={"since": LETTERS}),
            min_size=1, max_size=2, unique_by=lambda former: former["until"],
        ),
        "deadlines": st.lists(
            st.fixed_dictionaries(
                {"due": DAYS}, optional={"since": LETTERS, "until": LETTERS, "note": WORDS}
            ),
            min_size=1, max_size=3, unique_by=lambda d: (d["due"], d.get("since")),
        ),
    },
)  # fmt: skip


def told(old: Any, new: Any) -> tuple[Told, ...]:
    return told_of("assignment", "TB2022-1", old, new)


def said(record: Any) -> Any:
    """What letters are said to say in a record, whatever the order of its lists."""
    data = without_ours(record, shape_of("assignment"))
    return {
        name: sorted(value, key=_in_any_order) if isinstance(value, list) else value
        for name, value in data.items()
    }


def _in_any_order(item: Any) -> str:
    return repr(sorted(item.items())) if isinstance(item, dict) else repr(item)


@given(st.none() | RECORDS, st.none() | RECORDS)
def test_a_version_of_long_ago_may_be_wrong_in_any_way(old: Any, new: Any) -> None:
    assert bool(told(old, new)) == (old != new)


@given(ASSIGNMENTS, ASSIGNMENTS)
def test_every_change_of_what_letters_said_needs_a_letter(old: Any, new: Any) -> None:
    """Nothing of it passes as our own word, so that Editorial: alone can never change it."""
    needs = any(one.letters or one.corrected for one in told(old, new))
    assert needs == (said(old) != said(new))


@given(ASSIGNMENTS, ASSIGNMENTS)
def test_what_a_letter_said_never_goes_without_being_corrected(old: Any, new: Any) -> None:
    """A letter that the books never named before can add and end, but take nothing away."""
    corrected = [x for one in told(old, new) for x in one.corrected]
    lost = [d for d in old.get("deadlines", ()) if not _stands(d, old, new)]
    lost += [b for b in old["basis"] if b["letter"] not in {x["letter"] for x in new["basis"]}]
    assert not lost or corrected


def _stands(deadline: Any, old: Any, new: Any) -> bool:
    """Whether a deadline is there still, at most ended."""

    def named(item: Any, record: Any) -> tuple[str, str]:
        return item["due"], item.get("since", record["basis"][0]["letter"])

    return named(deadline, old) in [named(item, new) for item in new.get("deadlines", ())]
