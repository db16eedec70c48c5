"""The ledger of a tree from what is kept of its records, reading only what is not."""

from typing import Any

from . import stamps
from .cache import Cache
from .entry import Entry, plain_data, read_entry, type_of
from .kept import Data, KeptFile
from .ledger import Ledger
from .reader import read
from .source import File, Listed, ListedTree, Tree


class Record(KeptFile):
    """A file of which the plain data are kept."""

    __slots__ = ("_kept", "_type")

    def __init__(self, kept: Data, type: str, tree: ListedTree, listed: Listed) -> None:
        super().__init__(tree, listed)
        self._kept = kept
        self._type = type

    def data(self) -> dict[str, Any]:
        try:
            return self._kept.get(self._type, self._listed.blob)
        except KeyError:
            return super().data()


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
        _read(file, listed, tree, kept)
        for listed, file in zip(fresh, tree.read(fresh), strict=True)
    )
    whole = [entry if entry is not None else next(read_now) for entry in entries]
    kept.save(used)
    return Ledger(whole, tree.name, content=stamps.content_of(listing))


def _read(file: File, listed: Listed, tree: ListedTree, kept: Data) -> Entry:
    """The entry of a file; what it says is kept when there is nothing wrong with it."""
    type = type_of(file.path)
    if type and file.content is not None and listed.blob:
        data = plain_data(type, file.content)
        if data is not None:
            kept.add(type, listed.blob, data)
            # Many files at once would be more than a report needs to hold.
            return Entry(file.path, type, None, kept=Record(kept, type, tree, listed))
    entry = read_entry(file)
    if entry.valid and not entry.faults and listed.blob:
        data = read(entry.content or b"").data
        if data is not None:
            kept.add(type, listed.blob, data)
    return entry
