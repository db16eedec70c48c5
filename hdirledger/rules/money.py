"""M: sums that add up, and sides that fit. Amounts are whole kroner."""

from collections.abc import Iterator

from ..findings import Severity
from ..ledger import Ledger
from ..model.amounts import show
from ..model.records import Allocation, Earmark
from ..reader import Path
from . import Problem, record_rule

EXACT = ("exact", None)


@record_rule("M101", Severity.ERROR, "Rows do not sum to the post")
def rows_sum(ledger: Ledger) -> Iterator[Problem]:
    """Where a letter prints several lines for one post, the movement is their sum.

    Example: rows of -10 000 000 and 27 000 000, and amount: 16 000 000.
    Remedy: look the lines up; mend a row or the amount.
    """
    for movement in ledger.allocations:
        if not movement.rows:
            continue
        for name in ("amount", "appropriation"):
            stated = getattr(movement, name)
            parts = [getattr(row, name) for row in movement.rows]
            if name == "appropriation" and (stated is None or None in parts):
                continue
            total = sum(part or 0 for part in parts)
            if stated is not None and total != stated:
                message = f"the rows' {name} is {show(total)}, but {name} is {show(stated)}"
                yield Problem(movement, ("rows",), message, lines=movement.lines)


def total_exact(earmarks: tuple[Earmark, ...]) -> int:
    """Sum of the earmarks that are named with an exact amount."""
    return sum(e.amount or 0 for e in earmarks if e.bound in EXACT)


@record_rule("M102", Severity.ERROR, "Earmarks exceed their post")
def above_post(ledger: Ledger) -> Iterator[Problem]:
    """What is given to something in particular is part of what is given. The exact earmarks of a
    post, and each earmark of any kind, cannot be more than the post.

    Example: earmarks of 60 and 50 million on a post of 100 million.
    Remedy: look the sums up. An earmark inside another one nests below it; money from several posts
    belongs to a movement with all these posts. What the letter itself contradicts is accepted.
    """
    for movement in ledger.allocations:
        if movement.amount is None:
            continue
        yield from _above(movement, ("earmarks",), movement.earmarks, movement.amount, "the post")


@record_rule("M103", Severity.ERROR, "Parts of an earmark exceed it")
def above_parent(ledger: Ledger) -> Iterator[Problem]:
    """hvorav and herunder name parts of a sum; parts are never more than the whole.

    Example: an earmark of 7,2 million with one of 8 million below it.
    Remedy: look the sums up; perhaps the part belongs to another earmark.
    """
    for movement in ledger.allocations:
        for path, earmark in walk(movement):
            if earmark.amount is not None:
                below = (*path, "earmarks")
                yield from _above(movement, below, earmark.earmarks, earmark.amount, "its parent")


def _above(
    movement: Allocation, path: Path, earmarks: tuple[Earmark, ...], limit: int, whole: str
) -> Iterator[Problem]:
    if limit < 0:
        return
    total = total_exact(earmarks)
    if total > limit:
        message = f"exact earmarks of {show(total)} are more than {whole}, {show(limit)}"
        yield Problem(movement, path, message, lines=movement.lines)
    for n, earmark in enumerate(earmarks):
        if earmark.bound not in EXACT and (earmark.amount or 0) > limit:
            message = f"an earmark of {show(earmark.amount)} is more than {whole}, {show(limit)}"
            yield Problem(movement, (*path, n, "amount"), message, lines=earmark.lines)


def walk(movement: Allocation) -> Iterator[tuple[Path, Earmark]]:
    """Every earmark of a movement at any depth, with its path."""

    def below(path: Path, earmarks: tuple[Earmark, ...]) -> Iterator[tuple[Path, Earmark]]:
        for n, earmark in enumerate(earmarks):
            yield (*path, n), earmark
            yield from below((*path, n, "earmarks"), earmark.earmarks)

    return below(("earmarks",), movement.earmarks)


