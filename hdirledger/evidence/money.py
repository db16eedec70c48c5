"""Which facts of allocations and authorizations must be found where."""

import re
from collections.abc import Iterable, Iterator

from ..model.records import Allocation, Authorizations, Earmark, Record
from ..reader import Path
from .fact import (
    Fact,
    Look,
    Spans,
    amount,
    anything,
    bound,
    post,
    printed_amount,
    section,
    shown,
    words,
)
from .held import Held, meets
from .search import Words
from .texts import Text

_TRANSFERABLE = re.compile(r"kan\s+overføres", re.IGNORECASE)
_ESTIMATE = re.compile(r"overslagsbevilgning", re.IGNORECASE)
_PHRASES = (
    ("transferable", _TRANSFERABLE, "kan overføres"),
    ("estimate", _ESTIMATE, "overslagsbevilgning"),
)
_UNDER = re.compile(
    r"kan\s+nyttes\s+under\s+(?P<which>hverandre|post(?:ene)?\s+\d{2}(?:\s*(?:,|og)\s*\d{2})*)",
    re.IGNORECASE,
)


def allocation(movement: Allocation) -> Iterator[Fact]:
    """The facts of a movement: posts, names, keywords and every sum."""
    letter, lines = movement.letter, movement.lines

    def fact(path: Path, code: str, look: Look, where: str = lines, hint: str = "") -> Fact:
        return Fact(movement, path, letter, where, code, look, hint)

    for n, named in enumerate(movement.posts):
        yield fact(("posts", n), "V114", post("the post", named))
    if movement.name:
        yield fact(("name",), "V111", _name(movement.name))
    if movement.chapter_name:
        look = words("the chapter's name", movement.chapter_name, alike=True)
        yield fact(("chapter-name",), "V111", look)
    if movement.ministry:
        yield fact(("ministry",), "V111", words("the ministry", movement.ministry, True))
    yield fact(("keywords",), "V117", _keywords(movement))
    yield fact(("amount",), "V112", _columns(movement))
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
        if row.name:
            yield fact((*here, "name"), "V111", _name(row.name), row.lines)
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
            look = words("the scheme", earmark.scheme, name=True, alike=True)
            yield Fact(movement, (*here, "scheme"), letter, lines, "V111", look)
        if earmark.agency:
            look = words("the agency", earmark.agency, name=True, alike=True)
            yield Fact(movement, (*here, "agency"), letter, lines, "V111", look)
        for m, recipient in enumerate(earmark.recipients):
            look = words("the recipient", recipient, name=True, alike=True)
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


def _name(name: str) -> Look:
    """A post's name, from which the keywords that a table prints after or within it are taken."""

    def look(held: Held, spans: Spans) -> str:
        if held.words.find(name, spans, True) is not None or held.words.near(name, spans):
            return ""
        raw = held.text.raw(spans)
        for keyword in (_UNDER, _TRANSFERABLE, _ESTIMATE):
            raw = keyword.sub(" ", raw)
        joined = re.sub(r"[,\s]*\n[,\s]*", "\n", raw)
        plain = Text(held.text.name, joined, held.text.scanned)
        cut = Words(plain)
        if cut.find(name.replace(",", ""), ((1, len(plain.lines)),), True) is not None:
            return ""
        return f"the name «{name}» is not in the lines: {held.words.first_missing(name, spans)}"

    return look


def _keywords(movement: Allocation) -> Look:
    """The keywords of the post's row in the table are those of the movement."""

    def look(held: Held, spans: Spans) -> str:
        plain = [
            row
            for table in held.tables
            for row in table.rows
            if not table.joint
            and row.posts == movement.posts
            and meets((row.first, row.last), spans)
        ]
        for row in plain:
            wrong = _keyword_faults(row.text, movement)
            if wrong:
                return wrong
        # Outside the tables a keyword must at least be said.
        raw = held.text.raw(spans)
        for keyword, pattern, phrase in _PHRASES:
            if keyword in movement.keywords and not plain and not pattern.search(raw):
                return f"keywords has {keyword}, but the lines do not say «{phrase}»"
        return ""

    return look


def _keyword_faults(text: str, movement: Allocation) -> str:
    for keyword, pattern, phrase in _PHRASES:
        printed = pattern.search(text) is not None
        if printed and keyword not in movement.keywords:
            return f"the table says «{phrase}», but keywords lacks {keyword}"
        if not printed and keyword in movement.keywords:
            return f"keywords has {keyword}, but the table does not say «{phrase}»"
    match = _UNDER.search(text)
    under = set(movement.usable_under)
    if match is None:
        return "the table does not say «kan nyttes under», but the record does" if under else ""
    if match["which"].lower() == "hverandre":
        return "" if under == {"each-other"} else "the table says «kan nyttes under hverandre»"
    chapter = movement.posts[0].chapter
    items = re.findall(r"\b\d{2}\b", match["which"])
    printed_posts = {f"{chapter:04d}.{item}" for item in items}
    if printed_posts == under:
        return ""
    named = ", ".join(sorted(printed_posts))
    return f"the table says usable under {named}, the record {', '.join(sorted(under)) or 'none'}"


def _columns(movement: Allocation) -> Look:
    """Where a row prints two sums, the first is the appropriation and the second the allocation."""

    def look(held: Held, spans: Spans) -> str:
        for table in held.tables:
            for row in table.rows:
                if table.joint or row.posts != movement.posts or movement.rows:
                    continue
                if not meets((row.first, row.last), spans) or not row.sums:
                    continue
                stated = (movement.appropriation, movement.amount)
                if any(len(reading) == 2 for reading in row.sums):
                    if stated not in row.sums:
                        printed = " and ".join(shown(value) for value in row.sums[0])
                        return f"the table prints the columns {printed}"
                elif not {reading[0] for reading in row.sums} & set(stated):
                    return f"the table prints {shown(row.sums[0][0])}"
        return ""

    return look


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
