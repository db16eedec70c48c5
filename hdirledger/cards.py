"""Cards: the little of a record that other records, and the rules about the whole ledger, ask for.

A card is plain JSON, so that it can be kept. What a record does not have is not on its card.
"""

from functools import cache
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict, cast

from .model import ids

if TYPE_CHECKING:
    from .model.records import (
        Allocation,
        Assignment,
        Letter,
        Record,
        Reporting,
        Root,
    )


class RootCard(TypedDict):
    """The declared order of the letters, and the codes of the departments."""

    letters: list[str]
    departments: list[str]


class ClassCard(TypedDict):
    """What a letter does to all assignments with numbers of some years."""

    key: str
    action: str
    first: int
    last: int
    exceptions: list[str]


class LetterCard(TypedDict, total=False):
    """A letter with the days between which it was given and the lines that its text has."""

    id: str
    kind: str
    year: str
    held: str
    series: str
    numbers: list[str]
    earliest: str
    latest: str
    lines: int
    classes: list[ClassCard]


class AssignmentCard(TypedDict, total=False):
    """``year`` is that of the id, ``numbers`` are series, year and number of the id and of each
    alias that is a number, ``titles`` that of today, which may be empty, and those before, as
    letters cite them all, ``acts`` the basis as ``letter action``, with a slash for acts on parts.
    ``directed`` are place, type and other end of relations that must not go in a circle, ``quotes``
    place, other end and title of relations that quote one.
    """

    id: str
    folded: str
    year: int
    aliases: list[str]
    held: str
    numbers: list[tuple[str, int, int]]
    titles: list[str]
    parts: list[str]
    acts: list[str]
    directed: list[tuple[int, str, str]]
    quotes: list[tuple[int, str, str]]


class AllocationCard(TypedDict, total=False):
    """A movement. ``amount`` is None where no sum is printed; ``asserts`` has the balances that the
    letter states."""

    id: str
    year: str
    letter: str
    posts: list[str]
    amount: int | None
    asserts: dict[str, int | None]


class ReportingCard(TypedDict):
    """The keys of the reporting rows."""

    rows: list[str]


class Card(TypedDict):
    """What every card has: the id, and the id as look-ups fold it where that is another."""

    id: str
    folded: NotRequired[str]


# Relations that must not lead back to where they began.
DIRECTED = frozenset({"replaces", "part-of", "specifies", "follows-up", "renumbered-from"})


def card_of(record: "Record") -> Card:
    """The card of a record."""
    make: Any = _MAKERS.get(type(record).__name__)
    id = record_id(record)
    card = {"id": id, **(make(record) if make else {})}
    if (folded := ids.fold(id)) != id:
        card["folded"] = folded
    return cast(Card, card)


def folded(card: Card | AssignmentCard) -> str:
    """The id of a record as look-ups fold it."""
    return card.get("folded", card["id"])


def acts(card: AssignmentCard) -> list[tuple[str, str, bool]]:
    """The basis of an assignment: letter, action, and whether it is about parts only."""
    return [parsed_act(act) for act in card["acts"]]


@cache
def parsed_act(text: str) -> tuple[str, str, bool]:
    """One of ``acts``."""
    letter, _, action = text.partition(" ")
    return letter, action.removesuffix("/"), action.endswith("/")


def record_id(record: "Record") -> str:
    """The id that names a record: of the root file it is ``ledger``."""
    return getattr(record, "id", "ledger")


def _root(record: "Root") -> RootCard:
    codes = [department.code for department in record.departments]
    return RootCard(letters=list(record.letters), departments=codes)


def _letter(record: "Letter") -> LetterCard:
    card = LetterCard(kind=record.kind, year=record.year)
    if record.held:
        card["held"] = record.held
    if record.series:
        card["series"] = record.series
        card["numbers"] = list(record.numbers)
    if record.dated:
        card["earliest"] = card["latest"] = record.dated
    elif record.bounds:
        card["earliest"], card["latest"] = record.bounds.earliest, record.bounds.latest
    if record.text:
        card["lines"] = int(record.text.lines)
    if record.classes:
        card["classes"] = [
            ClassCard(
                key=group.key,
                action=group.action,
                first=int(group.from_ or 0),
                last=int(group.through or 9999),
                exceptions=list(group.exceptions),
            )
            for group in record.classes
        ]
    return card


def _assignment(record: "Assignment") -> AssignmentCard:
    names = (record.id, *record.aliases)
    parsed = [ids.AssignmentId.parse(name) for name in names]
    card = AssignmentCard(
        year=parsed[0].year if parsed and parsed[0] else -1,
        numbers=[(number.series, number.year, number.number) for number in parsed if number],
        titles=[record.title or "", *(f.title for f in record.formerly if f.title)],
        acts=[f"{b.letter} {b.action}{'/' if b.parts else ''}" for b in record.basis],
    )
    if record.aliases:
        card["aliases"] = list(record.aliases)
    if record.held:
        card["held"] = record.held
    if record.parts:
        card["parts"] = [part.key for part in record.parts]
    ours = [(n, r) for n, r in enumerate(record.relations) if r.agency is None]
    if directed := [(n, r.type, r.to) for n, r in ours if r.type in DIRECTED and r.to != record.id]:
        card["directed"] = directed
    if quotes := [(n, r.to, r.title) for n, r in ours if r.title]:
        card["quotes"] = quotes
    return card


def _allocation(record: "Allocation") -> AllocationCard:
    posts = [post.key for post in record.posts]
    card = AllocationCard(year=record.year, letter=record.letter, posts=posts)
    card["amount"] = record.amount
    if record.asserts:
        card["asserts"] = {"before": record.asserts.before, "after": record.asserts.after}
    return card


def _reporting(record: "Reporting") -> ReportingCard:
    rows = [row.key for row in (*record.calendar, *record.requirements)]
    return ReportingCard(rows=rows)


_MAKERS = {
    "Root": _root,
    "Letter": _letter,
    "Assignment": _assignment,
    "Allocation": _allocation,
    "Reporting": _reporting,
}
