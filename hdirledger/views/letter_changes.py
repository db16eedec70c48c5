"""What one letter set, ended and changed inside records, by their ``since`` and ``until``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..lettertime import assignment_through
from ..model.amounts import group
from ..model.lines import overlap
from .wording import what, when

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.records import (
        Assignment,
        Basis,
        Deadline,
        Fund,
        Partner,
        Relation,
        ReportingRow,
    )

# Which of several places of a letter most likely did something that names no lines of its own.
_TELLERS: tuple[str, ...] = (
    *("replaced", "renumbered", "withdrawn", "lapsed", "delivered", "amended", "deadline-changed"),
    *("specified", "clarified", "kept", "continued", "repeated", "noted"),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One change in words, with the lines of the letter that made it, when the record has them,
    and the parts that it concerns."""

    text: str
    lines: str | None = None
    parts: tuple[str, ...] = ()
    of_deadline: bool = False


def deadline_text(deadline: Deadline) -> str:
    """A deadline with what is due: ``2022-04-01 (part b, plan)``."""
    about = what(deadline).partition(":")[0] if deadline.parts or deadline.kind else ""
    return f"{when(deadline)} ({about})" if about else when(deadline)


def deadlines_set(deadlines: Sequence[Deadline], letter: str, given_by: str) -> list[str]:
    """The deadlines that a letter set, also those that a later letter has ended.

    ``given_by`` is the letter that gave the record, and so every deadline without ``since``.
    """
    return [
        deadline_text(d) + (f", until {d.until}" if d.until else "")
        for d in deadlines
        if (d.since or given_by) == letter
    ]


def row_changes(row: ReportingRow, letter: str, given_by: str) -> list[str]:
    """What a letter changed in a row of the reporting, old -> new."""
    return [change.text for change in _deadline_changes(row.deadlines, letter, given_by)]


def told(
    ledger: Ledger, a: Assignment, letter: str, entries: Sequence[Basis]
) -> dict[int, list[str]]:
    """What a letter changed in an assignment, for each of its entries by place: deadlines, titles,
    departments, parts, partners, sums and the status, old -> new.

    A change stands at the entry whose lines it rests on; one without lines at the entry most
    likely to have made it. A letter that gave the assignment changed nothing in it.
    """
    found: dict[int, list[str]] = defaultdict(list)
    if not entries or any(entry.action == "given" for entry in entries):
        return found
    changes = _deadline_changes(a.deadlines, letter, a.given_by)
    changes += _value_changes(a, letter)
    changes += _item_changes(a, letter)
    for change in changes:
        found[_place(change, entries)].append(change.text)
    for place, entry in enumerate(entries):
        if entry.action in ("replaced", "renumbered") and (
            by := _successors(ledger, a, letter, entry.parts)
        ):
            found[place].append(f"by {', '.join(by)}")
    if status := _status_change(ledger, a, letter):
        found[_place(Change(status), entries)].append(status)
    return found


def _place(change: Change, entries: Sequence[Basis]) -> int:
    def key(place: int) -> tuple[bool, bool, bool, int, int]:
        entry = entries[place]
        apart = not (change.lines and overlap(change.lines, entry.lines))
        alike = not {*change.parts, *entry.parts} or not {*change.parts}.isdisjoint(entry.parts)
        dated = change.of_deadline and entry.action == "deadline-changed"
        order = _TELLERS.index(entry.action) if entry.action in _TELLERS else len(_TELLERS)
        return (apart, not alike, not dated, order, place)

    return min(range(len(entries)), key=key)


def _status_change(ledger: Ledger, a: Assignment, letter: str) -> str:
    """``open -> lapsed``; empty when the letter leaves the status of the whole as it was."""
    place = ledger.letter_place(letter)
    before = {name for name in ledger.letters if ledger.letter_place(name) < place}
    old, new = assignment_through(a, before), assignment_through(a, before | {letter})
    if old is None or new is None or old.status == new.status:
        return ""
    return f"{old.status} -> {new.status}"


def _successors(ledger: Ledger, a: Assignment, letter: str, parts: tuple[str, ...]) -> list[str]:
    """The assignments that came instead of one, or of the parts named, as the letter says."""
    return [
        other.id
        for other in ledger.assignments
        for relation in other.relations
        if relation.to == a.id
        and relation.agency is None
        and relation.type in ("replaces", "renumbered-from")
        and (relation.since or other.given_by) == letter
        and (not parts or relation.part is None or relation.part in parts)
    ]


def _deadline_changes(deadlines: Sequence[Deadline], letter: str, given_by: str) -> list[Change]:
    """Each deadline that the letter set, with the one it ended for the same parts and kind."""
    ended = [d for d in deadlines if d.until == letter]
    changes = []
    for new in deadlines:
        if (new.since or given_by) != letter:
            continue
        old = next(
            (d for d in ended if set(d.parts) == set(new.parts) and d.kind == new.kind), None
        )
        if old is None and len(ended) == 1:
            old = ended[0]
        if old is not None:
            ended.remove(old)
            text = f"{deadline_text(old)} -> {deadline_text(new)}"
        else:
            text = f"set: {deadline_text(new)}"
        changes.append(Change(text, new.lines, new.parts, True))
    return changes + [Change(f"ended: {deadline_text(d)}", None, d.parts, True) for d in ended]


def _value_changes(a: Assignment, letter: str) -> list[Change]:
    """Title, area and departments that the letter changed, old -> new."""
    changes = []
    for place, former in enumerate(a.formerly):
        if former.until != letter:
            continue
        later = a.formerly[place + 1 :]
        for name in ("title", "area", "departments"):
            old = getattr(former, name)
            if old:
                newer = [getattr(f, name) for f in later if getattr(f, name)]
                new = newer[0] if newer else getattr(a, name)
                changes.append(Change(f"{name}: {_text(old)} -> {_text(new)}"))
    return changes


def _text(value: str | tuple[str, ...] | None) -> str:
    return ", ".join(value) if isinstance(value, tuple) else value or "none"


def _item_changes(a: Assignment, letter: str) -> list[Change]:
    """Parts, partners, sums and relations that the letter added or ended."""
    changes = []
    for part in a.parts:
        name = f"part {part.key}"
        if part.since == letter:
            changes.append(Change(f"{name} added", part.lines, (part.key,)))
        if part.until == letter:
            became = part.became
            to = f"{became.to} part {became.part}" if became and became.part else ""
            to = to or (became.to if became else "")
            text = f"{name} ended" + (f", became {to}" if to else "")
            changes.append(Change(text, None, (part.key,)))
    named: list[tuple[Partner | Fund | Relation, str, str]] = [
        *((x, "partner", f"{x.agency} ({x.role})") for x in a.partners),
        *((x, "sum", f"{group(str(x.amount))} {x.currency or 'kr'}, {x.purpose}") for x in a.funds),
        *((x, "relation", f"{x.type.replace('-', ' ')} {x.to}") for x in a.relations),
    ]
    for item, word, text in named:
        if item.since == letter:
            changes.append(Change(f"{word} added: {text}", item.lines))
        if item.until == letter:
            changes.append(Change(f"{word} ended: {text}"))
    return changes
