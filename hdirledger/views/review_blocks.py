"""The tables of a review: letters, assignments, other records, findings."""

from collections.abc import Callable, Sequence

from ..events import Item
from ..filters import Filters
from ..findings import Finding, Severity
from ..model.records import Assignment, Basis, Letter
from ..report import Block, Column, Value
from ..review import Pair, Review
from .assignments import title_of
from .letter_changes import deadlines_set
from .letter_effects import earmarks
from .letter_gave import announced, authorizations, classes, goals, received, reporting
from .letters import when_given
from .review_items import Change, item_text, value_text, without_common

Row = tuple[Value, ...]

LETTERS = (
    Column("id", "Letter"),
    Column("what", "What"),
    Column("title", "Title", wide=True),
    Column("dated", "Dated", wide=True),
    Column("summary", "Summary", wide=True, shown="data"),
)
GIVEN = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("deadlines", "Deadlines set", wide=True),
    Column("parts", "Parts", "count", shown="if-any"),
    Column("status", "Status"),
    Column("action", "Action", shown="data"),
    Column("letter", "Letter"),
    Column("summary", "Summary", wide=True, shown="data"),
    Column("lines", "Lines"),
)
CHANGED = (
    Column("id", "Id", shown="data"),
    Column("record", "Id", shown="people"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("item", "Item", wide=True),
    Column("old", "Was", shown="data"),
    Column("new", "Becomes", shown="data"),
    Column("was", "Was", wide=True, shown="people"),
    Column("becomes", "Becomes", wide=True, shown="people"),
    Column("days", "Days", shown="data"),
    Column("moved", "Moved", shown="people"),
    Column("letter", "Letter"),
    Column("ours", "Whose", shown="if-any"),
)
ENDED = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("old", "Was"),
    Column("new", "Now"),
    Column("by", "Succeeded by", wide=True, shown="if-any"),
    Column("letter", "Letter"),
    Column("note", "Note", wide=True, shown="if-any"),
    Column("lines", "Lines"),
)
OTHER = (
    Column("type", "Record"),
    Column("id", "Id"),
    Column("item", "Item", wide=True),
    Column("old", "Was", wide=True),
    Column("new", "Becomes", wide=True),
    Column("letter", "Letter", shown="if-any"),
    Column("declared", "Declared as", wide=True, shown="if-any"),
)
FINDINGS = (
    Column("severity", "Severity"),
    Column("code", "Code"),
    Column("where", "Where"),
    Column("message", "Message", wide=True),
    Column("accepted", "Accepted because", wide=True, shown="if-any"),
)


def assignment_of(pair: Pair) -> Assignment:
    record = pair.record
    assert isinstance(record, Assignment)
    return record


def giving(a: Assignment) -> Basis:
    """The place of a letter that gave an assignment; without one the first that speaks of it."""
    return next((b for b in a.basis if b.action == "given"), a.basis[0])


def is_new(pair: Pair) -> bool:
    """Whether an assignment is registered here: it was not there, or was only cited."""
    old = pair.old.record if pair.old else None
    was_cited = isinstance(old, Assignment) and old.held == "no"
    return old is None or (was_cited and assignment_of(pair).held != "no")


def statuses(pair: Pair) -> tuple[str, str]:
    records = (entry.record if entry else None for entry in (pair.old, pair.new))
    old, new = (r.status if isinstance(r, Assignment) else "" for r in records)
    return old, new


def tells_end(pair: Pair, change: Change) -> bool:
    """Whether a change only says that the assignment ended, which is told of it as a whole."""
    if change.item == "status":
        return change.letter is not None
    action = change.new.partition(" ")[0].rstrip(":,")
    return change.item == "spoken of" and not change.old and action == statuses(pair)[1]


def letters(review: Review) -> Block:
    rows: list[Row] = []
    for pair in review.of("letter"):
        letter = pair.record
        assert isinstance(letter, Letter)
        if letter.id in review.registered:
            what = "registered"
        elif pair.new is None:
            what = "removed"
        elif pair.old is None:
            what = "cited, not held"
        else:
            what = "changed" if any(t.letter is None for t in pair.told) else "items ended"
            what = "cited again, not held" if letter.held == "no" else what
        rows.append((letter.id, what, letter.title, when_given(letter) or None, letter.summary))
    return Block("letters", LETTERS, tuple(rows), title="Letters")


def given(pairs: Sequence[Pair], name: str, title: str) -> Block:
    rows: list[Row] = []
    for pair in pairs:
        a = assignment_of(pair)
        by = giving(a)
        set_ = "; ".join(deadlines_set(a.deadlines, by.letter, a.given_by))
        rows.append(
            (
                a.id,
                title_of(a),
                a.departments,
                set_,
                len(a.parts),
                a.status,
                by.action,
                by.letter,
                a.summary,
                by.lines,
            )
        )
    return Block(name, GIVEN, tuple(rows), title=title)


