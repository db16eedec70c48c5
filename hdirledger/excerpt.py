"""The history of the records that are asked for, from an excerpt of the log.

To find them in the whole log every version of every file must be looked into. What was found is
kept, in two forms: the changes of all files that were read, on which later commits can follow; and
the answer itself, for the same question about the same commit.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .gitlog import Change, Commit
from .history import History, Mismatch
from .historytext import clone_of, key_of
from .identity import Name
from .lineform import commit_of, edits_line, encode, kept_commit, read_edits
from .source import ROOT_FILE, GitProblem

if TYPE_CHECKING:
    from .git import Repository
    from .lineform import Kept
    from .walk import Told

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

    ``wanted`` tells whether a file's content can have one of them; edits of other records in such
    files may come too. ``exact``: all of them do.
    """
    shelf = _Shelf(repository, ids)
    answer = None if exact else shelf.answer(tip)
    if answer is not None:
        return answer
    from .history import history_of
    from .versions import VersionReader
    from .walk import Walk

    found = shelf.find(tip) or _of_line(repository, tip, ids, exact) or _whole(repository, tip)
    walk = Walk(VersionReader(repository, found.log), repository.cut, wanted)
    told = [walk.commit(commit, changes) for commit, changes in found.log]
    files: dict[Name, set[str]] = {}
    for one in told:
        for path, name in one.names.items():
            files.setdefault(name, set()).add(path)
    if found.exact and shelf.asked != tip:
        shelf.put(tip, replace(found, log=_without(found.log, walk.read)))
    if not exact and not any(one.broken or any(e.before for e in one.edits) for one in told):
        shelf.keep(tip, found, told, files)
    history = history_of(told, repository.is_cut(tip))
    return replace(history, commits=found.many, first=found.first, last=found.last), files


def _whole(repository: "Repository", tip: str) -> Excerpt:
    return _excerpt(list(repository.log(tip)), exact=True)


def _excerpt(log: _Log, exact: bool) -> Excerpt:
    first, last = (log[0][0], log[-1][0]) if log else (None, None)
    return Excerpt(log, len(log), first, last, exact)


def _without(log: _Log, read: set[str]) -> _Log:
    """A log with those files only that were read, and what tells where they came from."""
    from .walk import file_name

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


def _doubted(commits: "Sequence[Kept]", paths: set[str]) -> set[str]:
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


def _paths(commits: "Iterable[Kept]") -> Iterator[str]:
    return (change.path for one in commits for change in one.changes)


class _Shelf:
    """The excerpts and answers that are kept of a project, each a line of json, the latest last."""

    def __init__(self, repository: "Repository", ids: Iterable[str]) -> None:
        self._repository = repository
        self._cache = repository.cache
        self._file = f"asked.{key_of(repository, True)}"
        self._ids = frozenset(ids)
        self._key = [sorted(self._ids), clone_of(repository)]
        self._held: bytes | None = None
        # The commit of the exact excerpt that was found.
        self.asked = ""

    def answer(self, tip: str) -> "tuple[History, dict[Name, set[str]]] | None":
        """The history of the records that have one of the ids up to a commit, and their files."""
        told = self._last(exact=False)
        if told is None or told[0] != tip:
            return None
        _, many, first, last, edited, files = told
        ends = [commit_of(end) if end else None for end in (first, last)]
        edits, mismatches = [], []
        for form, mismatch, line in edited:
            commit = commit_of(form)
            edits += read_edits(line, commit)
            if mismatch:
                mismatches.append(Mismatch(commit, *map(tuple, mismatch)))
        shallow = self._repository.is_cut(tip)
        history = History(tuple(edits), (), tuple(mismatches), many, ends[0], ends[1], shallow)
        return history, {(type, id): set(paths) for type, id, paths in files}

    def keep(
        self,
        tip: str,
        found: Excerpt,
        told: "Iterable[Told]",
        files: "Mapping[Name, Iterable[str]]",
    ) -> None:
        """Keep an answer."""
        edited = []
        for one in told:
            edits = [edit for edit in one.edits if edit.record in self._ids]
            if edits:
                wrong = one.mismatch
                mismatch = (wrong.trailers, wrong.unserved, wrong.unnamed) if wrong else None
                edited.append((kept_commit(one.commit), mismatch, edits_line(edits)))
        own = [(*name, sorted(paths)) for name, paths in files.items() if name[1] in self._ids]
        self._put(False, [tip, found.many, *_ends(found), edited, own])

    def find(self, tip: str) -> Excerpt | None:
        """The excerpt for the ids up to a commit, with all changes since it was kept."""
        told = self._last(exact=True)
        fresh = self._since(told[0], tip) if told else None
        if told is None or fresh is None:
            return None
        self.asked = told[0]
        return _read(told, fresh)

    def _last(self, exact: bool) -> list[Any] | None:
        """What was last kept of one kind."""
        if self._held is None:
            self._held = self._cache.read(self._file) or b""
        held, start = self._held, self._start(exact)
        at = held.rfind(start)
        if at < 0:
            return None
        told: list[Any] = json.loads(b"[" + held[at + len(start) : held.index(b"\n", at + 1)])
        return told

    def _start(self, exact: bool) -> bytes:
        return b"\n[" + encode([*self._key, exact]).encode("ascii") + b","

    def put(self, tip: str, excerpt: Excerpt) -> None:
        """Keep an exact excerpt."""
        log = [
            (kept_commit(commit), [(c.path, c.old, c.new) for c in changes])
            for commit, changes in excerpt.log
        ]
        self._put(True, [tip, excerpt.many, *_ends(excerpt), log])

    def _put(self, exact: bool, told: list[Any]) -> None:
        line = self._start(exact) + encode(told).encode("ascii")[1:] + b"\n"
        if len(self._held or b"") + len(line) > _ENOUGH:
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


def _ends(excerpt: Excerpt) -> list[Any]:
    return [kept_commit(one) if one else None for one in (excerpt.first, excerpt.last)]


def _read(told: list[Any], fresh: _Log) -> Excerpt:
    """An excerpt as it was kept, and what came since."""
    _, many, first, last, log = told
    ends = [commit_of(end) if end else None for end in (first, last)]
    if fresh:
        ends = [ends[0] or fresh[0][0], fresh[-1][0]]
    old = [
        (commit_of(commit), tuple([Change(*change) for change in changes]))
        for commit, changes in log
    ]
    return Excerpt([*old, *fresh], many + len(fresh), ends[0], ends[1], exact=True)
