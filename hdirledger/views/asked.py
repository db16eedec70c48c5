"""Filters of the history: which edits are told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..events import Difference
from ..history import Edit
from ..identity import Name

# What --letter says for events that no letter explains.
NO_LETTER = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which events are told. Empty values ask for all; days are of Oslo, and inclusive."""

    records: tuple[Name, ...] = ()
    letters: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None

    def describe(self) -> tuple[str, ...]:
        """The filters that are set, in words for a heading."""
        named = (
            ("record", tuple(record for _, record in self.records)),
            ("letter", self.letters),
            ("field", self.fields),
            ("author", self.authors),
            ("department", self.departments),
        )
        words = [f"{name} {' or '.join(values)}" for name, values in named if values]
        if self.since:
            words.append(f"entered on or after {self.since}")
        if self.until:
            words.append(f"entered on or before {self.until}")
        return tuple(words)

    def matching(self, edits: Iterable[Edit]) -> list[Edit]:
        """The edits that match, each with the differences that do. A record that came or went is
        told by the fields asked for."""
        if not self.describe():
            return [edit for edit in edits if not edit.before]
        return [
            part for edit in edits if self._matches(edit) and (part := self._part(edit)) is not None
        ]

    def _matches(self, edit: Edit) -> bool:
        return (
            not edit.before
            and (not self.records or edit.name in self.records)
            and (not self.authors or self._entered(edit))
            and (not self.departments or any(c in self.departments for c in edit.departments))
            and (self.since is None or edit.commit.time.date() >= self.since)
            and (self.until is None or edit.commit.time.date() <= self.until)
        )

    def _entered(self, edit: Edit) -> bool:
        who = f"{edit.commit.author} <{edit.commit.email}>".casefold()
        return any(name.casefold() in who for name in self.authors)

    def _part(self, edit: Edit) -> Edit | None:
        """What matches of an edit; None when nothing does."""
        if not self.letters and not self.fields:
            return edit
        kept = [
            (part, letters)
            for change, letters in zip(edit.changes, edit.letters, strict=True)
            if not self.letters or any(letter in self.letters for letter in letters or (NO_LETTER,))
            for part in self._parts(change)
        ]
        if not kept:
            return None
        changes, letters = zip(*kept, strict=True)
        return edit._replace(changes=changes, letters=letters)

    def _parts(self, change: Difference) -> Iterable[Difference]:
        if not self.fields:
            return (change,)
        if change.path:
            names = tuple(step for step in change.path if isinstance(step, str))
            values = () if change.order else (change.old, change.new)
            return (change,) if any(_concerns(names, values, f) for f in self.fields) else ()
        return [
            Difference((top,), old, new)
            for top in dict.fromkeys(field.partition(".")[0] for field in self.fields)
            if (old := (change.old or {}).get(top)) != (new := (change.new or {}).get(top))
            and any(_concerns((top,), (old, new), field) for field in self.fields)
        ]


def _concerns(names: tuple[str, ...], values: Iterable[Any], field: str) -> bool:
    """Whether a change at these keys concerns a field: it is at or below it, or what came or went
    has the field inside."""
    steps = tuple(field.split("."))
    if names[: len(steps)] == steps:
        return True
    return steps[: len(names)] == names and any(_has(v, steps[len(names) :]) for v in values)


def _has(value: Any, steps: tuple[str, ...]) -> bool:
    if isinstance(value, list):
        return any(_has(item, steps) for item in value)
    if not steps:
        return value is not None
    return isinstance(value, dict) and steps[0] in value and _has(value[steps[0]], steps[1:])
