"""Whether the lines of an item lie within the lines of the record that it belongs to."""

from collections.abc import Iterable, Iterator

from ..ledger import Ledger
from ..model.lines import parse_lines
from ..model.records import Allocation, Assignment, Earmark, Goal, Indicator, Letter, Record
from ..reader import Path
from ..rules import Problem, Rule
from .codes import TABLE
from .fact import lines_of

# Path of an item, its lines, and the lines in which they should lie.
_Place = tuple[Path, str, str]


def outside(ledger: Ledger, letter: str) -> Iterator[tuple[Rule, Problem]]:
    """Items whose lines are of this letter but not among the lines of their record."""
    for record in ledger.records():
        for path, lines, whole in _places(ledger, record, letter):
            outer = parse_lines(whole)
            if whole and not all(_within(span, outer) for span in parse_lines(lines)):
                message = f"lines {lines} are not within lines {whole} of {letter}"
                yield TABLE["V118"], Problem(record, path, message, lines=lines)


def _within(span: tuple[int, int], outer: tuple[tuple[int, int], ...]) -> bool:
    covered = {line for first, last in outer for line in range(first, last + 1)}
    return covered.issuperset(range(span[0], span[1] + 1))


def _places(ledger: Ledger, record: Record, letter: str) -> Iterator[_Place]:
    if isinstance(record, Assignment):
        whole = lines_of(record, letter)
        for key in ("parts", "deadlines", "partners", "funds", "relations"):
            for n, item in enumerate(getattr(record, key)):
                if item.lines and (item.since or record.given_by) == letter:
                    yield (key, n, "lines"), item.lines, whole
    elif isinstance(record, Allocation) and record.letter == letter:
        for key in ("rows", "restated", "notes"):
            for n, item in enumerate(getattr(record, key)):
                yield (key, n, "lines"), item.lines, record.lines
        yield from _earmarks(("earmarks",), record.earmarks, record.lines)
    elif isinstance(record, Goal) and record.letter == letter:
        groups = (
            ("criteria", record.criteria),
            ("indicators", record.indicators),
            ("key-figures", record.key_figures),
        )
        for key, items in groups:
            yield from _indicators((key,), items, record.lines)
    elif isinstance(record, Letter) and record.id == letter:
        for n, announced in enumerate(record.announces):
            for name in announced.assignments:
                assignment = ledger.by_id.get(name)
                if assignment is not None:
                    whole = lines_of(assignment, letter)
                    yield ("announces", n, "lines"), announced.lines, whole


def _earmarks(path: Path, earmarks: Iterable[Earmark], whole: str) -> Iterator[_Place]:
    for n, earmark in enumerate(earmarks):
        yield (*path, n, "lines"), earmark.lines, whole
        yield from _earmarks((*path, n, "earmarks"), earmark.earmarks, whole)


def _indicators(path: Path, items: Iterable[Indicator], whole: str) -> Iterator[_Place]:
    for n, item in enumerate(items):
        if item.since is None:
            yield (*path, n, "lines"), item.lines, whole
        yield from _indicators((*path, n, "items"), item.items, whole)
