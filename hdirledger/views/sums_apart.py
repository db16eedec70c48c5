"""Sums that are in no balance: stated again, without a post, or a ceiling and not money."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..model.amounts import group
from ..report import Block, Column, Value
from .balances import earmarks_of, posts_text

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Allocation, Assignment, Earmark, Fund

Row = tuple[Value, ...]

RESTATED = (
    Column("post", "Post"),
    Column("letter", "Letter", shown="data"),
    Column("what", "What", wide=True),
    Column("amount", "Counted", "amount"),
    Column("lines", "At lines", wide=True),
    Column("again", "Again at", wide=True),
    Column("again-as", "There stated as", "amount", shown="if-any"),
    Column("difference", "Difference", "amount", shown="if-any"),
)
FUNDS = (
    Column("id", "Assignment"),
    Column("purpose", "Purpose", wide=True),
    Column("amount", "Amount", "amount"),
    Column("other-currency", "Other currency", shown="if-any"),
    Column("bound", "Bound", shown="if-any"),
    Column("post", "Post", shown="if-any"),
    Column("letter", "Letter"),
    Column("lines", "Lines"),
)
CEILINGS = (
    Column("posts", "Post"),
    Column("kind", "Kind"),
    Column("against", "Against", shown="if-any"),
    Column("purpose", "Purpose", wide=True),
    Column("ceiling", "Ceiling", "amount"),
    Column("ministry", "Ministry", wide=True, shown="if-any"),
    Column("recipients", "Recipients", wide=True, shown="if-any"),
    Column("assignments", "Assignments", shown="if-any"),
    Column("letter", "Letter"),
    Column("lines", "Lines"),
)


def restated(movements: Iterable[Allocation]) -> Block:
    """Sums that letters print in several places, each once with all its places."""
    rows: list[Row] = []
    wrong: list[int] = []
    for m in movements:
        for sum_ in dict.fromkeys(again.amount for again in m.restated):
            places = tuple(again.lines for again in m.restated if again.amount == sum_)
            differs = sum_ != m.amount
            if differs:
                wrong.append(len(rows))
            difference = sum_ - m.amount if differs and m.amount is not None else None
            other = sum_ if differs else None
            post = posts_text(m.posts)
            rows.append(
                (post, m.letter, "the post's sum", m.amount, m.lines, places, other, difference)
            )
        rows += [_reprinted(m, e) for e in earmarks_of(m) if e.reprinted]
    return Block(
        "restated",
        RESTATED,
        tuple(rows),
        title="Sums printed in several places, counted once",
        empty="No sum here is recorded as printed in several places.",
        alarms=frozenset(wrong),
    )


def _reprinted(movement: Allocation, e: Earmark) -> Row:
    places = tuple(
        f"{place.letter} {place.lines}" if place.letter else place.lines for place in e.reprinted
    )
    post = posts_text(movement.posts)
    return (post, movement.letter, e.purpose, e.amount, e.lines, places, None, None)


def funds(ledger: Ledger, filters: Filters) -> Block:
    """Sums that stand in assignments: without a post, in another currency, or from elsewhere."""
    rows = []
    for a in ledger.assignments:
        for fund in a.funds:
            if fund.until is None and _fund_matches(ledger, filters, a, fund):
                rows.append(_fund(a, fund))
    return Block(
        "funds",
        FUNDS,
        tuple(rows),
        title="Sums stated in assignments, counted nowhere",
        empty="No assignment states a sum that matches.",
    )


def _fund_matches(ledger: Ledger, filters: Filters, a: Assignment, fund: Fund) -> bool:
    """A sum belongs to the year of the letter that states it, not of the assignment's number."""
    name = fund.since or a.given_by
    letter = ledger.letters.get(name)
    post = fund.post
    texts = "\n".join((a.id, a.title or "", fund.purpose)).casefold()
    return (
        (not filters.years or (letter is not None and letter.year in filters.years))
        and (not filters.letters or name in filters.letters)
        and (
            not filters.posts
            or (post is not None and any(asked.covers(post) for asked in filters.posts))
        )
        and not filters.recipients
        and all(text.casefold() in texts for text in filters.texts)
    )


def _fund(a: Assignment, fund: Fund) -> Row:
    foreign = f"{group(str(fund.amount))} {fund.currency}" if fund.currency else None
    kroner = None if fund.currency else fund.amount
    post = str(fund.post) if fund.post else None
    letter = fund.since or a.given_by
    return (a.id, fund.purpose, kroner, foreign, fund.bound, post, letter, fund.lines)


def ceilings(ledger: Ledger, filters: Filters) -> Block:
    """Authorizations in force, with their ceilings: how far one may go, and no money of its own."""
    rows = tuple(
        (
            posts_text(item.posts),
            item.kind,
            posts_text(item.against) or None,
            item.purpose,
            item.ceiling,
            item.ministry,
            item.recipients,
            item.assignments,
            item.since or record.letter,
            item.lines,
        )
        for record in ledger.authorizations
        for item in record.authorizations
        if item.until is None and filters.matches_authorization(ledger, record, item)
    )
    return Block(
        "ceilings",
        CEILINGS,
        rows,
        title="Authorizations and their ceilings, no money of their own",
        empty="No authorization matches.",
    )
