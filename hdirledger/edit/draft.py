"""A draft: the working tree with changes on top that are not written yet.

It is a tree like any other, so that a ledger can be read from it and checked before anything is
written. What it writes is canonical, and comments stay with the items that they belong to.
"""

import difflib
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import comments
from ..canonical import render
from ..ledger import Entry, Ledger, read_entry, type_of
from ..reader import read
from ..source import File, WorkingTree
from . import EditError
from .follow import follow

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edit:
    """One file of a draft: what it held when it was read, and what it is to hold. None: no file."""

    path: str
    old: bytes | None
    new: bytes | None


@dataclass(slots=True)
class Draft:
    """Changes to the ledger of a project, on top of its files as they were read once."""

    project: Path
    _files: dict[str, File] = field(init=False)
    _entries: dict[str, Entry] = field(init=False)
    _base: Ledger = field(init=False)
    _drafted: dict[str, Entry | None] = field(init=False, default_factory=dict)
    _after: Ledger | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        self._files = {file.path: file for file in WorkingTree(self.project).files()}
        self._entries = {path: read_entry(file) for path, file in self._files.items()}
        self._base = Ledger(self._entries.values(), "working tree")

    @property
    def name(self) -> str:
        """How headings call it."""
        return "draft"

    @property
    def base(self) -> Ledger:
        """The ledger as it was read."""
        return self._base

    def files(self) -> Iterator[File]:
        """All files of the ledger with the changes on top, in the order of the working tree."""
        for entry in self._all():
            known = self._files.get(entry.path)
            if entry.path not in self._drafted and known is not None:
                yield known
            else:
                yield File(entry.path, entry.content)

    def ledger(self) -> Ledger:
        """The ledger with the changes on top. Entries of unchanged files are not read again."""
        if not self._drafted:
            return self._base
        if self._after is None:
            self._after = Ledger(self._all(), self.name)
        return self._after

    def _all(self) -> list[Entry]:
        whole = {**self._entries, **self._drafted}
        entries = [entry for entry in whole.values() if entry is not None]
        return sorted(entries, key=lambda entry: entry.path.split("/"))

    def has(self, path: str) -> bool:
        """Whether there is such a file in the draft."""
        return self._entry(path) is not None

    def data(self, path: str) -> Data:
        """The plain data of a record, to be changed and put back.

        Raises ``EditError`` when there is no such file, or when it has faults: nothing is edited
        that is not understood.
        """
        entry = self._entry(path)
        if entry is None:
            raise EditError(f"there is no file {path}")
        if entry.faults or entry.content is None:
            first = entry.faults[0] if entry.faults else None
            told = f"line {first.line}: {first.message}" if first else "it cannot be read"
            raise EditError(f"{path} is not edited, since it cannot be read faultlessly ({told})")
        if entry.schema_faults:
            raise EditError(
                f"{path} is not edited, since it breaks its schema: "
                f"{entry.schema_faults[0].message}; hdirledger check tells more"
            )
        found = read(entry.content).data
        assert found is not None
        return deepcopy(found)

    def put(self, path: str, data: Data) -> None:
        """Put a record back, or enter a new one; its comments follow their items."""
        kind = type_of(path)
        assert kind, path
        entry = self._entry(path)
        notes = None
        if entry is not None and entry.content is not None:
            old = self.data(path)
            if old == data:
                return
            notes = follow(comments.find(entry.content.decode("utf-8")), old, data, kind)
        content = render(data, kind, path, notes).encode("utf-8")
        self._drafted[path] = read_entry(File(path, content))
        self._after = None

    def remove(self, path: str) -> None:
        """Take a record out."""
        self._after = None
        if path in self._entries:
            self._drafted[path] = None
        else:
            self._drafted.pop(path, None)

    def edits(self) -> tuple[Edit, ...]:
        """The files that differ from what was read, in order of path."""
        found = []
        for path in sorted(self._drafted, key=lambda path: path.split("/")):
            old, new = self._files.get(path), self._drafted[path]
            edit = Edit(path, old.content if old else None, new.content if new else None)
            if edit.old != edit.new:
                found.append(edit)
        return tuple(found)

    def diff(self) -> str:
        """The changes as a unified diff, as git writes it."""
        return "".join(unified(edit) for edit in self.edits())

    def _entry(self, path: str) -> Entry | None:
        return self._drafted[path] if path in self._drafted else self._entries.get(path)


def unified(edit: Edit) -> str:
    """The unified diff of one file."""

    # Split at line feeds only: splitlines would also split at characters inside texts.
    def lines(content: bytes | None) -> list[str]:
        if not content:
            return []
        *whole, rest = content.decode("utf-8", "replace").split("\n")
        return [f"{line}\n" for line in whole] + ([rest] if rest else [])

    before = f"a/{edit.path}" if edit.old is not None else "/dev/null"
    after = f"b/{edit.path}" if edit.new is not None else "/dev/null"
    found = difflib.unified_diff(lines(edit.old), lines(edit.new), before, after)
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in found
    )
