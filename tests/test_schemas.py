"""The schemas, and that they and the record types say the same."""

import re
import types
import typing
from collections.abc import Iterator
from dataclasses import MISSING, fields, is_dataclass
from typing import Any, get_args, get_origin, get_type_hints

import pytest
from jsonschema import Draft7Validator

from hdirledger import schemas, status
from hdirledger.model import (
    allocation,
    assignment,
    authorizations,
    goal,
    items,
    letter,
    records,
    reporting,
    root,
)
from hdirledger.model.build import key_of
from hdirledger.model.dates import Due
from hdirledger.model.posts import Post

NAMES = sorted(schemas.CLASSES)
ALL = [*NAMES, schemas.COMMON]

Schema = dict[str, Any]


def nodes(schema: Any, where: str) -> Iterator[tuple[str, Schema]]:
    """Every schema inside a schema, with its place."""
    if not isinstance(schema, dict):
        return
    yield where, schema
    for group in ("properties", "definitions"):
        for key, value in schema.get(group, {}).items():
            yield from nodes(value, f"{where}/{key}")
    if "items" in schema:
        yield from nodes(schema["items"], f"{where}[]")


NODES = [found for name in ALL for found in nodes(schemas.load(name), name)]
OBJECTS = [(where, node) for where, node in NODES if "properties" in node]
KEYS = [
    (f"{where}/{key}", value)
    for where, node in OBJECTS
    for key, value in node["properties"].items()
]


def item_class(hint: Any) -> tuple[Any, bool]:
    """The class behind a field's type, and whether the field is a list of it."""
    if get_origin(hint) in (types.UnionType, typing.Union):
        (hint,) = (arg for arg in get_args(hint) if arg is not type(None))
    if get_origin(hint) is tuple:
        return get_args(hint)[0], True
    return hint, False


def pairs() -> dict[type[Any], Schema]:
    """Every record type and item type, with the schema it is built by."""
    found: dict[type[Any], Schema] = {}
    queue = [(cls, schemas.resolve(schemas.load(name))) for name, cls in schemas.CLASSES.items()]
    while queue:
        cls, schema = queue.pop()
        if cls in found:
            assert found[cls]["properties"] == schema["properties"], cls.__name__
            continue
        found[cls] = schema
        hints = get_type_hints(cls)
        for field in fields(cls):
            inner, many = item_class(hints[field.name])
            below = schemas.resolve(schema["properties"].get(key_of(field.name), {}))
            if many:
                below = schemas.resolve(below.get("items", {}))
            if is_dataclass(inner) and inner not in (Post, Due):
                assert isinstance(inner, type)
                queue.append((inner, below))
    return found


PAIRS = pairs()


@pytest.mark.parametrize("cls", PAIRS, ids=lambda cls: cls.__name__)
def test_every_key_is_a_field_and_every_field_a_key(cls: type[Any]) -> None:
    assert {key_of(field.name) for field in fields(cls)} == set(PAIRS[cls]["properties"])


@pytest.mark.parametrize("cls", PAIRS, ids=lambda cls: cls.__name__)
def test_the_required_keys_are_the_fields_without_default(cls: type[Any]) -> None:
    bare = {key_of(f.name) for f in fields(cls) if f.default is MISSING}
    required = set(PAIRS[cls].get("required", ()))
    if issubclass(cls, records.Formerly | records.FormerTitle):
        # Item gives until a default; what was before always ends with a letter.
        bare |= {"until"}
    assert bare == required


@pytest.mark.parametrize("cls", PAIRS, ids=lambda cls: cls.__name__)
def test_lists_texts_posts_times_and_sums_are_the_same_in_both(cls: type[Any]) -> None:
    definitions = schemas.load(schemas.COMMON)["definitions"]
    hints = get_type_hints(cls)
    for field in fields(cls):
        inner, many = item_class(hints[field.name])
        schema = schemas.resolve(PAIRS[cls]["properties"][key_of(field.name)])
        assert (schema["type"] == "array") is many, field.name
        if many:
            schema = schemas.resolve(schema["items"])
        assert (schema["type"] == "object") is (is_dataclass(inner) and inner not in (Post, Due))
        for kind, names in ((Post, ("post",)), (Due, ("due",)), (int, ("sum", "amount"))):
            patterns = [definitions[name]["pattern"] for name in names]
            assert (schema.get("pattern") in patterns) is (inner is kind), field.name


def test_no_item_type_is_without_a_schema() -> None:
    modules = (
        allocation, assignment, authorizations, goal, items, letter, reporting, root,
    )  # fmt: skip
    own = {
        cls
        for module in modules
        for cls in vars(module).values()
        if isinstance(cls, type) and is_dataclass(cls) and cls.__module__ == module.__name__
    }
    assert own - set(PAIRS) == {items.Item}


@pytest.mark.parametrize("name", ALL)
def test_the_schemas_are_valid_draft_07(name: str) -> None:
    schema = schemas.load(name)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(schema)


def values_of(thing: Any, key: str) -> Iterator[Any]:
    if isinstance(thing, dict):
        yield from ([thing[key]] if key in thing else [])
        for value in thing.values():
            yield from values_of(value, key)
    elif isinstance(thing, list):
        for value in thing:
            yield from values_of(value, key)


@pytest.mark.parametrize("name", ALL)
def test_the_schemas_need_no_network(name: str) -> None:
    schema = schemas.load(name)
    assert list(values_of(schema, "$id")) == []
    prefixes = ("#/definitions/", "common.schema.json#/definitions/")
    common = schemas.load(schemas.COMMON)["definitions"]
    for reference in values_of(schema, "$ref"):
        assert reference.startswith(prefixes)
        known = schema["definitions"] if reference.startswith("#") else common
        assert reference.rpartition("/")[2] in known


