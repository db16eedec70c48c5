"""Reports for programs: csv and json, with exact kroner and nothing wrapped or cut."""

import json as json_module
from collections.abc import Iterable, Sequence
from typing import Any

from ..report import Block, Report, Value

# A spreadsheet takes a cell that begins like this for a formula and runs it.
_FORMULA = frozenset("=+-@\t\n")


def csv(report: Report) -> str:
    """A report as csv: one header line of keys, then the rows of every block.

    Several blocks share one header with all their keys, and a first column ``block`` tells them
    apart. Totals are left out, so that a column can be summed. A text that a spreadsheet would take
    for a formula gets an apostrophe in front (the usual guard); amounts are numbers and keep their
    minus, and json has every text as it is.
    """
    several = len(report.blocks) > 1
    columns = [c for block in report.blocks for c in block.columns if c.shown != "people"]
    keys = list(dict.fromkeys(c.key for c in columns))
    rows: list[Sequence[Value]] = [(["block"] if several else []) + keys]
    for block in report.blocks:
        place = {column.key: number for number, column in enumerate(block.columns)}
        places = [place.get(key) for key in keys]
        start = [block.name] if several else []
        rows += (
            start + [None if at is None else field(row[at]) for at in places]
            for number, row in enumerate(block.rows)
            if number not in block.totals
        )
    return lines(rows)


def lines(rows: Iterable[Sequence[Value]]) -> str:
    """Rows of fields as csv, quoted where it is needed, as the csv module does it; that looks at
    each character for itself, which is half the time of a long report."""
    # A row that is one empty field must not look like no row.
    return "".join([(",".join(map(_quoted, row)) or '""') + "\n" for row in rows])


def _quoted(value: Value) -> str:
    if value is None:
        return ""
    text = value if type(value) is str else str(value)
    if '"' in text:
        return '"' + text.replace('"', '""') + '"'
    return f'"{text}"' if "," in text or "\n" in text else text


def field(value: Value) -> str | int | None:
    """A value as a field of csv, before it is quoted."""
    if type(value) is str and value[:1] not in _FORMULA and "\r" not in value:
        return value
    if value is None or isinstance(value, int):
        return value
    text = ", ".join(value) if isinstance(value, tuple) else value
    # The writer does not quote a lone carriage return, which readers take for the end of a line.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "'" + text if text[:1] in _FORMULA else text


def json(report: Report) -> str:
    """A report as one json object: its name, what it counted and as of when, and its blocks, each
    row an object by column key; amounts are whole kroner as integers."""
    body: dict[str, Any] = {"report": report.name, "heading": list(report.heading), **report.facts}
    if report.data is not None:
        body["record"] = report.data
    else:
        body["blocks"] = [_block(block) for block in report.blocks]
    body["remarks"] = list(report.remarks)
    return json_module.dumps(body, ensure_ascii=False, indent=2) + "\n"


def _block(block: Block) -> dict[str, Any]:
    rows = [
        {
            column.key: value
            for column, value in zip(block.columns, row, strict=True)
            if column.shown != "people"
        }
        for row in block.rows
    ]
    body: dict[str, Any] = {
        "name": block.name,
        "title": block.title,
        "rows": [row for number, row in enumerate(rows) if number not in block.totals],
        "totals": [row for number, row in enumerate(rows) if number in block.totals],
    }
    if not rows:
        body["empty"] = block.empty
    return body
