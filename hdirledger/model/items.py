"""What stands inside records: deadlines, parts, relations and other items of lists, frozen.

Amounts are whole kroner; None is an amount that the letter does not print. Posts are ``Post``,
times ``Due``, years and days stay the text they are written as. ``since`` and ``until`` are letter
ids: the letter that brought an item, when it is not the one that gave the record, and the one that
ended it.
"""

from dataclasses import dataclass

from .dates import Due
from .posts import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something in a list that a later letter can add or end."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    rule: str
    reason: str
    lines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    lines: str
    letter: str | None = None
    section: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    part: str | None = None
    assignment: str | None = None
    reporting: str | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline(Item):
    due: Due | None = None
    with_: Anchor | None = None
    after: Anchor | None = None
    parts: tuple[str, ...] = ()
    kind: str | None = None
    tentative: str | None = None
    recurring: str | None = None
    ends: str | None = None
    printed: str | None = None
    note: str | None = None
    lines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner(Item):
    agency: str
    role: str
    lines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fund(Item):
    amount: int
    purpose: str
    lines: str
    currency: str | None = None
    bound: str | None = None
    post: Post | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator(Item):
    key: str
    title: str
    lines: str
    number: str | None = None
    items: "tuple[Indicator, ...]" = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportingRow(Item):
    key: str
    title: str
    lines: str
    summary: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    posts: tuple[Post, ...] = ()
    assignments: tuple[str, ...] = ()
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    code: str
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    earliest: str
    latest: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    name: str
    title: str | None = None
    lines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    file: str
    sha256: str
    lines: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRule(Item):
    key: str
    action: str
    lines: str
    from_: str | None = None
    through: str | None = None
    exceptions: tuple[str, ...] = ()
    condition: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    key: str
    summary: str
    kind: str
    lines: str
    assignments: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    section: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    letter: str
    lines: str
    summary: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Became:
    to: str
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Item):
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation(Item):
    type: str
    to: str
    part: str | None = None
    agency: str | None = None
    title: str | None = None
    cited_as: str | None = None
    lines: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    letter: str | None = None
    dated: Due | None = None
    reference: str | None = None
    printed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Formerly(Item):
    """Values that a letter changed; ``until`` is the letter that changed them."""

    title: str | None = None
    area: str | None = None
    departments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FormerTitle(Item):
    title: str
