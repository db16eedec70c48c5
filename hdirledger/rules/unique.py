"""S and R: that every name leads to one record."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..cards import folded
from ..findings import Severity
from ..model import ids
from . import Problem, rule

if TYPE_CHECKING:
    from ..catalog import Catalog


@rule("S302", Severity.ERROR, "An id is used twice")
def id_twice(catalog: "Catalog") -> Iterator[Problem]:
    """An id names one record in the whole ledger. Two branches that both take the next free number
    merge without a conflict, so this is checked on the merged result.

    Example: TB2025-117 in two files.
    Remedy: find out which record the letter means by the number and give the other its own.
    """
    names = [folded(card) for _, card in catalog.cards()]
    if len(set(names)) == len(names):
        return
    first: dict[str, str] = {}
    for path, card in catalog.cards():
        other = first.setdefault(folded(card), path)
        if other is not path:
            message = f"the id {card['id']} is already used in {other}"
            yield Problem(path, ("id",), message)


@rule("R104", Severity.ERROR, "An alias is the id of another assignment")
def alias_clash(catalog: "Catalog") -> Iterator[Problem]:
    """A number leads to one assignment, unless the assignments that share it all say so by listing
    it as an alias and none has it as its id.

    Example: TB2021-43b lists the alias TB2021-43, but another file has the id TB2021-43.
    Remedy: mint ids for all assignments that share the number, and list it as alias in each.
    """
    cards = catalog.assignment_cards
    aliased = [(path, card["aliases"]) for path, card in cards if "aliases" in card]
    own = {folded(card): path for path, card in cards} if aliased else {}
    for path, aliases in aliased:
        for n, alias in enumerate(aliases):
            if own.get(ids.fold(alias), path) != path:
                message = f"the alias {alias} is the id of another assignment"
                yield Problem(path, ("aliases", n), message)
