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


def stamp(status: "stat_result") -> str:
    """What of a status is another whenever the file or folder may be another."""
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"


def unchanged(project: str, stamps: Mapping[str, str]) -> bool:
    """Whether everything has the stamp that it had. ``stamps`` are by path below ``project``, those
    of folders too, without which a new file would not be seen."""
    known = list(stamps.items())
    if len(known) < _MANY or fast.switched_off() or (os.cpu_count() or 1) < 2:
        return _same(project, known)
    half = len(known) // 2
    try:
        helper = os.fork()
    except OSError:
        return _same(project, known)
    if not helper:
        same = False
        try:
            same = _same(project, known[half:])
        finally:
            # Nothing of the copy may go on; whatever went wrong, the files then count as changed.
            os._exit(0 if same else 1)
    try:
        same = _same(project, known[:half])
    finally:
        _, ended = os.waitpid(helper, 0)
    return same and ended == 0


def _same(project: str, known: Sequence[tuple[str, str]]) -> bool:
    look, top = os.lstat, f"{project}/"
    try:
        for path, before in known:
            # What ``stamp`` says, without ten thousand calls of it.
            now = look(top + path)
            if f"{now.st_mtime_ns} {now.st_ctime_ns} {now.st_size} {now.st_ino}" != before:
                return False
    except (OSError, ValueError):
        return False
    return True
