"""Everything that one letter did."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from ..report import Block, Column, Report, Value
from ..standing import standing
from .assignments import title_of
from .heading import make_report
from .letter_changes import deadlines_set, told
from .letter_effects import earmarks, money
from .letter_gave import announced, authorizations, classes, goals, received, reporting, stubs
from .letters import mentions_text, when_given

if TYPE_CHECKING:
    from ..filters import Filters
    from ..ledger import Ledger
    from ..model.records import Assignment, Basis, Letter

Row = tuple[Value, ...]

FIELDS = (Column("field", "Field"), Column("value", "Value", wide=True))
GIVEN = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("deadlines", "Deadlines set", wide=True),
    Column("status", "Status now", shown="data"),
    Column("standing", "Status now", wide=True),
    Column("section", "Section", shown="data"),
    Column("lines", "Lines"),
)
SPOKEN = (
    Column("action", "Action", shown="data"),
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("parts", "Parts", shown="if-any"),
    Column("changes", "Set, ended or changed", wide=True),
    Column("note", "Note", wide=True, shown="if-any"),
    Column("section", "Section", shown="data"),
    Column("lines", "Lines"),
)


def report(ledger: Ledger, filters: Filters, letter: Letter) -> Report:
    """Everything a letter did: its record, assignments, money, authorizations, goals, reporting,
    announcements, class rules, and what it cites that we do not hold.

    Filters narrow each block; with one on departments or areas only assignments are shown, since
    nothing else has them. Empty blocks are left out. Of a letter not held: what others say of it.
    """
    touched = [a for a in ledger.assignments if _entries(a, letter)]
    shown = [a for a in touched if filters.matches_record(ledger, a)]
    blocks = [_record(letter), _given(ledger, letter, shown), *_spoken(ledger, letter, shown)]
    narrowed = bool(filters.departments or filters.areas)
    if not narrowed:
        blocks += [
            money(ledger, filters, letter),
            *([earmarks(ledger, filters, letter)] if letter.kind != "main" else []),
            authorizations(ledger, filters, letter),
            goals(ledger, filters, letter),
            reporting(ledger, filters, letter),
            announced(ledger, filters, letter),
            received(ledger, filters, letter),
            stubs(ledger, filters, letter, shown),
        ]
    if not filters.describe():
        blocks.append(classes(letter))
    blocks = [block for block in blocks if block.rows]
    named = f": {letter.title}" if letter.title else ""
    tally = Counter(b.action for a in shown for b in _entries(a, letter))
    actions = ", ".join(f"{action} {many}" for action, many in tally.most_common())
    did = f"Assignments: {len(shown)} of {len(touched)} that it speaks of ({actions or 'none'})"
    remarks = [] if len(blocks) > 1 else [_nothing(letter, filters)]
    if letter.kind == "main" and any(block.name == "money" for block in blocks):
        command = f"hdirledger reconcile --year {letter.year} --letter {letter.id} --details"
        remarks.append(f"What its money is for: {command}")
    if narrowed:
        remarks.append("Only assignments have a department or an area; the rest is left out.")
    return make_report(
        ledger,
        filters,
        name="letter",
        counted=f"Letter {letter.id}{named}",
        more=[did] if touched else [],
        blocks=blocks,
        money=True,
        remarks=remarks,
    )


def _entries(a: Assignment, letter: Letter) -> list[Basis]:
    """Where a letter speaks of an assignment; a reply also where it is said to deliver on it."""
    return [
        b
        for b in a.basis
        if b.letter == letter.id or (b.reply is not None and b.reply.letter == letter.id)
    ]


def _nothing(letter: Letter, filters: Filters) -> str:
    if letter.held == "no":
        return "We do not hold this letter, so the books cannot say what it gave."
    if filters.describe():
        return f"Nothing that this letter did matches: {'; '.join(filters.describe())}."
    return "Nothing is registered from this letter."


def _record(letter: Letter) -> Block:
    """The letter's own record, as fields."""
    signed = "; ".join(", ".join(filter(None, (s.name, s.title))) for s in letter.signed)
    text = f"{letter.text.file}, {letter.text.lines} lines" if letter.text else None
    fields = (
        ("Kind", letter.kind),
        ("Held", "not held" if letter.held == "no" else "held"),
        ("Year", letter.year),
        ("Series", letter.series),
        ("Numbers", ", ".join(letter.numbers)),
        ("Dated", when_given(letter)),
        ("Why these days", letter.bounds.reason if letter.bounds else None),
        ("Reference", letter.reference),
        ("Sender", letter.sender),
        ("Signed", signed),
        ("Text", text),
        ("Summary", letter.summary),
        ("Answers", ", ".join(letter.answers)),
        ("Said of it", mentions_text(letter)),
        ("Our reading", letter.reading),
    )
    rows = tuple((name, value) for name, value in fields if value)
    return Block("record", FIELDS, rows, layout="fields")


def _given(ledger: Ledger, letter: Letter, assignments: Iterable[Assignment]) -> Block:
    rows: list[Row] = []
    for a in assignments:
        entries = [b for b in _entries(a, letter) if b.action == "given"]
        if entries:
            rows.append(
                (
                    a.id,
                    title_of(a),
                    a.departments,
                    "; ".join(deadlines_set(a.deadlines, letter.id, a.given_by)),
                    a.status,
                    standing(ledger, a),
                    entries[0].section,
                    ", ".join(entry.lines for entry in entries),
                )
            )
    title = f"Assignments given ({len(rows)})"
    return Block("given", GIVEN, tuple(rows), title=title)


def _spoken(ledger: Ledger, letter: Letter, assignments: Iterable[Assignment]) -> list[Block]:
    """A block for each action but ``given``, in the order that the letter first uses them; what it
    only mentions comes last."""
    rows: dict[str, list[Row]] = {}
    for a in assignments:
        entries = _entries(a, letter)
        changes = told(ledger, a, letter.id, entries)
        for place, entry in enumerate(entries):
            if entry.action == "given":
                continue
            rows.setdefault(entry.action, []).append(
                (
                    entry.action,
                    a.id,
                    title_of(a),
                    a.departments,
                    entry.parts,
                    "; ".join(changes.get(place, ())),
                    entry.note,
                    entry.section,
                    entry.lines,
                )
            )
    return [
        Block(action, SPOKEN, tuple(listed), title=f"Assignments {action} ({len(listed)})")
        for action, listed in sorted(rows.items(), key=lambda item: item[0] == "noted")
    ]
