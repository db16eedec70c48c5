"""One file of the ledger: its record when it is valid, else what is wrong with it."""

from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from . import fast, schemas
from .cards import Card, card_of
from .reader import Document, Fault, Position, positions, read
from .reader import Path as ItemPath
from .source import ROOT_FILE, File

if TYPE_CHECKING:
    from .model.records import Record
    from .schemas import SchemaFault


class Acceptance(NamedTuple):
    """A discrepancy that a record accepts: its place among them, the rule's code, the lines it is
    about, and why."""

    place: int
    rule: str
    lines: str | None
    reason: str


class Kept(Protocol):
    """What is kept of a valid record, so that its file need not be read again. ``card`` and
    ``accepts`` are None where the record must be built to tell."""

    @property
    def card(self) -> Card | None: ...

    @property
    def accepts(self) -> tuple[Acceptance, ...] | None: ...

    def data(self) -> dict[str, Any]:
        """The plain data of the record."""

    def content(self) -> bytes:
        """The content of the file."""


class Entry:
    """One file of the ledger: its record when it is valid, else what is wrong with it.

    Where the record is kept, it is built only when somebody asks for it.
    """

    __slots__ = (
        "_canonical", "_card", "_content", "_kept", "_places", "_record",
        "data", "faults", "path", "schema_faults", "type",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        type: str,
        record: "Record | None",
        content: bytes | None = None,
        faults: tuple[Fault, ...] = (),
        schema_faults: tuple["SchemaFault", ...] = (),
        data: dict[str, Any] | None = None,
        kept: Kept | None = None,
    ) -> None:
        """``data`` is what a plainly written file says, known without the strict reader."""
        self.path = path
        self.type = type
        self.faults = faults
        self.schema_faults = schema_faults
        self.data = data
        self._record = record
        self._content = content
        self._kept = kept
        self._canonical = False
        self._card: Card | None = None
        self._places: dict[ItemPath, Position] | None = None

    @property
    def valid(self) -> bool:
        """Whether there is a record."""
        return self._record is not None or self._kept is not None

    @property
    def record(self) -> "Record | None":
        if self._record is None and self._kept is not None:
            from .model.build import build, class_of

            record: Record = build(class_of(self.type), self._kept.data())
            self._record = record
        return self._record

    @property
    def content(self) -> bytes | None:
        if self._content is None and self._kept is not None:
            self._content = self._kept.content()
        return self._content

    @property
    def card(self) -> Card:
        """The card of the record, which must be valid."""
        if self._card is None:
            card = self._kept.card if self._kept is not None else None
            if card is None:
                assert self.record is not None, self.path
                card = card_of(self.record)
            self._card = card
        return self._card

    @property
    def canonical(self) -> bool:
        """Whether the file is certainly in canonical form; it may be so where this says no."""
        if not self._canonical and self.data and self.content is not None:
            from .quickform import is_canonical

            self._canonical = is_canonical(self.content, self.data, self.type, self.path)
        return self._canonical

    def lend(self, kept: Kept) -> None:
        """Hold the plain data no more. When the rest is forgotten, it comes from ``kept``."""
        _ = self.canonical
        self._kept = kept
        self.data = None

    def forget(self) -> None:
        """Hold neither record nor content any more, where they can be had again."""
        if self._kept is not None:
            _ = self.card
            self._record = self._content = self._places = None

    @property
    def id(self) -> str:
        """The id that names the record: of the root file it is ``ledger``."""
        return self.card["id"] if self.valid else "ledger"

    @property
    def accepts(self) -> tuple[Acceptance, ...]:
        if self._kept is not None and (kept := self._kept.accepts) is not None:
            return kept
        accepts = self.record.accepts if self.record is not None else ()
        return tuple(Acceptance(n, a.rule, a.lines, a.reason) for n, a in enumerate(accepts))

    def position(self, path: ItemPath) -> Position:
        """Line and column of an item, or of the nearest thing above it that the file has."""
        found = self._places
        if found is None:
            content = self.content
            if content is None:
                return (1, 1)
            from .places import positions_quickly

            found = None if fast.switched_off() else positions_quickly(content)
            self._places = found = positions(content) if found is None else found
        while path and path not in found:
            path = path[:-1]
        key = (*path, "~key")
        # A mapping or list is pointed at by its key, where a reader looks for it.
        return found.get(key, found.get(path, (1, 1)))


def type_of(path: str) -> str:
    """The record type that a path under ``ledger/`` stands for; empty when it is none."""
    if path == ROOT_FILE:
        return "ledger"
    steps = path.split("/")
    if len(steps) < 3 or not path.endswith(".yaml"):
        return ""
    return schemas.FOLDERS.get(steps[1], "")


def plain_data(kind: str, content: bytes) -> dict[str, Any] | None:
    """The plain data of a record of a type in a content that is plainly written and valid; None
    where it takes ``read_entry`` to tell."""
    data, valid = _read_plainly(kind, content)
    return data if valid else None


def _read_plainly(kind: str, content: bytes) -> tuple[dict[str, Any] | None, bool]:
    """What the quick reader reads in a content, and whether the gate vouches for it."""
    from .gate import vouches
    from .quick import read_quickly

    data = None if fast.switched_off() else read_quickly(content)
    return data, data is not None and vouches(kind, data)


def read_entry(file: File) -> Entry:
    """Read and schema-check one file. What is wrong with it comes back as faults."""
    kind = type_of(file.path)
    if file.content is None:
        return Entry(file.path, kind, None, None, (file.fault,) if file.fault else ())
    if not kind:
        hint = f"Records end in .yaml and lie under {', '.join(schemas.FOLDERS)}."
        fault = Fault("S117", 1, 1, "this file is no record", hint)
        return Entry(file.path, kind, None, file.content, (fault,))
    from .model.build import build, class_of

    data, valid = _read_plainly(kind, file.content)
    if data is not None and valid:
        record = build(class_of(kind), data)
        return Entry(file.path, kind, record, file.content, data=data)
    document = Document(data, ()) if data is not None else read(file.content)
    if document.data is None:
        return Entry(file.path, kind, None, file.content, document.faults)
    faults = tuple(schemas.faults(kind, document.data))
    record = None if faults else build(class_of(kind), document.data)
    return Entry(file.path, kind, record, file.content, document.faults, faults)


def kind_of(entry: Entry) -> str:
    """The record type of a valid entry, also of one that was made of a record alone."""
    if entry.type:
        return entry.type
    return next(name for name, cls in schemas.CLASSES.items() if isinstance(entry.record, cls))
