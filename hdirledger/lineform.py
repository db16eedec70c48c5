"""The form in which a history is kept: a line of json for each commit, and for what it did."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .events import Difference
from .gitlog import Change, Commit, oslo
from .history import Broken, Edit, Mismatch
from .identity import Name

if TYPE_CHECKING:
    from .walk import Told

_encoder = json.JSONEncoder(separators=(",", ":"), check_circular=False)


def encode(value: object) -> str:
    """Plain data as json in one line, in ASCII."""
    return _encoder.encode(value)


@dataclass(frozen=True, slots=True)
class Kept:
    """A commit that changed the ledger, and what is known of the files that it touched: ``names``
    of the records in them, in the order of the changes."""

    commit: Commit
    changes: tuple[Change, ...]
    names: tuple[Name | None, ...]
    broken: tuple[Broken, ...]
    mismatch: Mismatch | None


def commit_line(told: "Told", changes: str | None = None) -> str:
    """A commit, without what it did to records. ``changes`` is what ``changes_form`` gives, where
    that is known."""
    mismatch = told.mismatch
    parts = (
        encode(kept_commit(told.commit)),
        changes_form(told) if changes is None else changes,
        encode([broken_form(broken) for broken in told.broken]),
        encode([mismatch.trailers, mismatch.unserved, mismatch.unnamed] if mismatch else None),
    )
    return f"[{','.join(parts)}]"


def changes_form(told: "Told") -> str:
    """The files that a commit changed and the records in them, as a list of json."""
    name = told.names.get
    return encode([(path, old, new, name(path)) for path, old, new in told.changes])


def read_commit(line: bytes) -> Kept:
    """What ``commit_line`` wrote."""
    told, changes, broken, mismatch = json.loads(line)
    commit = commit_of(told)
    return Kept(
        commit,
        tuple([Change(path, old, new) for path, old, new, _ in changes]),
        tuple([(name[0], name[1]) if name else None for *_, name in changes]),
        tuple([broken_of(commit, *form) for form in broken]),
        Mismatch(commit, *map(tuple, mismatch)) if mismatch else None,
    )


def broken_form(broken: Broken) -> tuple[Any, ...]:
    """A version that cannot be read as plain data, without its commit."""
    fault = broken.fault
    return (broken.path, fault.code, fault.line, fault.column, fault.message, fault.hint)


def broken_of(commit: Commit, path: str, *fault: Any) -> Broken:
    """What ``broken_form`` gave."""
    from .reader import Fault

    return Broken(path, commit, Fault(*fault))


def kept_commit(commit: Commit) -> list[Any]:
    """A commit as plain data."""
    when = int(commit.time.timestamp())
    return [commit.id, commit.parents, commit.author, commit.email, when, commit.subject,
            commit.trailers]  # fmt: skip


def commit_of(told: list[Any]) -> Commit:
    """What ``kept_commit`` gave."""
    id, parents, author, email, when, subject, trailers = told
    time = datetime.fromtimestamp(when, UTC).astimezone(oslo())
    named = tuple((key, value) for key, value in trailers)
    return Commit(id, tuple(parents), author, email, time, subject, named)


def edits_line(edits: Iterable[Edit]) -> str:
    """What one commit did to records."""
    return encode(
        [
            (
                edit.type,
                edit.record,
                edit.path,
                edit.before,
                edit.departments,
                edit.letters,
                [
                    (c.path, c.old, c.new, c.after, c.order)
                    if c.order or c.after is not None
                    else (c.path, c.old, c.new)
                    for c in edit.changes
                ],
            )
            for edit in edits
        ]
    )


def read_edits(line: bytes | str, commit: Commit) -> list[Edit]:
    """What ``edits_line`` wrote."""
    return [
        Edit(
            type,
            record,
            path,
            commit,
            tuple([_difference(*change) for change in changes]),
            tuple([tuple(several) for several in letters]),
            tuple(departments),
            before,
        )
        for type, record, path, before, departments, letters, changes in json.loads(line)
    ]


def _difference(
    path: list[Any], old: Any, new: Any, after: Any = None, order: bool = False
) -> Difference:
    item = tuple([step if type(step) is str else _key(step) for step in path])
    if order:
        return Difference(item, _key(old), _key(new), None, True)
    return Difference(item, old, new, None if after is None else _key(after))


def _key(value: list[Any]) -> tuple[Any, ...]:
    """A key of a list, or several: json has lists where they have tuples."""
    return tuple([_key(part) if type(part) is list else part for part in value])
