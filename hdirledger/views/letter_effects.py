"""What one letter did to the money: each post before and after, and the earmarks it set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..missing import has_main
from ..report import Block, Column, Value
from .balances import posts_text, total, unopened

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Letter

MONEY = (
    Column("post", "Post"),
    Column("name", "Name", wide=True),
    Column("side", "Side", shown="data"),
    Column("appropriation", "Appropriation", "amount", shown="if-any"),
    Column("before", "Before", "amount"),
    Column("change", "Change", "amount"),
    Column("after", "After", "amount"),
    Column("stated", "Stated as", shown="if-any"),
    Column("transfer", "To or from", wide=True, shown="if-any"),
    Column("year", "Year", shown="data"),
    Column("lines", "Lines"),
)
EARMARKS = (
    Column("post", "Post"),
    Column("depth", "Depth", "number", shown="data"),
    Column("purpose", "Purpose", wide=True),
    Column("amount", "Amount", "amount"),
    Column("bound", "Bound", shown="if-any"),
    Column("recipients", "Recipients", wide=True, shown="if-any"),
    Column("assignments", "Assignments", wide=True, shown="if-any"),
    Column("lines", "Lines"),
)


def money(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """Each movement of a letter with the post's balance of the year before and after it.

    Where the year's main letter is not held there is no balance to tell, only the change.
    """
    balance: dict[tuple[str, tuple[str, ...]], int | None] = {}
    rows: list[tuple[Value, ...]] = []
    totals: dict[str, list[int | None]] = {"expense": [], "income": []}
    movements = sorted(ledger.allocations, key=lambda m: ledger.letter_place(m.letter))
    for m in movements:
        key = (m.year, tuple(sorted(post.key for post in m.posts)))
        before = balance.get(key)
        after = balance[key] = total((before, m.amount))
        if not has_main(ledger, m.year):
            before = after = None
        if m.letter != letter.id or not filters.matches_allocation(ledger, m):
            continue
        side = "income" if m.income else "expense"
        totals[side].append(m.amount)
        stated = None if m.stated == "allocated" else m.stated
        other = ""
        if m.transfer:
            other = ", ".join(filter(None, (posts_text(m.transfer.posts), m.transfer.agency)))
        rows.append(
            (
                posts_text(m.posts),
                m.name or m.chapter_name,
                side,
                m.appropriation,
                before,
                m.amount,
                after,
                stated,
                other or None,
                m.year,
                m.lines,
            )
        )
    sums = []
    for side, amounts in totals.items():
        if amounts:
            unprinted = sum(amount is None for amount in amounts)
            name = f"{side.capitalize()} in all" + (
                f" ({unprinted} without sum)" if unprinted else ""
            )
            sums.append(len(rows))
            rows.append(("", name, side, None, None, total(amounts), None, None, None, None, None))
    title = "Money, with each post's balance of the year"
    years = {m.year for m in movements if m.letter == letter.id}
    for year in sorted(filter(None, (unopened(ledger, year) for year in years))):
        title += f" ({year})"
    return Block("money", MONEY, tuple(rows), title=title, totals=frozenset(sums))


def earmarks(ledger: Ledger, filters: Filters, letter: Letter) -> Block:
    """What a letter sets the money apart for, each earmark below the one that it is part of."""
    rows: list[tuple[Value, ...]] = [
        (
            posts_text(m.posts),
            depth,
            "· " * depth + e.purpose,
            e.amount,
            e.bound,
            e.recipients,
            e.assignments,
            e.lines,
        )
        for m in ledger.allocations
        if m.letter == letter.id
        for top in m.earmarks
        for depth, e in top.walk()
        if filters.matches_earmark(ledger, m, e)
    ]
    return Block("earmarks", EARMARKS, tuple(rows), title="What the money is for")
