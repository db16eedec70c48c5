"""A quick gate before the schemas: it says that a record is valid, or that it cannot tell.

Each schema is made into plain functions once. They know the keywords that our schemas use; a schema
with any other keyword is never vouched for. What they do not vouch for, jsonschema explains.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

from . import schemas

Test = Callable[[Any], bool]

# Keywords that say nothing about what is valid, and those that each kind of value is tested for.
_SAYS_NOTHING = {"$schema", "title", "description", "definitions", "errorMessage", "type"}
_KNOWN = {
    "string": {"enum", "pattern", "minLength", "maxLength"},
    "array": {"items", "minItems", "uniqueItems"},
    "object": {"properties", "additionalProperties", "required", "minProperties", "anyOf"},
}
# Texts that were found valid are remembered, since most stand in many records.
_REMEMBERED = 2000
_SHORT = 40


def vouches(name: str, data: Any) -> bool:
    """Whether a record is certainly valid by the schema of that name."""
    return _test(name, "")(data)


@cache
def _test(file: str, definition: str) -> Test:
    schema = schemas.load(file)
    return _compile(schema["definitions"][definition] if definition else schema, file)


def _compile(schema: dict[str, Any], file: str) -> Test:
    if "$ref" in schema:  # In draft 7 nothing beside it counts.
        return _reference(schema["$ref"], file)
    kind = schema.get("type")
    said = {key for key in schema if not key.startswith("x-")} - _SAYS_NOTHING
    if kind not in _KNOWN or not said <= _KNOWN[kind]:
        return _cannot_tell
    return {"string": _string, "array": _array, "object": _object}[kind](schema, file)


def _cannot_tell(value: Any) -> bool:
    return False


def _reference(target: str, file: str) -> Test:
    where, _, definition = target.partition("#/definitions/")
    name = where.removesuffix(".schema.json") or file
    found: list[Test] = []

    def test(value: Any) -> bool:
        if not found:  # On first use, since earmarks stand in earmarks.
            found.append(_test(name, definition))
        return found[0](value)

    return test


def _string(schema: dict[str, Any], file: str) -> Test:
    allowed = frozenset(schema["enum"]) if "enum" in schema else None
    pattern = schemas.compiled(schema["pattern"]).search if "pattern" in schema else None
    least, most = schema.get("minLength", 0), schema.get("maxLength")
    good: set[str] = set()

    def test(value: Any) -> bool:
        if type(value) is not str:
            return False
        if value in good:
            return True
        if allowed is not None and value not in allowed:
            return False
        if len(value) < least or (most is not None and len(value) > most):
            return False
        if pattern is not None and not pattern(value):
            return False
        if len(value) <= _SHORT and len(good) < _REMEMBERED:
            good.add(value)
        return True

    return test


def _array(schema: dict[str, Any], file: str) -> Test:
    item = _compile(schema["items"], file) if "items" in schema else None
    least, unique = schema.get("minItems", 0), schema.get("uniqueItems", False)

    def test(value: Any) -> bool:
        if type(value) is not list or len(value) < least:
            return False
        if item is not None:
            for entry in value:
                if not item(entry):
                    return False
        if unique and len(value) > 1:
            return all(type(entry) is str for entry in value) and len(set(value)) == len(value)
        return True

    return test


def _object(schema: dict[str, Any], file: str) -> Test:
    if schema.get("additionalProperties") is not False:
        return _cannot_tell
    keys = {key: _compile(below, file) for key, below in schema.get("properties", {}).items()}
    required = frozenset(schema.get("required", ()))
    least = schema.get("minProperties", 0)
    choices = schema.get("anyOf", ())
    if any(choice.keys() != {"required"} for choice in choices):
        return _cannot_tell
    one_of = [frozenset(choice["required"]) for choice in choices]

    def test(value: Any) -> bool:
        if type(value) is not dict or len(value) < least or not required <= value.keys():
            return False
        if one_of and not any(wanted <= value.keys() for wanted in one_of):
            return False
        for key, below in value.items():
            found = keys.get(key)
            if found is None or not found(below):
                return False
        return True

    return test
