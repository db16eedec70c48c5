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
from functools import cache as remember
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

FOLDER = "hdirledger"
SWITCH = "HDIRLEDGER_CACHE"
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
        return cls(git_directory / FOLDER / _fingerprint())

    def read(self, name: str) -> bytes | None:
        """The chunks of a file, one after the other; None when there are none or one is damaged."""
        if self.folder is None:
            return None
        try:
            held = (self.folder / name).read_bytes()
        except OSError:
            return None
        return _unframed(held)

    def write(self, name: str, content: bytes) -> None:
        """Put a file in the place of the one that was there, whole or not at all."""
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
                stream.write(_framed(content))
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
                stream.write(_framed(content))

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
                ours = folder.name == _fingerprint()
                found.append(Version(folder, files, size_of(folder), ours))
    return sorted(found, key=lambda version: not version.ours)


def clear(git_directory: Path) -> None:
    """Delete everything that is kept. Raises ``OSError`` when that cannot be done."""
    import shutil

    top = git_directory / FOLDER
    if top.is_dir() and not top.is_symlink():
        shutil.rmtree(top)


def switched_off() -> bool:
    """Whether the environment says that nothing is to be read from a cache or kept in one."""
    return os.environ.get(SWITCH, "").casefold() in ("off", "0", "no")


def size_of(folder: Path) -> int:
    """Bytes of all files in a folder of the cache."""
    with suppress(OSError):
        return sum(file.stat().st_size for file in folder.iterdir() if file.is_file())
    return 0


def _framed(content: bytes) -> bytes:
    return b"%08x %d\n%b\n" % (crc32(content), len(content), content)


def _unframed(held: bytes) -> bytes | None:
    chunks, at = [], 0
    while at < len(held):
        end = held.find(b"\n", at, at + 40)
        head = held[at:end].split(b" ") if end > 0 else []
        if len(head) != 2 or not head[1].isdigit():
            return None
        start = end + 1
        at = start + int(head[1])
        chunk = held[start:at]
        if b"%08x" % crc32(chunk) != head[0] or held[at : at + 1] != b"\n":
            return None
        chunks.append(chunk)
        at += 1
    return chunks[0] if len(chunks) == 1 else b"".join(chunks) or None


@contextmanager
def _locked(descriptor: int) -> Iterator[None]:
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    try:
        yield
    finally:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


@remember
def _fingerprint() -> str:
    """Names this very version of the program and of the schemas: the sizes and times of its files,
    so that an edited checkout never reads what it wrote before the edit."""
    from . import schemas

    told = blake2b(digest_size=10)
    for folder in (*_packages(Path(__file__).parent), schemas.folder()):
        with os.scandir(folder) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith((".py", ".json")):
                    status = entry.stat()
                    line = f"{entry.name} {status.st_size} {status.st_mtime_ns}\n"
                    told.update(line.encode())
    return told.hexdigest()


def _packages(top: Path) -> Iterator[Path]:
    yield top
    with os.scandir(top) as entries:
        names = sorted(entry.name for entry in entries if entry.is_dir(follow_symlinks=False))
    for name in names:
        if not name.startswith((".", "_")):
            yield top / name
