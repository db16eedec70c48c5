"""A history read from its first commit, by two processes where it is long.

The second one begins in the middle, with the files as they then were. That is only right where all
of those can be read: what stands for a broken one depends on the commits before.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from .beside import Beside
from .gitlog import Change, Commit
from .history import Edit
from .lineform import Kept, commit_line, edits_line, read_commit, read_edits
from .versions import Books, VersionReader
from .walk import Told, Walk, read_commits

if TYPE_CHECKING:
    from .git import Repository

# Of edits to the text that tells them.
Render = Callable[[Iterable[Edit]], bytes]

_Log = Sequence[tuple[Commit, tuple[Change, ...]]]
# Changes for which a second process is worth while, and the share of them that the first one reads.
# The second has the files of the middle to read too.
_MANY = 2000
_SHARE = 0.55


@dataclass(frozen=True, slots=True)
class Whole:
    """What all commits of a line did: of the first ones as it is, then in the form in which it is
    kept, whole. ``text`` is that of all edits, if it was asked for."""

    first: list[Told]
    log: bytes
    edits: bytes
    text: bytes = b""

    def told(self) -> list[Told]:
        """What each of the commits did."""
        log, edits = (kept.split(b"\n")[len(self.first) : -1] for kept in (self.log, self.edits))
        return [*self.first, *told_of([read_commit(line) for line in log], edits)]

    def has_broken(self) -> bool:
        """Whether there are versions that cannot be read."""
        rest = self.log.split(b"\n")[len(self.first) : -1]
        return any(one.broken for one in self.first) or any(read_commit(x).broken for x in rest)


def told_of(kept: Iterable[Kept], edits: Iterable[bytes]) -> list[Told]:
    """What kept commits did, by the lines of their edits."""
    return [
        Told(k.commit, tuple(read_edits(line, k.commit)), k.broken, k.mismatch, (), {})
        for k, line in zip(kept, edits, strict=False)
    ]


def lines_of(lines: Iterable[bytes]) -> bytes:
    """Lines as they stand in a file."""
    return b"".join([line + b"\n" for line in lines])


def forms_of(told: Iterable[Told], render: Render | None = None) -> tuple[bytes, bytes, bytes]:
    """What is kept of commits: a line for each, one for its edits, and their text if wanted."""
    commits = list(told)
    log = "".join([commit_line(one) + "\n" for one in commits])
    edits = "".join([edits_line(one.edits) + "\n" for one in commits])
    text = render(edit for one in commits for edit in one.edits) if render else b""
    return log.encode("ascii"), edits.encode("ascii"), text


def read_whole(
    repository: "Repository", tip: str, render: Render | None = None, *, first_parent: bool = True
) -> Whole:
    """Read what all commits up to one did."""
    log = list(repository.log(tip, first_parent=first_parent))
    many = [*accumulate(len(changes) for _, changes in log)]
    if not first_parent or not many or many[-1] < _MANY:
        told = list(read_commits(repository, log, first_parent=first_parent))
        return Whole(told, *forms_of(told, render))
    half = next(place for place, so_far in enumerate(many) if so_far >= many[-1] * _SHARE)
    beside = Beside(lambda: _packed(_from_the_middle(repository, log, half), render))
    walk = Walk(VersionReader(repository, log[:half]), repository.cut)
    first = [walk.commit(*one) for one in log[:half]]
    forms = forms_of(first, render)
    packed = beside.result()
    if packed is None:
        walk.go_on(VersionReader(repository, log[half:]))
        rest = [walk.commit(*one) for one in log[half:]]
        first += rest
        later: Iterable[bytes] = forms_of(rest, render)
    else:
        later = _unpacked(packed)
    return Whole(first, *(a + b for a, b in zip(forms, later, strict=True)))


def _from_the_middle(repository: "Repository", log: _Log, half: int) -> list[Told]:
    """What the commits from one on did. Raises ``ValueError`` where a file then was broken."""
    files: dict[str, str] = {}
    for _, changes in log[:half]:
        for change in changes:
            if change.new is None:
                files.pop(change.path, None)
            else:
                files[change.path] = change.new
    reader = VersionReader(repository, log[half:], first=files.values())
    books = Books()
    for path, blob in files.items():
        version = reader.version(path, blob)
        if version is not None and version.fault is not None:
            raise ValueError(path)
        books.put(path, version)
    walk = Walk(reader, repository.cut, books=books)
    return [walk.commit(*one) for one in log[half:]]


def _packed(told: Iterable[Told], render: Render | None) -> bytes:
    forms = forms_of(told, render)
    return b"".join([*(b"%d\n" % len(form) for form in forms), *forms])


def _unpacked(packed: bytes) -> list[bytes]:
    *sizes, held = packed.split(b"\n", 3)
    ends = [*accumulate(map(int, sizes))]
    return [held[start:end] for start, end in pairwise([0, *ends])]
