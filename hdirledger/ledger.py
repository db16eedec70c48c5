"""All records of one tree, read-only and indexed on first use."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from .cards import AssignmentCard, record_id
from .catalog import Catalog
from .entry import Entry, kind_of, read_entry, type_of
from .model import ids
from .names import Names
from .source import ROOT_FILE, Tree, WorkingTree, find_project

if TYPE_CHECKING:
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
    from .model.walk import Node

__all__ = ["Entry", "Ledger", "read_entry", "record_id", "type_of"]


class Ledger:
    """The records of one tree, whatever it was read from.

    ``counted`` is None, or the letters that a ``--through`` filter counts; ``notes`` are sentences
    that every report's heading must show. ``content`` names the content of the files, where that
    is known and each has one.
    """

    def __init__(
        self,
        entries: Iterable[Entry],
        tree: str = "",
        counted: frozenset[str] | None = None,
        through: str = "",
        notes: tuple[str, ...] = (),
        names: Names | None = None,
        content: str = "",
    ) -> None:
        self._files = tuple(entries)
        self.tree = tree
        self.counted = counted
        self.through = through
        self.notes = notes
        self.content = content
        self._names = names
        self._nodes: dict[int, list[Node]] = {}

    @classmethod
    def read(cls, tree: Tree) -> "Ledger":
        """Read every record of a tree. Files that cannot be read become entries with faults."""
        return cls((read_entry(file) for file in tree.files()), tree.name)

    @classmethod
    def open(cls, path: str | Path = ".") -> "Ledger":
        """Read the ledger at or above a path. Raises ``NoLedger`` when there is none."""
        return cls.read(WorkingTree(find_project(Path(path))))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Every file, in order of path."""
        return self._files

    @cached_property
    def broken(self) -> tuple[Entry, ...]:
        """The files without a record."""
        return tuple(entry for entry in self._files if not entry.valid)

    def part(self, entries: Iterable[Entry]) -> "Ledger":
        """A ledger of some of the entries, which knows the names of all."""
        return Ledger(entries, self.tree, names=self.names)

    def _of(self, kind: str) -> tuple[Any, ...]:
        return tuple(entry.record for entry in self._entries(kind))

    def _entries(self, kind: str) -> list[Entry]:
        return self._by_kind.get(kind, [])

    @cached_property
    def _by_kind(self) -> dict[str, list[Entry]]:
        found: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            if entry.valid:
                found[kind_of(entry)].append(entry)
        return found

    @cached_property
    def catalog(self) -> Catalog:
        """The cards of all records."""
        files = {entry.path: entry for entry in self.entries if entry.valid}
        cards = {type: [(e.path, e.card) for e in found] for type, found in self._by_kind.items()}
        return Catalog(cards, self.names, lambda path: files.get(path, self.root_entry))

    @property
    def assignment_cards(self) -> Sequence[tuple[str, AssignmentCard]]:
        """The cards of the assignments, with the paths of their files."""
        return self.catalog.assignment_cards

    @property
    def names(self) -> Names:
        """What the records are called and asked for by each other."""
        if self._names is None:
            cards = {
                kind: [entry.card for entry in entries] for kind, entries in self._by_kind.items()
            }
            self._names = Names(cards, self.broken_ids)
        return self._names

    @cached_property
    def root(self) -> "Root":
        """The root file; an empty one stands in when the file is missing or broken."""
        root = self.root_entry.record
        if root is None:
            from .model.records import Root

            return Root(agency="", ministry="", departments=(), letters=())
        return cast("Root", root)

    @cached_property
    def root_entry(self) -> Entry:
        """The root file; one without a record stands in when it is missing or broken."""
        return next(iter(self._entries("ledger")), Entry(ROOT_FILE, "ledger", None))

    @cached_property
    def letters(self) -> dict[str, "Letter"]:
        """Letters by id, in the declared order; letters that nobody declared come last."""
        by_id = {letter.id: letter for letter in self._of("letter")}
        declared = [name for name in self.root.letters if name in by_id]
        return {name: by_id[name] for name in (*declared, *sorted(by_id.keys() - set(declared)))}

    @property
    def every_letter(self) -> tuple["Letter", ...]:
        """All letters in order of file, also two with one id, of which ``letters`` has the last."""
        return self._of("letter")

    @cached_property
    def order(self) -> dict[str, int]:
        """A letter's place in the declared order."""
        return {name: place for place, name in enumerate(self.root.letters)}

    @cached_property
    def assignments(self) -> tuple["Assignment", ...]:
        """Assignments in order of year, series and number."""
        return tuple(sorted(self._of("assignment"), key=lambda a: ids.sort_key(a.id)))

    @cached_property
    def allocations(self) -> tuple["Allocation", ...]:
        """Movements in order of year, post and letter."""

        def key(movement: "Allocation") -> tuple[str, tuple["Post", ...], int]:
            place = self.order.get(movement.letter, len(self.order))
            return (movement.year, movement.posts, place)

        return tuple(sorted(self._of("allocation"), key=key))

    @cached_property
    def authorizations(self) -> tuple["Authorizations", ...]:
        return self._of("authorizations")

    @cached_property
    def goals(self) -> tuple["Goal", ...]:
        return tuple(sorted(self._of("goal"), key=lambda goal: goal.id))

    @cached_property
    def reporting(self) -> tuple["Reporting", ...]:
        return self._of("reporting")

    @cached_property
    def by_id(self) -> dict[str, "Assignment"]:
        """Assignments by their exact id."""
        return {assignment.id: assignment for assignment in self.assignments}

    @cached_property
    def by_name(self) -> dict[str, tuple["Assignment", ...]]:
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
            entry.path.rpartition("/")[2].removesuffix(".yaml") for entry in self.broken
        )

    @cached_property
    def entry_of(self) -> dict[int, Entry]:
        """The file of a record, by the record's identity."""
        return {id(entry.record): entry for entry in self.entries if entry.record is not None}

    def nodes(self, record: "Record") -> list["Node"]:
        """A record and everything inside it; kept, since many rules ask."""
        found = self._nodes.get(id(record))
        if found is None:
            from .model.walk import nodes

            found = self._nodes[id(record)] = nodes(record)
        return found

    def find(self, name: str) -> tuple["Assignment", ...]:
        """Assignments that a typed id or alias means: none, one, or several that share it."""
        exact = self.by_id.get(name.strip())
        return (exact,) if exact else self.by_name.get(ids.fold(name), ())

    def records(self) -> Iterator["Record"]:
        """Every valid record, in order of file."""
        return (entry.record for entry in self.entries if entry.record is not None)

    def letter_place(self, letter: str) -> int:
        """A letter's place in the declared order; unknown letters come last."""
        return self.order.get(letter, len(self.order))
