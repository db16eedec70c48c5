"""What stands inside records of several types: deadlines, what they follow, acceptances. Frozen.

Amounts are whole kroner; None is an amount that the letter does not print. Posts are ``Post``,
times ``Due``, years and days stay the text they are written as. ``since`` and ``until`` are letter
ids: the letter that brought an item, when it is not the one that gave the record, and the one that
ended it.

Each record type has a module with what stands in it alone, so that a report makes only the classes
of the records that it reads. None has slots, so that what a record does not say takes no place in
it: the default stands on the class.
"""

from dataclasses import dataclass

from .dates import Due


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something in a list that a later letter can add or end."""

    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, kw_only=True)
class Accept:
    """A discrepancy that the record accepts: the rule's code, and why."""

    rule: str
    reason: str
    lines: str | None = None


@dataclass(frozen=True, kw_only=True)
class Anchor:
    """What a deadline without a day of its own follows: a part, a record, a row or an event."""

    part: str | None = None
    assignment: str | None = None
    reporting: str | None = None
    event: str | None = None


@dataclass(frozen=True, kw_only=True)
class Deadline(Item):
    """When something is due, or what it is due with or after, for which parts."""

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
