"""Reports as tables for people at a terminal."""

import textwrap
from functools import cache

import click

from ..report import Block, Report
from .text import cell, for_people, one_line, right, title, unit_line

# A column that wraps is never made narrower than this, even when the table is then too wide.
NARROWEST = 16
# Words up to this length are kept whole; Norwegian compounds easily reach it.
LONGEST_WORD = 28
_GAP = 2


def render(report: Report, unit: str, width: int, color: bool, ascii_only: bool = False) -> str:
    """A report as heading, tables and remarks; lines wrap to ``width`` characters."""
    lines = [_style(line, color, bold=True) for line in _wrap(one_line(_first(report)), width)]
    rest = (*report.heading[1:], unit_line(report, unit))
    for sentence in filter(None, rest):
        lines += _wrap(one_line(sentence), width, "  ")
    for block in report.blocks:
        if block.layout == "tree" and block.rows:
            lines += ["", *_tree(block, width, color, ascii_only)]
        else:
            lines += ["", *_block(for_people(block), unit, width, color)]
    if report.remarks:
        lines.append("")
    for remark in report.remarks:
        lines += [_style(line, color, dim=True) for line in _wrap(one_line(remark), width, "  ")]
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _first(report: Report) -> str:
    return report.heading[0] if report.heading else report.name


def _style(text: str, color: bool, **style: bool | str) -> str:
    return click.style(text, **style) if color and text else text  # type: ignore[arg-type]


def _wrap(text: str, width: int, indent: str = "") -> list[str]:
    """Lines of at most ``width`` characters; ids and ranges are not broken at their hyphens."""
    wrapper = _wrapper(max(width, NARROWEST), indent)
    return [line for piece in text.split("\n") for line in wrapper.wrap(piece) or [""]]


@cache
def _wrapper(width: int, indent: str) -> textwrap.TextWrapper:
    return textwrap.TextWrapper(width, subsequent_indent=indent, break_on_hyphens=False)


def _block(block: Block, unit: str, width: int, color: bool) -> list[str]:
    lines = []
    if block.title:
        lines.append(_style(one_line(block.title), color, bold=True))
    if not block.rows:
        return lines + _wrap(one_line(block.empty or "Nothing."), width, "  ")
    # Imported late, since it takes longer than the rest of a report that has only a tree.
    from tabulate import tabulate

    cells = [
        [cell(value, column, unit) for value in values]
        for column, values in zip(block.columns, zip(*block.rows, strict=True), strict=True)
    ]
    headers = [title(column) for column in block.columns]
    fields = block.layout == "fields"
    widths = _widths(block, ["" for _ in headers] if fields else headers, cells, width)
    wrapped = [
        [_wrap(text, wide) if len(text) > wide else text.split("\n") for text in texts]
        for texts, wide in zip(cells, widths, strict=True)
    ]
    if color:
        wrapped = [
            [
                [_row_style(line, block, number, place) for line in parts]
                for number, parts in enumerate(column)
            ]
            for place, column in enumerate(wrapped)
        ]
    aligned = ["right" if right(column) else "left" for column in block.columns]
    text = tabulate(
        _as_one_row(wrapped),
        headers=() if fields else [_style(header, color, bold=True) for header in headers],
        tablefmt="plain" if fields else "simple",
        # Without this tabulate makes the number 714.1 of the post "0714.10".
        disable_numparse=True,
        preserve_whitespace=True,
        colalign=aligned,
        headersalign=aligned,
    )
    return lines + text.split("\n")


def _as_one_row(columns: list[list[list[str]]]) -> list[list[str]]:
    """A table of one row, of columns of cells of lines: tabulate takes far longer for many cells
    than for one with many lines."""
    several = any(len(parts) > 1 for column in columns for parts in column)
    trimmed = [
        [
            [parts[0].strip()] if len(parts) == 1 else "\n".join(parts).strip().splitlines()
            for parts in column
        ]
        for column in columns
    ]
    heights = [max(map(len, row)) for row in zip(*trimmed, strict=True)]
    if several:
        empty = (not any(map(any, row)) for row in zip(*trimmed, strict=True))
        heights = [0 if bare else height for bare, height in zip(empty, heights, strict=True)]
    if not any(heights):
        return []
    row = []
    for column in trimmed:
        lines: list[str] = []
        for parts, height in zip(column, heights, strict=True):
            lines += parts if len(parts) == height else (*parts, *[""] * height)[:height]
        # The last line may be empty too.
        row.append("\n".join(lines) + ("\n" if len(lines) > 1 else ""))
    return [row]


def _tree(block: Block, width: int, color: bool, ascii_only: bool) -> list[str]:
    from .tree import branches

    lines = []
    for branch in branches(block, ascii_only):
        room = max(width - len(branch.below), NARROWEST)
        first, *rest = _wrap(branch.line, room)
        lines.append(branch.first + _style(first, color, bold=True))
        lines += [branch.below + _style(line, color, bold=True) for line in rest]
        for text in branch.details:
            lines += [branch.below + line for line in _wrap(text, room, "  ")]
    return lines


def _row_style(text: str, block: Block, row: int, place: int) -> str:
    if row in block.alarms:
        return _style(text, True, fg="red")
    if row in block.totals or (block.layout == "fields" and place == 0):
        return _style(text, True, bold=True)
    return text


def _widths(block: Block, headers: list[str], cells: list[list[str]], width: int) -> list[int]:
    """How wide each column may be: wide columns share what the others leave, the smallest first.
    ``cells`` are the texts of each column."""
    natural = [
        max(len(header), *map(len, "\n".join(texts).split("\n")))
        for header, texts in zip(headers, cells, strict=True)
    ]
    wide = [place for place, column in enumerate(block.columns) if column.wide]
    left = width - _GAP * (len(headers) - 1)
    left -= sum(natural[place] for place in range(len(headers)) if place not in wide)
    for done, place in enumerate(sorted(wide, key=lambda place: natural[place])):
        word = min(max(map(len, " ".join(cells[place]).split()), default=0), LONGEST_WORD)
        share = max(left // (len(wide) - done), NARROWEST, word, len(headers[place]))
        natural[place] = min(natural[place], share)
        left -= natural[place]
    return natural
