"""The reporting that a letter asks for, frozen."""

from dataclasses import dataclass

from .items import Accept, Deadline, Item
from .posts import Post


@dataclass(frozen=True, kw_only=True)
class ReportingRow(Item):
    """One row of the reporting calendar, or one reporting requirement."""

    key: str
    title: str
    lines: str
    summary: str | None = None
    deadlines: tuple[Deadline, ...] = ()
    posts: tuple[Post, ...] = ()
    assignments: tuple[str, ...] = ()
    section: str | None = None


@dataclass(frozen=True, kw_only=True)
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
