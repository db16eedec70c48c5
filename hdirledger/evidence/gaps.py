"""What a letter says and no record has: how it is counted and told."""

from dataclasses import dataclass, field
from datetime import date

from ..rules import Problem, Rule
from .codes import TABLE
from .held import Held

Found = tuple[Rule, Problem]


@dataclass(slots=True)
class Tally:
    """How much of a letter is cited: ``parts`` maps what is counted to cited and all."""

    parts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, what: str, cited_too: bool) -> None:
        """Count one heading or row."""
        cited_so_far, total = self.parts.get(what, (0, 0))
        self.parts[what] = (cited_so_far + cited_too, total + 1)


def gap(held: Held, code: str, message: str, first: int, last: int | None = None) -> Found:
    """A gap has no record of its own, so it is shown at the letter's."""
    lines = f"{first}-{last}" if last and last != first else str(first)
    where = f"{held.letter.id}, line {lines}: {message}"
    return TABLE[code], Problem(held.letter, ("text",), where, lines=lines)


def earliest(held: Held) -> date:
    """The day up to which every date in a letter is past: its own, or the first that it can be."""
    letter = held.letter
    first = letter.dated or (letter.bounds.earliest if letter.bounds else "")
    try:
        return date.fromisoformat(first)
    except ValueError:
        return date(int(letter.year) - 1, 12, 31)
