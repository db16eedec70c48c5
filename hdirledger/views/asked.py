"""Filters of the history: which events are told."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from ..events import Difference
from ..history import Event
from ..versions import Name

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

    def matching(self, events: Iterable[Event]) -> list[Event]:
        """The events that match. A record that came or went is told by the fields asked for."""
        if not self.describe():
            return [event for event in events if not event.before]
        return [part for event in events if self._matches(event) for part in self._parts(event)]

    def _matches(self, event: Event) -> bool:
        who = f"{event.commit.author} <{event.commit.email}>".casefold()
        day = event.commit.time.date()
        return (
            not event.before
            and (not self.records or event.name in self.records)
            and (not self.letters or self._serves(event))
            and (not self.authors or any(name.casefold() in who for name in self.authors))
            and (not self.departments or any(c in self.departments for c in event.departments))
            and (self.since is None or day >= self.since)
            and (self.until is None or day <= self.until)
        )

    def _serves(self, event: Event) -> bool:
        return any(letter in self.letters for letter in event.letters or (NO_LETTER,))

    def _parts(self, event: Event) -> Iterable[Event]:
        if not self.fields:
            return (event,)
        if event.item:
            names = tuple(step for step in event.item if isinstance(step, str))
            values = () if event.change.order else (event.old, event.new)
            return (event,) if any(_concerns(names, values, f) for f in self.fields) else ()
        return [
            replace(event, change=Difference((top,), old, new))
            for top in dict.fromkeys(field.partition(".")[0] for field in self.fields)
            if (old := (event.old or {}).get(top)) != (new := (event.new or {}).get(top))
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
