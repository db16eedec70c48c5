"""What tables and markdown share: cells as text, and characters that must not reach a reader."""

import unicodedata
from dataclasses import replace

from ..model.amounts import UNIT_NAMES, group, show
from ..report import Block, Column, Report, Value

# Characters that change the direction of text can make a line read as another (CVE-2021-42574).
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def clean(text: str) -> str:
    """Text without what could steer a terminal: line breaks become ``\\n``, a tab becomes a space,
    and control and direction characters become U+FFFD."""
    if text.isprintable():
        return text
    kept = []
    for character in text.replace("\r\n", "\n"):
        if character in _BREAKS:
            kept.append("\n")
        elif character == "\t":
            kept.append(" ")
        elif character in _DIRECTION or unicodedata.category(character) in ("Cc", "Cs"):
            kept.append("\ufffd")
        else:
            kept.append(character)
    return "".join(kept)


def one_line(text: str) -> str:
    """Clean text on one line."""
    return " ".join(clean(text).split("\n"))


def cell(value: Value, column: Column, unit: str) -> str:
    """A value as people read it. None is empty, since what is not printed is not 0."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return clean(", ".join(value))
    if isinstance(value, str):
        return clean(value)
    if column.kind == "amount":
        return show(value, unit)
    if column.kind == "count":
        return group(str(value)) if value else ""
    return group(str(value)) if column.kind == "number" else str(value)


def for_people(block: Block) -> Block:
    """A block without the columns that tables do not show."""
    kept = [
        place
        for place, column in enumerate(block.columns)
        if column.shown in ("always", "people")
        or (
            column.shown == "if-any" and any(row[place] not in (None, "", ()) for row in block.rows)
        )
    ]
    if len(kept) == len(block.columns):
        return block
    columns = tuple(block.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in block.rows)
    return replace(block, columns=columns, rows=rows)


def title(column: Column) -> str:
    """The heading of a column."""
    return one_line(column.title)


def right(column: Column) -> bool:
    """Whether a column is aligned to the right."""
    return column.kind in ("amount", "number", "count")


def unit_line(report: Report, unit: str) -> str:
    """The heading's line on the unit of amounts; empty when the report has none."""
    if any(column.kind == "amount" for block in report.blocks for column in block.columns):
        return f"Amounts: {UNIT_NAMES[unit]} ({unit})" if unit != "kr" else "Amounts: kroner"
    return ""
