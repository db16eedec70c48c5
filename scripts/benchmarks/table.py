"""Figures as text: a table for each ledger, and one of how the figures grow with its size."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from .compared import GROWTH, MEMORY, OURS, compared
from .measure import Failed, Figure
from .ours import Books

BEGIN, END = "<!-- figures -->", "<!-- /figures -->"


@dataclass(frozen=True, slots=True)
class Measured:
    """One ledger with the figures of its jobs, and what was skipped or found wrong."""

    books: Books
    real: bool
    figures: Mapping[str, Figure]
    notes: Sequence[str]

    @property
    def title(self) -> str:
        return "The real ledger" if self.real else f"{self.books.records:,} records"


def one_of(measured: Measured) -> str:
    """The text on one ledger, as Markdown."""
    return "\n".join(_ledger(measured))


def text(measured: Sequence[Measured], made: Sequence[str]) -> str:
    """The whole text as Markdown; ``made`` says how the figures were made."""
    lines = [*made, ""]
    for one in measured:
        lines += [one_of(one), ""]
    synthetic = [one for one in measured if not one.real]
    if len(synthetic) > 1:
        lines += [*_growth(synthetic), ""]
    return "\n".join(lines)


def _ledger(one: Measured) -> Iterator[str]:
    books = one.books
    yield f"## {one.title}"
    yield ""
    yield (
        f"{books.records:,} records of {books.size / books.records:,.0f} bytes on average, "
        f"{books.commits:,} commits, {books.versions:,} versions of files."
    )
    yield ""
    yield "| Job | Time | Memory | Beside | Limit |"
    yield "|---|---:|---:|---|---|"
    for name, figure in one.figures.items():
        if figure.failed:
            yield f"| {figure.job.told} | failed | | {figure.failed.replace('|', '/')} | |"
            continue
        held = compared(name, books.records, one.real)
        limit = held.limit(one.figures) if held else None
        other = one.figures.get(held.against) if held else None
        beside = "" if other is None or other.failed else _beside(figure, other)
        verdict = "met" if limit is not None and figure.seconds <= limit else "**missed**"
        yield (
            f"| {figure.job.told} | {_seconds(figure.seconds)} | {_memory(figure, name)} "
            f"| {beside} | {'' if limit is None else f'{_seconds(limit)}: {verdict}'} |"
        )
    for note in one.notes:
        yield ""
        yield note


def _growth(measured: Sequence[Measured]) -> Iterator[str]:
    yield "## From one size to the next"
    yield ""
    yield (
        f"How many times as long, and as much memory. Ten times the records should cost no more "
        f"than {GROWTH:.0f} times."
    )
    yield ""
    sizes = [one.books.records for one in measured]
    heads = [f"{small:,} to {large:,}" for small, large in pairwise(sizes)]
    yield f"| Job | {' | '.join(heads)} |"
    yield "|---|" + "---:|" * len(heads)
    for name, figure in measured[0].figures.items():
        cells = []
        for small, large in pairwise(measured):
            a, b = small.figures.get(name), large.figures.get(name)
            told = a and b and not a.failed and not b.failed
            cells.append(_grown(a, b, name) if a and b and told else "")
        yield f"| {figure.job.told} | {' | '.join(cells)} |"


def _grown(small: Figure, large: Figure, name: str) -> str:
    times, memory = large.seconds / small.seconds, large.memory / small.memory
    told = f"{times:.1f}, memory {memory:.1f}"
    return f"**{told}**" if name in OURS and max(times, memory) > GROWTH else told


def _beside(figure: Figure, other: Figure) -> str:
    ratio = figure.seconds / other.seconds
    times = f"{ratio:.1f} times" if ratio >= 1 else f"1/{1 / ratio:.1f} of"
    return f"{times} {other.job.told}"


def _memory(figure: Figure, name: str) -> str:
    told = f"{figure.memory:,.0f} MiB"
    return f"**{told}**" if name in OURS and figure.memory > MEMORY else told


def _seconds(seconds: float) -> str:
    return f"{seconds:.3f} s" if seconds < 1 else f"{seconds:.2f} s"


def write(file: Path, figures: str) -> None:
    """Put the figures between the marks of a document. Raises ``Failed`` without marks."""
    before, after = around_marks(file)
    file.write_text(f"{before}{BEGIN}\n\n{figures}\n{END}{after}", encoding="utf-8")


def around_marks(file: Path) -> tuple[str, str]:
    """What stands before and after the marks of a document. Raises ``Failed`` without marks."""
    try:
        before, begin, rest = file.read_text(encoding="utf-8").partition(BEGIN)
    except OSError as error:
        raise Failed(f"{file.name} cannot be read: {error.strerror}") from error
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise Failed(f"{file.name} has no marks {BEGIN} and {END}, between which the figures go")
    return before, after
