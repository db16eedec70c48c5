"""Ids of assignments as letters print them and as people type them.

Letters print one number in several forms (``TB 2022-53``, ``TB-2023-73``, ``TTB2022-05``,
``TB2025- 93``). A look-up therefore folds space, dash and leading zeros, but never the series:
TB, TTB, STB and RTB are different numbers.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_PARTS = re.compile(
    r"^(?P<series>TTB|STB|RTB|TB|X)[\s–‑-]*(?P<year>\d{4})\s*[–‑-]\s*"
    r"(?P<number>\d{1,9})(?:[./-](?P<sub>\d{1,9}))?(?P<letter>[a-z])?$",
    re.IGNORECASE,
)


class AssignmentId(NamedTuple):
    """The parts of an assignment's number: ``TTB2019-45.7`` is series TTB, 2019, 45, sub 7."""

    series: str
    year: int
    number: int
    sub: int | None = None
    letter: str = ""

    @staticmethod
    @lru_cache(maxsize=200_000)
    def parse(text: str) -> "AssignmentId | None":
        """Read an id in any of the forms that letters and people use; None when it is not one."""
        match = _PARTS.match(text.strip())
        if match is None:
            return None
        series, year, number, sub, letter = match.groups()
        return AssignmentId(
            series.upper(),
            int(year),
            int(number),
            int(sub) if sub else None,
            (letter or "").lower(),
        )

    @property
    def sort_key(self) -> tuple[int, str, int, int, str]:
        """Order of lists: year, series, number."""
        return (self.year, self.series, self.number, self.sub or 0, self.letter)


def fold(text: str) -> str:
    """Fold an id or alias to the form used for look-up: ``tb 2022-1`` -> ``TB2022-1``.

    Text that is no id (an alias such as ``TB202x-``) is folded by space and case only.
    """
    bare = "".join(text.split()).upper()
    parsed = AssignmentId.parse(bare)
    if parsed is None:
        return bare
    sub = f".{parsed.sub}" if parsed.sub is not None else ""
    return f"{parsed.series}{parsed.year}-{parsed.number}{sub}{parsed.letter}"


def sort_key(text: str) -> tuple[int, str, int, int, str]:
    """Sort key of an id as it stands in a record; text that is no id sorts last."""
    parsed = AssignmentId.parse(text)
    return parsed.sort_key if parsed else (9999, text, 0, 0, "")
