"""Movements and what stands inside them: rows, earmarks, transfers, balances. Frozen.

Amounts are whole kroner; None is an amount that the letter does not print.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .items import Accept
from .posts import Post


@dataclass(frozen=True, kw_only=True)
class Place:
    """Lines of a letter where something is printed again, and how."""

    lines: str
    letter: str | None = None
    section: str | None = None
    printed: str | None = None


@dataclass(frozen=True, kw_only=True)
class Earmark:
    """Money of a movement that is set aside for a purpose, with what is set aside of it in turn."""

    amount: int | None
    purpose: str
    lines: str
    bound: str | None = None
    scheme: str | None = None
    recipients: tuple[str, ...] = ()
    agency: str | None = None
    financed_by: tuple[Post, ...] = ()
    assignments: tuple[str, ...] = ()
    printed: str | None = None
    reprinted: tuple[Place, ...] = ()
    split: str | None = None
    earmarks: "tuple[Earmark, ...]" = ()
    section: str | None = None

    def walk(self, depth: int = 0) -> "Iterator[tuple[int, Earmark]]":
        """This earmark and all below it, each with its depth."""
        yield depth, self
        for child in self.earmarks:
            yield from child.walk(depth + 1)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of the table that a movement's sum is the sum of."""

    amount: int | None
    lines: str
    name: str | None = None
    appropriation: int | None = None


@dataclass(frozen=True, kw_only=True)
class Restated:
    """A sum that the letter states again, as another."""

    amount: int
    lines: str
    printed: str | None = None


@dataclass(frozen=True, kw_only=True)
class Transfer:
    """Where the money of a movement comes from or goes to."""

    lines: str
    posts: tuple[Post, ...] = ()
    agency: str | None = None
    amount: int | None = None


@dataclass(frozen=True, kw_only=True)
class Asserts:
    """The balance of a post that a letter states, before and after the movement."""

    lines: str
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a letter says of a movement beside its sums."""

    summary: str
    lines: str


@dataclass(frozen=True, kw_only=True)
class Allocation:
    """A movement: what one letter does to one post, or to posts that share one line."""

    posts: tuple[Post, ...]
    letter: str
    year: str
    amount: int | None
    stated: str
    lines: str
    side: str | None = None
    name: str | None = None
    chapter_name: str | None = None
    ministry: str | None = None
    keywords: tuple[str, ...] = ()
    usable_under: tuple[str, ...] = ()
    appropriation: int | None = None
    split: str | None = None
    rows: tuple[Row, ...] = ()
    restated: tuple[Restated, ...] = ()
    earmarks: tuple[Earmark, ...] = ()
    transfer: Transfer | None = None
    asserts: Asserts | None = None
    notes: tuple[Note, ...] = ()
    section: str | None = None
    reading: str | None = None
    accepts: tuple[Accept, ...] = ()

    @property
    def id(self) -> str:
        """``2022/0714.21/2022-tb``: year, posts and letter name a movement."""
        return f"{self.year}/{'+'.join(post.key for post in self.posts)}/{self.letter}"

    @property
    def income(self) -> bool:
        """Whether the movement is on the income side."""
        return self.side == "income" if self.side else self.posts[0].income
