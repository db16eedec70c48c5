"""Which lines of a letter the records cite, and which sums the records know."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from ..ledger import Ledger
from ..model.lines import parse_lines
from ..model.records import Accept, Letter, Record
from . import sums
from .fact import Spans


def by_record(ledger: Ledger, letter: str) -> list[tuple[Record, Spans]]:
    """Every record that cites a letter, with all the lines that it cites there."""
    found: list[tuple[Record, Spans]] = []
    for record in ledger.records():
        own = record.id if isinstance(record, Letter) else getattr(record, "letter", None)
        own = own or getattr(record, "given_by", None)
        spans = tuple(
            span
            for source, lines in _cited(record, own)
            if source == letter
            for span in parse_lines(lines)
        )
        if spans:
            found.append((record, spans))
    return found


def _cited(item: object, letter: str | None) -> Iterator[tuple[str | None, str]]:
    """The lines of an item and of everything in it, each with the letter that they are of."""
    if isinstance(item, tuple):
        for child in item:
            yield from _cited(child, letter)
        return
    if not is_dataclass(item) or isinstance(item, Accept):
        return
    letter = getattr(item, "since", None) or getattr(item, "letter", None) or letter
    lines = getattr(item, "lines", None)
    if isinstance(lines, str) and not hasattr(item, "sha256"):
        yield letter, lines
    for field in fields(item):
        yield from _cited(getattr(item, field.name), letter)


_SUMS = ("amount", "appropriation", "ceiling", "before", "after")


def amounts(record: object) -> set[int]:
    """The sums that a record has, and those that its own words name in notes and readings."""
    found: set[int] = set()
    if isinstance(record, tuple):
        for child in record:
            found |= amounts(child)
    elif isinstance(record, str):
        # Numbers in our own words may be bare («1 470 000 kroner og 80 prosent»).
        found |= {item.value for item in sums.find(record)}
    elif is_dataclass(record):
        for field in fields(record):
            value = getattr(record, field.name)
            if field.name in _SUMS and isinstance(value, int):
                found.add(abs(value))
            else:
                found |= amounts(value)
    return found