@record_rule("M104", Severity.ERROR, "Earmarks that claim to split a sum do not add up")
def split(ledger: Ledger) -> Iterator[Problem]:
    """split: complete says that the letter shares the whole sum among the items it lists. Then the
    items add up to it, to the krone.

    Example: "tildeles totalt 103,7 mill. kroner fordelt på" items that sum to 103,2 million.
    Remedy: find the item that is missing or misread. Where the letter itself does not add up,
    accept the finding with that reason.
    """
    for movement in ledger.allocations:
        nodes: list[tuple[Path, str | None, int | None, tuple[Earmark, ...], str]] = [
            ((), movement.split, movement.amount, movement.earmarks, movement.lines)
        ]
        nodes += [(path, e.split, e.amount, e.earmarks, e.lines) for path, e in walk(movement)]
        for path, claims, amount, earmarks, lines in nodes:
            if claims is None or amount is None:
                continue
            total = sum(e.amount or 0 for e in earmarks)
            if total != amount:
                message = f"the items add up to {show(total)}, the sum they split is {show(amount)}"
                yield Problem(movement, (*path, "split"), message, lines=lines)


@record_rule("M105", Severity.ERROR, "The side does not fit the chapter")
def wrong_side(ledger: Ledger) -> Iterator[Problem]:
    """Chapters 3000 to 5999 are income, all others expense; one movement has one side.

    Example: side: expense on 3714.04.
    Remedy: mend the side or the chapter.
    """
    for movement in ledger.allocations:
        sides = {"income" if post.income else "expense" for post in movement.posts}
        if len(sides) > 1:
            message = "posts of both sides in one movement"
            yield Problem(movement, ("posts",), message)
        elif movement.side is not None and movement.side not in sides:
            message = f"side is {movement.side}, but {movement.posts[0]} is {sides.pop()}"
            yield Problem(movement, ("side",), message)


@record_rule("M107", Severity.NOTE, "More is allocated than appropriated")
def above_appropriation(ledger: Ledger) -> Iterator[Problem]:
    """A letter that gives more of a post than its own table says was appropriated is often rounded
    or misprinted; it is kept as printed and shown.

    Example: 714.74 in the letter of 2022: appropriated 21 050, allocated 21 100 thousand kroner.
    Remedy: look both sums up. If they are printed so, leave them.
    """
    for movement in ledger.allocations:
        if movement.amount is None or movement.appropriation is None:
            continue
        if movement.amount > movement.appropriation >= 0:
            message = f"allocated {show(movement.amount)}, "
            message += f"appropriated {show(movement.appropriation)}"
            yield Problem(movement, ("amount",), message, lines=movement.lines)


@record_rule("M108", Severity.ERROR, "The text states another sum than the table")
def restated(ledger: Ledger) -> Iterator[Problem]:
    """Letters print a post's sum in a table and again in the running text. Both are kept; when they
    differ, somebody must know which one is followed.

    Example: 734.21 in the letter of 2022: 18 422 thousand in the table, 18,5 million in the text.
    Remedy: look both up. If the letter contradicts itself, accept it and say which sum is booked.
    """
    for movement in ledger.allocations:
        for n, again in enumerate(movement.restated):
            if movement.amount is None or again.amount != movement.amount:
                booked = "no sum" if movement.amount is None else show(movement.amount)
                message = f"stated again as {show(again.amount)}, booked as {booked}"
                path = ("restated", n, "amount")
                yield Problem(movement, path, message, lines=again.lines)


@record_rule("M109", Severity.ERROR, "Blank and none do not fit")
def blank(ledger: Ledger) -> Iterator[Problem]:
    """none is not 0: the letter prints no sum. A field that is printed blank has no amount, and a
    sum that is printed is not blank.

    Example: stated: blank with amount: 0.
    Remedy: write amount: none, or another word under stated.
    """
    for movement in ledger.allocations:
        if movement.stated == "blank" and movement.amount is not None:
            message = f"stated is blank, but amount is {show(movement.amount)}"
            yield Problem(movement, ("amount",), message, lines=movement.lines)
