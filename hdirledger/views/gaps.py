"""What is missing, so that somebody can ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from ..filters import Filters
from ..missing import Series, assignment_series, letter_series, spans, spans_text
from ..missing import years_without_main as without_main
from ..report import Block, Column, Report, Value
from ..standing import standing
from .assignments import title_of
from .balances import posts_text
from .heading import make_report
from .letters import span
from .reconcile import REMAINDER, judge
from .wording import what, when

if TYPE_CHECKING:
    from ..ledger import Ledger
    from ..model.records import Assignment, Letter

Row = tuple[Value, ...]

SERIES = (
    Column("series", "Series"),
    Column("year", "Year"),
    Column("held", "Held", wide=True),
    Column("cited", "Cited, not held", wide=True, shown="if-any"),
    Column("missing", "Missing", wide=True),
    Column("count", "Count", "count"),
)
YEARS = (
    Column("year", "Year"),
    Column("what", "What is missing"),
    Column("letters", "Letters held"),
)
LETTERS = (
    Column("id", "Letter"),
    Column("kind", "Kind"),
    Column("title", "Title", wide=True, shown="if-any"),
    Column("cited-by", "Cited by", wide=True),
    Column("said", "What is said of it", wide=True),
)
CITED = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("cited-by", "Cited by", wide=True),
    Column("related", "Related", wide=True, shown="if-any"),
)
ASSIGNMENTS = (
    Column("id", "Id"),
    Column("title", "Title", wide=True),
    Column("departments", "Dept."),
    Column("area", "Area", wide=True, shown="if-any"),
    Column("status", "Status", shown="data"),
    Column("standing", "Status", wide=True),
    Column("stated", "What is said instead", wide=True, shown="if-any"),
    Column("lacks", "Lacks", shown="if-any"),
    Column("letter", "Given by"),
    Column("lines", "Lines"),
)
POSTS = (
    Column("year", "Year"),
    Column("post", "Post"),
    Column("letter", "Letter"),
    Column("name", "Name", wide=True),
    Column("amount", "Given", "amount"),
    Column("exact", "Exact earmarks", "amount"),
    Column("remainder", "Remainder", "amount"),
    Column("lines", "Lines"),
)
UNDATED = (
    Column("id", "Letter"),
    Column("earliest", "Earliest", "date"),
    Column("latest", "Latest", "date"),
    Column("reason", "Why these days", wide=True),
)
ANNOUNCED = (
    Column("letter", "Letter"),
    Column("kind", "Kind"),
    Column("summary", "Announced", wide=True),
    Column("about", "About", wide=True),
    Column("lines", "Lines"),
)


def report(ledger: Ledger, filters: Filters) -> Report:
    """Letters and numbers missing from series, what is cited and not held, what assignments lack,
    posts with a remainder, letters without a date, and announcements not received.

    A block stands only where something is missing. A filter that a block cannot answer leaves it
    out, and the remarks say so: only assignments have a department, an area or a status.
    """
    of_assignments = bool(filters.departments or filters.areas)
    blocks: list[Block] = []
    if not of_assignments and not filters.posts:
        blocks += _series(ledger, filters)
        blocks.append(_letters(ledger, filters))
    blocks += [_cited(ledger, filters), *_lacking(ledger, filters)]
    if not of_assignments:
        blocks.append(_remainders(ledger, filters))
        if not filters.posts:
            blocks.append(_undated(ledger, filters))
    blocks.append(_announced(ledger, filters))
    found = [block for block in blocks if block.rows]
    remarks = []
    if of_assignments:
        remarks.append("Letters, series and posts have no department and no area: left out.")
    elif filters.posts:
        remarks.append("Letters and series have no post: left out.")
    if any(block.name == "series" for block in found):
        remarks.append("A number of a series that is missing may also never have been used.")
    if not found:
        matching = f" that matches: {'; '.join(filters.describe())}" if filters.describe() else ""
        remarks.append(f"Nothing is known to be missing{matching}.")
    return make_report(
        ledger,
        filters,
        name="gaps",
        counted=f"Gaps: {sum(len(block.rows) for block in found)} in {len(found)} lists",
        blocks=found,
        remarks=remarks,
    )


def _block(name: str, columns: tuple[Column, ...], rows: Iterable[Row], title: str) -> Block:
    rows = tuple(rows)
    return Block(name, columns, rows, title=f"{title} ({len(rows)})")


def _series(ledger: Ledger, filters: Filters) -> list[Block]:
    """Numbers missing from the series of letters and of assignments, and years without a letter."""
    if filters.texts or filters.letters:
        return []
    held: dict[str, list[str]] = {}
    for letter in ledger.letters.values():
        if letter.held != "no" and letter.kind != "reply":
            held.setdefault(letter.year, []).append(letter.id)
    years: list[Row] = [
        (year, "the letter of allocation" if some else "every letter", tuple(held.get(year, ())))
        for year, some in without_main(ledger).items()
        if not filters.years or year in filters.years
    ]
    return [
        _block("years", YEARS, years, "Years without their letter of allocation"),
        _block("series", SERIES, _numbers(letter_series(ledger), filters), "Letters of series"),
        _block(
            "numbers", SERIES, _numbers(assignment_series(ledger), filters), "Assignments' numbers"
        ),
    ]


def _numbers(found: Iterable[Series], filters: Filters) -> Iterator[Row]:
    for x in found:
        if not filters.years or x.year in filters.years:
            held, cited = spans_text(spans(x.held)), spans_text(spans(x.cited))
            yield (x.name, x.year, held, cited, spans_text(x.missing), x.count)


def _letters(ledger: Ledger, filters: Filters) -> Block:
    rows = [
        (
            letter.id,
            letter.kind,
            letter.title,
            tuple(f"{m.letter} ({m.lines})" for m in letter.mentions),
            " ".join(m.summary for m in letter.mentions if m.summary) or None,
        )
        for letter in ledger.letters.values()
        if letter.held == "no" and _letter_matches(ledger, filters, letter)
    ]
    return _block("letters", LETTERS, rows, "Letters that are cited, and not held")


def _letter_matches(ledger: Ledger, filters: Filters, letter: Letter) -> bool:
    """A filter on letters takes a cited letter also by those that cite it."""
    citing = any(m.letter in filters.letters for m in letter.mentions)
    if citing:
        filters = Filters(years=filters.years, texts=filters.texts)
    return filters.matches_letter(ledger, letter)


def _cited(ledger: Ledger, filters: Filters) -> Block:
    related: dict[str, list[str]] = {}
    for other in ledger.assignments:
        for relation in other.relations:
            if relation.agency is None:
                words = f"{other.id} ({relation.type.replace('-', ' ')})"
                related.setdefault(relation.to, []).append(words)
    rows = [
        (
            a.id,
            title_of(a),
            tuple(f"{b.letter} ({b.lines})" for b in a.basis),
            tuple(related.get(a.id, ())),
        )
        for a in ledger.assignments
        if a.held == "no" and filters.matches_record(ledger, a)
    ]
    return _block("assignments", CITED, rows, "Assignments that are cited, and not held")


def _lacking(ledger: Ledger, filters: Filters) -> list[Block]:
    """What assignments lack; those that are withheld apart, since the public letter cannot say."""
    held = [a for a in ledger.assignments if a.held != "no" and filters.matches_record(ledger, a)]
    public = [a for a in held if not a.withheld]
    lists = (
        ("no-department", "Assignments without department", _no_department),
        ("no-deadline", "Assignments without any deadline", _no_deadline),
        ("no-day", "Assignments without a dated deadline", _no_day),
    )
    blocks = [
        _block(name, ASSIGNMENTS, (_row(ledger, a) for a in public if lacks(a)), title)
        for name, title, lacks in lists
    ]
    withheld = [
        _row(ledger, a, lacks)
        for a in held
        if a.withheld and (lacks := tuple(name[3:] for name, _, test in lists if test(a)))
    ]
    return [*blocks, _block("withheld", ASSIGNMENTS, withheld, "Withheld assignments that lack it")]


def _no_department(a: Assignment) -> bool:
    return not a.departments


def _no_deadline(a: Assignment) -> bool:
    return not any(d.until is None for d in a.deadlines)


def _no_day(a: Assignment) -> bool:
    """Whether there are deadlines in force, and none of them has a day."""
    force = [d for d in a.deadlines if d.until is None]
    return bool(force) and not any(d.due and d.due.dated for d in force)


def _row(ledger: Ledger, a: Assignment, lacks: tuple[str, ...] = ()) -> Row:
    said = []
    for d in a.deadlines:
        if d.until is None and _no_day(a):
            about = what(d)
            said.append(f"{when(d)} ({about})" if about else when(d))
    return (
        a.id,
        title_of(a),
        a.departments,
        a.area,
        a.status,
        standing(ledger, a),
        "; ".join(said) or None,
        lacks,
        a.given_by,
        a.basis[0].lines,
    )


def _remainders(ledger: Ledger, filters: Filters) -> Block:
    """Posts whose exact earmarks leave a remainder, as ``reconcile`` finds them."""
    rows: list[Row] = []
    for m in ledger.allocations:
        if m.earmarks and filters.matches_allocation(ledger, m):
            verdict = judge(m)
            if REMAINDER in verdict.words:
                name = m.name or m.chapter_name
                sums = (m.amount, verdict.exact, verdict.remainder)
                rows.append((m.year, posts_text(m.posts), m.letter, name, *sums, m.lines))
    return _block("remainders", POSTS, rows, "Posts whose earmarks leave a remainder")


def _undated(ledger: Ledger, filters: Filters) -> Block:
    rows = [
        (letter.id, *span(letter), letter.bounds.reason if letter.bounds else None)
        for letter in ledger.letters.values()
        if letter.held != "no" and letter.dated is None and filters.matches_letter(ledger, letter)
    ]
    return _block("undated", UNDATED, rows, "Letters without a printed date")


def _announced(ledger: Ledger, filters: Filters) -> Block:
    rows: list[Row] = [
        (letter.id, i.kind, i.summary, (*i.assignments, *map(str, i.posts)), i.lines)
        for letter in ledger.letters.values()
        for i in letter.announces
        if i.until is None and filters.matches_announcement(ledger, letter, i)
    ]
    return _block("announced", ANNOUNCED, rows, "Announced, and not received")
