"""What editing commands ask for: options, columns of a csv table and questions on a terminal, all
three from one list."""

import csv
import io
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import click

from ..edit import EditError

# A table is typed by people: a thousand rows are far below this.
CSV_LIMIT = 1024 * 1024

Complete = Callable[[click.Context, click.Parameter, str], list[Any]]


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a command can be told: ``--name`` (or an argument) on its line, ``name`` above
    a column."""

    name: str
    help: str
    needed: bool = False
    several: bool = False
    metavar: str = "TEXT"
    choices: tuple[str, ...] = ()
    complete: Complete | None = None
    argument: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command was told, by the names of ``Ask``."""

    given: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        """The value of a name that is told once; None when it is not told."""
        found = self.given.get(name, ())
        return found[-1] if found else None

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of a name."""
        return self.given.get(name, ())

    def text(self, name: str) -> str | None:
        """A text as the records want it. Raises ``EditError`` for one with invisible characters."""
        from ..edit.typed import clean

        found = self.one(name)
        return None if found is None else clean(found, f"--{name}") or None


def options(table: Sequence[Ask]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Give a command an option or an argument for each thing that it can be told."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        for ask in reversed(table):
            kind: Any = click.Choice(ask.choices) if ask.choices else None
            if ask.argument:
                command = click.argument(
                    _field(ask.name),
                    required=False,
                    metavar=f"[{ask.metavar}]",
                    shell_complete=ask.complete,
                )(command)
                continue
            command = click.option(
                f"--{ask.name}",
                _field(ask.name),
                multiple=ask.several,
                type=kind,
                metavar=None if ask.choices else ask.metavar,
                help=f"{ask.help}{' Needed.' if ask.needed else ''}",
                shell_complete=ask.complete,
            )(command)
        return command

    return decorate


def _field(name: str) -> str:
    return "ask_" + name.replace("-", "_")


def asked(table: Sequence[Ask], given: dict[str, Any]) -> Asked:
    """Take what the options of a table were given out of ``given``."""
    found: dict[str, tuple[str, ...]] = {}
    for ask in table:
        value = given.pop(_field(ask.name), None)
        if value not in (None, ()):
            found[ask.name] = tuple(value) if ask.several else (value,)
    return Asked(found)


def _missing(table: Sequence[Ask], told: Asked) -> list[Ask]:
    return [ask for ask in table if ask.needed and not told.all(ask.name)]


def must_have(table: Sequence[Ask], told: Asked) -> None:
    """Raise a usage error that names all that is missing, where nobody can be asked for it."""
    missing = _missing(table, told)
    if missing and not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(f"missing: {', '.join(map(_shown, missing))}.")


def complete(table: Sequence[Ask], told: Asked) -> Asked:
    """Ask for what is missing on a terminal; elsewhere a usage error names all of it."""
    must_have(table, told)
    given = dict(told.given)
    for ask in _missing(table, told):
        kind: Any = click.Choice(ask.choices) if ask.choices else str
        answer = click.prompt(f"{ask.help.rstrip('.')}\n{_shown(ask)}", type=kind)
        given[ask.name] = (str(answer),)
    return Asked(given)


def _shown(ask: Ask) -> str:
    return ask.metavar if ask.argument else f"--{ask.name}"


csv_option = click.option(
    "--csv",
    "table_",
    type=click.File("rb"),
    metavar="-",
    help="Rows from a csv table, - for standard input: the header names the options.",
)


def rows(table: Sequence[Ask], stream: BinaryIO) -> Iterator[tuple[int, Asked]]:
    """The rows of a csv table, each with its line, which is where errors are.

    The header names what a command can be told; a column may stand several times where several
    values are meant. Separated by commas, or by semicolons when the header is. Raises a usage error
    that tells of every bad row.
    """
    content = stream.read(CSV_LIMIT + 1)
    if len(content) > CSV_LIMIT:
        raise click.UsageError(f"csv: the table is larger than {CSV_LIMIT // 1024} KiB.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise click.UsageError(f"csv line {line}: the table is not UTF-8.") from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [name.strip().casefold() for name in next(reader, [])]
        _check_header(table, header)
        line = reader.line_num + 1
        found, faults = [], []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                fault, told = _row(table, header, cells)
                if fault:
                    faults.append(f"csv line {line}: {fault}")
                found.append((line, told))
            line = reader.line_num + 1
    except csv.Error as error:
        raise click.UsageError(f"csv line {reader.line_num}: {error}.") from None
    if faults:
        raise click.UsageError("\n".join(faults))
    if not found:
        raise click.UsageError("csv: the table has no rows.")
    yield from found


def _check_header(table: Sequence[Ask], header: list[str]) -> None:
    known = {ask.name.casefold(): ask for ask in table}
    for name in header:
        if name not in known:
            names = ", ".join(known)
            raise click.UsageError(f"csv line 1: there is no column {name!r}; known are {names}.")
        if header.count(name) > 1 and not known[name].several:
            raise click.UsageError(f"csv line 1: the column {name} stands twice.")


def _row(table: Sequence[Ask], header: list[str], cells: list[str]) -> tuple[str, Asked]:
    told: dict[str, tuple[str, ...]] = {}
    if len(cells) > len(header):
        return f"{len(cells)} cells, but the header has {len(header)}", Asked(told)
    names = {ask.name.casefold(): ask for ask in table}
    for name, cell in zip(header, cells, strict=False):
        if cell.strip():
            ask = names[name]
            told[ask.name] = (*told.get(ask.name, ()), cell.strip())
            if ask.choices and cell.strip() not in ask.choices:
                return f"{name}: {cell.strip()!r} is not one of {', '.join(ask.choices)}", Asked({})
    missing = [ask.name.casefold() for ask in table if ask.needed and ask.name not in told]
    return (f"missing: {', '.join(missing)}" if missing else ""), Asked(told)


def each(
    table: Sequence[Ask], told: Asked, stream: BinaryIO | None, act: Callable[[Asked], None]
) -> None:
    """Do an act for what was told on the line, or for each row of a table. What goes for all rows
    may stand on the line. Raises a usage error that tells of every row that cannot be done."""
    if stream is None:
        act(complete(table, told))
        return
    shared = [ask for ask in table if ask.name not in told.given]
    faults = []
    for line, row in rows(shared, stream):
        try:
            act(Asked({**told.given, **row.given}))
        except EditError as error:
            faults.append(f"csv line {line}: {error}")
    if faults:
        raise EditError("\n".join(faults))
