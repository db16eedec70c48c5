from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hdirledger import schemas
from hdirledger.events import Difference, apply, differences
from hdirledger.shapes import Shape, any_renamed, modern, shape_of

WORDS = st.sampled_from(["a", "b", "c", "2022-08-31", "2022-ttb-1", ""])
DEADLINES = WORDS | st.fixed_dictionaries(
    {},
    optional={
        "due": WORDS,
        "parts": WORDS | st.lists(WORDS, max_size=2),
        "since": WORDS,
        "until": WORDS,
        "after": WORDS | st.dictionaries(WORDS, WORDS, max_size=1),
    },
)
# Also what no schema passes: a version of long ago may be wrong in any way.
RECORDS = st.fixed_dictionaries(
    {},
    optional={
        "id": WORDS,
        "title": WORDS,
        "departments": WORDS | st.lists(WORDS, max_size=4),
        "deadlines": WORDS | st.lists(DEADLINES, max_size=4),
        "unknown": WORDS | DEADLINES | st.lists(DEADLINES, max_size=2),
    },
)


@given(st.none() | RECORDS, st.none() | RECORDS)
def test_differences_fold_to_exactly_the_new_version(old: Any, new: Any) -> None:
    found = differences(old, new, "assignment")
    assert apply(old, found, "assignment") == new
    assert bool(found) == (old != new)


@given(RECORDS, RECORDS)
def test_neither_version_is_touched(old: Any, new: Any) -> None:
    texts = repr(old), repr(new)
    apply(old, differences(old, new, "assignment"), "assignment")
    assert (repr(old), repr(new)) == texts


def deadline(due: str, **keys: str) -> dict[str, str]:
    return {"due": due, **keys}


def test_an_insertion_is_one_difference_and_no_page_of_them() -> None:
    old = {"deadlines": [deadline("2022-05-01"), deadline("2022-08-31")]}
    new = {"deadlines": [deadline("2022-04-01"), *old["deadlines"]]}
    (found,) = differences(old, new, "assignment")
    assert found == Difference(
        ("deadlines", (None, None, "2022-04-01", None)), None, deadline("2022-04-01")
    )


def test_a_deadline_that_moves() -> None:
    old = {"deadlines": [deadline("2022-08-31")]}
    new = {
        "deadlines": [
            deadline("2022-08-31", until="2022-ttb-1"),
            deadline("2022-09-30", since="2022-ttb-1"),
        ]
    }
    ended, added = differences(old, new, "assignment")
    assert (ended.path[-1], ended.old, ended.new) == ("until", None, "2022-ttb-1")
    assert added.path[-1] == (None, None, "2022-09-30", "2022-ttb-1")
    assert added.after == (None, None, "2022-08-31", None)


def test_items_that_only_change_places() -> None:
    (found,) = differences({"departments": ["KTA", "SHA"]}, {"departments": ["SHA", "KTA"]},
                           "assignment")  # fmt: skip
    assert found.order
    assert (found.old, found.new) == ((("KTA",), ("SHA",)), (("SHA",), ("KTA",)))


def test_values_inside_items_inside_items() -> None:
    old = {"earmarks": [{"lines": "1", "amount": "5", "purpose": "x",
                         "earmarks": [{"lines": "2", "amount": "3", "purpose": "y"}]}]}  # fmt: skip
    new = {"earmarks": [{"lines": "1", "amount": "5", "purpose": "x",
                         "earmarks": [{"lines": "2", "amount": "3", "purpose": "y",
                                       "bound": "up-to"}]}]}  # fmt: skip
    (found,) = differences(old, new, "allocation")
    assert found.path == ("earmarks", ("1", "5", "x"), "earmarks", ("2", "3", "y"), "bound")


def test_two_items_of_one_name_are_both_kept() -> None:
    twice = [deadline("2022-05-01", note="x"), deadline("2022-05-01", note="y")]
    (found,) = differences({"deadlines": twice[:1]}, {"deadlines": twice}, "assignment")
    assert found.path[-1] == (None, None, "2022-05-01", None, 2)


def test_every_list_of_the_schemas_has_a_key() -> None:
    missing = []

    def walk(schema: Any, where: str) -> None:
        if isinstance(schema, dict):
            if schema.get("type") == "array" and "x-key" not in schema:
                missing.append(where)
            for name, value in schema.items():
                walk(value, f"{where}.{name}")

    for name in (*schemas.CLASSES, schemas.COMMON):
        walk(schemas.load(name), name)
    assert missing == []


class TestRenamedKeys:
    @pytest.fixture(autouse=True)
    def renamed(self, monkeypatch: pytest.MonkeyPatch) -> Any:
        schema = {
            "properties": {
                "deadlines": {
                    "x-formerly": ["frister"],
                    "x-key": ["due"],
                    "items": {"properties": {"due": {"x-formerly": ["frist", "innen"]}}},
                }
            }
        }
        real = schemas.load
        monkeypatch.setattr(schemas, "load", lambda n: schema if n == "assignment" else real(n))
        for cached in (shape_of, any_renamed):
            cached.cache_clear()
        yield
        monkeypatch.undo()
        for cached in (shape_of, any_renamed):
            cached.cache_clear()

    @pytest.mark.parametrize("old", ["frist", "innen", "due"])
    def test_history_follows_a_renamed_key(self, old: str) -> None:
        before = modern({"frister": [{old: "2022-05-01"}]}, shape_of("assignment"))
        after = modern({"deadlines": [{"due": "2022-05-01"}]}, shape_of("assignment"))
        assert before == after
        assert differences(before, after, "assignment") == ()

    def test_a_key_of_today_is_never_overwritten(self) -> None:
        both = {"frister": "x", "deadlines": "y"}
        assert modern(both, shape_of("assignment")) == both


def test_a_type_that_there_is_not_has_an_empty_shape() -> None:
    assert isinstance(shape_of("nothing"), Shape)
    assert differences({"a": ["1"]}, {"a": ["2"]}, "nothing") == (Difference(("a",), ["1"], ["2"]),)
