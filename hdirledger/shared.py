"""Reading and looking at many records, shared with helpers where there are enough for it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from .cards import Card
from .check import Used
from .entry import Acceptance, Entry, read_entry, type_of
from .findings import Finding
from .helpers import Helper, Work, helping, shares
from .kept import Row
from .ledger import Ledger
from .looking import finding_of, look_at
from .names import Names
from .source import Listed, ListedTree, content_of


class Helped:
    """What a helper has told of a record: its card, and later the row that is kept of it."""

    __slots__ = ("card", "listed", "row", "tree")

    def __init__(self, card: Card, tree: ListedTree, listed: Listed) -> None:
        self.card = card
        self.tree = tree
        self.listed = listed
        self.row: Row | None = None

    @property
    def accepts(self) -> tuple[Acceptance, ...] | None:
        return self.row.unmet() if self.row is not None else None

    def content(self) -> bytes:
        return content_of(self.tree, self.listed)

    def data(self) -> dict[str, Any]:
        return data_of(self.content())


@contextmanager
def shared(tree: ListedTree, fresh: Sequence[Listed]) -> Iterator["Shared"]:
    """The work on files of a tree that nothing is kept of."""
    ours, *theirs = shares(fresh)
    with helping([partial(_help, tree, share) for share in theirs]) as helpers:
        yield Shared(tree, ours, list(zip(helpers, theirs, strict=True)))


class Shared:
    """Work that is shared with helpers, if there are any."""

    def __init__(
        self,
        tree: ListedTree,
        ours: Sequence[Listed],
        theirs: list[tuple[Helper | None, Sequence[Listed]]],
    ) -> None:
        self._tree = tree
        self._ours = ours
        self._theirs = theirs
        self._helped: dict[str, Helped] = {}

    def read(self) -> dict[str, Entry]:
        """The entries of all files by path, as ``read_entry`` gives them. What a helper has read
        is read again only when it is asked for."""
        found = self._read(self._ours)
        for helper, share in self._theirs:
            cards = (helper.hear() if helper is not None else None) or [None] * len(share)
            left = []
            for listed, card in zip(share, cards, strict=True):
                if card is None:
                    left.append(listed)
                    continue
                path = listed.path
                kept = self._helped[path] = Helped(card, self._tree, listed)
                found[path] = Entry(path, type_of(path), None, kept=kept)
            found |= self._read(left)
        return found

    def _read(self, files: Sequence[Listed]) -> dict[str, Entry]:
        read = map(read_entry, self._tree.read(files))
        return {listed.path: entry for listed, entry in zip(files, read, strict=True)}

    def look_at(
        self, ledger: Ledger, entries: Sequence[Entry], blobs: dict[str, str]
    ) -> tuple[list[Finding], list[Row], set[Used]]:
        """What the rules on one record find in some of the ledger, the rows to keep, and the
        acceptances that were met and are not left out in the entries themselves."""
        for helper, _ in self._theirs:
            if helper is not None:
                helper.tell(ledger.names.told())
        used: set[Used] = set()
        ours = [entry for entry in entries if entry.path not in self._helped]
        findings, made = look_at(ledger, ours, blobs, used) if ours else ([], [])
        for helper, _ in self._theirs:
            for row in map(Row._make, (helper.hear() if helper is not None else None) or ()):
                self._helped[row.path].row = row
                made.append(row)
                findings += map(finding_of, row.findings)
        left = [e for e in entries if (told := self._helped.get(e.path)) and told.row is None]
        if left:
            found, rows = look_at(ledger, left, blobs, used)
            findings += found
            made += rows
        return findings, made, used


def _help(tree: ListedTree, share: Sequence[Listed]) -> Work:
    """What a helper does: the cards of its records, but for those of which there is more to tell,
    and when it knows the names of all, their rows."""
    entries = list(map(read_entry, tree.read(share)))
    plain = [
        entry.valid and not entry.faults and bool(listed.blob)
        for entry, listed in zip(entries, share, strict=True)
    ]
    names = yield [e.card if ours else None for e, ours in zip(entries, plain, strict=True)]
    ledger = Ledger((), tree.name, names=Names(*names))
    blobs = {listed.path: listed.blob for listed in share}
    looked = [entry for entry, ours in zip(entries, plain, strict=True) if ours]
    yield look_at(ledger, looked, blobs, set())[1]


def data_of(content: bytes) -> dict[str, Any]:
    """The plain data of a valid record."""
    from .quick import read_quickly
    from .reader import read

    return read_quickly(content) or read(content).data or {}
