"""What the cache keeps of records, by the id of their content.

``rows`` are the verdicts of ``check``, one for a content at a path: nothing in it was wrong as a
file or by its schema, this is what the rules on one record found, and these are the premises on
which they did. ``data-TYPE`` are the plain data of valid records, which reports are made of, and
``records`` the type and content of each of them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from .entry import Acceptance
from .source import content_of

if TYPE_CHECKING:
    from .cache import Cache
    from .cards import Card
    from .inventory import Accept
    from .source import Listed, ListedTree

_ROWS = "rows"
_NAMES = "records"
# A file of the cache that is larger is written anew with what is in use, if that is far less.
_ROOM = 16 * 1024 * 1024
_parse = json.JSONDecoder().raw_decode
# So many rows are looked for in the whole text, rather than the text be split into rows.
_FEW = 20


class Row(NamedTuple):
    """The verdict on one record. ``accepts`` are the acceptances that no rule on one record has
    met."""

    card: "Card"
    findings: list[list[Any]]
    premises: list[str]
    accepts: "list[Accept]"


def row_line(blob: str, path: str, row: Row) -> str:
    """How a row is kept: what it is found by, a tab, and the row. The same content at another
    place is another matter."""
    return f"{_key(blob, path)}\t{json.dumps(row, separators=(',', ':'))}\n"


def _key(blob: str, path: str) -> str:
    return json.dumps(f"{blob} {path}")


class Rows:
    """All rows of the cache, each parsed when it is asked for."""

    def __init__(self, cache: "Cache") -> None:
        self._cache = cache
        held = cache.read(_ROWS)
        self._damaged = held is None
        self._held = b"\n" + (held or b"")

    @cached_property
    def _found(self) -> dict[bytes, bytes]:
        lines = (line.partition(b"\t") for line in self._held.split(b"\n") if line)
        return {key: text for key, _, text in lines}

    def _text(self, key: bytes) -> bytes | None:
        if "_found" in self.__dict__:
            return self._found.get(key)
        # The last of several is the one that counts.
        line = b"\n%b\t" % key
        place = self._held.rfind(line)
        return self._held[place + len(line) :].partition(b"\n")[0] if place >= 0 else None

    def several(self, files: Sequence[tuple[str, str]]) -> list[Row | None]:
        """The verdicts on contents, by id, at paths; None where there is none."""
        if len(files) > _FEW:
            _ = self._found
        held = [self._text(_key(*file).encode("ascii")) or b"null" for file in files]
        try:
            # All at once takes half of the time that each by itself does.
            found: list[Any] = json.loads(b"[%b]" % b",".join(held))
            return [Row(*row) if row else None for row in found]
        except (ValueError, TypeError):
            return [_row(text) for text in held]

    def keep(self, lines: Iterable[str], used: Iterable[tuple[str, str]], files: int) -> None:
        """Add rows. ``used`` are id and path of those that the ledger of today has besides them,
        of no more than ``files`` files."""
        added = "".join(lines).encode("ascii")
        if not added:
            return
        large = len(self._held) + len(added) > _ROOM and len(self._found) > 2 * files
        if self._damaged or large:
            keys = (_key(*each).encode("ascii") for each in used) if large else ()
            texts = (b"%b\t%b\n" % (key, self._found[key]) for key in keys if key in self._found)
            self._cache.write(_ROWS, b"".join((*texts, added)))
        else:
            self._cache.append(_ROWS, added)


def _row(text: bytes) -> Row | None:
    try:
        return Row(*json.loads(text))
    except (ValueError, TypeError):
        return None


class KeptFile:
    """A file as what is kept of a valid record, or what another process has told of it: it is read
    when somebody asks. ``card`` and ``accepts`` are None where the record must be built to tell."""

    __slots__ = ("_accepts", "_listed", "_tree", "card")

    def __init__(
        self,
        tree: "ListedTree",
        listed: "Listed",
        card: "Card | None" = None,
        accepts: "Sequence[Accept] | None" = None,
    ) -> None:
        self.card = card
        self._accepts = accepts
        self._tree = tree
        self._listed = listed

    @property
    def accepts(self) -> tuple[Acceptance, ...] | None:
        if self._accepts is None:
            return None
        return tuple(Acceptance(*accept) for accept in self._accepts)

    def told(self, accepts: "list[Accept]") -> None:
        """Note the acceptances that no rule on one record has met."""
        self._accepts = accepts

    def content(self) -> bytes:
        return content_of(self._tree, self._listed)

    def data(self) -> dict[str, Any]:
        """The plain data of the record."""
        from .quick import read_quickly
        from .reader import read

        content = self.content()
        return read_quickly(content) or read(content).data or {}


class Data:
    """The plain data of valid records, by type and content. Which there are is known from a file of
    names; the data of a type are read when one of them is asked for."""

    def __init__(self, cache: "Cache") -> None:
        self._cache = cache
        held = cache.read(_NAMES)
        self._damaged = held is None
        self._names = set((held or b"").decode("ascii", "replace").split("\n"))
        self._texts: dict[str, dict[bytes, bytes]] = {}
        self._added: dict[str, dict[bytes, bytes]] = defaultdict(dict)

    def has(self, type: str, blob: str) -> bool:
        return f"{type} {blob}" in self._names

    def get(self, type: str, blob: str) -> dict[str, Any]:
        """The data of a record. Raises ``KeyError`` for a content whose data are not there, though
        they may be named; all of its type are then kept anew by the next run."""
        name = blob.encode("ascii")
        text = self._added[type].get(name) if type in self._added else None
        if text is None:
            if type not in self._texts:
                self._texts[type] = self._read(type)
            text = self._texts[type].get(name)
        if text is None:
            self._forget(type)
            raise KeyError(blob)
        found: dict[str, Any] = _parse(text.decode("utf-8"))[0]
        return found

    def add(self, type: str, blob: str, data: dict[str, Any]) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._added[type][blob.encode("ascii")] = text.encode("utf-8")

    def save(self, used: Iterable[tuple[str, str]]) -> None:
        """Keep what was added. ``used`` are type and content of all in the ledger of today."""
        if not self._added:
            return
        names = [f"{type} {blob.decode()}" for type, new in self._added.items() for blob in new]
        today = set(map(" ".join, used))
        for type, added in self._added.items():
            mine = [name for name in self._names if name.startswith(f"{type} ")]
            if mine and self._size(type) > _ROOM and 2 * len(today.intersection(mine)) < len(mine):
                texts = self._read(type)
                kept = (name.rpartition(" ")[2].encode() for name in today.intersection(mine))
                added |= {blob: texts[blob] for blob in kept if blob in texts}
                self._names.difference_update(set(mine) - today)
                self._damaged, mine = True, []
            keep = self._cache.append if mine else self._cache.write
            keep(_file(type), _texts(added))
        if self._damaged:
            names += filter(None, self._names.difference(names))
        index = "".join(f"{name}\n" for name in sorted(names)).encode("ascii")
        (self._cache.write if self._damaged else self._cache.append)(_NAMES, index)

    def _read(self, type: str) -> dict[bytes, bytes]:
        try:
            lines = (self._cache.read(_file(type)) or b"").split(b"\n")
            return dict([line.split(b" ", 1) for line in lines if line])
        except ValueError:
            return {}

    def _size(self, type: str) -> int:
        """Bytes of all data of a type."""
        try:
            return (self._cache.folder / _file(type)).stat().st_size if self._cache.folder else 0
        except OSError:
            return 0

    def _forget(self, type: str) -> None:
        mine = {name for name in self._names if name.startswith(f"{type} ")}
        if mine:
            self._names -= mine
            others = "".join(f"{name}\n" for name in sorted(self._names) if name)
            self._cache.write(_NAMES, others.encode("ascii", "replace"))


def _file(type: str) -> str:
    return f"data-{type}"


def _texts(data: dict[bytes, bytes]) -> bytes:
    return b"".join(b"%b %b\n" % item for item in sorted(data.items()))
