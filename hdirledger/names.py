"""What the records of a ledger are called and asked for by others: all that a rule on one record
may know of the rest.

What a rule was told here is a premise of what it found. As long as the premises of a record hold,
what was found in it holds too, so that it need not be looked at again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .cards import AssignmentCard, Card, LetterCard, RootCard, folded
from .model import ids

if TYPE_CHECKING:
    from .model.records import Record
    from .model.walk import Node

# What is asked for, and by which name.
Asked = tuple[str, str]
_MARK = "\t"  # No name and no value has a tab; the reader refuses it.


class Names:
    """Look-ups by name over the cards of a whole ledger."""

    def __init__(self, cards: Mapping[str, Sequence[Card]], broken: Iterable[str]) -> None:
        """``cards`` by record type; ``broken`` are names of files that cannot be read."""
        self.broken = frozenset(broken)
        self._all = cards

    def told(self) -> tuple[Mapping[str, Sequence[Card]], list[str]]:
        """Cards and names as JSON, of which the same look-ups can be made elsewhere."""
        return self._all, sorted(self.broken)

    def _cards(self, type: str) -> Sequence[Any]:
        return self._all.get(type, ())

    @cached_property
    def root(self) -> RootCard | None:
        """The root file; None when it is missing or broken."""
        found = self._cards("ledger")
        return found[0] if found else None

    @cached_property
    def order(self) -> dict[str, int]:
        """A letter's place in the declared order."""
        names = self.root["letters"] if self.root else ()
        return {name: place for place, name in enumerate(names)}

    @cached_property
    def departments(self) -> frozenset[str]:
        return frozenset(self.root["departments"] if self.root else ())

    @cached_property
    def letters(self) -> dict[str, LetterCard]:
        return {card["id"]: card for card in self._cards("letter")}

    @cached_property
    def assignments(self) -> dict[str, AssignmentCard]:
        """Assignments by their exact id."""
        return {card["id"]: card for card in self._cards("assignment")}

    @cached_property
    def goals(self) -> frozenset[str]:
        return frozenset(card["id"] for card in self._cards("goal"))

    @cached_property
    def rows(self) -> frozenset[str]:
        """The keys of all reporting rows."""
        return frozenset(key for card in self._cards("reporting") for key in card["rows"])

    @cached_property
    def _folded(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = defaultdict(dict)
        for name, card in self.assignments.items():
            for fold in (folded(card), *map(ids.fold, card.get("aliases", ()))):
                found[fold][name] = None
        return {
            name: tuple(sorted(several, key=ids.sort_key) if len(several) > 1 else several)
            for name, several in found.items()
        }

    def find(self, name: str) -> tuple[str, ...]:
        """The ids of assignments that a number or alias means: none, one, or several."""
        exact = name.strip()
        return (exact,) if exact in self.assignments else self._folded.get(ids.fold(name), ())

    def parts(self, assignment: str | None) -> list[str] | None:
        """The keys of an assignment's parts; None when there is no such assignment."""
        found = self.assignments.get(assignment or "")
        return None if found is None else found.get("parts", [])

    def premise(self, kind: str, name: str) -> str:
        """What is known by a name, as one text that is another whenever anything of it is."""
        if kind == "letter":
            found = self.letters.get(name)
            told = (
                [found.get("earliest", ""), str(found.get("lines", ""))] if found is not None
                else [str(name in self.broken)]
            )  # fmt: skip
            told.append(str(self.order.get(name, "")))
        elif kind == "assignment":
            told = [*self.find(name), ";", *(self.parts(name) or ()), str(name in self.broken)]
        elif kind == "department":
            told = [] if name in self.departments else sorted(self.departments)
        elif kind == "goal":
            told = [str(name in self.goals), str(name.rpartition("-")[2] in self.broken)]
        else:
            told = [str(name in self.rows)]
        return _MARK.join((kind, name, " ".join(told)))

    def fallen(self, premises: Iterable[str]) -> set[str]:
        """Those of the premises that do not hold any more."""
        return {said for said in premises if self.premise(*said.split(_MARK, 2)[:2]) != said}


def told_by(type: str, card: Any) -> list[Any]:
    """All that a record's card has a part in telling by name. As long as that of each file is the
    same, all premises hold."""
    if type == "letter":
        return [card["id"], card.get("earliest"), card.get("lines")]
    if type == "assignment":
        return [card["id"], card.get("aliases"), card.get("parts")]
    if type == "ledger":
        return [card["letters"], card["departments"]]
    if type == "reporting":
        return [card["rows"]]
    return [card["id"]] if type == "goal" else []


def asked_for(record: "Record", nodes: Iterable["Node"]) -> Iterator[Asked]:
    """Everything that the rules on a record may ask for by name."""
    from .model.records import Anchor, Assignment, Authorization, Became, Formerly, Letter, Relation

    if isinstance(record, Letter):
        yield "letter", record.id
        yield from (("assignment", name) for name in record.answers)
    if isinstance(record, Assignment):
        yield from (("goal", name) for name in record.goals)
    for node in nodes:
        thing = node.thing
        for attribute in node.plan.letters:
            if name := getattr(thing, attribute):
                yield "letter", name
        if isinstance(thing, (Assignment, Formerly)):
            yield from (("department", code) for code in thing.departments)
        elif isinstance(thing, Relation):
            if thing.agency is None:
                yield "assignment", thing.to
                yield "letter", thing.to
        elif isinstance(thing, Became):
            yield "assignment", thing.to
        elif isinstance(thing, Anchor):
            if thing.assignment:
                yield "assignment", thing.assignment
            if thing.reporting:
                yield "row", thing.reporting
        else:
            if isinstance(thing, Authorization):
                yield from (("letter", name) for name in thing.see)
            for attribute in ("assignments", "exceptions"):
                yield from (("assignment", name) for name in getattr(thing, attribute, ()))
