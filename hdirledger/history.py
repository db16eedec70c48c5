"""The events of a repository: who entered what, when, computed from git alone.

Versions are keyed by the id inside the file. One ``git log`` tells which files each commit touched
and one ``git cat-file`` gives their versions; nothing is checked out and nothing is stored.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .events import Difference, Item, Plain, apply, differences
from .reader import Fault
from .serves import letters_of
from .versions import Books, Name, Version, VersionReader

if TYPE_CHECKING:
    from .git import Change, Commit, Repository


@dataclass(frozen=True, slots=True)
class Event:
    """One item of one record that a commit changed.

    ``letters`` are those that it serves. ``before``: it stood in the first commit that a shallow
    clone has, so that nobody can tell here who entered it, or when.
    """

    type: str
    record: str
    path: str
    change: Difference
    commit: "Commit"
    letters: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    before: bool = False

    @property
    def name(self) -> Name:
        return (self.type, self.record)

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
    fault: Fault


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A commit whose trailers name other letters than the records that it changes."""

    commit: "Commit"
    trailers: tuple[str, ...]
    unserved: tuple[str, ...]
    unnamed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The events of a history, oldest first, and what is to be said of it."""

    events: tuple[Event, ...]
    broken: tuple[Broken, ...]
    mismatches: tuple[Mismatch, ...]
    commits: int
    first: "Commit | None"
    last: "Commit | None"
    shallow: bool


def read_history(
    repository: "Repository",
    tip: str = "HEAD",
    *,
    first_parent: bool = True,
    wanted: Callable[[bytes], bool] | None = None,
) -> History:
    """The history up to a revision: what landed, by first parents, or of every commit.

    ``wanted`` is asked of a file's content whether it can have a record that is asked for; other
    files are not parsed, and their events are not told.
    """
    log = tuple(repository.log(tip, first_parent=first_parent))
    reader = VersionReader(repository, log, both=not first_parent)
    walk = _Walk(reader, repository.shallow, wanted)
    for commit, changes in log:
        if first_parent:
            walk.commit(commit, changes)
        else:
            walk.alone(commit, changes)
    return History(
        tuple(walk.events),
        tuple(walk.broken),
        tuple(walk.mismatches),
        len(log),
        log[0][0] if log else None,
        log[-1][0] if log else None,
        repository.shallow,
    )


def replay(events: Iterable[Event]) -> dict[Name, Plain]:
    """The records that come of all events of a history of first parents."""
    records: dict[Name, Plain] = {}
    for (_, name), changes in _by_commit(events):
        data = apply(records.get(name), changes, name[0])
        if data is None:
            records.pop(name, None)
        else:
            records[name] = data
    return records


def _by_commit(
    events: Iterable[Event],
) -> Iterator[tuple[tuple[str, Name], list[Difference]]]:
    """The differences of each record in each commit, in order."""
    group: list[Difference] = []
    current: tuple[str, Name] | None = None
    for event in events:
        key = (event.commit.id, event.name)
        if current is not None and key != current:
            yield current, group
            group = []
        current = key
        group.append(event.change)
    if current is not None:
        yield current, group


class _Walk:
    """Goes through the commits and gathers events."""

    def __init__(
        self, reader: VersionReader, shallow: bool, wanted: Callable[[bytes], bool] | None
    ) -> None:
        self.events: list[Event] = []
        self.broken: list[Broken] = []
        self.mismatches: list[Mismatch] = []
        self._reader = reader
        self._shallow = shallow
        self._wanted = wanted
        self._books = Books()
        self._last_good: dict[str, Version] = {}

    def commit(self, commit: "Commit", changes: tuple["Change", ...]) -> None:
        """A commit of the first-parent line, which follows on the one before."""
        self._tell(commit, changes, self._books)

    def alone(self, commit: "Commit", changes: tuple["Change", ...]) -> None:
        """A commit of any line, held against its own parent."""
        books = Books()
        for change in changes:
            if change.old is not None:
                found = self._reader.version(change.path, change.old)
                if found is not None and found.fault is not None:
                    found = self._last_good.get(change.path)
                books.put(change.path, found)
                self._reader.used(change.path, change.old)
        self._tell(commit, changes, books)
        for change in changes:
            version = books.version(change.path)
            if version is not None:
                self._last_good[change.path] = version

    def _tell(self, commit: "Commit", changes: tuple["Change", ...], books: Books) -> None:
        gone = {c.path: v for c in changes if (v := books.version(c.path)) is not None}
        went = _went(changes)
        fresh = {change.path: self._new(commit, change, books, went) for change in changes}
        names = dict.fromkeys(
            version.name
            for path in fresh
            for version in (gone.get(path), fresh[path])
            if version is not None and version.name is not None
        )
        before = {name: (books.record(name), books.path(name)) for name in names}
        for path in fresh:
            books.put(path, None)
        for path, version in fresh.items():
            books.put(path, version)
        start = len(self.events)
        for name, (old, path) in before.items():
            new = books.record(name)
            if old is not new and old != new:
                self._record(commit, name, books.path(name) or path, old, new)
        self._cross_check(commit, self.events[start:])

    def _new(
        self, commit: "Commit", change: "Change", books: Books, went: dict[str, list[str]]
    ) -> Version | None:
        """What a touched file stands for after the commit."""
        if change.new is None:
            return None
        stands = books.version(_moved_from(change, went))
        if self._wanted is not None and stands is None:
            content = self._reader.content(change.new)
            if content is not None and not self._wanted(content):
                self._reader.used(change.path, change.new)
                return None
        version = self._reader.version(change.path, change.new)
        self._reader.used(change.path, change.new)
        if version is None or version.fault is None:
            return version
        self.broken.append(Broken(change.path, commit, version.fault))
        # The last good version stands for it, also where the file moved when it broke.
        return stands

    def _record(
        self, commit: "Commit", name: Name, path: str, old: Plain | None, new: Plain | None
    ) -> None:
        type, record = name
        before = self._shallow and not commit.parents
        found = differences(old, new, type)
        trailers = _trailers(commit)
        letters = letters_of(found, old, new, type)
        if type == "ledger":
            letters = tuple(self._declared(several) for several in letters)
        departments = _departments(new if new is not None else old)
        for change, several in zip(found, letters, strict=True):
            # Where the record names several, the commit may tell which of them it means.
            meant = tuple(letter for letter in several if letter in trailers)
            serves = meant if len(several) > 1 and meant else several
            self.events.append(
                Event(type, record, path, change, commit, serves, departments, before)
            )

    def _declared(self, letters: tuple[str, ...]) -> tuple[str, ...]:
        """What a declaration of letters serves: for one not held, the letters that speak of it."""
        found: list[str] = []
        for letter in letters:
            data = self._books.record(("letter", letter))
            came = (Difference((), None, data),) if data is not None else ()
            found += letters_of(came, None, data, "letter")[0] if came else (letter,)
        return tuple(dict.fromkeys(found))

    def _cross_check(self, commit: "Commit", events: list[Event]) -> None:
        trailers = _trailers(commit)
        if not trailers or (self._shallow and not commit.parents):
            return
        served = dict.fromkeys(letter for event in events for letter in event.letters)
        # Where only some records are read, the others may serve what a trailer names.
        whole = self._wanted is None
        unserved = tuple(letter for letter in trailers if whole and letter not in served)
        unnamed = tuple(letter for letter in served if letter not in trailers)
        if unserved or unnamed:
            self.mismatches.append(Mismatch(commit, trailers, unserved, unnamed))


def _went(changes: tuple["Change", ...]) -> dict[str, list[str]]:
    """The paths that a commit deleted, by file name."""
    went: dict[str, list[str]] = {}
    for change in changes:
        if change.new is None:
            went.setdefault(_file_name(change.path), []).append(change.path)
    return went


def _moved_from(change: "Change", went: dict[str, list[str]]) -> str:
    """The path that a file had before the commit: another when it is new and one of its name went.
    It is told without its content, since that may be broken."""
    paths = went.get(_file_name(change.path), ()) if change.old is None else ()
    return paths[0] if len(paths) == 1 else change.path


def _file_name(path: str) -> str:
    return path.rpartition("/")[2]


def _trailers(commit: "Commit") -> tuple[str, ...]:
    """The letters that a commit says it registers."""
    return tuple(value for key, value in commit.trailers if key.casefold() == "letter")


def _departments(data: Plain | None) -> tuple[str, ...]:
    found = data.get("departments") if data is not None else None
    return tuple(x for x in found if isinstance(x, str)) if isinstance(found, list) else ()
