"""S and R: that every name leads to one record."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..cards import folded
from ..findings import Severity
from ..model import ids
from . import Problem, rule

if TYPE_CHECKING:
    from ..ledger import Entry, Ledger


@rule("S302", Severity.ERROR, "An id is used twice")
def id_twice(ledger: "Ledger") -> Iterator[Problem]:
    """An id names one record in the whole ledger. Two branches that both take the next free number
    merge without a conflict, so this is checked on the merged result.

    Example: TB2025-117 in two files.
    Remedy: find out which record the letter means by the number and give the other its own.
    """
    first: dict[str, Entry] = {}
    for entry, card in ledger.cards():
        other = first.setdefault(folded(card), entry)
        if other is not entry:
            message = f"the id {entry.id} is already used in {other.path}"
            yield Problem(entry, ("id",), message)


@rule("R104", Severity.ERROR, "An alias is the id of another assignment")
def alias_clash(ledger: "Ledger") -> Iterator[Problem]:
    """A number leads to one assignment, unless the assignments that share it all say so by listing
    it as an alias and none has it as its id.

    Example: TB2021-43b lists the alias TB2021-43, but another file has the id TB2021-43.
    Remedy: mint ids for all assignments that share the number, and list it as alias in each.
    """
    own = {folded(card): entry for entry, card in ledger.assignment_cards}
    for entry, card in ledger.assignment_cards:
        for n, alias in enumerate(card.get("aliases", ())):
            other = own.get(ids.fold(alias))
            if other is not None and other is not entry:
                message = f"the alias {alias} is the id of another assignment"
                yield Problem(entry, ("aliases", n), message)
