"""Where records come from: the files of one tree, as bytes, with what is wrong with each."""

import os
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol, runtime_checkable

from .cache import Cache
from .project import LEDGER, project_of
from .reader import SIZE_LIMIT, Fault

if TYPE_CHECKING:
    from .ahead import Ahead
    from .stamps import Stamps

ROOT_FILE = "ledger/ledger.yaml"
# Bytes of contents that are held from the listing of files on.
_ROOM = 256 * 1024 * 1024
# A file's path, its status, and what is wrong where it cannot be read.
Found = tuple[str, os.stat_result | None, Fault | None]


class NoLedger(Exception):
    """There is no ledger where one was asked for. A mistake of use, not of the data."""


class NotARepository(Exception):
    """The ledger is in no git repository; the message is one plain sentence."""


class GitProblem(Exception):
    """Git cannot answer what was asked; the message is one plain sentence."""


class ChangedMeanwhile(Exception):
    """A file is another than it was a moment ago; the message is one plain sentence."""


class UnknownLetter(Exception):
    """``--through`` named something that is neither a letter of the ledger nor a date."""


# What a user is told in one line, as a mistake of use.
MISTAKES = (NoLedger, NotARepository, GitProblem, ChangedMeanwhile, UnknownLetter)


@dataclass(frozen=True, slots=True)
class File:
    """A file of the tree. ``path`` is relative to the project, with slashes; content None when a
    fault kept it from being read."""

    path: str
    content: bytes | None
    fault: Fault | None = None


class Listed(NamedTuple):
    """A file of a tree by the id that git gives its content, which need not have been read.

    ``blob`` is empty for what has no content of its own; ``file`` is there where it was read;
    ``settled`` says that the id will be known without reading it again.
    """

    path: str
    blob: str
    file: File | None = None
    settled: bool = True


class Tree(Protocol):
    """A tree of files, wherever it lies."""

    @property
    def name(self) -> str:
        """How headings call the tree, such as ``working tree``."""

    def files(self) -> Iterator[File]:
        """All files under ``ledger/``, sorted by path."""


@runtime_checkable
class ListedTree(Tree, Protocol):
    """A tree that can tell which contents its files have without reading all of them."""

    def listing(self, cache: Cache) -> list[Listed]:
        """What ``files`` gives, in the same order, as far as it must be read to tell."""

    def read(self, listed: Iterable[Listed]) -> Iterator[File]:
        """Read files of the listing, in the order asked for."""


