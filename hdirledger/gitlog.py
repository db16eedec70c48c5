"""What ``git log`` tells, read: commits, their trailers, and what each changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from operator import attrgetter
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .revision import is_ours
from .source import GitProblem

FORMAT = "%x01%H%x00%P%x00%an%x00%ae%x00%ct%x00%s%x00%B%x00"
_FILES = frozenset({"100644", "100755", "100664"})
_TRAILER = re.compile(r"([A-Za-z][A-Za-z0-9-]*)[ \t]*:[ \t]*(.*)")
_CHERRY = "(cherry picked from commit "
# Times outside the calendar stand in some commits; they are taken as its ends.
_FIRST, _LAST = -62_000_000_000, 253_000_000_000


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit. ``time`` is when it was entered (the committer's time), in Oslo."""

    id: str
    parents: tuple[str, ...]
    author: str
    email: str
    time: datetime
    subject: str
    trailers: tuple[tuple[str, str], ...] = ()

    @property
    def short(self) -> str:
        """The first characters of the id, for people."""
        return self.id[:10]

    @property
    def day(self) -> str:
        """The day in Oslo, as ISO."""
        return self.time.date().isoformat()


class Change(NamedTuple):
    """A file that a commit changed: ``path`` starts with ``ledger/``; ``old`` and ``new`` are blob
    ids, None where there was no file before or is none after."""

    path: str
    old: str | None
    new: str | None


_PATH = attrgetter("path")


@cache
def oslo() -> ZoneInfo:
    """The time zone in which commits have their day."""
    try:
        return ZoneInfo("Europe/Oslo")
    except ZoneInfoNotFoundError:
        raise GitProblem(
            "this computer has no time zones, so no commit has a day: install tzdata"
        ) from None


def commits(parts: Iterator[bytes], prefix: int) -> Iterator[tuple[Commit, tuple[Change, ...]]]:
    """Read what ``git log`` prints in our format, each commit with its changes of the ledger."""
    for commit, raw in entries(parts):
        yield commit, changes(iter(raw), prefix)


def entries(parts: Iterator[bytes]) -> Iterator[tuple[Commit, list[bytes]]]:
    """Read what ``git log`` prints in our format, each commit with the raw changes after it."""
    part = next(parts, None)
    while part is not None:
        assert part.startswith(b"\x01"), part
        told = [part[1:], *(next(parts) for _ in range(6))]
        id_, parents, author, email, when, subject, message = map(_text, told)
        moment = min(max(int(when or 0), _FIRST), _LAST)
        commit = Commit(
            id_,
            tuple(parents.split()),
            _plain(author),
            _plain(email),
            datetime.fromtimestamp(moment, UTC).astimezone(oslo()),
            _plain(subject),
            trailers(message),
        )
        raw: list[bytes] = []
        while (part := next(parts, None)) is not None:
            if part.startswith(b"\x01"):
                break
            line = part.lstrip(b"\n")
            if line:
                raw += (line, next(parts))
        yield commit, raw


def changes(parts: Iterator[bytes], prefix: int) -> tuple[Change, ...]:
    """Read raw changes: modes and blob ids, then the path. One colon for each parent."""
    found = []
    for head in parts:
        path = _text(next(parts))[prefix:]
        told = head.decode("ascii").lstrip(":").split(" ")
        # The modes and the ids of each parent and of the commit, and a letter for each parent.
        several = len(told) // 2
        old = told[several] if told[0] in _FILES else None
        new = told[2 * several - 1] if told[several - 1] in _FILES else None
        if old != new and is_ours(path):
            found.append(Change(path, old, new))
    return tuple(sorted(found, key=_PATH))


def trailers(message: str) -> tuple[tuple[str, str], ...]:
    """The trailers of a commit message: its last paragraph, when every line there is one. Read
    here rather than by git, whose settings change what it takes for a trailer."""
    blocks = re.split(r"\n[ \t\r]*\n", message.strip())
    found: list[tuple[str, str]] = []
    for line in blocks[-1].split("\n") if len(blocks) > 1 else ():
        told = _TRAILER.fullmatch(line)
        if told:
            found.append((told[1], _plain(told[2].strip())))
        elif found and line[:1] in " \t":
            key, value = found[-1]
            found[-1] = (key, _plain(f"{value} {line.strip()}".strip()))
        elif not line.startswith(_CHERRY):
            return ()
    return tuple(found)


def _plain(text: str) -> str:
    """Text of a commit without what a terminal would obey; anybody may write a commit."""
    shown = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(c if c.isprintable() or c == "\u00a0" else "\ufffd" for c in shown)


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")
