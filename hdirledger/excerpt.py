"""The history of the records that are asked for, from an excerpt of the log.

To find them in the whole log every version of every file must be looked into. What was found is
kept, in two forms: the changes of all files that were read, on which later commits can follow; and
those few by which the same question about the same commit is answered.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .cache import Cache
from .gitlog import Change, Commit
from .history import History, history_of
from .historytext import clone_of, key_of
from .lineform import Kept, commit_of, encode, kept_commit
from .source import ROOT_FILE, GitProblem
from .versions import Name, VersionReader
from .walk import Told, Walk, file_name

if TYPE_CHECKING:
    from .git import Repository

# Bytes of the excerpts that are kept; when there are more they begin anew.
_ENOUGH = 8 * 1024 * 1024

_Log = list[tuple[Commit, tuple[Change, ...]]]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A log without the files in which nothing that is asked for can be.

    ``many``, ``first`` and ``last`` are of the whole log. ``exact``: it has every file that a
    reading of the whole log would look into; otherwise only those that matter for the records.
    """

    log: _Log
    many: int
    first: Commit | None
    last: Commit | None
    exact: bool


def history_of_some(
    repository: "Repository",
    tip: str,
    ids: Sequence[str],
    wanted: Callable[[bytes], bool],
    *,
    exact: bool = False,
) -> tuple[History, dict[Name, set[str]]]:
    """The history of the records that have one of the ids, by first parents, and the files that
    each of them was ever in.

    ``wanted`` tells whether a file's content can have one of them; the edits of other records in
    such files come too. ``exact``: all of them do, and not only those that are asked for.
    """
    shelf = _Shelf(repository, ids)
    kept = shelf.find(tip, exact)
    found = kept or _of_line(repository, tip, ids, exact) or _whole(repository, tip)
    walk = Walk(VersionReader(repository, found.log), repository.cut, wanted)
    told = [walk.commit(commit, changes) for commit, changes in found.log]
    files: dict[Name, set[str]] = {}
    for one in told:
        for path, name in one.names.items():
            files.setdefault(name, set()).add(path)
    if found.exact and shelf.asked != tip:
        shelf.put(tip, replace(found, log=_without(found.log, walk.read)))
    if (
        found.exact
        and not exact
        and not any(one.broken or any(e.before for e in one.edits) for one in told)
    ):
        own = {path for name, paths in files.items() if name[1] in ids for path in paths}
        log = _without(found.log, own | (_doubted(told, own) & walk.read))
        shelf.put(tip, replace(found, log=log, exact=False))
    elif kept is None and not found.exact:
        shelf.put(tip, found)
    history = history_of(told, repository.is_cut(tip))
    return replace(history, commits=found.many, first=found.first, last=found.last), files


def _whole(repository: "Repository", tip: str) -> Excerpt:
    return _excerpt(list(repository.log(tip)), exact=True)


def _excerpt(log: _Log, exact: bool) -> Excerpt:
    first, last = (log[0][0], log[-1][0]) if log else (None, None)
    return Excerpt(log, len(log), first, last, exact)


def _without(log: _Log, read: set[str]) -> _Log:
    """A log with those files only that were read, and what tells where they came from."""
    names = {file_name(path) for path in read}

    def concerns(change: Change) -> bool:
        return change.path in read or (change.new is None and file_name(change.path) in names)

    found = ((commit, tuple(filter(concerns, changes))) for commit, changes in log)
    return [(commit, changes) for commit, changes in found if changes]


def _of_line(repository: "Repository", tip: str, ids: Sequence[str], exact: bool) -> Excerpt | None:
    """An excerpt by the names that the kept history of everything has; None where a reading of the
    log might find more, or nothing."""
    if exact or repository.is_cut(tip):
        return None
    from .line import Line

    commits = Line(repository).commits(tip)
    if commits is None or any(one.broken for one in commits):
        return None
    asked = set(ids)
    paths = {
        change.path
        for one in commits
        for change, name in zip(one.changes, one.names, strict=True)
        if name is not None and name[1] in asked
    }
    if not paths:
        return None
    log = _without([(one.commit, one.changes) for one in commits], paths | _doubted(commits, paths))
    return Excerpt(log, len(commits), commits[0].commit, commits[-1].commit, exact=False)


