"""The one canonical form of a record file: order of keys, quoting, folding, grouping of sums.

The text is written anew from what the strict reader understood, with the comments put back beside
what they belong to, so that two people who write the same record write the same bytes.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from . import comments, schemas
from .comments import Comments
from .model import amounts
from .reader import Fault, Path, read
from .scalars import folded, inline, literal

# A text of our own words is folded at FOLD when it would end beyond LIMIT.
FOLD = 88
LIMIT = 100
# YAML lets a key stand before its colon only up to 1024 characters.
_LONG_KEY = 1000

# Keys and list positions from the record down; every list item counts as 0.
Steps = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """The canonical text of a file: None, and why, when the file cannot be read faultlessly."""

    text: str | None
    faults: tuple[Fault, ...] = ()


def canonical(content: bytes, type: str, path: str) -> Form:
    """The canonical form of a file's content.

    ``type`` is the record type (``assignment``), ``path`` the file's place from the project's
    folder. What breaks the schema is kept as it is.
    """
    document = read(content)
    if document.data is None or document.faults:
        return Form(None, document.faults)
    return Form(render(document.data, type, path, comments.find(content.decode("utf-8"))))


def first_difference(content: bytes, type: str, path: str) -> int | None:
    """The first line, from 1, that is not canonical; None when there is none, and for a file that
    cannot be read."""
    form = canonical(content, type, path)
    if form.text is None:
        return None
    wanted = form.text.encode("utf-8")
    if content == wanted:
        return None
    ours, theirs = wanted.split(b"\n"), content.split(b"\n")
    pairs = enumerate(zip(ours, theirs, strict=False), 1)
    return next((n for n, (a, b) in pairs if a != b), min(len(ours), len(theirs)))


def guard(content: bytes, text: str, type: str) -> None:
    """Make sure that a canonical text says what the file says, before it takes the file's place.

    Raises ``RuntimeError`` when a value or a comment would be lost: a bug of ours.
    """
    old, new = read(content), read(text.encode("utf-8"))
    if new.faults or not _same(old.data, new.data, type, ()):
        raise RuntimeError("the canonical form would change a value")
    if comments.texts(content.decode("utf-8")) != comments.texts(text):
        raise RuntimeError("the canonical form would lose a comment")


def _same(old: Any, new: Any, type: str, steps: Steps) -> bool:
    """Whether two pieces of data are equal but for the grouping of sums."""
    if isinstance(old, dict) and isinstance(new, dict):
        return old.keys() == new.keys() and all(
            _same(value, new[key], type, (*steps, key)) for key, value in old.items()
        )
    if isinstance(old, list) and isinstance(new, list):
        pairs = zip(old, new, strict=True)
        return len(old) == len(new) and all(_same(a, b, type, (*steps, 0)) for a, b in pairs)
    if shape_at(type, steps).sum and isinstance(old, str) and isinstance(new, str):
        return old.replace(" ", "") == new.replace(" ", "")
    return bool(old == new)


def modeline(type: str, path: str) -> str:
    """The comment that tells editors which schema a file answers to."""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}schema/{type}.schema.json"


def render(data: dict[str, Any], type: str, path: str, notes: Comments | None = None) -> str:
    """The canonical text of a record's plain data, with comments when there are some."""
    emitter = _Emitter(type, notes or Comments())
    # A record written in braces may have comments beside them; they have no line of their own.
    beside = emitter.notes.trailing.get((), ())
    emitter.lines = [modeline(type, path), *emitter.notes.header, *beside]
    if data:
        emitter.block(data, (), (), 0)
    else:
        emitter.lines.append("{}")
    return "\n".join(emitter.lines) + "\n"


@dataclass(frozen=True, slots=True)
class Shape:
    """What the schema says about a value, as far as its form goes."""

    order: dict[str, int]
    folds: bool = False
    sum: re.Pattern[str] | None = None


@lru_cache(maxsize=4096)
def schema_at(type: str, steps: Steps) -> dict[str, Any]:
    """The schema of what stands at these steps; empty where the schema knows nothing."""
    if not steps:
        return schemas.resolve(schemas.load(type))
    above = schema_at(type, steps[:-1])
    step = steps[-1]
    found = above.get("properties", {}).get(step) if isinstance(step, str) else above.get("items")
    return schemas.resolve(found) if found else {}


