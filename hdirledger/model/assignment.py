"""Assignments and what stands inside them, frozen."""

from dataclasses import dataclass

from .dates import Due
from .items import Accept, Deadline, Item
from .posts import Post


@dataclass(frozen=True, kw_only=True)
class Partner(Item):
    """Another agency that takes part, and in which role."""

    agency: str
    role: str
    lines: str | None = None


@dataclass(frozen=True, kw_only=True)
class Fund(Item):
    """Money that a letter gives for an assignment."""

    amount: int
    purpose: str
    lines: str
    currency: str | None = None
    bound: str | None = None
    post: Post | None = None


@dataclass(frozen=True, kw_only=True)
class Became:
    """What a part became: another assignment, or a part of one."""

    to: str
    part: str | None = None


@dataclass(frozen=True, kw_only=True)
class Part(Item):
    """A part of an assignment, with a key of its own."""

    key: str
    number: str | None = None
    group: str | None = None
    title: str | None = None
    summary: str | None = None
    withheld: str | None = None
    for_: str | None = None
    status: str | None = None
    became: Became | None = None
    lines: str | None = None


@dataclass(frozen=True, kw_only=True)
class Relation(Item):
    """What an assignment has to do with another one."""

    type: str
    to: str
    part: str | None = None
    agency: str | None = None
    title: str | None = None
    cited_as: str | None = None
    lines: str | None = None


@dataclass(frozen=True, kw_only=True)
class Reply:
    """The answer to a letter: where it is, or when it came."""

    letter: str | None = None
    dated: Due | None = None
    reference: str | None = None
    printed: str | None = None


@dataclass(frozen=True, kw_only=True)
class Basis:
    """One place where a letter speaks of an assignment, and what it does there."""

    letter: str
    action: str
    lines: str
    parts: tuple[str, ...] = ()
    cited_as: str | None = None
    note: str | None = None
    reply: Reply | None = None
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
class Formerly(Item):
    """Values that a letter changed; ``until`` is the letter that changed them."""

    title: str | None = None
    area: str | None = None
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """An assignment: what holds now, and what ended and why."""

    id: str
    status: str
    basis: tuple[Basis, ...]
    printed: str | None = None
    aliases: tuple[str, ...] = ()
    held: str | None = None
    title: str | None = None
    departments: tuple[str, ...] = ()
    area: str | None = None
    formerly: tuple[Formerly, ...] = ()
    responsible: str | None = None
    summary: str | None = None
    withheld: str | None = None
    goals: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    partners: tuple[Partner, ...] = ()
    funds: tuple[Fund, ...] = ()
    relations: tuple[Relation, ...] = ()
    reading: str | None = None
    accepts: tuple[Accept, ...] = ()

    @property
    def given_by(self) -> str:
        """The letter that gave this record: the first that we know speaks of it."""
        return self.basis[0].letter
