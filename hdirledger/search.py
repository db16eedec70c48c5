"""Free text search: which text of a record is searched, and how it is compared."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .model.records import Allocation, Assignment, Earmark, Goal, Indicator, Letter


def fold(text: str) -> str:
    """Text for comparison: without case, and with æøå alike however they are encoded."""
    return unicodedata.normalize("NFC", text).casefold()


def assignment_text(a: Assignment) -> Iterator[str | None]:
    """The text of an assignment: id, aliases, title, summary, area, former titles and parts."""
    yield from (a.id, a.printed, *a.aliases, a.title, a.summary, a.area)
    yield from (former.title for former in a.formerly)
    for part in a.parts:
        yield from (part.number, part.group, part.title, part.summary)


def earmark_text(earmark: Earmark) -> Iterator[str | None]:
    """The text of an earmark, without those below it."""
    yield from (earmark.purpose, earmark.scheme, earmark.agency, earmark.printed)
    yield from (*earmark.recipients, *earmark.assignments)


def allocation_text(movement: Allocation) -> Iterator[str | None]:
    """The text of a movement and all its earmarks."""
    yield from (*map(str, movement.posts), movement.name, movement.chapter_name, movement.ministry)
    yield from (row.name for row in movement.rows)
    yield from (note.summary for note in movement.notes)
    for top in movement.earmarks:
        for _, earmark in top.walk():
            yield from earmark_text(earmark)


def _indicator_text(indicators: Iterable[Indicator]) -> Iterator[str]:
    for indicator in indicators:
        yield indicator.title
        yield from _indicator_text(indicator.items)


def goal_text(goal: Goal) -> Iterator[str | None]:
    """The text of a goal, its criteria, indicators and key figures."""
    yield from (goal.id, goal.number, goal.title, goal.area)
    yield from _indicator_text((*goal.criteria, *goal.indicators, *goal.key_figures))


def letter_text(letter: Letter) -> Iterator[str | None]:
    """The text of a letter and what it announces."""
    yield from (letter.id, letter.title, letter.reference, letter.sender, letter.summary)
    yield from (item.summary for item in letter.announces)
