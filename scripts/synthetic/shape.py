"""How much there is of everything: the proportions of the real ledger, for a number of records.

Of a hundred records in the real ledger 57 are assignments, 33 movements, 5 goals and 4 letters; a
year of it has some 110 assignments. A larger ledger has more years, so that folders keep their
size.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

LAST_YEAR = 2025
_A_YEAR = 194
_MOST_YEARS = 1000
SMALLEST = 30


class Unmakeable(ValueError):
    """A ledger of this size cannot be made. The message is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class LetterShape:
    """What one letter brings. ``held`` is false for a letter that the next one only cites."""

    main: bool = False
    held: bool = True
    assignments: int = 0
    stubs: int = 0
    movements: int = 0
    goals: int = 0
    authorizations: bool = False
    reporting: bool = False


@dataclass(frozen=True, slots=True)
class YearShape:
    """The letters of a year in their order: the main one first, and none not held at the end."""

    year: int
    letters: tuple[LetterShape, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """Years of letters; ``held`` is the number of letters that are registered one by one."""

    years: tuple[YearShape, ...]
    held: int


def shape_of(records: int, chance: Random) -> Shape:
    """The shape of a ledger with exactly so many records, ``ledger.yaml`` among them.

    Raises ``Unmakeable`` when there are too few for one year.
    """
    if records < SMALLEST:
        raise Unmakeable(f"A ledger needs at least {SMALLEST} records, not {records}.")
    count = min(max(1, round(records / _A_YEAR)), _MOST_YEARS)
    sizes = [(records - 1) * (n + 1) // count - (records - 1) * n // count for n in range(count)]
    years = tuple(
        YearShape(LAST_YEAR - count + 1 + n, tuple(_letters(size, chance)))
        for n, size in enumerate(sizes)
    )
    held = sum(letter.held for year in years for letter in year.letters)
    return Shape(years, held)


def _letters(records: int, chance: Random) -> Iterator[LetterShape]:
    """The letters of a year that has so many records in all."""
    letters = max(1, round(records * 0.042))
    unheld = round((letters - 1) * 0.3)
    held = letters - unheld
    goals = min(60, round(records * 0.048))
    authorizations = min(held, max(1, round(records * 0.01)))
    movements = round(records * 0.326)
    stubs = round(records * 0.05) if unheld else 0
    assignments = records - letters - goals - 1 - authorizations - movements - stubs
    # The last letter is held, since one that is not held is only known from a later one.
    order = [False] * unheld + [True] * (held - 2)
    chance.shuffle(order)
    order += [True] * (held > 1)
    some = held - 1
    main = round(assignments * 0.65) if some else assignments
    given = share(assignments - main, some, chance)
    moved_first = round(movements * 0.8) if some else movements
    moved = share(movements - moved_first, some, chance)
    cited = share(stubs, unheld, chance)
    yield LetterShape(True, True, main, 0, moved_first, goals, authorizations > 0, True)
    number = 0
    for place in order:
        if not place:
            yield LetterShape(held=False, stubs=cited.pop())
            continue
        number += 1
        yield LetterShape(
            assignments=given.pop(), movements=moved.pop(), authorizations=number < authorizations
        )


def share(total: int, among: int, chance: Random) -> list[int]:
    """A number shared among some by chance; they add up to it, and some may get nothing."""
    if not among:
        return []
    cuts = sorted(chance.randint(0, total) for _ in range(among - 1))
    return [high - low for low, high in zip([0, *cuts], [*cuts, total], strict=True)]