def changed(
    pairs: Sequence[Pair], changes: dict[str, list[Change]], name: str, title: str
) -> Block:
    """One row per change; what names the record stands in the first of its rows."""
    rows: list[Row] = []
    alarms = []
    for pair in pairs:
        a = assignment_of(pair)
        for place, change in enumerate(changes[pair.id]):
            if change.letter is None and not change.ours:
                alarms.append(len(rows))
            first = place == 0
            rows.append(
                (
                    a.id,
                    a.id if first else None,
                    title_of(a) if first else None,
                    a.departments if first else None,
                    change.item,
                    change.old or None,
                    change.new or None,
                    *(text or None for text in without_common(change.old, change.new)),
                    change.days,
                    f"{change.days:+d} days" if change.days else None,
                    change.letter,
                    "ours" if change.ours else None,
                )
            )
    return Block(
        name,
        CHANGED,
        tuple(rows),
        title=title,
        alarms=frozenset(alarms),
    )


def ended(review: Review, pairs: Sequence[Pair]) -> Block:
    rows: list[Row] = []
    for pair in pairs:
        a = assignment_of(pair)
        by = [
            other.id
            for other in review.head.assignments
            for relation in other.relations
            if relation.to == a.id
            and relation.agency is None
            and relation.type in ("replaces", "renumbered-from")
        ]
        letter = next((t.letter for t in pair.told if t.difference.path == ("status",)), None)
        places = [b for b in a.basis if b.letter == letter and b.action == a.status]
        note = "; ".join(b.note for b in places if b.note)
        rows.append(
            (
                a.id,
                title_of(a),
                a.departments,
                *statuses(pair),
                tuple(dict.fromkeys(by)),
                letter,
                note or None,
                ", ".join(b.lines for b in places) or None,
            )
        )
    return Block("ended", ENDED, tuple(rows), title="Assignments ended")


def of_letters(review: Review) -> list[Block]:
    """What the letters registered gave besides assignments and sums."""
    several = len(review.registered) > 1
    found = []
    for name in review.registered:
        letter = review.head.letters[name]
        makers: list[Callable[..., Block]] = [authorizations, goals, reporting, announced, received]
        if letter.kind != "main":
            makers.insert(0, earmarks)
        blocks = [make(review.head, Filters(), letter) for make in makers]
        for block in (*blocks, classes(letter)):
            title = f"{block.title}, {name}" if several else block.title
            found.append(Block(block.name, block.columns, block.rows, title=title))
    return found


def others(review: Review) -> Block:
    """What changes in other records without a letter registered here: corrections, our own words,
    and records that come late or go."""
    rows: list[Row] = []
    for pair in review.pairs:
        if pair.type == "assignment" and pair.new:
            continue
        for told in pair.told:
            if told.letter in review.registered or (pair.type, pair.old) == ("letter", None):
                continue
            if pair.type == "ledger" and told.letter and told.difference.old is None:
                continue  # A letter's place in the order comes with the letter.
            rows.append(_other(review, pair, told.difference.path, told.letter))
    return Block("other", OTHER, tuple(rows), title="Other records")


def unexplained(review: Review) -> Block:
    rows = tuple(
        _other(review, pair, told.difference.path, None) for pair, told in review.unexplained
    )
    return Block("unexplained", OTHER, rows, title="Changes that no letter explains")


def _other(review: Review, pair: Pair, path: Item, letter: str | None) -> Row:
    change = next(t.difference for t in pair.told if t.difference.path == path)
    declared = "; ".join(review.declared(pair))
    if not change.path:
        was, becomes = (entry.path if entry else None for entry in (pair.old, pair.new))
        item = "the record is new" if pair.old is None else "the record is removed"
        return (pair.type, pair.id, item, was, becomes, letter, declared or None)
    if change.order:
        item = f"{item_text(change.path)} in another order"
        return (pair.type, pair.id, item, None, None, letter, declared or None)
    place = str(change.path[0])
    old, new = (value_text(place, value) or None for value in (change.old, change.new))
    return (pair.type, pair.id, item_text(change.path), old, new, letter, declared or None)


def findings(findings: Sequence[Finding], name: str, title: str) -> Block:
    ranks = {severity: place for place, severity in enumerate(Severity)}
    rows = tuple(
        (str(f.severity), f.code, f"{f.file}:{f.line}", f.message, f.accepted or None)
        for f in sorted(findings, key=lambda f: (ranks[f.severity], f.sort_key))
    )
    return Block(name, FINDINGS, rows, title=title)
