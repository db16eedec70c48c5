"""What was computed from content, kept under the git directory so that it need not be done again.

Everything here can be deleted at any time without loss, and nothing here is ever believed blindly:
what is damaged, or was written by another version of the program or of the schemas, is as if it
were not there. A cache that cannot be read or written holds nothing, and nobody hears of it.

The files lie in ``hdirledger`` under the common git directory, which all worktrees share, in a
folder for each version of program and schemas. A file is a row of chunks, each with its length and
checksum, so that several processes can append to it and a torn chunk is seen.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from .cachedir import FOLDER, switched_off
from .fingerprint import fingerprint
from .frames import chunks, framed, framing

# Folders of other versions of the program that may stay, and bytes of all of them together.
_VERSIONS = 2
_LIMIT = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Cache:
    """Named files of derived bytes; ``folder`` is None where nothing may be kept."""

    folder: Path | None

    @classmethod
    def of(cls, git_directory: Path | None) -> "Cache":
        """The cache under a repository's common git directory; none without a repository, or when
        the environment says ``HDIRLEDGER_CACHE=off``."""
        if git_directory is None or switched_off():
            return cls(None)
        return cls(git_directory / FOLDER / fingerprint())

    def read(self, name: str) -> bytes | None:
        """The chunks of a file, one after the other; None when there are none or one is damaged."""
        found = self.chunks(name)
        if found is None:
            return None
        return found[0] if len(found) == 1 else b"".join(found)

    def chunks(self, name: str) -> list[bytes] | None:
        """The chunks of a file; None when there are none or one is damaged."""
        if self.folder is None:
            return None
        try:
            with (self.folder / name).open("rb") as stream:
                return chunks(stream)
        except OSError:
            return None

    def write(self, name: str, *content: bytes) -> None:
        """Put a file of one or more chunks in the place of the one that was there, whole or not at
        all."""
        if self.folder is None:
            return
        # Imported only where something is written or deleted, as most runs do neither.
        import tempfile

        temporary = ""
        try:
            if not self.folder.is_dir():
                self._begin()
            descriptor, temporary = tempfile.mkstemp(prefix=f".{name}.", dir=self.folder)
            with os.fdopen(descriptor, "wb") as stream:
                for chunk in content:
                    stream.writelines(framing(chunk))
            Path(temporary).replace(self.folder / name)
        except OSError:
            with suppress(OSError):
                Path(temporary).unlink()

    def append(self, name: str, content: bytes) -> None:
        """Add a chunk to a file, which begins with it when there is none."""
        if self.folder is None or not content:
            return
        with suppress(OSError):
            if not self.folder.is_dir():
                self._begin()
            with (self.folder / name).open("ab") as stream, _locked(stream.fileno()):
                stream.write(framed(content))

    def newest(self, prefix: str) -> str:
        """The name of the file that was written last of those whose names begin so; empty where
        there is none."""
        if self.folder is None:
            return ""
        try:
            with os.scandir(self.folder) as files:
                found = [file for file in files if file.name.startswith(prefix)]
            return max(found, key=lambda file: file.stat().st_mtime_ns).name if found else ""
        except OSError:
            return ""

    def prune(self, prefix: str, most: int, room: int) -> None:
        """Let the oldest files whose names begin so go, until there are no more than ``most``, and
        of no more than ``room`` bytes together."""
        if self.folder is None:
            return
        with suppress(OSError):
            files = [(file.stat(), file) for file in self.folder.glob(f"{prefix}*")]
            files.sort(key=lambda held: held[0].st_mtime_ns, reverse=True)
            for place, (status, file) in enumerate(files):
                room -= status.st_size
                if place >= most or room < 0:
                    file.unlink(missing_ok=True)

    def _begin(self) -> None:
        """Make the folder of this version, and let those go that nobody has used for long."""
        import shutil

        assert self.folder is not None
        self.folder.mkdir(parents=True, exist_ok=True)
        others = [folder for folder in self.folder.parent.iterdir() if folder != self.folder]
        others.sort(key=lambda folder: folder.stat().st_mtime, reverse=True)
        room = _LIMIT
        for place, folder in enumerate(others, 1):
            room -= size_of(folder)
            if place > _VERSIONS or room < 0:
                shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Version:
    """What one version of the program has kept: its folder, bytes, files and whether it is ours."""

    folder: Path
    files: int
    size: int
    ours: bool


def versions(git_directory: Path) -> list[Version]:
    """What is kept under a git directory, our own version first."""
    top = git_directory / FOLDER
    found = []
    with suppress(OSError):
        for folder in sorted(top.iterdir()):
            with suppress(OSError):
                files = sum(1 for _ in folder.iterdir())
                ours = folder.name == fingerprint()
                found.append(Version(folder, files, size_of(folder), ours))
    return sorted(found, key=lambda version: not version.ours)


def clear(git_directory: Path) -> None:
    """Delete everything that is kept. Raises ``OSError`` when that cannot be done."""
    import shutil

    top = git_directory / FOLDER
    if top.is_dir() and not top.is_symlink():
        shutil.rmtree(top)


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder of the cache."""
    with suppress(OSError):
        return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return 0


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)
