"""What a branch does to the books: two ledgers held against each other, record by record.

Records are matched by the id inside the file, so a file that moves is no change. Every difference
tells which letter explains it; one that none explains is what the people who approve must look at.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .check import check
from .explained import data_of, told_of
from .findings import Finding
from .ledger import Entry, Ledger, record_id
from .told import Told

if TYPE_CHECKING:
    from .gitlog import Change, Commit

# Trailers that declare a change which no letter made.
DECLARING = ("corrects", "editorial")


@dataclass(frozen=True, slots=True)
class Pair:
    """A record that differs: its file at the base and at the head, None where it has none."""

    type: str
    id: str
    old: Entry | None
    new: Entry | None
    told: tuple[Told, ...] = ()

    @property
    def path(self) -> str:
        """The path of the file, at the head when it is there."""
        entry = self.new or self.old
        return entry.path if entry else ""

    @property
    def record(self) -> Any:
        """The record at the head; as it was at the base when it is removed."""
        entry = self.new or self.old
        return entry.record if entry else None


@dataclass(frozen=True)
class Review:
    """What lies between two ledgers. ``commits`` are those of a range, oldest first, each with the
    files it touched; empty for changes that are not committed."""

    base: Ledger
    head: Ledger
    pairs: tuple[Pair, ...]
    broken: tuple[str, ...] = ()
    mended: tuple[str, ...] = ()
    moved: tuple[tuple[str, str], ...] = ()
    commits: "Sequence[tuple[Commit, tuple[Change, ...]]]" = field(default=())

    def of(self, type: str) -> Iterator[Pair]:
        """The records of one type that differ."""
        return (pair for pair in self.pairs if pair.type == type)

    @cached_property
    def registered(self) -> tuple[str, ...]:
        """Letters that are held at the head and were not at the base, in the declared order."""
        return _registered(self.base, self.head)

    @cached_property
    def unexplained(self) -> tuple[tuple[Pair, Told], ...]:
        """What letters are said to say, changed without a letter that explains it."""
        return tuple(
            (pair, told)
            for pair in self.pairs
            for told in pair.told
            if told.letter is None and not told.ours
        )

    @cached_property
    def late(self) -> dict[str, int]:
        """How many changes serve letters that the base already held, by letter."""
        found = Counter(
            told.letter
            for pair in self.pairs
            for told in pair.told
            if told.letter and told.letter not in self.registered and not told.ours
        )
        order = sorted(found.items(), key=lambda item: self.head.letter_place(str(item[0])))
        return {str(letter): many for letter, many in order}

    @cached_property
    def findings(self) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
        """The findings that the head has and the base had not, and those that are gone."""
        before, after = check(self.base).findings, check(self.head).findings
        return _without(after, before), _without(before, after)

    def declared(self, pair: Pair) -> tuple[str, ...]:
        """What the trailers of the commits that touched a record declare: ``Corrects: 2022-tb``."""
        paths = {entry.path for entry in (pair.old, pair.new) if entry}
        return tuple(
            dict.fromkeys(
                f"{name}: {value}"
                for commit, changes in self.commits
                if any(change.path in paths for change in changes)
                for name, value in commit.trailers
                if name.casefold() in DECLARING
            )
        )

    def mismatches(self) -> Iterator[str]:
        """Where the trailers of the commits and the records say different things."""
        served = {told.letter for pair in self.pairs for told in pair.told}
        named = set()
        for commit, _ in self.commits:
            for name, value in commit.trailers:
                letter = value.strip()
                if name.casefold() == "letter":
                    named.add(letter)
                    if letter not in served:
                        yield f"Commit {commit.short} says Letter: {letter}; no change serves it."
        if self.commits:
            for letter in self.registered:
                if letter not in named:
                    yield f"{letter} is registered, but no commit says Letter: {letter}."


def review(
    base: Ledger,
    head: Ledger,
    commits: "Sequence[tuple[Commit, tuple[Change, ...]]]" = (),
) -> Review:
    """Hold two ledgers against each other."""
    olds, news = _by_id(base), _by_id(head)
    lost, found = _unread(base), _unread(head)
    pairs, moved, mended = [], [], []
    for key in dict.fromkeys((*news, *olds)):
        old, new = olds.get(key), news.get(key)
        if new is None and old is not None and old.path in found:
            continue  # Its file cannot be read now, which is told of the file.
        if old is None and new is not None and new.path in lost:
            mended.append(new.path)
        if old and new and old.path != new.path:
            moved.append((old.path, new.path))
        if old and new and old.content == new.content:
            continue
        told = told_of(*key, data_of(old), data_of(new))
        if told:
            pairs.append(Pair(*key, old, new, told))
    return Review(
        base, head, tuple(pairs), tuple(sorted(found)), tuple(mended), tuple(moved), commits
    )


def _registered(base: Ledger, head: Ledger) -> tuple[str, ...]:
    def held(ledger: Ledger) -> list[str]:
        return [name for name, letter in ledger.letters.items() if letter.held != "no"]

    before = set(held(base))
    return tuple(name for name in held(head) if name not in before)


def _by_id(ledger: Ledger) -> dict[tuple[str, str], Entry]:
    found: dict[tuple[str, str], Entry] = {}
    for entry in ledger.entries:
        if entry.record is not None:
            # Of several with one id, which is a finding, the first stands for it.
            found.setdefault((entry.type, record_id(entry.record)), entry)
    return found


def _unread(ledger: Ledger) -> set[str]:
    return {entry.path for entry in ledger.entries if not entry.valid}


def _without(these: Sequence[Finding], those: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings that are not among others, wherever in the file they stand now."""

    def key(finding: Finding) -> tuple[str, ...]:
        place = finding.record or finding.file
        return (finding.code, finding.severity, place, finding.message, finding.accepted)

    left = Counter(key(finding) for finding in those)
    found = []
    for finding in these:
        if left[key(finding)]:
            left[key(finding)] -= 1
        else:
            found.append(finding)
    return tuple(found)
