"""The root file, frozen."""

from dataclasses import dataclass

from .items import Accept
from .posts import Post


@dataclass(frozen=True, kw_only=True)
class Department:
    """A department of the agency."""

    code: str
    name: str | None = None


@dataclass(frozen=True, kw_only=True)
class Root:
    """``ledger.yaml``: whose books these are, and the letters in the order they were given."""

    agency: str
    ministry: str
    departments: tuple[Department, ...]
    letters: tuple[str, ...]
    own_posts: tuple[Post, ...] = ()
    accepts: tuple[Accept, ...] = ()
