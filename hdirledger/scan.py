"""Whether files and folders are as they were, found without opening any of them.

What has the size, inode and times that it had is as it was: nothing can change a file without
changing the time of its last change of status, nor put a file into a folder or take one out of it
without changing the folder's own.
"""

import os
from collections.abc import Mapping, Sequence

from . import fast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from os import stat_result

# With fewer files than this a second process costs more than it saves.
_MANY = 2000
_WHOLE = b"\0."  # Ends what a second process tells, so that a part of it is not taken for all.


def stamp(status: "stat_result") -> str:
    """What of a status is another whenever the file or folder may be another."""
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"


def unchanged(project: str, stamps: Mapping[str, str]) -> bool:
    """Whether everything has the stamp that it had; as for ``differing``."""
    return not differing(project, stamps)


def differing(project: str, stamps: Mapping[str, str]) -> list[str]:
    """The paths that do not have the stamp that they had, or are gone. ``stamps`` are by path below
    ``project``, those of folders too, without which a new file would not be seen."""
    known = list(stamps.items())
    if len(known) < _MANY or fast.switched_off() or (os.cpu_count() or 1) < 2:
        return _differing(project, known)
    half = len(known) // 2
    try:
        answer, told = os.pipe()
        helper = os.fork()
    except OSError:
        return _differing(project, known)
    if not helper:
        try:
            with os.fdopen(told, "wb") as stream:
                stream.write(_text(_differing(project, known[half:])))
        finally:
            # Nothing of the copy may go on; without an answer we look ourselves.
            os._exit(0)
    os.close(told)
    try:
        ours = _differing(project, known[:half])
    finally:
        with os.fdopen(answer, "rb") as stream:
            heard = stream.read()
        os.waitpid(helper, 0)
    theirs = _paths(heard)
    return ours + (_differing(project, known[half:]) if theirs is None else theirs)


def _text(paths: list[str]) -> bytes:
    return "\0".join(paths).encode("utf-8", "surrogateescape") + _WHOLE


def _paths(text: bytes) -> list[str] | None:
    if not text.endswith(_WHOLE):
        return None
    paths = text.removesuffix(_WHOLE).decode("utf-8", "surrogateescape")
    return paths.split("\0") if paths else []


def _differing(project: str, known: Sequence[tuple[str, str]]) -> list[str]:
    look, top = os.lstat, f"{project}/"
    found = []
    for path, before in known:
        try:
            # What ``stamp`` says, without ten thousand calls of it.
            now = look(top + path)
            same = f"{now.st_mtime_ns} {now.st_ctime_ns} {now.st_size} {now.st_ino}" == before
        except (OSError, ValueError):
            same = False
        if not same:
            found.append(path)
    return found
