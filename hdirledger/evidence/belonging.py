"""Whether the text of every assignment is in its record: all of it, and nothing of others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from ..ledger import Ledger
from ..model.lines import Span, parse_lines
from ..model.records import Assignment, Record
from ..rules import Problem
from .codes import TABLE
from .fact import Spans
from .gaps import Found, Tally, earliest, gap
from .held import Held, meets
from .layout import Heading
from .times import Day

# Words before a day without a year that make it past: «oversendt 10. november».
_PAST = re.compile(
    r"\b(?:oversendt|mottatt|datert|sendt|gitt|vedtatt|fastsatt|avholdt|brev\s+av|møte)\s+(?:den\s+)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Basis:
    """One entry of an assignment's basis that is of the letter at hand."""

    record: Assignment
    number: int
    spans: Spans

    def names(self) -> tuple[str, ...]:
        """The numbers by which a letter may name the assignment."""
        cited_as = self.record.basis[self.number].cited_as
        own = (self.record.id, *self.record.aliases)
        return (*own, *(name for name in (self.record.printed, cited_as) if name))

    def problem(self, code: str, message: str, lines: str) -> Found:
        """A problem at the lines of this entry."""
        path = ("basis", self.number, "lines")
        return TABLE[code], Problem(self.record, path, message, lines=lines)


def assignments(
    ledger: Ledger, held: Held, citations: list[tuple[Record, Spans]], tally: Tally
) -> Iterator[Found]:
    """Headings, points and text that the assignments' records leave out or take too much of."""
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
            yield gap(held, "V151", message, heading.line)
            continue
        first = next((b for b in owners if b.spans[0][0] == heading.line), owners[0])
        yield from _left_out(held, heading, first, everything)
        days = (day for day in held.days if heading.line <= _line(held, day) <= heading.last)
        yield from _undated(held, days, bases, first)
    yield from _points(held, bases, tally)
    yield from _below_captions(held, everything)
    # Text without a heading of its own belongs to the assignments that cite it.
    loose = (day for day in held.days if not held.layout.within(_line(held, day)))
    yield from _undated(held, loose, bases, None)


def _line(held: Held, day: Day) -> int:
    return held.text.line_at(day.start)


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


def _points(held: Held, bases: list[_Basis], tally: Tally) -> Iterator[Found]:
    """«- TB2022-01 ...» under a heading of its own speaks of an assignment as a heading does."""
    for line, printed in held.layout.points:
        here = (line, line + 1)
        owned = any(
            meets((line, line), basis.spans)
            and any(held.has_id(name, (here,)) for name in basis.names())
            for basis in bases
        )
        tally.add("points", owned)
        if not owned:
            message = f"the point on {printed} is in no basis of that assignment"
            yield gap(held, "V151", message, line)


def _below_captions(held: Held, everything: set[int]) -> Iterator[Found]:
    """Text between a heading that is no assignment's and the next heading, but in no appendix.

    Tables are counted by their rows, so their heads need no record.
    """
    known = everything.union(*(held.table_lines(table) for table in held.tables))
    for caption in held.layout.captions:
        if caption.appendix:
            return
        begin = caption.last + 1
        end = min((stop for stop in held.layout.stops if stop >= begin), default=begin)
        for first, last in _missing(held, begin, end - 1, known):
            message = f"nothing cites the text under «{caption.name}»: «{_start(held, first)}»"
            yield gap(held, "V155", message, first, last)


def _missing(held: Held, first: int, last: int, everything: set[int]) -> list[Span]:
    """The stretches of some lines that nothing cites; blank lines do not end a stretch."""
    found: list[Span] = []
    cited = True
    for line in range(first, last + 1):
        if held.layout.noise(line):
            continue
        if line in everything:
            cited = True
        elif cited:
            found.append((line, line))
            cited = False
        else:
            found[-1] = (found[-1][0], line)
    return found


def _start(held: Held, line: int) -> str:
    return " ".join(held.text.line(line).split())[:50]


def _left_out(held: Held, heading: Heading, owner: _Basis, everything: set[int]) -> Iterator[Found]:
    for first, last in _missing(held, heading.line, heading.last, everything):
        start = _start(held, first)
        message = f"{held.letter.id}, lines {first}-{last} are not in the basis: «{start}»"
        yield owner.problem("V155", message, f"{first}-{last}")


def _undated(
    held: Held, days: Iterable[Day], bases: list[_Basis], owner: _Basis | None
) -> Iterator[Found]:
    """Days in an assignment's text that are deadlines of no assignment that cites them."""
    for day in days:
        line = _line(held, day)
        citing = [b.record for b in bases if meets((line, line), b.spans)]
        records = citing or ([owner.record] if owner else [])
        if not records or held.layout.captioned(line):
            continue
        before = held.text.body[max(0, day.start - 40) : day.start]
        when = day.date(int(held.letter.year))
        if when is None or when <= earliest(held) or (day.year is None and _PAST.search(before)):
            continue
        if any(day.matches(due) for record in records for due in _deadlines(record)):
            continue
        words = " ".join(held.text.body[day.start : day.end].split())
        message = f"{held.letter.id}, line {line}: «{words}» is no deadline of the record"
        problem = Problem(
            owner.record if owner else records[0], ("deadlines",), message, lines=str(line)
        )
        yield TABLE["V157"], problem


def _deadlines(record: Assignment) -> Iterator[date]:
    for deadline in record.deadlines:
        if deadline.due and deadline.due.first and deadline.due.last:
            yield from (deadline.due.first, deadline.due.last)
