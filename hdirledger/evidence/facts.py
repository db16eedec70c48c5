"""Which facts of a record must be found where: assignments, goals, reporting and letters."""

import re
from collections.abc import Iterator

from ..ledger import Ledger
from ..model.dates import Due
from ..model.ids import AssignmentId
from ..model.records import (
    Allocation,
    Assignment,
    Authorizations,
    Deadline,
    Goal,
    Letter,
    Record,
    Relation,
    Reporting,
)
from ..reader import Path
from . import goals, headings, money, times
from .fact import (
    Fact,
    Look,
    Spans,
    amount,
    anything,
    bound,
    lines_of,
    number,
    post,
    section,
    words,
)
from .held import Held


def facts_of(ledger: Ledger) -> Iterator[Fact]:
    """Every fact of a ledger that some letter must print, in order of file."""
    for record in ledger.records():
        if isinstance(record, Assignment):
            yield from _assignment(ledger, record)
        elif isinstance(record, Allocation):
            yield from money.allocation(record)
        elif isinstance(record, Authorizations):
            yield from money.authorizations(record)
        elif isinstance(record, Goal):
            yield from goals.facts(record)
        elif isinstance(record, Reporting):
            yield from _reporting(record)
        elif isinstance(record, Letter):
            yield from _letter(record)


def _assignment(ledger: Ledger, record: Assignment) -> Iterator[Fact]:
    yield from headings.facts(ledger, record)
    given = record.given_by
    for n, part in enumerate(record.parts):
        letter = part.since or given
        lines = part.lines or lines_of(record, letter)
        path: Path = ("parts", n)
        yield Fact(record, (*path, "lines"), letter, lines, "V103", anything)
        if part.title:
            look = words("the part's title", part.title, alike=True)
            yield Fact(record, (*path, "title"), letter, lines, "V104", look)
        if part.number:
            look = words("the part's number", part.number)
            yield Fact(record, (*path, "number"), letter, lines, "V105", look)
        if part.group:
            look = words("the group", part.group, alike=True)
            where = lines_of(record, letter)
            yield Fact(record, (*path, "group"), letter, where, "V104", look)
    for n, deadline in enumerate(record.deadlines):
        letter = deadline.since or given
        lines = deadline.lines or lines_of(record, letter)
        yield from _deadline(record, ("deadlines", n), deadline, letter, lines)
    for n, partner in enumerate(record.partners):
        letter = partner.since or given
        lines = partner.lines or lines_of(record, letter)
        look = words("the agency", partner.agency, name=True, alike=True)
        yield Fact(record, ("partners", n, "agency"), letter, lines, "V111", look)
    for n, fund in enumerate(record.funds):
        letter = fund.since or given
        path = ("funds", n)
        look = amount("the sum", fund.amount)
        yield Fact(record, (*path, "amount"), letter, fund.lines, "V110", look)
        if fund.bound:
            look = bound(fund.amount, fund.bound)
            yield Fact(record, (*path, "bound"), letter, fund.lines, "V119", look)
        if fund.currency:
            look = words("the currency", fund.currency)
            yield Fact(record, (*path, "currency"), letter, fund.lines, "V110", look)
        if fund.post:
            look = post("the post", fund.post)
            where = lines_of(record, letter) or fund.lines
            yield Fact(record, (*path, "post"), letter, where, "V114", look)
    for n, relation in enumerate(record.relations):
        letter = relation.since or given
        lines = relation.lines or lines_of(record, letter)
        yield from _relation(ledger, record, ("relations", n), relation, letter, lines)


def _relation(
    ledger: Ledger, record: Assignment, path: Path, relation: Relation, letter: str, lines: str
) -> Iterator[Fact]:
    if relation.title:
        look = words("the title", relation.title, alike=True)
        yield Fact(record, (*path, "title"), letter, lines, "V104", look)
    if relation.cited_as:
        if AssignmentId.parse(relation.cited_as):
            look = number("the number", (relation.cited_as,))
        else:
            look = words("the citation", relation.cited_as)
        yield Fact(record, (*path, "cited-as"), letter, lines, "V113", look)
    elif AssignmentId.parse(relation.to):
        target = ledger.by_id.get(relation.to) if relation.agency is None else None
        names = (target.id, *target.aliases) if target else (relation.to,)
        hint = "Give the words of the letter as cited-as, when it prints another number or none."
        look = number("the number", names)
        yield Fact(record, (*path, "to"), letter, lines, "V113", look, hint)
    elif relation.to in ledger.letters:
        look = _letter_number(ledger.letters[relation.to])
        hint = "Give the words of the letter as cited-as, when it does not print the number."
        yield Fact(record, (*path, "to"), letter, lines, "V113", look, hint)


def _letter_number(cited: Letter) -> Look:
    """Another letter is named by one of its numbers, or by its year."""
    wanted = cited.numbers or (cited.year,)

    def look(held: Held, spans: Spans) -> str:
        raw = held.text.raw(spans)
        if any(re.search(rf"(?<!\d){re.escape(name)}(?!\d)", raw) for name in wanted):
            return ""
        return f"{cited.id} is not named in the lines: no {' or '.join(wanted)} there"

    return look