def content_of(tree: ListedTree, listed: Listed) -> bytes:
    """Read one file of a listing. Raises ``ChangedMeanwhile``."""
    (file,) = tree.read([listed])
    return file.content or b""


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds ``ledger/ledger.yaml``."""
    start = start.resolve()
    found = project_of(str(start))
    if found is None:
        raise NoLedger(f"there is no {ROOT_FILE} in {start} or in any folder above it")
    return Path(found)


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """The files as they lie on disk under ``project/ledger``. ``ahead`` is a look at them that has
    begun, if there is one."""

    project: Path
    ahead: "Ahead | None" = field(default=None, compare=False, repr=False)

    @property
    def name(self) -> str:
        return "working tree"

    def files(self) -> Iterator[File]:
        """Every file, in order of path; symbolic links are never followed."""
        found: list[Found] = []
        self._walk(str(self.project / LEDGER), LEDGER, found, None)
        for path, _, fault in found:
            yield self._read(path) if fault is None else File(path, None, fault)

    def listing(self, cache: Cache) -> list[Listed]:
        """Every file, of which only those are read that may have changed since the last time."""
        from .stamps import Stamps

        stamps = Stamps(cache, self.project, self.ahead)
        if not stamps.folders_differ:
            again = (self._file(f"{self.project}/{path}", path) for path in stamps.differing)
            changed = {each[0]: self._listed(each, stamps, _ROOM) for each in again}
            listing = [changed.get(path) or Listed(path, blob) for path, blob in stamps.rest()]
        else:
            found: list[Found] = []
            self._walk(str(self.project / LEDGER), LEDGER, found, stamps)
            room = _ROOM
            listing = []
            for each in found:
                listed = self._listed(each, stamps, room)
                listing.append(listed)
                if listed.file is not None:
                    room -= len(listed.file.content or b"")
        stamps.save()
        return listing

    def _listed(self, found: Found, stamps: "Stamps", room: int) -> Listed:
        """A file as it is listed. What was read of it is held where there is room for more."""
        path, status, fault = found
        blob = stamps.blob(path, status) if fault is None else ""
        if blob:
            return Listed(path, blob)
        file = File(path, None, fault) if fault is not None else self._read(path)
        settled = True
        if status is None or file.content is None or len(file.content) > SIZE_LIMIT:
            stamps.unknown(path)
        else:
            blob, settled = stamps.read(path, status, file.content)
        return Listed(path, blob, file if room >= 0 or not blob else None, settled)

    def read(self, listed: Iterable[Listed]) -> Iterator[File]:
        """Raises ``ChangedMeanwhile`` for a file that is not as it was listed."""
        from .stamps import blob_id

        for item in listed:
            file = item.file or self._read(item.path)
            if item.blob and item.file is None and blob_id(file.content or b"") != item.blob:
                raise ChangedMeanwhile(
                    f"{item.path} was changed while it was looked at; run the command again"
                )
            yield file

    def _walk(self, folder: str, prefix: str, found: list[Found], stamps: "Stamps | None") -> None:
        """All files in order of path. ``stamps`` are told the folders that they lie in; a file that
        is as they know it comes with neither status nor fault."""
        known = stamps.entries(prefix) if stamps is not None else None
        if stamps is not None and known is not None:
            for path in known:
                if path.endswith("/"):
                    self._walk(f"{self.project}/{path[:-1]}", path[:-1], found, stamps)
                elif path in stamps.differing:
                    found.append(self._file(f"{self.project}/{path}", path))
                else:
                    found.append((path, None, None))
            return
        try:
            status = os.lstat(folder)
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            fault = Fault("S114", 1, 1, f"the folder cannot be read: {reason}")
            found.append((prefix, None, fault))
            return
        if stamps is not None:
            stamps.folder(prefix, status)
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                found.append((path, None, self._link_fault(Path(entry.path))))
            elif not entry.is_dir(follow_symlinks=False):
                found.append(self._file(entry.path, path))
            elif entry.name.endswith(".yaml"):
                hint = "Rename or remove it; a record is a file."
                fault = Fault("S116", 1, 1, "a folder is named like a record", hint)
                found.append((path, None, fault))
            else:
                self._walk(entry.path, path, found, stamps)

    def _file(self, file: str, path: str) -> Found:
        try:
            status = os.lstat(file)
        except OSError as error:
            return path, None, _unreadable(error)
        if not stat.S_ISREG(status.st_mode):
            return path, None, Fault("S116", 1, 1, "not an ordinary file", "Remove it.")
        return path, status, None

    def _link_fault(self, link: Path) -> Fault:
        target = Path(os.path.realpath(link))
        inside = target.is_relative_to(Path(os.path.realpath(self.project)))
        where = "to another place in the project" if inside else "out of the project"
        return Fault(
            "S115",
            1,
            1,
            f"a symbolic link {where}",
            "A record is a file of its own: copy or remove.",
        )

    def _read(self, path: str) -> File:
        try:
            with (self.project / path).open("rb", buffering=0) as stream:
                large = os.fstat(stream.fileno()).st_size > SIZE_LIMIT
                # One byte more than the limit is enough for the reader to refuse the file.
                return File(path, stream.read(SIZE_LIMIT + 1) if large else stream.readall())
        except OSError as error:
            return File(path, None, _unreadable(error))


def _unreadable(error: OSError) -> Fault:
    reason = error.strerror or "unknown reason"
    return Fault("S114", 1, 1, f"the file cannot be read: {reason}")
