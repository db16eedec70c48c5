"""The record types, frozen. Every field corresponds to one key of a schema under ``schema/``.

The items of their lists are in ``items`` and ``money``; they can be imported from here as well.
"""

from dataclasses import dataclass
from typing import Any

from .items import (
    Accept,
    Anchor,
    Announcement,
    Basis,
    Became,
    Bounds,
    ClassRule,
    Deadline,
    Department,
    Formerly,
    FormerTitle,
    Fund,
    Indicator,
    Item,
    LetterText,
    Mention,
    Part,
    Partner,
    Place,
    Relation,
    Reply,
    ReportingRow,
    Signature,
)
from .money import (
    Asserts,
    Authorization,
    Earmark,
    Note,
    Replaced,
    Restated,
    Row,
    Transfer,
)
from .posts import Post

__all__ = [
    "Accept",
    "Allocation",
    "Anchor",
    "Announcement",
    "Asserts",
    "Assignment",
    "Authorization",
    "Authorizations",
    "Basis",
    "Became",
    "Bounds",
    "ClassRule",
    "Deadline",
    "Department",
    "Earmark",
    "FormerTitle",
    "Formerly",
    "Fund",
    "Goal",
    "Indicator",
    "Item",
    "Letter",
    "LetterText",
    "Mention",
    "Note",
    "Part",
    "Partner",
    "Place",
    "Record",
    "Relation",
    "Replaced",
    "Reply",
    "Reporting",
    "ReportingRow",
    "Restated",
    "Root",
    "Row",
    "Signature",
    "Transfer",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Root:
    """``ledger.yaml``: whose books these are, and the letters in the order they were given."""

    agency: str
    ministry: str
    departments: tuple[Department, ...]
    letters: tuple[str, ...]
    own_posts: tuple[Post, ...] = ()
    accepts: tuple[Accept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A voucher: a letter from the ministry, or a reply from the directorate."""

    id: str
    kind: str
    year: str
    held: str | None = None
    title: str | None = None
    series: str | None = None
    numbers: tuple[str, ...] = ()
    dated: str | None = None
    bounds: Bounds | None = None
    reference: str | None = None
    sender: str | None = None
    signed: tuple[Signature, ...] = ()
    text: LetterText | None = None
    summary: str | None = None
    classes: tuple[ClassRule, ...] = ()
    announces: tuple[Announcement, ...] = ()
    answers: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] = ()
    reading: str | None = None
    accepts: tuple[Accept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorizations:
    """The authorizations of one letter. They are not money of their own."""

    letter: str
    year: str
    authorizations: tuple[Authorization, ...]
    reading: str | None = None
    accepts: tuple[Accept, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.year}/authorizations/{self.letter}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal(Item):
    """A goal with its criteria, performance indicators and key figures."""

    id: str
    letter: str
    year: str
    number: str
    title: str
    lines: str
    area: str | None = None
    formerly: tuple[FormerTitle, ...] = ()
    criteria: tuple[Indicator, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    key_figures: tuple[Indicator, ...] = ()
    section: str | None = None
    reading: str | None = None
    accepts: tuple[Accept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The calendar and the reporting requirements of one letter."""

    letter: str
    year: str
    calendar: tuple[ReportingRow, ...] = ()
    requirements: tuple[ReportingRow, ...] = ()
    reading: str | None = None
    accepts: tuple[Accept, ...] = ()

    @property
    def id(self) -> str:
        return f"{self.year}/reporting/{self.letter}"


Record = Root | Letter | Assignment | Allocation | Authorizations | Goal | Reporting

# Name of the schema -> the class of its records.
CLASSES: dict[str, type[Any]] = {
    "ledger": Root,
    "letter": Letter,
    "assignment": Assignment,
    "allocation": Allocation,
    "authorizations": Authorizations,
    "goal": Goal,
    "reporting": Reporting,
}
