"""Reports as GitHub Markdown. Nothing in a record can break out of its cell or line."""

import re

from ..report import Block, Report
from .text import cell, for_people, one_line, right, title, unit_line
from .tree import branches

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# Emphasis, code, links, images, strikethrough, tables, footnotes, mathematics, and HTML.
_SPECIAL = re.compile(r"[\\`*_\[\]!~|$^&<>]")
# What makes a heading, a list or a rule of the line that it begins.
_START = re.compile(r"^(\s*)([#+=-]|\d+[.)])")
# What GitHub makes mentions, references, links and emoji of wherever it stands, escaped or not: a
# character without width after the match, or inside it, keeps it from that.
_REFERENCES = re.compile(r"@|#(?=\d)|gh-(?=\d)|:(?=//)|www(?=\.)|:(?=[\w+-]+:)", re.IGNORECASE)
_NO_WIDTH = "\u200b"


def escape(text: str) -> str:
    """Text that Markdown shows as it is, on one line; line breaks become ``<br>``.

    Nobody is mentioned, nothing is referred to or linked by it.
    """
    text = inert(text)
    text = _SPECIAL.sub(lambda match: _ENTITIES.get(match[0]) or "\\" + match[0], text)
    text = _START.sub(_escape_start, text)
    return text.replace(_NO_WIDTH, "&#8203;").replace("\n", "<br>")


def inert(text: str) -> str:
    """Text that GitHub makes no mention, reference, link or emoji of."""
    return _REFERENCES.sub(lambda match: match[0] + _NO_WIDTH, text)


def _escape_start(match: re.Match[str]) -> str:
    mark = match[2]
    return match[1] + (f"\\{mark}" if len(mark) == 1 else f"{mark[:-1]}\\{mark[-1]}")


def render(report: Report, unit: str) -> str:
    """A report as a heading, lists and pipe tables."""
    lines = [f"# {escape(one_line(report.name))}", ""]
    heading = [*report.heading, unit_line(report, unit)]
    lines += [f"- {escape(one_line(line))}" for line in heading if line]
    for block in report.blocks:
        lines += ["", *_block(block if block.layout == "tree" else for_people(block), unit)]
    if report.remarks:
        lines.append("")
    lines += [f"- {escape(one_line(remark))}" for remark in report.remarks]
    return "\n".join(lines) + "\n"


def _block(block: Block, unit: str) -> list[str]:
    lines = [f"## {escape(one_line(block.title))}", ""] if block.title else []
    if not block.rows:
        return [*lines, escape(one_line(block.empty or "Nothing."))]
    if block.layout == "tree":
        return lines + [
            "  " * branch.depth
            + f"- **{escape(branch.line)}**"
            + "".join(f"<br>{escape(one_line(text))}" for text in branch.details)
            for branch in branches(block)
        ]
    return [*lines, *header(block), *rows(block, unit)]


def header(block: Block) -> list[str]:
    """The first two lines of a table."""
    titles = [escape(title(column)) for column in block.columns]
    rule = ["--:" if right(column) else "---" for column in block.columns]
    return [_row(titles), _row(rule)]


def rows(block: Block, unit: str, longest: int | None = None) -> list[str]:
    """The rows of a table, a line each; texts longer than ``longest`` are cut."""
    return [
        _row(
            [
                _total(escape(cut(cell(value, column, unit), longest)), number in block.totals)
                for value, column in zip(row, block.columns, strict=True)
            ]
        )
        for number, row in enumerate(block.rows)
    ]


def cut(text: str, longest: int | None) -> str:
    """Text of at most so many characters."""
    return text if longest is None or len(text) <= longest else text[: longest - 1] + "…"


def _row(cells: list[str]) -> str:
    # tabulate would pad every cell to the widest; a comment on a pull request has a size limit.
    return f"| {' | '.join(cells)} |"


def _total(text: str, total: bool) -> str:
    return f"**{text}**" if total and text else text
