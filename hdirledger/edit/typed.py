"""What people type, read by what the schema says it must be.

An item is typed as ``key=value; key=value``, and the value of its main key may stand first without
the key: ``2022-09-30; parts=a; printed=innen utgangen av september``.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .. import schemas
from ..model.ids import AssignmentId
from ..model.posts import Post
from . import EditError
from .items import Data
from .money import amount

# The longest value that is taken; the longest text of the books is far below it.
LONGEST = 5000

_SPACES = re.compile(r"[ \t\r\n]+")
_PIECES = re.compile(r"(?<!\\);")
_PAIR = re.compile(r"([a-z][a-z-]*(?:\.[a-z][a-z-]*)?)\s*=\s*(.*)", re.DOTALL)
_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
_DASH = re.compile(r"\s*[-–—]\s*")

# Reads an id as typed and gives the id of the record that is meant.
Resolve = Callable[[str], str]


def clean(text: str, what: str) -> str:
    """A text on one line. Raises ``EditError`` for one that is too long, or that has characters
    nobody sees."""
    text = _SPACES.sub(" ", text).strip(" ")
    if len(text) > LONGEST:
        raise EditError(f"{what} is longer than {LONGEST} characters")
    for char in text:
        if not char.isprintable() and char not in "\u00a0\u202f":
            raise EditError(f"{what} has an invisible character, U+{ord(char):04X}; remove it")
    return text


def schema_of(type: str, steps: Iterable[str]) -> Mapping[str, Any]:
    """The schema of what stands at some keys of a record, of the items where it is a list."""
    found = schemas.resolve(schemas.load(type))
    for step in steps:
        properties = items_of(found).get("properties", {})
        if step not in properties:
            raise EditError(f"there is no key {step}; {_known(properties)}")
        found = schemas.resolve(properties[step])
    return found


def items_of(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """The schema of a list's items; another schema as it is."""
    return schemas.resolve(schema["items"]) if "items" in schema else schema


def _known(properties: Iterable[str]) -> str:
    return f"known are {', '.join(properties)}" if properties else "it has no keys"


def value(schema: Mapping[str, Any], text: str, what: str, resolve: Resolve | None = None) -> Any:
    """A typed value as the schema wants it: text, or a list of texts.

    Raises ``EditError`` when it cannot be one. What the schema says beyond its form is left for
    the check.
    """
    if schema.get("type") == "array":
        inner = schemas.resolve(schema["items"])
        pieces = text.split(",") if not _is_text(inner) else [text]
        return [value(inner, piece, what, resolve) for piece in pieces if piece.strip()]
    if schema.get("type") == "object":
        keys = ", ".join(f"{what}.{key}" for key in schema.get("properties", ()))
        raise EditError(f"{what} has keys of its own: write {keys}")
    text = clean(text, what)
    if not text:
        raise EditError(f"{what} is empty; leave it out, or fill it in")
    pattern = schema.get("pattern")
    if pattern in _patterns("sum", "amount"):
        return amount(text)
    if pattern in _patterns("lines"):
        return ", ".join(_DASH.sub("-", piece.strip()) for piece in text.split(","))
    if pattern in _patterns("due", "day"):
        day = _DAY.fullmatch(text)
        return f"{day[3]}-{int(day[2]):02}-{int(day[1]):02}" if day else text
    if pattern in _patterns("post"):
        return post(text)
    if pattern in _patterns("department"):
        return text.upper()
    if pattern in _patterns("assignmentId", "anyId"):
        return resolve(text) if resolve else id_of(text) or text
    return text


def _is_text(schema: Mapping[str, Any]) -> bool:
    """Whether any text will do, so that a comma in it separates nothing."""
    free: str = schemas.load("assignment")["properties"]["title"]["pattern"]
    return schema.get("pattern") == free


def _patterns(*names: str) -> list[str]:
    definitions = schemas.load(schemas.COMMON)["definitions"]
    return [definitions[name]["pattern"] for name in names]


def post(text: str) -> str:
    """A post in the form of the records: ``kap. 714 post 21`` -> ``0714.21``."""
    found = Post.parse(text)
    if found is None:
        raise EditError(f"{text!r} is not a post; write 714.21, or 714 for the chapter")
    return found.key


def id_of(text: str) -> str | None:
    """An assignment's number in the form of the records, its zeros as typed: ``tb 2022 - 05`` ->
    ``TB2022-05``; None for what is no number."""
    parsed = AssignmentId.parse(text)
    if parsed is None:
        return None
    bare = re.sub(r"[\s–‑-]", "", text.strip()).removeprefix("-")
    rest = bare[len(parsed.series) + 4 :]
    number = re.match(r"\d+", rest)
    tail = rest[len(number[0]) :].replace("/", "-").lower() if number else ""
    digits = number[0] if number else str(parsed.number)
    if parsed.sub is not None:
        digits, tail = _with_sub(text)
    return f"{parsed.series}{parsed.year}-{digits}{tail}"


def _with_sub(text: str) -> tuple[str, str]:
    found = re.search(r"(\d+)([./-])(\d+)([a-z]?)\s*$", text, re.IGNORECASE)
    assert found is not None
    mark = "." if found[2] == "." else "-"
    return found[1], f"{mark}{found[3]}{found[4].lower()}"


def item(
    type: str, steps: tuple[str, ...], text: str, main: str, resolve: Resolve | None = None
) -> Data:
    """An item of a list as it is typed. ``steps`` are the keys that lead to the list, ``main`` is
    the key whose value may stand first. Raises ``EditError`` for what is no item."""
    schema = items_of(schema_of(type, steps))
    properties = schema["properties"]
    made: Data = {}
    for n, raw in enumerate(_PIECES.split(text)):
        piece = raw.replace("\\;", ";").strip()
        pair = _PAIR.fullmatch(piece)
        if pair is None and n == 0 and piece:
            key, typed = main, piece
        elif pair is None:
            if piece:
                raise EditError(f"{piece!r} in {steps[-1]} is not of the form key=value")
            continue
        else:
            key, typed = pair[1], pair[2]
        top, _, below = key.partition(".")
        if top not in properties:
            raise EditError(f"{steps[-1]} has no key {top}; {_known(properties)}")
        found = schemas.resolve(properties[top])
        if below:
            inner = found.get("properties", {})
            if below not in inner:
                raise EditError(f"{top} has no key {below}; {_known(inner)}")
            made.setdefault(top, {})[below] = value(
                schemas.resolve(inner[below]), typed, key, resolve
            )
            continue
        read = value(found, typed, key, resolve)
        if isinstance(read, list):
            made.setdefault(top, []).extend(read)
        elif top in made:
            raise EditError(f"{top} stands twice in {text!r}")
        else:
            made[top] = read
    return made