def test_a_name_has_one_definition() -> None:
    names = [key for name in ALL for key in schemas.load(name).get("definitions", {})]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", ALL)
def test_a_reference_stands_alone_so_that_editors_show_the_words_beside_it(name: str) -> None:
    assert list(values_of(schemas.load(name), "allOf")) == []


def test_unknown_keys_are_refused() -> None:
    assert [where for where, node in OBJECTS if node["additionalProperties"] is not False] == []
    assert {node["type"] for _, node in OBJECTS} == {"object"}
    assert [where for where, node in NODES if node.get("type") == "object"] == [
        where for where, _ in OBJECTS
    ]


def test_required_keys_are_keys() -> None:
    for where, node in OBJECTS:
        assert set(node.get("required", ())) <= set(node["properties"]), where


def source(key: dict[str, Any]) -> str | None:
    found = schemas.resolve(key).get("x-source")
    return found if isinstance(found, str) else None


def test_each_key_is_described_and_marked_as_theirs_or_ours() -> None:
    assert [where for where, key in KEYS if source(key) not in ("said", "ours")] == []
    assert [where for where, key in KEYS if not key.get("description", "").endswith(".")] == []


def test_the_descriptions_are_norwegian() -> None:
    english = {"the", "of", "is", "which", "letter's", "when", "who", "and"}
    for where, key in KEYS:
        assert not english & {word.strip(".,;").lower() for word in key["description"].split()}, (
            where
        )


ARRAYS = [(where, node) for where, node in NODES if node.get("type") == "array"]


def test_each_list_says_what_its_items_are_known_by() -> None:
    for where, schema in ARRAYS:
        item = schemas.resolve(schema["items"])
        if item["type"] == "object":
            assert schema["x-key"], where
            assert set(schema["x-key"]) <= set(item["properties"]), where
        else:
            assert schema["x-key"] == ["value"], where
            assert schema["uniqueItems"] is True, where
        assert schema["minItems"] == 1, where


def test_no_text_is_free_of_form() -> None:
    texts = [(where, node) for where, node in NODES if node.get("type") == "string"]
    free = [
        where
        for where, node in texts
        if "enum" not in node and not re.fullmatch(r"\^.*\$", node.get("pattern", ""))
    ]
    assert free == []


def test_the_actions_are_those_that_the_status_follows_from() -> None:
    basis = schemas.load("assignment")["properties"]["basis"]["items"]["properties"]
    actions = set(basis["action"]["enum"])
    known = set(status._ENDS) | status._OPENS | status.NEUTRAL
    assert actions == known
    assert set(status._PART_ENDS) <= actions


def test_the_statuses_are_those_that_the_actions_give() -> None:
    properties = schemas.load("assignment")["properties"]
    assert set(properties["status"]["enum"]) == {"open", *status._ENDS.values()}
    part = properties["parts"]["items"]["properties"]["status"]
    assert set(part["enum"]) == {"open", "moved", *status._PART_ENDS.values()}


def test_every_folder_has_a_schema_and_every_schema_a_class() -> None:
    assert set(schemas.FOLDERS.values()) | {"ledger"} == set(schemas.CLASSES)
    stored = {path.name.removesuffix(".schema.json") for path in schemas.folder().iterdir()}
    assert stored == set(ALL)


ASSIGNMENT: Schema = {
    "id": "TB2022-1",
    "status": "open",
    "basis": [{"letter": "2022-tb", "action": "given", "lines": "10"}],
}


def explained(**keys: Any) -> list[tuple[str, tuple[str | int, ...], str]]:
    faults = schemas.faults("assignment", {**ASSIGNMENT, **keys})
    return [(fault.code, fault.path, fault.hint) for fault in faults]


def test_a_misspelt_key_is_told_of_with_the_nearest_one() -> None:
    assert explained(titel="Smitte") == [("S201", ("titel",), "Did you mean title?")]


def test_an_unusual_space_in_a_sum_is_told_of_as_such() -> None:
    fund = {"amount": "5\u00a0000", "purpose": "Trykk", "lines": "1"}
    ((code, path, hint),) = explained(funds=[fund])
    assert (code, path) == ("S203", ("funds", 0, "amount"))
    assert "non-breaking" in hint


def test_a_decimal_sum_is_told_of_as_such() -> None:
    fund = {"amount": "5,2", "purpose": "Trykk", "lines": "1"}
    assert explained(funds=[fund])[0][2] == (
        "Amounts are whole kroner without comma or point: 103 700 000."
    )


@pytest.mark.parametrize("text", ["Smitte ", " Smitte", "Smitte\n", "Smitte\nog vern"])
def test_spaces_and_line_ends_around_a_text_are_refused(text: str) -> None:
    assert [(code, path) for code, path, _ in explained(title=text)] == [("S203", ("title",))]


def test_an_empty_text_is_told_of_once() -> None:
    assert [code for code, _, _ in explained(title="")] == ["S203"]


def test_all_missing_keys_are_told_of() -> None:
    missing = [fault.message for fault in schemas.faults("assignment", {"id": "TB2022-1"})]
    assert sorted(missing) == ["the key basis is missing", "the key status is missing"]


def test_the_long_words_of_a_letter_are_refused() -> None:
    deadline = {"due": "asap", "printed": "så snart " * 10 + "x"}
    assert [code for code, _, _ in explained(deadlines=[deadline])] == ["S203"]
