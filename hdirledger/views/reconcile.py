"""Reconciliation: rows and earmarks against their posts, and the sums that stand elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..report import Block, Column, Report, Value
from .balances import earmarks_of, nothing_moved, posts_text, total, years_of
from .heading import make_report
from .set_off import income_blocks, transfers
from .sums_apart import ceilings, funds, restated
from .wording import count

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Allocation, Earmark

Row = tuple[Value, ...]
SPLITS = "splits exactly"
ADDS_UP = "adds up"
REMAINDER = "leaves a remainder"
EXCEEDS = "exceeds"
DIFFERS = "text and table differ"
AGREES = "text and table agree"
NO_SUM = "no sum printed"
NOT_SPLIT = "does not add up"
BAD_ROWS = "rows do not add up"
BAD_PARTS = "parts of an earmark do not add up"
_WRONG = frozenset((EXCEEDS, DIFFERS, NOT_SPLIT, BAD_ROWS, BAD_PARTS))

POSTS = (
    Column("year", "Year", shown="data"),
    Column("post", "Post"),
    Column("letter", "Letter", shown="data"),
    Column("name", "Name", wide=True),
    Column("amount", "Given", "amount"),
    Column("rows", "Rows", "amount", shown="if-any"),
    Column("exact", "Exact", "amount"),
    Column("including", "Including", "amount", shown="if-any"),
    Column("up-to", "Up to", "amount", shown="if-any"),
    Column("at-least", "At least", "amount", shown="if-any"),
    Column("remainder", "Remainder", "amount"),
    Column("earmarks", "Earmarks", "count"),
    Column("without-sum", "No sum", "count", shown="if-any"),
    Column("verdict", "Verdict", wide=True),
    Column("lines", "Lines", shown="data"),
)
EARMARKS = (
    Column("post", "Post"),
    Column("letter", "Letter", shown="data"),
    Column("depth", "Depth", "number", shown="data"),
    Column("purpose", "Purpose", wide=True),
    Column("amount", "Amount", "amount"),
    Column("bound", "Bound", shown="if-any"),
    Column("scheme", "Scheme", wide=True, shown="if-any"),
    Column("recipients", "Recipients", wide=True, shown="if-any"),
    Column("agency", "At the disposal of", wide=True, shown="if-any"),
    Column("financed-by", "Financed by", shown="if-any"),
    Column("assignments", "Assignments", shown="if-any"),
    Column("split", "Split", shown="data"),
    Column("lines", "Lines"),
)
REMARKS = (
    f"{SPLITS}: the letter says that the items share the whole sum, and they do. "
    f"{ADDS_UP}: they do without its saying so. "
    f"{REMAINDER}: the sum less the exact earmarks, which are the only certain ones.",
)
_INDENT = "· "


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How the earmarks of one movement stand against its sum; amounts in kroner."""

    exact: int | None
    including: int | None
    up_to: int | None
    at_least: int | None
    remainder: int | None
    words: tuple[str, ...]

    @property
    def wrong(self) -> bool:
        """Whether somebody must look: sums that contradict each other."""
        return bool(_WRONG.intersection(self.words))


def judge(movement: Allocation) -> Verdict:
    """Hold a movement's sum against its rows, its earmarks and the places that state it again.

    Only exact earmarks are certain to be used, so the remainder is the sum less these; of a sum
    that the letter says is split completely it is the sum less all items. An earmark without a sum
    stands for its parts.
    """
    tops = tuple(_printed(movement.earmarks))
    exact = _bound(tops, None, "exact")
    listed = total(e.amount for e in tops)
    counted = listed if movement.split else exact
    remainder = None
    if movement.amount is not None and movement.earmarks:
        remainder = movement.amount - (counted or 0)
    words = [*_against(movement, exact, remainder)]
    rows = [row.amount for row in movement.rows]
    if rows and total(rows) != movement.amount:
        words.append(BAD_ROWS)
    if any(_parts_wrong(e) for e in earmarks_of(movement)):
        words.append(BAD_PARTS)
    if any(again.amount != movement.amount for again in movement.restated):
        words.append(DIFFERS)
    elif not words:
        words.append(AGREES)
    return Verdict(
        exact=exact,
        including=_bound(tops, "including"),
        up_to=_bound(tops, "up-to"),
        at_least=_bound(tops, "at-least"),
        remainder=remainder,
        words=tuple(words),
    )


def _printed(earmarks: Iterable[Earmark]) -> Iterator[Earmark]:
    """The outermost earmarks that print a sum.

    Below one that prints none, what others dispose of is left out: such shares are usually what
    the ministry has held back, and not part of what is given (769.21/70 in the letter of 2022).
    """
    for earmark in earmarks:
        if earmark.amount is not None:
            yield earmark
        else:
            yield from (part for part in _printed(earmark.earmarks) if not part.agency)


def _bound(earmarks: Iterable[Earmark], *bounds: str | None) -> int | None:
    return total(earmark.amount for earmark in earmarks if earmark.bound in bounds)


