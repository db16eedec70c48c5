"""Options that several commands share, how they open the ledger, and how a report is printed."""

import io
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

import click

from ..answers import Asked, keep
from ..filters import Filters
from ..ledger import Ledger
from ..model.amounts import UNITS
from ..report import FORMATS, Report
from ..source import WorkingTree, find_project
from . import completing, values
from .where import cache_of, cache_option
from .where import ledger_option as ledger_option

F = TypeVar("F", bound=Callable[..., Any])

# Width of a table that does not go to a terminal.
PLAIN_WIDTH = 120

# The filters of reports on assignments.
ASSIGNMENT_FILTERS = (
    "department",
    "status",
    "year",
    "letter",
    "due-after",
    "due-before",
    "overdue",
    "post",
    "recipient",
    "area",
    "text",
)


def open_ledger(where: Path, at: str | None = None, no_cache: bool = False) -> Ledger:
    """Open the ledger as it lies in the working tree, or as it stood at a revision or date."""
    from ..reread import reread

    if at is None:
        project = find_project(where)
        return reread(WorkingTree(project), cache_of(project, no_cache))
    from ..recordtime import ledger_at

    return ledger_at(where, at, no_cache)


@dataclass(frozen=True, slots=True)
class Request:
    """What a report command was asked: the ledger as of the moment asked for, the filters, and how
    to print."""

    ledger: Ledger
    filters: Filters
    today: date
    format: str = "table"
    unit: str = "tkr"
    # Names the content of the books; empty where the answer may not be kept.
    content: str = ""

    def show(self, report: Report) -> None:
        """Print a report in the format and unit asked for, and keep it as the answer."""
        printed = echo(report, self.format, self.unit)
        question = click.get_current_context().obj
        if isinstance(question, Asked) and self.content:
            keep(question, self.content, printed)


# Filter -> the field of ``Filters`` and what click is told.
FILTERS: dict[str, tuple[str, dict[str, Any]]] = {
    "department": ("departments", {
        "multiple": True, "metavar": "CODE", "callback": values.several,
        "shell_complete": completing.departments,
        "help": "Assignments of these departments, also when shared."}),
    "status": ("statuses", {
        "multiple": True, "metavar": "STATUS", "callback": values.several,
        "help": f"{', '.join(values.STATUSES)} or any."}),
    "year": ("years", {
        "multiple": True, "metavar": "YYYY", "callback": values.years,
        "help": "Year of the number, movement or letter; not of the deadline."}),
    "letter": ("letters", {
        "multiple": True, "metavar": "LETTER", "callback": values.several,
        "shell_complete": completing.letters,
        "help": "What these letters gave, spoke of or ended."}),
    "due-after": ("due_after", {
        "metavar": "YYYY-MM-DD", "callback": values.day, "help": "Due on this day or later."}),
    "due-before": ("due_before", {
        "metavar": "YYYY-MM-DD", "callback": values.day, "help": "Due on this day or earlier."}),
    "overdue": ("overdue", {
        "is_flag": True, "help": "Open and due before today."}),
    "post": ("posts", {
        "multiple": True, "metavar": "POST", "callback": values.posts,
        "shell_complete": completing.posts,
        "help": "A post (714.21) or a whole chapter (714)."}),
    "recipient": ("recipients", {
        "multiple": True, "metavar": "NAME", "help": "Part of a recipient's or partner's name."}),
    "area": ("areas", {
        "multiple": True, "metavar": "NAME", "help": "Part of an area's name."}),
    "text": ("texts", {
        "multiple": True, "metavar": "TEXT",
        "help": "Text in id, title or summary; case does not matter."}),
}  # fmt: skip

_COMMON: tuple[Callable[[Any], Any], ...] = (
    click.option("--through", "moment", metavar="LETTER|DATE", shell_complete=completing.letters,
                 help="As the letters had spoken by then."),
    click.option("--at", "at", metavar="REVISION|DATE",
                 help="As our books stood then, in git; a date means the end of that day."),
    click.option("--today", metavar="YYYY-MM-DD", callback=values.day,
                 help="The day that overdue is measured against."),
    click.option("--unit", type=click.Choice(tuple(UNITS)), default="tkr", show_default=True,
                 help="Unit of amounts in tables."),
)  # fmt: skip


