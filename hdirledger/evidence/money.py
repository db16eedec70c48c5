"""Which facts of allocations and authorizations must be found where."""

from collections.abc import Iterable, Iterator

from ..model.records import Allocation, Authorizations, Earmark, Record
from ..reader import Path
from . import rows
from .fact import (
    Fact,
    Look,
    amount,
    anything,
    bound,
    post,
    printed_amount,
    section,
    words,
)


def allocation(movement: Allocation) -> Iterator[Fact]:
    """The facts of a movement: posts, names, keywords and every sum."""
    letter, lines = movement.letter, movement.lines

    def fact(path: Path, code: str, look: Look, where: str = lines, hint: str = "") -> Fact:
        return Fact(movement, path, letter, where, code, look, hint)

    for n, named in enumerate(movement.posts):
        yield fact(("posts", n), "V114", post("the post", named))
    if movement.name:
        yield fact(("name",), "V111", rows.name(movement, movement.name))
    if movement.chapter_name:
        look = words("the chapter's name", movement.chapter_name, alike=True)
        yield fact(("chapter-name",), "V111", look)
    if movement.ministry:
        yield fact(("ministry",), "V111", words("the ministry", movement.ministry, True))
    yield fact(("keywords",), "V117", rows.keywords(movement))
    yield fact(("amount",), "V112", rows.columns(movement))
    yield fact(("amount",), "V112", rows.direction(movement))
    # Of several rows only their own sums are printed, not what they come to.
    if not movement.rows:
        for key, value in (
            ("appropriation", movement.appropriation),
            ("amount", movement.amount),
        ):
            if value is not None:
                yield fact((key,), "V110", amount("the sum", value))
    for n, row in enumerate(movement.rows):
        here: Path = ("rows", n)
        yield fact((*here, "amount"), "V112", rows.row(movement, row), row.lines)
        if row.name:
            yield fact((*here, "name"), "V111", rows.name(movement, row.name), row.lines)
        for key, value in (("appropriation", row.appropriation), ("amount", row.amount)):
            if value is not None:
                yield fact((*here, key), "V110", amount("the sum", value), row.lines)
    for n, restated in enumerate(movement.restated):
        here = ("restated", n)
        yield from _sum(movement, here, letter, restated.lines, restated.amount, restated.printed)
    yield from _earmarks(movement, ("earmarks",), letter, movement.earmarks)
    transfer = movement.transfer
    if transfer:
        if transfer.amount is not None:
            look = amount("the sum", transfer.amount)
            yield fact(("transfer", "amount"), "V110", look, transfer.lines)
        if transfer.agency:
            look = words("the agency", transfer.agency, name=True, alike=True)
            yield fact(("transfer", "agency"), "V111", look, transfer.lines)
        for n, named in enumerate(transfer.posts):
            yield fact(("transfer", "posts", n), "V114", post("the post", named), transfer.lines)
    if movement.asserts:
        for key, value in (("before", movement.asserts.before), ("after", movement.asserts.after)):
            if value is not None:
                look = amount("the balance", value)
                yield fact(("asserts", key), "V110", look, movement.asserts.lines)
    for n, note in enumerate(movement.notes):
        yield fact(("notes", n, "lines"), "V103", anything, note.lines)
    yield from section(movement, (), letter, lines, movement.section)


def _sum(
    record: Record, path: Path, letter: str, lines: str, value: int | None, printed: str | None
) -> Iterator[Fact]:
    """A sum that may be printed in words of its own."""
    if printed:
        look = words("what is printed,", printed)
        yield Fact(record, (*path, "printed"), letter, lines, "V108", look)
        if value is not None:
            look = printed_amount(value, printed)
            yield Fact(record, (*path, "printed"), letter, lines, "V109", look)
    if value is not None:
        look = amount("the sum", value, printed)
        hint = "If the letter prints the sum in words, give them as printed."
        yield Fact(record, (*path, "amount"), letter, lines, "V110", look, hint)


def _earmarks(
    movement: Allocation, path: Path, letter: str, earmarks: Iterable[Earmark]
) -> Iterator[Fact]:
    for n, earmark in enumerate(earmarks):
        here, lines = (*path, n), earmark.lines
        yield from _sum(movement, here, letter, lines, earmark.amount, earmark.printed)
        if earmark.amount is not None and earmark.bound:
            look = bound(earmark.amount, earmark.bound)
            yield Fact(movement, (*here, "bound"), letter, lines, "V119", look)
        if earmark.amount is None:
            yield Fact(movement, (*here, "lines"), letter, lines, "V103", anything)
        if earmark.scheme:
            look = rows.beside(movement, "the scheme", earmark.scheme)
            yield Fact(movement, (*here, "scheme"), letter, lines, "V111", look)
        if earmark.agency:
            look = rows.beside(movement, "the agency", earmark.agency)
            yield Fact(movement, (*here, "agency"), letter, lines, "V111", look)
        for m, recipient in enumerate(earmark.recipients):
            look = rows.beside(movement, "the recipient", recipient)
            yield Fact(movement, (*here, "recipients", m), letter, lines, "V111", look)
        for m, named in enumerate(earmark.financed_by):
            look = post("the post", named)
            yield Fact(movement, (*here, "financed-by", m), letter, lines, "V114", look)
        for m, place in enumerate(earmark.reprinted):
            where = place.letter or letter
            spot = (*here, "reprinted", m)
            yield from _sum(movement, spot, where, place.lines, earmark.amount, place.printed)
        yield from section(movement, here, letter, lines, earmark.section)
        yield from _earmarks(movement, (*here, "earmarks"), letter, earmark.earmarks)


def authorizations(record: Authorizations) -> Iterator[Fact]:
    """The facts of a letter's authorizations: posts, ceilings, recipients and references."""
    for n, item in enumerate(record.authorizations):
        path: Path = ("authorizations", n)
        letter, lines = item.since or record.letter, item.lines
        for key, posts in (("posts", item.posts), ("against", item.against)):
            for m, named in enumerate(posts):
                look = post("the post", named)
                yield Fact(record, (*path, key, m), letter, lines, "V114", look)
        if item.ministry:
            look = words("the ministry", item.ministry, name=True, alike=True)
            yield Fact(record, (*path, "ministry"), letter, lines, "V111", look)
        if item.ceiling is not None:
            look = amount("the ceiling", item.ceiling)
            yield Fact(record, (*path, "ceiling"), letter, lines, "V110", look)
        for m, recipient in enumerate(item.recipients):
            look = words("the recipient", recipient, name=True, alike=True)
            yield Fact(record, (*path, "recipients", m), letter, lines, "V111", look)
        if item.replaces and item.replaces.ceiling is not None:
            look = amount("the former ceiling", item.replaces.ceiling)
            yield Fact(record, (*path, "replaces", "ceiling"), letter, lines, "V110", look)
        yield from section(record, path, letter, lines, item.section)
