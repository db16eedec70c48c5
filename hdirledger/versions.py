"""Versions of records: what a file said in some commit, and how records follow from files.

A record is named by the id inside the file, so that a file that moves keeps its history. A file
that cannot be read is a finding; until it can be read again, the last good version stands for it.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from . import fast
from .events import Plain
from .identity import ROOT_ID, Name, identity
from .ledger import type_of
from .quick import QuickReader
from .reader import Fault, read
from .shapes import any_renamed, modern, shape_of

if TYPE_CHECKING:
    from .git import Repository
    from .gitlog import Change, Commit

__all__ = ["ROOT_ID", "Books", "Name", "Version", "VersionReader", "identity", "version_of"]


class Version(NamedTuple):
    """What one file says: its record, or why it has none."""

    name: Name | None
    data: Plain | None
    fault: Fault | None = None


NO_CONTENT = Fault("S114", 1, 1, "git does not have the content of this file")
NO_ID = Fault("S202", 1, 1, "nothing in the file says which record it is")


def version_of(
    path: str, content: bytes | None, quick: QuickReader | None = None
) -> Version | None:
    """The version of a record that a file's content is; None for a file that is no record."""
    type = _type_of(path)
    if not type:
        return None
    if content is None:
        return Version(None, None, NO_CONTENT)
    data = quick.read(content) if quick is not None else None
    if data is None:
        document = read(content)
        if document.data is None or document.faults:
            return Version(None, None, document.faults[0])
        data = document.data
    if any_renamed():
        data = modern(data, shape_of(type))
    id = identity(type, data)
    if id is None:
        return Version(None, None, NO_ID)
    return Version((type, id), data)


# Thousands of versions lie at one path.
_type_of = lru_cache(maxsize=100_000)(type_of)


class Books:
    """The files of one moment, and the record that each name stands for.

    Where several files have one id, the first by path is the record.
    """

    def __init__(self, load: Callable[[str, str], Version | None] | None = None) -> None:
        self._files: dict[str, Version] = {}
        self._holders: dict[Name, dict[str, Plain]] = {}
        # Files that are known by name only, until somebody asks what they say.
        self._load = load
        self._unread: dict[str, tuple[str, str]] = {}

    def record(self, name: Name) -> Plain | None:
        """The plain data of a record; None when no file has it."""
        return self.holder(name)[1]

    def holder(self, name: Name) -> tuple[str, Plain | None]:
        """The file of a record and its plain data; empty and None when there is none."""
        found = self._holders.get(name)
        if not found:
            return "", None
        path = min(found) if len(found) > 1 else next(iter(found))
        if self._unread and path in self._unread:
            self._read(path)
            found = self._holders[name]
        return path, found[path]

    def version(self, path: str) -> Version | None:
        """What a file stands for, be it by its last good version."""
        if path in self._unread:
            self._read(path)
        return self._files.get(path)

    def put(self, path: str, version: Version | None) -> None:
        """Let a file stand for a version, or for nothing."""
        old = self._files.pop(path, None)
        self._unread.pop(path, None)
        if old is not None and old.name is not None:
            holders = self._holders[old.name]
            del holders[path]
            if not holders:
                del self._holders[old.name]
        if version is not None and version.name is not None and version.data is not None:
            self._files[path] = version
            self._holders.setdefault(version.name, {})[path] = version.data

    def put_unread(self, path: str, name: Name, where: tuple[str, str]) -> None:
        """Let a file stand for a version of which only the name is known: what the path and the
        blob of ``where`` have when they are read."""
        self.put(path, Version(name, {}))
        self._unread[path] = where

    def _read(self, path: str) -> None:
        assert self._load is not None
        self.put(path, self._load(*self._unread[path]))


class VersionReader:
    """Versions by blob id. Each blob is read once, in the order in which the log needs it, and
    forgotten after its last use."""

    def __init__(
        self,
        repository: "Repository",
        log: Iterable[tuple["Commit", tuple["Change", ...]]],
        both: bool = False,
        first: Iterable[str] = (),
    ) -> None:
        """``both``: the old versions are needed too. ``first``: blobs that are needed before."""
        self._repository = repository
        self._uses = Counter(first)
        for _, changes in log:
            for change in changes:
                if both and change.old is not None:
                    self._uses[change.old] += 1
                if change.new is not None:
                    self._uses[change.new] += 1
        self._stream: Iterator[tuple[str, bytes]] = repository.blobs(list(self._uses))
        self._contents: dict[str, bytes] = {}
        self._quick = None if fast.switched_off() else QuickReader()
        self._versions: dict[tuple[str, str], Version | None] = {}

    def end(self) -> None:
        """Let the git process go that gives the blobs."""
        self._stream = iter(())

    def content(self, blob: str) -> bytes | None:
        """The bytes of a blob; None when git does not have it."""
        if self._uses[blob] <= 0:
            return next((content for _, content in self._repository.blobs([blob])), None)
        while blob not in self._contents:
            found = next(self._stream, None)
            if found is None:
                return None
            self._contents[found[0]] = found[1]
        return self._contents[blob]

    def version(self, path: str, blob: str) -> Version | None:
        """The version that a blob is at a path."""
        key = (blob, path)
        if key not in self._versions:
            self._versions[key] = version_of(path, self.content(blob), self._quick)
        return self._versions[key]

    def take(self, path: str, blob: str) -> Version | None:
        """The version that a blob is at a path, of which one use is then over."""
        if self._uses[blob] == 1 and blob not in self._contents:
            # Mostly it is the next one that git gives, and nobody else wants it.
            found = next(self._stream, None)
            if found is not None and found[0] == blob:
                self._uses[blob] = 0
                return version_of(path, found[1], self._quick)
            if found is not None:
                self._contents[found[0]] = found[1]
        version = self.version(path, blob)
        self.used(path, blob)
        return version

    def used(self, path: str, blob: str) -> None:
        """Tell that one use of a blob is over."""
        self._uses[blob] -= 1
        if self._uses[blob] <= 0:
            self._contents.pop(blob, None)
            self._versions.pop((blob, path), None)
