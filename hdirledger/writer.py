"""Writing files so that nothing is lost: either the whole new content is there, or the old one."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path

_HALF = ".tmp"
# What file systems without hard links say.
_NO_LINKS = (errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS)


class WriteError(Exception):
    """A file could not be written, and is as it was. The message is a sentence for the user."""


def replace(file: Path, content: bytes, expected: bytes) -> None:
    """Put ``content`` in the place of a file that still holds ``expected``; keep its mode.

    Raises ``WriteError`` when the file is no ordinary file, has another content than expected (an
    editor or git was there in between), or cannot be written.
    """
    try:
        status = file.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise WriteError(f"{file} is a symbolic link; a record is a file of its own.")
        if not stat.S_ISREG(status.st_mode):
            raise WriteError(f"{file} is not an ordinary file.")
        # Replacing needs the folder's permission only; a file made read-only is meant to stay.
        if not os.access(file, os.W_OK):
            raise WriteError(f"{file} is write-protected; nothing was changed in it.")
        _replace(file, content, expected, stat.S_IMODE(status.st_mode))
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{file} cannot be written: {reason}. It is as it was.") from error


def create(file: Path, content: bytes) -> None:
    """Write a file that is not there yet, whole or not at all; its folder must be there.

    Raises ``WriteError`` when something of that name is there, or when it cannot be written.
    """
    try:
        umask = os.umask(0)
        os.umask(umask)
        with _written(file, content, 0o666 & ~umask) as temporary:
            try:
                _name(temporary, file)
            except FileExistsError:
                raise WriteError(f"{file} is already there; it is as it was.") from None
        _sync_folder(file.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{file} cannot be written: {reason}.") from error


def remove(file: Path, expected: bytes) -> None:
    """Remove a file that still holds ``expected``.

    Raises ``WriteError`` when it is no ordinary file, has another content, or cannot be removed.
    """
    try:
        if file.is_symlink() or not file.is_file():
            raise WriteError(f"{file} is not an ordinary file.")
        if file.read_bytes() != expected:
            raise WriteError(f"{file} was changed by something else meanwhile; it is as it was.")
        file.unlink()
        _sync_folder(file.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise WriteError(f"{file} cannot be removed: {reason}. It is as it was.") from error


def is_temporary(name: str) -> bool:
    """Whether a file of that name is what is left when writing was cut off."""
    return name.startswith(".") and name.endswith(_HALF)


def _name(temporary: Path, file: Path) -> None:
    """Give a file its name, which nothing may have. Raises ``FileExistsError``."""
    try:
        # Unlike a rename, a link never takes the place of another file.
        os.link(temporary, file)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno not in _NO_LINKS:
            raise
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        temporary.replace(file)
    else:
        temporary.unlink()


def _replace(file: Path, content: bytes, expected: bytes, mode: int) -> None:
    with _written(file, content, mode) as temporary:
        if file.is_symlink() or file.read_bytes() != expected:
            raise WriteError(f"{file} was changed by something else meanwhile; it is as it was.")
        temporary.replace(file)
    _sync_folder(file.parent)


@contextlib.contextmanager
def _written(file: Path, content: bytes, mode: int) -> Iterator[Path]:
    """A temporary file beside the one that is meant, with its content safe on the disk. It is gone
    when its user fails."""
    # The name begins with a dot, so that nobody takes a half-written file for a record.
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=_HALF, dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        yield temporary
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut. The content is safe already, so a file system
    that cannot do this is no error."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
