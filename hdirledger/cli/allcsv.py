"""The whole history as csv, which is printed as it was kept where nothing has come since.

Nothing that makes a report is imported before it is known to be needed.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from ..git import Repository
from ..historytext import read_text, write_text
from ..source import find_project

if TYPE_CHECKING:
    from ..history import Edit
    from ..report import Value


def all_csv(
    where: Path, at: str | None, *, first_parent: bool = True, no_cache: bool = False
) -> bytes | None:
    """Every event up to a commit as csv; None where it takes the report to say it, since there are
    versions of files that cannot be read."""
    repository = Repository.open(find_project(where), kept=not no_cache)
    tip = repository.resolve(at).id if at else repository.id_of("HEAD")
    kept = read_text(repository, first_parent)
    if kept is not None and kept[0] == tip:
        return kept[1]
    from ..line import Line
    from ..views.history import EVENTS

    line = Line(repository, first_parent=first_parent)
    news = line.news(tip) if kept is not None else None
    if kept is not None and news is not None and news[0] == kept[0]:
        text = kept[1] + _rows(news[1])
    else:
        rows = line.text(tip, _rows)
        if rows is None:
            return None
        text = ",".join(column.key for column in EVENTS).encode("ascii") + b"\n" + rows
    if at is None:
        write_text(repository, first_parent, tip, text)
    return text


def _rows(edits: Iterable["Edit"]) -> bytes:
    from ..views.history import event_rows

    rows = event_rows((edit for edit in edits if not edit.before), cell)
    text = "".join([",".join(row) + "\n" for row in rows])
    return text.encode("utf-8", "backslashreplace")


# Texts that stand in csv as they are, and such as only want quotes around them; no spreadsheet
# takes them for a formula.
_AS_IT_IS = re.compile(r"[^-=+@\t\n\r\",][^\n\r\",]*+").fullmatch
_IN_QUOTES = re.compile(r"[^-=+@\t\n\r\"][^\r\"]*+").fullmatch


def cell(value: "Value") -> str:
    """A value as it stands in a line of csv, quoted where it must be."""
    if value is None:
        return ""
    if type(value) is str:
        if _AS_IT_IS(value):
            return value
        if _IN_QUOTES(value):
            return f'"{value}"'
    from ..render.data import field, lines

    # Beside another field, since one that is empty and alone in its line is quoted.
    return lines([("", field(value))])[1:-1]
