"""Balances: what the letters of one year do to each post, and how posts are named and summed.

Amounts are whole kroner. None is a sum that no letter prints; it adds nothing and is not 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..missing import has_main
from .heading import nothing

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.posts import Post
    from ..model.records import Allocation, Earmark

# Chapters of the National Insurance Scheme (folketrygden) in the Norwegian state budget that a
# ministry of health answers for; the chapters below them are those of other ministries.
NATIONAL_INSURANCE = range(2700, 2800)

# section -> its title, in the order of the report.
SECTIONS: dict[str, str] = {
    "own": "Our own posts",
    "administered": "The ministry's posts that we administer",
    "national-insurance": "National insurance",
    "other-ministries": "Posts of other ministries",
    "income": "Income (claims, never set off against expense)",
}


def total(amounts: Iterable[int | None]) -> int | None:
    """The sum of the amounts that are printed, in kroner; None when none is."""
    printed = [amount for amount in amounts if amount is not None]
    return sum(printed) if printed else None


def posts_text(posts: Iterable[Post]) -> str:
    """Posts as letters print them: ``714.21``, and ``769.21/70`` for posts that share a line."""
    named: list[str] = []
    chapter = None
    for post in posts:
        alone = post.item < 0 or post.chapter != chapter
        named.append(str(post) if alone else f"{post.item:02d}")
        chapter = post.chapter
    return "/".join(named)


def earmarks_of(movement: Allocation) -> list[Earmark]:
    """All earmarks of a movement, at whatever depth."""
    return [earmark for top in movement.earmarks for _, earmark in top.walk()]


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """One line: a post, or posts that share one, and its movements of a year in letter order.

    ``opening`` are the movements of the year's main letter, ``later`` those of other letters.
    ``opened``: that letter is held; without it only changes are known, and no balance.
    """

    posts: tuple[Post, ...]
    year: str
    opening: tuple[Allocation, ...]
    later: tuple[Allocation, ...]
    section: str
    opened: bool = True

    @property
    def movements(self) -> tuple[Allocation, ...]:
        return self.opening + self.later

    @property
    def chapter(self) -> int:
        return self.posts[0].chapter

    @property
    def group(self) -> str:
        """The post group; ``01-29/70-89`` for a line across groups, empty for a chapter alone."""
        return "/".join(dict.fromkeys(post.group for post in self.posts))

    @property
    def appropriation(self) -> int | None:
        """What the main letter prints as appropriated."""
        return total(movement.appropriation for movement in self.opening)

    @property
    def given(self) -> int | None:
        """What the main letter gives."""
        return total(movement.amount for movement in self.opening)

    @property
    def held_back(self) -> int | None:
        """Appropriated and not given; None unless the main letter prints both."""
        if self.appropriation is None or self.given is None:
            return None
        return self.appropriation - self.given

    @property
    def changed(self) -> int | None:
        """What later letters of the year add and take."""
        return total(movement.amount for movement in self.later)

    @property
    def moved(self) -> int | None:
        """All that the letters of the year print for the line; None when none prints a sum."""
        return total((self.given, self.changed))

    @property
    def now(self) -> int | None:
        """What stands given; None without an opening balance to count from."""
        return self.moved if self.opened else None

    @property
    def name(self) -> str | None:
        """The line's name as last printed; of a chapter alone the chapter's name."""
        names = [m.name or m.chapter_name for m in self.movements if m.name or m.chapter_name]
        return names[-1] if names else None

    @property
    def chapter_name(self) -> str | None:
        names = [m.chapter_name for m in self.movements if m.chapter_name]
        return names[-1] if names else None

    @property
    def stated(self) -> tuple[str, ...]:
        """The letters' words for the sums, where they are not simply allocated."""
        words = dict.fromkeys(m.stated for m in self.movements)
        return tuple(word for word in words if word != "allocated")


def years_of(ledger: Ledger, asked: tuple[str, ...]) -> tuple[str, ...]:
    """The years asked for, in order; else the latest year that has movements, if any."""
    if asked:
        return tuple(sorted(asked))
    years = [movement.year for movement in ledger.allocations]
    return (max(years),) if years else ()


def unopened(ledger: Ledger, year: str) -> str:
    """Why a year has no balances, when its main letter is not held; else empty."""
    if has_main(ledger, year):
        return ""
    return f"no letter of allocation held for {year}: changes only, no opening balance"


def nothing_moved(ledger: Ledger, filters: Filters, what: str, every: int) -> str:
    """Why a report on years has no rows of the ``every`` that there are, with the years that have
    money."""
    years = sorted({movement.year for movement in ledger.allocations})
    if every == 0 and years:
        return f"No {what} for {' and '.join(filters.years)}; there are for {', '.join(years)}."
    return nothing(filters, what, every, ledger)


def balances(ledger: Ledger, year: str) -> tuple[Balance, ...]:
    """The lines of a year in order of section and post.

    Lines whose movements only hold earmarks for posts that have lines of their own are left out;
    ``earmarks_only`` gives them.
    """
    return tuple(line for line in _lines(ledger, year) if not _earmarks_only(line))


def earmarks_only(ledger: Ledger, year: str) -> tuple[Balance, ...]:
    """Lines for several posts together that print no sum and hold nothing but earmarks."""
    return tuple(line for line in _lines(ledger, year) if _earmarks_only(line))


def _earmarks_only(line: Balance) -> bool:
    return len(line.posts) > 1 and all(
        m.amount is None and m.appropriation is None and m.earmarks for m in line.movements
    )


def _lines(ledger: Ledger, year: str) -> list[Balance]:
    by_posts: dict[tuple[Post, ...], list[Allocation]] = defaultdict(list)
    for movement in ledger.allocations:
        if movement.year == year:
            by_posts[tuple(sorted(movement.posts))].append(movement)
    lines = []
    opened = has_main(ledger, year)
    for posts, movements in by_posts.items():
        movements.sort(key=lambda m: ledger.letter_place(m.letter))
        opening = tuple(m for m in movements if _opens(ledger, m))
        later = tuple(m for m in movements if not _opens(ledger, m))
        section = section_of(ledger, movements)
        lines.append(
            Balance(
                posts=posts,
                year=year,
                opening=opening,
                later=later,
                section=section,
                opened=opened,
            )
        )
    order = list(SECTIONS)
    return sorted(lines, key=lambda line: (order.index(line.section), line.posts))


def _opens(ledger: Ledger, movement: Allocation) -> bool:
    """Whether a movement stands in the main letter of its own year."""
    letter = ledger.letters.get(movement.letter)
    return letter is not None and letter.kind == "main" and letter.year == movement.year


def section_of(ledger: Ledger, movements: Iterable[Allocation]) -> str:
    """The section of a line. Own posts come before a ministry, which comes before the chapter."""
    movements = tuple(movements)
    posts = movements[0].posts
    if any(movement.income for movement in movements):
        return "income"
    if all(any(own.covers(post) for own in ledger.root.own_posts) for post in posts):
        return "own"
    if any(movement.ministry for movement in movements):
        return "other-ministries"
    if all(post.chapter in NATIONAL_INSURANCE for post in posts):
        return "national-insurance"
    return "administered"
