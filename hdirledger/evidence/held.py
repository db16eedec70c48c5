"""A held letter with its text, and everything found in the text, each computed once."""

import re
from functools import cached_property

from ..model.lines import Span
from ..model.records import Letter
from . import sums, tables, times
from .layout import Layout
from .search import Words, id_pattern
from .sums import Sum
from .tables import Table
from .texts import Text
from .times import Day

_DIGITS = re.compile(r"(?<![\d.,])-?\d{1,6}(?:[ \u00a0]\d{3})*(?![\d.,]\d|\d)")


class Held:
    """One letter's text, ready to be asked."""

    def __init__(self, letter: Letter, text: Text, names: frozenset[str] = frozenset()) -> None:
        self.letter = letter
        self.text = text
        self._names = names

    @cached_property
    def words(self) -> Words:
        return Words(self.text)

    @cached_property
    def layout(self) -> Layout:
        return Layout(self.text, self._names)

    @cached_property
    def tables(self) -> tuple[tables.Table, ...]:
        return tables.find(self.text)

    @cached_property
    def sums(self) -> tuple[Sum, ...]:
        """The sums of running text, with bare numbers only outside the tables that count others."""
        return tuple(
            item
            for item in sums.find(tables.without_names(self.text, self.tables))
            if not (item.bare and tables.in_units(self.tables, self.text.line_at(item.start)))
        )

    @cached_property
    def days(self) -> tuple[Day, ...]:
        return tuple(times.find(self.text.body))

    def lines_of(self, item: Sum | Day) -> Span:
        """The lines on which something in the text begins and ends."""
        return self.text.line_at(item.start), self.text.line_at(item.end - 1)

    def row_sums(self, spans: tuple[Span, ...]) -> set[int]:
        """The sums, in kroner, that the tables print on some lines."""
        found: set[int] = set()
        for table in self.tables:
            for row in table.rows:
                if not meets((row.first, row.last), spans):
                    continue
                if table.joint and not row.sums:
                    for digits in _DIGITS.findall(row.text):
                        found.add(abs(int(re.sub(r"\s", "", digits))) * table.unit)
                else:
                    found.update(abs(value) for reading in row.sums for value in reading)
        return found

    def has_sum(self, amount: int, spans: tuple[Span, ...]) -> bool:
        """Whether some lines print a sum; a cut may be printed without its minus."""
        wanted = abs(amount)
        return wanted in self.row_sums(spans) or any(
            item.value == wanted and meets(self.lines_of(item), spans) for item in self.sums
        )

    def table_lines(self, table: Table) -> set[int]:
        """The lines of a table, with the one above it that says what its numbers count."""
        above = range(max(1, table.first - 4), table.first)
        units = {line for line in above if tables.states_unit(self.text.line(line))}
        return units | set(range(table.first, table.last + 1))

    def has_id(self, name: str, spans: tuple[Span, ...]) -> bool:
        """Whether some lines print an assignment's number, in any of its forms."""
        return id_pattern(name).search(self.text.raw(spans)) is not None


def meets(lines: Span, spans: tuple[Span, ...]) -> bool:
    """Whether a stretch of lines shares a line with some spans."""
    return any(first <= lines[1] and lines[0] <= last for first, last in spans)
