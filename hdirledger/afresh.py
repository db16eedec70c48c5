"""Look at the records of a tree of which some may not be as they were; the others are not read."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import inventory
from .catalog import Catalog
from .check import missing_root, reading
from .entry import Entry, type_of
from .findings import FILE, finding_of
from .inventory import Inventory
from .kept import Row, Rows
from .ledger import Ledger
from .looked import Entries, Looked, as_kept, kept_entry, no_root
from .names import Names, told_by
from .shared import shared
from .source import Listed, ListedTree
from .stamps import content_of

if TYPE_CHECKING:
    from .cache import Cache
    from .cards import Card
    from .clock import Clock
    from .inventory import Accept
    from .looking import Made

# What was found in a record, and its acceptances that no rule on one record has met.
Told = tuple[list[list[Any]], "list[Accept]"]


def look(tree: ListedTree, cache: "Cache", before: Inventory | None, clock: "Clock") -> Looked:
    """Look at what must be looked at, and keep what comes of it. ``before`` is what is kept of some
    other content of the files, if that is known."""
    listing = tree.listing(cache)
    clock.lap("list files")
    content = content_of(listing) if all(listed.settled for listed in listing) else ""
    same = inventory.load(cache, content)
    if same is None and before is not None and before.is_of(listing):
        same = before  # Files were written that say what they said before.
    if same is not None and not same.others:
        clock.lap("load what is kept")
        return as_kept(tree, same)
    before = same or before or inventory.newest(cache) or inventory.empty()
    rows = Rows(cache)
    again = Again(tree, listing, before, rows)
    clock.lap("load what is kept")
    with shared(tree, again.fresh) as work:
        read = work.read()
        clock.lap("read")
        names = again.name(read)
        read |= again.fallen(names)
        clock.lap("compare premises")
        ledger = Ledger((), tree.name, names=names)
        valid = [entry for entry in read.values() if entry.valid]
        blobs = {path: again.listed[path].blob for path in read}
        findings, made, used = work.look_at(ledger, valid, blobs)
    for entry in read.values():
        findings += reading(entry)
    findings += missing_root(again.listed)
    again.note(made)
    findings += map(finding_of, again.findings)
    used_rows = ((each.blob, path) for path, each in again.listed.items())
    rows.keep((row.line for row in made), used_rows, len(listing))
    if content and same is None:
        inventory.save(cache, content, again.inventory())
    clock.lap("rules on each record")
    catalog = Catalog(again.cards, names, Entries(again.entry, read))
    accepting = [*map(catalog.entry, again.accepts), *(read[path] for path in again.others)]
    return Looked(catalog, findings, accepting, used, len(listing), len(read))


class Again:
    """A listing held against what is kept.

    ``fresh`` are the files that must be read; ``cards``, when those are read, the cards of all by
    type, with their paths, in order of file. When all have been looked at, ``findings`` and
    ``accepts``, by path, are those of the records that are kept, and ``others`` the paths of the
    other files.
    """

    def __init__(
        self, tree: ListedTree, listing: list[Listed], before: Inventory, rows: Rows
    ) -> None:
        self.tree = tree
        self.listed = {listed.path: listed for listed in listing}
        self.fresh: list[Listed] = []
        self.cards: dict[str, list[tuple[str, Card]]] = defaultdict(list)
        self.findings: list[list[Any]] = []
        self.accepts: dict[str, list[Accept]] = {}
        self.others: list[str] = []
        self._before = before
        self._kept_rows = rows
        self._card: dict[str, Card] = {}
        self._type: dict[str, str] = {}
        blobs: dict[str, str] = {}
        for type, paths in before.paths.items():
            blobs |= zip(paths, before.blobs[type], strict=True)
            self._card |= zip(paths, before.cards[type], strict=True)
            self._type |= dict.fromkeys(paths, type)
        self._same = {path for path, blob in self.listed.items() if blobs.get(path) == blob.blob}
        # What has no content of its own has no row either.
        left = [each for path, each in self.listed.items() if path not in self._same]
        found = rows.several([(each.blob, each.path) for each in left])
        self._rows: dict[str, Row] = {}
        for each, row in zip(left, found, strict=True):
            if each.blob and row is not None:
                self._rows[each.path] = row
            else:
                self.fresh.append(each)
        # What the files that are not the same any more had a part in telling.
        self._told: dict[str, Any] = dict(before.others)
        for path in self._card.keys() - self._same:
            self._told[path] = told_by(self._type.pop(path), self._card.pop(path))

    def name(self, read: dict[str, Entry]) -> Names:
        """The names of all records, when the fresh files are read."""
        for path, row in self._rows.items():
            self._type[path], self._card[path] = type_of(path), row.card
        for path, entry in read.items():
            if entry.valid:
                self._type[path], self._card[path] = entry.type, entry.card
        types, cards = self._type, self._card
        for path in self.listed:
            if path in types:
                self.cards[types[path]].append((path, cards[path]))
        by_type = {type: [card for _, card in several] for type, several in self.cards.items()}
        return Names(by_type, Ledger(read.values()).broken_ids)

    def _now(self, path: str) -> Any:
        """What a file has a part in telling; None where it cannot be read."""
        return told_by(self._type[path], self._card[path]) if path in self._type else None

    def fallen(self, names: Names) -> dict[str, Entry]:
        """The files that must be looked at again, though they are as they were, since what was
        found in them rests on something that is another now."""
        gone: set[str] = set()
        if self._told != {path: self._now(path) for path in self.listed.keys() - self._same}:
            # The premises are those of the rows, and so must what was found be.
            paths = sorted(self._same)
            rows = self._kept_rows.several([(self.listed[path].blob, path) for path in paths])
            for path, row in zip(paths, rows, strict=True):
                if row is not None:
                    self._rows[path] = row
                else:
                    gone.add(path)
            self._same.clear()
        fallen = names.fallen(set().union(*(row.premises for row in self._rows.values())))
        for path, row in self._rows.items():
            if not fallen.isdisjoint(row.premises):
                gone.add(path)
        for path in gone:
            self._rows.pop(path, None)
        return {
            path: kept_entry(self.tree, self.listed[path], self._card[path], None)
            for path in (self.listed if gone else ())
            if path in gone
        }

    def note(self, made: "Iterable[Made]") -> None:
        """Take in what is to be kept of the files that were looked at."""
        rows: dict[str, Told] = {p: (row.findings, row.accepts) for p, row in self._rows.items()}
        rows |= {row.path: (row.findings, row.accepts) for row in made}
        before = self._before
        self.findings = [values for values in before.findings if values[FILE] in self._same]
        accepts = {path: told for path, told in before.accepts.items() if path in self._same}
        for path, (found, accepting) in rows.items():
            self.findings += found
            if accepting:
                accepts[path] = accepting
        self.accepts = accepts
        kept = self._same | rows.keys()
        self.others = [path for path in self.listed if path not in kept]

    def entry(self, path: str) -> Entry:
        """A file that is kept, or the root file, as an entry."""
        if path not in self._card:
            return no_root()
        listed, accepts = self.listed[path], self.accepts.get(path, [])
        return kept_entry(self.tree, listed, self._card[path], accepts)

    def inventory(self) -> Inventory:
        """What is to be kept of all together."""
        others = set(self.others)
        paths, blobs, cards = {}, {}, {}
        for type, several in self.cards.items():
            ours = [(path, card) for path, card in several if path not in others]
            paths[type] = [path for path, _ in ours]
            blobs[type] = [self.listed[path].blob for path, _ in ours]
            cards[type] = [card for _, card in ours]
        told = {path: self._now(path) for path in self.others}
        return Inventory(paths, blobs, cards, self.findings, self.accepts, told)
