"""Problems in the data, as values."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How bad a finding is. Only errors and warnings make ``check`` end with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


_RANK = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place.

    ``file`` is relative to the folder that holds ``ledger/``, with slashes; ``line`` and ``column``
    count from 1; ``record`` is an id or empty; ``accepted`` is the reason that the record gives for
    letting the discrepancy stand; ``commit`` is the short id and the subject of the commit that a
    finding of the journal is about; the place is one of that commit's version of the file.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    record: str
    message: str
    hint: str = ""
    accepted: str = ""
    commit: tuple[str, str] | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        return (self.file, self.line, self.column, self.code, self.message)


# The place of the file among the values of a finding.
FILE = 2


def finding_of(values: list[Any]) -> Finding:
    """A finding of the values of its fields, as they are when they were kept as JSON."""
    code, severity, *rest = values
    return Finding(code, Severity(severity), *rest)


def count(findings: Iterable[Finding]) -> dict[Severity, int]:
    """How many findings of each severity, in order of severity."""
    numbers = dict.fromkeys(_RANK, 0)
    for finding in findings:
        numbers[finding.severity] += 1
    return numbers
