"""Whether everything that a letter says is in some record: headings, rows, sums and days."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from ..ledger import Ledger
from ..model.lines import parse_lines
from ..model.posts import Post
from ..model.records import Allocation, Assignment, Authorizations, Goal, Record, Reporting
from ..rules import Problem, Rule
from . import cited
from .codes import TABLE
from .fact import Spans
from .held import Held, meets
from .layout import Heading, PostHeading

Found = tuple[Rule, Problem]
# Words before a day without a year that make it past: «oversendt 10. november».
_PAST = re.compile(
    r"\b(?:oversendt|mottatt|datert|sendt|gitt|vedtatt|fastsatt|avholdt|brev\s+av|møte)\s+(?:den\s+)?$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tally:
    """How much of a letter is cited: ``parts`` maps what is counted to cited and all."""

    parts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, what: str, cited_too: bool) -> None:
        """Count one heading or row."""
        cited_so_far, total = self.parts.get(what, (0, 0))
        self.parts[what] = (cited_so_far + cited_too, total + 1)


def coverage(ledger: Ledger, held: Held, tally: Tally) -> Iterator[Found]:
    """Everything in one letter that no record cites."""
    citations = cited.by_record(ledger, held.letter.id)
    yield from _assignments(ledger, held, citations, tally)
    yield from _rows(ledger, held, tally)
    yield from _post_headings(held, citations, tally)
    yield from _goals(ledger, held, tally)
    yield from _sums(held, citations)
    yield from _days(held, citations)


def _problem(held: Held, code: str, message: str, first: int, last: int | None = None) -> Found:
    """A gap has no record of its own, so it is shown at the letter's."""
    lines = f"{first}-{last}" if last and last != first else str(first)
    where = f"{held.letter.id}, line {lines}: {message}"
    return TABLE[code], Problem(held.letter, ("text",), where, lines=lines)


@dataclass(frozen=True, slots=True)
class _Basis:
    """One entry of an assignment's basis that is of the letter at hand."""

    record: Assignment
    number: int
    spans: Spans

    def problem(self, code: str, message: str, lines: str) -> Found:
        """A problem at the lines of this entry."""
        path = ("basis", self.number, "lines")
        return TABLE[code], Problem(self.record, path, message, lines=lines)


def _assignments(
    ledger: Ledger, held: Held, citations: list[tuple[Record, Spans]], tally: Tally
) -> Iterator[Found]:
    bases = [
        _Basis(record, n, parse_lines(entry.lines))
        for record in ledger.assignments
        for n, entry in enumerate(record.basis)
        if entry.letter == held.letter.id
    ]
    # What stands among the assignments may also belong to an allocation or a requirement.
    others = [spans for record, spans in citations if not isinstance(record, Assignment)]
    everything = {
        line
        for spans in (*(basis.spans for basis in bases), *others)
        for first, last in spans
        for line in range(first, last + 1)
    }
    for basis in bases:
        yield from _reaching(held, basis)
    for heading in held.layout.headings:
        line = (heading.line, heading.line)
        owners = [basis for basis in bases if meets(line, basis.spans)]
        tally.add("headings", bool(owners))
        if not owners:
            message = f"the assignment {heading.printed} is in no record's basis"
            yield _problem(held, "V151", message, heading.line)
            continue
        first = next((b for b in owners if b.spans[0][0] == heading.line), owners[0])
        yield from _left_out(held, heading, first, everything)
        yield from _undated(held, heading, first, bases)


def _reaching(held: Held, basis: _Basis) -> Iterator[Found]:
    """A basis that begins at a heading and runs on over another assignment's heading."""
    inside = [h for h in held.layout.headings if meets((h.line, h.line), basis.spans)]
    if not inside or basis.spans[0][0] not in {heading.line for heading in inside}:
        return
    for other in inside:
        own = other.line == basis.spans[0][0] or held.has_id(
            basis.record.id, ((other.line, other.line + 1),)
        )
        if not own:
            message = f"the lines reach into {other.printed}, which begins on line {other.line}"
            lines = basis.record.basis[basis.number].lines
            yield basis.problem("V156", message, lines)
            return


def _left_out(held: Held, heading: Heading, owner: _Basis, everything: set[int]) -> Iterator[Found]:
    missing = [
        line
        for line in range(heading.line, heading.last + 1)
        if line not in everything and not held.layout.noise(line)
    ]
    if missing:
        first, last = missing[0], missing[-1]
        start = " ".join(held.text.line(first).split())[:50]
        message = f"{held.letter.id}, lines {first}-{last} are not in the basis: «{start}»"
        yield owner.problem("V155", message, f"{first}-{last}")


