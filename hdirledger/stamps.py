"""Which content the files of a working tree have, without opening those that are as they were.

A file whose size, inode and times are those of a time when we read it has the content that it had
then. Nothing can change a file without changing the time of its last change of status, but clocks
are coarse: a file that was changed just before it was read is read again, as git does.
"""

import json
import os
import time
from hashlib import blake2b, sha1
from pathlib import Path

from .cache import Cache

# Nanoseconds after its last change before a file's stamp is believed.
_SETTLED = 2_000_000_000


class Stamps:
    """The stamps of one working tree, kept in the cache."""

    def __init__(self, cache: Cache, project: Path) -> None:
        name = blake2b(os.fsencode(project), digest_size=8).hexdigest()
        self._cache = cache
        self._file = f"stamps-{name}"
        self._before = _parsed(cache.read(self._file))
        self._now: dict[str, str] = {}
        self._begin = time.time_ns()
        self._changed = False

    def blob(self, path: str, status: os.stat_result) -> str:
        """The id of a file's content; empty when the file must be read."""
        stamp = _stamp(status)
        known = self._before.get(path, "")
        if not known.startswith(stamp):
            return ""
        self._now[path] = known
        return known[len(stamp) :]

    def read(self, path: str, status: os.stat_result, content: bytes) -> str:
        """Note what a file was read as. ``status`` was taken before. The id of the content."""
        blob = blob_id(content)
        if max(status.st_mtime_ns, status.st_ctime_ns) < self._begin - _SETTLED:
            self._now[path] = _stamp(status) + blob
            self._changed = True
        return blob

    def save(self) -> None:
        """Keep the stamps for the next run."""
        if self._changed or len(self._now) != len(self._before):
            text = json.dumps(self._now, ensure_ascii=True, separators=(",", ":"))
            self._cache.write(self._file, text.encode("ascii"))


def blob_id(content: bytes) -> str:
    """The id that git gives a content in a repository with the usual hash."""
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def _stamp(status: os.stat_result) -> str:
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino} "


def _parsed(content: bytes | None) -> dict[str, str]:
    if content is None:
        return {}
    try:
        found = json.loads(content)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
