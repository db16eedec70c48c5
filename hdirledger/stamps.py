"""Which content the files of a working tree have, without opening those that are as they were.

A file whose stamp is that of a time when we read it has the content that it had then. But clocks
are coarse: a file that was changed just before it was read is read again, as git does.
"""

import os
import time
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property
from hashlib import blake2b, sha1
from pathlib import Path
from typing import TYPE_CHECKING

from . import scan
from .cache import Cache
from .known import Known, file_name, parsed, text_of

if TYPE_CHECKING:
    from .ahead import Ahead
    from .source import Listed

# Nanoseconds after its last change before a file's stamp is believed.
_SETTLED = 2_000_000_000
_FEW = 50


class Stamps:
    """The stamps of one working tree, kept in the cache.

    ``ahead`` is a look at its files that has begun, if there is one.
    """

    def __init__(self, cache: Cache, project: Path, ahead: "Ahead | None" = None) -> None:
        self._cache = cache
        self._file = file_name(str(project))
        known = differing = None
        if ahead is not None and (differing := ahead.differing()) is not None:
            known = ahead.known()
        if known is None or differing is None:
            known = parsed(cache.read(self._file)) or Known("", {}, {})
            differing = scan.differing(str(project), known.stamps)
        self._before = known
        self.differing = frozenset(differing)
        self._now = Known("", {}, {})
        self._settled = time.time_ns() - _SETTLED
        self._whole = True
        self._learnt = 0
        self._folders: dict[str, os.stat_result] = {}
        # Folders with something that we know nothing of, which must be listed each time.
        self._unknown: set[str] = set()

    @cached_property
    def _inside(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        mixed = set()
        for path in self._before.stamps:
            if path.endswith("/"):
                above = path[:-1].rpartition("/")[0]
                mixed.add(above)
            else:
                above = path.rpartition("/")[0]
            found[above].append(path)
        for above in mixed:
            found[above].sort(key=lambda path: path.removesuffix("/"))
        return found

    @property
    def folders_differ(self) -> bool:
        """Whether anything may have come or gone."""
        return not self._before.content or any(path.endswith("/") for path in self.differing)

    def rest(self) -> Iterable[tuple[str, str]]:
        """Paths, in order, and ids of contents of all files, as they were. Those that are not
        ``differing`` are noted, where no ``folders_differ``."""
        stamps = self._before.stamps | self._now.stamps
        for path in self.differing - self._now.stamps.keys():
            del stamps[path]
        self._now.stamps = stamps
        self._now.blobs = self._before.blobs | self._now.blobs
        return self._before.blobs.items()

    def entries(self, folder: str) -> list[str] | None:
        """The paths of what is in a folder, in order, those of folders with a slash at their end;
        None when it must be listed to tell."""
        path = f"{folder}/"
        if path in self.differing or path not in self._before.stamps:
            return None
        self._now.stamps[path] = self._before.stamps[path]
        return self._inside.get(folder, [])

    def blob(self, path: str, status: os.stat_result | None) -> str:
        """The id of a file's content; empty when the file must be read. Without a status it is that
        of one of the ``entries`` that is not ``differing``, if there is one."""
        before = self._before.stamps.get(path)
        if before is None:
            return ""
        if path in self.differing if status is None else before != scan.stamp(status):
            return ""
        self._now.stamps[path] = before
        blob = self._now.blobs[path] = self._before.blobs.get(path, "")
        return blob

    def folder(self, path: str, status: os.stat_result) -> None:
        """Note a folder, of which ``status`` was taken before its entries were listed."""
        self._folders[path] = status

    def unknown(self, path: str) -> None:
        """Note that there is something whose content cannot be known."""
        self._whole = False
        self._unknown.add(path.rpartition("/")[0])

    def read(self, path: str, status: os.stat_result, content: bytes) -> tuple[str, bool]:
        """Note what a file was read as. ``status`` was taken before. The id of the content, and
        whether it will be known without reading the file again."""
        blob = blob_id(content)
        settled = self._note(path, status)
        if settled:
            self._now.blobs[path] = blob
            self._learnt += 1
        else:
            self.unknown(path)
        return blob, settled

    def _note(self, path: str, status: os.stat_result) -> bool:
        if max(status.st_mtime_ns, status.st_ctime_ns) >= self._settled:
            self._whole = False
            return False
        self._now.stamps[path] = scan.stamp(status)
        return True

    def save(self) -> None:
        """Keep the stamps for the next run."""
        now = self._now
        for path, status in self._folders.items():
            if not self._note(f"{path}/", status):
                self._unknown.add(path)
        for path in self._unknown:
            # Nor is a folder known of which a folder inside it is not.
            while path:
                now.stamps.pop(f"{path}/", None)
                path = path.rpartition("/")[0]
        if now.stamps == self._before.stamps and self._whole == bool(self._before.content):
            return
        if self._whole:
            now.content = content_id(now.blobs.items())
        elif self._before.content and self._learnt < _FEW:
            # To read a few files again is less work than to keep what is known of all.
            return
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