def report_options(
    *answers: str, status: str = "", formats: tuple[str, ...] = FORMATS
) -> Callable[[Callable[..., None]], Any]:
    """The options of every report, as one decorator; the command gets a ``Request`` first.

    ``answers`` names the filters (of ``FILTERS``) that the report can answer. The others are
    refused with a usage error rather than ignored, since a report that silently counts more than
    was asked for is wrong; they stay out of the help. ``status`` is the status counted when none is
    asked for; empty counts all. ``formats`` are those that the report has.
    """
    assert set(answers) <= set(FILTERS), answers

    def decorate(command: Callable[..., None]) -> Any:
        @wraps(command)
        def call(**given: Any) -> None:
            command(_request(frozenset(answers), status, given), **given)

        wrapped: Any = ledger_option(cache_option(call))
        choice = click.option(
            "--format",
            "format_",
            type=click.Choice(formats),
            default="table",
            show_default=True,
            help="csv and json give exact kroner.",
        )
        for option in reversed((*_COMMON[:3], choice, *_COMMON[3:])):
            wrapped = option(wrapped)
        for name, (field, told) in reversed(FILTERS.items()):
            hidden = name not in answers
            wrapped = click.option(f"--{name}", field, hidden=hidden, **told)(wrapped)
        return wrapped

    return decorate


def _request(answers: frozenset[str], status: str, given: dict[str, Any]) -> Request:
    """Take the shared options out of ``given``, check them, and open the ledger."""
    where, moment, at = given.pop("where"), given.pop("moment"), given.pop("at")
    today = given.pop("today") or date.today()
    format_, unit, no_cache = given.pop("format_"), given.pop("unit"), given.pop("no_cache")
    asked = {field: given.pop(field) for field, _ in FILTERS.values()}
    for name, (field, _) in FILTERS.items():
        if asked[field] and name not in answers:
            can = ", ".join(f"--{name}" for name in FILTERS if name in answers)
            hint = f"; it can by {can}." if can else "."
            raise click.UsageError(f"this report cannot be filtered by --{name}{hint}")
    asked["statuses"] = values.statuses(asked["statuses"] or ((status,) if status else ()))
    # The whole ledger knows which names exist, also those that come after the moment.
    ledger = open_ledger(where, at, no_cache)
    content = ledger.content
    asked["departments"] = values.departments(ledger, asked["departments"])
    asked["letters"] = values.letters(ledger, asked["letters"])
    if moment is not None:
        from ..lettertime import through

        ledger = through(ledger, moment)
    return Request(ledger, Filters(today=today, **asked), today, format_, unit, content)


def echo(report: Report, format_: str = "table", unit: str = "tkr") -> bytes:
    """Print a report to standard output; a terminal gives its width, and colour unless NO_COLOR.
    Gives back what was printed.

    csv, json and markdown are UTF-8 whatever the locale; a table prints what the terminal's
    encoding lacks as a question mark.
    """
    from ..render import render

    terminal = sys.stdout.isatty()
    width = _columns() if terminal else PLAIN_WIDTH
    color = terminal and not os.environ.get("NO_COLOR")
    ascii_only = not _draws_boxes(getattr(sys.stdout, "encoding", None))
    text = render(report, format_, unit=unit, width=width, color=color, ascii_only=ascii_only)
    if isinstance(sys.stdout, io.TextIOWrapper):
        if format_ == "table":
            sys.stdout.reconfigure(errors="replace")
        else:
            sys.stdout.reconfigure(encoding="utf-8")
    click.echo(text, nl=False, color=color)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, getattr(sys.stdout, "errors", None) or "strict")


def _columns() -> int:
    """Width of the terminal, in characters."""
    import shutil

    return shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns


def _draws_boxes(encoding: str | None) -> bool:
    """Whether an encoding has the characters that trees are drawn with."""
    try:
        "├└─│".encode(encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
