"""What other records say of an assignment: relations, money, announcements, reporting."""

from dataclasses import dataclass

from ..facts import authorizations_naming, earmarks_naming
from ..ledger import Ledger
from ..model.records import Assignment
from ..report import Block, Column, Value
from .assignments import title_of
from .wording import INVERSE, when


@dataclass(frozen=True, slots=True)
class Link:
    """A connection as this assignment sees it: ``replaced by`` TB2022-1, said by a letter."""

    words: str
    id: str
    title: str
    letter: str
    lines: str = ""
    until: str = ""
    note: str = ""


def connections(ledger: Ledger, a: Assignment) -> list[Link]:
    """Relations in both directions, parts that moved, and deadlines that follow one another."""
    found = [
        Link(
            relation.type.replace("-", " "),
            relation.to,
            relation.title or _title(ledger, relation.to, relation.agency),
            relation.since or a.given_by,
            relation.lines or "",
            relation.until or "",
            _relation_note(relation.part, relation.agency, relation.cited_as),
        )
        for relation in a.relations
    ]
    for other in ledger.assignments:
        if other is a:
            continue
        title = title_of(other)
        for relation in other.relations:
            # A number of another agency is not ours, though it looks the same.
            if relation.to == a.id and relation.agency is None:
                letter = relation.since or other.given_by
                note = _relation_note(relation.part, None, relation.cited_as)
                found.append(
                    Link(
                        INVERSE[relation.type],
                        other.id,
                        title,
                        letter,
                        relation.lines or "",
                        relation.until or "",
                        note,
                    )
                )
        for part in other.parts:
            if part.became and part.became.to == a.id:
                note = f"as part {part.became.part}" if part.became.part else ""
                words = f"takes over part {part.key} of"
                letter = part.until or other.given_by
                found.append(Link(words, other.id, title, letter, note=note))
        for deadline in other.deadlines:
            if any(x and x.assignment == a.id for x in (deadline.with_, deadline.after)):
                letter = deadline.since or other.given_by
                ended = deadline.until or ""
                found.append(Link("awaited by", other.id, title, letter, until=ended))
    return found


def _title(ledger: Ledger, name: str, agency: str | None) -> str:
    known = None if agency else ledger.by_id.get(name)
    if known:
        return title_of(known)
    letter = ledger.letters.get(name)
    return (letter.title or "") if letter else ""


def _relation_note(part: str | None, agency: str | None, cited_as: str | None) -> str:
    pieces = [f"part {part}"] if part else []
    if agency:
        pieces.append(f"number of {agency}")
    if cited_as:
        pieces.append(f"cited as {cited_as}")
    return ", ".join(pieces)


def relations_block(links: tuple[Link, ...]) -> Block:
    """The connections of an assignment, as a table."""
    columns = (
        Column("relation", "Relation"),
        Column("to", "To"),
        Column("title", "Title", wide=True, shown="if-any"),
        Column("note", "Note", wide=True, shown="if-any"),
        Column("letter", "Letter"),
        Column("until", "Until", shown="if-any"),
        Column("lines", "Lines", shown="if-any"),
    )
    rows = tuple(
        (x.words, x.id, x.title, x.note, x.letter, x.until or None, x.lines or None) for x in links
    )
    return Block("relations", columns, rows, title="Relations")


def money_block(ledger: Ledger, a: Assignment) -> Block:
    """The earmarks and authorizations that name an assignment."""
    columns = (
        Column("kind", "Kind"),
        Column("year", "Year"),
        Column("posts", "Post"),
        Column("amount", "Amount", "amount"),
        Column("bound", "Bound", shown="if-any"),
        Column("purpose", "Purpose", wide=True),
        Column("recipients", "Recipients", wide=True, shown="if-any"),
        Column("letter", "Letter"),
        Column("lines", "Lines"),
    )
    rows: list[tuple[Value, ...]] = [
        (
            "earmark",
            movement.year,
            tuple(map(str, movement.posts)),
            earmark.amount,
            earmark.bound,
            earmark.purpose,
            earmark.recipients,
            movement.letter,
            earmark.lines,
        )
        for movement, earmark in earmarks_naming(ledger, a.id)
    ]
    rows += [
        (
            f"authorization ({item.kind})" + (f", until {item.until}" if item.until else ""),
            record.year,
            tuple(map(str, item.posts)),
            item.ceiling,
            None,
            item.purpose,
            item.recipients,
            record.letter,
            item.lines,
        )
        for record, item in authorizations_naming(ledger, a.id)
    ]
    title = "Earmarks and authorizations that name it"
    return Block("money", columns, tuple(rows), title=title)


def announced_block(ledger: Ledger, a: Assignment) -> Block:
    """What letters announce about an assignment, received or still pending."""
    columns = (
        Column("letter", "Letter"),
        Column("kind", "Kind"),
        Column("summary", "Announced", wide=True),
        Column("state", "State"),
        Column("lines", "Lines"),
    )
    rows = tuple(
        (
            letter.id,
            item.kind,
            item.summary,
            f"received with {item.until}" if item.until else "pending",
            item.lines,
        )
        for letter in ledger.letters.values()
        for item in letter.announces
        if a.id in item.assignments
    )
    return Block("announced", columns, rows, title="Announced")


def reporting_block(ledger: Ledger, a: Assignment) -> Block:
    """The rows of the reporting that name an assignment."""
    columns = (
        Column("id", "Row"),
        Column("title", "Title", wide=True),
        Column("due", "Due", wide=True),
        Column("lines", "Lines"),
    )
    rows = tuple(
        (
            f"{record.letter} {row.key}",
            row.title,
            "; ".join(when(d) for d in row.deadlines if d.until is None),
            row.lines,
        )
        for record in ledger.reporting
        for row in (*record.calendar, *record.requirements)
        if a.id in row.assignments
    )
    return Block("reporting", columns, rows, title="Reporting that names it")


def dicts(block: Block) -> list[dict[str, Value]]:
    """The rows of a block by key, for json."""
    keys = [column.key for column in block.columns]
    return [dict(zip(keys, row, strict=True)) for row in block.rows]
