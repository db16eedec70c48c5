"""The JSON Schemas under ``schema/``: which one a file answers to, and what it finds wrong."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Any

from .fingerprint import schema_folder
from .reader import Path

COMMON = "common"
ROOT = "ledger"

# Folder under ledger/ -> schema name; the root file stands alone.
FOLDERS: dict[str, str] = {
    "letters": "letter",
    "assignments": "assignment",
    "allocations": "allocation",
    "authorizations": "authorizations",
    "goals": "goal",
    "reporting": "reporting",
}

# Every schema, the common one first.
ALL = (COMMON, ROOT, *FOLDERS.values())

if TYPE_CHECKING:
    CLASSES: dict[str, type[Any]]


def __getattr__(name: str) -> Any:
    # The record types are made of dataclasses, which take longer to make than most runs need them.
    if name != "CLASSES":
        raise AttributeError(name)
    from .model.records import CLASSES

    globals()["CLASSES"] = CLASSES
    return CLASSES


@dataclass(frozen=True, slots=True)
class SchemaFault:
    """Where a record breaks its schema. ``path`` ends at the value, or at the unknown key."""

    code: str
    path: Path
    message: str
    hint: str = ""


def folder() -> FilePath:
    """The folder of the schemas."""
    return FilePath(schema_folder())


@cache
def load(name: str) -> dict[str, Any]:
    """A schema by name (``assignment``), parsed."""
    text = (folder() / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def resolve(schema: dict[str, Any]) -> dict[str, Any]:
    """Follow a schema's ``$ref`` into the common definitions; keys beside the reference win."""
    while True:
        target = schema.get("$ref") or next(
            (part["$ref"] for part in schema.get("allOf", ()) if "$ref" in part), None
        )
        if target is None:
            return schema
        name = target.rpartition("/")[2]
        rest = {k: v for k, v in schema.items() if k not in ("$ref", "allOf")}
        schema = {**_definition(name), **rest}


@cache
def _definition(name: str) -> dict[str, Any]:
    """A definition by name; names are unique over the common file and the record types' own."""
    found = (
        load(schema).get("definitions", {}).get(name)
        for schema in (COMMON, ROOT, *FOLDERS.values())
    )
    return next(definition for definition in found if definition is not None)


@cache
def validator(name: str) -> Any:
    """A reused validator for one schema; jsonschema is imported only when it is needed."""
    from jsonschema import Draft7Validator, validators
    from referencing import Registry, Resource

    common: Resource[Any] = Resource.from_contents(load(COMMON))
    registry: Registry[Any] = Registry().with_resources([(f"{COMMON}.schema.json", common)])
    extend: Any = validators.extend  # It has no annotations.
    strict = extend(Draft7Validator, {"pattern": _pattern})
    return strict(load(name), registry=registry)


def _pattern(_: Any, pattern: str, value: Any, schema: dict[str, Any]) -> Iterator[Any]:
    """JSON Schema's ``$`` is the end of the text; Python's would let a last line end through."""
    if not isinstance(value, str) or (not value and "minLength" in schema):
        return  # An empty text is told of once, by minLength.
    if not compiled(pattern).search(value):
        from jsonschema import ValidationError

        yield ValidationError(f"{value!r} does not match {pattern!r}")


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern of the schemas, whose last $ is the end of the text."""
    return re.compile(re.sub(r"\$$", r"\\Z", pattern))


def faults(name: str, data: dict[str, Any]) -> Iterator[SchemaFault]:
    """Everything that is wrong with a record by its schema, in no particular order."""
    for error in validator(name).iter_errors(data):
        yield from _explain(error)


def _explain(error: Any) -> Iterator[SchemaFault]:
    path: Path = tuple(error.absolute_path)
    where = _name(path)
    kind = error.validator
    if kind == "additionalProperties":
        known = sorted(error.schema.get("properties", ()))
        for key in error.instance:
            if key not in error.schema.get("properties", {}):
                yield SchemaFault("S201", (*path, key), f"unknown key {key}", _near(key, known))
    elif kind == "required":
        missing = [k for k in error.validator_value if k not in error.instance]
        # jsonschema gives one error for each missing key and names it in the message only.
        key = next((k for k in missing if repr(k) in error.message), missing[0])
        yield SchemaFault("S202", path, f"the key {key} is missing{_in(where)}")
    elif kind == "type":
        wanted = {"string": "text", "array": "a list", "object": "a mapping"}
        value = error.instance
        got = (
            "text"
            if isinstance(value, str)
            else "a list"
            if isinstance(value, list)
            else "a mapping"
        )
        yield SchemaFault(
            "S204", path, f"{where} must be {wanted[error.validator_value]}, not {got}"
        )
    elif kind == "enum":
        allowed = ", ".join(map(str, error.validator_value))
        yield SchemaFault(
            "S203", path, f"{where}: {_quote(error.instance)} is not one of {allowed}"
        )
    elif kind == "pattern":
        hint = error.schema.get("description", "")
        message = f"{where}: {_quote(error.instance)} does not have the right form"
        yield SchemaFault("S203", path, message, _form_hint(error.instance, path) or hint)
    elif kind in ("minItems", "minLength", "minProperties"):
        yield SchemaFault("S203", path, f"{where} is empty", "Leave the key out, or fill it in.")
    elif kind == "uniqueItems":
        yield SchemaFault("S205", path, f"{where} names the same value twice")
    elif kind == "maxLength":
        yield SchemaFault(
            "S203", path, f"{where} is longer than {error.validator_value} characters"
        )
    elif kind == "anyOf":
        keys = " or ".join(o["required"][0] for o in error.validator_value if "required" in o)
        yield SchemaFault("S202", path, f"{where} needs one of {keys}")
    else:
        yield SchemaFault("S203", path, f"{where}: {error.message}")


def _name(path: Path) -> str:
    words = [str(step) for step in path if isinstance(step, str)]
    return words[-1] if words else "the record"


def _in(where: str) -> str:
    return "" if where == "the record" else f" in {where}"


def _quote(value: Any) -> str:
    text = str(value)
    return repr(text if len(text) <= 60 else text[:57] + "...")


def _near(key: str, known: list[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(key, known, 1)
    return f"Did you mean {close[0]}?" if close else f"Known keys: {', '.join(known)}."


def _form_hint(value: Any, path: Path) -> str:
    """Say what is unusual in an amount or a value with odd spaces."""
    if not isinstance(value, str):
        return ""
    if "\u00a0" in value or "\u202f" in value or "\u2009" in value:
        return "There is a non-breaking or thin space in it: use an ordinary space."
    if (
        path
        and path[-1] in ("amount", "appropriation", "ceiling")
        and ("," in value or "." in value)
    ):
        return "Amounts are whole kroner without comma or point: 103 700 000."
    if value != value.strip():
        return "Remove the space or line end at its beginning or end."
    return ""


def properties(name: str) -> dict[str, Any]:
    """The keys of a record type in their canonical order."""
    found: dict[str, Any] = load(name)["properties"]
    return found
