"""A letter, a goal or a post in short, for ``show``; fuller reports have their own commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..filters import Filters
from ..lettertime import span_of
from ..report import Block, Column, Report, Value
from .asdata import as_data
from .heading import make_report
from .show import fields_block

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.posts import Post
    from ..model.records import Goal, Indicator, Letter


def letter(ledger: Ledger, record: Letter) -> Report:
    """A letter's own facts; everything that it did is the report ``letter``."""
    span = span_of(record)
    when = record.dated or (f"between {span[0]} and {span[1]}" if span else "unknown")
    mentions = "\n".join(
        f"{m.letter}, lines {m.lines}" + (f": {m.summary}" if m.summary else "")
        for m in record.mentions
    )
    block = fields_block(
        "letter",
        [
            ("Id", record.id),
            ("Kind", record.kind),
            ("Title", record.title),
            ("Held", "no: only known from others" if record.held == "no" else "yes"),
            ("Dated", when),
            ("Bounds", record.bounds.reason if record.bounds else None),
            ("Reference", record.reference),
            ("Sender", record.sender or ledger.root.ministry),
            ("Summary", record.summary),
            ("Mentioned by", mentions),
            ("Reading", record.reading),
        ],
    )
    return make_report(
        ledger,
        Filters(),
        name="show",
        counted=f"Letter {record.id}",
        blocks=[block],
        remarks=[f"Everything that it did: hdirledger letter {record.id}"],
        data=as_data(record),
    )


def goal(ledger: Ledger, record: Goal) -> Report:
    """A goal with its criteria, performance indicators and key figures."""
    about = fields_block(
        "goal",
        [
            ("Id", record.id),
            ("Number", record.number),
            ("Title", record.title),
            ("Formerly", "\n".join(f"{f.title} (until {f.until})" for f in record.formerly)),
            ("Area", record.area),
            ("Letter", f"{record.letter}, section {record.section or '-'}, lines {record.lines}"),
            ("Ended by", record.until),
            ("Assignments", tuple(a.id for a in ledger.assignments if record.id in a.goals)),
            ("Reading", record.reading),
        ],
    )
    columns = (
        Column("key", "Key"),
        Column("number", "No.", shown="if-any"),
        Column("title", "Title", wide=True),
        Column("until", "Ended by", shown="if-any"),
        Column("lines", "Lines"),
    )
    lists = (
        ("criteria", "Criteria", record.criteria),
        ("indicators", "Performance indicators", record.indicators),
        ("key-figures", "Key figures", record.key_figures),
    )
    blocks = [
        Block(name, columns, tuple(_indicators(items)), title)
        for name, title, items in lists
        if items
    ]
    return make_report(
        ledger,
        Filters(),
        name="show",
        counted=f"Goal {record.id} {record.title}",
        blocks=[about, *blocks],
        data=as_data(record),
    )


def _indicators(items: tuple[Indicator, ...], above: str = "") -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for item in items:
        key = f"{above}{item.key}"
        rows.append((key, item.number, item.title, item.until, item.lines))
        rows += _indicators(item.items, f"{key}.")
    return rows


def post(ledger: Ledger, asked: Post) -> Report | None:
    """The movements, earmarks and authorizations of a post or a whole chapter; None when the ledger
    has nothing of it. Sums per post are the report ``budget``."""
    found = [m for m in ledger.allocations if any(asked.covers(p) for p in m.posts)]
    movements: list[tuple[Value, ...]] = [
        (
            m.year,
            _posts(m.posts),
            m.letter,
            m.name,
            m.appropriation,
            m.amount,
            m.stated,
            m.lines,
        )
        for m in found
    ]
    earmarks: list[tuple[Value, ...]] = [
        (
            m.year,
            _posts(m.posts),
            m.letter,
            depth,
            # A dot for each level, since tables strip spaces.
            "· " * depth + earmark.purpose,
            earmark.amount,
            earmark.bound,
            earmark.recipients,
            earmark.assignments,
            earmark.lines,
        )
        for m in found
        for top in m.earmarks
        for depth, earmark in top.walk()
    ]
    authorizations: list[tuple[Value, ...]] = [
        (
            record.year,
            _posts(item.posts),
            record.letter,
            item.kind,
            item.purpose,
            item.ceiling,
            item.until,
            item.lines,
        )
        for record in ledger.authorizations
        for item in record.authorizations
        if any(asked.covers(p) for p in (*item.posts, *item.against))
    ]
    if not movements and not authorizations:
        return None
    common = (Column("year", "Year"), Column("posts", "Post"), Column("letter", "Letter"))
    lines = Column("lines", "Lines")
    amount = Column("amount", "Amount", "amount")
    purpose = Column("purpose", "Purpose", wide=True)
    ended = Column("until", "Ended by", shown="if-any")
    blocks = [
        Block(
            "movements",
            (
                *common,
                Column("name", "Name", wide=True),
                Column("appropriation", "Appropriation", "amount"),
                amount,
                Column("stated", "Stated"),
                lines,
            ),
            tuple(movements),
            "Movements",
        ),
        Block(
            "earmarks",
            (
                *common,
                Column("depth", "Depth", "number", shown="data"),
                purpose,
                amount,
                Column("bound", "Bound", shown="if-any"),
                Column("recipients", "Recipients", wide=True, shown="if-any"),
                Column("assignments", "Assignments", wide=True, shown="if-any"),
                lines,
            ),
            tuple(earmarks),
            "Earmarks",
        ),
        Block(
            "authorizations",
            (*common, Column("kind", "Kind"), purpose, amount, ended, lines),
            tuple(authorizations),
            "Authorizations",
        ),
    ]
    what = f"Post {asked}" if asked.item >= 0 else f"Chapter {asked}"
    return make_report(
        ledger,
        Filters(),
        name="show",
        counted=what,
        blocks=[block for block in blocks if block.rows],
        money=True,
        remarks=["What is given, changed and now stands per post: hdirledger budget"],
    )


def _posts(posts: tuple[Post, ...]) -> tuple[str, ...]:
    return tuple(map(str, posts))
