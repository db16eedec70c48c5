"""One assignment whole: what holds, what ended, where it stands, and what others say of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from ..filters import Filters
from ..model.amounts import group
from ..report import Block, Column, Report, Value
from ..standing import standing
from .asdata import as_data
from .assignments import silence, title_of
from .heading import make_report
from .links import (
    announced_block,
    connections,
    dicts,
    money_block,
    relations_block,
    reporting_block,
)
from .wording import before, last_day, overdue, parts_text, state, stated, what, when

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.records import Assignment, Basis, Part

FIELDS = (Column("field", "Field"), Column("value", "Value", wide=True))


def fields_block(name: str, pairs: list[tuple[str, Value]], title: str = "") -> Block:
    """A block of names and values; names without a value are left out."""
    rows = tuple((label, value) for label, value in pairs if value not in (None, "", ()))
    return Block(name, FIELDS, rows, title, layout="fields")


def report(ledger: Ledger, a: Assignment, *, today: date) -> Report:
    """Everything that the ledger has about an assignment. Json gives the record itself and, under
    ``computed``, what other records say of it."""
    links = tuple(connections(ledger, a))
    announced = announced_block(ledger, a)
    money = money_block(ledger, a)
    blocks = [
        _about(ledger, a),
        _parts(a),
        _deadlines(a, today),
        _partners(a),
        _funds(a),
        relations_block(links),
        money,
        announced,
        reporting_block(ledger, a),
        _basis(a),
        _accepts(a),
    ]
    computed: dict[str, Any] = {
        "standing": standing(ledger, a),
        "connections": [
            {
                "words": link.words,
                "to": link.id,
                "letter": link.letter,
                **({"until": link.until} if link.until else {}),
            }
            for link in links
        ],
        "money": dicts(money),
        "announced": dicts(announced),
        "overdue": [when(d) for d in a.deadlines if overdue(a, d, today)],
    }
    return make_report(
        ledger,
        Filters(),
        name="show",
        counted=f"{a.id} {title_of(a)}",
        blocks=[block for block in blocks if block.rows],
        today=today,
        remarks=silence(ledger, [a]),
        data={**as_data(a), "computed": computed},
    )


def _about(ledger: Ledger, a: Assignment) -> Block:
    former = [
        f"{name}: {', '.join(value) if isinstance(value, tuple) else value} (until {item.until})"
        for item in a.formerly
        for name, value in (
            ("title", item.title),
            ("area", item.area),
            ("departments", item.departments),
        )
        if value
    ]
    goals = {goal.id: goal.title for goal in ledger.goals}
    last = a.basis[-1].letter
    stands = standing(ledger, a)
    return fields_block(
        "assignment",
        [
            ("Id", a.id),
            ("Printed", a.printed),
            ("Also", a.aliases),
            ("Title", title_of(a)),
            ("Formerly", "\n".join(former)),
            ("Departments", a.departments),
            ("Area", a.area),
            ("Status", f"{stands} (given by {a.given_by}, last spoken of by {last})"),
            ("Held", "no: only known from being cited" if a.held == "no" else None),
            ("Responsible", a.responsible),
            ("Withheld", a.withheld),
            ("Goals", "\n".join(f"{name} {goals.get(name, '')}".strip() for name in a.goals)),
            ("Summary", a.summary),
            ("Reading", a.reading),
        ],
    )


def _parts(a: Assignment) -> Block:
    columns = (
        Column("key", "Part"),
        Column("number", "No.", shown="if-any"),
        Column("group", "Group", wide=True, shown="if-any"),
        Column("text", "Text", wide=True),
        Column("status", "Status"),
        Column("since", "Since", shown="if-any"),
        Column("until", "Until", shown="if-any"),
        Column("lines", "Lines", shown="if-any"),
    )
    rows = tuple(
        (
            part.key,
            part.number,
            part.group,
            _part_text(part),
            _part_status(part),
            part.since,
            part.until,
            part.lines,
        )
        for part in a.parts
    )
    return Block("parts", columns, rows, title="Parts")


def _part_text(part: Part) -> str:
    withheld = f"(withheld, {part.withheld})" if part.withheld else ""
    agency = f"(for {part.for_})" if part.for_ else ""
    pieces = (part.title, part.summary, withheld, agency)
    return " – ".join(piece for piece in pieces if piece)


def _part_status(part: Part) -> str:
    status = part.status or ("ended" if part.until else "open")
    if part.became:
        to = f"{part.became.to} {part.became.part or ''}".strip()
        return f"{status} to {to}"
    return status


def _deadlines(a: Assignment, today: date) -> Block:
    columns = (
        Column("due", "Due"),
        Column("stated", "As stated", wide=True, shown="if-any"),
        Column("what", "What", wide=True, shown="if-any"),
        Column("since", "Set by"),
        Column("until", "Ended by", shown="if-any"),
        Column("before", "Before", wide=True, shown="if-any"),
        Column("mark", "Mark", shown="if-any"),
        Column("lines", "Lines", shown="if-any"),
    )
    rows: list[tuple[Value, ...]] = []
    late = set()
    for deadline in sorted(a.deadlines, key=lambda d: last_day(d) or date.max):
        last = last_day(deadline)
        if overdue(a, deadline, today):
            late.add(len(rows))
        rows.append(
            (
                last.isoformat() if last else None,
                stated(deadline) or None,
                what(deadline) or None,
                deadline.since or a.given_by,
                deadline.until,
                before(deadline, a.deadlines) or None,
                state(a, deadline, today) or None,
                deadline.lines,
            )
        )
    return Block("deadlines", columns, tuple(rows), title="Deadlines", alarms=frozenset(late))


def _partners(a: Assignment) -> Block:
    columns = (
        Column("agency", "Partner", wide=True),
        Column("role", "Role"),
        Column("since", "Since"),
        Column("until", "Until", shown="if-any"),
        Column("lines", "Lines", shown="if-any"),
    )
    rows = tuple((p.agency, p.role, p.since or a.given_by, p.until, p.lines) for p in a.partners)
    return Block("partners", columns, rows, title="Partners")


def _funds(a: Assignment) -> Block:
    columns = (
        Column("amount", "Amount", "amount"),
        Column("foreign", "Other currency", shown="if-any"),
        Column("bound", "Bound", shown="if-any"),
        Column("post", "Post", shown="if-any"),
        Column("purpose", "Purpose", wide=True),
        Column("since", "Since"),
        Column("until", "Until", shown="if-any"),
        Column("lines", "Lines"),
    )
    rows = tuple(
        (
            None if fund.currency else fund.amount,
            f"{group(str(fund.amount))} {fund.currency}" if fund.currency else None,
            fund.bound,
            str(fund.post) if fund.post else None,
            fund.purpose,
            fund.since or a.given_by,
            fund.until,
            fund.lines,
        )
        for fund in a.funds
    )
    return Block("funds", columns, rows, title="Sums named in the assignment (in no balance)")


def _basis(a: Assignment) -> Block:
    columns = (
        Column("letter", "Letter"),
        Column("action", "Action"),
        Column("parts", "Parts", shown="if-any"),
        Column("section", "Section", wide=True, shown="if-any"),
        Column("lines", "Lines"),
        Column("note", "Note", wide=True, shown="if-any"),
    )
    rows = tuple(
        (b.letter, b.action, parts_text(b.parts), b.section, b.lines, _basis_note(b))
        for b in a.basis
    )
    return Block("basis", columns, rows, title="Where the letters speak of it")


def _basis_note(b: Basis) -> str:
    pieces = [b.note] if b.note else []
    if b.cited_as:
        pieces.append(f"Cited as {b.cited_as}.")
    if b.reply:
        reply = b.reply
        dated = reply.dated.text if reply.dated else None
        known = [x for x in (reply.letter, reply.reference, dated, reply.printed) if x]
        pieces.append(f"Reply: {', '.join(known)}.")
    return " ".join(pieces)


def _accepts(a: Assignment) -> Block:
    columns = (
        Column("rule", "Rule"),
        Column("reason", "Reason", wide=True),
        Column("lines", "Lines", shown="if-any"),
    )
    rows = tuple((accept.rule, accept.reason, accept.lines) for accept in a.accepts)
    return Block("accepts", columns, rows, title="Discrepancies accepted")
