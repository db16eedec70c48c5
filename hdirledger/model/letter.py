"""Letters and what stands inside them, frozen."""

from dataclasses import dataclass

from .items import Accept, Item
from .posts import Post


@dataclass(frozen=True, kw_only=True)
class Bounds:
    """The days between which a letter without a date was given, and how we know."""

    earliest: str
    latest: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class Signature:
    """Who signed a letter."""

    name: str
    title: str | None = None
    lines: str | None = None


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """The file of a letter's text, with its checksum and number of lines."""

    file: str
    sha256: str
    lines: str


@dataclass(frozen=True, kw_only=True)
class ClassRule(Item):
    """What a letter does to all assignments with numbers of some years."""

    key: str
    action: str
    lines: str
    from_: str | None = None
    through: str | None = None
    exceptions: tuple[str, ...] = ()
    condition: str | None = None
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """Something that a letter says will come."""

    key: str
    summary: str
    kind: str
    lines: str
    assignments: tuple[str, ...] = ()
    posts: tuple[Post, ...] = ()
    section: str | None = None
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A place where another letter speaks of this one."""

    letter: str
    lines: str
    summary: str | None = None
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
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
