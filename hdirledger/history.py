"""The history of a repository: who entered what, when, computed from git alone.

Versions are keyed by the id inside the file. One ``git log`` tells which files each commit touched
and one ``git cat-file`` gives their versions; nothing is checked out, and what is kept of it under
the git directory can go at any time.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from .events import Difference, Item, Plain, apply
from .identity import Name

if TYPE_CHECKING:
    from .git import Repository
    from .gitlog import Commit
    from .reader import Fault
    from .walk import Told


class Edit(NamedTuple):
    """What one commit did to one record.

    ``letters`` are, for each difference, those that it serves. ``before``: it stood in a commit
    whose parents a shallow clone does not have, so that nobody can tell here who entered it, or
    when.
    """

    type: str
    record: str
    path: str
    commit: "Commit"
    changes: tuple[Difference, ...]
    letters: tuple[tuple[str, ...], ...]
    departments: tuple[str, ...] = ()
    before: bool = False

    @property
    def name(self) -> Name:
        return (self.type, self.record)


@dataclass(frozen=True, slots=True)
class Event:
    """One item of one record that a commit changed, and the letters that this serves."""

    edit: Edit
    change: Difference
    letters: tuple[str, ...] = ()

    @property
    def name(self) -> Name:
        return self.edit.name

    @property
    def commit(self) -> "Commit":
        return self.edit.commit

    @property
    def before(self) -> bool:
        return self.edit.before

    @property
    def item(self) -> Item:
        return self.change.path

    @property
    def old(self) -> Any:
        return self.change.old

    @property
    def new(self) -> Any:
        return self.change.new


@dataclass(frozen=True, slots=True)
class Broken:
    """A version of a file that cannot be read."""

    path: str
    commit: "Commit"
    fault: "Fault"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A commit whose trailers name other letters than the records that it changes."""

    commit: "Commit"
    trailers: tuple[str, ...]
    unserved: tuple[str, ...]
    unnamed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The edits of a history, oldest first, and what is to be said of it.

    ``commits`` counts those that changed the ledger, of which ``first`` and ``last`` are the ends.
    ``shallow``: the clone lacks parents of some commit that the history follows.
    """

    edits: tuple[Edit, ...]
    broken: tuple[Broken, ...]
    mismatches: tuple[Mismatch, ...]
    commits: int
    first: "Commit | None"
    last: "Commit | None"
    shallow: bool

    @property
    def events(self) -> tuple[Event, ...]:
        """Every item that changed."""
        return tuple(events_of(self.edits))


def events_of(edits: Iterable[Edit]) -> Iterator[Event]:
    """The events of edits, in their order."""
    for edit in edits:
        for change, letters in zip(edit.changes, edit.letters, strict=True):
            yield Event(edit, change, letters)


def read_history(
    repository: "Repository",
    tip: str = "HEAD",
    *,
    first_parent: bool = True,
    wanted: Callable[[bytes], bool] | None = None,
) -> History:
    """The history up to a revision: what landed, by first parents, or of every commit.

    ``wanted`` is asked of a file's content whether it can have a record that is asked for; other
    files are not parsed, and their edits are not told. A whole history is kept, so that only what
    came since need be read.
    """
    from .line import Line
    from .walk import read_commits

    if wanted is None:
        return Line(repository, first_parent=first_parent).history(repository.id_of(tip))
    log = list(repository.log(tip, first_parent=first_parent))
    told = read_commits(repository, log, first_parent=first_parent, wanted=wanted)
    return history_of(told, repository.is_cut(tip, first_parent=first_parent))


def history_of(told: "Iterable[Told]", shallow: bool) -> History:
    """The history that commits make, each as it was told."""
    commits = list(told)
    return History(
        tuple([edit for one in commits for edit in one.edits]),
        tuple([broken for one in commits for broken in one.broken]),
        tuple([one.mismatch for one in commits if one.mismatch is not None]),
        len(commits),
        commits[0].commit if commits else None,
        commits[-1].commit if commits else None,
        shallow,
    )


def replay(edits: Iterable[Edit]) -> dict[Name, Plain]:
    """The records that come of all edits of a history of first parents."""
    records: dict[Name, Plain] = {}
    for edit in edits:
        data = apply(records.get(edit.name), edit.changes, edit.type)
        if data is None:
            records.pop(edit.name, None)
        else:
            records[edit.name] = data
    return records
