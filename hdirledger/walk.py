"""From the commits of a history, and the versions of files in them, to edits of records."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .events import Comparer, Difference, Plain
from .history import Broken, Edit, Mismatch
from .serves import letters_of
from .versions import Books, Name, Version, VersionReader

if TYPE_CHECKING:
    from .git import Repository
    from .gitlog import Change, Commit


@dataclass(frozen=True, slots=True)
class Told:
    """What a commit did: its edits, the versions in it that cannot be read, whether it names other
    letters than its records, and the records that the files which it touched then had."""

    commit: "Commit"
    edits: tuple[Edit, ...]
    broken: tuple[Broken, ...]
    mismatch: Mismatch | None
    changes: "tuple[Change, ...]"
    names: Mapping[str, Name]


def read_commits(
    repository: "Repository",
    log: "Sequence[tuple[Commit, tuple[Change, ...]]]",
    *,
    first_parent: bool = True,
    wanted: Callable[[bytes], bool] | None = None,
) -> Iterator[Told]:
    """What the commits of a whole log did, oldest first."""
    reader = VersionReader(repository, log, both=not first_parent)
    walk = Walk(reader, repository.cut, wanted)
    step = walk.commit if first_parent else walk.alone
    for commit, changes in log:
        yield step(commit, changes)


class Walk:
    """Goes through the commits of a history, oldest first, and tells what they did.

    ``cut`` are the commits whose parents this clone does not have. ``wanted`` is asked of a file's
    content whether it can have a record that is asked for; other files are not parsed. ``books``
    are those that the first commit found.
    """

    def __init__(
        self,
        reader: VersionReader,
        cut: Container[str],
        wanted: Callable[[bytes], bool] | None = None,
        books: Books | None = None,
    ) -> None:
        self.read: set[str] = set()
        self._reader = reader
        self._cut = cut
        self._wanted = wanted
        self._comparer = Comparer()
        self._books = books if books is not None else Books()
        self._last_good: dict[str, Version] = {}
        self._edits: list[Edit] = []
        # Letters that the commit says it registers, those that it says it corrects, and whether
        # the clone lacks what was before it.
        self._trailers: tuple[str, ...] = ()
        self._corrected: tuple[str, ...] = ()
        self._before = False
        self._broken: list[Broken] = []

    def commit(self, commit: "Commit", changes: tuple["Change", ...]) -> Told:
        """A commit of the first-parent line, which follows on the one before."""
        return self._tell(commit, changes, self._books)

    def alone(self, commit: "Commit", changes: tuple["Change", ...]) -> Told:
        """A commit of any line, held against its own parent."""
        books = Books()
        for change in changes:
            if change.old is not None:
                found = self._reader.take(change.path, change.old)
                if found is not None and found.fault is not None:
                    found = self._last_good.get(change.path)
                books.put(change.path, found)
        told = self._tell(commit, changes, books)
        for change in changes:
            version = books.version(change.path)
            if version is not None:
                self._last_good[change.path] = version
        return told

    def _tell(self, commit: "Commit", changes: tuple["Change", ...], books: Books) -> Told:
        self._edits, self._broken = [], []
        trailers = self._trailers = trailed(commit)
        self._corrected = trailed(commit, "corrects")
        self._before = commit.id in self._cut
        went = gone_paths(changes)
        fresh: dict[str, Version | None] = {}
        names: dict[Name, None] = {}
        known: dict[str, Name] = {}
        for change in changes:
            version = fresh[change.path] = self._new(commit, change, books, went)
            old = books.version(change.path)
            if old is not None and old.name is not None:
                names[old.name] = None
            if version is not None and version.name is not None:
                names[version.name] = None
                known[change.path] = version.name
        before = {name: books.holder(name) for name in names}
        for path, version in fresh.items():
            books.put(path, version)
        for name, (path, was) in before.items():
            now, new = books.holder(name)
            if was is not new and was != new:
                self._record(commit, books, name, now or path, was, new)
        # Where only some records are read, the others may serve what a trailer names.
        whole = self._wanted is None
        letters = served(self._edits) if trailers else ()
        mismatch = mismatch_of(commit, letters, self._cut, whole=whole)
        return Told(commit, tuple(self._edits), tuple(self._broken), mismatch, changes, known)

    def _new(
        self, commit: "Commit", change: "Change", books: Books, went: dict[str, list[str]]
    ) -> Version | None:
        """What a touched file stands for after the commit."""
        if change.new is None:
            return None
        if self._wanted is not None and books.version(moved_from(change, went)) is None:
            content = self._reader.content(change.new)
            if content is not None and not self._wanted(content):
                self._reader.used(change.path, change.new)
                return None
        self.read.add(change.path)
        version = self._reader.take(change.path, change.new)
        if version is None or version.fault is None:
            return version
        self._broken.append(Broken(change.path, commit, version.fault))
        # The last good version stands for it, also where the file moved when it broke.
        return books.version(moved_from(change, went))

    def _record(
        self,
        commit: "Commit",
        books: Books,
        name: Name,
        path: str,
        old: Plain | None,
        new: Plain | None,
    ) -> None:
        type, record = name
        found = self._comparer.differences(old, new, type)
        letters = letters_of(found, old, new, type, self._corrected)
        if type == "ledger":
            letters = tuple(_declared(several, books) for several in letters)
        # Where the record names several, the commit may tell which of them it means.
        serves = tuple(
            [
                (tuple(letter for letter in several if letter in self._trailers) or several)
                if len(several) > 1
                else several
                for several in letters
            ]
        )
        of = _departments(new if new is not None else old)
        self._edits.append(Edit(type, record, path, commit, found, serves, of, self._before))


def served(edits: Iterable[Edit]) -> list[str]:
    """The letters that edits serve, each once."""
    return [*dict.fromkeys(x for edit in edits for several in edit.letters for x in several)]


def mismatch_of(
    commit: "Commit", letters: Iterable[str], cut: Container[str], *, whole: bool = True
) -> Mismatch | None:
    """What tells that a commit names other letters than those that it serves. ``whole``: all of
    those are known."""
    trailers = trailed(commit)
    if not trailers or commit.id in cut:
        return None
    found = dict.fromkeys(letters)
    unserved = tuple(letter for letter in trailers if whole and letter not in found)
    unnamed = tuple(letter for letter in found if letter not in trailers)
    return Mismatch(commit, trailers, unserved, unnamed) if unserved or unnamed else None


def _declared(letters: tuple[str, ...], books: Books) -> tuple[str, ...]:
    """What a declaration of letters serves: for one not held, the letters that speak of it."""
    found: list[str] = []
    for letter in letters:
        data = books.record(("letter", letter))
        came = (Difference((), None, data),) if data is not None else ()
        found += letters_of(came, None, data, "letter")[0] if came else (letter,)
    return tuple(dict.fromkeys(found))


def gone_paths(changes: tuple["Change", ...]) -> dict[str, list[str]]:
    """The paths that a commit deleted, by file name."""
    went: dict[str, list[str]] = {}
    for change in changes:
        if change.new is None:
            went.setdefault(file_name(change.path), []).append(change.path)
    return went


def moved_from(change: "Change", went: dict[str, list[str]]) -> str:
    """The path that a file had before the commit: another when it is new and one of its name went.
    It is told without its content, since that may be broken."""
    paths = went.get(file_name(change.path), ()) if change.old is None else ()
    return paths[0] if len(paths) == 1 else change.path


def file_name(path: str) -> str:
    return path.rpartition("/")[2]


def trailed(commit: "Commit", name: str = "letter") -> tuple[str, ...]:
    """The letters that a commit says it registers, or that it names in another trailer."""
    return tuple(value for key, value in commit.trailers if key.casefold() == name)


def _departments(data: Plain | None) -> tuple[str, ...]:
    found = data.get("departments") if data is not None else None
    return tuple([x for x in found if isinstance(x, str)]) if isinstance(found, list) else ()
