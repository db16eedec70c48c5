"""The ledger of a tree from what is kept of its records, reading only what is not."""

from typing import Any, NamedTuple

from . import stamps
from .cache import Cache
from .cards import Card
from .entry import Acceptance, Entry, read_entry, type_of
from .kept import Data
from .ledger import Ledger
from .reader import read
from .source import Listed, ListedTree, Tree, content_of


class Record(NamedTuple):
    """The plain data of a record as what is kept of an entry."""

    kept: Data
    type: str
    tree: ListedTree
    listed: Listed

    @property
    def card(self) -> Card | None:
        return None

    @property
    def accepts(self) -> tuple[Acceptance, ...] | None:
        return None

    def data(self) -> dict[str, Any]:
        try:
            return self.kept.get(self.type, self.listed.blob)
        except KeyError:
            from .shared import data_of

            return data_of(self.content())

    def content(self) -> bytes:
        return content_of(self.tree, self.listed)


def reread(tree: Tree, cache: Cache) -> Ledger:
    """The same ledger as ``Ledger.read`` gives; its records are built when they are asked for."""
    if cache.folder is None or not isinstance(tree, ListedTree):
        return Ledger.read(tree)
    kept = Data(cache)
    entries: list[Entry | None] = []
    fresh: list[Listed] = []
    used: list[tuple[str, str]] = []
    listing = tree.listing(cache)
    for listed in listing:
        path, blob = listed.path, listed.blob
        type = type_of(path)
        used.append((type, blob))
        if type and blob and kept.has(type, blob):
            entries.append(Entry(path, type, None, kept=Record(kept, type, tree, listed)))
        else:
            fresh.append(listed)
            entries.append(None)
    read_now = (
        _kept(read_entry(file), listed, kept)
        for listed, file in zip(fresh, tree.read(fresh), strict=True)
    )
    whole = [entry if entry is not None else next(read_now) for entry in entries]
    kept.save(used)
    return Ledger(whole, tree.name, content=stamps.content_of(listing))


def _kept(entry: Entry, listed: Listed, kept: Data) -> Entry:
    """An entry that was read; what it says is kept when there is nothing wrong with it."""
    if entry.valid and not entry.faults and listed.blob:
        data = entry.data or read(entry.content or b"").data
        if data is not None:
            kept.add(entry.type, listed.blob, data)
    return entry
