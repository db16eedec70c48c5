"""The records of a ledger after each has been looked at by itself."""

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .catalog import Catalog
from .entry import Entry, type_of
from .findings import Finding, finding_of
from .kept import KeptFile
from .names import Names
from .source import ROOT_FILE, Listed

if TYPE_CHECKING:
    from .check import Used
    from .inventory import Inventory
    from .source import ListedTree


class Looked(NamedTuple):
    """What is kept of records, the other files, and the cards of all; what the rules on one record
    found, the acceptances that they met and do not leave out, and how many were looked at now."""

    kept: "Inventory"
    others: list[Entry]
    catalog: Catalog
    findings: list[Finding]
    used: "set[Used]"
    now: int = 0


class Files:
    """Files by path, as entries that are made when somebody asks for them."""

    def __init__(self, tree: "ListedTree", kept: "Inventory", read: dict[str, Entry]) -> None:
        """``read`` are those that there are already."""
        self._tree = tree
        self._kept = kept
        self._made = dict(read)
        self._places = cache(self._places_of)

    def __call__(self, path: str) -> Entry:
        entry = self._made.get(path)
        if entry is None or not entry.valid:
            entry = self._made[path] = self._make(path)
        return entry

    def _make(self, path: str) -> Entry:
        kept, type = self._kept, type_of(path)
        place = self._places(type).get(path)
        if place is None:
            # Of the root file something is said also where there is none, or none that is valid.
            return Entry(ROOT_FILE, "ledger", None)
        listed = Listed(path, kept.blobs[type][place])
        accepts = kept.accepts.get(path, [])
        file = KeptFile(self._tree, listed, kept.cards[type][place], accepts)
        return Entry(path, type, None, kept=file)

    def _places_of(self, type: str) -> dict[str, int]:
        return {path: place for place, path in enumerate(self._kept.paths.get(type, ()))}


def as_kept(tree: "ListedTree", kept: "Inventory") -> Looked:
    """The outcome where all records are as they were."""
    paths = kept.paths
    cards = {type: list(zip(paths[type], kept.cards[type], strict=True)) for type in paths}
    catalog = Catalog(cards, Names(kept.cards, ()), Files(tree, kept, {}))
    return Looked(kept, [], catalog, [*map(finding_of, kept.findings)], set())
