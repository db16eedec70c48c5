"""What one letter gave besides assignments and money, and what it cites that we do not hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..report import Block, Column, Value
from .assignments import title_of
from .balances import posts_text
from .letter_changes import deadlines_set, row_changes

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Assignment, Indicator, Letter

Row = tuple[Value, ...]

AUTHORIZATIONS = (
    Column("key", "Key", shown="data"),
    Column("what", "What"),
    Column("posts", "Post"),
    Column("kind", "Kind"),
    Column("against", "Against", shown="if-any"),
    Column("purpose", "Purpose", wide=True),
    Column("ceiling", "Ceiling", "amount"),
    Column("before", "Before", "amount", shown="if-any"),
    Column("replaces", "Instead of", shown="if-any"),
    Column("until", "Ended by", shown="if-any"),
    Column("lines", "Lines"),
)
GOALS = (
    Column("number", "Goal"),
    Column("title", "Title", wide=True),
    Column("area", "Area", wide=True),
    Column("what", "What"),
    Column("lines", "Lines"),
)
REPORTING = (
    Column("key", "Row"),
    Column("title", "Title", wide=True),
    Column("deadlines", "Deadlines", wide=True),
    Column("what", "What"),
    Column("lines", "Lines"),
)
ANNOUNCED = (
    Column("key", "Key", shown="data"),
    Column("kind", "Kind"),
    Column("summary", "Announced", wide=True),
    Column("about", "About", wide=True, shown="if-any"),
    Column("received", "Received"),
    Column("lines", "Lines"),
)
RECEIVED = (
    Column("letter", "Announced by"),
    *(column for column in ANNOUNCED if column.key != "received"),
)
CLASSES = (
    Column("key", "Rule", shown="data"),
    Column("action", "Action"),
    Column("which", "Which", wide=True),
    Column("exceptions", "Except", wide=True),
    Column("condition", "Condition", wide=True, shown="if-any"),
    Column("until", "Ended by", shown="if-any"),
    Column("lines", "Lines"),
)
STUBS = (
    Column("kind", "Kind"),
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("said", "What is said of it", wide=True),
    Column("lines", "Lines"),
)


def authorizations(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """The authorizations that a letter gave or ended, with their ceilings in kroner, and what a
    new one came instead of."""
    rows: tuple[Row, ...] = tuple(
        (
            item.key,
            "given" if (item.since or record.letter) == letter.id else "ended",
            posts_text(item.posts),
            item.kind,
            posts_text(item.against) or None,
            item.purpose,
            item.ceiling,
            item.replaces.ceiling if item.replaces else None,
            f"{item.replaces.letter} {item.replaces.key or ''}".strip() if item.replaces else None,
            item.until,
            item.lines,
        )
        for record in ledger.authorizations
        for item in record.authorizations
        if letter.id in (item.since or record.letter, item.until)
        and filters.matches_authorization(ledger, record, item)
    )
    return Block("authorizations", AUTHORIZATIONS, rows, title="Authorizations")


def goals(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """The goals that a letter set, renamed or ended."""
    rows: list[Row] = []
    for goal in ledger.goals:
        if filters.posts or not filters.matches_goal(ledger, goal):
            continue
        done = []
        if (goal.since or goal.letter) == letter.id:
            done.append("set")
        done += [f"was: {f.title}" for f in goal.formerly if f.until == letter.id]
        if goal.until == letter.id:
            done.append("ended")
        own = goal.since or goal.letter
        for name, items in (
            ("criterion", goal.criteria),
            ("indicator", goal.indicators),
            ("key figure", goal.key_figures),
        ):
            for item in _walk(items):
                if item.since == letter.id and own != letter.id:
                    done.append(f"{name} {item.key} added")
                if item.until == letter.id:
                    done.append(f"{name} {item.key} ended")
        if done:
            rows.append((goal.number, goal.title, goal.area, "; ".join(done), goal.lines))
    return Block("goals", GOALS, tuple(rows), title="Goals")


def _walk(items: Iterable[Indicator]) -> Iterator[Indicator]:
    for item in items:
        yield item
        yield from _walk(item.items)


def reporting(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """The reporting rows that a letter set, changed or ended."""
    rows: list[Row] = []
    for record in ledger.reporting:
        for row in (*record.calendar, *record.requirements):
            if not filters.matches_reporting(ledger, record, row):
                continue
            by = row.since or record.letter
            texts = row_changes(row, letter.id, by)
            if by == letter.id:
                set_ = "; ".join(deadlines_set(row.deadlines, letter.id, by))
                rows.append((row.key, row.title, set_, "set", row.lines))
            elif row.until == letter.id or texts:
                done = "ended" if row.until == letter.id else "changed"
                rows.append((row.key, row.title, "; ".join(texts), done, row.lines))
    return Block("reporting", REPORTING, tuple(rows), title="Reporting")


def announced(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """What a letter announced, and the letter that brought it, if any has."""
    rows: tuple[Row, ...] = tuple(
        (
            item.key,
            item.kind,
            item.summary,
            (*item.assignments, *map(str, item.posts)),
            f"by {item.until}" if item.until else "not received",
            item.lines,
        )
        for item in letter.announces
        if filters.matches_announcement(ledger, letter, item)
    )
    still = sum(item.until is None for item in letter.announces)
    return Block("announced", ANNOUNCED, rows, title=f"Announced ({still} not received)")


def received(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """What earlier letters announced, and this one brought."""
    rows: tuple[Row, ...] = tuple(
        (
            other.id,
            item.key,
            item.kind,
            item.summary,
            (*item.assignments, *map(str, item.posts)),
            item.lines,
        )
        for other in ledger.letters.values()
        for item in other.announces
        if item.until == letter.id and filters.matches_announcement(ledger, other, item)
    )
    title = "Announced earlier, received with this letter"
    return Block("received", RECEIVED, rows, title=title)


def classes(letter: Letter) -> Block:
    """The letter's rules for a whole group of assignments."""
    rows: tuple[Row, ...] = tuple(
        (
            item.key,
            item.action,
            _which(item.from_, item.through),
            item.exceptions,
            item.condition,
            item.until,
            item.lines,
        )
        for item in letter.classes
    )
    return Block("classes", CLASSES, rows, title="Rules for whole groups of assignments")


def _which(first: str | None, last: str | None) -> str:
    if first and last:
        return f"from {first}" if first == last else f"from {first} to {last}"
    return f"from {first} on" if first else f"from {last} or earlier" if last else "all"


def stubs(
    ledger: Ledger, filters: Filters, letter: Letter, assignments: Iterable[Assignment]
) -> Block:
    """What a letter cites that we do not hold: of the given assignments, and letters."""
    rows: list[Row] = []
    for a in assignments:
        if a.held == "no":
            lines = ", ".join(b.lines for b in a.basis if b.letter == letter.id)
            rows.append(("assignment", a.id, title_of(a), a.summary, lines))
    for other in ledger.letters.values():
        if filters.posts or not filters.matches_letter(ledger, other):
            continue
        for mention in other.mentions:
            if mention.letter == letter.id and other.held == "no":
                rows.append(("letter", other.id, other.title, mention.summary, mention.lines))
    return Block("stubs", STUBS, tuple(rows), title="Cited, and not held")
