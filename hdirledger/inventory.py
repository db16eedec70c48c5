"""An inventory: what is kept of all the files of a ledger together, named by their content.

It has what the rows have of each record but the premises, which all hold as long as the content is
the same. So a run that finds nothing changed reads this one file.
"""

import json
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .cache import Cache
    from .cards import Card
    from .source import Listed

_PREFIX = "inventory-"
_MOST = 4
_ROOM = 128 * 1024 * 1024

# Place, rule, lines and reason of an acceptance.
Accept = tuple[int, str, str | None, str]


class Inventory(NamedTuple):
    """Paths, ids of contents and cards of the records that are kept, by type and in order of file;
    what the rules on one record found in them; their acceptances that no such rule has met, by
    path; and of each other file, which must be looked at anew each time, what others may ask of it.
    """

    paths: dict[str, list[str]]
    blobs: dict[str, list[str]]
    cards: "dict[str, list[Card]]"
    findings: list[list[Any]]
    accepts: dict[str, list[Accept]]
    others: dict[str, Any]

    @property
    def files(self) -> int:
        """How many files the ledger has."""
        return sum(map(len, self.paths.values())) + len(self.others)

    def kept(self) -> "Iterator[tuple[str, str, str, Card]]":
        """Type, path, id and card of each record that is kept."""
        for type, paths in self.paths.items():
            for path, blob, card in zip(paths, self.blobs[type], self.cards[type], strict=True):
                yield type, path, blob, card

    def is_of(self, listing: "Sequence[Listed]") -> bool:
        """Whether it is of just these files."""
        ours = [(path, blob) for _, path, blob, _ in self.kept()]
        return not self.others and ours == [(listed.path, listed.blob) for listed in listing]

    def whole(self) -> bool:
        """Whether it is in itself what it must be."""
        return all(
            len(paths) == len(self.blobs[type]) == len(self.cards[type])
            for type, paths in self.paths.items()
        )


def empty() -> Inventory:
    """One of no files."""
    return Inventory({}, {}, {}, [], {}, {})


def load(cache: "Cache", content: str) -> Inventory | None:
    """The inventory of files with this content; None where none is kept."""
    return _parsed(cache.read(_name(content)), content) if content else None


def newest(cache: "Cache") -> Inventory | None:
    """The inventory that was kept last, whatever its content is."""
    name = cache.newest(_PREFIX)
    return _parsed(cache.read(name)) if name else None


def save(cache: "Cache", content: str, inventory: Inventory) -> None:
    """Keep the inventory of files with this content."""
    if cache.folder is None:
        return
    blobs = {type: " ".join(blobs) for type, blobs in inventory.blobs.items()}
    paths, _, *rest = inventory
    text = json.dumps([content, paths, blobs, *rest], separators=(",", ":"))
    cache.write(_name(content), text.encode("ascii"))
    cache.prune(_PREFIX, _MOST, _ROOM)


def _name(content: str) -> str:
    return f"{_PREFIX}{content[:20]}"


def _parsed(held: bytes | None, content: str = "") -> Inventory | None:
    if held is None:
        return None
    try:
        named, paths, blobs, *rest = json.loads(held)
        ids = {type: text.split(" ") if text else [] for type, text in blobs.items()}
        found = Inventory(paths, ids, *rest)
        return found if found.whole() and named and content in ("", named) else None
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
