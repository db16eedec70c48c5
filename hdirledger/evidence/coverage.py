"""Whether everything that a letter says is in some record: headings, rows, sums and days."""

from collections.abc import Iterator

from ..ledger import Ledger
from ..model.lines import parse_lines
from ..model.posts import Post
from ..model.records import Allocation, Authorizations, Goal, Record, Reporting
from . import belonging, cited, leftover
from .fact import Spans
from .gaps import Found, Tally, gap
from .held import Held, meets
from .layout import PostHeading


def coverage(ledger: Ledger, held: Held, tally: Tally) -> Iterator[Found]:
    """Everything in one letter that no record cites."""
    citations = cited.by_record(ledger, held.letter.id)
    yield from belonging.assignments(ledger, held, citations, tally)
    yield from _rows(ledger, held, tally)
    yield from _post_headings(held, citations, tally)
    yield from _goals(ledger, held, tally)
    yield from leftover.sums(held, citations)
    yield from leftover.days(held, citations)


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
                yield gap(held, "V152", message, row.first, row.last)


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
                yield gap(held, "V153", message, heading.line)


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
            yield gap(held, "V154", f"goal {number} is in no record", line)
