"""Reading of reports in tests: blocks and rows by name."""

from pathlib import Path

from hdirledger.report import Block, Report

# The repository itself, whose ledger holds the real letters.
PROJECT = Path(__file__).parents[2]

Row = dict[str, object]


def block(report: Report, name: str) -> Block:
    """A report's block by its name."""
    found = [block for block in report.blocks if block.name == name]
    assert found, (name, [block.name for block in report.blocks])
    return found[0]


def rows(report: Report, name: str) -> list[Row]:
    """The rows of a block that are no totals, by column key."""
    return [row for n, row in enumerate(_rows(report, name)) if n not in block(report, name).totals]


def totals(report: Report, name: str) -> list[Row]:
    """The totals of a block, by column key."""
    return [row for n, row in enumerate(_rows(report, name)) if n in block(report, name).totals]


def _rows(report: Report, name: str) -> list[Row]:
    found = block(report, name)
    keys = [column.key for column in found.columns]
    return [dict(zip(keys, row, strict=True)) for row in found.rows]


def pick(row: Row, *keys: str) -> tuple[object, ...]:
    """Some values of a row."""
    return tuple(row[key] for key in keys)


def line_of(report: Report, post: str) -> Row:
    """The one row for a post, in whatever block it stands."""
    found = [row for b in report.blocks for row in rows(report, b.name) if row["post"] == post]
    assert len(found) == 1, post
    return found[0]