def _undated(held: Held, heading: Heading, owner: _Basis, bases: list[_Basis]) -> Iterator[Found]:
    """Days in an assignment's text that are deadlines of no assignment that cites them."""
    for day in held.days:
        line = held.text.line_at(day.start)
        if not heading.line <= line <= heading.last:
            continue
        before = held.text.body[max(0, day.start - 40) : day.start]
        when = day.date(int(held.letter.year))
        if when is None or when < _earliest(held) or (day.year is None and _PAST.search(before)):
            continue
        records = [b.record for b in bases if meets((line, line), b.spans)] or [owner.record]
        if any(day.matches(due) for record in records for due in _deadlines(record)):
            continue
        words = " ".join(held.text.body[day.start : day.end].split())
        message = f"{held.letter.id}, line {line}: «{words}» is no deadline of the record"
        problem = Problem(owner.record, ("deadlines",), message, lines=str(line))
        yield TABLE["V157"], problem


def _deadlines(record: Assignment) -> Iterator[date]:
    for deadline in record.deadlines:
        if deadline.due and deadline.due.first and deadline.due.last:
            yield from (deadline.due.first, deadline.due.last)


def _earliest(held: Held) -> date:
    """The day before which every date in a letter is past."""
    letter = held.letter
    first = letter.dated or (letter.bounds.earliest if letter.bounds else f"{letter.year}-01-01")
    try:
        return date.fromisoformat(first)
    except ValueError:
        return date(int(letter.year), 1, 1)


def _rows(ledger: Ledger, held: Held, tally: Tally) -> Iterator[Found]:
    movements = [
        (movement.posts, parse_lines(movement.lines))
        for movement in ledger.allocations
        if movement.letter == held.letter.id
    ]
    # The ceilings of authorizations stand in tables too.
    movements += [
        (item.posts, parse_lines(item.lines))
        for record in ledger.authorizations
        if record.letter == held.letter.id
        for item in record.authorizations
    ]
    for table in held.tables:
        for row in table.rows:
            cited_too = any(
                set(row.posts) <= set(posts) and meets((row.first, row.first), spans)
                for posts, spans in movements
            )
            tally.add("rows", cited_too)
            if not cited_too:
                named = " and ".join(str(post) for post in row.posts)
                message = f"the row of {named} is in no allocation of it"
                yield _problem(held, "V152", message, row.first, row.last)


def _post_headings(
    held: Held, citations: list[tuple[Record, Spans]], tally: Tally
) -> Iterator[Found]:
    for heading in held.layout.posts:
        for post in heading.posts:
            cited_too = any(
                meets((heading.line, heading.line + 1), spans) and _speaks_of(record, post)
                for record, spans in citations
            ) or _opens(held, heading)
            tally.add("post headings", cited_too)
            if not cited_too:
                message = f"the text on {post} is cited by no record of it"
                yield _problem(held, "V153", message, heading.line)


def _opens(held: Held, heading: PostHeading) -> bool:
    """Whether a chapter's heading only opens the headings of its posts, which are looked at."""
    following = [other for other in held.layout.posts if other.line > heading.line]
    return (
        heading.posts[0].item < 0
        and bool(following)
        and following[0].posts[0].chapter == heading.posts[0].chapter
    )


def _speaks_of(record: Record, post: Post) -> bool:
    if isinstance(record, Allocation):
        named = record.posts
    elif isinstance(record, Authorizations):
        named = tuple(p for item in record.authorizations for p in (*item.posts, *item.against))
    elif isinstance(record, Reporting):
        named = tuple(p for row in (*record.calendar, *record.requirements) for p in row.posts)
    else:
        return False
    return any(post.covers(other) or other.covers(post) for other in named)


def _goals(ledger: Ledger, held: Held, tally: Tally) -> Iterator[Found]:
    goals: list[tuple[Goal, Spans]] = [
        (goal, parse_lines(goal.lines)) for goal in ledger.goals if goal.letter == held.letter.id
    ]
    for line, number in held.layout.goals:
        cited_too = any(
            goal.number == number and meets((line, line), spans) for goal, spans in goals
        )
        tally.add("goals", cited_too)
        if not cited_too:
            yield _problem(held, "V154", f"goal {number} is in no record", line)


def _sums(held: Held, citations: list[tuple[Record, Spans]]) -> Iterator[Found]:
    amounts = {id(record): cited.amounts(record) for record, _ in citations}
    by_line: dict[int, set[int]] = defaultdict(set)
    for record, spans in citations:
        for first, last in spans:
            for line in range(first, last + 1):
                by_line[line] |= amounts[id(record)]
    for item in held.sums:
        first, last = held.lines_of(item)
        if item.bare or item.value in by_line[first] | by_line[last]:
            continue
        words = " ".join(held.text.body[item.start : item.end].split())
        cited_too = first in by_line or last in by_line
        what = "is in no record that cites the line" if cited_too else "is on a line nobody cites"
        yield _problem(held, "V158", f"the sum «{words}» {what}", first, last)


def _days(held: Held, citations: list[tuple[Record, Spans]]) -> Iterator[Found]:
    for day in held.days:
        if day.year is None:
            continue
        line = held.text.line_at(day.start)
        when = day.date(day.year)
        if when is None or when < _earliest(held):
            continue
        if not any(meets((line, line), spans) for _, spans in citations):
            words = " ".join(held.text.body[day.start : day.end].split())
            yield _problem(held, "V159", f"nothing cites «{words}»", line)
