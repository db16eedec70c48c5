"""Rows set in columns: as tabulate sets them, which has to be imported for it."""

import click
from hypothesis import given
from hypothesis import strategies as st
from tabulate import tabulate

from hdirledger.render.columns import columns

LINE = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=12)
CELL = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
# A row of which nothing is printed is none to tabulate where another row has several lines.
FIRST = st.text("abæ-1", min_size=1, max_size=9)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], list[str], list[bool]]:
    count = draw(st.integers(1, 4))
    row = st.tuples(FIRST, *[CELL] * (count - 1)).map(list)
    rows = draw(st.lists(row, min_size=1, max_size=5))
    headers = draw(st.one_of(st.just([]), st.lists(FIRST, min_size=count, max_size=count)))
    return rows, headers, draw(st.lists(st.booleans(), min_size=count, max_size=count))


def by_tabulate(rows: list[list[str]], headers: list[str], right: list[bool]) -> list[str]:
    text = tabulate(
        rows,
        headers=headers,
        tablefmt="simple" if headers else "plain",
        disable_numparse=True,
        colalign=["right" if flush else "left" for flush in right],
    )
    return text.split("\n")


@given(tables())
def test_it_is_the_table_of_tabulate(
    table: tuple[list[list[str]], list[str], list[bool]],
) -> None:
    assert columns(*table) == by_tabulate(*table)


@given(tables(), st.integers(0, 4))
def test_styles_have_no_width(
    table: tuple[list[list[str]], list[str], list[bool]], red: int
) -> None:
    rows, headers, right = table
    for row in rows[red : red + 1]:
        row[:] = ["\n".join(_red(line) for line in cell.split("\n")) for cell in row]
    found = columns(rows, headers, right, lambda text: len(click.unstyle(text)))
    assert found == by_tabulate(rows, headers, right)


def _red(text: str) -> str:
    return click.style(text, fg="red") if text else text
