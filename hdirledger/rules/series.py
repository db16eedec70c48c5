"""G: numbers that are missing from a series."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..findings import Severity
from ..missing import assignment_series, spans_text
from ..source import ROOT_FILE
from . import Problem, rule

if TYPE_CHECKING:
    from ..catalog import Catalog


@rule("G104", Severity.NOTE, "Numbers missing from a series")
def missing_numbers(catalog: "Catalog") -> Iterator[Problem]:
    """Numbers between those that the held letters print were given by letters that we do not hold,
    or never given.

    Example: TB2021-02 between TB2021-01 and TB2021-03.
    Remedy: ask whether the letter that gave them can be had.
    """
    for series in assignment_series(catalog):
        which = ", ".join(spans_text(series.missing))
        highest = max((*series.held, *series.cited))
        message = (
            f"{series.name}{series.year}: {series.count} of {highest} numbers missing: {which}"
        )
        yield Problem(ROOT_FILE, ("letters",), message)
