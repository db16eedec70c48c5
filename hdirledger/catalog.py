"""The cards of all records of a ledger, with the paths of their files: all that the rules on the
whole ledger read, so that nothing is built of records that none of them tells of."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, cast

from .names import Names

if TYPE_CHECKING:
    from .cards import AllocationCard, AssignmentCard, Card, LetterCard
    from .entry import Entry

Cards = Sequence[tuple[str, "Card"]]


class Catalog:
    """Cards by record type, with the path of each, in order of file."""

    def __init__(
        self, cards: Mapping[str, Cards], names: Names, entry: "Callable[[str], Entry]"
    ) -> None:
        """``entry`` gives the file at a path, also where there is none."""
        self.names = names
        self.entry = entry
        self._cards = cards

    def cards(self) -> "Iterator[tuple[str, Card]]":
        """The card of every valid record."""
        return chain.from_iterable(self._cards.values())

    @property
    def assignment_cards(self) -> "Sequence[tuple[str, AssignmentCard]]":
        return cast("Sequence[tuple[str, AssignmentCard]]", self._cards.get("assignment", ()))

    @property
    def letter_cards(self) -> "Sequence[tuple[str, LetterCard]]":
        return cast("Sequence[tuple[str, LetterCard]]", self._cards.get("letter", ()))

    @property
    def allocation_cards(self) -> "Sequence[tuple[str, AllocationCard]]":
        return cast("Sequence[tuple[str, AllocationCard]]", self._cards.get("allocation", ()))

    def record(self, path: str) -> Any:
        """The record of a file that has a card."""
        return self.entry(path).record
