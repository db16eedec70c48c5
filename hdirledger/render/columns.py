"""Rows of text set in columns, each as wide as its widest line."""

from collections.abc import Callable, Sequence

GAP = "  "
# A column is at least this much wider than its heading.
_MARGIN = 2


def columns(
    rows: Sequence[Sequence[str]],
    headers: Sequence[str],
    right: Sequence[bool],
    width: Callable[[str], int] = len,
) -> list[str]:
    """The lines of a table with a rule below its headers, which may be none.

    Cells can have several lines. ``right`` says which columns are set to the right, ``width`` how
    wide a text without line breaks is when it is printed. There must be a row.
    """
    cells = [[cell.strip().split("\n") for cell in column] for column in zip(*rows, strict=True)]
    least = [width(header) + _MARGIN for header in headers] or [0] * len(cells)
    widths = [
        max(floor, max(max(map(width, lines)) for lines in column))
        for floor, column in zip(least, cells, strict=True)
    ]

    def line(texts: Sequence[str]) -> str:
        padded = []
        for text, wide, flush in zip(texts, widths, right, strict=True):
            space = " " * (wide - width(text))
            padded.append(space + text if flush else text + space)
        return GAP.join(padded).rstrip()

    found = [line(headers), GAP.join("-" * wide for wide in widths)] if headers else []
    for row in zip(*cells, strict=True):
        deep = max(map(len, row), default=0)
        for n in range(deep):
            found.append(line([lines[n] if n < len(lines) else "" for lines in row]))
    return found
