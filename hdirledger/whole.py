"""A history read from its first commit, by two processes where it is long.

Each of them reads some of the files through all commits: the first those whose paths come before a
boundary, the second the others. What a commit did is then what the first one found, followed by
what the second one found, since files are told in the order of their paths. That is only right
where no record is in files of both; the boundary lies where no file seems to have moved across it,
and where a record did after all, one process reads everything.
"""

import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from . import fast
from .beside import Beside
from .gitlog import Change, Commit
from .history import Edit
from .lineform import (
    Kept,
    broken_form,
    broken_of,
    changes_form,
    commit_line,
    edits_line,
    encode,
    read_edits,
)
from .project import LEDGER
from .source import ROOT_FILE
from .versions import Name, VersionReader
from .walk import Told, Walk, file_name, mismatch_of, read_commits, served

if TYPE_CHECKING:
    from .git import Repository

# Of edits to the text that tells them.
Render = Callable[[Iterable[Edit]], bytes]

_Log = Sequence[tuple[Commit, tuple[Change, ...]]]
# Changes for which a second process is worth while.
_MANY = 2000
# How many times as much work a change of an assignment is as one of another record.
_ASSIGNMENT = 2.4
_IS_ASSIGNMENT = f"{LEDGER}/assignments/"


@dataclass(frozen=True, slots=True)
class Whole:
    """What all commits of a line did, also in the form in which it is kept: ``log``, and ``edits``
    or the ``text`` of all edits, whichever was asked for. ``rest`` are lines of the edits that each
    commit has besides those in ``commits``, where there are any."""

    commits: Sequence[Told]
    log: bytes
    edits: bytes
    text: bytes = b""
    rest: Sequence[bytes] = ()

    def told(self) -> list[Told]:
        """What each of the commits did."""
        if not self.rest:
            return list(self.commits)
        return [
            replace(one, edits=(*one.edits, *read_edits(line, one.commit)))
            for one, line in zip(self.commits, self.rest, strict=True)
        ]

    def has_broken(self) -> bool:
        """Whether there are versions that cannot be read."""
        return any(one.broken for one in self.commits)


def told_of(kept: Iterable[Kept], edits: Iterable[bytes]) -> list[Told]:
    """What kept commits did, by the lines of their edits."""
    return [
        Told(k.commit, tuple(read_edits(line, k.commit)), k.broken, k.mismatch, (), {})
        for k, line in zip(kept, edits, strict=False)
    ]


def lines_of(lines: Iterable[bytes]) -> bytes:
    """Lines as they stand in a file."""
    return b"".join([line + b"\n" for line in lines])


def forms_of(told: Sequence[Told]) -> tuple[bytes, bytes]:
    """What is kept of commits: a line for each, and one for its edits."""
    return _log_of(told), "".join([edits_line(one.edits) + "\n" for one in told]).encode("ascii")


def _log_of(told: Iterable[Told]) -> bytes:
    return "".join([commit_line(one) + "\n" for one in told]).encode("ascii")


def read_whole(
    repository: "Repository", tip: str, render: Render | None = None, *, first_parent: bool = True
) -> Whole:
    """Read what all commits up to one did. With ``render`` it is told as text, without which as
    edits; making both takes a third more."""
    log = list(repository.log(tip, first_parent=first_parent))
    several = first_parent and not fast.switched_off()
    boundary = _boundary(log) if several else None
    if boundary is not None:
        found = _by_two(repository, log, boundary, render)
        if found is not None:
            return found
    told = list(read_commits(repository, log, first_parent=first_parent))
    if render is None:
        return Whole(told, *forms_of(told))
    return Whole(told, _log_of(told), b"", render(edit for one in told for edit in one.edits))


def _boundary(log: _Log) -> str | None:
    """A path by which the files are shared out to two processes; None where one should read all."""
    many: Counter[str] = Counter()
    # The first and the last path of files that must not be parted.
    together = [(ROOT_FILE, f"{LEDGER}/letters/\U0010ffff")]
    for _, changes in log:
        gone = [change.path for change in changes if change.new is None]
        many.update([change.path for change in changes])
        names = {file_name(path) for path in gone}
        if names:
            moved: dict[str, list[str]] = {}
            for change in changes:
                if change.old is None or change.new is None:
                    moved.setdefault(file_name(change.path), []).append(change.path)
            together += [(min(moved[name]), max(moved[name])) for name in names]
    every = many.total()
    if every < _MANY:
        return None
    paths = sorted(many)
    costs = [many[path] * (_ASSIGNMENT if _IS_ASSIGNMENT in path else 1) for path in paths]
    sums = accumulate(costs, initial=0)
    half = sum(costs) / 2
    # Before the first path there is nothing, and that is no share.
    places = [(abs(cost - half), path) for cost, path in zip(sums, paths, strict=False)][1:]
    spans = _spans(together)
    begins = [first for first, _ in spans]
    for _, path in sorted(places):
        place = bisect_left(begins, path) - 1
        if place < 0 or path > spans[place][1]:
            return path
    return None


