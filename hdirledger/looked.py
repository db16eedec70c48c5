"""The records of a ledger after each has been looked at by itself."""

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .catalog import Catalog
from .check import missing_root
from .entry import Entry, type_of
from .findings import Finding, finding_of
from .kept import KeptFile
from .names import Names
from .source import ROOT_FILE, Listed

if TYPE_CHECKING:
    from .cards import Card
    from .check import Used
    from .inventory import Accept, Inventory
    from .source import ListedTree


class Looked(NamedTuple):
    """The cards of all records, and what the rules on one record found; the files with acceptances
    that may be left, those of them that were met, and how many files there are and were looked at.
    """

    catalog: Catalog
    findings: list[Finding]
    accepting: list[Entry]
    used: "set[Used]"
    files: int
    now: int = 0


class Entries:
    """Files by path, as entries that are made when somebody asks for them."""

    def __init__(self, make: Callable[[str], Entry], made: dict[str, Entry]) -> None:
        """``made`` are those that there are already."""
        self._make = make
        self._made = made

    def __call__(self, path: str) -> Entry:
        """The entry of a valid record, or of the root file, of which something is said also where
        there is none."""
        entry = self._made.get(path)
        if entry is None or not entry.valid:
            entry = self._made[path] = self._make(path)
        return entry


def kept_entry(
    tree: "ListedTree", listed: Listed, card: "Card", accepts: "Sequence[Accept] | None"
) -> Entry:
    """The entry of a record of which there is the card. ``accepts`` are its acceptances that no
    rule on one record has met; None where the record must be built to tell."""
    return Entry(
        listed.path, type_of(listed.path), None, kept=KeptFile(tree, listed, card, accepts)
    )


def no_root() -> Entry:
    """What stands in for a root file."""
    return Entry(ROOT_FILE, "ledger", None)


class _FromInventory:
    """Makes entries of an inventory."""

    def __init__(self, tree: "ListedTree", kept: "Inventory") -> None:
        self._tree = tree
        self._kept = kept

    @cached_property
    def _listed(self) -> "dict[str, tuple[str, Card]]":
        return {path: (blob, card) for _, path, blob, card in self._kept.kept()}

    def __call__(self, path: str) -> Entry:
        found = self._listed.get(path)
        if found is None:
            return no_root()
        accepts = self._kept.accepts.get(path, [])
        return kept_entry(self._tree, Listed(path, found[0]), found[1], accepts)


def as_kept(tree: "ListedTree", kept: "Inventory") -> Looked:
    """The outcome where all records are as they were."""
    paths = kept.paths
    cards = {type: list(zip(paths[type], kept.cards[type], strict=True)) for type in paths}
    catalog = Catalog(cards, Names(kept.cards, ()), Entries(_FromInventory(tree, kept), {}))
    findings = [*map(finding_of, kept.findings), *missing_root(paths.get("ledger", ()))]
    accepting = [catalog.entry(path) for path in kept.accepts]
    return Looked(catalog, findings, accepting, set(), kept.files)
