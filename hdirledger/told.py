"""A difference as told: the letters that explain it, and those whose words it changes."""

from dataclasses import dataclass
from typing import Any

from .events import Difference


@dataclass(frozen=True, slots=True)
class Told:
    """A difference: the letters that explain it, and those whose words it changes.

    ``letters`` bring or end something in it. ``corrected`` are letters that said what stands there
    no longer, without having been ended: all of them, or with ``either`` any one, since nothing
    tells which. ``ends`` is the letter whose value another one replaces. ``ours``: the key is our
    own word and no letter's, such as a summary, or follows from other keys.
    """

    difference: Difference
    letters: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()
    either: bool = False
    ours: bool = False
    ends: str | None = None

    @property
    def letter(self) -> str | None:
        """The letter that explains it; None when none does, or not all of it."""
        return self.letters[0] if self.letters and not self.corrected else None


def told_of_root(change: Difference) -> Told:
    """What the root file says is ours, but each letter in its list goes with that letter."""
    if not change.path and change.new is None:
        letters = change.old.get("letters")
        names = letters if isinstance(letters, list) else ()
        return Told(change, corrected=tuple(x for x in names if isinstance(x, str)))
    if not change.path or change.path[0] != "letters":
        return Told(change, ours=True)
    if change.order:
        moved = [a for a, b in zip(change.old, change.new, strict=True) if a != b]
        letters = tuple(key[0] for key in moved if isinstance(key[0], str))
        return Told(change, corrected=letters, either=True, ours=True)
    return Told(change, texts(change.new), texts(change.old), ours=True)


def texts(value: Any) -> tuple[str, ...]:
    """A text as the only one of several; none for anything else."""
    return (value,) if isinstance(value, str) else ()
