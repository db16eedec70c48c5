"""Look at the records of a tree of which some may not be as they were; the others are not read."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from . import inventory
from .catalog import Catalog
from .check import reading
from .entry import Entry, type_of
from .findings import finding_of
from .inventory import Inventory
from .kept import KeptFile, Row, Rows
from .ledger import Ledger
from .looked import Files, Looked, as_kept
from .looking import FILE, Made
from .names import Names, told_by
from .shared import shared
from .source import Listed, ListedTree
from .stamps import content_of

if TYPE_CHECKING:
    from .cache import Cache
    from .cards import Card
    from .clock import Clock


def look(tree: ListedTree, cache: "Cache", clock: "Clock") -> Looked:
    """Look at what must be looked at, and keep what comes of it."""
    listing = tree.listing(cache)
    clock.lap("list files")
    content = content_of(listing) if all(listed.settled for listed in listing) else ""
    same = inventory.load(cache, content)
    if same is not None and not same.others:
        return as_kept(tree, same)
    before = same or inventory.newest(cache) or inventory.empty()
    again = Again(tree, listing, before, Rows(cache))
    clock.lap("load what is kept")
    with shared(tree, again.fresh) as work:
        read = work.read()
        clock.lap("read")
        names = again.name(read)
        read |= again.fallen(names)
        clock.lap("compare premises")
        ledger = Ledger((), tree.name, names=names)
        valid = [entry for entry in read.values() if entry.valid]
        blobs = {listed.path: listed.blob for listed in listing if listed.path in read}
        findings, made, used = work.look_at(ledger, valid, blobs)
    for entry in read.values():
        findings += reading(entry)
    kept = again.kept(made)
    findings += map(finding_of, kept.findings)
    lines = (row.line for row in made)
    again.rows.keep(lines, ((blob, path) for _, path, blob, _ in kept.kept()), len(listing))
    if content and same is None:
        inventory.save(cache, content, kept)
    clock.lap("rules on each record")
    others = [read[path] for path in kept.others]
    catalog = Catalog(again.cards, names, Files(tree, kept, read))
    return Looked(kept, others, catalog, findings, used, len(read))


class Again:
    """A listing held against what is kept. ``fresh`` are the files that must be read; ``cards``,
    when those are read, the cards of all by type, with their paths, in order of file."""

    def __init__(
        self, tree: ListedTree, listing: list[Listed], before: Inventory, rows: Rows
    ) -> None:
        self.rows = rows
        self.fresh: list[Listed] = []
        self.cards: dict[str, list[tuple[str, Card]]] = defaultdict(list)
        self._tree = tree
        self._listing = listing
        self._before = before
        self._was = {path: (type, blob, card) for type, path, blob, card in before.kept()}
        self._same: set[str] = set()
        self._rows: dict[str, Row] = {}
        for listed in listing:
            path, blob = listed.path, listed.blob
            was = self._was.get(path)
            if was is not None and was[1] == blob:
                self._same.add(path)
            elif blob and (row := rows.get(blob, path)) is not None:
                self._rows[path] = row
            else:
                self.fresh.append(listed)

    def name(self, read: dict[str, Entry]) -> Names:
        """The names of all records, when the fresh files are read."""
        for listed in self._listing:
            path = listed.path
            if path in self._same:
                type, _, card = self._was[path]
            elif path in self._rows:
                type, card = type_of(path), self._rows[path].card
            elif read[path].valid:
                type, card = read[path].type, read[path].card
            else:
                continue
            self.cards[type].append((path, card))
        cards = {type: [card for _, card in several] for type, several in self.cards.items()}
        return Names(cards, Ledger(read.values()).broken_ids)

    def fallen(self, names: Names) -> dict[str, Entry]:
        """The files that must be looked at again, though they are as they were, since what was
        found in them rests on something that is another now."""
        gone: set[str] = set()
        if self._told_before() != self._told_now():
            # The premises are those of the rows, and so must what was found be.
            paths = sorted(self._same)
            rows = self.rows.several((self._was[path][1], path) for path in paths)
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
        found = {}
        for listed in self._listing if gone else ():
            path = listed.path
            if path in gone:
                kept = self._rows.pop(path, None)
                card = kept.card if kept is not None else self._was[path][2]
                file = KeptFile(self._tree, listed, card)
                found[path] = Entry(path, type_of(path), None, kept=file)
        return found

    def _told_before(self) -> dict[str, Any]:
        """What the files that are not the same any more had a part in telling."""
        told = {
            path: told_by(type, card)
            for path, (type, _, card) in self._was.items()
            if path not in self._same
        }
        return told | self._before.others

    def _told_now(self) -> dict[str, Any]:
        """What those in their place have a part in telling; None of what cannot be read."""
        told: dict[str, Any] = {
            listed.path: None for listed in self._listing if listed.path not in self._same
        }
        for type, several in self.cards.items():
            for path, card in several:
                if path in told:
                    told[path] = told_by(type, card)
        return told

    def kept(self, made: Iterable[Made]) -> Inventory:
        """What is kept of the listing now. ``made`` is what is to be kept of files that were looked
        at."""
        rows = {path: (row.findings, row.accepts) for path, row in self._rows.items()}
        rows |= {row.path: (row.findings, row.accepts) for row in made}
        found = inventory.empty()
        before = self._before
        findings = defaultdict(list)
        for values in before.findings:
            findings[values[FILE]].append(values)
        types = {path: type for type, several in self.cards.items() for path, _ in several}
        cards = {path: card for several in self.cards.values() for path, card in several}
        for listed in self._listing:
            path, type = listed.path, types.get(listed.path, "")
            if path in rows:
                told, accepts = rows[path]
            elif path in self._same:
                told, accepts = findings.get(path, []), before.accepts.get(path, [])
            else:
                found.others[path] = told_by(type, cards[path]) if type else None
                continue
            found.paths.setdefault(type, []).append(path)
            found.blobs.setdefault(type, []).append(listed.blob)
            found.cards.setdefault(type, []).append(cards[path])
            found.findings.extend(told)
            if accepts:
                found.accepts[path] = accepts
        return found
