"""What must exist and is not held: letters of a series, whole years, numbers of assignments.

Letters of a series are numbered from 1 on for each year, so that a number below the highest one
known is a letter that we lack (or one that was never sent; the letters do not say which). Every
year has a main letter; between the years of the letters that we hold, one that is not held is
missing even where nobody cites it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .catalog import Catalog
    from .ledger import Ledger
    from .model.records import Letter

Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One series of numbers in one year: those that we hold, those only cited, those missing.

    A cited letter is missing with all that it says; of an assignment that is only cited something
    is known, and its number is not among the missing.
    """

    name: str
    year: str
    held: tuple[int, ...]
    cited: tuple[int, ...]
    missing: Spans

    @property
    def title(self) -> str:
        """``TTB 2022``."""
        return f"{self.name} {self.year}"

    @property
    def count(self) -> int:
        """How many numbers are missing."""
        return sum(last - first + 1 for first, last in self.missing)


def holes(numbers: Iterable[int], highest: int = 0) -> Spans:
    """First and last of each run of numbers from 1 on that is not there: {1, 5} -> ((2, 4),).

    ``highest`` is a number known to exist beyond the last one that is there.
    """
    present = [0, *sorted({number for number in numbers if number > 0})]
    if highest > present[-1]:
        present.append(highest + 1)
    return tuple((low + 1, high - 1) for low, high in pairwise(present) if high - low > 1)


def spans(numbers: Iterable[int]) -> Spans:
    """Runs of numbers: {2, 3, 4, 7} -> ((2, 4), (7, 7))."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return tuple(found)


def spans_text(found: Spans) -> tuple[str, ...]:
    """``1``, ``13-17``."""
    return tuple(str(low) if low == high else f"{low}-{high}" for low, high in found)


@lru_cache(maxsize=2)
def letter_series(ledger: "Ledger") -> tuple[Series, ...]:
    """The series of numbered letters that lack some, in order of year."""
    held: dict[tuple[str, str], set[int]] = defaultdict(set)
    cited: dict[tuple[str, str], set[int]] = defaultdict(set)
    for letter in ledger.letters.values():
        if letter.series:
            numbers = cited if letter.held == "no" else held
            numbers[(letter.year, letter.series)].update(map(int, letter.numbers))
    found = []
    for year, name in sorted(held.keys() | cited.keys()):
        have, known = held[(year, name)], cited[(year, name)] - held[(year, name)]
        missing = holes(have, max(known, default=0))
        found.append(Series(name, year, tuple(sorted(have)), tuple(sorted(known)), missing))
    return tuple(series for series in found if series.missing)


@lru_cache(maxsize=2)
def assignment_series(ledger: "Ledger | Catalog") -> tuple[Series, ...]:
    """The series of assignments' numbers that lack some, ids and aliases together."""
    held: dict[tuple[str, int], set[int]] = defaultdict(set)
    cited: dict[tuple[str, int], set[int]] = defaultdict(set)
    for _, card in ledger.assignment_cards:
        numbers = cited if "held" in card else held
        for series, year, number in card["numbers"]:
            if series != "X":
                numbers[(series, year)].add(number)
    found = []
    for name, year in sorted(held.keys() | cited.keys()):
        have, known = held[(name, year)], cited[(name, year)] - held[(name, year)]
        missing = holes(have | known)
        found.append(Series(name, str(year), tuple(sorted(have)), tuple(sorted(known)), missing))
    return tuple(numbers for numbers in found if numbers.missing)


def _of_ministry(ledger: "Ledger") -> list["Letter"]:
    return [letter for letter in ledger.letters.values() if letter.kind != "reply"]


def has_main(ledger: "Ledger", year: str) -> bool:
    """Whether we hold the letter of allocation of a year."""
    return year in _main_years(ledger)


@lru_cache(maxsize=2)
def _main_years(ledger: "Ledger") -> frozenset[str]:
    letters = ledger.letters.values()
    return frozenset(x.year for x in letters if x.kind == "main" and x.held != "no")


@lru_cache(maxsize=2)
def years_without_main(ledger: "Ledger") -> dict[str, bool]:
    """Years from the first to the last of which we hold a letter, but not the main letter; and
    whether any letter of that year is held."""
    held = {letter.year for letter in _of_ministry(ledger) if letter.held != "no"}
    if not held:
        return {}
    years = map(str, range(int(min(held)), int(max(held)) + 1))
    return {year: year in held for year in years if not has_main(ledger, year)}


@lru_cache(maxsize=2)
def incomplete_years(ledger: "Ledger") -> tuple[str, ...]:
    """Years, up to the last of which a letter is known, whose letters we do not hold all: the main
    letter, a letter that others cite, or a number of a series is missing."""
    letters = _of_ministry(ledger)
    if not letters:
        return ()
    known = [int(letter.year) for letter in letters]
    lacking = {letter.year for letter in letters if letter.held == "no"}
    lacking |= {series.year for series in letter_series(ledger)}
    years = map(str, range(min(known), max(known) + 1))
    return tuple(year for year in years if year in lacking or not has_main(ledger, year))
