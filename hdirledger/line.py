"""The history of a line, kept in the cache with its tip, so that only what came since is read.

A line is the first parents of one project in a repository, or all of its commits. What a commit did
never changes, and neither does what came before it; so what is kept up to one commit is true of
every history that goes through it. What leads to no kept commit is read from the beginning.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .gitlog import Change, Commit
from .history import Edit, History, history_of
from .historytext import clone_of, key_of
from .lineform import Kept, commit_line, encode, read_commit
from .source import GitProblem
from .versions import Books, Name, VersionReader
from .walk import Told, Walk, gone_paths, moved_from
from .whole import Render, Whole, forms_of, lines_of, read_whole, told_of

if TYPE_CHECKING:
    from .git import Repository

_Log = list[tuple[Commit, tuple[Change, ...]]]
# What is kept of a line; the text of all is kept by those who print it.
_FILES = ("log", "edits")


@dataclass(frozen=True, slots=True)
class _Lines:
    """A kept file: a line for each commit, up to the one that was asked for."""

    asked: str
    lines: list[bytes]

    @property
    def ids(self) -> list[str]:
        """The commits of a log, each of which stands first in its line."""
        return [line[3 : line.index(b'"', 3)].decode("ascii") for line in self.lines]


class Line:
    """The kept history of a line."""

    def __init__(self, repository: "Repository", *, first_parent: bool = True) -> None:
        self._repository = repository
        self._first_parent = first_parent
        self._cache = repository.cache
        self._key = key_of(repository, first_parent)
        self._of = clone_of(repository)

    def history(self, tip: str) -> History:
        """The history up to a commit, given by its id."""
        told = self._from_kept(tip)
        if told is None:
            whole = read_whole(self._repository, tip, first_parent=self._first_parent)
            self._write(tip, whole)
            told = whole.told()
        return history_of(told, self._repository.is_cut(tip, first_parent=self._first_parent))

    def text(self, tip: str, render: Render) -> bytes | None:
        """The text of all edits up to a commit, which is that of its pieces put together; None when
        there are versions that cannot be read."""
        told = self._from_kept(tip)
        if told is None:
            whole = read_whole(self._repository, tip, render, first_parent=self._first_parent)
            # Its edits are kept when somebody asks for them.
            self._cache.write(f"log.{self._key}", self._head(None, tip) + whole.log)
            return None if whole.has_broken() else whole.text
        if any(one.broken for one in told):
            return None
        return render(edit for one in told for edit in one.edits)

    def _from_kept(self, tip: str) -> list[Told] | None:
        """What the commits did, where some are kept that lead to the last."""
        log, edits = self._read("log"), self._read("edits")
        if log is None or edits is None or log.asked != edits.asked:
            return None
        place = self._place(log, tip) if len(log.lines) == len(edits.lines) else None
        if place is None:
            return None
        many, fresh = place
        kept, news = self._onward(log, many, fresh, tip)
        if news and many < len(log.lines):
            old = Whole([], lines_of(log.lines[:many]), lines_of(edits.lines[:many]))
            self._write(tip, old, *forms_of(news))
        return [*told_of(kept, edits.lines), *news]

    def news(self, tip: str) -> tuple[str, list[Edit]] | None:
        """The commit up to which the history was kept, and the edits since; None where a kept
        history cannot simply go on, or has versions that cannot be read."""
        log = self._read("log")
        place = self._place(log, tip) if log is not None else None
        if log is None or place is None or place[0] < len(log.lines):
            return None
        kept, news = self._onward(log, *place, tip)
        if any(one.broken for one in kept) or any(one.broken for one in news):
            return None
        return log.asked, [edit for one in news for edit in one.edits]

    def commits(self, tip: str) -> list[Kept] | None:
        """The commits that lead to one, and what is known of the files that they touched; None
        where that is not kept."""
        log = self._read("log")
        place = self._place(log, tip) if log is not None else None
        if log is None or place is None or (place[1] and place[0] < len(log.lines)):
            return None
        kept, news = self._onward(log, *place, tip)
        return [*kept, *(read_commit(commit_line(one).encode("ascii")) for one in news)]

    def _onward(
        self, log: _Lines, many: int, fresh: _Log, tip: str
    ) -> tuple[list[Kept], list[Told]]:
        """The kept commits that lead to one and what those that follow did, which is then kept."""
        kept = [read_commit(line) for line in log.lines[:many]]
        news = self._follow(kept, fresh)
        if fresh and many == len(log.lines):
            for what, lines in zip(_FILES, forms_of(news), strict=False):
                self._cache.append(f"{what}.{self._key}", self._head(log.asked, tip) + lines)
        return kept, news

    def _place(self, log: _Lines, tip: str) -> tuple[int, _Log] | None:
        """How many of the kept commits lead to a commit, and all those that come after them; None
        when none does."""
        if tip == log.asked:
            return len(log.lines), []
        if not self._first_parent:
            return None  # Commits of other branches may come between.
        ids = {id: place for place, id in enumerate(log.ids, 1)}
        if tip in ids:
            return ids[tip], []
        try:
            fresh = list(self._repository.log(tip, since=log.asked, every=True))
        except GitProblem:
            return None  # The kept tip is gone.
        follows = all(b.parents[:1] == (a.id,) for (a, _), (b, _) in pairwise(fresh))
        if not follows or any(commit.id in ids for commit, _ in fresh):
            return None  # Git takes times that run backwards for what they say.
        base = "".join(fresh[0][0].parents[:1]) if fresh else tip
        if base == log.asked:
            return len(log.lines), fresh
        last = self._repository.last_change(base) if base else None
        return (ids[last], fresh) if last in ids else None

    def _follow(self, kept: Sequence[Kept], fresh: _Log) -> list[Told]:
        """What commits did that follow on kept ones."""
        fresh = [(commit, changes) for commit, changes in fresh if changes]
        if not fresh:
            return []
        files = _files(kept)
        touched = {change.path for _, changes in fresh for change in changes}
        needed = [files[path][2] for path in sorted(touched & files.keys())]
        reader = VersionReader(self._repository, fresh, first=needed)
        books = Books(reader.version)
        for path, (name, *where) in files.items():
            books.put_unread(path, name, (where[0], where[1]))
        walk = Walk(reader, self._repository.cut, books=books)
        return [walk.commit(commit, changes) for commit, changes in fresh]

    def _read(self, what: str) -> _Lines | None:
        """A kept file; None when it is not there, is damaged, or is of another clone."""
        held = self._cache.read(f"{what}.{self._key}")
        if held is None:
            return None
        asked: str | None = None
        lines: list[bytes] = []
        taken = False
        for line in held.split(b"\n"):
            if line.startswith(b"{"):
                head = json.loads(line)
                # Two that ran at once may both have added what came after one commit.
                taken = head["after"] == asked and head["of"] == self._of
                asked = head["asked"] if taken else asked
            elif taken and line:
                lines.append(line)
        return _Lines(asked, lines) if asked is not None else None

    def _write(self, tip: str, whole: Whole, log: bytes = b"", edits: bytes = b"") -> None:
        """Keep a history, with what follows on it, in the place of another."""
        for what, lines in zip(_FILES, (whole.log + log, whole.edits + edits), strict=True):
            self._cache.write(f"{what}.{self._key}", self._head(None, tip) + lines)

    def _head(self, after: str | None, asked: str) -> bytes:
        return encode({"after": after, "asked": asked, "of": self._of}).encode("ascii") + b"\n"


def has_twins(repository: "Repository") -> bool:
    """Whether two files of the last commit have, or may have, one record."""
    kept = Line(repository).commits(repository.id_of("HEAD"))
    names = [name for name, *_ in _files(kept).values()] if kept is not None else []
    return kept is None or len(set(names)) < len(names)


def _files(kept: Iterable[Kept]) -> dict[str, tuple[Name, str, str]]:
    """What each file stands for after kept commits: a record, and the path and blob that have it.
    For one that cannot be read it is the last that could."""
    files: dict[str, tuple[Name, str, str]] = {}
    for one in kept:
        broken = {found.path for found in one.broken}
        went = gone_paths(one.changes) if broken else {}
        stood = {
            change.path: files.get(moved_from(change, went))
            for change in one.changes
            if change.path in broken
        }
        for change, name in zip(one.changes, one.names, strict=True):
            found = stood.get(change.path)
            if name is not None and change.new is not None and change.path not in broken:
                found = (name, change.path, change.new)
            if found is None:
                files.pop(change.path, None)
            else:
                files[change.path] = found
    return files
