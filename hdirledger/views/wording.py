"""How reports word deadlines, parts and relations, so that all of them say it alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from ..facts import is_pending
from ..model.dates import ASAP, TO_BE_AGREED

if TYPE_CHECKING:
    from ..model.records import Anchor, Assignment, Deadline, Part

_WORDS = {ASAP: "as soon as possible", TO_BE_AGREED: "to be agreed"}

# type -> how the relation reads from the record that is pointed at.
INVERSE: dict[str, str] = {
    "replaces": "replaced by",
    "part-of": "has part",
    "specifies": "specified by",
    "follows-up": "followed up by",
    "renumbered-from": "renumbered to",
    "see": "cited by",
}


def anchor_text(anchor: Anchor) -> str:
    """What a relative deadline follows: ``part b of TB2022-1``."""
    named = []
    if anchor.part:
        named.append(f"part {anchor.part}")
    if anchor.assignment:
        named.append(anchor.assignment)
    if anchor.reporting:
        named.append(f"reporting {anchor.reporting}")
    words = " of ".join(named)
    if anchor.event:
        words = f"{words}, {anchor.event}" if words else anchor.event
    return words


def when(deadline: Deadline) -> str:
    """A deadline in short: its time as recorded, the words for one without a day, or what it
    follows."""
    pieces = []
    if deadline.due:
        pieces.append(_WORDS.get(deadline.due.text, deadline.due.text.replace("T", " ")))
    if deadline.with_:
        pieces.append(f"with {anchor_text(deadline.with_)}")
    if deadline.after:
        pieces.append(f"after {anchor_text(deadline.after)}")
    return ", ".join(pieces)


def stated(deadline: Deadline) -> str:
    """The letter's words, or the period, where the last day alone would say something else.

    A full day says it all: that the letter left out the year is kept in ``printed`` only.
    """
    exact = bool(deadline.due and deadline.due.exact and "T" not in deadline.due.text)
    if deadline.with_ or deadline.after:
        exact = False
    if exact:
        return ""
    if deadline.due and deadline.due.dated and not (deadline.with_ or deadline.after):
        return deadline.printed or when(deadline)
    return f"{when(deadline)} ({deadline.printed})" if deadline.printed else when(deadline)


def what(deadline: Deadline, known: Iterable[Part] = ()) -> str:
    """What is due: the parts, the kind and the note.

    Where there is no note, a single part is told by its title or summary, if it is among those
    ``known``.
    """
    pieces = []
    if deadline.parts:
        pieces.append(parts_text(deadline.parts))
    if deadline.kind:
        pieces.append(deadline.kind)
    head = ", ".join(pieces)
    note = deadline.note
    if note is None and len(deadline.parts) == 1:
        note = next((p.title or p.summary for p in known if p.key == deadline.parts[0]), None)
    return ": ".join(piece for piece in (head, note) if piece)


def parts_text(parts: Sequence[str]) -> str:
    """``part a``, ``parts a, b``; empty for the whole assignment."""
    return f"part{'s' if len(parts) > 1 else ''} {', '.join(parts)}" if parts else ""


def how_often(deadline: Deadline) -> str:
    """``yearly until 2025``; empty for a deadline that comes once."""
    if not deadline.recurring:
        return ""
    return deadline.recurring + (f" until {deadline.ends}" if deadline.ends else "")


def overdue(assignment: Assignment, deadline: Deadline, today: date) -> bool:
    """Whether a deadline is pending and its last day has passed.

    One that comes again is never called overdue, since the books do not say which round it is.
    """
    last = last_day(deadline)
    return (
        last is not None
        and last < today
        and deadline.recurring is None
        and is_pending(assignment, deadline)
    )


def marks(deadline: Deadline, today: date, late: bool = False) -> str:
    """Overdue or past, tentative, and how often."""
    last = last_day(deadline)
    past = "overdue" if late else "past" if last is not None and last < today else ""
    tentative = "tentative" if deadline.tentative else ""
    return ", ".join(word for word in (past, tentative, how_often(deadline)) if word)


def state(assignment: Assignment, deadline: Deadline, today: date) -> str:
    """A deadline of an assignment in a word or few: ended, how the assignment or the part ended,
    overdue or past, tentative, how often."""
    if deadline.until is not None:
        return "ended"
    if is_pending(assignment, deadline):
        return marks(deadline, today, overdue(assignment, deadline, today))
    return assignment.status if assignment.status != "open" else "part ended"


def before(deadline: Deadline, others: Iterable[Deadline]) -> str:
    """What a deadline was before: the ended ones for the same parts and kind, and those that the
    same letter ended for parts that overlap."""
    ended = [
        other
        for other in others
        if other.until is not None and other is not deadline and _succeeds(deadline, other)
    ]
    return "; ".join(f"{when(other)} (until {other.until})" for other in ended)


def _succeeds(deadline: Deadline, other: Deadline) -> bool:
    if deadline.kind != other.kind:
        return False
    if set(deadline.parts) == set(other.parts):
        return deadline.since is not None
    overlap = not deadline.parts or not other.parts or set(deadline.parts) & set(other.parts)
    return bool(overlap) and deadline.since == other.until


def last_day(deadline: Deadline) -> date | None:
    """The day on which a deadline is due; None when it has none."""
    return deadline.due.last if deadline.due else None


def next_deadline(deadlines: Sequence[Deadline], today: date) -> Deadline | None:
    """The first of the deadlines that is still to come; else the last that has passed; else the
    first without a day."""
    dated = sorted(
        ((day, place) for place, d in enumerate(deadlines) if (day := last_day(d)) is not None)
    )
    coming = [place for day, place in dated if day >= today]
    if coming:
        return deadlines[coming[0]]
    if dated:
        return deadlines[dated[-1][1]]
    return deadlines[0] if deadlines else None


def count(number: int, singular: str, plural: str = "") -> str:
    """``1 assignment``, ``2 assignments``."""
    return f"{number} {singular if number == 1 else plural or singular + 's'}"
