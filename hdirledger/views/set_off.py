"""Money with two sides: expense that income is to cover, and transfers between posts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..report import Block, Column, Value
from .balances import balances, posts_text, total, years_of

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.posts import Post
    from ..model.records import Allocation, Earmark

Row = tuple[Value, ...]

INCOME = (
    Column("year", "Year", shown="data"),
    Column("post", "Income"),
    Column("name", "Name", wide=True),
    Column("claim", "Claim", "amount"),
    Column("stated", "Stated as", shown="if-any"),
    Column("for-others", "For other agencies", "amount", shown="if-any"),
    Column("set-off", "Set off", "amount"),
    Column("shared", "Set off with other income", "amount", shown="if-any"),
    Column("left", "Left", "amount"),
    Column("verdict", "Verdict", wide=True),
)
SET_OFF = (
    Column("income", "Income"),
    Column("post", "Covers"),
    Column("purpose", "Purpose", wide=True),
    Column("amount", "Amount", "amount"),
    Column("letter", "Letter", shown="data"),
    Column("lines", "Lines"),
)
TRANSFERS = (
    Column("post", "Post"),
    Column("letter", "Letter"),
    Column("amount", "Change", "amount"),
    Column("moved", "Of which moved", "amount", shown="if-any"),
    Column("other", "To or from", wide=True),
    Column("other-amount", "Change there", "amount"),
    Column("verdict", "Verdict", wide=True),
    Column("lines", "Lines"),
)


@dataclass(frozen=True, slots=True)
class Covered:
    """An earmark that income posts are to cover, with its movement."""

    movement: Allocation
    earmark: Earmark


def covered(movements: Iterable[Allocation]) -> Iterator[Covered]:
    """Earmarks on the expense side that name income posts.

    An earmark inside one that names the same income is part of it and does not count again.
    """
    for movement in movements:
        if not movement.income:
            for top in movement.earmarks:
                yield from _covered(movement, top, frozenset())


def _covered(movement: Allocation, earmark: Earmark, above: frozenset[Post]) -> Iterator[Covered]:
    if set(earmark.financed_by) - above:
        yield Covered(movement, earmark)
    for child in earmark.earmarks:
        yield from _covered(movement, child, above | set(earmark.financed_by))


def income_blocks(ledger: Ledger, filters: Filters) -> list[Block]:
    """Income posts that earmarks are set off against: the claim, what it covers, what is left.

    A filter on posts takes an income post by itself or by a post that it covers.
    """
    rows: list[Row] = []
    listed: list[Row] = []
    wrong: list[int] = []
    for year in years_of(ledger, filters.years):
        every = list(covered(m for m in ledger.allocations if m.year == year))
        for post in sorted({post for item in every for post in item.earmark.financed_by}):
            items = [item for item in every if post in item.earmark.financed_by]
            if not _matches(ledger, filters, year, post, items):
                continue
            row, short = _income(ledger, year, post, items)
            if short:
                wrong.append(len(rows))
            rows.append(row)
            listed += [_item(post, item) for item in items]
    empty = "No earmark here is financed by an income post."
    title = "Expense that income is to cover"
    blocks = [
        Block("income", INCOME, tuple(rows), title=title, empty=empty, alarms=frozenset(wrong))
    ]
    if listed:
        blocks.append(Block("set-off", SET_OFF, tuple(listed), title="What the income covers"))
    return blocks


def _matches(
    ledger: Ledger, filters: Filters, year: str, post: Post, items: Sequence[Covered]
) -> bool:
    movements = [m for m in ledger.allocations if m.year == year and post in m.posts]
    movements += [item.movement for item in items]
    return any(filters.matches_allocation(ledger, m) for m in movements)


def _income(ledger: Ledger, year: str, post: Post, items: Sequence[Covered]) -> tuple[Row, bool]:
    """A row for an income post, and whether more is set off than the claim that is printed."""
    lines = [line for line in balances(ledger, year) if post in line.posts]
    claim = total(line.now for line in lines)
    stated = tuple(dict.fromkeys(word for line in lines for word in line.stated))
    others = total(
        e.amount
        for line in lines
        for m in line.movements
        for top in m.earmarks
        for e in _leaves_of_others(top)
    )
    alone = total(i.earmark.amount for i in items if len(i.earmark.financed_by) == 1)
    shared = total(i.earmark.amount for i in items if len(i.earmark.financed_by) > 1)
    left = None if claim is None else claim - (others or 0) - (alone or 0)
    short = left is not None and left < 0
    words = []
    if claim is None:
        opened = all(line.opened for line in lines)
        words.append("no claim printed" if opened else "the letter of the claim is not held")
    elif short:
        words.append("more is set off than the claim printed")
    else:
        words.append("the claim covers it")
    if "claim-part" in stated:
        words.append("only part of the claim is printed")
    name = next((line.name for line in lines if line.name), None)
    row = (year, str(post), name, claim, stated, others, alone, shared, left, tuple(words))
    return row, short


def _leaves_of_others(earmark: Earmark) -> Iterator[Earmark]:
    """The outermost parts of a claim that cover another agency's costs."""
    if earmark.agency:
        yield earmark
        return
    for child in earmark.earmarks:
        yield from _leaves_of_others(child)


def _item(post: Post, item: Covered) -> Row:
    e = item.earmark
    movement = item.movement
    return (str(post), posts_text(movement.posts), e.purpose, e.amount, movement.letter, e.lines)


def transfers(movements: Sequence[Allocation]) -> list[Block]:
    """Transfers with their other side in the same letter; no block when there are none."""
    rows = []
    for m in movements:
        if m.transfer is None:
            continue
        mirrors = [
            other
            for other in movements
            if (other.letter, other.year) == (m.letter, m.year)
            and set(other.posts) == set(m.transfer.posts)
        ]
        there = total(_moved(other) for other in mirrors)
        other_side = ", ".join(filter(None, (posts_text(m.transfer.posts), m.transfer.agency)))
        post = posts_text(m.posts)
        moved, lines = m.transfer.amount, m.transfer.lines
        rows.append((post, m.letter, m.amount, moved, other_side, there, _sides(m, there), lines))
    if not rows:
        return []
    return [Block("transfers", TRANSFERS, tuple(rows), title="Transfers")]


def _moved(movement: Allocation) -> int | None:
    """What a movement's transfer moves: its own sum, since the movement may do more than that."""
    if movement.transfer is not None and movement.transfer.amount is not None:
        return movement.transfer.amount
    return movement.amount


def _sides(movement: Allocation, there: int | None) -> str:
    assert movement.transfer is not None
    if not movement.transfer.posts:
        return "leaves or comes from outside the books"
    if there is None:
        return "the other side has no movement in this letter"
    return "both sides agree" if _moved(movement) == -there else "the sides differ"
