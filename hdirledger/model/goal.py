"""Goals with their criteria and figures, frozen."""

from dataclasses import dataclass

from .items import Accept, Item


@dataclass(frozen=True, kw_only=True)
class Indicator(Item):
    """A criterion, performance indicator or key figure of a goal, with those below it."""

    key: str
    title: str
    lines: str
    number: str | None = None
    items: "tuple[Indicator, ...]" = ()


@dataclass(frozen=True, kw_only=True)
class FormerTitle(Item):
    """A title that a letter changed."""

    title: str


@dataclass(frozen=True, kw_only=True)
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
