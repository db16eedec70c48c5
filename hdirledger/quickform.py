"""A quick look at whether a record is in canonical form: yes, or it takes ``canonical`` to tell.

The record is written out as ``canonical`` would and held against the text, by functions that are
made of the schema once. What has comments, keys in another order or unknown ones, or anything else
that a canonical record does not have, is left to ``canonical``.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from . import canonical
from .model import amounts
from .scalars import folded, inline

Lines = list[str]
# Writes a value: after what stands before it on its line, at an indent.
Write = Callable[[Lines, str, Any, int], None]

_PADS = tuple(" " * n for n in range(100))
# Only single spaces between words: then each of them can become a line break.
_UNEVEN = re.compile(r"[^\S ]|  ")


class _Doubt(Exception):
    """The record is not in the form that this module knows."""


def is_canonical(content: bytes, data: dict[str, Any], type: str, path: str) -> bool:
    """Whether a file is certainly in canonical form. ``data`` is what it says."""
    lines = [canonical.modeline(type, path)]
    try:
        _keys(type, ())(lines, "", data, 0)
    except _Doubt:
        return False
    lines.append("")
    return "\n".join(lines).encode("utf-8") == content


@cache
def _keys(type: str, steps: canonical.Steps) -> Write:
    """Writes a mapping; ``lead`` stands before its first key."""
    known = canonical.schema_at(type, steps).get("properties", {})
    order = {key: place for place, key in enumerate(known)}
    heads = {key: f"{inline(key)}:" for key in known}
    values: dict[str, Write] = {}

    def write(lines: Lines, lead: str, data: dict[str, Any], indent: int) -> None:
        last, pad = -1, _PADS[indent]
        for key, value in data.items():
            place = order.get(key, -1)
            if place <= last:
                raise _Doubt
            last = place
            below = values.get(key)
            if below is None:
                below = values[key] = _value(type, (*steps, key))
            below(lines, lead + heads[key], value, indent)
            lead = pad

    return write


def _value(type: str, steps: canonical.Steps) -> Write:
    kind = canonical.schema_at(type, steps).get("type")
    return {"string": _text, "array": _list, "object": _mapping}[kind or "string"](type, steps)


def _mapping(type: str, steps: canonical.Steps) -> Write:
    below = _keys(type, steps)

    def write(lines: Lines, head: str, value: Any, indent: int) -> None:
        if value.__class__ is not dict or not value:
            raise _Doubt
        lines.append(head)
        indent += 2
        below(lines, _PADS[indent], value, indent)

    return write


def _list(type: str, steps: canonical.Steps) -> Write:
    inside = (*steps, 0)
    if canonical.schema_at(type, inside).get("type") == "object":
        found: list[Write] = []

        def write(lines: Lines, head: str, value: Any, indent: int) -> None:
            if value.__class__ is not list or not value:
                raise _Doubt
            if not found:  # On first use, since earmarks stand in earmarks.
                found.append(_keys(type, inside))
            lines.append(head)
            lead = _PADS[indent + 2] + "- "
            for item in value:
                if item.__class__ is not dict or not item:
                    raise _Doubt
                found[0](lines, lead, item, indent + 4)

        return write
    text = _text(type, inside)

    def write_texts(lines: Lines, head: str, value: Any, indent: int) -> None:
        if value.__class__ is not list or not value:
            raise _Doubt
        lines.append(head)
        lead = _PADS[indent + 2] + "-"
        for item in value:
            text(lines, lead, item, indent + 2)

    return write_texts


def _text(type: str, steps: canonical.Steps) -> Write:
    shape = canonical.shape_at(type, steps)
    pattern, folds = shape.sum, shape.folds

    def write(lines: Lines, head: str, value: Any, indent: int) -> None:
        if value.__class__ is not str or "\n" in value:
            raise _Doubt
        if pattern is not None and pattern.fullmatch(value):
            value = amounts.canonical(value)
        line = inline(value)
        if folds and len(head) + 1 + len(line) > canonical.LIMIT:
            pad = _PADS[indent + 2]
            several = _folded(value, canonical.FOLD - indent - 2)
            if several:
                lines.append(head + " >-")
                lines += [pad + line for line in several]
                return
        lines.append(f"{head} {line}")

    return write


def _folded(text: str, width: int) -> list[str] | None:
    """The lines of a folded text, as ``scalars.folded`` breaks it; None where it does not."""
    if _UNEVEN.search(text) or not text.isprintable() or text != text.strip(" "):
        found = folded(text, width)
        return found[1:] if found else None
    lines, start = [], 0
    while len(text) - start > width:
        end = text.rfind(" ", start, start + width + 1)
        if end < 0:
            end = text.find(" ", start + width)
            if end < 0:
                break
        lines.append(text[start:end])
        start = end + 1
    if not lines:
        return None
    lines.append(text[start:])
    return lines
