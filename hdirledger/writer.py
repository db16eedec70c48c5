"""Writing files so that nothing is lost: either the whole new content is there, or the old one."""

import contextlib
import os
import stat
import tempfile
from pathlib import Path


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


def _replace(file: Path, content: bytes, expected: bytes, mode: int) -> None:
    # The name begins with a dot, so that nobody takes a half-written file for a record.
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".tmp", dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fchmod(stream.fileno(), mode)
            os.fsync(stream.fileno())
        if file.is_symlink() or file.read_bytes() != expected:
            raise WriteError(f"{file} was changed by something else meanwhile; it is as it was.")
        temporary.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    _sync_folder(file.parent)


def _sync_folder(folder: Path) -> None:
    """Make the new name last through a power cut. The content is safe already, so a file system
    that cannot do this is no error."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