def _deadline(
    record: Record, path: Path, deadline: Deadline, letter: str, lines: str
) -> Iterator[Fact]:
    due = deadline.due
    if deadline.printed:
        look = words("what is printed,", deadline.printed)
        yield Fact(record, (*path, "printed"), letter, lines, "V108", look)
        if due is not None:
            yield Fact(record, (*path, "printed"), letter, lines, "V109", _agree(deadline, due))
    # Words that name no time at all («før ikrafttredelsen») leave the date to be printed beside.
    beside = not deadline.printed or times.timeless(deadline.printed)
    if beside and due is not None and due.first is not None:
        hint = "If the letter does not print the full date, give its words as printed."
        yield Fact(record, (*path, "due"), letter, lines, "V107", _printed_in(due), hint)
    for key, anchor in (("with", deadline.with_), ("after", deadline.after)):
        if anchor and anchor.event and anchor.event != deadline.printed:
            look = words("the event", anchor.event)
            yield Fact(record, (*path, key, "event"), letter, lines, "V108", look)


def _printed_in(due: Due) -> Look:
    def look(held: Held, spans: Spans) -> str:
        raw = held.text.raw(spans)
        if times.printed_in(due, raw):
            return ""
        others = [held.text.body[day.start : day.end] for day in held_days(held, spans)]
        there = ", ".join(" ".join(other.split()) for other in others[:4]) or "none"
        return f"the time {due.text} is not in the lines; the days there: {there}"

    return look


def held_days(held: Held, spans: Spans) -> list[times.Day]:
    """The days that some lines print."""
    return [
        day
        for day in held.days
        if any(first <= held.text.line_at(day.start) <= last for first, last in spans)
    ]


def _agree(deadline: Deadline, due: Due) -> Look:
    printed = deadline.printed or ""

    def look(held: Held, spans: Spans) -> str:
        wrong = times.disagreement(printed, due)
        if wrong:
            return f"due is {due.text}, but in «{printed}» {wrong}"
        year = int(held.letter.year)
        if times.names_time(printed) and due.last and due.last.year not in (year, year + 1):
            return f"due is {due.text}, but «{printed}» stands in a letter of {year}"
        # Words without a year mean the first such day after the letter.
        known = held.letter.dated or (held.letter.bounds.latest if held.letter.bounds else None)
        if times.names_time(printed) and due.last and due.last.year == year + 1 and known:
            sooner = f"{year}{due.last.isoformat()[4:]}"
            if sooner > known:
                return f"due is {due.text}, but the first «{printed}» after the letter is in {year}"
        return ""

    return look


def _reporting(reporting: Reporting) -> Iterator[Fact]:
    for key, rows in (("calendar", reporting.calendar), ("requirements", reporting.requirements)):
        for n, row in enumerate(rows):
            path: Path = (key, n)
            source = row.since or reporting.letter
            for m, deadline in enumerate(row.deadlines):
                letter, lines = deadline.since or source, deadline.lines or row.lines
                yield from _deadline(reporting, (*path, "deadlines", m), deadline, letter, lines)
            for m, named in enumerate(row.posts):
                look = post("the post", named)
                yield Fact(reporting, (*path, "posts", m), source, row.lines, "V114", look)
            yield from section(reporting, path, source, row.lines, row.section)
            yield Fact(reporting, (*path, "lines"), source, row.lines, "V103", anything)


def _letter(letter: Letter) -> Iterator[Fact]:
    if letter.held == "no":
        yield from _stub(letter)
    else:
        for n, signature in enumerate(letter.signed):
            lines = signature.lines or ""
            look = words("the name", signature.name, alike=True)
            yield Fact(letter, ("signed", n, "name"), letter.id, lines, "V111", look)
            if signature.title:
                look = words("the title", signature.title, alike=True)
                yield Fact(letter, ("signed", n, "title"), letter.id, lines, "V111", look)
        if letter.dated:
            look = _printed_in(Due.parse(letter.dated))
            yield Fact(letter, ("dated",), letter.id, "", "V107", look)
        if letter.reference:
            look = words("the reference", letter.reference)
            yield Fact(letter, ("reference",), letter.id, "", "V113", look)
    for n, group in enumerate(letter.classes):
        path: Path = ("classes", n)
        for m, name in enumerate(group.exceptions):
            look = number("the number", (name,))
            yield Fact(letter, (*path, "exceptions", m), letter.id, group.lines, "V113", look)
        yield from section(letter, path, letter.id, group.lines, group.section)
        yield Fact(letter, (*path, "lines"), letter.id, group.lines, "V103", anything)
    for n, announced in enumerate(letter.announces):
        path = ("announces", n)
        yield from section(letter, path, letter.id, announced.lines, announced.section)
        yield Fact(letter, (*path, "lines"), letter.id, announced.lines, "V103", anything)
    for n, mention in enumerate(letter.mentions):
        path = ("mentions", n)
        look = _letter_number(letter)
        yield Fact(letter, path, mention.letter, mention.lines, "V113", look)
        yield from section(letter, path, mention.letter, mention.lines, mention.section)


def _stub(letter: Letter) -> Iterator[Fact]:
    """What is known of a letter that we do not hold is what others say of it."""
    for source in dict.fromkeys(mention.letter for mention in letter.mentions):
        lines = ", ".join(place.lines for place in letter.mentions if place.letter == source)
        # With several letters that mention it, one that names title and date is enough.
        if len({mention.letter for mention in letter.mentions}) > 1:
            return
        if letter.title:
            look = words("the title", letter.title, alike=True)
            yield Fact(letter, ("title",), source, lines, "V104", look)
        if letter.dated:
            look = _printed_in(Due.parse(letter.dated))
            yield Fact(letter, ("dated",), source, lines, "V107", look)
