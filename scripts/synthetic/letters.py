"""Letters: their ids, dates and records, and the lines of their texts that records cite."""

from datetime import date, timedelta
from hashlib import sha256
from random import Random
from typing import Any

from .words import Words

Data = dict[str, Any]


class Letter:
    """A letter while it is being registered. Every place in its text is cited once, in order."""

    def __init__(self, id: str, kind: str, day: date, numbers: range = range(0)) -> None:
        self.id = id
        self.kind = kind
        self.day = day
        self.numbers = numbers
        self.classes: list[Data] = []
        self._line = 2

    @property
    def year(self) -> int:
        return int(self.id[:4])

    @property
    def name(self) -> str:
        """How a commit speaks of the letter."""
        if self.kind == "main":
            return f"letter of allocation for {self.year}"
        return f"supplementary letter {self.id.removeprefix(f'{self.year}-').upper()}"

    def cite(self, count: int = 1) -> str:
        """The next lines of the text, as a line reference."""
        first = self._line + 1
        self._line += count
        return str(first) if count == 1 else f"{first}-{self._line}"

    @property
    def next_line(self) -> int:
        """The line at which the next citation begins."""
        return self._line + 1

    def through(self, first: int) -> str:
        """All lines from one on to the last that was cited."""
        return str(first) if first == self._line else f"{first}-{self._line}"

    def record(self, chance: Random, words: Words) -> Data:
        """The record of the letter, when all that it brings is known."""
        data: Data = {"id": self.id, "kind": self.kind, **self._series(), "year": str(self.year)}
        if chance.random() < 0.4:
            data["dated"] = self.day.isoformat()
            data["reference"] = f"{self.year % 100:02}/{chance.randint(1000, 9999)}"
        else:
            data["bounds"] = {
                "earliest": (self.day - timedelta(days=chance.randint(1, 12))).isoformat(),
                "latest": (self.day + timedelta(days=chance.randint(1, 12))).isoformat(),
                "reason": f"Teksten har ingen dato. Den viser til et møte (linje {self._line}).",
            }
        data["summary"] = words.sentences(3)
        if self.classes:
            data["classes"] = self.classes
        announces = chance.randint(0, 20 if self.kind == "main" else 8)
        if announces:
            data["announces"] = [self._announced(n, chance, words) for n in range(announces)]
        # Last, since announcements are cited from the text too.
        text = {"file": f"{self.id}.txt", "sha256": sha256(self.id.encode()).hexdigest()}
        return data | {"text": text | {"lines": str(self._line + chance.randint(1, 40))}}

    def stub(self, cited_by: "Letter", words: Words) -> Data:
        """The record of a letter that we do not have, and that another one cites."""
        data: Data = {"id": self.id, "kind": self.kind, "held": "no", **self._series()}
        mention = {"letter": cited_by.id, "summary": words.short(), "lines": cited_by.cite(2)}
        return data | {"year": str(self.year), "mentions": [mention]}

    def _series(self) -> Data:
        if self.kind == "main":
            return {"series": "TB"}
        return {"series": "TTB", "numbers": [str(number) for number in self.numbers]}

    def _announced(self, number: int, chance: Random, words: Words) -> Data:
        kind = chance.choice(("letter", "specification", "deadline", "money", "meeting"))
        return {
            "key": f"a{number + 1:02}",
            "summary": words.short(),
            "kind": kind,
            "section": section(chance),
            "lines": self.cite(chance.randint(1, 3)),
        }


def section(chance: Random) -> str:
    """The number of a section, as letters print them."""
    return ".".join(str(chance.randint(1, 6)) for _ in range(chance.randint(1, 3)))
