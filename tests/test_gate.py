"""The quick gate against jsonschema: it never lets through what breaks a schema."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hdirledger import schemas
from hdirledger.gate import _compile, vouches
from hdirledger.ledger import type_of
from hdirledger.reader import read

from .views.reading import PROJECT

FILES = sorted((PROJECT / "ledger").rglob("*.yaml"))
RECORDS: dict[str, list[dict[str, Any]]] = {}
for file in FILES:
    kind, document = type_of(file.relative_to(PROJECT).as_posix()), read(file.read_bytes())
    assert document.data is not None
    RECORDS.setdefault(kind, []).append(document.data)

VALUES = ["", " ", "a", "no", "none", "a\n", "2022", "2022-tb", "2022-tb\n", "0714.21", "1 000",
          "1\xa0000", "TB2022-1", " a", "x" * 5000, [], ["a"], ["a", "a"], [[]], {}, {"a": "b"},
          {"key": "a"}, ["2022-tb", "2022-tb"], [{"letter": "2022-tb"}]]  # fmt: skip
KEYS = ["id", "key", "lines", "letter", "amount", "since", "until", "note", "x", "earmarks"]


def mutated(draw: Any, thing: Any) -> Any:
    """The same data with something put in the place of something, taken out or put in."""
    if isinstance(thing, dict) and thing and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(thing)))
        choice = draw(st.integers(0, 5))
        if choice == 0:
            return {name: value for name, value in thing.items() if name != key}
        if choice == 1:
            return {**thing, draw(st.sampled_from(KEYS)): draw(st.sampled_from(VALUES))}
        return {**thing, key: mutated(draw, thing[key])}
    if isinstance(thing, list) and thing and draw(st.booleans()):
        place = draw(st.integers(0, len(thing) - 1))
        choice = draw(st.integers(0, 4))
        if choice == 0:
            return [*thing[:place], *thing[place + 1 :]]
        if choice == 1:
            return [*thing, thing[place]]
        return [*thing[:place], mutated(draw, thing[place]), *thing[place + 1 :]]
    return draw(st.sampled_from(VALUES))


@settings(max_examples=1500)
@given(st.data())
def test_what_is_vouched_for_is_valid(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(RECORDS)))
    record = mutated(data.draw, data.draw(st.sampled_from(RECORDS[kind])))
    if isinstance(record, dict):
        # The gate knows every keyword that we use, so that it is as exact as jsonschema.
        assert vouches(kind, record) == (not list(schemas.faults(kind, record)))


@pytest.mark.parametrize("kind", sorted(RECORDS))
def test_the_real_records_are_vouched_for(kind: str) -> None:
    assert all(vouches(kind, record) for record in RECORDS[kind])


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "string", "format": "date"},
        {"type": "string", "const": "a"},
        {"type": "array", "contains": {"type": "string"}},
        {"type": "object", "properties": {"a": {"type": "string"}}},
        {"type": "object", "additionalProperties": False, "anyOf": [{"maxProperties": 1}]},
        {"allOf": [{"type": "string"}]},
    ],
)
def test_a_schema_with_another_keyword_is_never_vouched_for(schema: dict[str, Any]) -> None:
    test = _compile(schema, "assignment")
    assert not any(test(value) for value in ("a", [], ["a"], {}, {"a": "b"}))
