"""Budget tables: which lines belong to which post, and the sums they print."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..model.lines import Span
from ..model.posts import Post
from . import cells
from .sums import columns
from .texts import Text

_HEADER = re.compile(r"^\s*Kap\.?\s+Post\s+(?:Postnavn|Betegnelse|Benevnelse)", re.IGNORECASE)
_JOINT_HEADER = re.compile(r"^\s*Kap\.?\s*/\s*post\b", re.IGNORECASE)
# «Alle tall i hele tusen», «(alle tall i 1 000 kroner)», «Beløp i mill. kroner», «i MNOK».
_STATED = r"(?:tall|beløp)(?:ene)?\s+i\s+(?:hele\s+)?"
_UNITS = (
    (1_000, re.compile(_STATED + r"(?:tusen|1[ \u00a0]?000)", re.IGNORECASE)),
    (1_000_000, re.compile(_STATED + r"(?:mill|mnok)", re.IGNORECASE)),
    (1_000_000_000, re.compile(_STATED + r"(?:mrd|milliard)", re.IGNORECASE)),
)
# «740 01 Driftsutgifter ...», « 21 Spesielle ...», «769 21/70 ...»: the name begins with a capital.
_ROW = re.compile(
    r"^\s*(?:(?P<chapter>\d{3,4})\s+)?(?P<item>\d{2})(?:/(?P<other>\d{2}))?\s+(?P<rest>[A-ZÆØÅ].*)$"
)
_CHAPTER_ROW = re.compile(r"^\s*(?P<chapter>\d{3,4})\s+[A-ZÆØÅ]")
_JOINT_ROW = re.compile(
    r"^\s*(?P<chapter>\d{3,4})\.(?P<item>\d{2})(?:/(?P<other>\d{2}))?(?:\s+(?P<rest>\S.*))?\s*$"
)
_SUMS = re.compile(r"(?:^|(?<=\s))(?P<sums>\d{1,3}(?:[ \u00a0]+\d{1,3})*)\s*$")
_ENDS_OPEN = re.compile(r"(?:\bpost(?:ene)?|\bog|,|/)\s*$")
_PROSE_HEADING = re.compile(r"^\s*(?:Kap\.?\s*\d{3,4}\b|\d+(?:\.\d+)+\.?\s+[A-ZÆØÅ])")


@dataclass(frozen=True, slots=True)
class TableRow:
    """One post's lines in a table, with the readings of the sums they print (in kroner).

    ``cells`` are the lines of a row of a table «Kap./post» without its post.
    """

    posts: tuple[Post, ...]
    first: int
    last: int
    text: str
    sums: tuple[tuple[int, ...], ...] = ()
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    first: int
    last: int
    unit: int
    rows: tuple[TableRow, ...]
    joint: bool = False


def find(text: Text) -> tuple[Table, ...]:
    """The budget tables of a letter."""
    found: list[Table] = []
    line = 1
    while line <= len(text.lines):
        printed = text.line(line)
        if _HEADER.match(printed):
            found.append(_plain(text, line))
        elif _JOINT_HEADER.match(printed):
            found.append(_joint(text, line))
        else:
            line += 1
            continue
        line = found[-1].last + 1
    return tuple(found)


def _unit(text: Text, header: int) -> int:
    """What a number in the table counts, when the few lines around the header say so."""
    above = "\n".join(text.line(n) for n in range(max(1, header - 4), header + 4))
    return next((unit for unit, stated in _UNITS if stated.search(above)), 1)


def states_unit(line: str) -> bool:
    """Whether a line says what the numbers of a table count."""
    return any(stated.search(line) for _, stated in _UNITS)


def _plain(text: Text, header: int) -> Table:
    """A table «Kap. Post Postnavn»: rows, lines that continue a name, and lines of sums alone.

    After a blank line only a row or a line of sums belongs to the table.
    """
    starts: list[tuple[int, tuple[Post, ...]]] = []
    chapter, last, open_name = 0, header, ""
    for n in range(header + 1, len(text.lines) + 1):
        printed = text.line(n)
        match = _ROW.match(printed)
        above = _CHAPTER_ROW.match(printed)
        if above and not open_name.rstrip().endswith(","):
            chapter = int(above["chapter"])
        elif match and not _ENDS_OPEN.search(open_name):
            chapter = int(match["chapter"] or chapter)
            items = [int(match[name]) for name in ("item", "other") if match[name]]
            starts.append((n, tuple(Post(chapter, item) for item in items)))
        elif not printed.strip():
            open_name = ""
            continue
        elif starts and not open_name and not _SUMS.fullmatch(printed.strip()):
            break
        last, open_name = n, printed if starts else ""
    rows = tuple(_rows(text, starts, last, _unit(text, header)))
    return Table(header, last, _unit(text, header), rows)


def _joint(text: Text, header: int) -> Table:
    """A table «Kap./post», whose comments run through it: it ends at the next heading."""
    starts: list[tuple[int, tuple[Post, ...]]] = []
    last = header
    for n in range(header + 1, len(text.lines) + 1):
        printed = text.line(n)
        match = _JOINT_ROW.match(printed)
        if match:
            items = [int(match[name]) for name in ("item", "other") if match[name]]
            starts.append((n, tuple(Post(int(match["chapter"]), item) for item in items)))
        elif starts and _PROSE_HEADING.match(printed) and not text.line(n - 1).strip():
            break
        if printed.strip():
            last = n
    unit = _unit(text, header)
    ends = [line - 1 for line, _ in starts[1:]] + [last]
    rows = tuple(
        TableRow(
            posts,
            line,
            end,
            "\n".join(text.lines[line - 1 : end]),
            tuple((value * unit,) for value in cells.cell(_after_post(text, line, end))),
            tuple(_after_post(text, line, end)),
        )
        for (line, posts), end in zip(starts, ends, strict=True)
    )
    return Table(header, last, unit, rows, joint=True)


def _after_post(text: Text, first: int, last: int) -> list[str]:
    """The lines of a joint row without its post."""
    match = _JOINT_ROW.match(text.line(first))
    return [(match["rest"] if match else "") or "", *text.lines[first:last]]


def without_names(text: Text, tables: tuple[Table, ...]) -> str:
    """``text.running`` with white space for what a scan has mixed into the comments of tables."""
    lines = text.running.split("\n")
    for table in tables:
        for row in table.rows if table.joint and text.scanned else ():
            lines[row.first : row.last] = cells.without_names(lines[row.first : row.last])
    return "\n".join(lines)


def _rows(
    text: Text, starts: list[tuple[int, tuple[Post, ...]]], last: int, unit: int
) -> Iterator[TableRow]:
    ends = [line - 1 for line, _ in starts[1:]] + [last]
    for (line, posts), end in zip(starts, ends, strict=True):
        while end > line and not text.line(end).strip():
            end -= 1
        printed = "\n".join(text.lines[line - 1 : end])
        sums = tuple(
            tuple(value * unit for value in reading) for reading in _row_sums(text, line, end)
        )
        yield TableRow(posts, line, end, printed, sums)


def _row_sums(text: Text, first: int, last: int) -> list[tuple[int, ...]]:
    """The readings of a row's sums: the digits that end its last line, unless a name runs on."""
    match = _ROW.match(text.line(first)) if first == last else None
    cell = match["rest"] if match else text.line(last)
    before = text.line(last - 1) if last > first else ""
    found = _SUMS.search(cell)
    # In «kan nyttes under post / 21» the number on the last line is no sum.
    if found is None or (found.start() == 0 and _ENDS_OPEN.search(before)):
        return []
    # A table has two columns of sums; what stands before them belongs to the name.
    return [reading[-2:] for reading in columns(found["sums"])]


def in_units(tables: tuple[Table, ...], line: int) -> bool:
    """Whether bare numbers on a line count thousands or millions of kroner."""
    return any(table.first <= line <= table.last and table.unit > 1 for table in tables)


def rows_of(
    found: tuple[Table, ...], posts: tuple[Post, ...], spans: tuple[Span, ...]
) -> list[TableRow]:
    """The rows of some posts that share a line with some spans."""
    return [
        row
        for table in found
        for row in table.rows
        if row.posts == posts and any(a <= row.last and row.first <= b for a, b in spans)
    ]