def _against(movement: Allocation, exact: int | None, remainder: int | None) -> Iterator[str]:
    amount = movement.amount
    if amount is None:
        yield NO_SUM
    if amount is None or remainder is None:
        return
    largest = max((e.amount or 0 for e in movement.earmarks), default=0)
    if movement.split:
        yield SPLITS if remainder == 0 else NOT_SPLIT
    elif amount >= 0 and max(exact or 0, largest) > amount:
        yield EXCEEDS
    else:
        yield ADDS_UP if remainder == 0 else REMAINDER


def _parts_wrong(earmark: Earmark) -> bool:
    if earmark.amount is None or not earmark.earmarks:
        return False
    if earmark.split:
        return total(part.amount for part in earmark.earmarks) != earmark.amount
    exact = _bound(earmark.earmarks, None, "exact") or 0
    largest = max(part.amount or 0 for part in earmark.earmarks)
    return earmark.amount >= 0 and max(exact, largest) > earmark.amount


def report(ledger: Ledger, filters: Filters, *, details: bool = False) -> Report:
    """Rows and earmarks against posts, sums stated twice, sums without a post, income set off.

    Counts the year asked for, else the latest with movements. ``details``, or a filter on posts,
    recipients or text, lists each earmark.
    """
    years = years_of(ledger, filters.years)
    within = replace(filters, years=years)
    movements = [m for m in ledger.allocations if within.matches_allocation(ledger, m)]
    held = [m for m in movements if m.earmarks or m.rows or m.restated]
    verdicts = [judge(m) for m in held]
    every = sum(m.year in years for m in ledger.allocations)
    empty = nothing_moved(ledger, within, "movements", every)
    if movements:
        empty = "None of these movements has rows, earmarks or a sum stated again."
    blocks = [_posts(held, verdicts, empty)]
    if held and (details or filters.posts or filters.recipients or filters.texts):
        blocks.append(_earmarks(ledger, within, held))
    blocks += [
        restated(held),
        *income_blocks(ledger, within),
        *transfers(movements),
        funds(ledger, within),
        ceilings(ledger, within),
    ]
    named = f" {' and '.join(years)}" if years else ""
    counted = (
        f"Reconciliation{named}: {len(held)} of {count(len(movements), 'movement')} with rows, "
        "earmarks or a sum stated again"
    )
    tally = Counter(word for verdict in verdicts for word in verdict.words)
    more = [", ".join(f"{word}: {many}" for word, many in tally.most_common())] if tally else []
    return make_report(
        ledger,
        within,
        name="reconcile",
        counted=counted,
        more=more,
        blocks=blocks,
        money=True,
        remarks=REMARKS if held else (),
    )


def _posts(movements: Sequence[Allocation], verdicts: Sequence[Verdict], empty: str) -> Block:
    rows = tuple(
        (
            m.year,
            posts_text(m.posts),
            m.letter,
            m.name or m.chapter_name,
            m.amount,
            total(row.amount for row in m.rows),
            verdict.exact,
            verdict.including,
            verdict.up_to,
            verdict.at_least,
            verdict.remainder,
            len(m.earmarks),
            sum(e.amount is None for e in m.earmarks),
            verdict.words,
            m.lines,
        )
        for m, verdict in zip(movements, verdicts, strict=True)
    )
    wrong = frozenset(n for n, verdict in enumerate(verdicts) if verdict.wrong)
    title = "Rows and earmarks against posts"
    return Block("posts", POSTS, rows, title=title, empty=empty, alarms=wrong)


def _earmarks(ledger: Ledger, filters: Filters, movements: Iterable[Allocation]) -> Block:
    """Every earmark that matches, with the earmarks that it stands in and those below it."""
    rows: list[Row] = []
    for m in movements:
        for top in m.earmarks:
            rows += [_earmark(m, depth, e) for depth, e in _matching(ledger, filters, m, top)]
    empty = "None of these posts has earmarks." if not rows else ""
    return Block("earmarks", EARMARKS, tuple(rows), title="Earmarks", empty=empty)


def _matching(
    ledger: Ledger, filters: Filters, movement: Allocation, earmark: Earmark, depth: int = 0
) -> list[tuple[int, Earmark]]:
    if filters.matches_earmark(ledger, movement, earmark):
        return list(earmark.walk(depth))
    below = [
        found
        for child in earmark.earmarks
        for found in _matching(ledger, filters, movement, child, depth + 1)
    ]
    return [(depth, earmark), *below] if below else []


def _earmark(movement: Allocation, depth: int, e: Earmark) -> Row:
    return (
        posts_text(movement.posts),
        movement.letter,
        depth,
        _INDENT * depth + e.purpose,
        e.amount,
        e.bound,
        e.scheme,
        e.recipients,
        e.agency,
        tuple(map(str, e.financed_by)),
        e.assignments,
        e.split,
        e.lines,
    )
