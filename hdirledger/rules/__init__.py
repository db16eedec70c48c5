"""The rule table: every rule with its code, severity, title and the text that ``explain`` prints.

Families: S structure, R references, D dates, M money, L letters and their order, G gaps,
V evidence in the letters' text, J the journal (what commits change).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import getdoc
from typing import TYPE_CHECKING

from ..findings import Severity
from ..model.records import Record
from ..reader import Path

if TYPE_CHECKING:
    from ..ledger import Ledger


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule has found: in which record, at which item, and what to do about it.

    ``lines`` are the lines of the letter that the item rests on, for acceptances that name them.
    """

    record: Record
    path: Path
    message: str
    hint: str = ""
    lines: str | None = None


Check = Callable[["Ledger"], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule table. ``check`` is None for faults that reading itself finds.

    ``text`` tells why the rule exists, then an example and the remedy.
    """

    code: str
    severity: Severity
    title: str
    text: str
    check: Check | None = None


_MODULES = ("reading", "structure", "references", "relations", "dates", "letters", "money", "gaps")


def rule(code: str, severity: Severity, title: str) -> Callable[[Check], Rule]:
    """Make a row of the rule table of a function; its docstring is the text of ``explain``."""

    def make(check: Check) -> Rule:
        return Rule(code, severity, title, getdoc(check) or "", check)

    return make


@cache
def table() -> dict[str, Rule]:
    """All rules by code, in order of code."""
    found = [
        row
        for name in _MODULES
        for value in vars(import_module(f".{name}", __package__)).values()
        for row in (value if isinstance(value, tuple) else (value,))
        if isinstance(row, Rule)
    ]
    from ..check import UNUSED
    from ..evidence import codes
    from .journal import JOURNAL

    found += [UNUSED, *codes.RULES, *JOURNAL.values()]
    return {row.code: row for row in sorted(found, key=lambda row: row.code)}
