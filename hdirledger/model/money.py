"""What stands inside movements and authorizations: rows, earmarks, transfers, balances, frozen.

Amounts are whole kroner; None is an amount that the letter does not print.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .items import Item, Place
from .posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Earmark:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    amount: int | None
    lines: str
    name: str | None = None
    appropriation: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restated:
    amount: int
    lines: str
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    lines: str
    posts: tuple[Post, ...] = ()
    agency: str | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Asserts:
    lines: str
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    summary: str
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Replaced:
    letter: str
    key: str | None = None
    ceiling: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorization(Item):
    key: str
    kind: str
    posts: tuple[Post, ...]
    ceiling: int | None
    purpose: str
    lines: str
    against: tuple[Post, ...] = ()
    ministry: str | None = None
    recipients: tuple[str, ...] = ()
    assignments: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    replaces: Replaced | None = None
    section: str | None = None
