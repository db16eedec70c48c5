"""The ledger of a tree from what is kept of its records, reading only what is not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from .cache import Cache
from .cards import Card
from .entry import Acceptance, Entry, read_entry, type_of
from .kept import Data
from .ledger import Ledger
from .reader import read
from .source import File, Listed, ListedTree, Tree
from .stamps import content_of


@dataclass(frozen=True, slots=True)
class Record:
    """The plain data of a record as what is kept of an entry; ``read`` reads its file."""

    kept: Data
    blob: str
    read: Callable[[], File]

    @property
    def card(self) -> Card | None:
        return None

    @property
    def accepts(self) -> tuple[Acceptance, ...] | None:
        return None

    def data(self) -> dict[str, Any]:
        return self.kept.get(self.blob)

    def content(self) -> bytes:
        return self.read().content or b""


def reread(tree: Tree, cache: Cache) -> Ledger:
    """The same ledger as ``Ledger.read`` gives; its records are built when they are asked for."""
    if cache.folder is None or not isinstance(tree, ListedTree):
        return Ledger.read(tree)
    kept: dict[str, Data] = {}
    entries: list[Entry | None] = []
    fresh: list[Listed] = []
    listing = tree.listing(cache)
    for listed in listing:
        type = type_of(listed.path)
        if type not in kept:
            kept[type] = Data(cache, type)
        if type and listed.blob and kept[type].has(listed.blob):
            found = Record(kept[type], listed.blob, partial(_read, tree, listed))
            entries.append(Entry(listed.path, type, None, kept=found))
        else:
            fresh.append(listed)
            entries.append(None)
    read_now = (
        _kept(read_entry(file), listed, kept)
        for listed, file in zip(fresh, tree.read(fresh), strict=True)
    )
    whole = [entry if entry is not None else next(read_now) for entry in entries]
    for data in kept.values():
        data.save(listed.blob for listed in listing)
    return Ledger(whole, tree.name, content=content_of(listing))


def _kept(entry: Entry, listed: Listed, kept: dict[str, Data]) -> Entry:
    """An entry that was read; what it says is kept when there is nothing wrong with it."""
    if entry.valid and not entry.faults and listed.blob:
        data = entry.data or read(entry.content or b"").data
        if data is not None:
            kept[entry.type].add(listed.blob, data)
    return entry


def _read(tree: ListedTree, listed: Listed) -> File:
    (file,) = tree.read([listed])
    return file
