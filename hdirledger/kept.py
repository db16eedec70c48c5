"""What the cache keeps of records, by the id of their content.

``rows`` are the verdicts of ``check``, one for a content at a path: nothing in it was wrong as a
file or by its schema, this is what the rules on one record found, and these are the premises on
which they did. ``data-TYPE`` are the plain data of valid records, which reports are made of.
"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

from .cache import Cache
from .cards import Card
from .entry import Acceptance

_ROWS = "rows"
# A file of the cache that is larger is written anew with what is in use, if that is far less.
_ROOM = 16 * 1024 * 1024


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
    """The plain data of valid records of one type, parsed when it is asked for."""

    def __init__(self, cache: Cache, type: str) -> None:
        self._cache = cache
        self._file = f"data-{type}"
        held = cache.read(self._file)
        self._damaged = held is None
        self._size = len(held or b"")
        lines = (line.partition(b" ") for line in (held or b"").split(b"\n") if line)
        self._texts = {name: text for name, _, text in lines}
        self._added: set[bytes] = set()

    def has(self, blob: str) -> bool:
        return blob.encode("ascii") in self._texts

    def get(self, blob: str) -> dict[str, Any]:
        """The data of a record. Raises ``KeyError`` for a content that is not kept."""
        found: dict[str, Any] = json.loads(self._texts[blob.encode("ascii")])
        return found

    def add(self, blob: str, data: dict[str, Any]) -> None:
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        self._texts[blob.encode("ascii")] = text.encode("utf-8")
        self._added.add(blob.encode("ascii"))

    def save(self, used: Iterable[str]) -> None:
        """Keep what was added. ``used`` are all contents that the ledger of today has."""
        if not self._added:
            return
        added = self._joined(self._added)
        size, whole = self._size + len(added), b""
        if size > _ROOM:
            names = {blob.encode("ascii") for blob in used}
            whole = self._joined(names & self._texts.keys())
        if self._damaged or (whole and 2 * len(whole) < size):
            self._cache.write(self._file, whole or added)
        else:
            self._cache.append(self._file, added)

    def _joined(self, names: Iterable[bytes]) -> bytes:
        return b"".join(b"%b %b\n" % (name, self._texts[name]) for name in sorted(names))
