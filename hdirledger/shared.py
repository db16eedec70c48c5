"""Reading and looking at many records, shared with helpers where there are enough for it."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from .check import Used
from .entry import Entry, read_entry, type_of
from .findings import Finding
from .helpers import Helper, Work, helping, shares
from .kept import KeptFile
from .ledger import Ledger
from .looking import Made, look_at
from .names import Names
from .source import Listed, ListedTree

# No more files than this are held whole, nor what is left of reading them.
_FEW = 100


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
        self._files: dict[str, KeptFile] = {}
        self._helped: set[str] = set()

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
                file = self._files[path] = KeptFile(self._tree, listed._replace(file=None), card)
                self._helped.add(path)
                found[path] = Entry(path, type_of(path), None, kept=file)
            found |= self._read(left)
        return found

    def _read(self, files: Sequence[Listed]) -> dict[str, Entry]:
        found = {}
        for entry, file in _entries(self._tree, files):
            found[entry.path] = entry
            if file is not None:
                self._files[entry.path] = file
        return found

    def look_at(
        self, ledger: Ledger, entries: Sequence[Entry], blobs: dict[str, str]
    ) -> tuple[list[Finding], list[Made], set[Used]]:
        """What the rules on one record find in some of the ledger, as ``looking.look_at`` tells it,
        and the acceptances that were met and are not left out in the entries themselves."""
        for helper, _ in self._theirs:
            if helper is not None:
                helper.tell(ledger.names.told())
        used: set[Used] = set()
        ours = [entry for entry in entries if entry.path not in self._helped]
        findings, made = look_at(ledger, ours, blobs, used) if ours else ([], [])
        for helper, _ in self._theirs:
            told = map(Made._make, (helper.hear() if helper is not None else None) or ())
            for row in told:
                self._helped.discard(row.path)
                made.append(row)
        if self._helped:
            left = [entry for entry in entries if entry.path in self._helped]
            found, rows = look_at(ledger, left, blobs, used)
            findings += found
            made += rows
        for row in made:
            if (file := self._files.get(row.path)) is not None:
                file.told(row.accepts)
        return findings, made, used


def _entries(tree: ListedTree, files: Sequence[Listed]) -> Iterator[tuple[Entry, KeptFile | None]]:
    """Read files. Where there are many, what reads one again is there too for each in which nothing
    is wrong, and not all that was made of it is held."""
    strictly = 0
    for listed, content in zip(files, tree.read(files), strict=True):
        entry, file = read_entry(content), None
        if entry.data is None:
            strictly += 1
            if strictly % _FEW == 0 and not gc.isenabled():
                # What the strict reader leaves goes in circles, and is large.
                gc.collect(0)
        if len(files) > _FEW and entry.valid and not entry.faults and listed.blob:
            file = KeptFile(tree, listed._replace(file=None))
            entry.lend(file)
        yield entry, file


def _help(tree: ListedTree, share: Sequence[Listed]) -> Work:
    """What a helper does: the cards of its records, but for those of which there is more to tell,
    and when it knows the names of all, what is to be kept of them."""
    read = [
        (entry, entry.valid and not entry.faults and bool(listed.blob))
        for (entry, _), listed in zip(_entries(tree, share), share, strict=True)
    ]
    names = yield [entry.card if plain else None for entry, plain in read]
    ledger = Ledger((), tree.name, names=Names(*names))
    blobs = {listed.path: listed.blob for listed in share}
    yield look_at(ledger, [entry for entry, plain in read if plain], blobs, set())[1]