def _spans(ranges: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Ranges put together where they overlap, in order."""
    spans: list[tuple[str, str]] = []
    for first, last in sorted(ranges):
        if spans and first <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], last))
        else:
            spans.append((first, last))
    return spans


def _by_two(
    repository: "Repository", log: _Log, boundary: str, render: Render | None
) -> Whole | None:
    """Read files on both sides of a boundary; None where a record is on both."""
    later = [
        (commit, tuple([change for change in changes if change.path >= boundary]))
        for commit, changes in log
    ]
    beside = Beside(lambda: _packed(_part(repository, later, render)))
    sooner = [
        (commit, changes[: len(changes) - len(rest)])
        for (commit, changes), (_, rest) in zip(log, later, strict=True)
    ]
    try:
        first = _part(repository, sooner, render)
    finally:
        packed = beside.result()
    second = _unpacked(packed) if packed is not None else _part(repository, later, render)
    if not first.names.isdisjoint(second.names):
        return None
    return _together(log, first, second, repository.cut)


class _Part(NamedTuple):
    """What all commits did to some of the files. ``names`` are the records in these, ``changes``
    and ``edits`` what is kept of each commit; ``text`` is that of its edits, ``broken`` is in the
    form in which it is kept, and ``letters`` are those that it served."""

    names: set[Name]
    broken: list[list[tuple[Any, ...]]]
    letters: list[list[str]]
    changes: list[bytes]
    edits: list[bytes]
    text: list[bytes]
    told: Sequence[Told] = ()


def _part(repository: "Repository", log: _Log, render: Render | None) -> _Part:
    reader = VersionReader(repository, log)
    walk = Walk(reader, repository.cut)
    told = [
        walk.commit(commit, changes) if changes else Told(commit, (), (), None, (), {})
        for commit, changes in log
    ]
    reader.end()
    return _Part(
        {name for one in told for name in one.names.values()},
        [[broken_form(broken) for broken in one.broken] for one in told],
        [served(one.edits) if one.commit.trailers else [] for one in told],
        [changes_form(one).encode("ascii") for one in told],
        [] if render else [edits_line(one.edits).encode("ascii") for one in told],
        [render(one.edits) if render and one.edits else b"" for one in told],
        told,
    )


def _packed(part: _Part) -> bytes:
    """A part as bytes, to be handed over: a line of json, those of the changes and of the edits,
    and the text."""
    sizes = [len(piece) for piece in part.text]
    lines = [*part.changes, *part.edits]
    head = encode([[*part.names], part.broken, part.letters, sizes, len(lines)])
    return b"".join([lines_of([head.encode("ascii"), *lines]), *part.text])


def _unpacked(packed: bytes) -> _Part:
    """What ``_packed`` made; what it tells is left as it is kept."""
    head = json.loads(packed[: packed.index(b"\n")])
    names, broken, letters, sizes, many = head
    _, *lines, text = packed.split(b"\n", many + 1)
    pieces = [text[start:end] for start, end in pairwise(accumulate(sizes, initial=0))]
    named = {(type, id) for type, id in names}
    changes = len(sizes)
    return _Part(named, broken, letters, lines[:changes], lines[changes:], pieces)


def _together(log: _Log, first: _Part, second: _Part, cut: Container[str]) -> Whole:
    """What both processes found, commit by commit."""
    commits: list[Told] = []
    for (commit, _), one, broken, *letters in zip(
        log, first.told, second.broken, first.letters, second.letters, strict=True
    ):
        every = (*one.broken, *(broken_of(commit, *told) for told in broken))
        mismatch = mismatch_of(commit, chain(*letters), cut)
        commits.append(Told(commit, one.edits, every, mismatch, (), {}))
    changes = map(_joined, first.changes, second.changes)
    log_lines = [
        commit_line(one, line.decode("ascii")).encode("ascii")
        for one, line in zip(commits, changes, strict=True)
    ]
    edits = map(_joined, first.edits, second.edits)
    text = [piece for pieces in zip(first.text, second.text, strict=True) for piece in pieces]
    return Whole(
        commits,
        lines_of(log_lines),
        lines_of(edits),
        b"".join(text),
        second.edits,
    )


def _joined(first: bytes, second: bytes) -> bytes:
    """One list of json of two."""
    if len(first) == 2 or len(second) == 2:
        return second if len(first) == 2 else first
    return first[:-1] + b"," + second[1:]
