"""Authorizations of a letter, frozen."""

from dataclasses import dataclass

from .items import Accept, Item
from .posts import Post


@dataclass(frozen=True, kw_only=True)
class Replaced:
    """The authorization that one replaces."""

    letter: str
    key: str | None = None
    ceiling: int | None = None


@dataclass(frozen=True, kw_only=True)
class Authorization(Item):
    """What the directorate may do beyond its posts, within a ceiling."""

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


@dataclass(frozen=True, kw_only=True)
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
