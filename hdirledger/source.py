"""Where records come from: the files of one tree, as bytes, with what is wrong with each."""

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from .reader import SIZE_LIMIT, Fault

LEDGER = "ledger"
ROOT_FILE = "ledger/ledger.yaml"


class NoLedger(Exception):
    """There is no ledger where one was asked for. A mistake of use, not of the data."""


class NotARepository(Exception):
    """The ledger is in no git repository; the message is one plain sentence."""


class GitProblem(Exception):
    """Git cannot answer what was asked; the message is one plain sentence."""


@dataclass(frozen=True, slots=True)
class File:
    """A file of the tree. ``path`` is relative to the project, with slashes; content None when a
    fault kept it from being read."""

    path: str
    content: bytes | None
    fault: Fault | None = None


class Tree(Protocol):
    """A tree of files, wherever it lies."""

    @property
    def name(self) -> str:
        """How headings call the tree, such as ``working tree``."""

    def files(self) -> Iterator[File]:
        """All files under ``ledger/``, sorted by path."""


def find_project(start: Path) -> Path:
    """The nearest folder at or above ``start`` that holds ``ledger/ledger.yaml``."""
    start = start.resolve()
    for folder in (start, *start.parents):
        if (folder / ROOT_FILE).is_file():
            return folder
        if folder.name == LEDGER and (folder / "ledger.yaml").is_file():
            return folder.parent
    raise NoLedger(f"there is no {ROOT_FILE} in {start} or in any folder above it")


@dataclass(frozen=True, slots=True)
class WorkingTree:
    """The files as they lie on disk under ``project/ledger``."""

    project: Path

    @property
    def name(self) -> str:
        return "working tree"

    def files(self) -> Iterator[File]:
        """Every file, in order of path; symbolic links are never followed."""
        yield from self._walk(self.project / LEDGER, LEDGER)

    def _walk(self, folder: Path, prefix: str) -> Iterator[File]:
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            reason = error.strerror or "unknown reason"
            yield File(prefix, None, Fault("S114", 1, 1, f"the folder cannot be read: {reason}"))
            return
        for entry in entries:
            path = f"{prefix}/{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_symlink():
                yield File(path, None, self._link_fault(Path(entry.path)))
            elif entry.is_dir(follow_symlinks=False):
                if entry.name.endswith(".yaml"):
                    hint = "Rename or remove it; a record is a file."
                    fault = Fault("S116", 1, 1, "a folder is named like a record", hint)
                    yield File(path, None, fault)
                else:
                    yield from self._walk(Path(entry.path), path)
            else:
                yield self._read(Path(entry.path), path)

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

    @staticmethod
    def _read(file: Path, path: str) -> File:
        try:
            status = file.stat()
            if not stat.S_ISREG(status.st_mode):
                return File(path, None, Fault("S116", 1, 1, "not an ordinary file", "Remove it."))
            with file.open("rb") as stream:
                # One byte more than the limit is enough for the reader to refuse the file.
                return File(path, stream.read(SIZE_LIMIT + 1))
        except OSError as error:
            reason = error.strerror or "unknown reason"
            return File(path, None, Fault("S114", 1, 1, f"the file cannot be read: {reason}"))
