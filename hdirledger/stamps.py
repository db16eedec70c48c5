"""Which content the files of a working tree have, without opening those that are as they were.

A file whose stamp is that of a time when we read it has the content that it had then. But clocks
are coarse: a file that was changed just before it was read is read again, as git does.
"""

import os
import time
from collections.abc import Iterable
from hashlib import blake2b, sha1
from pathlib import Path
from typing import TYPE_CHECKING

from . import scan
from .cache import Cache
from .known import Known, file_name, parsed, text_of

if TYPE_CHECKING:
    from .source import Listed

# Nanoseconds after its last change before a file's stamp is believed.
_SETTLED = 2_000_000_000


class Stamps:
    """The stamps of one working tree, kept in the cache."""

    def __init__(self, cache: Cache, project: Path) -> None:
        self._cache = cache
        self._file = file_name(str(project))
        self._before = parsed(cache.read(self._file)) or Known("", {}, {})
        self._now = Known("", {}, {})
        self._settled = time.time_ns() - _SETTLED
        self._whole = True

    def blob(self, path: str, status: os.stat_result) -> str:
        """The id of a file's content; empty when the file must be read."""
        stamp = self._before.stamps.get(path)
        if stamp is None or stamp != scan.stamp(status):
            return ""
        self._now.stamps[path] = stamp
        blob = self._now.blobs[path] = self._before.blobs.get(path, "")
        return blob

    def folder(self, path: str, status: os.stat_result) -> None:
        """Note a folder, of which ``status`` was taken before its entries were listed."""
        self._note(f"{path}/", status)

    def unknown(self) -> None:
        """Note that there is something whose content cannot be known."""
        self._whole = False

    def read(self, path: str, status: os.stat_result, content: bytes) -> str:
        """Note what a file was read as. ``status`` was taken before. The id of the content."""
        blob = blob_id(content)
        if self._note(path, status):
            self._now.blobs[path] = blob
        return blob

    def _note(self, path: str, status: os.stat_result) -> bool:
        if max(status.st_mtime_ns, status.st_ctime_ns) >= self._settled:
            self._whole = False
            return False
        self._now.stamps[path] = scan.stamp(status)
        return True

    def save(self) -> None:
        """Keep the stamps for the next run."""
        now = self._now
        if now.stamps == self._before.stamps and self._whole == bool(self._before.content):
            return
        if self._whole:
            now.content = content_id(now.blobs.items())
        self._cache.write(self._file, text_of(now))


def blob_id(content: bytes) -> str:
    """The id that git gives a content in a repository with the usual hash."""
    return sha1(b"blob %d\0%b" % (len(content), content), usedforsecurity=False).hexdigest()


def content_of(listing: "Iterable[Listed]") -> str:
    """Names the content of a whole listing; empty where one of its files has none of its own."""
    files = [(listed.path, listed.blob) for listed in listing]
    return content_id(files) if all(blob for _, blob in files) else ""


def content_id(files: Iterable[tuple[str, str]]) -> str:
    """Names files by paths and ids of contents, which come in order of path."""
    text = "\0".join(part for file in sorted(files) for part in file)
    return blake2b(text.encode("utf-8", "surrogateescape"), digest_size=20).hexdigest()