@lru_cache(maxsize=4096)
def shape_at(type: str, steps: Steps) -> Shape:
    schema = schema_at(type, steps)
    order = {key: place for place, key in enumerate(schema.get("properties", ()))}
    if schema.get("type") != "string":
        return Shape(order)
    definitions = schemas.load(schemas.COMMON)["definitions"]
    sums = (definitions["sum"]["pattern"], definitions["amount"]["pattern"])
    pattern = schema.get("pattern")
    # Only what the schema takes for a sum is grouped, so that a wrong sum is never set right here.
    return Shape(
        order, schema.get("x-source") == "ours", re.compile(pattern) if pattern in sums else None
    )


_Entry = tuple[str | int, Any]


class _Emitter:
    def __init__(self, type: str, notes: Comments) -> None:
        self.lines: list[str] = []
        self.notes = notes
        self._type = type

    def block(self, value: Any, path: Path, steps: Steps, indent: int, lead: str = "") -> None:
        """Write a mapping or list. ``lead`` is what stands before its first entry (a dash); the
        comments of that entry are then written already."""
        for name, child in self._entries(value, steps):
            below = (*path, name)
            pad = " " * indent
            if not lead:
                self._comment(self._above(below, child, steps), pad)
            head = lead or pad
            lead = ""
            if isinstance(name, int):
                self._item(head + "-", child, below, (*steps, 0), indent)
            else:
                self._pair(head, name, child, below, (*steps, name), indent)
        self._comment(self.notes.foot.get(path, ()), " " * indent)

    def _entries(self, value: Any, steps: Steps) -> list[_Entry]:
        if isinstance(value, list):
            return list(enumerate(value))
        order = shape_at(self._type, steps).order
        return sorted(value.items(), key=lambda pair: order.get(pair[0], len(order)))

    def _above(self, path: Path, value: Any, steps: Steps) -> list[str]:
        """The comments above an entry. An item's first line is also that of its first entry, so the
        comments of both stand above it, and those that have no line end of their own."""
        found = list(self.notes.before.get(path, ()))
        trailing = self.notes.trailing.get(path, [])
        name = path[-1]
        nested = isinstance(value, dict | list) and bool(value)
        if (nested and isinstance(name, int)) or len(trailing) > 1 or _is_long(name):
            found += trailing
        if nested and isinstance(name, int):
            steps = (*steps, 0)
            first, child = self._entries(value, steps)[0]
            found += self._above((*path, first), child, steps)
        return found

    def _end(self, path: Path) -> str:
        trailing = self.notes.trailing.get(path, ())
        return f"  {trailing[0]}" if len(trailing) == 1 else ""

    def _comment(self, lines: Any, pad: str) -> None:
        self.lines += [pad + line for line in lines]

    def _item(self, head: str, value: Any, path: Path, steps: Steps, indent: int) -> None:
        if isinstance(value, dict | list) and value:
            self.block(value, path, steps, indent + 2, head + " ")
        else:
            self._scalar(head, value, path, steps, indent, self._end(path))

    def _pair(self, head: str, key: str, value: Any, path: Path, steps: Steps, indent: int) -> None:
        end = self._end(path)
        if _is_long(key):
            self.lines.append(f"{head}? {inline(key)}")
            head, end = " " * indent + ":", ""
        else:
            head += inline(key) + ":"
        if isinstance(value, dict | list) and value:
            self.lines.append(head + end)
            self.block(value, path, steps, indent + 2)
        else:
            self._scalar(head, value, path, steps, indent, end)

    def _scalar(
        self, head: str, value: Any, path: Path, steps: Steps, indent: int, end: str
    ) -> None:
        first, *more = self._written(value, steps, len(head) + 1, indent + 2)
        self.lines.append(f"{head} {first}{end}")
        self.lines += [" " * (indent + 2) + line if line else "" for line in more]

    def _written(self, value: Any, steps: Steps, column: int, indent: int) -> list[str]:
        """The lines of a text, or of an empty list or mapping; only the first stands on its key's
        line."""
        if not isinstance(value, str):
            return ["[]" if isinstance(value, list) else "{}"]
        shape = shape_at(self._type, steps)
        if shape.sum and shape.sum.fullmatch(value):
            value = amounts.canonical(value)
        several = literal(value) if "\n" in value else None
        if several:
            return several
        line = inline(value)
        if shape.folds and column + len(line) > LIMIT:
            return folded(value, FOLD - indent) or [line]
        return [line]


def _is_long(key: str | int) -> bool:
    # An escape takes six characters at most, so that the usual key need not be written out.
    return isinstance(key, str) and 6 * len(key) > _LONG_KEY and len(inline(key)) > _LONG_KEY
