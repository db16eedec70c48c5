"""All records of one tree, read-only and indexed on first use."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from . import fast, schemas
from .gate import vouches
from .model import ids
from .model.build import build
from .model.posts import Post
from .model.records import (
    Allocation,
    Assignment,
    Authorizations,
    Goal,
    Letter,
    Record,
    Reporting,
    Root,
)
from .model.walk import Node, nodes
from .places import positions_quickly
from .quick import read_quickly
from .reader import Document, Fault, Position, positions, read
from .reader import Path as ItemPath
from .schemas import SchemaFault
from .source import ROOT_FILE, File, Tree, WorkingTree, find_project

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of the ledger: its record when it is valid, else what is wrong with it."""

    path: str
    type: str
    record: Record | None
    content: bytes | None = None
    faults: tuple[Fault, ...] = ()
    schema_faults: tuple[SchemaFault, ...] = ()
    # What a plainly written file says, where that is known without the strict reader.
    data: dict[str, Any] | None = None

    def position(self, path: ItemPath) -> Position:
        """Line and column of an item, or of the nearest thing above it that the file has."""
        if self.content is None:
            return (1, 1)
        quickly = None if fast.switched_off() else positions_quickly(self.content)
        found = positions(self.content) if quickly is None else quickly
        while path and path not in found:
            path = path[:-1]
        key = (*path, "~key")
        # A mapping or list is pointed at by its key, where a reader looks for it.
        return found.get(key, found.get(path, (1, 1)))


def record_id(record: Record) -> str:
    """The id that names a record: of the root file it is ``ledger``."""
    return "ledger" if isinstance(record, Root) else record.id


def type_of(path: str) -> str:
    """The record type that a path under ``ledger/`` stands for; empty when it is none."""
    if path == ROOT_FILE:
        return "ledger"
    steps = path.split("/")
    if len(steps) < 3 or not path.endswith(".yaml"):
        return ""
    return schemas.FOLDERS.get(steps[1], "")


def read_entry(file: File) -> Entry:
    """Read and schema-check one file. What is wrong with it comes back as faults."""
    kind = type_of(file.path)
    if file.content is None:
        return Entry(file.path, kind, None, None, (file.fault,) if file.fault else ())
    if not kind:
        hint = f"Records end in .yaml and lie under {', '.join(schemas.FOLDERS)}."
        fault = Fault("S117", 1, 1, "this file is no record", hint)
        return Entry(file.path, kind, None, file.content, (fault,))
    data = None if fast.switched_off() else read_quickly(file.content)
    if data is not None and vouches(kind, data):
        record = build(schemas.CLASSES[kind], data)
        return Entry(file.path, kind, record, file.content, data=data)
    document = Document(data, ()) if data is not None else read(file.content)
    if document.data is None:
        return Entry(file.path, kind, None, file.content, document.faults)
    faults = tuple(schemas.faults(kind, document.data))
    record = None if faults else build(schemas.CLASSES[kind], document.data)
    return Entry(file.path, kind, record, file.content, document.faults, faults)


class Ledger:
    """The records of one tree, whatever it was read from.

    ``counted`` is None, or the letters that a ``--through`` filter counts; ``notes`` are sentences
    that every report's heading must show.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        tree: str = "",
        counted: frozenset[str] | None = None,
        through: str = "",
        notes: tuple[str, ...] = (),
    ) -> None:
        self.entries = tuple(entries)
        self.tree = tree
        self.counted = counted
        self.through = through
        self.notes = notes
        self._nodes: dict[int, list[Node]] = {}

    @classmethod
    def read(cls, tree: Tree) -> "Ledger":
        """Read every record of a tree. Files that cannot be read become entries with faults."""
        return cls((read_entry(file) for file in tree.files()), tree.name)

    @classmethod
    def open(cls, path: str | Path = ".") -> "Ledger":
        """Read the ledger at or above a path. Raises ``NoLedger`` when there is none."""
        return cls.read(WorkingTree(find_project(Path(path))))

    def _of(self, cls: type[R]) -> tuple[R, ...]:
        return tuple(e.record for e in self.entries if isinstance(e.record, cls))

    @cached_property
    def root(self) -> Root:
        """The root file; an empty one stands in when the file is missing or broken."""
        found = self._of(Root)
        return found[0] if found else Root(agency="", ministry="", departments=(), letters=())

    @cached_property
    def letters(self) -> dict[str, Letter]:
        """Letters by id, in the declared order; letters that nobody declared come last."""
        by_id = {letter.id: letter for letter in self._of(Letter)}
        declared = [name for name in self.root.letters if name in by_id]
        return {name: by_id[name] for name in (*declared, *sorted(by_id.keys() - set(declared)))}

    @cached_property
    def order(self) -> dict[str, int]:
        """A letter's place in the declared order."""
        return {name: place for place, name in enumerate(self.root.letters)}

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Assignments in order of year, series and number."""
        return tuple(sorted(self._of(Assignment), key=lambda a: ids.sort_key(a.id)))

    @cached_property
    def allocations(self) -> tuple[Allocation, ...]:
        """Movements in order of year, post and letter."""

        def key(movement: Allocation) -> tuple[str, tuple[Post, ...], int]:
            place = self.order.get(movement.letter, len(self.order))
            return (movement.year, movement.posts, place)

        return tuple(sorted(self._of(Allocation), key=key))

    @cached_property
    def authorizations(self) -> tuple[Authorizations, ...]:
        return self._of(Authorizations)

    @cached_property
    def goals(self) -> tuple[Goal, ...]:
        return tuple(sorted(self._of(Goal), key=lambda goal: goal.id))

    @cached_property
    def reporting(self) -> tuple[Reporting, ...]:
        return self._of(Reporting)

    @cached_property
    def by_id(self) -> dict[str, Assignment]:
        """Assignments by their exact id."""
        return {assignment.id: assignment for assignment in self.assignments}

    @cached_property
    def by_name(self) -> dict[str, tuple[Assignment, ...]]:
        """Assignments by folded id and alias; a shared alias has several."""
        found: dict[str, dict[str, Assignment]] = defaultdict(dict)
        for assignment in self.assignments:
            for name in (assignment.id, *assignment.aliases):
                found[ids.fold(name)][assignment.id] = assignment
        return {name: tuple(several.values()) for name, several in found.items()}

    @cached_property
    def broken_ids(self) -> frozenset[str]:
        """Names of files that could not be read, so that references to them are not blamed."""
        return frozenset(
            entry.path.rpartition("/")[2].removesuffix(".yaml")
            for entry in self.entries
            if entry.record is None
        )

    @cached_property
    def entry_of(self) -> dict[int, Entry]:
        """The file of a record, by the record's identity."""
        return {id(entry.record): entry for entry in self.entries if entry.record is not None}

    def nodes(self, record: Record) -> list[Node]:
        """A record and everything inside it; kept, since many rules ask."""
        found = self._nodes.get(id(record))
        if found is None:
            found = self._nodes[id(record)] = nodes(record)
        return found

    def find(self, name: str) -> tuple[Assignment, ...]:
        """Assignments that a typed id or alias means: none, one, or several that share it."""
        exact = self.by_id.get(name.strip())
        return (exact,) if exact else self.by_name.get(ids.fold(name), ())

    def records(self) -> Iterator[Record]:
        """Every valid record, in order of file."""
        return (entry.record for entry in self.entries if entry.record is not None)

    def letter_place(self, letter: str) -> int:
        """A letter's place in the declared order; unknown letters come last."""
        return self.order.get(letter, len(self.order))
