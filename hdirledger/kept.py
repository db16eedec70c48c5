"""What the cache keeps of records, by the id of their content.

``rows`` are the verdicts of ``check``, one for a content at a path: nothing in it was wrong as a
file or by its schema, this is what the rules on one record found, and these are the premises on
which they did. ``data-TYPE`` are the plain data of valid records, which reports are made of, and
``records`` the type and content of each of them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from .cache import Cache
from .cards import Card
from .entry import Acceptance

_ROWS = "rows"
_NAMES = "records"
# A file of the cache that is larger is written anew with what is in use, if that is far less.
_ROOM = 16 * 1024 * 1024
_parse = json.JSONDecoder().raw_decode


class Row(NamedTuple):
    """The verdict on one record. ``accepts`` are place, rule, lines and reason of the acceptances
    that no rule on one record has met."""

    key: str
    card: Card
    findings: list[list[Any]]
    premises: list[str]
    accepts: list[tuple[int, str, str | None, str]]

    @property
    def path(self) -> str:
        return self.key.partition(" ")[2]

    def unmet(self) -> tuple[Acceptance, ...]:
        """The acceptances that no rule on one record has met."""
        return tuple(Acceptance(*accept) for accept in self.accepts)


def row_key(blob: str, path: str) -> str:
    """What a row is found by: the same content at another place is another matter."""
    return f"{blob} {path}"


class Rows:
    """All rows of the cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        held = cache.read(_ROWS)
        self._damaged = held is None
        self._size = len(held or b"")
        self._found: dict[str, Row] = {}
        try:
            self._found = {row[0]: Row(*row) for row in _lines(held or b"")}
        except (ValueError, TypeError, LookupError):
            self._damaged = True

    def get(self, blob: str, path: str) -> Row | None:
        """The verdict on a content at a path; None when there is none."""
        return self._found.get(row_key(blob, path))

    def keep(self, rows: Iterable[Row], used: Iterable[Row]) -> None:
        """Add rows. ``used`` are those that the ledger of today has besides them."""
        added = _joined(rows)
        size = self._size + len(added)
        whole = _joined(used) + added if size > _ROOM else b""
        if self._damaged or (whole and 2 * len(whole) < size):
            self._cache.write(_ROWS, whole or added)
        else:
            self._cache.append(_ROWS, added)


def _joined(rows: Iterable[Row]) -> bytes:
    texts = [json.dumps(row, ensure_ascii=True, separators=(",", ":")) + "\n" for row in rows]
    return "".join(texts).encode("ascii")


def _lines(held: bytes) -> list[Any]:
    found: list[Any] = json.loads(b"[" + held.rstrip(b"\n").replace(b"\n", b",") + b"]")
    return found


class Data:
    """The plain data of valid records, by type and content. Which there are is known from a file of
    names; the data of a type are read when one of them is asked for."""

    def __init__(self, cache: Cache) -> None:
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
        texts = self._texts.get(type)
        if texts is None:
            texts = self._texts[type] = self._read(type)
        text = texts.get(blob.encode("ascii"))
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