def _doubted(commits: Sequence[Kept] | Sequence[Told], paths: set[str]) -> set[str]:
    """Files by which a commit that concerns the records may seem to name other letters than its
    records do; that is told by all that is read in it."""
    from .ledger import type_of

    found: set[str] = set()
    for one in commits:
        touched = {change.path for change in one.changes}
        if touched.isdisjoint(paths):
            continue
        if ROOT_FILE in touched:
            # What it declares serves the letters that the files of letters name.
            found |= touched
            found.update(path for path in _paths(commits) if type_of(path) == "letter")
        elif one.mismatch is not None and one.mismatch.unnamed:
            found |= touched
    return found


def _paths(commits: Iterable[Kept | Told]) -> Iterator[str]:
    return (change.path for one in commits for change in one.changes)


class _Shelf:
    """The excerpts that are kept of a project, one in a line of json, the latest last."""

    def __init__(self, repository: "Repository", ids: Iterable[str]) -> None:
        self._repository = repository
        self._cache = Cache.of(repository.common)
        self._file = f"asked.{key_of(repository, True)}"
        self._key = [sorted(ids), clone_of(repository)]
        self._size = 0
        # The commit of the exact excerpt that was found.
        self.asked = ""

    def find(self, tip: str, exact: bool) -> Excerpt | None:
        """The excerpt for the ids up to a commit; an exact one has all changes since it was kept
        too."""
        held = self._cache.read(self._file) or b""
        self._size = len(held)
        if not exact and (told := self._last(held, exact=False)) and told[0] == tip:
            return _read(told, [], exact=False)
        told = self._last(held, exact=True)
        fresh = self._since(told[0], tip) if told else None
        if told is None or fresh is None:
            return None
        self.asked = told[0]
        return _read(told, fresh, exact=True)

    def _last(self, held: bytes, exact: bool) -> list[Any] | None:
        """What was last kept of one kind."""
        start = self._start(exact)
        at = held.rfind(start)
        if at < 0:
            return None
        told: list[Any] = json.loads(b"[" + held[at + len(start) : held.index(b"\n", at + 1)])
        return told

    def _start(self, exact: bool) -> bytes:
        return b"\n[" + encode([*self._key, exact]).encode("ascii") + b","

    def put(self, tip: str, excerpt: Excerpt) -> None:
        """Keep an excerpt."""
        ends = [kept_commit(one) if one else None for one in (excerpt.first, excerpt.last)]
        log = [
            (kept_commit(commit), [(c.path, c.old, c.new) for c in changes])
            for commit, changes in excerpt.log
        ]
        line = encode([tip, excerpt.many, *ends, log]).encode("ascii")
        line = self._start(excerpt.exact) + line[1:] + b"\n"
        if self._size + len(line) > _ENOUGH:
            self._cache.write(self._file, line)
        else:
            self._cache.append(self._file, line)

    def _since(self, asked: str, tip: str) -> _Log | None:
        """The changes between two commits; None when the one does not lead to the other."""
        if tip == asked:
            return []
        try:
            fresh = list(self._repository.log(tip, since=asked, every=True))
        except GitProblem:
            return None
        ids = [asked, *(commit.id for commit, _ in fresh)]
        follows = all(
            commit.parents[:1] == (before,) for before, (commit, _) in zip(ids, fresh, strict=False)
        )
        return [(one, changes) for one, changes in fresh if changes] if fresh and follows else None


def _read(told: list[Any], fresh: _Log, exact: bool) -> Excerpt:
    """An excerpt as it was kept, and what came since."""
    _, many, first, last, log = told
    ends = [commit_of(end) if end else None for end in (first, last)]
    if fresh:
        ends = [ends[0] or fresh[0][0], fresh[-1][0]]
    old = [
        (commit_of(commit), tuple([Change(*change) for change in changes]))
        for commit, changes in log
    ]
    return Excerpt([*old, *fresh], many + len(fresh), ends[0], ends[1], exact)
