"""S: the form of files and records, and that every record has its one name and place."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from ..canonical import first_difference
from ..findings import Severity
from ..ledger import Ledger
from ..model import ids
from ..model.records import (
    Allocation,
    Assignment,
    Authorizations,
    Goal,
    Letter,
    Record,
    Reporting,
    Root,
)
from ..reader import Path
from ..shapes import shape_of
from . import Problem, record_rule


def expected_path(record: Record) -> str:
    """The one place of a record under ``ledger/``, from what the record itself says."""
    if isinstance(record, Root):
        return "ledger/ledger.yaml"
    if isinstance(record, Letter):
        return f"ledger/letters/{record.id}.yaml"
    if isinstance(record, Assignment):
        parsed = ids.AssignmentId.parse(record.id)
        year = parsed.year if parsed else 0
        return f"ledger/assignments/{year}/{record.id}.yaml"
    if isinstance(record, Allocation):
        posts = "+".join(post.key for post in record.posts)
        return f"ledger/allocations/{record.year}/{posts}/{record.letter}.yaml"
    if isinstance(record, Authorizations):
        return f"ledger/authorizations/{record.year}/{record.letter}.yaml"
    if isinstance(record, Reporting):
        return f"ledger/reporting/{record.year}/{record.letter}.yaml"
    return f"ledger/goals/{record.year}/{record.id.rpartition('-')[2]}.yaml"


@record_rule("S301", Severity.ERROR, "File name, folder and record disagree")
def wrong_place(ledger: Ledger) -> Iterator[Problem]:
    """People and tools find a record by its path; history follows the id inside it.

    Example: ledger/assignments/2022/TB2022-13.yaml whose id is TB2022-31.
    Remedy: rename the file to the path in the message, or mend the id, year, posts or letter.
    """
    for entry in ledger.entries:
        if entry.record is not None:
            expected = expected_path(entry.record)
            if entry.path != expected:
                path = ("id",) if isinstance(entry.record, Assignment | Letter | Goal) else ()
                message = f"the record says that its place is {expected}"
                yield Problem(entry.record, path, message, "Rename the file, or mend the record.")


@record_rule("S303", Severity.WARNING, "Not in canonical form")
def not_canonical(ledger: Ledger) -> Iterator[Problem]:
    """One canonical form makes every diff show a change of content and nothing else.

    Example: keys in another order, a date without quotes, an amount without grouping.
    Remedy: run hdirledger fmt.
    """
    for entry in ledger.entries:
        if entry.record is None or entry.canonical or entry.content is None:
            continue
        line = first_difference(entry.content, entry.type, entry.path)
        if line is not None:
            message = f"not in canonical form from line {line} on"
            yield Problem(entry.record, ("~line", line), message, f"hdirledger fmt {entry.path}")


@record_rule("S304", Severity.ERROR, "Two items of a list have the same key")
def same_key(ledger: Ledger) -> Iterator[Problem]:
    """Items of a list are recognised by their keys, never by their place; two items with the same
    key cannot be told apart in the history.

    Example: two parts with the key a; two basis entries for the same lines of a letter.
    Remedy: give one of them another key, or join them.
    """
    for entry in ledger.entries:
        if entry.record is None:
            continue
        for path, thing, plan, _, _ in ledger.nodes(entry.record):
            for name, key, many in plan.below:
                items = getattr(thing, name)
                if many and len(items) > 1:
                    list_path = (*path, key)
                    for first, second in _same_keys(items, entry.type, list_path):
                        message = f"items {first + 1} and {second + 1} of {key} have the same key"
                        yield Problem(entry.record, (*list_path, second), message)
        if isinstance(entry.record, Reporting):
            # Deadlines hang on a row by its key alone, whichever of the two lists it stands in.
            calendar = {row.key for row in entry.record.calendar}
            for n, row in enumerate(entry.record.requirements):
                if row.key in calendar:
                    message = f"the calendar has a row {row.key} too"
                    yield Problem(entry.record, ("requirements", n), message)


def _same_keys(items: tuple[Any, ...], type: str, path: Path) -> Iterator[tuple[int, int]]:
    """Items of a list that have the same key, by the x-key of the schema: first, second."""
    names = _x_key(type, tuple(step for step in path if isinstance(step, str)))
    seen: dict[tuple[object, ...], int] = {}
    for n, item in enumerate(items):
        key = tuple(_key_value(item, name) for name in names)
        first = seen.setdefault(key, n)
        if first != n:
            yield first, n


@cache
def _x_key(type: str, steps: tuple[str, ...]) -> tuple[str, ...]:
    shape = shape_of(type)
    for step in steps:
        shape = (shape.item if shape.key else shape).below(step)
    assert shape.key is not None
    return shape.key


def _key_value(item: Any, name: str) -> object:
    if name == "due" and item.due is None:
        return item.with_, item.after
    return getattr(item, name)
