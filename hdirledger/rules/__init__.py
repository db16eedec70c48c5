"""The rule table: every rule with its code, severity, title and the text that ``explain`` prints.

Families: S structure, R references, D dates, M money, L letters and their order, G gaps,
V evidence in the letters' text, J the journal (what commits change).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from inspect import cleandoc
from typing import TYPE_CHECKING, Any

from ..findings import Severity

if TYPE_CHECKING:
    from ..entry import Entry
    from ..model.records import Record

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """What a rule has found: in which record, at which item, and what to do about it.

    A rule that has not built the record names the path of its file instead. ``lines`` are the lines
    of the letter that the item rests on, for acceptances that name them.
    """

    record: "Record | Entry | str"
    path: Path
    message: str
    hint: str = ""
    lines: str | None = None


# Of a rule on one record the argument is a ledger, of one on the whole ledger its catalog.
Check = Callable[[Any], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the rule table. ``check`` is None for faults that reading itself finds.

    ``text`` tells why the rule exists, then an example and the remedy, and ``told`` does so with
    the indents of the source. ``of_record`` says that what
    it finds in a record depends on nothing but the record, its path and ``ledger.names``.
    """

    code: str
    severity: Severity
    title: str
    told: str
    check: Check | None = None
    of_record: bool = False

    @property
    def text(self) -> str:
        return cleandoc(self.told)


# The families that ``check`` runs.
CHECKED = frozenset("SRDMLG")
_RECORD = ("structure", "references", "dates", "letters", "money", "gaps")
# They read cards, and import no more than that takes.
_WHOLE = ("unique", "relations", "order", "balances", "series")


def rule(code: str, severity: Severity, title: str) -> Callable[[Check], Rule]:
    """Make a row of the rule table of a function, which looks at the catalog of a whole ledger; its
    docstring is the text of ``explain``."""

    def make(check: Check) -> Rule:
        return Rule(code, severity, title, check.__doc__ or "", check)

    return make


def record_rule(code: str, severity: Severity, title: str) -> Callable[[Check], Rule]:
    """Like ``rule``, for one that looks at each record of a ledger by itself, and else only at
    ``ledger.names``."""

    def make(check: Check) -> Rule:
        return Rule(code, severity, title, check.__doc__ or "", check, of_record=True)

    return make


def _rows(modules: tuple[str, ...]) -> list[Rule]:
    return [
        row
        for name in modules
        for value in vars(import_module(f".{name}", __package__)).values()
        for row in (value if isinstance(value, tuple) else (value,))
        if isinstance(row, Rule)
    ]


@cache
def of_record() -> tuple[Rule, ...]:
    """The rules that look at each record by itself."""
    return tuple(row for row in _rows(_RECORD) if row.of_record)


@cache
def whole_ledger() -> tuple[Rule, ...]:
    """The rules that need the whole ledger."""
    return tuple(_rows(_WHOLE))


@cache
def table() -> dict[str, Rule]:
    """All rules by code, in order of code."""
    found = _rows(("reading", *_RECORD, *_WHOLE))
    from ..check import UNUSED
    from ..evidence import codes
    from .journal import JOURNAL

    found += [UNUSED, *codes.RULES, *JOURNAL.values()]
    return {row.code: row for row in sorted(found, key=lambda row: row.code)}
