"""Sums and days of a letter that no record has."""

import re
from collections import defaultdict
from collections.abc import Iterator

from ..model.records import Record
from . import cited
from .fact import Spans
from .gaps import Found, earliest, gap
from .held import Held, meets
from .times import Day

# What stands beside the letter's own date, or the day on which it was signed.
_LABELS = re.compile(r"(?:\W|\b(?:dato|vår|oslo|den|dokumentet|er|elektronisk|signert)\b)*", re.I)


def sums(held: Held, citations: list[tuple[Record, Spans]]) -> Iterator[Found]:
    """Sums of running text that no record has that cites their line."""
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
        yield gap(held, "V158", f"the sum «{words}» {what}", first, last)


def days(held: Held, citations: list[tuple[Record, Spans]]) -> Iterator[Found]:
    """Full dates on lines that no record cites."""
    for day in held.days:
        line = held.text.line_at(day.start)
        if day.year is None or held.layout.within(line) or held.layout.captioned(line):
            continue
        when = day.date(day.year)
        if when is None or when <= earliest(held) or _own(held, day):
            continue
        if not any(meets((line, line), spans) for _, spans in citations):
            words = " ".join(held.text.body[day.start : day.end].split())
            yield gap(held, "V159", f"nothing cites «{words}»", line)


def _own(held: Held, day: Day) -> bool:
    """Whether a day is the letter's own: alone on its line at the top, or below the signature."""
    line = held.text.line_at(day.start)
    begin = held.text.offset(line)
    beside = (
        held.text.body[begin : day.start] + held.text.body[day.end : begin + _length(held, line)]
    )
    if not _LABELS.fullmatch(beside):
        return False
    if any(closing < line for closing in held.layout.closings):
        return True
    top = all(line < heading.line for heading in held.layout.headings)
    return top and held.letter.dated == f"{day.year}-{day.month:02d}-{day.day:02d}"


def _length(held: Held, line: int) -> int:
    return len(held.text.line(line))
