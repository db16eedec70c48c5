"""A journal entry as it is judged: the files that a commit changes, as records before and after."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .events import Plain
from .quick import QuickReader
from .source import ROOT_FILE, Tree
from .versions import Name, Version, version_of

if TYPE_CHECKING:
    from .gitlog import Commit


@dataclass(frozen=True, slots=True)
class Touched:
    """A file of the ledger that a commit changes: what it stood for before, what it says after, and
    its bytes then. None where there is no file, or no record."""

    path: str
    old: Version | None
    new: Version | None
    content: bytes | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """What one commit changes, or what a merge has made of one of its parents.

    ``declared`` are the letters that ledger.yaml lists after it and, behind them, those that only
    stood there before. ``outside`` is a file that the commit changes outside the ledger. ``only``
    are the files that a merge has to answer for; None for all. ``others`` are trailers of further
    commits, which explain changes too: those that a merge brings from its other parents, and those
    since a file could last be read.
    """

    touched: tuple[Touched, ...]
    trailers: tuple[tuple[str, str], ...]
    declared: tuple[str, ...]
    commit: "Commit | None" = None
    merge: bool = False
    outside: str = ""
    only: frozenset[str] | None = None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A record that differs, with its files."""

    type: str
    id: str
    old: Plain | None
    new: Plain | None
    path: str
    paths: frozenset[str]
    content: bytes | None


def between(base: Tree, head: Tree, trailers: Iterable[tuple[str, str]]) -> Step:
    """All that differs between two trees, as one entry."""
    quick = QuickReader()
    files = [{file.path: file for file in tree.files()} for tree in (base, head)]
    olds, news = files

    def version(path: str, side: int) -> Version | None:
        file = files[side].get(path)
        if file is None:
            return None
        if file.fault is not None:
            return Version(None, None, file.fault)
        return version_of(path, file.content, quick)

    touched = []
    for path in sorted(olds.keys() | news.keys()):
        old, new = olds.get(path), news.get(path)
        if old is None or new is None or (old.content, old.fault) != (new.content, new.fault):
            content = new.content if new else None
            touched.append(Touched(path, version(path, 0), version(path, 1), content))
    roots = (version(ROOT_FILE, 1), version(ROOT_FILE, 0))
    return Step(tuple(touched), tuple(trailers), declared(*roots))


def declared(*roots: Version | None) -> tuple[str, ...]:
    """The letters that versions of the root file list, those of the first version first."""
    found: dict[str, None] = {}
    for root in roots:
        letters = root.data.get("letters") if root is not None and root.data is not None else None
        if isinstance(letters, list):
            found.update(dict.fromkeys(x for x in letters if isinstance(x, str)))
    return tuple(found)


def changed_records(touched: Sequence[Touched]) -> list[Changed]:
    """The records that the files are, before and after, by the id inside the file.

    A version that cannot be read leaves its record as it was, also where the file moved. One that
    could not be read before is left out, since there is nothing to compare it with.
    """
    olds: dict[Name, Touched] = {}
    news: dict[Name, tuple[Touched, Version]] = {}
    gone = {x.path.rpartition("/")[2]: x for x in touched if x.new is None}
    for one in touched:
        if one.old is not None and one.old.name is not None:
            olds.setdefault(one.old.name, one)
        new = one.new
        if new is not None and new.fault is not None:
            before = one if one.old is not None else gone.get(one.path.rpartition("/")[2])
            new = before.old if before is not None else None
        if new is not None and new.name is not None:
            news.setdefault(new.name, (one, new))
    blind = {x.path for x in touched if x.old is not None and x.old.fault is not None}
    found = [_changed(name, olds.get(name), news.get(name)) for name in {**news, **olds}]
    return [x for x in found if x.old is not None or not x.paths & blind]


def _changed(name: Name, old: Touched | None, new: tuple[Touched, Version] | None) -> Changed:
    before = old.old.data if old is not None and old.old is not None else None
    after = new[1].data if new is not None else None
    files = [*((new[0],) if new is not None else ()), *((old,) if old is not None else ())]
    content = new[0].content if new is not None and new[0].new is new[1] else None
    paths = frozenset(file.path for file in files)
    return Changed(*name, before, after, files[0].path, paths, content)
